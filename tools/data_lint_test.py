#!/usr/bin/env python3
"""Breaks one line of each file under data/ at a time; the linter must tell
which.

usage: data_lint_test.py [DATA_DIR]
"""
import os
import sys
import tempfile

import data_lint

HERE = os.path.dirname(os.path.abspath(__file__))


class Breaks:
    """A folder in which one file at a time is another one."""

    def __init__(self, data, folder):
        self.data = data
        self.dir = folder
        self.passed = self.failed = 0
        for name in ('codes.tsv', 'countries.tsv'):
            self.put(name, self.read(name))

    def read(self, name):
        with open(os.path.join(self.data, name), 'rb') as f:
            return f.read()

    def put(self, name, raw):
        with open(os.path.join(self.dir, name), 'wb') as f:
            f.write(raw)

    def told(self, name, raw, also=()):
        """The errors of a file that holds `raw`."""
        self.put(name, raw)
        lint = data_lint.Lint(self.dir)
        for other in also:
            self.put(other, self.read(other))
            lint.file(other)
        lint.file(name)
        lint.homonyms()
        self.put(name, self.read(name))
        return lint.errors

    def check(self, name, no, what, raw, also=()):
        told = self.told(name, raw, also)
        want = f'{name}:{no}: '
        if any(e.startswith(want) and what in e for e in told):
            self.passed += 1
        else:
            self.failed += 1
            print(f'{want}no word of "{what}" but {told[:3]}')


def with_cell(lines, i, column, value):
    cell = lines[i].split(b'\t')
    cell[column] = value
    return b'\n'.join(lines[:i] + [b'\t'.join(cell)] + lines[i + 1:])


def any_file(b, name, lines, i):
    """Faults that each file may have."""
    cell = lines[i].split(b'\t')
    join = lambda line: b'\n'.join(lines[:i] + [line] + lines[i + 1:])
    b.check(name, i + 1, 'not UTF-8', join(b'\xff' + lines[i]))
    b.check(name, i + 1, 'carriage return', join(lines[i] + b'\r'))
    b.check(name, i + 1, 'NFC', join('e\u0301'.encode() + lines[i]))
    b.check(name, i + 1, 'control', join(b'\x07' + lines[i]))
    b.check(name, i + 1, 'blank at the edge', join(b' ' + lines[i]))
    b.check(name, i + 2, 'the same as', join(lines[i] + b'\n' + lines[i]))
    if len(cell) > 1:
        b.check(name, i + 1, 'no source', with_cell(lines, i, -1, b'Me!'))
    b.check(name, len(lines), 'no end of line', b'\n'.join(lines) + b'x')


def lexicon(b, name, lines, i):
    """Faults of names with codes and terms."""
    kind, *columns = lines[0][2:].decode().split()
    at = {c: k for k, c in enumerate(columns)}
    faults = {'country': (b'Q1Q', 'unknown country'),
              'sector': (b'QQQ', 'unknown sector'),
              'flag': (b'qqq', 'unknown flag'),
              'kind': (b'qqq', 'unknown kind'),
              'from': (b'2001-02-30', 'no such day'),
              'forms': (b'a|a', 'one spelling twice')}
    for column, (value, what) in faults.items():
        if column in at:
            b.check(name, i + 1, what, with_cell(lines, i, at[column], value))
    if 'forms' in at:
        b.check(name, i + 1, 'empty spelling',
                with_cell(lines, i, at['forms'], b'a||b'))
    if 'from' in at:
        raw = with_cell(lines, i, at['from'], b'2002').split(b'\n')
        b.check(name, i + 1, 'ends before',
                with_cell(raw, i, at['to'], b'2001'))
    b.check(name, i + 1, 'columns of',
            b'\n'.join(lines[:i] + [lines[i] + b'\tx'] + lines[i + 1:]))
    if kind in data_lint.SORTED and i + 1 < len(lines) - 1:
        swapped = lines[:i] + [lines[i + 1], lines[i]] + lines[i + 2:]
        b.check(name, i + 2, 'out of order', b'\n'.join(swapped))


def needs(b):
    """Faults of one kind, and between files."""
    head = b'#! group name forms country sector group from to source\n'
    org = b'#! org name forms country sector group source\n'
    b.check('groups.tsv', 2, 'short name',
            head + b'A\t\tPER\tREB\t\t\t\town\n')
    b.check('groups.tsv', 3, 'at the same time', head +
            b'A\t\tPER\tREB\tA\t\t2001\town\nA\t\tTCD\tREB\tA\t2001\t\town\n')
    told = b.told('groups.tsv', head + b'A\t\tPER\tREB\tA\t\t2001\town\n'
                  b'A\t\tTCD\tREB\tA\t2002\t\town\n')
    b.passed += not told
    b.failed += bool(told)
    b.check('ngos.tsv', 2, 'many have it',
            org + b'Labour\t\tPER\tPTY\tLabour\town\n', ['parties.tsv'])
    b.check('bodies.tsv', 2, 'without a sector',
            b'#! body name country sector source\nA\tPER\t\town\n')
    b.check('igos.tsv', 2, 'goes with the code IGO',
            b'#! igo name country group source\nA\tUNO\tA\town\n')


def main():
    with tempfile.TemporaryDirectory() as folder:
        b = Breaks(sys.argv[1] if len(sys.argv) > 1
                   else os.path.join(HERE, '..', 'data'), folder)
        for name in sorted(os.listdir(b.data)):
            if not name.endswith('.tsv'):
                continue
            # A file's first lines are enough to break, and quick to read.
            lines = b.read(name).split(b'\n')[:40] + [b'']
            i = next(k for k, l in enumerate(lines) if l and l[:1] != b'#')
            any_file(b, name, lines, i)
            if lines[0].startswith(b'#!'):
                lexicon(b, name, lines, i)
        needs(b)
    print(f'{b.passed} passed, {b.failed} failed')
    sys.exit(bool(b.failed))


if __name__ == '__main__':
    main()
