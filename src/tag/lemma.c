/* lemma.c - forms from the table, then endings by rule. */
#include "tag/lemma.h"

#include "base/utf8.h"
#include "doc/labels.h"
#include "tag/lemma_in.h"

#include <string.h>

/* A word in work: its small letters in out[0 .. n); rules look at those from
 * `beg` on, the part behind the last hyphen. */
struct word {
    char *out;
    uint32_t beg, n;
};

/* Small letter of a code point of the Latin, Greek and Cyrillic scripts. */
static uint32_t small(uint32_t cp)
{
    if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
        (cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f))
        return cp + 32;
    if (cp >= 0x400 && cp <= 0x40f)
        return cp + 80;
    bool even = (cp >= 0x100 && cp <= 0x12f) || (cp >= 0x132 && cp <= 0x137) ||
                (cp >= 0x14a && cp <= 0x177);
    bool odd = (cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e);
    return (even && cp % 2 == 0) || (odd && cp % 2 == 1) ? cp + 1 : cp;
}

/* Writes s[0 .. len) in small letters, one kind of apostrophe and no soft
 * hyphens; never longer than s. */
static uint32_t fold(const char *s, uint32_t len, char *out)
{
    uint32_t n = 0, cp;
    for (uint32_t i = 0; i < len;) {
        uint32_t k = utf8_decode(s + i, len - i, &cp);
        if (k == 0) {
            out[n++] = s[i++];
            continue;
        }
        i += k;
        if (cp == 0x2019 || cp == 0x2018 || cp == 0x02bc)
            cp = '\'';
        if (cp != 0xad)
            n += utf8_encode(small(cp), out + n);
    }
    return n;
}

/* Order of a NUL-terminated text and s[0 .. n), in which a NUL may stand. */
static int compare(const char *text, const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        int d = (int)(uint8_t)text[i] - (int)(uint8_t)s[i];
        if (d || !text[i])
            return d ? d : -1;
    }
    return text[n] != 0;
}

/* The lemma of s[0 .. n) in the table, or NULL. */
static const char *table_find(const char *s, uint32_t n, uint8_t upos)
{
    uint32_t lo = 0, hi = lemma_n_forms;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        const struct lemma_form *f = &lemma_forms[mid];
        int d = compare(f->form, s, n);
        if (d == 0)
            d = (int)f->upos - (int)upos;
        if (d == 0)
            return f->lemma;
        if (d < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* What completes a stem with the ending s[0 .. n), 0 when none is known. */
static char ending_find(const char *s, uint32_t n)
{
    uint32_t lo = 0, hi = lemma_n_endings;
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        int d = compare(lemma_endings[mid].text, s, n);
        if (d == 0)
            return lemma_endings[mid].what;
        if (d < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return 0;
}

static bool ends(const struct word *w, const char *tail)
{
    uint32_t n = (uint32_t)strlen(tail);
    return w->n - w->beg > n && !memcmp(w->out + w->n - n, tail, n);
}

static bool vowel(char ch)
{
    return ch && strchr("aeiou", ch);
}

static bool has_vowel(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (vowel(s[i]) || s[i] == 'y' || (uint8_t)s[i] >= 0x80)
            return true;
    return false;
}

/* One syllable with one vowel before one consonant (mak, us, quot): had the
 * word no e, the consonant would have been doubled. */
static bool lost_e(const char *s, uint32_t n)
{
    uint32_t i = 0;
    while (i < n && !vowel(s[i]) && !(s[i] == 'y' && i > 0))
        i++;
    if (i > 0 && i + 1 < n && s[i - 1] == 'q' && s[i] == 'u')
        i++;
    return i + 2 == n && s[i] < 'z' && !vowel(s[n - 1]) &&
           !strchr("wxyh", s[n - 1]) && s[n - 1] > 0;
}

/* Makes the stem that lost an ending a word again. */
static void complete(struct word *w)
{
    char key[LEMMA_ENDING_MAX + 1];
    const char *s = w->out + w->beg;
    uint32_t n = w->n - w->beg;
    char what = 0;
    if (n < LEMMA_ENDING_MAX) {
        key[0] = '^';
        memcpy(key + 1, s, n);
        what = ending_find(key, n + 1);
    }
    if (!what && lost_e(s, n))
        what = 'e';
    uint32_t k = n < LEMMA_ENDING_MAX ? n : LEMMA_ENDING_MAX;
    for (; !what && k > 0; k--)
        what = ending_find(s + n - k, k);
    if (what == 'e')
        w->out[w->n++] = 'e';
    else if (what == 'u')
        w->n--;
}

/* Takes the -s of nouns and verbs off. */
static void cut_s(struct word *w)
{
    if (ends(w, "ss") || ends(w, "us") || ends(w, "is") || !ends(w, "s"))
        return;
    if (ends(w, "'s")) {
        w->n -= 2;
    } else if (ends(w, "ies") && w->n - w->beg > 4) {
        w->n -= 2;
        w->out[w->n - 1] = 'y';
    } else if (ends(w, "ches") || ends(w, "shes") || ends(w, "xes") ||
               ends(w, "sses") || ends(w, "zzes") || ends(w, "oes")) {
        w->n -= 2;
    } else {
        w->n--;
    }
}

/* Whether the -s of a noun is no plural: a short word in capitals (IRS), one
 * without a vowel (fps), the name of a file (a.xls). */
static bool keeps_s(const struct word *w, const char *form, uint32_t len)
{
    bool capitals = form[len - 1] == 'S' && len <= 4;
    const char *s = w->out + w->beg;
    uint32_t n = w->n - w->beg;
    return n < 3 || capitals || memchr(s, '.', n) ||
           (form[len - 1] == 's' && form[0] >= 'a' && !has_vowel(s, n));
}

/* A decade or a number in the plural: 1990s, 1990's. */
static bool decade(struct word *w)
{
    uint32_t k = ends(w, "'s") ? 2 : 1;
    if (!ends(w, "s") || w->n - w->beg < k + 2 || w->out[w->n - k - 1] > '9' ||
        w->out[w->n - k - 1] < '0')
        return false;
    w->n -= k - 1;
    w->out[w->n - 1] = 's';
    return true;
}

static void noun(struct word *w, const char *form, uint32_t len)
{
    if (ends(w, "men") && w->n - w->beg > 4)
        w->out[w->n - 2] = 'a';
    else if (!keeps_s(w, form, len) && !decade(w))
        cut_s(w);
}

static void verb(struct word *w)
{
    const char *s = w->out + w->beg;
    uint32_t n = w->n - w->beg;
    if (ends(w, "ing") && has_vowel(s, n - 3)) {
        w->n -= 3;
        complete(w);
    } else if (ends(w, "ied") && n > 4) {
        w->n -= 2;
        w->out[w->n - 1] = 'y';
    } else if (ends(w, "ed") && !ends(w, "eed") && has_vowel(s, n - 2)) {
        w->n -= 2;
        complete(w);
    } else if (n > 2) {
        cut_s(w);
    }
}

static void adjective(struct word *w)
{
    const char *s = w->out + w->beg;
    uint32_t n = w->n - w->beg;
    uint32_t cut = ends(w, "er") ? 2 : ends(w, "est") ? 3 : 0;
    if (!cut || n < cut + 2 || w->beg > 0 || !has_vowel(s, n - cut))
        return;
    w->n -= cut;
    if (w->out[w->n - 1] == 'i')
        w->out[w->n - 1] = 'y';
    else
        complete(w);
}

/* Copies a lemma of the table behind out[0 .. at). */
static uint32_t put(char *out, uint32_t at, const char *lemma)
{
    uint32_t n = (uint32_t)strlen(lemma);
    memcpy(out + at, lemma, n);
    return at + n;
}

/* A verb with a prefix whose rest is in the table: re-wrote, overpaid. */
static uint32_t prefixed(struct word *w, uint8_t upos)
{
    static const char *const prefixes[] = {"re", "un", "over", "out", "mis",
                                           "under", "fore", "up", "with",
                                           "pre"};
    const char *s = w->out + w->beg;
    uint32_t n = w->n - w->beg;
    for (size_t k = 0; k < sizeof prefixes / sizeof *prefixes; k++) {
        uint32_t p = (uint32_t)strlen(prefixes[k]);
        if (n < p + 4 || memcmp(s, prefixes[k], p))
            continue;
        const char *lemma = table_find(s + p, n - p, upos);
        if (lemma && compare(lemma, s + p, n - p))
            return put(w->out, w->beg + p, lemma);
    }
    return 0;
}

/* A Roman number, or letters that stand for one. */
static bool roman(const char *s, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!s[i] || !strchr("IVXLCDM", s[i]))
            return false;
    return n > 0;
}

/* A number without its commas; one of decimals (7,5) is a point. */
static uint32_t number(const char *word, uint32_t len, char *out, uint32_t n)
{
    uint32_t k = 0;
    if (roman(word, len)) {
        memcpy(out, word, len);
        return len;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool last = i + 1 == n;
        if (out[i] == ',' && !last && n - i < 4)
            out[k++] = '.';
        else if (out[i] != ',' || last)
            out[k++] = out[i];
    }
    return k;
}

/* The part of the word behind its last hyphen begins here. */
static uint32_t tail(const char *s, uint32_t n)
{
    uint32_t i = n;
    while (i > 0 && s[i - 1] != '-')
        i--;
    return i < n ? i : 0;
}

uint32_t lemma_make(const char *word, uint32_t len, uint8_t upos, char *out)
{
    uint32_t n = fold(word, len, out), done;
    const char *lemma = table_find(out, n, upos);
    if (n == 0)
        return 0;
    if (lemma)
        return put(out, 0, lemma);
    if (upos == UPOS_PROPN || upos == UPOS_X) {
        memcpy(out, word, len);
        return len;
    }
    if (upos == UPOS_NUM)
        return number(word, len, out, n);
    struct word w = {out, tail(out, n), n};
    if (w.beg > 0 && (lemma = table_find(out + w.beg, n - w.beg, upos)))
        return put(out, w.beg, lemma);
    if (upos == UPOS_NOUN)
        noun(&w, word, len);
    else if (upos == UPOS_ADJ)
        adjective(&w);
    else if (upos == UPOS_VERB || upos == UPOS_AUX) {
        if ((done = prefixed(&w, upos)) > 0)
            return done;
        verb(&w);
    }
    return w.n;
}
