/* Days of a year with a name and ages of history, from data/date_names.tsv:
 * name, kind, value. A day is MM-DD, MM-N-W (the Nth weekday W of the month,
 * N 9: the last), or easter+N; an age is two days or years with a slash. */
#include "date/date_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kb/kb.h"

enum { NAME_WORDS = 6, NAME_BYTES = 60 };

/* Sunday of Easter, by the Gregorian rule of Gauss as Meeus states it. */
static day_no easter(int y)
{
    int a = y % 19, b = y / 100, c = y % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int m = (a + 11 * d + 22 * e) / 451;
    int k = d + e - 7 * m + 114;
    return doc_day(y, k / 31, k % 31 + 1);
}

/* The day that a rule of the table gives in year y; NO_DAY: a bad rule. */
static day_no day_in(const char *rule, int y)
{
    int m = 0, n = 0, w = 0;
    if (sscanf(rule, "easter%d", &n) == 1)
        return easter(y) + n;
    if (sscanf(rule, "%d-%d-%d", &m, &n, &w) == 3) {
        day_no first = n == 9 ? cal_month_end(y, m) - 6 : doc_day(y, m, 1);
        first += (w - cal_weekday(first) + 7) % 7;
        return n == 9 ? first : first + 7 * (n - 1);
    }
    if (sscanf(rule, "%d-%d", &m, &n) == 2)
        return doc_day(y, m, n);
    return NO_DAY;
}

/* Year of the last such day before the report, or of the next one. */
static int year_toward(const struct dater *r, const char *rule, int toward)
{
    int y, m, d;
    doc_ymd(r->anchor, &y, &m, &d);
    day_no same = day_in(rule, y);
    if (toward < 0)
        return same < r->anchor ? y : y - 1;
    if (toward > 0)
        return same > r->anchor ? y : y + 1;
    return y;
}

static struct found feast(const struct dater *r, uint32_t i, uint32_t end,
                          const char *rule)
{
    int y = 0, m, d;
    uint32_t at = date_mark(r, end, ',') || date_word(r, end, "of")
                      ? end + 1 : end;
    uint32_t more = date_year(r, at, &y);
    bool toward = i > 0 && date_is(r, i - 1, P_TOWARD) &&
                  r->piece[i - 1].value != 5;
    if (!more && r->anchor == NO_DAY)
        return cal_point(end, NO_DAY, 'D', BASIS_RELATIVE, "date:named");
    if (!more && toward)
        y = year_toward(r, rule, r->piece[i - 1].value);
    else if (!more) {
        doc_ymd(r->anchor, &y, &m, &d);
        doc_ymd(day_in(rule, y), &y, &m, &d);
        y = date_guess_year(r, m, d);
    }
    struct found f = cal_point(more ? more : end, day_in(rule, y), 'D',
                               more ? BASIS_EXPLICIT : BASIS_RELATIVE,
                               "date:named");
    f.yearless = !more && !toward;
    return f;
}

static day_no edge_of(const char *s, bool last)
{
    size_t n = strcspn(s, "/");
    if (n == 4)
        return last ? doc_day(atoi(s), 12, 31) : doc_day(atoi(s), 1, 1);
    return doc_day_read(s, n);
}

static struct found age(uint32_t end, const char *value)
{
    const char *slash = strchr(value, '/');
    if (!slash)
        return date_nothing;
    struct found f = cal_stretch(end, edge_of(value, false),
                                 edge_of(slash + 1, true), "date:age");
    f.basis = BASIS_EXPLICIT;
    snprintf(f.value, sizeof f.value, "%s", value);
    return f;
}

/* Appends a token in small letters to a key, a blank before it. */
static size_t add(const struct dater *r, uint32_t tok, char *key, size_t n)
{
    char low[24];
    if (!doc_low(r->d, tok, low, sizeof low) ||
        n + strlen(low) + 2 > NAME_BYTES)
        return 0;
    bool glued = n && r->d->tok.row[tok].gap == GAP_NONE;
    return n + (size_t)sprintf(key + n, "%s%s", n && !glued ? " " : "", low);
}

/* True when some name of the table begins with the word `key`. */
static bool begins_name(const struct dater *r, const char *key)
{
    const struct kb_table *t = r->names;
    uint32_t lo = 0, hi = t ? t->n_row : 0;
    size_t n = strlen(key);
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(kb_cell(r->kb, t, mid, 0), key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return t && lo < t->n_row &&
           strncmp(kb_cell(r->kb, t, lo, 0), key, n) == 0;
}

static uint32_t piece_of(const struct dater *r, uint32_t i, uint32_t tok)
{
    while (i < r->n && r->piece[i].tok < tok)
        i++;
    return i;
}

struct found date_named(const struct dater *r, uint32_t i)
{
    char key[NAME_BYTES] = "";
    const char *value = NULL, *kind = NULL;
    uint32_t tok = i < r->n ? r->piece[i].tok : 0, best = 0;
    if (i >= r->n || !r->piece[i].first ||
        !doc_low(r->d, tok, key, sizeof key) || !begins_name(r, key))
        return date_nothing;
    size_t n = 0;
    for (uint32_t k = 0; k < NAME_WORDS && tok + k < r->d->tok.n; k++) {
        n = add(r, tok + k, key, n);
        if (!n)
            break;
        uint32_t row = kb_row(r->kb, r->names, key);
        if (row == r->names->n_row)
            continue;
        kind = kb_cell(r->kb, r->names, row, 1);
        value = kb_cell(r->kb, r->names, row, 2);
        best = tok + k + 1;
    }
    if (!best || !kind)
        return date_nothing;
    uint32_t end = piece_of(r, i, best);
    bool small = r->d->tok.row[tok].shape == SHAPE_LOWER;
    bool name = best < r->d->tok.n && r->d->tag.row[best].upos == UPOS_PROPN &&
                r->d->dep.row[best - 1].rel == REL_COMPOUND;
    if (name || (small && strcmp(kind, "age") == 0))
        return date_nothing; /* Christmas Island; a revolutionary war */
    if (strcmp(kind, "day") == 0)
        return feast(r, i, end, value);
    return strcmp(kind, "age") == 0 ? age(end, value) : date_nothing;
}
