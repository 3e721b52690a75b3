#!/usr/bin/env python3
"""Fits data/calibration.tsv: of the records at 0.8, about 80 in 100 are right.

usage: eval/calibrate.py PROGRAM [--shared DIR] [--model FILE] [--write] [--records FILE]

Runs PROGRAM on the annotated development reports with a table that changes
nothing (laid over the data by --data), pairs its records with the gold as
tools/score_records.py does, and fits a rising line through bins of equal size
(pool adjacent violators). Right means: a statement with content and speaker,
an event with its category, a position with its stance, a shift with its kind.
Prints the table of predicted and true shares; --write replaces
data/calibration.tsv. --records: records made before with such a table.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / 'data' / 'calibration.tsv'
KINDS = ('statement', 'event', 'position', 'shift')
HEAD = '''# Network probability to share of right records on the development set, by
# kind of record; straight lines between rows. Made by eval/calibrate.py.
# kind\traw\tcalibrated\tsource
'''
BINS = 8


def identity():
    return {k: [(0.0, 0.0), (1.0, 1.0)] for k in KINDS}


def table_text(fit):
    out = HEAD
    for kind in KINDS:
        for x, y in fit[kind]:
            out += f'{kind}\t{x:.5f}\t{y:.3f}\town\n'
    return out


def records(args, gold, into):
    """Runs the program with the identity table."""
    with tempfile.TemporaryDirectory() as tmp:
        data = pathlib.Path(tmp) / 'data'
        data.mkdir()
        (data / 'calibration.tsv').write_text(table_text(identity()), encoding='utf8')
        docs = pathlib.Path(tmp) / 'in.jsonl'
        with open(docs, 'w', encoding='utf8') as f:
            for x in gold:
                f.write(json.dumps({'id': x['id'], 'date': x.get('date') or '2000-01-01',
                                    'text': x['text']}, ensure_ascii=False) + '\n')
        more = ['--model', args.model] if args.model else []
        with open(into, 'w', encoding='utf8') as f:
            subprocess.run([args.program, 'code', *more, '--data', str(data),
                            '--format', 'jsonl', str(docs)], stdout=f, check=False)


def right_ones(sr, gold, got):
    """(kind, confidence, right) of every record that the gold can judge."""
    ann, out = sr.ann, []

    def mark(kind, pred, pairs, good):
        hit = {id(p) for g, p in pairs if good(g, p)}
        out.extend((kind, p['confidence'], id(p) in hit) for p in pred)

    for line in gold:
        _, g = ann.check(line)
        mine, text = got[line['id']], line['text']
        pred = mine['event']
        mark('event', pred, sr.pair(g['events'], pred, sr.event_score),
             lambda x, p: x['category'] == p['category'])
        pred = mine['statement']
        pairs = sr.pair(g['statements'], pred, lambda x, p: max(
            0, sr.jaccard(sr.chars(x['content']), sr.chars(p['content'])) - .4999))
        mark('statement', pred, pairs, lambda x, p: sr.overlap(x['speaker'], p['speaker'])
             or (not x['speaker'] and not p['speaker']))
        if 'positions' in line:
            pred = mine['position']
            pairs = sr.pair(sr.gold_positions(line, text), pred, sr.position_score)
            mark('position', pred, pairs, lambda x, p: x['stance'] == p['stance'])
        if 'shifts' in line:
            pred = [p for p in mine['shift'] if p['basis'] == 'reported']
            want = [dict(x, at=ann.span(text, x['t'])) for x in line['shifts']]
            pairs = sr.pair(want, pred, lambda x, p: sr.overlap(x['at'], p['trigger']))
            mark('shift', pred, pairs, lambda x, p: x['kind'] == p['kind'])
    return out


def rising(points):
    """Bins of about equal size, equal probabilities never apart; means that
    never fall."""
    points = sorted(points, key=lambda x: x[0])
    n = min(BINS, max(1, len(points) // 25))
    pool, beg = [], 0
    for i in range(n):
        end = max(beg, (i + 1) * len(points) // n)
        while 0 < end < len(points) and points[end][0] == points[end - 1][0]:
            end += 1
        b, beg = points[beg:end], end
        if not b:
            continue
        pool.append([sum(p for p, _ in b), sum(r for _, r in b), len(b)])
        while len(pool) > 1 and pool[-2][1] * pool[-1][2] >= pool[-1][1] * pool[-2][2]:
            last = pool.pop()
            pool[-1] = [a + c for a, c in zip(pool[-1], last)]
    return [(p / k, (r + 1) / (k + 2)) for p, r, k in pool]


def shares(judged, kind, fit):
    """Rows of predicted and true shares in steps of a tenth."""
    cells = collections.defaultdict(list)
    for k, p, r in judged:
        if k == kind:
            q = apply(fit[kind], p)
            cells[min(9, int(q * 10))].append((q, r))
    for c in sorted(cells):
        x = cells[c]
        print(f'  {kind:10} {c / 10:.1f}-{c / 10 + .1:.1f}   said {100 * sum(q for q, _ in x) / len(x):5.1f}'
              f'   right {100 * sum(r for _, r in x) / len(x):5.1f}   of {len(x)}')


def apply(rows, p):
    """The line through the rows, as kb_calibrate reads it."""
    if p <= rows[0][0]:
        return rows[0][1]
    for (x0, y0), (x1, y1) in zip(rows, rows[1:]):
        if p <= x1:
            return y0 + (y1 - y0) * (p - x0) / (x1 - x0) if x1 > x0 else y1
    return rows[-1][1]


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('--shared', default=str(ROOT.parent / 'shared'))
    ap.add_argument('--model')
    ap.add_argument('--records')
    ap.add_argument('--write', action='store_true')
    args = ap.parse_args()
    shared = pathlib.Path(args.shared)
    sys.path.insert(0, str(shared / 'tools'))
    import score_records as sr
    gold = [json.loads(x) for path in sorted((shared / 'data/annotations/dev').glob('*.jsonl'))
            for x in open(path, encoding='utf8')]
    into = args.records or tempfile.mktemp()
    if not args.records:
        records(args, gold, into)
    got = collections.defaultdict(lambda: collections.defaultdict(list))
    for x in open(into, encoding='utf8'):
        r = json.loads(x)
        got[r['document']][r['record']].append(r)
    judged = right_ones(sr, gold, got)
    fit = identity()
    for kind in KINDS:
        points = [(p, r) for k, p, r in judged if k == kind]
        if len(points) >= 50:
            fit[kind] = rising(points)
        shares(judged, kind, fit)
    if args.write:
        TABLE.write_text(table_text(fit), encoding='utf8')


if __name__ == '__main__':
    main()
