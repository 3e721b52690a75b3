/* tok_char.c - characters and their kinds. */
#include "tok/tok_in.h"

/* Marks outside ASCII, as ranges of code points in order; all else is a
 * letter. Combining and joining characters count as letters. */
static const uint32_t marks[][2] = {
    {0x80, 0xa9},     {0xab, 0xac},     {0xae, 0xb1},     {0xb4, 0xb4},
    {0xb6, 0xb8},     {0xba, 0xbb},     {0xbf, 0xbf},     {0xd7, 0xd7},
    {0xf7, 0xf7},
    {0x060c, 0x060d}, {0x061b, 0x061f}, {0x2010, 0x2027}, {0x2030, 0x205e},
    {0x20a0, 0x20cf}, {0x2100, 0x2101}, {0x2103, 0x2109}, {0x2114, 0x2118},
    {0x211e, 0x2123}, {0x2190, 0x2bff}, {0x2e00, 0x2e7f}, {0x3001, 0x3004},
    {0x3008, 0x3020}, {0x3030, 0x3030}, {0x30fb, 0x30fb}, {0xfe10, 0xfe19},
    {0xfe30, 0xfe6b}, {0xff01, 0xff0f}, {0xff1a, 0xff20}, {0xff3b, 0xff40},
    {0xff5b, 0xff65}, {0xffe0, 0xffef}, {0xfff9, 0xffff}, {0x1f000, 0x1faff}};

/* White space, and what is not seen: marks of width 0 and of direction. */
static bool is_blank(uint32_t cp)
{
    return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 ||
           cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200b) ||
           cp == 0x200e || cp == 0x200f || (cp >= 0x2028 && cp <= 0x202f) ||
           (cp >= 0x205f && cp <= 0x2069) || cp == 0x3000 || cp == 0xfeff;
}

static uint8_t kind_ascii(uint32_t cp)
{
    if (is_blank(cp))
        return CHR_BLANK;
    if (cp >= '0' && cp <= '9')
        return CHR_DIGIT;
    if ((cp | 32) >= 'a' && (cp | 32) <= 'z')
        return CHR_LETTER;
    return CHR_MARK;
}

static uint8_t kind_of(uint32_t cp)
{
    uint32_t lo = 0, hi = sizeof marks / sizeof *marks;
    if (cp < 0x80)
        return kind_ascii(cp);
    if (is_blank(cp))
        return CHR_BLANK;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (cp > marks[mid][1])
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < sizeof marks / sizeof *marks && cp >= marks[lo][0])
        return CHR_MARK;
    return CHR_LETTER;
}

struct chr_at tok_chr(const char *text, uint32_t len, uint32_t at)
{
    static const uint8_t first[4] = {0x7f, 0x1f, 0x0f, 0x07};
    struct chr_at c = {0, 0, CHR_END};
    if (at >= len)
        return c;
    uint8_t b = (uint8_t)text[at];
    uint32_t more = b < 0x80 ? 0 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : 3;
    c.cp = b & first[more];
    c.len = 1;
    c.kind = CHR_MARK;
    if ((b >= 0x80 && b < 0xc2) || b > 0xf4 || more >= len - at)
        return c;
    for (uint32_t k = 1; k <= more; k++) {
        uint8_t t = (uint8_t)text[at + k];
        if ((t & 0xc0) != 0x80)
            return c;
        c.cp = c.cp << 6 | (t & 0x3f);
    }
    c.len = (uint8_t)(more + 1);
    c.kind = kind_of(c.cp);
    return c;
}

uint32_t tok_blank(const char *text, uint32_t len, uint32_t at)
{
    struct chr_at c = tok_chr(text, len, at);
    return c.kind == CHR_BLANK ? c.len : 0;
}

bool tok_capital(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z';
    if (cp < 0x100)
        return cp >= 0xc0 && cp <= 0xde && cp != 0xd7;
    if (cp == 0x130 || cp == 0x178)
        return true;
    if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
        return cp % 2 == 1;
    if (cp < 0x178 || (cp >= 0x1e00 && cp <= 0x1eff) ||
        (cp >= 0x460 && cp <= 0x4ff))
        return cp % 2 == 0 && cp != 0x138;
    return (cp >= 0x386 && cp <= 0x3ab && cp != 0x390) ||
           (cp >= 0x400 && cp <= 0x42f);
}

bool tok_same(const char *s, const char *w, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        char ch = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
        if (ch != w[i])
            return false;
    }
    return true;
}
