/* Rows that were there before: their numbers, and what is joined to them. */
#include "form/form_in.h"

#include <string.h>

/* The place of a number in the table, or the free one where it belongs. */
static struct form_key *spot(const struct form_seen *s, uint64_t hash)
{
    size_t k = hash & (s->cap - 1);
    while (s->at[k].hash && s->at[k].hash != hash)
        k = (k + 1) & (s->cap - 1);
    return &s->at[k];
}

/* A table twice as large, with what the old one has. */
static bool grow(struct form_seen *s)
{
    struct form_seen more = {.cap = s->cap ? 2 * s->cap : 1024, .n = s->n};
    more.at = base_alloc(more.cap * sizeof *more.at);
    if (!more.at)
        return false;
    memset(more.at, 0, more.cap * sizeof *more.at);
    for (size_t i = 0; i < s->cap; i++) {
        if (s->at[i].hash)
            *spot(&more, s->at[i].hash) = s->at[i];
    }
    base_free(s->at);
    *s = more;
    return true;
}

bool form_seen(struct form_seen *s, uint64_t hash, size_t *row, bool *fail)
{
    hash += !hash;
    if (2 * s->n >= s->cap && !grow(s)) {
        *fail = true;
        return false;
    }
    struct form_key *k = spot(s, hash);
    bool was = k->hash != 0;
    if (!was) {
        *k = (struct form_key){hash, *row};
        s->n++;
    }
    *row = k->row;
    return was;
}

void form_seen_reset(struct form_seen *s)
{
    if (s->n)
        memset(s->at, 0, s->cap * sizeof *s->at);
    s->n = 0;
}

struct form_held *form_hold(struct form_to *f)
{
    if (f->n_held == f->cap_held) {
        size_t cap = f->cap_held ? 2 * f->cap_held : 64;
        struct form_held *more = base_alloc(cap * sizeof *more);
        if (!more)
            return NULL;
        memset(more, 0, cap * sizeof *more);
        if (f->n_held)
            memcpy(more, f->held, f->n_held * sizeof *more);
        base_free(f->held);
        f->held = more;
        f->cap_held = cap;
    }
    return &f->held[f->n_held++];
}

/* True when the list has the value. */
static bool has(const struct buf *list, const struct buf *value)
{
    for (size_t at = 0; at < list->n;) {
        const char *end = memchr(list->p + at, ';', list->n - at);
        size_t n = end ? (size_t)(end - list->p) - at : list->n - at;
        if (n == value->n && !memcmp(list->p + at, value->p, n))
            return true;
        at += n + 1;
    }
    return false;
}

void form_join(struct buf *list, const struct buf *value)
{
    if (!value->n || has(list, value))
        return;
    if (list->n)
        buf_char(list, ';');
    buf_put(list, value->p, value->n);
}

void form_let_go(struct form_to *f, struct buf *b)
{
    for (size_t i = 0; i < f->n_held; i++) {
        struct form_held *h = &f->held[i];
        buf_put(b, h->row.p, h->row.n);
        b->fail |= h->row.fail;
        for (int k = 0; k < FORM_JOINED; k++) {
            buf_put(b, h->list[k].p, h->list[k].n);
            buf_char(b, k + 1 < FORM_JOINED ? '\t' : '\n');
            b->fail |= h->list[k].fail;
            buf_free(&h->list[k]);
        }
        buf_free(&h->row);
        *h = (struct form_held){.row = {0}};
    }
    f->n_held = 0;
}
