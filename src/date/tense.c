/* The tense of clauses, as far as dates need it: an auxiliary ("will", "had",
 * "was"), an infinitive under a verb of intending ("plans to visit"), or the
 * verb's own form, told by how it differs from its lemma. */
#include "date/date_in.h"

#include <string.h>

#include "kb/kb.h"

static bool intends(const struct kb *kb, const struct doc *d, uint32_t t)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    const char *kind = lemma ? kb_get(kb, "date_words", lemma, 1) : NULL;
    return kind && strcmp(kind, "intend") == 0;
}

static bool is_one_of(const struct doc *d, uint32_t t,
                      const char *const *words)
{
    while (*words && !doc_is(d, t, *words))
        words++;
    return *words != NULL;
}

/* What an auxiliary or a copula says of the time of its verb. */
static enum tense of_aux(const struct doc *d, uint32_t t)
{
    static const char *const future[] = {"will", "shall", "'ll", "would",
                                         "may", "might", "must", "should",
                                         "wo", NULL};
    static const char *const past[] = {"had", "was", "were", "did", "has",
                                       "have", "'d", "'ve", NULL};
    static const char *const present[] = {"is", "are", "am", "'re", "'m",
                                          "does", "do", "can", "ca", NULL};
    if (is_one_of(d, t, future))
        return TENSE_FUTURE;
    if (is_one_of(d, t, past))
        return TENSE_PAST;
    return is_one_of(d, t, present) ? TENSE_PRESENT : TENSE_NONE;
}

/* What a verb without auxiliary tells by its form. */
static enum tense of_form(const struct doc *d, uint32_t t)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    struct span s = d->tok.row[t].at;
    if (d->tag.row[t].upos != UPOS_VERB || !lemma || s.end - s.beg < 3)
        return TENSE_NONE;
    const char *end = d->text + s.end;
    if (memcmp(end - 3, "ing", 3) == 0)
        return TENSE_NONE;
    bool same = doc_is(d, t, lemma);
    if (end[-1] == 's' || same)
        return TENSE_PRESENT;
    return TENSE_PAST;
}

/* "to visit": its time is that of the verb above, or later. */
static bool is_infinitive(const struct doc *d, uint32_t t)
{
    uint32_t to = doc_child(d, t, REL_MARK, 0);
    return to != NONE && doc_is(d, to, "to");
}

static bool is_aux(const struct doc *d, uint32_t t)
{
    return d->dep.row[t].rel == REL_AUX || d->dep.row[t].rel == REL_COP;
}

uint8_t *date_tenses(const struct kb *kb, const struct doc *d,
                     struct arena *mem)
{
    uint8_t *is = arena_get(mem, d->tok.n + 1);
    for (uint32_t t = 0; is && t < d->tok.n; t++) {
        uint32_t h = d->dep.row[t].head;
        if (h == NONE || !is_aux(d, t))
            continue;
        enum tense a = of_aux(d, t);
        if (a != TENSE_NONE && (is[h] <= TENSE_PRESENT || a == TENSE_FUTURE ||
                                doc_is(d, t, "have")))
            is[h] = (uint8_t)(is[h] == TENSE_PAST ? TENSE_PAST : a);
    }
    for (uint32_t t = 0; is && t < d->tok.n; t++) {
        bool to = is_infinitive(d, t);
        if (is[t] == TENSE_NONE && !to)
            is[t] = (uint8_t)of_form(d, t);
        else if (to && is[t] != TENSE_PAST) /* "to be held"; "to meet" */
            is[t] = doc_child(d, t, REL_AUX, 0) != NONE ? TENSE_FUTURE
                                                        : TENSE_OPEN;
    }
    for (uint32_t t = 0; is && t < d->tok.n; t++) {
        uint32_t h = d->dep.row[t].head;
        if (h == NONE || d->dep.row[t].rel != REL_XCOMP || !intends(kb, d, h))
            continue;
        is[t] = TENSE_FUTURE;
        uint32_t aux = doc_child(d, h, REL_AUX, 0);
        if (aux != NONE && doc_lemma_is(d, aux, "be"))
            is[h] = TENSE_FUTURE;
    }
    return is;
}

/* Nearest verb above a token: its clause. */
static uint32_t clause_of(const struct doc *d, uint32_t t)
{
    while (d->dep.row[t].head != NONE && d->tag.row[t].upos != UPOS_VERB)
        t = d->dep.row[t].head;
    return t;
}

uint8_t date_tense(const struct doc *d, const uint8_t *tense, uint32_t t)
{
    uint32_t c = clause_of(d, t);
    uint8_t own = tense[c];
    for (int k = 0; k < 2 && d->dep.row[c].head != NONE; k++) {
        if (tense[c] != TENSE_NONE && tense[c] != TENSE_OPEN)
            break;
        c = clause_of(d, d->dep.row[c].head);
        if (tense[c] == TENSE_FUTURE)
            return TENSE_FUTURE; /* "will start moving on Wednesday" */
    }
    return own;
}
