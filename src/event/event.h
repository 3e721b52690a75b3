/* event.h - who did what to whom.
 * reads:   tok sent tag dep frame arg mention entity date place statement
 * writes:  event; list note
 * shape:   event [n_event] by sentence, then trigger
 * units:   rows, days                       errors:  E_NOMEM
 * threads: kit shared, work one's
 * cost:    O(frames x (words of a sentence + statements nearby))
 * source:  PLOVER 2.0 (categories, modes, quads, scores); CAMEO codes by
 *          data/event_codes.tsv; ICEWS scores in data/goldstein.tsv;
 *          data/event_veto.tsv
 */
#ifndef DM_EVENT_H
#define DM_EVENT_H

#include "base/work.h"
#include "doc/doc.h"

struct kb;

/* Fills d->event. Errors: E_NOMEM. */
enum rc event_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e) MUST_USE;

/* Writes the line of data that gave an event its CAMEO code, as
 * "event_codes.tsv:7"; "" when none did. */
void event_code_at(const struct kb *kb, const struct doc *d,
                   const struct event *v, char *out, size_t cap);

/* What the grammar says of the factuality of trigger t: FACT_ bits. */
uint8_t event_fact(const struct kb *kb, const struct doc *d, uint32_t t);

#endif
