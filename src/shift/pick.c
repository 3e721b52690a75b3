/* Which of the stands before a position are compared with it: the latest of
 * each voice, not what is only told again. */
#include "shift/pick.h"

#include <string.h>

/* Is it a stand of those on one line whatever the other side? */
bool shift_is_any(const struct shift_row *a)
{
    size_t n = strlen(a->line);
    return n && a->line[n - 1] == '*';
}

static bool same_text(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

/* Two names or two offices that differ are two voices; else it is one, or
 * cannot be told. */
static enum shift_voice voice_of(const struct shift_row *a,
                                 const struct shift_row *b, bool *same)
{
    *same = same_text(a->voice, b->voice);
    if (a->voice && b->voice)
        return *same ? VOICE_OWN : VOICE_OTHER;
    return a->office && b->office && strcmp(a->office, b->office)
               ? VOICE_OTHER : VOICE_OWN;
}

/* Are the two one statement, told in two reports? This is the one place that
 * says so: the same sentence, in reports of about the same days. */
static bool one_telling(const struct shift_row *a, const struct shift_row *b)
{
    return a->words == b->words && a->document != b->document &&
           b->day - a->day <= SHIFT_COPY && a->day - b->day <= SHIFT_COPY;
}

/* Is stand i of k->back told before too? Then it stands there. */
static bool is_copy(const struct shift_look *k, uint32_t i)
{
    for (uint32_t n = i + 1; n < k->back.n; n++) {
        if (one_telling(&k->back.row[n], &k->back.row[i]) &&
            !strcmp(k->back.row[n].line, k->back.row[i].line))
            return true;
    }
    return false;
}

/* Is a stand of those with any counterpart, and has another one? */
static bool is_far(const struct shift_look *k, const struct shift_row *a)
{
    return shift_is_any(a) && !a->alone && !k->b.row[0].alone;
}

/* Does a later stand of the same voice, or of this report, come before i? */
static bool is_overtaken(const struct shift_look *k, uint32_t i)
{
    const struct shift_row *a = &k->back.row[i];
    for (uint32_t n = 0; n < i; n++) {
        const struct shift_row *c = &k->back.row[n];
        bool same;
        if (c->record == a->record)
            return true;
        if (is_copy(k, n) || c->document == a->document || is_far(k, c))
            continue;
        if ((voice_of(a, c, &same) == VOICE_OWN) &&
            (same || (!a->voice && !c->voice)))
            return true;
    }
    return false;
}

/* Stands that are open, stands that are shut: what one report has of one voice
 * is held against another as a whole. */
unsigned shift_family(const struct shift_stand *s)
{
    switch (s->stance) {
    case STANCE_OFFERS:
    case STANCE_ACCEPTS:
        return 1;
    case STANCE_DEMANDS:
        return 3;
    case STANCE_OPPOSES:
        return 4;
    default:
        return 2;
    }
}

/* Has the voice of a, in the same report, a stand that agrees with b? */
static bool agrees(const struct shift_look *k, const struct shift_row *a,
                   const struct shift_row *b)
{
    struct shift_found f;
    for (uint32_t i = 0; i < k->back.n; i++) {
        const struct shift_row *c = &k->back.row[i];
        bool same, near;
        if (c->document != a->document || c->said.negated ||
            shift_family(&c->said) != shift_family(&b->said))
            continue;
        near = voice_of(a, c, &same) == VOICE_OWN;
        if (near && !shift_compare(&c->said, &b->said, VOICE_OWN, 99, &f))
            return true;
    }
    return false;
}

/* Compares stand i of k->back with the position; false: nothing follows. */
static bool follows(const struct shift_look *k, uint32_t i,
                    struct shift_pair *p)
{
    const struct shift_row *a = &k->back.row[i], *b = &k->b.row[0];
    enum shift_voice voice = voice_of(a, b, &p->same_voice);
    int32_t days = (int32_t)(b->day - a->day);
    p->a = *a;
    if (a->document == b->document || (voice == VOICE_OWN && !days) ||
        is_far(k, a))
        return false;
    return shift_compare(&a->said, &b->said, voice, days, &p->found);
}

/* The stand of another report that the report's own `from` tells again. */
static const struct shift_row *first_told(const struct shift_look *k,
                                      const struct shift_stand *from)
{
    struct shift_found f;
    for (uint32_t i = 0; i < k->back.n; i++) {
        const struct shift_row *a = &k->back.row[i];
        if (a->document != k->b.row[0].document && !is_copy(k, i) &&
            !is_far(k, a) &&
            a->said.negated == from->negated &&
            shift_family(&a->said) == shift_family(from) &&
            !shift_compare(&a->said, from, VOICE_OWN, 99, &f))
            return a;
    }
    return NULL;
}

/* Is stand i one that the shift could turn from, of whatever stance? */
static bool is_eligible(const struct shift_look *k, uint32_t i)
{
    const struct shift_row *a = &k->back.row[i], *b = &k->b.row[0];
    return a->document != b->document && !is_copy(k, i) &&
           !one_telling(a, b) && !is_far(k, a);
}

const struct shift_row *shift_meant(const struct shift_look *k,
                                    const char *kind,
                                    const struct shift_stand *from)
{
    const struct shift_row *b = &k->b.row[0], *any = NULL;
    bool again = !strcmp(kind, "reaffirms"), no = !strcmp(kind, "denies");
    bool unity = !strcmp(kind, "claims_unity");
    if (from && !(no && shift_family(from) != 1 && b->said.negated))
        return first_told(k, from);
    for (uint32_t i = 0; i < k->back.n; i++) {
        const struct shift_row *a = &k->back.row[i];
        struct shift_pair p = {0};
        bool turns = follows(k, i, &p);
        bool same = shift_family(&a->said) == shift_family(&b->said);
        if (!is_eligible(k, i))
            continue;
        if (again ? !turns && same : turns || unity)
            return a;
        if (!any && !same)
            any = a;
    }
    return again || no ? NULL : any;
}

bool shift_is_copy(const struct shift_look *k)
{
    for (uint32_t i = 0; i < k->back.n; i++) {
        if (one_telling(&k->back.row[i], &k->b.row[0]))
            return true;
    }
    return false;
}

bool shift_follows(const struct shift_look *k, uint32_t i,
                   struct shift_pair *p)
{
    return !is_copy(k, i) && !is_overtaken(k, i) && follows(k, i, p) &&
           !agrees(k, &p->a, &k->b.row[0]);
}

/* Has another one of these stands its words or its report? */
static bool is_shared(const struct shift_look *k, const struct shift_row *r)
{
    for (uint32_t i = 0; i < k->back.n; i++) {
        const struct shift_row *c = &k->back.row[i];
        if (c->record != r->record &&
            (c->words == r->words || c->document == r->document))
            return true;
    }
    return false;
}

/* Does one of the first n behind a speak for its voice, so that it is what the
 * later ones are held against? What may be a copy does not count. */
static bool is_past(const struct shift_look *k, uint32_t n)
{
    const struct shift_row *a = &k->b.row[0];
    for (uint32_t i = 0; i < n; i++) {
        const struct shift_row *c = &k->back.row[i];
        bool same, own = voice_of(a, c, &same) == VOICE_OWN;
        if (c->document != a->document && c->day > a->day + SHIFT_COPY &&
            own && (same || (!a->voice && !c->voice)) && !shift_is_any(a))
            return true;
    }
    return false;
}

bool shift_touches(const struct shift_look *k, uint32_t n,
                   const struct shift_look *before, uint32_t more)
{
    const struct shift_row *a = &k->b.row[0], *b = &k->back.row[n];
    struct shift_found f;
    uint32_t out = SHIFT_BACK - 1 - n; /* what moves beyond b's limit */
    bool same;
    if (b->turned || is_shared(k, a))
        return true;
    for (uint32_t i = out; i < before->back.n && i < out + more; i++) {
        const struct shift_row *r = &before->back.row[i];
        if (is_shared(k, r) || is_shared(before, r))
            return true;
    }
    if (a->document == b->document || is_past(k, n))
        return false;
    return shift_compare(&a->said, &b->said, voice_of(a, b, &same),
                         (int32_t)(b->day - a->day), &f);
}
