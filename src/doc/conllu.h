/* conllu.h - the parse of a document as CoNLL-U.
 * reads:   tok sent tag dep name            writes:  -
 * shape:   ten columns a word, an empty line behind each sentence
 * units:   words from 1 in a sentence
 * errors:  the buffer's                     threads: any
 * cost:    O(tokens)                        source:  CoNLL-U of UD v2
 *
 * Columns of layers that are not there are `_`. MISC has SpaceAfter=No and
 * names as Entity=B-PER. White space inside a word is printed as U+00A0.
 */
#ifndef DM_CONLLU_H
#define DM_CONLLU_H

#include "base/buf.h"
#include "doc/doc.h"

/* Appends the sentences of d (needs LAYER_TOK and LAYER_SENT) under
 * `# newdoc id`, each with `# sent_id` and `# text`. */
void doc_conllu(const struct doc *d, struct buf *out);

#endif
