/* sent.h - where sentences begin.
 * reads:   tok logit                        writes:  sent sent_of
 * shape:   sent [n_sent] covers all tokens in order; sent_of [n_tok]
 * units:   token rows
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens)                        source:  the network's word head;
 *                                                    guidelines of UD English
 */
#ifndef DM_SENT_H
#define DM_SENT_H

#include "doc/doc.h"
#include "net/net.h"

/* A sentence has at most this many tokens: the tree is found in its square. */
enum { SENT_MAX = 400 };

/* Fills d->sent and d->sent_of. Errors: E_NOMEM. */
enum rc sent_run(const struct net *k, struct work *w, struct doc *d,
                 struct err *e) MUST_USE;

#endif
