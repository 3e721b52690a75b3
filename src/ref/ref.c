#include "ref/ref_in.h"

#include <stdlib.h>
#include <string.h>

#include "kb/kb.h"

static bool entity_role(uint8_t role)
{
    return role == ROLE_ACTOR || role == ROLE_RECIPIENT ||
           role == ROLE_SPEAKER || role == ROLE_ADDRESSEE ||
           role == ROLE_HOLDER || role == ROLE_WHO;
}

static int by_place(const void *a, const void *b)
{
    const struct mention *x = a, *y = b;
    if (x->at.beg != y->at.beg)
        return x->at.beg < y->at.beg ? -1 : 1;
    if (x->at.end != y->at.end)
        return x->at.end > y->at.end ? -1 : 1;
    return 0;
}

/* A pronoun of the lexicon: the tagger alone takes names for pronouns. */
static bool pronoun(const struct ref *r, uint32_t t)
{
    char low[16];
    return doc_low(r->d, t, low, sizeof low) &&
           kb_get(r->kb, "pronouns", low, 1);
}

static enum rc put(const struct ref *r, struct run at, struct err *e)
{
    struct doc *d = r->d;
    struct mention m = {.at = at, .head = doc_head_of(d, at),
                        .antecedent = NONE, .chain = NONE, .p = 1};
    uint8_t upos = d->tag.row[m.head].upos;
    m.kind = upos == UPOS_PROPN ||
                     (upos == UPOS_PRON &&
                      d->tok.row[m.head].shape == SHAPE_TITLE)
                 ? MENTION_NAME : MENTION_NOMINAL;
    if (upos != UPOS_NOUN && pronoun(r, m.head))
        m.kind = MENTION_PRONOUN;
    if (!table_put(&d->mem, &d->mention, m))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

static enum rc put_args(const struct ref *r, struct err *e)
{
    const struct doc *d = r->d;
    for (uint32_t i = 0; i < d->arg.n; i++) {
        if (entity_role(d->arg.row[i].role))
            TRY(put(r, d->arg.row[i].at, e));
    }
    return OK;
}

/* Sorts the mentions and drops all but the first of equal runs. */
static void settle(struct doc *d)
{
    if (!d->mention.n)
        return;
    qsort(d->mention.row, d->mention.n, sizeof *d->mention.row, by_place);
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        if (!n || by_place(&d->mention.row[n - 1], &d->mention.row[i]))
            d->mention.row[n++] = d->mention.row[i];
    }
    d->mention.n = n;
}

/* A noun phrase without what follows its head: what a plain mention spans. */
static struct run bare_phrase(const struct doc *d, uint32_t head)
{
    struct run s = d->sent.row[d->sent_of.row[head]];
    struct run r = {head, head + 1};
    while (r.beg > s.beg) {
        const struct dep *p = &d->dep.row[r.beg - 1];
        bool part = p->head == head || (p->head > r.beg - 1 && p->head <= head);
        bool stop = p->rel == REL_CASE || p->rel == REL_CC ||
                    p->rel == REL_PUNCT || p->rel == REL_MARK;
        if (!part || (stop && p->head == head))
            break;
        r.beg--;
    }
    while (r.end < s.end && d->dep.row[r.end].head == head &&
           d->dep.row[r.end].rel == REL_FLAT)
        r.end++;
    return r;
}

/* Marks the tokens that head a mention so far. */
static bool *heads(const struct doc *d, struct work *w)
{
    bool *is = arena_get(&w->mem, d->tok.n + 1);
    for (uint32_t i = 0; is && i < d->mention.n; i++)
        is[d->mention.row[i].head] = true;
    return is;
}

static bool definite(const struct doc *d, uint32_t t)
{
    uint32_t det = doc_child(d, t, REL_DET, 0);
    return det != NONE && (doc_is(d, det, "the") || doc_is(d, det, "this") ||
                           doc_is(d, det, "that") || doc_is(d, det, "these") ||
                           doc_is(d, det, "those") || doc_is(d, det, "both"));
}

static bool argument(const struct doc *d, uint32_t t)
{
    switch (d->dep.row[t].rel) {
    case REL_NSUBJ: case REL_OBJ: case REL_IOBJ: case REL_OBL: case REL_NMOD:
    case REL_CONJ: case REL_ROOT:
        return true;
    default:
        return false;
    }
}

/* Names, pronouns and definite nouns that no argument holds. */
static enum rc put_others(const struct ref *r, struct work *w, struct err *e)
{
    struct doc *d = r->d;
    bool *is = heads(d, w);
    if (!is)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < d->name.n; i++) {
        struct run name = d->name.row[i].at;
        uint32_t h = doc_head_of(d, name);
        struct run at = bare_phrase(d, h); /* the title that leads it */
        at.beg = name.beg < at.beg ? name.beg : at.beg;
        at.end = name.end > at.end ? name.end : at.end;
        if (!is[h])
            TRY(put(r, at, e));
        is[h] = true;
    }
    for (uint32_t t = 0; t < d->tok.n; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if (is[t])
            continue;
        if (upos == UPOS_PRON && pronoun(r, t)) {
            TRY(put(r, (struct run){t, t + 1}, e));
        } else if (upos == UPOS_NOUN && argument(d, t) && definite(d, t)) {
            TRY(put(r, bare_phrase(d, t), e));
        }
    }
    return OK;
}

/* The chain's name: the first proper mention, else the first nominal. */
static void chain(const struct ref *r)
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

static enum rc resolve(struct ref *r, struct work *w, struct err *e)
{
    struct doc *d = r->d;
    if (!table_grow(&w->mem, &r->trait, d->mention.n + 1))
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < d->mention.n; i++)
        r->trait.row[i] = ref_trait(r, &d->mention.row[i]);
    r->trait.n = d->mention.n;
    for (uint32_t i = 0; i < d->mention.n; i++) {
        float p = 1;
        const char *by = NULL;
        uint32_t a = ref_antecedent(r, i, &p, &by);
        d->mention.row[i].antecedent = a;
        d->mention.row[i].p = a == NONE ? 1 : p;
        if (a != NONE && by) {
            str_id id = doc_str(d, by, strlen(by));
            if (!id)
                return err_set(e, E_NOMEM, 0, "out of memory");
            d->mention.row[i].by = id;
        }
    }
    chain(r);
    return OK;
}

enum rc ref_run(const struct kb *kb, struct work *w, struct doc *d,
                struct err *e)
{
    struct ref r = {.kb = kb, .d = d};
    TRY(put_args(&r, e));
    settle(d);
    TRY(put_others(&r, w, e));
    settle(d);
    return resolve(&r, w, e);
}
