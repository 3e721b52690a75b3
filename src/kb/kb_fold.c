#include "kb/kb.h"

#include <string.h>

/* Base letters of U+00C0 .. U+017F; '?' stands for what is spelled below. */
static const char latin[] =
    "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static const char *latin_long(uint32_t c)
{
    switch (c) {
    case 0xC6: case 0xE6: return "ae";
    case 0xDE: case 0xFE: return "th";
    case 0xDF: return "ss";
    case 0x132: case 0x133: return "ij";
    case 0x152: case 0x153: return "oe";
    default: return "";
    }
}

/* Decodes one code point of well-formed UTF-8; a stray byte is itself. */
static size_t decode(const char *s, size_t n, uint32_t *c)
{
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] >= 0xC2 && u[0] < 0xE0 && n > 1) {
        *c = (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F);
        return 2;
    }
    if (u[0] >= 0xE0 && u[0] < 0xF0 && n > 2) {
        *c = (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 |
             (u[2] & 0x3F);
        return 3;
    }
    *c = u[0];
    return 1;
}

/* Folds a code point that is no ASCII letter or digit; the length of what is
 * put into out (at most 4 bytes), a blank for what parts words. */
static size_t fold_other(uint32_t c, const char *raw, size_t n, char *out)
{
    if (c < 0x80) {
        out[0] = ' ';
        return c == ' ' || c == '-' || c == '/' || c == '\t' || c == '\n' ||
                       c == '\r' || c == '_' || c == ',' || c == '&'
                   ? 1 : 0;
    }
    if (c >= 0xC0 && c < 0x180) {
        char base = latin[c - 0xC0];
        const char *more = base == '?' ? latin_long(c) : NULL;
        size_t len = more ? strlen(more) : 1;
        memcpy(out, more ? more : &base, len);
        return len;
    }
    bool quote = c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D ||
                 c == 0x2BC || c == 0xB4 || c == 0x2BB;
    if (quote)
        return 0;
    if ((c >= 0x2010 && c <= 0x2015) || c == 0xA0 || c == 0x2009) {
        out[0] = ' ';
        return 1;
    }
    memcpy(out, raw, n);
    return n;
}

size_t kb_fold(const char *s, size_t n, char *key, size_t len, size_t cap)
{
    for (size_t i = 0; i < n;) {
        uint32_t c;
        char out[4];
        size_t step = decode(s + i, n - i, &c), put = 1;
        if (c >= 'A' && c <= 'Z')
            out[0] = (char)(c + 32);
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out[0] = (char)c;
        else
            put = fold_other(c, s + i, step, out);
        i += step;
        if (put == 1 && out[0] == ' ' && (!len || key[len - 1] == ' '))
            continue;
        if (len + put + 1 > cap)
            return cap;
        memcpy(key + len, out, put);
        len += put;
    }
    return len;
}
