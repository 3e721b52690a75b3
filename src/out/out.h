/* out.h - what is printed of a document: its records.
 * reads:   every table; doc.src             writes:  a buffer
 * shape:   JSON Lines: one object a record  units:   code points of doc.text
 * errors:  E_NOMEM                          threads: any, one buffer each
 * cost:    O(records log records + text)    source:  docs/codebook.md
 *
 * The same document gives the same bytes: no locale, no clock, numbers with a
 * fixed number of digits.
 */
#ifndef DM_OUT_H
#define DM_OUT_H

#include "base/buf.h"
#include "doc/doc.h"

/* How records are printed; strings are borrowed and may be NULL. */
struct out_style {
    const char *program; /* version of the program */
    const char *model;   /* version of the model */
    const char *data;    /* version of the data */
    bool colour;         /* text: escape sequences of a terminal */
    uint32_t width;      /* text: columns of a line; 0: 80 */
};

/* Appends the records of d, the document's own first, one JSON object a line
 * (docs/codebook.md). Errors: E_NOMEM. */
enum rc out_jsonl(const struct doc *d, const struct out_style *st,
                  struct buf *b, struct err *e) MUST_USE;

/* Appends the records of d for a reader: sentence by sentence, each record
 * with its code and the words it rests on. Errors: E_NOMEM. */
enum rc out_text(const struct doc *d, const struct out_style *st,
                 struct buf *b, struct err *e) MUST_USE;

/* Appends one record, a line of JSON, for a reader: a line with its day and
 * id, a line with what it says. Errors: E_NOMEM. */
enum rc out_record_text(const char *json, size_t n, day_no day,
                        struct buf *b, struct err *e) MUST_USE;

/* Appends the names of the columns of a kind of record ("event" ...) as a
 * line of CSV (RFC 4180, line feeds alone). */
void out_csv_head(const char *kind, struct buf *b);

/* Appends one record, a line of JSON, as a line of CSV: lists joined by "|",
 * null empty, true and false as such. Errors: E_NOMEM. */
enum rc out_csv(const char *json, size_t n, struct buf *b, struct err *e)
    MUST_USE;

/* Appends s[0 .. n) as a field of CSV, in marks where it needs them. */
void out_csv_field(const char *s, size_t n, struct buf *b);

#endif
