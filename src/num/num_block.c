/* num_block.c - scales, bias, function, norm and quantisation in one pass
 * over the sums of a block of rows. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "num/num_in.h"

#include <math.h>

/* at[1] of a row's sums, from the at[0]-th on, back to numbers:
 * (a - zero) * x * s + b. */
static ALWAYS void unscale(const struct num_linear *l,
                           const int32_t *restrict a, float x,
                           const uint32_t at[2], float *restrict to)
{
    const int32_t *restrict zero = l->zero + at[0];
    const float *restrict s = l->s + at[0], *restrict b = l->b + at[0];
    a += at[0];
    for (uint32_t j = 0; j < at[1]; j++)
        to[j] = (float)(a[j] - zero[j]) * x * s[j] + b[j];
}

/* Largest |x| of a head's part of a row. */
static ALWAYS float top_of(const float *x)
{
    uint32_t top = 0;
    for (uint32_t i = 0; i < NUM_DEPTH; i++) {
        uint32_t b = num_bits(x[i]) & 0x7fffffff;
        top = b > top ? b : top;
    }
    return num_float(top);
}

/* The heads of queries or keys of one row: q = x * steps / max + zero;
 * scale = max / steps * unit, a head, never 0. */
static ALWAYS void quantise_heads(const float *restrict x, float steps,
                                  float unit, uint8_t *restrict q,
                                  float *restrict scale)
{
    float top[NUM_HEADS], inv[NUM_HEADS];
    uint32_t zero = unit > 1.0f ? 0 : NUM_ZERO;
    for (uint32_t h = 0; h < NUM_HEADS; h++)
        top[h] = top_of(x + h * NUM_DEPTH);
    for (uint32_t h = 0; h < NUM_HEADS; h++) {
        inv[h] = top[h] > 1e-30f ? steps / top[h] : 0.0f;
        scale[h] = top[h] * (1.0f / steps) * unit + 1e-30f;
    }
    for (uint32_t h = 0; h < NUM_HEADS; h++)
        for (uint32_t j = h * NUM_DEPTH; j < (h + 1) * NUM_DEPTH; j++)
            q[j] = (uint8_t)(num_bits(x[j] * inv[h] + NUM_MAGIC) + zero);
}

MANY void num_split(const struct num_linear *l, const int32_t *acc,
                    const float *xs, uint32_t n, const struct num_qkv *to)
{
    const float log2e = 1.4426950408889634f;
    const uint32_t qk[2] = {0, 2 * NUM_WIDTH}, v[2] = {qk[1], NUM_WIDTH};
    float row[2 * NUM_WIDTH];
    for (uint32_t i = 0; i < n; i++) {
        const int32_t *a = acc + (size_t)i * 3 * NUM_WIDTH;
        unscale(l, a, xs[i], qk, row);
        unscale(l, a, xs[i], v, to->v + (size_t)i * NUM_WIDTH);
        quantise_heads(row, 127.0f, 1.0f, to->q + (size_t)i * NUM_WIDTH,
                       to->qs + i * NUM_HEADS);
        quantise_heads(row + NUM_WIDTH, NUM_W_MAX, log2e,
                       (uint8_t *)to->k + (size_t)i * NUM_WIDTH,
                       to->ks + i * NUM_HEADS);
    }
}

/* x += (a - zero) * xs * s + b; gives back the mean of x. */
static ALWAYS float add_row(const struct num_linear *l, const int32_t *a,
                            float xs, float *x)
{
    const int32_t *zero = l->zero;
    const float *s = l->s, *b = l->b;
    lanes sum = {0};
    for (uint32_t j = 0; j < NUM_WIDTH; j += LANES) {
        ilanes d = *(const ilanes *)(a + j) - *(const ilanes *)(zero + j);
        lanes y = __builtin_convertvector(d, lanes) * xs;
        y = y * *(const lanes *)(s + j) + *(const lanes *)(b + j);
        y += *(const lanes *)(x + j);
        *(lanes *)(x + j) = y;
        sum += y;
    }
    return num_tree(&sum) / (float)NUM_WIDTH;
}

/* 1 / standard deviation of x, whose mean is known. */
static ALWAYS float spread_of(const float *x, float mean)
{
    lanes sum = {0};
    for (uint32_t j = 0; j < NUM_WIDTH; j += LANES) {
        lanes d = *(const lanes *)(x + j) - mean;
        sum += d * d;
    }
    return 1.0f / sqrtf(num_tree(&sum) / (float)NUM_WIDTH + 1e-12f);
}

/* x = (x - mean) * part * gain + bias; gives back the largest |x|. */
static ALWAYS float norm_row(const struct num_add *o, float mean, float part,
                             float *restrict x)
{
    const float *restrict gain = o->gain, *restrict bias = o->bias;
    uint32_t top = 0;
    for (uint32_t j = 0; j < NUM_WIDTH; j++) {
        float y = (x[j] - mean) * part * gain[j] + bias[j];
        uint32_t b = num_bits(y) & 0x7fffffff;
        top = b > top ? b : top;
        x[j] = y;
    }
    return num_float(top);
}

MANY void num_add_norm(const struct num_add *o, const int32_t *acc,
                       const float *xs, uint32_t n, float *x,
                       const struct num_rows *to)
{
    for (uint32_t i = 0; i < n; i++, x += NUM_WIDTH) {
        float mean = add_row(o->l, acc + (size_t)i * NUM_WIDTH, xs[i], x);
        float max = norm_row(o, mean, spread_of(x, mean), x);
        to->s[i] = num_quantise_to(x, NUM_WIDTH, max,
                                   to->q + (size_t)i * NUM_WIDTH);
    }
}

/* y = gelu((a - zero) * x * s + b); gives back the largest |y|. */
static ALWAYS float gelu_row(const struct num_linear *l,
                             const int32_t *restrict a, float x,
                             float *restrict y)
{
    const int32_t *restrict zero = l->zero;
    const float *restrict s = l->s, *restrict b = l->b;
    uint32_t top = 0;
    for (uint32_t j = 0; j < NUM_WIDE; j++) {
        float g = num_gelu1((float)(a[j] - zero[j]) * x * s[j] + b[j]);
        uint32_t u = num_bits(g) & 0x7fffffff;
        top = u > top ? u : top;
        y[j] = g;
    }
    return num_float(top);
}

MANY void num_gelu_rows(const struct num_linear *l, const int32_t *acc,
                        const float *xs, uint32_t n, const struct num_rows *to)
{
    float row[NUM_WIDE];
    for (uint32_t i = 0; i < n; i++) {
        size_t at = (size_t)i * NUM_WIDE;
        float max = gelu_row(l, acc + at, xs[i], row);
        to->s[i] = num_quantise_to(row, NUM_WIDE, max, to->q + at);
    }
}
