#!/usr/bin/env python3
"""Makes data/leaders_cc0.tsv, leaders_cia.tsv, leaders_countryinfo.tsv.

usage: import_leaders.py LISTS_DIR DATA_DIR

LISTS_DIR holds wikidata_officeholders_2000_2022, us_executive_congress,
world_heads_2021_2022_wikidata (CC0), cia_world_leaders_2019_06 (public
domain) and countryinfo_leaders (CC BY-SA 3.0), each NAME.tsv.xz with a header
line. One row of the result is one term: name, further spellings, surname,
code, sector, office, from, to, source; sorted; the same term of two lists is
kept once, exact days first.
Wikidata's terms end in 2022: one that is open is taken to last a year more.
The list of 2019-06 tells who held an office on one day, and only that day.
CountryInfo tells heads by the day up to the end of 2008 and cabinets by the
month from 2003 to early 2011; a term that its end cuts ends there. What
leaders_own.tsv and leaders_cc0.tsv tell of a person's time is not told again.
"""
import calendar
import collections
import datetime
import lzma
import os
import re
import sys
import typing
import unicodedata

HEADER = ('#! person name forms surname country sector office from to source\n'
          '# who held which office when: name, further spellings, surname, '
          'code, sector, office, first and last day, source\n')
FAMILY_FIRST = {'CHN', 'KOR', 'PRK', 'TWN', 'VNM', 'HKG', 'KHM'}
FAMILY_THREE = {'SGP'}  # in names of three words
PARTICLE = {'de', 'da', 'dos', 'do', 'di', 'del', 'della', 'von', 'van', 'der',
            'den', 'ter', 'bin', 'ben', 'ibn', 'al', 'el', 'le', 'la', 'du',
            'ould', 'abu', 'mac', 'san', 'st.', 'ter', 'zu', 'bint'}
SUFFIX = {'jr.', 'jr', 'sr.', 'sr', 'ii', 'iii', 'iv'}
SECTOR = (  # first that fits
    (r'defen[cs]e|navy|army|air force|armed forces|joint chiefs|general staff'
     r'|chiefs of staff|war\b', None),
    (r'supreme court|justice of|chief justice|judge|court of justice'
     r'|constitutional court', 'JUD'),
    (r'^(representative|senator|deputy$|member of (the )?(parliament|house))'
     r'|speaker|president of the (national|senate|parliament|house|knesset'
     r'|national people|legislative)|(house of commons|house of lords)'
     r'|verkhovna rada|leader of the house|parliament|legislat|duma'
     r'|federation council|national assembly|people.s congress', 'LEG'),
    (r'leader of the opposition|opposition', 'OPP'),
    (r'intelligence|security service|secret service|mossad|shin bet', 'SPY'),
    (r'police|fbi|federal bureau of investigation', 'COP'),
    (r'leader of the .*party|party', 'PTY'),
    (r'bishop|patriarch|mufti|rabbi', 'REL'))
NOT_GOV = re.compile(r'leader of the house of|chief of staff$')
SOLDIER = re.compile(r'^(chief|chair|commander|supreme|deputy chief|vice chief'
                     r'|head of the general)', re.I)
INT = (('united nations', 'UNO', ''), ('court of justice', 'UNO', ''),
       ('general assembly', 'UNO', ''), ('nato', 'NATO', ''),
       ('north atlantic', 'NATO', ''), ('european', 'EUR', ''))


class Term(typing.NamedTuple):
    name: str
    country: str
    role: str
    start: str
    end: str
    source: str
    last: str = ''       # surname, when the list tells it
    forms: list = []     # further spellings that the list tells
    sector: str = ''     # when the list tells it
    known: frozenset = frozenset()  # spellings that other files tell then


def sector(role):
    low = role.lower()
    if low.startswith(('president of the russian', 'prime minister')):
        return 'GOV'
    for pattern, code in SECTOR:
        if re.search(pattern, low):
            if code is None:
                return 'MIL' if SOLDIER.search(low) and 'white house' not in \
                    low and 'minist' not in low and 'secretary' not in low \
                    else 'GOV MIL'
            if code == 'LEG' and low.startswith(('minister', 'secretary')):
                return 'GOV'
            if code in ('SPY', 'COP') and re.search('minist|secretary', low):
                return 'GOV'
            return code
    return 'GOV'


def bare(text):
    text = unicodedata.normalize('NFD', text)
    return ''.join(c for c in text if not unicodedata.combining(c)).lower()


def surname(name, country):
    word = name.split()
    while len(word) > 1 and word[-1].lower().rstrip(',') in SUFFIX:
        word.pop()
    if len(word) == 1:
        return ''
    if (country in FAMILY_FIRST and not word[0].endswith('.')) or \
            (country in FAMILY_THREE and len(word) == 3):
        return word[0]
    word[-1] = word[-1].rstrip(',')
    at = len(word) - 1
    while at > 1 and word[at - 1].lower().strip("'") in PARTICLE:
        at -= 1
    return ' '.join(word[at:])


def short_surnames(last):
    out = [last]
    cut = re.sub(r"^(al|el|as|an|ar|ash|az|at|ad)-", '', last, flags=re.I)
    if cut != last:
        out.append(cut)
    word = last.split()
    if len(word) > 1 and word[0].lower() in ('al', 'el', 'bin', 'ben', 'de'):
        out.append(word[-1])
    return '|'.join(dict.fromkeys(x for x in out if len(x) > 1))


def other_names(name, country, last=''):
    word = [w for w in name.replace(',', '').split()
            if w.lower() not in SUFFIX]
    out = []
    if last and last in name and not name.endswith(last) and \
            country not in FAMILY_FIRST:
        return [word[0] + ' ' + last] if name.split()[1] != last else []
    if country in FAMILY_FIRST:
        if len(word) == 3 and '-' not in name:
            out.append(f'{word[0]} {word[1]}-{word[2]}')
        return out
    if len(word) > 2:
        last = surname(' '.join(word), country).split()
        rest = word[:len(word) - len(last)]
        short = [w for w in rest if not re.fullmatch(r'[A-Z]\.?', w)]
        if short and short != rest:
            out.append(' '.join(short + last))
        if len(short) > 1 and len(last) == 1:
            out.append(' '.join(short[:1] + last))
    elif len(word) < len(name.split()):
        out.append(' '.join(word))
    return [x for x in dict.fromkeys(out) if x != name and ' ' in x]


def rows_of(lists, name):
    path = os.path.join(lists, name + '.tsv.xz')
    with lzma.open(path, 'rt', encoding='utf8') as f:
        head = f.readline().rstrip('\n').split('\t')
        for line in f:
            yield dict(zip(head, line.rstrip('\n').split('\t')))


def clean(name):
    name = re.sub(r'\s*\(.*?\)', '', name).replace('’', "'").replace('"', '')
    name = re.sub(r' of (Sweden|Norway|Denmark|Spain|Belgium|Morocco|Jordan'
                  r'|Bahrain|Saudi Arabia|Luxembourg)$', '', name)
    name = re.sub(r',\s*(\d\w+ )?(Baron(ess)?|Viscount|Lord|Earl|Marquess'
                  r'|Duke|Count(ess)?) .*', '', name)
    return re.sub(r'\s+', ' ', name).strip(' ,')


def name_codes(data):
    codes = {}
    path = os.path.join(data, 'countries.tsv')
    for line in open(path, encoding='utf8'):
        if line.startswith('#'):
            continue
        cell = line.rstrip('\n').split('\t')
        for form in [cell[0], *cell[1].split('|')]:
            codes.setdefault(bare(form), cell[2])
    return codes


def code_of(name, codes):
    m = re.match(r'(.*), (.*)$', name)
    for form in (name, re.sub(r'\s*\(.*', '', name), re.sub('^The ', '', name),
                 re.sub('^Kingdom of the ', '', name),
                 re.sub(r'^(Korea), (\w+)$', r'\2 \1', name),
                 m and f'{m[2]} {m[1]}', m and m[1]):
        for key in (bare(form), bare(form).replace('the ', '')) if form else ():
            if key in codes:
                return codes[key]
    return None


def wikidata(lists):
    for r in rows_of(lists, 'wikidata_officeholders_2000_2022'):
        country, role = r['country'], r['role']
        if country == 'INT':
            low = role.lower()
            country = next((c for w, c, _ in INT if w in low), None)
            if not country or 'permanent rep' in low or 'judge' in low:
                continue
        yield Term(clean(r['name']), country, role, r['start'],
                   r['end'] or WIKIDATA_LAST, 'wikidata')


def congress(lists):
    for r in rows_of(lists, 'us_executive_congress'):
        if r['start'] < '1985' and r['role'].split()[0] != 'President':
            continue
        if r['end'] < '1960':
            continue
        role = re.sub(r' [A-Z][A-Z]$', '', r['role'])
        yield Term(clean(r['name']), 'USA', role, r['start'], r['end'], 'us')


def heads(lists, codes):
    """Terms that ended; leaders_own.tsv tells the others to their end."""
    for r in rows_of(lists, 'world_heads_2021_2022_wikidata'):
        country = code_of(r['country'], codes)
        if not country or not r['end']:
            if not country:
                print('no code:', r['country'])
            continue
        role = re.sub(r' of (the )?[A-Z].*', '', r['role'])
        role = role[:1].upper() + role[1:]
        yield Term(clean(r['name']), country, role, r['start'], r['end'],
                   'heads')


def cia(lists, codes):
    for r in rows_of(lists, 'cia_world_leaders_2019_06'):
        country = code_of(r['country'], codes)
        if not country or not r['name'].strip():
            if not country:
                print('no code:', r['country'])
            continue
        word = clean(r['name']).split()
        caps = [w for w in word if len(w) > 1 and w.isupper() or
                re.fullmatch(r"(al|el|Mc|Mac|O'|Ould )?-?[A-Z'-]{2,}", w)]
        last = ' '.join(w.title() if w.isupper() else
                        re.sub(r'[A-Z]{2,}', lambda m: m[0].title(), w)
                        for w in caps)
        name = ' '.join(w.title() if w in caps and w.isupper() and
                        not re.fullmatch(r'[IVX]+', w)
                        else re.sub(r'[A-Z]{2,}', lambda m: m[0].title(), w)
                        if w in caps else w for w in word)
        role = r['role'].replace(' & ', ' and ').replace('Intl.',
                                                         'International')
        role = re.sub(' +', ' ', role)
        if len(name.split()) < 2:
            continue
        yield Term(name, country, role, r['asof'], r['asof'], 'cia', last)


# CountryInfo's codes that are no ISO codes of ours; None: no state's office.
CI_STATE = {'BIHBHF': 'BIH', 'BIHSPR': 'BIH', 'CHNTIB': None, 'DNKFRO': 'FRO',
            'GBRFLK': 'FLK', 'GBRIMY': 'IMN', 'GBRVGB': 'VGB', 'KSV': 'XKX',
            'TMP': 'TLS', 'USAASM': 'ASM', 'USAPRI': 'PRI', '': None}
WIKIDATA_LAST = '2023-09-13'  # a year after its last day
CI_FROM, CI_HEADS, CI_CABINETS = '2003-01-01', '2008-12-31', '2011-02-28'
CI_TITLE = re.compile(r'^(Sir|Dame|Lord|Dr\.?|Haji|Gen\.|General|Colonel'
                      r'|Mullah|Maulvi|Mawlawi|Ayatollah|Sheikh|Shaikh) ')
CI_ONE = {'ministers': 'minister', 'presidents': 'president', 'kings': 'king',
          'chairmen': 'chairman', 'governors': 'governor', 'heads': 'head',
          'governors-general': 'governor-general', 'captains': 'captain',
          'premiers': 'premier', 'chancellors': 'chancellor',
          'commissioners': 'commissioner', 'administrators': 'administrator',
          'representatives': 'representative', 'rulers': 'ruler',
          'vice-presidents': 'vice president', 'syndics': 'syndic',
          'secretaries': 'secretary', 'chiefs': 'chief', 'leaders': 'leader',
          'executives': 'executive', 'emirs': 'emir', 'sultans': 'sultan',
          'shahs': 'shah', 'princes': 'prince', 'commanders': 'commander',
          'co-prime': 'prime', 'first': 'first', 'residents': 'resident',
          'captains-regent': 'captain-regent', 'coprinces': 'coprince',
          'secretary-general': 'secretary-general'}
CI_ROLE = (('the UN(, New York)?$', 'the United Nations'),
           ('the US$', 'the United States'), ('^Ambassador', 'ambassador'),
           ('^Permanent Representative', 'ambassador'),
           ('NDC_', 'National Defense Commission'),
           ('SPA_', "Supreme People's Assembly"),
           ('^Captain Regent', 'Captain-regent'),
           ('^Vice president', 'Vice President'))
CI_BODY = re.compile(r'junta|^council|^high state|^political bureau|commission$'
                     r'|^provisional presidential council$')
CI_POST = (('MIL', 'defen[cs]e|army|armed|navy|air force|military|war\\b'),
           ('HLH', 'health'), ('EDU', 'educat|universit|school'),
           ('AGR', 'agric|fish|forest|livestock|rural|food'),
           ('JUD', 'justice|attorney|prosecutor|court|judic|law'),
           ('LAB', 'labo[u]?r|employ'), ('ENV', 'environ|ecolog|water|natur'),
           ('MED', 'informat|communic|media|broadcast'),
           ('BUS', 'financ|trade|econom|commerc|industr|bank|touris|oil'
                   '|energy|petrol|mine'),
           ('HRI', 'human|women|social|gender'), ('REL', 'relig|islam'),
           ('DEV', 'develop|housing|works'), ('REF', 'refug|immigr'),
           ('COP', 'police|interior'), ('SPY', 'intellig|security'))


def ci_day(text):
    """A day that exists: CountryInfo ends every month on its 31st."""
    if not text:
        return ''
    year, month, day = (int(x) for x in text.split('-'))
    return f'{year:04}-{month:02}-{min(day, calendar.monthrange(year, month)[1]):02}'


def ci_head(role):
    """"Chairmen of the council of ministers" to one of them."""
    role = re.sub(r'\s*[(,].*', '', role).lower().strip()
    if not role:
        return ''
    role = re.sub('kings/queens|emperors/empresses', 'monarch', role)
    role = role.replace('princes/princesses', 'prince')
    if CI_BODY.search(role):
        return 'member of the ' + role
    first, of, rest = re.match(r'(.*?)((?: of | for |$))(.*)', role).groups()
    words = [CI_ONE.get(w, w) for w in first.split()]
    small = {'and', 'the'}
    return ' '.join(w if w in small else w[:1].upper() + w[1:]
                    for w in words) + of + rest


def ci_post(posts, code):
    """The post of several that the row's code speaks of."""
    posts = [p.strip() for p in posts.split(' & ')]
    known = [(k, re.compile(w, re.I)) for k, w in CI_POST]
    for key, word in known:
        if key in code[6:]:
            return next((p for p in posts if word.search(p)), posts[0])
    plain = [p for p in posts if not any(w.search(p) for _, w in known)]
    return (plain or posts)[0]


def ci_name(text):
    if re.search(r'[\x00-\x1f]', text):
        return ''  # a letter that the list has lost
    text = re.sub(r'\s*\(.*', '', text).replace('`', "'")
    text = re.sub(r'\s*"[^"]*"', '', text)
    text = re.sub(r'\bMc([a-z])', lambda m: 'Mc' + m[1].upper(), text)
    text = re.sub(r"'(\w)", lambda m: "'" + m[1].lower()
                  if m.start() and text[m.start() - 1].isalpha() else m[0], text)
    return clean(text)


def ci_terms(rows):
    """Row, first day, last day. An end that the list leaves open is where the
    cabinets last tell of the person, else where the list itself ends."""
    last = collections.defaultdict(str)
    for r in rows:
        if r['block'] == 'Government':
            key = r['country'], r['name']
            last[key] = max(last[key], ci_day(r['end']) or CI_CABINETS)
    for r in rows:
        start, end = ci_day(r['start']), ci_day(r['end'])
        if not end:
            head = r['block'] == 'Leaders'
            end = max(start, CI_HEADS if head else CI_CABINETS,
                      last[r['country'], r['name']] if head else '')
        if r['died'] and start < r['died'] < end:
            end = ci_day(r['died'])
        yield r, start or min(CI_FROM, end), end


def ci_office(r):
    """What a row's person held; '' when the list does not tell."""
    if r['block'] == 'Leaders':
        role = ci_head(r['role'])
    else:
        role = re.sub(r'\s*"[^"]*"', '', ci_post(r['role'], r['code']))
    for word, full in CI_ROLE:
        role = re.sub(word, full, role)
    return role


def countryinfo(lists):
    rows = [r for r in rows_of(lists, 'countryinfo_leaders')
            if len(ci_name(r['name']).split()) > 1]
    kiribati = {(r['name'], r['start']) for r in rows if r['country'] == 'KIR'}
    for r, start, end in ci_terms(rows):
        state = CI_STATE.get(r['country'], r['country'])
        head, role = r['block'] == 'Leaders', ci_office(r)
        if state == 'RUS' and head and end < '1991-12-27':
            state = 'SUN'
        if not state or state == 'XKX' and (r['name'], r['start']) in kiribati:
            continue  # Kosovo's heads begin with a copy of Kiribati's
        if role.startswith('Chairman of the rada'):
            continue  # in exile
        name = ci_name(r['name'])
        short = CI_TITLE.sub('', name)
        forms = [f for f in (name, *map(ci_name, r['aliases'].split('|')))
                 if len(f.split()) > 1]
        if len(short.split()) > 1:
            name = short
        code = 'GOV' if head else ci_sector(r['code'], role)
        yield Term(name, state, role, start, end, 'countryinfo',
                   forms=[f for f in forms if f != name], sector=code)


def ci_sector(code, role):
    if 'MIL' in code:
        return sector(role) if 'MIL' in sector(role) else 'GOV MIL'
    for key in ('LEG', 'SPY', 'OPP'):
        if code.endswith(key):
            return key
    return 'GOV' if 'GOV' in code else sector(role)


def plain(name):
    return re.sub(r'[^a-z]+', ' ', bare(name).replace("'", '')).strip()


def days(start, end):
    """First and last day as numbers; an open end reaches far."""
    first = (start or '1900') + '-01-01'[len(start or '1900') - 4:]
    last = (end or '2100') + '-12-28'[len(end or '2100') - 4:]
    return [datetime.date.fromisoformat(t[:10]).toordinal()
            for t in (first, last)]


def told(data, names):
    """Person's spelling, country, in government or not -> terms of other
    files."""
    out = collections.defaultdict(list)
    for name in names:
        with open(os.path.join(data, name), encoding='utf8') as f:
            head = f.readline()[3:].split()[1:]
            for line in f:
                if line[0] == '#':
                    continue
                r = dict(zip(head, line.rstrip('\n').split('\t')))
                for form in [r['name'], *r['forms'].split('|')]:
                    out[plain(form), r['country'], 'GOV' in r['sector']].append(
                        days(r['from'], r['to']))
    return out


def uncovered(term, others):
    """Days of a term that no other term covers."""
    at, end = term
    free = 0
    for first, last in sorted(others):
        if last >= at and first <= end:
            free += max(0, first - at)
            at = max(at, last + 1)
    return free + max(0, end + 1 - at)


def said_twice(rows):
    """Lines that another line says too: the same office and spellings, a term
    that holds theirs."""
    by = collections.defaultdict(list)
    for line in rows:
        c = line.split('\t')
        for form in {plain(c[0]), *map(plain, c[1].split('|'))} - {''}:
            by[form, c[3], c[4], c[5]].append(line)
    for same in by.values():
        for a in same:
            for b in same:
                x, y = a.split('\t'), b.split('\t')
                mine = {x[0], *x[1].split('|')} - {''}
                if a != b and mine <= {y[0], *y[1].split('|')} and \
                        (y[6] or '0') <= x[6] and x[7] and \
                        (not y[7] or x[7] <= y[7]) and \
                        (x[6:8] != y[6:8] or a > b):
                    yield a


def untold(rows, have):
    """Terms of which other files leave more than a month untold, without the
    spellings under which they tell them."""
    for r in rows:
        last = r.last or surname(r.name, r.country)
        term, gov = days(r.start, r.end), 'GOV' in (r.sector or sector(r.role))

        def news(form):
            free = uncovered(term, have.get((plain(form), r.country, gov), []))
            return free > min(31, term[1] - term[0])
        if news(r.name):
            forms = [*r.forms, *other_names(r.name, r.country, last)]
            yield r._replace(known=frozenset(f for f in forms if not news(f)))


def merged(rows):
    """One row a term: same person, country and office, terms that touch."""
    by = collections.defaultdict(list)
    for r in rows:
        by[bare(r.name), r.country, r.role.lower()].append(r)
    for terms in by.values():
        done = []
        for r in sorted(terms, key=lambda r: (r.start, r.end or '9')):
            last = done[-1] if done else None
            if last and (not last.end or r.start[:7] <= last.end[:7]):
                if last.end and (not r.end or r.end > last.end):
                    done[-1] = last._replace(end=r.end)
                continue
            done.append(r)
        yield from done


def initials(name):
    """"K. R. Narayanan" is written "K.R. Narayanan" too, and back."""
    close = re.sub(r'\b([A-Z])\. (?=[A-Z]\. )', r'\1.', name)
    wide = re.sub(r'\b([A-Z])\.(?=[A-Z]\.)', r'\1. ', name)
    return [f for f in (close, wide) if f != name]


def line_of(r):
    start, end = r.start, r.end
    last = r.last or surname(r.name, r.country)
    if end and start and end < start:
        start, end = end[:4], start[:4]
    forms = dict.fromkeys([*r.forms, *other_names(r.name, r.country, last),
                           *initials(r.name)])
    forms = [f for f in forms if f not in r.known]
    return '\t'.join([r.name, '|'.join(forms), short_surnames(last), r.country,
                      r.sector or sector(r.role), r.role, start, end,
                      r.source])


def write(path, rows, licence):
    out = set()
    for r in merged(rows):
        if '\t' in r.role or re.match(r'^Q\d+$', r.name) or \
                len(r.name) > 60 or len(r.name.split()) < 2:
            continue
        out.add(line_of(r))
    out -= set(said_twice(out))
    with open(path, 'w', encoding='utf8') as f:
        f.write(HEADER + licence)
        f.writelines(line + '\n' for line in sorted(out))
    print(path, len(out))


def main():
    lists, data = sys.argv[1:]
    codes = name_codes(data)
    free = [*wikidata(lists), *congress(lists), *heads(lists, codes)]
    write(os.path.join(data, 'leaders_cc0.tsv'), free,
          '# from Wikidata and the lists of the US Congress (CC0) by '
          'tools/import_leaders.py\n')
    have = told(data, ('leaders_own.tsv', 'leaders_cc0.tsv'))
    write(os.path.join(data, 'leaders_cia.tsv'),
          untold(cia(lists, codes), have),
          '# from the CIA list of world leaders of 2019-06-04 (public domain) '
          'by tools/import_leaders.py;\n# a term of one day: in office on '
          'that day, the rest unknown\n')
    write(os.path.join(data, 'leaders_countryinfo.tsv'),
          untold(countryinfo(lists), have),
          '# from CountryInfo (Philip A. Schrodt and others), licence '
          'CC BY-SA 3.0, which holds for this\n# file alone; names, posts and '
          'days made even by tools/import_leaders.py\n')


main()
