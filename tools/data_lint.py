#!/usr/bin/env python3
"""Checks the facts under data/: encoding, columns, codes, dates, doubles.

usage: data_lint.py [DATA_DIR]

Errors (exit status 1): a line that is not UTF-8, has a carriage return, a
blank at a cell's edge or no source; an unknown kind, column, country, sector
or flag; a day that does not exist; a term that ends before it begins; the
same line twice; one spelling given twice to one entry. With --homonyms it
also lists spellings that mean two countries.
"""
import collections
import datetime
import os
import re
import sys

KINDS = ('country demonym capital city region body igo group org agent '
         'office person').split()
COLUMNS = ('name forms plural surname kind country sector group office from '
           'to lat lon people flag note source').split()
FLAGS = 'seat leader plural inherit former unnamed'.split()
SECTORS = ('COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU '
           'ELI JRN LAB MED OPP PRE REF REL SOC').split()
BODIES = 'EUR UNO NATO IGO NGO IMG MNC ISM'.split()
OLD = 'SUN YUG SCG CSK DDR'.split()
SOURCES = re.compile(r'^[a-z][a-z0-9 .+-]*$')


def day(text, last):
    if not re.fullmatch(r'\d{4}(-\d\d(-\d\d)?)?', text):
        return None
    part = [int(x) for x in text.split('-')]
    try:
        first = datetime.date(part[0], *(part[1:] + [1, 1])[:2])
    except ValueError:
        return None
    if not last or len(part) == 3:
        return first
    if len(part) == 1:
        return datetime.date(part[0], 12, 31)
    return (first.replace(day=28) + datetime.timedelta(4)).replace(day=1) \
        - datetime.timedelta(1)


class Lint:
    def __init__(self, folder):
        self.folder = folder
        self.errors = []
        self.countries = set(BODIES + OLD)
        self.spelling = collections.defaultdict(set)
        self.rows = 0
        self.seen_in = {}

    def bad(self, name, line, text):
        self.errors.append(f'{name}:{line}: {text}')

    def lines(self, name):
        raw = open(os.path.join(self.folder, name), 'rb').read()
        try:
            text = raw.decode('utf8')
        except UnicodeDecodeError as e:
            self.bad(name, raw[:e.start].count(b'\n') + 1, 'not UTF-8')
            return
        if '\r' in text:
            self.bad(name, text[:text.index('\r')].count('\n') + 1,
                     'a carriage return')
        if text and not text.endswith('\n'):
            self.bad(name, text.count('\n') + 1, 'no end of line')
        yield from enumerate(text.split('\n')[:-1], 1)

    def cells(self, name, no, line):
        cell = line.split('\t')
        for c in cell:
            if c != c.strip(' \u00a0'):
                self.bad(name, no, f'a blank at the edge of "{c}"')
        if len(cell) > 1 and not SOURCES.match(cell[-1]):
            self.bad(name, no, f'the last column "{cell[-1]}" is no source')
        return cell

    def lexicon_row(self, name, no, row, kind):
        kind = kind if kind != '-' else row.get('kind')
        if kind not in KINDS:
            self.bad(name, no, f'unknown kind "{kind}"')
        code = row.get('country', '')
        if code and code not in self.countries:
            self.bad(name, no, f'unknown country "{code}"')
        for s in row.get('sector', '').split():
            if s not in SECTORS:
                self.bad(name, no, f'unknown sector "{s}"')
        for f in row.get('flag', '').split():
            if f not in FLAGS:
                self.bad(name, no, f'unknown flag "{f}"')
        ends = []
        for key in ('from', 'to'):
            text = row.get(key, '')
            if text:
                ends.append(day(text, key == 'to'))
                if not ends[-1]:
                    self.bad(name, no, f'no such day "{text}"')
        if len(ends) == 2 and all(ends) and ends[0] > ends[1]:
            self.bad(name, no, 'a term that ends before it begins')
        forms = [row['name'], *filter(None, row.get('forms', '').split('|'))]
        if len(set(forms)) < len(forms):
            self.bad(name, no, 'one spelling twice')
        for f in forms if kind not in ('city', 'region', 'person') else ():
            self.spelling[f, kind].add(code or name)

    def file(self, name):
        columns = kind = None
        seen = {}
        for no, line in self.lines(name):
            if line.startswith('#!'):
                kind, *columns = line[2:].split()
                for c in columns:
                    if c not in COLUMNS:
                        self.bad(name, no, f'unknown column "{c}"')
            if not line or line.startswith('#'):
                continue
            self.rows += 1
            if line in seen:
                self.bad(name, no, f'the same as line {seen[line]}')
            seen[line] = no
            cell = self.cells(name, no, line)
            if columns and len(cell) != len(columns):
                self.bad(name, no, f'{len(cell)} columns of {len(columns)}')
            elif columns:
                self.lexicon_row(name, no, dict(zip(columns, cell)), kind)

    def run(self):
        for _, line in self.lines('countries.tsv'):
            if line and not line.startswith('#'):
                self.countries.add(line.split('\t')[2])
        names = sorted(n for n in os.listdir(self.folder)
                       if n.endswith('.tsv'))
        for name in names:
            self.file(name)
        return names


def main():
    args = [a for a in sys.argv[1:] if not a.startswith('-')]
    here = os.path.dirname(os.path.abspath(__file__))
    lint = Lint(args[0] if args else os.path.join(here, '..', 'data'))
    names = lint.run()
    for e in lint.errors[:50]:
        print(e)
    if '--homonyms' in sys.argv:
        for (form, kind), codes in sorted(lint.spelling.items()):
            if len(codes) > 1:
                print(f'{form} ({kind}): {" ".join(sorted(codes))}')
    print(f'{len(names)} files, {lint.rows} lines')
    print(f'{lint.rows - len(lint.errors)} passed, {len(lint.errors)} failed')
    sys.exit(bool(lint.errors))


main()
