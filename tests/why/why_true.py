"""What why says of each record is what the record itself holds.

usage: why_true.py PROGRAM FOLDER

Codes the reports of a folder to JSON and compares, record by record, with what
why prints: rule, confidence, data entries, codes, days, terms and sides. Then
again out of a ledger.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROLES = {'event': ('actor', 'recipient'), 'statement': ('speaker', 'addressee'),
         'position': ('holder',), 'shift': ()}
BEGIN = re.compile(r' {5}(statement|event|position|shift) (\d+) ')
REASON = re.compile(r' {7}([a-z][a-z ]{0,11}) +(.*)')


def run(program, *args):
    done = subprocess.run([program, *args], stdout=subprocess.PIPE,
                          encoding='utf-8', check=True)
    return done.stdout


def blocks(text):
    """{'event/1': [(name of a reason or '', its line)]}; lines are whole."""
    found, lines = {}, None
    for line in text.splitlines():
        begins, reason = BEGIN.match(line), REASON.match(line)
        if begins:
            lines = [('', line.strip())]
            found['%s/%s' % begins.groups()] = lines
        elif not line.strip():
            lines = None
        elif lines is None:
            continue
        elif line.startswith(' ' * 19):
            lines[-1] = (lines[-1][0], lines[-1][1] + ' ' + line.strip())
        elif reason:
            lines.append((reason.group(1).strip(), reason.group(2).strip()))
    return {k: [(n, ' '.join(s.split())) for n, s in v]
            for k, v in found.items()}


def people(record, role):
    v = record[role]
    return v if isinstance(v, list) else [v] if v else []


def code_of(who):
    return who['actor'] or who['group'] or who['country']


def expected(r):
    """(name of a reason, words that one of its lines must have)."""
    yield 'rule', r['rule'] + '; confidence ', r['confidence']
    if r.get('date_span'):
        yield 'date', r['date_span']['value'] or 'vague'
        yield 'date', r['date_basis']
        if r['date']:
            yield 'date', 'the record\'s day is ' + r['date']
    for role in ROLES[r['record']]:
        for who in people(r, role):
            if who['text'] is None:
                continue
            words = '“%s”' % ' '.join(who['text'].split())
            yield role, words + (' is %s by %s' % (code_of(who), who['via'])
                                 if code_of(who) else ' has no code')
            for key, before in (('entry', ', '), ('office', 'office '),
                                ('name', 'name ')):
                if who[key]:
                    yield role, before + ' '.join(who[key].split())
    if r['record'] == 'event':
        yield '', '%s %s' % (r['category'], (r['mode'] or r['cameo'] or ''))
        yield 'code', '%s by event_codes.tsv:' % r['cameo']
        yield 'code', 'quad %d, score %.1f, goldstein %.1f' % (
            r['quad'], r['score'], r['goldstein'])
        for word in r['context']:
            yield 'context', word
        for flag, on in r['factuality'].items():
            if on:
                yield 'factuality', flag
        if r['reported_by']:
            yield 'told by', ' '.join(r['reported_by'].split('/')[-2:])
        if r['place']:
            yield 'place', '“%s” is a %s' % (' '.join(
                r['place']['text'].split()), r['place']['precision'])
    elif r['record'] == 'statement':
        if r['cue']:
            yield 'cue', '“%s”' % ' '.join(r['cue']['text'].split())
        yield 'form', r['form']
        for c in r['content']:
            yield 'content', ' '.join(c['text'].split())[:20]
        if r['within']:
            yield 'told by', ' '.join(r['within'].split('/')[-2:])
    elif r['record'] == 'position':
        yield '', r['stance']
        yield 'engagement', r['engagement']['kind']
        if r['engagement']['parties']:
            yield 'engagement', 'parties ' + '|'.join(
                r['engagement']['parties'])
        for t in r['terms']:
            yield 'term', '%s “%s' % (t['relation'],
                                      ' '.join(t['text'].split())[:20])
            if t['party']:
                yield 'binds', t['party']
            if t['category']:
                yield 'binds', ('waits for %s %s' % (
                    t['category'], t['cameo'] or '')).strip()
        if r['statement']:
            yield 'told by', ' '.join(r['statement'].split('/')[-2:])
    elif r['record'] == 'shift':
        yield 'kind', r['kind']
        yield 'kind', 'one voice' if r['same_speaker'] else 'two voices'
        for side in ('from', 'to'):
            yield side, ' '.join(r[side].split('/')[-2:]) if r[side] \
                else 'no position'


def is_said(lines, name, words, number=None):
    """Does a line of that name have the words, and the number behind them?"""
    for n, line in lines:
        at = line.find(words)
        if n != name or at < 0:
            continue
        if number is None:
            return True
        said = float(line[at + len(words):].split()[0].strip(',;'))
        if abs(said - number) < 0.0056:  # of two digits and of three
            return True
    return False


def check(records, text):
    """Pairs of record id and what its reasons do not say."""
    told = blocks(text)
    for r in records:
        lines = told.get('/'.join(r['id'].split('/')[-2:]))
        if lines is None:
            yield r['id'], 'is not told of'
            continue
        for want in expected(r):
            if not is_said(lines, *want):
                yield r['id'], '%s: "%s"' % want[:2]


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    if 'model none' in run(program, '--version'):
        print('left out: no model in this build')
        sys.exit(77)
    n = failed = 0
    os.chdir(folder)
    with tempfile.TemporaryDirectory() as empty:
        ledger = os.path.join(empty, 'l.db')
        subprocess.run([program, 'add', '--ledger', ledger, '.'], check=True,
                       stderr=subprocess.DEVNULL)
        for name in sorted(glob.glob('*.txt')):
            lines = run(program, 'code', '--format', 'jsonl', name).split('\n')
            records = [json.loads(line) for line in lines if line]
            records = [r for r in records if r['record'] in ROLES]
            n += 2 * len(records)
            for text in (run(program, 'why', name), run(
                    program, 'why', '--ledger', ledger, './' + name)):
                for record, what in check(records, text):
                    failed += 1
                    print('%s: %s' % (record, what))
    print('%d passed, %d failed' % (max(n - failed, 0), failed))
    return failed != 0


sys.exit(main())
