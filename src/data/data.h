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
#include "kb/kb_compile.h"

/* What a look at a folder gave. */
struct data_lint {
    uint32_t n_file, n_line;
    uint32_t n_bad;   /* faults */
    uint32_t n_note;  /* what is no fault, and may be one */
};

/* What the linter tells beside faults: DATA_NOTES "...: note: ..." of names
 * that mean two countries and of lines that say what a line of another file
 * says; DATA_ORDER lexicons that are not in the order of their bytes. */
enum { DATA_NOTES = 1, DATA_ORDER = 2 };

/* Writes "DIR/NAME.tsv:LINE: message" of all that is wrong in a folder; `what`
 * is a set of the above. Codes are known when the folder or `kb` has them.
 * Errors: E_IO, E_LIMIT, E_NOMEM, E_INPUT (no file). */
enum rc data_lint(const struct kb *kb, const char *dir, unsigned what,
                  struct buf *out, struct data_lint *sum, struct err *e)
    MUST_USE;

/* Writes the facts by which two folders differ, a line each, sorted by file
 * and key: "- NAME.tsv", a tab and the line of `old`; "+ ..." of `now`;
 * "~ NAME.tsv", a tab, the key, a tab and the columns that changed. *n is
 * their number. Comments and the order of lines are no facts. Errors: as
 * data_lint. */
enum rc data_diff(const char *old, const char *now, struct buf *out,
                  uint32_t *n, struct err *e) MUST_USE;

/* Appends a row for each name in the records of a document that no lexicon
 * knows as a whole (needs LAYER_STANCE): ten cells, which data_cover reads. */
void data_unknown(const struct kb *kb, const struct doc *d, struct buf *out);

/* Writes the `top` (0: all) names that most rows without a code, or with one
 * that is guessed from what the report speaks of, have, the most
 * frequent first: count, type, name, an example, and a line for a file of
 * data/, as text or JSON Lines. Errors: E_NOMEM. */
enum rc data_cover(const struct kb *kb, const struct buf *rows, uint32_t top,
                   bool json, struct buf *out, struct err *e) MUST_USE;

/* What dictionaries became. Zero-initialise; give back with
 * data_import_free. */
struct data_import {
    struct buf actors, agents; /* lexicons, text of files NAME.tsv */
    struct buf report;  /* "FILE:LINE: message" of what is not understood, and
                         * "...: note: ..." of what is ambiguous */
    uint32_t n_record, n_phrase, n_role; /* of actors, as they stand there */
    uint32_t n_spelling; /* phrases that differ */
    uint32_t n_actor, n_agent; /* lines made */
    uint32_t n_fault;   /* lines or parts of them not understood */
    uint32_t n_null;    /* [---]: left out */
    uint32_t n_bare;    /* records without a code */
    uint32_t n_gap;     /* phrases whose words may stand apart, taken as one */
    uint32_t n_dropped; /* units of codes that our scheme does not keep */
    uint32_t n_shared;  /* spellings of several records */
    uint32_t n_rival;   /* names with two codes at one time */
};

/* Reads PETRARCH dictionaries, actors from file[0 .. n_actor), agents from the
 * rest, and writes lexicons of ours. All roles of one spelling, in whatever
 * records, are put together: one with days is never hidden by one without,
 * which holds on all other days. Errors: E_NOMEM. */
enum rc data_import(const struct kb *kb, const struct kb_file *file,
                    uint32_t n_actor, uint32_t n, struct data_import *out,
                    struct err *e) MUST_USE;

/* Gives its buffers back. */
void data_import_free(struct data_import *d);

#endif
