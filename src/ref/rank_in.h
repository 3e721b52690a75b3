/* rank_in.h - features of a pair of mentions and the weights that score them.
 * reads:   -                                writes:  -
 * shape:   ref_weight [REF_N_FEAT][REF_HIDDEN], row-major
 * units:   weights in 1/512, out of the hidden units in 1/128, straight to the
 *          score in 1/65536 logits
 * errors:  -                                threads: constant
 * cost:    O(features x REF_HIDDEN) a pair
 * source:  model/ref.tsv, trained by train/ref.py on OntoGUM
 */
#ifndef DM_RANK_IN_H
#define DM_RANK_IN_H

#include "ref/ref_in.h"

/* Features written at most, features there are, units of the network. */
enum { REF_MAX_FEAT = 64, REF_N_FEAT = 308, REF_HIDDEN = 32 };

/* Of each feature its weights into the hidden units. */
extern const int16_t ref_weight[REF_N_FEAT][REF_HIDDEN];

/* Of each feature its weight straight to the score. */
extern const int32_t ref_straight[REF_N_FEAT];

/* The weights out of the hidden units. */
extern const int16_t ref_out[REF_HIDDEN];

/* What the mentions before m hold for it. */
struct before {
    uint32_t cand[64], n; /* those that may be its antecedent, nearest first */
    uint32_t seen; /* 0 none of its words, 1 its head, 2 all, 3 its name */
};

/* Writes the features of the pair (m, a); returns how many, at most
 * REF_MAX_FEAT. */
uint32_t ref_features(const struct ref *r, uint32_t m, uint32_t a,
                      uint16_t *feat);

/* Writes the features of m alone. */
uint32_t ref_features_alone(const struct ref *r, uint32_t m,
                            const struct before *b, uint16_t *feat);

/* The score of a set of features, in units of 1 / 65536. */
int64_t ref_score(const uint16_t *feat, uint32_t n);

#endif
