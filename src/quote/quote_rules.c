/* Statements that the network leaves open, by where quotations stand. */
#include "quote/quote_in.h"

#include <string.h>

#include "kb/kb.h"

/* How sure the rules are; from eval/calibrate.py on the dev reports. */
#define P_CUE 0.6f       /* a quotation beside a word of saying */
#define P_NEIGHBOUR 0.5f /* a quotation whose speaker stands next to it */

enum { WORDS_MIN = 4 }; /* fewer words in marks are names and scare quotes */

/* What the rules look at. */
struct scan {
    uint32_t *para;   /* [n_tok] paragraph number */
    uint32_t *filled; /* [n_mark] bytes of it that are some content */
};

static uint32_t first_token(const struct doc *d, const struct statement *s)
{
    uint32_t at = s->cue.beg < s->cue.end
                      ? s->cue.beg
                      : link_piece_at(d, s->content, 0).beg;
    uint32_t t = link_token(d, at);
    return t < d->tok.n ? t : d->tok.n - 1;
}

/* Counts piece k of a statement to the quotations that it covers; not to one
 * that holds its cue too, for then it lies within what is quoted. */
static void fill(const struct doc *d, struct scan *c,
                 const struct statement *s, uint32_t k)
{
    struct span p = link_piece_at(d, s->content, k);
    for (uint32_t m = quote_mark_at(d, p.beg);
         m != NONE && m < d->mark.n && d->mark.row[m].at.beg < p.end; m++) {
        struct span at = d->mark.row[m].at;
        uint32_t beg = at.beg > p.beg ? at.beg : p.beg;
        uint32_t end = at.end < p.end ? at.end : p.end;
        bool within = s->cue.beg < s->cue.end && s->cue.beg >= at.beg &&
                      s->cue.end <= at.end;
        if (!within && end > beg)
            c->filled[m] += end - beg;
    }
}

static enum rc scan_make(struct quote *q, struct scan *c)
{
    struct doc *d = q->d;
    c->para = arena_get(&q->w->mem, (d->tok.n + 1) * sizeof *c->para);
    c->filled = arena_get(&q->w->mem, (d->mark.n + 1) * sizeof *c->filled);
    if (!c->para || !c->filled)
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    for (uint32_t t = 0, n = 0; t < d->tok.n; t++) {
        n += t && d->tok.row[t].gap >= GAP_LINE;
        c->para[t] = n;
    }
    for (uint32_t i = 0; i < d->statement.n; i++) {
        for (uint32_t k = 0; k < d->statement.row[i].content.n; k++)
            fill(d, c, &d->statement.row[i], k);
    }
    return OK;
}

/* The statement beside quotation m, which stands before row i, that names a
 * speaker: in the same paragraph or the one before; none inside m. */
static uint32_t neighbour(const struct doc *d, const struct scan *c,
                          uint32_t i, struct span m)
{
    uint32_t t = link_token(d, m.beg);
    for (uint32_t k = i; k-- > 0;) {
        const struct statement *s = &d->statement.row[k];
        uint32_t far = c->para[t] - c->para[first_token(d, s)];
        if (far > 1)
            break;
        if (s->speaker != NONE && s->kind == KIND_SAY)
            return k;
    }
    for (uint32_t k = i; k < d->statement.n; k++) {
        const struct statement *s = &d->statement.row[k];
        uint32_t at = first_token(d, s);
        if (c->para[at] != c->para[t])
            break;
        bool within = d->tok.row[at].at.beg >= m.beg &&
                      d->tok.row[at].at.end <= m.end;
        if (!within && s->speaker != NONE && s->kind == KIND_SAY)
            return k;
    }
    return NONE;
}

static bool add_rule(struct quote *q, struct statement *s, const char *more)
{
    char text[120];
    const char *old = doc_text(q->d, s->h.rule);
    size_t n = old ? strlen(old) : 0, k = strlen(more);
    if (n + k >= sizeof text)
        return true;
    if (n)
        memcpy(text, old, n);
    memcpy(text + n, more, k);
    s->h.rule = doc_str(q->d, text, n + k);
    return s->h.rule != 0;
}

/* Speakers that frames leave open: of a bare quotation the neighbour's, of a
 * verb its subject. */
static enum rc find_speakers(struct quote *q, const struct scan *c)
{
    struct doc *d = q->d;
    for (uint32_t i = 0; i < d->statement.n; i++) {
        struct statement *s = &d->statement.row[i];
        if (s->speaker != NONE)
            continue;
        bool ok = true;
        if (s->cue.beg >= s->cue.end) {
            uint32_t k = neighbour(d, c, i, link_piece_at(d, s->content, 0));
            if (k == NONE)
                continue;
            s->speaker = d->statement.row[k].speaker;
            link_head_date(&s->h, &d->statement.row[k].h);
            ok = add_rule(q, s, "+rule:quote-neighbour");
        }
        if (!ok)
            return err_set(q->e, E_NOMEM, 0, "out of memory");
    }
    return OK;
}

static uint32_t words_in(const struct doc *d, struct span s)
{
    uint32_t n = 0;
    for (uint32_t t = link_token(d, s.beg);
         t < d->tok.n && d->tok.row[t].at.beg < s.end; t++)
        n += d->tag.row[t].upos != UPOS_PUNCT;
    return n;
}

/* A verb of saying outside the quotation, with a subject, in the sentence of
 * token t. */
static uint32_t cue_near(const struct quote *q, struct span m, uint32_t t)
{
    const struct doc *d = q->d;
    struct run s = d->sent.row[d->sent_of.row[t]];
    uint32_t best = NONE, best_gap = NONE;
    for (uint32_t v = s.beg; v < s.end; v++) {
        struct span at = d->tok.row[v].at;
        if (d->tag.row[v].upos != UPOS_VERB ||
            (at.beg >= m.beg && at.end <= m.end))
            continue;
        const char *lemma = doc_text(d, d->tag.row[v].lemma);
        const char *kind = lemma ? kb_get(q->kb, "cues", lemma, 1) : NULL;
        if (!kind || strcmp(kind, "say") || link_subject(d, v) == NONE)
            continue;
        uint32_t gap = at.end <= m.beg ? m.beg - at.end : at.beg - m.end;
        if (gap < best_gap) {
            best = v;
            best_gap = gap;
        }
    }
    return best;
}

/* A quotation that speaks: it ends in a stop or comma, or has a verb. */
static bool speaks(const struct doc *d, struct span m)
{
    uint32_t end = link_token(d, m.end ? m.end - 1 : 0);
    for (uint32_t t = link_token(d, m.beg); t < d->tok.n && t <= end; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if ((upos == UPOS_VERB || upos == UPOS_AUX) &&
            doc_child(d, t, REL_NSUBJ, 0) != NONE)
            return true;
    }
    return false;
}

static bool starts_sentence(const struct doc *d, struct span m)
{
    uint32_t t = link_token(d, m.beg);
    return t < d->tok.n && d->sent.row[d->sent_of.row[t]].beg == t;
}

static enum rc put_quotation(struct quote *q, struct span m, uint32_t cue,
                             uint32_t like)
{
    struct doc *d = q->d;
    struct statement s = {.within = NONE, .speaker = NONE};
    uint32_t t = cue != NONE ? cue : link_token(d, m.beg);
    link_head(d, &s.h, NONE, t);
    s.h.p = cue != NONE ? P_CUE : P_NEIGHBOUR;
    s.content = link_list(d);
    if (!link_piece(d, &s.content, m))
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    s.addressee = link_list(d);
    if (cue != NONE) {
        s.cue = d->tok.row[cue].at;
        s.speaker = link_mention(d, link_subject(d, cue));
        return quote_put(q, &s, "rule:quote-cue");
    }
    s.speaker = d->statement.row[like].speaker;
    link_head_date(&s.h, &d->statement.row[like].h);
    return quote_put(q, &s, "rule:quote-adjacent");
}

static bool in_sentence(const struct doc *d, struct span a, uint32_t sent)
{
    uint32_t t = link_token(d, a.beg);
    return t < d->tok.n && d->sent_of.row[t] == sent;
}

/* A content that ends right before the quotation goes on through it. */
static bool join(struct quote *q, struct span m, uint32_t sent, uint32_t i)
{
    struct doc *d = q->d;
    struct statement *s = &d->statement.row[i];
    if (!s->content.n)
        return false;
    uint32_t last = d->list.row[s->content.beg + s->content.n - 1];
    struct span c = d->piece.row[last];
    uint32_t from = link_token(d, c.end), to = link_token(d, m.beg);
    if (c.end > m.beg || !in_sentence(d, c, sent) || to > from + 1)
        return false;
    if (s->cue.beg >= c.end && s->cue.beg < m.end)
        return false;
    d->piece.row[last].end = m.end;
    s->form = (uint8_t)quote_form(d, s->content);
    return true;
}

/* First statement of the sentence; rows before n_old are sorted. */
static uint32_t first_in(const struct doc *d, uint32_t sent, uint32_t n_old)
{
    uint32_t lo = 0, hi = n_old;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->statement.row[mid].h.sent < sent)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool is_cue(const struct doc *d, uint32_t t, uint32_t n_old)
{
    struct span at = d->tok.row[t].at;
    uint32_t sent = d->sent_of.row[t];
    for (uint32_t i = first_in(d, sent, n_old);
         i < n_old && d->statement.row[i].h.sent == sent; i++) {
        struct span cue = d->statement.row[i].cue;
        if (cue.beg < at.end && at.beg < cue.end)
            return true;
    }
    return false;
}

static enum rc add_bare(struct quote *q, const struct scan *c, struct span m,
                        uint32_t n_old)
{
    struct doc *d = q->d;
    uint32_t t = link_token(d, m.beg);
    uint32_t i = first_in(d, d->sent_of.row[t], n_old);
    uint32_t k = neighbour(d, c, i, m);
    if (k == NONE)
        return quote_note(q, m, "a quotation whose speaker is not known");
    return put_quotation(q, m, NONE, k);
}

/* A quotation that no statement holds yet. */
static enum rc add_quotation(struct quote *q, const struct scan *c,
                             uint32_t mark, uint32_t n_old)
{
    struct doc *d = q->d;
    struct span m = d->mark.row[mark].at;
    uint32_t t = link_token(d, m.beg), last = link_token(d, m.end - 1);
    if (t >= d->tok.n || last >= d->tok.n)
        return OK;
    uint32_t sent = d->sent_of.row[t];
    for (uint32_t i = first_in(d, sent, n_old);
         i < n_old && d->statement.row[i].h.sent == sent; i++) {
        if (join(q, m, sent, i))
            return OK;
    }
    if (words_in(d, m) < WORDS_MIN || !speaks(d, m) ||
        !starts_sentence(d, m))
        return OK;
    uint32_t cue = cue_near(q, m, t);
    if (cue == NONE && d->sent_of.row[last] != sent)
        cue = cue_near(q, m, last);
    if (cue == NONE)
        return add_bare(q, c, m, n_old);
    if (is_cue(d, cue, n_old))
        return OK;
    return put_quotation(q, m, cue, NONE);
}

/* Does the quotation of statement s end before its word of saying? */
static bool quotes_first(const struct doc *d, const struct statement *s)
{
    if (s->kind != KIND_SAY || s->cue.beg >= s->cue.end || !s->content.n)
        return false;
    struct span p = link_piece_at(d, s->content, s->content.n - 1);
    uint32_t m = quote_mark_at(d, p.beg);
    return m != NONE && d->mark.row[m].at.end <= s->cue.beg &&
           p.end <= d->mark.row[m].at.end;
}

/* The statement that quotation m goes on with, '"A," he said. "B."': it ends
 * the sentence before, in the same paragraph; NONE when there is none. */
static uint32_t goes_on(const struct doc *d, struct span m, uint32_t n_old)
{
    uint32_t t = link_token(d, m.beg);
    if (!starts_sentence(d, m) || d->tok.row[t].gap >= GAP_LINE)
        return NONE;
    uint32_t sent = d->sent_of.row[t], found = NONE;
    for (uint32_t i = sent ? first_in(d, sent - 1, n_old) : n_old;
         i < n_old && d->statement.row[i].h.sent == sent - 1; i++) {
        if (quotes_first(d, &d->statement.row[i]))
            found = i;
    }
    return found;
}

/* Has quotation m a word of saying of its own? *bare: a statement without
 * one that holds it. */
static bool own_cue(const struct quote *q, struct span m, uint32_t n_old,
                    uint32_t *bare)
{
    const struct doc *d = q->d;
    uint32_t t = link_token(d, m.beg), last = link_token(d, m.end - 1);
    uint32_t from = d->sent_of.row[t], to = d->sent_of.row[last];
    *bare = NONE;
    for (uint32_t i = first_in(d, from, n_old);
         i < n_old && d->statement.row[i].h.sent <= to; i++) {
        const struct statement *s = &d->statement.row[i];
        if (!s->content.n)
            continue;
        struct span p = link_piece_at(d, s->content, 0);
        if (s->cue.beg >= s->cue.end && p.beg >= m.beg && p.end <= m.end)
            *bare = i;
        else if (p.beg < m.end && p.end > m.beg &&
                 (s->cue.end <= m.beg || s->cue.beg >= m.end))
            return true;
    }
    return cue_near(q, m, t) != NONE ||
           (from != to && cue_near(q, m, last) != NONE);
}

/* Adds quotation m to statement i. */
static enum rc add_piece(struct quote *q, uint32_t i, struct span m)
{
    struct doc *d = q->d;
    struct statement *s = &d->statement.row[i];
    struct rows old = s->content;
    bool ok = true;
    s->content = link_list(d);
    for (uint32_t k = 0; k < old.n; k++)
        ok &= link_piece(d, &s->content, link_piece_at(d, old, k));
    ok &= link_piece(d, &s->content, m) && add_rule(q, s, "+rule:goes-on");
    s->form = (uint8_t)quote_form(d, s->content);
    return ok ? OK : err_set(q->e, E_NOMEM, 0, "out of memory");
}

/* Joins quotation i to the statement that it goes on with; *done: it did. */
static enum rc join_quotation(struct quote *q, uint32_t i, uint32_t n_old,
                              bool *done)
{
    struct doc *d = q->d;
    struct span m = d->mark.row[i].at;
    uint32_t bare, s = goes_on(d, m, n_old);
    *done = s != NONE && !own_cue(q, m, n_old, &bare);
    if (!*done)
        return OK;
    if (bare != NONE)
        d->statement.row[bare].content.n = 0; /* drop_empty takes it */
    return add_piece(q, s, m);
}

static void drop_empty(struct doc *d)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->statement.n; i++) {
        if (d->statement.row[i].content.n)
            d->statement.row[n++] = d->statement.row[i];
    }
    d->statement.n = n;
}

enum rc quote_rules(struct quote *q)
{
    struct scan c;
    TRY(scan_make(q, &c));
    TRY(find_speakers(q, &c));
    uint32_t n_old = q->d->statement.n;
    for (uint32_t i = 0; i < q->d->mark.n; i++) {
        struct span m = q->d->mark.row[i].at;
        bool done;
        TRY(join_quotation(q, i, n_old, &done));
        if (!done && c.filled[i] * 2 < m.end - m.beg)
            TRY(add_quotation(q, &c, i, n_old));
    }
    drop_empty(q->d);
    return OK;
}
