#include "shift/shift_in.h"

#include <ctype.h>
#include <string.h>

static bool counts(const struct shift_term *t)
{
    return !t->waived && !t->negated;
}

static uint32_t real_terms(const struct shift_stand *s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_term; i++)
        n += counts(&s->term[i]);
    return n;
}

static bool waives(const struct shift_stand *s)
{
    for (uint32_t i = 0; i < s->n_term; i++) {
        if (s->term[i].waived && !s->term[i].negated)
            return true;
    }
    return false;
}

/* The classes of a stand that was taken. */
static unsigned side_of(const struct shift_stand *s)
{
    switch (s->stance) {
    case STANCE_OFFERS:
    case STANCE_ACCEPTS:
        if (real_terms(s))
            return SIDE_TERMS;
        return waives(s) ? SIDE_WAIVED : SIDE_BARE;
    case STANCE_REQUIRES:
        return SIDE_REQUIRES;
    case STANCE_DEFERS:
        return SIDE_DEFERS | (s->strength == STRENGTH_MAY ? SIDE_THREAT : 0u);
    case STANCE_REJECTS:
        return real_terms(s) ? 0 : SIDE_REFUSES;
    case STANCE_REFUSES:
        return SIDE_REFUSES | (s->strength == STRENGTH_MAY ? SIDE_THREAT : 0u);
    case STANCE_DEMANDS:
        return SIDE_DEMANDS;
    case STANCE_OPPOSES:
        return SIDE_OPPOSES;
    default:
        return 0;
    }
}

/* The classes of a stand, those of one that is denied among them. */
static unsigned class_of(const struct shift_stand *s)
{
    if (!s->negated)
        return side_of(s);
    switch (s->stance) {
    case STANCE_OFFERS:
    case STANCE_ACCEPTS:
        return SIDE_NOT_OPEN;
    case STANCE_REQUIRES:
        return SIDE_NOT_REQUIRES;
    case STANCE_REFUSES:
    case STANCE_REJECTS:
    case STANCE_DEFERS:
        return SIDE_NOT_REFUSES;
    default:
        return 0;
    }
}

/* Days of a duration P30D, P2W, P1M, P1Y; 0: not known. */
static long days_of(struct shift_text d)
{
    long n = 0;
    size_t i = 1;
    for (; i < d.n && d.p[i] >= '0' && d.p[i] <= '9' && n < 100000; i++)
        n = 10 * n + (d.p[i] - '0');
    if (i >= d.n || d.p[0] != 'P')
        return 0;
    switch (d.p[i]) {
    case 'D':
        return n;
    case 'W':
        return 7 * n;
    case 'M':
        return 30 * n;
    case 'Y':
        return 365 * n;
    default:
        return 0;
    }
}

/* Terms of both, and those that one alone has. */
struct tally {
    uint32_t both, a, b;
};

/* A term of both that is to last longer is asked for more. */
static void weigh_duration(const struct shift_term *x,
                           const struct shift_term *y, struct tally *t)
{
    long m = days_of(x->duration), n = days_of(y->duration);
    t->both++;
    if (m && n && m != n) {
        t->a += m > n;
        t->b += n > m;
    }
}

static struct tally tally(const struct shift_stand *a,
                          const struct shift_stand *b)
{
    struct tally t = {0, 0, 0};
    bool taken[SHIFT_MOST_TERM] = {false};
    for (uint32_t i = 0; i < a->n_term; i++) {
        bool found = false;
        if (!counts(&a->term[i]))
            continue;
        for (uint32_t k = 0; k < b->n_term && !found; k++) {
            if (taken[k] || !counts(&b->term[k]) ||
                !shift_term_same(&a->term[i], &b->term[k]))
                continue;
            found = taken[k] = true;
            weigh_duration(&a->term[i], &b->term[k], &t);
        }
        t.a += !found;
    }
    for (uint32_t k = 0; k < b->n_term; k++)
        t.b += counts(&b->term[k]) && !taken[k];
    return t;
}

enum shift_terms shift_terms(const struct shift_stand *a,
                             const struct shift_stand *b)
{
    struct tally t = tally(a, b);
    if (!t.a)
        return t.b ? TERMS_ADDED : TERMS_SAME;
    if (!t.b)
        return TERMS_DROPPED;
    return t.b > t.a ? TERMS_MORE : TERMS_REPLACED;
}

/* A condition that is said not to be set has its terms negated. */
static enum shift_terms terms_of(const struct shift_stand *a,
                                 const struct shift_stand *b)
{
    struct shift_stand x = *a, y = *b;
    if (!a->negated && !b->negated)
        return shift_terms(a, b);
    for (uint32_t i = 0; i < x.n_term; i++)
        x.term[i].negated = x.term[i].negated && !a->negated;
    for (uint32_t i = 0; i < y.n_term; i++)
        y.term[i].negated = y.term[i].negated && !b->negated;
    struct tally t = tally(&x, &y);
    return t.both ? TERMS_SAME : TERMS_REPLACED;
}

/* "compare:" and the row in small letters, "/ANY" left out. */
static void name_rule(const char *row, char *to, size_t cap)
{
    static const char any[] = "/ANY";
    size_t n = strlen(row), k = strlen("compare:");
    if (n > sizeof any && !strcmp(row + n - strlen(any), any))
        n -= strlen(any);
    memcpy(to, "compare:", k);
    for (size_t i = 0; i < n && k + 1 < cap; i++)
        to[k++] = (char)(row[i] == '_' ? '-' : tolower((unsigned char)row[i]));
    to[k] = '\0';
}

bool shift_compare(const struct shift_stand *a, const struct shift_stand *b,
                   enum shift_voice voice, int32_t days,
                   struct shift_found *out)
{
    unsigned from = class_of(a), to = class_of(b);
    enum shift_terms terms = terms_of(a, b);
    for (uint32_t i = 0; i < shift_n_rule; i++) {
        const struct shift_rule *r = &shift_table[i];
        if (!(from & r->a) || !(to & r->b) ||
            (r->terms != TERMS_ANY && r->terms != terms) ||
            (r->voice == FOR_OTHER && voice != VOICE_OTHER) ||
            (r->near && days > SHIFT_NEAR))
            continue;
        out->kind = r->kind;
        name_rule(r->name, out->rule, sizeof out->rule);
        out->p = a->p * b->p * r->p;
        return true;
    }
    return false;
}

bool shift_speaks(struct shift_text sector)
{
    static const char no[] = "LEG PTY OPP JUD EDU MED SOC NGO BUS";
    for (const char *p = no; sector.n == 3; p += 4) {
        if (!memcmp(p, sector.p, 3))
            return false;
        if (!p[3])
            break;
    }
    return true;
}
