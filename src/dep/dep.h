/* dep.h - who depends on whom: one tree a sentence.
 * reads:   tok enc sent                     writes:  dep
 * shape:   dep [n_tok]                      units:   token rows
 * errors:  E_NOMEM, E_MODEL                 threads: kit shared, work one's
 * cost:    O(sum of squares of sentence lengths)
 * source:  biaffine scores after Dozat & Manning 2017; tree.h; Universal
 *          Dependencies v2, relations without subtypes
 */
#ifndef DM_DEP_H
#define DM_DEP_H

#include "doc/doc.h"
#include "net/net.h"

/* Fills d->dep. Errors: E_NOMEM, E_MODEL. */
enum rc dep_run(const struct net *k, struct work *w, struct doc *d,
                struct err *e) MUST_USE;

#endif
