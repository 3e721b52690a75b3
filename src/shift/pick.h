/* pick.h - a position among those that came before it in other reports.
 * reads:   stands of one principal on one engagement
 * writes:  -
 * shape:   b: one row a line of the position; back: stands before it, the
 *          latest first on each line, lines in the order of b
 * units:   days, code points                errors:  -
 * threads: any                              cost:    O(stands^2)
 * source:  docs/ledger.md, Shifts
 */
#ifndef DM_SHIFT_PICK_H
#define DM_SHIFT_PICK_H

#include "shift/shift.h"

/* Days in which the same sentence in two reports is one telling. */
enum { SHIFT_COPY = 3 };

/* Stands before a position on a line that are looked at; as in store/sql.c. */
enum { SHIFT_BACK = 32 };

/* A position on a line; see table stand of derived.sql. */
struct shift_row {
    const char *line, *id, *voice, *office;
    int64_t day, nth, record, document, beg, end, words;
    bool alone;                /* no other side is named */
    bool turned;               /* there is a shift to it */
    struct shift_stand said;
};

/* What is looked at. */
struct shift_look {
    TABLE(struct shift_row) b, back;
};

/* A shift that follows from an earlier stand. */
struct shift_pair {
    struct shift_row a;
    struct shift_found found;
    bool same_voice;
};

/* Is it a row of the line on which the other side does not matter? */
bool shift_is_any(const struct shift_row *a);

/* Stands that are open (1), shut (2), calls on others for (3) and against. */
unsigned shift_family(const struct shift_stand *s);

/* Is the position a statement that an earlier report has already? */
bool shift_is_copy(const struct shift_look *k);

/* Whether a new stand can change what follows for the n-th of k->back, here
 * the stands behind it on its line, the earliest first; k->b is the new one,
 * before->back what comes before it, the latest first; of `more` new ones. */
bool shift_touches(const struct shift_look *k, uint32_t n,
                   const struct shift_look *before, uint32_t more);

/* Whether a shift follows from stand i of k->back, and which. */
bool shift_follows(const struct shift_look *k, uint32_t i,
                   struct shift_pair *p);

/* The stand of k->back that a reported shift of this kind turns from; NULL.
 * from: what the report itself has it turn from, or NULL. */
const struct shift_row *shift_meant(const struct shift_look *k,
                                    const char *kind,
                                    const struct shift_stand *from);

#endif
