/* quote_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   -                                units:   bytes, token rows
 * errors:  E_NOMEM                          threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_QUOTE_IN_H
#define DM_QUOTE_IN_H

#include "link/link.h"
#include "quote/quote.h"

/* The stage at work on one document. */
struct quote {
    const struct kb *kb;
    struct work *w;
    struct doc *d;
    struct err *e;
};

/* Pairs quotation marks into d->mark. */
enum rc quote_marks(struct quote *q) MUST_USE;

/* A stretch of content as the codebook wants it: without "that", commas at
 * its ends, with the marks of a quotation that it fills. `cue` is a token
 * outside the content, or NONE. Empty when nothing is left. */
struct span quote_piece(const struct doc *d, struct run r, uint32_t cue);

/* The quotation around byte `at`, a row of d->mark, or NONE. */
uint32_t quote_mark_at(const struct doc *d, uint32_t at);

/* Form of a content, by the share of its words in quotation marks. */
enum form quote_form(const struct doc *d, struct rows content);

/* Adds the statements that no frame gives: quotations beside a word of
 * saying, or that go on. */
enum rc quote_rules(struct quote *q) MUST_USE;

/* Appends a statement; contents are the list begun last. */
enum rc quote_put(struct quote *q, struct statement *s, const char *rule)
    MUST_USE;

/* Appends a note about a span. */
enum rc quote_note(struct quote *q, struct span at, const char *reason)
    MUST_USE;

#endif
