/* out_reason.h - what decided a record, field by field.
 * reads:   every table                      writes:  a buffer
 * shape:   a line a reason: its name, what was seen, what was made of it
 * units:   -
 * errors:  as out_pen.h                     threads: one
 * cost:    O(fields)                        source:  docs/codebook.md
 */
#ifndef DM_OUT_REASON_H
#define DM_OUT_REASON_H

#include "out/out_pen.h"

/* Column of what is said of a reason. */
enum { REASON_HANG = 19 };

/* Prints a record and what decided it. */
void reason_put(struct pen *w, const struct item *it);

/* Begins a line with the name of a reason; ends it. */
void reason_begin(struct pen *w, const char *name);
void reason_end(struct pen *w);

/* Appends a probability. */
void reason_number(struct pen *w, float p);

/* The name of a class that a frame type's cls and rival number. */
const char *reason_class(uint8_t type, uint8_t cls);

#endif
