/* num_block.c - scales, bias, function, norm and quantisation in one pass
 * over the sums of a block of rows. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "num/num_in.h"

/* Sums of one row back to numbers: (a - zero) * x * s + b. */
static ALWAYS void unscale(const struct num_linear *l, const int32_t *a,
                           float x, uint32_t n, float *restrict to)
{
    const int32_t *zero = l->zero;
    const float *s = l->s, *b = l->b;
    for (uint32_t j = 0; j < n; j++)
        to[j] = (float)(a[j] - zero[j]) * x * s[j] + b[j];
}

static ALWAYS float top_of(const float *x, uint32_t n)
{
    uint32_t top = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t b = num_bits(x[i]) & 0x7fffffff;
        top = b > top ? b : top;
    }
    return num_float(top);
}

/* One head's part of a row: q = x * steps / max; gives back max / steps. */
static ALWAYS float quantise_head(const float *x, float steps, uint32_t zero,
                                  uint8_t *restrict q)
{
    float max = top_of(x, NUM_DEPTH);
    if (!(max > 1e-30f)) {
        memset(q, (int)zero, NUM_DEPTH);
        return 0.0f;
    }
    float inv = steps / max;
    for (uint32_t j = 0; j < NUM_DEPTH; j++)
        q[j] = (uint8_t)(num_bits(x[j] * inv + NUM_MAGIC) + zero);
    return max / steps;
}

MANY void num_split(const struct num_linear *l, const int32_t *acc,
                    const float *xs, uint32_t n, const struct num_qkv *to)
{
    float row[3 * NUM_WIDTH];
    for (uint32_t i = 0; i < n; i++) {
        unscale(l, acc + (size_t)i * 3 * NUM_WIDTH, xs[i], 3 * NUM_WIDTH, row);
        uint8_t *q = to->q + (size_t)i * NUM_WIDTH;
        uint8_t *k = (uint8_t *)to->k + (size_t)i * NUM_WIDTH;
        for (uint32_t h = 0; h < NUM_HEADS; h++) {
            uint32_t at = h * NUM_DEPTH;
            to->qs[i * NUM_HEADS + h] =
                quantise_head(row + at, 127.0f, NUM_ZERO, q + at);
            to->ks[i * NUM_HEADS + h] = 1.4426950408889634f *
                quantise_head(row + NUM_WIDTH + at, NUM_W_MAX, 0, k + at);
        }
        memcpy(to->v + (size_t)i * NUM_WIDTH, row + 2 * NUM_WIDTH,
               NUM_WIDTH * sizeof *row);
    }
}

MANY void num_add_norm(const struct num_add *o, const int32_t *acc,
                       const float *xs, uint32_t n, float *x,
                       const struct num_rows *to)
{
    float row[NUM_WIDTH];
    for (uint32_t i = 0; i < n; i++) {
        float *xi = x + (size_t)i * NUM_WIDTH;
        unscale(o->l, acc + (size_t)i * NUM_WIDTH, xs[i], NUM_WIDTH, row);
        for (uint32_t j = 0; j < NUM_WIDTH; j++)
            xi[j] += row[j];
        num_norm(xi, o->gain, o->bias, NUM_WIDTH);
        to->s[i] = num_quantise(xi, NUM_WIDTH, to->q + (size_t)i * NUM_WIDTH);
    }
}

MANY void num_gelu_rows(const struct num_linear *l, const int32_t *acc,
                        const float *xs, uint32_t n, const struct num_rows *to)
{
    float row[NUM_WIDE];
    for (uint32_t i = 0; i < n; i++) {
        unscale(l, acc + (size_t)i * l->n_out, xs[i], l->n_out, row);
        for (uint32_t j = 0; j < l->n_out; j++)
            row[j] = num_gelu1(row[j]);
        to->s[i] = num_quantise(row, l->n_out, to->q + (size_t)i * l->n_out);
    }
}
