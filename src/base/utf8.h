/* utf8.h - UTF-8: check, decode, count, and offsets in code points.
 * reads:   bytes                            writes:  -
 * shape:   -                                units:   bytes; code points
 * errors:  E_INPUT with the byte offset and the reason; E_NOMEM
 * threads: any; a map is constant once made
 * cost:    O(bytes); a look-up in a map O(64), back O(log n)
 * source:  The Unicode Standard 15, table 3-7
 */
#ifndef DM_UTF8_H
#define DM_UTF8_H

#include "base/base.h"

/* The character at s[0 .. n) and its length in bytes (1..4); 0, and *cp as it
 * was, when the bytes are not UTF-8 or n is 0. */
uint32_t utf8_decode(const char *s, size_t n, uint32_t *cp);

/* Writes a code point (no surrogate, at most 0x10FFFF); bytes written, 1..4.
 * 0 when it is none. */
uint32_t utf8_encode(uint32_t cp, char out[4]);

/* OK when all of s[0 .. n) is UTF-8 (NUL is a character like others), else
 * E_INPUT: at is the first bad byte, the message says what it should be. */
enum rc utf8_check(const char *s, size_t n, struct err *e) MUST_USE;

/* Number of code points of s[0 .. n), which is UTF-8. */
size_t utf8_count(const char *s, size_t n);

/* Byte offsets of a text to offsets in code points and back. */
struct utf8_map {
    const char *text;   /* borrowed */
    uint32_t len;       /* bytes */
    uint32_t *before;   /* [len / 64 + 1] code points before each 64th byte;
                         * NULL: the text is ASCII, offsets are equal */
};

/* Makes the map of a text of UTF-8; its table lives in the arena. False when
 * memory is out. */
bool utf8_map_make(struct utf8_map *m, struct arena *a, const char *text,
                   uint32_t len);

/* Code points before byte `at` (a character's first byte, or the end). */
uint32_t utf8_map_point(const struct utf8_map *m, uint32_t at);

/* Byte offset of the code point number `point` (or of the end). */
uint32_t utf8_map_byte(const struct utf8_map *m, uint32_t point);

/* Makes controls of an ASCII or UTF-8 string "?": what was read does not steer
 * a terminal. */
void utf8_tame(char *s);

#endif
