/* buf.h - a growing buffer of bytes: where dumps and records are written.
 * reads:   -                                writes:  -
 * shape:   bytes p[0 .. n), not NUL-terminated but by buf_str
 * units:   bytes
 * errors:  sticky: `fail` stays set once memory was out, later puts do nothing
 * threads: one at a time
 * cost:    O(1) a byte, amortised           source:  -
 */
#ifndef DM_BUF_H
#define DM_BUF_H

#include "base/base.h"

/* Zero-initialise; give back with buf_free. */
struct buf {
    char *p;
    size_t n, cap;
    bool fail; /* memory was out: what is here is not whole */
};

/* Appends s[0 .. n). */
void buf_put(struct buf *b, const char *s, size_t n);

/* Appends one byte. */
void buf_char(struct buf *b, char c);

/* Appends a NUL-terminated string. */
void buf_text(struct buf *b, const char *s);

/* Appends a number in decimal. */
void buf_int(struct buf *b, int64_t v);

/* Appends v with exactly `places` (0..9) digits behind the point, halves
 * away from zero, never "-0", in every locale; not a number: "nan". */
void buf_fixed(struct buf *b, double v, int places);

/* Appends s[0 .. n), UTF-8, as it stands inside a string of JSON. */
void buf_json(struct buf *b, const char *s, size_t n);

/* The bytes so far with a NUL behind them; "" when there are none. Valid
 * until the next append. */
const char *buf_str(struct buf *b);

/* OK, or E_NOMEM when an append was lost. */
enum rc buf_rc(const struct buf *b, struct err *e) MUST_USE;

/* Forgets the bytes, keeps the memory. */
void buf_reset(struct buf *b);

/* Gives the memory back. */
void buf_free(struct buf *b);

#endif
