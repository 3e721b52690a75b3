/* num_linear.c - linear layers over float rows, and a thread's kernels. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "num/num_in.h"
#include "num/attend_in.h"

#include <stdlib.h>

/* Fills l->zero; gives back the largest |w|. */
MANY static int32_t zero_sums(const struct num_linear *l)
{
    int32_t most = 0;
    for (uint32_t j = 0; j < l->n_out; j++) {
        const int8_t *w = l->w + (size_t)j * l->n_in;
        int32_t sum = 0;
        for (uint32_t k = 0; k < l->n_in; k++)
            sum += w[k];
        for (uint32_t k = 0; k < l->n_in; k++)
            most = abs(w[k]) > most ? abs(w[k]) : most;
        l->zero[j] = sum * NUM_ZERO;
    }
    return most;
}

enum rc num_linear_open(struct num_linear *l, enum num_kernel k,
                        struct err *e)
{
    l->pack = NULL;
    l->zero = NULL;
    if (l->n_in > NUM_IN_MAX || l->n_out > NUM_OUT_MAX)
        return err_set(e, E_MODEL, 0, "layer of %u x %u is over %u x %u",
                       l->n_out, l->n_in, (unsigned)NUM_OUT_MAX,
                       (unsigned)NUM_IN_MAX);
    l->zero = base_alloc(l->n_out * sizeof *l->zero);
    if (!l->zero)
        return err_set(e, E_NOMEM, 0, "out of memory");
    if (zero_sums(l) > NUM_W_MAX)
        return err_set(e, E_MODEL, 0, "weights beyond %d", (int)NUM_W_MAX);
    return k == NUM_DNNL ? dnnl_pack(l, e) : OK;
}

void num_linear_close(struct num_linear *l)
{
    base_free(l->zero);
    dnnl_unpack(l->pack);
    l->zero = NULL;
    l->pack = NULL;
}

/* Touched once, so that rows never written are still defined. */
static void *scratch(size_t n)
{
    void *p = base_alloc(n);
    return p ? memset(p, 0, n) : NULL;
}

enum rc num_work_get(struct work *w, struct num_work **out, struct err *e)
{
    if (w->num) {
        *out = w->num;
        return OK;
    }
    struct num_work *nw = scratch(sizeof *nw);
    if (!nw)
        return err_set(e, E_NOMEM, 0, "out of memory");
    w->num = nw;
    nw->x8 = base_alloc((size_t)NUM_BLOCK * NUM_IN_MAX);
    nw->acc = base_alloc((size_t)NUM_BLOCK * NUM_OUT_MAX * sizeof *nw->acc);
    nw->scale = scratch(NUM_BLOCK * sizeof *nw->scale);
    nw->attend = scratch(sizeof *nw->attend);
    if (!nw->x8 || !nw->acc || !nw->scale || !nw->attend) {
        num_close(w);
        return err_set(e, E_NOMEM, 0, "out of memory");
    }
    *out = nw;
    return OK;
}

void num_close(struct work *w)
{
    struct num_work *nw = w->num;
    if (!nw)
        return;
    dnnl_close(nw);
    base_free(nw->x8);
    base_free(nw->acc);
    base_free(nw->scale);
    base_free(nw->attend);
    base_free(nw);
    w->num = NULL;
}

enum rc num_product(struct work *w, const struct num_linear *l,
                    const uint8_t *x, uint32_t n, int32_t *y, struct err *e)
{
    struct num_work *nw = NULL;
    TRY(num_work_get(w, &nw, e));
    if (l->pack)
        return dnnl_product(nw, l, x, n, y, e);
    ref_product(l, x, n, y);
    return OK;
}

MANY void num_scale(const struct num_linear *l, const int32_t *acc,
                    const float *xs, uint32_t n, float *y)
{
    uint32_t m = l->n_out;
    const int32_t *zero = l->zero;
    const float *s = l->s, *b = l->b;
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *a = acc + (size_t)i * m;
        float *to = y + (size_t)i * m;
        for (uint32_t j = 0; j < m; j++)
            to[j] = (float)(a[j] - zero[j]) * xs[i] * s[j];
        for (uint32_t j = 0; b && j < m; j++)
            to[j] += b[j];
    }
}

enum rc num_linear(struct work *w, const struct num_linear *l, const float *x,
                   uint32_t n, float *y, struct err *e)
{
    struct num_work *nw = NULL;
    if (l->f) {
        num_wide(l, x, n, y);
        return OK;
    }
    TRY(num_work_get(w, &nw, e));
    for (uint32_t at = 0; at < n; at += NUM_BLOCK) {
        uint32_t m = n - at < NUM_BLOCK ? n - at : NUM_BLOCK;
        for (uint32_t i = 0; i < m; i++)
            nw->scale[i] = num_quantise(x + (size_t)(at + i) * l->n_in,
                                        l->n_in, nw->x8 + (size_t)i * l->n_in);
        TRY(num_product(w, l, nw->x8, m, nw->acc, e));
        num_scale(l, nw->acc, nw->scale, m, y + (size_t)at * l->n_out);
    }
    return OK;
}
