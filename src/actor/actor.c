#include "actor/actor_in.h"

#include <stdio.h>
#include <string.h>

#include "link/link.h"

static bool empty(struct run r)
{
    return r.beg >= r.end;
}

/* "A member of | its team": the word at t owns what `head` is of. */
static bool of_own(const struct doc *d, uint32_t t, uint32_t head)
{
    uint32_t up = d->dep.row[t].head;
    uint32_t of = up == NONE ? NONE : doc_child(d, up, REL_CASE, 0);
    return of != NONE && doc_is(d, of, "of") && d->dep.row[up].head == head;
}

/* Whose a possessive pronoun or noun inside the phrase is: "its envoy". "His
 * Polish counterpart" is another state's, in the same service. */
static void add_possessor(struct actor *a, uint32_t m, struct sight *s)
{
    const struct doc *d = a->d;
    struct run r = d->mention.row[m].at;
    bool peer = !strcmp(actor_word(a, d->mention.row[m].head), "peer");
    for (uint32_t i = m + 1; i < d->mention.n; i++) {
        const struct mention *p = &d->mention.row[i];
        if (p->at.beg >= r.end)
            break;
        bool inner = p->at.end <= r.end && p->head != d->mention.row[m].head;
        if (!inner || d->dep.row[p->head].rel != REL_NMOD)
            continue;
        bool front = p->at.end <= d->mention.row[m].head ||
                     of_own(d, p->head, d->mention.row[m].head);
        const struct sight *o = front ? actor_sight(a, i) : NULL;
        if (peer && o && !s->sector)
            s->sector = o->sector;
        if (s->sure)
            continue;
        if (!o || (!o->country && !o->group))
            continue;
        s->country = o->country;
        s->home = o->home;
        s->group = o->group;
        s->sure = true;
        s->via = VIA_COREFERENCE;
        s->p = 0.8f * o->p;
        if (!s->sector)
            s->sector = o->sector;
    }
}

/* "We" of a body's own paper is that body. */
static void take_voice(const struct actor *a, uint32_t m, struct sight *s)
{
    const char *use = actor_word(a, a->d->mention.row[m].head);
    if (!a->voice || strcmp(use, "voice"))
        return;
    s->country = actor_str(a, a->voice->country);
    s->sector = actor_str(a, a->voice->sector);
    s->group = actor_str(a, a->voice->group);
    s->entry = a->voice;
    s->via = VIA_NOMINAL;
    s->p = 0.6f;
}

/* A pronoun is all that its chain is. */
static void take_all(const struct sight *o, float p, struct sight *s)
{
    *s = *o;
    s->via = VIA_COREFERENCE;
    s->p = p * o->p;
}

/* A name or a noun takes what it lacks. */
static void take_rest(const struct sight *o, float p, bool proper,
                      struct sight *s)
{
    bool bare = !s->country && !s->group;
    if ((bare || s->surname || (!s->sure && proper)) &&
        (o->country || o->group)) {
        s->country = o->country;
        s->home = o->home;
        s->group = o->group;
        s->rival = o->rival;
        s->sure = o->sure;
        s->via = VIA_COREFERENCE;
        s->p = p * o->p;
        if (o->entry && !s->entry)
            s->entry = o->entry;
    }
    if ((!s->sector || s->surname) && o->sector)
        s->sector = o->sector;
    if (empty(s->office) && (!s->held || s->surname)) {
        s->office = o->office;
        s->held = o->held;
        s->past = o->past;
    }
    if ((empty(s->name) && (o->person || !s->role)) || (proper && o->person)) {
        s->name = o->name;
        s->person = s->person || o->person;
    }
}

static bool has_state_role(const struct sight *s)
{
    static const char *const roles[] = {
        "GOV", "GOV MIL", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "REB",
        "PTY", "PRM", "LAB", "REL", "AGR", "BUS"
    };
    for (size_t i = 0; s->sector && i < sizeof roles / sizeof *roles; i++) {
        if (!strcmp(s->sector, roles[i]))
            return true;
    }
    return false;
}

/* A group that needs no country: an armed one, a body of states. */
static bool bodyless(const struct sight *s)
{
    return s->group && s->entry && (s->entry->kind == KB_GROUP ||
                                    s->entry->kind == KB_IGO);
}

/* A side of its own: rebels, opposition, clergy of a country. */
static void role_group(const struct actor *a, struct sight *s)
{
    if (s->group || !s->sector || s->person)
        return;
    const char *use = kb_get(a->kb, "actor_words", s->sector, 1);
    if (use && !strcmp(use, "group"))
        s->group = s->sector;
}

/* "The secretary of state" is the one who was called so before. */
static void same_office(struct actor *a, uint32_t m, struct sight *s)
{
    const struct doc *d = a->d;
    const struct mention *mn = &d->mention.row[m];
    if (!s->role || s->role->kind != KB_OFFICE || s->person ||
        mn->kind == MENTION_PRONOUN || !doc_is(d, mn->at.beg, "the"))
        return;
    for (uint32_t i = m; i-- > 0;) {
        const struct sight *o = &a->sight[i];
        if (a->state[i] != SIGHT_DONE || o->role != s->role || !o->person ||
            (s->sure && s->country && o->country &&
             strcmp(s->country, o->country)))
            continue;
        take_rest(o, 0.8f, false, s);
        return;
    }
}

static void resolve(struct actor *a, uint32_t m, struct sight *s)
{
    const struct doc *d = a->d;
    const struct mention *mn = &d->mention.row[m];
    actor_phrase(a, m, s);
    add_possessor(a, m, s);
    uint32_t c = mn->chain != m ? mn->chain : mn->antecedent;
    const struct sight *o =
        c != NONE && c < d->mention.n ? actor_sight(a, c) : NULL;
    bool pronoun = mn->kind == MENTION_PRONOUN;
    if (o && pronoun && empty(s->name))
        take_all(o, mn->p, s);
    else if (o && !s->sure)
        take_rest(o, mn->p, mn->kind == MENTION_NAME, s);
    else if (o && empty(s->name) && o->person)
        s->name = o->name, s->person = true;
    if (!o)
        same_office(a, m, s);
    if (pronoun && !s->country && !s->group)
        take_voice(a, m, s);
    if (s->person && !empty(s->name))
        actor_person(a, s->name, !s->country && !s->group, s);
    else if (mn->kind == MENTION_NAME && !s->country && !s->group &&
             s->via == VIA_NONE)
        actor_person(a, mn->at, mn->at.end == mn->at.beg + 1, s);
    if (!s->country && !s->home && !s->rival && !bodyless(s) && !s->people &&
        (has_state_role(s) || (s->person && !s->sector) ||
         (s->entry && s->entry->flag & KB_F_INHERIT)))
        actor_context(a, mn->at, s);
    role_group(a, s);
}

const struct sight *actor_sight(struct actor *a, uint32_t m)
{
    if (a->state[m] == SIGHT_OPEN)
        return NULL;
    if (a->state[m] == SIGHT_NEW) {
        struct sight s = {.via = VIA_NONE};
        a->state[m] = SIGHT_OPEN;
        resolve(a, m, &s);
        a->sight[m] = s;
        a->state[m] = SIGHT_DONE;
    }
    return &a->sight[m];
}

static str_id put(struct actor *a, const char *s, size_t n)
{
    if (!s || !n)
        return 0;
    str_id id = doc_str(a->d, s, n);
    if (!id)
        a->no_memory = true;
    return id;
}

static str_id put_z(struct actor *a, const char *s)
{
    return s ? put(a, s, strlen(s)) : 0;
}

static str_id put_run(struct actor *a, struct run r)
{
    struct span s = doc_span(a->d, r);
    return empty(r) ? 0 : put(a, a->d->text + s.beg, s.end - s.beg);
}

/* Country and sectors in one word: "USAGOV", "PSEREB". */
static str_id put_code(struct actor *a, const struct sight *s)
{
    const char *country = s->country ? s->country : s->home;
    str_id id = link_actor_code(a->d, country, s->sector);
    bool some = (country && *country) || (s->sector && *s->sector);
    a->no_memory = a->no_memory || (!id && some);
    return id;
}

static str_id put_office(struct actor *a, const struct sight *s)
{
    static const char former[] = "former ";
    char text[160];
    if (!empty(s->office))
        return put_run(a, s->office);
    if (!s->held)
        return 0;
    int n = snprintf(text, sizeof text, "%s%s", s->past ? former : "",
                     s->held);
    size_t len = n < (int)sizeof text ? (size_t)n : sizeof text - 1;
    return put(a, text, len);
}

static void write_one(struct actor *a, const struct sight *s,
                      struct entity *t)
{
    char at[80] = "", role[80] = "";
    if (s->entry)
        kb_entry_at(a->kb, s->entry, at, sizeof at);
    if (s->role)
        kb_entry_at(a->kb, s->role, role, sizeof role);
    t->name = put_run(a, s->name);
    t->actor = put_code(a, s);
    t->country = put_z(a, s->country);
    t->group = put_z(a, s->group);
    t->sector = put_z(a, s->sector);
    t->office = put_office(a, s);
    t->ambiguous = put_z(a, s->rival);
    t->entry = put_z(a, at);
    t->role = put_z(a, role);
    t->anonymous = s->unnamed && !(s->person && !empty(s->name));
    t->via = s->via;
    if (t->actor && t->via == VIA_NONE)
        t->via = VIA_LEXICON;
    t->p = s->p;
}

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

enum rc actor_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e)
{
    uint32_t n = d->mention.n;
    struct actor a = {.kb = kb, .w = w, .d = d};
    a.sight = arena_get(&w->mem, (n + 1) * sizeof *a.sight);
    a.state = arena_get(&w->mem, n + 1);
    if (!a.sight || !a.state || !table_grow(&d->mem, &d->entity, n + 1))
        return no_memory(e);
    actor_scan(&a);
    if (!a.no_memory)
        actor_origin(&a);
    if (a.no_memory)
        return no_memory(e);
    for (uint32_t m = 0; m < n; m++)
        actor_sight(&a, m);
    for (uint32_t m = 0; m < n && !a.no_memory; m++) {
        struct entity t = {.p = 0};
        write_one(&a, &a.sight[m], &t);
        d->entity.row[d->entity.n++] = t;
    }
    return a.no_memory ? no_memory(e) : OK;
}
