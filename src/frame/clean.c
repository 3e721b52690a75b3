#include "frame/frame_in.h"

/* Most coordinated parts of one phrase. */
enum { PART_MAX = 24 };

/* Less sure actors and recipients are left out. From eval/frames.py on the dev
 * reports: full events F1 40.8 with it, 40.3 without. */
#define ACTOR_P 0.55f

static bool is_party(uint8_t role)
{
    return role == ROLE_ACTOR || role == ROLE_RECIPIENT ||
           role == ROLE_SPEAKER || role == ROLE_ADDRESSEE ||
           role == ROLE_HOLDER || role == ROLE_WHO;
}

/* Joint speakers are one phrase, joint actors are several. */
static bool is_split(uint8_t role)
{
    return role == ROLE_ACTOR || role == ROLE_RECIPIENT || role == ROLE_HOLDER;
}

/* True when the frame has the run in this role already. */
static bool have(const struct found *x, uint8_t role, struct run r)
{
    for (uint32_t i = 0; i < x->n_arg; i++) {
        const struct arg *a = &x->arg[i];
        if (a->role == role && a->at.beg < r.end && a->at.end > r.beg)
            return true;
    }
    return false;
}

static void add(struct found *x, struct arg a)
{
    if (a.at.beg < a.at.end && x->n_arg < ARG_MAX)
        x->arg[x->n_arg++] = a;
}

/* The phrase without the frame's own verb and what follows it. */
static struct run before_verb(const struct doc *d, const struct found *x,
                              struct run r)
{
    uint32_t v = x->f.anchor;
    uint8_t u = v < d->tag.n ? d->tag.row[v].upos : UPOS_X;
    if (v <= r.beg || v >= r.end || (u != UPOS_VERB && u != UPOS_AUX) ||
        d->dep.row[v].rel == REL_AMOD) /* "two captured soldiers" */
        return r;
    return clean_trim(d, (struct run){r.beg, v}, true);
}

/* The phrases of a party's stretch. */
static void add_party(const struct doc *d, struct found *x, struct arg a)
{
    struct run part[PART_MAX];
    uint32_t n = clean_phrases(d, a.at, is_split(a.role), part, PART_MAX);
    for (uint32_t i = 0; i < n; i++) {
        a.at = before_verb(d, x, part[i]);
        bool anchor = x->f.anchor >= a.at.beg && x->f.anchor < a.at.end;
        if (!have(x, a.role, a.at) && !(anchor && x->f.type == FRAME_EVENT &&
                                        a.at.end - a.at.beg == 1))
            add(x, a);
    }
}

void clean_args(const struct doc *d, struct found *x)
{
    if (x->f.type == FRAME_STATEMENT)
        clean_contents(d, x);
    struct found was = *x;
    x->n_arg = 0;
    for (uint32_t i = 0; i < was.n_arg; i++) {
        struct arg a = was.arg[i];
        if (x->f.type == FRAME_EVENT && a.role != ROLE_PLACE && a.p < ACTOR_P)
            continue;
        if (is_party(a.role)) {
            add_party(d, x, a);
        } else if (a.role == ROLE_PLACE) {
            a.at = clean_place(d, a.at);
            add(x, a);
        } else if (a.role == ROLE_WHAT || a.role == ROLE_TERM) {
            a.at = a.role == ROLE_TERM ? clean_term(d, a.at)
                                       : clean_clause(d, a.at);
            if (a.role != ROLE_TERM || !have(x, ROLE_TERM, a.at))
                add(x, a);
        } else {
            add(x, a);
        }
    }
}
