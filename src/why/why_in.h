/* why_in.h - what the files of this room share: lines of reasons.
 * reads:   every table                      writes:  a buffer
 * shape:   a line a reason: its name, what was seen, what was made of it
 * units:   -
 * errors:  as out_pen.h                     threads: one
 * cost:    O(fields)                        source:  -
 */
#ifndef DM_WHY_IN_H
#define DM_WHY_IN_H

#include "out/out_pen.h"
#include "why/why.h"

/* Column of what is said of a reason. */
enum { WHY_HANG = 19 };

/* Begins a line with the name of a reason; ends it. */
void why_begin(struct pen *w, const char *name);
void why_end(struct pen *w);

/* Appends a probability, a count, a string of the pool with words before it
 * (null: nothing), a label with its probability, words on one line. */
void why_number(struct pen *w, float p);
void why_count(struct pen *w, uint32_t n);
void why_text(struct pen *w, const char *before, str_id s);
void why_choice(struct pen *w, const char *before, const char *label,
                float p);
void why_cite(struct pen *w, struct span s);

/* The name of a class that a frame type's cls and rival number. */
const char *why_class(uint8_t type, uint8_t cls);

/* Lines that every record has: what the network saw, rule and confidence, the
 * date, the statement that tells it. */
void why_frame(struct pen *w, const struct head *h);
void why_rule(struct pen *w, const struct head *h);
void why_date(struct pen *w, const struct head *h);
void why_told(struct pen *w, uint32_t statement, const char *how);

/* A line of words that have a role in a frame: the network's, with its
 * probability, or what `other` says. */
void why_words(struct pen *w, const char *name, struct span s, uint32_t frame,
               uint8_t role, const char *other);

/* Lines of a mention with a part in a frame (NONE: there is no frame), and of
 * a list of them. */
void why_actor(struct pen *w, uint8_t role, uint32_t m, uint32_t frame);
void why_actors(struct pen *w, uint8_t role, struct rows r, uint32_t frame);

/* All lines of a record. */
void why_event(struct pen *w, uint32_t row);
void why_statement(struct pen *w, uint32_t row);
void why_position(struct pen *w, uint32_t row);
void why_shift(struct pen *w, uint32_t row);

/* Where a record of a ledger stands now. */
struct why_found {
    uint32_t kind, row; /* row NONE: it no longer comes out */
    int64_t sent;       /* of the stored one */
};

/* Says what a ledger has and whether it comes out so now. Errors: E_NOMEM,
 * E_INPUT (no such record). */
enum rc why_past(struct pen *w, const struct why_ask *ask, struct arena *mem,
                 struct why_found *found, struct err *e) MUST_USE;

#endif
