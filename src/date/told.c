/* Points that are told from a day: the report's, or, for words such as
 * "later" and "that", the day read last in the text (the focus).
 *
 *   date:weekday  Tuesday | last Tuesday | next Tuesday
 *   date:today    today | yesterday | the day before yesterday
 *   date:unit     last week | this year | that day | the month
 *   date:count    the past two months | the next 3 days
 *   date:season   last summer | spring 2016 | the winter of 1776-77
 *   date:toward   last March | next Christmas
 *   date:ago      three days ago | a week later | in two weeks
 *   date:after    two days after Christmas | three weeks from tomorrow
 */
#include "date/date_in.h"

#include "link/link.h"

#include <stdio.h>
#include <string.h>

static int value_at(const struct dater *r, uint32_t i)
{
    return r->piece[i].value;
}

static day_no focus_or_anchor(const struct dater *r)
{
    return r->focus != NO_DAY ? r->focus : r->anchor;
}

/* The weekday of the report's week moved by `weeks`. */
static day_no in_week(const struct dater *r, int weekday, int weeks)
{
    return r->anchor - (cal_weekday(r->anchor) - weekday) + 7 * weeks;
}

/* A weekday: the last one up to the report's day, the next one in a clause
 * that tells of the future; "last" and "next" name the weeks around it. */
static struct found rule_weekday(const struct dater *r, uint32_t i)
{
    int toward = -9;
    uint32_t at = i;
    if (date_is(r, at, P_TOWARD)) {
        toward = value_at(r, at++);
        if (toward == 0 && date_is(r, at, P_TOWARD))
            toward = value_at(r, at++); /* this past, this coming */
    }
    if (!date_is(r, at, P_WEEKDAY))
        return date_nothing;
    if (at == i && r->piece[at].width == 3 && !date_word(r, i - 1, "on") &&
        r->d->tok.n > 2)
        return date_nothing; /* "Sat", "Wed", "Sun" */
    if (date_in_name(r, at, at + 1))
        return date_nothing; /* the Sunday Times */
    struct found f = cal_point(at + 1, NO_DAY, 'D', BASIS_RELATIVE,
                               "date:weekday");
    if (r->anchor == NO_DAY)
        return f;
    bool ahead = r->tense == TENSE_FUTURE || date_word(r, i - 1, "until") ||
                 date_word(r, i - 1, "till") || date_word(r, i - 1, "for") ||
                 date_word(r, i - 1, "by");
    int back = (cal_weekday(r->anchor) - value_at(r, at) + 7) % 7;
    day_no day = r->anchor - back;
    if (toward == -1 || toward == -3)
        day = in_week(r, value_at(r, at), -1);
    else if (toward == -2)
        day -= back ? 0 : 7;
    else if (toward == 0)
        day = in_week(r, value_at(r, at), 0);
    else if (toward == 1 || toward == 3)
        day = in_week(r, value_at(r, at), 1);
    else if (toward == 2 || (ahead && back))
        day += 7;
    else if (toward == 5 && r->focus != NO_DAY)
        day = r->focus - (cal_weekday(r->focus) - value_at(r, at) + 7) % 7;
    f.from = f.to = day;
    return f;
}

static struct found rule_today(const struct dater *r, uint32_t i)
{
    int more = 0;
    uint32_t at = i;
    if (date_word(r, i, "day") && (date_word(r, i + 1, "before") ||
                                   date_word(r, i + 1, "after"))) {
        more = date_word(r, i + 1, "after") ? 1 : -1;
        at = i + 2;
    }
    if (!date_is(r, at, P_TODAY))
        return date_nothing;
    struct found f = cal_point(at + 1, cal_move(r->anchor,
                                                value_at(r, at) + more, 'D'),
                               'D', BASIS_RELATIVE, "date:today");
    if (date_word(r, at, "tonight") || date_word(r, at, "tonite"))
        strcpy(f.time, "TNI");
    return f;
}

/* The step that gives the day a toward word counts from. */
static day_no toward_base(const struct dater *r, int toward, char unit,
                          bool the)
{
    bool narrative = toward == 3 || toward == -3 || toward == 5 ||
                     (toward == 1 && unit == 'D' && the);
    return narrative ? focus_or_anchor(r) : r->anchor;
}

static int step_of(int toward)
{
    return toward == 5 || toward == 0 ? 0 : toward < 0 ? -1 : 1;
}

/* "last night", "this morning": a day and a part of it. */
static struct found part_of_day(const struct dater *r, uint32_t i, int toward)
{
    static const char *const parts[] = {"", "TMO", "TAF", "TEV", "TNI"};
    bool night = date_word(r, i, "night");
    int part = night ? 4 : value_at(r, i);
    day_no base = toward_base(r, toward, 'D', false);
    struct found f = cal_point(i + 1, cal_move(base, step_of(toward), 'D'),
                               'D', BASIS_RELATIVE, "date:unit");
    if (part >= 1 && part <= 4)
        strcpy(f.time, parts[part]);
    return f;
}

/* The last ten years, not the decade by the calendar. */
static bool is_age(char unit, int toward)
{
    return (unit == 'E' || unit == 'C' || unit == 'L') && toward < 0;
}

static bool is_plural(const struct doc *d, uint32_t t)
{
    struct span s = d->tok.row[t].at;
    return s.end > s.beg + 1 && d->text[s.end - 1] == 's';
}

/* The weekend near the report's day: the last, until Wednesday. */
static day_no near_weekend(const struct dater *r)
{
    int day = cal_weekday(r->anchor);
    bool last = r->tense == TENSE_PAST ? day < 6
                : r->tense != TENSE_FUTURE && day <= 3;
    return last ? cal_move(r->anchor, -1, 'W') : r->anchor;
}

static struct found rule_unit(const struct dater *r, uint32_t i)
{
    if (!date_is(r, i, P_TOWARD))
        return date_nothing;
    int toward = value_at(r, i);
    bool the = i > 0 && date_is(r, i - 1, P_THE);
    uint32_t at = i + 1;
    if ((date_is(r, at, P_TOWARD) && toward == 0) ||
        (toward == 5 && date_word(r, at, "same")))
        toward = value_at(r, at++); /* this past week, that same year */
    for (int k = 0; k < 2 && date_is(r, at, P_FILL); k++)
        at++;
    if (date_is(r, at, P_PART) || date_word(r, at, "night"))
        return part_of_day(r, at, toward);
    if (!date_is(r, at, P_UNIT) || strchr("SIHOP", value_at(r, at)))
        return date_nothing;
    char unit = (char)value_at(r, at);
    if (is_plural(r->d, r->piece[at].tok))
        return date_nothing; /* these days, past years */
    if (is_age(unit, toward) && r->anchor != NO_DAY) {
        struct length len = {.part = {{100, unit}}, .n_part = 1};
        struct found f = cal_stretch(
            at + 1, cal_move_length(r->anchor, &len, -1), r->anchor,
            "date:count");
        date_spell_length(&len, f.value, sizeof f.value);
        return f;
    }
    day_no base = toward_base(r, toward, unit, the);
    if (unit == 'D' && toward == -1)
        return date_nothing; /* the last day is not yesterday */
    if (unit == 'K' && toward == 0 && r->tense == TENSE_PAST &&
        base != NO_DAY)
        base = near_weekend(r);
    return cal_point(at + 1, cal_move(base, step_of(toward), unit), unit,
                     BASIS_RELATIVE, "date:unit");
}

/* True when the word at token t is told apart by what follows it: "the day
 * he died", "the week of the summit". */
static bool is_qualified(const struct doc *d, uint32_t t)
{
    return doc_child(d, t, REL_ACL, t) != NONE ||
           doc_child(d, t, REL_NMOD, t) != NONE ||
           doc_child(d, t, REL_ADVCL, t) != NONE;
}

/* the week | the year | the quarter (the one last ended, as in reports) */
static struct found rule_the(const struct dater *r, uint32_t i)
{
    if (!date_word(r, i, "the"))
        return date_nothing;
    uint32_t at = i + 1;
    for (int k = 0; k < 2 && date_is(r, at, P_FILL); k++)
        at++;
    if (!date_is(r, at, P_UNIT) || !strchr("DKWMQYC", value_at(r, at)) ||
        is_qualified(r->d, r->piece[at].tok))
        return date_nothing;
    uint8_t shape = r->d->tok.row[r->piece[at].tok].shape;
    bool loose = strchr("DC", value_at(r, at)) && r->depth == 0;
    if (loose || shape != SHAPE_LOWER)
        return date_nothing; /* "the day" alone, "Man of the Year" */
    if (date_is(r, at + 1, P_AGO) || date_is(r, at + 1, P_NUMBER) ||
        (date_mark(r, at + 1, '-') && date_is(r, at + 2, P_AGO)) ||
        is_plural(r->d, r->piece[at].tok))
        return date_nothing;
    char unit = (char)value_at(r, at);
    day_no base = r->anchor;
    if (unit == 'Q')
        base = cal_move(base, -1, 'Q');
    if (unit == 'K' && base != NO_DAY)
        base = near_weekend(r);
    return cal_point(at + 1, base, unit, BASIS_RELATIVE, "date:unit");
}

/* the past two months | the next 3 days | 5 upcoming years */
static struct found rule_count(const struct dater *r, uint32_t i)
{
    uint32_t at = i, t = i;
    struct length len = {0};
    if (date_is(r, i, P_TOWARD)) {
        t = date_is(r, i + 1, P_TOWARD) ? i + 1 : i;
        if (date_word(r, t, "following") && date_is(r, t + 1, P_ONE))
            return date_nothing;
        at = date_is(r, t + 1, P_ONE) ? t + 2 : t + 1;
        len = date_length(r, at);
        if (!len.end && at == t + 2)
            len = date_length(r, t + 1);
    } else {
        struct count c = date_count(r, i);
        if (!c.end || !date_is(r, c.end, P_TOWARD) ||
            !date_is(r, c.end + 1, P_UNIT) ||
            !is_plural(r->d, r->piece[c.end + 1].tok))
            return date_nothing;
        t = c.end;
        len = (struct length){.part = {{c.n, (char)value_at(r, t + 1)}},
                              .n_part = 1, .some = c.some, .end = t + 2};
    }
    if (date_is(r, len.end, P_AGO) && len.n_part > 1) {
        struct dater less = *r; /* the last months and | two days ago */
        for (less.n = at; !date_word(r, less.n, "and") && less.n < len.end;)
            less.n++;
        len = date_length(&less, at);
    }
    if (!len.end || value_at(r, t) == 5 || strchr("SIH", len.part[0].unit))
        return date_nothing;
    int toward = value_at(r, t);
    struct found f = cal_stretch(len.end, NO_DAY, NO_DAY, "date:count");
    date_spell_length(&len, f.value, sizeof f.value);
    if (r->anchor == NO_DAY || toward == 0 || len.some) {
        f.kind = DATE_LENGTH;
        return f;
    }
    day_no base = r->anchor, a, b;
    bool whole = strchr("QE", len.part[0].unit) && toward < 0;
    if (whole || (toward > 0 && strchr("QE", len.part[0].unit))) {
        cal_whole(r->anchor, len.part[0].unit, &a, &b);
        base = toward < 0 ? a : b + 1;
    }
    if (toward < 0) {
        f.from = cal_move_length(base, &len, -1);
        f.to = whole ? base - 1 : base;
        f.from += whole || f.from == NO_DAY ? 0 : 1;
    } else {
        f.from = base == r->anchor ? base + 1 : base;
        f.to = cal_move_length(base, &len, 1);
        f.to -= base == r->anchor || f.to == NO_DAY ? 0 : 1;
    }
    if (f.from == NO_DAY || f.to == NO_DAY || f.to < f.from)
        f.from = f.to = NO_DAY;
    return f;
}

/* The year of a season's or month's last or next coming. */
static int year_toward(const struct dater *r, int month, int toward, int len)
{
    int y, m, d;
    bool told = toward == 3 || toward == -3;
    doc_ymd(told ? focus_or_anchor(r) : r->anchor, &y, &m, &d);
    if (toward == 0)
        return y;
    if (toward > 0)
        return month > m ? y : y + 1;
    /* ended, and not just now: "last March" is not said in early April */
    int gap = len == 1 && d <= 15 ? 1 : 0;
    return month + len - 1 + gap < m ? y : y - 1;
}

static struct found rule_season(const struct dater *r, uint32_t i)
{
    uint32_t at = i;
    int toward = -9;
    if (date_is(r, at, P_TOWARD)) {
        toward = value_at(r, at++);
        if (date_is(r, at, P_TOWARD))
            toward = value_at(r, at++);
    }
    if (!date_is(r, at, P_SEASON) && !date_is(r, at, P_SEASONS))
        return date_nothing;
    uint32_t t = r->piece[at].tok;
    int m = value_at(r, at), y = 0;
    uint32_t of = date_word(r, at + 1, "of") || date_mark(r, at + 1, ',')
                      ? at + 2 : at + 1;
    uint32_t end = date_year(r, of, &y);
    if (!end && toward == -9 && r->d->tag.row[t].upos != UPOS_NOUN &&
        r->d->tag.row[t].upos != UPOS_PROPN)
        return date_nothing;
    bool name = r->d->tag.row[t].upos != UPOS_NOUN && !end &&
                (date_is(r, at, P_SEASONS) ||
                 r->d->dep.row[t].rel == REL_COMPOUND);
    if (name || (!end && toward == -9 && (m == 3 || m == 9) &&
                 is_qualified(r->d, t)))
        return date_nothing; /* Palm Springs; the fall of Rome */
    if (end && (date_mark(r, end, '-') || date_mark(r, end, '/')) &&
        date_is(r, end + 1, P_NUMBER) && r->piece[end + 1].glued)
        end += 2; /* 1776-77 */
    bool generic = !end && toward == -9 &&
                   (r->tense == TENSE_PRESENT || date_is(r, at, P_SEASONS));
    if (generic || (!end && r->anchor == NO_DAY)) {
        struct found f = cal_point(at + 1, NO_DAY, 'N', BASIS_RELATIVE,
                                   "date:season");
        snprintf(f.value, sizeof f.value, "--%02d/--%02d", m,
                 (m + 1) % 12 + 1);
        return f;
    }
    bool told = toward != -9 && toward != 5;
    if (!end && m == 12 && told && toward == 0)
        y = date_guess_year(r, m, 0);
    else if (!end)
        y = told ? year_toward(r, m, toward, 3) : date_guess_year(r, m, 0);
    return cal_point(end ? end : at + 1, doc_day(y, m, 1), 'N',
                     end ? BASIS_EXPLICIT : BASIS_RELATIVE, "date:season");
}

/* last March | next Christmas | this May 12 */
static struct found rule_toward(const struct dater *r, uint32_t i)
{
    if (!date_is(r, i, P_TOWARD) || r->anchor == NO_DAY)
        return date_nothing;
    int toward = value_at(r, i);
    if (toward == 5)
        return date_nothing;
    struct found f = date_written(r, i + 1);
    if (!f.end || !f.yearless || f.from == NO_DAY)
        return strcmp(f.by ? f.by : "", "date:named") == 0 ? f : date_nothing;
    int y, m, d;
    doc_ymd(f.from, &y, &m, &d);
    y = year_toward(r, m, toward, 1);
    if (!cal_valid(y, m, d))
        return date_nothing;
    return cal_point(f.end, doc_day(y, m, d), f.unit, f.basis,
                     "date:toward");
}

/* People round: from months upwards the unit around the day is meant. */
static struct found rounded(uint32_t end, day_no day,
                            const struct length *len, const char *by)
{
    char unit = len->part[len->n_part - 1].unit;
    unit = strchr("MQB", unit) ? 'M' : strchr("YECL", unit) ? 'Y' : 'D';
    struct found f = cal_point(end, day, unit, BASIS_RELATIVE, by);
    if (len->some || day == NO_DAY) {
        f.kind = DATE_LENGTH;
        f.from = f.to = NO_DAY;
        date_spell_length(len, f.value, sizeof f.value);
    }
    return f;
}

/* The focus, when it is as exact as a length counted from it. */
static day_no exact_focus(const struct dater *r, char unit)
{
    bool coarse = strchr("YECL", unit) ||
                  (strchr("MQB", unit) && r->focus_unit != 'Y');
    return coarse || r->focus_unit == 'D' ? r->focus : NO_DAY;
}

/* three days ago | two years earlier | a week later | 3 days from now */
static struct found rule_ago(const struct dater *r, uint32_t i)
{
    struct length len = date_length(r, i);
    if (!len.end)
        return date_nothing;
    uint32_t at = len.end;
    if (date_word(r, at, "or") && date_word(r, at + 1, "so"))
        at += 2;
    day_no base = r->anchor;
    int way = 0;
    if (date_word(r, at, "from") && date_is(r, at + 1, P_NOW))
        return rounded(at + 2, cal_move_length(base, &len, 1), &len,
                       "date:ago");
    if (!date_is(r, at, P_AGO))
        return date_nothing;
    way = value_at(r, at);
    if (way == 2 && date_is(r, at + 1, P_TOWARD))
        return date_nothing; /* later this week */
    if (way == -2 || way == 2 || way == -3 || way == 3)
        base = exact_focus(r, len.part[len.n_part - 1].unit);
    if (base == NO_DAY && (way < 0 || r->tense == TENSE_FUTURE ||
                           r->tense == TENSE_NONE))
        base = r->anchor;
    if ((way == 3 || way == -3) && at + 1 < r->n)
        return date_nothing; /* rule_after knows of what */
    struct found f = rounded(at + 1, cal_move_length(base, &len,
                                                     way < 0 ? -1 : 1),
                             &len, "date:ago");
    if (len.some && way == -1) {
        f.kind = DATE_REF;
        strcpy(f.value, "PAST_REF");
    }
    return f;
}

/* "in two weeks" points ahead in a clause of the future, or when it tells of
 * a verb of the present; "the first in two years" does not. */
static bool lies_ahead(const struct dater *r, uint32_t end)
{
    const struct doc *d = r->d;
    uint32_t t = r->piece[end - 1].tok, h = d->dep.row[t].head;
    if (d->dep.row[t].rel == REL_COMPOUND || date_word(r, end, "of"))
        return false;
    if (r->tense == TENSE_FUTURE || r->tense == TENSE_NONE)
        return true;
    return r->tense == TENSE_PRESENT && d->dep.row[t].rel == REL_OBL &&
           h != NONE && d->tag.row[h].upos == UPOS_VERB;
}

/* in two weeks | within 9 months */
static struct found rule_in(const struct dater *r, uint32_t i)
{
    bool within = date_word(r, i, "within");
    if (!within && !date_word(r, i, "in"))
        return date_nothing;
    uint32_t at = date_skip(r, i + 1, "the");
    at = within && date_is(r, at, P_TOWARD) ? at + 1 : at;
    struct length len = date_length(r, at);
    if (!len.end || len.some || r->anchor == NO_DAY ||
        (!within && (at > i + 1 || !lies_ahead(r, len.end))) ||
        strchr("SIH", len.part[0].unit))
        return date_nothing;
    day_no day = cal_move_length(r->anchor, &len, 1);
    if (!within)
        return rounded(len.end, day, &len, "date:ago");
    struct found f = cal_stretch(len.end, r->anchor, day, "date:count");
    date_spell_length(&len, f.value, sizeof f.value);
    return f;
}

/* True when token t tells of something that happens, as far as it is known. */
static bool is_event(const struct doc *d, uint32_t t)
{
    for (uint32_t i = 0; i < d->frame.n; i++) {
        if (d->frame.row[i].anchor == t)
            return true;
    }
    return (d->have & 1u << LAYER_FRAME) == 0;
}

/* The day of what the noun phrase at token t names, when an earlier word of
 * the same lemma has a date: "three days after the attack". */
static day_no day_of_thing(const struct dater *r, uint32_t t, uint32_t *head)
{
    const struct doc *d = r->d;
    for (int k = 0; k < 8; k++) {
        uint32_t h = d->dep.row[t].head;
        if (h == NONE || h <= t || h > t + 8 || d->tag.row[h].upos != UPOS_NOUN)
            break;
        t = h;
    }
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    if (d->tag.row[t].upos != UPOS_NOUN || !lemma)
        return NO_DAY;
    for (uint32_t j = t; j-- > 0;) {
        if (!doc_lemma_is(d, j, lemma) || !is_event(d, j))
            continue;
        uint32_t row = link_date(d, j);
        *head = t;
        if (row != NONE && d->date.row[row].from != NO_DAY)
            return d->date.row[row].from;
    }
    return NO_DAY;
}

/* two days after Christmas | the week before the vote | 3 days from today */
static struct found rule_after(const struct dater *r, uint32_t i)
{
    struct length len = date_length(r, i);
    if (!len.end && date_word(r, i, "the") && date_is(r, i + 1, P_UNIT) &&
        value_at(r, i + 1) != 'P')
        len = (struct length){.part = {{100, (char)value_at(r, i + 1)}},
                              .n_part = 1, .end = i + 2};
    if (!len.end)
        return date_nothing;
    uint32_t at = len.end;
    if (date_word(r, at, "after") && date_word(r, at + 1, "next"))
        return cal_point(at + 2, cal_move(r->anchor, 2, len.part[0].unit),
                         len.part[0].unit, BASIS_RELATIVE, "date:unit");
    bool from = date_word(r, at, "from") || date_word(r, at, "since");
    bool after = date_word(r, at, "after") || date_word(r, at, "following");
    if (!from && !after && !date_word(r, at, "before"))
        return date_nothing;
    struct dater deeper = *r;
    deeper.depth++;
    struct found p = r->depth < DEPTH_MAX
                         ? date_point(&deeper, date_skip(r, at + 1, "the"))
                         : date_nothing;
    uint32_t end = p.end ? p.end : at + 1;
    if (from && !p.end)
        return date_nothing;
    day_no base = p.end ? p.from : focus_or_anchor(r);
    if (!p.end && at + 1 < r->n && !date_is(r, at + 1, P_MARK)) {
        uint32_t head = 0;
        base = day_of_thing(r, r->piece[at + 1].tok, &head);
        while (base != NO_DAY && end < r->n && r->piece[end].tok <= head)
            end++;
    }
    int sign = from || after ? 1 : -1;
    struct found f = rounded(end, cal_move_length(base, &len, sign), &len,
                             "date:after");
    if (p.unit == 'D' && !len.some && f.from != NO_DAY && p.end) {
        f.unit = 'D';
        f.from = f.to = cal_move_length(base, &len, sign);
    }
    return f;
}

struct found date_told(const struct dater *r, uint32_t i)
{
    static struct found (*const rules[])(const struct dater *, uint32_t) = {
        rule_weekday, rule_today, rule_unit, rule_the, rule_count,
        rule_season, rule_toward, rule_ago, rule_in, rule_after,
    };
    struct found best = date_nothing;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        struct found f = rules[k](r, i);
        if (f.end > best.end)
            best = f;
    }
    return best;
}
