/* How an antecedent is chosen.
 *
 * Rules come first: a shorter cut of a phrase is the phrase, a relative
 * pronoun is the noun that its clause hangs on, an apposition is what it
 * stands beside, "we" and "I" in what somebody says are that speaker. All
 * else is ranked: each earlier mention that may serve, and "none of them",
 * gets a score from a small network over features of agreement, place and
 * words (pair.c), trained by train/ref.py; the best is taken. Integers only,
 * so that ties and sums are the same everywhere.
 */
#include "ref/rank_in.h"

#include <string.h>

#include "kb/kb.h"
#include "link/link.h"

enum {
    REACH = 5,        /* sentences a pronoun looks back */
    REACH_SELF = 12,  /* "I", "we", "you" */
    REACH_NOUN = 3,   /* and a noun for other words than its own */
    REACH_WORD = 1000, /* mentions a noun looks back for its own words */
    MOST = 40,        /* candidates nearby */
    MOST_WORD = 4,    /* candidates further off that share a word */
    LEAN = 2 << 16,   /* see lean(): 2, 4 and 1/4 in units of the score */
    LEAN_PERSON = 4 << 16,
    LEAN_NOUN = 1 << 14
};

static bool same_token(const struct doc *d, uint32_t a, uint32_t b)
{
    struct span x = d->tok.row[a].at, y = d->tok.row[b].at;
    return x.end - x.beg == y.end - y.beg &&
           memcmp(d->text + x.beg, d->text + y.beg, x.end - x.beg) == 0;
}

bool ref_name_within(const struct doc *d, struct run a, struct run b)
{
    if (a.end == a.beg || b.end == b.beg ||
        !same_token(d, a.end - 1, b.end - 1))
        return false;
    uint32_t j = b.beg;
    for (uint32_t i = a.beg; i < a.end; i++) {
        while (j < b.end && !same_token(d, i, j))
            j++;
        if (j++ == b.end)
            return false;
    }
    return true;
}

bool ref_acronym(const struct doc *d, struct run a, struct run b)
{
    if (a.end - a.beg != 1 || b.end - b.beg < 2)
        return false;
    struct span s = d->tok.row[a.beg].at;
    uint32_t at = s.beg;
    for (uint32_t i = b.beg; i < b.end; i++) {
        char c = d->text[d->tok.row[i].at.beg];
        if (c < 'A' || c > 'Z')
            continue;
        if (at == s.end || d->text[at++] != c)
            return false;
    }
    return at == s.end && s.end - s.beg >= 2;
}

/* A choice and what is known of it. */
struct choice {
    uint32_t a; /* mention or NONE */
    float p;
    const char *by;
};

/* "who", "which": the noun that the relative clause hangs on. */
static bool by_relative(const struct ref *r, uint32_t m, struct choice *c)
{
    uint32_t host = NONE;
    if (r->trait.row[m].cls == 'r')
        host = ref_host(r->d, r->d->mention.row[m].head);
    if (host == NONE)
        return false;
    *c = (struct choice){r->spot[host].mention, 0.9f, "ref:relative"};
    return c->a != NONE && c->a < m;
}

/* What a speaker says of himself; another's "they said I" is left alone. */
static bool by_speaker(const struct ref *r, uint32_t m, struct choice *c)
{
    const struct spot *s = &r->spot[r->d->mention.row[m].head];
    if (r->trait.row[m].cls != 'q' || s->speaker == NONE || s->speaker == m)
        return false;
    if (!s->quote &&
        r->d->mention.row[s->speaker].kind == MENTION_PRONOUN)
        return false;
    *c = (struct choice){s->speaker, 0.85f, "ref:speaker"};
    return true;
}

/* A phrase and a shorter cut of it ("a spokesman for the ministry", "a
 * spokesman"), or a name and the title that leads it. */
static bool by_cut(const struct ref *r, uint32_t m, struct choice *c)
{
    const struct doc *d = r->d;
    const struct mention *b = &d->mention.row[m];
    for (uint32_t i = m; i-- > 0 && m - i < 8;) {
        const struct mention *a = &d->mention.row[i];
        const struct trait *t = &r->trait.row[i], *u = &r->trait.row[m];
        bool title = a->at.beg == b->at.beg && t->cls == 'p' && t->proper &&
                     u->cls == 'p';
        if (ref_inside(b->at, a->at) && t->wide == u->wide &&
            (a->head == b->head || title)) {
            *c = (struct choice){i, 0.95f, "ref:cut"};
            return true;
        }
    }
    return false;
}

static bool pronoun(const struct ref *r, uint32_t m)
{
    return r->d->mention.row[m].kind == MENTION_PRONOUN;
}

/* "The minister himself". */
static bool stresses(const struct ref *r, uint32_t m)
{
    const struct doc *d = r->d;
    uint32_t head = d->mention.row[m].head, up = d->dep.row[head].head;
    struct span s = d->tok.row[head].at;
    return pronoun(r, m) && up != NONE && up < head && s.end - s.beg > 5 &&
           d->tag.row[up].upos != UPOS_VERB &&
           head < r->spot[up].phrase.end &&
           (memcmp(d->text + s.end - 4, "self", 4) == 0 ||
            memcmp(d->text + s.end - 4, "lves", 4) == 0);
}

/* "Ana Ruiz, the minister": one phrase, two mentions. */
static bool by_apposition(const struct ref *r, uint32_t m, struct choice *c)
{
    const struct doc *d = r->d;
    const struct mention *b = &d->mention.row[m];
    uint32_t up = d->dep.row[b->head].head;
    bool beside = d->dep.row[b->head].rel == REL_APPOS && up != NONE &&
                  !r->trait.row[m].wide && !pronoun(r, m);
    if (!beside && !stresses(r, m))
        return false;
    *c = (struct choice){r->spot[up].mention, 0.9f, "ref:apposition"};
    return c->a != NONE && c->a < m;
}

/* May a be the antecedent of pronoun or noun m at all? */
static bool may(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct doc *d = r->d;
    const struct mention *x = &d->mention.row[m], *y = &d->mention.row[a];
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    const struct chain *c = &r->chain[r->root[a]];
    char gender = u->gender != '-' ? u->gender : c->gender;
    if (u->cls == 'r' || x->head == y->head || u->part == PART_APPOS)
        return false;
    if (t->form != SORT_NAME && y->at.beg <
        link_dateline(d, d->sent_of.row[y->at.beg]).end)
        return false; /* where it was written is nobody's "it" */
    bool thing = u->cls != '-' && strchr("oleg", u->cls) && !u->proper;
    if (t->cls == 'p' && pronoun(r, m) && thing && c->cls != 'p')
        return false;
    /* Who "I" and "you" are, the turn of talk says, no name before it. */
    if ((t->form <= SORT_YOU && !pronoun(r, a)) ||
        (u->form <= SORT_YOU && !pronoun(r, m)))
        return false;
    return t->gender == '-' || gender == '-' || t->gender == gender;
}

static uint32_t shares(const struct trait *t, const struct trait *u)
{
    if (t->last && t->last == u->last)
        return 3;
    if (t->full == u->full)
        return 2;
    return t->head == u->head ||
           (t->last && u->first && (t->last == u->first ||
                                    t->first == u->last));
}

/* The mentions near m, nearest first. */
static void look_near(const struct ref *r, uint32_t m, struct before *b)
{
    const struct doc *d = r->d;
    const struct trait *t = &r->trait.row[m];
    uint32_t sent = d->sent_of.row[d->mention.row[m].head];
    uint32_t reach = pronoun(r, m) ? REACH : REACH_NOUN;
    if (t->form <= SORT_YOU)
        reach = REACH_SELF;
    if (t->form == SORT_BARE || t->form == SORT_A)
        reach = 1;
    for (uint32_t i = m; i-- > 0 && b->n < MOST;) {
        const struct trait *u = &r->trait.row[i];
        bool near = sent - d->sent_of.row[d->mention.row[i].head] <= reach;
        bool word = !pronoun(r, m) && !pronoun(r, i) && shares(t, u);
        if (m - i > 2 * MOST)
            break;
        if ((near || word) && may(r, m, i))
            b->cand[b->n++] = i;
    }
}

/* Those further off that share a word with noun m; the best such sharing. */
static void look_far(const struct ref *r, uint32_t m, struct before *b)
{
    const struct trait *t = &r->trait.row[m];
    uint32_t most = b->n + MOST_WORD;
    for (uint32_t i = m; i-- > 0 && m - i < REACH_WORD;) {
        uint32_t how = pronoun(r, i) ? 0 : shares(t, &r->trait.row[i]);
        bool far = m - i > 2 * MOST && b->n < most;
        if (!how)
            continue;
        if (!may(r, m, i))
            continue;
        b->seen = how > b->seen ? how : b->seen;
        if (far || (b->n && i < b->cand[b->n - 1] && b->n < most))
            b->cand[b->n++] = i;
    }
    if (t->name.end - t->name.beg != 1)
        return;
    for (uint32_t i = m; i-- > 0 && m - i < REACH_WORD && b->n < most + 1;) {
        if (r->trait.row[i].proper && m - i > 2 * MOST && may(r, m, i) &&
            ref_acronym(r->d, t->name, r->trait.row[i].name)) {
            b->cand[b->n++] = i;
            return;
        }
    }
}

int64_t ref_score(const uint16_t *feat, uint32_t n)
{
    int32_t unit[REF_HIDDEN] = {0};
    int64_t sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        const int16_t *w = ref_weight[feat[i]];
        for (int k = 0; k < REF_HIDDEN; k++)
            unit[k] += w[k];
        sum += ref_straight[feat[i]];
    }
    for (int k = 0; k < REF_HIDDEN; k++)
        sum += (int64_t)(unit[k] > 0 ? unit[k] : 0) * ref_out[k];
    return sum;
}

/* Sureness of the best by how far it leads, in logits. */
static float lead(int64_t best, int64_t second)
{
    float x = (float)(best - second) / 65536.0f;
    return 0.5f + 0.45f * x / (1.0f + x);
}

static const char *rule(const struct ref *r, uint32_t m, uint32_t a)
{
    const struct trait *t = &r->trait.row[m], *u = &r->trait.row[a];
    if (pronoun(r, m))
        return "ref:pronoun";
    if (!t->proper)
        return "ref:noun";
    return t->last != u->last && (ref_acronym(r->d, t->name, u->name) ||
                                  ref_acronym(r->d, u->name, t->name))
               ? "ref:acronym" : "ref:name";
}

static void look_on(const struct ref *r, uint32_t m, uint32_t a,
                    const uint16_t *feat, uint32_t n)
{
    if (r->probe)
        r->probe->seen(r->probe->ctx, r, m, a, feat, n);
}

/* What "none of them" loses: a pronoun of the third person takes up something
 * nearly always, and a record with its second choice says more than none; for
 * nouns it evens out precision and recall on the development documents. */
static int64_t lean(const struct ref *r, uint32_t m)
{
    const struct trait *t = &r->trait.row[m];
    if (t->form == SORT_HE || t->form == SORT_SHE)
        return LEAN_PERSON;
    if (t->form == SORT_IT || t->form == SORT_THEY)
        return LEAN;
    return pronoun(r, m) ? 0 : LEAN_NOUN;
}

static bool by_rank(const struct ref *r, uint32_t m, struct choice *c)
{
    uint16_t feat[REF_MAX_FEAT];
    struct before b = {.n = 0};
    look_near(r, m, &b);
    if (!pronoun(r, m))
        look_far(r, m, &b);
    uint32_t n = ref_features_alone(r, m, &b, feat);
    int64_t best = ref_score(feat, n) - lean(r, m), second = INT64_MIN;
    look_on(r, m, NONE, feat, n);
    *c = (struct choice){NONE, 1, NULL};
    for (uint32_t i = 0; i < b.n; i++) {
        n = ref_features(r, m, b.cand[i], feat);
        look_on(r, m, b.cand[i], feat, n);
        int64_t s = ref_score(feat, n);
        bool same = c->a != NONE && r->root[c->a] == r->root[b.cand[i]];
        if (s > best) {
            second = same ? second : best;
            best = s;
            c->a = b.cand[i];
        } else if (s > second && !same) {
            second = s;
        }
    }
    if (c->a == NONE)
        return false;
    c->p = lead(best, second);
    c->by = rule(r, m, c->a);
    return true;
}

uint32_t ref_antecedent(const struct ref *r, uint32_t m, float *p,
                        const char **by)
{
    struct choice c = {NONE, 1, NULL};
    bool found = by_cut(r, m, &c) || by_relative(r, m, &c) ||
                 by_apposition(r, m, &c) || by_speaker(r, m, &c);
    if (!found && r->trait.row[m].form != SORT_RELATIVE)
        found = by_rank(r, m, &c);
    *p = c.p;
    *by = c.by;
    return found ? c.a : NONE;
}
