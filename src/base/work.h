/* work.h - what one thread brings to every stage.
 * reads:   -                                writes:  -
 * shape:   -                                units:   -
 * errors:  -                                threads: one work a thread
 * cost:    -                                source:  -
 */
#ifndef DM_WORK_H
#define DM_WORK_H

#include "base/base.h"

/* How much a stage tells of itself on standard error, by how often a thing
 * happens: each level includes those before it. */
enum trace {
    TRACE_OFF, TRACE_DOCUMENT, TRACE_STAGE, TRACE_SENTENCE, TRACE_RULE
};

/* One thread's scratch; zero-initialised is ready to use. */
struct work {
    struct arena mem; /* scratch, reset by the pipe after each stage */
    int trace;        /* enum trace */
    void *num;        /* this thread's kernels, owned by num */
};

#endif
