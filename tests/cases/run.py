#!/usr/bin/env python3
"""Runs the cases: a few reports each, and the shifts that they hold or not.

usage: run.py PROGRAM [--floor N] [--verbose] [--cases DIR] [CASE...]

A case is a folder with 1.txt, 2.txt, ... and case.json; README.md says what
they are. They are those beside this file, unless --cases names a folder. The
reports of a case are added to a ledger of their own, in order. Shifts are
judged as `shifts` prints them by default, all else as `export` does. Prints a
line a case, then what share passed, for both signs; --verbose also prints the
entries that failed and the positions and shifts found. Exit status 1 when
fewer than N in 100 pass, 77 when the program has no model.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FOLD = str.maketrans('“”‘’–—\u00a0', '""\'\'-- ')
TESTS = ('in', 'has', 'starts', 'min', 'not')


def fold(value):
    """Words as they are compared: case, quotes and spaces do not count."""
    return ' '.join(value.translate(FOLD).casefold().split())


def true_of(test, value):
    """Whether a value passes a test; of a span or an entity, its text."""
    if isinstance(value, dict) and 'text' in value:
        value = value['text']
    if isinstance(test, str):
        return isinstance(value, str) and fold(value) == fold(test)
    if not isinstance(test, dict):
        return type(value) is type(test) and value == test
    (word, wanted), = test.items()
    assert word in TESTS and word != 'not', test
    if word == 'in':
        return any(true_of(one, value) for one in wanted)
    if word == 'min':
        return isinstance(value, (int, float)) and value >= wanted
    if not isinstance(value, str):
        return False
    if word == 'has':
        return fold(wanted) in fold(value)
    return value.startswith(wanted)


def nest(where):
    """Dotted paths as a tree: {"a.b": t} to {"a": {"b": t}}; "" is a leaf."""
    tree = {}
    for path, test in where.items():
        at = tree
        for key in path.split('.'):
            at = at.setdefault(key, {})
        at[''] = test
    return tree


def matches(tree, value, by_id):
    """Whether one reading of the lists in a value passes all of a tree."""
    if isinstance(value, list):
        return any(matches(tree, one, by_id) for one in value)
    for key, below in tree.items():
        if key == '':
            if not true_of(below, value):
                return False
            continue
        inside = value.get(key.lstrip('*')) if isinstance(value, dict) else None
        if key.startswith('*'):
            inside = by_id.get(inside)
        if not matches(below, inside, by_id):
            return False
    return True


def fits(entry, record, by_id):
    """Whether a record is what an entry speaks of. "not" denies its path."""
    yes, no = {}, {}
    for path, test in entry['where'].items():
        if isinstance(test, dict) and 'not' in test:
            no[path] = test['not']
        else:
            yes[path] = test
    return (record['record'] == entry['record'] and
            matches(nest(yes), record, by_id) and
            not any(matches(nest({p: t}), record, by_id)
                    for p, t in no.items()))


def ask(program, *words, cwd):
    """What the program prints; a run that could not is the end of ours."""
    run = subprocess.run([program, *words], cwd=cwd, capture_output=True,
                         text=True, encoding='utf-8')
    if run.returncode:
        raise SystemExit('%s: %s' % (' '.join(words), run.stderr.strip()))
    return run.stdout


def records_of(program, case, ledger):
    """All records of a case, the shifts as a reader is shown them."""
    reports = sorted(p.name for p in case.glob('*.txt'))
    ask(program, 'add', '--ledger', ledger, *reports, cwd=case)
    told = ask(program, 'export', '--ledger', ledger, cwd=case)
    shown = ask(program, 'shifts', '--ledger', ledger, '--format', 'jsonl',
                '--limit', '0', cwd=case)
    found = [json.loads(line) for line in told.splitlines()]
    return ([r for r in found if r['record'] != 'shift'] +
            [json.loads(line) for line in shown.splitlines()])


def failures(case, records):
    """The entries of a case that do not hold."""
    by_id = {r['id']: r for r in records}
    for sign in ('expect', 'forbid'):
        for entry in case.get(sign, []):
            found = [r for r in records if fits(entry, r, by_id)]
            if bool(found) != (sign == 'expect'):
                yield sign, entry, found


def line_of(record):
    """A position or a shift on one line."""
    if record['record'] == 'position':
        holder = record['holder'] or {}
        terms = ['%s %s “%s” (%s %s)%s' % (
            't-' if t['negated'] else '', t['relation'], t['text'], t['party'],
            t['must'], ' waived' if t['waived'] else '')
            for t in record['terms']]
        return '%s: %s [%s] %s%s %s %s · %s' % (
            record['id'], holder.get('text'),
            holder.get('country') or holder.get('group'),
            'not ' if record['negated'] else '', record['stance'],
            record['engagement']['kind'], record['engagement']['parties'],
            '; '.join(terms))
    return '%s: %s %s %s, %s → %s · %s' % (
        record['id'], record['principal'], record['kind'], record['basis'],
        record['from'], record['to'],
        [e.get('text') for e in record['evidence']])


def judge(program, folder, verbose):
    """Runs one case, prints its line; its sign and whether it passed."""
    case = json.loads((folder / 'case.json').read_text(encoding='utf-8'))
    with tempfile.TemporaryDirectory() as scratch:
        records = records_of(program, folder, scratch + '/case.db')
    failed = list(failures(case, records))
    print('%s  %s  %s' % ('ok    ' if not failed else 'FAILED', folder.name,
                          case['sign']))
    if verbose and failed:
        for sign, entry, found in failed:
            print('    %s %s: %s %s' % (
                'missing' if sign == 'expect' else 'wrong', entry['id'],
                entry['record'], json.dumps(entry['where'])))
            if found:
                print('        found', found[0]['id'])
        for r in records:
            if r['record'] in ('position', 'shift'):
                print('      ', line_of(r))
    return case['sign'], not failed


def main():
    asks = argparse.ArgumentParser()
    asks.add_argument('program')
    asks.add_argument('names', metavar='CASE', nargs='*')
    asks.add_argument('--floor', type=float, default=0)
    asks.add_argument('--verbose', action='store_true')
    asks.add_argument('--cases', type=pathlib.Path, default=HERE)
    asks = asks.parse_args()
    program = str(pathlib.Path(asks.program).resolve())
    if 'model none' in ask(program, '--version', cwd=HERE).splitlines():
        print('left out: no model in this build')
        return 77
    names = asks.names or sorted(p.parent.name
                                 for p in asks.cases.glob('*/case.json'))
    told = [judge(program, asks.cases / name, asks.verbose) for name in names]
    good = sum(ok for _, ok in told)
    for sign in ('positive', 'negative'):
        of = [ok for s, ok in told if s == sign]
        print('%s: %d of %d' % (sign, sum(of), len(of)))
    share = 100 * good / len(told)
    print('%.1f %% of %d cases, the floor is %.1f' % (share, len(told),
                                                      asks.floor))
    return 1 if share < asks.floor else 0


if __name__ == '__main__':
    sys.exit(main())
