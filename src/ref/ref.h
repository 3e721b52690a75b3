/* ref.h - who "he", "the minister" and "it" are: mentions and antecedents.
 * reads:   tok sent tag dep name frame      writes:  mention
 * shape:   mention [n_mention], in order of text
 * units:   token rows; p in 0..1
 * errors:  E_NOMEM                          threads: kit shared, work one's
 * cost:    O(mentions x mentions of 4 sentences)
 * source:  agreement and salience after Lappin & Leass 1994; classes of nouns
 *          in data/ref_nouns.tsv, of pronouns in data/pronouns.tsv
 *
 * A mention is made for every distinct run of an argument that is an actor,
 * recipient, speaker, addressee, holder or voice of a shift, and besides for
 * names, pronouns and definite nouns that are none of these.
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
