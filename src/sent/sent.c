#include "sent/sent.h"

#include <string.h>

/* What the white space before a token adds to its odds of a start, in
 * logits; a blank line decides alone. From eval/conll18.py on the dev
 * treebanks. */
static const float gap_bonus[] = {
    [GAP_NONE] = -1.0f, [GAP_BLANK] = 0.0f, [GAP_LINE] = 0.5f,
    [GAP_PARAGRAPH] = 1e9f,
};

/* A mark that closes what stands before it: it starts nothing. */
static bool closes(const struct doc *d, uint32_t t)
{
    static const char *const mark[] = {
        ")", "]", "}", ",", ";", ".", "!", "?", "\u201d", "\u00bb",
    };
    struct span s = d->tok.row[t].at;
    for (size_t i = 0; i < sizeof mark / sizeof *mark; i++) {
        if (strlen(mark[i]) == s.end - s.beg &&
            memcmp(mark[i], d->text + s.beg, s.end - s.beg) == 0)
            return true;
    }
    return false;
}

/* Odds that a sentence starts at t, in logits. */
static float start_score(const struct doc *d, uint32_t t)
{
    const float *z = d->logit.row + (size_t)t * NET_LOGIT + NET_WORD_SENT;
    uint8_t gap = d->tok.row[t].gap;
    float score = z[1] - z[0] + gap_bonus[gap];
    if (closes(d, t) && gap < GAP_LINE)
        score -= 4.0f;
    return score;
}

/* The end of a sentence that starts at beg: the next likely start, or the
 * likeliest in the second half of what a sentence may hold. */
static uint32_t sentence_end(const struct doc *d, uint32_t beg)
{
    uint32_t last = beg + SENT_MAX < d->tok.n ? beg + SENT_MAX : d->tok.n;
    uint32_t best = last;
    float best_score = -1e30f;
    for (uint32_t t = beg + 1; t < last; t++) {
        float score = start_score(d, t);
        if (score > 0)
            return t;
        if (t >= beg + SENT_MAX / 2 && score > best_score) {
            best = t;
            best_score = score;
        }
    }
    return last == d->tok.n ? last : best;
}

enum rc sent_run(const struct net *k, struct work *w, struct doc *d,
                 struct err *e)
{
    (void)k;
    (void)w;
    if (!table_grow(&d->mem, &d->sent_of, d->tok.n))
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t beg = 0, end; beg < d->tok.n; beg = end) {
        end = sentence_end(d, beg);
        for (uint32_t t = beg; t < end; t++)
            d->sent_of.row[t] = d->sent.n;
        if (!table_put(&d->mem, &d->sent, (struct run){beg, end}))
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    d->sent_of.n = d->tok.n;
    return OK;
}
