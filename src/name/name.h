/* name.h - proper names of people, places and bodies.
 * reads:   tok logit sent                   writes:  name
 * shape:   name [n_name], in order, no two overlap, inside one sentence
 * units:   token rows; p: mean probability of the words' labels
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens)                        source:  the network's word head;
 *                                                    Viterbi 1967
 */
#ifndef DM_NAME_H
#define DM_NAME_H

#include "doc/doc.h"
#include "net/net.h"

/* Fills d->name. Errors: E_NOMEM. */
enum rc name_run(const struct net *k, struct work *w, struct doc *d,
                 struct err *e) MUST_USE;

#endif
