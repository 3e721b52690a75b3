/* pipe.h - the stages in their order, run over documents.
 * reads:   -                                writes:  doc.have, all layers
 * shape:   -                                units:   documents
 * errors:  one a document, in errs; the others go on
 * threads: kit shared; work and documents are one thread's
 * cost:    the sum of the stages            source:  -
 */
#ifndef DM_PIPE_H
#define DM_PIPE_H

#include "base/work.h"
#include "doc/doc.h"

struct net;
struct kb;

/* What was learned and what is wanted; constant, shared by threads. */
struct pipe_kit {
    const struct net *net; /* borrowed */
    const struct kb *kb;   /* borrowed */
    bool check;            /* run doc_check after each stage */
    /* Called after each stage of each document when not NULL. */
    void (*seen)(void *ctx, enum layer stage, const struct doc *d);
    void *ctx;
};

/* Runs the stages up to and with `until` (LAYER_STANCE: all) over n opened
 * documents, the encoder over all of them at once. A layer that is there is
 * not made again. errs[i].code tells how document i went: OK, or why it
 * stopped (its later layers are missing). Returns OK when none failed, else
 * the code of the first that did. */
enum rc pipe_run(const struct pipe_kit *kit, struct work *w,
                 struct doc *const *docs, uint32_t n, enum layer until,
                 struct err *errs) MUST_USE;

#endif
