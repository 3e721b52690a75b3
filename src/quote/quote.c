/* From frames to statements. Invariants of d->statement when it is done:
 *   - sorted by sentence, then by cue or first content;
 *   - a statement lies within one whose content is longer than its own, so
 *     that `within` never runs in a circle. */
#include "quote/quote_in.h"

#include <stdlib.h>
#include <string.h>

#include "kb/kb_value.h"

enum rc quote_note(struct quote *q, struct span at, const char *reason)
{
    struct doc *d = q->d;
    uint32_t t = link_token(d, at.beg);
    if (t >= d->tok.n)
        return OK;
    struct note n = {d->sent_of.row[t], at, reason};
    if (!table_put(&d->mem, &d->note, n))
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    return OK;
}

enum rc quote_put(struct quote *q, struct statement *s, const char *rule)
{
    struct doc *d = q->d;
    s->form = (uint8_t)quote_form(d, s->content);
    s->h.rule = doc_str(d, rule, strlen(rule));
    s->h.p = kb_calibrate(q->kb, "statement", s->h.p);
    if (!s->h.rule || !table_put(&d->mem, &d->statement, *s))
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    return OK;
}

/* The argument of a role with the highest probability, the first of equals;
 * NONE when there is none. */
static uint32_t best_arg(const struct doc *d, const struct frame *f,
                         uint8_t role)
{
    uint32_t best = NONE;
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role != role)
            continue;
        if (best == NONE || d->arg.row[i].p > d->arg.row[best].p + 0.05f)
            best = i;
    }
    return best;
}

static bool any_arg_at(const struct doc *d, const struct frame *f, uint32_t t,
                       bool cue)
{
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        const struct arg *a = &d->arg.row[i];
        if ((a->role == ROLE_CUE) == cue && a->at.beg <= t && t < a->at.end)
            return true;
    }
    return false;
}

static bool passive_aux(const struct doc *d, uint32_t t, uint32_t anchor)
{
    return d->dep.row[t].head == anchor && d->dep.row[t].rel == REL_AUX &&
           (doc_lemma_is(d, t, "be") || doc_lemma_is(d, t, "get"));
}

/* The cue's words: the anchor and what the network counts to it without a
 * gap; a passive keeps its auxiliary. */
static struct run cue_run(const struct doc *d, const struct frame *f)
{
    struct run s = d->sent.row[d->sent_of.row[f->anchor]];
    struct run r = {f->anchor, f->anchor + 1};
    bool passive = false;
    for (uint32_t t = r.beg; t > s.beg && any_arg_at(d, f, t - 1, true); t--)
        r.beg = t - 1;
    for (uint32_t t = r.end; t < s.end && any_arg_at(d, f, t, true); t++)
        r.end = t + 1;
    uint8_t rel = d->dep.row[f->anchor].rel;
    uint32_t p = f->anchor > s.beg ? f->anchor - 1 : NONE;
    passive = p != NONE && rel != REL_AUX && passive_aux(d, p, f->anchor) &&
              !any_arg_at(d, f, p, false);
    if (passive && r.beg == f->anchor) {
        struct span w = d->tok.row[f->anchor].at;
        bool ing = w.end - w.beg > 3 &&
                   !memcmp(d->text + w.end - 3, "ing", 3);
        r.beg = ing ? r.beg : p;
    }
    return r;
}

static enum rc put_pieces(struct quote *q, const struct frame *f,
                          struct statement *s, float *p)
{
    struct doc *d = q->d;
    uint32_t cue = f->cls == STM_BARE ? NONE : f->anchor, n = 0;
    struct span last = {0, 0};
    float sum = 0;
    s->content = link_list(d);
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role != ROLE_CONTENT)
            continue;
        struct span c = quote_piece(d, d->arg.row[i].at, cue);
        sum += d->arg.row[i].p;
        n++;
        if (c.beg >= c.end || c.end <= last.end)
            continue;
        c.beg = c.beg < last.end ? last.end : c.beg;
        last = c;
        if (!link_piece(d, &s->content, c))
            return err_set(q->e, E_NOMEM, 0, "out of memory");
    }
    *p = n ? sum / (float)n : 0;
    return OK;
}

/* A bare quotation whose words the network did not mark: the quotation that
 * its anchor opens. */
static enum rc put_bare(struct quote *q, const struct frame *f,
                        struct statement *s)
{
    uint32_t m = quote_mark_at(q->d, q->d->tok.row[f->anchor].at.beg);
    if (m == NONE || s->content.n)
        return OK;
    if (!link_piece(q->d, &s->content, q->d->mark.row[m].at))
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    return OK;
}

static enum rc put_addressees(struct quote *q, const struct frame *f,
                              struct statement *s)
{
    struct doc *d = q->d;
    s->addressee = link_list(d);
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role != ROLE_ADDRESSEE)
            continue;
        uint32_t m = doc_mention_at(d, d->arg.row[i].at);
        if (m != NONE && !link_put(d, &s->addressee, m))
            return err_set(q->e, E_NOMEM, 0, "out of memory");
    }
    return OK;
}

/* Who speaks: the network's, else the subject of the cue. */
static uint32_t speaker(const struct doc *d, const struct frame *f, float *p)
{
    uint32_t a = best_arg(d, f, ROLE_SPEAKER);
    if (a != NONE) {
        *p *= d->arg.row[a].p;
        return doc_mention_at(d, d->arg.row[a].at);
    }
    return NONE;
}

static void rule_of(const struct doc *d, const struct frame *f, char *out,
                    size_t cap)
{
    static const char *const kind[] = {"say", "think"};
    const char *lemma = doc_text(d, d->tag.row[f->anchor].lemma);
    size_t n = 0;
    const char *part[] = {"frame:", kind[f->kind], "/",
                          f->cls == STM_BARE ? "bare" : lemma ? lemma : ""};
    for (size_t i = 0; i < 4; i++) {
        size_t len = strlen(part[i]);
        len = len < cap - 1 - n ? len : cap - 1 - n;
        memcpy(out + n, part[i], len);
        n += len;
    }
    out[n] = '\0';
}

static enum rc put_frame(struct quote *q, uint32_t row)
{
    struct doc *d = q->d;
    const struct frame *f = &d->frame.row[row];
    struct statement s = {.kind = f->kind, .negated = f->negated,
                          .within = NONE};
    char rule[80];
    float p_content = 0;
    link_head(d, &s.h, row, f->anchor);
    TRY(put_addressees(q, f, &s));
    TRY(put_pieces(q, f, &s, &p_content));
    if (f->cls == STM_BARE)
        TRY(put_bare(q, f, &s));
    else
        s.cue = doc_span(d, cue_run(d, f));
    if (!s.content.n)
        return quote_note(q, d->tok.row[f->anchor].at,
                          "a word of saying without content");
    s.h.p = f->p * p_content;
    s.speaker = speaker(d, f, &s.h.p);
    rule_of(d, f, rule, sizeof rule);
    return quote_put(q, &s, rule);
}

/* Where a statement stands: the key of their order. */
static uint32_t place(const struct doc *d, const struct statement *s)
{
    if (s->cue.beg < s->cue.end)
        return s->cue.beg;
    return s->content.n ? link_piece_at(d, s->content, 0).beg : 0;
}

struct key {
    uint32_t sent, at, row;
};

static int by_key(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->sent != y->sent)
        return x->sent < y->sent ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static enum rc sort(struct quote *q)
{
    struct doc *d = q->d;
    uint32_t n = d->statement.n;
    struct key *key = arena_get(&q->w->mem, (n + 1) * sizeof *key);
    struct statement *old = arena_get(&q->w->mem, (n + 1) * sizeof *old);
    if (!key || !old)
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    for (uint32_t i = 0; i < n; i++) {
        old[i] = d->statement.row[i];
        key[i] = (struct key){old[i].h.sent, place(d, &old[i]), i};
    }
    qsort(key, n, sizeof *key, by_key);
    for (uint32_t i = 0; i < n; i++)
        d->statement.row[i] = old[key[i].row];
    return OK;
}

static uint32_t extent(const struct doc *d, const struct statement *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->content.n; i++) {
        struct span p = link_piece_at(d, s->content, i);
        n += p.end - p.beg;
    }
    return n;
}

/* The statement in whose content both the cue and the content of s lie. */
static uint32_t around(const struct doc *d, uint32_t row)
{
    const struct statement *s = &d->statement.row[row];
    struct span all = link_piece_at(d, s->content, 0);
    if (s->cue.beg < s->cue.end) {
        all.beg = s->cue.beg < all.beg ? s->cue.beg : all.beg;
        all.end = s->cue.end > all.end ? s->cue.end : all.end;
    }
    uint32_t w = link_statement(d, all, row);
    if (w == NONE || extent(d, &d->statement.row[w]) <= extent(d, s))
        return NONE;
    return w;
}

enum rc quote_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e)
{
    struct quote q = {kb, w, d, e};
    TRY(quote_marks(&q));
    for (uint32_t i = 0; i < d->frame.n; i++) {
        if (d->frame.row[i].type == FRAME_STATEMENT)
            TRY(put_frame(&q, i));
    }
    TRY(sort(&q));
    TRY(quote_rules(&q));
    TRY(sort(&q));
    for (uint32_t i = 0; i < d->statement.n; i++)
        d->statement.row[i].within = around(d, i);
    return OK;
}
