#!/usr/bin/env python3
"""What becomes of a condition, from the text of reports to the answer.

usage: conditions.py PROGRAM [CASES]

A case of conditions.jsonl is a few reports, (date, text), the code of the party
that is bound, and the state in which `demarche conditions` must find what it
was asked first. Prints a line for each case that is otherwise, and what share
is right.
"""
import json
import os
import subprocess
import sys
import tempfile


def run(program, *args):
    return subprocess.run([program, *args], capture_output=True, text=True,
                          check=True).stdout


def found(program, case, folder):
    """The first condition of the party in the case's reports, or None."""
    ledger = os.path.join(folder, 'l.db')
    path = os.path.join(folder, 'reports.jsonl')
    with open(path, 'w', encoding='utf-8') as f:
        for i, (date, text) in enumerate(case['reports']):
            f.write(json.dumps({'id': 'r%d' % (i + 1), 'date': date,
                                'text': text}) + '\n')
    run(program, 'add', '--ledger', ledger, path)
    rows = [json.loads(line) for line in
            run(program, 'conditions', '--ledger', ledger, '--order', 'oldest',
                '--format', 'jsonl').splitlines()]
    rows = [r for r in rows if r['term']['party'] == case['party']]
    return rows[0] if rows else None


def main():
    program = sys.argv[1]
    path = sys.argv[2] if len(sys.argv) > 2 else os.path.join(
        os.path.dirname(os.path.abspath(__file__)), 'conditions.jsonl')
    cases = [json.loads(line) for line in open(path, encoding='utf-8')]
    right = 0
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            row = found(program, case, folder)
        good = row is not None and row['state'] == case['state']
        right += good
        if not good:
            print('%s: expected %s, found %s' % (
                case['case'], case['state'],
                '%s, %s, "%s" %s' % (row['state'], row['rule'],
                                     row['term']['text'],
                                     row['term']['category'])
                if row else 'no such condition'))
    print('conditions right: %.1f %% (%d of %d)'
          % (100 * right / len(cases), right, len(cases)))


if __name__ == '__main__':
    main()
