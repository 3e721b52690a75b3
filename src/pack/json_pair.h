/* json_pair.h - two readings of one text: which records answer each other,
 * and in which fields they differ.
 * reads:   records as JSON Lines            writes:  -
 * shape:   reading.line in the order of the records; row of the other's
 * units:   code points of the text
 * errors:  E_NOMEM; what is no record is left out
 * threads: any                              cost:    O(bytes log records)
 * source:  docs/ledger.md
 *
 * Records answer each other when they are of one kind and rest on the same
 * words: the trigger, the cue, else the content or the evidence. Of several
 * with the same words those of the same label do first, then those in their
 * order; of what is left, those whose words overlap.
 */
#ifndef DM_PACK_JSON_PAIR_H
#define DM_PACK_JSON_PAIR_H

#include "pack/json.h"

/* A record of a reading. */
struct pair_line {
    struct json_value json, id;
    struct json_value label[2]; /* category and mode, stance and engagement */
    int64_t beg, end;           /* its words */
    uint32_t other;             /* row that answers it, NONE: nothing does */
    uint8_t kind;               /* row of pair_kind */
};

/* Kinds: "document" "statement" "event" "position" "shift" "note". */
enum { PAIR_N_KIND = 6 };
extern const char *const pair_kind[PAIR_N_KIND];

/* The row of pair_kind that a line of JSON is of, -1: it is no record. */
int pair_kind_of(struct json_value record);

/* The records of one reading. Zero-initialise; lives in an arena. */
struct pair_reading {
    TABLE(struct pair_line) line;
    uint32_t n_kind[PAIR_N_KIND], first[PAIR_N_KIND]; /* lines of a kind */
};

/* Reads lines of JSON, borrowed. Errors: E_NOMEM. */
enum rc pair_read(struct arena *mem, const char *lines, size_t n,
                  struct pair_reading *r, struct err *e) MUST_USE;

/* Sets `other` on both sides. Errors: E_NOMEM. */
enum rc pair_match(struct arena *mem, struct pair_reading *a,
                   struct pair_reading *b, struct err *e) MUST_USE;

/* The record of an id (as a raw string of JSON or without marks), NONE. */
uint32_t pair_find(const struct pair_reading *r, const char *id, size_t n);

/* How two records that answer each other differ. */
enum pair_change {
    PAIR_SAME,
    PAIR_QUIET, /* in how sure they are and what made them: confidence, rule,
                 * via, entry; of a document version and story */
    PAIR_OTHER
};

/* Told of each field that differs: "holder.country", "terms[0].must", its
 * values (none: not there), and whether that is quiet. */
typedef void pair_field(void *ctx, const char *path, struct json_value old,
                        struct json_value now, bool quiet);

/* Compares line i of a with the line of b that answers it. Ids of records
 * that answer each other are the same. `take` may be NULL. */
enum pair_change pair_compare(const struct pair_reading *a, uint32_t i,
                              const struct pair_reading *b, pair_field *take,
                              void *ctx);

#endif
