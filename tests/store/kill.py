"""The rounds of kill.sh.

usage: kill.py PROGRAM TREE EMPTY_FOLDER ROUNDS
"""
import glob
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

TABLES = ('document', 'record', 'key', 'tag')


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


def content(path):
    """All rows, and whether the file is sound."""
    db = sqlite3.connect(path)
    state = db.execute('PRAGMA integrity_check').fetchall()
    broken = db.execute('PRAGMA foreign_key_check').fetchall()
    rows = {t: db.execute('SELECT * FROM %s ORDER BY 1, 2, 3, 4'
                          % t).fetchall() for t in TABLES}
    try:
        for t in ('texts', 'words'):
            db.execute("INSERT INTO %s(%s) VALUES ('integrity-check')"
                       % (t, t))
    except sqlite3.OperationalError as e:
        if 'no such module' not in str(e):
            raise
    db.close()
    return state == [('ok',)] and not broken, rows


def main():
    program, tree, folder, rounds = sys.argv[1:5]
    news, whole = folder + '/news.jsonl', folder + '/whole.db'
    ledger = folder + '/killed.db'
    write_reports(tree, news)

    def add(path):
        return subprocess.Popen(
            [program, 'add', '--threads', '1', '--ledger', path, news],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    start = time.monotonic()
    if add(whole).wait():
        sys.exit('the undisturbed run did not go well')
    most = time.monotonic() - start
    want = content(whole)[1]
    failed, ended, before = 0, 0, 0
    random.seed(1)
    for i in range(int(rounds)):
        run = add(ledger)
        time.sleep(random.random() * most * 0.4)
        run.send_signal(signal.SIGKILL)
        killed = run.wait() == -signal.SIGKILL
        if not os.path.exists(ledger):
            continue
        db = sqlite3.connect(ledger)
        made = db.execute('PRAGMA user_version').fetchone()[0]
        db.close()
        if not made:
            continue
        sound, rows = content(ledger)
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
            for end in ('', '-wal', '-shm'):
                if os.path.exists(ledger + end):
                    os.remove(ledger + end)
            before = 0
    if before:
        add(ledger).wait()
        failed += content(ledger)[1] != want
    print('%s rounds, %d ledgers to their end' % (rounds, ended))
    print('%d passed, %d failed' % (int(rounds) - failed, failed))
    return failed != 0


sys.exit(main())
