/* tok.h - text into words and marks.
 * reads:   text                             writes:  tok
 * shape:   one row a token, in order        units:   bytes
 * errors:  E_NOMEM from tok_run             threads: any
 * cost:    O(len), no memory of its own     source:  the guidelines of UD
 *                                                    English (EWT and GUM)
 *
 * Laws: spans lie inside the text, are not empty, do not overlap and grow;
 * every byte that is not white space is in exactly one of them. A word with a
 * clitic gives its syntactic words: don't = do n't, Bush's = Bush 's.
 */
#ifndef DM_TOK_H
#define DM_TOK_H

#include "base/work.h"
#include "doc/doc.h"

/* Fills d->tok. Errors: E_NOMEM. */
enum rc tok_run(struct work *w, struct doc *d, struct err *e) MUST_USE;

/* Splits text[0 .. len) and returns how many tokens there are, never more
 * than len; the first cap of them are stored in out. Any bytes will do. */
uint32_t tok_split(const char *text, uint32_t len, struct span *out,
                   uint32_t cap);

/* Bytes of the white space character at text[at], 0 when it is none. */
uint32_t tok_blank(const char *text, uint32_t len, uint32_t at);

#endif
