/* The ledger as others see it. */
#include "api/api_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum dm_rc dm_ledger_open(struct dm_ledger **out, const char *path,
                          int write, struct dm_error *error)
{
    struct err e = {0};
    struct dm_ledger *l = base_alloc(sizeof *l);
    if (!l) {
        err_set(&e, E_NOMEM, 0, "out of memory");
        return api_rc(&e, error);
    }
    enum rc rc = store_open(&l->store, path, write ? STORE_WRITE : STORE_READ,
                            &e);
    if (rc != OK) {
        base_free(l);
        return api_rc(&e, error);
    }
    *out = l;
    return DM_OK;
}

void dm_ledger_close(struct dm_ledger *l)
{
    if (!l)
        return;
    store_close(l->store);
    base_free(l);
}

uint64_t dm_input_size(const char *const *paths, size_t n)
{
    return read_size(paths, n);
}

uint64_t dm_ledger_size(struct dm_ledger *l)
{
    int64_t last = 0;
    return ask_last(l->store, &last, NULL) == OK ? (uint64_t)last : 0;
}

enum dm_rc dm_backup(struct dm_ledger *l, const char *path,
                     struct dm_error *error)
{
    struct err e = {0};
    enum rc rc = store_backup(l->store, path, &e);
    (void)rc; /* it is in e */
    return api_rc(&e, error);
}

/* What is asked of why: a report, and what of it. */
struct asked {
    const char *name; /* of the report, as it was given */
    const char *rest; /* "event/3", NULL: no record */
    int sentence;     /* -1: all */
};

/* Takes "DOCUMENT/KIND/N", "DOCUMENT:SENTENCE" or "DOCUMENT" apart, the first
 * that names a report; *row 0: none does. */
static enum rc take_apart(struct store *s, struct arena *mem, const char *id,
                          struct asked *a, int64_t *row, struct err *e)
{
    char *name = arena_text(mem, id, strlen(id));
    if (!name)
        return err_set(e, E_NOMEM, 0, "out of memory");
    *a = (struct asked){.name = name, .sentence = -1};
    TRY(ask_named(s, name, row, e));
    char *at = *row ? NULL : strrchr(name, ':');
    if (at && at[1] && strlen(at) < 10 &&
        strspn(at + 1, "0123456789") == strlen(at + 1)) {
        *at = '\0';
        a->sentence = atoi(at + 1);
        TRY(ask_named(s, name, row, e));
        *at = *row ? '\0' : ':';
    }
    char *last = *row ? NULL : strrchr(name, '/');
    for (at = last; at && at > name && at[-1] != '/'; at--)
        ;
    if (!at || at == name)
        return OK;
    at[-1] = '\0';
    a->rest = at;
    a->sentence = -1;
    return ask_named(s, name, row, e);
}

static int keep_line(void *ctx, const struct ask_found *r)
{
    struct buf *b = ctx;
    buf_put(b, r->line, r->n);
    buf_char(b, '\n');
    return b->fail;
}

/* Says that a report was replaced, and by which. */
static enum rc tell_older(struct store *s, struct arena *mem,
                          const struct ask_report *r,
                          const struct dm_options *o, struct err *e)
{
    struct ask_report newer;
    char line[600];
    if (!r->newer || !o->sink)
        return OK;
    TRY(ask_report(s, r->newer, mem, &newer, e));
    int n = snprintf(line, sizeof line, "%.200s@%.12s is an older version, "
                     "replaced by %.200s@%.12s\n", r->src.id, r->src.sha256,
                     newer.src.id, newer.src.sha256);
    return o->sink(o->sink_ctx, line, (size_t)n)
               ? err_set(e, E_END, 0, "stopped by the sink") : OK;
}

/* Codes the report's text again and says what decided. */
static enum rc explain(struct dm *dm, const struct ask_report *r,
                       const struct buf *stored, const struct dm_options *o,
                       struct err *e)
{
    struct api_unit *u = base_alloc(sizeof *u);
    if (!u)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(u, 0, sizeof *u);
    u->n = 1;
    u->entry[0] = (struct api_entry){.src = r->src, .read = true,
                                     .stored = stored};
    enum rc rc = api_code_one(dm, o, u, e);
    base_free(u);
    return rc;
}

static enum rc why(struct dm *dm, struct store *s, const char *id,
                   struct dm_options *o, struct arena *mem, struct err *e)
{
    struct asked a = {.sentence = -1};
    struct ask_report r;
    struct buf stored = {0}, record = {0};
    int64_t row;
    TRY(api_check(dm, o, e));
    TRY(take_apart(s, mem, id, &a, &row, e));
    if (!row)
        return err_set(e, E_INPUT, 0, "\"%.120s\" is no report of the ledger "
                       "and no record", id);
    TRY(ask_report(s, row, mem, &r, e));
    TRY(tell_older(s, mem, &r, o, e));
    buf_text(&record, r.src.id);
    buf_char(&record, '/');
    buf_text(&record, a.rest ? a.rest : "");
    o->record = a.rest ? buf_str(&record) : NULL;
    o->sentence = a.sentence;
    enum rc rc = ask_lines(s, r.first, r.last, keep_line, &stored, e);
    if (stored.fail || record.fail)
        rc = err_set(e, E_NOMEM, 0, "out of memory");
    if (rc == OK)
        rc = explain(dm, &r, &stored, o, e);
    buf_free(&stored);
    buf_free(&record);
    return rc;
}

enum dm_rc dm_why(struct dm *dm, struct dm_ledger *l, const char *id,
                  const struct dm_options *options, struct dm_error *error)
{
    struct dm_options o = *options;
    struct arena mem = {0};
    struct err e = {0};
    o.format = DM_WHY;
    e.code = why(dm, l->store, id, &o, &mem, &e);
    arena_free(&mem);
    return api_rc(&e, error);
}
