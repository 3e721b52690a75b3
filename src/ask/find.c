/* Queries: SQL put together from fixed parts, whatever a user gives is bound.
 *
 * For each kind of record one SELECT walks through the tag rows of a driving
 * key in the order of days, or through what a search of words found, and looks
 * the other conditions up; the kinds are merged, and only the records that are
 * given away are read. */
#include "ask/find.h"
#include "store/store_in.h"

#include <stdio.h>
#include <string.h>

enum {
    MOST_BIND = 800,
    FEW = 2000 /* records that are looked up in the search one by one */
};

/* A search being put together; parameter 1 is the words, 2 the category. */
struct search {
    const struct ask_query *q;
    struct buf sql, match;
    int64_t bind[MOST_BIND];
    int n_bind;
};

/* Appends a parameter with its value. */
static void bound(struct search *x, int64_t v)
{
    char name[16];
    if (x->n_bind == MOST_BIND) {
        x->sql.fail = true;
        return;
    }
    x->bind[x->n_bind++] = v;
    snprintf(name, sizeof name, "?%d", x->n_bind + 2);
    buf_text(&x->sql, name);
}

static void keys(struct search *x, const struct ask_cond *c)
{
    buf_text(&x->sql, c->n == 1 ? "key = " : "key IN (");
    for (uint32_t i = 0; i < c->n; i++) {
        buf_text(&x->sql, i ? ", " : "");
        bound(x, c->key[i]);
    }
    buf_text(&x->sql, c->n == 1 ? "" : ")");
}

static void days(struct search *x, const char *column)
{
    buf_text(&x->sql, " AND ");
    buf_text(&x->sql, column);
    buf_text(&x->sql, " BETWEEN ");
    bound(x, x->q->from);
    buf_text(&x->sql, " AND ");
    bound(x, x->q->to);
}

/* That the record day, id of this kind has one of the keys too. */
static void probe(struct search *x, const struct ask_cond *c,
                  enum store_kind kind, const char *day, const char *id)
{
    buf_text(&x->sql, " AND EXISTS (SELECT 1 FROM tag AS u WHERE u.");
    keys(x, c);
    buf_text(&x->sql, " AND u.kind = ");
    bound(x, kind);
    buf_text(&x->sql, " AND u.day = ");
    buf_text(&x->sql, day);
    buf_text(&x->sql, " AND u.record = ");
    buf_text(&x->sql, id);
    buf_text(&x->sql, " AND u.side & ");
    bound(x, c->side[kind]);
    buf_char(&x->sql, ')');
}

static void by_tag(struct search *x, const struct ask_cond *c,
                   enum store_kind kind)
{
    buf_text(&x->sql, c->n == 1 ? "SELECT" : "SELECT DISTINCT");
    buf_text(&x->sql, " t.day AS day, t.record AS id FROM tag AS t WHERE t.");
    keys(x, c);
    buf_text(&x->sql, " AND t.kind = ");
    bound(x, kind);
    days(x, "t.day");
    buf_text(&x->sql, " AND t.side & ");
    bound(x, c->side[kind]);
    if (!x->q->text)
        return;
    buf_text(&x->sql, kind == STORE_DOCUMENT
             ? " AND EXISTS (SELECT 1 FROM texts WHERE texts MATCH ?1 AND "
               "rowid = (SELECT document FROM record WHERE id = t.record))"
             : " AND EXISTS (SELECT 1 FROM words WHERE words MATCH ?1 AND "
               "rowid = t.record)");
}

static void by_words(struct search *x, enum store_kind kind)
{
    if (kind == STORE_DOCUMENT) {
        buf_text(&x->sql, "SELECT d.day AS day, d.first AS id FROM texts AS w "
                 "CROSS JOIN document AS d ON d.id = w.rowid WHERE "
                 "w.texts MATCH ?1");
        days(x, "d.day");
        return;
    }
    buf_text(&x->sql, "SELECT r.day AS day, r.id AS id FROM words AS w CROSS "
             "JOIN record AS r ON r.id = w.rowid WHERE w.words MATCH ?1 AND "
             "w.rowid & 7 = ");
    bound(x, kind);
    days(x, "r.day");
}

/* By the category of the event that a term waits for. */
static void by_terms(struct search *x)
{
    buf_text(&x->sql, "SELECT DISTINCT c.day AS day, c.record AS id FROM "
             "condition AS c WHERE c.asked AND c.category = ?2");
    days(x, "c.day");
}

/* That the position asks for something. */
static void probe_terms(struct search *x, const char *id)
{
    buf_text(&x->sql, " AND EXISTS (SELECT 1 FROM condition AS k WHERE "
             "k.asked AND k.record = ");
    buf_text(&x->sql, id);
    buf_text(&x->sql, x->q->category ? " AND k.category = ?2)" : ")");
}

/* The condition that the fewest records fulfil. */
static const struct ask_cond *rarest(const struct ask_query *q)
{
    const struct ask_cond *best = &q->cond[0];
    for (uint32_t i = 1; i < q->n_cond; i++) {
        if (q->cond[i].records < best->records)
            best = &q->cond[i];
    }
    return best;
}

static bool possible(const struct ask_query *q, enum store_kind kind)
{
    bool all = q->kinds >> kind & 1;
    for (uint32_t i = 0; i < q->n_cond; i++)
        all = all && q->cond[i].n && q->cond[i].side[kind];
    return all;
}

static void add_kind(struct search *x, enum store_kind kind)
{
    const struct ask_query *q = x->q;
    const struct ask_cond *driver = rarest(q);
    bool words = q->text && (!q->n_cond || driver->records > FEW);
    const char *day = words ? kind ? "r.day" : "d.day" : "t.day";
    const char *id = words ? kind ? "r.id" : "d.first" : "t.record";
    if (x->sql.n)
        buf_text(&x->sql, " UNION ALL ");
    if (!q->n_cond && !q->text) {
        by_terms(x);
        return;
    }
    if (words)
        by_words(x, kind);
    else
        by_tag(x, driver, kind);
    for (uint32_t i = 0; i < q->n_cond; i++) {
        if (words || &q->cond[i] != driver)
            probe(x, &q->cond[i], kind, day, id);
    }
    if (q->terms)
        probe_terms(x, id);
}

/* Writes the SQL; none when nothing can be found. */
static enum rc build(struct search *x, struct err *e)
{
    const struct ask_query *q = x->q;
    if (q->text)
        TRY(ask_match(q->text, &x->match, e));
    for (int kind = 0; kind < STORE_NOTE; kind++) {
        if (possible(q, (enum store_kind)kind))
            add_kind(x, (enum store_kind)kind);
    }
    if (x->sql.n) {
        buf_text(&x->sql, q->oldest ? " ORDER BY day, id LIMIT "
                                    : " ORDER BY day DESC, id DESC LIMIT ");
        bound(x, q->limit);
        buf_text(&x->sql, " OFFSET ");
        bound(x, q->offset);
    }
    return buf_rc(&x->sql, e);
}

static enum rc prepare(struct store *s, struct search *x, const char *before,
                       sqlite3_stmt **st, struct err *e)
{
    struct buf b = {0};
    buf_text(&b, before);
    buf_put(&b, x->sql.p, x->sql.n);
    enum rc rc = buf_rc(&b, e);
    if (rc == OK && sqlite3_prepare_v2(s->db, buf_str(&b), -1, st, NULL))
        rc = store_fault(s, e);
    buf_free(&b);
    if (rc != OK)
        return rc;
    if (x->q->text)
        sqlite3_bind_text(*st, 1, x->match.p, (int)x->match.n,
                          SQLITE_STATIC);
    if (x->q->category)
        store_bind(*st, 2, x->q->category);
    for (int i = 0; i < x->n_bind; i++)
        sqlite3_bind_int64(*st, i + 3, x->bind[i]);
    return OK;
}

/* Unpacks the record of a row of (json, document, day, id) and gives it
 * away. */
static enum rc give(struct store *s, sqlite3_stmt *st, ask_take *take,
                    void *ctx, struct err *e)
{
    TRY(store_columns(s, sqlite3_column_int64(st, 1), e));
    buf_reset(&s->line);
    TRY(store_unpack(s, st, 0, &s->line, e));
    struct ask_found r = {buf_str(&s->line), s->line.n,
                            sqlite3_column_int64(st, 2),
                            sqlite3_column_int64(st, 3),
                            sqlite3_column_int64(st, 1)};
    if (take(ctx, &r))
        return err_set(e, E_END, 0, "stopped by the taker");
    return OK;
}

static enum rc give_id(struct store *s, int64_t id, ask_take *take,
                       void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_RECORD, &st, e));
    sqlite3_bind_int64(st, 1, id);
    TRY(store_step(s, st, &row, e));
    if (!row)
        return err_set(e, E_INPUT, 0, "%.90s: is damaged: a key without its "
                       "record", s->path);
    enum rc rc = give(s, st, take, ctx, e);
    sqlite3_reset(st);
    return rc;
}

/* A query without conditions asks for all. */
static enum rc complete(struct store *s, const struct ask_query *q,
                        struct ask_query *whole, struct err *e)
{
    *whole = *q;
    if (q->n_cond || q->text || q->category)
        return OK;
    whole->n_cond = 1;
    struct ask_cond *c = &whole->cond[0];
    *c = (struct ask_cond){.n = 0};
    for (int i = 0; i < STORE_N_KIND; i++)
        c->side[i] = SIDE_ANY;
    return ask_key(s, SPACE_ALL, "", c, e);
}

static enum rc walk(struct store *s, struct search *x, ask_take *take,
                    void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(build(x, e));
    if (!x->sql.n)
        return OK;
    TRY(prepare(s, x, "", &st, e));
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        rc = give_id(s, sqlite3_column_int64(st, 1), take, ctx, e);
        if (rc == OK)
            rc = store_step(s, st, &row, e);
    }
    sqlite3_finalize(st);
    return rc;
}

static void free_search(struct search *x)
{
    buf_free(&x->sql);
    buf_free(&x->match);
}

enum rc ask_find(struct store *s, const struct ask_query *q,
                   ask_take *take, void *ctx, struct err *e)
{
    struct ask_query whole;
    struct search x = {.q = &whole};
    enum rc rc = complete(s, q, &whole, e);
    if (rc == OK)
        rc = walk(s, &x, take, ctx, e);
    free_search(&x);
    return rc;
}

static enum rc plan(struct store *s, struct search *x, struct buf *b,
                    struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(build(x, e));
    if (!x->sql.n)
        return OK; /* nothing to look for */
    buf_put(b, x->sql.p, x->sql.n);
    buf_char(b, '\n');
    TRY(prepare(s, x, "EXPLAIN QUERY PLAN ", &st, e));
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        buf_text(b, (const char *)sqlite3_column_text(st, 3));
        buf_char(b, '\n');
        rc = store_step(s, st, &row, e);
    }
    sqlite3_finalize(st);
    return rc;
}

enum rc ask_plan(struct store *s, const struct ask_query *q,
                   struct buf *b, struct err *e)
{
    struct ask_query whole;
    struct search x = {.q = &whole};
    enum rc rc = complete(s, q, &whole, e);
    if (rc == OK)
        rc = plan(s, &x, b, e);
    free_search(&x);
    return rc;
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
        rc = give(s, st, take, ctx, e);
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
            rc = store_step(s, st, &row, e);
    }
    sqlite3_reset(st);
    return rc;
}
