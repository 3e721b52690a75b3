/* store_in.h - the parts of the ledger, for this room's files.
 * reads:   -                                writes:  -
 * shape:   schema.sql                       units:   days since 1970-01-01
 * errors:  as store.h                       threads: one a store
 * cost:    -                                source:  -
 */
#ifndef DM_STORE_IN_H
#define DM_STORE_IN_H

#include <sqlite3.h>

#include "doc/doc.h"
#include "pack/json.h"
#include "pack/pack.h"
#include "store/store.h"

/* "dema" in the file's header, and the version of schema.sql. */
enum { STORE_APPLICATION = 0x64656d61, STORE_VERSION = 2 };

/* Ids of the shifts between reports begin here, those of reports end. */
#define STORE_TURN_ID (INT64_C(1) << 32)

/* Above all ids of records; see derived.sql. */
#define STORE_MOST_ID (INT64_C(1) << 33)

/* The row of a record in table found, and the record of a row. */
#define STORE_PLACE(day, id) ((int64_t)(day) * STORE_MOST_ID + (int64_t)(id))
#define STORE_ID(place) ((int64_t)(place) & (STORE_MOST_ID - 1))

/* The bit of a key in act.sides, and that of any. */
#define STORE_SIDE_BIT(key) (INT64_C(1) << ((key) % 60))
#define STORE_SIDE_ANY (INT64_C(1) << 60)

/* Statements that are prepared once; their text is in sql.c. */
enum store_sql {
    SQL_BEGIN, SQL_COMMIT, SQL_ROLLBACK, SQL_HAS, SQL_OLDER_NAME,
    SQL_OLDER_URL, SQL_NEWEST, SQL_PUT_DOCUMENT, SQL_PUT_RECORD,
    SQL_PUT_FOUND, SQL_CUT_FOUND, SQL_PUT_SIDE, SQL_CUT_SIDE, SQL_GET_SIDES,
    SQL_CUT_RECORDS, SQL_SET_RECORDS, SQL_SET_NEWER, SQL_GET_KEY,
    SQL_PUT_KEY, SQL_COUNT_KEY, SQL_GET_RECORD, SQL_GET_DOCUMENT,
    SQL_GET_LINES, SQL_GET_CURRENT, SQL_GET_OLDER, SQL_FIRST_NAME,
    SQL_NEXT_NAME, SQL_GET_VERSION, SQL_LAST_REPORT, SQL_KEY_TAIL,
    SQL_PUT_ACT, SQL_CUT_ACT, SQL_PUT_CONDITION, SQL_CUT_CONDITION,
    SQL_NEXT_ACT, SQL_LAST_ACT, SQL_NEXT_STAND, SQL_GET_TERMS, SQL_LAST_DAY,
    SQL_PUT_BAND, SQL_CUT_BAND, SQL_GET_BANDS, SQL_IS_BEFORE, SQL_STORY_OF,
    SQL_GET_STORY, SQL_PUT_STORY, SQL_SET_STORY, SQL_NAME_STORY,
    SQL_CUT_STORY, SQL_PUT_SAME, SQL_CUT_SAME, SQL_STORY_NAME, SQL_STORY_AT,
    SQL_STORY_REPORTS, SQL_STORY_SOURCES, SQL_STORIES_NEWEST,
    SQL_STORIES_OLDEST, SQL_COUNT_TOLD, SQL_PUT_STAND, SQL_CUT_STAND,
    SQL_STANDS_OF, SQL_STANDS_BEFORE, SQL_STANDS_AFTER, SQL_PUT_TURN,
    SQL_CUT_TURN, SQL_TURNS_OF, SQL_TURNS_WITH, SQL_GET_TURN, SQL_LINK_TURN,
    SQL_TURNS_IN, SQL_PASSAGE, SQL_IS_RECORD, N_SQL
};

/* Their text, index by enum store_sql. */
extern const char *const store_sql_text[N_SQL];

/* A ledger that is open. */
struct store {
    sqlite3 *db;
    enum store_access how;
    const char *path;              /* in keep */
    struct arena keep, mem;        /* mem: of one call */
    sqlite3_stmt *stmt[N_SQL];     /* NULL: not needed so far */
    int64_t document;              /* whose columns `pack` has; 0: nobody's */
    struct pack pack;
    struct buf line, packed, scratch;
};

/* Says what SQLite said of the last call, and what to do. Gives the code. */
enum rc store_fault(const struct store *s, struct err *e);

/* "out of memory". */
enum rc store_no_memory(struct err *e);

/* The statement, ready to bind. Errors: as store_fault. */
enum rc store_stmt(struct store *s, enum store_sql which, sqlite3_stmt **st,
                   struct err *e) MUST_USE;

/* Runs a bound statement that gives no rows, and makes it ready again. */
enum rc store_run(struct store *s, sqlite3_stmt *st, struct err *e) MUST_USE;

/* One step: *row tells whether there is a row; without one it is reset. */
enum rc store_step(struct store *s, sqlite3_stmt *st, bool *row,
                   struct err *e) MUST_USE;

/* Binds a string, NULL: null; borrowed until the statement is reset. */
void store_bind(sqlite3_stmt *st, int at, const char *text);

/* A record of a report in memory. */
struct store_record {
    struct json_value json; /* its line */
    enum store_kind kind;
    int64_t day;
};

/* A report in memory, ready to be put in or to be taken out. */
struct store_doc {
    const char *column[PACK_N_COLUMN]; /* NUL-terminated or NULL */
    size_t n_text;
    int64_t day;
    int64_t id, first;                 /* rows; first: of its records */
    TABLE(struct store_record) record; /* in s->mem */
};

/* Reads the lines of one report into *d (strings in s->mem, lines borrowed).
 * Errors: E_INPUT at a byte, E_NOMEM. */
enum rc store_doc_read(struct store *s, const char *lines, size_t n,
                       struct store_doc *d, struct err *e) MUST_USE;

/* Reads a report of the ledger: its lines to the end of *b, which is empty and
 * outlives *d; s->pack becomes that of the report. */
enum rc store_report_read(struct store *s, int64_t document, struct buf *b,
                          struct store_doc *d, struct err *e) MUST_USE;

/* The word for a key that stands in a part of a record (bit of enum SIDE_). */
void store_word(struct buf *b, enum store_kind kind, int side_bit,
                int64_t key);

/* Makes s->pack that of a document's row. */
enum rc store_columns(struct store *s, int64_t document, struct err *e)
    MUST_USE;

/* Unpacks column `at` of a row (record.json) to the end of *b. */
enum rc store_unpack(struct store *s, sqlite3_stmt *st, int at, struct buf *b,
                     struct err *e) MUST_USE;

#endif
