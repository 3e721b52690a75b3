/* frame.h - what is told: events, statements, positions and shifts.
 * reads:   tok window enc logit sent tag dep name
 * writes:  frame arg
 * shape:   frame [n_frame] by anchor, then type; its arguments are
 *          arg[arg.beg .. arg.end), by place
 * units:   token rows, probabilities
 * errors:  E_NOMEM, E_MODEL                 threads: kit shared, work one's
 * cost:    O(candidates x words of a window)
 * source:  the network's frame head (MODEL.md); annotation codebook 2, 3, 5
 *
 * Two rounds: the word head proposes anchors and classes; the frame head
 * finds the words around each and judges the class again. What remains is
 * cleaned with the tree: phrases for parties and places, clauses for contents
 * and terms.
 */
#ifndef DM_FRAME_H
#define DM_FRAME_H

#include "doc/doc.h"
#include "net/net.h"

/* Fills d->frame and d->arg. Errors: E_NOMEM, E_MODEL. */
enum rc frame_run(const struct net *k, struct work *w, struct doc *d,
                  struct err *e) MUST_USE;

#endif
