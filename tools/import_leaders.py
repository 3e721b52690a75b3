#!/usr/bin/env python3
"""Makes data/leaders_cc0.tsv and data/leaders_cia.tsv from lists of leaders.

usage: import_leaders.py LISTS_DIR DATA_DIR

LISTS_DIR holds wikidata_officeholders_2000_2022, us_executive_congress,
world_heads_2021_2022_wikidata (CC0) and cia_world_leaders_2019_06 (public
domain), each NAME.tsv.xz with a header line. One row of the result is one
term: name, further spellings, surname, code, sector, office, from, to,
source; sorted; the same term of two lists is kept once, exact days first.
The lists of 2019-06 tell who held an office on one day, and only that day.
"""
import collections
import lzma
import os
import re
import sys
import unicodedata

HEADER = ('#! person name forms surname country sector office from to source\n'
          '# who held which office when: name, further spellings, surname, '
          'code, sector, office, first and last day, source\n')
FAMILY_FIRST = {'CHN', 'KOR', 'PRK', 'TWN', 'VNM', 'HKG', 'KHM'}
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
    if country in FAMILY_FIRST and not word[0].endswith('.'):
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
    if last and last in name and not name.endswith(last):
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
        yield clean(r['name']), country, role, r['start'], r['end'], 'wikidata'


def congress(lists):
    for r in rows_of(lists, 'us_executive_congress'):
        if r['start'] < '1985' and r['role'].split()[0] != 'President':
            continue
        if r['end'] < '1960':
            continue
        role = re.sub(r' [A-Z][A-Z]$', '', r['role'])
        yield clean(r['name']), 'USA', role, r['start'], r['end'], 'us'


def heads(lists, codes):
    for r in rows_of(lists, 'world_heads_2021_2022_wikidata'):
        country = code_of(r['country'], codes)
        if not country:
            print('no code:', r['country'])
            continue
        role = re.sub(r' of (the )?[A-Z].*', '', r['role'])
        role = role[:1].upper() + role[1:]
        yield clean(r['name']), country, role, r['start'], r['end'], 'heads'


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
        if len(name.split()) < 2:
            continue
        yield name, country, role, r['asof'], r['asof'], 'cia', last


def merged(rows):
    """One row a term: same person, country and office, terms that touch."""
    by = collections.defaultdict(list)
    for r in rows:
        name, country, role, start, end, source = r[:6]
        by[bare(name), country, role.lower()].append(r)
    for rows_ in by.values():
        done = []
        for r in sorted(rows_, key=lambda r: (r[3], r[4] or '9')):
            if done and (not done[-1][4] or r[3][:7] <= done[-1][4][:7]):
                last = done[-1]
                if last[4] and (not r[4] or r[4] > last[4]):
                    done[-1] = last[:4] + (r[4],) + last[5:]
                continue
            done.append(r)
        yield from done


def write(path, rows, licence):
    out = set()
    for r in merged(rows):
        name, country, role, start, end, source = r[:6]
        last = r[6] if len(r) > 6 and r[6] else surname(name, country)
        if end and start and end < start:
            start, end = end[:4], start[:4]
        if not name or '\t' in role or re.match(r'^Q\d+$', name):
            continue
        if len(name) > 60 or len(name.split()) < 2:
            continue
        out.add('\t'.join([name, '|'.join(other_names(name, country, last)),
                           short_surnames(last), country, sector(role), role,
                           start, end, source]))
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
    write(os.path.join(data, 'leaders_cia.tsv'), cia(lists, codes),
          '# from the CIA list of world leaders of 2019-06-04 (public domain) '
          'by tools/import_leaders.py;\n# a term of one day: in office on '
          'that day, the rest unknown\n')


main()
