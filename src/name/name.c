/* Labels 0 outside, 2 * type + 1 begins, 2 * type + 2 goes on. */
#include "name/name.h"

enum { N_LABEL = 1 + 2 * N_NAME };

/* May label b stand after label a (a of N_LABEL: the sentence begins)? */
static bool may_follow(int a, int b)
{
    bool goes_on = b > 0 && b % 2 == 0;
    return !goes_on || a == b || a == b - 1;
}

/* Best score of a path that ends in label b at this word; *from its label
 * at the word before. */
static float step(const float *was, int b, uint8_t *from)
{
    float best = -1e30f;
    for (int a = 0; a < N_LABEL; a++) {
        if (may_follow(a, b) && was[a] > best) {
            best = was[a];
            *from = (uint8_t)a;
        }
    }
    return best;
}

/* The best sequence of n labels over log probabilities logp[n][N_LABEL];
 * back has n * N_LABEL places. */
static void best_labels(const float *logp, uint32_t n, uint8_t *back,
                        uint8_t *label)
{
    float was[N_LABEL], now[N_LABEL];
    for (int b = 0; b < N_LABEL; b++)
        was[b] = may_follow(N_LABEL, b) ? logp[b] : -1e30f;
    for (uint32_t i = 1; i < n; i++) {
        for (int b = 0; b < N_LABEL; b++)
            now[b] = logp[i * N_LABEL + (uint32_t)b] +
                     step(was, b, &back[i * N_LABEL + (uint32_t)b]);
        for (int b = 0; b < N_LABEL; b++)
            was[b] = now[b];
    }
    int best = 0;
    for (int b = 1; b < N_LABEL; b++)
        best = was[b] > was[best] ? b : best;
    for (uint32_t i = n; i-- > 0;) {
        label[i] = (uint8_t)best;
        best = back[i * N_LABEL + (uint32_t)best];
    }
}

static enum rc put_names(struct doc *d, uint32_t beg, uint32_t n,
                         const float *logp, const uint8_t *label)
{
    for (uint32_t i = 0, j; i < n; i = j) {
        j = i + 1;
        if (label[i] == 0)
            continue;
        float sum = num_exp(logp[i * N_LABEL + label[i]]);
        for (; j < n && label[j] > 0 && label[j] % 2 == 0; j++)
            sum += num_exp(logp[j * N_LABEL + label[j]]);
        sum /= (float)(j - i);
        struct name x = {{beg + i, beg + j}, (uint8_t)((label[i] - 1) / 2),
                         sum < 1.0f ? sum : 1.0f};
        if (!table_put(&d->mem, &d->name, x))
            return E_NOMEM;
    }
    return OK;
}

/* Taken from the odds of a name, in logits, where a word has small letters and
 * is not as short as "of" and "the". eval/names.py on UNER EWT dev: 69.0 with
 * it, 68.8 without; in news it keeps verbs out of names. */
#define LOWER 2.0f

static void doubt_lower(const struct doc *d, uint32_t t, float *z)
{
    enum { SHORT = 3 };
    struct span s = d->tok.row[t].at;
    if (d->tok.row[t].shape == SHAPE_LOWER && s.end - s.beg > SHORT)
        z[0] += LOWER;
}

/* Names of one sentence. */
static enum rc sentence(struct work *w, struct doc *d, struct run s)
{
    uint32_t n = s.end - s.beg;
    float *logp = arena_get(&w->mem, sizeof *logp * n * N_LABEL);
    uint8_t *back = arena_get(&w->mem, (size_t)n * N_LABEL);
    uint8_t *label = arena_get(&w->mem, n);
    if (!logp || !back || !label)
        return E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        float *p = logp + i * N_LABEL;
        const float *z = d->logit.row + (size_t)(s.beg + i) * NET_LOGIT;
        for (int b = 0; b < N_LABEL; b++)
            p[b] = z[NET_WORD_NAME + b];
        doubt_lower(d, s.beg + i, p);
        num_softmax(p, N_LABEL);
        for (int b = 0; b < N_LABEL; b++)
            p[b] = num_log(p[b] > 1e-9f ? p[b] : 1e-9f);
    }
    best_labels(logp, n, back, label);
    return put_names(d, s.beg, n, logp, label);
}

enum rc name_run(const struct net *k, struct work *w, struct doc *d,
                 struct err *e)
{
    (void)k;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        if (sentence(w, d, d->sent.row[i]) != OK)
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    return OK;
}
