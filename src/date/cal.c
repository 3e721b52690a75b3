/* The calendar: units, their edges, moves by units, values in ISO 8601.
 * Invariants: a point's days are whole units; weeks begin on Monday; months
 * and years move by the calendar and keep inside the month. */
#include "date/date_in.h"

#include <stdio.h>
#include <string.h>

enum { DAY_FIRST = -1095000, DAY_LAST = 2932896 }; /* years -1028 .. 9999 */
enum { LENGTH_MAX = 100000000 };                   /* hundredths of a unit */

const struct found date_nothing;

day_no cal_month_end(int y, int m)
{
    return (m == 12 ? doc_day(y + 1, 1, 1) : doc_day(y, m + 1, 1)) - 1;
}

int cal_weekday(day_no day)
{
    return (int)(((int64_t)day + 3) % 7 + 7) % 7 + 1;
}

bool cal_valid(int y, int m, int d)
{
    return m >= 1 && m <= 12 && d >= 1 &&
           d <= cal_month_end(y, m) - doc_day(y, m, 1) + 1;
}

static int months_of(char unit)
{
    switch (unit) {
    case 'M': return 1;
    case 'Q': case 'N': return 3;
    case 'B': return 6;
    case 'Y': return 12;
    case 'E': return 120;
    case 'C': return 1200;
    case 'L': return 12000;
    default: return 0;
    }
}

static int days_of(char unit)
{
    switch (unit) {
    case 'D': case 'O': return 1;
    case 'W': case 'K': return 7;
    case 'F': return 14;
    default: return 0;
    }
}

static int floor_div(int a, int b)
{
    return a / b - (a % b < 0);
}

day_no cal_move(day_no day, int64_t n, char unit)
{
    int y, m, d, months = months_of(unit);
    if (day == NO_DAY || n > 200000 || n < -200000)
        return NO_DAY;
    if (!months) {
        int64_t to = day + n * days_of(unit);
        return to < DAY_FIRST || to > DAY_LAST ? NO_DAY : (day_no)to;
    }
    doc_ymd(day, &y, &m, &d);
    int64_t all = (int64_t)y * 12 + m - 1 + n * months;
    if (all < -12000 || all > 9999 * 12)
        return NO_DAY;
    y = floor_div((int)all, 12);
    m = (int)all - y * 12 + 1;
    int last = cal_month_end(y, m) - doc_day(y, m, 1) + 1;
    return doc_day(y, m, d < last ? d : last);
}

day_no cal_move_length(day_no day, const struct length *len, int sign)
{
    for (int i = 0; i < len->n_part && day != NO_DAY; i++) {
        int64_t n = len->part[i].n * sign;
        char unit = len->part[i].unit;
        if (n > LENGTH_MAX || n < -LENGTH_MAX)
            return NO_DAY;
        if (n % 100 && months_of(unit) > 1)
            day = cal_move(day, n * months_of(unit) / 100, 'M');
        else
            day = cal_move(day, n / 100, unit);
    }
    return day;
}

void cal_whole(day_no day, char unit, day_no *from, day_no *to)
{
    int y, m, d, months = months_of(unit);
    *from = *to = day;
    if (day == NO_DAY)
        return;
    doc_ymd(day, &y, &m, &d);
    day_no monday = day - (cal_weekday(day) - 1);
    if (unit == 'W' || unit == 'K' || unit == 'F') {
        *from = monday + (unit == 'K' ? 5 : 0);
        *to = monday + (unit == 'F' ? 13 : 6);
    } else if (unit == 'N') {
        int first = m < 3 ? 12 : m / 3 * 3;
        y -= m < 3 ? 1 : 0; /* January is of the winter of the year before */
        *from = doc_day(y, first, 1);
        *to = first == 12 ? cal_month_end(y + 1, 2)
                          : cal_month_end(y, first + 2);
    } else if (months >= 12) {
        int years = months / 12, y0 = floor_div(y, years) * years;
        *from = doc_day(y0, 1, 1);
        *to = doc_day(y0 + years - 1, 12, 31);
    } else if (months) {
        m = (m - 1) / months * months + 1;
        *from = doc_day(y, m, 1);
        *to = cal_month_end(y, m + months - 1);
    }
}

struct found cal_point(uint32_t end, day_no day, char unit, uint8_t basis,
                       const char *by)
{
    struct found f = {.end = end, .unit = unit, .basis = basis, .by = by,
                      .kind = DATE_POINT};
    cal_whole(day, unit, &f.from, &f.to);
    return f;
}

struct found cal_stretch(uint32_t end, day_no from, day_no to,
                         const char *by)
{
    return (struct found){.end = end, .from = from, .to = to,
                          .basis = BASIS_RELATIVE, .by = by,
                          .kind = DATE_RANGE};
}

static int put_day(char *out, size_t cap, day_no day, char unit)
{
    int y, m, d;
    doc_ymd(day, &y, &m, &d);
    const char *sign = y < 0 ? "-" : "";
    y = y < 0 ? -y : y;
    if (unit == 'Y')
        return snprintf(out, cap, "%s%04d", sign, y);
    if (unit == 'M')
        return snprintf(out, cap, "%s%04d-%02d", sign, y, m);
    return snprintf(out, cap, "%s%04d-%02d-%02d", sign, y, m, d);
}

void cal_spell(const struct found *f, char *out, size_t cap)
{
    out[0] = '\0';
    if (f->from == NO_DAY || f->to == NO_DAY)
        return;
    int n = put_day(out, cap, f->from, f->unit);
    if (n < 0 || (size_t)n >= cap || f->from == f->to || f->unit == 'Y' ||
        f->unit == 'M')
        return;
    out[n] = '/';
    put_day(out + n + 1, cap - (size_t)n - 1, f->to, f->unit);
}
