/* index.h - what is derived of a report: what its records are found by, and
 * the tables that hold what reports say together.
 * reads:   a report in memory               writes:  the tables of derived.sql
 * shape:   schema.sql, derived.sql          units:   days since 1970-01-01
 * errors:  as store.h                       threads: one a store
 * cost:    a few look-ups a record; story.c: reading a few reports
 * source:  -
 *
 * All of it holds for the set of current reports, in whatever order they came,
 * and a ledger of an older version has it filled when it is brought to this
 * one.
 */
#ifndef DM_STORE_INDEX_H
#define DM_STORE_INDEX_H

#include "store/store_in.h"

/* A key that a record has. */
struct store_want {
    enum store_space space;
    unsigned side;
    const char *word, *shown, *code; /* shown, code: NULL or of a name */
};

/* The keys of a record and the words it is searched by. */
struct store_wants {
    struct store *s;
    const struct store_doc *d;
    struct json_value sentences;      /* of the document */
    TABLE(struct store_want) want;    /* in s->mem */
    TABLE(struct json_value) speaker; /* of statement 1, 2, ... */
    struct buf words;
    bool fail;                        /* memory was out */
};

/* Begins with a report; s->pack has its columns. Gives no memory of s->mem
 * back; wants_free for the rest. */
void store_wants_begin(struct store_wants *w, struct store *s,
                       const struct store_doc *d);

/* Finds the keys and words of record i (not 0, the document's own). */
void store_wants_of(struct store_wants *w, uint32_t i);

/* Adds a key; one that is there gets the side too. */
void store_want(struct store_wants *w, const struct store_want *t);

/* Gives memory back. */
void store_wants_free(struct store_wants *w);

/* Enters a report's records into found, side and key (`add`), or takes
 * them out. */
enum rc store_index(struct store *s, const struct store_doc *d, bool add,
                    struct err *e) MUST_USE;

/* Fills what is derived of a report beyond that (`add`), once its rows and
 * its index are in, or takes it out again, while they are. */
enum rc store_derive(struct store *s, const struct store_doc *d, bool add,
                     struct err *e) MUST_USE;

/* The part of that which is in the tables act and condition. */
enum rc store_acts(struct store *s, const struct store_doc *d, bool add,
                   struct err *e) MUST_USE;

/* Finds the story of a report (`add`), or takes it out of that; s->pack stays
 * that of the report. */
enum rc store_stories(struct store *s, const struct store_doc *d, bool add,
                      struct err *e) MUST_USE;

/* store_index and store_derive for each current report of a ledger of which
 * nothing is derived. */
enum rc store_refill(struct store *s, struct err *e) MUST_USE;

#endif
