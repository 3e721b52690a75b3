/* Points that are written out: days, months, years, decades, centuries.
 *
 *   date:iso      2017-12-12 | 20171212 | 2019/aug/01
 *   date:figures  12/31/2017 | 31.12.2017 | 5/3/18 | on 22/04
 *   date:day      12 December 2017 | Tuesday, December 12 | Dec. 12th
 *   date:month    December 2017 | May, 1750 | in March
 *   date:year     in 2003 | nineteen ninety-six | AD 842 | 776 BC
 *   date:decade   the 1990s | the sixties      date:century  19th century
 */
#include "date/date_in.h"

#include <stdio.h>
#include <string.h>

static int value_at(const struct dater *r, uint32_t i)
{
    return r->piece[i].value;
}

static bool number_in(const struct dater *r, uint32_t i, int least, int most)
{
    return date_is(r, i, P_NUMBER) && value_at(r, i) >= least &&
           value_at(r, i) <= most;
}

static bool glued_mark(const struct dater *r, uint32_t i, int c)
{
    return date_mark(r, i, c) && r->piece[i].glued && i + 1 < r->n &&
           r->piece[i + 1].glued;
}

/* "nineteen ninety-six", "two thousand and five", "seventeen hundred two" */
static uint32_t year_words(const struct dater *r, uint32_t i, int *y)
{
    int a, b;
    uint32_t end = date_tens(r, i, &a);
    if (!end)
        return 0;
    uint32_t two = date_tens(r, end, &b);
    if (two && a >= 10 && a <= 21 && b >= 10) {
        *y = a * 100 + b;
        return two;
    }
    if (!date_is(r, end, P_TIMES) || value_at(r, end) > 1000)
        return 0;
    struct count c = date_count(r, i);
    if (!c.end || c.n < 100000 || c.n > 210000 || c.n % 100)
        return 0;
    *y = (int)(c.n / 100);
    return c.end;
}

uint32_t date_year(const struct dater *r, uint32_t i, int *y)
{
    if (number_in(r, i, 1000, 2199) && r->piece[i].width == 4) {
        *y = value_at(r, i);
        return i + 1;
    }
    if (date_mark(r, i, '\'') && date_is(r, i + 1, P_NUMBER) &&
        r->piece[i + 1].glued && r->piece[i + 1].width == 2) {
        int v = value_at(r, i + 1);
        *y = v < 40 ? 2000 + v : 1900 + v;
        return i + 2;
    }
    return year_words(r, i, y);
}

/* A year after a day or month, with what may stand before it: ", 2017",
 * "of 2017", "in 2017", "/2017"; 0 when there is none. */
static uint32_t year_after(const struct dater *r, uint32_t i, int *y)
{
    uint32_t at = i;
    bool of = date_word(r, at, "of") || date_word(r, at, "in");
    if (of || date_mark(r, at, ',') || glued_mark(r, at, '-') ||
        glued_mark(r, at, '/'))
        at++;
    if (date_word(r, at, "the") && date_word(r, at + 1, "year"))
        at += 2;
    uint32_t end = date_year(r, at, y);
    if (!end && of && date_is(r, at, P_NUMBER) && r->piece[at].width == 2 &&
        value_at(r, at) > 31) {
        *y = 1900 + value_at(r, at);
        end = at + 1;
    }
    if (!end && date_is(r, at, P_NUMBER) && r->piece[at].width == 3 &&
        !date_mark(r, at + 1, ',') && (of || at == i)) {
        *y = value_at(r, at);
        end = at + 1;
    }
    return end;
}

/* How many days ahead of the report a date without a year may lie. A day is
 * seldom named without its year when it lies many months back. */
static int horizon(uint8_t tense, int day)
{
    switch (tense) {
    case TENSE_PAST: return day ? 60 : 14;
    case TENSE_PRESENT: case TENSE_OPEN: return 183;
    default: return 105;
    }
}

int date_guess_year(const struct dater *r, int month, int day)
{
    int y, m, d;
    doc_ymd(r->anchor, &y, &m, &d);
    if (r->focus_year && r->focus_year < y && r->tense == TENSE_PAST &&
        (!day || cal_valid(r->focus_year, month, day)))
        return r->focus_year;
    day_no near = r->anchor + horizon(r->tense, day);
    if (r->tense == TENSE_FUTURE) {
        for (int k = y - 1; k <= y + 4; k++) {
            if (day && !cal_valid(k, month, day))
                continue;
            day_no end = day ? doc_day(k, month, day)
                             : cal_month_end(k, month);
            if (end >= r->anchor - 30)
                return k;
        }
        return y;
    }
    for (int k = y + 1; k > y - 8; k--) {
        if ((!day || cal_valid(k, month, day)) &&
            doc_day(k, month, day ? day : 1) <= near)
            return k;
    }
    return y;
}

/* The day y-m-d, with y 0 when the text has no year. */
static struct found day_of(const struct dater *r, uint32_t end, int y, int m,
                           int d, const char *by)
{
    bool yearless = y == 0;
    if (m < 1 || m > 12 || d < 1 || d > 31 || (y && !cal_valid(y, m, d)) ||
        (m == 2 && d > 29) || (d == 31 && !cal_valid(2001, m, d)))
        return date_nothing;
    if (yearless && r->anchor == NO_DAY)
        return cal_point(end, NO_DAY, 'D', BASIS_EXPLICIT, by);
    if (yearless)
        y = date_guess_year(r, m, d);
    if (!cal_valid(y, m, d))
        return date_nothing;
    struct found f = cal_point(end, doc_day(y, m, d), 'D', BASIS_EXPLICIT,
                               by);
    f.yearless = yearless;
    return f;
}

/* A month in letters or figures inside 2019/aug/01 */
static bool month_at(const struct dater *r, uint32_t i)
{
    return date_is(r, i, P_MONTH) || number_in(r, i, 1, 12);
}

/* 2017-12-12, 2019/aug/01, 2016.10.16, 2020/23/Sep */
static struct found rule_iso(const struct dater *r, uint32_t i)
{
    if (number_in(r, i, 10000101, 21991231) && r->piece[i].width == 8)
        return day_of(r, i + 1, value_at(r, i) / 10000,
                      value_at(r, i) / 100 % 100, value_at(r, i) % 100,
                      "date:iso");
    if (!number_in(r, i, 1000, 2199) || r->piece[i].width != 4 ||
        i + 4 >= r->n + 1)
        return date_nothing;
    int sep = value_at(r, i + 1);
    if (!glued_mark(r, i + 1, sep) || !glued_mark(r, i + 3, sep) ||
        !strchr("-/.", sep))
        return date_nothing;
    if (month_at(r, i + 2) && number_in(r, i + 4, 1, 31))
        return day_of(r, i + 5, value_at(r, i), value_at(r, i + 2),
                      value_at(r, i + 4), "date:iso");
    if (date_is(r, i + 4, P_MONTH) && number_in(r, i + 2, 1, 31))
        return day_of(r, i + 5, value_at(r, i), value_at(r, i + 4),
                      value_at(r, i + 2), "date:iso");
    return date_nothing;
}

static int full_year(const struct dater *r, uint32_t i)
{
    int v = value_at(r, i);
    if (r->piece[i].width == 4)
        return v;
    return r->piece[i].width != 2 ? 0 : v < 40 ? 2000 + v : 1900 + v;
}

/* The day that two figures mean: month first, as American reports write,
 * unless that is no day, or full stops part them as in Europe. */
static struct found two_figures(const struct dater *r, uint32_t i,
                                uint32_t end, int y)
{
    int a = value_at(r, i), b = value_at(r, i + 2);
    bool day_first = a > 12 || (y && date_mark(r, i + 1, '.') && b <= 12);
    struct found f = day_first ? day_of(r, end, y, b, a, "date:figures")
                               : day_of(r, end, y, a, b, "date:figures");
    return f;
}

/* Past a weekday and a comma: "Tuesday, " "Friday the " "Friday (" */
static uint32_t past_weekday(const struct dater *r, uint32_t i)
{
    if (!date_is(r, i, P_WEEKDAY))
        return i;
    i++;
    if (date_mark(r, i, ',') || date_mark(r, i, '-') || date_mark(r, i, '.'))
        i++;
    return date_skip(r, i, "the");
}

/* Words before a day in two figures: without one, 5/12 may be a fraction. */
static bool leads(const struct dater *r, uint32_t i)
{
    if (i == 0)
        return r->n == 3;
    const struct piece *p = &r->piece[i - 1];
    return p->kind == P_WEEKDAY || p->kind == P_TO || p->kind == P_BOUND ||
           p->kind == P_TOWARD || date_word(r, i - 1, "on") ||
           date_word(r, i - 1, "from") || date_word(r, i - 1, "between") ||
           (p->kind == P_MARK && i > 3 && date_mark(r, i - 3, '/'));
}

/* 12/31/2017, 31.12.2017, 5/3/18, 05-Aug-2016; 22/04 after "on" */
static struct found rule_figures(const struct dater *r, uint32_t i)
{
    i = past_weekday(r, i);
    if (!date_is(r, i, P_NUMBER) || i + 2 >= r->n || r->piece[i].width > 2)
        return date_nothing;
    int sep = value_at(r, i + 1);
    if (!glued_mark(r, i + 1, sep) || !strchr("-/.", sep))
        return date_nothing;
    bool three = glued_mark(r, i + 3, sep) && date_is(r, i + 4, P_NUMBER);
    int y = three ? full_year(r, i + 4) : 0;
    if (date_is(r, i + 2, P_MONTH) && (!three || y))
        return day_of(r, three ? i + 5 : i + 3, y, value_at(r, i + 2),
                      value_at(r, i), "date:figures");
    if (!number_in(r, i + 2, 1, 31) || r->piece[i + 2].width > 2)
        return date_nothing;
    if (three && y && (r->piece[i + 4].width == 4 || sep != '-'))
        return two_figures(r, i, i + 5, y);
    if (three || sep == '-' || (sep == '.' && !(i && r->piece[i - 1].kind ==
                                                         P_WEEKDAY)))
        return date_nothing;
    if (date_mark(r, i + 3, ',') && date_year(r, i + 4, &y) &&
        !r->piece[i + 4].glued)
        return two_figures(r, i, i + 5, y);
    return leads(r, i) ? two_figures(r, i, i + 3, 0) : date_nothing;
}

/* A day's number: 12, 12th, twelfth, twenty-first, twenty nine. */
static uint32_t day_number(const struct dater *r, uint32_t i, int *d)
{
    uint32_t end = date_rank(r, i, d);
    if (!end && date_is(r, i, P_NUMBER) && r->piece[i].width <= 2) {
        *d = value_at(r, i);
        end = i + 1;
    }
    if (!end)
        end = date_tens(r, i, d);
    return end && *d >= 1 && *d <= 31 ? end : 0;
}

/* True when the words [i, end) begin a longer name: "March 23 Movement". */
bool date_in_name(const struct dater *r, uint32_t i, uint32_t end)
{
    const struct doc *d = r->d;
    uint32_t t = r->piece[i].tok, next = r->piece[end - 1].tok + 1;
    uint32_t h = d->dep.row[t].head;
    return next < d->tok.n && end < r->n && h != NONE && h >= next &&
           d->tag.row[next].upos == UPOS_PROPN &&
           d->tok.row[next].shape == SHAPE_TITLE &&
           d->dep.row[t].rel != REL_OBL;
}

/* "the 12th of October last", "the 1st of February next": from the day that
 * the text has come to. */
static struct found past_next(const struct dater *r, struct found f)
{
    bool last = date_word(r, f.end, "last"), next = date_word(r, f.end, "next");
    day_no base = r->focus != NO_DAY ? r->focus : r->anchor;
    if (!f.end || (!last && !next) || f.from == NO_DAY ||
        date_is(r, f.end + 1, P_UNIT) || date_is(r, f.end + 1, P_TOWARD))
        return f;
    int y, m, d, now;
    doc_ymd(f.from, &y, &m, &d);
    doc_ymd(base, &now, &y, &y);
    day_no day = doc_day(now, m, d);
    if (last && day >= base)
        day = cal_move(day, -1, 'Y');
    else if (next && day <= base)
        day = cal_move(day, 1, 'Y');
    return cal_point(f.end + 1, day, 'D', BASIS_RELATIVE, "date:day");
}

/* [weekday ,] [the] 12 [day] [of] December [2017] */
static struct found rule_day_month(const struct dater *r, uint32_t i)
{
    int d, y = 0;
    uint32_t at = day_number(r, past_weekday(r, i), &d);
    if (!at || (i > 0 && date_mark(r, i - 1, '$')))
        return date_nothing;
    at = date_skip(r, date_skip(r, at, "day"), "of");
    if (date_mark(r, at, '-') || date_mark(r, at, '/'))
        at++;
    if (!date_is(r, at, P_MONTH))
        return date_nothing;
    uint32_t end = year_after(r, at + 1, &y);
    struct found f = day_of(r, end ? end : at + 1, end ? y : 0,
                            value_at(r, at), d, "date:day");
    return end ? f : past_next(r, f);
}

/* [weekday ,] December [the] 12 [, 2017] */
static struct found rule_month_day(const struct dater *r, uint32_t i)
{
    int d, y = 0;
    uint32_t m = past_weekday(r, i);
    if (!date_is(r, m, P_MONTH))
        return date_nothing;
    uint32_t at = m + 1;
    if (date_mark(r, at, ',') || glued_mark(r, at, '-') ||
        glued_mark(r, at, '/'))
        at++;
    uint32_t end = day_number(r, date_skip(r, at, "the"), &d);
    bool thousands = end && date_mark(r, end, ',') && r->piece[end].glued &&
                     date_is(r, end + 1, P_NUMBER) &&
                     r->piece[end + 1].glued;
    if (!end || thousands || date_is(r, end, P_MEASURE) ||
        date_is(r, end, P_TIMES))
        return date_nothing;
    uint32_t more = year_after(r, end, &y);
    if (!more && date_in_name(r, m, end))
        return date_nothing;
    return day_of(r, more ? more : end, more ? y : 0, value_at(r, m), d,
                  "date:day");
}

/* A month that stands in a sentence as a time, not as a name or a verb. */
static bool bare_month(const struct dater *r, uint32_t i)
{
    uint32_t t = r->piece[i].tok;
    uint8_t rel = r->d->dep.row[t].rel, upos = r->d->tag.row[t].upos;
    bool joins = date_is(r, i + 1, P_TO) || date_mark(r, i + 1, '-');
    if (joins && date_is(r, i + 2, P_MONTH))
        return true; /* June-August */
    if (upos != UPOS_PROPN && upos != UPOS_NOUN)
        return false;
    if (r->d->tok.n <= 3 || r->d->tok.row[t].shape == SHAPE_LOWER)
        return true;
    return rel != REL_FLAT && rel != REL_NSUBJ && rel != REL_APPOS;
}

/* December 2017 | 2017 april | 2015-3 | in March */
static struct found rule_month(const struct dater *r, uint32_t i)
{
    int y = 0, m;
    bool first = date_is(r, i, P_MONTH);
    uint32_t end = first ? year_after(r, i + 1, &y) : 0;
    if (!first && number_in(r, i, 1000, 2199) && r->piece[i].width == 4) {
        uint32_t at = glued_mark(r, i + 1, '-') || glued_mark(r, i + 1, '/')
                          ? i + 2 : i + 1;
        bool figures = at == i + 2 && number_in(r, at, 1, 12) &&
                       date_mark(r, i + 1, '-') && r->piece[at].last;
        if (!date_is(r, at, P_MONTH) && !figures)
            return date_nothing;
        return cal_point(at + 1, doc_day(value_at(r, i), value_at(r, at), 1),
                         'M', BASIS_EXPLICIT, "date:month");
    }
    bool figures = number_in(r, i, 1, 12) && glued_mark(r, i + 1, '-') &&
                   number_in(r, i + 2, 1900, 2199) && r->piece[i].first &&
                   r->piece[i + 2].last && !date_mark(r, i + 3, '-');
    if (figures) /* 12-2015 */
        return cal_point(i + 3, doc_day(value_at(r, i + 2), value_at(r, i),
                                        1), 'M', BASIS_EXPLICIT, "date:month");
    if (!first || (!end && !bare_month(r, i)))
        return date_nothing;
    m = value_at(r, i);
    if (!end && r->anchor == NO_DAY)
        return cal_point(i + 1, NO_DAY, 'M', BASIS_RELATIVE, "date:month");
    uint8_t basis = end ? BASIS_EXPLICIT : BASIS_RELATIVE;
    y = end ? y : date_guess_year(r, m, 0);
    struct found f = cal_point(end ? end : i + 1, doc_day(y, m, 1), 'M', basis,
                  "date:month");
    f.yearless = !end;
    return f;
}

static bool is_lead_word(const struct dater *r, uint32_t i)
{
    static const char *const words[] = {
        "in", "since", "by", "until", "till", "from", "to", "after",
        "before", "during", "of", "circa", "c.", "around", "about",
        "between", "through", "and", "late", "early", "mid", "between",
    };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        if (date_word(r, i, words[k]))
            return true;
    }
    return false;
}

/* True when a year's figures count or number something else: "2003 votes",
 * "Resolution 2270", "$2000", "2000 km". */
static bool not_a_year(const struct dater *r, uint32_t i, uint32_t end)
{
    const struct doc *d = r->d;
    uint32_t t = r->piece[i].tok, h = d->dep.row[t].head;
    uint32_t beg = d->tok.row[t].at.beg;
    bool joined = i > 1 && date_mark(r, i - 1, '-') &&
                  (date_is(r, i - 2, P_NUMBER) ||
                   date_is(r, i - 2, P_QUARTER) ||
                   date_is(r, i - 2, P_HALFYEAR) ||
                   date_is(r, i - 2, P_EDGE));
    if (!r->piece[end - 1].last || (!joined && !r->piece[i].first))
        return true;
    if (!joined && beg && strchr("$#/.:-", d->text[beg - 1]))
        return true;
    if (i && (date_is(r, i - 1, P_LABEL) || date_word(r, i - 1, "no.")))
        return true;
    if (date_is(r, end, P_MEASURE) || date_is(r, end, P_TIMES) ||
        date_is(r, end, P_UNIT) ||
        date_mark(r, end, '%') || glued_mark(r, end, ':') ||
        (i > 1 && date_mark(r, i - 1, '.') && date_is(r, i - 2, P_LABEL)))
        return true;
    if (date_is(r, i, P_NUMBER) && value_at(r, i) < 1500 &&
        !(i && is_lead_word(r, i - 1)))
        return true;
    if (date_mark(r, end, '/') && r->piece[end].glued)
        return true;
    if (d->dep.row[t].rel != REL_NUMMOD || h == NONE || h < t)
        return h != NONE && h < t && d->dep.row[t].rel == REL_NUMMOD &&
               d->tag.row[h].upos == UPOS_NOUN && h + 1 == t;
    const char *lemma = doc_text(d, d->tag.row[h].lemma);
    bool plural = d->tag.row[h].upos == UPOS_NOUN && lemma &&
                  !doc_is(d, h, lemma);
    bool of_things = plural && (i == 0 || !date_is(r, i - 1, P_THE));
    return of_things || (plural && value_at(r, i) % 100 == 0);
}

/* [the] [year] [of] 2003 | AD 842 | 776 BC */
static struct found rule_year(const struct dater *r, uint32_t i)
{
    uint32_t at = date_word(r, i, "year") ? date_skip(r, i + 1, "of") : i;
    int y, sign = 0;
    if (date_is(r, at, P_ERA) && date_is(r, at + 1, P_NUMBER))
        sign = value_at(r, at++);
    uint32_t end = date_year(r, at, &y);
    bool small = !end && date_is(r, at, P_NUMBER) && r->piece[at].width < 6 &&
                 (sign || at > i || date_is(r, at + 1, P_ERA));
    if (small) {
        y = value_at(r, at);
        end = at + 1;
    }
    if (!end || (at == i && !small && not_a_year(r, i, end)))
        return date_nothing;
    if (!small && !date_is(r, at, P_NUMBER) && !date_mark(r, at, '\'') &&
        at == i && i > 0 && !is_lead_word(r, i - 1) &&
        !date_is(r, i - 1, P_MONTH))
        return date_nothing;
    if (date_is(r, end, P_ERA) && !sign)
        sign = value_at(r, end++);
    if (sign < 0) {
        struct found f = cal_point(end, NO_DAY, 'Y', BASIS_EXPLICIT,
                                   "date:year");
        snprintf(f.value, sizeof f.value, "-%04d", y - 1);
        return f;
    }
    if (y < 1 || y > 9999)
        return date_nothing;
    return cal_point(end, doc_day(y, 1, 1), 'Y', BASIS_EXPLICIT,
                     "date:year");
}

/* the 1990s | the '80s | the sixties | the 1600s (a century) */
static struct found rule_decade(const struct dater *r, uint32_t i)
{
    uint32_t at = date_mark(r, i, '\'') ? i + 1 : i;
    bool apart = date_is(r, at, P_NUMBER) && value_at(r, at) % 10 == 0 &&
                 date_word(r, at + 1, "s") && value_at(r, at) >= 10;
    if (!date_is(r, at, P_DECADE) && !apart)
        return date_nothing;
    int v = value_at(r, at), width = r->piece[at].width;
    if (width != 4 || v < 100) {
        bool the = i && (date_word(r, i - 1, "the") || (width > 4 &&
                          date_word(r, i - 1, "in")) ||
                         date_is(r, i - 1, P_EDGE) ||
                         date_mark(r, i - 1, '-'));
        if (i && !the && at == i)
            return date_nothing;
        v += v < 20 ? 2000 : 1900;
    }
    char unit = v % 100 == 0 && v < 2000 ? 'C' : 'E';
    return cal_point(at + (apart ? 2 : 1), doc_day(v, 1, 1), unit,
                     BASIS_EXPLICIT, "date:decade");
}

/* the 19th century | the fifth century BC */
static struct found rule_century(const struct dater *r, uint32_t i)
{
    int n;
    uint32_t end = date_rank(r, i, &n);
    if (!end || n < 1 || n > 30)
        return date_nothing;
    end = date_mark(r, end, '-') ? end + 1 : end;
    if (!date_is(r, end, P_UNIT) || value_at(r, end) != 'C')
        return date_nothing;
    end++;
    if (!date_is(r, end, P_ERA) || value_at(r, end) > 0)
        return cal_point(date_is(r, end, P_ERA) ? end + 1 : end,
                         doc_day(n > 1 ? 100 * (n - 1) : 1, 1, 1), 'C',
                         BASIS_EXPLICIT, "date:century");
    struct found f = cal_point(end + 1, NO_DAY, 'C', BASIS_EXPLICIT,
                               "date:century");
    snprintf(f.value, sizeof f.value, "-%04d/-%04d", 100 * n - 1,
             100 * (n - 1));
    return f;
}

struct found date_written(const struct dater *r, uint32_t i)
{
    static struct found (*const rules[])(const struct dater *, uint32_t) = {
        date_named, rule_iso, rule_figures, rule_day_month, rule_month_day,
        rule_month, rule_year, rule_decade, rule_century,
    };
    struct found best = date_nothing;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        struct found f = rules[k](r, i);
        if (f.end > best.end)
            best = f;
    }
    return best;
}
