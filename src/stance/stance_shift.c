/* Shifts that the report itself tells, and the two positions they link: the
 * nearest of the voices named, of one principal. */
#include "stance/stance_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kb/kb_value.h"

/* Positions further away than this many sentences are not linked. */
enum { FAR = 14 };

static bool same_code(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

/* The chain of a mention, so that "he" and the name are one voice. */
static uint32_t voice(const struct doc *d, uint32_t m)
{
    return m < d->mention.n ? d->mention.row[m].chain : NONE;
}

static bool same_name(const struct doc *d, uint32_t a, uint32_t b)
{
    if (a >= d->entity.n || b >= d->entity.n)
        return false;
    return same_code(doc_text(d, d->entity.row[a].name),
                     doc_text(d, d->entity.row[b].name));
}

bool stance_same_voice(const struct doc *d, uint32_t a, uint32_t b)
{
    if (a == NONE || b == NONE)
        return false;
    return a == b || voice(d, a) == voice(d, b) || same_name(d, a, b);
}

/* What is looked for: the voice that shifts and its principal. */
struct quest {
    uint32_t who[4], n_who; /* mentions named with the shift */
    const char *principal;
    uint32_t at, end;       /* bytes of the shift's words */
    uint32_t sent;
};

static bool named(const struct doc *d, const struct quest *q, uint32_t m)
{
    for (uint32_t i = 0; i < q->n_who; i++) {
        if (stance_same_voice(d, q->who[i], m))
            return true;
    }
    return false;
}

/* Does noun t stand right behind the shift's words and a preposition, "row back
 * on the secretary's offer", whatever the tree says? */
static bool right_behind(const struct doc *d, const struct quest *q,
                         uint32_t t)
{
    uint32_t i = link_token(d, q->end - 1) + 1;
    if (i >= t || d->tag.row[i].upos != UPOS_ADP)
        return false;
    for (; i < t; i++) {
        uint8_t upos = d->tag.row[i].upos;
        if (upos == UPOS_VERB || upos == UPOS_AUX ||
            (upos == UPOS_PUNCT && !doc_is(d, i, "-")))
            return false;
    }
    return true;
}

/* Are the position's words what the shift's words speak of: a noun of their
 * clause behind them, "backed away from its demand"? */
static bool spoken_of(const struct doc *d, const struct quest *q,
                      const struct position *p)
{
    uint32_t t = link_token(d, p->trigger.beg);
    return p->h.sent == q->sent && p->trigger.beg >= q->at &&
           d->tag.row[t].upos == UPOS_NOUN &&
           (right_behind(d, q, t) ||
            link_clause(d, t) == link_clause(d, link_token(d, q->end - 1)));
}

/* How well position i is the shift's later side (or its earlier side); the
 * greatest is taken, below 0 never. */
static int fit(const struct doc *d, const struct quest *q, uint32_t i,
               bool later)
{
    const struct position *p = &d->position.row[i];
    int far = abs((int)p->h.sent - (int)q->sent);
    if (far > FAR)
        return -1;
    int score = 40 - 2 * far;
    if (same_code(stance_me(d, p), q->principal))
        score += 30;
    else if (q->principal)
        return -1;
    bool voiced = named(d, q, p->holder);
    bool behind = p->trigger.beg >= q->at;
    score += far ? 0 : 20;
    if (spoken_of(d, q, p))
        return later ? -1 : score + 60;
    if (later)
        return score + (voiced ? 40 : 0) + (behind ? 10 : 0);
    if (behind && p->h.sent > q->sent)
        score -= 20;
    return score + (voiced ? 0 : 10) + (behind ? 0 : 25);
}

static uint32_t best_side(const struct doc *d, const struct quest *q,
                          bool later, uint32_t but)
{
    uint32_t best = NONE;
    int most = -1;
    for (uint32_t i = 0; i < d->position.n; i++) {
        int score = i == but ? -1 : fit(d, q, i, later);
        if (but != NONE && score >= 0 &&
            d->position.row[i].engagement == d->position.row[but].engagement)
            score += 20;
        if (score > most) {
            most = score;
            best = i;
        }
    }
    return best;
}

static void find_who(const struct doc *d, const struct frame *f,
                     struct quest *q)
{
    for (uint32_t i = f->arg.beg; i < f->arg.end && q->n_who < 4; i++) {
        if (d->arg.row[i].role != ROLE_WHO)
            continue;
        uint32_t m = doc_mention_at(d, d->arg.row[i].at);
        if (m != NONE)
            q->who[q->n_who++] = m;
    }
    uint32_t subject = link_subject(d, link_clause(d, f->anchor));
    uint32_t m = subject != NONE ? link_mention(d, subject) : NONE;
    if (m != NONE && q->n_who < 4)
        q->who[q->n_who++] = m;
    uint32_t by = link_statement(d, d->tok.row[f->anchor].at, NONE);
    if (!q->n_who && by != NONE && d->statement.row[by].speaker != NONE)
        q->who[q->n_who++] = d->statement.row[by].speaker;
}

static struct run words_of(const struct doc *d, const struct frame *f)
{
    struct run s = d->sent.row[d->sent_of.row[f->anchor]];
    struct run r = {f->anchor, f->anchor + 1};
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        struct run a = d->arg.row[i].at;
        if (d->arg.row[i].role != ROLE_TRIGGER || a.beg < s.beg ||
            a.end > s.end || a.end + 4 < r.beg || a.beg > r.end + 4)
            continue;
        r.beg = a.beg < r.beg ? a.beg : r.beg;
        r.end = a.end > r.end ? a.end : r.end;
    }
    return r;
}

/* Terms that are asked for. */
static uint32_t asked(const struct doc *d, const struct position *p)
{
    uint32_t n = 0;
    for (uint32_t i = p->term.beg; i < p->term.end; i++)
        n += !d->term.row[i].waived;
    return n;
}

/* One stand, without terms: no shift lies between. */
static bool alike(const struct doc *d, const struct position *a,
                  const struct position *b)
{
    return a->stance == b->stance && a->negated == b->negated &&
           a->h.day == b->h.day && !asked(d, a) && !asked(d, b);
}

static void put_sides(const struct doc *d, const struct quest *q,
                      struct shift *t)
{
    t->to = best_side(d, q, true, NONE);
    bool alone = t->kind == SHIFT_REAFFIRMS;
    t->from = alone || t->to == NONE ? NONE : best_side(d, q, false, t->to);
    if (t->from != NONE && t->kind != SHIFT_CLAIMS_UNITY &&
        alike(d, &d->position.row[t->from], &d->position.row[t->to]))
        t->from = NONE; /* it tells the later side twice */
    if (t->from == NONE || t->to == NONE)
        return;
    const struct position *a = &d->position.row[t->from];
    const struct position *b = &d->position.row[t->to];
    t->same_speaker = stance_same_voice(d, a->holder, b->holder);
    if (a->h.day != NO_DAY && b->h.day != NO_DAY)
        t->days = b->h.day - a->h.day;
}

static enum rc put_evidence(struct stance *s, struct shift *t)
{
    struct doc *d = s->d;
    uint32_t side[2] = {t->from, t->to};
    t->evidence = link_list(d);
    if (!link_piece(d, &t->evidence, t->trigger))
        return stance_no_memory(s);
    for (int i = 0; i < 2; i++) {
        if (side[i] == NONE)
            continue;
        struct span at = doc_span(
            d, d->sent.row[d->position.row[side[i]].h.sent]);
        if (!link_piece(d, &t->evidence, at))
            return stance_no_memory(s);
    }
    return OK;
}

static str_id rule_of(struct stance *s, const struct frame *f)
{
    const char *lemma = doc_text(s->d, s->d->tag.row[f->anchor].lemma);
    char text[120];
    int n = snprintf(text, sizeof text, "frame:%s/%.40s", label_shift[f->cls],
                     lemma ? lemma : "");
    return doc_str(s->d, text, (size_t)n);
}

/* Principal and sides of the shift that frame f tells. */
static void link_sides(const struct doc *d, const struct frame *f,
                       struct shift *t)
{
    struct quest q = {.sent = d->sent_of.row[f->anchor],
                      .at = t->trigger.beg, .end = t->trigger.end};
    find_who(d, f, &q);
    t->principal = q.n_who ? stance_code_id(d, q.who[0]) : 0;
    q.principal = doc_text(d, t->principal);
    put_sides(d, &q, t);
    if (!t->principal && t->to != NONE)
        t->principal = stance_me_id(d, &d->position.row[t->to]);
}

static enum rc put_shift(struct stance *s, struct shift *t, str_id rule)
{
    TRY(put_evidence(s, t));
    t->h.rule = rule;
    return rule && table_put(&s->d->mem, &s->d->shift, *t)
               ? OK : stance_no_memory(s);
}

/* The shift of a frame of the network; plain words say its kind better. */
static enum rc put_frame(struct stance *s, uint32_t row)
{
    struct doc *d = s->d;
    const struct frame *f = &d->frame.row[row];
    struct shift t = {.kind = f->cls, .days = NO_DAY};
    struct run r = words_of(d, f);
    struct told words;
    link_head(d, &t.h, row, f->anchor);
    t.trigger = doc_span(d, r);
    for (uint32_t i = r.beg; i < r.end; i++) {
        if (stance_told(s, i, &words))
            t.kind = words.kind;
    }
    link_sides(d, f, &t);
    t.h.p = kb_calibrate(s->kb, "shift", f->p);
    return put_shift(s, &t, rule_of(s, f));
}

/* Is a shift told by some of these words already? */
static bool known(const struct doc *d, struct span at)
{
    for (uint32_t i = 0; i < d->shift.n; i++) {
        if (d->shift.row[i].trigger.beg < at.end &&
            at.beg < d->shift.row[i].trigger.end)
            return true;
    }
    return false;
}

/* How sure a shift is that only the lexicon tells. */
#define TOLD_P 0.5f

/* A shift that plain words tell of a position near by. */
static enum rc put_told(struct stance *s, const struct told *words)
{
    struct doc *d = s->d;
    struct frame f = {.anchor = words->at.beg, .type = FRAME_SHIFT,
                      .cls = words->kind};
    struct shift t = {.kind = words->kind, .days = NO_DAY,
                      .trigger = doc_span(d, words->at)};
    char rule[120];
    if (known(d, t.trigger))
        return OK;
    link_head(d, &t.h, NONE, f.anchor);
    link_sides(d, &f, &t);
    bool unity = t.kind == SHIFT_CLAIMS_UNITY && t.principal;
    if ((t.to == NONE && !unity) || (t.kind == SHIFT_REAFFIRMS &&
                         d->position.row[t.to].h.sent != t.h.sent))
        return OK;
    t.h.p = kb_calibrate(s->kb, "shift", TOLD_P);
    int n = snprintf(rule, sizeof rule, "shift_words:%s", words->key);
    return put_shift(s, &t, doc_str(d, rule, (size_t)n));
}

static int by_place(const void *a, const void *b)
{
    const struct shift *x = a, *y = b;
    if (x->h.sent != y->h.sent)
        return x->h.sent < y->h.sent ? -1 : 1;
    if (x->trigger.beg != y->trigger.beg)
        return x->trigger.beg < y->trigger.beg ? -1 : 1;
    if (x->h.frame != y->h.frame)
        return x->h.frame < y->h.frame ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

enum rc stance_shifts(struct stance *s)
{
    struct doc *d = s->d;
    for (uint32_t i = 0; i < d->frame.n; i++) {
        if (d->frame.row[i].type == FRAME_SHIFT)
            TRY(put_frame(s, i));
    }
    for (uint32_t t = 0; t < d->tok.n; t++) {
        struct told words;
        if (stance_told(s, t, &words) && words.alone)
            TRY(put_told(s, &words));
    }
    TRY(stance_compare(s));
    if (d->shift.n)
        qsort(d->shift.row, d->shift.n, sizeof *d->shift.row, by_place);
    return OK;
}
