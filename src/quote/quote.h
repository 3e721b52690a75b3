/* quote.h - who said what: quotations and statements.
 * reads:   tok sent tag dep frame arg mention date
 * writes:  mark statement; list piece note
 * shape:   mark in order of text, none within another;
 *          statement [n_statement] by sentence, then place of cue or content
 * units:   bytes, rows
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(tokens + statements x statements of 50 sentences)
 * source:  docs/codebook.md, Statements; cue words in data/cues.tsv
 *
 * Frames are the network's; rules add what it cannot know: where a quotation
 * ends, whose a bare one is, and quotations beside a plain word of saying.
 */
#ifndef DM_QUOTE_H
#define DM_QUOTE_H

#include "base/work.h"
#include "doc/doc.h"

struct kb;

/* Fills d->mark and d->statement. Errors: E_NOMEM. */
enum rc quote_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e) MUST_USE;

#endif
