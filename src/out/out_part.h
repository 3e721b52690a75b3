/* out_part.h - what both prints need: days and names of codes.
 * reads:   -                                writes:  -
 * shape:   -                                units:   days since 1970-01-01
 * errors:  -                                threads: any
 * cost:    O(1)                             source:  -
 */
#ifndef DM_OUT_PART_H
#define DM_OUT_PART_H

#include "doc/doc.h"

/* Kinds of record, in the order of the print. */
enum record {
    REC_DOCUMENT, REC_STATEMENT, REC_EVENT, REC_POSITION, REC_SHIFT, REC_NOTE,
    N_REC
};

/* Their names in ids and in "record". */
extern const char *const out_record[N_REC];

/* Names of enum form, statement_kind, date_basis, via and precision. */
extern const char *const out_form[3], *const out_kind[2], *const out_basis[3];
extern const char *const out_via[5], *const out_precision[4];

/* Writes a day as YYYY-MM-DD and a NUL. */
void out_day(day_no day, char iso[16]);

#endif
