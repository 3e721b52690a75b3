#include "frame/frame_in.h"

#include <string.h>

const struct role_tags role_tags[N_FRAME] = {
    [FRAME_EVENT] = {
        7, 3,
        {TAG_OUT, TAG_BEGIN, TAG_INSIDE, TAG_BEGIN, TAG_INSIDE, TAG_BEGIN,
         TAG_INSIDE},
        {0, ROLE_ACTOR, ROLE_ACTOR, ROLE_RECIPIENT, ROLE_RECIPIENT,
         ROLE_PLACE, ROLE_PLACE},
        {0, 0, 0, 1, 1, 2, 2}},
    [FRAME_STATEMENT] = {
        8, 4,
        {TAG_OUT, TAG_BEGIN, TAG_INSIDE, TAG_BEGIN, TAG_INSIDE, TAG_BEGIN,
         TAG_INSIDE, TAG_LOOSE},
        {0, ROLE_SPEAKER, ROLE_SPEAKER, ROLE_CONTENT, ROLE_CONTENT,
         ROLE_ADDRESSEE, ROLE_ADDRESSEE, ROLE_CUE},
        {0, 0, 0, 1, 1, 2, 2, 3}},
    [FRAME_POSITION] = {
        9, 5,
        {TAG_OUT, TAG_BEGIN, TAG_INSIDE, TAG_BEGIN, TAG_INSIDE, TAG_BEGIN,
         TAG_INSIDE, TAG_LOOSE, TAG_LOOSE},
        {0, ROLE_HOLDER, ROLE_HOLDER, ROLE_WHAT, ROLE_WHAT, ROLE_TERM,
         ROLE_TERM, ROLE_MARK, ROLE_TRIGGER},
        {0, 0, 0, 1, 1, 2, 2, 3, 4}},
    [FRAME_SHIFT] = {
        4, 2,
        {TAG_OUT, TAG_BEGIN, TAG_INSIDE, TAG_LOOSE},
        {0, ROLE_WHO, ROLE_WHO, ROLE_TRIGGER},
        {0, 0, 0, 1}},
};

/* Upper ends of the buckets of w - a; the last bucket is what is beyond. */
static const int32_t bucket_end[] = {
    -25, -17, -13, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0,
    1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24,
};

static uint32_t bucket(int32_t far)
{
    uint32_t i = 0;
    while (i < sizeof bucket_end / sizeof *bucket_end && far > bucket_end[i])
        i++;
    return i;
}

/* Role probabilities of all words at the candidate in row k of scene->a. */
static enum rc role_probabilities(struct scene *s, enum frame_type t,
                                  uint32_t k)
{
    const struct net_frame *net = s->net;
    struct cand *c = &s->cand[k];
    uint32_t n = s->win.end - s->win.beg, width = N_FRAME * NET_FRAME;
    const float *a = s->a + (size_t)k * width + t * NET_FRAME;
    const float *dist = net->dist + (size_t)t * net->n_bucket * NET_FRAME;
    for (uint32_t i = 0; i < n; i++) {
        float *x = s->hidden + (size_t)i * NET_FRAME;
        uint32_t far = bucket((int32_t)(s->win.beg + i) - (int32_t)c->anchor);
        memcpy(x, a, NET_FRAME * sizeof *x);
        num_axpy(x, 1.0f, s->b + (size_t)i * width + t * NET_FRAME, NET_FRAME);
        num_axpy(x, 1.0f, dist + (size_t)far * NET_FRAME, NET_FRAME);
    }
    num_gelu(s->hidden, (size_t)n * NET_FRAME);
    TRY(num_linear(s->w, &net->role[t], s->hidden, n, c->p, s->e));
    for (uint32_t i = 0; i < n; i++)
        num_softmax(c->p + (size_t)i * role_tags[t].n, role_tags[t].n);
    return OK;
}

/* Below this a word's share in a role's mean is not worth its product. */
#define LEAST_SHARE 5e-4f

/* Anchor's vector and, for each role, the mean of the words that have it. */
static void pool(struct scene *s, enum frame_type t, uint32_t k, float *x)
{
    const struct role_tags *g = &role_tags[t];
    const struct cand *c = &s->cand[k];
    uint32_t n = s->win.end - s->win.beg;
    const float *h = s->d->enc.row + (size_t)s->win.beg * NET_D;
    memcpy(x, s->d->enc.row + (size_t)c->anchor * NET_D, NET_D * sizeof *x);
    memset(x + NET_D, 0, (size_t)g->n_pool * NET_D * sizeof *x);
    memset(s->weight, 0, (size_t)g->n_pool * n * sizeof *x);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 1; j < g->n; j++)
            s->weight[g->pool[j] * n + i] += c->p[(size_t)i * g->n + j];
    }
    for (uint32_t r = 0; r < g->n_pool; r++) {
        const float *weight = s->weight + r * n;
        float sum = num_sum(weight, n);
        sum = sum > 1.0f ? sum : 1.0f;
        for (uint32_t i = 0; i < n; i++) {
            if (weight[i] > LEAST_SHARE)
                num_axpy(x + (size_t)(1 + r) * NET_D, weight[i] / sum,
                         h + (size_t)i * NET_D, NET_D);
        }
    }
}

enum rc role_judge(struct scene *s, enum frame_type t, uint32_t n)
{
    uint32_t n_word = s->win.end - s->win.beg;
    uint32_t width = NET_D * (1u + role_tags[t].n_pool);
    for (uint32_t k = 0; k < n; k++) {
        s->cand[k].p = s->p + (size_t)k * n_word * TAG_MAX;
        s->cand[k].att = s->att + (size_t)k * NET_ATT;
        memcpy(s->gather + (size_t)k * NET_D,
               s->d->enc.row + (size_t)s->cand[k].anchor * NET_D,
               NET_D * sizeof(float));
    }
    TRY(num_linear(s->w, &s->net->a, s->gather, n, s->a, s->e));
    for (uint32_t k = 0; k < n; k++) {
        TRY(role_probabilities(s, t, k));
        pool(s, t, k, s->gather + (size_t)k * width);
    }
    TRY(num_linear(s->w, &s->net->att[t], s->gather, n, s->att, s->e));
    num_gelu(s->att, (size_t)n * NET_ATT);
    return OK;
}

/* ----------------------------------------------------------- best sequence */

/* What it costs to go on with a role that was not there before. */
#define BREAK_COST 1.5f

static float step_cost(const struct role_tags *g, uint8_t from, uint8_t to)
{
    if (g->kind[to] != TAG_INSIDE)
        return 0;
    bool same = g->kind[from] != TAG_OUT && g->role[from] == g->role[to];
    return same ? 0 : BREAK_COST;
}

/* Viterbi over tags; back[n][TAG_MAX] and label[n]. */
static void best_tags(const struct role_tags *g, const float *p, uint32_t n,
                      uint8_t (*back)[TAG_MAX], uint8_t *label)
{
    float was[TAG_MAX] = {0}, now[TAG_MAX];
    for (uint32_t i = 0; i < n; i++) {
        for (uint8_t b = 0; b < g->n; b++) {
            float best = -1e30f;
            for (uint8_t a = 0; a < g->n; a++) {
                float x = was[a] - (i ? step_cost(g, a, b) : 0);
                if (x > best) {
                    best = x;
                    back[i][b] = a;
                }
            }
            float q = p[(size_t)i * g->n + b];
            now[b] = best + num_log(q > 1e-9f ? q : 1e-9f);
        }
        memcpy(was, now, sizeof was);
    }
    uint8_t best = 0;
    for (uint8_t b = 1; b < g->n; b++)
        best = was[b] > was[best] ? b : best;
    for (uint32_t i = n; i-- > 0;) {
        label[i] = best;
        best = back[i][best];
    }
}

/* Probability that word i has a role, whatever its place in the stretch. */
static float role_p(const struct role_tags *g, const float *p, uint32_t i,
                    uint8_t role)
{
    float sum = 0;
    for (uint32_t j = 1; j < g->n; j++)
        sum += g->role[j] == role ? p[(size_t)i * g->n + j] : 0;
    return sum;
}

void role_decode(const struct scene *s, enum frame_type t,
                 const struct cand *c, struct found *out)
{
    enum { WORDS = NET_POS };
    const struct role_tags *g = &role_tags[t];
    uint8_t back[WORDS][TAG_MAX], label[WORDS];
    uint32_t n = s->win.end - s->win.beg;
    n = n < WORDS ? n : WORDS;
    best_tags(g, c->p, n, back, label);
    for (uint32_t i = 0, j; i < n; i = j) {
        j = i + 1;
        if (g->kind[label[i]] == TAG_OUT)
            continue;
        uint8_t role = g->role[label[i]];
        float sum = role_p(g, c->p, i, role);
        for (; j < n && g->kind[label[j]] > TAG_BEGIN &&
               g->role[label[j]] == role; j++)
            sum += role_p(g, c->p, j, role);
        if (out->n_arg == ARG_MAX)
            return;
        out->arg[out->n_arg++] = (struct arg){
            .at = {s->win.beg + i, s->win.beg + j}, .role = role,
            .p = frame_unit(sum / (float)(j - i))};
    }
}
