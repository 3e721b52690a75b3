/* Stories as records, and what they tell of other records. */
#include "ask/stories.h"
#include "out/out_part.h"
#include "store/store_in.h"

#include <string.h>

/* Stories that were met, by the row of their first report: a table of a power
 * of two, at most half full; 0: free. */
struct met {
    int64_t *row;
    uint32_t n, cap;
};

/* A query on its way. */
struct asker {
    struct store *s;
    ask_take *take;
    void *ctx;
    int64_t skip, left; /* stories to leave out, to give; left < 0: all */
    struct met met;     /* in mem */
    struct arena mem;
    struct buf line;
    enum rc rc;
    struct err *e;
};

/* Puts a row into the table; false when it is there. */
static bool put_met(struct met *m, int64_t row)
{
    uint64_t at = (uint64_t)row * UINT64_C(0x9e3779b97f4a7c15) >> 32;
    for (at &= m->cap - 1; m->row[at]; at = (at + 1) & (m->cap - 1)) {
        if (m->row[at] == row)
            return false;
    }
    m->row[at] = row;
    m->n++;
    return true;
}

/* Makes room for one more. */
static enum rc grow_met(struct met *m, struct arena *mem, struct err *e)
{
    struct met more = {NULL, 0, m->cap ? m->cap * 2 : 256};
    if (m->n * 2 < m->cap)
        return OK;
    more.row = arena_get(mem, more.cap * sizeof *more.row);
    if (!more.row)
        return store_no_memory(e);
    for (uint32_t i = 0; i < m->cap; i++) {
        if (m->row[i])
            put_met(&more, m->row[i]);
    }
    *m = more;
    return OK;
}

/* The one row that a statement gives for a number; without one it is reset. */
static enum rc look(struct store *s, enum store_sql which, int64_t v,
                    sqlite3_stmt **st, bool *row, struct err *e)
{
    TRY(store_stmt(s, which, st, e));
    sqlite3_bind_int64(*st, 1, v);
    return store_step(s, *st, row, e);
}

static void put_string(struct buf *b, const char *before, sqlite3_stmt *st,
                       int column)
{
    const char *s = (const char *)sqlite3_column_text(st, column);
    buf_text(b, before);
    buf_text(b, s ? "\"" : "null");
    if (s)
        buf_json(b, s, (size_t)sqlite3_column_bytes(st, column));
    buf_text(b, s ? "\"" : "");
}

static void put_day(struct buf *b, const char *before, int64_t day)
{
    char iso[16];
    out_day((day_no)day, iso);
    buf_text(b, before);
    buf_text(b, iso);
    buf_char(b, '"');
}

enum rc ask_put_story(struct store *s, int64_t document, struct buf *line,
                      struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    struct json_value all = {buf_str(line), line->n};
    struct json_value v = json_get(all, "story");
    if (!json_is(v, "null"))
        return OK;
    TRY(look(s, SQL_STORY_NAME, document, &st, &row, e));
    if (!row)
        return OK;
    size_t at = (size_t)(v.p - all.p);
    buf_reset(&s->scratch);
    put_string(&s->scratch, "", st, 0);
    sqlite3_reset(st);
    buf_put(&s->scratch, line->p + at + v.n, line->n - at - v.n);
    line->n = at;
    buf_put(line, s->scratch.p, s->scratch.n);
    line->fail |= s->scratch.fail;
    return buf_rc(line, e);
}

enum rc ask_put_sources(struct store *s, int64_t record, struct buf *line,
                        struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(look(s, SQL_COUNT_TOLD, record, &st, &row, e));
    int64_t others = row ? sqlite3_column_int64(st, 0) : 0;
    if (row)
        sqlite3_reset(st);
    if (!others || !line->n)
        return OK;
    line->n--; /* the brace */
    buf_text(line, ",\"sources\":");
    buf_int(line, others + 1);
    buf_char(line, '}');
    return buf_rc(line, e);
}

/* A report of a story, a row of SQL_STORY_REPORTS, to the end of the list;
 * the line begins with the first of them. */
static void put_report(struct asker *a, sqlite3_stmt *st, struct buf *list)
{
    int64_t day = sqlite3_column_int64(st, 1);
    if (!list->n) {
        put_string(&a->line, "{\"record\":\"story\",\"id\":", st, 0);
        put_day(&a->line, ",\"date\":\"", day);
        put_string(&a->line, ",\"title\":", st, 3);
    }
    put_string(list, list->n ? ",{\"document\":" : "{\"document\":", st, 0);
    put_day(list, ",\"date\":\"", day);
    put_string(list, ",\"source\":", st, 2);
    put_string(list, ",\"title\":", st, 3);
    buf_char(list, '}');
}

static enum rc put_reports(struct asker *a, int64_t first, int64_t *day,
                           struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    int64_t n = 0, last = 0;
    buf_reset(&a->s->scratch);
    TRY(look(a->s, SQL_STORY_REPORTS, first, &st, &row, e));
    while (row) {
        last = sqlite3_column_int64(st, 1);
        *day = n++ ? *day : last;
        put_report(a, st, &a->s->scratch);
        TRY(store_step(a->s, st, &row, e));
    }
    put_day(&a->line, ",\"last\":\"", last);
    buf_text(&a->line, ",\"reports\":");
    buf_int(&a->line, n);
    return OK;
}

static enum rc give_story(struct asker *a, int64_t first, struct err *e)
{
    struct buf *b = &a->line;
    struct ask_found r = {.document = first};
    sqlite3_stmt *st;
    bool row;
    buf_reset(b);
    TRY(put_reports(a, first, &r.day, e));
    TRY(look(a->s, SQL_STORY_SOURCES, first, &st, &row, e));
    buf_text(b, ",\"publishers\":");
    buf_int(b, row ? sqlite3_column_int64(st, 0) : 0);
    if (row)
        sqlite3_reset(st);
    buf_text(b, ",\"documents\":[");
    buf_put(b, a->s->scratch.p, a->s->scratch.n);
    buf_text(b, "]}");
    b->fail |= a->s->scratch.fail;
    TRY(buf_rc(b, e));
    r.line = buf_str(b);
    r.n = b->n;
    if (a->take(a->ctx, &r))
        return err_set(e, E_END, 0, "stopped by the taker");
    return OK;
}

/* The story of a report that was found, when it is met for the first time. */
static enum rc meet(struct asker *a, int64_t first, struct err *e)
{
    TRY(grow_met(&a->met, &a->mem, e));
    if (!put_met(&a->met, first))
        return OK;
    if (a->skip > 0) {
        a->skip--;
        return OK;
    }
    a->left -= a->left > 0;
    return give_story(a, first, e);
}

/* A row of a report's own record. */
static int take_id(void *ctx, int64_t record)
{
    struct asker *a = ctx;
    sqlite3_stmt *st;
    bool row;
    if (!a->left)
        return 1;
    a->rc = look(a->s, SQL_STORY_AT, record, &st, &row, a->e);
    if (a->rc != OK || !row)
        return a->rc != OK;
    int64_t first = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
    a->rc = meet(a, first, a->e);
    return a->rc != OK || !a->left;
}

/* All reports that are in stories, without looking for others. */
static enum rc walk_stories(struct asker *a, const struct ask_query *q,
                            struct err *e)
{
    sqlite3_stmt *st;
    bool row = true;
    TRY(store_stmt(a->s, q->oldest ? SQL_STORIES_OLDEST : SQL_STORIES_NEWEST,
                   &st, e));
    sqlite3_bind_int64(st, 1, q->from);
    sqlite3_bind_int64(st, 2, q->to);
    while (row && a->left) {
        TRY(store_step(a->s, st, &row, e));
        enum rc rc = row ? meet(a, sqlite3_column_int64(st, 0), e) : OK;
        if (rc != OK || (row && !a->left))
            sqlite3_reset(st);
        if (rc != OK)
            return rc;
    }
    return OK;
}

enum rc ask_stories(struct store *s, const struct ask_query *q,
                    ask_take *take, void *ctx, struct err *e)
{
    struct asker a = {.s = s, .take = take, .ctx = ctx,
                      .skip = q->offset, .left = q->limit, .e = e};
    struct ask_query all = *q;
    all.limit = -1;
    all.offset = 0;
    enum rc rc = q->n_cond || q->text ? ask_ids(s, &all, take_id, &a, e)
                                      : walk_stories(&a, q, e);
    buf_free(&a.line);
    arena_free(&a.mem);
    return rc == OK ? a.rc : rc;
}
