/* kb_value.h - numbers kept in plain tables, and calibrated probabilities.
 * reads:   a knowledge block                writes:  -
 * shape:   calibration.tsv: kind, raw, calibrated; rising in raw
 * units:   probabilities 0..1               errors:  -
 * threads: any                              cost:    O(log rows)
 * source:  data/calibration.tsv, fitted by eval/calibrate.py
 */
#ifndef DM_KB_VALUE_H
#define DM_KB_VALUE_H

#include "kb/kb.h"

/* A decimal number ("-7.5"), read the same in every locale; `none` when s is
 * NULL or is not one. */
float kb_number(const char *s, float none);

/* The share of records of that kind that are right among those whose network
 * probability is p: straight lines between the rows of calibration.tsv; p
 * itself when the kind has none. */
float kb_calibrate(const struct kb *kb, const char *kind, float p);

#endif
