/* stance_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   -                                units:   token rows
 * errors:  E_NOMEM                          threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_STANCE_IN_H
#define DM_STANCE_IN_H

#include "link/link.h"
#include "stance/stance.h"

/* The stage at work on one document. */
struct stance {
    const struct kb *kb;
    struct work *w;
    struct doc *d;
    struct err *e;
};

/* A list of codes without repeats, "|" between them. */
struct codes {
    char text[400];
    size_t n;
};

/* Adds a code (NULL: none) when it is not there. */
void stance_code_add(struct codes *c, const char *code);

/* True when the list holds the code. */
bool stance_code_in(const struct codes *c, const char *code);

/* The one code of the list that is not `but`; NULL when there are more. */
const char *stance_code_other(const struct codes *c, const char *but,
                              char *out, size_t cap);

/* The code of a mention in lists: its group, a role with its country
 * ("PERREB"), else its country; NULL. */
const char *stance_code(const struct doc *d, uint32_t mention);
str_id stance_code_id(const struct doc *d, uint32_t mention);

/* The code of who holds a position, or of the voice that says "we"; NULL. */
const char *stance_me(const struct doc *d, const struct position *p);
str_id stance_me_id(const struct doc *d, const struct position *p);

/* The code of the first mention inside a run that has one; NULL. */
const char *stance_code_of(const struct doc *d, struct run r);

/* The parties of an engagement: the holder and the sides named. */
void stance_parties(const struct doc *d, const struct position *p,
                    const struct frame *f, struct codes *out);

/* Appends the terms of a frame to d->term. */
enum rc stance_terms(struct stance *s, const struct frame *f,
                     struct position *p, const struct codes *parties)
    MUST_USE;

/* Appends the term in argument a. */
enum rc stance_term(struct stance *s, const struct frame *f,
                    const struct arg *a, const struct position *p,
                    const struct codes *parties) MUST_USE;

/* Appends terms that grammar ties to the frame's words; p->term.beg says
 * where the position's own begin. */
enum rc stance_tied(struct stance *s, const struct frame *f,
                    const struct position *p, const struct codes *parties)
    MUST_USE;

/* How long the term of these words shall hold, said inside it or right behind:
 * ISO 8601, "unspecified", or null. */
str_id stance_duration(struct doc *d, struct run r);

/* The relation that the connective at the beginning of the subtree r of c
 * tells, r->beg moved past it; -1: there is none. */
int stance_tie(const struct stance *s, struct run *r, uint32_t c);

/* The kind of engagement that the word at t names, by the lexicon; -1: none. */
int stance_kind(const struct stance *s, uint32_t t);

/* Appends a position that a rule makes of frame f, held by whoever voices it
 * or, without `term`, else by the subject; of one without terms: nothing. */
enum rc stance_put(struct stance *s, const struct frame *f, const char *rule,
                   const struct arg *term) MUST_USE;

/* Gives voices whose side was guessed that of the stand they tell. */
enum rc stance_voices(struct stance *s) MUST_USE;

/* Appends the positions that grammar tells and no frame does. */
enum rc stance_needs(struct stance *s) MUST_USE;

/* Appends the positions and terms that plain words of need tell. */
enum rc stance_musts(struct stance *s) MUST_USE;

/* Fills a list from a string of codes with "|" between them. */
void stance_code_split(struct codes *c, const char *text);

/* True when two mentions are one voice: one chain or one name. */
bool stance_same_voice(const struct doc *d, uint32_t a, uint32_t b);

/* Words of the lexicon that tell a shift. */
struct told {
    struct run at;
    uint8_t kind;  /* enum shift_kind */
    bool alone;    /* they tell it without the network */
    char key[80];  /* the entry */
};

/* The longest entry of shift_words that begins at token t. */
bool stance_told(const struct stance *s, uint32_t t, struct told *out);

/* Appends the shifts that follow from comparing positions. */
enum rc stance_compare(struct stance *s) MUST_USE;

/* Fills d->shift. */
enum rc stance_shifts(struct stance *s) MUST_USE;

/* E_NOMEM with its message. */
enum rc stance_no_memory(struct stance *s) MUST_USE;

#endif
