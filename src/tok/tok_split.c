/* tok_split.c - the loop over chunks and marks; words are in tok_word.c. */
#include "tok/tok_in.h"

#include <string.h>

void tok_put(struct chunk *c, uint32_t beg, uint32_t end)
{
    if (beg >= end)
        return;
    if (c->n < c->cap)
        c->out[c->n] = (struct span){beg, end};
    c->n++;
}

static struct chr_at chr(const struct chunk *c, uint32_t i)
{
    return tok_chr(c->text, c->end, i);
}

static bool digit_at(const struct chunk *c, uint32_t i)
{
    return i < c->end && c->text[i] >= '0' && c->text[i] <= '9';
}

/* End of the run of the character at i. */
static uint32_t run_same(const struct chunk *c, uint32_t i)
{
    struct chr_at a = chr(c, i);
    uint32_t e = i;
    do
        e += a.len;
    while (e < c->end && chr(c, e).cp == a.cp);
    return e;
}

/* Whether a mark is written in runs that are one token: --, ***, >>. */
static bool in_runs(uint32_t cp)
{
    return cp == 0x2019 || cp == 0x2018 || cp == 0x2014 || cp == 0x2013 ||
           (cp && cp < 0x80 && strchr("-*=_+~<>#|'`^\"$,", (int)cp));
}

/* End of an ellipsis or of a run of question and exclamation marks, which a
 * single full stop may open (.?) and full stops may close (!..); else i. */
static uint32_t run_stops(const struct chunk *c, uint32_t i)
{
    uint32_t e = i, dots;
    while (chr(c, e).cp == '.' || chr(c, e).cp == 0x2026)
        e += chr(c, e).len;
    if (e > i + 1)
        return e;
    dots = e;
    while (chr(c, e).cp == '!' || chr(c, e).cp == '?')
        e++;
    if (e > dots && dots == i && chr(c, e).cp == '.' && chr(c, e + 1).cp == '.')
        while (chr(c, e).cp == '.')
            e++;
    return e;
}

/* End of a word with its head cut off ('90s, 'em) or of a clitic that stands
 * after a mark ((ECB)'s), at the apostrophe at i; else i. */
static uint32_t cut_word(const struct chunk *c, uint32_t i, bool start)
{
    static const char *const words[] = {
        "s", "re", "ll", "ve", "m", "d", "S", "em", "n", "til", "cause",
        "tis", "twas", "bout", "round", "nuff"};
    const size_t n_words = start ? sizeof words / sizeof *words : 7;
    uint32_t q = chr(c, i).len;
    uint32_t e = i + q;
    if (start && digit_at(c, e) && digit_at(c, e + 1) && !digit_at(c, e + 2)) {
        e += 2;
        if (e < c->end && c->text[e] == 's')
            e++;
        return chr(c, e).kind == CHR_LETTER ? i : e;
    }
    while (chr(c, e).kind == CHR_LETTER)
        e += chr(c, e).len;
    uint32_t n = e - i - q;
    for (size_t k = 0; k < n_words; k++)
        if (n == strlen(words[k]) && !memcmp(c->text + i + q, words[k], n))
            return e;
    return i;
}

static bool is_apostrophe(uint32_t cp)
{
    return cp == '\'' || cp == 0x2019 || cp == 0x2018;
}

/* Two typographic quotes that stand for one: ‘’. */
static uint32_t paired(const struct chunk *c, uint32_t i)
{
    return chr(c, i).cp == 0x2018 && chr(c, i + 3).cp == 0x2019 ? i + 6 : i;
}

/* End of an arrow or comparison (->, <-, =>, >=) at byte i, or i. */
static uint32_t arrow(const struct chunk *c, uint32_t i)
{
    uint32_t e = i;
    while (e < c->end && (c->text[e] == '-' || c->text[e] == '=' ||
                          c->text[e] == '<' || c->text[e] == '>'))
        e++;
    bool tip = e > i && (c->text[i] == '<' || c->text[e - 1] == '>' ||
                         (c->text[i] == '>' && e == i + 2));
    bool shaft = e > i + 1 && (c->text[i] == '-' || c->text[i] == '=' ||
                               c->text[e - 1] == '-' || c->text[e - 1] == '=');
    return tip && shaft ? e : i;
}

/* Length of the character at i, with the marks that dress an emoji. */
static uint32_t one_mark(const struct chunk *c, uint32_t i)
{
    struct chr_at a = chr(c, i);
    uint32_t e = i + a.len;
    if (a.cp < 0x2190)
        return e;
    for (;;) {
        struct chr_at b = chr(c, e);
        if (b.cp == 0xfe0f || (b.cp >= 0x1f3fb && b.cp <= 0x1f3ff))
            e += b.len;
        else if (b.cp == 0x200d)
            e += b.len + chr(c, e + b.len).len;
        else
            return e;
    }
}

/* End of a token that begins with a mark and is more than it, or i. */
static uint32_t marked(const struct chunk *c, uint32_t i, bool start)
{
    struct chr_at a = chr(c, i);
    uint32_t e = tok_emoticon(c, i);
    if (e > i)
        return e;
    if (start && (e = tok_address(c, i)) > i)
        return e;
    if (is_apostrophe(a.cp) && (e = cut_word(c, i, start)) > i)
        return e;
    if ((e = paired(c, i)) > i)
        return e;
    return arrow(c, i);
}

/* Takes the mark at i and gives back where it ends. `start` says that no
 * letter or digit is before it. */
static uint32_t mark(struct chunk *c, uint32_t i, bool start)
{
    struct chr_at a = chr(c, i);
    uint32_t e = marked(c, i, start);
    if (e == i && start && (a.cp == '.' || a.cp == '+') && digit_at(c, i + 1))
        return tok_word(c, i);
    if (e == i)
        e = run_stops(c, i);
    if (e == i && in_runs(a.cp))
        e = run_same(c, i);
    if (e == i)
        e = one_mark(c, i);
    tok_put(c, i, e);
    return e;
}

static void split_chunk(struct chunk *c)
{
    bool start = true;
    uint32_t i = c->beg;
    while (i < c->end) {
        struct chr_at a = chr(c, i);
        if (a.kind == CHR_MARK) {
            i = mark(c, i, start);
            start = true;
        } else {
            uint32_t e = start ? tok_address(c, i) : i;
            if (e == i)
                e = start ? tok_emoticon(c, i) : i;
            if (e > i)
                tok_put(c, i, e);
            else
                e = tok_word(c, i);
            i = e;
            start = false;
        }
    }
}

uint32_t tok_split(const char *text, uint32_t len, struct span *out,
                   uint32_t cap)
{
    struct chunk c = {text, len, 0, 0, out, cap, 0};
    uint32_t i = 0;
    while (i < len) {
        struct chr_at a = tok_chr(text, len, i);
        if (a.kind == CHR_BLANK) {
            i += a.len;
            continue;
        }
        c.beg = i;
        while (i < len && (a = tok_chr(text, len, i)).kind != CHR_BLANK)
            i += a.len;
        c.end = i;
        split_chunk(&c);
    }
    return c.n;
}
