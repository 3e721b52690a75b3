/* num.h - arithmetic on plain arrays: int8 products and float rows.
 * reads:   arrays                           writes:  arrays
 * shape:   as said at each, row-major       units:   -
 * errors:  E_NOMEM, E_MODEL (oneDNN refuses a primitive)
 * threads: weights shared and constant; struct work is one thread's
 * cost:    the products: 2 * n * n_in * n_out operations, int8
 * source:  num_ref.c is the definition of every product; num_dnnl.c and
 *          num_x86.c give the same bits, since integers do not round
 *
 * Laws: (1) a product is u8 * s8 summed in s32, exact: no sum of two products
 * passes 255 * 63 * 2 < 32768, so no machine saturates; (2) every row of
 * activations is quantised alone, so results do not depend on what else is in
 * a batch; (3) floats are summed in one fixed order (16 lanes, then a tree),
 * never contracted or reassociated: the same bytes on every machine.
 */
#ifndef DM_NUM_H
#define DM_NUM_H

#include "base/work.h"

/* Sizes. */
enum {
    NUM_ZERO = 128,     /* zero point of u8 activations */
    NUM_W_MAX = 63,     /* largest |weight| */
    NUM_BLOCK = 64,     /* rows of a product taken at once */
    NUM_IN_MAX = 4096,  /* widest input of a linear layer */
    NUM_OUT_MAX = 4096  /* widest output of a linear layer */
};

/* Who multiplies. */
enum num_kernel { NUM_REF, NUM_DNNL };

/* A linear layer: y = x w' + b, quantised; borrows the model's bytes. */
struct num_linear {
    uint32_t n_out, n_in;
    const int8_t *w;      /* [n_out][n_in], |w| <= NUM_W_MAX */
    const float *s;       /* [n_out], value of one step of w */
    const float *b;       /* [n_out], NULL: zeros */
    const float *f;       /* [n_out][n_in] before rounding; NULL: not known */
    int32_t *zero;        /* [n_out], NUM_ZERO * sum of a row of w */
    struct num_pack *pack; /* oneDNN's copy of w; NULL: the reference */
};

/* Fills zero and pack from n_out, n_in, w: once, before threads share it. */
enum rc num_linear_open(struct num_linear *l, enum num_kernel k,
                        struct err *e) MUST_USE;

/* Gives zero and pack back. */
void num_linear_close(struct num_linear *l);

/* y[n][n_out] = x[n][n_in] w' + b: quantises each row, multiplies, puts
 * scales and bias back. Scratch is the thread's own, of fixed size. With l->f
 * nothing is rounded: num_wide does it. */
enum rc num_linear(struct work *w, const struct num_linear *l, const float *x,
                   uint32_t n, float *y, struct err *e) MUST_USE;

/* num_linear in floats, with l->f: what rounding is measured against. */
void num_wide(const struct num_linear *l, const float *x, uint32_t n,
              float *y);

/* y[n][n_out] = sum over i of x[n][n_in] * w, exact; n <= NUM_BLOCK. x has
 * room for NUM_BLOCK rows and y too: rows behind the n-th may be touched. */
enum rc num_product(struct work *w, const struct num_linear *l,
                    const uint8_t *x, uint32_t n, int32_t *y, struct err *e)
    MUST_USE;

/* Gives back what a thread's kernels hold (w->num); harmless when nothing. */
void num_close(struct work *w);

/* q = round to even(x / s) + NUM_ZERO with s = max |x| / 127, for one row of n
 * values; gives back s (0 for a row of zeros). */
float num_quantise(const float *x, uint32_t n, uint8_t *q);

/* In place, elementwise. GELU is x * (1 + erf(x / sqrt 2)) / 2. */
void num_relu(float *x, size_t n);
void num_gelu(float *x, size_t n);
void num_sigmoid(float *x, size_t n);

/* In place: x = exp(x - max) / sum. One row of n values. */
void num_softmax(float *x, uint32_t n);

/* Sum of a[i] * b[i]. */
float num_dot(const float *a, const float *b, uint32_t n);

/* Sum of x[i]. */
float num_sum(const float *x, uint32_t n);

/* y += a * x, elementwise. */
void num_axpy(float *y, float a, const float *x, uint32_t n);

/* In place: (x - mean) / sqrt(variance + 1e-12) * gain + bias, one row. */
void num_norm(float *x, const float *gain, const float *bias, uint32_t n);

/* e^x within 2e-7 of its value; x in -87 .. 88, else the value there. */
float num_exp(float x);

/* ln x for x > 0, within 2e-7. */
float num_log(float x);

#endif
