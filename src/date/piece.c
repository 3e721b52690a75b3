/* Tokens to pieces. A token is looked up whole; one that is unknown is cut
 * where letters, figures and signs meet, so that "mid-1980s", "Dec31" and
 * "2018-06-01" are read whatever the tokenizer made of them. */
#include "date/date_in.h"

#include <stdlib.h>
#include <string.h>

#include "kb/kb.h"

static const char *const names[N_PIECE_WORD] = {
    [P_COUNT] = "count", [P_TIMES] = "times", [P_ONE] = "one",
    [P_HALF] = "half", [P_SOME] = "some", [P_ORDINAL] = "ordinal",
    [P_WEEKDAY] = "weekday", [P_WEEKDAYS] = "weekdays", [P_MONTH] = "month",
    [P_UNIT] = "unit", [P_TOWARD] = "toward", [P_AGO] = "ago",
    [P_TODAY] = "today", [P_PART] = "part", [P_SEASON] = "season",
    [P_SEASONS] = "seasons", [P_EDGE] = "edge", [P_PAST] = "past",
    [P_NOW] = "now", [P_SOON] = "soon", [P_EVERY] = "every",
    [P_SET] = "set", [P_ERA] = "era", [P_BOUND] = "bound", [P_TO] = "to",
    [P_THE] = "the", [P_DECADE] = "decade", [P_QUARTER] = "quarter",
    [P_HALFYEAR] = "halfyear", [P_CLOCK] = "clock", [P_LABEL] = "label",
    [P_MEASURE] = "measure", [P_FILL] = "fill", [P_INTEND] = "intend",
    [P_LEAD] = "lead",
};

/* A growing row of pieces of one token after the other. */
struct cutter {
    const struct kb *kb;
    const struct kb_table *words; /* NULL: none */
    const struct doc *d;
    struct piece *row;
    uint32_t n, tok;
    bool glued;
};

static void put(struct cutter *c, uint8_t kind, int32_t value, size_t width)
{
    c->row[c->n++] = (struct piece){
        .tok = c->tok, .kind = kind, .value = value,
        .width = (uint8_t)(width < 255 ? width : 255), .glued = c->glued};
    c->glued = true;
}

/* The kind of a word in small letters; "Month" and "Weekday" of the table
 * want a capital in the text. */
static bool put_word(struct cutter *c, const char *low)
{
    uint32_t at = c->words ? kb_row(c->kb, c->words, low) : 0;
    if (!c->words || at == c->words->n_row)
        return false;
    const char *value = kb_cell(c->kb, c->words, at, 2);
    char name[12] = "";
    strncpy(name, kb_cell(c->kb, c->words, at, 1), sizeof name - 1);
    bool capital = c->d->tok.row[c->tok].shape != SHAPE_LOWER ||
                   (c->tok > 0 && (doc_is(c->d, c->tok - 1, "in") ||
                                   doc_is(c->d, c->tok - 1, "since") ||
                                   doc_is(c->d, c->tok - 1, "between")));
    if (name[0] == 'M' || name[0] == 'W') {
        if (!capital)
            return false;
        name[0] = (char)(name[0] + 'a' - 'A');
    }
    uint8_t k = P_COUNT;
    while (k < N_PIECE_WORD && strcmp(names[k], name) != 0)
        k++;
    if (k == N_PIECE_WORD)
        return false;
    bool letter = k == P_UNIT || k == P_SET;
    if (k == P_UNIT && !low[1] && !c->glued)
        return false; /* "3h", but not the letter alone */
    put(c, k, letter ? value[0] : atoi(value), strlen(low));
    return true;
}

static const char *const ranks[] = {"st", "nd", "rd", "th"};

/* Figures with what clings to them: "4th", "1990s", "1990's", "50". */
static size_t put_figures(struct cutter *c, const char *s)
{
    size_t n = strspn(s, "0123456789");
    const char *rest = s + n;
    int32_t v = n < 10 ? atoi(s) : -1;
    for (size_t i = 0; i < 4 && n <= 2; i++) {
        if (strncmp(rest, ranks[i], 2) == 0 && !(rest[2] >= 'a')) {
            put(c, P_ORDINAL, v, n);
            return n + 2;
        }
    }
    size_t s_at = rest[0] == '\'' ? 1 : 0;
    bool ten = v >= 0 && v % 10 == 0 && (n == 2 || n == 4);
    if (ten && rest[s_at] == 's' && !rest[s_at + 1]) {
        put(c, P_DECADE, v, n);
        return n + s_at + 1;
    }
    put(c, v < 0 ? P_OTHER : P_NUMBER, v, n);
    return n;
}

static bool is_letter(char ch)
{
    return ch >= 'a' && ch <= 'z';
}

static size_t put_letters(struct cutter *c, const char *s)
{
    char word[24];
    size_t n = 0;
    while (is_letter(s[n]) && n < sizeof word - 1)
        n++;
    memcpy(word, s, n);
    word[n] = '\0';
    if (!put_word(c, word))
        put(c, P_OTHER, 0, n);
    return n;
}

/* A sign; the dashes of three bytes count as '-'. */
static size_t put_sign(struct cutter *c, const char *s)
{
    bool dash = (uint8_t)s[0] == 0xE2 && (uint8_t)s[1] == 0x80 &&
                ((uint8_t)s[2] & 0xFE) >= 0x92 && (uint8_t)s[2] <= 0x95;
    if (!dash && (uint8_t)s[0] >= 0x80) {
        size_t n = 1;
        while (((uint8_t)s[n] & 0xC0) == 0x80)
            n++;
        put(c, P_OTHER, 0, n);
        return n;
    }
    put(c, P_MARK, dash ? '-' : s[0], 1);
    return dash ? 3 : 1;
}

static void cut_token(struct cutter *c)
{
    char low[24];
    c->glued = c->d->tok.row[c->tok].gap == GAP_NONE && c->tok > 0;
    if (!doc_low(c->d, c->tok, low, sizeof low)) {
        put(c, P_OTHER, 0, 0);
        return;
    }
    size_t n = strlen(low);
    if (n > 2 && low[n - 1] == '.' && (is_letter(low[n - 2])))
        low[n - 1] = '\0';
    if (put_word(c, low))
        return;
    if (!low[strcspn(low, "0123456789-'/\xE2")] && n > 1) {
        put(c, P_OTHER, 0, n);
        return;
    }
    for (const char *s = low; *s;) {
        if (*s >= '0' && *s <= '9')
            s += put_figures(c, s);
        else if (is_letter(*s))
            s += put_letters(c, s);
        else
            s += put_sign(c, s);
    }
}

struct piece *date_pieces(const struct kb *kb, const struct doc *d,
                          struct arena *mem, uint32_t *n)
{
    size_t most = 2;
    for (uint32_t t = 0; t < d->tok.n; t++) {
        uint32_t len = d->tok.row[t].at.end - d->tok.row[t].at.beg;
        most += len < 24 ? len : 1;
    }
    struct cutter c = {.kb = kb, .d = d};
    c.words = kb ? kb_table(kb, "date_words") : NULL;
    c.row = arena_get(mem, most * sizeof *c.row);
    if (!c.row)
        return NULL;
    for (c.tok = 0; c.tok < d->tok.n; c.tok++) {
        uint32_t beg = c.n;
        cut_token(&c);
        c.row[beg].first = true;
        c.row[c.n - 1].last = true;
    }
    *n = c.n;
    return c.row;
}

bool date_is(const struct dater *r, uint32_t i, enum piece_kind k)
{
    return i < r->n && r->piece[i].kind == (uint8_t)k;
}

bool date_word(const struct dater *r, uint32_t i, const char *w)
{
    return i < r->n && r->piece[i].first && r->piece[i].last &&
           doc_is(r->d, r->piece[i].tok, w);
}

bool date_mark(const struct dater *r, uint32_t i, int c)
{
    return date_is(r, i, P_MARK) && r->piece[i].value == c;
}

uint32_t date_skip(const struct dater *r, uint32_t i, const char *w)
{
    return date_word(r, i, w) ? i + 1 : i;
}
