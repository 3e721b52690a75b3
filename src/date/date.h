/* date.h - words like "last Tuesday" to days.
 * reads:   tok sent tag dep frame; doc.day  writes:  date
 * shape:   date [n_date], in order of text, runs do not overlap
 * units:   days since 1970-01-01 UTC, both ends inclusive
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens)
 * source:  ISO 8601 for values, TIMEX3 (ISO 24617-1) for what it lacks;
 *          words in data/date_words.tsv, feasts and ages of history in
 *          data/date_names.tsv; weekdays by the custom of news agencies: the
 *          last one up to the day of the report, the next one in a clause
 *          that tells of the future
 */
#ifndef DM_DATE_H
#define DM_DATE_H

#include "base/work.h"
#include "doc/doc.h"

struct kb;

/* Fills d->date. A document without a day resolves only what needs none.
 * Errors: E_NOMEM. */
enum rc date_run(const struct kb *kb, struct work *w, struct doc *d,
                 struct err *e) MUST_USE;

#endif
