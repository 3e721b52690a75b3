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

/* Words that an entry leaves out: "soften its stance", "has not changed". */
static bool passed_over(const struct doc *d, uint32_t t)
{
    uint8_t u = d->tag.row[t].upos;
    if (doc_is(d, t, "no") || doc_is(d, t, "not") || doc_is(d, t, "n't") ||
        doc_is(d, t, "never") || doc_is(d, t, "longer"))
        return false;
    return u == UPOS_DET || u == UPOS_AUX || u == UPOS_PRON ||
           (u == UPOS_ADV && d->dep.row[t].head != NONE &&
            d->dep.row[t].rel == REL_ADVMOD && !doc_is(d, t, "back") &&
            !doc_is(d, t, "away") && !doc_is(d, t, "down") &&
            !doc_is(d, t, "off"));
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

/* Has verb t a noun for a position as its object or subject? */
static bool has_line(const struct stance *s, uint32_t t)
{
    const struct doc *d = s->d;
    struct run sent = d->sent.row[d->sent_of.row[t]];
    for (uint32_t c = sent.beg; c < sent.end; c++) {
        uint8_t rel = d->dep.row[c].rel;
        if (d->dep.row[c].head != t ||
            (rel != REL_OBJ && rel != REL_NSUBJ && rel != REL_OBL))
            continue;
        const char *lemma = doc_text(d, d->tag.row[c].lemma);
        const char *use = lemma ? kb_get(s->kb, "shift_words", lemma, COL_USE)
                                : NULL;
        if (use && !strcmp(use, "line"))
            return true;
    }
    return false;
}

bool stance_told(const struct stance *s, uint32_t t, struct told *out)
{
    const struct doc *d = s->d;
    uint32_t end = d->sent.row[d->sent_of.row[t]].end;
    char key[80] = "";
    int n = 0;
    out->at.end = 0;
    for (uint32_t i = t; i < end && i < t + REACH && n < MOST; i++) {
        if (i > t && passed_over(d, i))
            continue;
        if (d->tag.row[i].upos == UPOS_PUNCT ||
            !add_lemma(d, i, key, sizeof key))
            break;
        n++;
        const char *kind = kb_get(s->kb, "shift_words", key, COL_KIND);
        int label = kind ? label_find(label_shift, N_SHIFT, kind) : -1;
        const char *use = label < 0 ? NULL : kb_get(s->kb, "shift_words", key,
                                                    COL_USE);
        if (!use)
            continue;
        *out = (struct told){
            .at = {t, i + 1}, .kind = (uint8_t)label,
            .alone = !strcmp(use, "tell") ||
                     (!strcmp(use, "with") && has_line(s, t))};
        snprintf(out->key, sizeof out->key, "%s", key);
    }
    return out->at.end > 0;
}
