/* row_in.h - what is done to the numbers of a row, inside a loop.
 * reads:   numbers                          writes:  numbers
 * shape:   a row                            units:   -
 * errors:  -                                threads: any
 * cost:    a few operations a number        source:  -
 */
#ifndef DM_NUM_ROW_IN_H
#define DM_NUM_ROW_IN_H

#include "num/num.h"

#include <string.h>

/* Inlined into every caller, whatever instructions that is built for. */
#define ALWAYS inline __attribute__((always_inline))

/* Rounds to an integer by adding: 1.5 * 2^23. */
#define NUM_MAGIC 12582912.0f

/* 16 numbers at once, and how 16 sums become one: a tree. */
enum { LANES = 16 };
typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t ilanes __attribute__((vector_size(64), aligned(4), may_alias));
static ALWAYS float num_tree(const lanes *sum)
{
    float l[LANES], a[8], b[4];
    memcpy(l, sum, sizeof l);
    for (int i = 0; i < 8; i++)
        a[i] = l[i] + l[i + 8];
    for (int i = 0; i < 4; i++)
        b[i] = a[i] + a[i + 4];
    return (b[0] + b[2]) + (b[1] + b[3]);
}

/* Bits of a float. */
static ALWAYS uint32_t num_bits(float f)
{
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}

/* The float of these bits. */
static ALWAYS float num_float(uint32_t u)
{
    float f;
    memcpy(&f, &u, sizeof f);
    return f;
}

/* num_quantise of a row whose largest |x| is known. */
static ALWAYS float num_quantise_to(const float *restrict x, uint32_t n,
                                    float max, uint8_t *restrict q)
{
    float inv = max > 1e-30f ? 127.0f / max : 0.0f;
    for (uint32_t i = 0; i < n; i++)
        q[i] = (uint8_t)(num_bits(x[i] * inv + NUM_MAGIC) + NUM_ZERO);
    return max > 1e-30f ? max * (1.0f / 127.0f) : 0.0f;
}

/* The lesser of |x| and top, as integers: a compiler would make two cases of
 * a comparison of floats and compute both. */
static ALWAYS float num_abs_below(float x, float top)
{
    uint32_t b = num_bits(x) & 0x7fffffff, most = num_bits(top);
    return num_float(b < most ? b : most);
}

/* num_gelu of one value: x / 2 + |x| z g(z^2), z = |x| up to 4, where z g is
 * the normal distribution between 0 and z; own fit, within 8e-5 max(1, |x|). */
static ALWAYS float num_gelu1(float x)
{
    float z = num_abs_below(x, 4.0f);
    float u = z * z;
    float g = -1.301295515787615e-09f;
    g = __builtin_fmaf(g, u, 1.0419611840006837e-07f);
    g = __builtin_fmaf(g, u, -3.6571350392478053e-06f);
    g = __builtin_fmaf(g, u, 7.485508103854954e-05f);
    g = __builtin_fmaf(g, u, -0.0010064906673505902f);
    g = __builtin_fmaf(g, u, 0.009505399502813816f);
    g = __builtin_fmaf(g, u, -0.06588784605264664f);
    g = __builtin_fmaf(g, u, 0.3986733853816986f);
    float far = num_float(num_bits(x) & 0x7fffffff);
    return __builtin_fmaf(far * z, g, 0.5f * x);
}

#endif
