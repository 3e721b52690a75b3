#include "enc/enc_in.h"


#include <string.h>

static enum rc room_for(struct doc *d, struct err *e)
{
    uint32_t n = d->tok.n;
    d->enc.n = d->logit.n = 0;
    if (!table_grow(&d->mem, &d->enc, n * NET_D) ||
        !table_grow(&d->mem, &d->logit, n * NET_LOGIT))
        return err_set(e, E_NOMEM, 0, "out of memory");
    d->enc.n = n * NET_D;
    d->logit.n = n * NET_LOGIT;
    return OK;
}

/* Puts one window into the batch; a full batch is encoded first. */
static enum rc window_put(struct batch *b, struct doc *d,
                          const struct pieces *p, struct run at,
                          struct err *e)
{
    uint32_t n = p->beg[at.end] - p->beg[at.beg] + 2;
    if (b->n + n > b->cap)
        TRY(batch_run(b, e));
    b->window[b->n_window++] = (struct waiting){d, p, at, b->n, n};
    b->n += n;
    return OK;
}

static enum rc encode(struct batch *b, struct doc *const *docs,
                      const struct pieces *p, uint32_t n_doc, struct err *e)
{
    for (uint32_t i = 0; i < n_doc; i++) {
        for (uint32_t k = 0; k < docs[i]->window.n; k++)
            TRY(window_put(b, docs[i], &p[i], docs[i]->window.row[k], e));
    }
    return b->n ? batch_run(b, e) : OK;
}

enum rc enc_run(const struct net *k, struct work *w, struct doc *const *docs,
                uint32_t n_doc, struct err *e)
{
    uint32_t rows = 0;
    struct batch *b = arena_get(&w->mem, sizeof *b);
    struct pieces *p = arena_get(&w->mem, n_doc * sizeof *p);
    if (!b || !p)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < n_doc; i++) {
        TRY(enc_pieces(k->vocab, &w->mem, docs[i], &p[i], e));
        TRY(enc_cut(k->vocab, &p[i], docs[i], e));
        TRY(room_for(docs[i], e));
        uint64_t sum = (uint64_t)rows + p[i].id.n + docs[i]->window.n * 2;
        rows = sum < ENC_ROWS ? (uint32_t)sum : ENC_ROWS;
    }
    TRY(batch_open(b, k, w, rows, e));
    TRY(encode(b, docs, p, n_doc, e));
    for (uint32_t i = 0; i < n_doc; i++)
        TRY(num_linear(w, &k->word, docs[i]->enc.row, docs[i]->tok.n,
                       docs[i]->logit.row, e));
    return OK;
}
