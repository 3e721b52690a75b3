/* pack.h - records made small: what the report's row holds is not kept twice.
 * reads:   a record as JSON, its report     writes:  bytes for record.json
 * shape:   JSON in which bytes that JSON never has stand for a phrase, for a
 *          stretch of the report's text, or for a column of its row
 * units:   bytes; code points of the text
 * errors:  E_NOMEM; E_INPUT when the bytes are damaged
 * threads: one a pack                       cost:    O(bytes)
 * source:  -
 *
 *     01 .. 06     id, text, sha256, source, title, url of the report, as
 *                  they stand in a string of JSON
 *     07 a b       code points [a, a + b) of the text, likewise, and then
 *                  ","start":a,"end":a+b        (a, b: LEB128)
 *     08 .. 1e     phrase 0 .. 22 of the list
 *     1f n         phrase 23 + n of the list
 *     20 .. ff     itself
 *
 * A change of the list is a change of the ledger's version.
 */
#ifndef DM_PACK_PACK_H
#define DM_PACK_PACK_H

#include "base/buf.h"
#include "base/utf8.h"

/* Columns of a report's row that stand in its records. */
enum pack_column {
    PACK_ID, PACK_TEXT, PACK_SHA256, PACK_SOURCE, PACK_TITLE, PACK_URL,
    PACK_N_COLUMN
};

/* Phrases at most, and lists of them by their first bytes. */
enum { PACK_MOST_PHRASE = 23 + 256, PACK_N_START = 256 };

/* A report, ready to pack or unpack its records. Zero-initialise. */
struct pack {
    struct buf column[PACK_N_COLUMN]; /* as in a string of JSON */
    struct buf text;                  /* as it is */
    struct utf8_map map;              /* of text */
    struct arena mem;
    struct buf scratch;
    uint16_t start[PACK_N_START];     /* phrase + 1 that begins so, 0: none */
    uint16_t next[PACK_MOST_PHRASE];  /* the next of the list */
    bool listed;                      /* start and next are filled */
};

/* Makes it one of another report. Strings are copied, NULL: none. Errors:
 * E_NOMEM. */
enum rc pack_begin(struct pack *p, const char *const column[PACK_N_COLUMN],
                   size_t n_text, struct err *e) MUST_USE;

/* Gives its memory back. */
void pack_free(struct pack *p);

/* Appends the packed form of a line of JSON. Unpacking gives the same bytes,
 * for any line without bytes below 0x20. */
void pack_put(struct pack *p, const char *line, size_t n, struct buf *out);

/* Appends the line again. Errors: E_INPUT, E_NOMEM. */
enum rc pack_take(struct pack *p, const void *bytes, size_t n,
                  struct buf *out, struct err *e) MUST_USE;

/* Phrase number i of the list, "" behind the last. The most usual first. */
const char *pack_phrase(uint32_t i);

#endif
