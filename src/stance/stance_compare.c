/* Shifts that no word tells: an open offer of one voice, and a refusal or a
 * condition of another voice of the same principal, on one engagement. */
#include "stance/stance_in.h"

#include <string.h>

#include "kb/kb_value.h"

/* How sure the comparison is beside the positions' own probabilities: people
 * agree on such classes about 65 times in 100 (DESIGN of the records). */
#define P_COMPARE 0.65f

/* Positions are compared with at most so many earlier ones. */
enum { BACK = 40 };

static bool same(const struct doc *d, str_id a, str_id b)
{
    const char *x = doc_text(d, a), *y = doc_text(d, b);
    return x && y && !strcmp(x, y);
}

static bool open_offer(const struct doc *d, const struct position *p)
{
    bool open = p->stance == STANCE_OFFERS && !p->negated;
    for (uint32_t i = p->term.beg; i < p->term.end && open; i++)
        open = d->term.row[i].waived;
    return open;
}

static bool closed(const struct position *p)
{
    return !p->negated &&
           (p->stance == STANCE_REQUIRES || p->stance == STANCE_REFUSES ||
            p->stance == STANCE_DEFERS);
}

/* Both lists name a code besides the principal's own. */
static bool share_side(const struct doc *d, const struct position *a,
                       const struct position *b)
{
    const char *p = doc_text(d, a->parties), *q = doc_text(d, b->parties);
    const char *me = stance_me(d, a);
    struct codes other = {.n = 0};
    if (!p || !q || !me)
        return false;
    stance_code_split(&other, q);
    while (*p) {
        char code[120];
        size_t n = strcspn(p, "|");
        if (n < sizeof code) {
            memcpy(code, p, n);
            code[n] = '\0';
            if (strcmp(code, me) && stance_code_in(&other, code))
                return true;
        }
        p += n + (p[n] == '|');
    }
    return false;
}

static bool opposed(const struct doc *d, const struct position *a,
                    const struct position *b)
{
    return open_offer(d, a) && closed(b) && a->engagement == b->engagement &&
           a->h.day <= b->h.day &&
           same(d, stance_me_id(d, a), stance_me_id(d, b)) &&
           a->holder != NONE && b->holder != NONE &&
           !stance_same_voice(d, a->holder, b->holder) &&
           share_side(d, a, b);
}

static bool told(const struct doc *d, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < d->shift.n; i++) {
        const struct shift *s = &d->shift.row[i];
        if (s->to == NONE || s->from == NONE)
            continue;
        const struct position *p = &d->position.row[s->from];
        const struct position *q = &d->position.row[s->to];
        if (stance_same_voice(d, p->holder, d->position.row[a].holder) &&
            stance_same_voice(d, q->holder, d->position.row[b].holder))
            return true;
    }
    return false;
}

static enum rc put(struct stance *s, uint32_t from, uint32_t to)
{
    struct doc *d = s->d;
    const struct position *a = &d->position.row[from];
    const struct position *b = &d->position.row[to];
    struct shift t = {.h = b->h, .kind = SHIFT_CONTRADICTS, .from = from,
                      .to = to, .principal = stance_me_id(d, a)};
    t.days = a->h.day != NO_DAY && b->h.day != NO_DAY ? b->h.day - a->h.day
                                                      : NO_DAY;
    t.evidence = link_list(d);
    if (!link_piece(d, &t.evidence, doc_span(d, d->sent.row[a->h.sent])) ||
        !link_piece(d, &t.evidence, doc_span(d, d->sent.row[b->h.sent])))
        return stance_no_memory(s);
    t.h.frame = NONE;
    t.h.p = a->h.p * b->h.p * P_COMPARE;
    t.h.rule = doc_str(d, "rule:compare-terms", 18);
    if (!t.h.rule || !table_put(&d->mem, &d->shift, t))
        return stance_no_memory(s);
    return OK;
}

enum rc stance_compare(struct stance *s)
{
    const struct doc *d = s->d;
    for (uint32_t b = 0; b < d->position.n; b++) {
        for (uint32_t a = b > BACK ? b - BACK : 0;
             a < d->position.n && a <= b + BACK; a++) {
            if (a != b &&
                opposed(d, &d->position.row[a], &d->position.row[b]) &&
                !told(d, a, b))
                TRY(put(s, a, b));
        }
    }
    return OK;
}
