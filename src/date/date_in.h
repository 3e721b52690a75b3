/* date_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   item [n_tok], beside tok         units:   days
 * errors:  -                                threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_DATE_IN_H
#define DM_DATE_IN_H

#include "date/date.h"

/* What a token may be in an expression of time. */
enum kind {
    D_NOT, D_WEEKDAY, D_MONTH, D_NUMBER, D_ORDINAL, D_UNIT, D_TOWARD, D_AGO,
    D_TODAY, D_PART, D_SEASON, D_EDGE, D_VAGUE, D_YEAR, D_DECADE
};
struct item {
    uint8_t kind;
    int value;
};

/* The document with its tokens classed; a day for what lacks one. */
struct dater {
    const struct doc *d;
    const struct item *item; /* [n_tok] */
    day_no anchor;           /* day of the document or NO_DAY */
    bool future;             /* the clause at hand tells of the future */
};

/* What a rule found: the tokens, the days and a name for the rule. */
struct found {
    uint32_t end;     /* one past the last token; 0: nothing */
    day_no from, to;
    uint8_t basis;
    bool vague;
    char value[40];   /* ISO 8601, "" to be made from the days */
    const char *by;
};

/* The longest expression that starts at token t; .end is 0 when none does. */
struct found date_at(const struct dater *r, uint32_t t);

#endif
