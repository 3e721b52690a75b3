/* place.h - phrases that name places, and where they are.
 * reads:   tok sent tag dep name frame      writes:  place
 * shape:   place [n_place], in order of text
 * units:   degrees north and east
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens log forms)
 * source:  data/cities.tsv (GeoNames), cities_own, regions, regions_iso,
 *          countries, capitals, place_words
 *
 * A row for every place argument, with what is said behind it of where it
 * is, and every name of a place. Precision is that of the finest part which
 * the lexicon knows, never finer than the words: "Kayseri Province" is no
 * town, "eastern Ukraine" not the whole; degrees come from the lexicon alone,
 * for the whole that an entry names. Of several places of one name the one in
 * a part or state that the phrase names is taken, then by inhabitants and the
 * states the document speaks of; the others are kept as rivals. Where another
 * state's is as likely, the row has no state.
 */
#ifndef DM_PLACE_H
#define DM_PLACE_H

#include "base/work.h"
#include "kb/kb.h"

/* Fills d->place. Errors: E_NOMEM. */
enum rc place_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e) MUST_USE;

#endif
