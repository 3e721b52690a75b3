/* Which phrases are mentions: the arguments of frames, names, pronouns and
 * definite nouns; and, to be taken up only, all other noun phrases. */
#include "ref/ref_in.h"

#include <stdlib.h>
#include <string.h>

#include "kb/kb.h"

/* A mention in the making. */
struct item {
    struct mention m;
    bool spare, wide;
};

/* The items of one run and which tokens head one. */
struct list {
    struct ref *r;
    struct err *e;
    TABLE(struct item) item;
    bool *heads; /* [n_tok] */
};

static bool entity_role(uint8_t role)
{
    return role == ROLE_ACTOR || role == ROLE_RECIPIENT ||
           role == ROLE_SPEAKER || role == ROLE_ADDRESSEE ||
           role == ROLE_HOLDER || role == ROLE_WHO;
}

static int by_place(const void *a, const void *b)
{
    const struct mention *x = &((const struct item *)a)->m;
    const struct mention *y = &((const struct item *)b)->m;
    if (x->at.beg != y->at.beg)
        return x->at.beg < y->at.beg ? -1 : 1;
    if (x->at.end != y->at.end)
        return x->at.end > y->at.end ? -1 : 1;
    return 0;
}

static int by_place_kept(const void *a, const void *b)
{
    int order = by_place(a, b);
    const struct item *x = a, *y = b;
    return order ? order : (int)x->spare - (int)y->spare;
}

/* A pronoun of the lexicon: the tagger alone takes names for pronouns. */
static bool pronoun(const struct ref *r, uint32_t t)
{
    char low[16];
    return doc_low(r->d, t, low, sizeof low) &&
           kb_get(r->kb, "pronouns", low, 1);
}

static uint8_t kind_of(const struct ref *r, uint32_t head)
{
    const struct doc *d = r->d;
    uint8_t upos = d->tag.row[head].upos;
    if (upos != UPOS_NOUN && upos != UPOS_PROPN && pronoun(r, head))
        return MENTION_PRONOUN;
    if (upos == UPOS_PROPN ||
        (upos == UPOS_PRON && d->tok.row[head].shape == SHAPE_TITLE))
        return MENTION_NAME;
    return MENTION_NOMINAL;
}

/* The whole phrase of a head without marks at its ends. */
static struct run phrase_of(const struct ref *r, uint32_t head, bool wide)
{
    const struct doc *d = r->d;
    struct run p = wide ? r->spot[head].wide : r->spot[head].phrase;
    while (p.beg < head && d->tag.row[p.beg].upos == UPOS_PUNCT)
        p.beg++;
    while (p.end > head + 1 && d->tag.row[p.end - 1].upos == UPOS_PUNCT &&
           !doc_is(d, p.end - 1, ")"))
        p.end--;
    return p;
}

static enum rc put(struct list *l, struct run at, bool spare, bool wide)
{
    struct doc *d = l->r->d;
    uint32_t head = doc_head_of(d, at);
    uint32_t conj = doc_child(d, head, REL_CONJ, head + 1);
    wide = wide || (conj != NONE && conj < at.end);
    struct item i = {.m = {.at = at, .phrase = phrase_of(l->r, head, wide),
                           .head = head, .antecedent = NONE, .chain = NONE,
                           .kind = kind_of(l->r, head), .p = 1},
                     .spare = spare, .wide = wide};
    if (wide && i.m.kind == MENTION_PRONOUN)
        i.m.kind = MENTION_NOMINAL;
    if (!table_put(&l->r->w->mem, &l->item, i))
        return err_set(l->e, E_NOMEM, 0, "out of memory");
    if (!wide)
        l->heads[head] = true;
    return OK;
}

static enum rc put_args(struct list *l)
{
    const struct doc *d = l->r->d;
    for (uint32_t i = 0; i < d->arg.n; i++) {
        if (entity_role(d->arg.row[i].role))
            TRY(put(l, d->arg.row[i].at, false, false));
    }
    return OK;
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

static bool demonstrative(const struct doc *d, uint32_t t)
{
    return doc_is(d, t, "this") || doc_is(d, t, "that") ||
           doc_is(d, t, "these") || doc_is(d, t, "those");
}

static bool definite(const struct doc *d, uint32_t t)
{
    uint32_t det = doc_child(d, t, REL_DET, 0);
    return det != NONE && (doc_is(d, det, "the") || demonstrative(d, det) ||
                           doc_is(d, det, "both"));
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

/* Words inside another word's phrase, or beside it, that head none. */
static bool dependent(const struct doc *d, uint32_t t)
{
    switch (d->dep.row[t].rel) {
    case REL_COMPOUND: case REL_FLAT: case REL_FIXED: case REL_GOESWITH:
    case REL_AMOD: case REL_APPOS: case REL_CASE: case REL_CC: case REL_MARK:
    case REL_ADVMOD: case REL_EXPL: case REL_DISCOURSE:
        return true;
    default:
        return false;
    }
}

static enum rc put_names(struct list *l)
{
    const struct doc *d = l->r->d;
    for (uint32_t i = 0; i < d->name.n; i++) {
        struct run name = d->name.row[i].at;
        uint32_t h = doc_head_of(d, name);
        struct run at = bare_phrase(d, h); /* the title that leads it */
        at.beg = name.beg < at.beg ? name.beg : at.beg;
        at.end = name.end > at.end ? name.end : at.end;
        if (!l->heads[h])
            TRY(put(l, at, false, false));
        l->heads[h] = true;
    }
    return OK;
}

/* A noun phrase, its conjuncts with it when it leads some. */
static enum rc put_word(struct list *l, uint32_t t)
{
    const struct doc *d = l->r->d;
    uint8_t upos = d->tag.row[t].upos;
    bool noun = upos == UPOS_NOUN || upos == UPOS_PROPN;
    bool pron = upos == UPOS_PRON && pronoun(l->r, t);
    bool alone = demonstrative(d, t) && (upos == UPOS_PRON || upos == UPOS_DET);
    if (alone && d->dep.row[t].rel == REL_DET)
        return OK;
    if (noun && doc_child(d, t, REL_CONJ, t + 1) != NONE && !dependent(d, t))
        TRY(put(l, phrase_of(l->r, t, true), true, true));
    if (l->heads[t])
        return OK;
    if (pron && !alone)
        return put(l, (struct run){t, t + 1}, false, false);
    if (alone)
        return put(l, (struct run){t, t + 1}, !pron, false);
    if (upos == UPOS_NOUN && argument(d, t) && definite(d, t))
        return put(l, bare_phrase(d, t), false, false);
    if ((noun && !dependent(d, t)) ||
        (upos == UPOS_NUM && argument(d, t) && definite(d, t)))
        return put(l, bare_phrase(d, t), true, false);
    return OK;
}

/* Sorts the items and writes all but the later of equal runs. */
static enum rc settle(struct list *l)
{
    struct ref *r = l->r;
    struct doc *d = r->d;
    uint32_t n = l->item.n;
    if (n)
        qsort(l->item.row, n, sizeof *l->item.row, by_place_kept);
    if (!table_grow(&d->mem, &d->mention, n + 1) ||
        !table_grow(&r->w->mem, &r->trait, n + 1))
        return err_set(l->e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        const struct item *x = &l->item.row[i];
        if (i && !by_place(x - 1, x))
            continue;
        r->trait.row[r->trait.n++] =
            (struct trait){.spare = x->spare, .wide = x->wide};
        d->mention.row[d->mention.n++] = x->m;
    }
    return OK;
}

enum rc ref_mentions(struct ref *r, struct err *e)
{
    struct list l = {.r = r, .e = e};
    l.heads = arena_get(&r->w->mem, r->d->tok.n + 1);
    if (!l.heads)
        return err_set(e, E_NOMEM, 0, "out of memory");
    TRY(put_args(&l));
    TRY(put_names(&l));
    for (uint32_t t = 0; t < r->d->tok.n; t++)
        TRY(put_word(&l, t));
    return settle(&l);
}
