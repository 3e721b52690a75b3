#!/usr/bin/env python3
"""Measures the values that the date stage gives to expressions of time.

usage: eval/dates.py PROGRAM [--model FILE] [--shared DIR] [--check]
                     [--misses N] [-- GUM MS TIMENORM]

Prints `row<TAB>value` for three sets of the shared folder, and on standard
error how many cases were counted and how many left out, and why.

1. GUM-open dates F1: expression and value both right. The set marks days,
   months, years and stretches of them only, so lengths ("two years"), sets
   ("daily") and words like "recently" are not asked of the program.
   Spans: prepositions and articles at the front belong to neither side. The
   set marks "early 1990s" now with, now without "early" (value narrowed or
   whole), "Sunday night" now with, now without "night", and the two ends of
   "from 1890 until 1970" each for itself: either way of the program's row
   that meets the set's is taken. So are "the end of the year" as its last
   day, and "by 1900" as what is not after 1900, or after its first day,
   and the ends of a range as half-open stretches.
   Values: compared as first and last day; stretches of ten years and more by
   their years (the set ends decades on 12-31 or 01-01); counted years ("the
   past 35 years"), which the set rounds, by years, one more or less; a season of the set
   runs from its first month to the month after its last; its BC years count
   from 1 BC = -1, ISO 8601's from 0.
2. MS-recognizers dates accuracy: types date and daterange, value right among
   those the set allows (it gives the last and the next for "Friday"). Its
   ranges exclude the last day; "2014-2018" ends where 2018 begins; "two
   months ago" is a day there, a month here; counted stretches may differ by
   the report's own day at an end; early, middle, end: by the whole period
   that it names. Left out: times of day, durations, sets, and cases to
   which the set gives no value (a row of its own counts the durations).
3. TimeNorm dates accuracy: every case; quarters, seasons, weeks, decades are
   compared as days; WXX and QX stand for any week or quarter of the year;
   lengths by their sum in months and seconds.
"""
import argparse
import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parent.parent / 'shared'
FILES = ('gum_open_dates_dev.jsonl', 'ms_recognizers_datetime_model.jsonl',
         'timenorm_train.jsonl')
Row = collections.namedtuple('Row', 'beg end text first last kind mod value by')
Date = datetime.date


def lines(path):
    with open(path, encoding='utf8') as f:
        return [json.loads(x) for x in f if x.strip()]


def clean(word):
    return None if word == '-' else word


def read_row(cell, span_of, text):
    beg, end = cell[2].split(':')
    b, e = span_of[int(beg)][0], span_of[int(end) - 1][1]
    day = [None if x == '-' else x for x in cell[4:6]]
    return Row(b, e, text[b:e], day[0], day[1], cell[8], clean(cell[9]),
               clean(cell[11]) or '', cell[12])


def run(program, model, docs):
    """Document id -> rows of its expressions, spans in characters."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / 'in.jsonl'
        with open(path, 'w', encoding='utf8') as f:
            for d in docs:
                one = {'id': d['id'], 'text': d['text']}
                if d.get('doc_date'):
                    one['date'] = d['doc_date'][:10]
                f.write(json.dumps(one, ensure_ascii=False) + '\n')
        more = ['--model', model] if model else []
        out = subprocess.run([program, 'parse', *more, '--dump', 'tok,date',
                              '--input-format', 'jsonl', str(path)],
                             capture_output=True, check=True)
    text = {d['id']: d['text'] for d in docs}
    rows, span_of, at = {}, {}, {}
    for line in out.stdout.decode('utf8').split('\n'):
        if line.startswith('# document '):
            name = line[11:]
            rows[name], span_of = [], {}
            at = char_at(text[name])
        cell = line.split('\t')
        if cell[0] == 'tok':
            b, e = cell[2].split(':')
            span_of[int(cell[1])] = (at[int(b)], at[int(e)])
        elif cell[0] == 'date':
            rows[name].append(read_row(cell, span_of, text[name]))
    return rows


def char_at(text):
    """Byte offset -> character offset."""
    at, n = {}, 0
    for i, ch in enumerate(text):
        at[n] = i
        n += len(ch.encode('utf8'))
    at[n] = len(text)
    return at


# Values as (first, last) day, or a string that only equals itself.

def month_end(y, m):
    return (Date(y + m // 12, m % 12 + 1, 1) if y < 9999 or m < 12
            else Date(9999, 12, 31)) - datetime.timedelta(1)


def whole(text):
    """Days of one ISO 8601 or TIMEX3 value without a slash; None: it has
    no days."""
    m = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)(T.*)?', text)
    if m:
        day = Date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if re.fullmatch(r'\d{4}', text) and text != '0000':
        return Date(int(text), 1, 1), Date(int(text), 12, 31)
    m = re.fullmatch(r'(\d{4})-(\d\d)', text)
    if m:
        return Date(int(m[1]), int(m[2]), 1), month_end(int(m[1]), int(m[2]))
    m = re.fullmatch(r'(\d{4})-Q([1-4])', text)
    if m:
        return (Date(int(m[1]), 3 * int(m[2]) - 2, 1),
                month_end(int(m[1]), 3 * int(m[2])))
    m = re.fullmatch(r'(\d{4})-H([12])', text)
    if m:
        return (Date(int(m[1]), 6 * int(m[2]) - 5, 1),
                month_end(int(m[1]), 6 * int(m[2])))
    m = re.fullmatch(r'(\d{4})-(SP|SU|FA|WI)', text)
    if m:
        first = {'SP': 3, 'SU': 6, 'FA': 9, 'WI': 12}[m[2]]
        y = int(m[1])
        return (Date(y, first, 1), month_end(y, first + 2) if first < 12
                else month_end(y + 1, 2))
    m = re.fullmatch(r'(\d{4})-W(\d\d)(-WE)?', text)
    if m:
        day = Date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
        return day, day + datetime.timedelta(1 if m[3] else 6)
    m = re.fullmatch(r'(\d{2,3})X{0,2}', text)
    if m and len(text) in (2, 3, 4):
        unit = 10 ** (4 - len(m[1]))
        y = int(m[1]) * unit
        return Date(max(y, 1), 1, 1), Date(y + unit - 1, 12, 31)
    return None


def days(value):
    """(first, last) of a value with or without a slash, else the value."""
    try:
        if '/' not in value:
            return whole(value) or value
        left, right = (whole(x) for x in value.split('/', 1))
        return (left[0], right[1]) if left and right else value
    except (ValueError, TypeError, OverflowError):
        return value


def row_days(row):
    """The days of a row, its whole period when it names a part or side."""
    if row.value.startswith('P') and row.first and row.last:
        return Date.fromisoformat(row.first), Date.fromisoformat(row.last)
    return days(row.value)


def same_days(a, b, counted=False):
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    if counted and (b[1] - b[0]).days > 700:
        return all(abs(x.year - y.year) <= 1 for x, y in zip(a, b))
    if (a[1] - a[0]).days > 3600 and (b[1] - b[0]).days > 3000:
        return (a[0].year, a[1].year) == (b[0].year, b[1].year)
    return a == b


# 1. GUM

FRONT = re.compile(r'(?:as early as|as late as|year(?: of)?|the|a|an|in|on|at|of|for|since|until|till|before|after'
                   r'|by|from|between|during|over|through|to|circa|c\.)\s+', re.I)
EDGE = re.compile(r'(?:early|late|mid|earlier|later|end|beginning|start|middle'
                  r'|(?:first|second|last) half)(?:[\s-]+(?:in|of|on)'
                  r'(?:\s+the)?)?[\s-]+(?:the\s+)?', re.I)
NIGHT = re.compile(r'[\s,]+(?:morning|afternoon|evening|night)$', re.I)
CLOCK = re.compile(r'^(?:noon|midnight|(?:morning|afternoon|evening|night) of'
                   r'|\d+(?::\d+)?\s*(?:[ap]\.?m\.?)?)[\s,]+(?:on\s+)?'
                   r'|[\s,]+(?:at\s+)?\d+(?::\d+)?\s*[ap]\.?m\.?$', re.I)
LINK = re.compile(r'\s*(?:[-\u2013\u2014]+|\bto\b|\buntil\b|\btill\b|\bthrough\b|\band\b)\s*', re.I)


def trim(beg, text):
    """Span without prepositions and articles at the front, and marks."""
    while True:
        m = FRONT.match(text)
        if not m:
            break
        beg, text = beg + m.end(), text[m.end():]
    text = re.sub(r'(?:\s+onwards?|\s+(?:or|and)\s+(?:later|earlier|beyond))$',
                  '', text.rstrip(' .,'))
    text = re.sub("['\u2019]s$", '', text)
    return beg, beg + len(text)


def gum_value(value):
    """The set's value as days; seasons and BC years as said above."""
    m = re.fullmatch(r'(\d{4}|-)-(03|06|09|12)/(\d{4}|-)-(06|09|12|03)', value)
    if m and (int(m[4]) - int(m[2])) % 12 == 3:
        last = f'{m[3]}-{(int(m[4]) - 2) % 12 + 1:02d}'
        return days(f'{m[1]}-{m[2]}/{last}')
    m = re.fullmatch(r'(/?)-(\d+)(/?)', value)
    if m:
        return f'{m[1]}-{int(m[2]) - 1:04d}{m[3]}'
    if re.fullmatch(r'\d{3}', value):
        value = '0' + value
    return days(value)


def gum_ways(row):
    """The ways to read a row as the set does: lists of (span, days)."""
    beg, end = trim(row.beg, row.text)
    text = row.text[beg - row.beg:]
    full = row_days(row)
    part = full
    if row.mod in ('start', 'mid', 'end') and row.first and row.last:
        part = (Date.fromisoformat(row.first), Date.fromisoformat(row.last))
    ways = [[((beg, end), full)], [((beg, end), part)]]
    if row.last and re.search(r'\bend\b', text):
        last = Date.fromisoformat(row.last)
        ways.append([((beg, end), (last, last))])
    side = {'since': '{}/', 'after': '{}/', 'until': '/{}',
            'before': '/{}'}.get(row.mod)
    if side and not isinstance(full, str):
        ways += [[((beg, end), side.format(x))]
                 for x in (row.value, full[0], full[1])]
    m = EDGE.match(text)
    if m:
        ways.append([((beg + m.end(), end), full)])
    m = NIGHT.search(text)
    if m:
        ways.append([((beg, beg + m.start()), full)])
    m = CLOCK.search(text)
    if m:
        left = (beg, beg + m.start())
        right = trim(beg + m.end(), text[m.end():])
        ways.append([(left if m.start() else right, full)])
    if row.kind == 'range' and '/' in row.value:
        for m in LINK.finditer(text):
            left = trim(beg, text[:m.start()])
            right = trim(beg + m.end(), text[m.end():])
            one, two = row.value.split('/')[:2]
            ways.append([(left, days(one)), (right, days(two))])
            ways.append([(left, one + '/'), (right, '/' + two)])
    return ways


def gum(rows, docs, show):
    """F1 of span and value together, and the misses."""
    n_gold = n_pred = hit = span_hit = 0
    left = collections.Counter()
    for d in docs:
        want = {}
        for x in d['timex']:
            span = trim(x['span'][0], x['text'])
            want[span] = (gum_value(x['value']), x)
        n_gold += len(d['timex'])
        met = set()
        for row in rows[d['id']]:
            if row.kind not in ('point', 'range') or row.by == 'date:clock':
                left[row.kind] += 1
                continue
            best = max(gum_ways(row), key=lambda way: sum(
                (s in want) + 2 * (s in want and same_days(
                    v, want[s][0], row.value.startswith('P')))
                for s, v in way) / len(way))
            n_pred += len(best)
            for span, value in best:
                if span in want and span not in met:
                    met.add(span)
                    span_hit += 1
                    good = same_days(value, want[span][0],
                                     row.value.startswith('P'))
                    hit += good
                    if not good:
                        show('value', d, row, want[span][1]['value'])
                else:
                    show('extra', d, row, '-')
        for span, (_, x) in want.items():
            if span not in met:
                show('missed', d, None, f"{x['text']} = {x['value']}")
    def f1(n):
        return 200.0 * n / max(n_gold + n_pred, 1)
    print(f'GUM: {n_gold} expressions in the set, {n_pred} of the program; '
          f'right span {span_hit}, right value {hit}; precision '
          f'{100 * hit / max(n_pred, 1):.1f} recall {100 * hit / max(n_gold, 1):.1f}; '
          f'not asked: {dict(left)}', file=sys.stderr)
    return f1(hit)


# 2. MS recognizers

def overlap(row, span):
    return min(row.end, span[1]) - max(row.beg, span[0])


def best_row(rows, span):
    found = [r for r in rows if overlap(r, span) > 0]
    return max(found, key=lambda r: overlap(r, span), default=None)


def ms_day(row, value, text):
    got = row_days(row)
    day = Date.fromisoformat(value)
    if got == (day, day):
        return True
    coarse = re.fullmatch(r'\d{4}(-\d\d)?', row.value) and re.search(
        r'month|year', text, re.I)
    return bool(coarse) and value.startswith(row.value)


def ms_open(row, value):
    first, last = value.split('/')
    if first:
        return not row.last and row.first == first
    end = Date.fromisoformat(last)
    return not row.first and row.last in (
        str(end), str(end - datetime.timedelta(1)))


def ms_range(row, value, timex, text):
    first, last = (Date.fromisoformat(x) for x in value.split('/'))
    got = row_days(row)
    if isinstance(got, str):
        return False
    stop = got[1] + datetime.timedelta(1)
    if got[0] == first and stop == last:
        return True
    if row.kind == 'range' and '/' in row.value:
        right = days(row.value.split('/')[1])
        if got[0] == first and not isinstance(right, str) and right[0] == last:
            return True
    if re.search(r'\bq[1-4]\b', text, re.I) and got[0] == first:
        return 89 < (stop - last).days < 93
    if row.value.startswith('P'):
        return abs((got[0] - first).days) <= 1 and abs((stop - last).days) <= 1
    if row.mod in ('start', 'mid', 'end'):
        period = days(timex.replace('XXXX', str(first.year)))
        return not isinstance(period, str) and got == period
    return False


def ms_right(row, x):
    for i, value in enumerate(x['values']):
        timex = (x['ms_timex'] or [''])[min(i, len(x['ms_timex']) - 1)] or ''
        if '/' not in value:
            good = ms_day(row, value, x['text'])
        elif value.startswith('/') or value.endswith('/'):
            good = ms_open(row, value)
        else:
            good = ms_range(row, value, timex, x['text'])
        if good:
            return True
    return False


def ms(rows, docs, show):
    right = n = long_right = long_n = 0
    left = collections.Counter()
    for d in docs:
        for x in d['timex']:
            row = best_row(rows[d['id']], x['span'])
            values = [v for v in x['values'] or [] if v and v != 'not resolved']
            if x['type'] == 'duration' and x['ms_timex']:
                long_n += 1
                long_right += bool(row) and length(row.value) == \
                    length(x['ms_timex'][0])
            if x['type'] not in ('date', 'daterange'):
                left[x['type']] += 1
            elif not values:
                left['no value in the set'] += 1
            else:
                n += 1
                good = bool(row) and ms_right(row, dict(x, values=values))
                right += good
                if not good:
                    show('value', d, row, f"{x['text']} = {' ; '.join(values)}")
    print(f'MS-recognizers: {n} dates counted, left out: {dict(left)}',
          file=sys.stderr)
    return 100.0 * right / max(n, 1), 100.0 * long_right / max(long_n, 1)


# 3. TimeNorm

MONTHS = {'Y': 12, 'M': 1, 'Q': 3, 'E': 120, 'C': 1200, 'L': 12000}
SECONDS = {'D': 86400, 'W': 604800, 'H': 3600, 'M': 60, 'S': 1, 'BD': 86400}


def length(value):
    """(months, seconds, unit of an unknown count) of PnYnMnDTnH, or None."""
    m = re.fullmatch(r'P((?:[\dX.]+(?:BD|[YMQECLWDX]))*)(?:T((?:[\dX.]+[HMS])*))?X?',
                     value or '')
    if not m:
        return None
    months, seconds, unknown = 0.0, 0.0, ''
    for table, body in ((MONTHS, m[1]), (SECONDS, m[2])):
        for n, unit in re.findall(r'([\dX.]+)(BD|[A-Z])', body or ''):
            if 'X' in n:
                unknown = 'M' if unit == 'Q' else unit
            elif table is MONTHS and unit in MONTHS:
                months += float(n) * MONTHS[unit]
            else:
                seconds += float(n) * SECONDS[unit]
    return round(months, 2), round(seconds, 1), unknown


SETS = {'XXXX-XX-XX': 'P1D', 'XXXX': 'P1Y'}


def clock(value):
    """Minutes written out; None when there is no time of day."""
    m = re.fullmatch(r'(.*)T(\d\d)(?::(\d\d))?(?::00)?', value)
    if m:
        return f"{m[1]}T{m[2]}:{m[3] or '00'}"
    return value if re.search(r'T[A-Z]{2}$', value) else None


def norm_right(row, value):
    if value.endswith('_REF'):
        return row.value == value
    mine = row.value[2:] if row.value.startswith('R/') else row.value
    if mine == value or mine == SETS.get(value):
        return True
    if value.startswith('P'):
        a, b = length(value), length(mine)
        unknown = value == 'PXX' and b and b[2]
        return bool(unknown) or (a is not None and a == b)
    if clock(value):
        return clock(value) == clock(mine)
    got = row_days(row)
    m = re.fullmatch(r'(\d{4})-(WXX|QX)', value)
    if m and not isinstance(got, str):
        n = (got[1] - got[0]).days + 1
        size = n == 7 if m[2] == 'WXX' else 90 <= n <= 92
        return size and str(got[1].year) == m[1]
    want = days(re.sub(r'(-XX)+$', '', value))
    return not isinstance(want, str) and not isinstance(got, str) \
        and got == want


def timenorm(rows, docs, show):
    right = n = 0
    for d in docs:
        for x in d['timex']:
            n += 1
            row = best_row(rows[d['id']], x['span'])
            good = bool(row) and norm_right(row, x['value'])
            right += good
            if not good:
                show('value', d, row, f"{x['text']} = {x['value']}")
    print(f'TimeNorm: {n} counted, 0 left out', file=sys.stderr)
    return 100.0 * right / max(n, 1)


def floors():
    path = HERE / 'floor.tsv'
    cells = (x.split('\t') for x in path.read_text(encoding='utf8').splitlines()
             if x.strip() and not x.startswith('#'))
    return {c[0]: float(c[1]) for c in cells}


def shower(limit, name):
    left = [limit]

    def show(kind, d, row, want):
        if left[0] <= 0:
            return
        left[0] -= 1
        got = f'{row.text!r} {row.value} {row.mod or ""} {row.by}' if row else '-'
        print(f"{name} {kind} {d['id']} {(d.get('doc_date') or '')[:10]}: "
              f'{want} | {got}', file=sys.stderr)
    return show


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('--model')
    ap.add_argument('--shared', default=str(SHARED))
    ap.add_argument('--check', action='store_true')
    ap.add_argument('--misses', type=int, default=0)
    ap.add_argument('files', nargs='*')
    args = ap.parse_intermixed_args()
    folder = pathlib.Path(args.shared) / 'data' / 'dates'
    paths = [pathlib.Path(x) for x in args.files] or [folder / x for x in FILES]
    out = []
    for i, path in enumerate(paths):
        if not path.exists():
            print(f'skipped: {path} is not here', file=sys.stderr)
            continue
        docs = lines(path)
        rows = run(args.program, args.model, docs)
        show = shower(args.misses, ('GUM', 'MS', 'TimeNorm')[i])
        if i == 0:
            out.append(('GUM-open dates F1', gum(rows, docs, show)))
        elif i == 1:
            right, long_right = ms(rows, docs, show)
            out += [('MS-recognizers dates accuracy', right),
                    ('MS-recognizers durations accuracy', long_right)]
        else:
            out.append(('TimeNorm dates accuracy', timenorm(rows, docs, show)))
    low, least = 0, floors()
    for name, value in out:
        low += value < least.get(name, 0)
        print(f'{name}\t{value:.1f}')
    return 1 if args.check and low else 0


if __name__ == '__main__':
    sys.exit(main())
