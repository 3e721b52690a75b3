/* The conditions of the positions that a query finds, each with what became
 * of it, as records. */
#include "ask/condition.h"
#include "out/out_part.h"
#include "store/store_in.h"

#include <stdio.h>
#include <string.h>

/* A query on its way. */
struct asker {
    struct store *s;
    const struct ask_conditions *q;
    ask_take *take;
    void *ctx;
    int64_t as_of;
    int64_t skip, left; /* answers to leave out, to give; left < 0: all */
    int64_t only;       /* the term that is asked for; 0: any */
    bool enough;        /* the asker has all it wants, not the taker */
    struct arena mem;   /* of one position */
    struct buf line;
    struct err err;
};

/* A term of a position, as the ledger has it. */
struct asked {
    int64_t nth;
    struct ask_watch w;
};

static const char *column(struct asker *a, sqlite3_stmt *st, int i)
{
    const char *p = (const char *)sqlite3_column_text(st, i);
    return p ? arena_text(&a->mem, p, strlen(p)) : NULL;
}

/* Days of a duration of ISO 8601 in one unit; 0: none, or not told. */
static int64_t days_of(struct json_value v)
{
    int64_t n = 0, unit = 0;
    if (!json_is_string(v) || v.n < 5 || v.p[1] != 'P')
        return 0;
    bool clock = v.p[2] == 'T';
    for (size_t i = clock ? 3 : 2; i < v.n - 1 && n < 100000; i++) {
        char c = v.p[i];
        if (c >= '0' && c <= '9')
            n = n * 10 + (c - '0');
        else
            unit = c == 'D' ? 1 : c == 'W' ? 7 : c == 'M' ? 30
                                               : c == 'Y' ? 365 : 0;
    }
    if (clock)
        return v.p[v.n - 2] == 'H' ? (n + 23) / 24 : 1;
    return n * unit;
}

/* The nth of a list, from 1. */
static struct json_value nth_of(struct json_value list, int64_t nth)
{
    struct json_walk w = json_inside(list);
    struct json_value v = {NULL, 0};
    while (nth-- > 0 && json_item(&w, &v))
        ;
    return v;
}

/* Fills the watch from a row of SQL_GET_TERMS. */
static void read_row(struct asker *a, sqlite3_stmt *st, struct asked *t)
{
    struct ask_watch *w = &t->w;
    *t = (struct asked){.nth = sqlite3_column_int64(st, 0)};
    w->principal = column(a, st, 1);
    w->engagement = column(a, st, 2);
    w->party = column(a, st, 4);
    w->must = column(a, st, 5);
    w->category = column(a, st, 6);
    w->cameo = column(a, st, 7);
    w->words = column(a, st, 8);
}

/* A code of a record; NULL: it has none, or memory is out. */
static const char *code_of(struct asker *a, struct json_value v)
{
    return json_is_string(v) && v.n > 2 ? arena_text(&a->mem, v.p + 1, v.n - 2)
                                        : NULL;
}

static void add_own(struct ask_watch *w, const char *code)
{
    if (code && *code && w->n_own < ASK_MOST_SIDE)
        w->own[w->n_own++] = code;
}

/* What the table lacks: duration and recipient, and who set it. */
static void read_position(struct asker *a, struct json_value position,
                          struct json_value term, struct ask_watch *w)
{
    struct json_value holder = json_get(position, "holder"), code;
    struct json_walk in = json_inside(
        json_get(json_get(position, "engagement"), "parties"));
    w->duration = days_of(json_get(term, "duration"));
    w->recipient = code_of(a, json_get(term, "recipient"));
    add_own(w, code_of(a, json_get(holder, "country")));
    add_own(w, code_of(a, json_get(holder, "group")));
    code = json_get(holder, "actor");
    if (json_is_string(code) && code.n > 5) {
        code.n = 5; /* the first three letters: Hamas is of PSEREB */
        add_own(w, code_of(a, code));
    }
    while (json_item(&in, &code))
        add_own(w, code_of(a, code));
}

static void put_string(struct buf *b, const char *key, const char *s)
{
    buf_text(b, key);
    buf_text(b, s ? "\"" : "null");
    if (s)
        buf_json(b, s, strlen(s));
    buf_text(b, s ? "\"" : "");
}

static void put_value(struct buf *b, const char *key, struct json_value v)
{
    buf_text(b, key);
    buf_put(b, v.n ? v.p : "null", v.n ? v.n : 4);
}

static void put_mark(struct buf *b, const char *key, const char *kind,
                     const struct ask_mark *m)
{
    buf_text(b, key);
    buf_text(b, m->name ? "\"" : "null");
    if (!m->name)
        return;
    buf_json(b, m->name, strlen(m->name));
    buf_text(b, kind);
    buf_int(b, m->nth);
    buf_char(b, '"');
}

static void put_day(struct buf *b, const char *key, int64_t day)
{
    char iso[16];
    out_day((day_no)day, iso);
    put_string(b, key, iso);
}

static void put_verdict(struct buf *b, const struct ask_verdict *v,
                        const struct ask_watch *w, int64_t as_of)
{
    put_string(b, ",\"state\":", ask_state_name[v->state]);
    put_string(b, ",\"rule\":", v->rule);
    put_mark(b, ",\"decided_by\":", v->position ? "/position/" : "/event/",
             &v->by);
    if (v->state == ASK_OPEN)
        buf_text(b, ",\"decided\":null");
    else
        put_day(b, ",\"decided\":", v->day);
    buf_text(b, ",\"days\":");
    buf_int(b, v->day - w->day);
    buf_text(b, ",\"quiet\":");
    if (v->quiet < 0)
        buf_text(b, "null");
    else
        buf_int(b, v->quiet);
    put_mark(b, ",\"last\":", "/event/", &v->last);
    put_day(b, ",\"as_of\":", as_of);
}

/* The record of a condition. */
static void put_record(struct asker *a, struct json_value position,
                       const struct asked *t, struct json_value term,
                       const struct ask_verdict *v)
{
    struct buf *b = &a->line;
    struct json_value id = json_get(position, "id");
    buf_reset(b);
    buf_text(b, "{\"record\":\"condition\",\"id\":");
    buf_put(b, id.p, id.n ? id.n - 1 : 0);
    buf_text(b, "/term/");
    buf_int(b, t->nth);
    put_value(b, "\",\"document\":", json_get(position, "document"));
    put_value(b, ",\"position\":", id);
    put_value(b, ",\"date\":", json_get(position, "date"));
    put_string(b, ",\"principal\":", t->w.principal);
    put_value(b, ",\"holder\":", json_get(position, "holder"));
    put_value(b, ",\"engagement\":", json_get(position, "engagement"));
    put_value(b, ",\"stance\":", json_get(position, "stance"));
    put_value(b, ",\"term\":", term);
    put_verdict(b, v, &t->w, a->as_of);
    put_value(b, ",\"confidence\":", json_get(position, "confidence"));
    buf_char(b, '}');
}

/* Whether one of the keys is that of the code, or of what it is part of. */
static enum rc is_bound(struct asker *a, const struct ask_cond *c,
                        const char *party, bool *is, struct err *e)
{
    size_t n = party ? strlen(party) : 0;
    *is = false;
    for (size_t k = n; k && !*is; k = n % 3 || k <= 3 ? 0 : k - 3) {
        struct ask_cond key = {.n = 0};
        const char *part = arena_text(&a->mem, party, k);
        if (!part)
            return store_no_memory(e);
        TRY(ask_key(a->s, SPACE_CODE, part, &key, e));
        for (uint32_t i = 0; key.n && i < c->n; i++)
            *is |= c->key[i] == key.key[0];
    }
    return OK;
}

/* Whether a term is one that is asked for, whatever became of it. */
static enum rc wanted(struct asker *a, const struct asked *t, bool *is,
                      struct err *e)
{
    const struct ask_query *q = &a->q->find;
    *is = !q->category ||
          (t->w.category && !strcmp(t->w.category, q->category));
    for (uint32_t i = 0; i < a->q->n_bound && *is; i++)
        TRY(is_bound(a, &q->cond[a->q->bound + i], t->w.party, is, e));
    return OK;
}

/* Gives one condition away, when it is asked for. */
static enum rc give(struct asker *a, const struct ask_found *r,
                    struct asked *t, struct err *e)
{
    struct json_value position = {r->line, r->n};
    struct json_value term = nth_of(json_get(position, "terms"), t->nth);
    struct ask_verdict v;
    bool is;
    t->w.day = r->day;
    t->w.document = r->document;
    if (!t->w.principal || !t->w.engagement)
        return store_no_memory(e);
    read_position(a, position, term, &t->w);
    TRY(wanted(a, t, &is, e));
    if (!is || a->enough)
        return OK;
    TRY(ask_judge(a->s, &t->w, a->as_of, &a->mem, &v, e));
    if (a->q->state >= 0 && v.state != (enum ask_state)a->q->state)
        return OK;
    if (a->skip) {
        a->skip--;
        return OK;
    }
    TRY(ask_quiet(a->s, &t->w, a->as_of, &a->mem, &v, e));
    put_record(a, position, t, term, &v);
    TRY(buf_rc(&a->line, e));
    struct ask_found found = {buf_str(&a->line), a->line.n, r->day,
                              r->record, r->document};
    if (a->take(a->ctx, &found))
        return err_set(e, E_END, 0, "stopped by the taker");
    a->left -= a->left > 0;
    a->enough = !a->left;
    return OK;
}

/* Terms of a position. */
struct terms {
    struct asked *row;
    uint32_t n, cap;
};

/* Reads the terms of a position, a row for each and other side, the sides of
 * one put together. */
static enum rc read_terms(struct asker *a, int64_t record, struct terms *out,
                          struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(a->s, SQL_GET_TERMS, &st, e));
    sqlite3_bind_int64(st, 1, record);
    for (;;) {
        struct asked t;
        TRY(store_step(a->s, st, &row, e));
        if (!row)
            return OK;
        read_row(a, st, &t);
        if ((!out->n || out->row[out->n - 1].nth != t.nth) &&
            !table_put(&a->mem, out, t)) {
            sqlite3_reset(st);
            return store_no_memory(e);
        }
        struct ask_watch *w = &out->row[out->n - 1].w;
        if (w->n_counterpart < ASK_MOST_SIDE)
            w->counterpart[w->n_counterpart++] = column(a, st, 3);
    }
}

static int take_position(void *ctx, const struct ask_found *r)
{
    struct asker *a = ctx;
    struct terms t = {.n = 0};
    arena_reset(&a->mem);
    enum rc rc = read_terms(a, r->record, &t, &a->err);
    for (uint32_t i = 0; rc == OK && i < t.n && !a->enough; i++) {
        if (!a->only || t.row[i].nth == a->only)
            rc = give(a, r, &t.row[i], &a->err);
    }
    return rc != OK || a->enough;
}

/* The day of the latest report, or that which is asked for. */
static enum rc last_day(struct asker *a, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    a->as_of = a->q->find.to;
    if (a->as_of < INT32_MAX)
        return OK;
    TRY(store_stmt(a->s, SQL_LAST_DAY, &st, e));
    TRY(store_step(a->s, st, &row, e));
    a->as_of = row ? sqlite3_column_int64(st, 0) : 0;
    if (row)
        sqlite3_reset(st);
    return OK;
}

enum rc ask_conditions(struct store *s, const struct ask_conditions *q,
                       ask_take *take, void *ctx, struct err *e)
{
    struct ask_query find = q->find;
    struct asker a = {.s = s, .q = q, .take = take, .ctx = ctx,
                      .skip = find.offset, .left = find.limit,
                      .enough = !find.limit};
    find.kinds = 1u << STORE_POSITION;
    find.terms = true;
    find.limit = -1;
    find.offset = 0;
    TRY(last_day(&a, e));
    enum rc rc = ask_find(s, &find, take_position, &a, e);
    if (rc == E_END && a.err.code != OK) {
        rc = a.err.code;
        if (e)
            *e = a.err;
    } else if (rc == E_END && a.enough) {
        rc = OK;
        if (e)
            e->code = OK;
    }
    buf_free(&a.line);
    arena_free(&a.mem);
    return rc;
}

enum rc ask_condition(struct store *s, const struct ask_found *position,
                      int64_t nth, ask_take *take, void *ctx, struct err *e)
{
    static const struct ask_conditions any = {
        .find = {.to = INT32_MAX}, .state = -1};
    struct asker a = {.s = s, .q = &any, .take = take, .ctx = ctx,
                      .left = -1, .only = nth};
    TRY(last_day(&a, e));
    take_position(&a, position);
    enum rc rc = a.err.code;
    if (rc != OK && e)
        *e = a.err;
    buf_free(&a.line);
    arena_free(&a.mem);
    return rc;
}
