#include "frame/frame_in.h"

#include <stdlib.h>
#include <string.h>

/* From which probability of an anchor on (word head alone) a word becomes a
 * candidate, and from which on (both rounds) it is a frame. From the dev
 * reports with eval/frames.py and eval/run_eval.py; the optima are flat, a
 * tenth to either side costs half a point. */
static const struct policy {
    float candidate, accept;
} policy[N_FRAME] = {
    [FRAME_EVENT] = {0.03f, 0.22f},
    [FRAME_STATEMENT] = {0.05f, 0.55f},
    [FRAME_POSITION] = {0.05f, 0.35f},
    [FRAME_SHIFT] = {0.02f, 0.35f},
};

/* Where a type's block begins in the word head's logits, and its length. */
static const struct block {
    uint32_t at, n;
} block[N_FRAME] = {
    [FRAME_EVENT] = {NET_WORD_EVENT, N_CAT},
    [FRAME_STATEMENT] = {NET_WORD_STATEMENT, N_STM},
    [FRAME_POSITION] = {NET_WORD_POSITION, N_STANCE},
    [FRAME_SHIFT] = {NET_WORD_SHIFT, N_SHIFT},
};

/* Frames found in a window. */
struct finds {
    struct found *row;
    uint32_t n, cap;
};

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

static enum rc scene_init(struct scene *s)
{
    uint32_t n = 1;
    for (uint32_t i = 0; i < s->d->window.n; i++) {
        struct run r = s->d->window.row[i];
        n = r.end - r.beg > n ? r.end - r.beg : n;
    }
    struct arena *mem = &s->w->mem;
    size_t f = sizeof(float);
    s->b = arena_get(mem, f * n * N_FRAME * NET_FRAME);
    s->a = arena_get(mem, f * CHUNK * N_FRAME * NET_FRAME);
    s->gather = arena_get(mem, f * CHUNK * NET_D * (1 + POOL_MAX));
    s->hidden = arena_get(mem, f * n * NET_FRAME);
    s->weight = arena_get(mem, f * n * POOL_MAX);
    s->att = arena_get(mem, f * CHUNK * NET_ATT);
    s->p = arena_get(mem, f * CHUNK * n * TAG_MAX);
    s->small = arena_get(mem, f * 128);
    bool all = s->b && s->a && s->gather && s->hidden && s->weight &&
               s->att && s->p && s->small;
    return all ? OK : no_memory(s->e);
}

/* Does the word head propose t as an anchor? Fills the candidate if so. */
static bool propose(const struct doc *d, enum frame_type type, uint32_t t,
                    struct cand *c)
{
    const float *z = d->logit.row + (size_t)t * NET_LOGIT + block[type].at;
    c->anchor = t;
    memcpy(c->first, z, block[type].n * sizeof *z);
    num_softmax(c->first, block[type].n);
    return 1.0f - c->first[0] > policy[type].candidate;
}

/* Judges the n candidates at hand and keeps the good ones. */
static enum rc judge(struct scene *s, enum frame_type t, uint32_t n,
                     struct finds *x)
{
    TRY(role_judge(s, t, n));
    for (uint32_t k = 0; k < n; k++) {
        const struct cand *c = &s->cand[k];
        struct found f = {.f = {.anchor = c->anchor, .type = (uint8_t)t,
                                .window = s->win}};
        TRY(attr_class(s, t, c, &f.f));
        if (f.f.p_anchor < policy[t].accept)
            continue;
        role_decode(s, t, c, &f);
        clean_args(s->d, &f);
        TRY(attr_rest(s, t, c, &f.f));
        if (t == FRAME_POSITION)
            TRY(attr_terms(s, c, &f));
        f.f.p_anchor = frame_unit(1.0f - c->first[0]);
        if (!table_put(&s->w->mem, x, f))
            return no_memory(s->e);
    }
    return OK;
}

static bool worth_a_look(const struct doc *d, struct run win)
{
    struct cand c;
    for (uint32_t i = win.beg; i < win.end; i++) {
        for (int t = 0; t < N_FRAME; t++) {
            if (propose(d, (enum frame_type)t, i, &c))
                return true;
        }
    }
    return false;
}

/* All frames of the window. */
static enum rc find(struct scene *s, struct finds *x)
{
    const struct doc *d = s->d;
    uint32_t n_word = s->win.end - s->win.beg;
    TRY(num_linear(s->w, &s->net->b, d->enc.row + (size_t)s->win.beg * NET_D,
                   n_word, s->b, s->e));
    for (int t = 0; t < N_FRAME; t++) {
        uint32_t n = 0;
        for (uint32_t i = s->win.beg; i < s->win.end; i++) {
            n += propose(d, (enum frame_type)t, i, &s->cand[n]);
            if (n == CHUNK || (n && i + 1 == s->win.end)) {
                TRY(judge(s, (enum frame_type)t, n, x));
                n = 0;
            }
        }
    }
    return OK;
}

/* A statement that says nothing is none. */
static void drop_empty(struct finds *x)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n; i++) {
        bool said = x->row[i].f.type != FRAME_STATEMENT;
        for (uint32_t k = 0; k < x->row[i].n_arg; k++)
            said |= x->row[i].arg[k].role == ROLE_CONTENT;
        if (said)
            x->row[n++] = x->row[i];
    }
    x->n = n;
}

static int by_anchor(const void *a, const void *b)
{
    const struct frame *x = &((const struct found *)a)->f;
    const struct frame *y = &((const struct found *)b)->f;
    if (x->anchor != y->anchor)
        return x->anchor < y->anchor ? -1 : 1;
    return (int)x->type - (int)y->type;
}

static int by_place(const void *a, const void *b)
{
    const struct arg *x = a, *y = b;
    if (x->at.beg != y->at.beg)
        return x->at.beg < y->at.beg ? -1 : 1;
    if (x->at.end != y->at.end)
        return x->at.end < y->at.end ? -1 : 1;
    return (int)x->role - (int)y->role;
}

/* Writes one frame and its arguments into the document. */
static enum rc put(struct scene *s, struct found *x)
{
    struct doc *d = s->d;
    if (x->n_arg)
        qsort(x->arg, x->n_arg, sizeof *x->arg, by_place);
    x->f.arg.beg = d->arg.n;
    if (!table_grow(&d->mem, &d->arg, x->n_arg + 1))
        return no_memory(s->e);
    for (uint32_t i = 0; i < x->n_arg; i++)
        d->arg.row[d->arg.n++] = x->arg[i];
    x->f.arg.end = d->arg.n;
    return table_put(&d->mem, &d->frame, x->f) ? OK : no_memory(s->e);
}

enum rc frame_run(const struct net *k, struct work *w, struct doc *d,
                  struct err *e)
{
    struct scene s = {.net = &k->frame, .w = w, .d = d, .e = e};
    struct finds x = {0};
    TRY(scene_init(&s));
    for (uint32_t i = 0; i < d->window.n; i++) {
        s.win = d->window.row[i];
        x.n = 0;
        if (!worth_a_look(d, s.win))
            continue;
        TRY(find(&s, &x));
        drop_empty(&x);
        if (x.n)
            qsort(x.row, x.n, sizeof *x.row, by_anchor);
        x.n = merge_frames(d, x.row, x.n);
        for (uint32_t j = 0; j < x.n; j++)
            TRY(put(&s, &x.row[j]));
    }
    return OK;
}
