/* num_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   as said at each, row-major       units:   -
 * errors:  E_NOMEM, E_MODEL                 threads: a num_work is one thread's
 * cost:    -                                source:  -
 */
#ifndef DM_NUM_IN_H
#define DM_NUM_IN_H

#include "num/block.h"
#include "num/row_in.h"

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
 * b[(k / 4) * width + j][k % 4]; every row of c begins as `first`. */
struct small_product {
    const int32_t *first; /* [width] */
    const uint8_t *a;  /* [rows][k4 * 4], rows `a_step` bytes apart */
    const int8_t *b;   /* [k4][width][4] */
    int32_t *c;        /* [rows][width], rows `c_step` apart */
    uint32_t a_step, c_step, k4, width; /* width: a multiple of 32 */
};

/* c = first + a b for so many rows, a multiple of SMALL_ROWS. */
enum { SMALL_ROWS = 8 };
void small_ref(const struct small_product *s, uint32_t rows);
void small_avx2(const struct small_product *s, uint32_t rows);
void small_vnni(const struct small_product *s, uint32_t rows);

#endif
