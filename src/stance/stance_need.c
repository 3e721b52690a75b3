/* Positions that grammar tells and the network passed over: an engagement and
 * a condition tied together by plain words.
 *
 *     no talks can be held [until the army leaves]      engagement, condition
 *     [the army] must leave before talks can begin      condition, engagement
 */
#include "stance/stance_in.h"

#include <string.h>

#include "kb/kb_value.h"

/* How sure such a position is, before calibration. */
#define NEED_P 0.45f

/* The kind of engagement that token t names; ENG_OTHER: none. */
static uint8_t kind_at(const struct stance *s, uint32_t t)
{
    int k = stance_kind(s, t);
    return k < 0 ? ENG_OTHER : (uint8_t)k;
}

/* The engagement of clause word h: itself, or its subject or object, or the
 * verb that it opens ("refused to resume talks"). *at is the token. */
static uint8_t engaged(const struct stance *s, uint32_t h, uint32_t *at)
{
    const struct doc *d = s->d;
    struct run sent = d->sent.row[d->sent_of.row[h]];
    *at = h;
    uint8_t kind = kind_at(s, h);
    for (uint32_t c = sent.beg; c < sent.end && kind == ENG_OTHER; c++) {
        uint8_t rel = d->dep.row[c].rel;
        uint32_t up = d->dep.row[c].head;
        bool near = up == h && (rel == REL_NSUBJ || rel == REL_OBJ ||
                                rel == REL_XCOMP || rel == REL_OBL);
        bool below = up != NONE && up != h && d->dep.row[up].head == h &&
                     d->dep.row[up].rel == REL_XCOMP && rel == REL_OBJ;
        if (near || below) {
            kind = kind_at(s, c);
            *at = c;
        }
    }
    return kind;
}

static bool has_child(const struct doc *d, uint32_t h, uint8_t rel,
                      const char *const *lemma, size_t n)
{
    struct run sent = d->sent.row[d->sent_of.row[h]];
    for (uint32_t c = sent.beg; c < sent.end; c++) {
        if (d->dep.row[c].head != h || d->dep.row[c].rel != rel)
            continue;
        for (size_t i = 0; i < n; i++) {
            if (doc_lemma_is(d, c, lemma[i]) || doc_is(d, c, lemma[i]))
                return true;
        }
    }
    return false;
}

#define COUNT(a) (sizeof (a) / sizeof *(a))

/* "Not", "no" at the clause or at its engagement. */
static bool denied(const struct doc *d, uint32_t h, uint32_t at)
{
    static const char *const no[] = {"not", "n't", "never", "no", "cannot"};
    return has_child(d, h, REL_ADVMOD, no, COUNT(no)) ||
           has_child(d, h, REL_AUX, no, COUNT(no)) ||
           has_child(d, at, REL_DET, no, COUNT(no));
}

/* Must, has to, needs to: what the clause tells has to be. */
static bool needed(const struct doc *d, uint32_t h)
{
    static const char *const must[] = {"must", "should"};
    static const char *const need[] = {"have", "need", "require", "necessary",
                                       "essential", "ought"};
    uint32_t up = d->dep.row[h].rel == REL_XCOMP ? d->dep.row[h].head : NONE;
    if (has_child(d, h, REL_AUX, must, COUNT(must)))
        return true;
    for (size_t i = 0; i < COUNT(need); i++) {
        if (up != NONE && doc_lemma_is(d, up, need[i]))
            return true;
        if (i > 0 && doc_lemma_is(d, h, need[i]) &&
            doc_child(d, h, REL_NSUBJ, 0) != NONE)
            return true;
    }
    return false;
}

/* Has a position its words in the clause of h, or a term around c? */
static bool taken(const struct doc *d, uint32_t h, uint32_t c)
{
    uint32_t sent = d->sent_of.row[h];
    struct span at = d->tok.row[c].at;
    for (uint32_t i = 0; i < d->position.n; i++) {
        const struct position *p = &d->position.row[i];
        if (d->sent_of.row[link_token(d, p->trigger.beg)] != sent)
            continue;
        if (link_clause(d, link_token(d, p->trigger.beg)) ==
            link_clause(d, h))
            return true;
        for (uint32_t k = p->term.beg; k < p->term.end; k++) {
            struct span t = d->term.row[k].at;
            if (t.beg < at.end && at.beg < t.end)
                return true;
        }
    }
    return false;
}

/* Clause h waits for c: the condition comes by itself (stance_tied). */
static enum rc need_after(struct stance *s, uint32_t h, uint32_t c, int rel)
{
    uint32_t at;
    uint8_t kind = engaged(s, h, &at);
    bool no = denied(s->d, h, at);
    if (kind == ENG_OTHER || at == c || taken(s->d, h, c) ||
        (rel != TERM_UNTIL && rel != TERM_UNLESS && rel != TERM_ONLY_IF &&
         !(no && (rel == TERM_IF || rel == TERM_BEFORE))))
        return OK;
    struct frame f = {.anchor = h, .type = FRAME_POSITION,
                      .cls = STANCE_REQUIRES, .kind = kind, .p = NEED_P,
                      .p_kind = 1.0f};
    return stance_put(s, &f, "grammar:engagement-until", NULL);
}

/* The words of clause h, without those of c: "the army must leave". */
static struct run clause_of(const struct doc *d, uint32_t h, uint32_t c)
{
    struct run r = doc_subtree(d, h), sub = doc_subtree(d, c);
    uint32_t subject = doc_child(d, h, REL_NSUBJ, 0);
    if (doc_lemma_is(d, h, "be") || doc_lemma_is(d, h, "need") ||
        doc_lemma_is(d, h, "require"))
        return subject == NONE ? (struct run){0, 0} : doc_subtree(d, subject);
    if (sub.beg > h)
        r.end = sub.beg;
    else if (sub.end <= h)
        r.beg = sub.end;
    while (r.beg < r.end && d->tag.row[r.beg].upos == UPOS_PUNCT)
        r.beg++;
    while (r.beg < r.end && d->tag.row[r.end - 1].upos == UPOS_PUNCT)
        r.end--;
    return r;
}

/* Engagement c waits for clause h. */
static enum rc need_before(struct stance *s, uint32_t h, uint32_t c)
{
    struct doc *d = s->d;
    uint32_t at;
    uint8_t kind = engaged(s, c, &at);
    if (kind == ENG_OTHER || !needed(d, h) || taken(d, h, c))
        return OK;
    struct frame f = {.anchor = h, .type = FRAME_POSITION,
                      .cls = STANCE_REQUIRES, .kind = kind, .p = NEED_P,
                      .p_kind = 1.0f, .strength = STRENGTH_MUST};
    struct arg a = {.at = clause_of(d, h, c), .role = ROLE_TERM, .p = NEED_P,
                    .relation = TERM_BEFORE, .p_relation = 1.0f,
                    .must = MUST_DO};
    if (a.at.beg >= a.at.end)
        return OK;
    return stance_put(s, &f, "grammar:need-before", &a);
}

enum rc stance_needs(struct stance *s)
{
    const struct doc *d = s->d;
    for (uint32_t c = 0; c < d->tok.n; c++) {
        uint8_t up = d->dep.row[c].rel;
        uint32_t h = d->dep.row[c].head;
        if ((up != REL_ADVCL && up != REL_OBL) || h == NONE)
            continue;
        struct run r = doc_subtree(d, c);
        bool purpose = doc_is(d, r.beg, "for") && up == REL_OBL;
        int rel = stance_tie(s, &r, c);
        if (rel >= 0)
            TRY(need_after(s, h, c, rel));
        if (rel == TERM_BEFORE || purpose)
            TRY(need_before(s, h, c));
    }
    return OK;
}
