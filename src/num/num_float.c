/* num_float.c - rows of floats.
 *
 * Sums run over 16 lanes (element i goes to lane i % 16) that are then added
 * as a tree: lane i + lane i + 8, then 4, 2, 1. Maxima are taken over bit
 * patterns, whose order is the order of the numbers. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "num/num_in.h"

#include <math.h>

/* Adds the last n < 16 numbers to their lanes, and the lanes up. */
static ALWAYS float sum_end(lanes *sum, const float *x, uint32_t n)
{
    float l[LANES];
    memcpy(l, sum, sizeof l);
    for (uint32_t i = 0; i < n; i++)
        l[i] += x[i];
    memcpy(sum, l, sizeof l);
    return num_tree(sum);
}

static ALWAYS float sum_row(const float *x, uint32_t n)
{
    lanes acc = {0};
    uint32_t i = 0;
    for (; i + LANES <= n; i += LANES)
        acc += *(const lanes *)(x + i);
    return sum_end(&acc, x + i, n - i);
}

static ALWAYS float sum_squares(const float *x, float mean, uint32_t n)
{
    float rest[LANES] = {0};
    lanes acc = {0};
    uint32_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        lanes d = *(const lanes *)(x + i) - mean;
        acc += d * d;
    }
    for (uint32_t k = i; k < n; k++)
        rest[k - i] = (x[k] - mean) * (x[k] - mean);
    return sum_end(&acc, rest, n - i);
}

MANY float num_sum(const float *x, uint32_t n)
{
    return sum_row(x, n);
}

static ALWAYS float dot_row(const float *a, const float *b, uint32_t n)
{
    float rest[LANES] = {0};
    lanes acc = {0};
    uint32_t i = 0;
    for (; i + LANES <= n; i += LANES)
        acc += *(const lanes *)(a + i) * *(const lanes *)(b + i);
    for (uint32_t k = i; k < n; k++)
        rest[k - i] = a[k] * b[k];
    return sum_end(&acc, rest, n - i);
}

MANY float num_dot(const float *a, const float *b, uint32_t n)
{
    return dot_row(a, b, n);
}

MANY void num_wide(const struct num_linear *l, const float *x, uint32_t n,
                   float *y)
{
    for (uint32_t i = 0; i < n; i++, x += l->n_in, y += l->n_out) {
        for (uint32_t j = 0; j < l->n_out; j++)
            y[j] = dot_row(x, l->f + (size_t)j * l->n_in, l->n_in) +
                   (l->b ? l->b[j] : 0.0f);
    }
}

MANY void num_axpy(float *y, float a, const float *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        y[i] += a * x[i];
}

MANY void num_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0.0f ? x[i] : 0.0f;
}

MANY void num_gelu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = num_gelu1(x[i]);
}

/* e^x by 2^n * e^r, |r| <= ln 2 / 2; own fit of degree 6, relative error
 * 3e-9 before rounding. */
static ALWAYS float exp1(float x)
{
    x = x > -87.0f ? x : -87.0f;
    x = x < 88.0f ? x : 88.0f;
    float m = __builtin_fmaf(x, 1.4426950408889634f, NUM_MAGIC);
    float n = m - NUM_MAGIC;
    float r = __builtin_fmaf(n, -0.693145751953125f, x);
    r = __builtin_fmaf(n, -1.42860676533018e-06f, r);
    float p = 0.001381461275741458f;
    p = __builtin_fmaf(p, r, 0.008368710055947304f);
    p = __builtin_fmaf(p, r, 0.04166838899254799f);
    p = __builtin_fmaf(p, r, 0.1666652113199234f);
    p = __builtin_fmaf(p, r, 0.4999999403953552f);
    p = __builtin_fmaf(p * r, r, r) + 1.0f;
    return p * num_float((num_bits(m) + 127) << 23);
}

float num_exp(float x)
{
    return exp1(x);
}

MANY void num_sigmoid(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = 1.0f / (1.0f + exp1(-x[i]));
}

/* Order of signed floats as order of integers. */
static ALWAYS int32_t rank_of(float f)
{
    int32_t b = (int32_t)num_bits(f);
    return b ^ ((b >> 31) & 0x7fffffff);
}

MANY void num_softmax(float *x, uint32_t n)
{
    int32_t top = INT32_MIN;
    for (uint32_t i = 0; i < n; i++) {
        int32_t r = rank_of(x[i]);
        top = r > top ? r : top;
    }
    float max = num_float((uint32_t)(top ^ ((top >> 31) & 0x7fffffff)));
    for (uint32_t i = 0; i < n; i++)
        x[i] = exp1(x[i] - max);
    float part = 1.0f / sum_row(x, n);
    for (uint32_t i = 0; i < n; i++)
        x[i] *= part;
}

MANY void num_norm(float *x, const float *gain, const float *bias, uint32_t n)
{
    float mean = sum_row(x, n) / (float)n;
    float var = sum_squares(x, mean, n) / (float)n;
    float part = 1.0f / sqrtf(var + 1e-12f);
    for (uint32_t i = 0; i < n; i++)
        x[i] = (x[i] - mean) * part * gain[i] + bias[i];
}

MANY float num_quantise(const float *x, uint32_t n, uint8_t *q)
{
    uint32_t top = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t b = num_bits(x[i]) & 0x7fffffff;
        top = b > top ? b : top;
    }
    return num_quantise_to(x, n, num_float(top), q);
}

/* ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)), m in [1/sqrt 2, sqrt 2). */
float num_log(float x)
{
    uint32_t b = num_bits(x) - 0x3f3504f3u;
    int32_t e = (int32_t)b >> 23;
    double m = num_float((b & 0x7fffff) + 0x3f3504f3u);
    double f = (m - 1) / (m + 1), u = f * f;
    double s = 1 + u * (1.0 / 3 + u * (1.0 / 5 + u * (1.0 / 7 + u / 9)));
    return (float)(e * 0.69314718055994530942 + 2 * f * s);
}
