/* The states that a document and a phrase name. */
#include "place/place_in.h"

#include <string.h>

#define KINDS_STATE (1u << KB_COUNTRY | 1u << KB_DEMONYM)
#define KINDS_SPOKEN (KINDS_STATE | 1u << KB_REGION)
enum { BEHIND = 8 }; /* tokens behind a phrase that may name its state */

uint32_t place_count(const struct states *s, uint32_t code)
{
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->code[i] == code)
            return s->count[i];
    }
    return 0;
}

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

static const struct kb_entry *entry_of(const struct finder *x, uint32_t form)
{
    return &x->kb->entry[x->kb->form[form].entry];
}

/* The state that all entries of a hit lie in, or of those that are states;
 * 0 when they differ. */
static uint32_t one_state(const struct finder *x, struct kb_hit hit,
                          unsigned kinds)
{
    uint32_t code = 0;
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = entry_of(x, f);
        if (!kb_pass(x->kb, x->d, hit.at, f, kinds) ||
            !kb_str(x->kb, en->country)[0])
            continue;
        if (en->kind == KB_COUNTRY || en->kind == KB_DEMONYM)
            return en->country;
        if (code && code != en->country)
            return 0;
        code = en->country;
    }
    return code;
}

static void count_kinds(const struct finder *x, struct run r, unsigned kinds,
                        struct states *out)
{
    const struct doc *d = x->d;
    uint32_t who = doc_name_from(d, r.beg);
    for (uint32_t t = r.beg; t < r.end;) {
        while (who < d->name.n && d->name.row[who].at.end <= t)
            who++;
        bool person = who < d->name.n && d->name.row[who].at.beg <= t &&
                      d->name.row[who].type == NAME_PER &&
                      (t == r.beg || !doc_is(d, t - 1, "of"));
        uint8_t upos = d->tag.row[t].upos;
        bool letters = d->tok.row[t].shape == SHAPE_UPPER; /* an agency's */
        unsigned may = letters ? kinds & KINDS_STATE : kinds;
        if (person || !may || (upos != UPOS_PROPN && upos != UPOS_ADJ)) {
            t++;
            continue;
        }
        struct kb_hit hit = kb_match(x->kb, d, t, r.end, may);
        uint32_t code = hit.n ? one_state(x, hit, may) : 0;
        if (code)
            count_state(out, code);
        t = hit.n ? hit.at.end : t + 1;
    }
}

void place_spoken(const struct finder *x, struct run r, struct states *out)
{
    out->n = 0;
    count_kinds(x, r, KINDS_SPOKEN, out);
    if (!out->n)
        count_kinds(x, r, 1u << KB_CITY | 1u << KB_CAPITAL, out);
}

/* The token behind names, adjectives, hyphens and "and". */
static uint32_t skip_names(const struct doc *d, uint32_t t, uint32_t end)
{
    while (t < end && (d->tag.row[t].upos == UPOS_PROPN ||
                       d->tag.row[t].upos == UPOS_ADJ ||
                       doc_is(d, t, "-") || doc_is(d, t, "and") ||
                       doc_is(d, t, "\xE2\x80\x93")))
        t++;
    return t;
}

static bool is_border(const struct finder *x, uint32_t t, uint32_t end)
{
    const struct doc *d = x->d;
    if (!doc_is(d, t, "border") && !doc_is(d, t, "borders") &&
        !doc_is(d, t, "frontier"))
        return false;
    /* a border town is in the state that names it */
    return t + 1 >= end || d->tag.row[t + 1].upos != UPOS_NOUN ||
           place_word(x, t + 1) < PLACE_CITY;
}

bool place_border(const struct finder *x, struct run r, struct run name)
{
    const struct doc *d = x->d;
    uint32_t b = skip_names(d, name.end, r.end);
    if (b < r.end && is_border(x, b, r.end))
        return true;
    for (b = r.beg; b < name.beg && !is_border(x, b, r.end); b++)
        ;
    uint32_t t = name.beg;
    while (t > b + 1 && (d->tag.row[t - 1].upos == UPOS_DET ||
                         d->tag.row[t - 1].upos == UPOS_ADJ))
        t--;
    if (b >= name.beg || t == b)
        return false;
    return doc_is(d, t - 1, "with") || doc_is(d, t - 1, "between") ||
           doc_is(d, t - 1, "and") || doc_is(d, t - 1, "of");
}

bool place_abroad(const struct finder *x, uint32_t t, uint32_t end)
{
    const struct doc *d = x->d;
    for (; t < end && (d->tag.row[t].upos == UPOS_ADJ ||
                       d->tag.row[t].upos == UPOS_NOUN ||
                       d->tag.row[t].upos == UPOS_PROPN); t++) {
        char low[32];
        const char *away = doc_low(d, t, low, sizeof low)
                               ? kb_get(x->kb, "place_words", low, 2) : NULL;
        if (away && *away)
            return true;
    }
    return false;
}

/* True when a demonym tells where its noun lies: "the Turkish city", not "the
 * Danish embassy" and no people. */
static bool tells_where(const struct finder *x, uint32_t t, uint32_t end)
{
    const struct doc *d = x->d;
    if (place_abroad(x, t, end))
        return false;
    while (t < end && (d->tag.row[t].upos == UPOS_ADJ ||
                       d->tag.row[t].upos == UPOS_DET ||
                       kb_match(x->kb, d, t, end, 1u << KB_DEMONYM).n))
        t++;
    return t < end && place_word(x, t) >= 0;
}

/* The end of the names behind a comma that belong to the phrase: parts of it
 * by the tree, or shut off by another mark. */
static uint32_t reach(const struct doc *d, struct run r)
{
    uint32_t end = r.end, last = d->sent.row[d->sent_of.row[r.beg]].end;
    while (end + 1 < last && end < r.end + BEHIND && doc_is(d, end, ",")) {
        uint32_t t = end + 1;
        while (t < last && (d->tag.row[t].upos == UPOS_PROPN ||
                            d->tag.row[t].upos == UPOS_ADJ))
            t++;
        if (t == end + 1)
            break;
        uint32_t head = d->dep.row[t - 1].head;
        bool shut = t == last || d->tag.row[t].upos == UPOS_PUNCT;
        if (d->dep.row[t - 1].rel == REL_CONJ || /* one more of a list */
            (!shut && (head == NONE || head < r.beg || head >= end)))
            break;
        end = t;
    }
    return end;
}

/* Adds the states of a hit. */
static void add_named(const struct finder *x, struct kb_hit hit, uint32_t end,
                      struct states *out)
{
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = entry_of(x, f);
        bool told = en->kind == KB_REGION ||
                    (en->kind == KB_COUNTRY ? !place_abroad(x, hit.at.end, end)
                                            : tells_where(x, hit.at.end, end));
        if (told && kb_str(x->kb, en->country)[0] &&
            kb_pass(x->kb, x->d, hit.at, f, KINDS_SPOKEN))
            count_state(out, en->country);
    }
}

/* Collects from the names of these kinds; `but` is what they may not be. */
static void named_by(const struct finder *x, struct run r, struct run but,
                     unsigned kinds, struct states *out)
{
    for (uint32_t t = r.beg; t < r.end;) {
        struct kb_hit hit = kb_match(x->kb, x->d, t, r.end, kinds);
        bool own = hit.at.beg == but.beg && hit.at.end == but.end;
        if (hit.n && !own && !place_border(x, r, hit.at))
            add_named(x, hit, r.end, out);
        t = hit.n ? hit.at.end : t + 1;
    }
}

/* The first name of a place in the phrase: what the others tell of. */
static struct run first_name(const struct finder *x, struct run r)
{
    for (uint32_t t = r.beg; t < r.end; t++) {
        struct kb_hit hit = kb_match(x->kb, x->d, t, r.end, KINDS_PLACE);
        if (hit.n)
            return hit.at;
    }
    return r;
}

void place_named(const struct finder *x, struct run r, struct states *out)
{
    struct run wide = {r.beg, reach(x->d, r)};
    out->n = 0;
    named_by(x, wide, r, KINDS_STATE, out);
    if (!out->n)
        named_by(x, wide, first_name(x, wide), KINDS_SPOKEN, out);
}
