/* A report's lines of JSON as rows to be. */
#include "store/store_in.h"

#include <string.h>

/* A string of the document's record, or NULL. */
static bool take_string(struct store *s, struct json_value v, const char **to,
                        size_t *n)
{
    *to = NULL;
    if (!json_is_string(v))
        return true;
    buf_reset(&s->scratch);
    json_put(v, &s->scratch);
    if (s->scratch.fail)
        return false;
    *n = s->scratch.n;
    return (*to = arena_text(&s->mem, buf_str(&s->scratch), *n)) != NULL;
}

static enum rc bad(struct err *e, size_t at, const char *what)
{
    return err_set(e, E_INPUT, at, "%s, expected the records of one report",
                   what);
}

/* The columns of the document's row. */
static enum rc read_columns(struct store *s, struct store_doc *d,
                            struct err *e)
{
    static const char *const name[PACK_N_COLUMN] = {
        "document", "text", "sha256", "source", "title", "url",
    };
    struct json_walk w = json_inside(d->record.row[0].json);
    struct json_value k, v;
    while (json_field(&w, &k, &v)) {
        for (int i = 0; i < PACK_N_COLUMN; i++) {
            size_t n = 0;
            if (!json_is(k, name[i]))
                continue;
            if (!take_string(s, v, &d->column[i], &n))
                return store_no_memory(e);
            if (i == PACK_TEXT && d->column[i])
                d->n_text = n;
        }
    }
    if (!d->column[PACK_ID] || !d->column[PACK_TEXT] ||
        !d->column[PACK_SHA256] || strlen(d->column[PACK_SHA256]) != 64)
        return bad(e, 0, "a document without id, text or sha256");
    return OK;
}

static int64_t day_of(struct json_value record, int64_t none)
{
    struct json_value v = json_get(record, "date");
    day_no day = json_is_string(v) ? doc_day_read(v.p + 1, v.n - 2) : NO_DAY;
    return day == NO_DAY ? none : day;
}

static enum rc read_line(struct store *s, struct store_doc *d,
                         struct json_value line, size_t at, struct err *e)
{
    struct json_value kind = json_get(line, "record");
    struct store_record r = {line, STORE_N_KIND, 0};
    for (int i = 0; i < STORE_N_KIND && json_is_string(kind); i++) {
        struct json_value word = {kind.p + 1, kind.n - 2};
        if (json_is(word, store_kind_name[i]))
            r.kind = (enum store_kind)i;
    }
    if (r.kind == STORE_N_KIND)
        return bad(e, at, "a line that is no record");
    if ((r.kind == STORE_DOCUMENT) != (d->record.n == 0))
        return bad(e, at, d->record.n ? "a second document"
                                      : "a record before its document");
    r.day = day_of(line, d->day);
    if (!d->record.n) {
        if (r.day == NO_DAY)
            return bad(e, at, "a document without date");
        d->day = r.day;
    }
    return table_put(&s->mem, &d->record, r) ? OK : store_no_memory(e);
}

enum rc store_doc_read(struct store *s, const char *lines, size_t n,
                       struct store_doc *d, struct err *e)
{
    memset(d, 0, sizeof *d);
    d->day = NO_DAY;
    for (size_t i = 0; i < n;) {
        const char *end = memchr(lines + i, '\n', n - i);
        size_t k = end ? (size_t)(end - lines) - i : n - i;
        struct json_value line = {lines + i, k};
        if (k)
            TRY(read_line(s, d, line, i, e));
        i += k + 1;
    }
    if (!d->record.n)
        return bad(e, 0, "nothing");
    return read_columns(s, d, e);
}
