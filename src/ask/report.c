#include "ask/report.h"
#include "out/out_part.h"
#include "store/store_in.h"

#include <string.h>

enum { LEAST_DIGITS = 8 }; /* of a SHA-256 that names a version */

static enum rc damaged(const struct store *s, struct err *e)
{
    return err_set(e, E_INPUT, 0, "%.90s: is damaged: a report without its "
                   "record", s->path);
}

/* The number that a bound statement gives; 0: no row. */
static enum rc number(struct store *s, sqlite3_stmt *st, int64_t *v,
                      struct err *e)
{
    bool row;
    TRY(store_step(s, st, &row, e));
    *v = row ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return OK;
}

enum rc ask_next(struct store *s, int64_t *row, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_GET_CURRENT, &st, e));
    sqlite3_bind_int64(st, 1, *row);
    return number(s, st, row, e);
}

enum rc ask_next_older(struct store *s, int64_t *newer, int64_t *row,
                       struct err *e)
{
    sqlite3_stmt *st;
    bool found;
    TRY(store_stmt(s, SQL_GET_OLDER, &st, e));
    sqlite3_bind_int64(st, 1, *newer);
    sqlite3_bind_int64(st, 2, *row);
    TRY(store_step(s, st, &found, e));
    *row = found ? sqlite3_column_int64(st, 0) : 0;
    *newer = found ? sqlite3_column_int64(st, 1) : 0;
    if (found)
        sqlite3_reset(st);
    return OK;
}

enum rc ask_last(struct store *s, int64_t *row, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_LAST_REPORT, &st, e));
    return number(s, st, row, e);
}

enum rc ask_next_name(struct store *s, const char **name, struct arena *mem,
                      int64_t *row, struct err *e)
{
    sqlite3_stmt *st;
    bool found;
    TRY(store_stmt(s, *name ? SQL_NEXT_NAME : SQL_FIRST_NAME, &st, e));
    store_bind(st, 1, *name);
    TRY(store_step(s, st, &found, e));
    *row = 0;
    *name = NULL;
    if (!found)
        return OK;
    const char *p = (const char *)sqlite3_column_text(st, 1);
    *row = sqlite3_column_int64(st, 0);
    *name = p ? arena_text(mem, p, (size_t)sqlite3_column_bytes(st, 1)) : NULL;
    sqlite3_reset(st);
    return *name ? OK : store_no_memory(e);
}

/* The current report of a name. */
static enum rc current(struct store *s, const char *name, int64_t *row,
                       struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_OLDER_NAME, &st, e));
    store_bind(st, 1, name);
    return number(s, st, row, e);
}

/* The version of a name whose text's digits begin so. */
static enum rc version(struct store *s, const char *name, size_t n,
                       const char *digits, int64_t *row, struct err *e)
{
    sqlite3_stmt *st;
    bool more = true;
    int found = 0;
    TRY(store_stmt(s, SQL_GET_VERSION, &st, e));
    sqlite3_bind_text(st, 1, name, (int)n, SQLITE_STATIC);
    store_bind(st, 2, digits);
    for (;;) {
        TRY(store_step(s, st, &more, e));
        if (!more)
            break;
        *row = sqlite3_column_int64(st, 0);
        found++;
    }
    if (found < 2)
        return OK;
    return err_set(e, E_INPUT, 0, "\"%.120s\" names %d versions; give more "
                   "digits", name, found);
}

enum rc ask_named(struct store *s, const char *name, int64_t *row,
                  struct err *e)
{
    const char *at = strrchr(name, '@');
    TRY(current(s, name, row, e));
    size_t n = at ? strlen(at + 1) : 0;
    if (*row || n < LEAST_DIGITS || n > 64 ||
        strspn(at + 1, "0123456789abcdef") != n)
        return OK;
    return version(s, name, (size_t)(at - name), at + 1, row, e);
}

/* Unpacks the document's own record into s->line. */
static enum rc own_record(struct store *s, int64_t row, int64_t first,
                          struct err *e)
{
    sqlite3_stmt *st;
    bool found;
    TRY(store_columns(s, row, e));
    TRY(store_stmt(s, SQL_GET_RECORD, &st, e));
    sqlite3_bind_int64(st, 1, first);
    TRY(store_step(s, st, &found, e));
    if (!found)
        return damaged(s, e);
    buf_reset(&s->line);
    enum rc rc = store_unpack(s, st, 0, &s->line, e);
    sqlite3_reset(st);
    return rc;
}

/* The row of a report, ready to be looked at; it is reset by the caller. */
static enum rc row_of(struct store *s, int64_t row, sqlite3_stmt **st,
                      struct err *e)
{
    bool found;
    TRY(store_stmt(s, SQL_GET_DOCUMENT, st, e));
    sqlite3_bind_int64(*st, 1, row);
    TRY(store_step(s, *st, &found, e));
    return found ? OK : damaged(s, e);
}

static struct json_value version_of(struct store *s)
{
    struct json_value line = {buf_str(&s->line), s->line.n};
    return json_get(line, "version");
}

/* True when a string of JSON is these characters. */
static bool is_text(struct store *s, struct json_value v, const char *text)
{
    buf_reset(&s->scratch);
    if (json_is_string(v))
        json_put(v, &s->scratch);
    return !strcmp(buf_str(&s->scratch), text);
}

enum rc ask_is_by(struct store *s, int64_t row, const struct ask_version *v,
                  bool *is, struct err *e)
{
    sqlite3_stmt *st;
    TRY(row_of(s, row, &st, e));
    int64_t first = sqlite3_column_int64(st, 6);
    sqlite3_reset(st);
    TRY(own_record(s, row, first, e));
    struct json_value by = version_of(s);
    *is = is_text(s, json_get(by, "program"), v->program) &&
          is_text(s, json_get(by, "model"), v->model) &&
          is_text(s, json_get(by, "data"), v->data);
    return OK;
}

/* A column as a string in mem; NULL stays NULL. */
static const char *keep(sqlite3_stmt *st, int i, struct arena *mem, bool *lost)
{
    const char *p = (const char *)sqlite3_column_text(st, i);
    const char *copy = p ? arena_text(mem, p, (size_t)
                                      sqlite3_column_bytes(st, i)) : NULL;
    *lost |= !copy && sqlite3_column_type(st, i) != SQLITE_NULL;
    return copy;
}

/* A string of JSON in mem. */
static const char *keep_json(struct store *s, struct json_value v,
                             struct arena *mem, bool *lost)
{
    buf_reset(&s->scratch);
    if (json_is_string(v))
        json_put(v, &s->scratch);
    const char *copy = arena_text(mem, buf_str(&s->scratch), s->scratch.n);
    *lost |= !copy;
    return copy;
}

static bool keep_row(sqlite3_stmt *st, struct arena *mem,
                     struct ask_report *r)
{
    bool lost = false;
    char iso[16];
    out_day((day_no)sqlite3_column_int64(st, 8), iso);
    r->src = (struct source){
        .id = keep(st, 0, mem, &lost), .text = keep(st, 1, mem, &lost),
        .sha256 = keep(st, 2, mem, &lost), .origin = keep(st, 3, mem, &lost),
        .title = keep(st, 4, mem, &lost), .url = keep(st, 5, mem, &lost),
        .date = arena_text(mem, iso, strlen(iso)),
        .len = (uint32_t)sqlite3_column_bytes(st, 1),
    };
    r->first = sqlite3_column_int64(st, 6);
    r->last = sqlite3_column_int64(st, 7);
    r->newer = sqlite3_column_int64(st, 9);
    return !lost && r->src.date;
}

enum rc ask_report(struct store *s, int64_t row, struct arena *mem,
                   struct ask_report *r, struct err *e)
{
    sqlite3_stmt *st;
    bool lost = false;
    TRY(row_of(s, row, &st, e));
    bool kept = keep_row(st, mem, r);
    sqlite3_reset(st);
    if (!kept)
        return store_no_memory(e);
    r->row = row;
    TRY(own_record(s, row, r->first, e));
    struct json_value by = version_of(s);
    r->by = (struct ask_version){
        keep_json(s, json_get(by, "program"), mem, &lost),
        keep_json(s, json_get(by, "model"), mem, &lost),
        keep_json(s, json_get(by, "data"), mem, &lost),
    };
    return lost ? store_no_memory(e) : OK;
}

enum rc ask_stored(struct store *s, const struct ask_report *r, struct buf *b,
                   struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_columns(s, r->row, e));
    TRY(store_stmt(s, SQL_GET_LINES, &st, e));
    sqlite3_bind_int64(st, 1, r->first);
    sqlite3_bind_int64(st, 2, r->last);
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        rc = store_unpack(s, st, 0, b, e);
        buf_char(b, '\n');
        if (rc == OK)
            rc = store_step(s, st, &row, e);
    }
    sqlite3_reset(st);
    return rc == OK ? buf_rc(b, e) : rc;
}
