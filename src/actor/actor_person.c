/* Who a name means: all terms under the name are gathered, those that hold on
 * the day of the document come first, then the highest rank of office; two
 * people who tie are both named, none is chosen. */
#include "actor/actor_in.h"

#include <string.h>

enum { NEAR = 366, MAX_RANK = 3 };

/* How a term stands to the day of the document. */
enum tense { TERM_LATER, TERM_PAST, TERM_NEAR, TERM_NOW };

struct pick {
    const struct kb_entry *en, *rival;
    enum tense tense;
    int rank;
};

static enum tense tense_of(const struct kb_entry *en, day_no day)
{
    if (kb_valid(en, day))
        return TERM_NOW;
    bool snapshot = en->from != NO_DAY && en->from == en->to;
    if (snapshot && day >= en->from - NEAR && day <= en->to + NEAR)
        return TERM_NEAR;
    return en->to != NO_DAY && day > en->to ? TERM_PAST : TERM_LATER;
}

/* The rank of an office, by its whole words before "of" or "and" too. */
static int rank_of(const struct actor *a, const struct kb_entry *en)
{
    char low[KB_NAME_MAX];
    const char *office = kb_str(a->kb, en->office);
    size_t n = 0;
    for (; office[n] && n + 1 < sizeof low; n++)
        low[n] = office[n] >= 'A' && office[n] <= 'Z'
                     ? (char)(office[n] + 32) : office[n];
    low[n] = '\0';
    const char *rank = kb_get(a->kb, "office_ranks", low, 1);
    return rank ? *rank - '0' : 1;
}

static bool same_person(const struct actor *a, const struct kb_entry *x,
                        const struct kb_entry *y)
{
    return x->country == y->country &&
           !strcmp(kb_str(a->kb, x->name), kb_str(a->kb, y->name));
}

/* The same name written with and without its middle part. */
static bool alike(const struct actor *a, const struct kb_entry *x,
                  const struct kb_entry *y)
{
    return same_person(a, x, y) ||
           (x->country == y->country && x->sector == y->sector);
}

static void consider(const struct actor *a, const struct kb_entry *en,
                     bool surname, struct pick *p)
{
    enum tense tense = tense_of(en, a->d->day);
    int rank = rank_of(a, en);
    if (surname && (tense < TERM_NEAR || rank < 2))
        return;
    bool over = !p->en || tense > p->tense ||
                (tense == p->tense && rank > p->rank) ||
                (tense == p->tense && rank == p->rank &&
                 tense == TERM_PAST && en->to > p->en->to &&
                 alike(a, en, p->en));
    bool tie = p->en && tense == p->tense && rank == p->rank;
    if (over) {
        p->en = en;
        p->tense = tense;
        p->rank = rank;
        if (!tie)
            p->rival = NULL;
    } else if (tie && !alike(a, en, p->en)) {
        p->rival = en;
    }
}

/* True when the document speaks of that country anywhere. */
static bool spoken_of(const struct actor *a, const char *country)
{
    for (uint32_t i = 0; i < a->item.n; i++) {
        const struct kb_entry *en = a->item.row[i].en;
        if (((KINDS_LAND | KINDS_HOUSE) >> en->kind & 1) &&
            !strcmp(kb_str(a->kb, en->country), country))
            return true;
    }
    return false;
}

static struct pick search(const struct actor *a, struct run name, bool surname,
                          const char *country)
{
    const unsigned person = 1u << KB_PERSON;
    struct pick p = {.en = NULL};
    struct kb_hit hit = kb_match_all(a->kb, a->d, name, person);
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = &a->kb->entry[a->kb->form[f].entry];
        const char *own = kb_str(a->kb, en->country);
        if (a->kb->form[f].surname != surname ||
            !kb_pass(a->kb, a->d, hit.at, f, person))
            continue;
        if (country ? strcmp(own, country) != 0
                    : surname && !spoken_of(a, own))
            continue;
        consider(a, en, surname, &p);
    }
    return p;
}

/* Whose the person is: a state's, or a group's that may have none. */
static void take_side(const struct actor *a, const struct kb_entry *en,
                      struct sight *s)
{
    const char *country = actor_str(a, en->country);
    const char *sector = kb_str(a->kb, en->sector);
    bool armed = !strcmp(sector, "REB") || !strcmp(sector, "PRE");
    s->group = actor_str(a, en->group);
    if ((s->group && armed) || (country && !strcmp(country, "IMG")))
        s->home = country;
    else
        s->country = country;
}

static void take(const struct actor *a, const struct pick *p, struct sight *s)
{
    const struct kb_entry *en = p->en;
    bool holds = p->tense >= TERM_NEAR;
    s->entry = s->via == VIA_ROLE && s->entry ? s->entry : en;
    if (s->via == VIA_NONE)
        s->via = VIA_LEXICON;
    s->p = p->tense == TERM_NOW ? 0.95f : 0.7f;
    if (p->rival) {
        s->rival = actor_str(a, p->rival->country);
        if (p->rival->country != en->country)
            return;
    }
    if (!s->country && !s->group)
        take_side(a, en, s);
    if (s->office.beg < s->office.end || s->sector)
        return;
    if (p->tense == TERM_LATER)
        return;
    s->sector = holds ? actor_str(a, en->sector) : "ELI";
    s->held = actor_str(a, en->office);
    s->past = !holds;
}

void actor_person(const struct actor *a, struct run name, bool surname,
                  struct sight *s)
{
    bool one = name.end - name.beg == 1;
    struct pick p = search(a, name, false, s->country);
    if (!p.en && !one && s->country && !s->sure) {
        p = search(a, name, false, NULL);
        if (p.en && p.tense >= TERM_NEAR)
            s->country = NULL;
        else
            p.en = NULL;
    }
    if (!p.en && surname) {
        p = search(a, name, true, s->country);
        s->surname = p.en != NULL;
    }
    if (p.en)
        take(a, &p, s);
}
