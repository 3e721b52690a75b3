/* The network finds where a party is named; its stretches are right nine times
 * in ten (eval/frames.py), so they are mended, not made anew: what belongs
 * before the head and was left out comes in, a name or an "of" cut in two is
 * made whole, an aside behind a comma goes, coordinated parts are set apart:
 *
 *     [the Nigerian] commander of ECOMOG [troops] , who ...
 *      comes in      found               comes in  goes
 */
#include "frame/frame_in.h"

#include <string.h>

/* The child of top that t stands under; NONE when it does not. */
static uint32_t branch(const struct doc *d, uint32_t t, uint32_t top)
{
    for (uint32_t n = 0; t != NONE && n <= d->tok.n; n++) {
        uint32_t h = d->dep.row[t].head;
        if (h == top)
            return t;
        t = h;
    }
    return NONE;
}

static bool in(struct run r, uint32_t t)
{
    return t >= r.beg && t < r.end;
}

/* The name that token t is part of, or an empty run. */
static struct run name_at(const struct doc *d, uint32_t t)
{
    uint32_t i = doc_name_from(d, t);
    if (i < d->name.n && in(d->name.row[i].at, t))
        return d->name.row[i].at;
    return (struct run){0, 0};
}

/* The run, with a name that it cuts in two made whole. */
static struct run whole_names(const struct doc *d, struct run r)
{
    struct run a = name_at(d, r.beg), b = name_at(d, r.end - 1);
    if (a.end && a.beg < r.beg)
        r.beg = a.beg;
    if (b.end && b.end > r.end)
        r.end = b.end;
    return r;
}

static bool one_of(const struct doc *d, uint32_t t, const char *const *word,
                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (doc_is(d, t, word[i]))
            return true;
    }
    return false;
}

#define IS_ONE_OF(d, t, list) \
    one_of((d), (t), (list), sizeof (list) / sizeof *(list))

enum quote clean_quote(const struct doc *d, uint32_t t)
{
    static const char *const opens[] = {"\u201c", "\u2018", "\u00ab", "``"};
    static const char *const closes[] = {"\u201d", "\u2019", "\u00bb", "''"};
    if (d->tag.row[t].upos != UPOS_PUNCT)
        return QUOTE_NOT;
    if (doc_is(d, t, "\"") || doc_is(d, t, "'"))
        return QUOTE_BOTH;
    if (IS_ONE_OF(d, t, opens))
        return QUOTE_OPENS;
    return IS_ONE_OF(d, t, closes) ? QUOTE_CLOSES : QUOTE_NOT;
}

struct run clean_trim(const struct doc *d, struct run r, bool marks)
{
    while (r.beg < r.end && d->tag.row[r.beg].upos == UPOS_PUNCT &&
           (marks || clean_quote(d, r.beg) == QUOTE_NOT))
        r.beg++;
    while (r.beg < r.end && d->tag.row[r.end - 1].upos == UPOS_PUNCT &&
           (marks || clean_quote(d, r.end - 1) == QUOTE_NOT))
        r.end--;
    return r;
}

/* Is t the "at" of "at least" or "at most"? */
static bool at_least(const struct doc *d, uint32_t t)
{
    return t + 1 < d->tok.n && doc_is(d, t, "at") &&
           (doc_is(d, t + 1, "least") || doc_is(d, t + 1, "most"));
}

/* Words that no phrase begins or ends with. "Over 500" is no preposition. */
static bool joins(const struct doc *d, uint32_t t)
{
    uint8_t rel = d->dep.row[t].rel, upos = d->tag.row[t].upos;
    if (upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_NUM)
        return false;
    if (upos == UPOS_ADP)
        return rel != REL_ADVMOD && !at_least(d, t);
    return rel == REL_CASE || rel == REL_MARK || rel == REL_CC ||
           upos == UPOS_SCONJ || upos == UPOS_CCONJ;
}

/* Without marks, prepositions and the clitic at the ends. */
static struct run bare(const struct doc *d, struct run r)
{
    for (;;) {
        struct run was = r;
        r = clean_trim(d, r, true);
        if (r.beg < r.end && joins(d, r.beg))
            r.beg++;
        if (r.beg < r.end && joins(d, r.end - 1))
            r.end--;
        if (was.beg == r.beg && was.end == r.end)
            return r;
    }
}

/* Words that a phrase is not stretched over; "Secretary of State X" is one. */
static bool outside(const struct doc *d, uint32_t t)
{
    uint8_t u = d->tag.row[t].upos;
    if (u == UPOS_ADP)
        return !doc_is(d, t, "of");
    return u == UPOS_VERB || u == UPOS_AUX || u == UPOS_SCONJ ||
           u == UPOS_CCONJ || doc_is(d, t, ",");
}

/* May child c of a phrase's head stand before it as part of it? */
static bool part_before(const struct doc *d, uint32_t c)
{
    switch (d->dep.row[c].rel) {
    case REL_DET: case REL_AMOD: case REL_NUMMOD: case REL_COMPOUND:
    case REL_FLAT: case REL_NMOD: case REL_ADVMOD:
        return true;
    default:
        return false;
    }
}

static uint32_t phrase_beg(const struct doc *d, uint32_t h)
{
    uint32_t first = d->sent.row[d->sent_of.row[h]].beg, beg = h;
    for (uint32_t t = h; t-- > first;) {
        uint32_t c = branch(d, t, h);
        if (c == NONE)
            break;
        if (d->dep.row[c].rel == REL_PUNCT && clean_quote(d, t) == QUOTE_NOT &&
            !doc_is(d, t, ","))
            continue;
        if (!part_before(d, c) || outside(d, t))
            break;
        if (d->tag.row[t].upos != UPOS_ADP)
            beg = t;
    }
    while (beg < h && d->dep.row[beg].rel == REL_ADVMOD &&
           d->dep.row[beg].head == h)
        beg++;
    return beg > first && at_least(d, beg - 1) ? beg - 1 : beg;
}

/* Does child c go on with its head's phrase: a part of a name, a number, a
 * modifier with "of"? */
static bool part_behind(const struct doc *d, uint32_t c)
{
    uint32_t prep;
    switch (d->dep.row[c].rel) {
    case REL_FLAT: case REL_COMPOUND: case REL_NUMMOD: case REL_FIXED:
        return true;
    case REL_NMOD:
        prep = doc_child(d, c, REL_CASE, 0);
        return prep < c && doc_is(d, prep, "of");
    default:
        return false;
    }
}

enum { DEEP = 8 };

/* One past the last word of the phrase of h. */
static uint32_t phrase_end(const struct doc *d, uint32_t h, int depth)
{
    uint32_t last = d->sent.row[d->sent_of.row[h]].end, end = h + 1;
    for (uint32_t t = h + 1; t < last && depth < DEEP;) {
        uint32_t c = branch(d, t, h);
        if (c == NONE || c < t || !part_behind(d, c) || outside(d, c))
            break;
        uint32_t to = phrase_end(d, c, depth + 1);
        end = to > end ? to : end;
        if (to < doc_subtree(d, c).end)
            break;
        t = to;
    }
    struct run name = name_at(d, h);
    return name.end > end ? name.end : end;
}

static bool nominal(const struct doc *d, uint32_t t)
{
    uint8_t u = d->tag.row[t].upos;
    return u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON ||
           u == UPOS_NUM || u == UPOS_ADJ || u == UPOS_DET || u == UPOS_X;
}

/* Is a word that is no party by itself: a determiner, a number, an adjective
 * that is not made from a name? Its noun is meant. */
static bool leans(const struct doc *d, uint32_t t)
{
    uint8_t rel = d->dep.row[t].rel, shape = d->tok.row[t].shape;
    if (rel == REL_FLAT || rel == REL_GOESWITH)
        return true;
    if (rel == REL_DET)
        return true;
    if (rel == REL_COMPOUND) /* the "army" of "an army post" */
        return d->tag.row[t].upos == UPOS_NOUN && d->dep.row[t].head > t &&
               d->tag.row[d->dep.row[t].head].upos == UPOS_NOUN;
    if (rel == REL_AMOD || rel == REL_NUMMOD)
        return shape != SHAPE_TITLE && shape != SHAPE_UPPER &&
               d->tag.row[t].upos != UPOS_PROPN;
    return false;
}

/* The word that the phrase around t is named by. */
static uint32_t noun_of(const struct doc *d, uint32_t t)
{
    for (int i = 0; i < DEEP && leans(d, t) && d->dep.row[t].head != NONE; i++)
        t = d->dep.row[t].head;
    return t;
}

/* Where a relative clause or an apposition behind a comma begins. */
static uint32_t aside(const struct doc *d, uint32_t h, struct run r)
{
    static const char *const relative[] = {"who", "which", "whose", "whom"};
    for (uint32_t t = h + 1; t + 1 < r.end; t++) {
        if (!doc_is(d, t, ","))
            continue;
        if (IS_ONE_OF(d, t + 1, relative))
            return t;
        for (uint32_t i = t + 1; i < r.end; i++) {
            uint8_t rel = d->dep.row[i].rel;
            if (d->dep.row[i].head == h && doc_subtree(d, i).beg >= t &&
                (rel == REL_APPOS || rel == REL_ACL || rel == REL_PARATAXIS))
                return t;
        }
    }
    return r.end;
}

/* The network's stretch around head h, mended: what belongs before the head
 * and was left out, an "of" that was cut off, an aside that was taken in. */
static struct run mend(const struct doc *d, uint32_t h, struct run r)
{
    struct run whole = {phrase_beg(d, h), phrase_end(d, h, 0)};
    if (!in(r, h))
        return whole_names(d, whole);
    uint32_t end = aside(d, h, r);
    if (end == r.end && whole.end > end)
        end = whole.end;
    return (struct run){whole.beg < r.beg ? whole.beg : r.beg, end};
}

struct run clean_place(const struct doc *d, struct run r)
{
    while (r.beg < r.end && (d->tag.row[r.beg].upos == UPOS_ADP ||
                             d->tag.row[r.beg].upos == UPOS_PUNCT))
        r.beg++;
    for (int i = 0; i < DEEP && r.beg < r.end; i++) {
        uint32_t t = r.end - 1, h = d->dep.row[t].head;
        bool open = d->tag.row[t].upos == UPOS_DET || joins(d, t);
        if (!open || h == NONE || h < r.end || h > t + DEEP)
            break;
        r.end = h + 1;
    }
    if (r.beg == r.end)
        return r;
    r = bare(d, whole_names(d, r));
    uint32_t h = r.beg < r.end ? doc_head_of(d, r) : NONE;
    if (h != NONE && in(r, h) && nominal(d, h) && phrase_end(d, h, 0) > r.end)
        r.end = phrase_end(d, h, 0);
    return r;
}

/* Coordinated phrases are parts of one unless a name holds both. */
static bool apart(const struct doc *d, uint32_t a, uint32_t b)
{
    return b > a && d->dep.row[b].head == a &&
           d->dep.row[b].rel == REL_CONJ && !in(name_at(d, a), b) &&
           nominal(d, b);
}

/* Where the coordinated part of h with head t begins, with its conjunction. */
static uint32_t part_beg(const struct doc *d, uint32_t h, uint32_t t)
{
    uint32_t beg = doc_subtree(d, t).beg;
    return beg > h ? beg : t;
}

uint32_t clean_phrases(const struct doc *d, struct run r, bool split,
                       struct run *out, uint32_t cap)
{
    r = bare(d, r);
    if (r.beg == r.end || !cap)
        return 0;
    r = bare(d, whole_names(d, r));
    if (r.beg == r.end)
        return 0;
    uint32_t h = noun_of(d, doc_head_of(d, r)), n = 0;
    if (!nominal(d, h)) {
        out[n++] = r;
        return n;
    }
    uint32_t beg = r.beg, head = h;
    for (uint32_t t = h + 1; split && in(r, h) && t < r.end; t++) {
        if (!apart(d, h, t) || n + 1 >= cap)
            continue;
        struct run part = bare(d, (struct run){beg, part_beg(d, h, t)});
        if (part.beg < part.end)
            out[n++] = mend(d, head, part);
        beg = part_beg(d, h, t);
        head = t;
    }
    r = bare(d, (struct run){beg, r.end});
    if (r.beg < r.end)
        out[n++] = mend(d, head, r);
    return n;
}
