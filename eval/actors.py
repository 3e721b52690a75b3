#!/usr/bin/env python3
"""Probes who the actors of records are: heads of state, office holders in and
out of their terms, names that mean more than one thing, coded sentences.

usage: eval/actors.py PROGRAM [--shared DIR] [--model FILE] [--sample N]
                      [--only GROUP]... [--misses FILE]

Each probe is a short dated report that goes through the whole program, all of
them in one call. N (default 2000) probes are taken of a longer list, by the
hash of the name. Prints "GROUP RIGHT of ALL PERCENT":
  heads titled, heads bare  heads of state and government of the dictionary of
      Phoenix (shared/data/petrarch2_dictionaries) inside a dated role of
      1990-2014, as "Office Name" and "Name": country, GOV
  heads bare, no CountryInfo  the same, right only where another file than
      data/leaders_countryinfo.tsv tells: that dictionary rests on CountryInfo
  terms in, terms out       rows of data/leaders_*.tsv, bare name, inside the
      term: country and sectors; 500 days outside: not that office
  homonyms                  eval/homonyms.tsv
  coded source, target      countries of actors and recipients in the coded
      sentences of UniversalPetrarch (shared/data/events)
"""
import argparse
import collections
import datetime
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / 'data'
SAYS = ('{} said on Tuesday that the talks would continue.',
        '{} rejected the proposal on Monday.',
        '{} called for an end to the violence.',
        '{} told reporters that no decision had been taken.',
        '{} condemned the attack.')
OUT_DAYS, SNAPSHOT_DAYS = 500, 366
TITLES = {'president', 'prime minister', 'chancellor', 'king', 'queen', 'emir',
          'sultan', 'premier', 'taoiseach', 'chief minister'}
REGIONAL = re.compile('governor|commissioner|administrator|high representative',
                      re.I)

Probe = collections.namedtuple('Probe', 'group key date text mention judge')


def bare(name):
    """A spelling as the lexicon keys it."""
    name = unicodedata.normalize('NFD', name)
    name = ''.join(c for c in name if not unicodedata.combining(c)).lower()
    return ' '.join(re.sub(r"[-/_,]", ' ', re.sub(r"['’.`\"]", '', name)).split())


def day(text, last=False):
    """YYYY[-MM[-DD]] as a date; None when empty."""
    if not text:
        return None
    part = [int(x) for x in text.split('-')]
    if len(part) == 3:
        return datetime.date(*part)
    month = part[1] if len(part) > 1 else (12 if last else 1)
    first = datetime.date(part[0], month, 1)
    if not last:
        return first
    return (first.replace(day=28) + datetime.timedelta(4)).replace(day=1) \
        - datetime.timedelta(1)


def sample(rows, n, key):
    """n rows, the same ones on every run."""
    def mix(r):
        return hashlib.sha256(key(r).encode()).digest()
    return sorted(rows, key=mix)[:n]


def sentence(key, name):
    text = SAYS[hashlib.sha256(key.encode()).digest()[0] % len(SAYS)]
    return text.format(name)


# --- our own rows ---------------------------------------------------------

Term = collections.namedtuple('Term', 'name country sector office first last '
                                      'file')


def terms():
    out = []
    for path in sorted(DATA.glob('leaders_*.tsv')):
        lines = path.read_text(encoding='utf8').splitlines()
        head = lines[0][3:].split()[1:]
        for line in lines:
            if line.startswith('#'):
                continue
            r = dict(zip(head, line.split('\t')))
            out.append((Term(r['name'], r['country'], r['sector'], r['office'],
                             day(r['from']), day(r['to'], True), path.stem),
                        [r['name'], *filter(None, r['forms'].split('|'))]))
    return out


def holds(t, date):
    slack = datetime.timedelta(
        SNAPSHOT_DAYS if t.first and t.first == t.last else 0)
    return (not t.first or t.first - slack <= date) and \
        (not t.last or date <= t.last + slack)


def middle(t):
    first = t.first or t.last - datetime.timedelta(60)
    last = t.last or max(first, min(first + datetime.timedelta(400),
                                    datetime.date(2026, 6, 30)))
    return first + (last - first) // 2


def code(country, sector):
    return country + sector.replace(' ', '')


def in_term(wanted):
    return lambda e: e is not None and (e['actor'] in wanted
                                        or bool(e['ambiguous']))


def in_office(e, t):
    return e is not None and e['country'] == t.country and \
        ' '.join(e['sector']) == t.sector and \
        not (e['office'] or '').startswith('former ')


def outside(t, same):
    """A date well outside all terms under the name, or None."""
    for base, way in ((t.last, 1), (t.first, -1)):
        if not base:
            continue
        date = base + way * datetime.timedelta(OUT_DAYS)
        if date.year < 2027 and not any(holds(o, date) for o in same):
            return date
    return None


def term_probes(n):
    rows = terms()
    by = collections.defaultdict(list)
    for t, forms in rows:
        for f in forms:
            by[bare(f)].append(t)
    some = sample(rows, n, lambda r: '|'.join(map(str, r[0])))
    for t, _ in some:
        same, date = by[bare(t.name)], middle(t)
        wanted = {code(o.country, o.sector) for o in same if holds(o, date)}
        key = f'{t.file} {t.name} {t.office}'
        yield Probe('terms in', key, date, sentence(key, t.name), t.name,
                    in_term(wanted))
        date = outside(t, same)
        if date:
            yield Probe('terms out', key, date, sentence(key, t.name), t.name,
                        lambda e, t=t: not in_office(e, t))


# --- the Phoenix dictionary -----------------------------------------------

def phoenix_day(text):
    if len(text) == 6:
        text = ('20' if int(text[:2]) <= 30 else '19') + text
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def phoenix_records(path):
    """[name, ...], [(code, 'from to' restriction)] of each record."""
    names, roles = [], []
    for line in path.read_text(encoding='utf8', errors='replace').splitlines():
        line = re.sub(r'[#;].*', '', line).rstrip()
        if not line:
            continue
        found = re.findall(r'\[([A-Z-]+)([^]]*)\]', line)
        if not line[0].isspace() and line[0] != '+' and names:
            yield names, roles
            names, roles = [], []
        phrase = re.sub(r'\[.*', '', line).strip().lstrip('+')
        if phrase and not line[0].isspace():
            names.append(phrase.strip('_ ').replace('_', ' '))
        roles += [(c, when.strip()) for c, when in found]
    if names:
        yield names, roles


# Codes of the dictionary that are others of ours.
STATE = {'TMP': 'TLS', 'KSV': 'XKX', 'DDR': 'DEU', 'ROM': 'ROU', 'ZAR': 'COD'}


def phoenix_term(when):
    """A day inside a dated role and inside 1990 .. mid-2014, or None."""
    low, high = datetime.date(1990, 1, 1), datetime.date(2014, 6, 30)
    m = re.fullmatch(r'(\d{6,8})-(\d{6,8})', when)
    if m:
        first, last = phoenix_day(m[1]), phoenix_day(m[2])
    elif when.startswith('>'):
        first = phoenix_day(when[1:])
        last = first and first + datetime.timedelta(360)
    else:
        return None
    if not first or not last:
        return None
    first, last = max(first, low), min(last, high)
    return first + (last - first) // 2 if first < last else None


def proper(name):
    return re.sub(r"[A-Z]+(?:'[A-Z](?![A-Z]))?", lambda m: m[0].capitalize(),
                  name)


def head_probes(path, n):
    known = collections.defaultdict(list)
    for t, forms in terms():
        for f in forms:
            known[bare(f), t.country].append(t)
    found = []
    for names, roles in phoenix_records(path):
        state = roles[0][0][:3] if roles else ''
        if (state + 'ELI') not in {c for c, _ in roles}:
            continue  # who has no life outside the cabinet is no head
        name = next((x for x in names if len(x.split()) > 1), None)
        if not name:
            continue
        for c, when in roles:
            date = phoenix_term(when) if c == state + 'GOV' else None
            if date:
                found.append((proper(name), STATE.get(state, state), date))
    for name, state, date in sample(found, n, lambda r: '|'.join(map(str, r))):
        own = [t for t in known[bare(name), state] if holds(t, date)]
        if any(REGIONAL.search(t.office) for t in own):
            continue
        office = next((t.office for t in own if t.office.lower() in TITLES),
                      'President')
        told = any(t.file != 'leaders_countryinfo' for t in own)

        union = {'RUS': 'SUN'} if date.year < 1992 else {}

        def judge(e, ok=(state, union.get(state))):
            return e is not None and e['country'] in ok and \
                'GOV' in e['sector']
        key = f'{state} {name}'
        for group, text in (('heads titled', f'{office} {name}'),
                            ('heads bare', name)):
            yield Probe(group, key, date, sentence(key, text), name, judge)
        yield Probe('heads bare, no CountryInfo', key, date,
                    sentence(key, name), name,
                    lambda e, told=told, judge=judge: told and judge(e))


# --- homonyms, coded sentences --------------------------------------------

def meets(want, e):
    actor = (e['actor'] or '') if e else ''
    if want == '?':
        return bool(e and e['ambiguous'])
    if want.startswith('!'):
        return not actor.startswith(want[1:])
    if '!' in want:
        state, office = want.split('!')
        past = bool(e and (e['office'] or '').lower().startswith('former'))
        return actor.startswith(state) and (past or office not in actor[3:])
    if want.endswith('*'):
        return actor.startswith(want[:-1])
    return actor == want


def homonym_probes(path):
    for line in path.read_text(encoding='utf8').splitlines():
        if line.startswith('#') or not line:
            continue
        date, mention, wanted, text = line.split('\t')
        yield Probe('homonyms', f'{mention} {wanted}', day(date), text, mention,
                    lambda e, w=wanted: any(meets(x, e) for x in w.split('|')))


def state_of(code_):
    """Country of a CAMEO code; None when it has none."""
    for body in ('UNO', 'EUR', 'NAT'):
        if code_.startswith('IGO' + body):
            return {'NAT': 'NATO'}.get(body, body)
    return None if code_.startswith('---') or not code_ else code_[:3]


def coded_probes(path):
    text = path.read_text(encoding='utf8')
    for m in re.finditer(r'<Sentence [^>]*date="(\d+)" id="([^"]*)".*?'
                         r'<Text>\s*(.*?)\s*</Text>', text, re.S):
        gold = re.findall(r'<EventCoding[^>]*sourcecode="([^"]*)"\s+'
                          r'targetcode="([^"]*)"', m[0])
        if gold:
            words = ' '.join(m[3].split())
            yield Probe('coded', m[2], phoenix_day(m[1]), words, None, gold)


def states(entities):
    return {x['country'] or (x['actor'] or '')[:3]
            for x in entities if x} - {''}


def sides(records):
    """Pairs of sets of countries that records tell: who, to whom. CAMEO codes
    a meeting both ways, what several do to each other (actors without a
    recipient) too, and who is not named by where it happens."""
    for r in records:
        if r['record'] == 'event':
            who, whom = states(r['actor']), states(r['recipient'])
            place = r['place'] and r['place']['country']
            yield who, whom or ({place} if place else set())
            if r['category'] == 'CONSULT':
                yield whom or who, who
            elif len(r['actor']) > 1 and not whom:
                yield who, who
        elif r['record'] == 'statement':
            yield states([r['speaker']]), states(r['addressee'])
        elif r['record'] == 'position':
            who = states([r['holder']])
            yield who, set(r['engagement']['parties']) - who


def judge_coded(p, records, score):
    for source, target in p.judge:
        want = [state_of(source), state_of(target)]
        best = max(([a is not None and a in s, b is not None and b in t]
                    for (a, b), (s, t) in
                    ((want, x) for x in [*sides(records), (set(), set())])),
                   key=sum)
        for name, w, got in zip(('coded source', 'coded target'), want, best):
            if w:
                score.add(name, got, p, want, '')


# --- running --------------------------------------------------------------

ENTITY = ('speaker', 'actor', 'recipient', 'addressee', 'holder')


def entity_at(records, beg, end, mention):
    """The entity of the records that the mention is most of, else one of that
    name; None."""
    best, share = None, 0
    for r in records:
        for field in ENTITY:
            x = r.get(field)
            for e in x if isinstance(x, list) else [x]:
                if not e or e.get('start') is None:
                    continue
                both = min(e['end'], end) - max(e['start'], beg)
                part = both / max(e['end'] - e['start'], end - beg)
                if both <= 0 and not best and e['name'] == mention:
                    best = e
                if both > 0 and part > share:
                    best, share = e, part
    return best


class Score:
    def __init__(self):
        self.right = collections.Counter()
        self.all = collections.Counter()
        self.misses = []

    def add(self, group, right, p, want, got):
        self.all[group] += 1
        self.right[group] += bool(right)
        if not right:
            self.misses.append((group, p.key, str(p.date), p.text, str(want),
                                str(got)))


def run(args, probes):
    folder = pathlib.Path(tempfile.mkdtemp())
    into = folder / 'probes.jsonl'
    with open(into, 'w', encoding='utf8') as f:
        for i, p in enumerate(probes):
            f.write(json.dumps({'id': str(i), 'date': str(p.date),
                                'text': p.text}) + '\n')
    more = ['--model', args.model] if args.model else []
    got = subprocess.run([args.program, 'code', *more, '--format', 'jsonl',
                          str(into)], capture_output=True, check=False)
    found = collections.defaultdict(list)
    for line in got.stdout.decode('utf8').splitlines():
        r = json.loads(line)
        if r['record'] in ('event', 'statement', 'position'):
            found[r['document']].append(r)
    return found


def brief(e):
    pick = ('text', 'actor', 'country', 'sector', 'office', 'ambiguous', 'via',
            'entry')
    return {k: e[k] for k in pick} if e else None


def judge_all(probes, found):
    score = Score()
    for i, p in enumerate(probes):
        records = found[str(i)]
        if p.group == 'coded':
            judge_coded(p, records, score)
            continue
        beg = p.text.index(p.mention)
        e = entity_at(records, beg, beg + len(p.mention), p.mention)
        score.add(p.group, p.judge(e), p, '', brief(e))
    return score


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program')
    ap.add_argument('--shared', default=str(HERE.parent.parent / 'shared'))
    ap.add_argument('--model')
    ap.add_argument('--sample', type=int, default=2000)
    ap.add_argument('--only', action='append', choices=('heads', 'terms', 'homonyms', 'coded'))
    ap.add_argument('--misses', help='a file for what went wrong')
    args = ap.parse_args()
    data = pathlib.Path(args.shared) / 'data'
    phoenix = data / 'petrarch2_dictionaries/Phoenix.Countries.actors.txt'
    coded = data / 'events/PETR2_GSR_validation.xml'
    parts = {'heads': (phoenix, lambda: head_probes(phoenix, args.sample)),
             'terms': (DATA, lambda: term_probes(args.sample)),
             'homonyms': (HERE, lambda: homonym_probes(HERE / 'homonyms.tsv')),
             'coded': (coded, lambda: coded_probes(coded))}
    probes = []
    for name in args.only or parts:
        where, make = parts[name]
        if where.exists():
            probes += make()
        else:
            print(f'skipped: {where} is not here', file=sys.stderr)
    score = judge_all(probes, run(args, probes))
    for group, n in score.all.items():
        right = score.right[group]
        print(f'{group:28} {right:5} of {n:5} {100 * right / n:6.1f}')
    if args.misses:
        with open(args.misses, 'w', encoding='utf8') as f:
            f.writelines('\t'.join(m) + '\n' for m in score.misses)
    return 0


if __name__ == '__main__':
    sys.exit(main())
