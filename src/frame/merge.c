#include "frame/frame_in.h"

/* Two anchors that are one word to the reader: parts of a compound, a fixed
 * phrase, a verb and its auxiliary. */
static bool one_word(const struct doc *d, uint32_t a, uint32_t b)
{
    const struct dep *p = &d->dep.row[a], *q = &d->dep.row[b];
    uint8_t rel = p->head == b ? p->rel : q->head == a ? q->rel : REL_ROOT;
    return rel == REL_COMPOUND || rel == REL_FLAT || rel == REL_FIXED ||
           rel == REL_AUX || rel == REL_COP || rel == REL_GOESWITH;
}

/* Words of the contents of a frame, and those that two frames share. */
static uint32_t shared(const struct found *a, const struct found *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_arg; i++) {
        for (uint32_t j = 0; j < b->n_arg; j++) {
            struct run p = a->arg[i].at, q = b->arg[j].at;
            uint32_t beg = p.beg > q.beg ? p.beg : q.beg;
            uint32_t end = p.end < q.end ? p.end : q.end;
            if (a->arg[i].role == ROLE_CONTENT &&
                b->arg[j].role == ROLE_CONTENT && end > beg)
                n += end - beg;
        }
    }
    return n;
}

/* Statements with nearly the same content are one. */
static bool same_content(const struct found *a, const struct found *b)
{
    uint32_t n = shared(a, b), all = shared(a, a) + shared(b, b) - n;
    return n * 5 > all * 4;
}

static bool same_act(const struct doc *d, const struct found *a,
                     const struct found *b)
{
    if (a->f.type != b->f.type)
        return false;
    if (a->f.type == FRAME_STATEMENT && same_content(a, b))
        return true;
    return a->f.cls == b->f.cls && one_word(d, a->f.anchor, b->f.anchor);
}

/* Frames further on in the order of anchors are never the same act. */
enum { NEAR = 24 };

/* Does a surer frame tell the act of frame i? */
static bool told_better(const struct doc *d, const struct found *x, uint32_t n,
                        uint32_t i)
{
    for (uint32_t j = i > NEAR ? i - NEAR : 0; j < n && j < i + NEAR; j++) {
        bool surer = x[j].f.p > x[i].f.p || (j < i && x[j].f.p == x[i].f.p);
        if (j != i && surer && same_act(d, &x[i], &x[j]))
            return true;
    }
    return false;
}

uint32_t merge_frames(const struct doc *d, struct found *x, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        x[i].drop = told_better(d, x, n, i);
    for (uint32_t i = 0; i < n; i++) {
        if (!x[i].drop)
            x[kept++] = x[i];
    }
    return kept;
}
