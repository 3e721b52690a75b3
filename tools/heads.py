#!/usr/bin/env python3
"""Every header opens with its card; every declaration has a comment above.

usage: heads.py [TREE]          check
       heads.py --print [TREE]  print the cards and the public header

A group of declarations without an empty line between them may share one
comment. Forward declarations (`struct x;`) need none.
"""
import os
import re
import sys

FIELDS = ('reads:', 'writes:', 'shape:', 'units:', 'errors:', 'threads:',
          'cost:', 'source:')


def headers(tree):
    for top in ('include', 'src'):
        for folder, _, names in sorted(os.walk(os.path.join(tree, top))):
            for name in sorted(names):
                if name.endswith('.h'):
                    yield os.path.join(folder, name)


def card_of(text):
    m = re.match(r'/\*.*?\*/', text, re.S)
    return m.group(0) if m else ''


def check_card(path, text, say):
    card, name = card_of(text), os.path.basename(path)
    if not card.startswith('/* %s - ' % name):
        say(path, 1, 'does not open with "/* %s - ..."' % name)
        return
    for field in FIELDS:
        if field not in card:
            say(path, 1, 'its card has no "%s"' % field)


def plain(text):
    """Text with comments and strings blanked, line numbers kept; the last
    line of each comment keeps a mark."""
    def blank(m):
        return '\n' * m.group(0).count('\n') + '@'
    text = re.sub(r'/\*.*?\*/', blank, text, flags=re.S)
    return re.sub(r'"(\\.|[^"\\\n])*"', '""', text)


def declarations(text):
    """Yields (line, first words, line before) of top-level declarations."""
    lines, depth = plain(text).split("\n"), 0
    more = hanging = False
    for i, line in enumerate(lines):
        code = line.replace('@', '').strip()
        if line.startswith('#'):
            m = re.match(r'#\s*define\s+(\w+)(.*)', line)
            if depth == 0 and not more and m and m.group(2).strip(' @'):
                yield i + 1, line, lines[i - 1] if i else ''
            more = line.endswith('\\')
            continue
        if more:
            more = line.endswith('\\')
            continue
        starts = depth == 0 and code and line[0] not in ' \t}@{'
        if starts and not hanging:
            yield i + 1, line, lines[i - 1] if i else ''
        depth += line.count('{') - line.count('}')
        if code:
            hanging = depth == 0 and not code.endswith((';', '}'))
    return


def check_comments(path, text, say):
    for n, line, before in declarations(text):
        if re.match(r'(struct|enum|union)\s+\w+;', line):
            continue
        if re.match(r'#\s*define\s+DM_\w+_H\b', line):
            continue
        if not before.strip():
            say(path, n, 'no comment above: %s' % line.strip()[:50])


def print_cards(tree):
    for path in headers(tree):
        text = open(path, encoding='utf-8').read()
        if path.endswith('demarche.h'):
            print(text)
        else:
            print(card_of(text), end='\n\n')


def main():
    args = [a for a in sys.argv[1:] if a != '--print']
    tree = args[0] if args else '.'
    if '--print' in sys.argv:
        print_cards(tree)
        return 0
    bad, n = [], 0

    def say(path, line, what):
        bad.append('%s:%d: %s' % (path, line, what))

    for path in headers(tree):
        text = open(path, encoding='utf-8').read()
        n += 1
        check_card(path, text, say)
        check_comments(path, text, say)
    for line in bad:
        print(line)
    print('%d passed, %d failed' % (n - min(n, len(bad)), len(bad)))
    return 1 if bad else 0


sys.exit(main())
