/* What the words of a phrase say of whose it is: lands and houses before the
 * head, and behind it with a linking preposition ("of Peru", not "to Peru"). */
#include "actor/actor_in.h"

#include <stdio.h>
#include <string.h>

bool actor_is(const struct actor *a, uint32_t t, const char *use)
{
    return !strcmp(actor_word(a, t), use);
}

bool actor_clitic(const struct doc *d, uint32_t t)
{
    return t < d->tok.n && (doc_is(d, t, "'s") || doc_is(d, t, "'") ||
                            doc_is(d, t, "\xe2\x80\x99s") ||
                            doc_is(d, t, "\xe2\x80\x99"));
}

/* True when preposition c makes what follows the owner. */
static bool links(const struct actor *a, uint32_t c, const struct item *it)
{
    return actor_is(a, c, "link") ||
           (actor_is(a, c, "with") && actor_kind(it, KINDS_HOUSE));
}

/* "Turkish-backed", "pro-Russian": the land is not the actor's. */
static bool hyphened(const struct actor *a, struct run at, struct run r)
{
    const struct doc *d = a->d;
    if (at.beg > r.beg && (actor_is(a, at.beg - 1, "ethnic") ||
                           doc_is(d, at.beg - 1, "(")))
        return true;
    if (at.end + 1 < r.end && doc_is(d, at.end, "-") &&
        actor_is(a, at.end + 1, "cut"))
        return true;
    return at.beg >= r.beg + 2 && doc_is(d, at.beg - 1, "-") &&
           actor_is(a, at.beg - 2, "ward");
}

/* The preposition right before a name, whatever the tree says; NONE. */
static uint32_t before(const struct doc *d, uint32_t t, uint32_t beg)
{
    while (t > beg && d->tag.row[t - 1].upos == UPOS_DET)
        t--;
    return t > beg && d->tag.row[t - 1].upos == UPOS_ADP &&
                   !actor_clitic(d, t - 1) ? t - 1 : NONE;
}

/* True when a name in the phrase says whose the head is: "an aide to the
 * president of Peru", no "envoy to Peru". */
bool actor_owns(const struct actor *a, struct run at, struct run r,
                uint32_t head)
{
    const struct doc *d = a->d;
    if (hyphened(a, at, r))
        return false;
    uint32_t h = doc_head_of(d, at);
    for (int n = 0; n < 8 && h != NONE && actor_has(r, h) && h != head; n++) {
        uint32_t c = doc_child(d, h, REL_CASE, 0);
        if (c != NONE && c < r.beg)
            c = NONE; /* of the whole phrase */
        if (c == NONE && n == 0)
            c = before(d, at.beg, r.beg);
        bool aide = c != NONE && doc_is(d, c, "to") &&
                    actor_kind(actor_item(a, h), KINDS_ROLE);
        if (c != NONE && !aide && !links(a, c, actor_item(a, at.beg)))
            return false;
        h = d->dep.row[h].head;
    }
    return true;
}

/* A party's name is many a country's: its own must be spoken of. */
static bool elsewhere(const struct actor *a, const struct kb_entry *en)
{
    bool other = false;
    if (en->kind != KB_ORG || strcmp(kb_str(a->kb, en->sector), "PTY"))
        return false;
    for (uint32_t i = 0; i < a->item.n; i++) {
        const struct kb_entry *o = a->item.row[i].en;
        if (o->country == en->country && o != en)
            return false;
        other = other || ((KINDS_LAND >> o->kind & 1) && o->country);
    }
    return other;
}

/* A house gives its sector, its group and, if none is said, its country. */
void actor_add_house(const struct actor *a, const struct kb_entry *en,
                     struct sight *s)
{
    const char *sector = actor_str(a, en->sector);
    const char *country = actor_str(a, en->country);
    bool party = sector && (!strcmp(sector, "PTY") || !strcmp(sector, "OPP") ||
                            !strcmp(sector, "GOV") || !strcmp(sector, "REL"));
    if (!s->sector || en->kind != KB_IGO)
        s->sector = sector;
    if (actor_str(a, en->group))
        s->group = actor_str(a, en->group);
    if (!s->entry)
        s->entry = en;
    if (elsewhere(a, en))
        return;
    if (en->kind == KB_GROUP && !country)
        s->people = true;
    if (en->kind == KB_GROUP && !party) {
        s->home = country;
        s->country = NULL;
        s->sure = true;
    } else if (!s->sure || (en->kind == KB_IGO && !s->owned)) {
        if (country && strcmp(country, "NGO") && strcmp(country, "IMG"))
            s->country = country;
        else
            s->home = country;
        s->sure = en->kind != KB_BODY;
    }
}

/* Two lands that tie are both named, none is chosen. */
static void add_rivals(struct actor *a, const struct item *it,
                       struct sight *s)
{
    char both[24];
    int n = snprintf(both, sizeof both, "%s %s",
                     kb_str(a->kb, it->en->country),
                     kb_str(a->kb, it->rival->country));
    s->rival = arena_text(&a->w->mem, both, (size_t)n);
    a->no_memory = a->no_memory || !s->rival;
}

void actor_add_land(struct actor *a, const struct item *it, struct sight *s)
{
    const struct kb_entry *en = it->en;
    const char *country = actor_str(a, en->country);
    if (!country || (s->sure && (s->country || s->home)))
        return;
    if (it->rival) {
        add_rivals(a, it, s);
        return;
    }
    s->country = country;
    s->sure = en->kind == KB_COUNTRY || en->kind == KB_DEMONYM;
    if (!s->entry || s->entry->kind == KB_AGENT ||
        s->entry->kind == KB_OFFICE)
        s->entry = en;
}

/* "Rebel" in "rebel brigades" says more than the brigades. */
static bool sides_with(const struct actor *a, const struct kb_entry *agent)
{
    const char *use = agent ? kb_get(a->kb, "actor_words",
                                     kb_str(a->kb, agent->sector), 1) : NULL;
    return use && !strcmp(use, "group");
}

/* A house whose men are all of its kind: "Hamas police" are rebels, "Kremlin
 * police" and "Tibetan monks" are what the noun says. */
static bool rules(const struct actor *a, const struct kb_entry *en)
{
    return en->kind != KB_BODY && strcmp(kb_str(a->kb, en->sector), "PRE");
}

/* What the phrase says of whose the head is, from its own words. */
void actor_add_owners(struct actor *a, struct run r, uint32_t head,
                      const struct item *role, struct sight *s)
{
    const struct kb_entry *agent = NULL;
    struct sight aff = *s;
    aff.sector = NULL;
    bool house = false;
    for (uint32_t t = r.beg; t < r.end; t++) {
        const struct item *it = actor_item(a, t);
        if (!it || it == role || !actor_inside(it->at, r))
            continue;
        t = it->at.end - 1;
        if (!actor_owns(a, it->at, r, head))
            continue;
        if (actor_kind(it, KINDS_LAND)) {
            actor_add_land(a, it, &aff);
            aff.owned = aff.owned || actor_clitic(a->d, it->at.end);
        } else if (actor_kind(it, KINDS_HOUSE)) {
            house = house || rules(a, it->en);
            actor_add_house(a, it->en, &aff);
        } else if (!agent && !(role && s->person && t > role->at.beg) &&
                   !(role && t + 1 == role->at.beg &&
                     doc_is(a->d, t, "deputy"))) { /* "deputy envoy" */
            agent = it->en; /* no title behind another */
        }
    }
    if (!aff.sector && agent)
        aff.sector = actor_str(a, agent->sector);
    bool takes = !role || role->en->flag & KB_F_INHERIT || house ||
                 sides_with(a, agent);
    if (takes && (aff.sector || (house && !aff.sector && aff.country &&
                                 s->sector && !strcmp(s->sector, "GOV"))))
        s->sector = aff.sector;
    s->country = aff.country;
    s->rival = aff.rival;
    s->home = aff.home;
    s->group = aff.group;
    s->people = aff.people;
    s->sure = aff.sure;
    s->entry = aff.entry;
}

/* The land right before or behind a noun that is none: "in the | Lebanese
 * city", "from the | north of Mali". */
static const struct item *land_of(const struct actor *a, uint32_t noun)
{
    const struct doc *d = a->d;
    struct run all = doc_subtree(d, noun);
    for (uint32_t t = all.beg; t < all.end; t++) {
        uint8_t rel = d->dep.row[t].rel;
        uint32_t c = doc_child(d, t, REL_CASE, 0);
        if (d->dep.row[t].head == noun &&
            actor_kind(actor_item(a, t), KINDS_LAND) &&
            (rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD) &&
            (c == NONE || actor_is(a, c, "link")))
            return actor_item(a, t);
    }
    return NULL;
}

/* What the tree hangs on the head behind the phrase: "a spokesman | for the
 * ministry", "rebels | in Chad"; and what follows with "of" or "from",
 * whatever it hangs on. */
void actor_add_behind(struct actor *a, struct run r, uint32_t head,
                      struct sight *s)
{
    const struct doc *d = a->d;
    struct run all = doc_subtree(d, head);
    bool next = r.end < d->tok.n && (doc_is(d, r.end, "of") ||
                                     doc_is(d, r.end, "from"));
    uint32_t near = next ? d->dep.row[r.end].head : NONE;
    if (near != NONE && near >= all.end)
        all.end = near + 1;
    for (uint32_t t = r.end; t < all.end; t++) {
        bool hangs = d->dep.row[t].head == head &&
                     d->dep.row[t].rel == REL_NMOD;
        if (!hangs && t != near)
            continue;
        uint32_t c = doc_child(d, t, REL_CASE, 0);
        const struct item *it = actor_item(a, t);
        if (c == NONE || !links(a, c, it) ||
            (s->person && doc_is(d, c, "in")))
            continue;
        if (!actor_kind(it, KINDS_LAND | KINDS_HOUSE))
            it = land_of(a, t);
        if (actor_kind(it, KINDS_LAND))
            actor_add_land(a, it, s);
        else if (actor_kind(it, KINDS_HOUSE))
            actor_add_house(a, it->en, s);
    }
}
