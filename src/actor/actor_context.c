/* The state that a sentence speaks of, for "the army" and "the minister" that
 * name none: the only one in the sentence, else the only one in the nearest
 * of the sentences before it, else that of the dateline or of the body that
 * publishes, else the one that most of the report is about. */
#include "actor/actor_in.h"

#include <string.h>

enum { BACK = 2 };

static bool tells(const struct kb_entry *en)
{
    unsigned kinds = 1u << KB_COUNTRY | 1u << KB_DEMONYM | 1u << KB_CAPITAL |
                     1u << KB_CITY | 1u << KB_REGION | 1u << KB_BODY;
    return kinds >> en->kind & 1;
}

/* The one country named in a run outside `but`; "" when several, NULL when
 * none. */
static const char *only_one(const struct actor *a, struct run r,
                            struct run but)
{
    const char *found = NULL;
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (a->item_of[t] == NONE || (t >= but.beg && t < but.end))
            continue;
        const struct kb_entry *en = a->item.row[a->item_of[t]].en;
        const char *c = tells(en) ? actor_str(a, en->country) : NULL;
        if (!c)
            continue;
        if (found && strcmp(found, c))
            return "";
        found = c;
    }
    return found;
}

/* The country of more than half of all names of places in the document. */
static const char *most(const struct actor *a)
{
    const char *best = NULL;
    uint32_t n = 0, all = 0;
    for (uint32_t i = 0; i < a->item.n; i++) {
        if (!tells(a->item.row[i].en))
            continue;
        const char *c = actor_str(a, a->item.row[i].en->country);
        if (!c)
            continue;
        all++;
        if (!n) {
            best = c;
            n = 1;
        } else {
            n = strcmp(best, c) ? n - 1 : n + 1;
        }
    }
    uint32_t same = 0;
    for (uint32_t i = 0; best && i < a->item.n; i++) {
        const struct kb_entry *en = a->item.row[i].en;
        same += tells(en) && !strcmp(kb_str(a->kb, en->country), best);
    }
    return same * 2 > all ? best : NULL;
}

void actor_context(const struct actor *a, struct run mention, struct sight *s)
{
    const struct doc *d = a->d;
    uint32_t sent = d->sent_of.row[mention.beg];
    const char *c = NULL;
    for (uint32_t back = 0; back <= BACK && back <= sent && !c; back++)
        c = only_one(a, d->sent.row[sent - back], mention);
    float p = 0.5f;
    if (!c || !*c) {
        c = a->dateline;
        if (!c && a->voice && a->voice->kind == KB_BODY)
            c = actor_str(a, a->voice->country);
        if (!c)
            c = most(a);
        p = 0.4f;
    }
    if (!c)
        return;
    s->country = c;
    s->via = VIA_NOMINAL;
    s->p = p;
}
