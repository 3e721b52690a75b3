/* shift_in.h - the table's rows, for this room's files.
 * reads:   -                                writes:  -
 * shape:   shift_table [shift_n_rule]       units:   -
 * errors:  -                                threads: constant
 * cost:    -                                source:  docs/ledger.md, Shifts
 */
#ifndef DM_SHIFT_IN_H
#define DM_SHIFT_IN_H

#include "shift/shift.h"

/* Classes of stand, from an open door to a shut one; a set of them each. */
enum shift_side {
    SIDE_WAIVED = 1,         /* offers, accepts, and waives terms outright */
    SIDE_BARE = 2,           /* offers, accepts, no terms told */
    SIDE_OPEN = 3,
    SIDE_TERMS = 4,          /* offers, accepts, on terms */
    SIDE_REQUIRES = 8,
    SIDE_DEFERS = 16,
    SIDE_REFUSES = 32,       /* refuses; rejects, unless terms alone */
    SIDE_DEMANDS = 64,
    SIDE_OPPOSES = 128,
    SIDE_NOT_OPEN = 256,     /* said not to offer or accept */
    SIDE_NOT_REQUIRES = 512, /* a condition said not to be set */
    SIDE_NOT_REFUSES = 1024, /* said not to refuse or put off */
    SIDE_THREAT = 2048       /* may refuse, may break off */
};

/* Whose shift a row is about. */
enum shift_for { FOR_ALL, FOR_OTHER };

/* A row. */
struct shift_rule {
    uint8_t kind;    /* enum shift_kind */
    uint16_t a, b;   /* sets of enum shift_side */
    uint8_t terms;   /* enum shift_terms */
    uint8_t voice;   /* enum shift_for */
    uint8_t near;    /* 1: within SHIFT_NEAR days */
    float p;
    const char *name; /* "OPEN/REFUSES/ANY" */
};

/* The table. */
extern const struct shift_rule shift_table[];
extern const uint32_t shift_n_rule;

#endif
