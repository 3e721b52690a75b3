/* kb_make.h - what the compiler's files share.
 * reads:   -                                writes:  -
 * shape:   tables that become the parts     units:   rows
 * errors:  E_NOMEM                          threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_KB_MAKE_H
#define DM_KB_MAKE_H

#include "kb/kb_compile.h"
#include "kb/kb_in.h"

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

/* The block in the making. */
struct kb_make {
    struct arena *mem;
    struct kb_pool pool;
    TABLE(struct kb_entry) entry;
    TABLE(struct kb_form) form;
    TABLE(struct kb_table) table;
    TABLE(uint32_t) cell;
};

/* Offset of a string in the pool; NONE when memory is out. */
uint32_t kb_intern(struct kb_make *k, const char *s, size_t n);

/* Next line that is not empty and no comment; false at the end. */
bool kb_next_line(const struct kb_file *f, size_t *at, struct kb_line *line);

/* True when the file begins with "#!". */
bool kb_is_lexicon(const struct kb_file *f);

/* Adds a lexicon's entries and forms. */
enum rc kb_lexicon(struct kb_make *k, const struct kb_file *f, struct err *e);

/* "NAME.tsv:LINE: message" as an E_INPUT error. */
enum rc kb_bad(const struct kb_line *line, struct err *e, const char *what,
               struct kb_piece p);

#endif
