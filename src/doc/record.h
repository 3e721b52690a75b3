/* record.h - rows that become records, with their dates and places.
 * reads:   -                                writes:  -
 * shape:   struct NAME is a row of doc.NAME
 * units:   bytes, token rows, days
 * errors:  -                                threads: -
 * cost:    -                                source:  DESIGN of the records
 */
#ifndef DM_RECORD_H
#define DM_RECORD_H

#include "doc/row.h"

/* date: an expression of time and the days it means. */
struct date {
    struct run at;
    day_no from, to;  /* both ends inclusive; NO_DAY: open or unknown */
    day_no anchor;    /* the day they are counted from; NO_DAY: from none */
    uint8_t basis;    /* enum date_basis */
    uint8_t kind;     /* enum date_kind */
    uint8_t mod;      /* enum date_mod */
    bool vague;       /* "recently": no days */
    str_id value;     /* ISO 8601 value or interval, or duration; PAST_REF,
                         PRESENT_REF, FUTURE_REF as in ISO 24617-1 */
    str_id by;        /* rule */
};
/* What an expression of time is: a day, a month, a year ...; a stretch; a
 * length without days; what comes again; a word like "recently". */
enum date_kind { DATE_POINT, DATE_RANGE, DATE_LENGTH, DATE_SET, DATE_REF,
                 N_DATE_KIND };
/* Which part of `value`, or which side of it, from .. to is. */
enum date_mod { MOD_NONE, MOD_START, MOD_MID, MOD_END, MOD_SINCE, MOD_AFTER,
                MOD_UNTIL, MOD_BEFORE, N_DATE_MOD };
enum date_basis { BASIS_PUBLICATION, BASIS_EXPLICIT, BASIS_RELATIVE };

/* place: a phrase that names a place. */
struct place {
    struct run at;
    str_id name, country, entry;
    str_id rivals;     /* entries of the spelling not taken, and states */
    uint8_t precision; /* enum precision */
    bool located;      /* lat and lon are known */
    float lat, lon;    /* degrees */
};
enum precision { PLACE_COUNTRY, PLACE_REGION, PLACE_CITY, PLACE_SITE };

/* mark (quote): a quotation in marks, the marks included. */
struct mark {
    struct span at;
    bool open_end; /* the closing mark is missing */
};

/* A list of rows of another table, kept in doc.list. */
struct rows {
    uint32_t beg, n; /* doc.list.row[beg .. beg+n) */
};

/* What every record has. */
struct head {
    uint32_t sent;      /* sentence row */
    uint32_t frame;     /* frame row, NONE when a rule alone made it */
    uint32_t date;      /* date row, NONE: publication */
    day_no day;         /* first day of it */
    uint8_t basis;      /* enum date_basis */
    float p;            /* confidence, calibrated */
    str_id rule;        /* what made it */
};

/* statement (quote): who said or thinks what. */
struct statement {
    struct head h;
    uint8_t kind;         /* enum statement_kind */
    uint8_t form;         /* enum form */
    bool negated;
    uint32_t speaker;     /* mention row or NONE */
    struct rows addressee; /* mention rows */
    struct span cue;      /* empty: a bare quotation */
    struct rows content;  /* rows of doc.piece */
    uint32_t within;      /* statement row or NONE */
};
enum form { FORM_INDIRECT, FORM_DIRECT, FORM_MIXED };

/* event: who did what to whom. */
struct event {
    struct head h;
    struct rows actor, recipient; /* mention rows */
    uint8_t category;     /* enum category */
    uint8_t mode;         /* row of label_mode_table */
    uint8_t fact;         /* FACT_ bits */
    uint8_t quad;         /* PLOVER quad class */
    uint64_t ctx;         /* set of contexts */
    str_id cameo;         /* two to four digits */
    float score;          /* PLOVER */
    float goldstein;      /* ICEWS list */
    uint32_t reported_by; /* statement row or NONE */
    struct span trigger;
    uint32_t place;       /* place row or NONE */
};

/* term: a condition of a position. */
struct term {
    struct span at;
    uint8_t relation;     /* enum term_relation */
    uint8_t must;         /* enum term_must */
    bool waived, negated;
    str_id party;         /* code or null */
    str_id duration;      /* ISO 8601, "unspecified" or null */
    uint8_t category;     /* the event it waits for, or CAT_NONE */
    str_id cameo;         /* or null */
    str_id recipient;     /* code or null */
    str_id entry;         /* data file:line that told the event, or null */
    uint8_t party_by;     /* its words name it, or it is the other side */
    float p;
};
enum party_by { PARTY_NONE, PARTY_WORDS, PARTY_OTHER };

/* position (stance): on what terms a party will engage. */
struct position {
    struct head h;
    struct span trigger;
    uint32_t holder;      /* mention row or NONE */
    str_id country, group; /* of the holder, docs/codebook.md */
    uint32_t statement;   /* statement row or NONE */
    uint8_t engagement;   /* enum engagement */
    str_id parties;       /* codes joined by "|" */
    uint8_t stance;       /* enum stance_kind */
    uint8_t strength;     /* enum strength */
    bool negated;
    struct run term;      /* rows of doc.term */
};

/* shift (stance): two positions of one principal that do not agree. */
struct shift {
    struct head h;
    uint8_t kind;         /* enum shift_kind */
    struct span trigger;
    uint32_t from, to;    /* position rows or NONE */
    str_id principal;
    bool same_speaker;
    int32_t days;         /* NO_DAY when either side is missing */
    struct rows evidence; /* rows of doc.piece */
};

/* note: something seen and not coded, and why. */
struct note {
    uint32_t sent;
    struct span at;
    const char *reason; /* constant */
};

#endif
