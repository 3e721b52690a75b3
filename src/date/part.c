/* Points that are parts of another, or put together of two.
 *
 *   date:nth      the third quarter of 1990 | first week of May | Q3 2019
 *   date:edge     early March | the end of the year | earlier this month
 *   date:week     Tuesday of last week | week 31 | the week of April 10
 *   date:of       January this year | Wednesday evening next week
 *   date:number   on the 18th
 */
#include "date/date_in.h"

#include <string.h>

static int value_at(const struct dater *r, uint32_t i)
{
    return r->piece[i].value;
}

static struct found longer(struct found a, struct found b)
{
    return b.end > a.end ? b : a;
}

/* A point that no part leads to: written out or told. */
static struct found plain(const struct dater *r, uint32_t i)
{
    return longer(date_written(r, i), date_told(r, i));
}

static bool has_days(const struct found *f)
{
    return f->end && f->from != NO_DAY && f->to != NO_DAY;
}

/* of X | in X | X: the point that a part belongs to. */
static struct found whole_of(const struct dater *r, uint32_t i)
{
    bool of = date_word(r, i, "of") || date_word(r, i, "in") ||
              date_mark(r, i, ',') || date_mark(r, i, '-') ||
              date_word(r, i, "from");
    uint32_t at = of ? i + 1 : i;
    if (r->depth >= DEPTH_MAX)
        return date_nothing;
    struct dater deeper = *r;
    deeper.depth++;
    return longer(date_point(&deeper, at),
                  date_point(&deeper, date_skip(r, at, "the")));
}

/* The nth unit of a point, from its end when n < 0. */
static struct found nth(const struct found *p, uint32_t end, int n, char unit)
{
    day_no day = n > 0 ? p->from : p->to;
    if (unit == 'W') /* the first week holds the fourth day */
        day += n > 0 ? 3 : -3;
    day = cal_move(day, n > 0 ? n - 1 : n + 1, unit);
    struct found f = cal_point(end, day, unit, p->basis, "date:nth");
    f.yearless = p->yearless;
    return f;
}

/* A rank before a unit: third, 3rd, last. */
static uint32_t rank_at(const struct dater *r, uint32_t i, int *n)
{
    uint32_t end = date_rank(r, i, n);
    if (!end && (date_word(r, i, "last") || date_word(r, i, "final"))) {
        *n = -1;
        end = i + 1;
    }
    if (end && date_mark(r, end, '-'))
        end++;
    return end && date_is(r, end, P_FILL) ? end + 1 : end;
}

/* the third quarter of 1990 | the 9th month of next year */
static struct found rule_nth(const struct dater *r, uint32_t i)
{
    int n, k = 1;
    uint32_t at = date_is(r, i, P_FILL) ? i + 1 : i;
    at = rank_at(r, date_mark(r, at, '-') ? at + 1 : at, &n);
    if (!at || n == 0 || n > 53)
        return date_nothing;
    struct count c = date_count(r, at);
    if (c.end && date_is(r, c.end, P_UNIT) && !c.some && c.n < 10000) {
        k = (int)(c.n / 100);
        at = c.end;
    }
    if (!date_is(r, at, P_UNIT) || strchr("SIHOPC", value_at(r, at)))
        return date_nothing;
    struct found p = whole_of(r, at + 1);
    if (!has_days(&p) || p.to - p.from < 6)
        return date_nothing;
    char unit = (char)value_at(r, at);
    struct found f = nth(&p, p.end, n, unit);
    if (k > 1) {
        struct found g = nth(&p, p.end, n > 0 ? n + k - 1 : n - k + 1, unit);
        f.from = f.from < g.from ? f.from : g.from;
        f.to = f.to > g.to ? f.to : g.to;
        f.unit = 0;
        f.kind = DATE_RANGE;
    }
    return f.from > p.to ? date_nothing : f;
}

/* the first Monday of next month */
static struct found rule_nth_weekday(const struct dater *r, uint32_t i)
{
    int n;
    uint32_t at = rank_at(r, i, &n);
    if (!at || !date_is(r, at, P_WEEKDAY) || n > 5)
        return date_nothing;
    struct found p = whole_of(r, at + 1);
    if (!has_days(&p) || (p.unit != 'M' && p.unit != 'Y'))
        return date_nothing;
    int gap = n > 0 ? (value_at(r, at) - cal_weekday(p.from) + 7) % 7
                    : -((cal_weekday(p.to) - value_at(r, at) + 7) % 7);
    day_no day = n > 0 ? p.from + gap + 7 * (n - 1) : p.to + gap;
    return cal_point(p.end, day, 'D', p.basis, "date:nth");
}

/* The nth quarter or half of a year that is not named: the near one. */
static struct found near_nth(const struct dater *r, uint32_t end, int n,
                             char unit)
{
    if (r->anchor == NO_DAY)
        return cal_point(end, NO_DAY, unit, BASIS_RELATIVE, "date:nth");
    int m = (n - 1) * (unit == 'Q' ? 3 : 6) + 1;
    struct dater past = *r; /* reports speak of quarters that have begun */
    past.tense = r->tense == TENSE_FUTURE ? TENSE_FUTURE : TENSE_PAST;
    int y = date_guess_year(&past, m, 0);
    struct found f = cal_point(end, doc_day(y, m, 1), unit, BASIS_RELATIVE,
                               "date:nth");
    f.yearless = true;
    return f;
}

/* third quarter | third-quarter | Q3 | the first half: their number */
static uint32_t quarter_at(const struct dater *r, uint32_t i, int *n,
                           char *unit)
{
    *unit = 'Q';
    if (date_is(r, i, P_QUARTER) || date_is(r, i, P_HALFYEAR)) {
        *n = value_at(r, i);
        *unit = date_is(r, i, P_QUARTER) ? 'Q' : 'B';
        return i + 1;
    }
    uint32_t at = date_is(r, i, P_FILL) ? i + 1 : i;
    at = rank_at(r, date_mark(r, at, '-') ? at + 1 : at, n);
    if (!at)
        return 0;
    if (date_is(r, at, P_HALF) && (*n == 1 || *n == 2 || *n == -1)) {
        *unit = 'B';
        *n = *n == -1 ? 2 : *n;
        return at + 1;
    }
    bool quarter = date_word(r, at, "quarter") || date_word(r, at, "quarters");
    return quarter && *n >= 1 && *n <= 4 ? at + 1 : 0;
}

static struct found rule_quarter(const struct dater *r, uint32_t i)
{
    int n;
    char unit;
    uint32_t at = quarter_at(r, i, &n, &unit);
    if (!at)
        return date_nothing;
    struct found p = whole_of(r, at);
    if (has_days(&p) && p.unit == 'Y')
        return nth(&p, p.end, n, unit);
    if (has_days(&p) && unit == 'B' && date_word(r, at, "of")) {
        day_no mid = p.from + (p.to - p.from) / 2;
        struct found f = p;
        cal_spell(&p, f.value, sizeof f.value);
        f.mod = n == 1 ? MOD_START : MOD_END;
        f.from = n == 1 ? p.from : mid + 1;
        f.to = n == 1 ? mid : p.to;
        f.by = "date:edge";
        return f;
    }
    if (unit == 'B' && !date_is(r, i, P_HALFYEAR))
        return date_nothing;
    return near_nth(r, at, n, unit);
}

/* next year's first quarter | the 1988 third quarter | 2017-Q1 */
static struct found rule_year_quarter(const struct dater *r, uint32_t i)
{
    struct found p = plain(r, i);
    int n, y;
    char unit;
    uint32_t end = date_year(r, i, &y);
    if (end && !p.end && r->anchor != NO_DAY)
        p = cal_point(end, doc_day(y, 1, 1), 'Y', BASIS_EXPLICIT, "");
    if (!has_days(&p) || p.unit != 'Y')
        return date_nothing;
    uint32_t at = p.end;
    if (date_mark(r, at, '\'') && r->piece[at].glued)
        at += 2;
    else if (date_mark(r, at, '-') && r->piece[at].glued)
        at++;
    end = quarter_at(r, at, &n, &unit);
    return end ? nth(&p, end, n, unit) : date_nothing;
}

/* "the end of": a noun, where "late" and "mid" are adjectives. */
static bool names_edge(const struct dater *r, uint32_t i)
{
    return date_is(r, i, P_EDGE) && !date_word(r, i, "early") &&
           !date_word(r, i, "late") && !date_word(r, i, "mid") &&
           r->piece[i].last;
}

static uint32_t edge_word(const struct dater *r, uint32_t i, uint8_t *mod)
{
    bool earlier = date_word(r, i, "earlier");
    if (!date_is(r, i, P_EDGE) && !earlier && !date_word(r, i, "later"))
        return 0;
    int v = date_is(r, i, P_EDGE) ? value_at(r, i) : earlier ? 1 : 3;
    *mod = v == 1 ? MOD_START : v == 2 ? MOD_MID : MOD_END;
    uint32_t at = date_mark(r, i + 1, '-') ? i + 2 : i + 1;
    if (names_edge(r, i) && !date_word(r, at, "of"))
        return 0;
    if (date_word(r, at, "of") || (date_word(r, at, "in") &&
                                   date_word(r, at + 1, "the")))
        at++;
    if (date_word(r, at, "on"))
        at++;
    return at;
}

/* Narrows a point to its first or last half, or third, or its middle. */
static void narrow(struct found *f, uint8_t mod, bool third)
{
    int n = f->to - f->from + 1, m = f->to - f->from + 1;
    day_no from = f->from;
    f->mod = mod;
    if (n < 3)
        return;
    int y, mm, d;
    doc_ymd(from, &y, &mm, &d);
    if (third) { /* of a year: four months */
        f->from = mod == MOD_START ? from
                                   : doc_day(y, mod == MOD_MID ? 5 : 9, 1);
        f->to = mod == MOD_END ? f->to : cal_move(f->from, 4, 'M') - 1;
        return;
    }
    m = (m + 1) / 2;
    if (mod == MOD_START)
        f->to = from + m - 1;
    else if (mod == MOD_END)
        f->from = f->to - m + 1;
    else {
        f->from = from + n / 3;
        f->to = from + n - n / 3 - 1;
    }
}

/* early March | the end of the year | mid-1980s | earlier this month */
static struct found rule_edge(const struct dater *r, uint32_t i)
{
    uint8_t mod;
    uint32_t at = edge_word(r, i, &mod);
    if (!at || r->depth >= DEPTH_MAX)
        return date_nothing;
    struct dater deeper = *r;
    deeper.depth++;
    struct found f = longer(date_point(&deeper, at),
                            date_point(&deeper, date_skip(r, at, "the")));
    bool bare = !f.end && date_is(r, at, P_UNIT) &&
                strchr("DWMQYC", value_at(r, at)) && at > i + 1 &&
                r->anchor != NO_DAY && date_is(r, i, P_EDGE);
    if (bare) /* end of year */
        f = cal_point(at + 1, r->anchor, (char)value_at(r, at),
                      BASIS_RELATIVE, "date:edge");
    if (!f.end || f.mod)
        return f.end && f.mod ? date_nothing : f;
    bool age = f.kind == DATE_RANGE && f.from != NO_DAY && f.to != NO_DAY;
    if (age) { /* the end of World War II is its last day */
        f.mod = mod;
        f.from = mod == MOD_END ? f.to : f.from;
        f.to = mod == MOD_START ? f.from : f.to;
    } else if (f.from != NO_DAY && f.to != NO_DAY) {
        cal_spell(&f, f.value, sizeof f.value);
        narrow(&f, mod, names_edge(r, i) && f.unit == 'Y');
    }
    if (f.by && strcmp(f.by, "date:unit") == 0 && date_word(r, i, "earlier") &&
        f.to > r->anchor && f.from <= r->anchor)
        f.to = r->anchor;
    f.by = "date:edge";
    return f;
}

/* year-end | the year's end | month end */
static struct found rule_end(const struct dater *r, uint32_t i)
{
    if (!date_is(r, i, P_UNIT) || !strchr("WMQYDEC", value_at(r, i)) ||
        r->anchor == NO_DAY)
        return date_nothing;
    uint32_t at = i + 1;
    if (date_mark(r, at, '\'') && r->piece[at].glued)
        at += 2;
    else if (date_mark(r, at, '-'))
        at++;
    if (!date_word(r, at, "end"))
        return date_nothing;
    char unit = (char)value_at(r, i);
    struct found f = cal_point(at + 1, r->anchor, unit, BASIS_RELATIVE,
                               "date:edge");
    cal_spell(&f, f.value, sizeof f.value);
    narrow(&f, MOD_END, unit == 'Y');
    return f;
}

/* year-earlier | year-ago quarter: the same time of the year before */
static struct found rule_year_ago(const struct dater *r, uint32_t i)
{
    uint32_t at = i + 1;
    if (!date_is(r, i, P_UNIT) || value_at(r, i) != 'Y')
        return date_nothing;
    if (!date_mark(r, at, '-') || !date_is(r, at + 1, P_AGO))
        return date_nothing;
    at += 2;
    int n;
    char unit;
    uint32_t end = quarter_at(r, at, &n, &unit);
    day_no base = cal_move(r->anchor, -1, 'Y');
    if (end) {
        struct found f = near_nth(r, end, n, unit);
        return cal_point(end, cal_move(f.from, -1, 'Y'), unit,
                         BASIS_RELATIVE, "date:nth");
    }
    if (date_word(r, at, "quarter") || date_word(r, at, "period"))
        return cal_point(at + 1, cal_move(base, -1, 'Q'), 'Q',
                         BASIS_RELATIVE, "date:nth");
    return cal_point(at, base, 'Y', BASIS_RELATIVE, "date:ago");
}

/* Tuesday of last week | Wednesday next week | next week on Tuesday */
static struct found rule_week_day(const struct dater *r, uint32_t i)
{
    struct found p;
    int day;
    uint32_t end;
    if (date_is(r, i, P_WEEKDAY)) {
        day = value_at(r, i);
        p = date_mark(r, i + 1, ',') ? date_nothing : whole_of(r, i + 1);
        end = p.end;
    } else {
        p = date_told(r, i);
        uint32_t at = date_mark(r, p.end, '-') ? p.end + 1 : p.end;
        at = date_skip(r, at, "on");
        if (!p.end || p.unit != 'W' || !date_is(r, at, P_WEEKDAY))
            return date_nothing;
        day = value_at(r, at);
        end = at + 1;
    }
    if (!has_days(&p) || p.unit != 'W' || p.mod)
        return date_nothing;
    return cal_point(end, p.from + day - 1, 'D', p.basis, "date:week");
}

/* January this year | 28 June of next year | the 21st this month */
static struct found rule_of(const struct dater *r, uint32_t i)
{
    struct found a = date_written(r, i);
    int rank, y, m, d;
    uint32_t end = a.end ? a.end : date_rank(r, i, &rank);
    if (!end || (a.end && (!a.yearless || a.from == NO_DAY)))
        return date_nothing;
    if (!a.end && date_word(r, end, "day"))
        end++;
    uint32_t of = date_word(r, end, "of") || date_word(r, end, "in")
                      ? end + 1 : end;
    struct found p = date_told(r, date_skip(r, of, "the"));
    if (p.end == 0 || strcmp(p.by, "date:unit") != 0)
        p = date_told(r, of);
    if (!has_days(&p))
        return date_nothing;
    if (a.end && p.unit == 'Y') {
        int m2, d2;
        doc_ymd(a.from, &y, &m, &d);
        doc_ymd(p.from, &y, &m2, &d2);
        return cal_valid(y, m, d)
                   ? cal_point(p.end, doc_day(y, m, d), a.unit,
                               BASIS_RELATIVE, "date:of")
                   : date_nothing;
    }
    if (a.end || p.unit != 'M' || rank < 1 || p.from + rank - 1 > p.to)
        return date_nothing;
    return cal_point(p.end, p.from + rank - 1, 'D', BASIS_RELATIVE,
                     "date:of");
}

/* week 31 [of 2018] | the week of April 10 | w/c Feb 4 */
static struct found rule_week(const struct dater *r, uint32_t i)
{
    static const char *const leads[] = {"of", "beginning", "starting",
                                        "commencing", "ending"};
    if (!date_word(r, i, "week") && !date_word(r, i, "weekend"))
        return date_nothing;
    char unit = date_word(r, i, "week") ? 'W' : 'K';
    if (date_is(r, i + 1, P_NUMBER) && r->anchor != NO_DAY && unit == 'W') {
        int n = value_at(r, i + 1);
        struct found p = whole_of(r, i + 2);
        if (n < 1 || n > 53)
            return date_nothing;
        if (!has_days(&p) || p.unit != 'Y' || !date_word(r, i + 2, "of"))
            p = cal_point(i + 2, r->anchor, 'Y', BASIS_RELATIVE, "");
        struct found f = nth(&p, p.end, n, 'W');
        f.by = "date:week";
        return f;
    }
    for (size_t k = 0; k < sizeof leads / sizeof *leads; k++) {
        if (!date_word(r, i + 1, leads[k]))
            continue;
        struct found p = whole_of(r, date_skip(r, i + 2, "on"));
        if (has_days(&p) && p.unit == 'D')
            return cal_point(p.end, p.from, unit, p.basis, "date:week");
    }
    return date_nothing;
}

/* on the 18th; "Monday the 21st" */
static struct found rule_number(const struct dater *r, uint32_t i)
{
    int n, y, m, d;
    bool weekday = date_is(r, i, P_WEEKDAY);
    uint32_t at = date_skip(r, weekday ? i + 1 : i, "the");
    uint32_t end = date_rank(r, at, &n);
    if (!end && weekday && date_is(r, at, P_NUMBER) &&
        r->piece[at].width == 2 && !date_mark(r, at + 1, ':')) {
        n = value_at(r, at);
        end = at + 1;
    }
    if (!end || n < 1 || n > 31 || r->anchor == NO_DAY)
        return date_nothing;
    uint32_t t = r->piece[at].tok;
    uint32_t h = r->d->dep.row[t].head;
    bool alone = h == NONE || h < t || r->d->tag.row[h].upos != UPOS_NOUN;
    bool led = at > 1 && date_word(r, at - 1, "the") &&
               (date_word(r, at - 2, "on") || date_word(r, at - 2, "by") ||
                (date_word(r, at - 2, "of") && r->depth > 0));
    if (!weekday && (!led || !alone || r->piece[at].width > 2))
        return date_nothing;
    doc_ymd(r->anchor, &y, &m, &d);
    if (weekday && r->tense == TENSE_NONE && cal_valid(y, m, n) &&
        cal_weekday(doc_day(y, m, n)) == value_at(r, i))
        return cal_point(end, doc_day(y, m, n), 'D', BASIS_RELATIVE,
                         "date:number");
    int step = r->tense == TENSE_FUTURE ? 1 : -1;
    m -= step < 0 && n > d ? 1 : 0;
    m += step > 0 && n < d ? 1 : 0;
    for (int k = 0; k < 24; k++, m += step) {
        y += m < 1 ? -1 : m > 12 ? 1 : 0;
        m = m < 1 ? 12 : m > 12 ? 1 : m;
        if (cal_valid(y, m, n) &&
            (!weekday || cal_weekday(doc_day(y, m, n)) == value_at(r, i)))
            return cal_point(end, doc_day(y, m, n), 'D', BASIS_RELATIVE,
                             "date:number");
    }
    return date_nothing;
}

struct found date_part(const struct dater *r, uint32_t i)
{
    static struct found (*const rules[])(const struct dater *, uint32_t) = {
        rule_nth, rule_nth_weekday, rule_quarter, rule_year_quarter,
        rule_edge, rule_end, rule_year_ago, rule_week_day, rule_of,
        rule_week, rule_number,
    };
    struct found best = date_nothing;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        struct found f = rules[k](r, i);
        if (f.end > best.end)
            best = f;
    }
    return best;
}

struct found date_point(const struct dater *r, uint32_t i)
{
    return longer(plain(r, i), date_part(r, i));
}
