/* condition.h - what parties ask of one another, and what became of it.
 * reads:   condition, act, record           writes:  -
 * shape:   derived.sql; docs/ledger.md      units:   days since 1970-01-01
 * errors:  as store.h                       threads: one a store
 * cost:    a few index look-ups a condition source:  docs/ledger.md
 *
 * A condition is a term of a position that asks for something. Nothing is
 * kept of what became of it: that is found out when it is asked, from the
 * events and positions that the ledger has by then.
 */
#ifndef DM_ASK_CONDITION_H
#define DM_ASK_CONDITION_H

#include "ask/find.h"

/* What became of a condition. */
enum ask_state {
    ASK_OPEN, ASK_MET, ASK_BREACHED, ASK_DROPPED, ASK_RESTATED, ASK_N_STATE
};

/* Their names. */
extern const char *const ask_state_name[ASK_N_STATE];

/* What is asked for. */
struct ask_conditions {
    struct ask_query find; /* positions; limit and offset count conditions.
                            * The state is that of the day `to`, or of the
                            * latest report */
    uint32_t bound, n_bound; /* find.cond[bound ..]: whom the term binds */
    int state;               /* enum ask_state; -1: any */
};

/* Finds conditions and gives them away as records of kind `condition`.
 * Errors: as ask_find. */
enum rc ask_conditions(struct store *s, const struct ask_conditions *q,
                       ask_take *take, void *ctx, struct err *e) MUST_USE;

/* Gives away the condition that term `nth` of a position sets, as things stand
 * now; nothing when the term asks for nothing. Errors: as ask_find. */
enum rc ask_condition(struct store *s, const struct ask_found *position,
                      int64_t nth, ask_take *take, void *ctx, struct err *e)
    MUST_USE;

/* A record of the ledger: its id is NAME/event/NTH or NAME/position/NTH. */
struct ask_mark {
    int64_t day, nth;
    const char *name; /* of its report; NULL: there is none */
};

/* Limits. */
enum { ASK_MOST_SIDE = 8 };

/* A condition as it is judged. Strings may be NULL but for the first two. */
struct ask_watch {
    const char *principal, *engagement;
    const char *counterpart[ASK_MOST_SIDE];
    uint32_t n_counterpart;
    const char *party, *must, *category, *cameo;
    const char *recipient;         /* of the event, as the term has it */
    const char *own[ASK_MOST_SIDE]; /* codes of who set it and its side */
    uint32_t n_own;
    const char *words;   /* folded */
    int64_t duration;    /* days; 0: none */
    int64_t day;         /* on which it was set */
    int64_t document;    /* where: its row */
};

/* What became of it. */
struct ask_verdict {
    enum ask_state state;
    const char *rule;       /* constant */
    int64_t day;            /* of the decision; as of: open */
    struct ask_mark by;     /* event or position that decided */
    bool position;          /* `by` is a position */
    struct ask_mark last;   /* the last such event of the party */
    int64_t quiet;          /* days since then, or since it was set; -1: it
                             * waits for no event */
};

/* Judges a condition by what happened up to the day as_of; `last` and `quiet`
 * are left to ask_quiet. Names are put in mem. */
enum rc ask_judge(struct store *s, const struct ask_watch *w, int64_t as_of,
                  struct arena *mem, struct ask_verdict *v, struct err *e)
    MUST_USE;

/* Finds out for how long it has been quiet. */
enum rc ask_quiet(struct store *s, const struct ask_watch *w, int64_t as_of,
                  struct arena *mem, struct ask_verdict *v, struct err *e)
    MUST_USE;

#endif
