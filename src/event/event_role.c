/* Roles that the frame leaves open and the grammar tells. */
#include "event/event_in.h"

#include <string.h>

#include "link/link.h"

uint32_t event_somebody(const struct doc *d, uint32_t t)
{
    uint32_t m = t == NONE ? NONE : link_mention(d, t);
    if (m == NONE || d->mention.row[m].head != t || m >= d->entity.n)
        return NONE;
    const struct entity *n = &d->entity.row[m];
    return n->actor || n->country || n->group ? m : NONE;
}

static uint32_t child_with(const struct doc *d, uint32_t t, enum rel r,
                           const char *const *words, size_t n)
{
    uint32_t c = doc_child(d, t, r, 0);
    while (c != NONE && !link_marked(d, c, words, n))
        c = doc_child(d, t, r, c + 1);
    return c;
}

uint32_t event_doer(const struct doc *d, uint32_t t)
{
    static const char *const by[] = {"by"};
    if (d->tag.row[t].upos == UPOS_NOUN)
        return event_somebody(d, child_with(d, t, REL_NMOD, by, 1));
    if (d->tag.row[t].upos != UPOS_VERB)
        return NONE;
    if (link_passive(d, t))
        return event_somebody(d, child_with(d, t, REL_OBL, by, 1));
    return event_somebody(d, link_subject(d, t));
}

uint32_t event_target(const struct doc *d, uint32_t t)
{
    static const char *const on[] = {"with", "on", "against", "to", "at"};
    if (d->tag.row[t].upos == UPOS_NOUN)
        return event_somebody(d, child_with(d, t, REL_NMOD, on, 5));
    if (d->tag.row[t].upos != UPOS_VERB)
        return NONE;
    uint32_t m = NONE;
    if (link_passive(d, t))
        return event_somebody(d, doc_child(d, t, REL_NSUBJ, 0));
    m = event_somebody(d, doc_child(d, t, REL_OBJ, 0));
    return m != NONE ? m : event_somebody(d, child_with(d, t, REL_OBL, on, 5));
}

static const char *side_of(const struct doc *d, uint32_t m)
{
    const struct entity *n = &d->entity.row[m];
    const char *group = doc_text(d, n->group);
    return group ? group : doc_text(d, n->country);
}

/* A phrase of place ("in Geneva") names no side. */
static bool where(const struct doc *d, uint32_t t)
{
    static const char *const words[] = {"in", "at", "near", "from"};
    return link_marked(d, t, words, sizeof words / sizeof *words);
}

uint32_t event_other_side(const struct doc *d, uint32_t t, uint32_t m)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    const char *me = m < d->entity.n ? side_of(d, m) : NULL;
    const char *other = NULL;
    uint32_t line = link_dateline(d, d->sent_of.row[t]).end, found = NONE;
    for (uint32_t i = link_mention_from(d, line);
         me && i < d->mention.n && d->mention.row[i].at.beg < s.end; i++) {
        const char *code = i < d->entity.n ? side_of(d, i) : NULL;
        if (d->mention.row[i].at.end > s.end || !code || !strcmp(code, me) ||
            where(d, d->mention.row[i].head))
            continue;
        if (other && strcmp(code, other))
            return NONE;
        if (!other)
            found = i;
        other = code;
    }
    return found;
}
