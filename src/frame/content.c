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

static uint32_t apart(const struct doc *d, uint32_t a, uint32_t b)
{
    uint32_t x = d->sent_of.row[a], y = d->sent_of.row[b];
    return x < y ? y - x : x - y;
}

/* Short doubtful stretches that no attribution parts from the longest one are
 * not said, nor is what stands sentences away from it. */
static void drop_fragments(const struct doc *d, struct found *x)
{
    enum { SHORT = 4, FAR = 3 };
    struct run main = {0, 0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_arg; i++) {
        struct run r = x->arg[i].at;
        if (x->arg[i].role == ROLE_CONTENT &&
            r.end - r.beg > main.end - main.beg)
            main = r;
    }
    for (uint32_t i = 0; i < x->n_arg; i++) {
        struct arg a = x->arg[i];
        uint32_t beg = a.at.end < main.beg ? a.at.end : main.end;
        uint32_t end = a.at.end < main.beg ? main.beg : a.at.beg;
        bool fragment = a.role == ROLE_CONTENT && a.at.beg != main.beg &&
                        a.at.end - a.at.beg <= SHORT && a.p < 0.8f &&
                        !attribution(x, beg, end);
        fragment |= a.role == ROLE_CONTENT &&
                    apart(d, a.at.beg, main.beg) >= FAR;
        if (!fragment)
            x->arg[n++] = a;
    }
    x->n_arg = n;
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

/* Grows a content to its clause where nothing of the attribution is met. */
static struct run grow(const struct doc *d, const struct found *x,
                       struct run r)
{
    uint32_t t = clean_top(d, r);
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

/* The word under the cue whose subtree has the most of r; *sub is it. */
static uint32_t main_branch(const struct doc *d, uint32_t anchor, struct run r,
                            struct run *sub)
{
    struct run s = d->sent.row[d->sent_of.row[anchor]];
    uint32_t best = NONE, most = 0;
    for (uint32_t t = s.beg; t < s.end; t++) {
        if (d->dep.row[t].head != anchor)
            continue;
        struct run x = doc_subtree(d, t);
        uint32_t beg = x.beg > r.beg ? x.beg : r.beg;
        uint32_t end = x.end < r.end ? x.end : r.end;
        if (end > beg && end - beg > most) {
            most = end - beg;
            best = t;
            *sub = x;
        }
    }
    return 2 * most >= r.end - r.beg ? best : NONE;
}

/* Does another verb stand beside the cue, joined to it by the word at t? */
static bool joins_cue(const struct doc *d, uint32_t anchor, uint32_t t)
{
    uint32_t h = d->dep.row[t].head;
    return d->dep.row[t].rel == REL_CC && h != NONE &&
           d->dep.row[h].head == anchor && d->dep.row[h].rel == REL_CONJ;
}

/* What hangs on the cue behind what is said is not said: "rules that it may
 * stay , refusing an appeal", "wants roads and has accepted nobody". */
static struct run cut(const struct doc *d, const struct found *x, struct run r)
{
    struct run sub = {0, 0};
    if (x->f.cls != STM_CUE)
        return r;
    uint32_t t = main_branch(d, x->f.anchor, r, &sub);
    if (t == NONE || sub.end >= r.end)
        return r;
    bool clause = d->dep.row[t].rel == REL_CCOMP;
    if (doc_is(d, sub.end, ",") ||
        (!clause && joins_cue(d, x->f.anchor, sub.end)))
        r.end = sub.end;
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

/* Which closing mark ends a quotation that t opens; NULL: it opens none. */
static const char *closing(const struct doc *d, uint32_t t)
{
    static const char *const pair[][2] = {
        {"\"", "\""}, {"\u201c", "\u201d"}, {"\u00ab", "\u00bb"},
        {"``", "''"}, {"\u2018", "\u2019"}, {"'", "'"},
    };
    if (clean_quote(d, t) == QUOTE_NOT)
        return NULL;
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        if (doc_is(d, t, pair[i][0]))
            return pair[i][1];
    }
    return NULL;
}

/* The quotation that holds token t, marks included, or an empty run; looked
 * for in its paragraph, no further than FAR tokens away. */
static struct run quotation(const struct doc *d, uint32_t t)
{
    enum { FAR = 300 };
    uint32_t i = t, open = NONE;
    const char *close = NULL;
    while (i > 0 && t - i < FAR && d->tok.row[i].gap != GAP_PARAGRAPH)
        i--;
    for (; i < d->tok.n && i < t + FAR; i++) {
        if (i > t && d->tok.row[i].gap == GAP_PARAGRAPH)
            break;
        if (close && doc_is(d, i, close) && clean_quote(d, i) != QUOTE_NOT) {
            if (i >= t)
                return (struct run){open, i + 1};
            close = NULL;
        } else if (!close) {
            if (i > t)
                break;
            close = closing(d, i);
            open = i;
        }
    }
    return (struct run){0, 0};
}

/* Takes in a quotation whose beginning or better part the content has. */
static struct run with_quotation(const struct doc *d, const struct found *x,
                                 struct run r, uint32_t t)
{
    struct run q = quotation(d, t);
    if (q.beg == q.end || attribution(x, q.beg, q.end))
        return r;
    uint32_t beg = q.beg > r.beg ? q.beg : r.beg;
    uint32_t end = q.end < r.end ? q.end : r.end;
    bool most = end > beg && 2 * (end - beg) >= q.end - q.beg - 2;
    if (!most && !(r.beg >= q.beg && r.beg <= q.beg + 1))
        return r;
    r.beg = r.beg < q.beg ? r.beg : q.beg;
    r.end = r.end > q.end ? r.end : q.end;
    return r;
}

static struct run with_marks(const struct doc *d, const struct found *x,
                             struct run r)
{
    struct run was = r;
    r = with_quotation(d, x, r, was.beg);
    return with_quotation(d, x, r, was.end - 1);
}

/* The clause or the object that the cue governs. */
static struct run governed(const struct doc *d, uint32_t anchor)
{
    static const enum rel rel[] = {
        REL_CCOMP, REL_PARATAXIS, REL_XCOMP, REL_OBJ, REL_ACL,
    };
    for (size_t i = 0; i < sizeof rel / sizeof *rel; i++) {
        uint32_t c = doc_child(d, anchor, rel[i], 0);
        if (c != NONE)
            return doc_subtree(d, c);
    }
    return (struct run){0, 0};
}

/* A statement has a content: where the network has none, the tree or the
 * quotation gives it. */
static void add_missing(const struct doc *d, struct found *x)
{
    struct run r = {0, 0};
    for (uint32_t i = 0; i < x->n_arg; i++) {
        if (x->arg[i].role == ROLE_CONTENT)
            return;
    }
    if (x->f.cls == STM_BARE)
        r = quotation(d, x->f.anchor);
    else
        r = governed(d, x->f.anchor);
    if (r.beg < r.end && x->n_arg < ARG_MAX && !attribution(x, r.beg, r.end))
        x->arg[x->n_arg++] = (struct arg){.at = r, .role = ROLE_CONTENT};
}

void clean_contents(const struct doc *d, struct found *x)
{
    join(x);
    drop_fragments(d, x);
    add_missing(d, x);
    for (uint32_t i = 0; i < x->n_arg; i++) {
        struct arg *a = &x->arg[i];
        if (a->role != ROLE_CONTENT)
            continue;
        struct run r = clean_trim(d, a->at, false);
        r = cut(d, x, r);
        if (r.beg < r.end)
            r = trim(d, grow(d, x, r));
        if (r.beg < r.end)
            r = with_marks(d, x, r);
        a->at = r;
    }
}
