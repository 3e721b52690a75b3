/* lint_in.h - a folder of data under the linter.
 * reads:   -                                writes:  -
 * shape:   file [n_file] in order of names, found in any order
 * units:   lines from 1
 * errors:  memory that is out shows as no_memory
 * threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_LINT_IN_H
#define DM_LINT_IN_H

#include "data/data.h"
#include "kb/kb_make.h"

/* Something to tell about a line. */
struct found {
    uint32_t file, line; /* number of the file */
    uint32_t no;         /* in the order it was found */
    bool note;           /* no fault */
    const char *text;
};

/* The linter at work. */
struct lint {
    struct arena mem;
    const struct kb *known; /* the built-in data */
    struct kb kb;           /* the folder's */
    const char *dir;
    struct kb_file *file;
    uint32_t n_file, n_line, n_bad, n_note;
    bool notes, ordered, no_memory;
    TABLE(struct found) found;
};

/* Keeps a finding about a line of file number `file`. */
void lint_say(struct lint *l, uint32_t file, uint32_t line, const char *fmt,
              ...) PRINTF_LIKE(4, 5);

/* Looks at what the compiled folder says: codes, terms, dead lines. */
void lint_facts(struct lint *l);

#endif
