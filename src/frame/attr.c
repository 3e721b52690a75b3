#include "frame/frame_in.h"

#include <string.h>

/* A flag is set from this probability on; a context a little earlier, since
 * they are many and each is rare. From eval/frames.py on the dev reports. */
#define FLAG_P 0.5f
#define CTX_P 0.4f
enum { CTX_MOST = 3 };

/* Outputs of a classifier of the frame type into s->small. */
static enum rc classify(struct scene *s, const struct num_linear *l,
                        const float *x)
{
    return num_linear(s->w, l, x, 1, s->small, s->e);
}

static uint8_t best_of(const float *p, uint32_t n, uint32_t from)
{
    uint32_t best = from;
    for (uint32_t i = from + 1; i < n; i++)
        best = p[i] > p[best] ? i : best;
    return (uint8_t)best;
}

/* What the second round's probabilities count beside the first's, as their
 * exponent. For statements the second round has seen few wrong anchors in
 * training and takes too many for right ones: on the dev reports cue F1 is
 * 90.1 with 0.5, 74.4 with 1. */
static const float second[N_FRAME] = {
    [FRAME_EVENT] = 1.0f, [FRAME_STATEMENT] = 0.5f,
    [FRAME_POSITION] = 0.5f, [FRAME_SHIFT] = 0.5f,
};

/* Class and rival from both rounds: the product of their probabilities. */
enum rc attr_class(struct scene *s, enum frame_type t, const struct cand *c,
                   struct frame *f)
{
    const struct num_linear *l = &s->net->cls[t][0];
    float *p = s->small;
    TRY(classify(s, l, c->att));
    num_softmax(p, l->n_out);
    float sum = 0;
    for (uint32_t i = 0; i < l->n_out; i++) {
        float q = p[i] > 1e-9f ? p[i] : 1e-9f;
        p[i] = c->first[i] * num_exp(second[t] * num_log(q));
        sum += p[i];
    }
    f->cls = best_of(p, l->n_out, 1);
    f->p = frame_unit(p[f->cls] / sum);
    float keep = p[f->cls];
    p[f->cls] = -1;
    f->rival = best_of(p, l->n_out, 0);
    f->p_rival = frame_unit(p[f->rival] / sum);
    p[f->cls] = keep;
    f->p_anchor = frame_unit(1.0f - p[0] / sum);
    return OK;
}

/* The mode among those of the category, or none. */
static enum rc judge_mode(struct scene *s, const struct cand *c,
                          struct frame *f)
{
    float *p = s->small;
    TRY(classify(s, &s->net->cls[FRAME_EVENT][NET_EVENT_MODE], c->att));
    num_softmax(p, N_MODE);
    float sum = p[0];
    for (uint8_t m = 1; m < N_MODE; m++) {
        if (label_mode_table[m].category != f->cls)
            continue;
        sum += p[m];
        f->mode = p[m] > p[f->mode] ? m : f->mode;
    }
    f->p_mode = sum > 0 ? frame_unit(p[f->mode] / sum) : 0;
    return OK;
}

static enum rc judge_fact(struct scene *s, const struct cand *c,
                          struct frame *f)
{
    float *p = s->small;
    TRY(classify(s, &s->net->cls[FRAME_EVENT][NET_EVENT_FACT], c->att));
    num_sigmoid(p, N_FACT);
    for (uint32_t i = 0; i < N_FACT; i++)
        if (p[i] > FLAG_P)
            f->fact = (uint8_t)(f->fact | 1u << i);
    return OK;
}

static enum rc judge_ctx(struct scene *s, const struct cand *c,
                         struct frame *f)
{
    float *p = s->small;
    TRY(classify(s, &s->net->cls[FRAME_EVENT][NET_EVENT_CTX], c->att));
    num_sigmoid(p, N_CTX);
    for (int k = 0; k < CTX_MOST; k++) {
        uint8_t best = best_of(p, N_CTX, 0);
        if (p[best] < CTX_P)
            break;
        f->ctx |= (uint64_t)1 << best;
        p[best] = -1;
    }
    return OK;
}

static enum rc judge_flag(struct scene *s, const struct num_linear *l,
                          const float *x, bool *flag)
{
    TRY(classify(s, l, x));
    num_sigmoid(s->small, 1);
    *flag = s->small[0] > FLAG_P;
    return OK;
}

static enum rc judge_one(struct scene *s, const struct num_linear *l,
                         const float *x, uint8_t *cls, float *p)
{
    TRY(classify(s, l, x));
    num_softmax(s->small, l->n_out);
    *cls = best_of(s->small, l->n_out, 0);
    *p = frame_unit(s->small[*cls]);
    return OK;
}

enum rc attr_rest(struct scene *s, enum frame_type t, const struct cand *c,
                  struct frame *f)
{
    const struct num_linear *cls = s->net->cls[t];
    float p;
    switch (t) {
    case FRAME_EVENT:
        TRY(judge_mode(s, c, f));
        TRY(judge_fact(s, c, f));
        return judge_ctx(s, c, f);
    case FRAME_STATEMENT:
        TRY(judge_one(s, &cls[NET_STATEMENT_KIND], c->att, &f->kind,
                      &f->p_kind));
        return judge_flag(s, &cls[NET_STATEMENT_NEG], c->att, &f->negated);
    case FRAME_POSITION:
        TRY(judge_one(s, &cls[NET_POSITION_KIND], c->att, &f->kind,
                      &f->p_kind));
        TRY(judge_one(s, &cls[NET_POSITION_STRENGTH], c->att, &f->strength,
                      &p));
        return judge_flag(s, &cls[NET_POSITION_NEG], c->att, &f->negated);
    default:
        return OK;
    }
}

/* Anchor, first word and mean of a term, as the term layer takes them. */
static void term_input(const struct scene *s, uint32_t anchor, struct run r,
                       float *x)
{
    const float *h = s->d->enc.row;
    memcpy(x, h + (size_t)anchor * NET_D, NET_D * sizeof *x);
    memcpy(x + NET_D, h + (size_t)r.beg * NET_D, NET_D * sizeof *x);
    memset(x + 2 * NET_D, 0, NET_D * sizeof *x);
    for (uint32_t i = r.beg; i < r.end; i++)
        num_axpy(x + 2 * NET_D, 1.0f / (float)(r.end - r.beg),
                 h + (size_t)i * NET_D, NET_D);
}

enum rc attr_terms(struct scene *s, const struct cand *c, struct found *out)
{
    const struct num_linear *cls = s->net->term_cls;
    float x[3 * NET_D], z[NET_FRAME], p;
    for (uint32_t i = 0; i < out->n_arg; i++) {
        struct arg *a = &out->arg[i];
        if (a->role != ROLE_TERM)
            continue;
        term_input(s, c->anchor, a->at, x);
        TRY(num_linear(s->w, &s->net->term, x, 1, z, s->e));
        num_gelu(z, NET_FRAME);
        TRY(judge_one(s, &cls[NET_TERM_RELATION], z, &a->relation,
                      &a->p_relation));
        TRY(judge_one(s, &cls[NET_TERM_MUST], z, &a->must, &p));
        TRY(judge_flag(s, &cls[NET_TERM_WAIVED], z, &a->waived));
        TRY(judge_flag(s, &cls[NET_TERM_NEG], z, &a->negated));
    }
    return OK;
}
