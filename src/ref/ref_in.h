/* ref_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   trait runs beside mention; spot [n_tok]
 * units:   token rows, mention rows
 * errors:  -                                threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_REF_IN_H
#define DM_REF_IN_H

#include "ref/ref.h"

/* What kind of phrase a mention is. */
enum sort {
    SORT_I, SORT_WE, SORT_YOU, SORT_HE, SORT_SHE, SORT_IT, SORT_THEY,
    SORT_THAT, SORT_RELATIVE, SORT_NAME, SORT_THE, SORT_THIS, SORT_OWNED,
    SORT_A, SORT_BARE, SORT_PAIR, N_REF_SORT
};

/* Its place in the clause. */
enum part {
    PART_SUBJECT, PART_OBJECT, PART_OBLIQUE, PART_OF, PART_OWNER, PART_CONJ,
    PART_APPOS, PART_ROOT, PART_OTHER, N_REF_PART
};

/* What a mention agrees by and is known by. '-' stands for unknown. */
struct trait {
    char number;   /* s p - */
    char cls;      /* p person, o body or state, l land or place, g people,
                      e thing, d y q r of pronouns, - */
    char gender;   /* m f - */
    uint8_t form;  /* enum sort */
    uint8_t part;  /* enum part */
    bool subject;  /* head is a subject */
    bool proper;   /* holds the name it is known by */
    bool spare;    /* made to be taken up only: goes when nothing does */
    bool wide;     /* all of a coordination */
    struct run name; /* its PER name, else its head name; empty: none */
    uint32_t clause; /* word that heads its clause */
    bool leads;      /* the first of its sentence */
    uint32_t often;  /* times that its head stands in the text */
    uint64_t head;   /* key of the head's lemma */
    uint64_t verb;   /* key of the clause's word */
    uint64_t first, last; /* keys of the name's ends; 0: no name */
    uint64_t full;   /* key of the phrase without its determiner */
};

/* Where a token stands. */
struct spot {
    uint32_t par;     /* paragraph */
    bool asks;        /* the paragraph ends in a question */
    uint32_t quote;   /* quotation, 0 outside */
    uint32_t speaker; /* mention that says it, NONE */
    uint32_t width;   /* words of that content */
    uint32_t mention; /* that the token heads, NONE */
    struct run phrase, wide; /* noun phrase of a head; with its conjuncts */
};

/* What the mentions of a chain say together; row of the first. */
struct chain {
    uint32_t n;
    char number, cls, gender;
    bool proper;
};

struct ref;

/* Who looks on while the ranker works (training): the features of candidate
 * `a` of mention m, NONE for "speaks for itself"; and each mention decided. */
struct ref_probe {
    void (*seen)(void *ctx, const struct ref *r, uint32_t m, uint32_t a,
                 const uint16_t *feat, uint32_t n);
    void (*placed)(void *ctx, const struct ref *r, uint32_t m);
    void *ctx;
};

/* State of one run: the document, its lexicon and traits [n_mention]. */
struct ref {
    const struct kb *kb;
    struct work *w;
    struct doc *d;
    const struct ref_probe *probe; /* or NULL */
    TABLE(struct trait) trait;
    struct spot *spot;   /* [n_tok] */
    struct chain *chain; /* [n_mention] */
    uint32_t *root;      /* [n_mention] first mention of its chain */
    uint64_t *word;      /* [n_word] keys of the text's nouns, sorted */
    uint32_t n_word;
    bool dialogue;       /* many paragraphs end in a question */
};

/* Fills r->spot but the speakers. */
enum rc ref_spots(struct ref *r, struct err *e) MUST_USE;

/* Fills the mentions and speakers of r->spot; needs the mentions. */
void ref_speakers(struct ref *r);

/* Fills d->mention and, beside it, `spare` and `wide` of r->trait. */
enum rc ref_mentions(struct ref *r, struct err *e) MUST_USE;

/* Fills r->word. */
enum rc ref_words(struct ref *r, struct err *e) MUST_USE;

/* Fills the traits of mention m from its head, names and the lexicons. */
void ref_trait(struct ref *r, uint32_t m);

/* The key of token t: its lemma or its form in small letters. */
uint64_t ref_key(const struct doc *d, uint32_t t, bool lemma);

/* The noun that a relative pronoun's clause hangs on, or NONE. */
uint32_t ref_host(const struct doc *d, uint32_t t);

/* True when a lies in b. */
bool ref_inside(struct run a, struct run b);

/* The words of name `a` stand in `b` in order, its last word being b's. */
bool ref_name_within(const struct doc *d, struct run a, struct run b);

/* "EU" and "European Union": initials of the capital words. */
bool ref_acronym(const struct doc *d, struct run a, struct run b);

/* The antecedent of mention m among earlier ones (a statement's speaker for
 * "we"), with *p and *by filled; NONE when it speaks for itself. */
uint32_t ref_antecedent(const struct ref *r, uint32_t m, float *p,
                        const char **by);

/* ref_run with someone who looks on. */
enum rc ref_run_seen(const struct kb *kb, struct work *w, struct doc *d,
                     const struct ref_probe *probe, struct err *e) MUST_USE;

#endif
