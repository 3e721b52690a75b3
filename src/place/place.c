#include "place/place.h"

#include <stdlib.h>
#include <string.h>

#define KINDS_STATE (1u << KB_COUNTRY | 1u << KB_DEMONYM)
#define KINDS_POINT (1u << KB_CAPITAL | 1u << KB_CITY)
#define KINDS_PLACE (1u << KB_COUNTRY | 1u << KB_REGION | KINDS_POINT | \
                     1u << KB_BODY)
enum { MAX_STATE = 64 };

/* The states that a document names, by how often. */
struct states {
    uint32_t code[MAX_STATE], count[MAX_STATE], n;
};

struct finder {
    const struct kb *kb;
    struct doc *d;
    struct states *states;
};

/* What is known of one phrase. */
struct found {
    const struct kb_entry *point, *region, *state, *house; /* or NULL */
    struct run at_point, at_region, at_state, at_house;
};

static void count_state(struct states *s, uint32_t code)
{
    uint32_t i = 0;
    while (i < s->n && s->code[i] != code)
        i++;
    if (i == MAX_STATE)
        return;
    if (i == s->n) {
        s->code[s->n] = code;
        s->count[s->n++] = 0;
    }
    s->count[i]++;
}

static void count_states(struct finder *x)
{
    const struct doc *d = x->d;
    for (uint32_t t = 0; t < d->tok.n;) {
        if (d->tag.row[t].upos != UPOS_PROPN &&
            d->tag.row[t].upos != UPOS_ADJ) {
            t++;
            continue;
        }
        struct kb_hit hit = kb_match(x->kb, d, t, d->tok.n, KINDS_STATE);
        if (hit.n)
            count_state(x->states,
                        x->kb->entry[x->kb->form[hit.form].entry].country);
        t = hit.n ? hit.at.end : t + 1;
    }
}

static uint32_t spoken_of(const struct finder *x, uint32_t code)
{
    for (uint32_t i = 0; i < x->states->n; i++) {
        if (x->states->code[i] == code)
            return x->states->count[i];
    }
    return 0;
}

/* True when x is the better reading of one spelling. */
static bool better(const struct finder *f, const struct kb_entry *x,
                   const struct kb_entry *y, uint32_t state)
{
    if ((x->country == state) != (y->country == state))
        return x->country == state;
    bool sx = x->kind == KB_COUNTRY, sy = y->kind == KB_COUNTRY;
    if (sx != sy)
        return sx;
    uint32_t nx = spoken_of(f, x->country), ny = spoken_of(f, y->country);
    if ((nx > 0) != (ny > 0))
        return nx > 0;
    if (x->located != y->located)
        return x->located;
    return x->people > y->people;
}

static const struct kb_entry *choose(const struct finder *x,
                                     struct kb_hit hit, uint32_t state)
{
    const struct kb_entry *best = NULL;
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = &x->kb->entry[x->kb->form[f].entry];
        if (kb_pass(x->kb, x->d, hit.at, f, KINDS_PLACE) &&
            (!best || better(x, en, best, state)))
            best = en;
    }
    return best;
}

/* The state named in the phrase or right behind its comma; 0 is none. */
static uint32_t state_in(const struct finder *x, struct run r)
{
    const struct doc *d = x->d;
    uint32_t end = r.end;
    while (end < d->tok.n && end < r.end + 6 &&
           (doc_is(d, end, ",") || d->tag.row[end].upos == UPOS_PROPN ||
            doc_is(d, end, "in")))
        end++;
    for (uint32_t t = r.beg; t < end; t++) {
        struct kb_hit hit = kb_match(x->kb, d, t, end, 1u << KB_COUNTRY |
                                                       1u << KB_REGION |
                                                       1u << KB_DEMONYM);
        if (!hit.n)
            continue;
        const struct kb_entry *en =
            &x->kb->entry[x->kb->form[hit.form].entry];
        bool whole = hit.at.beg == r.beg && hit.at.end == r.end;
        if (en->country && !whole && kb_str(x->kb, en->country)[0])
            return en->country;
    }
    return 0;
}

static void look(const struct finder *x, struct run r, struct found *f)
{
    uint32_t state = state_in(x, r);
    for (uint32_t t = r.beg; t < r.end;) {
        struct kb_hit hit = kb_match(x->kb, x->d, t, r.end, KINDS_PLACE);
        const struct kb_entry *en = hit.n ? choose(x, hit, state) : NULL;
        if (!en) {
            t++;
            continue;
        }
        if ((KINDS_POINT >> en->kind & 1) && !f->point) {
            f->point = en;
            f->at_point = hit.at;
        } else if (en->kind == KB_REGION && !f->region) {
            f->region = en;
            f->at_region = hit.at;
        } else if (en->kind == KB_COUNTRY && !f->state) {
            f->state = en;
            f->at_state = hit.at;
        } else if (en->kind == KB_BODY && !f->house) {
            f->house = en;
            f->at_house = hit.at;
        }
        t = hit.at.end;
    }
}

/* Precision by a noun of the phrase ("province", "airport"); -1 unknown. */
static int noun_precision(const struct finder *x, struct run r)
{
    static const char *const names[] = {"country", "region", "city", "site"};
    int found = -1;
    for (uint32_t t = r.beg; t < r.end; t++) {
        char low[32];
        if (!doc_low(x->d, t, low, sizeof low))
            continue;
        const char *p = kb_get(x->kb, "place_words", low, 1);
        int k = p ? label_find(names, 4, p) : -1;
        found = k > found ? k : found;
    }
    return found;
}

static str_id put_z(struct finder *x, const char *s, bool *ok)
{
    size_t n = strlen(s);
    str_id id = n ? doc_str(x->d, s, n) : 0;
    *ok = *ok && (id || !n);
    return id;
}

static str_id put_run(struct finder *x, struct run r, bool *ok)
{
    struct span s = doc_span(x->d, r);
    str_id id = s.end > s.beg ? doc_str(x->d, x->d->text + s.beg,
                                        s.end - s.beg) : 0;
    *ok = *ok && (id || s.end == s.beg);
    return id;
}

/* The name part of a phrase the lexicon does not know: its capital words. */
static struct run name_part(const struct doc *d, struct run r)
{
    struct run n = {r.end, r.end};
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (d->tag.row[t].upos == UPOS_PROPN)
            n.beg = n.beg == r.end ? t : n.beg;
        else if (n.beg < r.end)
            return (struct run){n.beg, t};
    }
    return n;
}

/* The same spelling among towns, for the degrees of a capital. */
static const struct kb_entry *town_of(const struct finder *x, struct run r,
                                      uint32_t country)
{
    struct kb_hit hit = kb_match_all(x->kb, x->d, r, 1u << KB_CITY);
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = &x->kb->entry[x->kb->form[f].entry];
        if (en->kind == KB_CITY && en->country == country)
            return en;
    }
    return NULL;
}

static bool fill(struct finder *x, struct run r, struct place *p)
{
    struct found f = {.point = NULL};
    char at[80] = "";
    bool ok = true;
    look(x, r, &f);
    const struct kb_entry *en = f.point    ? f.point
                                : f.region ? f.region
                                : f.state  ? f.state
                                           : f.house;
    struct run name = f.point    ? f.at_point
                      : f.region ? f.at_region
                      : f.state  ? f.at_state
                      : f.house  ? f.at_house
                                 : name_part(x->d, r);
    int noun = noun_precision(x, r);
    p->precision = f.point    ? PLACE_CITY
                   : f.region ? PLACE_REGION
                   : f.state  ? PLACE_COUNTRY
                   : f.house  ? PLACE_SITE
                              : PLACE_CITY;
    if (!en && noun >= 0)
        p->precision = (uint8_t)noun;
    const struct kb_entry *town =
        f.point && !f.point->located ? town_of(x, name, f.point->country)
                                     : NULL;
    if (town)
        en = town;
    uint32_t country = en ? en->country : state_in(x, r);
    if (!en && !country && noun != PLACE_COUNTRY && name.beg < name.end &&
        x->states->n == 1)
        country = x->states->code[0]; /* the only state spoken of */
    if (en && !kb_str(x->kb, en->country)[0] && f.state)
        country = f.state->country;
    if (en)
        kb_entry_at(x->kb, en, at, sizeof at);
    p->name = put_run(x, name, &ok);
    p->country = put_z(x, country ? kb_str(x->kb, country) : "", &ok);
    p->entry = put_z(x, at, &ok);
    p->located = en && en->located;
    p->lat = p->located ? en->lat : 0;
    p->lon = p->located ? en->lon : 0;
    return ok;
}

static enum rc put(struct finder *x, struct run r, struct err *e)
{
    struct place p = {.at = r};
    if (!fill(x, r, &p) || !table_put(&x->d->mem, &x->d->place, p))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->at.beg != y->at.beg)
        return x->at.beg < y->at.beg ? -1 : 1;
    return (x->at.end < y->at.end) - (x->at.end > y->at.end);
}

/* Sorts the rows and drops all but the first of equal runs. */
static void settle(struct doc *d)
{
    uint32_t n = 0;
    if (d->place.n)
        qsort(d->place.row, d->place.n, sizeof *d->place.row, by_place);
    for (uint32_t i = 0; i < d->place.n; i++) {
        if (!n || by_place(&d->place.row[n - 1], &d->place.row[i]))
            d->place.row[n++] = d->place.row[i];
    }
    d->place.n = n;
}

/* False for a name of people or of a group, and for words without a name. */
static bool is_place(const struct finder *x, struct run r)
{
    const unsigned other = 1u << KB_DEMONYM | 1u << KB_GROUP | 1u << KB_IGO;
    bool named = false;
    for (uint32_t t = r.beg; t < r.end; t++)
        named = named || x->d->tag.row[t].upos == UPOS_PROPN;
    if (kb_match_all(x->kb, x->d, r, KINDS_PLACE).n)
        return true;
    return named && !kb_match_all(x->kb, x->d, r, other).n;
}

enum rc place_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e)
{
    struct finder x = {.kb = kb, .d = d};
    x.states = arena_get(&w->mem, sizeof *x.states);
    if (!x.states)
        return err_set(e, E_NOMEM, 0, "out of memory");
    if (!kb)
        return OK;
    count_states(&x);
    for (uint32_t i = 0; i < d->arg.n; i++) {
        if (d->arg.row[i].role == ROLE_PLACE)
            TRY(put(&x, d->arg.row[i].at, e));
    }
    for (uint32_t i = 0; i < d->name.n; i++) {
        if (d->name.row[i].type == NAME_LOC && is_place(&x, d->name.row[i].at))
            TRY(put(&x, d->name.row[i].at, e));
    }
    settle(d);
    return OK;
}
