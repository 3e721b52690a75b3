/* Counts in words and figures, and lengths of time. */
#include "date/date_in.h"

#include <stdio.h>
#include <string.h>

/* Counts beyond are not read on: no length of time is so long. */
static const int64_t count_max = 1000000000000;

static int value_at(const struct dater *r, uint32_t i)
{
    return r->piece[i].value;
}

uint32_t date_tens(const struct dater *r, uint32_t i, int *v)
{
    if (!date_is(r, i, P_COUNT))
        return 0;
    *v = value_at(r, i);
    if (*v < 20 || *v % 10)
        return i + 1;
    uint32_t u = date_mark(r, i + 1, '-') ? i + 2 : i + 1;
    if (date_is(r, u, P_COUNT) && value_at(r, u) < 10 && value_at(r, u)) {
        *v += value_at(r, u);
        return u + 1;
    }
    return i + 1;
}

uint32_t date_rank(const struct dater *r, uint32_t i, int *v)
{
    if (date_is(r, i, P_ORDINAL)) {
        *v = value_at(r, i);
        return i + 1;
    }
    if (!date_is(r, i, P_COUNT) || value_at(r, i) < 20)
        return 0;
    uint32_t u = date_mark(r, i + 1, '-') ? i + 2 : i + 1;
    if (!date_is(r, u, P_ORDINAL) || value_at(r, u) > 9 || value_at(r, u) < 1)
        return 0;
    *v = value_at(r, i) + value_at(r, u);
    return u + 1;
}

/* [twenty-four] [hundred [and] [five]] */
static uint32_t hundreds(const struct dater *r, uint32_t i, int64_t *v)
{
    int low = 1;
    uint32_t end = date_tens(r, i, &low);
    if (!end && date_is(r, i, P_ONE) && date_is(r, i + 1, P_TIMES))
        end = i + 1;
    if (!end)
        return 0;
    *v = low;
    if (!date_is(r, end, P_TIMES) || value_at(r, end) != 100)
        return end;
    *v *= 100;
    end++;
    uint32_t rest = date_tens(r, date_skip(r, end, "and"), &low);
    if (rest)
        *v += low;
    return rest ? rest : end;
}

/* The counting words: hundreds, then thousands or millions and the rest. */
static uint32_t words(const struct dater *r, uint32_t i, int64_t *v)
{
    uint32_t end = hundreds(r, i, v);
    while (end && date_is(r, end, P_TIMES) && value_at(r, end) != 100 &&
           *v < 10000) {
        *v *= value_at(r, end++);
        int64_t rest;
        uint32_t more = hundreds(r, date_skip(r, end, "and"), &rest);
        if (more && rest < 1000 && *v >= 1000) {
            *v += rest;
            end = more;
        }
    }
    return end;
}

/* 5,000 | 2.5 | 13: hundredths. */
static uint32_t figures(const struct dater *r, uint32_t i, int64_t *v)
{
    if (!date_is(r, i, P_NUMBER))
        return 0;
    int64_t whole = value_at(r, i++);
    while (date_mark(r, i, ',') && r->piece[i].glued &&
           date_is(r, i + 1, P_NUMBER) && r->piece[i + 1].glued &&
           r->piece[i + 1].width == 3 && whole < 1000000000) {
        whole = whole * 1000 + value_at(r, i + 1);
        i += 2;
    }
    *v = whole * 100;
    if (date_mark(r, i, '.') && r->piece[i].glued && !r->piece[i].last &&
        date_is(r, i + 1, P_NUMBER)) {
        int w = r->piece[i + 1].width, f = value_at(r, i + 1);
        *v += w == 1 ? f * 10 : w == 2 ? f : 0;
        i += 2;
    }
    while (date_is(r, i, P_TIMES) && *v <= count_max / value_at(r, i))
        *v *= value_at(r, i++);
    return i;
}

/* [and] a half | [and] a quarter | 1/2: hundredths. */
static uint32_t fraction(const struct dater *r, uint32_t i, int *f)
{
    uint32_t a = date_skip(r, i, "and");
    uint32_t w = date_is(r, a, P_ONE) ? a + 1 : a;
    if (a > i && (date_is(r, w, P_HALF) || date_word(r, w, "quarter"))) {
        *f = date_is(r, w, P_HALF) ? 50 : 25;
        return w + 1;
    }
    if (date_is(r, a, P_NUMBER) && date_mark(r, a + 1, '/') &&
        date_is(r, a + 2, P_NUMBER) && value_at(r, a) < value_at(r, a + 2)) {
        *f = 100 * value_at(r, a) / value_at(r, a + 2);
        return a + 3;
    }
    return 0;
}

struct count date_count(const struct dater *r, uint32_t i)
{
    struct count c = {0};
    uint32_t one = date_is(r, i, P_ONE) ? i + 1 : i;
    int f = 0;
    if (date_is(r, one, P_SOME))
        return (struct count){300, true, one + 1};
    if (date_is(r, one, P_HALF)) {
        uint32_t end = date_is(r, one + 1, P_ONE) ? one + 2 : one + 1;
        return (struct count){50, false, end};
    }
    if (date_is(r, one, P_TIMES) && value_at(r, one) < 100) {
        uint32_t end = date_skip(r, one + 1, "of");
        return (struct count){100 * value_at(r, one), false, end};
    }
    c.end = figures(r, i, &c.n);
    if (!c.end) {
        c.end = words(r, i, &c.n);
        c.n *= 100;
    }
    if (!c.end && one > i)
        return (struct count){100, false, one};
    uint32_t more = c.end ? fraction(r, c.end, &f) : 0;
    if (more) {
        c.n += f;
        c.end = more;
    }
    return c;
}

static bool same_kind_of_count(const struct dater *r, uint32_t i)
{
    return date_is(r, i, P_COUNT) || date_is(r, i, P_NUMBER);
}

/* "two to three weeks": the first count stands, the other is passed over. */
static uint32_t other_count(const struct dater *r, uint32_t i)
{
    bool joins = date_is(r, i, P_TO) || date_mark(r, i, '-') ||
                 date_word(r, i, "or");
    if (!joins || !same_kind_of_count(r, i + 1))
        return i;
    struct count c = date_count(r, i + 1);
    return c.end ? c.end : i;
}

/* The unit of a count, with words such as "more" and "trading" before it. */
static uint32_t unit_at(const struct dater *r, uint32_t i, char *unit)
{
    if (date_mark(r, i, '-') && r->piece[i].glued)
        i++;
    for (int k = 0; k < 2 && date_is(r, i, P_FILL); k++)
        i++;
    if (date_word(r, i, "second") &&
        r->d->tag.row[r->piece[i].tok].upos == UPOS_NOUN) {
        *unit = 'S';
        return i + 1;
    }
    bool year = i > 0 && date_is(r, i - 1, P_NUMBER) &&
                r->piece[i - 1].width == 4 && !r->piece[i - 1].glued;
    if (!date_is(r, i, P_UNIT) || value_at(r, i) == 'P' || year)
        return 0;
    *unit = (char)value_at(r, i);
    return i + 1;
}

static bool one_part(const struct dater *r, uint32_t i, struct length *len)
{
    struct count c = date_count(r, i);
    char unit;
    int f;
    uint32_t end = c.end ? unit_at(r, other_count(r, c.end), &unit) : 0;
    if (!end || len->n_part == 4)
        return false;
    uint32_t more = fraction(r, end, &f);
    if (more) {
        c.n += f;
        end = more;
    }
    len->part[len->n_part].n = c.n;
    len->part[len->n_part].unit = unit;
    len->n_part++;
    len->some = len->some || c.some;
    len->end = end;
    return true;
}

static int size_of(char unit)
{
    static const char order[] = "SIHODKWFMQBYECL";
    return (int)(strchr(order, unit) - order);
}

struct length date_length(const struct dater *r, uint32_t i)
{
    struct length len = {0};
    if (!one_part(r, i, &len))
        return len;
    for (int k = 0; k < 3; k++) {
        struct length more = len;
        uint32_t next = date_mark(r, len.end, ',') ? len.end + 1 : len.end;
        next = date_skip(r, next, "and");
        if (!same_kind_of_count(r, next) || !one_part(r, next, &more))
            break;
        if (size_of(more.part[more.n_part - 1].unit) >=
            size_of(len.part[len.n_part - 1].unit))
            break;
        len = more;
    }
    return len;
}

/* A part in the units that ISO 8601 has. */
static char plain(int64_t *n, char unit)
{
    static const struct { char from, to; int by; } map[] = {
        {'F', 'W', 2}, {'Q', 'M', 3}, {'B', 'M', 6}, {'E', 'Y', 10},
        {'C', 'Y', 100}, {'L', 'Y', 1000}, {'O', 'D', 1}, {'K', 'W', 1},
    };
    for (size_t i = 0; i < sizeof map / sizeof *map; i++) {
        if (map[i].from == unit) {
            *n *= map[i].by;
            return map[i].to;
        }
    }
    return unit;
}

void date_spell_length(const struct length *len, char *out, size_t cap)
{
    size_t at = (size_t)snprintf(out, cap, "P");
    bool time = false;
    for (int i = 0; i < len->n_part && at < cap; i++) {
        int64_t n = len->part[i].n;
        char unit = plain(&n, len->part[i].unit);
        bool clock = unit == 'S' || unit == 'I' || unit == 'H';
        if (clock && !time)
            at += (size_t)snprintf(out + at, cap - at, "T");
        time = time || clock;
        char letter = unit == 'I' ? 'M' : unit;
        if (at >= cap)
            break;
        if (len->some)
            at += (size_t)snprintf(out + at, cap - at, "X%c", letter);
        else if (n % 100 == 0)
            at += (size_t)snprintf(out + at, cap - at, "%lld%c",
                                   (long long)(n / 100), letter);
        else
            at += (size_t)snprintf(out + at, cap - at, "%lld.%02d%c",
                                   (long long)(n / 100), (int)(n % 100),
                                   letter);
    }
}
