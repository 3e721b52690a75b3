/* block.h - what a transformer layer does between its products.
 * reads:   sums of products                 writes:  activations, quantised
 * shape:   n rows of NUM_WIDTH = NUM_HEADS * NUM_DEPTH, row-major
 * units:   u8 with zero point NUM_ZERO and a scale a row; s8 without
 * errors:  -                                threads: one
 * cost:    O(n * width), attention O(n^2 * width)
 * source:  Vaswani et al. 2017; Devlin et al. 2019 (layer norm after)
 *
 * Each function takes the sums of up to NUM_BLOCK rows while they are in the
 * cache and leaves the next product's input: scales, bias, function, norm and
 * quantisation in one pass.
 */
#ifndef DM_NUM_BLOCK_H
#define DM_NUM_BLOCK_H

#include "num/num.h"

/* Sizes. */
enum {
    NUM_HEADS = 12,
    NUM_DEPTH = 32,   /* width of a head */
    NUM_WIDTH = NUM_HEADS * NUM_DEPTH,
    NUM_WIDE = 1536,  /* inside of the feed-forward part */
    NUM_WINDOW = 256, /* most rows of a window */
    NUM_SLACK = 16    /* rows behind the last that attention may read */
};

/* Rows quantised for a product. */
struct num_rows {
    uint8_t *q;  /* [n][width] */
    float *s;    /* [n] */
};

/* Queries, keys and values. */
struct num_qkv {
    uint8_t *q;  /* [n][NUM_WIDTH], zero point NUM_ZERO */
    float *qs;   /* [n][NUM_HEADS] */
    int8_t *k;   /* [n][NUM_WIDTH], |k| <= NUM_W_MAX */
    float *ks;   /* [n][NUM_HEADS], in steps of log2 */
    float *v;    /* [n][NUM_WIDTH] */
    uint32_t n, m; /* keys; queries, the first m rows of q */
};

/* Sums acc[n][3 * NUM_WIDTH] of layer l over rows with scales xs[n] to
 * queries, keys and values. */
void num_split(const struct num_linear *l, const int32_t *acc,
               const float *xs, uint32_t n, const struct num_qkv *to);

/* Attention inside one window, n <= NUM_WINDOW: m rows of NUM_WIDTH. */
enum rc num_attend(struct work *w, enum num_kernel k, const struct num_qkv *a,
                   const struct num_rows *to, struct err *e) MUST_USE;

/* x = norm(x + acc s + b), and x quantised to q; x[n][NUM_WIDTH]. */
struct num_add {
    const struct num_linear *l;
    const float *gain, *bias; /* [NUM_WIDTH] */
};
void num_add_norm(const struct num_add *o, const int32_t *acc,
                  const float *xs, uint32_t n, float *x,
                  const struct num_rows *to);

/* gelu(acc s + b) quantised; acc[n][NUM_WIDE]. */
void num_gelu_rows(const struct num_linear *l, const int32_t *acc,
                   const float *xs, uint32_t n, const struct num_rows *to);

/* y = act(acc s + b), [n][l->n_out]. */
void num_scale(const struct num_linear *l, const int32_t *acc,
               const float *xs, uint32_t n, float *y);

#endif
