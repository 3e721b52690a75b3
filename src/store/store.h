/* store.h - the ledger: reports and their records in one SQLite file.
 * reads:   records as JSON Lines            writes:  the ledger
 * shape:   schema.sql, derived.sql          units:   days since 1970-01-01
 * errors:  E_IO (disk full, read-only, busy, not there), E_INPUT (no ledger,
 *          damaged, of a newer version), E_NOMEM; the message names the file
 * threads: one a store; any number of stores and programs on one file: one
 *          writes at a time, the others wait up to STORE_WAIT_MS
 * cost:    put: O(records log ledger); find: an index look-up a record found
 * source:  sqlite.org: WAL, FTS5
 *
 * One report is one transaction: it is in with all its records or not at all,
 * whatever happens to the program.
 */
#ifndef DM_STORE_H
#define DM_STORE_H

#include "base/buf.h"

/* For another program that writes. */
enum { STORE_WAIT_MS = 60000 };

/* Kinds of record; record.id % 8. */
enum store_kind {
    STORE_DOCUMENT, STORE_STATEMENT, STORE_EVENT, STORE_POSITION, STORE_SHIFT,
    STORE_NOTE, STORE_N_KIND
};

/* Their names in "record". */
extern const char *const store_kind_name[STORE_N_KIND];

/* Lists of keys, table space. */
enum store_space {
    SPACE_ALL, SPACE_CODE, SPACE_NAME, SPACE_OFFICE, SPACE_CATEGORY,
    SPACE_MODE, SPACE_STANCE, SPACE_KIND, SPACE_ENGAGEMENT, N_SPACE
};

/* Sides of a record; see derived.sql. */
enum {
    SIDE_DOER = 1, SIDE_OTHER = 2, SIDE_PLACE = 4, SIDE_VOICE = 8,
    SIDE_ANY = 15
};

/* A ledger. */
struct store;

/* How a ledger is opened. */
enum store_access {
    STORE_READ,  /* it is there, and stays as it is */
    STORE_WRITE  /* made when it is not there, brought to this version */
};

/* Opens a ledger. *s is owned: store_close. */
enum rc store_open(struct store **s, const char *path, enum store_access how,
                   struct err *e) MUST_USE;

/* Gives it back; harmless on NULL. */
void store_close(struct store *s);

/* What names a report. Strings may be NULL but for id, date and sha256. */
struct store_report {
    const char *id, *date, *source, *url;
    const char *sha256; /* of the text, hex */
};

/* What became of a report. */
enum store_put { STORE_KNOWN, STORE_ADDED, STORE_REPLACED, STORE_SAME };

/* Tells whether a report is in the ledger, in this or an older version: the
 * same text under the same id, or with the same date, source and url. */
enum rc store_has(struct store *s, const struct store_report *r, bool *has,
                  struct err *e) MUST_USE;

/* Adds one report: its document record, then its other records, lines of
 * JSON. A report of the same id or url with another text is replaced, and
 * kept. Errors: E_INPUT at a byte of the lines when they are no records. */
enum rc store_put(struct store *s, const char *lines, size_t n,
                  enum store_put *did, struct err *e) MUST_USE;

/* Puts other records in the place of those of a report, a row of document;
 * the report stays what and where it is, its older versions too. *did is
 * STORE_REPLACED, or STORE_SAME when they differ in the document's own record
 * alone; STORE_KNOWN, and nothing is changed, when the row is no longer the
 * newest version, of this name and text. Errors: as store_put. */
enum rc store_recode(struct store *s, int64_t report, const char *lines,
                     size_t n, enum store_put *did, struct err *e) MUST_USE;

/* Writes a copy of the ledger, in one piece, to a file that is not there. */
enum rc store_backup(struct store *s, const char *path, struct err *e)
    MUST_USE;

/* Folds a name as keys have it; the length, 0: empty or too long. */
size_t store_fold(const char *name, size_t n, char *out, size_t cap);

#endif
