#include "pipe/pipe.h"

#include "actor/actor.h"
#include "date/date.h"
#include "dep/dep.h"
#include "enc/enc.h"
#include "event/event.h"
#include "frame/frame.h"
#include "name/name.h"
#include "place/place.h"
#include "quote/quote.h"
#include "ref/ref.h"
#include "sent/sent.h"
#include "stance/stance.h"
#include "tag/tag.h"
#include "tok/tok.h"

typedef enum rc net_stage(const struct net *k, struct work *w, struct doc *d,
                          struct err *e);
typedef enum rc kb_stage(const struct kb *k, struct work *w, struct doc *d,
                         struct err *e);

/* One stage a layer, in order; what it learned is the network or the
 * knowledge. tok learned nothing, enc takes all documents at once. */
static const struct stage {
    net_stage *net;
    kb_stage *kb;
} stages[N_LAYER] = {
    [LAYER_SENT] = {sent_run, NULL},
    [LAYER_TAG] = {tag_run, NULL},
    [LAYER_DEP] = {dep_run, NULL},
    [LAYER_NAME] = {name_run, NULL},
    [LAYER_FRAME] = {frame_run, NULL},
    [LAYER_REF] = {NULL, ref_run},
    [LAYER_ACTOR] = {NULL, actor_run},
    [LAYER_DATE] = {NULL, date_run},
    [LAYER_PLACE] = {NULL, place_run},
    [LAYER_QUOTE] = {NULL, quote_run},
    [LAYER_EVENT] = {NULL, event_run},
    [LAYER_STANCE] = {NULL, stance_run},
};

/* What a run has in common. */
struct run_of {
    const struct pipe_kit *kit;
    struct work *w;
    struct doc *const *docs;
    uint32_t n;
    struct err *errs;
};

/* True when document i is well so far and lacks the layer. */
static bool wants(const struct run_of *r, uint32_t i, enum layer l)
{
    return r->errs[i].code == OK && !(r->docs[i]->have >> l & 1);
}

/* Enters what a stage answered for document i. */
static void note(struct run_of *r, uint32_t i, enum layer l, enum rc rc)
{
    struct doc *d = r->docs[i];
    r->errs[i].code = rc;
    if (rc != OK)
        return;
    d->have |= 1u << l;
    if (r->kit->check)
        r->errs[i].code = doc_check(d, &r->errs[i]);
    if (r->kit->seen && r->errs[i].code == OK)
        r->kit->seen(r->kit->ctx, l, d);
}

static void run_stage(struct run_of *r, uint32_t i, enum layer l)
{
    if (!wants(r, i, l))
        return;
    struct doc *d = r->docs[i];
    struct err *e = &r->errs[i];
    enum rc rc;
    if (l == LAYER_TOK)
        rc = tok_run(r->w, d, e);
    else if (stages[l].net)
        rc = stages[l].net(r->kit->net, r->w, d, e);
    else
        rc = stages[l].kb(r->kit->kb, r->w, d, e);
    note(r, i, l, rc);
    arena_reset(&r->w->mem);
}

/* All documents in one call, so that short ones share a batch. */
static void run_enc(struct run_of *r)
{
    struct err e = {0};
    uint32_t m = 0;
    struct doc **some = arena_get(&r->w->mem, r->n * sizeof(struct doc *));
    for (uint32_t i = 0; some && i < r->n; i++) {
        if (wants(r, i, LAYER_ENC))
            some[m++] = r->docs[i];
    }
    enum rc all = some ? enc_run(r->kit->net, r->w, some, m, &e) : E_NOMEM;
    if (!some)
        err_set(&e, E_NOMEM, 0, "out of memory");
    arena_reset(&r->w->mem);
    for (uint32_t i = 0; i < r->n; i++) {
        if (!wants(r, i, LAYER_ENC))
            continue;
        if (all != OK)
            r->errs[i] = e;
        note(r, i, LAYER_ENC, all);
    }
}

enum rc pipe_run(const struct pipe_kit *kit, struct work *w,
                 struct doc *const *docs, uint32_t n, enum layer until,
                 struct err *errs)
{
    struct run_of r = {kit, w, docs, n, errs};
    for (uint32_t i = 0; i < n; i++) {
        errs[i] = (struct err){0};
        run_stage(&r, i, LAYER_TOK);
    }
    if (until >= LAYER_ENC)
        run_enc(&r);
    for (uint32_t i = 0; i < n; i++) {
        for (int l = LAYER_SENT; l <= (int)until && l < N_LAYER; l++)
            run_stage(&r, i, (enum layer)l);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (errs[i].code != OK)
            return errs[i].code;
    }
    return OK;
}
