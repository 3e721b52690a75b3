#!/usr/bin/env python3
"""Limits of size: functions, files, headers, rooms.

usage: sizes.py [TREE]

A function has at most 60 lines, 4 levels of nesting and 6 parameters, a .c
file 600 lines, a header 150 (the public one is free), a room 12 files beside
its tests, a line 80 columns. Prints the median and the longest function too.
"""
import os
import re
import sys

LINES, NEST, PARAMS, SOURCE, HEADER, FILES, WIDTH = 60, 4, 6, 600, 150, 12, 80
# Files that only tests use, beside x_test.c.
SUPPORT = ('sketch.c', 'sketch.h', 'hand.h', 'fake.h', 'test.h')
STATEMENT = re.compile(
    r'( *)(if|for|while|do|switch|return|else|break|continue|goto)\b')


def functions(lines):
    """Yields (first line, last line, signature) of each function."""
    for end, line in enumerate(lines):
        if line != '}':
            continue
        beg = end
        while beg > 0 and lines[beg] != '{':
            beg -= 1
            if beg < end and lines[beg] == '}':
                break
        if lines[beg] != '{':
            continue
        sig = beg - 1
        while sig > 0 and lines[sig].startswith(' '):
            sig -= 1
        while sig > 0 and re.match(r'[\w(]', lines[sig - 1]) and \
                not lines[sig - 1].endswith((';', '}')):
            sig -= 1
        text = ' '.join(s.strip() for s in lines[sig:beg])
        if '(' in text and not text.startswith('#'):
            yield sig, end, text


def n_params(signature):
    inside, depth, n = signature[signature.index('(') + 1:], 1, 1
    if inside.startswith(')') or inside.startswith('void)'):
        return 0
    for c in inside:
        depth += (c in '([') - (c in ')]')
        if depth == 0:
            break
        n += c == ',' and depth == 1
    return n


def nesting(lines):
    deepest = 0
    for line in lines:
        m = STATEMENT.match(line)
        if m:
            deepest = max(deepest, len(m.group(1)) // 4 - 1)
    return deepest


def check_functions(path, lines, say):
    sizes = []
    for beg, end, sig in functions(lines):
        n = end - beg + 1
        sizes.append((n, '%s:%d' % (path, beg + 1)))
        if n > LINES:
            say(path, beg, 'a function of %d lines' % n)
        if nesting(lines[beg:end]) > NEST:
            say(path, beg, 'nesting of %d levels' % nesting(lines[beg:end]))
        if n_params(sig) > PARAMS:
            say(path, beg, 'a function of %d parameters' % n_params(sig))
    return sizes


def check_file(path, say):
    lines = open(path, encoding='utf-8').read().split('\n')
    limit = SOURCE if path.endswith('.c') else HEADER
    if len(lines) - 1 > limit and not path.endswith('/demarche.h'):
        say(path, 0, '%d lines, at most %d' % (len(lines) - 1, limit))
    for i, line in enumerate(lines):
        if len(line) > WIDTH:
            say(path, i, 'a line of %d columns' % len(line))
    return check_functions(path, lines, say) if path.endswith('.c') else []


def main():
    tree = sys.argv[1] if len(sys.argv) > 1 else '.'
    bad, sizes, n = [], [], 0

    def say(path, line, what):
        bad.append('%s:%d: %s' % (path, line + 1, what))

    for top in ('include', 'src', 'tools', 'tests'):
        for folder, _, names in sorted(os.walk(os.path.join(tree, top))):
            own = [x for x in sorted(names) if x.endswith(('.c', '.h'))]
            if top == 'src':
                parts = [x for x in own
                         if not x.endswith('_test.c') and x not in SUPPORT]
                if len(parts) > FILES:
                    say(folder, 0, '%d files, at most %d'
                        % (len(parts), FILES))
            for name in own:
                n += 1
                found = check_file(os.path.join(folder, name), say)
                if not name.endswith('_test.c'):
                    sizes += found
    sizes.sort()
    for line in bad:
        print(line)
    if sizes:
        print('%d functions: median %d lines, p90 %d, longest %d (%s)'
              % (len(sizes), sizes[len(sizes) // 2][0],
                 sizes[len(sizes) * 9 // 10][0], *sizes[-1]))
    print('%d passed, %d failed' % (n - min(n, len(bad)), len(bad)))
    return 1 if bad else 0


sys.exit(main())
