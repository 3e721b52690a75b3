#!/usr/bin/env python3
"""Breaks one line of each file under data/ at a time; `demarche data lint`
must tell which.

usage: data_lint_test.py PROGRAM DATA_DIR
"""
import os
import subprocess
import sys
import tempfile

# Lexicons of these kinds are not in the order of their bytes.
PLACES = 'capital city town region'.split()


class Breaks:
    """A folder that holds one broken file at a time."""

    def __init__(self, program, folder):
        self.program = program
        self.dir = folder
        self.passed = self.failed = 0

    def told(self, *files):
        """The faults of a folder with these files, (name, bytes) each."""
        for name, raw in files:
            with open(os.path.join(self.dir, name), 'wb') as f:
                f.write(raw)
        got = subprocess.run([self.program, 'data', 'lint', '--order',
                              self.dir], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False)
        for name, _ in files:
            os.unlink(os.path.join(self.dir, name))
        return got.stdout.decode('utf8', 'replace').splitlines()

    def check(self, name, no, what, raw, *also):
        told = self.told((name, raw), *also)
        want = f'{self.dir}/{name}:{no}: '
        if any(e.startswith(want) and what in e for e in told):
            self.passed += 1
        else:
            self.failed += 1
            print(f'{name}:{no}: no word of "{what}" but {told[:3]}')


def with_cell(lines, i, column, value):
    cell = lines[i].split(b'\t')
    cell[column] = value
    return b'\n'.join(lines[:i] + [b'\t'.join(cell)] + lines[i + 1:])


def any_file(b, name, lines, i):
    """Faults that each file may have."""
    cell = lines[i].split(b'\t')

    def join(line):
        return b'\n'.join(lines[:i] + [line] + lines[i + 1:])

    b.check(name, i + 1, 'UTF-8', join(b'\xff' + lines[i]))
    b.check(name, i + 1, 'carriage return', join(lines[i] + b'\r'))
    b.check(name, i + 1, 'NFC', join('e\u0301'.encode() + lines[i]))
    b.check(name, i + 1, 'control', join(b'\x07' + lines[i]))
    b.check(name, i + 1, 'blank at the edge', join(b' ' + lines[i]))
    b.check(name, i + 1, 'two blanks', join(b'x  x' + lines[i]))
    b.check(name, i + 2, 'never reached', join(lines[i] + b'\n' + lines[i]))
    if len(cell) > 1:
        b.check(name, i + 1, 'no source', with_cell(lines, i, -1, b'Me!'))
    b.check(name, len(lines), 'no end of line', b'\n'.join(lines) + b'x')


def lexicon(b, name, lines, i):
    """Faults of names with codes and terms."""
    kind, *columns = lines[0][2:].decode().split()
    at = {c: k for k, c in enumerate(columns)}
    faults = {'country': (b'QQQ', 'unknown country'),
              'sector': (b'QQQ', 'unknown sector'),
              'flag': (b'qqq', 'a word of flags'),
              'kind': (b'qqq', 'a kind of name'),
              'from': (b'2001-02-30', 'expected a day'),
              'forms': (b'a|a', 'one spelling twice')}
    if kind == 'country':
        del faults['country'] # what it names is known by that
    for column, (value, what) in faults.items():
        if column in at:
            b.check(name, i + 1, what, with_cell(lines, i, at[column], value))
    if 'forms' in at:
        b.check(name, i + 1, 'empty spelling',
                with_cell(lines, i, at['forms'], b'a||b'))
    if 'from' in at:
        raw = with_cell(lines, i, at['from'], b'2002').split(b'\n')
        b.check(name, i + 1, 'ends after it begins',
                with_cell(raw, i, at['to'], b'2001'))
    b.check(name, i + 1, 'no more columns',
            b'\n'.join(lines[:i] + [lines[i] + b'\tx'] + lines[i + 1:]))
    short = lines[i].rsplit(b'\t', 1)[0]
    b.check(name, i + 1, f'{len(columns) - 1} columns of {len(columns)}',
            b'\n'.join(lines[:i] + [short] + lines[i + 1:]))
    if kind not in PLACES and i + 1 < len(lines) - 1:
        swapped = lines[:i] + [lines[i + 1], lines[i]] + lines[i + 2:]
        b.check(name, i + 2, 'out of order', b'\n'.join(swapped))


def needs(b, parties):
    """Faults of one kind, and between files."""
    head = b'#! group name forms country sector group from to source\n'
    org = b'#! org name forms country sector group source\n'
    b.check('groups.tsv', 2, 'short name',
            head + b'A\t\tPER\tREB\t\t\t\town\n')
    b.check('groups.tsv', 3, 'at the same time', head +
            b'A\t\tPER\tREB\tA\t\t2001\town\nA\t\tTCD\tREB\tA\t2001\t\town\n')
    told = b.told(('groups.tsv', head + b'A\t\tPER\tREB\tA\t\t2001\town\n'
                   b'A\t\tTCD\tREB\tA\t2002\t\town\n'))
    b.passed += not told
    b.failed += bool(told)
    b.check('ngos.tsv', 2, 'many share it',
            org + b'Labour\t\tPER\tPTY\tLabour\town\n',
            ('parties.tsv', parties))
    b.check('bodies.tsv', 2, 'expected a sector',
            b'#! body name country sector source\nA\tPER\t\town\n')
    b.check('igos.tsv', 2, 'with the code IGO',
            b'#! igo name country group source\nA\tUNO\tA\town\n')


def main():
    program, data = sys.argv[1:3]
    raw = {}
    for name in sorted(os.listdir(data)):
        if name.endswith('.tsv'):
            with open(os.path.join(data, name), 'rb') as f:
                raw[name] = f.read()
    with tempfile.TemporaryDirectory() as folder:
        b = Breaks(program, folder)
        for name, text in raw.items():
            # A file's first lines are enough to break, and quick to read.
            lines = text.split(b'\n')[:40] + [b'']
            i = next(k for k, l in enumerate(lines) if l and l[:1] != b'#')
            any_file(b, name, lines, i)
            if lines[0].startswith(b'#!'):
                lexicon(b, name, lines, i)
        needs(b, raw['parties.tsv'])
    print(f'{b.passed} passed, {b.failed} failed')
    sys.exit(bool(b.failed))


main()
