/* Work on the lexicons. */
#include "api/api_in.h"

#include "base/blob.h"
#include "data/data.h"

/* Gives what was found to the caller's sink and forgets it. */
static enum dm_rc give(struct buf *b, enum rc rc, dm_sink *sink, void *ctx,
                       struct err *e, struct dm_error *to)
{
    if (rc == OK && sink && b->n && sink(ctx, b->p, b->n))
        rc = err_set(e, E_END, 0, "stopped by the sink");
    buf_free(b);
    e->code = rc;
    return api_rc(e, to);
}

enum rc api_built_in(struct kb *kb, struct err *e)
{
    return kb_open(kb, dm_blob_data,
                   (size_t)(dm_blob_data_end - dm_blob_data), e);
}

enum dm_rc dm_data_lint(const char *dir, int notes, dm_sink *sink, void *ctx,
                        struct dm_lint *counts, struct dm_error *error)
{
    struct err e = {0};
    struct buf b = {0};
    struct data_lint sum = {0};
    struct kb kb;
    enum rc rc = api_built_in(&kb, &e);
    if (rc == OK)
        rc = data_lint(&kb, dir, notes != 0, &b, &sum, &e);
    if (counts)
        *counts = (struct dm_lint){sum.n_file, sum.n_line, sum.n_bad,
                                   sum.n_note};
    return give(&b, rc, sink, ctx, &e, error);
}

enum dm_rc dm_data_diff(const char *old, const char *now, dm_sink *sink,
                        void *ctx, uint64_t *n, struct dm_error *error)
{
    struct err e = {0};
    struct buf b = {0};
    uint32_t found = 0;
    enum rc rc = data_diff(old, now, &b, &found, &e);
    if (n)
        *n = found;
    return give(&b, rc, sink, ctx, &e, error);
}
