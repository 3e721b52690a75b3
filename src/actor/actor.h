/* actor.h - mentions to actors: country, group, sector, office, name.
 * reads:   tok sent tag dep name ref        writes:  entity
 * shape:   entity [n_mention]               units:   rows
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens log forms + mentions)
 * source:  docs/codebook.md; names and roles in data/
 *
 * A phrase is read in this order: its own names and roles (lexicon, role),
 * what it belongs to in the phrase and beside it, the chain it takes up
 * (coreference), the one state its sentence speaks of (nominal).
 */
#ifndef DM_ACTOR_H
#define DM_ACTOR_H

#include "base/work.h"
#include "kb/kb.h"

/* Fills d->entity, one row a mention. Errors: E_NOMEM. */
enum rc actor_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e) MUST_USE;

#endif
