/* stance.h - on what terms each side will engage, and where its voices differ.
 * reads:   tok sent tag dep frame arg mention entity date statement event
 * writes:  position term shift; list piece
 * shape:   position [n_position] by sentence, then trigger; its terms are
 *          term[term.beg .. term.end); shift [n_shift] by sentence
 * units:   rows, days                       errors:  E_NOMEM
 * threads: kit shared, work one's
 * cost:    O(frames x words of a sentence + shifts x positions)
 * source:  docs/codebook.md, Positions and Shifts; data/connectives.tsv,
 *          data/engagements.tsv
 */
#ifndef DM_STANCE_H
#define DM_STANCE_H

#include "base/work.h"
#include "doc/doc.h"

struct kb;

/* Fills d->position, d->term and d->shift. Errors: E_NOMEM. */
enum rc stance_run(const struct kb *kb, struct work *w, struct doc *d,
                   struct err *e) MUST_USE;

#endif
