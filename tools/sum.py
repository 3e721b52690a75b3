#!/usr/bin/env python3
"""Adds up what the tests of some builds said: `N passed, M failed`.

usage: sum.py BUILD...

A test without such a line counts as one. A test that was left out (exit
status 77) says why, and counts as none.
"""
import json
import os
import re
import sys

LINE = re.compile(r'^(\d+) passed, (\d+) failed$', re.M)


def count(test):
    said = LINE.findall(test.get('stdout') or '')
    good = sum(int(a) for a, _ in said)
    bad = sum(int(b) for _, b in said)
    if test['result'] == 'SKIP':
        return 0, 0
    if test['result'] == 'OK':
        return (good, bad) if said else (1, 0)
    return good, max(bad, 1)


def main():
    good = bad = 0
    for build in sys.argv[1:]:
        path = os.path.join(build, 'meson-logs', 'testlog.json')
        for line in open(path, encoding='utf-8'):
            test = json.loads(line)
            a, b = count(test)
            good, bad = good + a, bad + b
            if test['result'] == 'SKIP':
                print('left out: %s' % test['name'])
                print((test.get('stdout') or '').strip())
    print('%d passed, %d failed' % (good, bad))
    return 1 if bad else 0


sys.exit(main())
