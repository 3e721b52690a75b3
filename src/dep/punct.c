#include "dep/punct.h"

#include <string.h>

/* Pairs that may be open at once; deeper ones stay as they are. */
enum { DEEP = 8 };

/* How sure the rules are: gold trees keep them 99 times in 100, and the words
 * that they lean on are nearly as sure. */
#define RULE_P 0.95f

static bool is(const struct doc *d, uint32_t t, const char *text)
{
    struct span at = d->tok.row[t].at;
    size_t n = strlen(text);
    return at.end - at.beg == n && !memcmp(d->text + at.beg, text, n);
}

/* The mark that closes what t opens, or NULL. */
static const char *closer(const struct doc *d, uint32_t t)
{
    static const char *const pair[][2] = {
        {"(", ")"}, {"[", "]"}, {"{", "}"}, {"\"", "\""}, {"``", "''"},
        {"\u201c", "\u201d"}, {"\u00ab", "\u00bb"},
    };
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
        if (is(d, t, pair[i][0]))
            return pair[i][1];
    }
    return NULL;
}

static bool is_leaf(const struct doc *d, struct run s, uint32_t t)
{
    for (uint32_t i = s.beg; i < s.end; i++) {
        if (d->dep.row[i].head == t)
            return false;
    }
    return true;
}

static void hang(struct doc *d, struct run s, uint32_t t, uint32_t head)
{
    struct dep *p = &d->dep.row[t];
    if (p->rel != REL_PUNCT || p->head == head || t == head ||
        !is_leaf(d, s, t))
        return;
    p->head = head;
    p->p = RULE_P;
}

/* The one word between a and b, no mark, whose head is not between them;
 * NONE when there are more or none. */
static uint32_t top_of(const struct doc *d, uint32_t a, uint32_t b)
{
    uint32_t top = NONE;
    for (uint32_t i = a + 1; i < b; i++) {
        const struct dep *p = &d->dep.row[i];
        bool inside = p->head != NONE && p->head > a && p->head < b;
        if (inside || p->rel == REL_PUNCT)
            continue;
        if (top != NONE)
            return NONE;
        top = i;
    }
    return top;
}

static void pairs(struct doc *d, struct run s)
{
    struct {
        uint32_t at;
        const char *closer;
    } open[DEEP];
    int n = 0;
    for (uint32_t t = s.beg; t < s.end; t++) {
        if (n && is(d, t, open[n - 1].closer)) {
            uint32_t a = open[--n].at, top = top_of(d, a, t);
            if (top != NONE) {
                hang(d, s, a, top);
                hang(d, s, t, top);
            }
        } else if (n < DEEP && closer(d, t)) {
            open[n].at = t;
            open[n++].closer = closer(d, t);
        }
    }
}

void dep_punct(struct doc *d, struct run s)
{
    uint32_t last = s.end - 1, root = NONE;
    pairs(d, s);
    for (uint32_t i = s.beg; i < s.end; i++) {
        if (d->dep.row[i].head == NONE)
            root = i;
    }
    if (root != NONE && (is(d, last, ".") || is(d, last, "?") ||
                         is(d, last, "!")))
        hang(d, s, last, root);
}
