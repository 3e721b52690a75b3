/* vocab.h - the pieces that words are spelled with, and the folding table.
 * reads:   tensors "vocab" and "norm"       writes:  -
 * shape:   piece numbers 0 .. n             units:   bytes, code points
 * errors:  E_MODEL, E_NOMEM                 threads: constant once open
 * cost:    a look-up O(bytes of the piece)  source:  train/pieces.py
 */
#ifndef DM_NET_VOCAB_H
#define DM_NET_VOCAB_H

#include "base/base.h"

/* Numbers of the pieces that are no text. */
enum { PIECE_PAD, PIECE_UNK, PIECE_CLS, PIECE_SEP, N_PIECE_SPECIAL };

/* Pieces and folding table of a model. */
struct net_vocab {
    uint32_t n;       /* pieces */
    uint32_t longest; /* bytes of the longest, without "##" */
    const char *text; /* all pieces, joined by \n; borrowed */
    uint32_t *at;     /* [n + 1] where they begin in text; at[n] = end + 1 */
    uint32_t *slot;   /* [mask + 1] piece + 1 by hash, 0: free */
    uint32_t mask;
    struct fold *fold;
    uint32_t n_fold;  /* by rising code point */
};

/* What a code point becomes: text[at .. at + len) of the norm table. */
struct fold {
    uint32_t cp;
    const char *to;
    uint32_t len;
};

/* Bytes of the tensors. */
struct net_words {
    const char *vocab, *norm;
    uint32_t n_vocab, n_norm;
};

/* Reads both tensors, which outlive the vocabulary. */
enum rc net_vocab_open(struct net_vocab *v, const struct net_words *t,
                       struct err *e) MUST_USE;

/* Gives the tables back. */
void net_vocab_close(struct net_vocab *v);

/* Running hash of a piece's bytes: start with net_piece_hash(inner), add
 * byte after byte, then ask for the piece. */
uint32_t net_piece_hash(bool inner);
static inline uint32_t net_piece_add(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 16777619u;
}

/* Number of the piece s[0 .. n) (inner: one with "##" before it), whose hash
 * is known; NONE when there is none. */
uint32_t net_piece_find(const struct net_vocab *v, bool inner, const char *s,
                        uint32_t n, uint32_t hash);

/* What a code point beyond ASCII becomes, NULL: itself. */
const struct fold *net_fold(const struct net_vocab *v, uint32_t cp);

#endif
