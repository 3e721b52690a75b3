/* Roles that the frame leaves open and the grammar tells. */
#include "event/event_in.h"

#include "link/link.h"

/* The mention headed by token t that names somebody with a code, or NONE. */
static uint32_t somebody(const struct doc *d, uint32_t t)
{
    uint32_t m = t == NONE ? NONE : link_mention(d, t);
    if (m == NONE || d->mention.row[m].head != t || m >= d->entity.n)
        return NONE;
    const struct entity *n = &d->entity.row[m];
    return n->actor || n->country || n->group ? m : NONE;
}

static bool passive(const struct doc *d, uint32_t t)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    for (uint32_t i = s.beg; i < t; i++) {
        if (d->dep.row[i].head == t && d->dep.row[i].rel == REL_AUX &&
            doc_lemma_is(d, i, "be"))
            return d->text[d->tok.row[t].at.end - 1] != 'g';
    }
    return false;
}

static uint32_t child_with(const struct doc *d, uint32_t t, enum rel r,
                           const char *const *words, int n)
{
    for (uint32_t c = doc_child(d, t, r, 0); c != NONE;
         c = doc_child(d, t, r, c + 1)) {
        uint32_t mark = doc_child(d, c, REL_CASE, 0);
        for (int i = 0; i < n && mark != NONE; i++) {
            if (doc_is(d, mark, words[i]))
                return c;
        }
    }
    return NONE;
}

uint32_t event_doer(const struct doc *d, uint32_t t)
{
    static const char *const by[] = {"by"};
    if (d->tag.row[t].upos == UPOS_NOUN)
        return somebody(d, child_with(d, t, REL_NMOD, by, 1));
    if (d->tag.row[t].upos != UPOS_VERB)
        return NONE;
    if (passive(d, t))
        return somebody(d, child_with(d, t, REL_OBL, by, 1));
    return somebody(d, link_subject(d, t));
}

uint32_t event_target(const struct doc *d, uint32_t t)
{
    static const char *const on[] = {"with", "on", "against", "to", "at"};
    if (d->tag.row[t].upos == UPOS_NOUN)
        return somebody(d, child_with(d, t, REL_NMOD, on, 5));
    if (d->tag.row[t].upos != UPOS_VERB)
        return NONE;
    uint32_t m = NONE;
    if (passive(d, t))
        return somebody(d, doc_child(d, t, REL_NSUBJ, 0));
    m = somebody(d, doc_child(d, t, REL_OBJ, 0));
    return m != NONE ? m : somebody(d, child_with(d, t, REL_OBL, on, 5));
}
