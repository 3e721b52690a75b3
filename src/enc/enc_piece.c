/* enc_piece.c - words to pieces: fold each character, cut at marks, spell
 * each run by the longest piece that fits. */
#include "enc/enc_in.h"
#include "base/utf8.h"

#include <string.h>

enum { RUN_MAX = 100 /* code points; a longer run is [UNK] */ };

/* A word being spelled; buf holds the run so far. */
struct spelling {
    const struct net_vocab *vocab;
    uint32_t *out, n;
    uint32_t len, points;
    char buf[RUN_MAX * 4 + 4];
};

static void put(struct spelling *s, uint32_t id)
{
    if (s->n < ENC_PIECES)
        s->out[s->n++] = id;
}

/* The longest piece at text[0 .. n) and its bytes; NONE: there is none. */
static uint32_t longest(const struct net_vocab *v, bool inner,
                        const char *text, uint32_t n, uint32_t *taken)
{
    uint32_t hash[RUN_MAX * 4 + 5];
    if (n > v->longest)
        n = v->longest;
    if (n > RUN_MAX * 4)
        n = RUN_MAX * 4;
    hash[0] = net_piece_hash(inner);
    for (uint32_t i = 0; i < n; i++)
        hash[i + 1] = net_piece_add(hash[i], text[i]);
    for (uint32_t i = n; i > 0; i--) {
        uint32_t id = net_piece_find(v, inner, text, i, hash[i]);
        if (id != NONE) {
            *taken = i;
            return id;
        }
    }
    return NONE;
}

/* Spells the run in buf and empties it. */
static void run_end(struct spelling *s)
{
    uint32_t ids[RUN_MAX * 4], n = 0, at = 0, taken = 0;
    uint32_t len = s->len, points = s->points;
    s->len = s->points = 0;
    if (points == 0)
        return;
    while (points <= RUN_MAX && at < len) {
        uint32_t id = longest(s->vocab, at > 0, s->buf + at, len - at, &taken);
        if (id == NONE)
            break;
        ids[n++] = id;
        at += taken;
    }
    if (points > RUN_MAX || at < len) {
        put(s, PIECE_UNK);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        put(s, ids[i]);
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* Takes one folded character of n bytes. */
static void take(struct spelling *s, const char *c, uint32_t n)
{
    bool mark = (unsigned char)c[0] < 0x80 && !is_alnum(c[0]);
    if (mark)
        run_end(s);
    if (s->points++ < RUN_MAX) {
        memcpy(s->buf + s->len, c, n);
        s->len += n;
    }
    if (mark)
        run_end(s);
}

static void take_folded(struct spelling *s, const struct fold *f)
{
    uint32_t cp;
    for (uint32_t i = 0; i < f->len;) {
        uint32_t n = utf8_decode(f->to + i, f->len - i, &cp);
        n = n ? n : 1;
        take(s, f->to + i, n);
        i += n;
    }
}

uint32_t enc_spell(const struct net_vocab *v, const char *word, uint32_t len,
                   uint32_t out[ENC_PIECES])
{
    struct spelling s = {.vocab = v, .out = out};
    for (uint32_t i = 0; i < len && s.n < ENC_PIECES;) {
        uint32_t cp = 0, n = utf8_decode(word + i, len - i, &cp);
        char low = word[i];
        const struct fold *f = n > 1 ? net_fold(v, cp) : NULL;
        n = n ? n : 1;
        if (low >= 'A' && low <= 'Z')
            low = (char)(low - 'A' + 'a');
        if (f)
            take_folded(&s, f);
        else
            take(&s, n > 1 ? word + i : &low, n);
        i += n;
    }
    run_end(&s);
    if (s.n == 0)
        put(&s, PIECE_UNK);
    return s.n;
}

enum rc enc_pieces(const struct net_vocab *v, struct arena *a,
                   const struct doc *d, struct pieces *p, struct err *e)
{
    memset(p, 0, sizeof *p);
    p->beg = arena_get(a, ((size_t)d->tok.n + 1) * sizeof *p->beg);
    if (!p->beg)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t t = 0; t < d->tok.n; t++) {
        struct span at = d->tok.row[t].at;
        p->beg[t] = p->id.n;
        if (!table_grow(a, &p->id, ENC_PIECES))
            return err_set(e, E_NOMEM, 0, "out of memory");
        p->id.n += enc_spell(v, d->text + at.beg, at.end - at.beg,
                             p->id.row + p->id.n);
    }
    p->beg[d->tok.n] = p->id.n;
    return OK;
}
