/* Shifts that no word tells: two voices of one principal on one engagement
 * with one other side, compared by the table of src/shift. */
#include "stance/stance_in.h"

#include <string.h>

#include "shift/shift.h"

/* Positions are compared with at most so many earlier ones. */
enum { BACK = 40 };

static bool same(const struct doc *d, str_id a, str_id b)
{
    const char *x = doc_text(d, a), *y = doc_text(d, b);
    return x && y && !strcmp(x, y);
}

static struct shift_text text_of(const struct doc *d, str_id id)
{
    const char *s = doc_text(d, id);
    return (struct shift_text){s, s ? strlen(s) : 0};
}

static struct shift_term term_of(const struct doc *d, const struct term *t)
{
    return (struct shift_term){
        .words = {d->src.text + t->at.beg, t->at.end - t->at.beg},
        .party = text_of(d, t->party), .cameo = text_of(d, t->cameo),
        .recipient = text_of(d, t->recipient),
        .duration = text_of(d, t->duration),
        .must = t->must, .category = t->category, .waived = t->waived,
        .negated = t->negated,
    };
}

static struct shift_stand stand_of(const struct doc *d,
                                   const struct position *p)
{
    struct shift_stand s = {.stance = p->stance, .strength = p->strength,
                            .negated = p->negated, .p = p->h.p};
    for (uint32_t i = p->term.beg;
         i < p->term.end && s.n_term < SHIFT_MOST_TERM; i++)
        s.term[s.n_term++] = term_of(d, &d->term.row[i]);
    return s;
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

/* Is it somebody who speaks for the principal, not the principal as such? */
static bool is_voice(const struct doc *d, uint32_t holder)
{
    if (holder >= d->entity.n)
        return false;
    const struct entity *n = &d->entity.row[holder];
    struct shift_text sector = text_of(d, n->sector);
    sector.n = sector.n > 3 ? 3 : sector.n; /* the first */
    return (n->via != VIA_LEXICON || doc_text(d, n->office)) &&
           (n->group || shift_speaks(sector));
}

/* Do two voices speak for one principal on one thing? */
static bool comparable(const struct doc *d, const struct position *a,
                       const struct position *b)
{
    return a->engagement == b->engagement && a->h.day <= b->h.day &&
           same(d, stance_me_id(d, a), stance_me_id(d, b)) &&
           is_voice(d, a->holder) && is_voice(d, b->holder) &&
           !stance_same_voice(d, a->holder, b->holder) &&
           share_side(d, a, b);
}

/* Did a come first? A report often leaves the day of a stand open; then what
 * was offered came before what takes it back. */
static bool first(const struct position *a, const struct position *b)
{
    bool told = a->h.basis != BASIS_PUBLICATION &&
                b->h.basis != BASIS_PUBLICATION && a->h.day < b->h.day;
    return told || a->stance == STANCE_OFFERS || a->stance == STANCE_ACCEPTS;
}

static bool opposed(const struct doc *d, const struct position *a,
                    const struct position *b, struct shift_found *found)
{
    if (!comparable(d, a, b) || !first(a, b))
        return false;
    struct shift_stand x = stand_of(d, a), y = stand_of(d, b);
    int32_t days = a->h.day != NO_DAY ? b->h.day - a->h.day : 0;
    return shift_compare(&x, &y, VOICE_OTHER, days, found);
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

static enum rc put(struct stance *s, uint32_t from, uint32_t to,
                   const struct shift_found *found)
{
    struct doc *d = s->d;
    const struct position *a = &d->position.row[from];
    const struct position *b = &d->position.row[to];
    struct shift t = {.h = b->h, .kind = found->kind, .from = from, .to = to,
                      .principal = stance_me_id(d, a)};
    t.days = a->h.day != NO_DAY && b->h.day != NO_DAY ? b->h.day - a->h.day
                                                      : NO_DAY;
    t.evidence = link_list(d);
    if (!link_piece(d, &t.evidence, doc_span(d, d->sent.row[a->h.sent])) ||
        !link_piece(d, &t.evidence, doc_span(d, d->sent.row[b->h.sent])))
        return stance_no_memory(s);
    t.h.frame = NONE;
    t.h.p = found->p;
    t.h.rule = doc_str(d, found->rule, strlen(found->rule));
    if (!t.h.rule || !table_put(&d->mem, &d->shift, t))
        return stance_no_memory(s);
    return OK;
}

enum rc stance_compare(struct stance *s)
{
    const struct doc *d = s->d;
    struct shift_found found;
    for (uint32_t b = 0; b < d->position.n; b++) {
        for (uint32_t a = b > BACK ? b - BACK : 0;
             a < d->position.n && a <= b + BACK; a++) {
            if (a != b && opposed(d, &d->position.row[a],
                                  &d->position.row[b], &found) &&
                !told(d, a, b))
                TRY(put(s, a, b, &found));
        }
    }
    return OK;
}
