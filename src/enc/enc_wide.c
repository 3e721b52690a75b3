/* enc_wide.c - the encoder in floats over one window, with a model file that
 * has the unrounded weights: what int8 is measured against. Plain, not fast. */
#include "enc/enc_in.h"

/* Where the parts of a wide row begin; a window's rows of one part follow
 * each other. */
struct parts {
    float *qkv, *ctx, *mid;
};

static struct parts parts_of(float *row, uint32_t n)
{
    float *ctx = row + (size_t)n * 3 * NET_D;
    return (struct parts){row, ctx, ctx + (size_t)n * NET_D};
}

/* One head of one row: to[NET_D_HEAD] = softmax(q k') v. */
static void attend_row(const float *qkv, uint32_t n, const float *q, float *to)
{
    float p[NUM_WINDOW];
    for (uint32_t j = 0; j < n; j++)
        p[j] = num_dot(q, qkv + (size_t)j * 3 * NET_D + NET_D, NET_D_HEAD);
    num_softmax(p, n);
    for (uint32_t c = 0; c < NET_D_HEAD; c++)
        to[c] = 0.0f;
    for (uint32_t j = 0; j < n; j++)
        num_axpy(to, p[j], qkv + (size_t)j * 3 * NET_D + 2 * NET_D,
                 NET_D_HEAD);
}

static void attend(const struct parts *p, uint32_t n)
{
    for (uint32_t h = 0; h < NET_HEAD; h++) {
        const float *qkv = p->qkv + h * NET_D_HEAD;
        for (uint32_t i = 0; i < n; i++)
            attend_row(qkv, n, qkv + (size_t)i * 3 * NET_D,
                       p->ctx + (size_t)i * NET_D + h * NET_D_HEAD);
    }
}

/* x = norm(x + y). */
static void add_norm(const struct net_norm *o, const float *y, uint32_t n,
                     float *x)
{
    for (uint32_t i = 0; i < n; i++, x += NET_D, y += NET_D) {
        num_axpy(x, 1.0f, y, NET_D);
        num_norm(x, o->g, o->b, NET_D);
    }
}

void wide_window(struct batch *b, const struct waiting *w)
{
    struct parts p = parts_of(b->wide_row, w->n);
    float *x = b->x + (size_t)w->row * NET_D;
    for (int i = 0; i < NET_LAYER; i++) {
        const struct net_layer *l = &b->net->enc.layer[i];
        num_wide(&l->qkv, x, w->n, p.qkv);
        attend(&p, w->n);
        num_wide(&l->out, p.ctx, w->n, p.qkv);
        add_norm(&l->ln1, p.qkv, w->n, x);
        num_wide(&l->ffn1, x, w->n, p.mid);
        num_gelu(p.mid, (size_t)w->n * NET_FFN);
        num_wide(&l->ffn2, p.mid, w->n, p.qkv);
        add_norm(&l->ln2, p.qkv, w->n, x);
    }
}
