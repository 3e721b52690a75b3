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

#include <string.h>

/* The person's name that the phrase is called by: the one at its head, else
 * the last one that is no possessor and hangs on no preposition. */
static struct run person_in(const struct actor *a, struct run r, uint32_t head)
{
    const struct doc *d = a->d;
    if (a->person_of[head] != NONE) {
        struct run at = a->person.row[a->person_of[head]];
        if (actor_inside(at, r) || actor_inside(r, at))
            return at;
    }
    struct run found = {0, 0};
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (a->person_of[t] == NONE)
            continue;
        struct run at = a->person.row[a->person_of[t]];
        t = at.end - 1;
        uint32_t h = doc_head_of(d, at);
        if (!actor_inside(at, r) || doc_child(d, h, REL_CASE, 0) != NONE ||
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
        const struct item *it = actor_item(a, i);
        if (!actor_kind(it, KINDS_ROLE) || it->at.end > t || it == last)
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
        if (a->d->tag.row[t].upos != UPOS_PROPN || actor_item(a, t))
            return (struct run){0, 0};
    }
    return n;
}

/* Words before the office that are not part of it: articles, states, whose. */
static uint32_t skip_owner(const struct actor *a, struct run r)
{
    const struct doc *d = a->d;
    uint32_t t = r.beg;
    while (t < r.end) {
        const struct item *it = actor_item(a, t);
        uint8_t upos = d->tag.row[t].upos;
        if (actor_kind(it, KINDS_LAND) && it->at.beg == t)
            t = it->at.end;
        else if (upos == UPOS_DET || upos == UPOS_PRON || upos == UPOS_NUM ||
                 upos == UPOS_PUNCT || actor_clitic(d, t) ||
                 actor_is(a, t, "unnamed"))
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
        s->past = s->past || actor_is(a, t, "past");
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
    actor_add_owners(a, r, doc_head_of(a->d, r), role, s);
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
    actor_add_owners(a, r, head, role, s);
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
    if (actor_kind(it, KINDS_LAND)) {
        actor_add_land(a, it, s);
        s->sure = true;
        if (it->en->kind == KB_CAPITAL)
            s->sector = "GOV";
        return;
    }
    actor_add_house(a, it->en, s);
    if (it->en->kind != KB_BODY && it->en->kind != KB_ORG)
        return;
    struct sight own = *s;
    s->sure = false;
    actor_add_owners(a, r, head, it, s);
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
    const struct item *it = actor_item(a, *head);
    const struct item *last = actor_item(a, r.end - 1);
    if (it && !actor_kind(it, KINDS_ROLE) && last != it &&
        actor_kind(last, KINDS_ROLE)) {
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
        if (d->name.row[i].type != NAME_ORG || !actor_inside(at, r) ||
            a->person_of[at.beg] != NONE ||
            d->tag.row[doc_head_of(d, at)].upos != UPOS_PROPN ||
            (!actor_has(at, head) && !actor_owns(a, at, r, head)))
            continue;
        if (doc_is(d, at.beg, "the") && at.end > at.beg + 1)
            at.beg++;
        const struct item *it = actor_item(a, at.beg);
        if (it && actor_inside(at, it->at))
            continue;
        struct span b = doc_span(d, at);
        const char *text = arena_text(&a->w->mem, d->text + b.beg,
                                      b.end - b.beg);
        a->no_memory = a->no_memory || !text;
        s->group = text;
        if (s->name.beg >= s->name.end && actor_has(at, head))
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
    if (ap == NONE || actor_has(r, ap))
        return;
    if (!s->person && a->person_of[ap] != NONE) {
        s->name = a->person.row[a->person_of[ap]];
        s->person = true;
        return;
    }
    const struct item *it = actor_item(a, ap);
    if (!s->person || s->office.beg < s->office.end ||
        !actor_kind(it, KINDS_ROLE) || !kb_str(a->kb, it->en->sector)[0])
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
    actor_add_owners(a, sub, ap, it, s);
    s->via = VIA_ROLE;
    s->entry = o.entry;
}

static bool nameless(const struct actor *a, uint32_t head)
{
    struct run all = doc_subtree(a->d, head);
    for (uint32_t t = all.beg; t < all.end; t++) {
        if (actor_is(a, t, "unnamed"))
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
        !actor_item(a, r.beg) && a->person_of[r.beg] == NONE)
        return;
    const struct item *it = head_item(a, r, &head);
    if (name.beg >= name.end)
        name = behind_title(a, r);
    struct item spelled;
    if (name.beg >= name.end && !it && by_spelling(a, r, &spelled))
        it = &spelled;
    if (name.beg < name.end) {
        read_person(a, r, name, s);
    } else if (actor_kind(it, KINDS_ROLE)) {
        read_role(a, r, head, it, s);
    } else if (it) {
        read_name(a, r, head, it, s);
    } else {
        actor_add_owners(a, r, head, NULL, s);
        if (s->country || s->group) {
            s->via = VIA_LEXICON;
            s->p = 0.7f;
        }
    }
    add_apposition(a, r, head, s);
    add_unknown_body(a, r, head, s);
    if (!s->sure && (s->person || actor_kind(it, KINDS_ROLE)))
        actor_add_behind(a, r, head, s);
    if (s->unnamed || actor_kind(it, KINDS_ROLE))
        s->unnamed = s->unnamed || nameless(a, head);
}
