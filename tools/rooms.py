#!/usr/bin/env python3
"""Enforces src/ROOMS: who may include whom.

usage: rooms.py [TREE]

A file of a room includes only files of its own room and of rooms on earlier
lines. A room marked ! sees its own files and <demarche.h> alone (its unit
tests may see base/test.h too). Names of files are unique in src.
"""
import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def read_law(path):
    """Room -> (line number, closed)."""
    law, line = {}, 0
    for text in open(path, encoding='utf-8'):
        words = text.split('#')[0].split()
        if not words:
            continue
        line += 1
        for word in words:
            law[word.lstrip('!')] = (line, word.startswith('!'))
    return law


def faults_of(path, room, law, say):
    line, closed = law[room]
    for n, text in enumerate(open(path, encoding='utf-8'), 1):
        m = INCLUDE.match(text)
        if not m:
            continue
        quoted, what = m.group(1) == '"', m.group(2)
        where = '%s:%d' % (path, n)
        if not quoted:
            continue
        if what == 'demarche.h':
            say(where, 'demarche.h is included as <demarche.h>')
            continue
        other = what.split('/')[0]
        if other not in law or '/' not in what:
            say(where, '"%s" names no room' % what)
        elif other == room:
            continue
        elif closed:
            if not (path.endswith('_test.c') and what == 'base/test.h'):
                say(where, '%s sees <demarche.h> alone, not "%s"'
                    % (room, what))
        elif law[other][0] >= line:
            say(where, '%s may not include %s: it is not on an earlier line '
                'of src/ROOMS' % (room, other))


def main():
    tree = sys.argv[1] if len(sys.argv) > 1 else '.'
    law = read_law(os.path.join(tree, 'src', 'ROOMS'))
    bad, seen, n = [], {}, 0

    def say(where, what):
        bad.append('%s: %s' % (where, what))

    rooms = sorted(r for r in os.listdir(os.path.join(tree, 'src'))
                   if os.path.isdir(os.path.join(tree, 'src', r)))
    for room in rooms:
        folder = os.path.join(tree, 'src', room)
        if room not in law:
            say(folder, 'is not in src/ROOMS')
            continue
        for name in sorted(os.listdir(folder)):
            if not name.endswith(('.c', '.h')):
                continue
            n += 1
            if name in seen:
                say(os.path.join(folder, name), 'has the name of a file in '
                    + seen[name])
            seen[name] = room
            faults_of(os.path.join(folder, name), room, law, say)
    for room in law:
        if room not in rooms:
            say('src/ROOMS', 'names %s, which is not there' % room)
    for line in bad:
        print(line)
    print('%d passed, %d failed' % (n - min(n, len(bad)), len(bad)))
    return 1 if bad else 0


sys.exit(main())
