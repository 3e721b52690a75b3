/* kb_compile.h - data/ to one block.
 * reads:   texts of NAME.tsv files          writes:  a block for kb_open
 * shape:   -                                units:   bytes
 * errors:  E_INPUT with "NAME.tsv:LINE: what was expected", E_IO, E_NOMEM,
 *          E_LIMIT
 * threads: one                              cost:    O(n log n)
 * source:  -
 *
 * Lexicon: the first line is "#! KIND COLUMN ...", KIND a word of
 * kb_kind_name or "-" when a column "kind" tells it. Columns:
 *   name     spelling as written (needed)
 *   forms    further spellings, parted by "|"; "~x": letters do not matter
 *   plural   plural; empty: the regular one, "-": none
 *   surname  a person's short names, parted by "|"
 *   kind country sector group office note source: words
 *   from to  YYYY-MM-DD, YYYY-MM or YYYY, inclusive; empty: open
 *   lat lon people: numbers
 *   flag     seat leader plural inherit former unnamed
 */
#ifndef DM_KB_COMPILE_H
#define DM_KB_COMPILE_H

#include "kb/kb.h"

/* One file of data/. */
struct kb_file {
    const char *name; /* without directory, without ".tsv" */
    const char *text;
    size_t len;
};

/* Makes a block in `mem`; files in order of their names. Errors: above. */
enum rc kb_compile(const struct kb_file *files, uint32_t n, struct arena *mem,
                   void **block, size_t *len, struct err *e) MUST_USE;

/* Lays files over an open block and makes *kb the new one, in `mem`: a line
 * replaces the lines of the block's file of that name that begin with the same
 * cell; all others stay and are added. Where nothing else decides between two
 * entries, the one of `files` comes first. On failure *kb is as it was, or is
 * zeros. Errors: above. */
enum rc kb_layer(struct kb *kb, const struct kb_file *files, uint32_t n,
                 struct arena *mem, struct err *e) MUST_USE;

/* Reads a file of any kind into `mem`; its name is `path`, borrowed. Errors:
 * E_IO, E_NOMEM. */
enum rc kb_read_file(const char *path, struct arena *mem, struct kb_file *to,
                     struct err *e) MUST_USE;

/* Reads all *.tsv files of a directory into `mem`, sorted by name. Errors:
 * E_IO, E_NOMEM, E_LIMIT. */
enum rc kb_read_dir(const char *path, struct arena *mem,
                    struct kb_file **files, uint32_t *n, struct err *e)
    MUST_USE;

#endif
