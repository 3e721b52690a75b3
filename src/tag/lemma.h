/* lemma.h - the dictionary form of a word.
 * reads:   a word, its part of speech       writes:  its lemma
 * shape:   one word                         units:   bytes
 * errors:  -                                threads: any
 * cost:    O(len)                           source:  data/lemma.tsv,
 *                                                    data/lemma_endings.tsv
 *
 * As UD English does it: him is he, n't is not, 's is be, have or 's by its
 * part of speech. In small letters; names and Roman numbers keep theirs.
 */
#ifndef DM_LEMMA_H
#define DM_LEMMA_H

#include <stdint.h>

/* Writes the lemma of word[0 .. len), an enum upos, to out, which has room
 * for 2 * len + 8 bytes, and returns its length; no NUL is written. */
uint32_t lemma_make(const char *word, uint32_t len, uint8_t upos, char *out);

#endif
