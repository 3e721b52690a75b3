/* Clauses of terms, made whole:
 *
 *     until [the island 's] government punishes soldiers accused of ...
 *      mark  found          comes in
 */
#include "frame/frame_in.h"

/* A clause is taken whole when the network has this share of it. */
#define WHOLE 0.6f

static bool in(struct run r, uint32_t t)
{
    return t >= r.beg && t < r.end;
}

/* The word of the run that the most others of it stand under: the highest
 * one whose head is outside. */
uint32_t clean_top(const struct doc *d, struct run r)
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
    uint32_t t = clean_top(d, r);
    if (t == NONE)
        return r;
    struct run sub = doc_subtree(d, t);
    if (sub.end > r.end &&
        (float)(r.end - r.beg) >= WHOLE * (float)(sub.end - sub.beg))
        r.end = sub.end;
    return clean_trim(d, r, false);
}


/* Does t, with all before its governor, ask for that governor to its right:
 * a subject for its verb, an adjective for its noun? */
static bool is_open(const struct doc *d, uint32_t t)
{
    switch (d->dep.row[t].rel) {
    case REL_NSUBJ: case REL_CSUBJ: case REL_EXPL: case REL_DET: case REL_AMOD:
    case REL_NUMMOD: case REL_COMPOUND: case REL_AUX: case REL_COP:
        return true;
    default:
        return false;
    }
}

/* Does the phrase of top end before token t: at a comma, a bracket, or at
 * what joins another phrase to it? */
static bool ends_at(const struct doc *d, uint32_t top, uint32_t t)
{
    uint32_t h = d->dep.row[t].head;
    if (d->tag.row[t].upos == UPOS_PUNCT)
        return clean_quote(d, t) == QUOTE_NOT && !doc_is(d, t, "-");
    return d->dep.row[t].rel == REL_CC && h != NONE &&
           d->dep.row[h].head == top;
}

struct run clean_term(const struct doc *d, struct run r)
{
    enum { STEPS = 4 };
    r = clean_trim(d, r, false);
    uint32_t t = r.beg < r.end ? clean_top(d, r) : NONE;
    if (t == NONE)
        return r;
    for (int i = 0; i < STEPS && is_open(d, t); i++) {
        uint32_t h = d->dep.row[t].head;
        if (h == NONE || h < r.end)
            break;
        t = h;
        r.end = h + 1;
    }
    uint32_t end = doc_subtree(d, t).end;
    while (r.end < end && !ends_at(d, t, r.end))
        r.end++;
    return clean_trim(d, r, false);
}
