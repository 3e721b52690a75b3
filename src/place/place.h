/* place.h - phrases that name places, and where they are.
 * reads:   tok sent tag dep name frame      writes:  place
 * shape:   place [n_place], in order of text
 * units:   degrees north and east
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens log forms)
 * source:  data/cities.tsv (GeoNames), regions, countries, place_words
 *
 * A row for every place argument and every name of a place. Precision is
 * that of the finest part which the lexicon knows, never finer than the
 * words; degrees come from the lexicon alone. Of several towns of one name
 * the one in a country that the phrase or the document names is taken, then
 * the largest.
 */
#ifndef DM_PLACE_H
#define DM_PLACE_H

#include "base/work.h"
#include "kb/kb.h"

/* Fills d->place. Errors: E_NOMEM. */
enum rc place_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e) MUST_USE;

#endif
