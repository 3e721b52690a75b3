/* Quotation marks, paired. A mark may open, close or do either, by its shape
 * and by its neighbours. Invariants of d->mark:
 *   - in order of text, none within another (marks inside are part of it);
 *   - a quotation ends with its paragraph at the latest; then open_end is set,
 *     and the next paragraph may go on with an opening mark of its own. */
#include "quote/quote_in.h"

#include <string.h>

enum { OPENS = 1, CLOSES = 2 };

/* Families of marks: one of a family closes only what one of it opened. */
enum { DOUBLE, SINGLE, ANGLE };

struct glyph {
    const char *bytes;
    uint8_t n, family, may;
};

static const struct glyph glyphs[] = {
    {"\"", 1, DOUBLE, OPENS | CLOSES},
    {"\xe2\x80\x9c", 3, DOUBLE, OPENS | CLOSES}, /* also closes „this“ */
    {"\xe2\x80\x9d", 3, DOUBLE, CLOSES},
    {"\xe2\x80\x9e", 3, DOUBLE, OPENS},
    {"\xe2\x80\x9f", 3, DOUBLE, OPENS},
    {"``", 2, DOUBLE, OPENS},
    {"''", 2, DOUBLE, OPENS | CLOSES},
    {"\xef\xbc\x82", 3, DOUBLE, OPENS | CLOSES},
    {"\xe3\x80\x8c", 3, DOUBLE, OPENS},
    {"\xe3\x80\x8d", 3, DOUBLE, CLOSES},
    {"\xc2\xab", 2, ANGLE, OPENS | CLOSES},
    {"\xc2\xbb", 2, ANGLE, OPENS | CLOSES},
    {"'", 1, SINGLE, OPENS | CLOSES},
    {"\xe2\x80\x98", 3, SINGLE, OPENS},
    {"\xe2\x80\x99", 3, SINGLE, CLOSES},
    {"\xe2\x80\xb9", 3, SINGLE, OPENS},
    {"\xe2\x80\xba", 3, SINGLE, CLOSES},
};

static const struct glyph *glyph_at(const struct doc *d, uint32_t at)
{
    for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++) {
        const struct glyph *g = &glyphs[i];
        if (g->n <= d->len - at && !memcmp(d->text + at, g->bytes, g->n))
            return g;
    }
    return NULL;
}

static bool space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool wordly(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c & 0x80);
}

/* The no-break space and the dashes, before byte `at`. */
static bool after_break(const struct doc *d, uint32_t at)
{
    if (!at || space(d->text[at - 1]) || strchr("([{-/", d->text[at - 1]))
        return true;
    const char *p = d->text + at;
    return (at >= 2 && !memcmp(p - 2, "\xc2\xa0", 2)) ||
           (at >= 3 && !memcmp(p - 3, "\xe2\x80\x94", 3)) ||
           (at >= 3 && !memcmp(p - 3, "\xe2\x80\x93", 3));
}

/* What the mark may do here: a blank on one side alone decides, a single one
 * between letters is an apostrophe. */
static uint8_t role_here(const struct doc *d, uint32_t at,
                         const struct glyph *g)
{
    uint32_t end = at + g->n;
    bool left = after_break(d, at);
    bool right = end >= d->len || space(d->text[end]);
    bool word_left = at && wordly(d->text[at - 1]) && !left;
    bool word_right = end < d->len && wordly(d->text[end]);
    uint8_t may = g->may;
    if (g->family == SINGLE) {
        if (word_left && word_right)
            return 0;
        if (!left)
            may &= (uint8_t)~OPENS;
        if (right && left)
            return 0;
        if (word_right && !left)
            return 0;
        return left ? may & OPENS : may & CLOSES;
    }
    if (may != (OPENS | CLOSES) || left == right)
        return may;
    if (left)
        return OPENS;
    return right || word_left ? CLOSES : may;
}

/* No paragraph is read further than this for the mark that closes. */
enum { QUOTE_MAX = 8000 };

/* Where the paragraph of byte `at` ends: a blank line, or a line break before
 * a mark that opens. */
static uint32_t paragraph_end(const struct doc *d, uint32_t at)
{
    uint32_t stop = d->len - at > QUOTE_MAX ? at + QUOTE_MAX : d->len;
    for (; at < stop; at++) {
        if (d->text[at] != '\n')
            continue;
        uint32_t next = at + 1;
        while (next < d->len && space(d->text[next])) {
            if (d->text[next] == '\n')
                return at;
            next++;
        }
        const struct glyph *g = next < d->len ? glyph_at(d, next) : NULL;
        if (g && g->family == DOUBLE &&
            (role_here(d, next, g) & OPENS))
            return at;
    }
    return stop;
}

/* Plural possessives look like closing marks: "the rebels' demands". */
static bool possessive(const struct doc *d, uint32_t at, uint32_t n)
{
    return at && d->text[at - 1] == 's' && at + n + 1 < d->len &&
           d->text[at + n] == ' ' && d->text[at + n + 1] >= 'a' &&
           d->text[at + n + 1] <= 'z';
}

/* The mark of the family that closes what opened at `from`, by `stop`; the
 * document's length when there is none. *clash: an opening mark came first. */
static uint32_t closer(const struct doc *d, uint32_t from, uint32_t stop,
                       uint8_t family, uint32_t *clash)
{
    *clash = NONE;
    for (uint32_t at = from; at < stop; at++) {
        const struct glyph *g = glyph_at(d, at);
        if (!g)
            continue;
        uint8_t may = g->family == family ? role_here(d, at, g) : 0;
        if (family == SINGLE && may == CLOSES &&
            possessive(d, at, g->n))
            continue;
        if (may & CLOSES)
            return at;
        if (may == OPENS && *clash == NONE && family == DOUBLE) {
            *clash = at;
            return d->len;
        }
        at += g->n - 1u;
    }
    return d->len;
}

/* End of the text before `stop`, blanks left out. */
static uint32_t trimmed(const struct doc *d, uint32_t beg, uint32_t stop)
{
    while (stop > beg && space(d->text[stop - 1]))
        stop--;
    return stop;
}

/* A single mark opens a quotation only when it is closed soon, so that
 * clipped words ('em, '90s) open none. */
enum { SINGLE_MAX = 800 };

/* Takes the mark at *at, which may open; moves *at behind what it opened. */
static enum rc open_mark(struct quote *q, const struct glyph *g, uint32_t *at)
{
    struct doc *d = q->d;
    uint32_t beg = *at, inner = beg + g->n, clash;
    uint32_t stop = paragraph_end(d, inner);
    if (g->family == SINGLE && stop > inner + SINGLE_MAX)
        stop = inner + SINGLE_MAX;
    uint32_t end = closer(d, inner, stop, g->family, &clash);
    struct mark m = {{beg, 0}, end >= d->len};
    *at = inner;
    if (!m.open_end) {
        m.at.end = end + glyph_at(d, end)->n;
    } else if (g->family == SINGLE) {
        return OK;
    } else {
        m.at.end = trimmed(d, inner, clash != NONE ? clash : stop);
    }
    if (m.at.end <= inner)
        return OK;
    *at = m.at.end;
    if (!table_put(&d->mem, &d->mark, m))
        return err_set(q->e, E_NOMEM, 0, "out of memory");
    return OK;
}

static bool goes_on(const struct doc *d, const struct mark *m)
{
    uint32_t at = m->at.end;
    while (at < d->len && space(d->text[at]))
        at++;
    const struct glyph *g = at < d->len ? glyph_at(d, at) : NULL;
    return g && g->family != SINGLE && (role_here(d, at, g) & OPENS);
}

static enum rc note_open(struct quote *q)
{
    for (uint32_t i = 0; i < q->d->mark.n; i++) {
        const struct mark *m = &q->d->mark.row[i];
        if (m->open_end && !goes_on(q->d, m))
            TRY(quote_note(q, m->at, "a quotation is not closed"));
    }
    return OK;
}

enum rc quote_marks(struct quote *q)
{
    struct doc *d = q->d;
    for (uint32_t at = 0; at < d->len;) {
        const struct glyph *g = glyph_at(d, at);
        uint8_t may = g ? role_here(d, at, g) : 0;
        if (may & OPENS)
            TRY(open_mark(q, g, &at));
        else
            at += g ? g->n : 1u;
    }
    return note_open(q);
}

uint32_t quote_mark_at(const struct doc *d, uint32_t at)
{
    uint32_t m = link_mark(d, at);
    return m < d->mark.n && d->mark.row[m].at.beg <= at ? m : NONE;
}
