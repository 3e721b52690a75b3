/* The state that a report speaks of, for "the army" and "the minister" that
 * name none. Every state that is named gets votes: the first of the report,
 * the only one of the sentence, the only one of the sentence before, the one
 * named last before the phrase, the one named most; the body that publishes
 * stands for the first. Weights were chosen on annotated reports. */
#include "actor/actor_in.h"

#include <string.h>

#include "link/link.h"

enum { MAX_STATE = 32, VOTE_FIRST = 3, VOTE_OTHER = 1, VOTE_CLEAR = 5 };

static bool tells(const struct kb_entry *en)
{
    unsigned kinds = 1u << KB_COUNTRY | 1u << KB_DEMONYM | 1u << KB_CAPITAL |
                     1u << KB_CITY | 1u << KB_REGION | 1u << KB_BODY;
    return kinds >> en->kind & 1;
}

static bool in_dateline(const struct actor *a, struct run at)
{
    return at.beg < link_dateline(a->d, a->d->sent_of.row[at.beg]).end;
}

/* Is the state, or what it owns, the subject of its clause? */
static bool is_subject(const struct doc *d, struct run at)
{
    uint32_t t = doc_head_of(d, at);
    uint8_t rel = d->dep.row[t].rel;
    if (rel == REL_NMOD || rel == REL_AMOD || rel == REL_COMPOUND)
        t = d->dep.row[t].head;
    return t != NONE && d->dep.row[t].rel == REL_NSUBJ;
}

/* A state that something is done with or to ("talks with Peru") is hardly the
 * one whose army is "the army". */
static bool aside(const struct actor *a, struct run at)
{
    uint32_t c = doc_child(a->d, doc_head_of(a->d, at), REL_CASE, 0);
    const char *use = c == NONE ? "link" : actor_word(a, c);
    bool clitic = c != NONE && c >= at.end;
    return !clitic && strcmp(use, "link") != 0;
}

/* "The UK-based group", "Turkish-backed": said of another's side or seat. */
static bool hyphened(const struct actor *a, struct run at)
{
    if (at.end + 1 >= a->d->tok.n || !doc_is(a->d, at.end, "-"))
        return false;
    const char *use = actor_word(a, at.end + 1);
    return !strcmp(use, "cut") || !strcmp(use, "seat");
}

/* The state that an item speaks for; NULL: none. */
static const char *state_of(const struct actor *a, const struct item *it)
{
    return tells(it->en) && !it->rival && !hyphened(a, it->at)
               ? actor_str(a, it->en->country) : NULL;
}

/* States with their votes, in the order they are named. */
struct ballot {
    const char *state[MAX_STATE];
    int count[MAX_STATE], votes[MAX_STATE];
    int n, first; /* first: the first that is not aside, -1 none */
    bool written; /* the last so far is where the report was written */
};

static int place_of(struct ballot *b, const char *state)
{
    for (int i = 0; i < b->n; i++) {
        if (!strcmp(b->state[i], state))
            return i;
    }
    if (b->n == MAX_STATE)
        return -1;
    b->state[b->n] = state;
    return b->n++;
}

static void vote(struct ballot *b, const char *state, int votes)
{
    int i = state && *state ? place_of(b, state) : -1;
    if (i >= 0)
        b->votes[i] += votes;
}

/* Counts all states; returns the one named last before token `t`, and in
 * *named the last one aside or not, -1 for none. */
static const char *count(const struct actor *a, uint32_t t, struct ballot *b,
                         int *named)
{
    const char *last = NULL;
    *named = -1;
    for (uint32_t i = 0; i < a->item.n; i++) {
        const struct item *it = &a->item.row[i];
        const char *state = state_of(a, it);
        int k = state ? place_of(b, state) : -1;
        if (k < 0)
            continue;
        b->count[k]++;
        if (it->at.beg < t)
            *named = k;
        if (aside(a, it->at))
            continue;
        bool line = in_dateline(a, it->at);
        if (b->first < 0 || (b->written && is_subject(a->d, it->at)))
            b->first = k;
        b->written = line;
        if (it->at.beg < t && !line)
            last = state;
    }
    return last;
}

/* The one country named in a run outside `but`; NULL when none or several. */
static const char *only_one(const struct actor *a, struct run r,
                            struct run but)
{
    const char *found = NULL;
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (a->item_of[t] == NONE || (t >= but.beg && t < but.end))
            continue;
        const char *c = state_of(a, &a->item.row[a->item_of[t]]);
        if (c && (aside(a, a->item.row[a->item_of[t]].at) ||
                  in_dateline(a, a->item.row[a->item_of[t]].at)))
            continue;
        if (c && found && strcmp(found, c))
            return NULL;
        if (c)
            found = c;
    }
    return found;
}

/* Takes the votes of states that the sentence names as the other side: "the
 * palace rowed back on talks with China" is no palace of China. */
static void drop_others(const struct actor *a, struct run sent, uint32_t at,
                        struct ballot *b)
{
    int left = b->n;
    bool out[MAX_STATE] = {false};
    for (uint32_t t = sent.beg; t < sent.end; t++) {
        const struct item *it = a->item_of[t] == NONE
                                    ? NULL : &a->item.row[a->item_of[t]];
        uint32_t c = it ? doc_child(a->d, doc_head_of(a->d, it->at),
                                    REL_CASE, 0) : NONE;
        if (c == NONE || c >= it->at.beg || it->at.beg == at ||
            (it->en->kind != KB_COUNTRY && it->en->kind != KB_CAPITAL) ||
            (!doc_is(a->d, c, "with") && !doc_is(a->d, c, "against")))
            continue;
        const char *state = state_of(a, it);
        int k = state ? place_of(b, state) : -1;
        left -= k >= 0 && !out[k];
        if (k >= 0)
            out[k] = true;
    }
    for (int k = 0; k < b->n && left > 0; k++)
        b->votes[k] = out[k] ? -1 : b->votes[k];
}

static int most(const int *of, int n)
{
    int best = 0;
    for (int i = 1; i < n; i++) {
        if (of[i] > of[best])
            best = i;
    }
    return best;
}

void actor_context(const struct actor *a, struct run mention, struct sight *s)
{
    const struct doc *d = a->d;
    uint32_t sent = d->sent_of.row[mention.beg];
    struct ballot b = {.first = -1};
    const char *voice = a->voice && a->voice->kind == KB_BODY
                            ? actor_str(a, a->voice->country) : NULL;
    if (voice)
        b.first = place_of(&b, voice);
    int named;
    const char *last = count(a, mention.beg, &b, &named);
    if (!b.n)
        return;
    b.votes[b.first < 0 ? 0 : b.first] += VOTE_FIRST;
    b.votes[most(b.count, b.n)] += VOTE_OTHER;
    vote(&b, last, VOTE_OTHER);
    vote(&b, only_one(a, d->sent.row[sent], mention), VOTE_OTHER);
    if (sent)
        vote(&b, only_one(a, d->sent.row[sent - 1], mention), VOTE_OTHER);
    drop_others(a, d->sent.row[sent], mention.beg, &b);
    int best = most(b.votes, b.n);
    if (!strcmp(actor_word(a, mention.end - 1), "other") && named >= 0)
        best = named;
    s->country = b.state[best];
    s->via = VIA_NOMINAL;
    s->p = b.votes[best] >= VOTE_CLEAR ? 0.6f : 0.4f;
}
