#!/usr/bin/env python3
"""Measures where events are said to have happened.

usage: eval/places.py PROGRAM [--model FILE] [-v] [--] [NEWS]

NEWS: wikipedia_current_events.jsonl.xz of the shared folder, whose notes
eval/places.tsv annotates without holding their text. Scored is the event the
program finds at the annotated words (an event missed is no error of place, and
is counted apart): whether its country is right, no place where the words name
none being right too, and whether its precision is not finer than the words
support. -v lists every error.
"""
import argparse
import hashlib
import json
import lzma
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
NEWS = HERE.parent.parent / 'shared/data/news/wikipedia_current_events.jsonl.xz'
FINE = ['none', 'country', 'region', 'city', 'site']


def ends(word):
    return tuple(int(x) for x in word.split(':'))


def gold():
    """Note -> what its annotation says."""
    out = {}
    for line in (HERE / 'places.tsv').read_text(encoding='utf8').splitlines():
        if line.startswith('#'):
            continue
        key, digest, act, place, country, fine = line.split('\t')
        out[key] = {'digest': digest, 'act': [ends(x) for x in act.split()],
                    'place': None if place == '-' else ends(place),
                    'country': country.split(), 'fine': fine}
    return out


def texts(path, want):
    """The notes that are annotated, each checked to be the one that was read."""
    with lzma.open(path, 'rt', encoding='utf8') as f:
        docs = [d for d in map(json.loads, f) if d['id'] in want]
    for d in docs:
        if hashlib.sha256(d['text'].encode()).hexdigest()[:8] != want[d['id']]['digest']:
            sys.exit(f"{d['id']}: not the text that was annotated")
    return {d['id']: d for d in docs}


def events(command, docs):
    """Note -> its events as the program prints them."""
    lines = ''.join(json.dumps({k: d[k] for k in ('id', 'date', 'text')}) + '\n'
                    for d in docs.values())
    got = subprocess.run(command + ['--format', 'jsonl', '--input-format', 'jsonl', '-'],
                         input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    out = {key: [] for key in docs}
    for r in map(json.loads, got.decode().splitlines()):
        if r['record'] == 'event':
            out[r['document']].append(r)
    return out


def event_of(want, found):
    """The event at the first of the annotated words that has one."""
    for a, b in want['act']:
        for r in found:
            if r['trigger']['start'] < b and a < r['trigger']['end']:
                return r
    return None


def judge(want, place):
    """Country right, not finer than the words."""
    country = place and place['country'] or '-'
    fine = place['precision'] if place else 'none'
    return country in want['country'], FINE.index(fine) <= FINE.index(want['fine'])


def show(text, want, place, verdict):
    said = text[slice(*want['place'])] if want['place'] else '(none)'
    got = ('{text} [{country} {precision}]'.format(**place) if place else '(none)')
    print(f"  {'' if verdict[0] else 'COUNTRY '}{'' if verdict[1] else 'FINER '}"
          f"{said} [{' '.join(want['country'])} {want['fine']}] got {got}\n      {text[:220]}")


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('--model')
    ap.add_argument('-v', action='store_true')
    ap.add_argument('news', nargs='?', default=str(NEWS))
    args = ap.parse_args()
    if not pathlib.Path(args.news).exists():
        print(f'skipped: {args.news} is not here', file=sys.stderr)
        return 0
    want = gold()
    docs = texts(args.news, want)
    command = [args.program, 'code'] + (['--model', args.model] if args.model else [])
    found = events(command, docs)
    n = country = coarse = 0
    for key, w in want.items():
        r = event_of(w, found[key])
        if not r:
            if args.v:
                print(f"  no event: {docs[key]['text'][:120]}")
            continue
        verdict = judge(w, r['place'])
        n, country, coarse = n + 1, country + verdict[0], coarse + verdict[1]
        if args.v and not all(verdict):
            show(docs[key]['text'], w, r['place'], verdict)
    print(f'notes {len(want)}, with their event {n}')
    print(f'places country {100 * country / max(n, 1):.1f} % ({country} of {n})')
    print(f'places not finer {100 * coarse / max(n, 1):.1f} % ({coarse} of {n})')
    return 0


if __name__ == '__main__':
    sys.exit(main())
