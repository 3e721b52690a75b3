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

#include "shift/pick.h"
#include "shift/shift_line.h"
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

/* The part in the tables stand and turn, and the shifts between reports. */
enum rc store_turns(struct store *s, const struct store_doc *d, bool add,
                    struct err *e) MUST_USE;

/* store_index and store_derive for each current report of a ledger of which
 * nothing is derived. */
enum rc store_refill(struct store *s, struct err *e) MUST_USE;

/* Shifts kept of a position, the surest. */
enum { STAND_SHIFTS = 3 };

/* A shift in turn: told in a report, or found between reports. */
struct known {
    int64_t record, basis, earlier, own;
    char kind[24];
};

/* A report on its way in or out. */
struct turner {
    struct store *s;
    const struct store_doc *d;
    struct json_value sentences;
    struct arena mem;                 /* of one position looked at */
    TABLE(struct shift_row) own;          /* in s->mem, as all below */
    TABLE(int64_t) redo;              /* positions to look at, ascending */
    struct buf b;
};

/* What is found of one position; in turner.mem. */
struct look {
    struct shift_look l;
    TABLE(struct known) known;      /* shifts to it in turn */
    TABLE(struct shift_pair) pair;
};

/* Appends the lines of position i of the report to x->own. */
enum rc stand_read(struct turner *x, uint32_t i, struct err *e) MUST_USE;

/* Puts a row of x->own in, or takes it out. */
enum rc stand_put(struct turner *x, const struct shift_row *b, struct err *e)
    MUST_USE;
enum rc stand_cut(struct turner *x, const struct shift_row *b, struct err *e)
    MUST_USE;

/* Reads a position's rows, what stands before it, the shifts to it. */
enum rc stand_look(struct turner *x, int64_t record, struct look *k,
                   struct err *e) MUST_USE;

/* Reads what stands before and behind a stand on its line. */
enum rc stand_around(struct turner *x, const struct shift_row *b,
                     struct look *before, struct look *after, struct err *e)
    MUST_USE;

/* Fills k->pair, unless the report itself tells a shift. */
enum rc stand_pairs(struct turner *x, struct look *k, struct err *e) MUST_USE;

/* Reads what a position says; false: there is none. */
enum rc stand_said(struct turner *x, int64_t record, struct shift_stand *to,
                   bool *found, struct err *e) MUST_USE;

/* A stand's sentence, and the text of its report. */
enum rc stand_passage(struct turner *x, const struct shift_row *b,
                      struct shift_passage *p, struct shift_text *text,
                      struct err *e) MUST_USE;

/* The id of the record of a shift, in x->mem. */
enum rc stand_shift_id(struct turner *x, const struct shift_row *b,
                       const struct shift_row *a, const char **id,
                       struct err *e)
    MUST_USE;

#endif
