/* What follows from two stands of one principal: a line a row, the first that
 * fits decides. docs/ledger.md says the same in words. */
#include "shift/shift_in.h"

/* The weights are estimates, not measured: trained people agree on such
 * classes about 65 times in 100, less where nothing is said outright. */
#define ROW(kind, a, b, terms, voice, near, p)                             \
    {SHIFT_##kind, SIDE_##a, SIDE_##b, TERMS_##terms, FOR_##voice, near, p, \
     #a "/" #b "/" #terms}

const struct shift_rule shift_table[] = {
    /* what was offered was never offered */
    ROW(DENIES, OPEN, NOT_OPEN, ANY, ALL, 0, .60f),
    ROW(DENIES, TERMS, NOT_OPEN, ANY, ALL, 0, .55f),

    /* a threat that another voice takes back */
    ROW(WALKS_BACK, THREAT, OPEN, ANY, OTHER, 1, .50f),

    /* two voices that cannot both be right */
    ROW(CONTRADICTS, OPEN, REFUSES, ANY, OTHER, 1, .65f),
    ROW(CONTRADICTS, OPEN, REQUIRES, ANY, OTHER, 1, .65f),
    ROW(CONTRADICTS, OPEN, DEFERS, ANY, OTHER, 1, .55f),
    ROW(CONTRADICTS, TERMS, REFUSES, ANY, OTHER, 1, .55f),
    ROW(CONTRADICTS, REFUSES, OPEN, ANY, OTHER, 1, .65f),
    ROW(CONTRADICTS, REFUSES, TERMS, ANY, OTHER, 1, .55f),
    ROW(CONTRADICTS, REQUIRES, WAIVED, ANY, OTHER, 1, .60f),
    ROW(CONTRADICTS, DEFERS, OPEN, ANY, OTHER, 1, .50f),
    ROW(CONTRADICTS, REQUIRES, NOT_REQUIRES, SAME, OTHER, 1, .55f),
    ROW(CONTRADICTS, NOT_REQUIRES, REQUIRES, SAME, OTHER, 1, .55f),
    ROW(CONTRADICTS, DEMANDS, OPPOSES, ANY, OTHER, 1, .55f),
    ROW(CONTRADICTS, OPPOSES, DEMANDS, ANY, OTHER, 1, .55f),

    /* another voice takes part of an offer back */
    ROW(WALKS_BACK, OPEN, TERMS, ANY, OTHER, 1, .55f),
    ROW(WALKS_BACK, TERMS, TERMS, ADDED, OTHER, 1, .50f),
    ROW(WALKS_BACK, TERMS, REQUIRES, ADDED, OTHER, 1, .50f),

    /* the principal turns round */
    ROW(REVERSES, OPEN, REFUSES, ANY, ALL, 0, .65f),
    ROW(REVERSES, TERMS, REFUSES, ANY, ALL, 0, .55f),
    ROW(HARDENS, OPEN, DEFERS, ADDED, ALL, 0, .55f),
    ROW(REVERSES, OPEN, DEFERS, ANY, ALL, 0, .55f),
    ROW(REVERSES, REFUSES, OPEN, ANY, ALL, 0, .65f),
    ROW(REVERSES, DEMANDS, OPPOSES, ANY, ALL, 0, .50f),
    ROW(REVERSES, OPPOSES, DEMANDS, ANY, ALL, 0, .50f),

    /* it asks for more, or gives less */
    ROW(HARDENS, OPEN, REQUIRES, ANY, ALL, 0, .60f),
    ROW(HARDENS, OPEN, TERMS, ANY, ALL, 0, .50f),
    ROW(HARDENS, TERMS, TERMS, ADDED, ALL, 0, .50f),
    ROW(HARDENS, TERMS, REQUIRES, ADDED, ALL, 0, .55f),
    ROW(HARDENS, TERMS, REQUIRES, MORE, ALL, 0, .35f),
    ROW(HARDENS, TERMS, REQUIRES, REPLACED, ALL, 0, .30f),
    ROW(HARDENS, REQUIRES, REQUIRES, ADDED, ALL, 0, .50f),
    ROW(HARDENS, REQUIRES, REFUSES, ANY, ALL, 0, .40f),
    ROW(HARDENS, TERMS, DEFERS, ANY, ALL, 0, .45f),
    ROW(HARDENS, NOT_REQUIRES, REQUIRES, SAME, ALL, 0, .50f),

    /* it asks for less, or gives more */
    ROW(SOFTENS, REFUSES, TERMS, ANY, ALL, 0, .60f),
    ROW(SOFTENS, REFUSES, REQUIRES, ANY, ALL, 0, .45f),
    ROW(SOFTENS, REFUSES, NOT_REFUSES, ANY, ALL, 0, .40f),
    ROW(SOFTENS, REQUIRES, WAIVED, ANY, ALL, 0, .65f),
    ROW(SOFTENS, TERMS, WAIVED, ANY, ALL, 0, .60f),
    ROW(SOFTENS, REQUIRES, OPEN, ANY, ALL, 0, .40f),
    ROW(SOFTENS, TERMS, OPEN, ANY, ALL, 0, .30f),
    ROW(SOFTENS, REQUIRES, TERMS, DROPPED, ALL, 0, .50f),
    ROW(SOFTENS, REQUIRES, TERMS, REPLACED, ALL, 0, .30f),
    ROW(SOFTENS, REQUIRES, REQUIRES, DROPPED, ALL, 0, .40f),
    ROW(SOFTENS, TERMS, TERMS, DROPPED, ALL, 0, .40f),
    ROW(SOFTENS, REQUIRES, NOT_REQUIRES, SAME, ALL, 0, .50f),
    ROW(SOFTENS, DEFERS, OPEN, ANY, ALL, 0, .55f),
    ROW(SOFTENS, DEFERS, TERMS, REPLACED, ALL, 0, .40f),
};

const uint32_t shift_n_rule = sizeof shift_table / sizeof *shift_table;
