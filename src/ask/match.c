#include "ask/find.h"
#include "store/store_in.h"

#include <ctype.h>
#include <string.h>

/* One word or phrase, parted from those before it. */
struct piece {
    const char *p;
    size_t n;
    bool begins; /* any word that begins so */
};

static bool has_letter(const struct piece *w)
{
    for (size_t i = 0; i < w->n; i++) {
        unsigned char c = (unsigned char)w->p[i];
        if (c >= 0x80 || isalnum(c))
            return true;
    }
    return false;
}

/* Takes the next piece; false at the end. */
static bool next(const char **text, struct piece *w)
{
    const char *p = *text + strspn(*text, " \t\n");
    if (!*p)
        return false;
    bool phrase = *p == '"';
    p += phrase;
    w->p = p;
    w->n = strcspn(p, phrase ? "\"" : " \t\n\"");
    p += w->n + (phrase && p[w->n] == '"');
    w->begins = *p == '*' && phrase;
    p += w->begins;
    if (!phrase && w->n > 1 && w->p[w->n - 1] == '*') {
        w->begins = true;
        w->n--;
    }
    *text = p;
    return true;
}

enum rc ask_match(const char *text, struct buf *b, struct err *e)
{
    struct piece w;
    bool either = false;
    size_t from = b->n;
    for (const char *p = text; next(&p, &w);) {
        if (w.n == 2 && !memcmp(w.p, "OR", 2)) {
            either = b->n > from;
            continue;
        }
        if (!has_letter(&w))
            continue;
        if (b->n > from)
            buf_text(b, either ? " OR " : " ");
        either = false;
        buf_char(b, '"');
        buf_put(b, w.p, w.n);
        buf_text(b, w.begins ? "\" *" : "\"");
    }
    if (b->n == from && !b->fail)
        return err_set(e, E_USAGE, 0, "\"%.80s\": no words to search for",
                       text);
    return buf_rc(b, e);
}
