/* Words of short texts held against one another: no grammar, no lexicon; ASCII
 * letters in one case, endings taken off. */
#include "shift/shift_in.h"

#include <string.h>

enum { MOST_WORD = 120, LONG = 24 };

/* A word without its ending. */
struct word {
    char s[LONG];
    uint8_t n;
};

struct words {
    struct word w[MOST_WORD];
    uint32_t n;
};

/* Words of grammar, and the time of day of a verb. */
static bool is_small(const char *s, size_t n)
{
    static const char list[] =
        " the and for that this with from have has had will would was "
        "were been are not its their them they his her who which into "
        "than then until unless before after only any all some such "
        "also when while there here what said says one two our you she "
        "him out off can could may might must should shall does did "
        "being over about both each more most other without between ";
    char key[LONG + 3];
    if (n < 3)
        return true;
    key[0] = ' ';
    memcpy(key + 1, s, n);
    key[n + 1] = ' ';
    key[n + 2] = '\0';
    return strstr(list, key) != NULL;
}

static bool ends(const struct word *w, const char *end)
{
    size_t n = strlen(end);
    return w->n > n + 1 && !memcmp(w->s + w->n - n, end, n);
}

/* Takes endings off: freed and free, armies and army, stopping and stop come
 * out alike. */
static void stem(struct word *w)
{
    if (ends(w, "ies")) {
        w->n = (uint8_t)(w->n - 2);
        w->s[w->n - 1] = 'y';
    } else if (ends(w, "s") && !ends(w, "ss")) {
        w->n--;
    }
    if (ends(w, "ing"))
        w->n = (uint8_t)(w->n - 3);
    else if (ends(w, "ed"))
        w->n = (uint8_t)(w->n - 2);
    while (w->n > 2 && w->s[w->n - 1] == 'e')
        w->n--;
    if (w->n > 3 && w->s[w->n - 1] == w->s[w->n - 2] &&
        !strchr("aeiou", w->s[w->n - 1]))
        w->n--;
}

/* A byte of a word; those of characters beyond ASCII are. */
static bool in_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c >= 0x80;
}

/* Typographic quotes and dashes are no letters, though beyond ASCII. */
static size_t mark_at(const char *p, size_t n)
{
    return n >= 3 && (unsigned char)p[0] == 0xe2 &&
           (unsigned char)p[1] == 0x80 ? 3 : 0;
}

/* The next word from *at on, as it stands; false past the last. */
static bool next_word(struct shift_text t, size_t *at, struct shift_text *out)
{
    size_t i = *at;
    while (i < t.n && (!in_word((unsigned char)t.p[i]) ||
                       mark_at(t.p + i, t.n - i)))
        i += mark_at(t.p + i, t.n - i) ? 3 : 1;
    size_t beg = i;
    while (i < t.n && in_word((unsigned char)t.p[i]) &&
           !mark_at(t.p + i, t.n - i))
        i++;
    *at = i;
    *out = (struct shift_text){t.p + beg, i - beg};
    return i > beg;
}

/* Folds a word; false: a word of grammar, or all too long. */
static bool fold(struct shift_text t, struct word *w)
{
    if (t.n >= LONG)
        t.n = LONG - 1;
    for (size_t i = 0; i < t.n; i++) {
        char c = t.p[i];
        w->s[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    w->n = (uint8_t)t.n;
    if (is_small(w->s, w->n))
        return false;
    stem(w);
    return true;
}

static bool has(const struct words *x, const struct word *w)
{
    for (uint32_t i = 0; i < x->n; i++) {
        if (x->w[i].n == w->n && !memcmp(x->w[i].s, w->s, w->n))
            return true;
    }
    return false;
}

static void add(struct words *x, const struct word *w)
{
    if (x->n < MOST_WORD && !has(x, w))
        x->w[x->n++] = *w;
}

static void words_of(struct shift_text t, struct words *x)
{
    struct shift_text one;
    struct word w;
    size_t at = 0;
    x->n = 0;
    while (next_word(t, &at, &one)) {
        if (fold(one, &w))
            add(x, &w);
    }
}

static uint32_t common(const struct words *x, const struct words *y)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n; i++)
        n += has(y, &x->w[i]);
    return n;
}

unsigned shift_words_in(struct shift_text a, struct shift_text b)
{
    struct words x, y;
    words_of(a, &x);
    words_of(b, &y);
    return x.n ? 100 * common(&x, &y) / x.n : 0;
}

bool shift_alike(struct shift_text a, struct shift_text b)
{
    enum { LEAST = 4, SHARE = 25 }; /* in 100 of the shorter one's words */
    struct words x, y;
    words_of(a, &x);
    words_of(b, &y);
    uint32_t n = common(&x, &y), least = x.n < y.n ? x.n : y.n;
    return n >= LEAST && 100 * n >= SHARE * least;
}

bool shift_told_in(struct shift_text term, struct shift_text text)
{
    enum { NEARLY_ALL = 75 };
    for (size_t beg = 0; beg < text.n;) {
        size_t end = beg;
        while (end < text.n && text.p[end] != '.' && text.p[end] != '\n')
            end++;
        struct shift_text one = {text.p + beg, end - beg};
        if (shift_words_in(term, one) >= NEARLY_ALL)
            return true;
        beg = end + 1;
    }
    return false;
}

static bool same_text(struct shift_text a, struct shift_text b)
{
    return a.p && b.p && a.n == b.n && !memcmp(a.p, b.p, a.n);
}

static bool differ(struct shift_text a, struct shift_text b)
{
    return a.p && b.p && !same_text(a, b);
}

/* The same event of the same party, as the codes have it. */
static bool same_code(const struct shift_term *a, const struct shift_term *b)
{
    return a->category && a->category == b->category &&
           same_text(a->party, b->party) && a->must == b->must &&
           !differ(a->recipient, b->recipient);
}

bool shift_term_same(const struct shift_term *a, const struct shift_term *b)
{
    enum { ALIKE = 50, ALIKE_PARTY = 30 }; /* in 100, of the shorter one */
    struct words x, y;
    if (same_code(a, b))
        return true;
    words_of(a->words, &x);
    words_of(b->words, &y);
    uint32_t least = x.n < y.n ? x.n : y.n, n = common(&x, &y);
    if (!least)
        return same_text(a->words, b->words);
    bool party = same_text(a->party, b->party) && a->must == b->must;
    return 100 * n >= (party ? ALIKE_PARTY : ALIKE) * least;
}

/* Words for what is signed. */
static bool is_pact(const struct word *w)
{
    static const char *const list[] = {"treaty", "accord", "pact", "agreement",
                                       "deal", "convention", "protocol"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        if (w->n == strlen(list[i]) && !memcmp(w->s, list[i], w->n))
            return true;
    }
    return false;
}

static bool is_word(struct shift_text t, const char *const *list)
{
    for (; *list; list++) {
        if (t.n == strlen(*list) && !memcmp(t.p, *list, t.n))
            return true;
    }
    return false;
}

/* The words behind a pact's noun that say what it is on, from `at`. */
static void topic(struct shift_text t, size_t at, struct words *x)
{
    static const char *const on[] = {"on", "about", "over", "to", NULL};
    static const char *const with[] = {"with", NULL};
    struct shift_text one;
    struct word w;
    bool open = false;
    for (int k = 0; k < 7 && next_word(t, &at, &one); k++) {
        if (is_word(one, with))
            k += next_word(t, &at, &one);
        else if (is_word(one, on))
            open = true;
        else if (open && fold(one, &w))
            add(x, &w);
        else if (!open)
            return;
    }
}

/* The words that tell which pact a sentence speaks of: those between article
 * and noun, and its topic. */
static void matter(struct shift_text t, struct words *x)
{
    static const char *const article[] = {"a", "an", "the", "A", "An", "The",
                                          "its", "their", NULL};
    struct words before = {.n = 0};
    struct shift_text one;
    struct word w;
    size_t at = 0;
    bool open = false;
    x->n = 0;
    while (next_word(t, &at, &one)) {
        if (is_word(one, article)) {
            open = true;
            before.n = 0;
        } else if (fold(one, &w) && is_pact(&w)) {
            for (uint32_t i = 0; open && i < before.n && before.n < 4; i++)
                add(x, &before.w[i]);
            topic(t, at, x);
            open = false;
        } else if (open && fold(one, &w)) {
            add(&before, &w);
        }
    }
}

bool shift_other_matter(struct shift_text a, struct shift_text b)
{
    struct words x, y;
    matter(a, &x);
    matter(b, &y);
    return x.n && y.n && !common(&x, &y);
}
