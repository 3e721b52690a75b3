/* actor_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   item and person in order of text, item_of [n_tok], sight [n_mention]
 * units:   token rows
 * errors:  memory that is out shows as no_memory
 * threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_ACTOR_IN_H
#define DM_ACTOR_IN_H

#include "actor/actor.h"

/* Kinds of entries that are a land, and that speak for one. */
#define KINDS_LAND (1u << KB_COUNTRY | 1u << KB_DEMONYM | 1u << KB_CAPITAL | \
                    1u << KB_CITY | 1u << KB_REGION)
#define KINDS_HOUSE (1u << KB_BODY | 1u << KB_IGO | 1u << KB_GROUP | \
                     1u << KB_ORG)
#define KINDS_ROLE (1u << KB_AGENT | 1u << KB_OFFICE)

/* A name or a role found in the text. */
struct item {
    struct run at;
    const struct kb_entry *en;
    const struct kb_entry *rival; /* what it may as well mean, or NULL */
};

/* What is known of a phrase. Strings of the block live as long as it. */
struct sight {
    const char *country, *group, *sector; /* NULL: not known */
    const char *home;    /* country in the code of a group that has none */
    const char *rival;   /* codes of readings that tie, or NULL */
    struct run name;     /* tokens of its proper name; empty: none */
    struct run office;   /* tokens of its office; empty: none */
    const char *held;    /* office by the lexicon, when the text has none */
    bool past;           /* held is over */
    const struct kb_entry *entry, *role; /* what decided; office or agent */
    bool person;         /* name is a person's */
    bool unnamed;        /* head is a source that may go without a name */
    bool owned;          /* country stands in the possessive */
    bool sure;           /* country comes from its own words */
    bool people;             /* of a people that has no state: "Kurdish" */
    bool surname;        /* read by the lexicon from a surname alone */
    uint8_t via;         /* enum via */
    float p;
};

/* How far a mention has been looked at. */
enum sight_state { SIGHT_NEW, SIGHT_OPEN, SIGHT_DONE };

/* The stage at work on one document. */
struct actor {
    const struct kb *kb;
    struct work *w;
    struct doc *d;
    TABLE(struct item) item;
    uint32_t *item_of;   /* [n_tok] row of item, NONE */
    TABLE(struct run) person; /* names of people, without titles */
    uint32_t *person_of; /* [n_tok] row of person, NONE */
    const struct kb_entry *voice; /* body that publishes, NULL unknown */
    struct sight *sight; /* [n_mention] */
    uint8_t *state;      /* [n_mention] enum sight_state */
    bool no_memory;
};

/* Finds all names and roles of the document. */
void actor_scan(struct actor *a);

/* Settles which of several lands a name means. */
void actor_lands(struct actor *a);

/* Finds the names of people: those of the name table without the titles that
 * lead them, and without names of states and seats. */
void actor_people(struct actor *a);

/* Finds who publishes the document. */
void actor_origin(struct actor *a);

/* The entry of a hit that suits the day of the document best. */
const struct kb_entry *actor_choose(const struct actor *a, struct kb_hit hit,
                                    unsigned kinds);

/* What mention m is, by itself and by its chain. */
const struct sight *actor_sight(struct actor *a, uint32_t m);

/* What the words of mention m say alone. */
void actor_phrase(struct actor *a, uint32_t m, struct sight *s);

/* Adds what the lexicon knows of the person named by tokens `name`;
 * `surname` allows a name of one token. */
void actor_person(struct actor *a, struct run name, bool surname,
                  struct sight *s);

/* Adds the country that the report around the mention speaks of. */
void actor_context(const struct actor *a, struct run mention,
                   struct sight *s);

/* Use of a word in data/actor_words.tsv, or "". */
const char *actor_word(const struct actor *a, uint32_t t);

/* True when a lies in b. */
bool actor_inside(struct run a, struct run b);

/* True when token t lies in r. */
bool actor_has(struct run r, uint32_t t);

/* The item at token t, or NULL. */
const struct item *actor_item(const struct actor *a, uint32_t t);

/* True when there is an item of one of the kinds. */
bool actor_kind(const struct item *it, unsigned kinds);

/* True when the word at t has that use in data/actor_words.tsv. */
bool actor_is(const struct actor *a, uint32_t t, const char *use);

/* True when t is the 's of a possessive. */
bool actor_clitic(const struct doc *d, uint32_t t);

/* True when a name at `at` in the phrase r says whose the head is. */
bool actor_owns(const struct actor *a, struct run at, struct run r,
                uint32_t head);

/* Adds a house: its sector, group and, if none is said, its country. */
void actor_add_house(const struct actor *a, const struct kb_entry *en,
                     struct sight *s);

/* Adds a land as the country; two that tie as rivals. */
void actor_add_land(struct actor *a, const struct item *it, struct sight *s);

/* Adds what the words in r but `role` say of whose the head is. */
void actor_add_owners(struct actor *a, struct run r, uint32_t head,
                      const struct item *role, struct sight *s);

/* Adds what the tree hangs on the head behind the phrase r. */
void actor_add_behind(struct actor *a, struct run r, uint32_t head,
                      struct sight *s);

/* A non-empty string of the block, or NULL. */
const char *actor_str(const struct actor *a, uint32_t at);

#endif
