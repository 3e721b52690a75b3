#include "actor/actor_in.h"

#include <string.h>

const char *actor_str(const struct actor *a, uint32_t at)
{
    const char *s = kb_str(a->kb, at);
    return *s ? s : NULL;
}

const char *actor_word(const struct actor *a, uint32_t t)
{
    char low[24];
    if (!doc_low(a->d, t, low, sizeof low))
        return "";
    const char *use = kb_get(a->kb, "actor_words", low, 1);
    return use ? use : "";
}

bool actor_inside(struct run a, struct run b)
{
    return a.beg >= b.beg && a.end <= b.end;
}

bool actor_has(struct run r, uint32_t t)
{
    return t >= r.beg && t < r.end;
}

const struct item *actor_item(const struct actor *a, uint32_t t)
{
    return a->item_of[t] == NONE ? NULL : &a->item.row[a->item_of[t]];
}

bool actor_kind(const struct item *it, unsigned kinds)
{
    return it && (kinds >> it->en->kind & 1);
}

/* Kinds in the order in which one spelling is read. */
static int kind_order(const struct kb_entry *en)
{
    static const uint8_t order[N_KB_KIND] = {
        [KB_COUNTRY] = 0, [KB_DEMONYM] = 1, [KB_IGO] = 2, [KB_BODY] = 3,
        [KB_GROUP] = 4, [KB_CAPITAL] = 5, [KB_ORG] = 6, [KB_REGION] = 7,
        [KB_CITY] = 8, [KB_OFFICE] = 9, [KB_AGENT] = 10, [KB_PERSON] = 11
    };
    return order[en->kind];
}

static bool better(const struct kb_entry *x, const struct kb_entry *y,
                   day_no day)
{
    bool vx = kb_valid(x, day), vy = kb_valid(y, day);
    if (vx != vy)
        return vx;
    int ox = kind_order(x), oy = kind_order(y);
    if (ox != oy)
        return ox < oy;
    return x->people > y->people;
}

const struct kb_entry *actor_choose(const struct actor *a, struct kb_hit hit,
                                    unsigned kinds)
{
    const struct kb_entry *best = NULL;
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = &a->kb->entry[a->kb->form[f].entry];
        if (kb_pass(a->kb, a->d, hit.at, f, kinds) &&
            (!best || better(en, best, a->d->day)))
            best = en;
    }
    return best;
}

/* Names that are words as well want to be tagged as names. */
static bool plausible(const struct actor *a, struct run at,
                      const struct kb_entry *en)
{
    unsigned loose = 1u << KB_CITY | 1u << KB_ORG | 1u << KB_REGION |
                     1u << KB_GROUP;
    if (!(loose >> en->kind & 1))
        return true;
    for (uint32_t t = at.beg; t < at.end; t++) {
        if (a->d->tag.row[t].upos == UPOS_PROPN)
            return true;
    }
    return en->kind == KB_GROUP || at.end - at.beg > 1;
}

/* A person's name as a whole may be a group's leader's, never a town's. */
static bool in_person(const struct actor *a, struct run at)
{
    for (uint32_t t = at.beg; t < at.end; t++) {
        if (a->person_of[t] != NONE)
            return true;
    }
    return false;
}

static void put_item(struct actor *a, struct run at, const struct kb_entry *en)
{
    for (uint32_t t = at.beg; t < at.end; t++)
        a->item_of[t] = a->item.n;
    if (!table_put(&a->w->mem, &a->item, (struct item){at, en, NULL}))
        a->no_memory = true;
}

/* "Party of God": a name of several words that holds a person's name whole. */
static bool holds_person(struct actor *a, struct run at)
{
    if (at.end < at.beg + 2 || a->person_of[at.beg] != NONE)
        return false;
    for (uint32_t t = at.beg; t < at.end; t++) {
        if (a->person_of[t] != NONE &&
            a->person.row[a->person_of[t]].end > at.end)
            return false;
    }
    for (uint32_t t = at.beg; t < at.end; t++)
        a->person_of[t] = NONE;
    return true;
}

/* The longest match from t that no person's name crosses. */
static uint32_t scan_at(struct actor *a, uint32_t t, uint32_t end)
{
    const unsigned kinds = KINDS_ROLE | KINDS_LAND | KINDS_HOUSE;
    uint32_t stop = t;
    struct kb_hit over = kb_match(a->kb, a->d, t, end,
                                  KINDS_LAND | KINDS_HOUSE);
    if (over.n && in_person(a, over.at))
        holds_person(a, over.at);
    while (stop < end && a->person_of[stop] == NONE)
        stop++;
    for (; stop > t;) {
        struct kb_hit hit = kb_match(a->kb, a->d, t, stop, kinds);
        if (!hit.n)
            return t + 1;
        const struct kb_entry *en = actor_choose(a, hit, kinds);
        if (en && !in_person(a, hit.at) && plausible(a, hit.at, en)) {
            put_item(a, hit.at, en);
            return hit.at.end;
        }
        stop = hit.at.end - 1;
    }
    return t + 1;
}

void actor_scan(struct actor *a)
{
    const struct doc *d = a->d;
    size_t n = d->tok.n + 1;
    a->item_of = arena_get(&a->w->mem, n * sizeof *a->item_of);
    a->person_of = arena_get(&a->w->mem, n * sizeof *a->person_of);
    if (!a->item_of || !a->person_of) {
        a->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < d->tok.n; i++)
        a->person_of[i] = a->item_of[i] = NONE;
    actor_people(a);
    for (uint32_t i = 0; i < d->sent.n; i++) {
        struct run s = d->sent.row[i];
        for (uint32_t t = s.beg; t < s.end && !a->no_memory;)
            t = scan_at(a, t, s.end);
    }
    if (!a->no_memory)
        actor_lands(a);
}
