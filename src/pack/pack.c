#include "pack/pack.h"

#include <string.h>

enum {
    CODE_SPAN = 0x07, CODE_PHRASE = 0x08, CODE_MORE = 0x1f,
    N_SHORT = CODE_MORE - CODE_PHRASE, MOST_PHRASE = PACK_MOST_PHRASE
};

enum rc pack_begin(struct pack *p, const char *const column[PACK_N_COLUMN],
                   size_t n_text, struct err *e)
{
    arena_reset(&p->mem);
    buf_reset(&p->text);
    buf_put(&p->text, column[PACK_TEXT], n_text);
    for (int i = 0; i < PACK_N_COLUMN; i++) {
        const char *s = column[i];
        buf_reset(&p->column[i]);
        if (s)
            buf_json(&p->column[i], s, i == PACK_TEXT ? n_text : strlen(s));
        TRY(buf_rc(&p->column[i], e));
    }
    TRY(buf_rc(&p->text, e));
    if (!utf8_map_make(&p->map, &p->mem, buf_str(&p->text),
                       (uint32_t)p->text.n))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

void pack_free(struct pack *p)
{
    for (int i = 0; i < PACK_N_COLUMN; i++)
        buf_free(&p->column[i]);
    buf_free(&p->text);
    buf_free(&p->scratch);
    arena_free(&p->mem);
}

static void put_number(struct buf *b, uint32_t v)
{
    for (; v > 0x7f; v >>= 7)
        buf_char(b, (char)(v | 0x80));
    buf_char(b, (char)v);
}

static bool take_number(const unsigned char **p, const unsigned char *end,
                        uint32_t *v)
{
    *v = 0;
    for (unsigned shift = 0; shift < 35 && *p < end; shift += 7) {
        unsigned char c = *(*p)++;
        *v |= (uint32_t)(c & 0x7f) << (shift & 31);
        if (c < 0x80)
            return true;
    }
    return false;
}

static bool begins(const char *s, const char *end, const char *with,
                   size_t n)
{
    return (size_t)(end - s) >= n && !memcmp(s, with, n);
}

static bool read_number(const char **s, const char *end, uint32_t *v)
{
    const char *from = *s;
    for (*v = 0; *s < end && **s >= '0' && **s <= '9' && *s - from < 8; ++*s)
        *v = *v * 10 + (uint32_t)(**s - '0');
    return *s > from;
}

/* Appends what a span of the text looks like behind `"text":"`. */
static void put_span(struct pack *p, uint32_t a, uint32_t b, struct buf *out)
{
    uint32_t beg = utf8_map_byte(&p->map, a), end = utf8_map_byte(&p->map, b);
    buf_json(out, p->text.p + beg, end - beg);
    buf_text(out, "\",\"start\":");
    buf_int(out, a);
    buf_text(out, ",\"end\":");
    buf_int(out, b);
}

/* Bytes of the span of the text that begins at s; 0: it is none. */
static size_t pack_span(struct pack *p, const char *s, const char *end,
                        struct buf *out)
{
    static const char start[] = "\",\"start\":", stop[] = ",\"end\":";
    const char *q = s;
    uint32_t a, b;
    while (q < end && *q != '"')
        q += 1 + (*q == '\\' && q + 1 < end);
    if (!begins(q, end, start, sizeof start - 1))
        return 0;
    q += sizeof start - 1;
    if (!read_number(&q, end, &a) || !begins(q, end, stop, sizeof stop - 1))
        return 0;
    q += sizeof stop - 1;
    if (!read_number(&q, end, &b) || b < a ||
        b > utf8_map_point(&p->map, (uint32_t)p->text.n))
        return 0;
    buf_reset(&p->scratch);
    put_span(p, a, b, &p->scratch);
    if (p->scratch.fail || p->scratch.n != (size_t)(q - s) ||
        memcmp(p->scratch.p, s, p->scratch.n))
        return 0;
    buf_char(out, CODE_SPAN);
    put_number(out, a);
    put_number(out, b - a);
    return (size_t)(q - s);
}

/* Bytes of the report's column that begins at s, behind a mark. */
static size_t pack_column(struct pack *p, const char *s, const char *end,
                          struct buf *out)
{
    for (int i = 0; i < PACK_N_COLUMN; i++) {
        const struct buf *c = &p->column[i];
        if (c->n > 2 && begins(s, end, c->p, c->n)) {
            buf_char(out, (char)(1 + i));
            return c->n;
        }
    }
    return 0;
}

static unsigned start_of(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    return (u[0] * 31u + u[1] * 7u + u[2]) % PACK_N_START;
}

/* Chains the phrases that begin alike. */
static void list_phrases(struct pack *p)
{
    memset(p->start, 0, sizeof p->start);
    for (uint32_t i = 0; i < MOST_PHRASE && *pack_phrase(i); i++) {
        uint16_t *first = &p->start[start_of(pack_phrase(i))];
        p->next[i] = *first;
        *first = (uint16_t)(i + 1);
    }
    p->listed = true;
}

/* Bytes of the longest phrase that begins at s, where three bytes are. */
static size_t pack_words(struct pack *p, const char *s, const char *end,
                         struct buf *out)
{
    size_t best = 0;
    uint32_t which = 0;
    if (!p->listed)
        list_phrases(p);
    for (uint32_t k = p->start[start_of(s)]; k; k = p->next[k - 1]) {
        uint32_t i = k - 1;
        const char *w = pack_phrase(i);
        size_t n = strlen(w);
        if (n > best && begins(s, end, w, n)) {
            best = n;
            which = i;
        }
    }
    if (best && which < N_SHORT) {
        buf_char(out, (char)(CODE_PHRASE + which));
    } else if (best) {
        buf_char(out, CODE_MORE);
        buf_char(out, (char)(which - N_SHORT));
    }
    return best;
}

/* True when the phrase or column before s ended with `"text":"`. */
static bool after_text(const char *line, const char *s)
{
    static const char mark[] = "\"text\":\"";
    size_t n = sizeof mark - 1;
    return (size_t)(s - line) >= n && !memcmp(s - n, mark, n);
}

void pack_put(struct pack *p, const char *line, size_t n, struct buf *out)
{
    const char *s = line, *end = line + n;
    while (s < end) {
        size_t k = 0;
        if (s > line && s[-1] == '"')
            k = pack_column(p, s, end, out);
        if (!k && after_text(line, s))
            k = pack_span(p, s, end, out);
        if (!k && end - s >= 3)
            k = pack_words(p, s, end, out);
        if (!k)
            buf_char(out, *s);
        s += k ? k : 1;
    }
}

/* What stands for itself up to the next code. */
static const unsigned char *take_plain(const unsigned char *s,
                                       const unsigned char *end,
                                       struct buf *out)
{
    const unsigned char *from = s;
    while (s < end && *s >= 0x20)
        s++;
    buf_put(out, (const char *)from, (size_t)(s - from));
    return s;
}

static bool take_span(struct pack *p, const unsigned char **s,
                      const unsigned char *end, struct buf *out)
{
    uint32_t a, b, all = utf8_map_point(&p->map, (uint32_t)p->text.n);
    if (!take_number(s, end, &a) || !take_number(s, end, &b) || a > all ||
        b > all - a)
        return false;
    put_span(p, a, a + b, out);
    return true;
}

enum rc pack_take(struct pack *p, const void *bytes, size_t n,
                  struct buf *out, struct err *e)
{
    const unsigned char *s = bytes, *end = s + n;
    bool good = true;
    while (good && (s = take_plain(s, end, out)) < end) {
        unsigned char c = *s++;
        if (c >= 1 && c <= PACK_N_COLUMN) {
            buf_put(out, p->column[c - 1].p, p->column[c - 1].n);
        } else if (c == CODE_SPAN) {
            good = take_span(p, &s, end, out);
        } else if (c == CODE_MORE && s < end) {
            buf_text(out, pack_phrase((uint32_t)N_SHORT + *s++));
        } else {
            good = c >= CODE_PHRASE && c < CODE_MORE;
            buf_text(out, pack_phrase((uint32_t)c - CODE_PHRASE));
        }
    }
    if (!good)
        return err_set(e, E_INPUT, 0, "a record is damaged");
    return buf_rc(out, e);
}
