/* What is said, as stretches that the attribution parts:
 *
 *     "The talks , " the envoy said , " are over . "
 *      [ content ]   speaker cue      [ content   ]
 */
#include "frame/frame_in.h"

/* Stretches with no more words than this between them are one, unless the
 * attribution stands there. From eval/frames.py on the dev reports. */
enum { GAP_MOST = 4 };

/* A clause is taken whole when the network has this share of it. */
#define WHOLE 0.6f

static bool in(struct run r, uint32_t t)
{
    return t >= r.beg && t < r.end;
}

/* Does the attribution (anchor, speaker, cue, addressee) stand in [beg, end)?
 * The anchor of a bare quotation is part of its content. */
static bool attribution(const struct found *x, uint32_t beg, uint32_t end)
{
    if (x->f.type == FRAME_STATEMENT && x->f.cls == STM_CUE &&
        x->f.anchor >= beg && x->f.anchor < end)
        return true;
    for (uint32_t i = 0; i < x->n_arg; i++) {
        const struct arg *a = &x->arg[i];
        if (a->role != ROLE_CONTENT && a->at.beg < end && a->at.end > beg)
            return true;
    }
    return false;
}

/* Joins contents that stand close together. */
static void join(struct found *x)
{
    struct arg *last = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_arg; i++) {
        struct arg a = x->arg[i];
        if (a.role == ROLE_CONTENT && last &&
            a.at.beg - last->at.end <= GAP_MOST &&
            !attribution(x, last->at.end, a.at.beg)) {
            float n0 = (float)(last->at.end - last->at.beg);
            float n1 = (float)(a.at.end - a.at.beg);
            last->p = (last->p * n0 + a.p * n1) / (n0 + n1);
            last->at.end = a.at.end;
            continue;
        }
        x->arg[n] = a;
        if (a.role == ROLE_CONTENT)
            last = &x->arg[n];
        n++;
    }
    x->n_arg = n;
}

/* The word of the run that the most others of it stand under: the highest
 * one whose head is outside. */
static uint32_t top(const struct doc *d, struct run r)
{
    uint32_t best = NONE, most = 0;
    for (uint32_t t = r.beg; t < r.end; t++) {
        uint32_t h = d->dep.row[t].head;
        if (h != NONE && in(r, h))
            continue;
        struct run sub = doc_subtree(d, t);
        uint32_t beg = sub.beg > r.beg ? sub.beg : r.beg;
        uint32_t end = sub.end < r.end ? sub.end : r.end;
        if (end > beg && end - beg > most) {
            most = end - beg;
            best = t;
        }
    }
    return best;
}

struct run clean_clause(const struct doc *d, struct run r)
{
    r = clean_trim(d, r, false);
    if (r.beg == r.end)
        return r;
    uint32_t t = top(d, r);
    if (t == NONE)
        return r;
    struct run sub = doc_subtree(d, t);
    if (sub.end > r.end &&
        (float)(r.end - r.beg) >= WHOLE * (float)(sub.end - sub.beg))
        r.end = sub.end;
    return clean_trim(d, r, false);
}

/* Grows a content to its clause where nothing of the attribution is met. */
static struct run grow(const struct doc *d, const struct found *x,
                       struct run r)
{
    uint32_t t = top(d, r);
    if (t == NONE)
        return r;
    struct run sub = doc_subtree(d, t);
    if ((float)(r.end - r.beg) < WHOLE * (float)(sub.end - sub.beg))
        return r;
    if (sub.end > r.end && !attribution(x, r.end, sub.end))
        r.end = sub.end;
    if (sub.beg < r.beg && !attribution(x, sub.beg, r.beg))
        r.beg = sub.beg;
    return r;
}

/* "that" before the clause, and marks at the ends. */
static struct run trim(const struct doc *d, struct run r)
{
    for (;;) {
        struct run was = r;
        r = clean_trim(d, r, false);
        if (r.beg < r.end && d->dep.row[r.beg].rel == REL_MARK &&
            doc_is(d, r.beg, "that"))
            r.beg++;
        if (r.beg == was.beg && r.end == was.end)
            return r;
    }
}

/* Quotation marks that stand at the ends belong to the content; a dot or a
 * comma before the closing one does too. */
static struct run with_marks(const struct doc *d, struct run r)
{
    struct run s = {0, d->tok.n};
    int open = 0;
    for (uint32_t t = r.beg; t < r.end; t++) {
        enum quote q = clean_quote(d, t);
        open += q == QUOTE_OPENS || (q == QUOTE_BOTH && open == 0);
        open -= q == QUOTE_CLOSES || (q == QUOTE_BOTH && open > 0 &&
                                      t != r.beg);
    }
    bool before = r.beg > s.beg && (clean_quote(d, r.beg - 1) == QUOTE_OPENS ||
                                    clean_quote(d, r.beg - 1) == QUOTE_BOTH);
    if (before)
        open++;
    uint32_t t = r.end;
    if (open > 0 && t < s.end && d->tag.row[t].upos == UPOS_PUNCT &&
        clean_quote(d, t) == QUOTE_NOT)
        t++;
    bool after = t < s.end && (clean_quote(d, t) == QUOTE_CLOSES ||
                               clean_quote(d, t) == QUOTE_BOTH);
    if (open > 0 && after) {
        r.end = t + 1;
        r.beg -= before;
    }
    return r;
}

void clean_contents(const struct doc *d, struct found *x)
{
    join(x);
    for (uint32_t i = 0; i < x->n_arg; i++) {
        struct arg *a = &x->arg[i];
        if (a->role != ROLE_CONTENT)
            continue;
        struct run r = clean_trim(d, a->at, false);
        if (r.beg < r.end)
            r = trim(d, grow(d, x, r));
        if (r.beg < r.end)
            r = with_marks(d, r);
        a->at = r;
    }
}
