#include "net/vocab.h"

#include <string.h>

/* Hash of FNV-1a; collisions are told apart by the bytes. */
uint32_t net_piece_hash(bool inner)
{
    return inner ? 0x9e3779b9u : 2166136261u;
}

static const char *piece(const struct net_vocab *v, uint32_t i, uint32_t *n)
{
    *n = v->at[i + 1] - v->at[i] - 1;
    return v->text + v->at[i];
}

static bool is_inner(const char *s, uint32_t n)
{
    return n > 2 && s[0] == '#' && s[1] == '#';
}

static void put(struct net_vocab *v, uint32_t i)
{
    uint32_t n, hash;
    const char *s = piece(v, i, &n);
    bool inner = is_inner(s, n);
    s += inner ? 2 : 0;
    n -= inner ? 2 : 0;
    if (n > v->longest)
        v->longest = n;
    hash = net_piece_hash(inner);
    for (uint32_t k = 0; k < n; k++)
        hash = net_piece_add(hash, s[k]);
    uint32_t at = hash & v->mask;
    while (v->slot[at])
        at = (at + 1) & v->mask;
    v->slot[at] = i + 1;
}

uint32_t net_piece_find(const struct net_vocab *v, bool inner, const char *s,
                        uint32_t n, uint32_t hash)
{
    for (uint32_t at = hash & v->mask; v->slot[at]; at = (at + 1) & v->mask) {
        uint32_t i = v->slot[at] - 1, m;
        const char *p = piece(v, i, &m);
        if (is_inner(p, m) != inner)
            continue;
        uint32_t skip = inner ? 2 : 0;
        if (m - skip == n && memcmp(p + skip, s, n) == 0)
            return i;
    }
    return NONE;
}

static uint32_t count(const char *s, uint32_t n, char c)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        k += s[i] == c;
    return k;
}

static enum rc pieces_open(struct net_vocab *v, const struct net_words *t,
                           struct err *e)
{
    static const char first[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n";
    if (t->n_vocab < sizeof first ||
        memcmp(t->vocab, first, sizeof first - 1) != 0)
        return err_set(e, E_MODEL, 0, "vocabulary begins otherwise than "
                       "[PAD] [UNK] [CLS] [SEP]");
    v->text = t->vocab;
    v->n = count(t->vocab, t->n_vocab, '\n') + 1;
    v->mask = 1;
    while (v->mask < v->n * 2)
        v->mask *= 2;
    v->at = base_alloc(((size_t)v->n + 1) * sizeof *v->at);
    v->slot = base_alloc((size_t)v->mask * sizeof *v->slot);
    if (!v->at || !v->slot)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(v->slot, 0, (size_t)v->mask * sizeof *v->slot);
    v->mask--;
    v->at[0] = 0;
    for (uint32_t i = 0, k = 1; i < t->n_vocab; i++) {
        if (t->vocab[i] == '\n')
            v->at[k++] = i + 1;
    }
    v->at[v->n] = t->n_vocab + 1;
    for (uint32_t i = N_PIECE_SPECIAL; i < v->n; i++)
        put(v, i);
    return OK;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One line of the norm table: "HEX\treplacement". */
static bool fold_read(const char *s, uint32_t n, struct fold *f)
{
    uint32_t i = 0;
    f->cp = 0;
    for (; i < n && i < 6 && hex(s[i]) >= 0; i++)
        f->cp = f->cp * 16 + (uint32_t)hex(s[i]);
    if (i == 0 || i >= n || s[i] != '\t')
        return false;
    f->to = s + i + 1;
    f->len = n - i - 1;
    return true;
}

static enum rc folds_open(struct net_vocab *v, const struct net_words *t,
                          struct err *e)
{
    uint32_t lines = count(t->norm, t->n_norm, '\n') + 1;
    v->fold = base_alloc(lines * sizeof *v->fold);
    if (!v->fold)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t at = 0; at < t->n_norm; v->n_fold++) {
        const char *end = memchr(t->norm + at, '\n', t->n_norm - at);
        uint32_t n = end ? (uint32_t)(end - t->norm) - at : t->n_norm - at;
        struct fold *f = &v->fold[v->n_fold];
        if (!fold_read(t->norm + at, n, f) ||
            (v->n_fold && f->cp <= f[-1].cp))
            return err_set(e, E_MODEL, at, "norm table, line %u: expected a "
                           "rising code point, a tab and text",
                           v->n_fold + 1);
        at += n + 1;
    }
    return OK;
}

enum rc net_vocab_open(struct net_vocab *v, const struct net_words *t,
                       struct err *e)
{
    memset(v, 0, sizeof *v);
    TRY(pieces_open(v, t, e));
    return folds_open(v, t, e);
}

void net_vocab_close(struct net_vocab *v)
{
    base_free(v->at);
    base_free(v->slot);
    base_free(v->fold);
    memset(v, 0, sizeof *v);
}

const struct fold *net_fold(const struct net_vocab *v, uint32_t cp)
{
    uint32_t lo = 0, hi = v->n_fold;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (v->fold[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < v->n_fold && v->fold[lo].cp == cp ? &v->fold[lo] : NULL;
}
