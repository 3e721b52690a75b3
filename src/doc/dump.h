/* dump.h - tables as text: one row a line, for people and golden tests.
 * reads:   the tables of one layer          writes:  -
 * shape:   table TAB row TAB field ...; the fields of the struct in its order
 * units:   bytes, rows; days as ISO 8601
 * errors:  the buffer's                     threads: any
 * cost:    O(rows)                          source:  -
 *
 * `-` stands for null, NONE and NO_DAY; a stretch is beg:end and its text in
 * the next field, with tab, line end and backslash escaped; a list of rows is
 * joined by commas; floats have three digits; labels are spelled out.
 */
#ifndef DM_DUMP_H
#define DM_DUMP_H

#include "base/buf.h"
#include "doc/doc.h"

/* Appends the tables that the stage of layer l writes (of enc: the windows).
 * Nothing when the document does not have them. */
void doc_dump(const struct doc *d, enum layer l, struct buf *out);

/* Appends the notes, which any stage may write. */
void doc_dump_notes(const struct doc *d, struct buf *out);

/* Appends s[0 .. n) with tab, line end, return and backslash escaped. */
void doc_dump_text(struct buf *out, const char *s, size_t n);

#endif
