/* Terms that grammar ties to a position and the network passed over: a clause
 * or phrase under the position's words that begins with a plain connective,
 * "would not open talks [until three months had passed]". */
#include "stance/stance_in.h"

#include <stdio.h>
#include <string.h>

#include "kb/kb_value.h"

/* How sure such a term is; from its share of right ones on the training
 * reports. */
#define TIED_P 0.5f

/* A verb between the position's words and the connective's clause: "refused
 * to resume talks until". */
enum { CLIMB = 3 };

/* Does head h belong to the position's words? */
static bool under(const struct doc *d, uint32_t h, uint32_t anchor)
{
    uint8_t as = d->dep.row[anchor].rel;
    bool inside = as == REL_OBJ || as == REL_OBL || as == REL_NMOD;
    uint32_t clause = inside ? anchor : link_clause(d, anchor);
    for (int i = 0; i < CLIMB && h != NONE; i++) {
        if (h == anchor || h == clause)
            return true;
        uint8_t rel = d->dep.row[h].rel;
        if (rel != REL_XCOMP && rel != REL_CCOMP && rel != REL_OBJ)
            return false;
        h = d->dep.row[h].head;
    }
    return false;
}

/* Is t one of the words before c that tie it to its head? */
static bool is_mark(const struct doc *d, uint32_t t, uint32_t c)
{
    for (int i = 0; i < CLIMB && t < c; i++) {
        uint8_t rel = d->dep.row[t].rel;
        if (rel != REL_MARK && rel != REL_CASE && rel != REL_ADVMOD &&
            rel != REL_FIXED)
            return false;
        if (d->dep.row[t].head == c)
            return true;
        t = d->dep.row[t].head;
    }
    return false;
}

int stance_tie(const struct stance *s, struct run *r, uint32_t c)
{
    const struct doc *d = s->d;
    char words[80] = "", low[24];
    size_t n = 0;
    int best = -1;
    for (uint32_t t = r->beg; t < c && is_mark(d, t, c); t++) {
        if (!doc_low(d, t, low, sizeof low) ||
            n + strlen(low) + 2 > sizeof words)
            break;
        n += (size_t)snprintf(words + n, sizeof words - n, "%s%s",
                              n ? " " : "", low);
        const char *rel = kb_get(s->kb, "connectives", words, 1);
        int label = rel ? label_find(label_term, N_TERM, rel) : -1;
        if (label < 0)
            continue;
        best = label;
        r->beg = t + 1;
    }
    return best;
}

static bool denied(const struct doc *d, uint32_t t)
{
    for (uint32_t c = doc_child(d, t, REL_ADVMOD, 0); c != NONE;
         c = doc_child(d, t, REL_ADVMOD, c + 1)) {
        if (doc_is(d, c, "not") || doc_is(d, c, "n't") ||
            doc_is(d, c, "never"))
            return true;
    }
    return false;
}

/* Relations whose words hardly ever tell anything but a condition; "before"
 * does after a denial, else the engagement follows it. */
static bool plain(const struct doc *d, uint32_t anchor, int rel)
{
    switch (rel) {
    case TERM_UNTIL: case TERM_UNLESS: case TERM_IF: case TERM_ONLY_IF:
    case TERM_AS_LONG_AS: case TERM_IN_RETURN:
        return true;
    case TERM_BEFORE:
        return denied(d, anchor) || denied(d, link_clause(d, anchor));
    default:
        return false;
    }
}

/* A day or a stretch of time is no condition. */
static bool is_time(const struct doc *d, uint32_t t)
{
    for (uint32_t i = 0; i < d->date.n; i++) {
        struct run r = d->date.row[i].at;
        if (t >= r.beg && t < r.end)
            return true;
    }
    return false;
}

/* Is a part of the run a term of the position already? */
static bool known(const struct doc *d, const struct position *p,
                  struct span at)
{
    for (uint32_t i = p->term.beg; i < d->term.n; i++) {
        const struct term *t = &d->term.row[i];
        if (t->at.beg < at.end && at.beg < t->at.end)
            return true;
    }
    return false;
}

static enum rc tie(struct stance *s, const struct frame *f,
                   const struct position *p, const struct codes *parties,
                   uint32_t c)
{
    struct doc *d = s->d;
    struct run r = doc_subtree(d, c);
    int rel = stance_tie(s, &r, c);
    while (r.end > c + 1 && d->tag.row[r.end - 1].upos == UPOS_PUNCT)
        r.end--;
    if (rel < 0 || !plain(d, f->anchor, rel) || is_time(d, c) ||
        known(d, p, doc_span(d, r)))
        return OK;
    struct arg a = {.at = r, .role = ROLE_TERM, .p = TIED_P,
                    .relation = (uint8_t)rel, .p_relation = 1.0f,
                    .must = denied(d, c) ? MUST_REFRAIN : MUST_DO};
    return stance_term(s, f, &a, p, parties);
}

enum rc stance_tied(struct stance *s, const struct frame *f,
                    const struct position *p, const struct codes *parties)
{
    const struct doc *d = s->d;
    struct run sent = d->sent.row[d->sent_of.row[f->anchor]];
    for (uint32_t c = sent.beg; c < sent.end; c++) {
        uint8_t rel = d->dep.row[c].rel;
        if ((rel == REL_ADVCL || rel == REL_OBL) &&
            under(d, d->dep.row[c].head, f->anchor))
            TRY(tie(s, f, p, parties, c));
    }
    return OK;
}
