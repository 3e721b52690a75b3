/* frame_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   as said at each array            units:   token rows
 * errors:  E_NOMEM, E_MODEL                 threads: one
 * cost:    -                                source:  labels of train/
 */
#ifndef DM_FRAME_IN_H
#define DM_FRAME_IN_H

#include "frame/frame.h"

/* Limits. */
enum {
    TAG_MAX = 9,    /* most role tags of a type */
    POOL_MAX = 5,   /* most roles of a type */
    ARG_MAX = 96,   /* most arguments of a frame; further ones are dropped */
    CHUNK = 32      /* candidates judged at once */
};

/* What a tag of a word says of the role's stretch. */
enum tag_kind { TAG_OUT, TAG_BEGIN, TAG_INSIDE, TAG_LOOSE };

/* The role tags of a frame type, in the order of the network's outputs. */
struct role_tags {
    uint8_t n, n_pool;      /* tags; roles */
    uint8_t kind[TAG_MAX];  /* enum tag_kind */
    uint8_t role[TAG_MAX];  /* enum role; not of TAG_OUT */
    uint8_t pool[TAG_MAX];  /* number of the role among the type's roles */
};
extern const struct role_tags role_tags[N_FRAME];

/* A candidate: an anchor that the word head proposes, and all about it. */
struct cand {
    uint32_t anchor;        /* token row */
    float *p;               /* [n_word][tags] role probabilities */
    float *att;             /* [NET_ATT] hidden attributes */
    float first[N_CAT];     /* class probabilities of the word head */
};

/* One frame as found, with its arguments not yet in the document. */
struct found {
    struct frame f;
    bool drop;              /* another frame tells it */
    uint32_t n_arg;
    struct arg arg[ARG_MAX];
};

/* A window under work. */
struct scene {
    const struct net_frame *net;
    struct work *w;
    struct doc *d;
    struct err *e;
    struct run win;         /* the window's tokens */
    float *b;               /* [n_word][N_FRAME * NET_FRAME] */
    float *a;               /* [CHUNK][N_FRAME * NET_FRAME] */
    float *gather;          /* [CHUNK][NET_D * (1 + POOL_MAX)] */
    float *hidden;          /* [n_word][NET_FRAME] */
    float *weight;          /* [POOL_MAX][n_word] */
    float *att;             /* [CHUNK][NET_ATT] */
    float *p;               /* [CHUNK][n_word][TAG_MAX] */
    float *small;           /* [128] class outputs */
    struct cand cand[CHUNK];
};

/* A probability that rounding may have pushed over the edge. */
static inline float frame_unit(float p)
{
    return p > 1.0f ? 1.0f : p > 0.0f ? p : 0.0f;
}

/* Roles of all words of the window at the n candidates of scene->cand, into
 * cand.p, and the attributes' hidden layer into cand.att. */
enum rc role_judge(struct scene *s, enum frame_type t, uint32_t n) MUST_USE;

/* The best sequence of tags of candidate c as stretches in order. */
void role_decode(const struct scene *s, enum frame_type t,
                 const struct cand *c, struct found *out);

/* Class and rival of candidate c by both rounds, and how sure it is that it
 * is an anchor at all (p_anchor). */
enum rc attr_class(struct scene *s, enum frame_type t, const struct cand *c,
                   struct frame *f) MUST_USE;

/* The further attributes, which depend on the class. */
enum rc attr_rest(struct scene *s, enum frame_type t, const struct cand *c,
                  struct frame *f) MUST_USE;

/* Takes out frames that tell the act of another one; returns how many stay. */
uint32_t merge_frames(const struct doc *d, struct found *x, uint32_t n);

/* Relation, must, waived and negated of the terms among out->arg. */
enum rc attr_terms(struct scene *s, const struct cand *c, struct found *out)
    MUST_USE;

/* Turns the stretches of a found frame into phrases and clauses. */
void clean_args(const struct doc *d, struct found *x);

/* Noun phrases in a stretch: one for each coordinated part when `split`.
 * Returns how many of cap are filled. */
uint32_t clean_phrases(const struct doc *d, struct run r, bool split,
                       struct run *out, uint32_t cap);

/* The contents of a statement among x->arg, joined and made whole. */
void clean_contents(const struct doc *d, struct found *x);

/* A place's stretch as a phrase, without its preposition. */
struct run clean_place(const struct doc *d, struct run r);

/* An engagement's stretch, made whole. */
struct run clean_clause(const struct doc *d, struct run r);

/* A term's stretch, made whole up to the verb or noun it leans on. */
struct run clean_term(const struct doc *d, struct run r);

/* The word of the run that the most others of it stand under. */
uint32_t clean_top(const struct doc *d, struct run r);

/* Drops commas, dots, dashes (and with `marks` quotation marks) at the ends
 * of a run; may leave it empty. */
struct run clean_trim(const struct doc *d, struct run r, bool marks);

/* The kinds of quotation marks, by what they may do. */
enum quote { QUOTE_NOT, QUOTE_OPENS, QUOTE_CLOSES, QUOTE_BOTH };
enum quote clean_quote(const struct doc *d, uint32_t t);

#endif
