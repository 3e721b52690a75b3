/* tok_word.c - words: hyphens, slashes, numbers, clitics and periods. */
#include "tok/tok_in.h"

#include <string.h>

static struct chr_at chr(const struct chunk *c, uint32_t i)
{
    return tok_chr(c->text, c->end, i);
}

static bool is_alnum(struct chr_at a)
{
    return a.kind == CHR_LETTER || a.kind == CHR_DIGIT;
}

static bool digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

static bool upper(char ch)
{
    return ch >= 'A' && ch <= 'Z';
}

static bool lower(char ch)
{
    return ch >= 'a' && ch <= 'z';
}

/* Bytes of an apostrophe at i, 0 when none is there. */
static uint32_t apostrophe(const char *text, uint32_t len, uint32_t i)
{
    struct chr_at a = tok_chr(text, len, i);
    bool is = a.cp == '\'' || a.cp == 0x2019 || a.cp == 0x2018 ||
              a.cp == '`' || a.cp == 0xb4 || a.cp == 0x02bc;
    return is ? a.len : 0;
}

/* Whether a mark between two characters of these kinds joins them. */
static bool joins(struct chr_at mark, struct chr_at a, struct chr_at b)
{
    bool numbers = a.kind == CHR_DIGIT && b.kind == CHR_DIGIT;
    if (!is_alnum(a) || !is_alnum(b))
        return false;
    switch (mark.cp) {
    case '\'': case '`': case 0x2019: case 0x2018: case 0xb4:
        return !numbers;
    case '.': case '-': case '_': case '@': case '&': case '/':
    case 0x2010: case 0x2011: case 0xb7:
        return true;
    case '*':
        return !numbers;
    case ':':
        return numbers;
    default:
        return false;
    }
}

/* Whether the comma at i is inside a number: three digits follow, or fewer
 * that are decimals and not the next of a list ([13,14], 5,6,7). */
static bool comma_joins(const struct chunk *c, uint32_t beg, uint32_t i)
{
    uint32_t n = 0;
    while (n < 4 && chr(c, i + 1 + n).kind == CHR_DIGIT)
        n++;
    if (n == 0 || n > 2)
        return n == 3;
    return chr(c, i + 1 + n).cp != ',' &&
           (beg == c->beg || !strchr("[(,", c->text[beg - 1]));
}

/* End of the run of letters, digits and what joins them. */
static uint32_t run_end(const struct chunk *c, uint32_t i)
{
    uint32_t e = i;
    struct chr_at a = chr(c, e);
    for (;;) {
        struct chr_at b = chr(c, e + a.len);
        if (is_alnum(b)) {
            e += a.len;
            a = b;
            continue;
        }
        struct chr_at d = chr(c, e + a.len + b.len);
        bool in = b.cp == ',' && a.kind == CHR_DIGIT ?
                      comma_joins(c, i, e + a.len) : joins(b, a, d);
        if (b.kind != CHR_MARK || !in)
            return e + a.len;
        e += a.len + b.len;
        a = d;
    }
}

/* Puts a number with its unit as two tokens: 10 km, $ 5 m, 7 pm. */
static bool put_measure(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t e = beg, last = end;
    while (e < end && (digit(c->text[e]) || strchr(",.:", c->text[e])))
        e++;
    if (e == beg || e == end || !digit(c->text[e - 1]))
        return false;
    bool money = beg > 0 && (c->text[beg - 1] == '$' ||
                        (uint8_t)c->text[beg - 1] >= 0x80);
    if (c->text[end - 1] == '.')
        last--;
    if (!tok_is_unit(c->text + e, last - e) && !(money && last - e <= 2))
        return false;
    tok_put(c, beg, e);
    tok_put(c, e, end);
    return true;
}

/* Where the clitic at the end of text[beg .. end) begins, or end. */
static uint32_t clitic(const struct chunk *c, uint32_t beg, uint32_t end)
{
    static const char *const tails[] = {"s", "m", "d", "re", "ve", "ll"};
    const char *t = c->text;
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
        uint32_t n = (uint32_t)strlen(tails[k]);
        if (end - beg < n + 2 || !tok_same(t + end - n, tails[k], n))
            continue;
        for (uint32_t q = 1; q <= 3 && q + n < end - beg; q++)
            if (apostrophe(t, end, end - n - q) == q)
                return end - n - q;
    }
    if (end - beg > 3 && (t[end - 1] | 32) == 't')
        for (uint32_t q = 1; q <= 3 && q + 2 < end - beg; q++)
            if (apostrophe(t, end, end - 1 - q) == q &&
                (t[end - 2 - q] | 32) == 'n')
                return end - 2 - q;
    return end;
}

/* A decade with an apostrophe: 1990's. */
static bool decade(const char *s, uint32_t n)
{
    return (n == 4 || n == 2) && digit(s[0]) && digit(s[n - 2]) &&
           s[n - 1] == '0';
}

/* Puts a word and its clitics. */
static void put_clitics(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t cut[4], n = 0;
    while (n < 4) {
        uint32_t at = clitic(c, beg, end);
        if (at == end || decade(c->text + beg, at - beg))
            break;
        cut[n++] = end;
        end = at;
    }
    tok_put(c, beg, end);
    while (n-- > 0) {
        tok_put(c, end, cut[n]);
        end = cut[n];
    }
}

/* Puts a currency written together with its number: Rs200, US$5. */
static uint32_t put_currency(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t e = beg;
    while (e < end && !digit(c->text[e]) && e - beg < 5)
        e++;
    if (e == end || !digit(c->text[e]) ||
        !tok_is_currency(c->text + beg, e - beg))
        return beg;
    tok_put(c, beg, e);
    return e;
}

/* Puts a word without hyphens and slashes. */
static void put_plain(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t at;
    beg = put_currency(c, beg, end);
    if (beg >= end || put_measure(c, beg, end))
        return;
    while ((at = tok_fused(c->text + beg, end - beg)) > 0) {
        tok_put(c, beg, beg + at);
        beg += at;
    }
    put_clitics(c, beg, end);
}

/* Lengths of the groups of digits of d-d-d; false when it has letters. */
static bool groups(const char *s, uint32_t n, uint32_t *len, uint32_t *count)
{
    *count = 0;
    len[0] = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (digit(s[i])) {
            len[*count]++;
        } else if (s[i] == '-' && *count < 7) {
            len[++*count] = 0;
        } else if (s[i] != '/' && s[i] != '.') {
            return false;
        }
    }
    ++*count;
    return true;
}

/* A telephone number, a post code or a date written with hyphens. */
static bool is_code(const char *s, uint32_t n)
{
    uint32_t len[8], k;
    if (!groups(s, n, len, &k))
        return false;
    if (k == 2)
        return len[1] == 4 && (len[0] == 3 || len[0] == 5 || len[0] >= 7);
    return k > 2;
}

/* A word of grammar, before which a hyphen is always cut. */
static bool is_link(const char *s, uint32_t n)
{
    static const char *const words[] = {"the", "a", "to", "and", "of", "in",
                                        "by", "or", "for", "on"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (n == strlen(words[k]) && tok_same(s, words[k], n))
            return true;
    return false;
}

/* Bytes of a hyphen at i, 0 when none is there. */
static uint32_t hyphen(const char *text, uint32_t len, uint32_t i)
{
    struct chr_at a = tok_chr(text, len, i);
    return a.cp == '-' || a.cp == 0x2010 || a.cp == 0x2011 ? a.len : 0;
}

static uint32_t next_hyphen(const struct chunk *c, uint32_t i, uint32_t end)
{
    while (i < end && !hyphen(c->text, end, i))
        i += tok_chr(c->text, end, i).len;
    return i;
}

/* Whether the hyphen at h between text[beg .. h) and text[r .. end) stays;
 * a prefix of one letter (e-mail) only at the start of a word, and two
 * capitals (UN-led) are no prefix. */
static bool hyphen_stays(const struct chunk *c, struct span left,
                         struct span right, bool start)
{
    uint32_t beg = left.beg, h = left.end, r = right.beg, end = right.end;
    const char *t = c->text;
    bool name = h - beg == 2 && upper(t[beg]) && upper(t[beg + 1]);
    if (!name && tok_is_prefix(t + beg, h - beg) && (h > beg + 1 || start))
        return !is_link(t + r, end - r);
    return tok_is_suffix(t + r, end - r);
}

/* Puts text[beg .. end): cut at hyphens, but not after a prefix. */
static void put_hyphened(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t piece = beg, h = beg;
    if (is_code(c->text + beg, end - beg)) {
        tok_put(c, beg, end);
        return;
    }
    while ((h = next_hyphen(c, h, end)) < end) {
        uint32_t r = h + hyphen(c->text, end, h);
        uint32_t e = next_hyphen(c, r, end);
        if (!hyphen_stays(c, (struct span){piece, h}, (struct span){r, e},
                          piece == beg)) {
            put_plain(c, piece, h);
            tok_put(c, h, r);
            piece = r;
        }
        h = r;
    }
    put_plain(c, piece, end);
}

/* Reads a number of at most four digits at *i. */
static uint32_t small_number(const char *t, uint32_t end, uint32_t *i)
{
    uint32_t v = 0, k = 0;
    while (*i < end && digit(t[*i]) && k++ < 4)
        v = v * 10 + (uint32_t)(t[(*i)++] - '0');
    return k ? v : UINT32_MAX;
}

/* Whether the slash at s stays: in a date, in s/he, w/o or I/S. */
static bool slash_stays(const struct chunk *c, uint32_t beg, uint32_t s,
                        uint32_t end)
{
    const char *t = c->text;
    uint32_t i = s, j = s + 1;
    while (i > beg && digit(t[i - 1]) && s - i < 4)
        i--;
    uint32_t k = i;
    if (i < s && (i == beg || t[i - 1] == '/' || t[i - 1] == '-')) {
        uint32_t a = small_number(t, s, &k), b = small_number(t, end, &j);
        bool dated = (j < end && t[j] == '/') || (i > beg && t[i - 1] == '/');
        return b != UINT32_MAX && (dated || (a <= 12 && b <= 31 && b > 4));
    }
    bool initials = s - beg == 1 && end - s == 2 && upper(t[beg]) &&
                    upper(t[s + 1]);
    return initials || tok_is_slashed(t + beg, end - beg);
}

/* Puts text[beg .. end): cut at slashes that do not stay; w/ is a word. */
static void put_slashed(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t piece = beg;
    for (uint32_t s = beg; s < end; s++) {
        if (c->text[s] != '/' || slash_stays(c, piece, s, end))
            continue;
        if (s - piece == 1 && (c->text[piece] | 32) == 'w') {
            tok_put(c, piece, s + 1);
        } else {
            put_hyphened(c, piece, s);
            tok_put(c, s, s + 1);
        }
        piece = s + 1;
    }
    put_hyphened(c, piece, end);
}

/* Whether the period at p joins two sentences written without a blank. */
static bool period_ends(const char *t, uint32_t beg, uint32_t p, uint32_t end)
{
    return p >= beg + 2 && p + 2 < end && lower(t[p - 1]) &&
           (lower(t[p - 2]) || upper(t[p - 2])) && upper(t[p + 1]) &&
           (lower(t[p + 2]) || t[p + 2] == '\'');
}

/* Letters of ASCII from i on, at most 3 are counted. */
static uint32_t letters(const char *t, uint32_t i, uint32_t end)
{
    uint32_t n = 0;
    while (n < 3 && i + n < end && (upper(t[i + n]) || lower(t[i + n])))
        n++;
    return n;
}

/* Whether the period at p closes an abbreviation or an initial, begun at
 * `seg`, that is written together with the next word: Nov.28, S.Korea. */
static bool period_kept(const char *t, uint32_t seg, uint32_t p, uint32_t end)
{
    if (p + 1 >= end)
        return false;
    if (p - seg == 1 && upper(t[seg]))
        return upper(t[p + 1]) && letters(t, p + 1, end) == 3;
    enum abbrev when = tok_abbrev(t + seg, p - seg);
    return (when == ABBREV_NUMBER && digit(t[p + 1])) ||
           (when == ABBREV_ALWAYS &&
            (digit(t[p + 1]) || (upper(t[p + 1]) && p - seg > 1 &&
                                 letters(t, p + 1, end) == 3)));
}

/* Puts a whole run: cut at periods that end a sentence or a word. */
static void put_run(struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t piece = beg, seg = beg;
    for (uint32_t p = beg; p < end; p++) {
        if (c->text[p] == '-' || c->text[p] == '/')
            seg = p + 1;
        if (c->text[p] != '.')
            continue;
        bool kept = period_kept(c->text, seg, p, end);
        if (kept || period_ends(c->text, piece, p, end)) {
            put_slashed(c, piece, kept ? p + 1 : p);
            tok_put(c, kept ? p + 1 : p, p + 1);
            piece = p + 1;
        }
        seg = p + 1;
    }
    put_slashed(c, piece, end);
}

/* Where the last piece of text[beg .. end) begins. */
static uint32_t last_piece(const struct chunk *c, uint32_t beg, uint32_t end)
{
    uint32_t i = end;
    while (i > beg && !strchr("-/", c->text[i - 1]) && end - i < 64)
        i--;
    return i;
}

/* Where the next word or mark of the line begins, after byte i. */
static uint32_t ahead_at(const struct chunk *c, uint32_t i)
{
    struct chr_at a = tok_chr(c->text, c->len, i);
    for (uint32_t k = 0; k < 4 && a.kind == CHR_BLANK && a.cp != '\n'; k++) {
        i += a.len;
        a = tok_chr(c->text, c->len, i);
    }
    return i;
}

/* The first character after byte i that is not a blank. */
static struct chr_at ahead(const struct chunk *c, uint32_t i)
{
    return tok_chr(c->text, c->len, ahead_at(c, i));
}

/* Whether the next word is one that opens sentences and is no name: The. */
static bool opener_ahead(const struct chunk *c, uint32_t i)
{
    uint32_t b = ahead_at(c, i), e = b;
    while (e - b < 8 && tok_chr(c->text, c->len, e).kind == CHR_LETTER)
        e += tok_chr(c->text, c->len, e).len;
    return tok_is_opener(c->text + b, e - b);
}

/* Whether a single letter with a period is an initial here. */
static bool initial(const struct chunk *c, uint32_t beg, uint32_t end)
{
    struct chr_at next = ahead(c, end + 1);
    if (!upper(c->text[beg]) || c->text[beg] == 'I' ||
        opener_ahead(c, end + 1))
        return false;
    return (next.cp < 0x80 && upper((char)next.cp)) ||
           (next.cp >= 0x80 && next.kind == CHR_LETTER) ||
           (next.cp && next.cp < 0x80 && strchr(",;&(", (int)next.cp));
}

/* Letters with periods between them: U.S, a.m, Ph.D. */
static bool dotted(const char *s, uint32_t n)
{
    uint32_t seg = 0, dots = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (s[i] == '.') {
            dots++;
            seg = 0;
        } else if (digit(s[i]) || ++seg > 2) {
            return false;
        }
    }
    return dots > 0;
}

/* How a word takes a period; one in capitals (GEN.) as it would in small
 * letters, when it always does. */
static enum abbrev abbreviation(const char *s, uint32_t n)
{
    char title[8];
    enum abbrev when = tok_abbrev(s, n);
    if (when != ABBREV_NOT || n < 3 || n > sizeof title)
        return when;
    title[0] = s[0];
    for (uint32_t k = 0; k < n; k++) {
        if (!upper(s[k]))
            return ABBREV_NOT;
        if (k > 0)
            title[k] = (char)(s[k] | 32);
    }
    return tok_abbrev(title, n) == ABBREV_ALWAYS ? ABBREV_ALWAYS : ABBREV_NOT;
}

/* Whether the period at `end` belongs to the word text[beg .. end). */
static bool takes_period(const struct chunk *c, uint32_t beg, uint32_t end)
{
    if (end >= c->end || c->text[end] != '.')
        return false;
    if (end + 2 < c->end && c->text[end + 1] == '.' && c->text[end + 2] == '.')
        return false;
    uint32_t word = last_piece(c, beg, end), p = word;
    while (p < end && (digit(c->text[p]) || (p > beg && c->text[p] == ':')))
        p++;
    const char *s = c->text + p;
    if (end - p == 1 && p == word && initial(c, p, end))
        return true;
    if (dotted(s, end - p))
        return true;
    struct chr_at next = ahead(c, end + 1);
    switch (abbreviation(s, end - p)) {
    case ABBREV_ALWAYS:
        return true;
    case ABBREV_NUMBER:
        return next.kind == CHR_DIGIT;
    case ABBREV_NAME:
        return next.kind != CHR_END && next.kind != CHR_BLANK &&
               !(next.cp < 0x80 && upper((char)next.cp));
    default:
        return false;
    }
}

uint32_t tok_word(struct chunk *c, uint32_t i)
{
    uint32_t e = run_end(c, i);
    if (e < c->end && c->text[e] == '$' && tok_is_dollar(c->text + i, e - i)) {
        tok_put(c, i, e + 1);
        return e + 1;
    }
    if (takes_period(c, i, e))
        e++;
    for (uint32_t k = i; k < e; k++)
        if (c->text[k] == '@') {
            tok_put(c, i, e);
            return e;
        }
    put_run(c, i, e);
    return e;
}
