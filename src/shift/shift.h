/* shift.h - two positions of one principal, compared: which shift is it.
 * reads:   two stands                       writes:  -
 * shape:   -                                units:   days
 * errors:  -                                threads: any
 * cost:    O(terms^2 x their words)
 * source:  docs/codebook.md, Shifts; docs/ledger.md, Shifts
 *
 * The table of what follows from which two stands is in shift_table.c, a line
 * a row; it is the same within a report and between reports.
 */
#ifndef DM_SHIFT_SHIFT_H
#define DM_SHIFT_SHIFT_H

#include "base/base.h"
#include "doc/labels.h"

/* Days between which two voices speak of the same state of things: later, a
 * principal that says otherwise has changed its mind. */
enum { SHIFT_NEAR = 7 };

/* A string that is not its own: no NUL behind it, p is NULL for null. */
struct shift_text {
    const char *p;
    size_t n;
};

/* A condition. */
struct shift_term {
    struct shift_text words;
    struct shift_text party, cameo, recipient, duration;
    uint8_t must;       /* enum term_must */
    uint8_t category;   /* enum category */
    bool waived, negated;
};

/* Limit: further terms of a position are not compared. */
enum { SHIFT_MOST_TERM = 8 };

/* A position as it is compared. */
struct shift_stand {
    uint8_t stance;     /* enum stance_kind */
    uint8_t strength;   /* enum strength */
    bool negated;
    struct shift_term term[SHIFT_MOST_TERM];
    uint32_t n_term;
    float p;            /* confidence */
};

/* Who speaks: the same, or at least once the principal as such or somebody
 * who is not told apart; or two of its voices. */
enum shift_voice { VOICE_OWN, VOICE_OTHER };

/* What follows. */
struct shift_found {
    uint8_t kind;       /* enum shift_kind */
    float p;            /* confidence */
    char rule[48];      /* the row: "compare:refuses/open" */
};

/* How the terms of the later stand lie to those of the earlier. */
enum shift_terms { TERMS_ANY, TERMS_SAME, TERMS_ADDED, TERMS_DROPPED,
                   TERMS_REPLACED, TERMS_MORE, N_SHIFT_TERMS };

/* Compares a with b, which is held `days` days later (0: the same day, or not
 * known). False: no shift follows. */
bool shift_compare(const struct shift_stand *a, const struct shift_stand *b,
                   enum shift_voice voice, int32_t days,
                   struct shift_found *out);

/* How the terms compare; waived and negated ones are none. */
enum shift_terms shift_terms(const struct shift_stand *a,
                             const struct shift_stand *b);

/* True when two terms ask for the same. */
bool shift_term_same(const struct shift_term *a, const struct shift_term *b);

/* How many in 100 of the words of a stand in b, words of grammar left out and
 * endings taken off; 0 when there are none. */
unsigned shift_words_in(struct shift_text a, struct shift_text b);

/* Whether a sentence of a text has nearly all words of a term: it is told,
 * though no position has it. */
bool shift_told_in(struct shift_text term, struct shift_text text);

/* Whether two sentences have so many words in common that they are likely to
 * speak of one thing, though no side is named in both. */
bool shift_alike(struct shift_text a, struct shift_text b);

/* Whether somebody of this sector (a code as "GOV") speaks for a state: not a
 * party, a chamber, a court, a firm in it. */
bool shift_speaks(struct shift_text sector);

/* Whether two sentences plainly speak of different agreements: the words that
 * tell which treaty, deal, accord have nothing in common. */
bool shift_other_matter(struct shift_text a, struct shift_text b);

#endif
