#include "quote/quote_in.h"

#include <string.h>

/* A token that is a quotation mark by its bytes. */
static bool is_mark(const struct doc *d, uint32_t t)
{
    static const char *const all[] = {
        "\"", "''", "``", "'", "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
        "\xe2\x80\x98", "\xe2\x80\x99", "\xc2\xab", "\xc2\xbb",
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (doc_is(d, t, all[i]))
            return true;
    }
    return false;
}

static bool is_loose(const struct doc *d, uint32_t t)
{
    return d->tag.row[t].upos == UPOS_PUNCT && !is_mark(d, t) &&
           !doc_is(d, t, ")") && !doc_is(d, t, "]") && !doc_is(d, t, "(") &&
           !doc_is(d, t, "[");
}

/* "that" before a clause, and the preposition of a noun phrase demanded are
 * no part of what is said. */
static bool is_lead(const struct doc *d, uint32_t t, struct run r)
{
    return r.beg == t && r.end > t + 1 &&
           (doc_is(d, t, "that") || doc_is(d, t, "as")) &&
           d->dep.row[t].rel == REL_MARK;
}

static struct run trim(const struct doc *d, struct run r)
{
    while (r.beg < r.end && is_loose(d, r.beg))
        r.beg++;
    while (r.beg < r.end && is_loose(d, r.end - 1))
        r.end--;
    while (r.beg < r.end && is_lead(d, r.beg, r))
        r.beg++;
    return r;
}

/* No word lies in bytes [beg, end). */
static bool no_word(const struct doc *d, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        unsigned char c = (unsigned char)d->text[i];
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
            return false;
    }
    return true;
}

static bool inside(const struct doc *d, uint32_t t, struct span s)
{
    return t != NONE && d->tok.row[t].at.beg >= s.beg &&
           d->tok.row[t].at.end <= s.end;
}

/* A piece that reaches one end of a quotation fills it, unless its cue stands
 * inside: then it ends where the network says. */
static struct span fill(const struct doc *d, struct span s, uint32_t cue)
{
    uint32_t first = quote_mark_at(d, s.beg);
    uint32_t last = quote_mark_at(d, s.end - 1);
    if (last != NONE && last != first &&
        no_word(d, s.end, d->mark.row[last].at.end))
        s.end = d->mark.row[last].at.end;
    if (first == NONE)
        return s;
    struct span m = d->mark.row[first].at;
    bool own = !inside(d, cue, m);
    bool starts = no_word(d, m.beg, s.beg);
    bool ends = s.end <= m.end ? no_word(d, s.end, m.end)
                               : no_word(d, m.end, s.end);
    if (starts || (ends && own))
        s.beg = m.beg;
    if ((ends || (starts && own)) && s.end < m.end)
        s.end = m.end;
    return s;
}

struct span quote_piece(const struct doc *d, struct run r, uint32_t cue)
{
    r = trim(d, r);
    if (r.beg >= r.end)
        return (struct span){0, 0};
    struct span s = fill(d, doc_span(d, r), cue);
    while (s.end > s.beg && strchr(" \n\t", d->text[s.end - 1]))
        s.end--;
    return s;
}

/* Words of a piece, and those of them in marks. */
static void count(const struct doc *d, struct span s, uint32_t *all,
                  uint32_t *quoted)
{
    for (uint32_t t = link_token(d, s.beg);
         t < d->tok.n && d->tok.row[t].at.beg < s.end; t++) {
        if (d->tag.row[t].upos == UPOS_PUNCT || is_mark(d, t))
            continue;
        (*all)++;
        *quoted += quote_mark_at(d, d->tok.row[t].at.beg) != NONE;
    }
}

enum form quote_form(const struct doc *d, struct rows content)
{
    uint32_t all = 0, quoted = 0;
    for (uint32_t i = 0; i < content.n; i++)
        count(d, link_piece_at(d, content, i), &all, &quoted);
    if (!quoted)
        return FORM_INDIRECT;
    return quoted == all ? FORM_DIRECT : FORM_MIXED;
}
