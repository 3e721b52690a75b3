/* report.h - the reports of a ledger one by one, in whatever version.
 * reads:   document, record                 writes:  -
 * shape:   schema.sql                       units:   rows of document, 0: none
 * errors:  as store.h                       threads: one a store
 * cost:    a look-up, and the report        source:  -
 *
 * NAME is the current report of that id; NAME@SHA256, with eight or more of
 * the digits, that of its versions, older ones too, with this text.
 */
#ifndef DM_ASK_REPORT_H
#define DM_ASK_REPORT_H

#include "ask/find.h"
#include "doc/doc.h"

/* What read a report. */
struct ask_version {
    const char *program, *model, *data;
};

/* A report of the ledger; strings live where it was asked to put them. */
struct ask_report {
    struct source src;
    int64_t row, first, last; /* its row, and those of its records */
    int64_t newer;            /* the version that replaced it; 0: none did */
    struct ask_version by;
};

/* *row becomes that of the next current report behind it, as they were added;
 * 0 behind the last. */
enum rc ask_next(struct store *s, int64_t *row, struct err *e) MUST_USE;

/* Likewise by name: *name, in mem, becomes the next one; NULL: the first. */
enum rc ask_next_name(struct store *s, const char **name, struct arena *mem,
                      int64_t *row, struct err *e) MUST_USE;

/* The next report that was replaced, behind *row, which *newer replaced; in
 * the order in which they were. */
enum rc ask_next_older(struct store *s, int64_t *newer, int64_t *row,
                       struct err *e) MUST_USE;

/* The highest row of a report. */
enum rc ask_last(struct store *s, int64_t *row, struct err *e) MUST_USE;

/* The report that NAME or NAME@SHA256 names; 0: there is none. Errors:
 * E_INPUT (several texts whose digits begin so). */
enum rc ask_named(struct store *s, const char *name, int64_t *row,
                  struct err *e) MUST_USE;

/* Whether the report of a row was read by this version. */
enum rc ask_is_by(struct store *s, int64_t row, const struct ask_version *v,
                  bool *is, struct err *e) MUST_USE;

/* Appends the records of a report as they were put in, a line each: what a
 * query adds of other reports is not there. */
enum rc ask_stored(struct store *s, const struct ask_report *r, struct buf *b,
                   struct err *e) MUST_USE;

/* The report of a row, in mem. */
enum rc ask_report(struct store *s, int64_t row, struct arena *mem,
                   struct ask_report *r, struct err *e) MUST_USE;

#endif
