/* Conditions that plain words tell where the tree may be torn: what must be
 * there first, and what a condition told before must include.
 *
 *     there must be [a truce] for a month before any talks
 *     a demand that Chile must first [leave the islands] to have talks
 *     Chile must mend its ways. "This must include [an end to raids]."
 */
#include "stance/stance_in.h"

#include <string.h>

/* How sure such a position or term is, before calibration. */
#define MUST_P 0.45f

/* Tokens looked at: between the words of need, and for the engagement. */
enum { NEAR = 4, WIDE = 8 };

static struct run sentence(const struct doc *d, uint32_t t)
{
    return d->sent.row[d->sent_of.row[t]];
}

static bool one_of(const struct doc *d, uint32_t t, const char *const *word,
                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (doc_is(d, t, word[i]) || doc_lemma_is(d, t, word[i]))
            return true;
    }
    return false;
}

#define ONE_OF(d, t, list) one_of(d, t, list, sizeof (list) / sizeof *(list))

/* The end of words of need at token t ("must", "would have to"), t: none. */
static uint32_t need_end(const struct doc *d, uint32_t t, uint32_t end)
{
    static const char *const will[] = {"would", "will", "'d", "'ll"};
    static const char *const to[] = {"have", "need"};
    uint32_t i = t;
    if (doc_is(d, t, "must"))
        return t + 1;
    if (ONE_OF(d, i, will))
        i++;
    if (i + 1 < end && ONE_OF(d, i, to) && doc_is(d, i + 1, "to"))
        return i + 2;
    return t;
}

/* An engagement among these tokens; ENG_OTHER: none. */
static uint8_t kind_in(const struct stance *s, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++) {
        int k = stance_kind(s, t);
        if (k >= 0 && k != ENG_OTHER)
            return (uint8_t)k;
    }
    return ENG_OTHER;
}

/* A position whose condition is the run. */
static enum rc put(struct stance *s, uint32_t anchor, uint8_t kind,
                   struct run term, const char *rule)
{
    const struct doc *d = s->d;
    static const char *const end[] = {"end", "halt", "stop", "cease", "no",
                                      "suspension", "freeze"};
    struct frame f = {.anchor = anchor, .type = FRAME_POSITION,
                      .cls = STANCE_REQUIRES, .kind = kind, .p = MUST_P,
                      .p_kind = 1.0f, .strength = STRENGTH_MUST};
    struct arg a = {.at = term, .role = ROLE_TERM, .p = MUST_P,
                    .relation = TERM_BEFORE, .p_relation = 1.0f,
                    .must = MUST_DO};
    for (uint32_t t = term.beg; t < term.end && t < term.beg + 2; t++) {
        if (ONE_OF(d, t, end))
            a.must = MUST_REFRAIN;
    }
    return term.beg < term.end ? stance_put(s, &f, rule, &a) : OK;
}

/* Does a position have its words among these tokens already? */
static bool told(const struct doc *d, uint32_t beg, uint32_t end)
{
    uint32_t from = d->tok.row[beg].at.beg, to = d->tok.row[end - 1].at.end;
    for (uint32_t i = 0; i < d->position.n; i++) {
        const struct position *p = &d->position.row[i];
        if (p->trigger.beg < to && from < p->trigger.end)
            return true;
        for (uint32_t k = p->term.beg; k < p->term.end; k++) {
            struct span t = d->term.row[k].at;
            if (t.beg < to && from < t.end)
                return true;
        }
    }
    return false;
}

/* "There" at t: there must be X before ENGAGEMENT. */
static enum rc put_there(struct stance *s, uint32_t t)
{
    const struct doc *d = s->d;
    uint32_t end = sentence(d, t).end, from = t + 1, to;
    while (from < end && from < t + NEAR && need_end(d, from, end) == from)
        from++;
    uint32_t be = from < end ? need_end(d, from, end) : end;
    if (be == from || be >= end || !doc_is(d, be, "be"))
        return OK;
    for (to = be + 1; to < end && !doc_is(d, to, "before"); to++) {
        if (d->tag.row[to].upos == UPOS_PUNCT)
            return OK;
    }
    uint32_t last = to + WIDE < end ? to + WIDE : end;
    uint8_t kind = to < end ? kind_in(s, to + 1, last) : ENG_OTHER;
    struct run term = {be + 1, to};
    for (uint32_t i = be + 2; i < to; i++) {
        if (doc_is(d, i, "for") && term.end == to)
            term.end = i;
    }
    if (kind == ENG_OTHER || told(d, t, to))
        return OK;
    return put(s, from, kind, term, "grammar:must-be-before");
}

/* The end of the clause that begins at t: before a mark that closes it. */
static uint32_t clause_end(const struct doc *d, uint32_t t)
{
    uint32_t end = sentence(d, t).end;
    uint32_t i = t;
    while (i < end && d->tag.row[i].upos != UPOS_PUNCT)
        i++;
    return i;
}

/* The noun that the clause of verb t tells the content of ("a demand that X
 * must"), else the words of need themselves. */
static uint32_t anchor_of(const struct doc *d, uint32_t t, uint32_t need)
{
    uint32_t up = d->dep.row[t].rel == REL_ACL ? d->dep.row[t].head : NONE;
    return up != NONE && up < need && d->tag.row[up].upos == UPOS_NOUN ? up
                                                                      : need;
}

/* "First" at t: X must first do Y, with an engagement in the sentence. */
static enum rc put_first(struct stance *s, uint32_t t)
{
    const struct doc *d = s->d;
    struct run r = sentence(d, t);
    uint32_t from = t;
    while (from > r.beg && t - from < NEAR && need_end(d, from, r.end) != t)
        from--;
    if (need_end(d, from, r.end) != t || t + 1 >= r.end ||
        (d->tag.row[t + 1].upos != UPOS_VERB &&
         d->tag.row[t + 1].upos != UPOS_AUX))
        return OK;
    struct run term = {t + 1, clause_end(d, t + 1)};
    uint8_t kind = kind_in(s, term.beg, term.end);
    if (kind == ENG_OTHER)
        kind = kind_in(s, r.beg, from);
    if (kind == ENG_OTHER || told(d, from, term.end))
        return OK;
    return put(s, anchor_of(d, t + 1, from), kind, term,
               "grammar:must-first");
}

static bool says(const struct doc *d, uint32_t statement, uint32_t holder)
{
    while (statement != NONE) {
        const struct statement *p = &d->statement.row[statement];
        if (stance_same_voice(d, p->speaker, holder))
            return true;
        statement = p->within;
    }
    return false;
}

/* The position with terms that the voice of token t told last, in this
 * sentence's neighbours before; NONE: none. */
static uint32_t told_before(const struct doc *d, uint32_t t)
{
    uint32_t sent = d->sent_of.row[t], best = NONE;
    uint32_t in = link_statement(d, d->tok.row[t].at, NONE);
    for (uint32_t i = 0; i < d->position.n && in != NONE; i++) {
        const struct position *p = &d->position.row[i];
        if (p->h.sent < sent && p->h.sent + 2 >= sent &&
            p->term.beg < p->term.end && says(d, in, p->holder) &&
            (best == NONE || p->h.sent >= d->position.row[best].h.sent))
            best = i;
    }
    return best;
}

/* Puts one more term, told by the words, at the end of position i's. */
static enum rc put_more(struct stance *s, uint32_t i, struct run words)
{
    struct doc *d = s->d;
    struct position *p = &d->position.row[i];
    uint32_t at = p->term.end;
    bool no = doc_is(d, words.beg, "no") || doc_lemma_is(d, words.beg, "end");
    struct frame f = {.anchor = words.beg, .type = FRAME_POSITION,
                      .cls = p->stance, .kind = p->engagement};
    struct arg a = {.at = words, .role = ROLE_TERM, .p = MUST_P,
                    .relation = d->term.row[at - 1].relation,
                    .p_relation = 1.0f, .must = no ? MUST_REFRAIN : MUST_DO};
    struct codes parties = {.n = 0};
    stance_code_split(&parties, doc_text(d, p->parties));
    uint32_t n = d->term.n;
    TRY(stance_term(s, &f, &a, p, &parties));
    if (d->term.n == n)
        return OK;
    struct term t = d->term.row[n];
    for (uint32_t k = n; k > at; k--)
        d->term.row[k] = d->term.row[k - 1];
    d->term.row[at] = t;
    for (uint32_t k = 0; k < d->position.n; k++) {
        struct position *q = &d->position.row[k];
        if (k != i && q->term.beg >= at) {
            q->term.beg++;
            q->term.end++;
        }
    }
    p->term.end++;
    return OK;
}

/* "This" at t: this must include, but is not limited to, X. */
static enum rc put_include(struct stance *s, uint32_t t)
{
    static const char *const what[] = {"include", "mean", "involve",
                                       "comprise", "entail"};
    const struct doc *d = s->d;
    uint32_t end = sentence(d, t).end, verb = need_end(d, t + 1, end);
    if (verb == t + 1 || verb + 1 >= end || !ONE_OF(d, verb, what))
        return OK;
    struct run r = {verb + 1, end};
    for (uint32_t i = verb; i + 1 < end; i++) {
        if (doc_is(d, i, "limited") && doc_is(d, i + 1, "to"))
            r.beg = i + 2;
    }
    while (r.beg < end && d->tag.row[r.beg].upos == UPOS_PUNCT)
        r.beg++;
    r.end = r.beg < end ? clause_end(d, r.beg) : r.beg;
    uint32_t i = told_before(d, t);
    return i == NONE || r.beg >= r.end ? OK : put_more(s, i, r);
}

enum rc stance_musts(struct stance *s)
{
    const struct doc *d = s->d;
    static const char *const these[] = {"this", "that", "these", "it",
                                        "they", "conditions"};
    for (uint32_t t = 0; t + 1 < d->tok.n; t++) {
        if (doc_is(d, t, "there"))
            TRY(put_there(s, t));
        else if (doc_is(d, t, "first"))
            TRY(put_first(s, t));
        else if (ONE_OF(d, t, these))
            TRY(put_include(s, t));
    }
    return OK;
}
