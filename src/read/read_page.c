#include "read/read_in.h"

#include "feed/feed.h"
#include "page/page.h"

#include <string.h>

static void put(struct read_raw *out, int f, const char *s)
{
    out->field[f].p = s;
    out->field[f].n = s ? strlen(s) : 0;
}

/* OK when there is a date, or need not be one. */
static enum rc check_date(const struct read_options *o, const char *date,
                          const char *where, struct err *e)
{
    if (date || o->date || o->undated)
        return OK;
    return err_set(e, E_INPUT, UINT64_MAX, "no date, expected one in %s; or "
                   "give --date YYYY-MM-DD for undated documents", where);
}

enum rc read_page(const char *s, size_t n, const struct read_options *o,
                  struct arena *mem, struct read_raw *out, struct err *e)
{
    struct page page;
    *out = (struct read_raw){0};
    TRY(page_read(s, n, mem, &page, e));
    if (!page.n)
        return err_set(e, E_INPUT, UINT64_MAX, "no main text was found, "
                       "expected the page of a report");
    TRY(check_date(o, page.date, "a meta tag, JSON-LD or <time>", e));
    put(out, READ_BODY, page.text);
    put(out, READ_TITLE, page.title);
    put(out, READ_DATE, page.date);
    put(out, READ_ORIGIN, page.origin);
    put(out, READ_URL, page.url);
    return OK;
}

enum rc read_item(struct feed *f, const struct read_options *o,
                  struct arena *mem, struct read_raw *out, uint64_t *line,
                  struct err *e)
{
    struct feed_item item;
    *out = (struct read_raw){0};
    *line = 1;
    TRY(feed_next(f, mem, &item, e));
    *line = item.line ? item.line : 1;
    put(out, READ_BODY, item.text);
    put(out, READ_TITLE, item.title);
    put(out, READ_DATE, item.date);
    put(out, READ_ORIGIN, item.origin);
    put(out, READ_URL, item.url);
    put(out, READ_ID, item.id);
    if (!item.n)
        return err_set(e, E_INPUT, UINT64_MAX, "an item without a text, "
                       "expected a description or content");
    return check_date(o, item.date, "pubDate, published or updated", e);
}
