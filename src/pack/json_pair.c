#include "pack/json_pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const pair_kind[PAIR_N_KIND] = {
    "document", "statement", "event", "position", "shift", "note",
};
enum { DOCUMENT, STATEMENT, EVENT, POSITION, SHIFT, NOTE };

/* ------------------------------------------------------------- the words */

/* Widens the line's words by a span; one that is null says nothing. */
static void widen(struct pair_line *l, struct json_value span)
{
    int64_t beg = json_int(json_get(span, "start"), -1);
    int64_t end = json_int(json_get(span, "end"), -1);
    if (beg < 0 || end < 0)
        return;
    if (l->beg < 0 || beg < l->beg)
        l->beg = beg;
    if (end > l->end)
        l->end = end;
}

static void widen_all(struct pair_line *l, struct json_value list)
{
    struct json_walk w = json_inside(list);
    struct json_value v;
    while (json_item(&w, &v))
        widen(l, v);
}

static void find_words(struct pair_line *l)
{
    static const char *const own[PAIR_N_KIND] = {
        "", "cue", "trigger", "trigger", "trigger", "span",
    };
    l->beg = l->end = -1;
    widen(l, json_get(l->json, own[l->kind]));
    if (l->beg < 0 && l->kind == STATEMENT)
        widen_all(l, json_get(l->json, "content"));
    if (l->beg < 0 && l->kind == SHIFT)
        widen_all(l, json_get(l->json, "evidence"));
}

static void find_label(struct pair_line *l)
{
    struct json_value r = l->json;
    switch (l->kind) {
    case EVENT:
        l->label[0] = json_get(r, "category");
        l->label[1] = json_get(r, "mode");
        break;
    case POSITION:
        l->label[0] = json_get(r, "stance");
        l->label[1] = json_get(json_get(r, "engagement"), "kind");
        break;
    default:
        l->label[0] = json_get(r, "kind");
    }
}

/* ----------------------------------------------------------- the reading */

int pair_kind_of(struct json_value record)
{
    struct json_value v = json_get(record, "record");
    for (int i = 0; i < PAIR_N_KIND && json_is_string(v); i++) {
        if (json_is((struct json_value){v.p + 1, v.n - 2}, pair_kind[i]))
            return i;
    }
    return -1;
}

enum rc pair_read(struct arena *mem, const char *lines, size_t n,
                  struct pair_reading *r, struct err *e)
{
    for (size_t i = 0; i < n;) {
        const char *end = memchr(lines + i, '\n', n - i);
        size_t k = end ? (size_t)(end - lines) - i : n - i;
        struct pair_line l = {.json = {lines + i, k}, .other = NONE};
        int kind = pair_kind_of(l.json);
        i += k + 1;
        if (kind < 0)
            continue;
        l.kind = (uint8_t)kind;
        l.id = json_get(l.json, "id");
        find_words(&l);
        find_label(&l);
        if (!r->n_kind[kind]++)
            r->first[kind] = r->line.n;
        if (!table_put(mem, &r->line, l))
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    return OK;
}

static bool same(struct json_value a, struct json_value b)
{
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

static bool has_id(const struct pair_line *l, const char *id, size_t n)
{
    bool marked = n > 1 && *id == '"';
    struct json_value v = l->id;
    if (!marked && v.n > 1)
        v = (struct json_value){v.p + 1, v.n - 2};
    return v.n == n && n && !memcmp(v.p, id, n);
}

/* The number at the end of an id, 0: there is none. */
static uint32_t number_of(const char *id, size_t n)
{
    uint32_t v = 0, place = 1;
    n -= n && id[n - 1] == '"';
    for (; n && id[n - 1] >= '0' && id[n - 1] <= '9' && place < 1000000000;
         n--, place *= 10)
        v += (uint32_t)(id[n - 1] - '0') * place;
    return v;
}

uint32_t pair_find(const struct pair_reading *r, const char *id, size_t n)
{
    uint32_t nth = number_of(id, n);
    for (int k = 0; k < PAIR_N_KIND; k++) {
        uint32_t i = r->first[k] + nth - 1; /* as ids are given */
        if (nth && nth <= r->n_kind[k] && i < r->line.n &&
            has_id(&r->line.row[i], id, n))
            return i;
    }
    for (uint32_t i = 0; i < r->line.n; i++) {
        if (has_id(&r->line.row[i], id, n))
            return i;
    }
    return NONE;
}

/* ---------------------------------------------------------- the matching */

static int by_value(struct json_value a, struct json_value b)
{
    int c = a.n && b.n ? memcmp(a.p, b.p, a.n < b.n ? a.n : b.n) : 0;
    return c ? c : a.n < b.n ? -1 : a.n > b.n;
}

static int by_place(const struct pair_line *a, const struct pair_line *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->beg != b->beg)
        return a->beg < b->beg ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

static int by_label(const struct pair_line *a, const struct pair_line *b)
{
    int c = by_place(a, b);
    c = c ? c : by_value(a->label[0], b->label[0]);
    return c ? c : by_value(a->label[1], b->label[1]);
}

/* Records that overlap are equal; else by place. */
static int by_overlap(const struct pair_line *a, const struct pair_line *b)
{
    if (a->kind == b->kind && a->beg < b->end && b->beg < a->end)
        return 0;
    return by_place(a, b);
}

/* Lines in an order of their own; rows break ties. */
static int sorted(const void *x, const void *y)
{
    const struct pair_line *a = *(struct pair_line *const *)x;
    const struct pair_line *b = *(struct pair_line *const *)y;
    int c = by_label(a, b);
    return c ? c : a < b ? -1 : a > b;
}

/* Pairs what nobody answers so far, walking through both in order. */
static void walk(struct pair_reading *a, struct pair_line **x,
                 struct pair_reading *b, struct pair_line **y,
                 int (*order)(const struct pair_line *,
                              const struct pair_line *))
{
    for (uint32_t i = 0, k = 0; i < a->line.n && k < b->line.n;) {
        if (x[i]->other != NONE) {
            i++;
            continue;
        }
        int c = y[k]->other != NONE ? 1 : order(x[i], y[k]);
        if (c == 0) {
            x[i]->other = (uint32_t)(y[k] - b->line.row);
            y[k]->other = (uint32_t)(x[i] - a->line.row);
        }
        i += c <= 0;
        k += c >= 0;
    }
}

static struct pair_line **in_order(struct arena *mem, struct pair_reading *r)
{
    struct pair_line **p = arena_get(mem, r->line.n * sizeof *p);
    for (uint32_t i = 0; p && i < r->line.n; i++)
        p[i] = &r->line.row[i];
    if (p && r->line.n)
        qsort(p, r->line.n, sizeof *p, sorted);
    return p;
}

enum rc pair_match(struct arena *mem, struct pair_reading *a,
                   struct pair_reading *b, struct err *e)
{
    struct pair_line **x = in_order(mem, a), **y = in_order(mem, b);
    if (!x || !y)
        return err_set(e, E_NOMEM, 0, "out of memory");
    walk(a, x, b, y, by_label);
    walk(a, x, b, y, by_place);
    walk(a, x, b, y, by_overlap);
    return OK;
}

/* --------------------------------------------------------- the comparing */

struct compare {
    const struct pair_reading *a, *b;
    pair_field *take;
    void *ctx;
    uint8_t kind;
    enum pair_change change;
    char path[120];
};

static void differ(struct compare *c, struct json_value old,
                   struct json_value now, bool quiet)
{
    enum pair_change change = quiet ? PAIR_QUIET : PAIR_OTHER;
    c->change = change > c->change ? change : c->change;
    if (c->take)
        c->take(c->ctx, c->path, old, now, quiet);
}

/* Do two ids name records that answer each other? */
static bool same_record(const struct compare *c, struct json_value old,
                        struct json_value now)
{
    uint32_t i = pair_find(c->a, old.p, old.n);
    uint32_t k = pair_find(c->b, now.p, now.n);
    if (i == NONE || k == NONE)
        return i == k && same(old, now);
    return c->a->line.row[i].other == k;
}

static bool is_reference(const struct compare *c)
{
    static const char *const field[] = {
        "within", "statement", "reported_by", "from", "to",
    };
    for (int i = 0; i < 5; i++) {
        if (!strcmp(c->path, field[i]))
            return i < 3 || c->kind == SHIFT;
    }
    return false;
}

static bool is_name(struct json_value key)
{
    return json_is(key, "id") || json_is(key, "document") ||
           json_is(key, "record");
}

static bool is_quiet(struct json_value key)
{
    return json_is(key, "confidence") || json_is(key, "rule") ||
           json_is(key, "via") || json_is(key, "entry") ||
           json_is(key, "version") || json_is(key, "story");
}

static uint32_t count(struct json_value list)
{
    struct json_walk w = json_inside(list);
    struct json_value v;
    uint32_t n = 0;
    while (json_item(&w, &v))
        n++;
    return n;
}

static bool is_inside(struct json_value v, char open)
{
    return v.n && v.p[0] == open;
}

static void compare(struct compare *c, struct json_value old,
                    struct json_value now, bool quiet);

/* Compares a part of the value whose path ends at `at`. */
static void compare_field(struct compare *c, size_t at, struct json_value key,
                          struct json_value old, struct json_value now,
                          bool quiet)
{
    snprintf(c->path + at, sizeof c->path - at, "%s%.*s", at ? "." : "",
             (int)key.n, key.p);
    compare(c, old, now, quiet || is_quiet(key));
    c->path[at] = '\0';
}

static struct json_value named(struct json_value object, struct json_value k)
{
    struct json_walk w = json_inside(object);
    struct json_value key, v;
    while (json_field(&w, &key, &v)) {
        if (same(key, k))
            return v;
    }
    return (struct json_value){NULL, 0};
}

/* Fields are mostly in one order in both. */
static void compare_objects(struct compare *c, struct json_value old,
                            struct json_value now, bool quiet)
{
    size_t at = strlen(c->path);
    struct json_walk w = json_inside(old), x = json_inside(now);
    struct json_value k, v, key, u;
    bool in_step = true;
    while (json_field(&w, &k, &v)) {
        bool next = json_field(&x, &key, &u) && same(k, key);
        in_step &= next;
        if (at || !is_name(k))
            compare_field(c, at, k, v, next ? u : named(now, k), quiet);
    }
    if (in_step && !json_field(&x, &key, &u))
        return;
    w = json_inside(now);
    while (json_field(&w, &k, &v)) {
        struct json_value none = named(old, k);
        if (!none.n)
            compare_field(c, at, k, none, v, quiet);
    }
}

static void compare_lists(struct compare *c, struct json_value old,
                          struct json_value now, bool quiet)
{
    size_t at = strlen(c->path);
    struct json_walk w = json_inside(old), x = json_inside(now);
    struct json_value v, u;
    for (int i = 0; json_item(&w, &v) && json_item(&x, &u); i++) {
        snprintf(c->path + at, sizeof c->path - at, "[%d]", i);
        compare(c, v, u, quiet);
        c->path[at] = '\0';
    }
}

/* Values that are the same byte by byte need no look inside. */
static void compare(struct compare *c, struct json_value old,
                    struct json_value now, bool quiet)
{
    if (is_reference(c)) {
        if (!same_record(c, old, now))
            differ(c, old, now, quiet);
    } else if (same(old, now)) {
        return;
    } else if (is_inside(old, '{') && is_inside(now, '{')) {
        compare_objects(c, old, now, quiet);
    } else if (is_inside(old, '[') && is_inside(now, '[') &&
               count(old) == count(now)) {
        compare_lists(c, old, now, quiet);
    } else {
        differ(c, old, now, quiet);
    }
}

enum pair_change pair_compare(const struct pair_reading *a, uint32_t i,
                              const struct pair_reading *b, pair_field *take,
                              void *ctx)
{
    const struct pair_line *x = &a->line.row[i];
    struct compare c = {.a = a, .b = b, .take = take, .ctx = ctx,
                        .kind = x->kind};
    compare_objects(&c, x->json, b->line.row[x->other].json, false);
    return c.change;
}
