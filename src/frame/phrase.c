/* A phrase is its head with what stands before it as part of it (determiner,
 * title, adjective, possessor) and behind it the rest of a name and "of":
 *
 *     the Nigerian commander of ECOMOG troops [in Monrovia] [, who ...]
 *     det amod     head      nmod               cut           cut
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
    uint32_t lo = 0, hi = d->name.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->name.row[mid].at.end <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < d->name.n && in(d->name.row[lo].at, t))
        return d->name.row[lo].at;
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

/* Words that join a phrase to what is around it. */
static bool joins(const struct doc *d, uint32_t t)
{
    uint8_t rel = d->dep.row[t].rel, upos = d->tag.row[t].upos;
    if (rel == REL_CASE || rel == REL_MARK || rel == REL_CC)
        return upos != UPOS_NOUN && upos != UPOS_PROPN;
    return upos == UPOS_SCONJ || upos == UPOS_CCONJ;
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
        if (!part_before(d, c))
            break;
        beg = t;
    }
    while (beg < h && d->dep.row[beg].rel == REL_ADVMOD &&
           d->dep.row[beg].head == h)
        beg++;
    return beg;
}

/* May child c stand behind its head as part of the phrase? A modifier with
 * another preposition than "of" does when the network has it (in r) and it
 * is not a place. */
static bool part_behind(const struct doc *d, uint32_t c, struct run r)
{
    static const char *const place[] = {
        "in", "at", "near", "outside", "inside", "across", "around",
    };
    uint32_t prep;
    switch (d->dep.row[c].rel) {
    case REL_FLAT: case REL_COMPOUND: case REL_NUMMOD: case REL_FIXED:
    case REL_CASE:
        return d->tag.row[c].upos != UPOS_PART;
    case REL_AMOD: case REL_ADVMOD: case REL_DET:
        return in(r, c);
    case REL_NMOD:
        prep = doc_child(d, c, REL_CASE, 0);
        if (prep == NONE || prep > c)
            return in(r, c);
        if (doc_is(d, prep, "of"))
            return true;
        return in(r, c) && !IS_ONE_OF(d, prep, place);
    default:
        return false;
    }
}

enum { DEEP = 8 };

/* One past the last word of the phrase of h; `parts`: with coordinated
 * phrases that the network has. */
static uint32_t phrase_end(const struct doc *d, uint32_t h, struct run r,
                           bool parts, int depth)
{
    uint32_t last = d->sent.row[d->sent_of.row[h]].end, end = h + 1;
    for (uint32_t t = h + 1; t < last && depth < DEEP;) {
        uint32_t c = branch(d, t, h);
        if (c == NONE)
            break;
        if (d->dep.row[c].rel == REL_PUNCT && !doc_is(d, t, ",")) {
            t++;
            continue;
        }
        bool conj = d->dep.row[c].rel == REL_CONJ && (parts || depth) &&
                    in(r, c);
        if (c < t || !(conj || part_behind(d, c, r)))
            break;
        uint32_t to = phrase_end(d, c, r, parts, depth + 1);
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

static struct run phrase(const struct doc *d, uint32_t h, struct run r,
                         bool parts)
{
    struct run out = {phrase_beg(d, h), phrase_end(d, h, r, parts, 0)};
    return whole_names(d, out);
}

/* Coordinated phrases are parts of one unless a name holds both. */
static bool apart(const struct doc *d, uint32_t a, uint32_t b)
{
    return d->dep.row[b].rel == REL_CONJ && !in(name_at(d, a), b) &&
           nominal(d, b);
}

uint32_t clean_phrases(const struct doc *d, struct run r, bool split,
                       struct run *out, uint32_t cap)
{
    r = bare(d, r);
    if (r.beg == r.end || !cap)
        return 0;
    r = whole_names(d, r);
    uint32_t h = noun_of(d, doc_head_of(d, r)), n = 0;
    if (!nominal(d, h)) {
        out[n++] = r;
        return n;
    }
    out[n++] = phrase(d, h, r, !split);
    for (uint32_t t = h + 1; split && t < r.end && n < cap; t++) {
        uint32_t up = d->dep.row[t].head;
        bool of_h = up == h;
        for (uint32_t i = 1; i < n && up != NONE; i++)
            of_h |= in(out[i], up) && d->dep.row[up].rel == REL_CONJ;
        if (of_h && apart(d, up, t))
            out[n++] = phrase(d, t, r, false);
    }
    return n;
}
