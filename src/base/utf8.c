#include "base/utf8.h"

#include <string.h>

enum { STEP = 64 }; /* bytes between two entries of a map */

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* Length that a first byte announces; 0: it cannot be first. */
static uint32_t announced(unsigned char c)
{
    if (c < 0x80)
        return 1;
    if (c < 0xc2)
        return 0;
    return c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

/* True when the second byte of a character may follow the first. */
static bool second_fits(unsigned char a, unsigned char b)
{
    switch (a) {
    case 0xe0:
        return b >= 0xa0;
    case 0xed:
        return b < 0xa0;
    case 0xf0:
        return b >= 0x90;
    case 0xf4:
        return b < 0x90;
    default:
        return true;
    }
}

uint32_t utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    if (!n)
        return 0;
    unsigned char a = (unsigned char)s[0];
    uint32_t len = announced(a);
    if (len == 1) {
        *cp = a;
        return 1;
    }
    if (!len || len > n || !second_fits(a, (unsigned char)s[1]))
        return 0;
    uint32_t c = a & (0x7fu >> len);
    for (uint32_t i = 1; i < len; i++) {
        if (!is_tail(s[i]))
            return 0;
        c = c << 6 | ((unsigned char)s[i] & 0x3fu);
    }
    *cp = c;
    return len;
}

uint32_t utf8_encode(uint32_t cp, char out[4])
{
    static const unsigned char mark[] = {0, 0, 0xc0, 0xe0, 0xf0};
    if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
        return 0;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    uint32_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (uint32_t i = n - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3f));
    out[0] = (char)(mark[n] | cp);
    return n;
}

/* Says why the bytes s[0 .. n) do not begin a character. */
static const char *utf8_reason(const char *s, size_t n)
{
    unsigned char a = (unsigned char)s[0];
    uint32_t len = announced(a);
    if (a < 0xc0)
        return "continues a character that did not begin";
    if (!len)
        return "never occurs in UTF-8";
    for (uint32_t i = 1; i < len; i++) {
        if (i >= n || !is_tail(s[i]))
            return "begins a character that is cut short";
    }
    if (a == 0xed)
        return "begins a surrogate, which is no character";
    return a == 0xf4 ? "begins a code point above U+10FFFF"
                     : "begins a character written with too many bytes";
}

enum rc utf8_check(const char *s, size_t n, struct err *e)
{
    uint32_t cp;
    for (size_t i = 0; i < n;) {
        uint32_t len = utf8_decode(s + i, n - i, &cp);
        if (!len)
            return err_set(e, E_INPUT, i, "byte 0x%02x %s, expected UTF-8",
                           (unsigned)(unsigned char)s[i],
                           utf8_reason(s + i, n - i));
        i += len;
    }
    return OK;
}

size_t utf8_count(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += !is_tail(s[i]);
    return count;
}

bool utf8_map_make(struct utf8_map *m, struct arena *a, const char *text,
                   uint32_t len)
{
    *m = (struct utf8_map){text, len, NULL};
    if (utf8_count(text, len) == len)
        return true;
    m->before = arena_get(a, (len / STEP + 1) * sizeof *m->before);
    if (!m->before)
        return false;
    for (uint32_t i = 1; i <= len / STEP; i++)
        m->before[i] = m->before[i - 1] +
            (uint32_t)utf8_count(text + (size_t)(i - 1) * STEP, STEP);
    return true;
}

uint32_t utf8_map_point(const struct utf8_map *m, uint32_t at)
{
    if (!m->before)
        return at;
    uint32_t i = at / STEP;
    return m->before[i] +
           (uint32_t)utf8_count(m->text + i * STEP, at - i * STEP);
}

uint32_t utf8_map_byte(const struct utf8_map *m, uint32_t point)
{
    if (!m->before)
        return point;
    uint32_t lo = 0, hi = m->len / STEP; /* before[lo] <= point */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo + 1) / 2;
        if (m->before[mid] <= point)
            lo = mid;
        else
            hi = mid - 1;
    }
    uint32_t at = lo * STEP, seen = m->before[lo];
    for (; at < m->len; at++) {
        if (!is_tail(m->text[at]) && seen++ == point)
            break;
    }
    return at;
}

void utf8_tame(char *s)
{
    for (; *s; s++) {
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            *s = '?';
    }
}
