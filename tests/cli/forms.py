#!/usr/bin/env python3
"""Loads what demarche prints in the formats of others, as their users do.

usage: forms.py DEMARCHE TREE

Each format is coded from TREE/examples and loaded with the columns and types
that its publisher documents; a warning is a fault. With pandas by its reader,
else by the csv module. Types and order of the headless formats are below.
"""
import csv
import io
import json
import os
import subprocess
import sys
import warnings

try:
    import pandas
except ImportError:
    pandas = None

ICEWS = ('Event ID:i|Event Date:d|Source Name|Source Sectors|Source Country|'
         'Event Text|CAMEO Code|Intensity:f|Target Name|Target Sectors|'
         'Target Country|Story ID:i|Sentence Number:i|Publisher|City|District|'
         'Province|Country|Latitude:f|Longitude:f')
PHOENIX = ('EventID:i|Date:i|Year:i|Month:i|Day:i|SourceActorFull|'
           'SourceActorEntity|SourceActorRole|SourceActorAttribute|'
           'TargetActorFull|TargetActorEntity|TargetActorRole|'
           'TargetActorAttribute|EventCode|EventRootCode|PentaClass:i|'
           'GoldsteinScore:f|Issues|Lat:f|Lon:f|LocationName|StateName|'
           'CountryCode|SentenceID|URLs|NewsSources')
POLECAT = ('Event ID|Event Date:d|Event Type|Event Mode|Event Intensity:f|'
           'Quad Code|Contexts|Actor Name|Actor Country|Actor COW|'
           'Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|'
           'Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|'
           'Primary Recipient Sector|Recipient Sectors|Recipient Title|'
           'Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|'
           'Province|Country|Latitude:f|Longitude:f|GeoNames ID:f|'
           'Raw Placename|Feature Type|Source|Publication Date:d|'
           'Story People|Story Organizations|Story Locations|Language|Version')
ACTOR = ('Actor#Code|Actor#Name|Actor#CountryCode|Actor#KnownGroupCode|'
         'Actor#EthnicCode|Actor#Religion1Code|Actor#Religion2Code|'
         'Actor#Type1Code|Actor#Type2Code|Actor#Type3Code|')
GEO = ('#Geo_Type:i|#Geo_FullName|#Geo_CountryCode|#Geo_ADM1Code|'
       '#Geo_ADM2Code|#Geo_Lat:f|#Geo_Long:f|#Geo_FeatureID|')
GDELT = ('GLOBALEVENTID:i|SQLDATE:i|MonthYear:i|Year:i|FractionDate:f|' +
         ACTOR.replace('#', '1') + ACTOR.replace('#', '2') +
         'IsRootEvent:i|EventCode|EventBaseCode|EventRootCode|QuadClass:i|'
         'GoldsteinScale:f|NumMentions:i|NumSources:i|NumArticles:i|AvgTone:f|'
         + GEO.replace('#', 'Actor1') + GEO.replace('#', 'Actor2') +
         GEO.replace('#', 'Action') + 'DATEADDED:i|SOURCEURL')
MENTIONS = ('GLOBALEVENTID:i|EventTimeDate:i|MentionTimeDate:i|MentionType:i|'
            'MentionSourceName|MentionIdentifier|SentenceID:i|'
            'Actor1CharOffset:i|Actor2CharOffset:i|ActionCharOffset:i|'
            'InRawText:i|Confidence:i|MentionDocLen:i|MentionDocTone:f|'
            'MentionDocTranslationInfo|Extras')
PETRARCH = 'Date:i|Source|Target|Code|Issues|IDs|URL|StorySource'
DNA = ('id:i|time:d|document_id:i|title|author|source|section|type|person|'
       'organization|concept|agreement:i')
FORMATS = {'polecat': (POLECAT, True), 'icews': (ICEWS, True),
           'phoenix': (PHOENIX, False), 'petrarch': (PETRARCH, False),
           'gdelt': (GDELT, False), 'gdelt-mentions': (MENTIONS, False),
           'dna': (DNA, True)}
TABLES = {'polecat': 'polecat', 'icews': 'icews', 'phoenix': 'phoenix',
          'gdelt': 'gdelt_events2', 'gdelt-mentions': 'gdelt_mentions'}


def columns(text):
    return [(c.split(':')[0], (c.split(':') + ['s'])[1])
            for c in text.split('|')]


def published(tree, form):
    """The names of the reference table, None where it is not there."""
    path = os.path.join(tree, '..', 'shared', 'reference', 'tables',
                        f'columns_{TABLES.get(form)}.tsv')
    if not os.path.exists(path):
        return None
    with open(path, encoding='utf-8') as f:
        return [line.rstrip('\n').split('\t')[1] for line in f][1:]


def load_pandas(text, cols, head, sep):
    types = {n: {'i': 'int64', 'f': 'float64'}.get(t, 'str')
             for n, t in cols}
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        table = pandas.read_csv(
            io.StringIO(text), sep=sep, dtype=types, index_col=False,
            header=0 if head else None,
            names=None if head else [n for n, _ in cols],
            parse_dates=[n for n, t in cols if t == 'd'])
    for name, kind in cols:
        if kind == 'd' and table[name].dtype.kind != 'M':
            raise ValueError(f'{name} has what is no day')
    return list(table.columns), len(table)


def load_csv(text, cols, head, sep):
    rows = list(csv.reader(io.StringIO(text), delimiter=sep))
    names = rows.pop(0) if head else [n for n, _ in cols]
    for row in rows:
        if len(row) != len(cols):
            raise ValueError(f'{len(row)} columns')
        for value, (_, kind) in zip(row, cols):
            if kind == 'i':
                int(value)
            elif kind == 'f' and value not in ('', 'None'):
                float(value)
    return names, len(rows)


def check(form, text, tree):
    spec, head = FORMATS[form]
    cols = columns(spec)
    load = load_pandas if pandas else load_csv
    names, n = load(text, cols, head, ',' if form == 'dna' else '\t')
    if names != [c for c, _ in cols]:
        raise ValueError('names or order of the columns')
    known = published(tree, form) if form in TABLES else None
    if known and known != names:
        raise ValueError('names that are not the published ones')
    if n != text.count('\n') - head:
        raise ValueError(f'{n} rows of {text.count(chr(10))} lines')
    return n


def check_plover(text):
    for line in text.splitlines():
        record = json.loads(line)
        for key in ('id', 'date', 'actor', 'event'):
            if key not in record:
                raise ValueError(f'no {key}')
    return text.count('\n')


def main():
    program, tree = sys.argv[1:3]
    examples = sorted(os.path.join(tree, 'examples', name)
                      for name in os.listdir(os.path.join(tree, 'examples'))
                      if name.endswith('.txt'))
    failed = 0
    for form in ['plover', *FORMATS]:
        run = subprocess.run([program, 'code', '--format', form, *examples],
                             capture_output=True, encoding='utf-8')
        if 'no model' in run.stderr:
            print('left out: no model in this build')
            return 0
        try:
            n = (check_plover(run.stdout) if form == 'plover'
                 else check(form, run.stdout, tree))
            print(f'{form}: {n} rows load')
        except (ValueError, Warning) as fault:
            print(f'{form}: {fault}')
            failed += 1
    print(f'{len(FORMATS) + 1 - failed} passed, {failed} failed, with '
          + ('pandas ' + pandas.__version__ if pandas else 'the csv module'))
    return failed != 0


if __name__ == '__main__':
    sys.exit(main())
