/* Where each token stands: its paragraph, its quotation, who says it, and the
 * noun phrase that it heads. */
#include "ref/ref_in.h"

#include <string.h>

/* Relations of a noun to what belongs to its phrase. */
static bool within(uint8_t rel, uint32_t child, uint32_t head)
{
    switch (rel) {
    case REL_DET: case REL_AMOD: case REL_NUMMOD: case REL_NMOD:
    case REL_COMPOUND: case REL_FLAT: case REL_FIXED: case REL_GOESWITH:
    case REL_ACL: case REL_APPOS:
        return true;
    case REL_CASE: /* of a possessive */
        return child == head + 1;
    default:
        return false;
    }
}

static void widen(struct run *r, uint32_t t)
{
    r->beg = t < r->beg ? t : r->beg;
    r->end = t + 1 > r->end ? t + 1 : r->end;
}

/* Tells all the heads above t that it belongs to their phrases. */
static void climb(struct ref *r, uint32_t t)
{
    const struct doc *d = r->d;
    if (d->dep.row[t].rel == REL_PUNCT && !doc_is(d, t, ")"))
        return;
    uint32_t c = t;
    for (int step = 0; step < 40; step++) {
        uint32_t up = d->dep.row[c].head;
        if (up == NONE)
            return;
        bool in = within(d->dep.row[c].rel, c, up);
        if (in)
            widen(&r->spot[up].phrase, t);
        if (in || d->dep.row[c].rel == REL_CONJ)
            widen(&r->spot[up].wide, t);
        c = up;
    }
}

static bool mark(const struct doc *d, uint32_t t, const char *m)
{
    struct span s = d->tok.row[t].at;
    size_t n = strlen(m);
    return s.end - s.beg == n && memcmp(d->text + s.beg, m, n) == 0;
}

/* Numbers quotations; a straight mark opens and closes in turn. */
static void quotes(struct ref *r)
{
    const struct doc *d = r->d;
    uint32_t last = 0;
    bool open = false;
    for (uint32_t t = 0; t < d->tok.n; t++) {
        bool straight = mark(d, t, "\"");
        if (d->tok.row[t].gap == GAP_PARAGRAPH)
            open = false;
        if (mark(d, t, "\xe2\x80\x9c") || (straight && !open)) {
            open = true;
            last++;
        } else if (mark(d, t, "\xe2\x80\x9d") || straight) {
            open = false;
        }
        r->spot[t].quote = open ? last : 0;
    }
}

enum rc ref_spots(struct ref *r, struct err *e)
{
    const struct doc *d = r->d;
    uint32_t par = 0, asked = 0;
    r->spot = arena_get(&r->w->mem, (d->tok.n + 1) * sizeof *r->spot);
    if (!r->spot)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t t = 0; t < d->tok.n; t++) {
        bool first = d->tok.row[t].gap == GAP_PARAGRAPH;
        par += first;
        asked += first && t && mark(d, t - 1, "?");
        r->spot[t].par = par;
        r->spot[t].speaker = r->spot[t].mention = NONE;
        r->spot[t].phrase = r->spot[t].wide = (struct run){t, t + 1};
    }
    for (uint32_t t = d->tok.n; t-- > 0;) {
        bool last = t + 1 == d->tok.n || d->tok.row[t + 1].gap == GAP_PARAGRAPH;
        r->spot[t].asks = last ? mark(d, t, "?") : r->spot[t + 1].asks;
        climb(r, t);
    }
    quotes(r);
    r->dialogue = asked >= 3 && asked * 8 >= par;
    return OK;
}

/* The first speaker of a statement, as a mention. */
static uint32_t speaker_of(const struct doc *d, const struct frame *f)
{
    for (uint32_t a = f->arg.beg; a < f->arg.end; a++) {
        uint32_t m = NONE;
        if (d->arg.row[a].role == ROLE_SPEAKER)
            m = doc_mention_at(d, d->arg.row[a].at);
        if (m != NONE)
            return m;
    }
    return NONE;
}

/* The innermost statement around a word tells who says it. */
void ref_speakers(struct ref *r)
{
    const struct doc *d = r->d;
    for (uint32_t i = d->mention.n; i-- > 0;) {
        if (!r->trait.row[i].wide)
            r->spot[d->mention.row[i].head].mention = i;
    }
    for (uint32_t i = 0; i < d->frame.n; i++) {
        const struct frame *f = &d->frame.row[i];
        uint32_t who = f->type == FRAME_STATEMENT ? speaker_of(d, f) : NONE;
        for (uint32_t a = f->arg.beg; who != NONE && a < f->arg.end; a++) {
            struct run at = d->arg.row[a].at;
            if (d->arg.row[a].role != ROLE_CONTENT)
                continue;
            for (uint32_t t = at.beg; t < at.end; t++) {
                struct spot *s = &r->spot[t];
                if (s->speaker != NONE && s->width <= at.end - at.beg)
                    continue;
                s->speaker = who;
                s->width = at.end - at.beg;
            }
        }
    }
}
