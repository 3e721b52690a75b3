/* Names of people, and whose paper this is. */
#include "actor/actor_in.h"

#include <string.h>

enum { TITLE_MAX = 8 /* tokens of an office before a name */ };

/* True when the tokens are one lexicon name of one of the kinds. */
static bool is_all(const struct actor *a, struct run r, unsigned kinds)
{
    return kb_match_all(a->kb, a->d, r, kinds).n > 0;
}

static bool titled(const struct actor *a, struct run r)
{
    if (!r.beg)
        return false;
    char low[16];
    struct run before = {r.beg - 1, r.beg};
    return is_all(a, before, 1u << KB_OFFICE) ||
           (doc_low(a->d, r.beg - 1, low, sizeof low) &&
            !strcmp(actor_word(a, r.beg - 1), "title"));
}

/* The name without the office before it: "Foreign Minister | Ana Ruiz". */
static struct run without_title(const struct actor *a, struct run r)
{
    struct run out = r;
    if (is_all(a, r, 1u << KB_PERSON))
        return r;
    uint32_t from = a->d->sent.row[a->d->sent_of.row[r.beg]].beg;
    from = r.beg > from + TITLE_MAX ? r.beg - TITLE_MAX : from;
    for (uint32_t t = from; t < r.end;) {
        struct kb_hit hit = kb_match(a->kb, a->d, t, r.end,
                                     1u << KB_OFFICE);
        if (hit.n && hit.at.end > r.beg)
            out.beg = hit.at.end;
        t = hit.n ? hit.at.end : t + 1;
    }
    if (out.beg && out.beg < out.end && doc_is(a->d, out.beg - 1, "of")) {
        struct kb_hit hit = kb_match(a->kb, a->d, out.beg, out.end,
                                     1u << KB_COUNTRY);
        if (hit.n)
            out.beg = hit.at.end;
    }
    while (out.beg < out.end && (actor_word(a, out.beg)[0] == 't' ||
                                 a->d->tag.row[out.beg].upos == UPOS_PUNCT))
        out.beg++;
    return out;
}

static bool capital(const struct doc *d, uint32_t t)
{
    unsigned char c = (unsigned char)d->text[d->tok.row[t].at.beg];
    return (c >= 'A' && c <= 'Z') || c >= 0xC3;
}

/* A name ends before a verb or a clitic, begins with a capital, and goes on
 * to the left over a hyphen. */
static struct run sane(const struct actor *a, struct run r)
{
    const struct doc *d = a->d;
    for (uint32_t t = r.beg; t < r.end; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if (t > r.beg && (upos == UPOS_VERB || upos == UPOS_AUX ||
                          doc_is(d, t, "'s") ||
                          doc_is(d, t, "\xe2\x80\x99s")))
            r.end = t;
    }
    while (r.end > r.beg + 1 && capital(d, r.beg) &&
           d->tok.row[r.end - 1].shape == SHAPE_LOWER)
        r.end--;
    if (d->text[d->tok.row[r.beg].at.beg] >= 'a' &&
        d->text[d->tok.row[r.beg].at.beg] <= 'z' && r.end == r.beg + 1)
        r.end = r.beg;
    if (r.beg > 1 && doc_is(d, r.beg - 1, "-") &&
        d->tok.row[r.beg - 1].gap == GAP_NONE &&
        d->tag.row[r.beg - 2].upos == UPOS_PROPN)
        r.beg -= 2;
    for (uint32_t back = 2; back > 0; back--) {
        if (r.beg < back)
            continue;
        struct kb_hit left = kb_match(a->kb, d, r.beg - back, r.end,
                                      1u << KB_PERSON);
        if (left.n && left.at.end == r.end)
            r.beg -= back;
    }
    struct kb_hit hit = kb_match(a->kb, d, r.beg, r.end + 3 < d->tok.n
                                                      ? r.end + 3 : d->tok.n,
                                 1u << KB_PERSON);
    if (hit.n && hit.at.end > r.end)
        r.end = hit.at.end;
    return r;
}

/* A state, a seat or a body that the name table takes for a person. */
static bool is_seat(const struct actor *a, struct run r)
{
    const unsigned seats = 1u << KB_COUNTRY | 1u << KB_CAPITAL |
                           1u << KB_IGO | 1u << KB_BODY | 1u << KB_DEMONYM |
                           1u << KB_GROUP;
    struct run s = a->d->sent.row[a->d->sent_of.row[r.beg]];
    struct kb_hit hit = kb_match(a->kb, a->d, r.beg, s.end, seats);
    if (hit.n && hit.at.end >= r.end)
        return true;
    return r.end - r.beg > 1 &&
           is_all(a, r, 1u << KB_REGION | 1u << KB_ORG);
}

static void put_person(struct actor *a, struct run r)
{
    for (uint32_t t = r.beg; t < r.end; t++)
        a->person_of[t] = a->person.n;
    if (!table_put(&a->w->mem, &a->person, r))
        a->no_memory = true;
}

/* True when a longer name covers r: "Charles de Gaulle airport". */
static bool in_other_name(const struct doc *d, struct run r)
{
    for (uint32_t i = 0; i < d->name.n; i++) {
        struct run o = d->name.row[i].at;
        if (o.beg <= r.beg && o.end >= r.end &&
            o.end - o.beg > r.end - r.beg)
            return true;
    }
    return false;
}

/* A person's full name at t by the lexicon; empty: none. */
static struct run spelled(const struct actor *a, uint32_t t, uint32_t end)
{
    const struct doc *d = a->d;
    struct kb_hit hit = {.n = 0};
    if (capital(d, t))
        hit = kb_match(a->kb, d, t, end, 1u << KB_PERSON);
    if (!hit.n || a->kb->form[hit.form].surname ||
        hit.at.end - hit.at.beg < 2 || !capital(d, hit.at.end - 1) ||
        in_other_name(d, hit.at))
        return (struct run){t, t};
    return hit.at;
}

/* Full names of the lexicon that the name table lacks or cuts otherwise. */
static void spelled_people(struct actor *a)
{
    const struct doc *d = a->d;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        struct run s = d->sent.row[i];
        for (uint32_t t = s.beg; t < s.end && !a->no_memory;) {
            struct run r = spelled(a, t, s.end);
            if (r.beg < r.end)
                put_person(a, r);
            t = r.end > t ? r.end : t + 1;
        }
    }
}

void actor_people(struct actor *a)
{
    const struct doc *d = a->d;
    for (uint32_t i = 0; i < d->name.n; i++) {
        struct run r = d->name.row[i].at;
        if (d->name.row[i].type != NAME_PER ||
            doc_is(d, r.beg, "the")) /* "the Greek" is nobody's name */
            continue;
        r = sane(a, r);
        if (r.beg >= r.end || (is_seat(a, r) && !titled(a, r)))
            continue;
        r = without_title(a, r);
        if (r.beg < r.end)
            put_person(a, r);
    }
    spelled_people(a);
}

/* The body whose name is the publisher's: "US Department of State". */
static const struct kb_entry *publisher(const struct actor *a)
{
    char key[KB_NAME_MAX + 1];
    const char *origin = a->d->src.origin;
    size_t n = origin ? kb_fold(origin, strlen(origin), key, 0, sizeof key)
                      : 0;
    if (!n || n >= sizeof key)
        return NULL;
    key[n] = '\0';
    uint32_t many, f = kb_find(a->kb, key, &many);
    for (uint32_t i = f; i < f + many; i++) {
        const struct kb_entry *en = &a->kb->entry[a->kb->form[i].entry];
        if (en->kind == KB_BODY || en->kind == KB_IGO)
            return en;
    }
    return NULL;
}

void actor_origin(struct actor *a)
{
    a->voice = publisher(a);
}
