#include "store/store_in.h"

/* An act ?1, ?2 of the days ?3 to ?4 whose code begins so (?5) and of the mode
 * ?6, as far as these are given; of the report ?7 one whose day is told; one
 * that has to do with others only when one of ?9 .. ?16, whose bits are ?17,
 * is on a side ?8 of it (?8 null: with anybody). Copies in reports of one
 * story are left out. Comes with what makes its id. */
#define ACT                                                                 \
    "SELECT a.day, a.record, d.name, (SELECT count(*) FROM record WHERE id " \
    "BETWEEN d.first AND a.record AND id & 7 = 2) FROM act AS a CROSS JOIN " \
    "record AS r ON r.id = a.record CROSS JOIN document AS d ON "           \
    "d.id = r.document WHERE a.key = ?1 AND a.category = ?2 AND "           \
    "a.day BETWEEN ?3 AND ?4 AND (?5 IS NULL OR "                           \
    "substr(a.cameo, 1, length(?5)) = ?5) AND (?6 IS NULL OR a.mode = ?6) " \
    "AND (?8 IS NULL OR a.sides = 0 OR a.sides & ?17) AND (?8 IS NULL OR "  \
    "a.sides = 0 OR EXISTS (SELECT 1 FROM side AS t WHERE "                 \
    "t.record = a.record AND t.key IN (?9, ?10, ?11, ?12, ?13, ?14, ?15, "  \
    "?16) AND t.side & ?8)) AND (a.told = 2 OR r.document <> ?7) AND NOT "  \
    "EXISTS (SELECT 1 FROM echo AS h WHERE h.record = a.record) "           \
    "ORDER BY a.day"

#define STAND \
    "SELECT line, day, nth, record, document, id, beg, end, words, voice, " \
    "office, said, alone, EXISTS (SELECT 1 FROM turn WHERE later = " \
    "stand.record) FROM stand "

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
    [SQL_NEWEST] = "SELECT max(id) FROM record WHERE id < 1 << 32",
    [SQL_PUT_DOCUMENT] =
        "INSERT INTO document (name, day, source, title, url, sha256, text, "
        "first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    [SQL_PUT_RECORD] =
        "INSERT INTO record (id, document, day, json) "
        "VALUES (?1, ?2, ?3, ?4)",
    [SQL_PUT_FOUND] =
        "INSERT INTO found (rowid, keys, body) VALUES (?1, ?2, ?3)",
    [SQL_CUT_FOUND] =
        "INSERT INTO found (found, rowid, keys, body) "
        "VALUES ('delete', ?1, ?2, ?3)",
    [SQL_PUT_SIDE] = "INSERT INTO side (record, key, side) VALUES (?1, ?2, ?3)",
    [SQL_CUT_SIDE] = "DELETE FROM side WHERE record BETWEEN ?1 AND ?2",
    [SQL_GET_SIDES] = "SELECT key FROM side WHERE record = ?1",
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
    [SQL_GET_RECORD] =
        "SELECT json, document, day, id FROM record WHERE id = ?1",
    [SQL_GET_DOCUMENT] =
        "SELECT name, text, lower(hex(sha256)), source, title, url, first, "
        "last, day, newer FROM document WHERE id = ?1",
    [SQL_GET_LINES] =
        "SELECT json, document, day, id FROM record WHERE id BETWEEN ?1 AND "
        "?2 ORDER BY id",
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
    [SQL_KEY_TAIL] = "SELECT id, word FROM key WHERE tail = ?1",
    [SQL_PUT_ACT] =
        "INSERT INTO act (key, category, day, record, mode, cameo, sides, "
        "told) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [SQL_CUT_ACT] =
        "DELETE FROM act WHERE key = ?1 AND category = ?2 AND day = ?3 AND "
        "record = ?4",
    [SQL_PUT_CONDITION] =
        "INSERT INTO condition (principal, engagement, counterpart, day, "
        "record, term, asked, told, party, must, category, cameo, words) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [SQL_CUT_CONDITION] =
        "DELETE FROM condition WHERE principal = ?1 AND engagement = ?2 AND "
        "counterpart = ?3 AND day = ?4 AND record = ?5 AND term = ?6",
    [SQL_NEXT_ACT] = ACT,
    [SQL_LAST_ACT] = ACT " DESC",
    [SQL_GET_TERMS] =
        "SELECT term, principal, engagement, counterpart, party, must, "
        "category, cameo, words FROM condition WHERE asked AND record = ?1 "
        "ORDER BY term, counterpart",
    [SQL_NEXT_STAND] =
        "SELECT c.day, c.record, d.name, (SELECT count(*) FROM record WHERE "
        "id BETWEEN d.first AND c.record AND id & 7 = 3), c.term, c.asked, "
        "c.party, c.must, c.category, c.cameo, c.words FROM condition AS c "
        "CROSS JOIN record AS r ON r.id = c.record CROSS JOIN document AS d "
        "ON d.id = r.document WHERE c.principal = ?1 AND c.engagement = ?2 "
        "AND c.counterpart = ?3 AND c.day BETWEEN ?4 AND ?5 AND (c.told = 2 "
        "OR (c.told = 1 AND r.document <> ?6)) AND NOT EXISTS (SELECT 1 "
        "FROM echo AS h WHERE h.record = c.record) ORDER BY c.day",
    [SQL_LAST_DAY] =
        "SELECT rowid >> 33 FROM found WHERE found MATCH 'keys : 0a' || "
        "(SELECT id FROM key WHERE space = 0 AND word = '') "
        "ORDER BY rowid DESC LIMIT 1",
    [SQL_PUT_BAND] =
        "INSERT OR IGNORE INTO band (day, hash, document) "
        "VALUES (?1, ?2, ?3)",
    [SQL_CUT_BAND] =
        "DELETE FROM band WHERE day = ?1 AND hash = ?2 AND document = ?3",
    [SQL_GET_BANDS] = /* STORY_DAYS is 3, NEAR_N_BAND 16 */
        "SELECT document FROM band WHERE day IN (?2 - 3, ?2 - 2, ?2 - 1, ?2, "
        "?2 + 1, ?2 + 2, ?2 + 3) AND hash IN (?3, ?4, ?5, ?6, ?7, ?8, ?9, "
        "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) AND document <> ?1",
    [SQL_IS_BEFORE] =
        "SELECT 1 FROM document AS a CROSS JOIN document AS b WHERE "
        "a.id = ?1 AND b.id = ?2 AND (a.day, a.name) < (b.day, b.name)",
    [SQL_STORY_OF] = "SELECT first FROM story WHERE document = ?1",
    [SQL_GET_STORY] =
        "SELECT document FROM story WHERE first = ?1 ORDER BY document",
    [SQL_PUT_STORY] =
        "INSERT INTO story (document, first, day) "
        "SELECT id, ?2, day FROM document WHERE id = ?1",
    [SQL_SET_STORY] =
        "UPDATE story SET first = ?2 WHERE document = ?1 AND first <> ?2",
    [SQL_NAME_STORY] = "UPDATE story SET first = ?2 WHERE first = ?1",
    [SQL_CUT_STORY] = "DELETE FROM story WHERE document = ?1",
    [SQL_PUT_SAME] =
        "INSERT INTO same (record, digest, document) VALUES (?1, ?2, ?3)",
    [SQL_CUT_SAME] =
        "DELETE FROM same WHERE record BETWEEN "
        "(SELECT first FROM document WHERE id = ?1) AND "
        "(SELECT last FROM document WHERE id = ?1)",
    [SQL_STORY_NAME] =
        "SELECT f.name FROM story AS s CROSS JOIN document AS f ON "
        "f.id = s.first WHERE s.document = ?1",
    [SQL_STORY_AT] =
        "SELECT s.first FROM record AS r CROSS JOIN story AS s ON "
        "s.document = r.document WHERE r.id = ?1",
    [SQL_STORY_REPORTS] =
        "SELECT d.name, d.day, d.source, d.title FROM story AS s CROSS JOIN "
        "document AS d ON d.id = s.document WHERE s.first = ?1 "
        "ORDER BY d.day, d.name",
    [SQL_STORY_SOURCES] =
        "SELECT count(DISTINCT d.source) FROM story AS s CROSS JOIN document "
        "AS d ON d.id = s.document WHERE s.first = ?1",
    [SQL_STORIES_NEWEST] =
        "SELECT first FROM story WHERE day BETWEEN ?1 AND ?2 "
        "ORDER BY day DESC, document DESC",
    [SQL_STORIES_OLDEST] =
        "SELECT first FROM story WHERE day BETWEEN ?1 AND ?2 "
        "ORDER BY day, document",
    [SQL_COUNT_TOLD] =
        "SELECT count(DISTINCT other) FROM told WHERE record = ?1",
    [SQL_PUT_STAND] =
        "INSERT INTO stand (line, day, nth, record, document, id, beg, end, "
        "words, voice, office, said, alone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
        "?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    [SQL_CUT_STAND] =
        "DELETE FROM stand WHERE line = ?1 AND day = ?2 AND nth = ?3",
    [SQL_STANDS_OF] = /* the line of any counterpart last */
        STAND "WHERE record = ?1 ORDER BY line DESC",
    [SQL_STANDS_BEFORE] = /* SHIFT_BACK is 32 */
        STAND "WHERE line = ?1 AND (day, nth) < (?2, ?3) AND "
        "day >= ?2 - 366 ORDER BY day DESC, nth DESC LIMIT 32",
    [SQL_STANDS_AFTER] =
        STAND "WHERE line = ?1 AND (day, nth) > (?2, ?3) "
        "AND day <= ?2 + 366 ORDER BY day, nth LIMIT 32",
    [SQL_PUT_TURN] =
        "INSERT INTO turn (record, document, later, earlier, kind, days, p, "
        "basis, told, own) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [SQL_CUT_TURN] = "DELETE FROM turn WHERE record = ?1",
    [SQL_TURNS_OF] =
        "SELECT record, kind, basis, earlier, own FROM turn WHERE later = ?1 "
        "ORDER BY record",
    [SQL_TURNS_WITH] =
        "SELECT record, basis FROM turn WHERE earlier = ?1 ORDER BY record",
    [SQL_GET_TURN] =
        "SELECT t.told, t.days, r.json, r.day FROM turn AS t "
        "CROSS JOIN record AS r ON r.id = t.record WHERE t.record = ?1",
    [SQL_LINK_TURN] =
        "UPDATE turn SET earlier = ?2, days = ?3, told = ?4 "
        "WHERE record = ?1",
    [SQL_TURNS_IN] =
        "SELECT record FROM turn WHERE document = ?1 AND basis = 2 "
        "ORDER BY record",
    [SQL_IS_RECORD] = "SELECT 1 FROM record WHERE id = ?1",
    [SQL_PASSAGE] =
        "SELECT substr(text, ?2 + 1, ?3 - ?2), name, text FROM document "
        "WHERE id = ?1",
};
