/* read.h - files, directories and standard input to documents, one at a time.
 * reads:   plain text, JSON Lines, tables,  writes:  struct source
 *          HTML, feeds; compressed and packed (box.h)
 * shape:   -                                units:   bytes; lines from 1
 * errors:  E_INPUT, E_LIMIT, E_IO: this document is refused, the next call
 *          goes on behind it; E_END; E_NOMEM ends the reading
 * threads: one
 * cost:    O(bytes); memory bounded by the limits below, and 16 bytes an id
 * source:  RFC 8259 (JSON), jsonlines.org, RFC 4180 (CSV), The Unicode
 *          Standard 15
 *
 * A document is UTF-8 without NUL, not empty, and has a date. Plain text: one
 * document a file, `date YYYY-MM-DD` before it (white space may stand before
 * and behind that). JSON Lines: one object a line. A table: its first line
 * names the columns. HTML: one page a file, its main text (page.h). RSS
 * and Atom: an item a document. A byte order mark before a file is not part of
 * it. Everything else of a text is kept as it is.
 */
#ifndef DM_READ_H
#define DM_READ_H

#include "doc/doc.h"

/* Limits. */
enum {
    READ_LINE_MAX = 4 * DOC_MAX, /* bytes of a line: DOC_MAX of text, escaped */
    READ_VALUE_MAX = 100000,     /* values in a line of JSON */
    READ_CELL_MAX = 1000,        /* columns of a table */
    READ_LEVEL_MAX = 1000,       /* levels of JSON (jansson allows 2048) */
    READ_INPUT_MAX = 16384,      /* bytes kept of a line that is refused */
    READ_DEPTH_MAX = 64          /* directories in directories */
};

/* What a file holds. AUTO: by its name, else by what it begins with. */
enum read_format {
    READ_AUTO, READ_TEXT, READ_JSONL, READ_CSV, READ_HTML, READ_FEED,
    N_READ_FORMAT
};

/* Names of formats: "auto" and so on. */
extern const char *const read_format_name[N_READ_FORMAT];

/* What is taken from a JSON object or a record of a table. */
enum read_field {
    READ_ID, READ_DATE, READ_BODY, READ_TITLE, READ_ORIGIN, READ_URL,
    N_READ_FIELD
};

/* Their names: id date text title source url. */
extern const char *const read_field_name[N_READ_FIELD];

/* How to read; zeros are the defaults; strings are borrowed. */
struct read_options {
    enum read_format format;
    const char *date;   /* of documents without one, YYYY-MM-DD, or NULL */
    bool undated;       /* a document may be without a date */
    const char *field[N_READ_FIELD]; /* keys or columns; NULL: their own */
    bool lasting;       /* ids last longer than this run: a document that has
                         * neither id nor file of its own is named by its
                         * sha256, not by its line */
};

/* Where the document or the fault of the last read_next stands. Borrowed
 * until the next call. */
struct read_place {
    const char *file;   /* as given or found; "-" is standard input */
    uint64_t line;      /* 0: the file as a whole */
    uint64_t at;        /* JSON: bytes into the line; else into the file */
    bool has_at;
    const char *input;  /* what was refused, or NULL; not checked */
    size_t n_input;     /* bytes, at most READ_INPUT_MAX */
};

/* A reader of n files, directories or "-". */
struct read;

/* Opens a reader; paths and options are borrowed. Opens no file yet.
 * Errors: E_INPUT (the default date), E_NOMEM. */
enum rc read_open(struct read **r, const char *const *paths, size_t n,
                  const struct read_options *o, struct err *e) MUST_USE;

/* The next document; its strings live in mem. See the card for errors. */
enum rc read_next(struct read *r, struct arena *mem, struct source *out,
                  struct err *e) MUST_USE;

/* Checks a document given in memory as read_next checks one: its strings are
 * UTF-8, it has words and a date. Fills date (NULL: the default) and sha256,
 * in mem. Errors: E_INPUT, E_LIMIT, E_NOMEM. */
enum rc read_given(const struct read_options *o, struct arena *mem,
                   struct source *s, struct err *e) MUST_USE;

/* Tells where the last document or fault is. */
void read_where(const struct read *r, struct read_place *p);

/* True when read_next would wait for somebody to write. */
bool read_waits(const struct read *r);

/* Files in directories and members of archives left out so far, for their
 * names. */
uint64_t read_skipped(const struct read *r);

/* Bytes of input taken so far. */
uint64_t read_taken(const struct read *r);

/* Bytes of the files that a reader of these paths would take; 0: not known
 * before they are read. */
uint64_t read_size(const char *const *paths, size_t n);

/* Gives everything back; harmless on NULL. */
void read_close(struct read *r);

#endif
