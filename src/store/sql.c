#include "store/store_in.h"

const char *const store_sql_text[N_SQL] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_HAS] =
        "SELECT 1 FROM document WHERE sha256 = ?1 AND (name = ?2 OR "
        "(day = ?3 AND source IS ?4 AND url IS ?5)) LIMIT 1",
    [SQL_OLDER_NAME] =
        "SELECT id FROM document WHERE name = ?1 AND newer IS NULL",
    [SQL_OLDER_URL] =
        "SELECT id FROM document WHERE url = ?1 AND newer IS NULL",
    [SQL_NEWEST] = "SELECT max(id) FROM record",
    [SQL_PUT_DOCUMENT] =
        "INSERT INTO document (name, day, source, title, url, sha256, text, "
        "first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_PUT_RECORD] =
        "INSERT INTO record (id, document, day, json) "
        "VALUES (?1, ?2, ?3, ?4)",
    [SQL_PUT_TAG] =
        "INSERT INTO tag (key, kind, day, record, side) "
        "VALUES (?1, ?2, ?3, ?4, ?5)",
    [SQL_PUT_TEXTS] =
        "INSERT INTO texts (rowid, title, text) VALUES (?1, ?2, ?3)",
    [SQL_PUT_WORDS] = "INSERT INTO words (rowid, body) VALUES (?1, ?2)",
    [SQL_CUT_TAG] =
        "DELETE FROM tag WHERE key = ?1 AND kind = ?2 AND day = ?3 AND "
        "record = ?4 AND side = ?5",
    [SQL_CUT_TEXTS] =
        "INSERT INTO texts (texts, rowid, title, text) "
        "VALUES ('delete', ?1, ?2, ?3)",
    [SQL_CUT_WORDS] =
        "INSERT INTO words (words, rowid, body) VALUES ('delete', ?1, ?2)",
    [SQL_CUT_RECORDS] = "DELETE FROM record WHERE id BETWEEN ?1 AND ?2",
    [SQL_SET_RECORDS] =
        "UPDATE document SET first = ?2, last = ?3 WHERE id = ?1",
    [SQL_SET_NEWER] = "UPDATE document SET newer = ?2 WHERE id = ?1",
    [SQL_GET_KEY] = "SELECT id FROM key WHERE space = ?1 AND word = ?2",
    [SQL_PUT_KEY] =
        "INSERT INTO key (space, word, tail, shown, n, first, last) "
        "VALUES (?1, ?2, ?3, ?4, 0, ?5, ?5)",
    [SQL_COUNT_KEY] =
        "UPDATE key SET n = n + ?2, first = min(first, ?3), "
        "last = max(last, ?4), code = coalesce(?5, code) WHERE id = ?1",
    [SQL_GET_RECORD] = "SELECT json, document, day FROM record WHERE id = ?1",
    [SQL_GET_DOCUMENT] =
        "SELECT name, text, lower(hex(sha256)), source, title, url, first, "
        "last, day, newer FROM document WHERE id = ?1",
    [SQL_GET_LINES] =
        "SELECT json, document, day FROM record WHERE id BETWEEN ?1 AND ?2 "
        "ORDER BY id",
    [SQL_GET_CURRENT] =
        "SELECT id, first, last FROM document WHERE newer IS NULL "
        "AND id > ?1 ORDER BY id",
    [SQL_GET_OLDER] =
        "SELECT id, newer FROM document WHERE newer IS NOT NULL AND "
        "(newer, id) > (?1, ?2) ORDER BY newer, id LIMIT 1",
    [SQL_FIRST_NAME] =
        "SELECT id, name FROM document WHERE newer IS NULL "
        "ORDER BY name LIMIT 1",
    [SQL_NEXT_NAME] =
        "SELECT id, name FROM document WHERE newer IS NULL AND name > ?1 "
        "ORDER BY name LIMIT 1",
    [SQL_GET_VERSION] =
        "SELECT id FROM document WHERE name = ?1 AND "
        "substr(lower(hex(sha256)), 1, length(?2)) = ?2 ORDER BY id",
    [SQL_LAST_REPORT] = "SELECT max(id) FROM document",
    [SQL_KEY_COUNT] =
        "SELECT id, n FROM key WHERE space = ?1 AND word = ?2",
    [SQL_KEY_TAIL] = "SELECT id, n, word FROM key WHERE tail = ?1",
};
