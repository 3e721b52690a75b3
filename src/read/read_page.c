#include "read/read_in.h"

#include "page/page.h"

#include <string.h>

static void put(struct read_raw *out, int f, const char *s)
{
    out->field[f].p = s;
    out->field[f].n = s ? strlen(s) : 0;
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
    if (!page.date && !o->date && !o->undated)
        return err_set(e, E_INPUT, UINT64_MAX, "no date, expected one in a "
                       "meta tag, JSON-LD or <time>; or give --date "
                       "YYYY-MM-DD for undated documents");
    put(out, READ_BODY, page.text);
    put(out, READ_TITLE, page.title);
    put(out, READ_DATE, page.date);
    put(out, READ_ORIGIN, page.origin);
    put(out, READ_URL, page.url);
    return OK;
}
