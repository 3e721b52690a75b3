/* kb_make.h - how the block lies in memory, and what its makers share.
 * reads:   -                                writes:  -
 * shape:   header, then parts at 8-aligned offsets, strings last
 * units:   bytes, rows
 * errors:  E_NOMEM                          threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_KB_MAKE_H
#define DM_KB_MAKE_H

#include "kb/kb_compile.h"

/* First bytes of a block. Numbers are in the machine's order; a block of
 * another order has another magic and is refused. */
struct kb_head {
    uint32_t magic, size;     /* of the whole block */
    uint64_t hash;            /* of all that follows the head */
    uint32_t entry, n_entry;  /* offset, count */
    uint32_t form, n_form;
    uint32_t table, n_table;
    uint32_t cell, n_cell;    /* u32: cells and line numbers */
    uint32_t str, n_str;      /* bytes */
};

/* FNV-1a of n bytes. */
uint64_t kb_hash(const void *bytes, size_t n);

/* Words of the columns and kinds of a lexicon, index by enum kb_kind. */
extern const char *const kb_kind_name[N_KB_KIND];

/* Most columns of a file and files of a directory. */
enum { KB_MAX_COL = 24, KB_MAX_FILE = 200 };

/* A piece of a line. */
struct kb_piece {
    const char *s;
    size_t n;
};

/* One line of a file, cut at tabs. */
struct kb_line {
    const struct kb_file *file;
    uint32_t no;
    uint32_t n;
    struct kb_piece col[KB_MAX_COL];
};

/* Strings once each: offsets into `str`, found by an open hash. */
struct kb_pool {
    TABLE(char) str;
    uint32_t *slot; /* [cap], 0 empty, else offset + 1 */
    uint32_t n, cap;
};

/* A row of a plain table before it is laid down. */
struct kb_row {
    const char *str; /* start of the pool, for sorting */
    uint32_t no, n, cell[KB_MAX_COL]; /* line number, cells, strings */
};

/* Rows of one table. */
struct kb_rows {
    struct kb_row *row;
    uint32_t n, cap;
};

/* The block in the making. */
struct kb_make {
    struct arena *mem;
    const struct kb *base; /* block that the files lie over, or NULL */
    uint32_t mark;         /* KB_OVER for the lines of such files, or 0 */
    struct kb_pool pool;
    TABLE(struct kb_entry) entry;
    TABLE(struct kb_form) form;
    TABLE(struct kb_table) table;
    TABLE(uint32_t) cell;
    struct kb_rows head;   /* of KB_HEADS */
};

/* Offset of a string in the pool; NONE when memory is out. */
uint32_t kb_intern(struct kb_make *k, const char *s, size_t n);

/* Next line that is not empty and no comment; false at the end. */
bool kb_next_line(const struct kb_file *f, size_t *at, struct kb_line *line);

/* True when the file begins with "#!". */
bool kb_is_lexicon(const struct kb_file *f);

/* Adds a lexicon's entries and forms. */
enum rc kb_lexicon(struct kb_make *k, const struct kb_file *f, struct err *e);

/* Adds the rows of plain table t of the base to `rows`, but for those whose
 * key is in rows[0 .. own). False when memory is out. */
bool kb_base_rows(struct kb_make *k, const struct kb_table *t, uint32_t own,
                  struct kb_rows *rows);

/* Adds a plain table of that name from its rows, which it sorts. False when
 * memory is out. */
bool kb_put_table(struct kb_make *k, uint32_t name, struct kb_rows *rows);

/* Adds a file; over a base, a plain table takes its other rows from there.
 * Errors: E_INPUT, E_NOMEM. */
enum rc kb_add_file(struct kb_make *k, const struct kb_file *f, struct err *e)
    MUST_USE;

/* Sorts forms and tables and lays the block down. False when memory is out. */
bool kb_end_block(struct kb_make *k, void **block, size_t *len);

/* "NAME.tsv:LINE: message" as an E_INPUT error. */
enum rc kb_bad(const struct kb_line *line, struct err *e, const char *what,
               struct kb_piece p);

#endif
