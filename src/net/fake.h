/* fake.h - for tests: the layers of the heads with weights drawn by chance.
 * reads:   -                                writes:  -
 * shape:   as in net.h                      units:   -
 * errors:  false: no memory                 threads: one
 * cost:    a few MB                         source:  -
 */
#ifndef DM_FAKE_H
#define DM_FAKE_H

#include "doc/doc.h"
#include "net/net.h"

/* Where the next draw stands; set it for other weights. */
static uint32_t fake_seed = 1;

/* The next number of a fixed row, -1 .. 1. */
static inline float fake_draw(void)
{
    fake_seed = fake_seed * 1664525u + 1013904223u;
    return (float)(int32_t)(fake_seed >> 8) / (float)(1 << 23) - 1.0f;
}

/* n floats of -size .. size. */
static inline float *fake_floats(struct arena *mem, size_t n, float size)
{
    float *x = arena_get(mem, n * sizeof *x);
    for (size_t i = 0; x && i < n; i++)
        x[i] = fake_draw() * size;
    return x;
}

/* A linear layer whose outputs are about as large as its inputs. */
static inline bool fake_linear(struct arena *mem, struct num_linear *l,
                               uint32_t n_in, uint32_t n_out)
{
    int8_t *w = arena_get(mem, (size_t)n_in * n_out);
    float *s = arena_get(mem, n_out * sizeof *s);
    *l = (struct num_linear){.n_out = n_out, .n_in = n_in, .w = w, .s = s};
    for (size_t i = 0; w && i < (size_t)n_in * n_out; i++)
        w[i] = (int8_t)(fake_draw() * NUM_W_MAX);
    for (uint32_t i = 0; s && i < n_out; i++)
        s[i] = 0.003f;
    return w && s && num_linear_open(l, NUM_REF, NULL) == OK;
}

/* The dependency head. */
static inline bool fake_dep(struct arena *mem, struct net_dep *d)
{
    d->root = fake_floats(mem, NET_ARC, 1);
    d->relroot = fake_floats(mem, NET_REL, 1);
    return d->root && d->relroot &&
           fake_linear(mem, &d->proj, NET_D, 2 * NET_ARC + 2 * NET_REL) &&
           fake_linear(mem, &d->arc, NET_ARC, NET_ARC) &&
           fake_linear(mem, &d->relp, NET_REL, NET_REL) &&
           fake_linear(mem, &d->relq, NET_REL, NET_REL) &&
           fake_linear(mem, &d->rel, NET_REL, N_REL);
}

/* One frame type: its role tags, roles, and outputs of its classifiers. */
static inline bool fake_type(struct arena *mem, struct net_frame *f, int t,
                             uint32_t n_tag, uint32_t n_role)
{
    static const uint32_t n[N_FRAME][NET_CLS] = {
        {N_CAT, N_MODE, N_FACT, N_CTX}, {N_STM, 2, 1, 0},
        {N_STANCE, N_ENG, N_STRENGTH, 1}, {N_SHIFT, 0, 0, 0},
    };
    bool ok = fake_linear(mem, &f->role[t], NET_FRAME, n_tag) &&
              fake_linear(mem, &f->att[t], NET_D * (1 + n_role), NET_ATT);
    for (int i = 0; ok && i < NET_CLS && n[t][i]; i++)
        ok = fake_linear(mem, &f->cls[t][i], NET_ATT, n[t][i]);
    return ok;
}

/* The frame head. */
static inline bool fake_frame(struct arena *mem, struct net_frame *f)
{
    static const uint32_t n[NET_CLS] = {N_TERM, N_MUST, 1, 1};
    f->n_bucket = 25;
    f->dist = fake_floats(mem, (size_t)N_FRAME * 25 * NET_FRAME, 0.3f);
    bool ok = f->dist &&
              fake_linear(mem, &f->a, NET_D, N_FRAME * NET_FRAME) &&
              fake_linear(mem, &f->b, NET_D, N_FRAME * NET_FRAME) &&
              fake_type(mem, f, FRAME_EVENT, 7, 3) &&
              fake_type(mem, f, FRAME_STATEMENT, 8, 4) &&
              fake_type(mem, f, FRAME_POSITION, 9, 5) &&
              fake_type(mem, f, FRAME_SHIFT, 4, 2) &&
              fake_linear(mem, &f->term, 3 * NET_D, NET_FRAME);
    for (int i = 0; ok && i < NET_CLS; i++)
        ok = fake_linear(mem, &f->term_cls[i], NET_FRAME, n[i]);
    return ok;
}

/* Gives the layers' own memory back; the rest is the arena's. */
static inline void fake_close(struct net *net)
{
    struct net_dep *d = &net->dep;
    struct net_frame *f = &net->frame;
    struct num_linear *all[] = {
        &d->proj, &d->arc, &d->relp, &d->relq, &d->rel, &f->a, &f->b,
        &f->term,
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        num_linear_close(all[i]);
    for (int t = 0; t < N_FRAME; t++) {
        num_linear_close(&f->role[t]);
        num_linear_close(&f->att[t]);
        for (int i = 0; i < NET_CLS; i++)
            num_linear_close(&f->cls[t][i]);
    }
    for (int i = 0; i < NET_CLS; i++)
        num_linear_close(&f->term_cls[i]);
}

/* What the encoder would leave: n words' vectors and logits. */
static inline bool fake_enc(struct doc *d, uint32_t n)
{
    uint32_t enc = n * DOC_D_ENC, logit = n * NET_LOGIT;
    if (!table_grow(&d->mem, &d->enc, enc) ||
        !table_grow(&d->mem, &d->logit, logit))
        return false;
    while (d->enc.n < enc)
        d->enc.row[d->enc.n++] = fake_draw();
    while (d->logit.n < logit)
        d->logit.row[d->logit.n++] = fake_draw() * 3.0f;
    return true;
}

#endif
