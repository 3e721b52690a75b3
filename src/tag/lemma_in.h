/* lemma_in.h - the tables that tools/gen_lemma.py writes from data/.
 * reads:   -                                writes:  -
 * shape:   sorted by form and upos; by      units:   bytes
 *          text; the longest first
 * errors:  -                                threads: constant
 * cost:    -                                source:  data/lemma.tsv,
 *                              data/lemma_endings.tsv, data/tag_forms.tsv
 */
#ifndef DM_LEMMA_IN_H
#define DM_LEMMA_IN_H

#include <stdint.h>

/* A form whose lemma no rule gives. */
struct lemma_form {
    const char *form, *lemma;
    uint8_t upos; /* enum upos */
};

/* What completes a stem with that ending; '^' is the start of the word. */
struct lemma_ending {
    const char *text;
    char what; /* 'e': add it, 'u': drop a letter, '-': nothing */
};

/* The parts of speech (set of 1 << enum upos) of words with an ending, or with
 * '^' of one word. */
struct tag_form {
    const char *text;
    uint32_t upos;
};

/* Bytes of the longest ending. */
enum { LEMMA_ENDING_MAX = 16 };

/* The forms and the endings with their numbers. */
extern const struct lemma_form lemma_forms[];
extern const uint32_t lemma_n_forms;
extern const struct lemma_ending lemma_endings[];
extern const uint32_t lemma_n_endings;
extern const struct tag_form tag_forms[];
extern const uint32_t tag_n_forms;

#endif
