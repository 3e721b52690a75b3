/* punct.h - marks go where Universal Dependencies put them.
 * reads:   tok dep                          writes:  dep
 * shape:   -                                units:   token rows
 * errors:  -                                threads: one document's
 * cost:    O(marks * words) a sentence
 * source:  Universal Dependencies v2, guidelines on punct
 */
#ifndef DM_PUNCT_H
#define DM_PUNCT_H

#include "doc/doc.h"

/* In sentence s: the stop at its end hangs from the root, the marks of a pair
 * from the one word that the rest of what they enclose stands under. Only
 * marks that nothing hangs from move, so a tree stays a tree. */
void dep_punct(struct doc *d, struct run s);

#endif
