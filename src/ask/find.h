/* find.h - what is asked of a ledger: records by actor, label, day and words.
 * reads:   tag, key, words, texts, record   writes:  -
 * shape:   schema.sql                       units:   days since 1970-01-01
 * errors:  as store.h                       threads: one a store
 * cost:    an index look-up a record found  source:  sqlite.org: FTS5
 *
 * A query is a list of conditions that all hold. The one that the fewest
 * records fulfil is walked through in the order of days; the others are looked
 * up for each of its records. Nothing is ever searched without an index.
 */
#ifndef DM_ASK_FIND_H
#define DM_ASK_FIND_H

#include "store/store.h"

/* Limits. */
enum {
    ASK_MOST_KEY = 24,   /* keys that one condition may have */
    ASK_MOST_COND = 12   /* conditions of a query */
};

/* A condition: the record has one of these keys on one of these sides. */
struct ask_cond {
    int64_t key[ASK_MOST_KEY];
    uint32_t n;
    unsigned side[STORE_N_KIND]; /* set of SIDE_ for each kind; 0: none such */
    int64_t records;   /* at most this many have one of the keys */
};

/* What is asked for. */
struct ask_query {
    unsigned kinds;    /* set of 1 << enum store_kind */
    struct ask_cond cond[ASK_MOST_COND];
    uint32_t n_cond;
    int64_t from, to;  /* days, both inclusive */
    const char *text;  /* words to search for, or NULL; see ask_find */
    bool terms;        /* positions: those that ask for something alone */
    const char *category; /* with terms: of an event that one waits for */
    bool copies;       /* those too that copy a record of the same story */
    bool oldest;       /* oldest first; else newest first */
    bool strongest;    /* of shifts alone: the surest first */
    int window;        /* of shifts: most days between two positions that the
                        * ledger compared, 0: any */
    int least;         /* of shifts: confidence at least, in 1000 */
    int64_t limit;     /* records at most, < 0: all */
    int64_t offset;    /* records to leave out first */
};

/* A record that was found: a line of JSON without its end, and its day, the
 * report's when it has none of its own. Borrowed by the taker. */
struct ask_found {
    const char *line;
    size_t n;
    int64_t day;
    int64_t record; /* its row; the low three bits are its enum store_kind */
    int64_t document; /* row of its report */
};

/* Takes one record; not 0: enough. */
typedef int ask_take(void *ctx, const struct ask_found *r);

/* Finds records and gives them away in order of their dates. Words of `text`
 * must all be there, in any letter case; "a phrase" in marks, word* any word
 * that begins so, OR between two. Errors: E_USAGE (text without words),
 * E_END (the taker had enough). */
enum rc ask_find(struct store *s, const struct ask_query *q,
                   ask_take *take, void *ctx, struct err *e) MUST_USE;

/* Takes the row of a record; not 0: enough. */
typedef int ask_take_id(void *ctx, int64_t record);

/* Finds records as ask_find does, and gives their rows alone. A taker that had
 * enough is no error. */
enum rc ask_ids(struct store *s, const struct ask_query *q, ask_take_id *take,
                void *ctx, struct err *e) MUST_USE;

/* Gives away the records of a report, with ids from first to last, in their
 * order. Errors: E_END. */
enum rc ask_lines(struct store *s, int64_t first, int64_t last,
                  ask_take *take, void *ctx, struct err *e) MUST_USE;

/* Gives away the shifts from positions of other reports to those of one, a
 * row of document. Errors: E_END. */
enum rc ask_turns(struct store *s, int64_t document, ask_take *take,
                  void *ctx, struct err *e) MUST_USE;

/* Gives away all records of all reports as they were added, the older
 * versions of reports left out. Errors: E_END. */
enum rc ask_all(struct store *s, ask_take *take, void *ctx,
                  struct err *e) MUST_USE;

/* Adds the key of a word to *c, when the ledger has it. */
enum rc ask_key(struct store *s, enum store_space space, const char *word,
                  struct ask_cond *c, struct err *e) MUST_USE;

/* Adds the names to *c that end in the last word of `name`: those made of the
 * words in `words` (folded, parted by blanks) alone; with "", those that have
 * all words of `name`. */
enum rc ask_names(struct store *s, const char *name, const char *words,
                    struct ask_cond *c, struct err *e) MUST_USE;

/* An actor of the ledger: a code or a name. Borrowed by the taker. */
struct ask_actor {
    const char *name; /* as a report has it; NULL: a code alone */
    const char *code; /* NULL: not known */
    int64_t n;        /* records with it */
    int64_t first, last; /* days */
};

/* Takes one actor; not 0: enough. */
typedef int ask_take_actor(void *ctx, const struct ask_actor *a);

/* Which actors are asked for. */
struct ask_actors {
    const char *country; /* codes that begin so, or NULL */
    const char *text;    /* part of the name, folded, or code; or NULL */
    bool by_name;        /* in order of names; else the most records first */
    int64_t limit, offset;
};

/* Gives the actors of the ledger away. Errors: E_END. */
enum rc ask_actors(struct store *s, const struct ask_actors *q,
                     ask_take_actor *take, void *ctx, struct err *e)
    MUST_USE;

/* Turns what a user searches for into a query of FTS5. Errors: E_USAGE. */
enum rc ask_match(const char *text, struct buf *b, struct err *e) MUST_USE;

#endif
