/* kb.h - the knowledge of data/: names of actors and places, plain tables.
 * reads:   a block made by kb_compile       writes:  -
 * shape:   forms sorted by key, rows sorted by their first column
 * units:   rows, days since 1970-01-01, degrees
 * errors:  E_MODEL when the bytes are no block of this version
 * threads: constant once open
 * cost:    opening O(1); lookup O(log n) of a few words
 * source:  data/, each line names its own
 *
 * A file data/NAME.tsv whose first line is "#! KIND COLUMN ..." is a lexicon
 * of names (see kb_compile.c for the columns); any other is a plain table
 * with its key in column 0. A NULL kb knows nothing.
 */
#ifndef DM_KB_H
#define DM_KB_H

#include "doc/doc.h"

/* Longest name in bytes, folded; first word of a block. */
enum { KB_NAME_MAX = 120, KB_MAGIC = 0x32424B44 /* "DKB2" */ };

/* In a line number: the line is of a folder laid over the block. */
#define KB_OVER 0x80000000u

/* What an entry names. */
enum kb_kind {
    KB_COUNTRY, KB_DEMONYM, KB_CAPITAL, KB_CITY, KB_TOWN, KB_REGION, KB_BODY,
    KB_IGO, KB_GROUP, KB_ORG, KB_AGENT, KB_OFFICE, KB_PERSON, N_KB_KIND
};

/* What the letters in the text must be like. */
enum kb_case { KB_CASE_ANY, KB_CASE_TITLE, KB_CASE_CAPS };

/* The table of the first lines of all lexicons, without "#! ", by file. */
#define KB_HEADS "#heads"

/* One fact of a lexicon. Strings are offsets for kb_str; 0 is empty. */
struct kb_entry {
    uint32_t name;    /* as written */
    uint32_t country; /* ISO alpha-3, EUR UNO NATO IGO, or empty */
    uint32_t sector;  /* codes joined by blanks */
    uint32_t group;   /* short name of a group, a party, an organisation */
    uint32_t office;  /* what a person holds, or an office phrase's head */
    day_no from, to;  /* valid in, both ends inclusive; NO_DAY: open */
    float lat, lon;
    uint32_t people;  /* inhabitants, 0 unknown */
    uint32_t part;    /* of a federal state, in which a place lies */
    uint32_t file, line; /* string and number */
    uint8_t kind;     /* enum kb_kind */
    uint8_t located;  /* lat and lon are given */
    uint8_t flag;     /* KB_F_ bits */
    uint8_t spare;
};
enum { KB_F_SEAT = 1, KB_F_LEADER = 2, KB_F_PLURAL = 4, KB_F_INHERIT = 8,
       KB_F_FORMER = 16, KB_F_UNNAMED = 32 };

/* One spelling of an entry; forms are sorted by key, then by entry. */
struct kb_form {
    uint32_t key;     /* folded spelling */
    uint32_t entry;   /* row of entry */
    uint8_t letters;  /* enum kb_case */
    uint8_t surname;  /* the key is a person's surname alone */
    uint16_t spare;
};

/* A plain table: row r, column c is cell[r * n_col + c]. */
struct kb_table {
    uint32_t name, n_row, n_col, cell, line; /* string, counts, offsets */
};

/* An open block; borrowed bytes, 8-aligned. */
struct kb {
    const struct kb_entry *entry;
    const struct kb_form *form;
    const struct kb_table *table;
    const uint32_t *cell;
    const char *str;
    uint32_t n_entry, n_form, n_table, n_str;
    char version[17];
};

/* Forms [form, form + n) that the tokens [beg, end) spell. */
struct kb_hit {
    struct run at;
    uint32_t form, n; /* n == 0: nothing */
};

/* Opens a block that outlives kb. Errors: E_MODEL. */
enum rc kb_open(struct kb *kb, const void *bytes, size_t n, struct err *e)
    MUST_USE;

/* Short hash of the data, 12 hex digits; "none" for NULL. */
const char *kb_version(const struct kb *kb);

/* A string of the block. */
const char *kb_str(const struct kb *kb, uint32_t at);

/* The cell of the first row of `table` whose column 0 is `key`; NULL when the
 * table, the key or the column is not there. */
const char *kb_get(const struct kb *kb, const char *table, const char *key,
                   int column);

/* The table of that name, NULL when there is none. */
const struct kb_table *kb_table(const struct kb *kb, const char *name);

/* A cell; "" past the last column that its line has. */
const char *kb_cell(const struct kb *kb, const struct kb_table *t,
                    uint32_t row, int column);

/* First row with that key, n_row when none; rows of one key follow. */
uint32_t kb_row(const struct kb *kb, const struct kb_table *t,
                const char *key);

/* Writes "NAME.tsv:LINE" of a table's row; "+" before it: KB_OVER. */
void kb_row_at(const struct kb *kb, const struct kb_table *t, uint32_t row,
               char *out, size_t cap);

/* Likewise of an entry. */
void kb_entry_at(const struct kb *kb, const struct kb_entry *en, char *out,
                 size_t cap);

/* The longest name that starts at token t and ends by `end`, whose forms
 * pass the check of letters and are of a kind in the set `kinds` (1 << kind).
 * `form` is the first that passes; kb_pass tells for each. */
struct kb_hit kb_match(const struct kb *kb, const struct doc *d, uint32_t t,
                       uint32_t end, unsigned kinds);

/* The name that covers exactly the tokens of r, or n == 0. */
struct kb_hit kb_match_all(const struct kb *kb, const struct doc *d,
                           struct run r, unsigned kinds);

/* True when form f of a hit suits the text's letters and the kinds. */
bool kb_pass(const struct kb *kb, const struct doc *d, struct run at,
             uint32_t f, unsigned kinds);

/* Forms with that folded key (see kb_fold); *n is their number. */
uint32_t kb_find(const struct kb *kb, const char *key, uint32_t *n);

/* True when the entry holds on that day (NO_DAY: any). */
bool kb_valid(const struct kb_entry *en, day_no day);

/* Appends the folded spelling of s[0..n) to key[len..cap): small letters
 * without accents, marks dropped, hyphens and blanks one blank. Returns the
 * new length, or cap when it does not fit. */
size_t kb_fold(const char *s, size_t n, char *key, size_t len, size_t cap);

#endif
