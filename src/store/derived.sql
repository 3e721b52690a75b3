-- What is derived of the current reports, by index.c, acts.c and story.c, as they
-- come in. It depends on the set of these reports alone, never on the order in which
-- they came. A ledger of an older version loses what that version derived
-- (migrate_1.sql, ...), and has all of this made anew.

-- found: the index that every query reads. Its rows are the records in order of
-- their days: rowid is day * 2^33 + record.id. Of a row it has
--   keys   one word for each key of the record and part of the record in which
--          it stands: kind, part, key.id, as in 2a17. The parts are
--          a who acts, speaks, holds   b the other side   c the place
--          d who said it, of other records than statements
--          Labels stand in a.
--          A report's own record has the keys of all its records.
--   body   the words it is searched by: a report's title and text, a
--          statement's content, the sentence of an event or a position, the
--          evidence of a shift
CREATE VIRTUAL TABLE found USING fts5 (
    keys, body, content = '', columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2');
-- Fewer merges as it grows, for a few more lists to read.
INSERT INTO found (found, rank) VALUES ('automerge', 8);

-- side: on which sides of an event a code stands, itself or a part of it:
-- 1 who acts, 2 the other side, 3 both.
CREATE TABLE side (
    record INTEGER NOT NULL,
    key    INTEGER NOT NULL,            -- a code, a row of key
    side   INTEGER NOT NULL,
    PRIMARY KEY (record, key)
) WITHOUT ROWID;

-- Who did what when: the events that count, which are those that are told to
-- have happened (neither negated nor future, hypothetical or historical, not
-- part of a condition, not only spoken of, of a confidence from 0.4), by each
-- code that did it. PRK has what PRKGOV, PRKMIL, PRKCOP, PRKSPY, PRKLEG and
-- PRKJUD do, and not what PRKREB or PRKOPP do.
CREATE TABLE act (
    key      INTEGER NOT NULL,          -- a code, a row of key
    category INTEGER NOT NULL,          -- a row of key
    day      INTEGER NOT NULL,
    record   INTEGER NOT NULL,
    mode     INTEGER,                   -- a row of key
    cameo    TEXT,
    sides    INTEGER NOT NULL,          -- bits of the keys in table side and
                                        -- 2^60; 0: there is no other side
    told     INTEGER NOT NULL,          -- 2: its day is told, 1: it is not
    PRIMARY KEY (key, category, day, record)
) WITHOUT ROWID;

-- On what terms who will engage: a row for each term of a position and each
-- other side, and one with term 0 for an offer without terms.
CREATE TABLE condition (
    principal   TEXT NOT NULL,          -- country or group that holds it, ''
    engagement  TEXT NOT NULL,
    counterpart TEXT NOT NULL,          -- '': none is named
    day         INTEGER NOT NULL,
    record      INTEGER NOT NULL,       -- the position
    term        INTEGER NOT NULL,       -- 1 the first
    asked       INTEGER NOT NULL,       -- 0: said not to be asked
    told        INTEGER NOT NULL,       -- as in act; 0: it decides nothing
    party       TEXT,                   -- whom it binds
    must        TEXT,
    category    TEXT,                   -- of the event it waits for
    cameo       TEXT,
    words       TEXT,                   -- folded
    PRIMARY KEY (principal, engagement, counterpart, day, record, term)
) WITHOUT ROWID;
CREATE INDEX condition_record ON condition (record) WHERE asked;
CREATE INDEX condition_category ON condition (category, day, record)
    WHERE asked AND category IS NOT NULL;

-- Which reports are likely to be copies of one another: hashes of a text's
-- runs of words (src/near/near.h), by the day of the report.
CREATE TABLE band (
    day      INTEGER NOT NULL,
    hash     INTEGER NOT NULL,
    document INTEGER NOT NULL,
    PRIMARY KEY (day, hash, document)
) WITHOUT ROWID;

-- Reports that tell one text, each a copy of another one of them; a report
-- without copies has no row. The story is named by the one that came first, by
-- day, then name.
CREATE TABLE story (
    document INTEGER PRIMARY KEY REFERENCES document,
    first    INTEGER NOT NULL,          -- a document too
    day      INTEGER NOT NULL           -- of the document
);
CREATE INDEX story_first ON story (first, document);
CREATE INDEX story_day ON story (day, document, first);

-- What the records of reports in stories say: a hash of kind, labels, codes
-- of actors, and folded words.
CREATE TABLE same (
    record   INTEGER PRIMARY KEY,
    digest   INTEGER NOT NULL,
    document INTEGER NOT NULL
);
CREATE INDEX same_digest ON same (digest, document);

-- Records that say what a record of the same story says, which other reports
-- have.
CREATE VIEW told AS
    SELECT a.record AS record, a.document AS document, b.document AS other
    FROM same AS a
         CROSS JOIN same AS b ON b.digest = a.digest AND
                                 b.document <> a.document
         CROSS JOIN story AS s ON s.document = a.document
         CROSS JOIN story AS o ON o.document = b.document AND
                                  o.first = s.first;

-- Records that an earlier report of the same story has too: copied, not said
-- once more.
CREATE VIEW echo AS
    SELECT t.record AS record
    FROM told AS t CROSS JOIN document AS a ON a.id = t.document
                   CROSS JOIN document AS b ON b.id = t.other
    WHERE (b.day, b.name) < (a.day, a.name);

-- Positions as they are compared, a row for each other side of the engagement:
-- on one line lies what one principal holds on one kind of engagement with one
-- counterpart, in the order of days.
CREATE TABLE stand (
    line     TEXT NOT NULL,             -- principal|engagement|counterpart,
                                        -- and principal|engagement|*
    day      INTEGER NOT NULL,
    nth      INTEGER NOT NULL,          -- a hash of its id: order in a day
    record   INTEGER NOT NULL,          -- the position
    document INTEGER NOT NULL,
    id       TEXT NOT NULL,
    beg      INTEGER NOT NULL,          -- its sentence, in code points
    end      INTEGER NOT NULL,
    words    INTEGER NOT NULL,          -- a hash of the sentence
    voice    TEXT,                      -- who speaks; null: the principal
    office   TEXT,
    said     TEXT NOT NULL,             -- stance and terms, as a record's
    alone    INTEGER NOT NULL,          -- 1: no other side is named
    PRIMARY KEY (line, day, nth)
) WITHOUT ROWID;
CREATE INDEX stand_record ON stand (record);

-- Shifts. Those between two reports (basis 2) are records beside those of the
-- reports, with ids from 2^32 on that hash their names. Of a reported shift
-- `earlier` is the position of another report that it is taken to turn from,
-- when the report has none, or has that one only told again.
CREATE TABLE turn (
    record   INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,          -- that of the later position
    later    INTEGER,                   -- a position; null: it needs no look
    earlier  INTEGER,                   -- a position of another report
    own      INTEGER,                   -- basis 0: a position of this report
    kind     TEXT NOT NULL,
    days     INTEGER,
    p        INTEGER NOT NULL,          -- confidence, in 1000
    basis    INTEGER NOT NULL,          -- 0 reported, 1 and 2 compared
    told     TEXT                       -- basis 2: its keys in found; 0: what
                                        -- is put into the record as it is read
);
CREATE INDEX turn_later ON turn (later) WHERE later IS NOT NULL;
CREATE INDEX turn_earlier ON turn (earlier) WHERE earlier IS NOT NULL;
CREATE INDEX turn_document ON turn (document) WHERE basis = 2;
