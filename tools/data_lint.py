#!/usr/bin/env python3
"""Checks the facts under data/: encoding, columns, codes, dates, doubles.

usage: data_lint.py [--homonyms] [DATA_DIR]

Errors (exit status 1), each as FILE:LINE: a line that is not UTF-8 in its
short form (NFC), has a carriage return, a control character, a blank at a
cell's edge or two in a row, or no source; an unknown kind, column, country,
sector or flag; a day that does not exist; a term that ends before it begins;
the same line twice; one spelling given twice to one entry; an empty spelling;
a lexicon that is not in the order of its bytes; a party, group or body
without a sector or a short name; a name that many share (a row without a
country) and that another row of parties, groups or organisations gives to one
country; one name of two countries at one time. With --homonyms it also lists
the spellings that mean two countries.
"""
import collections
import datetime
import os
import re
import sys
import unicodedata

KINDS = ('country demonym capital city town region body igo group org agent '
         'office person').split()
COLUMNS = ('name forms plural surname kind country sector group office from '
           'to lat lon people flag note source part').split()
FLAGS = 'seat leader plural inherit former unnamed'.split()
SOURCES = re.compile(r'^[a-z][a-z0-9 .+-]*$')
# In the order of their bytes, so that a line is found and put in one place.
SORTED = 'country demonym body igo group org agent office person -'.split()
# One name of these means one thing at a time.
SINGLE = 'country body igo group org'.split()


def day(text, last):
    if not re.fullmatch(r'\d{4}(-\d\d(-\d\d)?)?', text):
        return None
    part = [int(x) for x in text.split('-')]
    try:
        first = datetime.date(*(part + [1, 1])[:3])
    except ValueError:
        return None
    if not last or len(part) == 3:
        return first
    if len(part) == 1:
        return datetime.date(part[0], 12, 31)
    return (first.replace(day=28) + datetime.timedelta(4)).replace(day=1) \
        - datetime.timedelta(1)


def overlap(a, b):
    """Two terms, each (first day, last day), None where open."""
    return not (a[1] and b[0] and a[1] < b[0]) and \
        not (b[1] and a[0] and b[1] < a[0])


class Lint:
    def __init__(self, folder):
        self.folder = folder
        self.errors = []
        self.rows = 0
        # (spelling, kind) -> [(country, term, file, line)]
        self.spelling = collections.defaultdict(list)
        self.places = set()
        self.sectors = set()
        for _, cell in self.cells_of('codes.tsv'):
            (self.sectors if cell[1] == 'sector' else self.places).add(cell[0])
        for _, cell in self.cells_of('countries.tsv'):
            if len(cell) > 2 and re.fullmatch('[A-Z]{3}', cell[2]):
                self.places.add(cell[2])
        self.errors.clear()

    def bad(self, name, line, text):
        self.errors.append(f'{name}:{line}: {text}')

    def lines(self, name):
        with open(os.path.join(self.folder, name), 'rb') as f:
            raw = f.read()
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

    def cells_of(self, name):
        for no, line in self.lines(name):
            if line and not line.startswith('#'):
                yield no, line.split('\t')

    def check_text(self, name, no, line):
        if not unicodedata.is_normalized('NFC', line):
            self.bad(name, no, 'letters with loose accents (not NFC)')
        for c in line:
            if c != '\t' and unicodedata.category(c) == 'Cc' and c != '\r':
                self.bad(name, no, f'a control character U+{ord(c):04X}')

    def cells(self, name, no, line):
        cell = line.split('\t')
        for c in cell:
            if c != c.strip(' \u00a0'):
                self.bad(name, no, f'a blank at the edge of "{c}"')
            elif '  ' in c:
                self.bad(name, no, f'two blanks in "{c}"')
        if len(cell) > 1 and not SOURCES.match(cell[-1]):
            self.bad(name, no, f'the last column "{cell[-1]}" is no source')
        return cell

    def check_codes(self, name, no, row, kind):
        if kind not in KINDS:
            self.bad(name, no, f'unknown kind "{kind}"')
        code = row.get('country', '')
        if code and code not in self.places:
            self.bad(name, no, f'unknown country "{code}"')
        for s in row.get('sector', '').split():
            if s not in self.sectors:
                self.bad(name, no, f'unknown sector "{s}"')
        for f in row.get('flag', '').split():
            if f not in FLAGS:
                self.bad(name, no, f'unknown flag "{f}"')

    def term(self, name, no, row):
        ends = []
        for key in ('from', 'to'):
            text = row.get(key, '')
            ends.append(day(text, key == 'to') if text else None)
            if text and not ends[-1]:
                self.bad(name, no, f'no such day "{text}"')
        if all(ends) and ends[0] > ends[1]:
            self.bad(name, no, 'a term that ends before it begins')
        return ends

    def check_needs(self, name, no, row, kind):
        """What an entry of a kind cannot go without."""
        code = row.get('country', '')
        if kind in ('country', 'demonym', 'igo') and not code:
            self.bad(name, no, f'a {kind} without a code')
        if kind == 'body' and not row.get('sector'):
            self.bad(name, no, 'a body without a sector')
        if kind in ('group', 'org') and not row.get('group'):
            self.bad(name, no, f'a {kind} without a short name')
        if kind == 'igo' and (code == 'IGO') != bool(row.get('group')):
            self.bad(name, no, 'a short name goes with the code IGO alone')

    def lexicon_row(self, name, no, row, kind):
        kind = kind if kind != '-' else row.get('kind')
        self.check_codes(name, no, row, kind)
        self.check_needs(name, no, row, kind)
        term = self.term(name, no, row)
        forms = row.get('forms', '')
        if forms and '' in forms.split('|'):
            self.bad(name, no, 'an empty spelling')
        forms = [row['name'], *filter(None, forms.split('|'))]
        if len(set(forms)) < len(forms):
            self.bad(name, no, 'one spelling twice')
        for f in forms if kind not in ('city', 'town', 'region', 'person') else ():
            self.spelling[f, kind].append(
                (row.get('country', ''), term, name, no))

    def file(self, name):
        columns = kind = last = None
        seen = {}
        for no, line in self.lines(name):
            self.check_text(name, no, line)
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
            elif kind in SORTED and last and line.encode() < last.encode():
                self.bad(name, no, 'out of order')
            seen[line] = no
            last = line
            cell = self.cells(name, no, line)
            if columns and len(cell) != len(columns):
                self.bad(name, no, f'{len(cell)} columns of {len(columns)}')
            elif columns:
                self.lexicon_row(name, no, dict(zip(columns, cell)), kind)

    def homonyms(self):
        """Names that many share, and names of two countries at one time."""
        shared = {}
        for kind in ('group', 'org'):
            for (form, k), found in self.spelling.items():
                for code, _, name, no in found if k == kind else ():
                    if not code:
                        shared.setdefault(form, f'{name}:{no}')
        for (form, kind), found in self.spelling.items():
            for i, (code, term, name, no) in enumerate(found):
                if kind in ('group', 'org') and code and form in shared:
                    self.bad(name, no, f'"{form}" is given to {code}, but '
                             f'many have it by {shared[form]}')
                for c, t, where, line in found[:i] if kind in SINGLE else ():
                    if code and c and c != code and overlap(term, t):
                        self.bad(name, no, f'"{form}" is {c} at the same '
                                 f'time by {where}:{line}')

    def run(self):
        names = sorted(n for n in os.listdir(self.folder)
                       if n.endswith('.tsv'))
        for name in names:
            self.file(name)
        self.homonyms()
        return names


def main():
    args = [a for a in sys.argv[1:] if not a.startswith('-')]
    here = os.path.dirname(os.path.abspath(__file__))
    lint = Lint(args[0] if args else os.path.join(here, '..', 'data'))
    names = lint.run()
    for e in lint.errors[:50]:
        print(e)
    if '--homonyms' in sys.argv:
        for (form, kind), found in sorted(lint.spelling.items()):
            codes = {f[0] for f in found}
            if len(codes) > 1:
                print(f'{form} ({kind}): {" ".join(sorted(codes))}')
    print(f'{len(names)} files, {lint.rows} lines')
    print(f'{lint.rows - len(lint.errors)} passed, {len(lint.errors)} failed')
    sys.exit(bool(lint.errors))


if __name__ == '__main__':
    main()
