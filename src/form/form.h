/* form.h - records as the formats of others: PLOVER, ICEWS, GDELT and so on.
 * reads:   records as JSON Lines, a document's own first
 * writes:  a buffer: lines of the format
 * shape:   docs/formats.md                  units:   -
 * errors:  E_NOMEM                          threads: one at a time
 * cost:    O(bytes); memory: the longest document, with one_a_day also some
 *          bytes a row, for Phoenix and PETRARCH all rows
 * source:  the data's own manuals; data/form_countries.tsv and others
 *
 * Rows follow from the records alone: the same input gives the same bytes.
 */
#ifndef DM_FORM_H
#define DM_FORM_H

#include "kb/kb.h"
#include "base/buf.h"

/* The formats. */
enum form_kind {
    FORM_PLOVER, FORM_POLECAT, FORM_ICEWS, FORM_PHOENIX, FORM_PETRARCH,
    FORM_GDELT, FORM_GDELT_MENTIONS, FORM_DNA, N_FORM
};

/* Their names. */
extern const char *const form_name[N_FORM];

/* Why a record or a row is left out. */
enum form_lost {
    LOST_NEGATED, LOST_FUTURE, LOST_HYPOTHETICAL, LOST_HISTORICAL, LOST_CODE,
    LOST_SIDE, LOST_SAME, LOST_CONDITION, LOST_STATEMENT, LOST_EVENT,
    LOST_POSITION, LOST_SHIFT, N_LOST
};

/* Numbers seen before and the row of each: open addressing, 0 is no number. */
struct form_seen {
    struct form_key {
        uint64_t hash;
        size_t row;
    } *at;
    size_t cap, n;
};

/* Columns at a row's end that get the values of rows that are the same. */
enum { FORM_JOINED = 3 };

/* A row that waits for others like it. */
struct form_held {
    struct buf row;               /* its other columns */
    struct buf list[FORM_JOINED]; /* values joined by ";" */
};

/* A writer. */
struct form_to {
    const struct kb *kb;
    enum form_kind kind;
    bool one_a_day;      /* each (day, source, target, code) once */
    struct buf doc;      /* the document's record */
    struct buf field;    /* the value at work */
    struct form_seen seen;
    struct form_held *held; /* [cap_held], the first n_held are in use */
    size_t n_held, cap_held;
    bool begun;          /* the line of names is out */
    uint64_t rows, from; /* written, and of so many records */
    uint64_t lost[N_LOST];
};

/* Takes a record, a line of JSON, and appends what becomes of it. Errors:
 * E_NOMEM. */
enum rc form_line(struct form_to *f, const char *line, size_t n, struct buf *b,
                  struct err *e) MUST_USE;

/* Appends what is still to come: the line of names when no record has brought
 * it, rows that waited. */
void form_end(struct form_to *f, struct buf *b);

/* Appends what was written and what was left out, for people, without a line
 * feed. */
void form_told(const struct form_to *f, struct buf *b);

/* Gives the memory of a writer back. */
void form_close(struct form_to *f);

#endif
