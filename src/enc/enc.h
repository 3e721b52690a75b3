/* enc.h - word vectors: pieces, windows, one pass of the encoder.
 * reads:   tok                              writes:  window, enc, logit
 * shape:   enc [n_tok][DOC_D_ENC], logit [n_tok][NET_LOGIT], row-major
 * units:   windows of at most ENC_LIMIT pieces without [CLS] and [SEP]
 * errors:  E_NOMEM, E_MODEL                 threads: net shared, work is one's
 * cost:    O(pieces * window), about 22 M int8 operations a piece
 * source:  train/pieces.py, train/data.py (cut_windows), train/model.py
 *
 * A word's vector is the last layer's vector of its first piece. Results do
 * not depend on which documents are encoded together.
 */
#ifndef DM_ENC_H
#define DM_ENC_H

#include "doc/doc.h"
#include "net/net.h"

/* Sizes. */
enum {
    ENC_LIMIT = 190, /* most pieces of a window */
    ENC_PIECES = 8,  /* most pieces of a word; the rest is dropped */
    ENC_ROWS = 1024  /* pieces encoded in one go, whole windows */
};

/* Encodes documents together. */
enum rc enc_run(const struct net *k, struct work *w, struct doc *const *docs,
                uint32_t n_doc, struct err *e) MUST_USE;

#endif
