/* num_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   as said at each, row-major       units:   -
 * errors:  E_NOMEM, E_MODEL                 threads: a num_work is one thread's
 * cost:    -                                source:  -
 */
#ifndef DM_NUM_IN_H
#define DM_NUM_IN_H

#include "num/block.h"

#include <string.h>

#if defined(__has_feature)
#define NUM_FEATURE(x) __has_feature(x)
#else
#define NUM_FEATURE(x) 0
#endif

/* One body, compiled for several levels of x86-64 and chosen when the program
 * starts. Contraction and reassociation are off, so all give the same bytes.
 * Sanitizers do not bear the choosing, other C libraries have none, and
 * clang 14 cannot link it across files. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(NUM_PLAIN) \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) \
    && (!defined(__clang__) || __clang_major__ >= 17) \
    && !NUM_FEATURE(address_sanitizer) && !NUM_FEATURE(thread_sanitizer)
#define MANY __attribute__( \
    (target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MANY
#endif
#define ALWAYS inline __attribute__((always_inline))

/* Rounds to an integer by adding: 1.5 * 2^23. */
#define NUM_MAGIC 12582912.0f

/* A thread's kernels: scratch of fixed size and oneDNN's objects. */
struct num_work {
    uint8_t *x8;      /* [NUM_BLOCK][NUM_IN_MAX] */
    int32_t *acc;     /* [NUM_BLOCK][NUM_OUT_MAX] */
    float *scale;     /* [NUM_BLOCK] of the rows in x8 */
    struct num_attend_work *attend;
    struct num_prims *prims; /* num_dnnl.c's own */
};

/* The thread's kernels, made at first use. */
enum rc num_work_get(struct work *w, struct num_work **out, struct err *e)
    MUST_USE;

/* The product's definition: y[n][n_out] = x[n][n_in] w'. */
void ref_product(const struct num_linear *l, const uint8_t *x, uint32_t n,
                 int32_t *y);

/* oneDNN's copy of a layer's weights, and its end. */
enum rc dnnl_pack(struct num_linear *l, struct err *e) MUST_USE;
void dnnl_unpack(struct num_pack *p);

/* ref_product by oneDNN; rows up to the next multiple of 16 are touched. */
enum rc dnnl_product(struct num_work *nw, const struct num_linear *l,
                     const uint8_t *x, uint32_t n, int32_t *y, struct err *e)
    MUST_USE;

/* Gives a thread's oneDNN objects back. */
void dnnl_close(struct num_work *nw);

/* Levels of the small products of attention. */
enum small { SMALL_REF, SMALL_AVX2, SMALL_VNNI };

/* The best level of this machine and of oneDNN's settings. */
enum small small_level(void);

/* The best level that oneDNN is allowed to use. */
enum small dnnl_small_level(void);

/* A small product over packed columns: b holds byte k % 4 of column j at
 * b[(k / 4) * width + j][k % 4]. */
struct small_product {
    const uint8_t *a;  /* [rows][k4 * 4], rows `a_step` bytes apart */
    const int8_t *b;   /* [k4][width][4] */
    int32_t *c;        /* [rows][width], rows `c_step` apart */
    uint32_t a_step, c_step, k4, width; /* width: a multiple of 32 */
};

/* c = a b for `rows` rows, a multiple of SMALL_ROWS. */
enum { SMALL_ROWS = 8 };
void small_ref(const struct small_product *s, uint32_t rows);
void small_avx2(const struct small_product *s, uint32_t rows);
void small_vnni(const struct small_product *s, uint32_t rows);

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

/* num_gelu of one value. */
static ALWAYS float num_gelu1(float x)
{
    /* Normal distribution minus 1/2 as x * g(x^2), |x| <= 4; own fit, worst
     * |x| * error 8e-6. Beyond 4 the value at 4 stands: 1 - 3e-5. */
    float z = x > -4.0f ? x : -4.0f;
    z = z < 4.0f ? z : 4.0f;
    float u = z * z;
    float g = 6.740397823223887e-11f;
    g = __builtin_fmaf(g, u, -6.066908753155076e-09f);
    g = __builtin_fmaf(g, u, 2.440845889850607e-07f);
    g = __builtin_fmaf(g, u, -5.860601049789693e-06f);
    g = __builtin_fmaf(g, u, 9.494026016909629e-05f);
    g = __builtin_fmaf(g, u, -0.0011128560872748494f);
    g = __builtin_fmaf(g, u, 0.009815800935029984f);
    g = __builtin_fmaf(g, u, -0.06632363051176071f);
    g = __builtin_fmaf(g, u, 0.3988810181617737f);
    return x * __builtin_fmaf(g, z, 0.5f);
}

#endif
