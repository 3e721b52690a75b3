/* enc_in.h - what the files of this room share.
 * reads:   tok                              writes:  window
 * shape:   as said at each                  units:   pieces, rows
 * errors:  E_NOMEM                          threads: one
 * cost:    O(text)                          source:  train/pieces.py, data.py
 */
#ifndef DM_ENC_IN_H
#define DM_ENC_IN_H

#include "enc/enc.h"
#include "net/vocab.h"
#include "num/block.h"

/* Spells word[0 .. len): numbers of its first pieces into out; gives back
 * how many, 1 .. ENC_PIECES. */
uint32_t enc_spell(const struct net_vocab *v, const char *word, uint32_t len,
                   uint32_t out[ENC_PIECES]);

/* Pieces of a document: token t has id[beg[t] .. beg[t + 1]). */
struct pieces {
    TABLE(uint32_t) id;
    uint32_t *beg; /* [n_tok + 1] */
};

/* Spells all tokens; the tables live in the arena. */
enum rc enc_pieces(const struct net_vocab *v, struct arena *a,
                   const struct doc *d, struct pieces *p, struct err *e)
    MUST_USE;

/* Cuts a document into d->window. */
enum rc enc_cut(const struct net_vocab *v, const struct pieces *p,
                struct doc *d, struct err *e) MUST_USE;

/* Numbers that enc_wide.c keeps of a row: q k v, what attention gives, the
 * inside of the feed-forward part. */
enum { ENC_WIDE_ROW = 4 * NET_D + NET_FFN };

/* A window that waits in a batch. */
struct waiting {
    struct doc *doc;
    const struct pieces *pieces;
    struct run at;
    uint32_t row, n; /* its rows in the batch, with [CLS] and [SEP] */
};

/* Rows of several windows, one behind the other without padding. */
struct batch {
    const struct net *net;
    struct work *work;
    uint32_t cap, n;  /* rows */
    uint32_t n_window;
    struct waiting window[ENC_ROWS / 3 + 1];
    float *x;         /* [cap][NET_D] the rows as numbers */
    struct num_rows q;  /* x quantised */
    struct num_qkv qkv;
    struct num_rows c;    /* [cap][NET_D] what attention gives */
    struct num_rows wide; /* [NUM_BLOCK][NET_FFN] */
    int32_t *acc;     /* [NUM_BLOCK][NET_FFN] sums of a product */
    float *wide_row;  /* [NUM_WINDOW][ENC_WIDE_ROW] of enc_wide.c, or NULL */
};

/* Memory for `rows` rows from work's arena. */
enum rc batch_open(struct batch *b, const struct net *net, struct work *w,
                   uint32_t rows, struct err *e) MUST_USE;

/* All layers over window w in floats, rounding nothing: rows of b->x. */
void wide_window(struct batch *b, const struct waiting *w);

/* Encodes what waits and puts the vectors of first pieces into doc.enc. */
enum rc batch_run(struct batch *b, struct err *e) MUST_USE;

#endif
