/* shift_line.h - stands and shifts as lines of JSON.
 * reads:   a record of kind position        writes:  one of kind shift
 * shape:   docs/codebook.md                 units:   code points, days
 * errors:  -                                threads: any
 * cost:    O(bytes)                         source:  docs/codebook.md
 */
#ifndef DM_SHIFT_LINE_H
#define DM_SHIFT_LINE_H

#include "pack/json.h"
#include "shift/shift.h"

/* The characters of a string; of anything else p is NULL. */
struct shift_text shift_string(struct json_value v);

/* Reads a position, or what shift_said made of it; borrows its bytes. */
void shift_read(struct json_value position, struct shift_stand *s);

/* Appends the fields of a position that are compared, those without a value
 * left out. */
void shift_said(struct json_value position, struct buf *b);

/* A sentence of a report; strings are as they are, not as in JSON. */
struct shift_passage {
    const char *document, *text;
    int64_t beg, end;
};

/* What a record of a shift between two reports says. */
struct shift_record {
    const char *id, *from, *to;
    struct shift_text principal;
    bool same_speaker;
    int64_t days;
    const struct shift_found *found;
    struct shift_passage earlier, later;
};

/* Appends it as a line. */
void shift_line(const struct shift_record *r, struct buf *b);

/* Appends a passage as an item of "evidence". */
void shift_evidence(const struct shift_passage *p, struct buf *b);

/* Appends a record of a shift with what `told`, {"from","evidence"}, adds: the
 * position it turns from, the days between, that passage. */
void shift_link(struct json_value record, struct json_value told,
                int64_t days, struct buf *b);

#endif
