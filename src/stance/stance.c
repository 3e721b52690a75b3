/* From frames to positions. Invariants when it is done:
 *   - positions are sorted by sentence, then trigger; one a holder;
 *   - terms of a position stand together; none belongs to two. */
#include "stance/stance_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kb/kb_value.h"

enum { HOLDER_MAX = 6 };

enum rc stance_no_memory(struct stance *s)
{
    return err_set(s->e, E_NOMEM, 0, "out of memory");
}

/* Only commas, "and" and the like lie between two arguments. */
static bool joined(const struct doc *d, struct run a, struct run b)
{
    for (uint32_t t = a.end; t < b.beg; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if (upos != UPOS_PUNCT && upos != UPOS_CCONJ)
            return false;
    }
    return b.beg >= a.end && b.beg - a.end <= 3;
}

/* The arguments that hold the position: the surest, and those coordinated
 * with it. */
static uint32_t holders(const struct doc *d, const struct frame *f,
                        uint32_t *out)
{
    uint32_t best = NONE, n = 0;
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        const struct arg *a = &d->arg.row[i];
        if (a->role == ROLE_HOLDER &&
            (best == NONE || a->p > d->arg.row[best].p))
            best = i;
    }
    if (best == NONE)
        return 0;
    uint32_t last = NONE;
    bool has_best = false;
    for (uint32_t i = f->arg.beg; i < f->arg.end && n < HOLDER_MAX; i++) {
        if (d->arg.row[i].role != ROLE_HOLDER)
            continue;
        bool goes_on = last != NONE && joined(d, d->arg.row[last].at,
                                              d->arg.row[i].at);
        if (!goes_on && has_best)
            break;
        n = goes_on ? n : 0;
        out[n++] = i;
        has_best |= i == best;
        last = i;
    }
    return n;
}

/* The statement that voices it: the innermost that holds the trigger, or the
 * one whose cue it is. */
static uint32_t voiced_by(const struct doc *d, struct span at)
{
    uint32_t in = link_statement(d, at, NONE);
    uint32_t sent = d->sent_of.row[link_token(d, at.beg)];
    uint32_t lo = 0, hi = d->statement.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->statement.row[mid].h.sent < sent)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < d->statement.n && d->statement.row[lo].h.sent == sent; lo++) {
        struct span cue = d->statement.row[lo].cue;
        if (cue.beg < at.end && at.beg < cue.end)
            return lo;
    }
    return in;
}

/* The trigger's words: the anchor and those beside it that carry the stance. */
static struct span trigger_of(const struct doc *d, const struct frame *f)
{
    struct run s = d->sent.row[d->sent_of.row[f->anchor]];
    struct run r = {f->anchor, f->anchor + 1};
    for (bool more = true; more;) {
        more = false;
        for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
            struct run a = d->arg.row[i].at;
            if (d->arg.row[i].role != ROLE_TRIGGER)
                continue;
            if (a.end == r.beg && a.beg >= s.beg) {
                r.beg = a.beg;
                more = true;
            } else if (a.beg == r.end && a.end <= s.end) {
                r.end = a.end;
                more = true;
            }
        }
    }
    return doc_span(d, r);
}

/* A position dates from when it was voiced: from the clause of its words when
 * that day is past, else from the statement. */
static void put_date(const struct doc *d, struct position *p, uint32_t row,
                     uint32_t anchor)
{
    link_head(d, &p->h, row, anchor);
    bool goes_on = p->h.date != NONE && d->day != NO_DAY &&
                   d->date.row[p->h.date].to != NO_DAY &&
                   d->date.row[p->h.date].to > d->day; /* "this year" */
    if (p->h.date != NONE && d->day != NO_DAY &&
        (p->h.day > d->day || goes_on)) {
        p->h.date = NONE;
        p->h.day = d->day;
        p->h.basis = BASIS_PUBLICATION;
    }
    if (p->statement != NONE)
        link_head_date(&p->h, &d->statement.row[p->statement].h);
}

/* Below this the network's kind gives way to the word for the engagement.
 * From eval/run_eval.py on the dev reports. */
#define KIND_SURE 0.6f

int stance_kind(const struct stance *s, uint32_t t)
{
    const char *lemma = doc_text(s->d, s->d->tag.row[t].lemma);
    const char *kind = lemma ? kb_get(s->kb, "engagements", lemma, 1) : NULL;
    return kind ? label_find(label_engagement, N_ENG, kind) : -1;
}

/* The network's kind, or when it is not sure that of the word that names the
 * engagement: the head of its phrase, else another word of it. */
static uint8_t engagement(const struct stance *s, const struct frame *f)
{
    const struct doc *d = s->d;
    int own = stance_kind(s, f->anchor);
    for (uint32_t i = f->arg.beg; i < f->arg.end && own < 0; i++) {
        int k = d->arg.row[i].role != ROLE_WHAT
                    ? -1 : stance_kind(s, doc_head_of(d, d->arg.row[i].at));
        own = k == ENG_SANCTIONS_RELIEF ? k : -1; /* "lift its travel bans" */
    }
    if (f->kind == ENG_OTHER && own >= 0)
        return (uint8_t)own; /* "will not join" */
    if (f->p_kind >= KIND_SURE)
        return f->kind;
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        struct run r = d->arg.row[i].at;
        if (d->arg.row[i].role != ROLE_WHAT)
            continue;
        int k = stance_kind(s, doc_head_of(d, r));
        for (uint32_t t = r.beg; t < r.end && k < 0; t++)
            k = stance_kind(s, t);
        if (k >= 0)
            return (uint8_t)k;
    }
    return f->kind;
}

static str_id rule_of(struct stance *s, const struct frame *f, uint8_t stance)
{
    const char *lemma = doc_text(s->d, s->d->tag.row[f->anchor].lemma);
    char text[120];
    int n = snprintf(text, sizeof text, "frame:%s/%s/%.40s%s",
                     label_stance[f->cls], label_engagement[f->kind],
                     lemma ? lemma : "",
                     stance == STANCE_REQUIRES && stance != f->cls
                         ? "+rule:own-terms"
                     : stance != f->cls ? "+rule:refused" : "");
    return doc_str(s->d, text, (size_t)n);
}

static bool has_code(const struct doc *d, uint32_t m)
{
    return m < d->entity.n && (d->entity.row[m].country ||
                               d->entity.row[m].group);
}

/* Who holds a position that the frame gives to nobody: the subject of its
 * verb, else who voices it. */
static uint32_t holder_by_grammar(const struct doc *d, uint32_t anchor,
                                  const struct position *p)
{
    uint32_t c = link_clause(d, anchor);
    uint32_t subject = link_subject(d, c);
    uint32_t m = subject != NONE ? link_mention(d, subject) : NONE;
    if (has_code(d, m))
        return m;
    if (p->statement != NONE)
        return d->statement.row[p->statement].speaker;
    return m;
}

/* Codes of the holder: its own, else those of the voice that says "we". */
static void put_codes(const struct doc *d, struct position *p)
{
    uint32_t m = p->holder;
    if (!has_code(d, m) && p->statement != NONE)
        m = d->statement.row[p->statement].speaker;
    if (!has_code(d, m))
        return;
    p->country = d->entity.row[m].country;
    p->group = d->entity.row[m].group;
}

static bool begins(const struct doc *d, uint32_t t, const char *stem)
{
    char low[32];
    return doc_low(d, t, low, sizeof low) && !strncmp(low, stem, strlen(stem));
}

/* Who refuses what others put forward rejects it: the verb says so, or its
 * object does. By letters, for a rare form may have a wrong tag and lemma. */
static uint8_t refused(const struct doc *d, uint32_t anchor, uint8_t stance)
{
    static const char *const verb[] = {"reject", "spurn", "rebuff"};
    static const char *const put[] = {"offer", "bid", "proposal", "invitation",
                                      "condition", "plan", "demand"};
    uint32_t what = doc_child(d, anchor, REL_OBJ, 0);
    if (stance != STANCE_REFUSES && stance != STANCE_REJECTS)
        return stance;
    for (size_t i = 0; i < sizeof verb / sizeof *verb; i++) {
        if (begins(d, anchor, verb[i]))
            return STANCE_REJECTS;
    }
    for (size_t i = 0; what != NONE && i < sizeof put / sizeof *put; i++) {
        if (begins(d, what, put[i]))
            return STANCE_REJECTS;
    }
    return begins(d, anchor, "refus") ? STANCE_REFUSES : stance;
}

/* Who "wants to withdraw" offers what is its own to do: nobody is asked. */
static uint8_t own_wish(const struct doc *d, uint32_t anchor, uint8_t stance)
{
    static const char *const see[] = {"see", "have", "hear", "know"};
    uint32_t what = doc_child(d, anchor, REL_XCOMP, 0);
    if (stance != STANCE_DEMANDS || what == NONE ||
        (!doc_lemma_is(d, anchor, "want") &&
         !doc_lemma_is(d, anchor, "wish")) ||
        doc_child(d, anchor, REL_OBJ, 0) != NONE)
        return stance;
    for (size_t i = 0; i < sizeof see / sizeof *see; i++) {
        if (doc_lemma_is(d, what, see[i]))
            return stance;
    }
    return STANCE_OFFERS;
}

/* To leave a body breaks off what was agreed. */
static uint8_t leaves(const struct doc *d, uint32_t anchor, uint8_t engagement,
                      uint8_t stance)
{
    static const char *const out[] = {"leave", "quit", "exit", "withdraw"};
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        if (engagement == ENG_MEMBERSHIP && doc_lemma_is(d, anchor, out[i]) &&
            (stance == STANCE_OFFERS || stance == STANCE_ACCEPTS))
            return STANCE_DEFERS;
    }
    return stance;
}

/* Is the word told as what somebody is accused of ("accused Lima of refusing
 * talks")? That is no stand. */
static bool accused(const struct doc *d, uint32_t t)
{
    enum { UP = 2 };
    for (int up = 0; up < UP && t != NONE; up++) {
        uint8_t rel = d->dep.row[t].rel;
        t = d->dep.row[t].head;
        if (rel != REL_ADVCL && rel != REL_OBL && rel != REL_ACL &&
            rel != REL_XCOMP && rel != REL_OBJ)
            return false;
        if (t != NONE && (doc_lemma_is(d, t, "accuse") ||
                          doc_lemma_is(d, t, "blame")))
            return true;
    }
    return false;
}

/* To refuse with terms of one's own is to require them: "will not talk until",
 * "turned the invitation down unless". */
static uint8_t with_terms(const struct doc *d, const struct position *p)
{
    if (p->stance != STANCE_REFUSES && p->stance != STANCE_REJECTS)
        return p->stance;
    for (uint32_t i = p->term.beg; i < p->term.end; i++) {
        uint8_t rel = d->term.row[i].relation;
        if (!d->term.row[i].waived &&
            (rel == TERM_UNTIL || rel == TERM_UNLESS || rel == TERM_ONLY_IF))
            return STANCE_REQUIRES;
    }
    return p->stance;
}

enum rc stance_put(struct stance *s, const struct frame *f, const char *rule,
                   const struct arg *term)
{
    struct doc *d = s->d;
    struct codes parties;
    struct position p = {.stance = f->cls, .strength = f->strength,
                         .engagement = f->kind};
    p.trigger = d->tok.row[f->anchor].at;
    p.statement = voiced_by(d, p.trigger);
    p.holder = p.statement != NONE ? d->statement.row[p.statement].speaker
                                   : holder_by_grammar(d, f->anchor, &p);
    if (!has_code(d, p.holder) || (term && p.statement == NONE))
        return OK;
    put_codes(d, &p);
    put_date(d, &p, NONE, f->anchor);
    stance_parties(d, &p, f, &parties);
    TRY(stance_terms(s, f, &p, &parties));
    if (term)
        TRY(stance_term(s, f, term, &p, &parties));
    p.term.end = d->term.n;
    if (p.term.beg == p.term.end)
        return OK;
    p.parties = doc_str(d, parties.text, parties.n);
    p.h.p = kb_calibrate(s->kb, "position", f->p);
    p.h.rule = doc_str(d, rule, strlen(rule));
    return p.h.rule && table_put(&d->mem, &d->position, p)
               ? OK : stance_no_memory(s);
}

/* A position of the k-th of n holders, arguments of the frame; of none: it is
 * found by grammar. Those who hold it together are each other's side. */
static enum rc put_position(struct stance *s, uint32_t row,
                            const uint32_t *holder, uint32_t n, uint32_t k)
{
    struct doc *d = s->d;
    const struct frame *f = &d->frame.row[row];
    struct codes parties;
    struct position p = {.holder = NONE,
                         .stance = own_wish(d, f->anchor,
                                            refused(d, f->anchor, f->cls)),
                         .strength = f->strength, .negated = f->negated};
    p.trigger = trigger_of(d, f);
    p.statement = voiced_by(d, p.trigger);
    p.h.p = f->p;
    p.holder = n ? doc_mention_at(d, d->arg.row[holder[k]].at)
                 : holder_by_grammar(d, f->anchor, &p);
    put_codes(d, &p);
    put_date(d, &p, row, f->anchor);
    p.engagement = engagement(s, f);
    p.stance = leaves(d, f->anchor, p.engagement, p.stance);
    stance_parties(d, &p, f, &parties);
    for (uint32_t i = 0; i < n; i++)
        stance_code_add(&parties, stance_code(d, doc_mention_at(
                                      d, d->arg.row[holder[i]].at)));
    TRY(stance_terms(s, f, &p, &parties));
    p.stance = with_terms(d, &p);
    p.parties = doc_str(d, parties.text, parties.n);
    p.h.p = kb_calibrate(s->kb, "position", p.h.p);
    p.h.rule = rule_of(s, f, p.stance);
    if ((parties.n && !p.parties) || !p.h.rule ||
        !table_put(&d->mem, &d->position, p))
        return stance_no_memory(s);
    return OK;
}

/* A question tells nobody's position. */
static bool asked(const struct doc *d, uint32_t t)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    for (uint32_t i = s.end; i > t && d->tag.row[i - 1].upos == UPOS_PUNCT;
         i--) {
        if (doc_is(d, i - 1, "?"))
            return true;
    }
    return false;
}

static enum rc put_frame(struct stance *s, uint32_t row)
{
    uint32_t t = s->d->frame.row[row].anchor;
    if (asked(s->d, t) || accused(s->d, t))
        return OK;
    uint32_t holder[HOLDER_MAX];
    uint32_t n = holders(s->d, &s->d->frame.row[row], holder);
    if (!n)
        return put_position(s, row, NULL, 0, 0);
    for (uint32_t i = 0; i < n; i++)
        TRY(put_position(s, row, holder, n, i));
    return OK;
}

static int by_place(const void *a, const void *b)
{
    const struct position *x = a, *y = b;
    if (x->h.sent != y->h.sent)
        return x->h.sent < y->h.sent ? -1 : 1;
    if (x->trigger.beg != y->trigger.beg)
        return x->trigger.beg < y->trigger.beg ? -1 : 1;
    if (x->h.frame != y->h.frame)
        return x->h.frame < y->h.frame ? -1 : 1;
    return x->holder < y->holder ? -1 : x->holder > y->holder;
}

static bool same_holder(const struct doc *d, uint32_t a, uint32_t b)
{
    if (a == NONE || b == NONE)
        return a == b;
    return d->mention.row[a].chain == d->mention.row[b].chain;
}

static bool same_text(const struct doc *d, str_id a, str_id b)
{
    const char *x = doc_text(d, a), *y = doc_text(d, b);
    return x && y ? !strcmp(x, y) : x == y;
}

static bool overlap(const struct position *a, const struct position *b)
{
    return a->trigger.beg < b->trigger.end && b->trigger.beg < a->trigger.end;
}

/* Two phrases for one holder, by the codes: a title cut at its "and", a
 * spokesman and his ministry. */
static bool same_side(const struct doc *d, const struct position *a,
                      const struct position *b)
{
    return (a->country || a->group) &&
           (a->h.frame == b->h.frame || overlap(a, b)) &&
           same_text(d, a->country, b->country) &&
           same_text(d, a->group, b->group);
}

/* Does the sentence tell the same twice: by shared words ("no" in "there will
 * be no talks"), or of the same engagement in other words? */
static bool doubles(const struct doc *d, const struct position *a,
                    const struct position *b)
{
    return a->h.sent == b->h.sent && a->stance == b->stance &&
           (same_holder(d, a->holder, b->holder) || same_side(d, a, b)) &&
           (overlap(a, b) ||
            (a->engagement == b->engagement && a->negated == b->negated));
}

/* The position before row n that tells what p tells, or NONE. */
static uint32_t double_of(const struct doc *d, const struct position *p,
                          uint32_t n)
{
    for (uint32_t i = n; i-- > 0 && d->position.row[i].h.sent == p->h.sent;) {
        if (doubles(d, &d->position.row[i], p))
            return i;
    }
    return NONE;
}

static uint32_t terms_of(const struct position *p)
{
    return p->term.end - p->term.beg;
}

/* Of positions that tell the same, the one with more terms stays, or the
 * surer. */
static void drop_doubles(struct doc *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->position.n; i++) {
        const struct position *p = &d->position.row[i];
        uint32_t twin = double_of(d, p, n);
        struct position *q = twin == NONE ? NULL : &d->position.row[twin];
        if (!q)
            d->position.row[n++] = *p;
        else if (terms_of(p) > terms_of(q) ||
                 (terms_of(p) == terms_of(q) && p->h.p > q->h.p))
            *q = *p;
    }
    d->position.n = n;
}

static void sort(struct doc *d)
{
    if (d->position.n)
        qsort(d->position.row, d->position.n, sizeof *d->position.row,
              by_place);
}

enum rc stance_run(const struct kb *kb, struct work *w, struct doc *d,
                   struct err *e)
{
    struct stance s = {kb, w, d, e};
    TRY(stance_voices(&s));
    for (uint32_t i = 0; i < d->frame.n; i++) {
        if (d->frame.row[i].type == FRAME_POSITION)
            TRY(put_frame(&s, i));
    }
    TRY(stance_needs(&s));
    TRY(stance_musts(&s));
    sort(d);
    drop_doubles(d);
    sort(d);
    return stance_shifts(&s);
}
