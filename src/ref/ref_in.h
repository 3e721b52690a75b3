/* ref_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   trait runs beside mention        units:   token rows
 * errors:  -                                threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_REF_IN_H
#define DM_REF_IN_H

#include "ref/ref.h"

/* What a mention agrees by. '-' stands for unknown. */
struct trait {
    char number;   /* s p - */
    char cls;      /* p person, o body or state, g people, e thing, q, r, - */
    char gender;   /* m f - */
    bool subject;  /* head is a subject */
    bool proper;   /* holds the name it is known by */
    struct run name; /* its PER name, else its head name; empty: none */
};

/* State of one run: the document, its lexicon and traits [n_mention]. */
struct ref {
    const struct kb *kb;
    struct doc *d;
    TABLE(struct trait) trait;
};

/* Traits of mention m, from its head, names and the lexicons. */
struct trait ref_trait(const struct ref *r, const struct mention *m);

/* The antecedent of mention m among earlier ones (a statement's speaker for
 * "we"), with *p and *by filled; NONE when it speaks for itself. */
uint32_t ref_antecedent(const struct ref *r, uint32_t m, float *p,
                        const char **by);

#endif
