/* How a phrase is read.
 *
 *   the former | Turkish | foreign ministry | spokesman | Levent Gök | of ...
 *     past        land       affiliation        role       name        link
 *
 * The role is the office or agent at the head, or the last one before a
 * person's name. Lands and houses before it, or behind it with a linking
 * preposition ("of Peru", not "to Peru"), say whose it is. A role that
 * inherits ("spokesman", "official") takes the sector of its house.
 */
#include "actor/actor_in.h"

#include <stdio.h>
#include <string.h>

static bool inside(struct run a, struct run b)
{
    return a.beg >= b.beg && a.end <= b.end;
}

static bool has(struct run r, uint32_t t)
{
    return t >= r.beg && t < r.end;
}

static const struct item *item_at(const struct actor *a, uint32_t t)
{
    return a->item_of[t] == NONE ? NULL : &a->item.row[a->item_of[t]];
}

static bool is_kind(const struct item *it, unsigned kinds)
{
    return it && (kinds >> it->en->kind & 1);
}

static bool is_use(const struct actor *a, uint32_t t, const char *use)
{
    return !strcmp(actor_word(a, t), use);
}

/* The person's name that the phrase is called by: the one at its head, else
 * the last one that is no possessor and hangs on no preposition. */
static struct run person_in(const struct actor *a, struct run r, uint32_t head)
{
    const struct doc *d = a->d;
    if (a->person_of[head] != NONE) {
        struct run at = a->person.row[a->person_of[head]];
        if (inside(at, r) || inside(r, at))
            return at;
    }
    struct run found = {0, 0};
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (a->person_of[t] == NONE)
            continue;
        struct run at = a->person.row[a->person_of[t]];
        t = at.end - 1;
        uint32_t h = doc_head_of(d, at);
        if (!inside(at, r) || doc_child(d, h, REL_CASE, 0) != NONE ||
            d->dep.row[h].rel == REL_CONJ)
            continue;
        found = at;
    }
    return found;
}

/* The last office or agent that ends before token t; of titles in a row
 * ("Prime Minister Sheikh") the first that has a sector of its own. */
static const struct item *role_before(const struct actor *a, struct run r,
                                      uint32_t t)
{
    const struct item *found = NULL, *last = NULL;
    for (uint32_t i = r.beg; i < t; i++) {
        const struct item *it = item_at(a, i);
        if (!is_kind(it, KINDS_ROLE) || it->at.end > t || it == last)
            continue;
        bool row = last && last->at.end == it->at.beg &&
                   last->en->kind == KB_OFFICE;
        if (!row || found->en->flag & KB_F_INHERIT)
            found = it;
        last = it;
    }
    return found;
}

/* Capital words behind an office, to the end, that no one calls a name yet:
 * "Foreign Minister | Lavrentiev". */
static struct run behind_title(const struct actor *a, struct run r)
{
    const struct item *role = role_before(a, r, r.end);
    struct run n = {0, 0};
    if (!role || role->en->kind != KB_OFFICE || role->at.end >= r.end)
        return n;
    n = (struct run){role->at.end, r.end};
    for (uint32_t t = n.beg; t < n.end; t++) {
        if (a->d->tag.row[t].upos != UPOS_PROPN || item_at(a, t))
            return (struct run){0, 0};
    }
    return n;
}

static bool clitic(const struct doc *d, uint32_t t)
{
    return t < d->tok.n && (doc_is(d, t, "'s") || doc_is(d, t, "'") ||
                            doc_is(d, t, "\xe2\x80\x99s") ||
                            doc_is(d, t, "\xe2\x80\x99"));
}

/* Words before the office that are not part of it: articles, states, whose. */
static uint32_t skip_owner(const struct actor *a, struct run r)
{
    const struct doc *d = a->d;
    uint32_t t = r.beg;
    while (t < r.end) {
        const struct item *it = item_at(a, t);
        uint8_t upos = d->tag.row[t].upos;
        if (is_kind(it, KINDS_LAND) && it->at.beg == t)
            t = it->at.end;
        else if (upos == UPOS_DET || upos == UPOS_PRON || upos == UPOS_NUM ||
                 upos == UPOS_PUNCT || clitic(d, t) ||
                 is_use(a, t, "unnamed"))
            t++;
        else
            break;
    }
    return t;
}

static void set_office(const struct actor *a, struct run r, uint32_t end,
                       const struct item *role, struct sight *s)
{
    uint32_t beg = skip_owner(a, (struct run){r.beg, end});
    for (uint32_t t = beg; t < role->at.beg; t++) {
        uint8_t upos = a->d->tag.row[t].upos;
        if (upos == UPOS_ADP || upos == UPOS_DET || upos == UPOS_VERB ||
            upos == UPOS_PUNCT)
            beg = skip_owner(a, (struct run){t + 1, end});
    }
    while (end > beg && (a->d->tag.row[end - 1].upos == UPOS_PRON ||
                         (a->d->tag.row[end - 1].upos == UPOS_PUNCT &&
                          !doc_is(a->d, end - 1, "."))))
        end--;
    if (beg < end)
        s->office = (struct run){beg, end};
}

/* True when preposition c makes what follows the owner. */
static bool links(const struct actor *a, uint32_t c, const struct item *it)
{
    return is_use(a, c, "link") ||
           (is_use(a, c, "with") && is_kind(it, KINDS_HOUSE));
}

/* "Turkish-backed", "pro-Russian": the land is not the actor's. */
static bool hyphened(const struct actor *a, struct run at, struct run r)
{
    const struct doc *d = a->d;
    if (at.beg > r.beg && (is_use(a, at.beg - 1, "ethnic") ||
                           doc_is(d, at.beg - 1, "(")))
        return true;
    if (at.end + 1 < r.end && doc_is(d, at.end, "-") &&
        is_use(a, at.end + 1, "cut"))
        return true;
    return at.beg >= r.beg + 2 && doc_is(d, at.beg - 1, "-") &&
           is_use(a, at.beg - 2, "ward");
}

/* True when a name in the phrase says whose the head is: "an aide to the
 * president of Peru", no "envoy to Peru". */
static bool owns(const struct actor *a, struct run at, struct run r,
                 uint32_t head)
{
    const struct doc *d = a->d;
    if (hyphened(a, at, r))
        return false;
    uint32_t h = doc_head_of(d, at);
    for (int n = 0; n < 8 && h != NONE && has(r, h) && h != head; n++) {
        uint32_t c = doc_child(d, h, REL_CASE, 0);
        bool aide = c != NONE && doc_is(d, c, "to") &&
                    is_kind(item_at(a, h), KINDS_ROLE);
        if (c != NONE && !aide && !links(a, c, item_at(a, at.beg)))
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
static void add_house(const struct actor *a, const struct kb_entry *en,
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

static void add_land(struct actor *a, const struct item *it, struct sight *s)
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

/* What the phrase says of whose the head is, from its own words. */
static void add_owners(struct actor *a, struct run r, uint32_t head,
                       const struct item *role, struct sight *s)
{
    const struct kb_entry *agent = NULL;
    struct sight aff = *s;
    aff.sector = NULL;
    bool house = false;
    for (uint32_t t = r.beg; t < r.end; t++) {
        const struct item *it = item_at(a, t);
        if (!it || it == role || !inside(it->at, r))
            continue;
        t = it->at.end - 1;
        if (!owns(a, it->at, r, head))
            continue;
        if (is_kind(it, KINDS_LAND)) {
            add_land(a, it, &aff);
            aff.owned = aff.owned || clitic(a->d, it->at.end);
        } else if (is_kind(it, KINDS_HOUSE)) {
            house = house || it->en->kind != KB_BODY;
            add_house(a, it->en, &aff);
        } else if (!agent && !(role && s->person && t > role->at.beg)) {
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
    s->sure = aff.sure;
    s->entry = aff.entry;
}

static void add_role(const struct actor *a, const struct item *role,
                     struct sight *s)
{
    s->sector = actor_str(a, role->en->sector);
    s->entry = s->role = role->en;
    s->via = VIA_ROLE;
    s->p = 0.9f;
}

/* "Former president": out of office, one of the elite. */
static void set_past(const struct actor *a, struct run r, struct sight *s)
{
    for (uint32_t t = r.beg; t < r.end; t++)
        s->past = s->past || is_use(a, t, "past");
    if (s->past && s->office.beg < s->office.end)
        s->sector = "ELI";
}

/* A phrase with a person's name. */
static void read_person(struct actor *a, struct run r, struct run name,
                        struct sight *s)
{
    s->name = name;
    s->person = true;
    s->via = VIA_LEXICON;
    s->p = 0.9f;
    const struct item *role = role_before(a, r, name.beg);
    if (role) {
        add_role(a, role, s);
        set_office(a, r, name.beg, role, s);
    }
    add_owners(a, r, doc_head_of(a->d, r), role, s);
    set_past(a, (struct run){r.beg, name.beg}, s);
}

static bool officelike(const struct item *it)
{
    return it->en->kind == KB_OFFICE || it->en->flag & KB_F_UNNAMED;
}

/* A phrase whose head is a role word. */
static void read_role(struct actor *a, struct run r, uint32_t head,
                      const struct item *role, struct sight *s)
{
    add_role(a, role, s);
    s->unnamed = role->en->flag & KB_F_UNNAMED;
    if (officelike(role))
        set_office(a, r, r.end, role, s);
    add_owners(a, r, head, role, s);
    set_past(a, (struct run){r.beg, head}, s);
}

/* A phrase whose head is a name in the lexicon. */
static void read_name(struct actor *a, struct run r, uint32_t head,
                      const struct item *it, struct sight *s)
{
    s->via = VIA_LEXICON;
    s->p = 0.95f;
    if (it->en->kind != KB_DEMONYM)
        s->name = it->at;
    if (is_kind(it, KINDS_LAND)) {
        add_land(a, it, s);
        s->sure = true;
        if (it->en->kind == KB_CAPITAL)
            s->sector = "GOV";
        return;
    }
    add_house(a, it->en, s);
    if (it->en->kind != KB_BODY && it->en->kind != KB_ORG)
        return;
    struct sight own = *s;
    s->sure = false;
    add_owners(a, r, head, it, s);
    s->sector = own.sector;
    if (!s->country)
        s->country = own.country;
    s->entry = own.entry;
}

/* The item at the head. A name of a state or a body is none when a role word
 * ends the phrase ("Sierra Leone rebels", "a Kremlin aide"). */
static const struct item *head_item(const struct actor *a, struct run r,
                                    uint32_t *head)
{
    const struct item *it = item_at(a, *head);
    const struct item *last = item_at(a, r.end - 1);
    if (it && !is_kind(it, KINDS_ROLE) && last != it &&
        is_kind(last, KINDS_ROLE)) {
        for (uint32_t t = it->at.end; t < last->at.beg; t++) {
            uint8_t upos = a->d->tag.row[t].upos;
            if (upos == UPOS_ADP || upos == UPOS_PUNCT ||
                upos == UPOS_VERB)
                return it;
        }
        *head = r.end - 1;
        return last;
    }
    return it && it->at.beg < r.end && it->at.end > r.beg ? it : NULL;
}

/* A name that the name table cut otherwise than the lexicon does. */
static bool by_spelling(const struct actor *a, struct run r, struct item *to)
{
    const unsigned kinds = KINDS_LAND | KINDS_HOUSE;
    while (r.beg + 1 < r.end && a->d->tag.row[r.beg].upos == UPOS_DET)
        r.beg++;
    struct kb_hit hit = kb_match_all(a->kb, a->d, r, kinds);
    const struct kb_entry *en = hit.n ? actor_choose(a, hit, kinds) : NULL;
    *to = (struct item){r, en, NULL};
    return en != NULL;
}

static bool has_side(const struct sight *s)
{
    static const char *const sides[] = {"REB", "PTY", "OPP", "PRM", "LAB",
                                        "REL", "BUS", "SOC", "JRN", "EDU"};
    for (size_t i = 0; s->sector && i < sizeof sides / sizeof *sides; i++) {
        if (!strcmp(s->sector, sides[i]))
            return true;
    }
    return !s->sector;
}

/* A body that no lexicon knows is a group by its own name. */
static void add_unknown_body(struct actor *a, struct run r, uint32_t head,
                             struct sight *s)
{
    const struct doc *d = a->d;
    for (uint32_t i = 0; i < d->name.n && !s->group && has_side(s); i++) {
        struct run at = d->name.row[i].at;
        if (d->name.row[i].type != NAME_ORG || !inside(at, r) ||
            a->person_of[at.beg] != NONE ||
            d->tag.row[doc_head_of(d, at)].upos != UPOS_PROPN ||
            (!has(at, head) && !owns(a, at, r, head)))
            continue;
        if (doc_is(d, at.beg, "the") && at.end > at.beg + 1)
            at.beg++;
        const struct item *it = item_at(a, at.beg);
        if (it && inside(at, it->at))
            continue;
        struct span b = doc_span(d, at);
        const char *text = arena_text(&a->w->mem, d->text + b.beg,
                                      b.end - b.beg);
        a->no_memory = a->no_memory || !text;
        s->group = text;
        if (s->name.beg >= s->name.end && has(at, head))
            s->name = at;
        if (s->via == VIA_NONE) {
            s->via = VIA_LEXICON;
            s->p = 0.5f;
        }
    }
}

/* The sighting by an apposition beside the phrase: "X, the minister". */
static void add_apposition(struct actor *a, struct run r, uint32_t head,
                           struct sight *s)
{
    const struct doc *d = a->d;
    uint32_t ap = doc_child(d, head, REL_APPOS, 0);
    if (ap == NONE)
        ap = doc_child(d, doc_head_of(d, r), REL_APPOS, 0);
    if (ap == NONE && s->person && s->name.beg < s->name.end)
        ap = doc_child(d, s->name.beg, REL_APPOS, 0);
    if (ap == NONE || has(r, ap))
        return;
    if (!s->person && a->person_of[ap] != NONE) {
        s->name = a->person.row[a->person_of[ap]];
        s->person = true;
        return;
    }
    const struct item *it = item_at(a, ap);
    if (!s->person || s->office.beg < s->office.end ||
        !is_kind(it, KINDS_ROLE) || !kb_str(a->kb, it->en->sector)[0])
        return;
    struct sight o = {.entry = NULL};
    struct run sub = doc_subtree(d, ap);
    if (sub.beg < r.end)
        sub.beg = ap > r.end ? r.end : ap;
    uint32_t end = it->at.end;
    read_role(a, (struct run){sub.beg, end > ap ? end : ap + 1}, ap, it, &o);
    s->sector = o.sector ? o.sector : s->sector;
    s->office = o.office;
    s->past = o.past;
    add_owners(a, sub, ap, it, s);
    s->via = VIA_ROLE;
    s->entry = o.entry;
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
        if (d->dep.row[t].head == noun && is_kind(item_at(a, t), KINDS_LAND) &&
            (rel == REL_AMOD || rel == REL_COMPOUND || rel == REL_NMOD) &&
            (c == NONE || is_use(a, c, "link")))
            return item_at(a, t);
    }
    return NULL;
}

/* What the tree hangs on the head behind the phrase: "a spokesman | for the
 * ministry", "rebels | in Chad". */
static void add_behind(struct actor *a, struct run r, uint32_t head,
                       struct sight *s)
{
    const struct doc *d = a->d;
    struct run all = doc_subtree(d, head);
    for (uint32_t t = r.end; t < all.end; t++) {
        if (d->dep.row[t].head != head || d->dep.row[t].rel != REL_NMOD)
            continue;
        uint32_t c = doc_child(d, t, REL_CASE, 0);
        const struct item *it = item_at(a, t);
        if (c == NONE || !links(a, c, it) ||
            (s->person && doc_is(d, c, "in")))
            continue;
        if (!is_kind(it, KINDS_LAND | KINDS_HOUSE))
            it = land_of(a, t);
        if (is_kind(it, KINDS_LAND))
            add_land(a, it, s);
        else if (is_kind(it, KINDS_HOUSE))
            add_house(a, it->en, s);
    }
}

static bool nameless(const struct actor *a, uint32_t head)
{
    struct run all = doc_subtree(a->d, head);
    for (uint32_t t = all.beg; t < all.end; t++) {
        if (is_use(a, t, "unnamed"))
            return true;
        if (doc_is(a->d, t, "named") && t > all.beg + 1 &&
            doc_child(a->d, t, REL_AUX, 0) != NONE)
            return true;
    }
    return false;
}

/* A phrase that ran into its verb ("Tripoli rejected") without it; moves
 * the head to the verb's subject. */
static struct run without_verb(const struct doc *d, struct run r,
                               uint32_t *head)
{
    uint32_t sub = doc_child(d, *head, REL_NSUBJ, 0);
    if (sub != NONE && sub >= r.beg && sub < *head && *head + 1 == r.end &&
        d->tag.row[sub].upos == UPOS_PROPN &&
        d->tok.row[*head].shape == SHAPE_LOWER) {
        r.end = *head;
        *head = sub;
    }
    return r;
}

void actor_phrase(struct actor *a, uint32_t m, struct sight *s)
{
    const struct doc *d = a->d;
    const struct mention *mn = &d->mention.row[m];
    uint32_t head = mn->head;
    struct run r = without_verb(d, mn->at, &head);
    struct run name = person_in(a, r, head);
    if (mn->kind == MENTION_PRONOUN && r.end == r.beg + 1 &&
        !item_at(a, r.beg) && a->person_of[r.beg] == NONE)
        return;
    const struct item *it = head_item(a, r, &head);
    if (name.beg >= name.end)
        name = behind_title(a, r);
    struct item spelled;
    if (name.beg >= name.end && !it && by_spelling(a, r, &spelled))
        it = &spelled;
    if (name.beg < name.end) {
        read_person(a, r, name, s);
    } else if (is_kind(it, KINDS_ROLE)) {
        read_role(a, r, head, it, s);
    } else if (it) {
        read_name(a, r, head, it, s);
    } else {
        add_owners(a, r, head, NULL, s);
        if (s->country || s->group) {
            s->via = VIA_LEXICON;
            s->p = 0.7f;
        }
    }
    add_apposition(a, r, head, s);
    add_unknown_body(a, r, head, s);
    if (!s->sure && (s->person || is_kind(it, KINDS_ROLE)))
        add_behind(a, r, head, s);
    if (s->unnamed || is_kind(it, KINDS_ROLE))
        s->unnamed = s->unnamed || nameless(a, head);
}
