/* read_in.h - the parts of the reader, for its own files.
 * reads:   -                                writes:  -
 * shape:   -                                units:   bytes, lines from 1
 * errors:  as read.h                        threads: one
 * cost:    O(bytes)                         source:  -
 */
#ifndef DM_READ_IN_H
#define DM_READ_IN_H

#include "feed/feed.h"
#include "read/read_stream.h"

#include <sys/types.h>

/* A directory being walked. */
struct read_level {
    struct arena mem;            /* owns the names */
    TABLE(const char *) name;    /* sorted by their bytes */
    uint32_t at;                 /* next of them */
    size_t n_path;               /* bytes of walk.path that name this one */
    dev_t dev;                   /* which one it is, against loops */
    ino_t ino;
};

/* The paths given, and where the walk through them is. */
struct read_walk {
    const char *const *paths;    /* borrowed [n] */
    size_t n, at;
    struct buf path;             /* of the file found last */
    struct read_level level[READ_DEPTH_MAX];
    uint32_t n_level;
    uint64_t skipped;            /* files left out */
};

/* The next file: *path stays valid until the next call. Errors: E_END, E_IO
 * and E_LIMIT (a directory that cannot be read; the walk goes on), E_NOMEM. */
enum rc read_walk_next(struct read_walk *w, const char **path, struct err *e)
    MUST_USE;

/* Gives the memory back. */
void read_walk_clear(struct read_walk *w);

/* The format that a file's name tells, ".gz" and the like at its end left
 * out; READ_AUTO: none. */
enum read_format read_format_of(const char *path);

/* True when a file or member of this name is read where it is found. */
bool read_is_known(const char *path);

/* Ids used so far, as the first bytes of their SHA-256. */
struct read_ids {
    struct read_id { uint64_t key, n; } *row; /* [cap], key 0: free */
    size_t n, cap;                            /* cap: a power of two */
};

/* Appends "#2", "#3" ... to *id (in mem) until it is new, and enters it.
 * Errors: E_NOMEM. */
enum rc read_ids_put(struct read_ids *ids, struct arena *mem, const char **id,
                     struct err *e) MUST_USE;

/* Gives the memory back. */
void read_ids_clear(struct read_ids *ids);

/* What a document says of itself before it is checked; spans of bytes that
 * may hold anything. p NULL: not given. */
struct read_raw {
    struct { const char *p; size_t n; } field[N_READ_FIELD];
};

/* Splits plain text into its date, if any, and what follows. Errors: E_INPUT
 * at the date's byte. */
enum rc read_plain(const char *s, size_t n, struct read_raw *out,
                   struct err *e) MUST_USE;

/* Takes the fields of one line of JSON, copied into mem. Errors: E_INPUT and
 * E_LIMIT at a byte of the line, E_NOMEM. */
enum rc read_json(const char *s, size_t n, const struct read_options *o,
                  struct arena *mem, struct read_raw *out, struct err *e)
    MUST_USE;

/* Takes what a web page tells, in mem. Errors: as page.h. */
enum rc read_page(const char *s, size_t n, const struct read_options *o,
                  struct arena *mem, struct read_raw *out, struct err *e)
    MUST_USE;

/* Takes what the next item of a feed tells, in mem; *line is where it begins.
 * Errors: as feed_next, which goes on behind an item of E_INPUT. */
enum rc read_item(struct feed *f, const struct read_options *o,
                  struct arena *mem, struct read_raw *out, uint64_t *line,
                  struct err *e) MUST_USE;

/* The columns of a table, as its first line has them. */
struct read_table {
    char sep;                  /* 0: not yet known */
    uint32_t n_cell;           /* cells of each record */
    int32_t column[N_READ_FIELD]; /* where a field stands; -1: nowhere */
};

/* The byte between the cells of a header (',', ';' or tab); 0: there is no
 * column of the text. */
char read_table_sep(const char *s, size_t n, const struct read_options *o);

/* Takes a record, with the line feeds inside its quotes; *cut as in
 * read_stream_line, *line its first line. Errors: E_END, E_IO, E_NOMEM. */
enum rc read_table_record(struct read_stream *in, char sep, struct buf *rec,
                          uint64_t *cut, uint64_t *line, struct err *e)
    MUST_USE;

/* Learns the columns. Errors: E_INPUT (no column of the text, or a column
 * that the options name), E_LIMIT, E_NOMEM. */
enum rc read_table_head(const char *s, size_t n,
                        const struct read_options *o, struct arena *mem,
                        struct read_table *t, struct err *e) MUST_USE;

/* Takes the fields of a record, copied into mem. Errors: E_INPUT at a byte of
 * the record, E_NOMEM. */
enum rc read_table_row(const char *s, size_t n, const struct read_table *t,
                       struct arena *mem, struct read_raw *out,
                       struct err *e) MUST_USE;

/* OK when the bytes are UTF-8 without NUL. Errors: E_INPUT at the byte. */
enum rc read_check_bytes(const char *s, size_t n, struct err *e) MUST_USE;

/* True when there is nothing but white space and control characters. */
bool read_is_blank(const char *s, size_t n);

/* OK when there is a text, not too long, and a date or a default; `json`
 * chooses the words of the advice. Errors: E_INPUT, E_LIMIT, at UINT64_MAX
 * (nowhere). */
enum rc read_check(const struct read_options *o, const struct read_raw *raw,
                   bool json, struct err *e) MUST_USE;

#endif
