/* For whom a voice speaks that names no side of its own: the one whose stand
 * it tells, "[the rebels] will not talk, [a negotiator] said". */
#include "stance/stance_in.h"

#include <string.h>

/* What the actor stage could only guess from the states that are spoken of is
 * given no more than this. */
#define GUESS_P 0.62f

/* Is the side of entity n a guess? */
static bool guessed(const struct entity *n)
{
    return n->p < GUESS_P && !n->ambiguous &&
           (n->via == VIA_NOMINAL || n->via == VIA_COREFERENCE);
}

/* A side that the words name. */
static bool named(const struct doc *d, uint32_t m)
{
    if (m >= d->entity.n)
        return false;
    const struct entity *n = &d->entity.row[m];
    return (n->country || n->group) && !guessed(n);
}

/* "Their spokesman", "the head of its agency", "the country's envoy": whose he
 * is was a guess as well, and the subject of what he says is likelier. */
static bool owned(const struct doc *d, uint32_t m)
{
    static const char *const whose[] = {"its", "their", "country", "movement",
                                        "group", "government", "bloc",
                                        "kingdom", "alliance"};
    struct run r = d->mention.row[m].at;
    for (uint32_t t = r.beg; t < r.end; t++) {
        for (size_t i = 0; i < sizeof whose / sizeof *whose; i++) {
            bool has = i < 2 || (t + 1 < r.end && doc_is(d, t + 1, "'s"));
            if (has && doc_is(d, t, whose[i]))
                return true;
        }
    }
    return false;
}

/* A general of Angola who tells what Angola's rebels will do is theirs. */
static bool of_group(const struct doc *d, uint32_t voice, uint32_t side)
{
    const struct entity *n = &d->entity.row[voice], *o = &d->entity.row[side];
    const char *country = doc_text(d, n->country);
    const char *sector = doc_text(d, n->sector);
    const char *actor = doc_text(d, o->actor);
    return country && actor && o->group && !o->country && !n->group &&
           !strncmp(actor, country, strlen(country)) &&
           (!sector || !strcmp(sector, "MIL") || !strcmp(sector, "REB"));
}

/* "Us" or "our" in the sentence: its subject is another side. */
static bool speaks_of_us(const struct doc *d, uint32_t t)
{
    static const char *const us[] = {"us", "our", "ours", "we"};
    struct run r = d->sent.row[d->sent_of.row[t]];
    for (uint32_t i = r.beg; i < r.end; i++) {
        for (size_t k = 0; k < sizeof us / sizeof *us; k++) {
            if (doc_is(d, i, us[k]))
                return true;
        }
    }
    return false;
}

/* In one's own words one's own side is "we": a side named is another. */
static bool quoted(const struct doc *d, const struct frame *f)
{
    return link_quoted(d, d->tok.row[f->anchor].at) > 0;
}

/* The mention that is the subject of the stand in frame f, or NONE. */
static uint32_t whose(const struct doc *d, const struct frame *f)
{
    uint32_t c = link_clause(d, f->anchor), t = link_subject(d, c);
    if (speaks_of_us(d, f->anchor) || link_passive(d, c))
        return NONE; /* "they will be freed": no stand of theirs */
    uint32_t m = t == NONE ? NONE : link_mention(d, t);
    return m != NONE && d->mention.row[m].head == t && named(d, m) ? m : NONE;
}

/* Makes entity m speak for entity `side`. */
static enum rc speak_for(struct stance *s, uint32_t m, uint32_t side)
{
    struct doc *d = s->d;
    struct entity *n = &d->entity.row[m];
    const struct entity *o = &d->entity.row[side];
    n->country = o->country;
    n->group = o->group;
    n->via = VIA_COREFERENCE;
    n->p = o->p * GUESS_P;
    if (o->group)
        n->sector = o->sector;
    str_id code = o->group ? o->actor
                           : link_actor_code(d, doc_text(d, n->country),
                                             doc_text(d, n->sector));
    if (!code && (o->group ? o->actor : n->country))
        return stance_no_memory(s);
    n->actor = code;
    return OK;
}

/* The voice of a statement and all that is one with it. */
static enum rc set_voice(struct stance *s, uint32_t voice, uint32_t side)
{
    const struct doc *d = s->d;
    uint32_t chain = d->mention.row[voice].chain;
    if (chain == d->mention.row[side].chain)
        return OK;
    for (uint32_t m = 0; m < d->mention.n; m++) {
        if (m == voice ||
            (d->mention.row[m].chain == chain && guessed(&d->entity.row[m])))
            TRY(speak_for(s, m, side));
    }
    return OK;
}

/* The mention that the frame has for its holder, or NONE. */
static uint32_t holder_of(const struct doc *d, const struct frame *f)
{
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role == ROLE_HOLDER)
            return doc_mention_at(d, d->arg.row[i].at);
    }
    return NONE;
}

/* Makes voice m speak for `side` when there is reason to. */
static enum rc hear(struct stance *s, uint32_t m, uint32_t side)
{
    const struct doc *d = s->d;
    if (m >= d->entity.n || side == NONE || m == side ||
        !(guessed(&d->entity.row[m]) || owned(d, m) || of_group(d, m, side)))
        return OK;
    return set_voice(s, m, side);
}

enum rc stance_voices(struct stance *s)
{
    const struct doc *d = s->d;
    for (uint32_t i = 0; i < d->frame.n; i++) {
        const struct frame *f = &d->frame.row[i];
        if (f->type != FRAME_POSITION || quoted(d, f))
            continue;
        uint32_t by = link_statement(d, d->tok.row[f->anchor].at, NONE);
        uint32_t voice = by == NONE ? NONE : d->statement.row[by].speaker;
        uint32_t holder = holder_of(d, f), side = whose(d, f);
        TRY(hear(s, voice, side));
        if (holder != voice)
            TRY(hear(s, holder, side));
        /* "Rebels will talk, a leader of the Front said": its rebels */
        if (holder < d->entity.n && voice < d->entity.n &&
            guessed(&d->entity.row[holder]) && named(d, voice) &&
            d->entity.row[voice].group && d->entity.row[holder].group)
            TRY(set_voice(s, holder, voice));
    }
    return OK;
}
