/* Words that tell a shift, by the lexicon shift_words: they add shifts that
 * the network passed over and say of which kind the others are. */
#include "stance/stance_in.h"

#include <stdio.h>
#include <string.h>

#include "kb/kb_value.h"

/* Columns of shift_words. */
enum { COL_KIND = 1, COL_USE = 2 };

/* Words of the longest entry, and of the sentence that may hold it. */
enum { MOST = 5, REACH = 10 };

/* Words that an entry leaves out: "soften its stance", "has not changed"; and
 * with `adverbs` those: "reversed abruptly its course". */
static bool passed_over(const struct doc *d, uint32_t t, bool adverbs)
{
    uint8_t u = d->tag.row[t].upos;
    if (doc_is(d, t, "no") || doc_is(d, t, "not") || doc_is(d, t, "n't") ||
        doc_is(d, t, "never") || doc_is(d, t, "longer"))
        return false;
    return u == UPOS_DET || u == UPOS_AUX || u == UPOS_PRON ||
           (adverbs && u == UPOS_ADV && d->dep.row[t].head != NONE &&
            d->dep.row[t].rel == REL_ADVMOD && !doc_is(d, t, "back") &&
            !doc_is(d, t, "away") && !doc_is(d, t, "down") &&
            !doc_is(d, t, "off"));
}

/* A quotation mark: there was "no daylight" between the two. */
static bool quoted(const struct doc *d, uint32_t t)
{
    return doc_is(d, t, "\"") || doc_is(d, t, "\xe2\x80\x9c") ||
           doc_is(d, t, "\xe2\x80\x9d");
}

/* Appends the lemma of t ("not" for its clitic); false: no room. */
static bool add_lemma(const struct doc *d, uint32_t t, char *key, size_t cap)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    size_t n = strlen(key);
    if (!lemma || n + strlen(lemma) + 2 > cap)
        return false;
    snprintf(key + n, cap - n, "%s%s", n ? " " : "",
             doc_is(d, t, "n't") ? "not" : lemma);
    for (char *p = key + n; *p; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    return true;
}

/* Has word t a noun for a position as its object or subject, or behind it
 * ("a softening of its stance")? */
static bool has_line(const struct stance *s, uint32_t t)
{
    const struct doc *d = s->d;
    struct run sent = d->sent.row[d->sent_of.row[t]];
    for (uint32_t c = sent.beg; c < sent.end; c++) {
        uint8_t rel = d->dep.row[c].rel;
        if (d->dep.row[c].head != t ||
            (rel != REL_OBJ && rel != REL_NSUBJ && rel != REL_OBL &&
             rel != REL_NMOD))
            continue;
        const char *lemma = doc_text(d, d->tag.row[c].lemma);
        const char *use = lemma ? kb_get(s->kb, "shift_words", lemma, COL_USE)
                                : NULL;
        if (use && !strcmp(use, "line"))
            return true;
    }
    return false;
}

/* Does the word at t stand at a position's own words: beside their verb
 * ("again called for"), over it ("continues to reject"), or beside the verb
 * that tells them ("once again made clear that it would not")? */
static bool at_position(const struct doc *d, uint32_t t)
{
    enum { UP = 4 };
    uint32_t sent = d->sent_of.row[t], over = d->dep.row[t].head;
    for (uint32_t i = 0; i < d->position.n; i++) {
        if (d->position.row[i].h.sent != sent)
            continue;
        uint32_t v = link_token(d, d->position.row[i].trigger.beg);
        bool xcomp = d->dep.row[v].head == t && d->dep.row[v].rel == REL_XCOMP;
        for (int up = 0; up < UP && v != NONE && v != t && !xcomp; up++) {
            if (over == v)
                return true;
            uint8_t rel = d->dep.row[v].rel;
            if (rel == REL_CONJ || rel == REL_ADVCL || rel == REL_ACL)
                break;
            v = d->dep.row[v].head;
        }
        if (xcomp)
            return true;
    }
    return false;
}

/* Do the words of an entry with this use tell a shift by themselves? */
static bool alone(const struct stance *s, uint32_t t, const char *use)
{
    return !strcmp(use, "tell") || (!strcmp(use, "with") && has_line(s, t)) ||
           (!strcmp(use, "stand") && at_position(s->d, t));
}

/* Takes the longest entry that begins at token t into *out, when it is longer
 * than what *out has. */
static void longest(const struct stance *s, uint32_t t, bool adverbs,
                    struct told *out)
{
    const struct doc *d = s->d;
    uint32_t end = d->sent.row[d->sent_of.row[t]].end;
    char key[80] = "";
    int n = 0;
    for (uint32_t i = t; i < end && i < t + REACH && n < MOST; i++) {
        if (i > t && passed_over(d, i, adverbs))
            continue;
        if (i > t && quoted(d, i))
            continue;
        if (d->tag.row[i].upos == UPOS_PUNCT ||
            !add_lemma(d, i, key, sizeof key))
            return;
        n++;
        const char *kind = kb_get(s->kb, "shift_words", key, COL_KIND);
        int label = kind ? label_find(label_shift, N_SHIFT, kind) : -1;
        if (label < 0 || i + 1 <= out->at.end)
            continue;
        *out = (struct told){
            .at = {t, i + 1}, .kind = (uint8_t)label,
            .alone = alone(s, t, kb_get(s->kb, "shift_words", key, COL_USE))};
        snprintf(out->key, sizeof out->key, "%s", key);
    }
}

bool stance_told(const struct stance *s, uint32_t t, struct told *out)
{
    out->at.end = 0;
    longest(s, t, true, out);
    longest(s, t, false, out);
    return out->at.end > 0;
}
