#include "place/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place/place_in.h"

/* What is known of one phrase: the first of its names of each rank. */
struct found {
    const struct kb_entry *point, *region, *state, *house; /* or NULL */
    struct run at_point, at_region, at_state, at_house;
    struct choice choice; /* that gave the point */
};

static void keep(struct found *f, const struct kb_entry *en, struct run at)
{
    const struct kb_entry **to = KINDS_POINT >> en->kind & 1 ? &f->point
                                 : en->kind == KB_REGION     ? &f->region
                                 : en->kind == KB_COUNTRY    ? &f->state
                                                             : &f->house;
    struct run *where = to == &f->point    ? &f->at_point
                        : to == &f->region ? &f->at_region
                        : to == &f->state  ? &f->at_state
                                           : &f->at_house;
    if (*to)
        return;
    *to = en;
    *where = at;
}

static void look(const struct finder *x, struct run r,
                 const struct states *named, struct found *f)
{
    for (uint32_t t = r.beg; t < r.end;) {
        struct kb_hit hit = kb_match(x->kb, x->d, t, r.end, KINDS_PLACE);
        struct choice c = {.en = NULL};
        bool side = hit.n && (place_border(x, r, hit.at) ||
                              place_abroad(x, hit.at.end - 1, r.end));
        if (hit.n && !side)
            c = place_choose(x, hit, named);
        if (!hit.n) {
            t++;
            continue;
        }
        if (c.en && !f->point && (KINDS_POINT >> c.en->kind & 1))
            f->choice = c;
        if (c.en)
            keep(f, c.en, hit.at);
        t = hit.at.end;
    }
}

/* The finest precision that a noun of the phrase beside the name tells; -1
 * unknown. */
static int noun_precision(const struct finder *x, struct run r,
                          struct run name)
{
    int found = -1;
    for (uint32_t t = r.beg; t < r.end; t++) {
        int k = name.beg <= t && t < name.end ? -1 : place_word(x, t);
        found = k > found ? k : found;
    }
    return found;
}

/* True when the town's name stands for its region: "Kayseri Province", "the
 * province of Bingöl". */
static bool names_region(const struct finder *x, struct run r, struct run at)
{
    const struct doc *d = x->d;
    if (at.end < r.end && place_word(x, at.end) == PLACE_REGION &&
        d->tag.row[at.end].upos != UPOS_ADJ)
        return true;
    return at.beg >= r.beg + 2 && doc_is(d, at.beg - 1, "of") &&
           place_word(x, at.beg - 2) == PLACE_REGION;
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

/* Where the chosen entry's rivals are: "cities.tsv:7 CAN cities.tsv:9 USA". */
static str_id put_rivals(struct finder *x, const struct choice *c, bool *ok)
{
    char text[MAX_OTHER * 60] = "", at[48];
    size_t n = 0;
    for (uint32_t i = 0; i < c->n_other; i++) {
        kb_entry_at(x->kb, c->other[i], at, sizeof at);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s %.4s",
                              n ? " " : "", at,
                              kb_str(x->kb, c->other[i]->country));
    }
    return put_z(x, text, ok);
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

/* True for a phrase that means the state which the report is about. */
static bool is_the_country(const struct finder *x, struct run r)
{
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (place_word(x, t) == PLACE_COUNTRY || doc_is(x->d, t, "capital"))
            return true;
    }
    return false;
}

/* The state of a phrase without a known name: one that it names, else the
 * only one that the document, or its sentence, speaks of; 0 is none. */
static uint32_t state_of(const struct finder *x, struct run r,
                         struct run name, const struct states *named)
{
    if (named->n)
        return named->code[0];
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (doc_is(x->d, t, "border") || doc_is(x->d, t, "borders"))
            return 0;
    }
    bool unnamed = name.beg == name.end;
    if (unnamed && !is_the_country(x, r))
        return 0;
    if (x->states->n == 1 || unnamed)
        return x->states->n == 1 ? x->states->code[0] : 0;
    struct states here;
    place_spoken(x, x->d->sent.row[x->d->sent_of.row[r.beg]], &here);
    return here.n == 1 ? here.code[0] : 0;
}

/* What names the place, and how fine it is. */
static const struct kb_entry *settle_on(const struct finder *x, struct run r,
                                        const struct found *f,
                                        struct run *name, uint8_t *precision)
{
    int noun = noun_precision(x, r, f->at_state);
    if (f->point) {
        *name = f->at_point;
        *precision = names_region(x, r, f->at_point) ? PLACE_REGION
                                                     : PLACE_CITY;
        return f->point;
    }
    if (f->region) {
        *name = f->at_region;
        *precision = PLACE_REGION;
        return f->region;
    }
    if (f->state) {
        *name = f->at_state;
        *precision = noun == PLACE_REGION ? PLACE_REGION : PLACE_COUNTRY;
        return f->state;
    }
    if (f->house) {
        *name = f->at_house;
        *precision = PLACE_SITE;
        return f->house;
    }
    *name = name_part(x->d, r);
    *precision = noun >= 0 ? (uint8_t)noun : PLACE_REGION;
    return NULL;
}

/* Degrees are those of the whole that the entry names; a part of it, or the
 * region of a town, has none. */
static void locate(struct place *p, const struct kb_entry *en)
{
    static const uint8_t whole[N_KB_KIND] = {
        [KB_COUNTRY] = PLACE_COUNTRY, [KB_REGION] = PLACE_REGION,
        [KB_CAPITAL] = PLACE_CITY, [KB_CITY] = PLACE_CITY,
        [KB_TOWN] = PLACE_CITY, [KB_BODY] = PLACE_SITE
    };
    p->located = en && en->located && whole[en->kind] == p->precision;
    p->lat = p->located ? en->lat : 0;
    p->lon = p->located ? en->lon : 0;
}

static bool fill(struct finder *x, struct run r, struct place *p)
{
    struct found f = {.point = NULL};
    struct states named;
    struct run name;
    char at[80] = "";
    bool ok = true;
    place_named(x, r, &named);
    look(x, r, &named, &f);
    const struct kb_entry *en = settle_on(x, r, &f, &name, &p->precision);
    bool unsure = en && en == f.point && f.choice.unsure;
    uint32_t country = unsure ? 0
                       : en   ? en->country
                              : state_of(x, r, name, &named);
    if (en && !unsure && !kb_str(x->kb, country)[0] && f.state)
        country = f.state->country;
    if (en)
        kb_entry_at(x->kb, en, at, sizeof at);
    p->name = put_run(x, name, &ok);
    p->country = put_z(x, country ? kb_str(x->kb, country) : "", &ok);
    p->entry = put_z(x, at, &ok);
    p->rivals = f.point ? put_rivals(x, &f.choice, &ok) : 0;
    locate(p, unsure ? NULL : en);
    return ok;
}

enum { BEHIND = 24 }; /* tokens behind a phrase that may say where it is */

static bool is_one(const struct doc *d, uint32_t t, const char *const *list,
                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (doc_is(d, t, list[i]))
            return true;
    }
    return false;
}

/* True when the phrase does not go on at token t: a clause, another side, a
 * comma with no name behind it. */
static bool breaks(const struct doc *d, uint32_t t, uint32_t last)
{
    static const char *const on[] = {"in", "at", "near", "of", "for",
                                     "outside", "on", "inside"};
    switch (d->tag.row[t].upos) {
    case UPOS_ADP:
        return !is_one(d, t, on, sizeof on / sizeof *on);
    case UPOS_PUNCT:
        return !doc_is(d, t, "-") &&
               (!doc_is(d, t, ",") || t + 1 == last ||
                d->tok.row[t + 1].shape == SHAPE_LOWER);
    case UPOS_VERB:
        return d->dep.row[t].rel != REL_AMOD;
    case UPOS_DET: case UPOS_ADJ: case UPOS_NOUN: case UPOS_PROPN:
    case UPOS_ADV: case UPOS_NUM: case UPOS_PART: case UPOS_X:
        return false;
    default:
        return true;
    }
}

/* The phrase with what is said behind it of where it is, up to the last name
 * of a place: "a bar" + "in North Kivu". */
static struct run widen(const struct finder *x, struct run r)
{
    static const char *const where[] = {"in", "at", "near", "of", "outside"};
    const struct doc *d = x->d;
    uint32_t end = r.end, last = d->sent.row[d->sent_of.row[r.beg]].end;
    bool told = false;
    if (last > r.end + BEHIND)
        last = r.end + BEHIND;
    for (uint32_t t = r.end; t < last && !breaks(d, t, last);) {
        if (d->tag.row[t].upos == UPOS_ADP)
            told = is_one(d, t, where, sizeof where / sizeof *where);
        struct kb_hit hit = kb_match(x->kb, d, t, last, KINDS_PLACE);
        if (hit.n && told)
            end = hit.at.end;
        t = hit.n ? hit.at.end : t + 1;
    }
    return (struct run){r.beg, end};
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

/* The name that holds token t, or NONE. */
static uint32_t name_at(const struct doc *d, uint32_t t)
{
    uint32_t i = doc_name_from(d, t);
    return i < d->name.n && d->name.row[i].at.beg <= t ? i : NONE;
}

/* The name of a place that only the grammar and the lexicon know for one: it
 * follows a preposition of place; an empty run for none. */
static struct run unnamed(const struct finder *x, uint32_t t)
{
    static const char *const where[] = {"in", "at", "near", "over", "outside",
                                        "off", "around", "across"};
    const struct doc *d = x->d;
    uint32_t at = name_at(d, t);
    bool head = (d->dep.row[t].rel == REL_OBL ||
                 d->dep.row[t].rel == REL_NMOD) && at == NONE;
    for (uint32_t beg = t; head && beg > 0 && beg + 4 > t; beg--) {
        if (!is_one(d, beg - 1, where, sizeof where / sizeof *where))
            continue;
        struct run r = {beg, t + 1};
        if (kb_match_all(x->kb, d, r, KINDS_PLACE).n)
            return r;
    }
    return (struct run){t, t};
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
    place_spoken(&x, (struct run){0, d->tok.n}, x.states);
    for (uint32_t i = 0; i < d->arg.n; i++) {
        if (d->arg.row[i].role == ROLE_PLACE)
            TRY(put(&x, widen(&x, d->arg.row[i].at), e));
    }
    for (uint32_t i = 0; i < d->name.n; i++) {
        if (d->name.row[i].type == NAME_LOC && is_place(&x, d->name.row[i].at))
            TRY(put(&x, d->name.row[i].at, e));
    }
    for (uint32_t t = 0; t < d->tok.n; t++) {
        struct run r = unnamed(&x, t);
        if (r.beg < r.end)
            TRY(put(&x, r, e));
    }
    settle(d);
    return OK;
}
