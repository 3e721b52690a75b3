#!/usr/bin/env python3
"""Measures demarche on the development sets, all in one go.

usage: eval/run_eval.py PROGRAM [--shared DIR] [--model FILE] [--only WORD]... [--out DIR]
                   [--check] [--against FILE]

PROGRAM is the built `demarche`. The sets and their scorers lie in the shared
folder (default ../shared beside the repository); a set that is absent is
skipped with a word. Prints one line a measure: name, value, the committed
floor (eval/floor.tsv). --check: exit 1 when a value is under its floor.
--out keeps the records that were scored. --against FILE: all once more with
that model, a `train/export.py --wide` of the same weights say, and how far the
program's own values lie under its.
"""
import argparse
import json
import lzma
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FLOOR = HERE / 'floor.tsv'


def floors():
    """Measure -> least value."""
    out = {}
    if FLOOR.exists():
        for line in FLOOR.read_text(encoding='utf8').splitlines():
            if line.strip() and not line.startswith('#'):
                name, value = line.split('\t')[:2]
                out[name] = float(value)
    return out


class Bench:
    """What all measures share: the program, the sets, a folder for files."""

    def __init__(self, args, model, out):
        self.program = args.program
        self.shared = pathlib.Path(args.shared)
        self.model = model
        self.dir = pathlib.Path(out or tempfile.mkdtemp())
        self.dir.mkdir(parents=True, exist_ok=True)
        self.rows = []

    def tool(self, name, *rest):
        """What a scorer prints."""
        cmd = [sys.executable, str(self.shared / 'tools' / name), *map(str, rest)]
        got = subprocess.run(cmd, capture_output=True, text=True, check=False)
        if got.returncode not in (0, 1) or (got.returncode and not got.stdout):
            raise RuntimeError(got.stderr.strip() or name)
        return got.stdout

    def command(self, *words):
        more = ['--model', self.model] if self.model else []
        return [self.program, *words[:1], *more, *map(str, words[1:])]

    def code(self, name, docs):
        """Records of documents [{id, date, text}], in a file."""
        into = self.dir / f'{name}.in.jsonl'
        out = self.dir / f'{name}.jsonl'
        with open(into, 'w', encoding='utf8') as f:
            for d in docs:
                f.write(json.dumps(d, ensure_ascii=False) + '\n')
        with open(out, 'w', encoding='utf8') as f:
            subprocess.run(self.command('code', '--format', 'jsonl', into),
                           stdout=f, check=False)
        return out

    def put(self, name, value):
        self.rows.append((name, value))

    def has(self, *path):
        where = self.shared.joinpath(*path)
        if not where.exists():
            print(f'skipped: {where} is not here', file=sys.stderr)
        return where.exists()


def lines(path):
    if str(path).endswith('.xz'):
        with lzma.open(path, 'rt', encoding='utf8') as f:
            return [json.loads(x) for x in f if x.strip()]
    with open(path, encoding='utf8') as f:
        return [json.loads(x) for x in f if x.strip()]


def doc(key, date, text):
    return {'id': key, 'date': date or '2000-01-01', 'text': text}


def records(b):
    """Events, statements and positions on the annotated reports."""
    if not b.has('data', 'annotations', 'dev'):
        return
    gold = b.dir / 'annotations.gold.jsonl'
    found = []
    with open(gold, 'w', encoding='utf8') as f:
        for path in sorted((b.shared / 'data/annotations/dev').glob('*.jsonl')):
            for x in lines(path):
                found.append(doc(x['id'], x.get('date'), x['text']))
                f.write(json.dumps(x, ensure_ascii=False) + '\n')
    out = b.tool('score_records.py', gold, b.code('annotations', found))
    for name, value in re.findall(r'^(\S.*?)\s+F1\s+([\d.]+)', out, re.M):
        b.put(f'annotations {name} F1', float(value))
    for name, value in re.findall(r'^(\S.*?)\s+([\d.]+) %', out, re.M):
        b.put(f'annotations {name} %', float(value))


def position_of(r):
    pick = ('stance', 'strength', 'negated')
    holder = r['holder'] or {'text': None, 'country': None, 'group': None}
    out = {k: r[k] for k in pick}
    out['holder'] = {k: holder[k] for k in ('text', 'country', 'group')}
    out['engagement'] = r['engagement']
    out['terms'] = [{k: t[k] for k in ('relation', 'text', 'party', 'must',
                                       'duration', 'waived')} for t in r['terms']]
    return out


def positions(b):
    """Positions and terms on single sentences."""
    if not b.has('data', 'positions', 'dev.jsonl'):
        return
    path = b.shared / 'data/positions/dev.jsonl'
    gold = lines(path)
    got = b.code('positions', [doc(x['n'], x.get('date'), x['sentence'])
                               for x in gold])
    pred = {x['n']: [] for x in gold}
    for r in lines(got):
        if r['record'] == 'position':
            pred[r['document']].append(position_of(r))
    into = b.dir / 'positions.pred.jsonl'
    with open(into, 'w', encoding='utf8') as f:
        for x in gold:
            f.write(json.dumps({'n': x['n'], 'positions': pred[x['n']]}) + '\n')
    out = b.tool('score_positions.py', path, into)
    m = re.search(r'positions F1 ([\d.]+) terms F1 ([\d.]+)', out)
    b.put('positions position F1', float(m[1]))
    b.put('positions terms F1', float(m[2]))
    (b.dir / 'positions.txt').write_text(out, encoding='utf8')


def span(x):
    return [[x['start'], x['end']]] if x and x.get('start') is not None else []


def attributions(b):
    """Who said what, in political articles (measured only)."""
    if not b.has('data', 'measure-only', 'polnear_dev.jsonl.xz'):
        return
    gold = lines(b.shared / 'data/measure-only/polnear_dev.jsonl.xz')
    want = b.dir / 'polnear.gold.jsonl'
    with open(want, 'w', encoding='utf8') as f:
        for x in gold:
            f.write(json.dumps(x, ensure_ascii=False) + '\n')
    got = b.code('polnear', [doc(x['id'], None, x['text']) for x in gold])
    pred = {x['id']: [] for x in gold}
    for r in lines(got):
        if r['record'] == 'statement':
            pred[r['document']].append(
                {'source': span(r['speaker']), 'cue': span(r['cue']),
                 'content': [s for c in r['content'] for s in span(c)]})
    into = b.dir / 'polnear.pred.jsonl'
    with open(into, 'w', encoding='utf8') as f:
        for x in gold:
            f.write(json.dumps({'id': x['id'], 'attributions': pred[x['id']]}) + '\n')
    out = b.tool('score_attribution.py', want, into)
    (b.dir / 'polnear.txt').write_text(out, encoding='utf8')
    line = next(x for x in out.splitlines() if x.strip().startswith('attribution'))
    b.put('PolNeAR attribution F1', float(re.findall(r'[\d.]+', line)[2]))


def plover(b):
    """The event's root when source and target are given (measured only)."""
    if not b.has('data', 'measure-only', 'plv_train.jsonl'):
        return
    path = b.shared / 'data/measure-only/plv_train.jsonl'
    got = b.code('plv', [doc(x['id'], None, x['text']) for x in lines(path)])
    out = b.tool('score_plv.py', path, got, '--confusion', '20')
    (b.dir / 'plv.txt').write_text(out, encoding='utf8')
    b.put('PLV macro F1', float(re.search(r'macro F1 ([\d.]+)', out)[1]))


def case(b):
    """The worked example."""
    for path in sorted((b.shared / 'cases').glob('*.json')):
        report = path.with_suffix('.txt')
        got = b.dir / f'{path.stem}.jsonl'
        with open(got, 'w', encoding='utf8') as f:
            subprocess.run(b.command('code', '--format', 'jsonl', report),
                           stdout=f, check=False)
        out = b.tool('check_case.py', path, got)
        (b.dir / 'case.txt').write_text(out, encoding='utf8')
        m = re.search(r'expected found (\d+) of \d+, forbidden absent (\d+)', out)
        b.put(f'case {path.stem} expected', float(m[1]))
        b.put(f'case {path.stem} forbidden absent', float(m[2]))


def beside(b, name, *files):
    """What a script beside this one prints for files of the shared folder."""
    paths = [b.shared / 'data' / f for f in files]
    if not (HERE / name).exists() or not all(p.exists() for p in paths):
        print(f'skipped: eval/{name} or its files are not here', file=sys.stderr)
        return ''
    more = ['--model', b.model] if b.model else []
    got = subprocess.run([sys.executable, str(HERE / name), b.program, *more, '--',
                          *map(str, paths)], capture_output=True, text=True, check=False)
    if got.returncode:
        print(f'skipped: eval/{name}: {got.stderr.strip()[-200:]}', file=sys.stderr)
    return got.stdout


def parse(b):
    """Sentences, parts of speech and trees on raw text."""
    for label, path in (('EWT', 'ud/en_ewt-ud-dev.conllu.xz'),
                        ('GUM-open', 'ud/en_gum_open-dev.conllu.xz')):
        out = beside(b, 'conll18.py', path)
        for name, value in re.findall(r'(sentences|UPOS|LAS) ([\d.]+)', out):
            b.put(f'{label} {name} F1', float(value))


def names(b):
    """Names, exact span and type."""
    out = beside(b, 'names.py', 'ud/en_ewt-ud-dev.conllu.xz', 'ner/uner_ewt_dev.bio.xz')
    m = re.search(r'names F1 ([\d.]+)', out)
    if m:
        b.put('UNER EWT names F1', float(m[1]))


def dates(b):
    """Expressions of time: their values."""
    out = beside(b, 'dates.py', *('dates/' + x for x in (
        'gum_open_dates_dev.jsonl', 'ms_recognizers_datetime_model.jsonl',
        'timenorm_train.jsonl')))
    for name, value in re.findall(r'^(.+)\t([\d.]+)$', out, re.M):
        b.put(name, float(value))


def places(b):
    """Where the main event of a note happened."""
    out = beside(b, 'places.py', 'news/wikipedia_current_events.jsonl.xz')
    for name, value in re.findall(r'^(places .+?) ([\d.]+) %', out, re.M):
        b.put(f'{name} %', float(value))


def actors(b):
    """Who the actors are: office holders, homonyms, coded sentences."""
    more = ['--model', b.model] if b.model else []
    got = subprocess.run([sys.executable, str(HERE / 'actors.py'), b.program, *more,
                          '--shared', str(b.shared), '--misses', str(b.dir / 'actors.tsv')],
                         capture_output=True, text=True, check=False)
    sys.stderr.write(got.stderr)
    for name, value in re.findall(r'^(\S.*?) +\d+ of +\d+ +([\d.]+)$', got.stdout, re.M):
        b.put(f'actors {name} %', float(value))


def conditions(b):
    """What becomes of conditions, from text to the answer."""
    got = subprocess.run([sys.executable, str(HERE / 'conditions.py'), b.program],
                         capture_output=True, text=True, check=False)
    for value in re.findall(r'^conditions right: ([\d.]+) %', got.stdout, re.M):
        b.put('conditions right %', float(value))


def coref(b):
    """Chains and pronouns."""
    out = beside(b, 'coref.py', 'ud/en_gum_open-dev.conllu.xz', 'ud/coref_ontogum_open-dev.conll.xz')
    for name, label in (('CoNLL F1', 'CoNLL F1'), ('pronouns right', 'pronouns %')):
        m = re.search(rf'^{name} ([\d.]+)', out, re.M)
        if m:
            b.put(f'OntoGUM coreference {label}', float(m[1]))


MEASURES = {'parse': parse, 'names': names, 'coref': coref, 'dates': dates,
            'attributions': attributions, 'plover': plover, 'records': records,
            'positions': positions, 'case': case, 'actors': actors,
            'places': places, 'conditions': conditions}


def measure(args, model, out):
    """Rows of name and value with a model, None: the program's own."""
    b = Bench(args, model, out)
    for name in args.only or MEASURES:
        MEASURES[name](b)
    return b.rows


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('--shared', default=str(HERE.parent.parent / 'shared'))
    ap.add_argument('--model')
    ap.add_argument('--only', action='append', choices=MEASURES)
    ap.add_argument('--out')
    ap.add_argument('--check', action='store_true')
    ap.add_argument('--against')
    args = ap.parse_args()
    rows, least, low = measure(args, args.model, args.out), floors(), 0
    other = dict(measure(args, args.against, None)) if args.against else {}
    for name, value in rows:
        floor = least.get(name)
        under = floor is not None and value < floor
        low += under
        print(f'{name:46} {value:7.1f}' + (f'   floor {floor:6.1f}' if floor is not None else '')
              + ('   UNDER' if under else '')
              + (f'   against {other[name]:6.1f} {value - other[name]:+5.1f}'
                 if name in other else ''))
    return 1 if args.check and low else 0


if __name__ == '__main__':
    sys.exit(main())
