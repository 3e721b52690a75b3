/* sketch.h - a document drawn by hand, so that a stage can be tested alone.
 * reads:   -                                writes:  tok sent tag dep
 * shape:   -                                units:   token rows from 1
 * errors:  E_INPUT, E_NOMEM                 threads: one
 * cost:    O(tokens)                        source:  CoNLL-U, five columns
 */
#ifndef DM_SKETCH_H
#define DM_SKETCH_H

#include "doc/doc.h"

/* Opens d over a text made of the forms, one blank between them, and fills
 * tok, sent, tag and dep. A line is `form lemma UPOS head rel`, blanks between;
 * heads count from 1 inside the sentence, 0 is the root; an empty line ends a
 * sentence. `date` is the document's, or "". The text lives in d's arena. */
enum rc sketch_open(struct doc *d, const char *date, const char *lines)
    MUST_USE;

/* Appends a name over tokens [beg, end) of the document. */
bool sketch_name(struct doc *d, uint32_t beg, uint32_t end,
                 enum name_type type);

#endif
