#include "ref/ref_in.h"

#include <string.h>

/* Mention m joins the chain of its antecedent, and tells it what it knows. */
static void join(struct ref *r, uint32_t m, uint32_t a)
{
    const struct trait *t = &r->trait.row[m];
    uint32_t root = a == NONE ? m : r->root[a];
    struct chain *c = &r->chain[root];
    r->root[m] = root;
    if (a == NONE) {
        *c = (struct chain){1, t->number, t->cls, t->gender, t->proper};
        return;
    }
    c->n++;
    c->proper = c->proper || t->proper;
    if (c->gender == '-')
        c->gender = t->gender;
    if (c->number == '-')
        c->number = t->number;
    if (c->cls == '-' || c->cls == 'q')
        c->cls = t->cls;
}

static enum rc link_all(struct ref *r, struct err *e)
{
    struct doc *d = r->d;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        struct mention *m = &d->mention.row[i];
        const char *by = NULL;
        m->antecedent = ref_antecedent(r, i, &m->p, &by);
        join(r, i, m->antecedent < i ? m->antecedent : NONE);
        if (r->probe)
            r->probe->placed(r->probe->ctx, r, i);
        if (m->antecedent == NONE)
            continue;
        m->by = doc_str(d, by, strlen(by));
        if (!m->by)
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    return OK;
}

/* The chain's name: the first proper mention, else the first nominal. */
static void name_chains(struct ref *r)
{
    struct mention *m = r->d->mention.row;
    uint32_t n = r->d->mention.n;
    for (uint32_t i = 0; i < n; i++)
        m[i].chain = i;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = m[i].antecedent;
        if (a == NONE)
            continue;
        uint32_t best = m[a].chain;
        bool named = r->trait.row[best].proper;
        bool nominal = m[best].kind != MENTION_PRONOUN;
        if (named || (nominal && !r->trait.row[i].proper))
            m[i].chain = best;
    }
}

/* Drops the spare mentions that stand alone. */
static enum rc drop_spare(struct ref *r, struct err *e)
{
    struct doc *d = r->d;
    struct mention *m = d->mention.row;
    uint32_t n = d->mention.n, kept = 0;
    uint32_t *row = arena_get(&r->w->mem, (n + 1) * sizeof *row);
    bool *used = arena_get(&r->w->mem, n + 1);
    if (!row || !used)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        if (m[i].antecedent == NONE)
            continue;
        used[m[i].antecedent] = true;
        /* of a cut, the phrase itself is there */
        if (strcmp(doc_text(d, m[i].by), "ref:cut"))
            used[i] = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        row[i] = kept;
        kept += used[i] || !r->trait.row[i].spare;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!used[i] && r->trait.row[i].spare)
            continue;
        m[row[i]] = m[i];
        m[row[i]].chain = row[m[i].chain];
        if (m[i].antecedent != NONE)
            m[row[i]].antecedent = row[m[i].antecedent];
    }
    d->mention.n = kept;
    return OK;
}

enum rc ref_run_seen(const struct kb *kb, struct work *w, struct doc *d,
                     const struct ref_probe *probe, struct err *e)
{
    struct ref r = {.kb = kb, .w = w, .d = d, .probe = probe};
    TRY(ref_spots(&r, e));
    TRY(ref_mentions(&r, e));
    TRY(ref_words(&r, e));
    uint32_t n = d->mention.n + 1;
    r.chain = arena_get(&w->mem, n * sizeof *r.chain);
    r.root = arena_get(&w->mem, n * sizeof *r.root);
    if (!r.chain || !r.root)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < d->mention.n; i++) {
        ref_trait(&r, i);
        r.root[i] = i;
    }
    ref_speakers(&r);
    TRY(link_all(&r, e));
    name_chains(&r);
    return drop_spare(&r, e);
}

enum rc ref_run(const struct kb *kb, struct work *w, struct doc *d,
                struct err *e)
{
    return ref_run_seen(kb, w, d, NULL, e);
}
