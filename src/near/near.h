/* near.h - is one text a copy of another: a wire report in two papers.
 * reads:   two texts                        writes:  -
 * shape:   a text as its set of runs of NEAR_WORDS words, and a few hashes of
 *          that set that texts which share much are likely to share
 * units:   words, folded as names are (kb_fold): letter case, accents, marks
 *          and the shape of quotation marks make no difference
 * errors:  E_NOMEM                          threads: any
 * cost:    O(words log words) a text; O(words) a comparison
 * source:  Broder 1997, "On the resemblance and containment of documents";
 *          Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4;
 *          the limits: docs/ledger.md
 *
 * A copy is a text most of whose runs stand in the other one, which is not
 * much longer, or which begins with it: its end was cut.
 */
#ifndef DM_NEAR_NEAR_H
#define DM_NEAR_NEAR_H

#include "base/base.h"

/* What counts as a copy, and what is kept to find it. */
enum {
    NEAR_WORDS = 4,      /* in a run */
    NEAR_LEAST = 30,     /* runs of a text; a shorter one is a copy of none */
    NEAR_N_BAND = 16,    /* hashes of a text */
    NEAR_LEAD = 60,      /* runs of its beginning that the last 4 are of */
    NEAR_INSIDE = 75,    /* per cent of the shorter one's runs in the other */
    NEAR_ALIKE = 25      /* per cent of all runs that both have */
};

/* What is kept of a text to compare it. */
struct near_sketch {
    uint64_t *run;               /* [n_run] a hash and, in the low 24 bits,
                                  * where it stands first; ascending */
    uint32_t n_run;
    uint32_t band[NEAR_N_BAND];  /* when there are NEAR_LEAST runs */
};

/* How much two texts share. */
struct near_share {
    uint32_t less, all; /* runs of the shorter one; of one or the other */
    uint32_t both;      /* runs of both */
    uint32_t head;      /* of these, those that stand in the longer one not
                         * behind its first 2 * less */
};

/* Makes the sketch of a text, in mem. Errors: E_NOMEM. */
enum rc near_make(struct arena *mem, const char *text, size_t n,
                  struct near_sketch *to, struct err *e) MUST_USE;

/* Counts the runs that two texts share. */
struct near_share near_count(const struct near_sketch *a,
                             const struct near_sketch *b);

/* True when one is a copy of the other. */
bool near_copy(const struct near_sketch *a, const struct near_sketch *b);

/* A hash of bytes that continues `from`; the same on every machine. */
uint64_t near_hash(uint64_t from, const char *s, size_t n);

#endif
