-- The ledger, version 1: reports, their records, and what records are found by.
-- This file stays as it is: what later versions add and change is in
-- schema_2.sql and so on, and a new ledger is made by running all in turn.
--
--   document   one row a report and version of it; text is kept here alone
--   record     one row a record; json as `demarche code --format jsonl` prints
--              it, with what the report's row holds left out (src/pack/pack.h)
--   key        one row a thing to ask for: an actor's code, a name, an office,
--              a category, a stance ...
--   tag        which record has which key: the index that every query reads
--   texts      search in the titles and texts of reports
--   words      search in what a record rests on: a statement's content, the
--              sentence of an event or a position, the evidence of a shift
--
-- record.id is 8 * number + kind; kind is 0 document, 1 statement, 2 event,
-- 3 position, 4 shift, 5 note. Days count from 1970-01-01. A report that a
-- newer version replaced keeps its rows, without tags and search.

CREATE TABLE document (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,              -- the report's own id, or its path
    day     INTEGER NOT NULL,
    source  TEXT,
    title   TEXT,
    url     TEXT,
    sha256  BLOB NOT NULL,              -- of text, 32 bytes
    text    TEXT NOT NULL,
    first   INTEGER NOT NULL,           -- its records have ids from here
    last    INTEGER NOT NULL,           -- to here
    newer   INTEGER REFERENCES document -- the version that replaced it
);
CREATE INDEX document_name ON document (name);
CREATE INDEX document_url ON document (url) WHERE url IS NOT NULL;
CREATE INDEX document_sha256 ON document (sha256);
CREATE INDEX document_newer ON document (newer) WHERE newer IS NOT NULL;

CREATE TABLE record (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document,
    day      INTEGER NOT NULL,          -- its date, or that of the report
    json     NOT NULL                   -- blob: packed; text: as it is
);

CREATE TABLE key (
    id     INTEGER PRIMARY KEY,
    space  INTEGER NOT NULL,            -- a row of space
    word   TEXT NOT NULL,               -- code, label, or folded name
    tail   TEXT,                        -- last word of a name
    shown  TEXT,                        -- the name as a report has it
    code   TEXT,                        -- a name's code, the latest
    n      INTEGER NOT NULL,            -- records that have it
    first  INTEGER NOT NULL,            -- day of the earliest ever added
    last   INTEGER NOT NULL,            -- day of the latest ever added
    UNIQUE (space, word)
);
CREATE INDEX key_tail ON key (tail) WHERE tail IS NOT NULL;

CREATE TABLE space (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO space VALUES
    (0, 'all'), (1, 'code'), (2, 'name'), (3, 'office'), (4, 'category'),
    (5, 'mode'), (6, 'stance'), (7, 'kind'), (8, 'engagement');

-- side says in which part of the record the key stands, as a sum of
-- 1 who acts, speaks, holds    2 the other side         4 the place
-- 8 who said it                 (labels have 1)
CREATE TABLE tag (
    key    INTEGER NOT NULL,
    kind   INTEGER NOT NULL,
    day    INTEGER NOT NULL,
    record INTEGER NOT NULL,
    side   INTEGER NOT NULL,
    PRIMARY KEY (key, kind, day, record)
) WITHOUT ROWID;

CREATE VIEW current AS
    SELECT id, title, text FROM document WHERE newer IS NULL;
CREATE VIRTUAL TABLE texts USING fts5 (
    title, text, content = 'current', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE words USING fts5 (
    body, content = '', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2');

-- For people with a SQLite shell: which record has what.
CREATE VIEW tagged AS
    SELECT tag.record AS record, document.name AS document,
           date(tag.day * 86400, 'unixepoch') AS date, space.name AS space,
           coalesce(key.shown, key.word) AS word, tag.side AS side
    FROM tag JOIN key ON key.id = tag.key JOIN space ON space.id = key.space
         JOIN record ON record.id = tag.record
         JOIN document ON document.id = record.document;
