/* net.h - the network: a model file's tensors, by the names of their use.
 * reads:   a model file (train/export.py)   writes:  -
 * shape:   as said at each, row-major       units:   -
 * errors:  E_MODEL, E_IO, E_NOMEM           threads: open once, then shared
 * cost:    opening: one pass over the weights
 * source:  MODEL.md, "the model file"
 *
 * Use: num_linear(w, &net->word, x, n, y, e) for any of the linear layers.
 */
#ifndef DM_NET_H
#define DM_NET_H

#include "num/num.h"
#include "doc/labels.h"

/* Sizes. */
enum {
    NET_D = 384,          /* width of a word vector */
    NET_HEAD = 12,        /* attention heads */
    NET_D_HEAD = 32,
    NET_FFN = 1536,
    NET_LAYER = 6,
    NET_POS = 256,        /* positions of a window */
    NET_FEAT = 20,        /* shape * 4 + gap */
    NET_LOGIT = 64,       /* outputs of the word head */
    NET_ARC = 256,        /* width of arc vectors */
    NET_REL = 128,        /* width of relation vectors */
    NET_FRAME = 128,      /* hidden width of a frame's roles */
    NET_ATT = 256,        /* hidden width of a frame's attributes */
    NET_CLS = 4           /* most attribute classifiers of a frame type */
};

/* Where the blocks of the word head's logits begin: logit[at .. next at). */
enum net_word {
    NET_WORD_SENT = 0,                            /* inside, starts */
    NET_WORD_UPOS = 2,                            /* enum upos */
    NET_WORD_NAME = NET_WORD_UPOS + N_UPOS,       /* O B-PER I-PER B-LOC .. */
    NET_WORD_EVENT = NET_WORD_NAME + 1 + 2 * N_NAME, /* enum category */
    NET_WORD_STATEMENT = NET_WORD_EVENT + N_CAT,  /* enum statement_class */
    NET_WORD_POSITION = NET_WORD_STATEMENT + N_STM, /* enum stance_kind */
    NET_WORD_SHIFT = NET_WORD_POSITION + N_STANCE, /* enum shift_kind */
    NET_WORD_END = NET_WORD_SHIFT + N_SHIFT
};

/* Attribute classifiers of the frame types: index of net_frame.cls[type]. */
enum { NET_EVENT_CATEGORY, NET_EVENT_MODE, NET_EVENT_FACT, NET_EVENT_CTX };
enum { NET_STATEMENT_CLASS, NET_STATEMENT_KIND, NET_STATEMENT_NEG };
enum { NET_POSITION_STANCE, NET_POSITION_KIND, NET_POSITION_STRENGTH,
       NET_POSITION_NEG };
enum { NET_SHIFT_KIND };
/* Classifiers of a term: index of net_frame.term_cls. */
enum { NET_TERM_RELATION, NET_TERM_MUST, NET_TERM_WAIVED, NET_TERM_NEG };

/* An embedding table: row i is s[i] * w[i]. */
struct net_table {
    uint32_t n, d;
    const int8_t *w;      /* [n][d] */
    const float *s;       /* [n] */
    const float *f;       /* [n][d] before rounding; NULL: not known */
};

/* A layer norm: gain and bias, [NET_D] each. */
struct net_norm {
    const float *g, *b;
};

/* One layer of the encoder. */
struct net_layer {
    struct num_linear qkv;  /* NET_D -> 3 * NET_D: q / sqrt(32), k, v */
    struct num_linear out;  /* NET_D -> NET_D */
    struct num_linear ffn1; /* NET_D -> NET_FFN */
    struct num_linear ffn2; /* NET_FFN -> NET_D */
    struct net_norm ln1, ln2;
};

/* The encoder. */
struct net_enc {
    struct net_table word, pos; /* [n_vocab] and [NET_POS] rows of NET_D */
    const float *feat;          /* [NET_FEAT][NET_D] */
    struct net_norm ln;
    struct net_layer layer[NET_LAYER];
};

/* Dependencies. z = relu(proj(h)) = arc_dep NET_ARC | arc_head NET_ARC |
 * rel_dep NET_REL | rel_head NET_REL; u = arc(arc_dep);
 * score(i <- j) = u_i . arc_head_j / 16, score(i <- root) = u_i . root / 16;
 * relation = rel(relu(relp(rel_dep_i) + relq(rel_head_j or relroot))). */
struct net_dep {
    struct num_linear proj; /* NET_D -> 2 * NET_ARC + 2 * NET_REL */
    struct num_linear arc;  /* NET_ARC -> NET_ARC */
    struct num_linear relp, relq; /* NET_REL -> NET_REL */
    struct num_linear rel;  /* NET_REL -> N_REL */
    const float *root;      /* [NET_ARC] */
    const float *relroot;   /* [NET_REL] */
};

/* Frames; t = enum frame_type. Hidden of word w at anchor a:
 * gelu(a(h_a)[t] + b(h_w)[t] + dist[t][bucket(w - a)]). */
struct net_frame {
    struct num_linear a, b; /* NET_D -> N_FRAME * NET_FRAME, t-major */
    uint32_t n_bucket;
    const float *dist;      /* [N_FRAME][n_bucket][NET_FRAME] */
    struct num_linear role[N_FRAME]; /* NET_FRAME -> role tags of t */
    struct num_linear att[N_FRAME];  /* NET_D * (1 + pooled) -> NET_ATT */
    struct num_linear cls[N_FRAME][NET_CLS]; /* NET_ATT -> classes */
    struct num_linear term;          /* NET_D * 3 -> NET_FRAME */
    struct num_linear term_cls[NET_CLS]; /* NET_FRAME -> classes */
};

/* The vocabulary of pieces and the table that folds characters. */
struct net_vocab;

/* A model: constant once open. */
struct net {
    struct net_enc enc;
    struct num_linear word; /* NET_D -> NET_LOGIT, see enum net_word */
    struct net_dep dep;
    struct net_frame frame;
    struct net_vocab *vocab;
    char version[33];       /* of the model, NUL-terminated */
    char *config;           /* JSON of the training, NUL-terminated copy */
    enum num_kernel kernel; /* who multiplies */
    bool wide;              /* the file has the floats too: nothing rounds */
    struct net_file *file;  /* owned bytes and memory */
};

/* How a model is opened; zeros are the defaults but for the kernel. */
struct net_options {
    const char *path;       /* model file; NULL: the one in the program */
    enum num_kernel kernel; /* NUM_DNNL unless this build has none */
    bool check;             /* verify the sha256 of the file too */
};

/* Opens a model; *net is filled, close it in every case of OK. Errors: E_IO
 * (no such file), E_MODEL (says what was expected and where), E_NOMEM. */
enum rc net_open(struct net *net, const struct net_options *o, struct err *e)
    MUST_USE;

/* As net_open, from bytes that outlive the net (64-byte aligned). */
enum rc net_open_bytes(struct net *net, const void *bytes, size_t n,
                       const struct net_options *o, struct err *e) MUST_USE;

/* Gives everything back; harmless on zeros. */
void net_close(struct net *net);

#endif
