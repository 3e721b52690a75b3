/* Names of more than one land. "Georgia" is a state and a state's region,
 * "Congolese" is of two countries, "Tripoli" a seat and a town:
 *
 *   Atlanta, | Georgia       the town before says which
 *   Moscow, | Idaho          a region behind says where the town is
 *   governor of | Georgia    a region's office
 *   | Niger | State          a region's word
 *   | Congolese | ... Goma   the one that is spoken of besides
 *
 * Where nothing tells, a state keeps its rank and a tie of two is a rival. */
#include "actor/actor_in.h"

#include <string.h>

enum { MAX_LAND = 16 };

/* What an item's words may mean. */
struct lands {
    const struct kb_entry *en[MAX_LAND];
    int n;
};

static struct lands lands_of(const struct actor *a, struct run at)
{
    struct lands l = {.n = 0};
    struct kb_hit hit = kb_match_all(a->kb, a->d, at, KINDS_LAND);
    for (uint32_t f = hit.form; f < hit.form + hit.n && l.n < MAX_LAND; f++) {
        const struct kb_entry *en = &a->kb->entry[a->kb->form[f].entry];
        if (kb_pass(a->kb, a->d, at, f, KINDS_LAND) && en->country &&
            kb_valid(en, a->d->day))
            l.en[l.n++] = en;
    }
    return l;
}

static const struct kb_entry *of_country(const struct lands *l,
                                         uint32_t country)
{
    for (int i = 0; i < l->n; i++) {
        if (l->en[i]->country == country)
            return l->en[i];
    }
    return NULL;
}

static const struct kb_entry *region_of(const struct lands *l)
{
    for (int i = 0; i < l->n; i++) {
        if (l->en[i]->kind == KB_REGION)
            return l->en[i];
    }
    return NULL;
}

static bool is_town(const struct kb_entry *en)
{
    return en->kind == KB_CITY || en->kind == KB_CAPITAL;
}

static struct item *land_at(struct actor *a, uint32_t t)
{
    if (t >= a->d->tok.n || a->item_of[t] == NONE)
        return NULL;
    struct item *it = &a->item.row[a->item_of[t]];
    return KINDS_LAND >> it->en->kind & 1 ? it : NULL;
}

/* "Atlanta, Georgia" and "Moscow, Idaho", but no list of places. */
static bool settle_pair(struct actor *a, struct item *it)
{
    const struct doc *d = a->d;
    uint32_t t = it->at.end;
    struct item *next = t < d->tok.n && doc_is(d, t, ",") ? land_at(a, t + 1)
                                                          : NULL;
    if (!next || !is_town(it->en) || next->at.beg != t + 1 ||
        (next->at.end < d->tok.n && doc_is(d, next->at.end, "and")))
        return false;
    struct lands town = lands_of(a, it->at), in = lands_of(a, next->at);
    for (int i = 0; i < in.n; i++) {
        const struct kb_entry *en = of_country(&town, in.en[i]->country);
        if (en && !is_town(in.en[i])) {
            it->en = en;
            next->en = in.en[i];
            return true;
        }
    }
    if (next->en->kind != KB_REGION || in.n != 1)
        return false;
    it->en = next->en;
    return true;
}

/* An office, or a word behind the name, that is a region's. */
static bool regional(const struct actor *a, const struct item *it)
{
    const struct doc *d = a->d;
    char low[24];
    if (it->at.end < d->tok.n && doc_low(d, it->at.end, low, sizeof low) &&
        strcmp(low, "country")) {
        const char *fine = kb_get(a->kb, "place_words", low, 1);
        if (fine && !strcmp(fine, "region"))
            return true;
    }
    uint32_t h = doc_head_of(d, it->at);
    for (int up = 0; up < 2 && h != NONE; up++) {
        h = d->dep.row[h].head;
        if (h == NONE || a->item_of[h] == NONE)
            continue;
        const struct kb_entry *en = a->item.row[a->item_of[h]].en;
        const char *use = kb_get(a->kb, "actor_words",
                                 kb_str(a->kb, en->name), 1);
        if (en->kind == KB_OFFICE && use && !strcmp(use, "region"))
            return true;
    }
    return false;
}

/* "The Lebanese city of | Tripoli": the land just before it. */
static bool leads(const struct actor *a, const struct item *o,
                  const struct item *it)
{
    char low[24];
    const char *fine = o->at.end + 2 == it->at.beg &&
                               doc_low(a->d, o->at.end, low, sizeof low)
                           ? kb_get(a->kb, "place_words", low, 1) : NULL;
    return fine && !strcmp(fine, "city");
}

/* True when something else that is named is of that country; a seat of
 * government wants to hear it in its own phrase. */
static bool named_besides(const struct actor *a, const struct item *it,
                          const struct lands *own, uint32_t country)
{
    for (uint32_t i = 0; i < a->item.n; i++) {
        const struct item *o = &a->item.row[i];
        bool same = o == it;
        for (int k = 0; k < own->n; k++)
            same = same || own->en[k] == o->en;
        if (!same && ((KINDS_LAND | KINDS_HOUSE) >> o->en->kind & 1) &&
            o->en->country == country &&
            (it->en->kind != KB_CAPITAL || leads(a, o, it)))
            return true;
    }
    return false;
}

/* Of several lands the only one that is spoken of besides. A state's own
 * name or word yields only to another state's. */
static void settle_spoken(const struct actor *a, struct item *it,
                          const struct lands *l)
{
    const struct kb_entry *found = NULL;
    bool state = it->en->kind == KB_COUNTRY || it->en->kind == KB_DEMONYM;
    for (int i = 0; i < l->n; i++) {
        const struct kb_entry *en = l->en[i];
        if ((state && en->kind != it->en->kind) ||
            !named_besides(a, it, l, en->country))
            continue;
        if (found && found->country != en->country)
            return;
        found = found ? found : en;
    }
    if (found) {
        it->en = found;
        return;
    }
    for (int i = 0; i < l->n && state; i++) {
        if (l->en[i]->kind == it->en->kind &&
            l->en[i]->country != it->en->country)
            it->rival = l->en[i];
    }
}

void actor_lands(struct actor *a)
{
    for (uint32_t i = 0; i < a->item.n; i++) {
        struct item *it = &a->item.row[i];
        if (!(KINDS_LAND >> it->en->kind & 1) || settle_pair(a, it))
            continue;
        struct lands l = lands_of(a, it->at);
        const struct kb_entry *region = region_of(&l);
        if (l.n < 2)
            continue;
        if (region && region != it->en && regional(a, it))
            it->en = region;
        else if (it->en->kind != KB_REGION)
            settle_spoken(a, it, &l);
    }
}
