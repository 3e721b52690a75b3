-- The ledger, version 2: reports and their records, and the words for what they
-- are asked for. What is derived of them, and can be made again from them, is
-- in derived.sql.
--
--   document   one row a report and version of it; text is kept here alone
--   record     one row a record; json as `demarche code --format jsonl` prints
--              it, with what the report's row holds left out (src/pack/pack.h)
--   key        one row a thing to ask for: an actor's code, a name, an office,
--              a category, a stance ...
--
-- record.id is 8 * number + kind; kind is 0 document, 1 statement, 2 event,
-- 3 position, 4 shift, 5 note. Days count from 1970-01-01. A report that a
-- newer version replaced keeps its rows; nothing is derived of it.

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
