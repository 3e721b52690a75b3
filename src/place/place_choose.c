/* Which of the places of one spelling is meant. */
#include "place/place_in.h"

#include <string.h>

#include "doc/labels.h"

/* How much a state that the text speaks of counts against inhabitants
 * elsewhere, for cities and for towns (London in a Canadian report, but not
 * Paris in a Texan one), and a capital against other places. */
enum { SPOKEN = 100, SPOKEN_TOWN = 10, SEAT = 3 };

/* Stand-ins for inhabitants that no source gives. */
enum { PEOPLE_CITY = 100000, PEOPLE_REGION = 50000, PEOPLE_LAND = 1000000 };

static const struct kb_entry *entry_of(const struct finder *x, uint32_t form)
{
    return &x->kb->entry[x->kb->form[form].entry];
}

int place_word(const struct finder *x, uint32_t t)
{
    static const char *const names[] = {"country", "region", "city", "site"};
    const char *lemma = doc_text(x->d, x->d->tag.row[t].lemma);
    char low[32];
    const char *p = NULL;
    if (doc_low(x->d, t, low, sizeof low))
        p = kb_get(x->kb, "place_words", low, 1);
    if (!p && lemma && x->d->tag.row[t].upos == UPOS_NOUN)
        p = kb_get(x->kb, "place_words", lemma, 1);
    return p ? label_find(names, 4, p) : -1;
}

static bool is_time(const struct finder *x, uint32_t t)
{
    char low[32];
    return doc_low(x->d, t, low, sizeof low) &&
           kb_get(x->kb, "date_words", low, 1);
}

/* True when the hit is only a piece of a longer name: a proper name goes on
 * behind it and is no noun of places ("Paris Saint-Germain", but "Kabul
 * International Airport"). */
static bool is_piece(const struct finder *x, struct run at)
{
    const struct doc *d = x->d;
    uint32_t t = at.end, end = d->sent.row[d->sent_of.row[at.beg]].end;
    bool more = t + 1 < end && doc_is(d, t, "-") &&
                d->tok.row[t].gap == GAP_NONE &&
                d->tag.row[t + 1].upos == UPOS_PROPN; /* Stoke-on-Trent */
    for (; t < end && d->tag.row[t].upos == UPOS_PROPN; t++) {
        if (kb_match(x->kb, d, t, end, KINDS_PLACE | 1u << KB_DEMONYM).n ||
            place_word(x, t) >= 0 || is_time(x, t))
            return false;
        more = true;
    }
    return more && (t == end || place_word(x, t) < 0);
}

/* The same before it: "Datu Paglas" is no Paglas. */
static bool is_tail(const struct finder *x, struct run at)
{
    const struct doc *d = x->d;
    if (at.beg == 0 || d->tag.row[at.beg - 1].upos != UPOS_PROPN ||
        d->tok.row[at.beg].gap == GAP_PARAGRAPH)
        return false;
    struct run before = {at.beg - 1, at.beg};
    return place_word(x, at.beg - 1) < 0 &&
           !kb_match_all(x->kb, d, before, KINDS_PLACE | 1u << KB_DEMONYM).n;
}

/* True when the part of the federal state in which the town lies is named
 * behind it ("Springfield, Illinois"). */
static bool part_follows(const struct finder *x, struct run at,
                         const struct kb_entry *en)
{
    const struct doc *d = x->d;
    const char *part = kb_str(x->kb, en->part);
    size_t n = strlen(part);
    uint32_t t = at.end;
    while (t < d->tok.n && (doc_is(d, t, ",") || doc_is(d, t, "in")))
        t++;
    if (!n || t == d->tok.n || d->tok.row[t].at.beg + n > d->len)
        return false;
    uint32_t beg = d->tok.row[t].at.beg, end = beg + (uint32_t)n;
    return !memcmp(d->text + beg, part, n) &&
           (end == d->len || (d->text[end] | 32) < 'a' ||
            (d->text[end] | 32) > 'z');
}

/* Codes that stand for no state: seats of organisations. */
static bool is_body(const char *code)
{
    static const char *const codes[] = {"EUR", "UNO", "NATO", "IGO"};
    return label_find(codes, 4, code) >= 0;
}

static bool may_be(const struct finder *x, struct run at,
                   const struct kb_entry *en, const struct states *named)
{
    bool point = KINDS_POINT >> en->kind & 1;
    if (!point && en->kind != KB_REGION)
        return true;
    const char *code = kb_str(x->kb, en->country);
    if (is_body(code) || (*code && named->n &&
                          !place_count(named, en->country)))
        return false;
    if (point && is_piece(x, at))
        return false;
    if (en->kind != KB_TOWN)
        return true;
    bool here = place_count(named, en->country) ||
                place_count(x->states, en->country) ||
                part_follows(x, at, en);
    return (here || !x->states->n) && !is_tail(x, at);
}

/* What decides, in this order. */
struct rank {
    bool may, part, named, land;
    bool spoken; /* counted in the weight */
    uint64_t weight;
};

static uint64_t people_of(const struct kb_entry *en)
{
    if (en->people)
        return en->people;
    if (en->kind == KB_REGION)
        return en->located ? PEOPLE_LAND : PEOPLE_REGION;
    return PEOPLE_CITY;
}

static struct rank rank_of(const struct finder *x, struct kb_hit hit,
                           const struct kb_entry *en,
                           const struct states *named)
{
    struct rank k = {.weight = people_of(en),
                     .may = may_be(x, hit.at, en, named),
                     .named = place_count(named, en->country) > 0,
                     .part = part_follows(x, hit.at, en),
                     .land = en->kind == KB_COUNTRY};
    k.spoken = place_count(x->states, en->country) > 0;
    if (k.spoken)
        k.weight *= en->kind == KB_TOWN ? SPOKEN_TOWN : SPOKEN;
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *seat = entry_of(x, f);
        if (seat->kind == KB_CAPITAL && seat->country == en->country) {
            k.weight *= SEAT;
            break;
        }
    }
    return k;
}

static bool above(struct rank a, struct rank b)
{
    if (a.may != b.may)
        return a.may;
    if (a.part != b.part)
        return a.part;
    if (a.named != b.named)
        return a.named;
    if (a.land != b.land)
        return a.land;
    return a.weight > b.weight;
}

/* Entries of a hit from the best down, those that cannot be meant last; no
 * more than `cap`. */
static uint32_t best_of(const struct finder *x, struct kb_hit hit,
                        const struct states *named,
                        const struct kb_entry **list, struct rank *rank,
                        uint32_t cap)
{
    uint32_t n = 0;
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = entry_of(x, f);
        if (!kb_pass(x->kb, x->d, hit.at, f, KINDS_PLACE))
            continue;
        struct rank k = rank_of(x, hit, en, named);
        uint32_t i = n < cap ? n++ : cap;
        for (; i > 0 && above(k, rank[i - 1]); i--) {
            if (i < cap) {
                list[i] = list[i - 1];
                rank[i] = rank[i - 1];
            }
        }
        if (i < cap) {
            list[i] = en;
            rank[i] = k;
        }
    }
    return n;
}

/* A capital by another spelling ("Kiev") has its degrees among the cities. */
static const struct kb_entry *located(const struct finder *x,
                                      const struct kb_entry *en)
{
    char key[KB_NAME_MAX + 1];
    const char *name = kb_str(x->kb, en->name);
    size_t n = kb_fold(name, strlen(name), key, 0, sizeof key);
    if (en->kind != KB_CAPITAL || n >= sizeof key)
        return en;
    key[n] = '\0';
    uint32_t count, form = kb_find(x->kb, key, &count);
    for (uint32_t f = form; f < form + count; f++) {
        const struct kb_entry *town = entry_of(x, f);
        if (town->kind == KB_CITY && town->country == en->country)
            return town;
    }
    return en;
}

struct choice place_choose(const struct finder *x, struct kb_hit hit,
                           const struct states *named)
{
    enum { CAP = 2 * MAX_OTHER + 2 };
    const struct kb_entry *list[CAP + 1];
    struct rank rank[CAP + 1];
    struct choice c = {.en = NULL};
    uint32_t n = best_of(x, hit, named, list, rank, CAP);
    if (!n || !rank[0].may)
        return c;
    c.en = located(x, list[0]);
    for (uint32_t i = 1; i < n && c.n_other < MAX_OTHER; i++) {
        if (list[i]->kind == KB_CAPITAL || /* a city of its state again */
            (list[i]->country == c.en->country &&
             list[i]->part == c.en->part))
            continue;
        if (!c.n_other)
            c.unsure = list[i]->country != c.en->country && rank[i].may &&
                       !rank[0].part && !rank[0].named && !rank[0].land &&
                       rank[0].spoken == rank[i].spoken &&
                       rank[i].weight * 2 >= rank[0].weight;
        c.other[c.n_other++] = list[i];
    }
    return c;
}
