/* tok_in.h - what the files of this room share.
 * reads:   text                             writes:  spans
 * shape:   -                                units:   bytes
 * errors:  -                                threads: any
 * cost:    O(1) a character                 source:  -
 */
#ifndef DM_TOK_IN_H
#define DM_TOK_IN_H

#include "tok/tok.h"

/* Kinds of characters. */
enum chr { CHR_END, CHR_BLANK, CHR_LETTER, CHR_DIGIT, CHR_MARK };

/* A character: its code point, its length in bytes and its kind. */
struct chr_at {
    uint32_t cp;
    uint8_t len, kind;
};

/* One run of characters without white space, text[beg .. end), in a text of
 * len bytes, and where its tokens go. */
struct chunk {
    const char *text;
    uint32_t len, beg, end;
    struct span *out;
    uint32_t cap, n;
};

/* When an abbreviation keeps its period. */
enum abbrev {
    ABBREV_NOT,     /* no abbreviation */
    ABBREV_ALWAYS,  /* Mr. */
    ABBREV_NUMBER,  /* No. 5: before a number */
    ABBREV_NAME     /* Mass.: not at the end nor before a capital */
};

/* The character at text[at]; one beyond the end is CHR_END of length 0, and
 * a byte that is no UTF-8 is a mark of length 1. */
struct chr_at tok_chr(const char *text, uint32_t len, uint32_t at);

/* Whether a letter is a capital (Latin, Greek, Cyrillic). */
bool tok_capital(uint32_t cp);

/* Whether s[0 .. n) is the word w of small letters, letter case aside. */
bool tok_same(const char *s, const char *w, uint32_t n);

/* Appends a token. */
void tok_put(struct chunk *c, uint32_t beg, uint32_t end);

/* Takes the word (letters, digits and what joins them) that begins at byte i
 * of the chunk, and gives back where it ends. */
uint32_t tok_word(struct chunk *c, uint32_t i);

/* End of the address (web, mail, handle, tag) at byte i, or i. */
uint32_t tok_address(const struct chunk *c, uint32_t i);

/* End of the emoticon at byte i, or i. */
uint32_t tok_emoticon(const struct chunk *c, uint32_t i);

/* Whether s[0 .. n) stands in the list, letter case aside. */
bool tok_is_prefix(const char *s, uint32_t n);
bool tok_is_suffix(const char *s, uint32_t n);
bool tok_is_currency(const char *s, uint32_t n);
bool tok_is_dollar(const char *s, uint32_t n);
bool tok_is_slashed(const char *s, uint32_t n);
bool tok_is_opener(const char *s, uint32_t n);
bool tok_is_domain(const char *s, uint32_t n);

/* Whether s[0 .. n) is a unit of measure, in its letter case. */
bool tok_is_unit(const char *s, uint32_t n);

/* How the word s[0 .. n), without its period, takes a period. */
enum abbrev tok_abbrev(const char *s, uint32_t n);

/* Where a word written together is cut (can|not), 0 when it is not. */
uint32_t tok_fused(const char *s, uint32_t n);

#endif
