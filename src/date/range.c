/* Whole expressions: points with a time of day, with a bound before them or
 * another point after them; and what has no days: lengths, sets, words such
 * as "recently".
 *
 *   date:since    since 2003 | before May | no later than Friday
 *   date:range    from March to May | 5-6 September | between 2014 and 2018
 *   date:clock    5 p.m. EST Nov. 9 | Tuesday evening
 *   date:set      every Monday | daily
 *   date:length   two years | a 30-day period
 *   date:ref      now | recently | soon
 */
#include "date/date_in.h"

#include <stdio.h>
#include <string.h>

static int value_at(const struct dater *r, uint32_t i)
{
    return r->piece[i].value;
}

static struct found longer(struct found a, struct found b)
{
    return b.end > a.end ? b : a;
}

/* 5 p.m. | 17:30 | 8:00:31 am | 5 o'clock, with a zone after it; out is
 * "T17:00". Returns the end or 0. */
static uint32_t clock_at(const struct dater *r, uint32_t i, char out[12])
{
    if (!date_is(r, i, P_NUMBER) || value_at(r, i) > 24)
        return 0;
    int h = value_at(r, i), m = 0;
    uint32_t at = i + 1;
    bool colon = (date_mark(r, at, ':') || date_mark(r, at, '.')) &&
                 r->piece[at].glued && date_is(r, at + 1, P_NUMBER) &&
                 r->piece[at + 1].width == 2 && value_at(r, at + 1) < 60;
    bool point = colon && date_mark(r, at, '.');
    if (colon) {
        m = value_at(r, at + 1);
        at += 2;
        if (date_mark(r, at, ':') && date_is(r, at + 1, P_NUMBER))
            at += 2;
    }
    if (date_is(r, at, P_CLOCK)) {
        h = h % 12 + value_at(r, at++);
    } else if (!colon || point) {
        if (!date_word(r, at, "o'clock") && !date_word(r, at, "oclock"))
            return 0;
        at++;
    }
    if (at < r->n && r->piece[at].first &&
        r->d->tok.row[r->piece[at].tok].shape == SHAPE_UPPER) {
        struct span s = r->d->tok.row[r->piece[at].tok].at;
        at += s.end - s.beg >= 3 && s.end - s.beg <= 4 ? 1 : 0;
    }
    snprintf(out, 12, "T%02d:%02d", h, m);
    return at;
}

/* morning | late evening | noon: out is "TMO", "T12:00". */
static uint32_t part_at(const struct dater *r, uint32_t i, char out[12])
{
    static const char *const parts[] = {"", "TMO", "TAF", "TEV", "TNI"};
    uint32_t at = date_is(r, i, P_EDGE) ? i + 1 : i;
    if (at > i && date_mark(r, at, '-'))
        at++;
    if (date_word(r, at, "night")) {
        strcpy(out, "TNI");
        return at + 1;
    }
    if (!date_is(r, at, P_PART))
        return 0;
    int v = value_at(r, at);
    strcpy(out, v <= 4 ? parts[v] : v == 12 ? "T12:00" : "T24:00");
    return at + 1;
}

static uint32_t time_at(const struct dater *r, uint32_t i, char out[12])
{
    uint32_t end = clock_at(r, i, out);
    return end ? end : part_at(r, i, out);
}

/* A day with the time after it: "Tuesday evening", "Nov. 9 at 5 p.m." */
static struct found day_time(const struct dater *r, struct found p)
{
    char time[12];
    if (!p.end || p.unit != 'D' || p.time[0])
        return p;
    uint32_t at = date_mark(r, p.end, ',') ? p.end + 1 : p.end;
    if (date_word(r, at, "at") || date_word(r, at, "around") ||
        date_word(r, at, "about"))
        at++;
    else if (date_word(r, at, "in") && date_word(r, at + 1, "the"))
        at += 2;
    uint32_t end = time_at(r, at, time);
    if (end) {
        p.end = end;
        strcpy(p.time, time);
    }
    return p;
}

/* The time before the day: "5 p.m. EST, Nov. 6", "noon Saturday",
 * "the morning of 30 May"; alone it has no day. */
static struct found time_day(const struct dater *r, uint32_t i)
{
    char time[12];
    uint32_t end = time_at(r, i, time);
    if (!end)
        return date_nothing;
    uint32_t at = end;
    if (date_mark(r, at, ',') || date_word(r, at, "on") ||
        date_word(r, at, "of"))
        at++;
    struct found p = date_point(r, date_skip(r, at, "the"));
    if (p.end && p.unit == 'D' && !p.mod) {
        strcpy(p.time, time);
        return p;
    }
    if (!clock_at(r, i, time))
        return date_nothing;
    struct found f = cal_point(end, NO_DAY, 'D', BASIS_RELATIVE,
                               "date:clock");
    strcpy(f.value, time);
    return f;
}

/* A point, or one with a time of day. */
static struct found timed(const struct dater *r, uint32_t i)
{
    return longer(day_time(r, date_point(r, i)), time_day(r, i));
}

/* Present days: "from March to date", "2013 - present". */
static struct found until_now(const struct dater *r, uint32_t i)
{
    bool now = date_is(r, i, P_NOW) || date_word(r, i, "present") ||
               date_word(r, i, "date");
    return now && r->anchor != NO_DAY
               ? cal_point(i + 1, r->anchor, 'D', BASIS_RELATIVE, "")
               : date_nothing;
}

static struct found end_point(const struct dater *r, uint32_t i)
{
    struct found a = longer(date_point(r, i),
                            date_point(r, date_skip(r, i, "the")));
    return longer(a, until_now(r, i));
}

/* The number of a day without its month: 5 | 5th | the fifth. */
static uint32_t day_alone(const struct dater *r, uint32_t i, int *n)
{
    uint32_t at = date_skip(r, i, "the");
    uint32_t end = date_rank(r, at, n);
    if (!end && date_is(r, at, P_NUMBER) && r->piece[at].width <= 2) {
        *n = value_at(r, at);
        end = at + 1;
    }
    return end && *n >= 1 && *n <= 31 ? end : 0;
}

static void move_years(struct found *f, int n)
{
    *f = cal_point(f->end, cal_move(f->from, n, 'Y'), f->unit, f->basis,
                   f->by);
    f->yearless = true;
}

/* Moves a point without a year to the last one that is not after `to`, or
 * the first that is not before `from`. */
static void fit_before(struct found *a, day_no to)
{
    for (int k = 0; k < 400 && a->from > to; k++)
        move_years(a, -1);
    for (int k = 0; k < 400 && cal_move(a->from, 1, 'Y') <= to; k++)
        move_years(a, 1);
}

static void fit_after(struct found *b, day_no from)
{
    for (int k = 0; k < 4 && b->from < from; k++)
        move_years(b, 1);
}

/* The value of a range: each end in its own precision. */
static void spell_range(struct found *f, const struct found *a,
                        const struct found *b)
{
    char left[48], right[48];
    cal_spell(a, left, sizeof left);
    cal_spell(b, right, sizeof right);
    left[strcspn(left, "/")] = '\0';
    const char *last = strchr(right, '/');
    snprintf(f->value, sizeof f->value, "%.20s/%.20s", left,
             last ? last + 1 : right);
}

/* From a year before Christ, which has no days here: the value alone. */
static struct found join_ancient(struct found a, struct found b)
{
    struct found f = cal_stretch(b.end, NO_DAY, NO_DAY, "date:range");
    char last[48];
    cal_spell(&b, last, sizeof last);
    f.basis = BASIS_EXPLICIT;
    snprintf(f.value, sizeof f.value, "%.16s/%.16s", a.value,
             b.value[0] ? b.value : last);
    return f;
}

static struct found join(const struct dater *r, struct found a,
                         struct found b)
{
    if (a.unit == 'Y' && b.unit == 'Y' && a.value[0] == '-')
        return join_ancient(a, b);
    if (a.from == NO_DAY || b.from == NO_DAY || a.to == NO_DAY ||
        b.to == NO_DAY || a.mod > MOD_END || b.mod > MOD_END)
        return date_nothing;
    if (a.yearless && !b.yearless)
        fit_before(&a, b.from);
    else if (b.yearless)
        fit_after(&b, a.from);
    while (b.by && strcmp(b.by, "date:weekday") == 0 && b.from < a.from)
        b.from = b.to = b.from + 7;
    if (a.yearless && b.yearless && r->tense == TENSE_FUTURE &&
        cal_move(b.to, -1, 'Y') >= r->anchor) {
        move_years(&a, -1);
        move_years(&b, -1);
    }
    if (a.from > b.to || (a.from == b.from && a.to == b.to))
        return date_nothing;
    struct found f = cal_stretch(b.end, a.from, b.to, "date:range");
    f.basis = a.basis == BASIS_EXPLICIT ? a.basis : b.basis;
    f.yearless = a.yearless && b.yearless;
    spell_range(&f, &a, &b);
    return f;
}

/* 5-6 September | between 3 and 12 of Sept: the first end lacks its month */
static struct found short_first(const struct dater *r, uint32_t i,
                                uint32_t (*link)(const struct dater *,
                                                 uint32_t))
{
    int n, y, m, d;
    uint32_t end = day_alone(r, i, &n);
    uint32_t at = end ? link(r, end) : 0;
    if (!at)
        return date_nothing;
    struct found b = end_point(r, at);
    if (!b.end || b.unit != 'D' || b.from == NO_DAY ||
        b.basis != BASIS_EXPLICIT)
        return date_nothing;
    doc_ymd(b.from, &y, &m, &d);
    if (!cal_valid(y, m, n))
        return date_nothing;
    struct found a = cal_point(end, doc_day(y, m, n), 'D', b.basis, b.by);
    if (n >= d)
        a = cal_point(end, cal_move(a.from, -1, 'M'), 'D', b.basis, b.by);
    b.yearless = false;
    return join(r, a, b);
}

/* November 18-19 [, 2017] | April 9th through 17th: the last end lacks it */
static struct found short_last(const struct dater *r, struct found a,
                               uint32_t at)
{
    int n, y, m, d, year;
    uint32_t end = a.unit == 'D' ? day_alone(r, at, &n) : 0;
    if (a.unit == 'Y' && date_is(r, at, P_NUMBER) && a.from != NO_DAY &&
        r->piece[at].width == 2) {
        doc_ymd(a.from, &y, &m, &d);
        y = y / 100 * 100 + value_at(r, at);
        return join(r, a, cal_point(at + 1, doc_day(y, 1, 1), 'Y',
                                 BASIS_EXPLICIT, a.by));
    }
    if (!end || a.from == NO_DAY || a.basis != BASIS_EXPLICIT)
        return date_nothing;
    doc_ymd(a.from, &y, &m, &d);
    uint32_t more = date_year(r, date_mark(r, end, ',') ? end + 1 : end,
                              &year);
    if (more && a.yearless && cal_valid(year, m, d)) {
        y = year;
        end = more;
        a = cal_point(a.end, doc_day(y, m, d), 'D', a.basis, a.by);
    }
    if (!cal_valid(y, m, n))
        return date_nothing;
    struct found b = cal_point(end, doc_day(y, m, n), 'D', a.basis, a.by);
    if (n <= d)
        b = cal_point(end, cal_move(b.from, 1, 'M'), 'D', a.basis, a.by);
    a.yearless = false;
    return join(r, a, b);
}

/* Words between two ends: to, through, until, a dash. */
static uint32_t link_to(const struct dater *r, uint32_t i)
{
    bool to = date_is(r, i, P_TO) || date_mark(r, i, '-') ||
              date_mark(r, i, '~') || date_word(r, i, "until") ||
              date_word(r, i, "till");
    if (!to)
        return 0;
    i++;
    if (date_mark(r, i - 1, '-') && date_mark(r, i, '-'))
        i++;
    return i;
}

/* "18 and 19 June": two days in a row make one stretch. */
static uint32_t link_days(const struct dater *r, uint32_t i)
{
    int n, next;
    bool row = i > 0 && date_word(r, i, "and") &&
               day_alone(r, i - 1, &n) == i && day_alone(r, i + 1, &next) &&
               next == n + 1;
    return row ? i + 1 : link_to(r, i);
}

static uint32_t link_and(const struct dater *r, uint32_t i)
{
    return date_word(r, i, "and") ? i + 1 : link_to(r, i);
}

/* from A to B | between A and B | A - B */
static struct found rule_range(const struct dater *r, uint32_t i)
{
    bool from = date_word(r, i, "from"), between = date_word(r, i, "between");
    uint32_t (*link)(const struct dater *, uint32_t) = between ? link_and
                                                               : link_days;
    uint32_t beg = from || between ? i + 1 : i;
    struct found f = short_first(r, beg, link);
    struct found a = from || between ? end_point(r, beg) : date_point(r, beg);
    if (!a.end && between)
        a = until_now(r, beg);
    uint32_t at = a.end ? link(r, a.end) : 0;
    if (!at)
        return f;
    bool dash = date_mark(r, a.end, '-');
    if (dash && a.unit == 'D' && a.basis == BASIS_RELATIVE)
        return f; /* Monday - an apposition more often than a range */
    struct found b = end_point(r, at);
    bool apart = dash && !from && a.unit != b.unit &&
                 !r->piece[a.end].glued;
    struct found g = b.end && !apart ? join(r, a, b) : date_nothing;
    return longer(f, longer(g, short_last(r, a, at)));
}

/* A bound before a point: its mod and where the point begins, or 0. */
static uint32_t bound_at(const struct dater *r, uint32_t i, uint8_t *mod)
{
    static const uint8_t mods[] = {MOD_NONE, MOD_SINCE, MOD_NONE, MOD_UNTIL,
                                   MOD_NONE, MOD_UNTIL};
    if (date_is(r, i, P_BOUND)) {
        *mod = mods[value_at(r, i)];
        return date_skip(r, i + 1, "on");
    }
    if (date_word(r, i, "beginning")) {
        *mod = MOD_SINCE;
        return date_skip(r, i + 1, "on");
    }
    if (date_word(r, i, "as") && date_word(r, i + 2, "as")) {
        *mod = date_word(r, i + 1, "late") ? MOD_UNTIL
               : date_word(r, i + 1, "early") ? MOD_SINCE : MOD_NONE;
        return *mod ? i + 3 : 0;
    }
    *mod = date_word(r, i, "after") ? MOD_AFTER
           : date_word(r, i, "before") ? MOD_BEFORE : MOD_NONE;
    if (*mod)
        return i + 1;
    if (date_word(r, i, "prior") && date_word(r, i + 1, "to")) {
        *mod = MOD_BEFORE;
        return i + 2;
    }
    if (date_word(r, i, "no") && date_word(r, i + 2, "than")) {
        *mod = date_word(r, i + 1, "later") ? MOD_UNTIL
               : date_word(r, i + 1, "earlier") ? MOD_SINCE : MOD_NONE;
        return *mod ? i + 3 : 0;
    }
    if (date_word(r, i, "later") && date_word(r, i + 1, "than")) {
        *mod = MOD_AFTER;
        return i + 2;
    }
    return 0;
}

/* Opens a point to the side that its bound leaves open. */
static struct found open_side(struct found f, uint8_t mod)
{
    if (!f.value[0])
        cal_spell(&f, f.value, sizeof f.value);
    bool day = f.unit == 'D' || f.mod == MOD_START;
    day_no from = f.from, to = f.to;
    if (mod == MOD_BEFORE && f.mod == MOD_END)
        mod = MOD_UNTIL; /* "before the end of" may be its last day */
    f.from = mod == MOD_SINCE ? from
             : mod == MOD_AFTER ? (day ? from : to + 1) : NO_DAY;
    f.to = mod == MOD_UNTIL ? to : mod == MOD_BEFORE ? from - 1 : NO_DAY;
    f.mod = mod;
    f.kind = DATE_RANGE;
    f.by = "date:since";
    return f;
}

/* 2012 or later | 1990 and beyond: the bound behind the point */
static struct found bound_behind(const struct dater *r, uint32_t i)
{
    struct found f = date_point(r, i);
    uint32_t at = f.end;
    if (!at || f.from == NO_DAY || f.to == NO_DAY || f.mod)
        return date_nothing;
    bool joins = date_word(r, at, "or") || date_word(r, at, "and");
    at += joins ? 1 : 0;
    bool later = (joins && date_word(r, at, "later")) ||
                 date_word(r, at, "beyond") || date_word(r, at, "onwards") ||
                 date_word(r, at, "onward");
    if (!later && !(joins && date_word(r, at, "earlier")))
        return date_nothing;
    f.end = at + 1;
    return open_side(f, later ? MOD_SINCE : MOD_UNTIL);
}

/* "after yesterday's bombing", "before the 2008 attacks": the bound is the
 * thing, of which the date tells. */
static bool tells_of_noun(const struct dater *r, const struct found *f)
{
    uint32_t t = r->piece[f->end - 1].tok, h = r->d->dep.row[t].head;
    bool owner = date_mark(r, f->end, '\'') && r->piece[f->end].glued;
    return owner || (h != NONE && h > t &&
                     (r->d->tag.row[h].upos == UPOS_NOUN ||
                      r->d->tag.row[h].upos == UPOS_PROPN));
}

static struct found rule_bound(const struct dater *r, uint32_t i)
{
    uint8_t mod;
    bool to = date_is(r, i, P_TO) || date_word(r, i, "till");
    if (to && date_word(r, i + 1, "date") && r->anchor != NO_DAY)
        return open_side(cal_point(i + 2, r->anchor, 'D', BASIS_RELATIVE,
                                   "date:since"), MOD_UNTIL);
    uint32_t at = bound_at(r, i, &mod);
    if (!at)
        return bound_behind(r, i);
    struct found f = timed(r, at);
    f = longer(f, timed(r, date_skip(r, at, "the")));
    if (!f.end || f.kind != DATE_POINT || f.from == NO_DAY ||
        f.to == NO_DAY || f.mod > MOD_END)
        return date_nothing;
    bool event = mod == MOD_AFTER || mod == MOD_BEFORE ||
                 date_word(r, i, "by");
    return event && tells_of_noun(r, &f) ? date_nothing : open_side(f, mod);
}

/* every Monday | each month | daily | Mondays */
static struct found rule_set(const struct dater *r, uint32_t i)
{
    struct found f = {.end = i + 1, .kind = DATE_SET, .from = NO_DAY,
                      .to = NO_DAY, .basis = BASIS_RELATIVE,
                      .by = "date:set"};
    bool set = date_is(r, i, P_SET);
    uint32_t at = set ? i : i + 1;
    if (date_is(r, i, P_WEEKDAYS)) {
        snprintf(f.value, sizeof f.value, "XXXX-WXX-%d", value_at(r, i));
        return f;
    }
    if (!set && !date_is(r, i, P_EVERY))
        return date_nothing;
    f.end = at + 1;
    struct length len = date_length(r, at);
    if (set || (date_is(r, at, P_UNIT) && value_at(r, at) != 'P'))
        len = (struct length){.part = {{100, (char)value_at(r, at)}},
                              .n_part = 1, .end = at + 1};
    if (len.end) {
        f.end = len.end;
        f.value[0] = 'R';
        f.value[1] = '/';
        date_spell_length(&len, f.value + 2, sizeof f.value - 2);
        return f;
    }
    if (date_is(r, at, P_WEEKDAY))
        snprintf(f.value, sizeof f.value, "XXXX-WXX-%d", value_at(r, at));
    else if (date_is(r, at, P_MONTH))
        snprintf(f.value, sizeof f.value, "XXXX-%02d", value_at(r, at));
    else
        return date_nothing;
    return f;
}

static bool is_plural(const struct dater *r, uint32_t i)
{
    struct span s = r->d->tok.row[r->piece[i].tok].at;
    return r->piece[i].last && r->d->text[s.end - 1] == 's' &&
           s.end - s.beg > 3;
}

/* two years | months: a length without days, told or not */
static struct found rule_length(const struct dater *r, uint32_t i)
{
    struct length len = date_length(r, i);
    if (!len.end && date_is(r, i, P_UNIT) && value_at(r, i) != 'P' &&
        strchr("HDWMYEC", value_at(r, i)) && is_plural(r, i))
        len = (struct length){.part = {{100, (char)value_at(r, i)}},
                              .n_part = 1, .some = true, .end = i + 1};
    if (!len.end)
        return date_nothing;
    struct found f = {.end = len.end, .kind = DATE_LENGTH, .from = NO_DAY,
                      .to = NO_DAY, .basis = BASIS_RELATIVE,
                      .by = "date:length"};
    date_spell_length(&len, f.value, sizeof f.value);
    return f;
}

/* now | recently | soon | recent years | the future */
static struct found rule_ref(const struct dater *r, uint32_t i)
{
    struct found f = {.end = i + 1, .kind = DATE_REF, .from = NO_DAY,
                      .to = NO_DAY, .basis = BASIS_RELATIVE,
                      .by = "date:ref"};
    const char *value = date_is(r, i, P_PAST)   ? "PAST_REF"
                        : date_is(r, i, P_NOW)  ? "PRESENT_REF"
                        : date_is(r, i, P_SOON) ? "FUTURE_REF" : NULL;
    bool units = date_is(r, i + 1, P_UNIT);
    if (!value && units && date_is(r, i, P_TOWARD)) {
        int v = value_at(r, i);
        value = v < 0 ? "PAST_REF" : v > 0 && v < 5 ? "FUTURE_REF"
                : "PRESENT_REF";
        f.end = i + 2;
    } else if (value && units && !date_is(r, i, P_NOW)) {
        f.end = i + 2;
    }
    if (!value && date_word(r, i, "past") && date_word(r, i - 1, "the") &&
        i > 0 && r->d->tag.row[r->piece[i].tok].upos == UPOS_NOUN)
        value = "PAST_REF";
    if (!value && (date_word(r, i, "previously") ||
                   date_word(r, i, "earlier")))
        value = "PAST_REF";
    if (!value && date_word(r, i, "current"))
        value = "PRESENT_REF";
    if (!value)
        return date_nothing;
    snprintf(f.value, sizeof f.value, "%s", value);
    return f;
}

static struct found rule_timed(const struct dater *r, uint32_t i)
{
    return timed(r, i);
}

struct found date_at(const struct dater *r, uint32_t i)
{
    static struct found (*const rules[])(const struct dater *, uint32_t) = {
        rule_timed, rule_range, rule_bound, rule_set, rule_length, rule_ref,
    };
    struct found best = date_nothing;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        struct found f = rules[k](r, i);
        if (f.end > best.end)
            best = f;
    }
    /* "the week" gives way to "week of April 10" behind the article */
    if (best.end && date_word(r, i, "the") && date_at(r, i + 1).end > best.end)
        return date_nothing;
    return best;
}
