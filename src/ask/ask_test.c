/* The ledger: reports put in, put in again, replaced; files
 * that are none; what stays when something goes wrong. */
#include "ask/find.h"
#include "ask/report.h"
#include "store/store_in.h"

#include "base/sha256.h"
#include "base/test.h"

#include <stdlib.h>
#include <unistd.h>

static char dir[] = "/tmp/ask_test.XXXXXX";

/* A path in the test's folder. */
static const char *at(const char *name)
{
    static char path[4][200];
    static int i;
    i = (i + 1) % 4;
    snprintf(path[i], sizeof path[i], "%s/%s", dir, name);
    return path[i];
}

/* What a report is made of. */
struct made {
    const char *id, *date, *source, *url, *text;
    int n; /* of its events, statements and positions, each */
};

static void put_head(struct buf *b, const struct made *m, const char *kind,
                     int nth)
{
    char s[300];
    snprintf(s, sizeof s, "{\"record\":\"%s\",\"id\":\"%s/%s/%d\","
             "\"document\":\"%s\",\"sentence\":0,\"date\":\"%s\","
             "\"date_basis\":\"publication\",\"date_span\":null,", kind,
             m->id, kind, nth, m->id, m->date);
    buf_text(b, s);
}

static void put_who(struct buf *b, const char *name, const char *actor,
                    const char *country, const char *office)
{
    char s[400];
    snprintf(s, sizeof s, "{\"text\":\"Iran\",\"start\":0,\"end\":4,"
             "\"name\":\"%s\",\"actor\":\"%s\",\"country\":\"%s\","
             "\"group\":null,\"sector\":[\"GOV\"],\"office\":%s%s%s,"
             "\"anonymous\":false,\"ambiguous\":[],\"via\":\"lexicon\","
             "\"entry\":\"x.tsv:1\"}", name, actor, country,
             office ? "\"" : "", office ? office : "null",
             office ? "\"" : "");
    buf_text(b, s);
}

static void put_string(struct buf *b, const char *key, const char *s)
{
    buf_text(b, key);
    buf_text(b, s ? "\"" : "null");
    if (s)
        buf_json(b, s, strlen(s));
    buf_text(b, s ? "\"," : ",");
}

static void put_document(struct buf *b, const struct made *m)
{
    char s[500], sum[65];
    sha256_hex(m->text, strlen(m->text), sum);
    snprintf(s, sizeof s, "{\"record\":\"document\",\"id\":\"%s/document/1\","
             "\"document\":\"%s\",\"date\":\"%s\",", m->id, m->id, m->date);
    buf_text(b, s);
    put_string(b, "\"source\":", m->source);
    put_string(b, "\"title\":", "A \"title\"");
    put_string(b, "\"url\":", m->url);
    put_string(b, "\"language\":\"en\",\"text\":", m->text);
    snprintf(s, sizeof s, "\"sha256\":\"%s\",\"sentences\":[[0,%d]],"
             "\"story\":null,\"version\":{\"program\":\"1\",\"model\":\"2\","
             "\"data\":\"3\"}}\n", sum,
             (int)utf8_count(m->text, strlen(m->text)));
    buf_text(b, s);
}

/* Appends the lines of a report. */
static void put_report(struct buf *b, const struct made *m)
{
    char s[200];
    put_document(b, m);
    for (int i = 1; i <= m->n; i++) {
        put_head(b, m, "statement", i);
        buf_text(b, "\"kind\":\"say\",\"speaker\":");
        put_who(b, "Rex Tillerson", "USAGOV", "USA", "Secretary of State");
        buf_text(b, ",\"addressee\":[],\"cue\":null,\"content\":[{\"text\":"
                    "\"Iran left\",\"start\":0,\"end\":9}],\"form\":"
                    "\"direct\",\"within\":null,\"negated\":false,"
                    "\"confidence\":0.5,\"rule\":\"r\"}\n");
    }
    for (int i = 1; i <= m->n; i++) {
        put_head(b, m, "event", i);
        buf_text(b, "\"actor\":[");
        put_who(b, "Javad Zarif", "IRNGOV", "IRN", NULL);
        buf_text(b, "],\"recipient\":[");
        put_who(b, "Pentagon", "USAMIL", "USA", NULL);
        snprintf(s, sizeof s, "],\"category\":\"%s\",\"mode\":null,"
                 "\"context\":[],\"reported_by\":\"%s/statement/1\","
                 "\"trigger\":null,\"place\":{\"country\":\"OMN\"}}\n",
                 i % 2 ? "CONSULT" : "ASSAULT", m->id);
        buf_text(b, s);
    }
    for (int i = 1; i <= m->n; i++) {
        put_head(b, m, "position", i);
        buf_text(b, "\"trigger\":null,\"holder\":");
        put_who(b, "Rex Tillerson", "USAGOV", "USA", NULL);
        snprintf(s, sizeof s, ",\"statement\":\"%s/statement/1\","
                 "\"engagement\":{\"kind\":\"talks\",\"parties\":[\"USA\","
                 "\"IRN\"]},\"stance\":\"offers\",\"terms\":[]}\n", m->id);
        buf_text(b, s);
    }
}

static const struct made iran = {
    "a.txt", "2017-12-14", NULL, NULL,
    "Iran left \xe2\x80\x9cthe talks\xe2\x80\x9d\nin G\xc3\xa9neve.", 2};

static enum rc put(struct store *s, const struct made *m, enum store_put *did)
{
    struct buf b = {0};
    struct err e = {0};
    put_report(&b, m);
    enum rc rc = store_put(s, b.p, b.n, did, &e);
    if (rc != OK)
        printf("%s\n", e.msg);
    buf_free(&b);
    return rc;
}

static int64_t count(struct store *s, const char *sql)
{
    sqlite3_stmt *st;
    int64_t n = -1;
    if (!sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) &&
        sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

static void test_put(void)
{
    struct store *s;
    struct made other = iran, copy = iran;
    enum store_put did;
    struct err e;
    CHECK(store_open(&s, at("put.db"), STORE_WRITE, &e) == OK);
    CHECK(put(s, &iran, &did) == OK && did == STORE_ADDED);
    CHECK(put(s, &iran, &did) == OK && did == STORE_KNOWN);
    copy.id = "elsewhere/a.txt";
    CHECK(put(s, &copy, &did) == OK && did == STORE_KNOWN);
    copy.source = "Another Paper";
    CHECK(put(s, &copy, &did) == OK && did == STORE_ADDED);
    CHECK(count(s, "SELECT count(*) FROM record") == 14);
    int64_t found = count(s, "SELECT count(*) FROM found WHERE found MATCH "
                          "'keys : (0a1 OR 1a1 OR 2a1 OR 3a1)'");
    CHECK(found == 14);
    other.text = "Iran left. It came back.";
    CHECK(put(s, &other, &did) == OK && did == STORE_REPLACED);
    CHECK(put(s, &iran, &did) == OK && did == STORE_KNOWN);
    CHECK(count(s, "SELECT count(*) FROM record") == 21);
    CHECK(count(s, "SELECT count(*) FROM found WHERE found MATCH "
                "'keys : (0a1 OR 1a1 OR 2a1 OR 3a1)'") == found);
    CHECK(count(s, "SELECT n FROM key WHERE space = 0") == 12);
    CHECK(count(s, "SELECT newer FROM document WHERE id = 1") == 3);
    CHECK(count(s, "SELECT count(*) FROM found WHERE found MATCH 'left'")
          == 14);
    CHECK(count(s, "SELECT count(*) FROM found WHERE found MATCH 'geneve'")
          == 5);
    CHECK(sqlite3_exec(s->db, "INSERT INTO found(found) VALUES "
                       "('integrity-check')", NULL, NULL, NULL) == 0);
    store_close(s);
}

static void test_url(void)
{
    struct store *s;
    struct made m = iran;
    enum store_put did;
    CHECK(store_open(&s, at("url.db"), STORE_WRITE, NULL) == OK);
    m.url = "https://example.org/1";
    CHECK(put(s, &m, &did) == OK && did == STORE_ADDED);
    m.id = "b.txt";
    m.text = "Iran left, corrected.";
    CHECK(put(s, &m, &did) == OK && did == STORE_REPLACED);
    CHECK(count(s, "SELECT count(*) FROM document WHERE newer IS NULL")
          == 1);
    store_close(s);
}

/* Lines that are no report leave nothing behind. */
static void test_bad(void)
{
    static const char *const bad[] = {
        "", "\n", "no json\n", "{}\n", "{\"record\":\"event\"}\n",
        "{\"record\":\"document\"}\n",
        ("{\"record\":\"document\",\"date\":\"2020-01-01\","
         "\"document\":\"x\",\"text\":\"y\",\"sha256\":\"z\"}"),
    };
    struct store *s;
    enum store_put did;
    CHECK(store_open(&s, at("bad.db"), STORE_WRITE, NULL) == OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        CHECK(store_put(s, bad[i], strlen(bad[i]), &did, &e) == E_INPUT);
        CHECK(e.msg[0]);
    }
    CHECK(count(s, "SELECT count(*) FROM document") == 0);
    CHECK(put(s, &iran, &did) == OK);
    store_close(s);
}

static void write_file(const char *path, const char *bytes, size_t n)
{
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fwrite(bytes, 1, n, f) == n);
    if (f)
        fclose(f);
}

static void refuse(const char *path, enum store_access how, enum rc want,
                   const char *words)
{
    struct store *s;
    struct err e = {0};
    CHECK(store_open(&s, path, how, &e) == want);
    CHECK(strstr(e.msg, words) != NULL);
    if (!strstr(e.msg, words))
        printf("got \"%s\"\n", e.msg);
}

static void change(const char *path, const char *sql)
{
    sqlite3 *db;
    CHECK(!sqlite3_open(path, &db));
    CHECK(!sqlite3_exec(db, sql, NULL, NULL, NULL));
    sqlite3_close(db);
}

static void test_files(void)
{
    struct store *s;
    enum store_put did;
    refuse(at("none.db"), STORE_READ, E_IO, "no such ledger");
    refuse(at("none/x.db"), STORE_WRITE, E_IO, "cannot be opened");
    write_file(at("text.db"), "A text, long enough to be looked at. ", 37);
    refuse(at("text.db"), STORE_READ, E_INPUT, "is no ledger");
    refuse(at("text.db"), STORE_WRITE, E_INPUT, "is no ledger");
    write_file(at("empty.db"), "", 0);
    refuse(at("empty.db"), STORE_READ, E_INPUT, "is empty");
    change(at("other.db"), "CREATE TABLE t (a)");
    refuse(at("other.db"), STORE_WRITE, E_INPUT, "no ledger");
    CHECK(store_open(&s, at("new.db"), STORE_WRITE, NULL) == OK);
    CHECK(put(s, &iran, &did) == OK);
    store_close(s);
    change(at("new.db"), "PRAGMA user_version = 99");
    refuse(at("new.db"), STORE_READ, E_INPUT, "newer than this program");
    refuse(at("new.db"), STORE_WRITE, E_INPUT, "newer than this program");
    char now[64];
    snprintf(now, sizeof now, "PRAGMA user_version = %d", STORE_VERSION);
    change(at("new.db"), now);
    CHECK(store_open(&s, at("new.db"), STORE_READ, NULL) == OK);
    store_close(s);
}

/* Other records in the place of a report's: found as they are, and the report
 * and its older version stay. */
static void test_recode(void)
{
    struct store *s;
    struct made m = iran;
    struct buf b = {0};
    enum store_put did;
    CHECK(store_open(&s, at("recode.db"), STORE_WRITE, NULL) == OK);
    CHECK(put(s, &iran, &did) == OK);
    m.text = "Iran left. It came back.";
    CHECK(put(s, &m, &did) == OK && did == STORE_REPLACED);
    m.n = 3;
    put_report(&b, &m);
    CHECK(store_recode(s, 2, b.p, b.n, &did, NULL) == OK);
    CHECK(did == STORE_REPLACED);
    CHECK(count(s, "SELECT count(*) FROM document") == 2);
    CHECK(count(s, "SELECT newer FROM document WHERE id = 1") == 2);
    CHECK(count(s, "SELECT count(*) FROM record") == 17);
    CHECK(count(s, "SELECT n FROM key WHERE space = 0") == 9);
    CHECK(count(s, "SELECT count(*) FROM found WHERE found MATCH 'came'")
          == 7);
    CHECK(count(s, "SELECT count(*) FROM record JOIN document AS d ON "
                   "d.id = document AND record.id BETWEEN first AND last")
          == 17);
    CHECK(store_recode(s, 2, b.p, b.n, &did, NULL) == OK);
    CHECK(did == STORE_SAME);
    CHECK(store_recode(s, 1, b.p, b.n, &did, NULL) == OK);
    CHECK(did == STORE_KNOWN);
    CHECK(store_recode(s, 9, b.p, b.n, &did, NULL) == OK);
    CHECK(did == STORE_KNOWN);
    CHECK(count(s, "SELECT count(*) FROM record") == 17);
    buf_free(&b);
    store_close(s);
}

static void test_reports(void)
{
    static const struct ask_version same = {"1", "2", "3"},
                                    other = {"1", "2", "4"};
    struct store *s;
    struct made m = iran;
    struct arena mem = {0};
    struct ask_report r;
    enum store_put did;
    struct err e = {0};
    int64_t row = 0, newer = 0;
    const char *name = NULL;
    bool is = false;
    CHECK(store_open(&s, at("reports.db"), STORE_WRITE, NULL) == OK);
    CHECK(put(s, &iran, &did) == OK);
    m.text = "Iran left.";
    CHECK(put(s, &m, &did) == OK && did == STORE_REPLACED);
    m.id = "A.txt";
    m.source = "Paper";
    CHECK(put(s, &m, &did) == OK && did == STORE_ADDED);
    CHECK(ask_next(s, &row, &e) == OK && row == 2);
    CHECK(ask_next(s, &row, &e) == OK && row == 3);
    CHECK(ask_next(s, &row, &e) == OK && row == 0);
    CHECK(ask_last(s, &row, &e) == OK && row == 3);
    CHECK(ask_next_name(s, &name, &mem, &row, &e) == OK && row == 3);
    CHECK(ask_next_name(s, &name, &mem, &row, &e) == OK && row == 2);
    CHECK_STR(name, "a.txt");
    CHECK(ask_next_name(s, &name, &mem, &row, &e) == OK && !row && !name);
    CHECK(ask_next_older(s, &newer, &row, &e) == OK && row == 1);
    CHECK(newer == 2);
    CHECK(ask_next_older(s, &newer, &row, &e) == OK && row == 0);
    CHECK(ask_is_by(s, 2, &same, &is, &e) == OK && is);
    CHECK(ask_is_by(s, 2, &other, &is, &e) == OK && !is);
    CHECK(ask_report(s, 3, &mem, &r, &e) == OK && !r.newer);
    CHECK_STR(r.src.id, "A.txt");
    CHECK_STR(r.src.date, "2017-12-14");
    CHECK_STR(r.src.text, "Iran left.");
    CHECK_STR(r.src.origin, "Paper");
    CHECK_STR(r.by.model, "2");
    CHECK(!r.src.url && r.src.len == 10);
    CHECK(ask_report(s, 1, &mem, &r, &e) == OK && r.newer == 2);
    CHECK(ask_named(s, "a.txt", &row, &e) == OK && row == 2);
    char old[100];
    snprintf(old, sizeof old, "a.txt@%.8s", r.src.sha256);
    CHECK(ask_named(s, old, &row, &e) == OK && row == 1);
    CHECK(ask_named(s, "a.txt@00000000", &row, &e) == OK && row == 0);
    CHECK(ask_named(s, "b.txt", &row, &e) == OK && row == 0);
    arena_free(&mem);
    store_close(s);
}

/* Ids of what was found, parted by blanks. */
static int take(void *ctx, const struct ask_found *r)
{
    struct buf *b = ctx;
    struct json_value v = {r->line, r->n};
    buf_text(b, b->n ? " " : "");
    json_put(json_get(v, "id"), b);
    return 0;
}

static struct ask_query all_of(enum store_kind kind)
{
    return (struct ask_query){.kinds = 1u << kind, .from = INT32_MIN,
                                .to = INT32_MAX, .limit = -1};
}

static void with(struct store *s, struct ask_query *q,
                 enum store_space space, const char *word, unsigned side)
{
    struct ask_cond *c = &q->cond[q->n_cond++];
    *c = (struct ask_cond){.n = 0};
    for (int i = 0; i < STORE_N_KIND; i++)
        c->side[i] = side;
    CHECK(ask_key(s, space, word, c, NULL) == OK);
}

static void found(struct store *s, const struct ask_query *q,
                  const char *want)
{
    struct buf b = {0};
    struct err e = {0};
    CHECK(ask_find(s, q, take, &b, &e) == OK);
    CHECK_STR(buf_str(&b), want);
    if (e.msg[0])
        printf("%s\n", e.msg);
    buf_free(&b);
}

static void test_find(void)
{
    struct store *s;
    struct ask_query q = all_of(STORE_EVENT);
    struct made next = iran;
    enum store_put did;
    next.id = "b.txt";
    next.date = "2018-01-02";
    next.text = "Iran came back to the talks.";
    CHECK(store_open(&s, at("find.db"), STORE_WRITE, NULL) == OK);
    found(s, &q, "");
    CHECK(put(s, &iran, &did) == OK && put(s, &next, &did) == OK);
    found(s, &q, "b.txt/event/2 b.txt/event/1 a.txt/event/2 a.txt/event/1");
    q.oldest = true;
    q.limit = 2;
    q.offset = 1;
    found(s, &q, "a.txt/event/2 b.txt/event/1");
    q = all_of(STORE_EVENT);
    q.from = doc_day(2018, 1, 1);
    with(s, &q, SPACE_CODE, "IRN", SIDE_DOER);
    with(s, &q, SPACE_CODE, "USA", SIDE_OTHER);
    with(s, &q, SPACE_CATEGORY, "ASSAULT", SIDE_ANY);
    found(s, &q, "b.txt/event/2");
    q.cond[0].side[STORE_EVENT] = SIDE_PLACE;
    found(s, &q, "");
    q = all_of(STORE_EVENT);
    q.text = "\"came back\"";
    found(s, &q, "b.txt/event/2 b.txt/event/1");
    with(s, &q, SPACE_NAME, "rex tillerson", SIDE_VOICE);
    q.text = "came OR nothing";
    found(s, &q, "b.txt/event/2 b.txt/event/1");
    q = all_of(STORE_DOCUMENT);
    q.text = "gen*";
    found(s, &q, "a.txt/document/1");
    with(s, &q, SPACE_STANCE, "offers", SIDE_ANY);
    found(s, &q, "a.txt/document/1");
    q.text = " - ";
    CHECK(ask_find(s, &q, take, NULL, NULL) == E_USAGE);
    q = all_of(STORE_POSITION);
    q.kinds |= 1u << STORE_EVENT;
    q.limit = 3;
    found(s, &q, "b.txt/position/2 b.txt/position/1 b.txt/event/2");
    with(s, &q, SPACE_CODE, "XYZ", SIDE_ANY);
    found(s, &q, "");
    store_close(s);
}

static void test_names(void)
{
    struct store *s;
    struct ask_cond c = {.n = 0};
    enum store_put did;
    CHECK(store_open(&s, at("find.db"), STORE_WRITE, NULL) == OK);
    CHECK(put(s, &iran, &did) == OK);
    CHECK(ask_names(s, "tillerson", "rex w tillerson", &c, NULL) == OK);
    CHECK(c.n == 1);
    c.n = 0;
    CHECK(ask_names(s, "tillerson", "renda tillerson", &c, NULL) == OK);
    CHECK(c.n == 0);
    CHECK(ask_names(s, "zarif", "", &c, NULL) == OK && c.n == 1);
    store_close(s);
}

static void test_backup(void)
{
    struct store *s;
    struct err e = {0};
    enum store_put did;
    CHECK(store_open(&s, at("first.db"), STORE_WRITE, NULL) == OK);
    CHECK(put(s, &iran, &did) == OK);
    CHECK(store_backup(s, at("copy.db"), &e) == OK);
    CHECK(store_backup(s, at("copy.db"), &e) == E_IO);
    CHECK(strstr(e.msg, "is there already") != NULL);
    CHECK(store_backup(s, at("none/copy.db"), &e) == E_IO);
    store_close(s);
    CHECK(store_open(&s, at("copy.db"), STORE_WRITE, NULL) == OK);
    CHECK(put(s, &iran, &did) == OK && did == STORE_KNOWN);
    store_close(s);
}

int main(void)
{
    CHECK(mkdtemp(dir) != NULL);
    test_put();
    test_url();
    test_bad();
    test_files();
    test_recode();
    test_reports();
    test_find();
    test_names();
    test_backup();
    char rm[300];
    snprintf(rm, sizeof rm, "rm -rf %s", dir);
    CHECK(system(rm) == 0);
    CHECK(base_live() == 0);
    return test_end();
}
