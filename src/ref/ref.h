/* ref.h - who "he", "the minister" and "it" are: mentions and antecedents.
 * reads:   tok sent tag dep name frame      writes:  mention
 * shape:   mention [n_mention], in order of text
 * units:   token rows; p in 0..1
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(mentions x 45 candidates); a noun's words are looked for in the
 *          1,000 mentions before it
 * source:  weights in model/ref.tsv (train/ref.py); classes of nouns in
 *          data/ref_nouns.tsv and ref_endings.tsv, of pronouns in
 *          data/pronouns.tsv, genders in data/given_names.tsv
 *
 * Mentions are the distinct runs of arguments that are an actor, recipient,
 * speaker, addressee, holder or voice of a shift; names, pronouns, definite
 * nouns; and any other noun phrase that takes up one or is taken up.
 */
#ifndef DM_REF_H
#define DM_REF_H

#include "base/work.h"
#include "doc/doc.h"

struct kb;

/* Fills d->mention. Errors: E_NOMEM. */
enum rc ref_run(const struct kb *kb, struct work *w, struct doc *d,
                struct err *e) MUST_USE;

#endif
