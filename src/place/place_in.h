/* place_in.h - what the files of this room share.
 * reads:   tok tag dep name                 writes:  -
 * shape:   -                                units:   token rows, kb rows
 * errors:  -                                threads: one
 * cost:    O(tokens log forms)              source:  -
 */
#ifndef DM_PLACE_IN_H
#define DM_PLACE_IN_H

#include "kb/kb.h"
#include "place/place.h"

/* Kinds that name a point, and all that name a place. */
#define KINDS_POINT (1u << KB_CAPITAL | 1u << KB_CITY | 1u << KB_TOWN)
#define KINDS_PLACE (1u << KB_COUNTRY | 1u << KB_REGION | KINDS_POINT | \
                     1u << KB_BODY)

/* States by how often they are named. */
enum { MAX_STATE = 64 };
struct states {
    uint32_t code[MAX_STATE], count[MAX_STATE], n;
};

/* What the look-ups share: the states are those the document speaks of. */
struct finder {
    const struct kb *kb;
    struct doc *d;
    struct states *states;
};

/* An entry and the best of the others that have the spelling, also those that
 * the text rules out. */
enum { MAX_OTHER = 3 };
struct choice {
    const struct kb_entry *en; /* NULL: none that may be meant */
    const struct kb_entry *other[MAX_OTHER];
    uint32_t n_other;
    bool unsure; /* another state's is as likely */
};

/* Counts the states that a stretch of text speaks of, by their names, demonyms
 * and regions; by cities when it has none of these. */
void place_spoken(const struct finder *x, struct run r, struct states *out);

/* How often a state is in the list; the code is a string of the kb. */
uint32_t place_count(const struct states *s, uint32_t code);

/* Collects the states in which a phrase says that it lies: names in it or
 * behind its comma and demonyms of its places, else its regions but for its
 * first name; no state whose border or embassy is meant. */
void place_named(const struct finder *x, struct run r, struct states *out);

/* True when the words name a state for its border alone. */
bool place_border(const struct finder *x, struct run r, struct run name);

/* Chooses among the entries of a hit in a phrase that names these states. */
struct choice place_choose(const struct finder *x, struct kb_hit hit,
                           const struct states *named);

/* True when the words at t are headed by what a state has abroad too. */
bool place_abroad(const struct finder *x, uint32_t t, uint32_t end);

/* enum precision of a noun ("province", "airport"), -1 of others. */
int place_word(const struct finder *x, uint32_t t);

#endif
