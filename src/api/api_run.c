/* A run: the calling thread reads units, of files or out of the ledger whose
 * reports are coded again; workers code them; the calling thread writes them,
 * in the order of the input.
 *
 *     unit[filled % n]: next to be read     filled  >= taken
 *     unit[taken % n]:  next to be coded    taken   >= written
 *     unit[written % n]: next to be written filled - written <= n
 *
 * filled, taken and `done` of each unit are changed under the lock; written
 * is the calling thread's own. Before it would wait for input while coded
 * units are unwritten, the calling thread writes those: a pipe that pauses
 * gets its answers. With one worker the calling thread does its work. */
#include "api/api_in.h"

#include <string.h>

struct runner {
    struct dm *dm;
    const struct dm_options *o;
    struct store *store;        /* NULL: records go to the sink */
    struct read *read;          /* NULL: the ledger itself is read */
    int64_t row;                /* of the ledger: the last that was read */
    struct dm_counts *count;
    struct api_worker *worker[API_MAX_THREADS];
    pthread_t thread[API_MAX_THREADS];
    unsigned n_worker, n_thread;
    struct api_unit *unit;      /* [n_unit] */
    uint64_t n_unit, filled, taken, written;
    bool end, quit;             /* all is read; workers may go */
    struct err err;             /* what ends the run */
    struct buf json;            /* of a refused document */
    pthread_mutex_t lock, large;
    pthread_cond_t ready, done;
};

/* What a worker thread is given. */
struct job {
    struct runner *run;
    struct api_worker *worker;
};

/* The next report of the ledger that other versions have read. */
static enum rc next_stored(struct runner *r, struct api_unit *u,
                           struct api_entry *x)
{
    struct ask_version v = {dm_version(), dm_model_version(r->dm),
                            dm_data_version(r->dm)};
    struct ask_report report;
    int64_t row = r->row;
    for (bool same = true; same;) {
        TRY(ask_next(r->store, &row, &r->err));
        if (!row)
            return E_END;
        r->row = row;
        TRY(ask_is_by(r->store, row, &v, &same, &r->err));
        r->count->known += same;
    }
    TRY(ask_report(r->store, r->row, &u->mem, &report, &r->err));
    x->src = report.src;
    x->row = r->row;
    return OK;
}

/* The next document, or why it is refused; r->err when the run must end. */
static enum rc next(struct runner *r, struct api_unit *u, struct api_entry *x)
{
    if (!r->read)
        return next_stored(r, u, x);
    enum rc rc = read_next(r->read, &u->mem, &x->src, &x->err);
    if (rc == E_NOMEM)
        r->err = x->err;
    return rc;
}

static bool waits(const struct runner *r)
{
    return r->read && read_waits(r->read);
}

static bool keep_place(const struct runner *r, struct api_unit *u,
                       struct api_entry *x)
{
    struct read_place p = {.file = x->src.id};
    if (r->read)
        read_where(r->read, &p);
    const char *file = p.file ? p.file : "";
    x->place = p;
    x->place.file = arena_text(&u->mem, file, strlen(file));
    x->place.input = NULL;
    if (x->read || !p.input || !r->o->refuse)
        return x->place.file != NULL;
    x->place.input = arena_text(&u->mem, p.input, p.n_input);
    return x->place.file && x->place.input;
}

/* True when the ledger has the document; it goes no further then. */
static bool is_known(struct runner *r, const struct api_entry *x)
{
    bool known = false;
    const struct source *src = &x->src;
    struct store_report as = {src->id, src->date, src->origin, src->url,
                              src->sha256};
    if (r->store && !x->row &&
        store_has(r->store, &as, &known, &r->err) != OK)
        r->end = true;
    r->count->known += known;
    return known;
}

/* Reads a document into the unit, or what is refused; false at the end. */
static bool fill_one(struct runner *r, struct api_unit *u)
{
    struct api_entry *x = &u->entry[u->n];
    memset(x, 0, sizeof *x);
    enum rc rc = next(r, u, x);
    if (rc == E_END || r->err.code != OK) {
        r->end = true;
        return false;
    }
    x->read = rc == OK;
    if (x->read && is_known(r, x)) {
        u->bytes += x->src.len;
        return true;
    }
    if (r->end)
        return false;
    if (!keep_place(r, u, x)) {
        err_set(&r->err, E_NOMEM, 0, "out of memory");
        r->end = true;
        return false;
    }
    u->bytes += x->read ? x->src.len : x->place.n_input;
    u->n++;
    return true;
}

/* Fills a unit; the first units are small, so that records come soon. */
static void fill(struct runner *r, struct api_unit *u, uint64_t number)
{
    double then = api_seconds();
    size_t most = number < 4 ? (size_t)1024 << number : API_UNIT_BYTES;
    api_unit_reset(u);
    while (u->n < API_UNIT_DOCS && u->bytes < most) {
        if (u->n && waits(r))
            break;
        if (!fill_one(r, u))
            break;
    }
    u->taken = r->read ? read_taken(r->read) : (uint64_t)r->row;
    r->count->read_s += api_seconds() - then;
}

static void tell(struct runner *r, const struct api_entry *x)
{
    bool unreadable = !x->read && !x->place.line &&
                      (x->err.code == E_IO || x->err.code == E_LIMIT);
    r->count->refused++;
    r->count->unreadable += unreadable;
    if (!r->o->refuse)
        return;
    buf_reset(&r->json);
    api_refuse_json(&r->json, &x->place, x->err.msg);
    struct dm_refused f = {
        .file = x->place.file,
        .line = x->place.line,
        .at = x->place.has_at ? x->place.at : DM_NOWHERE,
        .reason = x->err.msg,
        .unreadable = unreadable,
        .json = buf_str(&r->json),
    };
    r->o->refuse(r->o->refuse_ctx, &f);
}

static enum rc put(const struct dm_options *o, const struct buf *b,
                   struct err *e)
{
    if (o->sink && b->n && o->sink(o->sink_ctx, b->p, b->n))
        return err_set(e, E_END, 0, "stopped by the sink");
    return OK;
}

/* A document's records to the ledger. */
static enum rc add(struct runner *r, const struct api_unit *u,
                   const struct api_entry *x)
{
    enum store_put did = STORE_ADDED;
    if (!r->store)
        return OK;
    if (r->read)
        TRY(store_put(r->store, u->out.p + x->beg, x->end - x->beg, &did,
                      &r->err));
    else
        TRY(store_recode(r->store, x->row, u->out.p + x->beg,
                         x->end - x->beg, &did, &r->err));
    r->count->known += did == STORE_KNOWN;
    r->count->replaced += did == STORE_REPLACED;
    r->count->documents -= did == STORE_KNOWN;
    return OK;
}

/* Writes a coded unit and counts it. */
static enum rc write_unit(struct runner *r, const struct api_unit *u)
{
    if (!r->store)
        TRY(put(r->o, &u->out, &r->err));
    for (uint32_t i = 0; i < u->n; i++) {
        const struct api_entry *x = &u->entry[i];
        if (x->err.code != OK) {
            tell(r, x);
            continue;
        }
        r->count->documents++;
        r->count->bytes += x->src.len;
        TRY(add(r, u, x));
    }
    r->count->taken = u->taken;
    if (r->o->progress)
        r->o->progress(r->o->progress_ctx, r->count);
    return OK;
}

/* All in the calling thread. */
static void run_alone(struct runner *r)
{
    struct api_unit *u = &r->unit[0];
    while (!r->end && r->err.code == OK) {
        fill(r, u, r->filled++);
        api_unit_code(r->dm, r->o, r->worker[0], u);
        if (write_unit(r, u) != OK)
            return;
    }
}

/* Long documents are coded one at a time, so that the memory of a run is that
 * of one of them, for any number of workers. */
static void code(struct runner *r, struct api_worker *w, struct api_unit *u)
{
    bool large = u->bytes > API_LARGE_BYTES;
    if (large)
        pthread_mutex_lock(&r->large);
    api_unit_code(r->dm, r->o, w, u);
    if (large)
        pthread_mutex_unlock(&r->large);
}

/* A worker: codes units until it may go. */
static void *work(void *ctx)
{
    struct job *j = ctx;
    struct runner *r = j->run;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->taken == r->filled && !r->quit)
            pthread_cond_wait(&r->ready, &r->lock);
        if (r->quit)
            break;
        struct api_unit *u = &r->unit[r->taken++ % r->n_unit];
        pthread_mutex_unlock(&r->lock);
        code(r, j->worker, u);
        pthread_mutex_lock(&r->lock);
        u->done = true;
        pthread_cond_signal(&r->done);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* Reads while there is room and nobody has to be waited for. */
static void fill_ahead(struct runner *r)
{
    while (!r->end && r->filled - r->written < r->n_unit) {
        if (r->filled > r->written && waits(r))
            return;
        fill(r, &r->unit[r->filled % r->n_unit], r->filled);
        pthread_mutex_lock(&r->lock);
        r->filled++;
        pthread_cond_signal(&r->ready);
        pthread_mutex_unlock(&r->lock);
    }
}

static enum rc write_next(struct runner *r)
{
    struct api_unit *u = &r->unit[r->written % r->n_unit];
    pthread_mutex_lock(&r->lock);
    while (!u->done)
        pthread_cond_wait(&r->done, &r->lock);
    pthread_mutex_unlock(&r->lock);
    TRY(write_unit(r, u));
    r->written++;
    return OK;
}

static void run_together(struct runner *r)
{
    struct job job[API_MAX_THREADS];
    for (unsigned i = 0; i < r->n_worker; i++) {
        job[r->n_thread] = (struct job){r, r->worker[i]};
        r->n_thread += !pthread_create(&r->thread[r->n_thread], NULL, work,
                                       &job[r->n_thread]);
    }
    if (!r->n_thread) {
        run_alone(r);
        return;
    }
    do {
        fill_ahead(r);
    } while (r->written < r->filled && write_next(r) == OK);
    pthread_mutex_lock(&r->lock);
    r->quit = true;
    pthread_cond_broadcast(&r->ready);
    pthread_mutex_unlock(&r->lock);
    for (unsigned i = 0; i < r->n_thread; i++)
        pthread_join(r->thread[i], NULL);
}

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

/* Takes workers and makes units: some more than workers, so that a long
 * document holds up its own worker alone. */
static enum rc prepare(struct runner *r, const char *const *paths, size_t n)
{
    unsigned want = r->o->threads ? r->o->threads : dm_cores();
    struct read_options ro = api_reading(r->o);
    ro.lasting = r->store != NULL;
    if (paths)
        TRY(read_open(&r->read, paths, n, &ro, &r->err));
    want = want < API_MAX_THREADS ? want : API_MAX_THREADS;
    for (; r->n_worker < want; r->n_worker++) {
        if (!(r->worker[r->n_worker] = api_worker_take(r->dm)))
            break;
    }
    if (!r->n_worker)
        return no_memory(&r->err);
    r->n_unit = r->n_worker == 1 ? 1 : r->n_worker * 4;
    r->unit = base_alloc(r->n_unit * sizeof *r->unit);
    if (!r->unit)
        return no_memory(&r->err);
    memset(r->unit, 0, r->n_unit * sizeof *r->unit);
    return OK;
}

static void put_back(struct runner *r)
{
    for (unsigned i = 0; i < r->n_worker; i++) {
        struct api_worker *w = r->worker[i];
        r->count->print_s += w->print_s;
        for (int l = 0; l < N_LAYER; l++)
            r->count->stage_s[l] += w->stage_s[l];
        api_worker_put(r->dm, w);
    }
    for (uint64_t i = 0; r->unit && i < r->n_unit; i++)
        api_unit_free(&r->unit[i]);
    base_free(r->unit);
    buf_free(&r->json);
    if (r->read)
        r->count->skipped = read_skipped(r->read);
    read_close(r->read);
}

enum dm_rc api_run(struct dm *dm, const char *const *paths, size_t n,
                   const struct dm_options *o, struct dm_counts *counts,
                   struct dm_error *e)
{
    struct dm_counts none;
    struct runner r = {.dm = dm, .o = o, .count = counts ? counts : &none};
    if (o->ledger)
        r.store = o->ledger->store;
    *r.count = (struct dm_counts){0};
    pthread_mutex_init(&r.lock, NULL);
    pthread_mutex_init(&r.large, NULL);
    pthread_cond_init(&r.ready, NULL);
    pthread_cond_init(&r.done, NULL);
    if (prepare(&r, paths, n) == OK) {
        if (r.n_worker == 1)
            run_alone(&r);
        else
            run_together(&r);
    }
    put_back(&r);
    pthread_cond_destroy(&r.done);
    pthread_cond_destroy(&r.ready);
    pthread_mutex_destroy(&r.large);
    pthread_mutex_destroy(&r.lock);
    return api_rc(&r.err, e);
}

/* What goes into a ledger is all records, as JSON. */
static enum dm_rc run(struct dm *dm, const char *const *paths, size_t n,
                      struct dm_options o, struct dm_counts *counts,
                      struct dm_error *e)
{
    struct err bad = {0};
    if (counts)
        *counts = (struct dm_counts){0};
    if (o.ledger) {
        o.format = DM_JSONL;
        o.until = dm_defaults().until;
    }
    if (api_check(dm, &o, &bad) != OK)
        return api_rc(&bad, e);
    return api_run(dm, paths, n, &o, counts, e);
}

enum dm_rc dm_run(struct dm *dm, const char *const *paths, size_t n,
                  const struct dm_options *options, struct dm_counts *counts,
                  struct dm_error *e)
{
    static const char *const nothing[1];
    return run(dm, paths ? paths : nothing, n, *options, counts, e);
}

enum dm_rc dm_recode(struct dm *dm, const struct dm_options *options,
                     struct dm_counts *counts, struct dm_error *e)
{
    struct err bad = {0};
    if (options->ledger)
        return run(dm, NULL, 0, *options, counts, e);
    err_set(&bad, E_USAGE, 0, "no ledger to code again");
    return api_rc(&bad, e);
}

/* The document of the caller as the only one of a unit. */
static enum rc take_given(const struct dm_document *d,
                          const struct dm_options *o, struct api_unit *u,
                          struct err *e)
{
    struct read_options ro = api_reading(o);
    struct api_entry *x = &u->entry[0];
    if (d->len > DOC_MAX)
        return err_set(e, E_LIMIT, UINT64_MAX, "the text is over the limit "
                       "of %u bytes, expected single reports",
                       (unsigned)DOC_MAX);
    x->src = (struct source){
        .id = d->id ? d->id : "text", .date = d->date, .origin = d->source,
        .title = d->title, .url = d->url, .len = (uint32_t)d->len,
        .text = arena_text(&u->mem, d->text, d->len),
    };
    if (!x->src.text)
        return no_memory(e);
    x->read = true;
    u->n = 1;
    return read_given(&ro, &u->mem, &x->src, e);
}

enum rc api_code_one(struct dm *dm, const struct dm_options *o,
                     struct api_unit *u, struct err *e)
{
    struct api_worker *w = api_worker_take(dm);
    enum rc rc = w ? OK : no_memory(e);
    if (w) {
        api_unit_code(dm, o, w, u);
        if (u->entry[0].err.code != OK)
            *e = u->entry[0].err;
        rc = u->entry[0].err.code;
        api_worker_put(dm, w);
    }
    if (rc == OK)
        rc = put(o, &u->out, e);
    api_unit_free(u);
    return rc;
}

enum dm_rc dm_code(struct dm *dm, const struct dm_document *d,
                   const struct dm_options *o, struct dm_error *error)
{
    struct err e = {0};
    struct api_unit *u = NULL;
    enum rc rc = api_check(dm, o, &e);
    if (rc == OK && !(u = base_alloc(sizeof *u)))
        rc = no_memory(&e);
    if (rc == OK) {
        memset(u, 0, sizeof *u);
        rc = take_given(d, o, u, &e);
    }
    if (rc == OK)
        rc = api_code_one(dm, o, u, &e);
    else if (u)
        api_unit_free(u);
    e.code = rc;
    base_free(u);
    return api_rc(&e, error);
}
