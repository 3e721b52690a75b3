/* Who a name means: all terms under the name are gathered, the best reading is
 * taken, and two people who tie are both named, none is chosen.
 *
 * A full name: those that hold on the day of the document come first, then the
 * highest rank of office, then the state that the report speaks of. It is read
 * as it stands, where the family name comes first the other way round, and
 * without its middle part. A name cut short wants an office of rank, held on
 * the day; a surname alone also a reason to think of that person: the title
 * before it ("President Bush"), the state spoken of, or that the leaders of
 * that state need no introduction. */
#include "actor/actor_in.h"

#include <string.h>

enum { NEAR = 366, RANK_LEADS = 3, STEM = 5 };

/* How a term stands to the day of the document. */
enum tense { TERM_LATER, TERM_PAST, TERM_NEAR, TERM_NOW };

/* What is asked, and how a candidate answers: more is better. */
enum reading { READ_WHOLE, READ_REVERSED, READ_ENDS, READ_SURNAME };
struct query {
    struct run name;
    const struct sight *s;
    const char *country;  /* NULL: any */
    enum reading as;
};
struct merit {
    int titled, spoken, tense, rank;
};
struct pick {
    const struct kb_entry *en, *rival;
    struct merit m;
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

/* Small letters of a string, cut at cap. */
static void lower(const char *s, char *low, size_t cap)
{
    size_t n = 0;
    for (; s[n] && n + 1 < cap; n++)
        low[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] + 32) : s[n];
    low[n] = '\0';
}

static int rank_of(const struct actor *a, const struct kb_entry *en)
{
    char low[KB_NAME_MAX];
    lower(kb_str(a->kb, en->office), low, sizeof low);
    const char *rank = kb_get(a->kb, "office_ranks", low, 1);
    return rank ? *rank - '0' : 1;
}

static bool is_state(const struct actor *a, const struct kb_entry *en,
                     const char *use)
{
    const struct kb_table *t = kb_table(a->kb, "state_words");
    const char *code = kb_str(a->kb, en->country);
    uint32_t r = t ? kb_row(a->kb, t, code) : 0;
    for (; t && r < t->n_row && !strcmp(kb_cell(a->kb, t, r, 0), code); r++) {
        if (!strcmp(kb_cell(a->kb, t, r, 1), use))
            return true;
    }
    return false;
}

/* The word at *at in small letters; false at the end. */
static bool next_word(const char **at, char *word, size_t cap)
{
    const char *p = *at + strspn(*at, " -");
    size_t n = strcspn(p, " -"), k = n < cap ? n : cap - 1;
    memcpy(word, p, k);
    word[k] = '\0';
    *at = p + n;
    return n > 0;
}

/* The minister "of what": the first word of a title that is no general one.
 * "foreign minister" and "Minister of Foreign Affairs" share it. */
static bool shares_word(const struct actor *a, const char *role,
                        const char *office)
{
    char word[24], other[24];
    while (next_word(&role, word, sizeof word)) {
        const char *use = kb_get(a->kb, "actor_words", word, 1);
        if (use && (!strcmp(use, "general") || !strcmp(use, "link")))
            continue;
        for (const char *at = office; next_word(&at, other, sizeof other);) {
            if (!strncmp(word, other, STEM))
                return true;
        }
        return false;
    }
    return false;
}

/* True when the title in the phrase is the office of the entry. */
static bool titled(const struct actor *a, const struct sight *s,
                   const struct kb_entry *en)
{
    char role[KB_NAME_MAX], office[KB_NAME_MAX];
    if (!s->role || s->role->kind != KB_OFFICE)
        return false;
    lower(kb_str(a->kb, s->role->name), role, sizeof role);
    lower(kb_str(a->kb, en->office), office, sizeof office);
    if (!strcmp(role, office))
        return true;
    return !(s->role->flag & KB_F_LEADER) && shares_word(a, role, office);
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

/* The same name written with and without its middle part. */
static bool alike(const struct actor *a, const struct kb_entry *x,
                  const struct kb_entry *y)
{
    return x->country == y->country &&
           (x->sector == y->sector ||
            !strcmp(kb_str(a->kb, x->name), kb_str(a->kb, y->name)));
}

/* A surname alone is none of an unknown, nor of one who is not in office; nor
 * is a name that lost its middle. */
static bool introduced(const struct actor *a, const struct query *q,
                       const struct kb_entry *en, const struct merit *m)
{
    if (m->rank < 2 && !m->titled)
        return false;
    if (m->tense < TERM_NEAR && !(q->s->past && m->tense == TERM_PAST))
        return false;
    return q->as == READ_ENDS || m->titled || m->spoken ||
           (m->rank == RANK_LEADS && is_state(a, en, "known"));
}

/* Order of two readings; a surname's reasons come before its office. */
static int over(const struct merit *x, const struct merit *y, bool surname)
{
    const int by_name[] = {x->tense - y->tense, x->rank - y->rank,
                           x->spoken - y->spoken, 0};
    const int by_surname[] = {x->titled - y->titled, x->spoken - y->spoken,
                              x->tense - y->tense, x->rank - y->rank};
    const int *by = surname ? by_surname : by_name;
    for (int i = 0; i < 4; i++) {
        if (by[i])
            return by[i];
    }
    return 0;
}

static void consider(const struct actor *a, const struct query *q,
                     const struct kb_entry *en, struct pick *p)
{
    struct merit m = {.titled = titled(a, q->s, en),
                     .spoken = spoken_of(a, kb_str(a->kb, en->country)),
                     .tense = (int)tense_of(en, a->d->day),
                     .rank = rank_of(a, en)};
    if (q->as >= READ_ENDS && !introduced(a, q, en, &m))
        return;
    int c = p->en ? over(&m, &p->m, q->as == READ_SURNAME) : 1;
    bool same = p->en && alike(a, en, p->en);
    if (!c && same && m.tense == TERM_PAST && en->to > p->en->to)
        p->en = en;
    if (c > 0)
        *p = (struct pick){.en = en, .m = m};
    else if (!c && !same)
        p->rival = en;
}

/* Appends token t to a key of `len` bytes. */
static size_t add_token(const struct doc *d, uint32_t t, char *key, size_t len,
                        size_t cap)
{
    struct span s = d->tok.row[t].at;
    if (len && len < cap)
        key[len++] = ' ';
    return len < cap ? kb_fold(d->text + s.beg, s.end - s.beg, key, len, cap)
                     : cap;
}

/* Forms under the name as it is read. */
static uint32_t forms_of(const struct actor *a, const struct query *q,
                         uint32_t *n)
{
    struct run r = q->name;
    char key[KB_NAME_MAX + 1];
    *n = 0;
    if (q->as == READ_WHOLE || q->as == READ_SURNAME) {
        struct kb_hit hit = kb_match_all(a->kb, a->d, r, 1u << KB_PERSON);
        *n = hit.n;
        return hit.form;
    }
    bool back = q->as == READ_REVERSED;
    size_t len = add_token(a->d, back ? r.end - 1 : r.beg, key, 0,
                           sizeof key);
    len = add_token(a->d, back ? r.beg : r.end - 1, key, len, sizeof key);
    if (len >= sizeof key)
        return 0;
    key[len] = '\0';
    return kb_find(a->kb, key, n);
}

/* True when day x lies between two others. */
static bool between(day_no x, day_no a, day_no b)
{
    return x != NO_DAY && (a < b ? a <= x && x <= b : b <= x && x <= a);
}

/* A list of one day says that `en` held an office near the day of the report;
 * another file may tell that the term ended or began in between. */
static bool refuted(const struct actor *a, const struct kb_entry *en,
                    uint32_t form, uint32_t n)
{
    for (uint32_t f = form; f < form + n; f++) {
        const struct kb_entry *o = &a->kb->entry[a->kb->form[f].entry];
        if (o->country == en->country && o->office == en->office &&
            o->from != o->to && (between(o->to, en->from, a->d->day) ||
                                 between(o->from, en->from, a->d->day)))
            return true;
    }
    return false;
}

static struct pick search(const struct actor *a, const struct query *q)
{
    struct pick p = {.en = NULL};
    uint32_t n, form = forms_of(a, q, &n);
    for (uint32_t f = form; f < form + n; f++) {
        const struct kb_entry *en = &a->kb->entry[a->kb->form[f].entry];
        if (a->kb->form[f].surname != (q->as == READ_SURNAME) ||
            !kb_pass(a->kb, a->d, q->name, f, 1u << KB_PERSON) ||
            (q->country &&
             strcmp(kb_str(a->kb, en->country), q->country)) ||
            (q->as == READ_REVERSED && !is_state(a, en, "family")))
            continue;
        if (tense_of(en, a->d->day) != TERM_NEAR ||
            !refuted(a, en, form, n))
            consider(a, q, en, &p);
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

/* Code of an entry: "PRKGOV". */
static size_t add_code(const struct actor *a, const struct kb_entry *en,
                       char *to, size_t n, size_t cap)
{
    const char *part[] = {kb_str(a->kb, en->country),
                          kb_str(a->kb, en->sector)};
    for (int i = 0; i < 2; i++) {
        for (const char *p = part[i]; *p && n + 1 < cap; p++) {
            if (*p != ' ')
                to[n++] = *p;
        }
    }
    to[n] = '\0';
    return n;
}

/* The codes of both who tie. */
static void take_rival(struct actor *a, const struct pick *p,
                       struct sight *s)
{
    char code[64];
    size_t n = add_code(a, p->en, code, 0, sizeof code - 1);
    code[n++] = ' ';
    n = add_code(a, p->rival, code, n, sizeof code);
    s->rival = arena_text(&a->w->mem, code, n);
    a->no_memory = a->no_memory || !s->rival;
}

static void take(struct actor *a, const struct pick *p, struct sight *s)
{
    const struct kb_entry *en = p->en;
    bool holds = p->m.tense >= TERM_NEAR;
    if (!s->entry || s->via != VIA_ROLE || (!s->country && !s->group))
        s->entry = en;
    if (s->via == VIA_NONE)
        s->via = VIA_LEXICON;
    s->p = p->m.tense == TERM_NOW ? 0.95f : 0.7f;
    if (p->rival) {
        take_rival(a, p, s);
        if (p->rival->country != en->country)
            return;
    }
    if (!s->country && !s->group)
        take_side(a, en, s);
    if (s->office.beg < s->office.end || s->sector ||
        p->m.tense == TERM_LATER || p->rival)
        return;
    s->sector = holds ? actor_str(a, en->sector) : "ELI";
    s->held = actor_str(a, en->office);
    s->past = !holds;
}

void actor_person(struct actor *a, struct run name, bool surname,
                  struct sight *s)
{
    uint32_t n = name.end - name.beg;
    struct query q = {.name = name, .s = s, .country = s->country};
    struct pick p = search(a, &q);
    if (!p.en && n > 1 && s->country && !s->sure) {
        q.country = NULL;
        p = search(a, &q);
        if (p.en && p.m.tense >= TERM_NEAR)
            s->country = NULL;
        else
            p.en = NULL;
        q.country = s->country;
    }
    if (!p.en && n > 1) {
        q.as = n == 2 ? READ_REVERSED : READ_ENDS;
        p = search(a, &q);
    }
    if (!p.en && surname) {
        q.as = READ_SURNAME;
        p = search(a, &q);
        s->surname = p.en != NULL;
    }
    if (p.en)
        take(a, &p, s);
}
