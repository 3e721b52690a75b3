/* tag.h - parts of speech and lemmas.
 * reads:   tok logit                        writes:  tag
 * shape:   tag [n_tok]                      units:   probabilities
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens)                        source:  the network's word head;
 *                                                    lemma.h
 */
#ifndef DM_TAG_H
#define DM_TAG_H

#include "doc/doc.h"
#include "net/net.h"

/* Fills d->tag. Errors: E_NOMEM. */
enum rc tag_run(const struct net *k, struct work *w, struct doc *d,
                struct err *e) MUST_USE;

#endif
