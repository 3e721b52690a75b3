#include "api/api_in.h"

#include "data/data.h"
#include "doc/conllu.h"
#include "doc/dump.h"
#include "out/out.h"
#include "why/why.h"

#include <string.h>
#include <time.h>

double api_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct api_worker *api_worker_take(struct dm *dm)
{
    pthread_mutex_lock(&dm->lock);
    struct api_worker *w = dm->idle;
    if (w)
        dm->idle = w->next;
    pthread_mutex_unlock(&dm->lock);
    if (!w && (w = base_alloc(sizeof *w)))
        memset(w, 0, sizeof *w);
    if (w) {
        w->print_s = 0;
        memset(w->stage_s, 0, sizeof w->stage_s);
    }
    return w;
}

void api_worker_put(struct dm *dm, struct api_worker *w)
{
    pthread_mutex_lock(&dm->lock);
    w->next = dm->idle;
    dm->idle = w;
    pthread_mutex_unlock(&dm->lock);
}

void api_worker_free(struct api_worker *w)
{
    if (!w)
        return;
    for (int i = 0; i < API_UNIT_DOCS; i++)
        doc_close(&w->doc[i]);
    num_close(&w->work);
    arena_free(&w->work.mem);
    base_free(w);
}

/* Called by the pipe after each stage of each document: all the time since
 * the last look belongs to it. */
static void seen(void *ctx, enum layer stage, const struct doc *d)
{
    struct api_worker *w = ctx;
    double now = api_seconds();
    (void)d;
    w->stage_s[stage] += now - w->then;
    w->then = now;
}

static void print_dump(const struct doc *d, uint32_t stages, struct buf *b)
{
    buf_text(b, "# document ");
    doc_dump_text(b, d->src.id, strlen(d->src.id));
    buf_char(b, '\n');
    for (int l = 0; l < N_LAYER; l++) {
        if (stages >> l & 1)
            doc_dump(d, (enum layer)l, b);
    }
    if (stages >> LAYER_FRAME)
        doc_dump_notes(d, b);
    buf_char(b, '\n');
}

static enum rc print(const struct dm *dm, const struct dm_options *o,
                     const struct doc *d, const struct api_entry *x,
                     struct buf *b, struct err *e)
{
    struct why_ask ask = {
        .record = o->record, .sentence = o->sentence, .kb = &dm->kb,
        .stored = x->stored ? x->stored->p : NULL,
        .n_stored = x->stored ? x->stored->n : 0,
    };
    struct out_style st = {
        .program = dm_version(),
        .model = dm_model_version(dm),
        .data = dm_data_version(dm),
        .colour = o->colour != 0,
        .width = o->width,
    };
    switch ((int)o->format) {
    case API_UNKNOWN:
        data_unknown(&dm->kb, d, b);
        return buf_rc(b, e);
    case DM_JSONL:
        return out_jsonl(d, &st, b, e);
    case DM_WHY:
        return why_print(d, &st, &ask, b, e);
    case DM_CONLLU:
        doc_conllu(d, b);
        return buf_rc(b, e);
    case DM_DUMP:
        print_dump(d, o->dump, b);
        return buf_rc(b, e);
    default:
        return out_text(d, &st, b, e);
    }
}

/* Prints a document, all of it or nothing. */
static void print_entry(const struct dm *dm, const struct dm_options *o,
                        const struct doc *d, struct api_unit *u,
                        struct api_entry *x)
{
    size_t before = u->out.n;
    enum rc rc = print(dm, o, d, x, &u->out, &x->err);
    x->beg = before;
    x->end = u->out.n;
    if (rc == OK)
        return;
    x->err.code = rc;
    u->out.n = before;
    u->out.fail = false;
}

static void shut_doc(struct doc *d)
{
    if (d->len > API_KEEP_BYTES)
        doc_close(d);
    else
        doc_reset(d);
}

void api_unit_code(const struct dm *dm, const struct dm_options *o,
                   struct api_worker *w, struct api_unit *u)
{
    struct pipe_kit kit = {.net = &dm->net, .kb = &dm->kb,
                           .check = o->check != 0, .seen = seen, .ctx = w};
    struct doc *docs[API_UNIT_DOCS];
    struct api_entry *of[API_UNIT_DOCS];
    uint32_t n = 0;
    w->then = api_seconds();
    for (uint32_t i = 0; i < u->n; i++) {
        struct api_entry *x = &u->entry[i];
        if (!x->read)
            continue;
        x->err.code = doc_open(&w->doc[n], &x->src, &x->err);
        if (x->err.code != OK)
            continue;
        docs[n] = &w->doc[n];
        of[n++] = x;
    }
    enum rc rc = pipe_run(&kit, &w->work, docs, n, (enum layer)o->until,
                          w->err);
    (void)rc; /* each document has its own */
    w->then = api_seconds();
    for (uint32_t i = 0; i < n; i++) {
        of[i]->err = w->err[i];
        if (w->err[i].code == OK)
            print_entry(dm, o, docs[i], u, of[i]);
        shut_doc(docs[i]);
    }
    w->print_s += api_seconds() - w->then;
}

void api_unit_reset(struct api_unit *u)
{
    if (u->bytes > API_KEEP_BYTES) {
        arena_free(&u->mem);
        buf_free(&u->out);
    }
    arena_reset(&u->mem);
    buf_reset(&u->out);
    u->n = 0;
    u->bytes = 0;
    u->done = false;
}

void api_unit_free(struct api_unit *u)
{
    arena_free(&u->mem);
    buf_free(&u->out);
}
