#include "base/buf.h"

#include <math.h>
#include <string.h>

static bool buf_room(struct buf *b, size_t more)
{
    if (b->fail)
        return false;
    if (more <= b->cap - b->n)
        return true;
    size_t want = b->cap ? b->cap * 2 : 256;
    while (want - b->n < more && want < SIZE_MAX / 4)
        want *= 2;
    char *p = want - b->n < more ? NULL : base_alloc(want);
    if (!p) {
        b->fail = true;
        return false;
    }
    if (b->n)
        memcpy(p, b->p, b->n);
    base_free(b->p);
    b->p = p;
    b->cap = want;
    return true;
}

void buf_put(struct buf *b, const char *s, size_t n)
{
    if (!n || !buf_room(b, n))
        return;
    memcpy(b->p + b->n, s, n);
    b->n += n;
}

void buf_char(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_text(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

/* Digits of v, at least `least` of them. */
static void buf_digits(struct buf *b, uint64_t v, int least)
{
    char d[20];
    int i = 20;
    while (v || 20 - i < least) {
        d[--i] = (char)('0' + v % 10);
        v /= 10;
    }
    buf_put(b, d + i, (size_t)(20 - i));
}

void buf_int(struct buf *b, int64_t v)
{
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    if (v < 0)
        buf_char(b, '-');
    buf_digits(b, u, 1);
}

void buf_fixed(struct buf *b, double v, int places)
{
    static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8,
                                  1e9};
    double x = fabs(v) * tens[places];
    if (!(x < 9e18)) {
        buf_text(b, "nan");
        return;
    }
    uint64_t u = (uint64_t)round(x), unit = (uint64_t)tens[places];
    if (v < 0 && u)
        buf_char(b, '-');
    buf_digits(b, u / unit, 1);
    if (places) {
        buf_char(b, '.');
        buf_digits(b, u % unit, places);
    }
}

/* One character that JSON does not take as it is. */
static void escape(struct buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char plain[] = "\"\\\n\r\t", letter[] = "\"\\nrt";
    const char *at = c ? strchr(plain, c) : NULL;
    buf_char(b, '\\');
    if (at) {
        buf_char(b, letter[at - plain]);
        return;
    }
    buf_text(b, "u00");
    buf_char(b, hex[c >> 4]);
    buf_char(b, hex[c & 15]);
}

void buf_json(struct buf *b, const char *s, size_t n)
{
    size_t done = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(b, s + done, i - done);
        escape(b, c);
        done = i + 1;
    }
    buf_put(b, s + done, n - done);
}

const char *buf_str(struct buf *b)
{
    if (!buf_room(b, 1))
        return "";
    b->p[b->n] = '\0';
    return b->p;
}

enum rc buf_rc(const struct buf *b, struct err *e)
{
    return b->fail ? err_set(e, E_NOMEM, 0, "out of memory") : OK;
}

void buf_reset(struct buf *b)
{
    b->n = 0;
    b->fail = false;
}

void buf_free(struct buf *b)
{
    base_free(b->p);
    *b = (struct buf){0};
}
