/* enc_batch.c - the encoder over a batch of windows.
 *
 * Attention needs a whole window; all else goes block of rows by block of
 * rows. The last layer is finished for the first pieces of words only. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "enc/enc_in.h"

#include <string.h>

static bool rows_open(struct num_rows *r, struct arena *a, uint32_t rows,
                      uint32_t width)
{
    r->q = arena_get(a, (size_t)rows * width);
    r->s = arena_get(a, rows * sizeof *r->s);
    return r->q && r->s;
}

static bool qkv_open(struct num_qkv *q, struct arena *a, uint32_t rows)
{
    q->q = arena_get(a, (size_t)rows * NET_D);
    q->k = arena_get(a, (size_t)rows * NET_D);
    q->v = arena_get(a, (size_t)rows * NET_D * sizeof *q->v);
    q->qs = arena_get(a, (size_t)rows * NET_HEAD * sizeof *q->qs);
    q->ks = arena_get(a, (size_t)rows * NET_HEAD * sizeof *q->ks);
    return q->q && q->k && q->v && q->qs && q->ks;
}

enum rc batch_open(struct batch *b, const struct net *net, struct work *w,
                   uint32_t rows, struct err *e)
{
    struct arena *a = &w->mem;
    uint32_t all = rows + NUM_BLOCK;
    memset(b, 0, sizeof *b);
    b->net = net;
    b->work = w;
    b->cap = rows;
    b->x = arena_get(a, (size_t)all * NET_D * sizeof *b->x);
    b->acc = arena_get(a, (size_t)NUM_BLOCK * NET_FFN * sizeof *b->acc);
    if (net->wide)
        b->wide_row = arena_get(a, (size_t)NUM_WINDOW * ENC_WIDE_ROW *
                                   sizeof *b->wide_row);
    if (!b->x || !b->acc || (net->wide && !b->wide_row) ||
        !qkv_open(&b->qkv, a, all) ||
        !rows_open(&b->q, a, all, NET_D) || !rows_open(&b->c, a, all, NET_D) ||
        !rows_open(&b->wide, a, NUM_BLOCK, NET_FFN))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

static struct num_rows rows_at(const struct num_rows *r, uint32_t i)
{
    return (struct num_rows){r->q + (size_t)i * NET_D, r->s + i};
}

static struct num_qkv qkv_at(const struct num_qkv *q, uint32_t i)
{
    size_t at = (size_t)i * NET_D, head = (size_t)i * NET_HEAD;
    return (struct num_qkv){q->q + at, q->qs + head, q->k + at, q->ks + head,
                            q->v + at, 0, 0};
}

/* x += row i of a table. */
static void add_entry(const struct net_table *t, uint32_t i, float *x)
{
    const int8_t *w = t->w + (size_t)i * NET_D;
    float s = t->s[i];
    if (t->f)
        num_axpy(x, 1.0f, t->f + (size_t)i * NET_D, NET_D);
    for (uint32_t c = 0; !t->f && c < NET_D; c++)
        x[c] += (float)w[c] * s;
}

/* Row i: piece `id` at position `pos`; feat NULL for [CLS] and [SEP]. */
static void embed(struct batch *b, uint32_t i, uint32_t id, uint32_t pos,
                  const float *feat)
{
    const struct net_enc *enc = &b->net->enc;
    float *x = b->x + (size_t)i * NET_D;
    memset(x, 0, NET_D * sizeof *x);
    add_entry(&enc->word, id, x);
    add_entry(&enc->pos, pos, x);
    for (uint32_t c = 0; feat && c < NET_D; c++)
        x[c] += feat[c];
    num_norm(x, enc->ln.g, enc->ln.b, NET_D);
    struct num_rows q = rows_at(&b->q, i);
    *q.s = num_quantise(x, NET_D, q.q);
}

static void embed_window(struct batch *b, const struct waiting *w)
{
    const struct pieces *p = w->pieces;
    uint32_t pos = 0;
    embed(b, w->row, PIECE_CLS, pos++, NULL);
    for (uint32_t t = w->at.beg; t < w->at.end; t++) {
        struct tok k = w->doc->tok.row[t];
        const float *feat = b->net->enc.feat + (k.shape * 4 + k.gap) * NET_D;
        for (uint32_t i = p->beg[t]; i < p->beg[t + 1]; i++, pos++)
            embed(b, w->row + pos, p->id.row[i], pos, feat);
    }
    embed(b, w->row + pos, PIECE_SEP, pos, NULL);
}

/* Where a layer stands: each part as far as the one before allows, so that
 * what one leaves is still in the cache when the next one takes it. */
struct progress {
    const struct net_layer *layer;
    bool last;          /* the last layer: first pieces are enough */
    uint32_t projected; /* rows with queries, keys and values */
    uint32_t attended;  /* rows of b->c */
    uint32_t done;      /* rows of b->x */
};

/* Queries, keys and values of the next block. */
static enum rc project(struct batch *b, struct progress *p, struct err *e)
{
    const struct num_linear *l = &p->layer->qkv;
    uint32_t i = p->projected, n = b->n - i < NUM_BLOCK ? b->n - i : NUM_BLOCK;
    struct num_rows q = rows_at(&b->q, i);
    struct num_qkv to = qkv_at(&b->qkv, i);
    TRY(num_product(b->work, l, q.q, n, b->acc, e));
    num_split(l, b->acc, q.s, n, &to);
    p->projected += n;
    return OK;
}

/* Keeps the rows of first pieces: queries, and x behind those kept before. */
static uint32_t keep_first(struct batch *b, const struct waiting *w,
                           const struct num_qkv *a, uint32_t to)
{
    const uint32_t *beg = w->pieces->beg;
    uint32_t n = w->at.end - w->at.beg;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = 1 + beg[w->at.beg + i] - beg[w->at.beg];
        memmove(b->x + (size_t)(to + i) * NET_D,
                b->x + (size_t)(w->row + row) * NET_D, NET_D * sizeof *b->x);
        memmove(a->q + i * NET_D, a->q + row * NET_D, NET_D);
        memmove(a->qs + i * NET_HEAD, a->qs + row * NET_HEAD,
                NET_HEAD * sizeof *a->qs);
    }
    return n;
}

static enum rc attend(struct batch *b, const struct waiting *w,
                      struct progress *p, struct err *e)
{
    struct num_qkv a = qkv_at(&b->qkv, w->row);
    struct num_rows to = rows_at(&b->c, p->attended);
    a.n = w->n;
    a.m = p->last ? keep_first(b, w, &a, p->attended) : w->n;
    TRY(num_attend(b->work, b->net->kernel, &a, &to, e));
    p->attended += a.m;
    return OK;
}

/* All that follows attention, for the next n rows. */
static enum rc finish(struct batch *b, struct progress *p, uint32_t n,
                      struct err *e)
{
    const struct net_layer *l = p->layer;
    const struct num_add one = {&l->out, l->ln1.g, l->ln1.b};
    const struct num_add two = {&l->ffn2, l->ln2.g, l->ln2.b};
    struct num_rows q = rows_at(&b->q, p->done), c = rows_at(&b->c, p->done);
    float *x = b->x + (size_t)p->done * NET_D;
    TRY(num_product(b->work, &l->out, c.q, n, b->acc, e));
    num_add_norm(&one, b->acc, c.s, n, x, &q);
    TRY(num_product(b->work, &l->ffn1, q.q, n, b->acc, e));
    num_gelu_rows(&l->ffn1, b->acc, q.s, n, &b->wide);
    TRY(num_product(b->work, &l->ffn2, b->wide.q, n, b->acc, e));
    num_add_norm(&two, b->acc, b->wide.s, n, x, &q);
    p->done += n;
    return OK;
}

static enum rc layer(struct batch *b, int i, struct err *e)
{
    struct progress p = {.layer = &b->net->enc.layer[i],
                         .last = i == NET_LAYER - 1};
    for (uint32_t k = 0; k < b->n_window; k++) {
        const struct waiting *w = &b->window[k];
        while (p.projected < w->row + w->n)
            TRY(project(b, &p, e));
        TRY(attend(b, w, &p, e));
        while (p.done + NUM_BLOCK <= p.attended)
            TRY(finish(b, &p, NUM_BLOCK, e));
    }
    if (p.done < p.attended)
        TRY(finish(b, &p, p.attended - p.done, e));
    return OK;
}

/* All layers in floats, and the rows of first pieces moved together. */
static void all_wide(struct batch *b)
{
    uint32_t to = 0;
    for (uint32_t k = 0; k < b->n_window; k++) {
        const struct waiting *w = &b->window[k];
        const uint32_t *beg = w->pieces->beg;
        wide_window(b, w);
        for (uint32_t t = w->at.beg; t < w->at.end; t++, to++) {
            uint32_t row = w->row + 1 + beg[t] - beg[w->at.beg];
            memmove(b->x + (size_t)to * NET_D, b->x + (size_t)row * NET_D,
                    NET_D * sizeof *b->x);
        }
    }
}

/* Vectors of words, one behind the other, to their documents. */
static void give(const struct batch *b)
{
    const float *x = b->x;
    for (uint32_t i = 0; i < b->n_window; i++) {
        const struct waiting *w = &b->window[i];
        size_t n = (size_t)(w->at.end - w->at.beg) * NET_D;
        memcpy(w->doc->enc.row + (size_t)w->at.beg * NET_D, x, n * sizeof *x);
        x += n;
    }
}

enum rc batch_run(struct batch *b, struct err *e)
{
    for (uint32_t i = 0; i < b->n_window; i++)
        embed_window(b, &b->window[i]);
    for (int i = 0; i < NET_LAYER && !b->net->wide; i++)
        TRY(layer(b, i, e));
    if (b->net->wide)
        all_wide(b);
    give(b);
    b->n = b->n_window = 0;
    return OK;
}
