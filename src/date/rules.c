/* The rules, each a function of the token at which an expression starts.
 * date_at tries all and keeps the longest. A rule that needs the day of the
 * document gives a vague result where there is none.
 *
 *   date:iso        2017-12-12
 *   date:day        12 December 2017 | December 12, 2017 | Dec. 12
 *   date:month      December 2017 | in March
 *   date:year       in 2003 | since 1998       date:decade  the 1990s
 *   date:weekday    Tuesday | last Tuesday | next Tuesday
 *   date:today      today | yesterday
 *   date:unit       last week | this year | the past two months
 *   date:ago        three days ago | a week later
 *   date:season     last summer | spring 2016
 *   date:duration   for two years | a 30-day period
 */
#include "date/date_in.h"

#include <stdio.h>
#include <string.h>

static const struct found nothing;

static bool is_kind(const struct dater *r, uint32_t t, enum kind k)
{
    return t < r->d->tok.n && r->item[t].kind == (uint8_t)k;
}

static bool is_word(const struct dater *r, uint32_t t, const char *w)
{
    return t < r->d->tok.n && doc_is(r->d, t, w);
}

static struct found days(uint32_t end, day_no from, day_no to, uint8_t basis,
                         const char *by)
{
    struct found f = {.end = end, .from = from, .to = to, .basis = basis,
                      .by = by};
    f.vague = from == NO_DAY && to == NO_DAY;
    return f;
}

static day_no month_end(int y, int m)
{
    return (m == 12 ? doc_day(y + 1, 1, 1) : doc_day(y, m + 1, 1)) - 1;
}

static int weekday(day_no day)
{
    return (int)(((int64_t)day + 3) % 7 + 7) % 7 + 1; /* 1 Monday .. 7 */
}

static bool valid(int y, int m, int d)
{
    return d >= 1 && d <= month_end(y, m) - doc_day(y, m, 1) + 1;
}

/* The year that a date without one means: nearest to the report, before it
 * unless the clause tells of the future. */
static int guess_year(const struct dater *r, int month, int day)
{
    int y, m, d;
    doc_ymd(r->anchor, &y, &m, &d);
    day_no same = doc_day(y, month, day ? day : 15);
    if (r->future)
        return same + 60 < r->anchor ? y + 1 : y;
    return same > r->anchor + 60 ? y - 1 : y;
}

/* An optional ", 2017" or " 2017" after token t; 0 when there is none. */
static int year_after(const struct dater *r, uint32_t *t)
{
    uint32_t at = is_word(r, *t, ",") ? *t + 1 : *t;
    if (!is_kind(r, at, D_YEAR))
        return 0;
    *t = at + 1;
    return r->item[at].value;
}

static struct found rule_iso(const struct dater *r, uint32_t t)
{
    const struct doc *d = r->d;
    uint32_t beg = d->tok.row[t].at.beg;
    if (d->len - beg < 10 || (beg && d->text[beg - 1] == '-'))
        return nothing;
    day_no day = doc_day_read(d->text + beg, 10);
    if (day == NO_DAY)
        return nothing;
    uint32_t end = t;
    while (end < d->tok.n && d->tok.row[end].at.end < beg + 10)
        end++;
    if (end == d->tok.n || d->tok.row[end].at.end != beg + 10)
        return nothing;
    return days(end + 1, day, day, BASIS_EXPLICIT, "date:iso");
}

static struct found make_day(const struct dater *r, uint32_t end, int y, int m,
                             int dd)
{
    if (!y) {
        if (r->anchor == NO_DAY)
            return days(end, NO_DAY, NO_DAY, BASIS_EXPLICIT, "date:day");
        y = guess_year(r, m, dd);
    }
    if (!valid(y, m, dd))
        return nothing;
    day_no day = doc_day(y, m, dd);
    return days(end, day, day, BASIS_EXPLICIT, "date:day");
}

static bool day_number(const struct dater *r, uint32_t t)
{
    return (is_kind(r, t, D_NUMBER) || is_kind(r, t, D_ORDINAL)) &&
           r->item[t].value >= 1 && r->item[t].value <= 31 &&
           r->d->tag.row[t].upos != UPOS_DET;
}

/* [weekday ,] [the] 12 [of] December [2017] */
static struct found rule_day_month(const struct dater *r, uint32_t t)
{
    uint32_t i = t;
    if (is_kind(r, i, D_WEEKDAY)) {
        i++;
        i += is_word(r, i, ",") ? 1 : 0;
        i += is_word(r, i, "the") ? 1 : 0;
    }
    if (!day_number(r, i))
        return nothing;
    uint32_t m = is_word(r, i + 1, "of") ? i + 2 : i + 1;
    if (!is_kind(r, m, D_MONTH))
        return nothing;
    uint32_t end = m + 1;
    int y = year_after(r, &end);
    return make_day(r, end, y, r->item[m].value, r->item[i].value);
}

/* [weekday ,] December [the] 12 [, 2017] */
static struct found rule_month_day(const struct dater *r, uint32_t t)
{
    uint32_t i = t;
    if (is_kind(r, i, D_WEEKDAY)) {
        i++;
        i += is_word(r, i, ",") ? 1 : 0;
    }
    if (!is_kind(r, i, D_MONTH))
        return nothing;
    uint32_t n = is_word(r, i + 1, "the") ? i + 2 : i + 1;
    if (!day_number(r, n))
        return nothing;
    uint32_t end = n + 1;
    int y = year_after(r, &end);
    return make_day(r, end, y, r->item[i].value, r->item[n].value);
}

/* December 2017, or a bare month after a word that leads to a time. */
static struct found rule_month(const struct dater *r, uint32_t t)
{
    if (!is_kind(r, t, D_MONTH) || r->d->tag.row[t].upos != UPOS_PROPN)
        return nothing;
    int m = r->item[t].value;
    uint32_t end = is_word(r, t + 1, "of") ? t + 2 : t + 1;
    int y = year_after(r, &end);
    if (!y)
        end = t + 1;
    uint8_t rel = r->d->dep.row[t].rel;
    if (!y && rel != REL_OBL && rel != REL_NMOD && rel != REL_CONJ)
        return nothing;
    if (!y && r->anchor == NO_DAY)
        return days(end, NO_DAY, NO_DAY, BASIS_RELATIVE, "date:month");
    uint8_t basis = y ? BASIS_EXPLICIT : BASIS_RELATIVE;
    y = y ? y : guess_year(r, m, 0);
    return days(end, doc_day(y, m, 1), month_end(y, m), basis, "date:month");
}

/* A year that stands alone ("in 2003"), not as a count of things. */
static struct found rule_year(const struct dater *r, uint32_t t)
{
    if (!is_kind(r, t, D_YEAR) || r->d->dep.row[t].rel == REL_NUMMOD)
        return nothing;
    int y = r->item[t].value;
    if (y < 1500)
        return nothing;
    return days(t + 1, doc_day(y, 1, 1), doc_day(y, 12, 31), BASIS_EXPLICIT,
                "date:year");
}

static struct found rule_decade(const struct dater *r, uint32_t t)
{
    if (!is_kind(r, t, D_DECADE))
        return nothing;
    int y = r->item[t].value;
    return days(t + 1, doc_day(y, 1, 1), doc_day(y + 9, 12, 31),
                BASIS_EXPLICIT, "date:decade");
}

static struct found rule_weekday(const struct dater *r, uint32_t t)
{
    int toward = -2;
    uint32_t i = t;
    if (is_kind(r, i, D_TOWARD))
        toward = r->item[i++].value;
    if (!is_kind(r, i, D_WEEKDAY))
        return nothing;
    uint32_t end = i + 1;
    end += is_kind(r, end, D_PART) ? 1 : 0;
    if (r->anchor == NO_DAY)
        return days(end, NO_DAY, NO_DAY, BASIS_RELATIVE, "date:weekday");
    int back = (weekday(r->anchor) - r->item[i].value + 7) % 7;
    day_no day = r->anchor - back;
    if (toward == -1 && back == 0)
        day -= 7;
    else if (toward == 1 || (toward == -2 && r->future && back))
        day += 7;
    return days(end, day, day, BASIS_RELATIVE, "date:weekday");
}

static struct found rule_today(const struct dater *r, uint32_t t)
{
    if (!is_kind(r, t, D_TODAY))
        return nothing;
    uint32_t end = t + 1;
    end += is_kind(r, end, D_PART) ? 1 : 0;
    if (r->anchor == NO_DAY)
        return days(end, NO_DAY, NO_DAY, BASIS_RELATIVE, "date:today");
    day_no day = r->anchor + r->item[t].value;
    return days(end, day, day, BASIS_RELATIVE, "date:today");
}

static int days_of(int unit)
{
    switch (unit) {
    case 'D': return 1;
    case 'W': return 7;
    case 'F': return 14;
    case 'M': return 30;
    case 'Q': return 91;
    case 'Y': return 365;
    case 'E': return 3652;
    case 'C': return 36524;
    default: return 0;
    }
}

/* Moves a day by n calendar units. */
static day_no shift(day_no day, int n, int unit)
{
    int y, m, d;
    if (unit == 'M' || unit == 'Q' || unit == 'Y' || unit == 'E') {
        doc_ymd(day, &y, &m, &d);
        int months = unit == 'M' ? n : unit == 'Q' ? 3 * n : unit == 'Y'
                     ? 12 * n : 120 * n;
        int all = y * 12 + m - 1 + months;
        y = all / 12;
        m = all % 12 + 1;
        int last = month_end(y, m) - doc_day(y, m, 1) + 1;
        return doc_day(y, m, d < last ? d : last);
    }
    return day + n * days_of(unit);
}

/* The calendar unit that holds a day. */
static struct found whole(day_no day, int unit, uint32_t end)
{
    int y, m, d;
    doc_ymd(day, &y, &m, &d);
    day_no monday = day - (weekday(day) - 1);
    day_no from = day, to = day;
    if (unit == 'W' || unit == 'F') {
        from = monday;
        to = monday + 6;
    } else if (unit == 'K') {
        from = monday + 5;
        to = monday + 6;
    } else if (unit == 'M') {
        from = doc_day(y, m, 1);
        to = month_end(y, m);
    } else if (unit == 'Q') {
        from = doc_day(y, (m - 1) / 3 * 3 + 1, 1);
        to = month_end(y, (m - 1) / 3 * 3 + 3);
    } else if (unit == 'Y') {
        from = doc_day(y, 1, 1);
        to = doc_day(y, 12, 31);
    } else if (unit == 'E') {
        from = doc_day(y / 10 * 10, 1, 1);
        to = doc_day(y / 10 * 10 + 9, 12, 31);
    }
    return days(end, from, to, BASIS_RELATIVE, "date:unit");
}

/* last week | next month | this year | the past two weeks */
static struct found rule_unit(const struct dater *r, uint32_t t)
{
    if (!is_kind(r, t, D_TOWARD))
        return nothing;
    int toward = r->item[t].value;
    uint32_t i = t + 1;
    int n = 1;
    bool counted = is_kind(r, i, D_NUMBER);
    if (counted)
        n = r->item[i++].value;
    if (!is_kind(r, i, D_UNIT) || n > 400)
        return nothing;
    int unit = r->item[i].value;
    if (unit == 'H' || unit == 'I')
        return nothing;
    if (r->anchor == NO_DAY)
        return days(i + 1, NO_DAY, NO_DAY, BASIS_RELATIVE, "date:unit");
    if (counted && toward)
        return toward < 0
                   ? days(i + 1, shift(r->anchor, -n, unit), r->anchor,
                          BASIS_RELATIVE, "date:unit")
                   : days(i + 1, r->anchor, shift(r->anchor, n, unit),
                          BASIS_RELATIVE, "date:unit");
    int step = unit == 'K' ? 'W' : unit;
    return whole(shift(r->anchor, toward, step), unit, i + 1);
}

/* three days ago | a week later: a day, or the unit around it from a month
 * upwards, since people round. */
static struct found rule_ago(const struct dater *r, uint32_t t)
{
    if (!is_kind(r, t, D_NUMBER) || !is_kind(r, t + 1, D_UNIT) ||
        !is_kind(r, t + 2, D_AGO) || r->item[t].value > 400)
        return nothing;
    int unit = r->item[t + 1].value;
    int n = r->item[t].value * r->item[t + 2].value;
    bool ago = is_word(r, t + 2, "ago");
    if (r->anchor == NO_DAY || !ago)
        return days(t + 3, NO_DAY, NO_DAY, BASIS_RELATIVE, "date:ago");
    day_no day = shift(r->anchor, n, unit);
    if (unit == 'D' || unit == 'H' || unit == 'I')
        return days(t + 3, day, day, BASIS_RELATIVE, "date:ago");
    struct found f = whole(day, unit, t + 3);
    f.by = "date:ago";
    return f;
}

static struct found rule_season(const struct dater *r, uint32_t t)
{
    int toward = 0;
    uint32_t i = t;
    if (is_kind(r, i, D_TOWARD))
        toward = r->item[i++].value;
    if (!is_kind(r, i, D_SEASON))
        return nothing;
    uint32_t end = is_word(r, i + 1, "of") ? i + 2 : i + 1;
    int y = year_after(r, &end), m = r->item[i].value, now, mm, dd;
    if (!y && (i == t || r->anchor == NO_DAY))
        return nothing;
    if (!y) {
        doc_ymd(r->anchor, &now, &mm, &dd);
        y = toward < 0 ? (m + 2 < mm ? now : now - 1)
            : toward > 0 ? (m > mm ? now : now + 1) : now;
        end = i + 1;
    }
    day_no from = doc_day(y, m, 1);
    return days(end, from, shift(from, 3, 'M') - 1, BASIS_EXPLICIT,
                "date:season");
}

/* two years | 30 days: a length, not a day. */
static struct found rule_duration(const struct dater *r, uint32_t t)
{
    uint32_t u = is_word(r, t + 1, "-") ? t + 2 : t + 1;
    if (!is_kind(r, t, D_NUMBER) || !is_kind(r, u, D_UNIT))
        return nothing;
    struct found f = days(u + 1, NO_DAY, NO_DAY, BASIS_RELATIVE,
                          "date:duration");
    int n = r->item[t].value;
    switch (r->item[u].value) {
    case 'F': snprintf(f.value, sizeof f.value, "P%dW", 2 * n); break;
    case 'Q': snprintf(f.value, sizeof f.value, "P%dM", 3 * n); break;
    case 'E': snprintf(f.value, sizeof f.value, "P%dY", 10 * n); break;
    case 'C': snprintf(f.value, sizeof f.value, "P%dY", 100 * n); break;
    case 'H': snprintf(f.value, sizeof f.value, "PT%dH", n); break;
    case 'I': snprintf(f.value, sizeof f.value, "PT%dM", n); break;
    case 'K': return nothing;
    default:
        snprintf(f.value, sizeof f.value, "P%d%c", n, r->item[u].value);
    }
    return f;
}

struct found date_at(const struct dater *r, uint32_t t)
{
    static struct found (*const rules[])(const struct dater *, uint32_t) = {
        rule_iso, rule_day_month, rule_month_day, rule_month, rule_year,
        rule_decade, rule_weekday, rule_today, rule_unit, rule_ago,
        rule_season, rule_duration,
    };
    struct found best = nothing;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct found f = rules[i](r, t);
        if (f.end > best.end)
            best = f;
    }
    return best;
}
