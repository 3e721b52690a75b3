-- From version 1 to 2: what version 1 derived goes; derived.sql follows.
DROP VIEW tagged;
DROP VIEW current;
DROP TABLE tag;
DROP TABLE texts;
DROP TABLE words;
UPDATE key SET n = 0;
