#include "tag/tag.h"

#include <string.h>

#include "tag/lemma.h"
#include "tag/lemma_in.h"

/* Is a word surely the anchor of an event or the cue of a statement? */
static bool is_anchor(const float *z)
{
    float event[N_CAT], cue[N_STM];
    for (int i = 0; i < N_CAT; i++)
        event[i] = z[NET_WORD_EVENT + i];
    for (int i = 0; i < N_STM; i++)
        cue[i] = z[NET_WORD_STATEMENT + i];
    num_softmax(event, N_CAT);
    num_softmax(cue, N_STM);
    return event[CAT_NONE] < 0.5f || cue[STM_CUE] > 0.5f;
}

/* Acts are told by words of content: the treebanks have little news, and what
 * the network learned from reports alone blurs the parts of speech there. */
static void favour_content(float *z)
{
    static const enum upos odd[] = {
        UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NUM, UPOS_PART, UPOS_PRON,
        UPOS_PUNCT, UPOS_SYM, UPOS_X,
    };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        z[odd[i]] -= 5.0f;
}

/* Is w[0 .. n) of this form? */
static bool has_form(const char *w, size_t n, const char *form)
{
    size_t k = strlen(form);
    if (form[0] == '^')
        return k == n + 1 && !memcmp(form + 1, w, n);
    return n > k + 1 && !memcmp(w + n - k, form, k);
}

/* Rare words come in pieces, of which the network sees the first best: the
 * ending says more. Words not in small letters alone are left as they are. */
static void keep_to_form(const char *w, size_t n, float *z)
{
    uint32_t may = ~(1u << UPOS_INTJ), i = 0;
    for (size_t k = 0; k < n; k++) {
        if (w[k] < 'a' || w[k] > 'z')
            return;
    }
    while (i < tag_n_forms && !has_form(w, n, tag_forms[i].text))
        i++;
    if (i < tag_n_forms)
        may = tag_forms[i].upos;
    for (int u = 0; u < N_UPOS; u++)
        z[u] -= may >> u & 1 ? 0.0f : 20.0f;
}

/* An article or possessive behind "softened" says that it is a verb. */
static bool takes_object(const struct doc *d, uint32_t t)
{
    static const char *const next[] = {"the", "a", "an", "its", "their",
                                       "his", "her", "our", "any", "no"};
    struct span s = d->tok.row[t].at;
    if (s.end - s.beg < 4 || memcmp(d->text + s.end - 2, "ed", 2) ||
        t + 1 >= d->tok.n)
        return false;
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        if (doc_is(d, t + 1, next[i]))
            return true;
    }
    return false;
}

/* Best and second of the parts of speech of token t. */
static struct tag choose(const struct doc *d, uint32_t t)
{
    const float *z = d->logit.row + (size_t)t * NET_LOGIT;
    struct span s = d->tok.row[t].at;
    float p[N_UPOS];
    for (int i = 0; i < N_UPOS; i++)
        p[i] = z[NET_WORD_UPOS + i];
    if (is_anchor(z))
        favour_content(p);
    keep_to_form(d->text + s.beg, s.end - s.beg, p);
    if (takes_object(d, t))
        p[UPOS_ADJ] -= 20.0f;
    num_softmax(p, N_UPOS);
    uint8_t best = 0, rival = 1;
    if (p[1] > p[0]) {
        best = 1;
        rival = 0;
    }
    for (uint8_t i = 2; i < N_UPOS; i++) {
        if (p[i] > p[best]) {
            rival = best;
            best = i;
        } else if (p[i] > p[rival]) {
            rival = i;
        }
    }
    return (struct tag){best, rival, p[best], p[rival], 0};
}

/* Room for the lemma of the longest token. */
static char *lemma_room(struct work *w, const struct doc *d)
{
    uint32_t most = 0;
    for (uint32_t t = 0; t < d->tok.n; t++) {
        uint32_t n = d->tok.row[t].at.end - d->tok.row[t].at.beg;
        most = n > most ? n : most;
    }
    return arena_get(&w->mem, 2 * (size_t)most + 8);
}

enum rc tag_run(const struct net *k, struct work *w, struct doc *d,
                struct err *e)
{
    (void)k;
    char *lemma = lemma_room(w, d);
    if (!lemma || !table_grow(&d->mem, &d->tag, d->tok.n))
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t t = 0; t < d->tok.n; t++) {
        struct span s = d->tok.row[t].at;
        struct tag x = choose(d, t);
        uint32_t n = lemma_make(d->text + s.beg, s.end - s.beg, x.upos, lemma);
        x.lemma = doc_str(d, lemma, n);
        if (n && !x.lemma)
            return err_set(e, E_NOMEM, 0, "out of memory");
        d->tag.row[d->tag.n++] = x;
    }
    return OK;
}
