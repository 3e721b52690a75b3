/* data.h - work on folders of data: what is wrong, what changed, what lacks.
 * reads:   folders of NAME.tsv, dictionaries, coded documents
 * writes:  lines of text
 * shape:   one finding a line, sorted       units:   lines from 1
 * errors:  E_IO, E_INPUT, E_LIMIT, E_NOMEM; findings are no errors
 * threads: one                              cost:    O(n log n)
 * source:  docs/demarche.1, "data"
 */
#ifndef DM_DATA_H
#define DM_DATA_H

#include "base/buf.h"
#include "kb/kb.h"

/* What a look at a folder gave. */
struct data_lint {
    uint32_t n_file, n_line;
    uint32_t n_bad;   /* faults */
    uint32_t n_note;  /* what is no fault, and may be one */
};

/* Writes "DIR/NAME.tsv:LINE: message" of all that is wrong in a folder, and
 * with `notes` "...: note: ..." of names that mean two countries, and of
 * lines that say what a line of another file says. Codes are known when the
 * folder or `kb` has them. Errors: E_IO, E_LIMIT, E_NOMEM, E_INPUT (no file).
 */
enum rc data_lint(const struct kb *kb, const char *dir, bool notes,
                  struct buf *out, struct data_lint *sum, struct err *e)
    MUST_USE;

/* Writes the facts by which two folders differ, a line each, sorted by file
 * and key: "- NAME.tsv", a tab and the line of `old`; "+ ..." of `now`;
 * "~ NAME.tsv", a tab, the key, a tab and the columns that changed. *n is
 * their number. Comments and the order of lines are no facts. Errors: as
 * data_lint. */
enum rc data_diff(const char *old, const char *now, struct buf *out,
                  uint32_t *n, struct err *e) MUST_USE;

#endif
