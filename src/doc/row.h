/* row.h - rows that the reading of a text fills: words to entities.
 * reads:   -                                writes:  -
 * shape:   struct NAME is a row of doc.NAME
 * units:   bytes, token rows, days
 * errors:  -                                threads: -
 * cost:    -                                source:  DESIGN of the records
 */
#ifndef DM_ROW_H
#define DM_ROW_H

#include "base/base.h"
#include "doc/labels.h"

/* A string of the document's pool, as its offset in doc.pool; 0 is null. */
typedef uint32_t str_id;

/* Day number: days since 1970-01-01 UTC, proleptic Gregorian. */
typedef int32_t day_no;
#define NO_DAY INT32_MIN

/* White space before a token. */
enum gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_PARAGRAPH };

/* Letter case of a token. */
enum shape { SHAPE_LOWER, SHAPE_UPPER, SHAPE_TITLE, SHAPE_DIGIT, SHAPE_OTHER };

/* tok: a word or mark. A document's first token has GAP_PARAGRAPH. */
struct tok {
    struct span at;
    uint8_t gap;   /* enum gap */
    uint8_t shape; /* enum shape */
};

/* Tokens [beg, end) of a window, a sentence, a name, an argument ... */
struct run {
    uint32_t beg, end;
};

/* tag: part of speech and lemma, beside tok. */
struct tag {
    uint8_t upos, rival; /* enum upos: best and second */
    float p, p_rival;
    str_id lemma;
};

/* dep: the tree, beside tok; heads stay inside the sentence. */
struct dep {
    uint32_t head; /* token row, NONE for the root */
    uint8_t rel;   /* enum rel */
    float p;       /* probability of head and relation */
};

/* name: a proper name. */
struct name {
    struct run at;
    uint8_t type; /* enum name_type */
    float p;
};

/* frame: an anchor word that evokes an event, a statement, a position or a
 * shift, as the network sees it; its arguments are arg[arg.beg .. arg.end). */
struct frame {
    uint32_t anchor;      /* token row */
    uint8_t type;         /* enum frame_type */
    uint8_t cls, rival;   /* category | statement class | stance | shift kind */
    float p, p_rival;     /* of cls and its rival, second round */
    float p_anchor;       /* 1 - p(none), first round */
    uint8_t mode;         /* event: row of label_mode_table */
    uint8_t fact;         /* event: FACT_ bits */
    uint8_t kind;         /* statement_kind | engagement */
    uint8_t strength;     /* position: enum strength */
    bool negated;         /* statement, position */
    float p_mode, p_kind; /* of mode and kind */
    uint64_t ctx;         /* event: set of contexts, bit = row of label_ctx */
    struct run arg;       /* rows of doc.arg */
    struct run window;    /* tokens its arguments may lie in */
};

/* arg: a stretch of words with a role at an anchor. */
struct arg {
    struct run at;
    uint8_t role;     /* enum role */
    uint8_t relation; /* ROLE_TERM: enum term_relation */
    uint8_t must;     /* ROLE_TERM: enum term_must */
    bool waived, negated; /* ROLE_TERM */
    float p;          /* mean probability of its words */
    float p_relation;
};

/* mention (ref): a noun phrase that may stand for an actor, a place or a
 * thing, with the earlier mention it takes up. */
struct mention {
    struct run at;       /* the words that code it */
    struct run phrase;   /* the whole noun phrase of its head */
    uint32_t head;       /* token row */
    uint32_t antecedent; /* mention row, NONE: speaks for itself */
    uint32_t chain;      /* mention row of the chain's best naming mention */
    uint8_t kind;        /* enum mention_kind */
    float p;             /* of the antecedent */
    str_id by;           /* rule */
};
enum mention_kind { MENTION_NAME, MENTION_NOMINAL, MENTION_PRONOUN };

/* How an entity's code was found. */
enum via { VIA_NONE, VIA_LEXICON, VIA_ROLE, VIA_COREFERENCE, VIA_NOMINAL };

/* entity (actor): one a mention, same row number as its mention. */
struct entity {
    str_id name;      /* proper name inside it or its chain */
    str_id actor;     /* CAMEO-style code, "USAGOV" */
    str_id country;   /* ISO 3166 alpha-3, or EUR UNO NATO IGO */
    str_id group;     /* docs/codebook.md, or null */
    str_id sector;    /* codes joined by blanks, or null */
    str_id office;    /* held on the date of the document */
    str_id ambiguous; /* rival codes joined by blanks, or null */
    str_id entry;     /* data file:line that decided */
    str_id role;      /* and that of its office or what it is ("spokesman") */
    bool anonymous;
    uint8_t via;      /* enum via */
    float p;
};

#endif
