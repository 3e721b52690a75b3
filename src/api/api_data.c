/* Work on the lexicons. */
#include "api/api_in.h"

#include "base/blob.h"
#include "data/data.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static_assert((int)DM_LINT_NOTES == (int)DATA_NOTES &&
              (int)DM_LINT_ORDER == (int)DATA_ORDER, "sets are the same");

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

enum dm_rc dm_data_lint(const char *dir, unsigned what, dm_sink *sink,
                        void *ctx, struct dm_lint *counts,
                        struct dm_error *error)
{
    struct err e = {0};
    struct buf b = {0};
    struct data_lint sum = {0};
    struct kb kb;
    enum rc rc = api_built_in(&kb, &e);
    if (rc == OK)
        rc = data_lint(&kb, dir, what, &b, &sum, &e);
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

static enum rc write_file(const char *dir, const char *name,
                          const struct buf *b, struct err *e)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s.tsv", dir, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return err_set(e, E_IO, 0, "path too long: %.100s", dir);
    FILE *f = fopen(path, "we");
    bool good = f && fwrite(b->p, 1, b->n, f) == b->n;
    if (f && fclose(f))
        good = false;
    return good ? OK : err_set(e, E_IO, 0, "%.150s: %s", path,
                               strerror(errno));
}

static enum rc write_lexicons(const struct dm_dictionaries *from,
                              const struct data_import *d, struct err *e)
{
    if (!from->dir)
        return OK;
    if (mkdir(from->dir, 0777) && errno != EEXIST)
        return err_set(e, E_IO, 0, "%.150s: %s", from->dir, strerror(errno));
    if (from->n_actors)
        TRY(write_file(from->dir, "petrarch_actors", &d->actors, e));
    if (from->n_agents)
        TRY(write_file(from->dir, "petrarch_agents", &d->agents, e));
    return OK;
}

static enum rc import(const struct dm_dictionaries *from, struct arena *mem,
                      struct data_import *d, struct err *e)
{
    size_t n = from->n_actors + from->n_agents;
    struct kb_file *file = arena_get(mem, (n + 1) * sizeof *file);
    struct kb kb;
    if (!file)
        return err_set(e, E_NOMEM, 0, "out of memory");
    TRY(api_built_in(&kb, e));
    for (size_t i = 0; i < n; i++)
        TRY(kb_read_file(i < from->n_actors ? from->actors[i]
                                   : from->agents[i - from->n_actors],
                         mem, &file[i], e));
    TRY(data_import(&kb, file, (uint32_t)from->n_actors, (uint32_t)n, d, e));
    return write_lexicons(from, d, e);
}

enum dm_rc dm_data_import(const struct dm_dictionaries *from, dm_sink *sink,
                          void *ctx, struct dm_import *counts,
                          struct dm_error *error)
{
    struct err e = {0};
    struct arena mem = {0};
    struct data_import d = {0};
    enum rc rc = import(from, &mem, &d, &e);
    if (counts)
        *counts = (struct dm_import){
            .records = d.n_record, .phrases = d.n_phrase, .roles = d.n_role,
            .spellings = d.n_spelling, .actors = d.n_actor,
            .agents = d.n_agent, .faults = d.n_fault, .null_roles = d.n_null,
            .bare = d.n_bare, .gaps = d.n_gap, .units = d.n_dropped,
            .shared = d.n_shared, .rivals = d.n_rival,
        };
    struct buf report = d.report;
    d.report = (struct buf){0};
    data_import_free(&d);
    arena_free(&mem);
    return give(&report, rc, sink, ctx, &e, error);
}

static int keep(void *ctx, const char *bytes, size_t n)
{
    struct buf *rows = ctx;
    buf_put(rows, bytes, n);
    return rows->fail;
}

enum dm_rc dm_data_coverage(struct dm *dm, const char *const *paths, size_t n,
                            const struct dm_options *o,
                            struct dm_counts *counts, struct dm_error *error)
{
    struct err e = {0};
    struct buf rows = {0}, b = {0};
    struct dm_options own = *o;
    if (o->format > DM_JSONL)
        err_set(&e, E_USAGE, 0, "coverage is text or JSON Lines");
    else if (o->until < N_LAYER - 1)
        err_set(&e, E_USAGE, 0, "coverage needs all stages");
    if (e.code != OK || api_check(dm, o, &e) != OK)
        return api_rc(&e, error);
    own.ledger = NULL;
    own.format = (enum dm_format)API_UNKNOWN;
    own.sink = keep;
    own.sink_ctx = &rows;
    enum dm_rc rc = api_run(dm, paths, n, &own, counts, error);
    if (rc != DM_OK && !rows.fail) {
        buf_free(&rows);
        return rc;
    }
    enum rc made = buf_rc(&rows, &e);
    if (made == OK)
        made = data_cover(&dm->kb, &rows, o->top, o->format == DM_JSONL, &b,
                          &e);
    buf_free(&rows);
    return give(&b, made, o->sink, o->sink_ctx, &e, error);
}
