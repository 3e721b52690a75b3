/* link.h - what the records have in common: dates, lists, who reports.
 * reads:   tok sent tag dep mention date; mark statement
 * writes:  list piece pool
 * shape:   -                                units:   token rows, bytes, days
 * errors:  false: memory is out             threads: one a document
 * cost:    O(depth of the tree) a look-up, O(log rows) to find one
 * source:  docs/codebook.md
 */
#ifndef DM_LINK_H
#define DM_LINK_H

#include "doc/doc.h"

/* The word that heads the clause of token t: t itself when it is a verb or
 * heads a clause, else the next such word above it. */
uint32_t link_clause(const struct doc *d, uint32_t t);

/* True when the tree says that t is spoken of together with the clause word
 * above it: a conjunct, an open complement, a clause without a subject. */
bool link_shares(const struct doc *d, uint32_t t);

/* The subject of clause word t, its own or the one it shares, or NONE. */
uint32_t link_subject(const struct doc *d, uint32_t t);

/* True when verb t stands in the passive: a form of "be" before its
 * participle. */
bool link_passive(const struct doc *d, uint32_t t);

/* The date expression that tells when `anchor` happens: below it, beside it
 * in its clause, or in the clause whose subject it shares; NONE when there is
 * none with days. */
uint32_t link_date(const struct doc *d, uint32_t anchor);

/* Fills sentence, frame, date, day and basis of a record at `anchor`; date
 * rows as link_date finds them, else the document's own day. */
void link_head(const struct doc *d, struct head *h, uint32_t frame,
               uint32_t anchor);

/* Gives h the date of `from` when it has none of its own. */
void link_head_date(struct head *h, const struct head *from);

/* Starts a list at the end of doc.list, and appends a row to the list begun
 * last (no other may have been begun since). */
struct rows link_list(const struct doc *d);
bool link_put(struct doc *d, struct rows *r, uint32_t row);

/* Appends a piece of text to the list begun last. */
bool link_piece(struct doc *d, struct rows *r, struct span s);

/* The i-th piece of a list. */
struct span link_piece_at(const struct doc *d, struct rows r, uint32_t i);

/* The innermost statement whose content holds all of s, other than `but`;
 * NONE when there is none. */
uint32_t link_statement(const struct doc *d, struct span s, uint32_t but);

/* First mark that ends after byte `at` (mark.n past the last); marks do not
 * overlap. */
uint32_t link_mark(const struct doc *d, uint32_t at);

/* Bytes of s that lie in quotation marks (needs LAYER_QUOTE's marks). */
uint32_t link_quoted(const struct doc *d, struct span s);

/* The mention with the smallest run around token t, NONE when there is none;
 * one whose head is t comes first. */
uint32_t link_mention(const struct doc *d, uint32_t t);

/* The dateline that a sentence begins with, its dash included ("LA PAZ, Oct 2
 * - "); empty when it has none. Its places say where the report was written,
 * not what it is about. */
struct run link_dateline(const struct doc *d, uint32_t sent);

/* The same of tokens [beg, end) alone: where it ends; beg: there is none. */
uint32_t link_dateline_end(const struct doc *d, uint32_t beg, uint32_t end);

/* First mention that begins at or after token t; mention.n past the last. */
uint32_t link_mention_from(const struct doc *d, uint32_t t);

/* First event of a sentence or of one behind it; event.n past the last. */
uint32_t link_event_from(const struct doc *d, uint32_t sent);

/* True when the preposition of the phrase that t heads is one of n words. */
bool link_marked(const struct doc *d, uint32_t t, const char *const *word,
                 size_t n);

/* Country (or NULL) and sectors, blanks left out, in one word: "USAGOV"; 0:
 * neither, or memory is out. */
str_id link_actor_code(struct doc *d, const char *country,
                       const char *sector);

/* First token that ends after byte `at` (tok.n past the last). */
uint32_t link_token(const struct doc *d, uint32_t at);

#endif
