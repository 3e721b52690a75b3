/* Queries: one expression of FTS5 over table found, whose rows are in the order
 * of days. FTS5 goes through its lists of rows for all keys and words together
 * and is done with the last row that is asked for; only the records that are
 * given away are read. */
#include "ask/find.h"
#include "ask/stories.h"
#include "shift/shift_line.h"
#include "store/store_in.h"

#include <string.h>

/* One of the keys on one of the sides. */
static void put_cond(struct buf *b, const struct ask_cond *c,
                     enum store_kind kind)
{
    const char *before = "keys : (";
    for (uint32_t i = 0; i < c->n; i++) {
        for (int bit = 0; c->side[kind] >> bit; bit++) {
            if (!(c->side[kind] >> bit & 1))
                continue;
            buf_text(b, before);
            store_word(b, kind, bit, c->key[i]);
            before = "OR ";
        }
    }
    buf_char(b, ')');
}

static bool possible(const struct ask_query *q, enum store_kind kind)
{
    bool all = q->kinds >> kind & 1;
    for (uint32_t i = 0; i < q->n_cond; i++)
        all = all && q->cond[i].n && q->cond[i].side[kind];
    return all;
}

static enum rc put_kind(struct buf *b, const struct ask_query *q,
                        enum store_kind kind, struct err *e)
{
    buf_text(b, b->n ? " OR (" : "(");
    for (uint32_t i = 0; i < q->n_cond; i++) {
        buf_text(b, i ? " AND " : "");
        put_cond(b, &q->cond[i], kind);
    }
    if (q->text) {
        buf_text(b, " AND body : (");
        TRY(ask_match(q->text, b, e));
        buf_char(b, ')');
    }
    buf_char(b, ')');
    return OK;
}

/* Writes the expression; none when nothing can be found. */
static enum rc put_match(struct buf *b, const struct ask_query *q,
                         struct err *e)
{
    for (int kind = 0; kind < STORE_NOTE; kind++) {
        if (possible(q, (enum store_kind)kind))
            TRY(put_kind(b, q, (enum store_kind)kind, e));
    }
    return buf_rc(b, e);
}

/* What the ledger adds to a shift that its report tells and that turns from a
 * position of another report: `from`, the days between, that passage. */
static enum rc link_shift(struct store *s, int64_t id, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    if (id % 8 != STORE_SHIFT || id >= STORE_TURN_ID)
        return OK;
    TRY(store_stmt(s, SQL_GET_TURN, &st, e));
    sqlite3_bind_int64(st, 1, id);
    TRY(store_step(s, st, &row, e));
    const char *told = row ? (const char *)sqlite3_column_text(st, 0) : NULL;
    if (told) {
        buf_reset(&s->scratch);
        shift_link((struct json_value){s->line.p, s->line.n},
                   (struct json_value){told, strlen(told)},
                   sqlite3_column_int64(st, 1), &s->scratch);
        buf_reset(&s->line);
        buf_put(&s->line, s->scratch.p, s->scratch.n);
    }
    if (row)
        sqlite3_reset(st);
    TRY(buf_rc(&s->scratch, e));
    return buf_rc(&s->line, e);
}

/* Unpacks the record of a row of (json, document, day, id) and gives it
 * away; one that was found (`found`) tells what the ledger adds: of a shift
 * the position it turns from, how many reports have it. */
static enum rc give(struct store *s, sqlite3_stmt *st, bool found,
                    ask_take *take, void *ctx, struct err *e)
{
    TRY(store_columns(s, sqlite3_column_int64(st, 1), e));
    buf_reset(&s->line);
    TRY(store_unpack(s, st, 0, &s->line, e));
    if (found)
        TRY(link_shift(s, sqlite3_column_int64(st, 3), e));
    struct ask_found r = {NULL, 0, sqlite3_column_int64(st, 2),
                            sqlite3_column_int64(st, 3),
                            sqlite3_column_int64(st, 1)};
    if ((r.record & 7) == STORE_DOCUMENT)
        TRY(ask_put_story(s, r.document, &s->line, e));
    else if (found)
        TRY(ask_put_sources(s, r.record, &s->line, e));
    r.line = buf_str(&s->line);
    r.n = s->line.n;
    if (take(ctx, &r))
        return err_set(e, E_END, 0, "stopped by the taker");
    return OK;
}

static enum rc give_id(struct store *s, int64_t id, bool found,
                       ask_take *take, void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_RECORD, &st, e));
    sqlite3_bind_int64(st, 1, id);
    TRY(store_step(s, st, &row, e));
    if (!row)
        return err_set(e, E_INPUT, 0, "%.90s: is damaged: a key without its "
                       "record", s->path);
    enum rc rc = give(s, st, found, take, ctx, e);
    sqlite3_reset(st);
    return rc;
}

/* A query without conditions asks for all; one of words alone, for all of its
 * kinds. */
static enum rc complete(struct store *s, const struct ask_query *q,
                        struct ask_query *whole, struct err *e)
{
    *whole = *q;
    if (q->n_cond)
        return OK;
    whole->n_cond = 1;
    struct ask_cond *c = &whole->cond[0];
    *c = (struct ask_cond){.n = 0};
    for (int i = 0; i < STORE_N_KIND; i++)
        c->side[i] = SIDE_DOER;
    return ask_key(s, SPACE_ALL, "", c, e);
}

/* The rows that an expression finds: parameters 1 the expression, 2 and 3 the
 * first and last row, 4 limit, 5 offset, 6 category; of shifts 7 the least
 * confidence, 8 the most days between two positions. */
static void put_search(struct buf *b, const struct ask_query *q)
{
    buf_text(b, "SELECT f.rowid & 8589934591 FROM found AS f WHERE f.found "
             "MATCH ?1 AND f.rowid BETWEEN ?2 AND ?3");
    if (q->terms)
        buf_text(b, " AND EXISTS (SELECT 1 FROM condition AS k WHERE k.asked "
                 "AND k.record = f.rowid & 8589934591");
    if (q->terms)
        buf_text(b, q->category ? " AND k.category = ?6)" : ")");
    if (!q->copies)
        buf_text(b, " AND NOT EXISTS (SELECT 1 FROM echo WHERE echo.record = "
                 "f.rowid & 8589934591)");
    if (q->window || q->least)
        buf_text(b, " AND NOT EXISTS (SELECT 1 FROM turn AS t WHERE "
                 "t.record = f.rowid & 8589934591 AND (t.p < ?7 OR "
                 "(t.basis > 0 AND abs(t.days) > ?8)))");
    if (q->strongest)
        buf_text(b, " ORDER BY (SELECT t.p FROM turn AS t WHERE t.record = "
                 "f.rowid & 8589934591) DESC, f.rowid DESC");
    else
        buf_text(b, q->oldest ? " ORDER BY f.rowid" : " ORDER BY f.rowid DESC");
    buf_text(b, " LIMIT ?4 OFFSET ?5");
}

/* Those of the category of the event that a term waits for; 2 and 3: days. */
static void put_terms(struct buf *b, const struct ask_query *q)
{
    buf_text(b, "SELECT DISTINCT c.record FROM condition AS c WHERE c.asked "
             "AND c.category = ?6 AND c.day BETWEEN ?2 AND ?3 AND NOT EXISTS "
             "(SELECT 1 FROM echo WHERE echo.record = c.record)");
    buf_text(b, q->oldest ? " ORDER BY c.day, c.record LIMIT ?4 OFFSET ?5"
                          : " ORDER BY c.day DESC, c.record DESC "
                            "LIMIT ?4 OFFSET ?5");
}

/* Days of reports have four digits of a year; no day is further away. */
static int64_t near(int64_t day)
{
    enum { FAR = 4000000 };
    return day < -FAR ? -FAR : day > FAR ? FAR : day;
}

static void bind_query(sqlite3_stmt *st, const struct ask_query *q,
                       const struct buf *match)
{
    int64_t from = match ? STORE_PLACE(near(q->from), 0) : q->from;
    int64_t to = match ? STORE_PLACE(near(q->to) + 1, -1) : q->to;
    if (match)
        sqlite3_bind_text(st, 1, match->p, (int)match->n, SQLITE_STATIC);
    sqlite3_bind_int64(st, 2, from);
    sqlite3_bind_int64(st, 3, to);
    sqlite3_bind_int64(st, 4, q->limit);
    sqlite3_bind_int64(st, 5, q->offset);
    if (q->category)
        store_bind(st, 6, q->category);
    if (match && (q->window || q->least)) {
        sqlite3_bind_int(st, 7, q->least);
        sqlite3_bind_int64(st, 8, q->window ? q->window : INT64_MAX);
    }
}

static enum rc prepare(struct store *s, const struct ask_query *q,
                       const struct buf *match, sqlite3_stmt **st,
                       struct err *e)
{
    struct buf b = {0};
    if (match)
        put_search(&b, q);
    else
        put_terms(&b, q);
    enum rc rc = buf_rc(&b, e);
    if (rc == OK && sqlite3_prepare_v2(s->db, buf_str(&b), -1, st, NULL))
        rc = store_fault(s, e);
    buf_free(&b);
    if (rc == OK)
        bind_query(*st, q, match);
    return rc;
}

static enum rc walk(struct store *s, const struct ask_query *q,
                    const struct buf *match, ask_take_id *take, void *ctx,
                    struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(prepare(s, q, match, &st, e));
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row && !take(ctx, sqlite3_column_int64(st, 0)))
        rc = store_step(s, st, &row, e);
    sqlite3_finalize(st);
    return rc;
}

enum rc ask_ids(struct store *s, const struct ask_query *q, ask_take_id *take,
                void *ctx, struct err *e)
{
    struct ask_query whole;
    struct buf match = {0};
    if (!q->n_cond && !q->text && q->category)
        return walk(s, q, NULL, take, ctx, e);
    enum rc rc = complete(s, q, &whole, e);
    if (rc == OK)
        rc = put_match(&match, &whole, e);
    if (rc == OK && match.n)
        rc = walk(s, &whole, &match, take, ctx, e);
    buf_free(&match);
    return rc;
}

/* One who takes records, while their rows are found. */
struct taker {
    struct store *s;
    ask_take *take;
    void *ctx;
    enum rc rc;
    struct err *e;
};

static int take_id(void *ctx, int64_t record)
{
    struct taker *t = ctx;
    t->rc = give_id(t->s, record, true, t->take, t->ctx, t->e);
    return t->rc != OK;
}

enum rc ask_find(struct store *s, const struct ask_query *q,
                   ask_take *take, void *ctx, struct err *e)
{
    struct taker t = {s, take, ctx, OK, e};
    TRY(ask_ids(s, q, take_id, &t, e));
    return t.rc;
}

enum rc ask_lines(struct store *s, int64_t first, int64_t last,
                  ask_take *take, void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_LINES, &st, e));
    sqlite3_bind_int64(st, 1, first);
    sqlite3_bind_int64(st, 2, last);
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        rc = give(s, st, false, take, ctx, e);
        if (rc == OK)
            rc = store_step(s, st, &row, e);
    }
    sqlite3_reset(st);
    return rc;
}

enum rc ask_turns(struct store *s, int64_t document, ask_take *take,
                  void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_TURNS_IN, &st, e));
    sqlite3_bind_int64(st, 1, document);
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        rc = give_id(s, sqlite3_column_int64(st, 0), false, take, ctx, e);
        if (rc == OK)
            rc = store_step(s, st, &row, e);
    }
    sqlite3_reset(st);
    return rc;
}

enum rc ask_all(struct store *s, ask_take *take, void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_CURRENT, &st, e));
    sqlite3_bind_int64(st, 1, 0);
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        rc = ask_lines(s, sqlite3_column_int64(st, 1),
                       sqlite3_column_int64(st, 2), take, ctx, e);
        if (rc == OK)
            rc = ask_turns(s, sqlite3_column_int64(st, 0), take, ctx, e);
        if (rc == OK)
            rc = store_step(s, st, &row, e);
    }
    sqlite3_reset(st);
    return rc;
}
