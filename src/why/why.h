/* why.h - what decided the records of a sentence.
 * reads:   every table; pen of out           writes: a buffer
 * shape:   text for people                  units:   -
 * errors:  E_NOMEM, E_INPUT                 threads: any, one buffer each
 * cost:    O(text of the sentences)         source:  docs/codebook.md
 *
 * What it says is read from the tables that the stages have filled and looked
 * up in the data; nothing is judged a second time.
 */
#ifndef DM_WHY_H
#define DM_WHY_H

#include "out/out.h"

struct kb;

/* What is asked. */
struct why_ask {
    const char *record;  /* the id of a record; NULL: of any */
    int32_t sentence;    /* number of a sentence from 0; -1: any */
    const struct kb *kb; /* the data that decided */
    const char *stored;  /* the records of d as a ledger has them, lines of
                          * JSON, or NULL; `record` is one of them then */
    size_t n_stored;
};

/* Appends why sentences of d were coded as they were: evidence, the records,
 * what the network saw, which data and rules decided, and the parse; of a
 * record of a ledger first whether it comes out as it is stored. Of a record
 * of another document: nothing. Errors: E_NOMEM, E_INPUT (no such sentence or
 * record). */
enum rc why_print(const struct doc *d, const struct out_style *st,
                  const struct why_ask *ask, struct buf *b, struct err *e)
    MUST_USE;

#endif
