"""The rounds of kill.sh.

usage: kill.py PROGRAM TREE EMPTY_FOLDER ROUNDS
"""
import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

TABLES = ('document', 'record', 'key', 'side', 'act', 'condition',
          'band', 'story', 'same', 'stand', 'turn')


def write_reports(tree, path):
    """90 reports; each third one is a new version of that before it."""
    texts = []
    for name in sorted(glob.glob(tree + '/examples/*.txt')):
        text = open(name, encoding='utf-8').read().split(None, 2)
        texts.append((text[1], text[2]))
    with open(path, 'w', encoding='utf-8') as f:
        for i in range(90):
            date, text = texts[i % len(texts)]
            url = 'https://example.org/%d' % (i - (i % 3 == 2))
            f.write(json.dumps({
                'id': 'r%d' % i, 'date': date, 'url': url,
                'text': '%s It was day %d of it.' % (text[:400], i)}) + '\n')


def in_order(row):
    """A key for rows that may have nulls."""
    return [(value is not None, value) for value in row]


def content(path):
    """All rows, and whether the file is sound."""
    db = sqlite3.connect(path)
    state = db.execute('PRAGMA integrity_check').fetchall()
    broken = db.execute('PRAGMA foreign_key_check').fetchall()
    rows = {t: sorted(db.execute('SELECT * FROM %s' % t), key=in_order)
            for t in TABLES}
    try:
        db.execute("INSERT INTO found(found) VALUES ('integrity-check')")
        db.execute('CREATE VIRTUAL TABLE temp.word USING '
                   'fts5vocab(main, found, instance)')
        rows['found'] = db.execute('SELECT * FROM temp.word').fetchall()
    except sqlite3.OperationalError as e:
        if 'no such module' not in str(e):
            raise
    db.close()
    return state == [('ok',)] and not broken, rows


def sound_rows(ledger):
    """The content of a ledger whose writer was killed; None: not made."""
    if not os.path.exists(ledger):
        return None
    db = sqlite3.connect(ledger)
    made = db.execute('PRAGMA user_version').fetchone()[0]
    db.close()
    return content(ledger) if made else None


def remove(ledger):
    for end in ('', '-wal', '-shm'):
        if os.path.exists(ledger + end):
            os.remove(ledger + end)


def kill(run, most):
    """Ends a run at a random moment; False when it was done before."""
    time.sleep(random.random() * most * 0.4)
    run.send_signal(signal.SIGKILL)
    return run.wait() == -signal.SIGKILL


def timed(run):
    start = time.monotonic()
    if run().wait():
        sys.exit('the undisturbed run did not go well')
    return time.monotonic() - start


def kill_adding(add, whole, ledger, rounds):
    """What is in stays in; gives the faults and the ledgers done."""
    most = timed(lambda: add(whole))
    want = content(whole)[1]
    failed, ended, before = 0, 0, 0
    for i in range(rounds):
        killed = kill(add(ledger), most)
        got = sound_rows(ledger)
        if not got:
            continue
        sound, rows = got
        n = len(rows['document'])
        same = rows['document'][:n] == [
            r[:-1] + (None if r[-1] and r[-1] > n else r[-1],)
            for r in want['document'][:n]]
        if not sound or n < before or not same:
            failed += 1
            print('round %d: sound %s, %d reports after %d, as they were %s'
                  % (i, sound, n, before, same))
        before = n
        if not killed or n == len(want['document']):
            ended += 1
            add(ledger).wait()
            if content(ledger)[1] != want:
                failed += 1
                print('round %d: not what an undisturbed run gives' % i)
            remove(ledger)
            before = 0
    if before:
        add(ledger).wait()
        failed += content(ledger)[1] != want
    remove(ledger)
    return failed, ended


def own(rows):
    """Records of the reports themselves, not those between two of them."""
    return [r for r in rows['record'] if r[0] < 1 << 32]


def kill_recoding(recode, whole, ledger, rounds):
    """Reports stay what they are; their records are all old or all new."""
    anew = whole + '.anew'
    shutil.copy(whole, anew)
    old = content(whole)[1]
    most = timed(lambda: recode(anew))
    new = content(anew)[1]
    failed, ended = int(old['record'] == new['record']), 0
    kept = [r[:8] + r[10:] for r in old['document']]
    shutil.copy(whole, ledger)
    for i in range(rounds):
        killed = kill(recode(ledger), most)
        sound, rows = content(ledger)
        known = set(own(old)) | set(own(new))
        whole_reports = all(
            [r for r in own(rows) if r[1] == d[0]] in
            ([r for r in own(of) if r[1] == d[0]] for of in (old, new))
            for d in rows['document'])
        same = [r[:8] + r[10:] for r in rows['document']] == kept
        if not sound or not same or not whole_reports or \
                not set(own(rows)) <= known:
            failed += 1
            print('round %d: sound %s, reports as they were %s, records '
                  'whole %s' % (i, sound, same, whole_reports))
        if not killed or rows == new:
            ended += 1
            recode(ledger).wait()
            failed += content(ledger)[1] != new
            remove(ledger)
            shutil.copy(whole, ledger)
    recode(ledger).wait()
    failed += content(ledger)[1] != new
    return failed, ended


def main():
    program, tree, folder, rounds = sys.argv[1:5]
    news, whole = folder + '/news.jsonl', folder + '/whole.db'
    write_reports(tree, news)
    os.mkdir(folder + '/data')
    with open(folder + '/data/mine.tsv', 'w', encoding='utf-8') as f:
        f.write('#! person name country sector source\n'
                'Elena Quispe\tPER\tGOV\town\n')

    def run(command, path, *more):
        return subprocess.Popen(
            [program, command, '--threads', '1', '--ledger', path, *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    random.seed(1)
    faults, ended = kill_adding(lambda path: run('add', path, news), whole,
                                folder + '/killed.db', int(rounds))
    print('adding: %s rounds, %d ledgers to their end' % (rounds, ended))
    more, ended = kill_recoding(
        lambda path: run('recode', path, '--data', folder + '/data'), whole,
        folder + '/killed.db', int(rounds))
    print('recoding: %s rounds, %d ledgers to their end' % (rounds, ended))
    failed = faults + more
    print('%d passed, %d failed' % (2 * int(rounds) - failed, failed))
    return failed != 0


sys.exit(main())
