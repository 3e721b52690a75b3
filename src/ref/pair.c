/* What is seen of a mention and one that may be its antecedent: small numbers
 * in groups, one feature a group. train/ref.py knows only their numbers. */
#include "ref/rank_in.h"

#include <assert.h>
#include <string.h>

/* The groups and how many values each has; the order is the order of the
 * weights. P: of a pair; N: of a mention alone. */
#define GROUPS(X)                                                           \
    X(P_ON, 1) X(P_FORM, 16) X(P_FORM_A, 16) X(P_SENT, 8) X(P_NEAR, 8)      \
    X(P_PAR, 7) X(P_PART, 9) X(P_PART_A, 9) X(P_GENDER, 4) X(P_NUMBER, 4)   \
    X(P_CLS, 49) X(P_WORDS, 8) X(P_NAME, 8) X(P_HEAD, 4) X(P_NEST, 3)       \
    X(P_CLAUSE, 4) X(P_CASE, 4) X(P_QUOTE, 5) X(P_SPEAKER, 3) X(P_SIZE, 5)  \
    X(P_BETWEEN, 5) X(P_CHAIN, 9) X(P_FIRST, 3) X(P_LAST, 4) X(P_TALK, 2)   \
    X(P_LEN, 5) X(P_LEN_A, 5) X(P_MODS, 3) X(P_COP, 3) X(P_PERSON, 9)       \
    X(P_OFTEN, 5) X(P_MAIN, 4) X(P_LEADS, 2) X(P_VERB, 2) X(P_ASKS, 5)      \
    X(N_ON, 1) X(N_FORM, 16) X(N_PART, 9) X(N_CLS, 7) X(N_LEN, 5)           \
    X(N_SEEN, 4) X(N_START, 3) X(N_DUMMY, 4) X(N_FREE, 5) X(N_QUOTE, 2)     \
    X(N_NUMBER, 3) X(N_SAID, 2) X(N_TALK, 2) X(N_MODS, 4)

#define SIZE(name, n) name##_N = n,
enum { GROUPS(SIZE) N_SIZES };
#define PLACE(name, n) name, name##_END = name + n - 1,
enum group { GROUPS(PLACE) N_REF_FEAT };

static_assert((int)N_REF_FEAT == (int)REF_N_FEAT,
              "the weights are those of the groups");

/* The features being written. */
struct pen {
    uint16_t *at;
    uint32_t n;
};

#define PUT(pen, group, value) \
    put((pen), (group), (uint32_t)(value), group##_N)

static void put(struct pen *p, enum group g, uint32_t value, uint32_t n)
{
    p->at[p->n++] = (uint16_t)(g + (value < n ? value : n - 1));
}

/* How many of the bounds v reaches. */
static uint32_t step(uint32_t v, const uint32_t *bound, uint32_t n)
{
    uint32_t i = 0;
    while (i < n && v >= bound[i])
        i++;
    return i;
}

#define STEP(v, ...)                                 \
    step((v), (const uint32_t[]){__VA_ARGS__},       \
         sizeof (uint32_t[]){__VA_ARGS__} / sizeof(uint32_t))

static uint32_t cls_row(char c)
{
    const char *all = "pogedl";
    const char *at = strchr(all, c);
    return at && c ? (uint32_t)(at - all) : 6;
}

static uint32_t agree(char a, char b)
{
    if (a == '-' || b == '-')
        return a == b ? 3 : 2;
    return a == b ? 0 : 1;
}

/* Person of a pronoun: 0 first singular, 1 first plural, 2 second, 3 else. */
static uint32_t person(uint8_t form)
{
    return form <= SORT_YOU ? form : 3;
}

static bool is_pronoun(const struct ref *r, uint32_t m)
{
    return r->d->mention.row[m].kind == MENTION_PRONOUN;
}

static char either(char own, char chain)
{
    return own != '-' ? own : chain;
}

static void put_agreement(const struct ref *r, uint32_t m, uint32_t a,
                          struct pen *p)
{
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    const struct chain *c = &r->chain[r->root[a]];
    PUT(p, P_GENDER, agree(t->gender, either(u->gender, c->gender)));
    PUT(p, P_NUMBER, agree(t->number, either(u->number, c->number)));
    PUT(p, P_CLS, 7 * cls_row(t->cls) + cls_row(either(u->cls, c->cls)));
    uint32_t x = person(t->form), y = person(u->form);
    uint32_t apart = 3u + (x != SORT_YOU) + (y == SORT_YOU);
    PUT(p, P_PERSON, x == 3 && y == 3 ? 8 : x == 3 ? 7 : y == 3 ? 6
                     : x == y ? x : apart);
}

static bool word_in(const struct doc *d, uint64_t key, struct run at)
{
    for (uint32_t t = at.beg; t < at.end; t++) {
        if (ref_key(d, t, true) == key)
            return true;
    }
    return false;
}

/* Whether the words before m's head stand in a too: 0 none there, 1 all, 2
 * some do not. */
static uint32_t mods(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct doc *d = r->d;
    const struct mention *x = &d->mention.row[m], *y = &d->mention.row[a];
    uint32_t got = 0;
    for (uint32_t t = x->at.beg; t < x->at.end; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if (t == x->head || (upos != UPOS_ADJ && upos != UPOS_NOUN &&
                             upos != UPOS_PROPN && upos != UPOS_NUM))
            continue;
        if (!word_in(d, ref_key(d, t, true), y->phrase))
            return 2;
        got = 1;
    }
    return got;
}

static uint32_t name_match(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    if (!t->last || !u->last)
        return t->last ? 1 : u->last ? 2 : 0;
    if (t->last == u->last) {
        bool in = ref_name_within(r->d, t->name, u->name) ||
                  ref_name_within(r->d, u->name, t->name);
        return in ? 4 : 5;
    }
    if (ref_acronym(r->d, t->name, u->name) ||
        ref_acronym(r->d, u->name, t->name))
        return 6;
    return t->first == u->first ? 7 : 3;
}

static void put_words(const struct ref *r, uint32_t m, uint32_t a,
                      struct pen *p)
{
    const struct doc *d = r->d;
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    bool pm = is_pronoun(r, m), pa = is_pronoun(r, a);
    if (pm || pa) {
        PUT(p, P_WORDS, pm && pa ? (t->full == u->full ? 6 : 7) : 5);
        return;
    }
    bool head = t->head == u->head;
    uint32_t w = t->full == u->full ? 0 : head ? 1 : 4;
    if (w == 4 && word_in(d, t->head, d->mention.row[a].at))
        w = 2;
    else if (w == 4 && word_in(d, u->head, d->mention.row[m].at))
        w = 3;
    PUT(p, P_WORDS, w);
    PUT(p, P_NAME, name_match(r, m, a));
    PUT(p, P_HEAD, 2 * head + (t->number == u->number));
    if (head)
        PUT(p, P_MODS, mods(r, m, a));
}

/* 0 in other clauses, 1 in one clause, 2 a is m's own subject, 3 a heads what
 * m hangs on. */
static uint32_t clause(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    if (t->clause == u->clause)
        return u->subject ? 2 : 1;
    return t->clause == r->d->mention.row[a].head ? 3 : 0;
}

/* Form of a pronoun beyond its person: 0 none, 1 owner, 2 reflexive. */
static uint32_t case_of(const struct ref *r, uint32_t m)
{
    const struct doc *d = r->d;
    uint32_t head = d->mention.row[m].head;
    struct span s = d->tok.row[head].at;
    if (!is_pronoun(r, m))
        return 3;
    if (s.end - s.beg > 5 && (memcmp(d->text + s.end - 4, "self", 4) == 0 ||
                              memcmp(d->text + s.end - 4, "lves", 4) == 0))
        return 2;
    return r->trait.row[m].part == PART_OWNER;
}

/* m is what a is said to be: 1 by a copula, 2 side by side. */
static uint32_t copula(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct doc *d = r->d;
    uint32_t x = d->mention.row[m].head, y = d->mention.row[a].head;
    if (d->dep.row[y].head == x && d->dep.row[y].rel == REL_NSUBJ)
        return 1;
    return d->dep.row[x].head == y && d->dep.row[x].rel == REL_APPOS ? 2 : 0;
}

static void put_place(const struct ref *r, uint32_t m, uint32_t a,
                      struct pen *p)
{
    const struct doc *d = r->d;
    const struct mention *x = &d->mention.row[m], *y = &d->mention.row[a];
    const struct spot *s = &r->spot[x->head], *q = &r->spot[y->head];
    uint32_t gap = d->sent_of.row[x->head] - d->sent_of.row[y->head];
    PUT(p, P_SENT, STEP(gap, 1, 2, 3, 4, 6, 11, 21));
    PUT(p, P_NEAR, STEP(m - a, 2, 3, 4, 6, 9, 15, 26));
    PUT(p, P_ASKS, s->par == q->par ? 4 : 2 * s->asks + q->asks);
    PUT(p, P_PAR, STEP(s->par - q->par, 1, 2, 3, 4, 5, 7));
    PUT(p, P_NEST, ref_inside(x->phrase, y->phrase)
                       ? 1 : y->phrase.end > x->phrase.beg ? 2 : 0);
    PUT(p, P_CLAUSE, clause(r, m, a));
    PUT(p, P_COP, copula(r, m, a));
    PUT(p, P_QUOTE, s->quote ? (q->quote == s->quote ? 1 : q->quote ? 2 : 3)
                             : q->quote ? 4 : 0);
    PUT(p, P_SPEAKER, s->speaker == NONE ? 0 : s->speaker == a ||
                      r->root[s->speaker] == r->root[a] ? 1 : 2);
}

/* Mentions between m and a that would agree with m as well. */
static uint32_t between(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct trait *t = &r->trait.row[m];
    uint32_t n = 0;
    for (uint32_t i = m - 1; i > a && n < 4; i--) {
        const struct trait *u = &r->trait.row[i];
        const struct chain *c = &r->chain[r->root[i]];
        if (r->root[i] == r->root[a] || person(u->form) != 3 ||
            u->cls == 'r' || u->part == PART_APPOS)
            continue;
        n += agree(t->gender, either(u->gender, c->gender)) != 1 &&
             agree(t->number, u->number) != 1 &&
             (t->cls == '-' || u->cls == t->cls ||
              (t->cls == 'o' && u->cls != 'p' && u->cls != 'g'));
    }
    return n;
}

/* What a is in the text at large. */
static void put_weight(const struct ref *r, uint32_t m, uint32_t a,
                       struct pen *p)
{
    const struct doc *d = r->d;
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    bool main_m = d->dep.row[t->clause].head == NONE;
    bool main_a = d->dep.row[u->clause].head == NONE;
    PUT(p, P_OFTEN, STEP(u->often, 2, 3, 5, 9));
    PUT(p, P_MAIN, 2 * main_m + main_a);
    PUT(p, P_LEADS, u->leads);
    PUT(p, P_VERB, t->clause != u->clause && t->verb == u->verb);
}

static uint32_t length(const struct doc *d, uint32_t m)
{
    struct run p = d->mention.row[m].phrase;
    return STEP(p.end - p.beg, 2, 3, 5, 9);
}

uint32_t ref_features_alone(const struct ref *r, uint32_t m,
                            const struct before *b, uint16_t *feat)
{
    const struct doc *d = r->d;
    const struct mention *x = &d->mention.row[m];
    const struct trait *t = &r->trait.row[m];
    const struct spot *s = &r->spot[x->head];
    struct run sent = d->sent.row[d->sent_of.row[x->head]];
    struct pen p = {feat, 0};
    uint8_t rel = d->dep.row[x->head].rel;
    uint32_t up = d->dep.row[x->head].head;
    PUT(&p, N_ON, 0);
    PUT(&p, N_FORM, t->form);
    PUT(&p, N_PART, t->part);
    PUT(&p, N_CLS, cls_row(t->cls));
    PUT(&p, N_LEN, length(d, m));
    PUT(&p, N_SEEN, b->seen);
    PUT(&p, N_START, x->phrase.beg == sent.beg ? 0 :
                     x->phrase.beg < sent.beg + 3 ? 1 : 2);
    PUT(&p, N_DUMMY, rel == REL_EXPL ? 1 : t->form == SORT_IT && up != NONE &&
                     d->tag.row[up].upos == UPOS_ADJ ? 2 :
                     t->form == SORT_IT && up != NONE &&
                     doc_child(d, up, REL_CCOMP, 0) != NONE ? 3 : 0);
    PUT(&p, N_FREE, STEP(b->n, 1, 2, 3, 6));
    PUT(&p, N_QUOTE, s->quote != 0);
    PUT(&p, N_NUMBER, t->number == 's' ? 0 : t->number == 'p' ? 1 : 2);
    PUT(&p, N_SAID, s->speaker != NONE);
    PUT(&p, N_TALK, r->dialogue);
    PUT(&p, N_MODS, x->head - x->at.beg);
    return p.n;
}

uint32_t ref_features(const struct ref *r, uint32_t m, uint32_t a,
                      uint16_t *feat)
{
    const struct doc *d = r->d;
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    const struct chain *c = &r->chain[r->root[a]];
    struct pen p = {feat, 0};
    PUT(&p, P_ON, 0);
    PUT(&p, P_FORM, t->form);
    PUT(&p, P_FORM_A, u->form);
    PUT(&p, P_PART, t->part);
    PUT(&p, P_PART_A, u->part);
    put_place(r, m, a, &p);
    put_agreement(r, m, a, &p);
    put_words(r, m, a, &p);
    PUT(&p, P_CASE, case_of(r, m));
    PUT(&p, P_SIZE, STEP(c->n, 2, 3, 5, 10));
    PUT(&p, P_BETWEEN, between(r, m, a));
    PUT(&p, P_CHAIN, 4 * c->proper + (c->gender != '-') + 2 * (c->cls == 'p'));
    PUT(&p, P_FIRST, a == r->root[a] ? a == 0 ? 2 : 1 : 0);
    PUT(&p, P_LAST, is_pronoun(r, a) ? 0 : u->proper ? 1 : 2);
    PUT(&p, P_TALK, r->dialogue);
    put_weight(r, m, a, &p);
    PUT(&p, P_LEN, length(d, m));
    PUT(&p, P_LEN_A, length(d, a));
    return p.n;
}
