/* enc_window.c - a document into windows, cut where sentences probably end.
 *
 * Greedy from the left: words are taken while their pieces fit. Unless the
 * text ends there, the next window begins at the largest c of the first of
 * these ranks that has one ("late": half of the limit lies before it):
 *   1 late, after a blank line      2 late, likely end and a line break
 *   3 late, likely end              4 late, after a line break
 *   5 likely end                    6 where the window is full */
#include "enc/enc_in.h"
#include "base/utf8.h"

#include <string.h>

enum { N_RANK = 5 };

static bool is_one_of(const struct doc *d, uint32_t t,
                      const char *const *list)
{
    struct span s = d->tok.row[t].at;
    for (; *list; list++) {
        if (strlen(*list) == s.end - s.beg &&
            memcmp(*list, d->text + s.beg, s.end - s.beg) == 0)
            return true;
    }
    return false;
}

static bool is_closer(const struct doc *d, uint32_t t)
{
    static const char *const list[] = {")", "]", "}", "\"", "'", "\u201d",
                                       "\u2019", "\u00bb", "''", NULL};
    return is_one_of(d, t, list);
}

static bool is_opener(const struct doc *d, uint32_t t)
{
    static const char *const list[] = {"(", "[", "{", "\"", "'", "\u201c",
                                       "\u2018", "\u00ab", "`", "``", NULL};
    return is_one_of(d, t, list);
}

/* A token of . ! ? and the ellipsis alone. */
static bool is_stop(const struct doc *d, uint32_t t)
{
    struct span s = d->tok.row[t].at;
    for (uint32_t i = s.beg; i < s.end; i++) {
        char c = d->text[i];
        if (c == '.' || c == '!' || c == '?')
            continue;
        if (s.end - i < 3 || memcmp(d->text + i, "\u2026", 3) != 0)
            return false;
        i += 2;
    }
    return true;
}

/* Begins with an upper-case letter or a digit. Beyond ASCII: a letter that
 * folds, in a word whose first letter is known to be upper case. */
static bool is_capital(const struct net_vocab *v, const struct doc *d,
                       uint32_t t)
{
    struct tok k = d->tok.row[t];
    char c = d->text[k.at.beg];
    uint32_t cp = 0;
    if ((unsigned char)c < 0x80)
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    utf8_decode(d->text + k.at.beg, k.at.end - k.at.beg, &cp);
    const struct fold *f = net_fold(v, cp);
    bool letter = f && f->len && ((unsigned char)f->to[0] >= 0x80 ||
                                  (f->to[0] >= 'a' && f->to[0] <= 'z'));
    return letter && (k.shape == SHAPE_TITLE || k.shape == SHAPE_UPPER);
}

/* Does a sentence probably end before token c? */
static bool likely_end(const struct net_vocab *v, const struct doc *d,
                       uint32_t c)
{
    if (d->tok.row[c].gap == GAP_NONE ||
        !(is_capital(v, d, c) || is_opener(d, c)))
        return false;
    uint32_t i = c - 1;
    while (i > 0 && is_closer(d, i))
        i--;
    return is_stop(d, i);
}

/* Rank of a cut before token c; 0: none. */
static int rank_of(const struct net_vocab *v, const struct doc *d, uint32_t c,
                   bool late)
{
    uint8_t gap = d->tok.row[c].gap;
    if (late && gap == GAP_PARAGRAPH)
        return 1;
    bool stop = likely_end(v, d, c);
    if (late && gap == GAP_LINE)
        return stop ? 2 : 4;
    if (stop)
        return late ? 3 : 5;
    return 0;
}

/* Where the window [beg, full) ends; words from `late` on are late. */
static uint32_t cut_at(const struct net_vocab *v, const struct doc *d,
                       struct run w, uint32_t late)
{
    uint32_t best[N_RANK + 1] = {0};
    for (uint32_t c = w.end; c > w.beg; c--) {
        int r = rank_of(v, d, c, c >= late);
        if (r && !best[r])
            best[r] = c;
        if (best[1])
            break;
    }
    for (int r = 1; r <= N_RANK; r++) {
        if (best[r])
            return best[r];
    }
    return w.end;
}

enum rc enc_cut(const struct net_vocab *v, const struct pieces *p,
                struct doc *d, struct err *e)
{
    d->window.n = 0;
    for (uint32_t beg = 0; beg < d->tok.n;) {
        uint32_t end = beg, late = NONE;
        while (end < d->tok.n && p->beg[end + 1] - p->beg[beg] <= ENC_LIMIT) {
            end++;
            if (late == NONE && (p->beg[end] - p->beg[beg]) * 2 >= ENC_LIMIT)
                late = end;
        }
        if (end < d->tok.n)
            end = cut_at(v, d, (struct run){beg, end}, late);
        if (!table_put(&d->mem, &d->window, (struct run){beg, end}))
            return err_set(e, E_NOMEM, 0, "out of memory");
        beg = end;
    }
    return OK;
}
