#!/usr/bin/env python3
"""Main text, title and date of web pages against what they should be.

usage: eval/html.py DEMARCHE [DIR]

DIR (tests/html) holds NAME.html and NAME.txt: title, date, an empty line and
the text. Prints token F1 over all pages, the lowest of a page, and the share
of titles and dates that are right. The pages are this project's own, in the
manner of news sites; pages of real sites differ more.
"""
import collections
import json
import os
import re
import subprocess
import sys


def words(text):
    return collections.Counter(re.findall(r'\w+', text))


def got(program, path):
    out = subprocess.run([program, 'code', '--until', 'tok', '--date',
                          '1901-01-01', '--format', 'jsonl', path],
                         capture_output=True, text=True, check=False).stdout
    for line in out.splitlines():
        row = json.loads(line)
        if row.get('record') == 'document':
            return row
    return {}


def tokens(program, path):
    out = subprocess.run([program, 'parse', '--until', 'tok', '--dump', 'tok',
                          path], capture_output=True, text=True,
                         check=False).stdout
    return ' '.join(line.split('\t')[3] for line in out.splitlines()
                    if line.startswith('tok\t'))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    here = os.path.dirname(os.path.abspath(__file__))
    folder = (sys.argv[2] if len(sys.argv) > 2
              else os.path.join(here, '..', 'tests', 'html'))
    both = want = have = titles = dates = pages = 0
    low = (2.0, '')
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.html'):
            continue
        path = os.path.join(folder, name)
        with open(path[:-5] + '.txt', encoding='utf-8') as f:
            title, date, _, text = f.read().split('\n', 3)
        row = got(sys.argv[1], path)
        a, b = words(text), words(tokens(sys.argv[1], path))
        hit = sum((a & b).values())
        f1 = 2 * hit / (sum(a.values()) + sum(b.values()))
        low = min(low, (f1, name))
        both, want, have = (both + hit, want + sum(a.values()),
                            have + sum(b.values()))
        titles += row.get('title') == title
        dates += row.get('date') == date
        pages += 1
    print('%d pages: token F1 %.3f (lowest %.3f, %s), titles %.3f, '
          'dates %.3f' % (pages, 2 * both / (want + have), low[0], low[1],
                          titles / pages, dates / pages))


if __name__ == '__main__':
    main()
