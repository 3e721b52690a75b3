/* Conditions: each state by hand-made reports, in any order of coming, and
 * when reports are replaced. */
#include "ask/condition.h"
#include "store/store_in.h"

#include "base/sha256.h"
#include "base/test.h"

#include <stdlib.h>

static char dir[] = "/tmp/condition_test.XXXXXX";

/* A report being made. */
struct made {
    struct buf b;
    char id[40], date[16];
    int event, position;
};

static void begin(struct made *m, const char *id, const char *date,
                  const char *text)
{
    char s[600], sum[65];
    *m = (struct made){.event = 0};
    snprintf(m->id, sizeof m->id, "%s", id);
    snprintf(m->date, sizeof m->date, "%s", date);
    sha256_hex(text, strlen(text), sum);
    snprintf(s, sizeof s, "{\"record\":\"document\",\"id\":\"%s/document/1\","
             "\"document\":\"%s\",\"date\":\"%s\",\"source\":null,"
             "\"title\":null,\"url\":null,\"text\":\"%s\",\"sha256\":\"%s\","
             "\"sentences\":[[0,%d]]}\n", id, id, date, text, sum,
             (int)strlen(text));
    buf_text(&m->b, s);
}

/* An event: "PRKGOV MOBILIZE weapons 150", "-" for null; of the day `date`
 * (told), or of the report's. More fields of JSON in `more`. */
static void event(struct made *m, const char *what, const char *date,
                  const char *more)
{
    char s[900], who[20], category[20], mode[20], cameo[20], quoted[30];
    CHECK(sscanf(what, "%19s %19s %19s %19s", who, category, mode, cameo)
          == 4);
    snprintf(quoted, sizeof quoted, "\"%s\"", mode);
    snprintf(s, sizeof s, "{\"record\":\"event\",\"id\":\"%s/event/%d\","
             "\"document\":\"%s\",\"sentence\":0,\"date\":\"%s\","
             "\"date_basis\":\"%s\",\"actor\":[{\"text\":\"x\",\"name\":null,"
             "\"actor\":\"%s\",\"country\":\"%.3s\",\"group\":null}],"
             "\"category\":\"%s\",\"mode\":%s,\"cameo\":\"%s\"%s}\n", m->id,
             ++m->event, m->id, date ? date : m->date,
             date ? "explicit" : "publication", who, who, category,
             *mode == '-' ? "null" : quoted, cameo, more);
    buf_text(&m->b, s);
}

/* A position of the USA on talks with PRK; terms: a list of JSON. */
static void position(struct made *m, const char *stance, const char *terms)
{
    char s[2000];
    snprintf(s, sizeof s, "{\"record\":\"position\",\"id\":"
             "\"%s/position/%d\",\"document\":\"%s\",\"sentence\":0,"
             "\"date\":\"%s\",\"date_basis\":\"relative\",\"trigger\":null,"
             "\"holder\":{\"text\":\"x\",\"name\":null,\"actor\":\"USAGOV\","
             "\"country\":\"USA\",\"group\":null},\"statement\":null,"
             "\"engagement\":{\"kind\":\"talks\",\"parties\":[\"USA\","
             "\"PRK\"]},\"stance\":\"%s\",\"terms\":[%s],\"strength\":null,"
             "\"negated\":false,\"confidence\":0.5}\n", m->id, ++m->position,
             m->id, m->date, stance, terms);
    buf_text(&m->b, s);
}

#define TERM(text, must, category, cameo, duration, negated)                \
    "{\"text\":\"" text "\",\"start\":900,\"end\":910,\"relation\":"        \
    "\"until\",\"party\":\"PRK\",\"must\":\"" must "\",\"category\":"       \
    category ",\"cameo\":" cameo ",\"recipient\":null,\"duration\":"        \
    duration ",\"waived\":false,\"negated\":" negated "}"

#define NO_TESTS                                                            \
    TERM("it halts its missile tests", "refrain", "\"MOBILIZE\"",           \
         "\"150\"", "null", "false")
#define FREE_THEM                                                           \
    TERM("it frees the prisoners", "do", "\"RETREAT\"", "\"0841\"", "null", \
         "false")
#define BEHAVE                                                              \
    TERM("it improves its behaviour", "do", "null", "null", "null", "false")

static void put(struct store *s, struct made *m)
{
    enum store_put did;
    struct err e = {0};
    CHECK(store_put(s, m->b.p, m->b.n, &did, &e) == OK);
    if (e.msg[0])
        printf("%s\n", e.msg);
    buf_free(&m->b);
}

static void put_event(struct store *s, const char *id, const char *date,
                      const char *what)
{
    struct made m;
    begin(&m, id, date, id);
    event(&m, what, NULL, "");
    put(s, &m);
}

static void put_position(struct store *s, const char *id, const char *date,
                         const char *stance, const char *terms)
{
    struct made m;
    begin(&m, id, date, id);
    position(&m, stance, terms);
    put(s, &m);
}

/* "ID STATE RULE BY DAYS QUIET LAST", a line each. */
static int take(void *ctx, const struct ask_found *r)
{
    static const char *const key[] = {"id", "state", "rule", "decided_by",
                                      "days", "quiet", "last"};
    struct buf *b = ctx;
    struct json_value v = {r->line, r->n};
    for (int i = 0; i < 7; i++) {
        buf_text(b, i ? " " : "");
        json_put(json_get(v, key[i]), b);
    }
    buf_char(b, '\n');
    return 0;
}

static struct ask_conditions all(void)
{
    return (struct ask_conditions){
        .find = {.from = INT32_MIN, .to = INT32_MAX, .limit = -1,
                 .oldest = true},
        .state = -1};
}

static void found(struct store *s, const struct ask_conditions *q,
                  const char *want)
{
    struct buf b = {0};
    struct err e = {0};
    CHECK(ask_conditions(s, q, take, &b, &e) == OK);
    CHECK_STR(buf_str(&b), want);
    if (e.code != OK)
        printf("%s\n", e.msg);
    buf_free(&b);
}

static struct store *empty(const char *name)
{
    struct store *s = NULL;
    char path[200];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    CHECK(store_open(&s, path, STORE_WRITE, NULL) == OK);
    return s;
}

static void test_refrain(void)
{
    struct store *s = empty("refrain.db");
    struct ask_conditions q = all();
    put_event(s, "a", "2017-09-15", "PRKMIL MOBILIZE weapons 150");
    put_position(s, "b", "2017-10-01", "requires", NO_TESTS);
    put_event(s, "c", "2017-10-20", "PRK MOBILIZE troops 150");
    put_event(s, "d", "2017-10-25", "KOR MOBILIZE weapons 150");
    put_event(s, "e", "2017-10-31", "PRKREB MOBILIZE weapons 150");
    found(s, &q, "b/position/1/term/1 open open:quiet null 30 46 a/event/1\n");
    put_event(s, "f", "2017-11-29", "PRKGOV MOBILIZE weapons 150");
    put_event(s, "g", "2017-12-14", "PRK CONSULT - 040");
    found(s, &q, "b/position/1/term/1 breached refrain:one-event f/event/1 "
                 "59 15 f/event/1\n");
    q.find.to = doc_day(2017, 11, 1);
    found(s, &q, "b/position/1/term/1 open open:quiet null 31 47 a/event/1\n");
    q.find.to = doc_day(2017, 9, 30);
    found(s, &q, "");
    store_close(s);
}

/* What did not happen, or was told only in passing, decides nothing. */
static void test_told(void)
{
    struct store *s = empty("told.db");
    struct ask_conditions q = all();
    struct made m;
    begin(&m, "a", "2017-10-01", "No talks. North Korea's latest test was bad");
    position(&m, "requires", NO_TESTS);
    event(&m, "PRK MOBILIZE weapons 150", NULL, "");
    event(&m, "PRK MOBILIZE weapons 150", "2017-11-01",
          ",\"factuality\":{\"negated\":false,\"future\":true}");
    event(&m, "PRK MOBILIZE weapons 150", "2017-11-01",
          ",\"trigger\":{\"text\":\"x\",\"start\":905,\"end\":907}");
    put(s, &m);
    begin(&m, "b", "2017-12-01", "After North Korea's latest test it rained");
    event(&m, "PRK MOBILIZE weapons 150", NULL,
          ",\"trigger\":{\"text\":\"test\",\"start\":27,\"end\":31}");
    put(s, &m);
    found(s, &q, "a/position/1/term/1 open open:quiet null 61 61 null\n");
    begin(&m, "c", "2017-12-05", "It tested a missile on Sunday");
    event(&m, "PRK MOBILIZE weapons 150", "2017-12-03", "");
    put(s, &m);
    found(s, &q, "a/position/1/term/1 breached refrain:one-event c/event/1 "
                 "63 2 c/event/1\n");
    store_close(s);
}

static void test_do(void)
{
    struct store *s = empty("do.db");
    struct ask_conditions q = all();
    put_position(s, "a", "2018-01-01", "requires", FREE_THEM "," BEHAVE);
    put_event(s, "b", "2018-02-01", "PRK RETREAT withdraw 0874");
    found(s, &q, "a/position/1/term/1 open open:waiting null 31 31 null\n"
                 "a/position/1/term/2 open open:no-event-type null 31 null "
                 "null\n");
    put_event(s, "c", "2018-05-10", "PRKGOV RETREAT release 0842");
    put_event(s, "d", "2018-05-12", "PRKGOV COOPERATE - 063");
    q.find.category = "RETREAT";
    found(s, &q, "a/position/1/term/1 met do:one-event c/event/1 129 0 "
                 "d/event/1\n");
    q.state = ASK_OPEN;
    found(s, &q, "");
    q.find.category = NULL;
    found(s, &q, "a/position/1/term/2 open open:no-event-type null 131 null "
                 "null\n");
    store_close(s);
}

static void test_duration(void)
{
    struct store *s = empty("duration.db");
    struct ask_conditions q = all();
    put_position(s, "a", "2018-01-01", "offers",
                 TERM("no raid for 60 days", "refrain", "\"ASSAULT\"", "null",
                      "\"P60D\"", "false"));
    put_event(s, "b", "2018-01-31", "PRK ASSAULT aerial 195");
    put_event(s, "c", "2018-03-01", "PRK ASSAULT - 190");
    put_event(s, "d", "2018-04-29", "KOR CONSULT - 040");
    found(s, &q, "a/position/1/term/1 breached refrain:one-event b/event/1 "
                 "30 59 c/event/1\n");
    put_event(s, "e", "2018-04-30", "KOR CONSULT - 040");
    found(s, &q, "a/position/1/term/1 met refrain:quiet-for null 119 60 "
                 "c/event/1\n");
    put_position(s, "f", "2018-02-15", "offers", "");
    found(s, &q, "a/position/1/term/1 breached refrain:one-event b/event/1 "
                 "30 60 c/event/1\n");
    store_close(s);
}

static void test_later_positions(void)
{
    struct store *s = empty("later.db");
    struct ask_conditions q = all();
    put_position(s, "a", "2018-01-01", "requires", NO_TESTS "," BEHAVE);
    put_position(s, "b", "2018-01-10", "requires",
                 TERM("a halt of all tests", "refrain", "\"MOBILIZE\"",
                      "\"150\"", "null", "false"));
    put_position(s, "c", "2018-02-01", "requires",
                 TERM("the regime improves its behaviour at last", "do",
                      "null", "null", "null", "true"));
    put_position(s, "d", "2018-03-01", "rejects", NO_TESTS);
    put_position(s, "e", "2018-04-01", "offers", "");
    found(s, &q, "a/position/1/term/1 restated position:same-term "
                 "b/position/1 9 90 null\n"
                 "a/position/1/term/2 dropped position:not-asked "
                 "c/position/1 31 null null\n"
                 "b/position/1/term/1 dropped position:no-terms "
                 "e/position/1 81 81 null\n");
    q.state = ASK_DROPPED;
    q.find.offset = 1;
    q.find.limit = 1;
    found(s, &q, "b/position/1/term/1 dropped position:no-terms "
                 "e/position/1 81 81 null\n");
    store_close(s);
}

static void test_bound(void)
{
    struct store *s = empty("bound.db");
    struct ask_conditions q = all();
    put_position(s, "a", "2018-01-01", "requires", BEHAVE);
    q.find.n_cond = q.n_bound = 1;
    q.find.cond[0].side[STORE_POSITION] = SIDE_OTHER;
    CHECK(ask_key(s, SPACE_CODE, "USA", &q.find.cond[0], NULL) == OK);
    found(s, &q, "");
    q.find.cond[0].n = 0;
    CHECK(ask_key(s, SPACE_CODE, "PRK", &q.find.cond[0], NULL) == OK);
    found(s, &q, "a/position/1/term/1 open open:no-event-type null 0 null "
                 "null\n");
    store_close(s);
}

/* The copy of a report, a day later, neither restates nor breaches again, and
 * is no condition of its own. */
static void test_copies(void)
{
    static const char text[] =
        "one two three four five six seven eight nine ten eleven twelve "
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty and one and two and three and four and five and six and "
        "seven and eight and nine and thirty and then some more words that "
        "stand here alone to make the text a long one";
    struct store *s = empty("copies.db");
    struct ask_conditions q = all();
    static const char *const date[] = {"2018-01-01", "2018-01-02"};
    for (int i = 0; i < 2; i++) {
        struct made m;
        char id[2] = {(char)('a' + i), '\0'};
        begin(&m, id, date[i], text);
        position(&m, "requires", NO_TESTS);
        event(&m, "PRK MOBILIZE weapons 150", NULL, "");
        put(s, &m);
    }
    put_event(s, "c", "2018-03-01", "KOR CONSULT - 040");
    found(s, &q, "a/position/1/term/1 open open:quiet null 59 59 null\n");
    store_close(s);
}

enum { N_REPORT = 6 };

/* Report number i of a set: two tests on one day, a release, a demand that is
 * restated and one report that replaces another. */
static void put_nth(struct store *s, int i)
{
    static const char *const date[N_REPORT] = {
        "2018-01-01", "2018-01-20", "2018-01-20", "2018-02-01", "2018-03-01",
        "2018-03-02",
    };
    static const char *const what[N_REPORT] = {
        NULL, "PRK MOBILIZE weapons 150", "PRKMIL MOBILIZE weapons 150", NULL,
        "PRK RETREAT release 0841", "PRK CONSULT - 040",
    };
    char id[2] = {(char)('z' - i), '\0'};
    if (what[i])
        put_event(s, id, date[i], what[i]);
    else
        put_position(s, id, date[i], "requires", NO_TESTS "," FREE_THEM);
}

static void test_order(void)
{
    static const char want[] =
        "z/position/1/term/1 breached refrain:one-event x/event/1 19 41 "
        "x/event/1\n"
        "z/position/1/term/2 restated position:same-term w/position/1 31 1 "
        "v/event/1\n"
        "w/position/1/term/1 open open:quiet null 29 41 x/event/1\n"
        "w/position/1/term/2 met do:one-event v/event/1 28 1 v/event/1\n";
    struct ask_conditions q = all();
    for (int turn = 0; turn < 2 * N_REPORT; turn++) {
        char name[20];
        snprintf(name, sizeof name, "order%d.db", turn);
        struct store *s = empty(name);
        for (int i = 0; i < N_REPORT; i++) {
            int k = (i + turn) % N_REPORT;
            put_nth(s, turn < N_REPORT ? k : N_REPORT - 1 - k);
        }
        found(s, &q, want);
        store_close(s);
    }
}

/* A report that is replaced has neither conditions nor acts any more. */
static void test_replaced(void)
{
    struct store *s = empty("replaced.db");
    struct ask_conditions q = all();
    struct made m;
    put_position(s, "a", "2018-01-01", "requires", NO_TESTS);
    put_event(s, "b", "2018-02-01", "PRK MOBILIZE weapons 150");
    found(s, &q, "a/position/1/term/1 breached refrain:one-event b/event/1 "
                 "31 0 b/event/1\n");
    begin(&m, "b", "2018-02-01", "corrected");
    event(&m, "KOR MOBILIZE weapons 150", NULL, "");
    put(s, &m);
    found(s, &q, "a/position/1/term/1 open open:quiet null 31 31 null\n");
    begin(&m, "a", "2018-01-01", "corrected");
    position(&m, "offers", "");
    put(s, &m);
    found(s, &q, "");
    sqlite3_stmt *st;
    CHECK(!sqlite3_prepare_v2(s->db, "SELECT (SELECT count(*) FROM act), "
                              "(SELECT count(*) FROM condition)", -1, &st,
                              NULL));
    CHECK(sqlite3_step(st) == SQLITE_ROW);
    CHECK(sqlite3_column_int(st, 0) == 1 && sqlite3_column_int(st, 1) == 1);
    sqlite3_finalize(st);
    store_close(s);
}

int main(void)
{
    CHECK(mkdtemp(dir) != NULL);
    test_refrain();
    test_told();
    test_do();
    test_duration();
    test_later_positions();
    test_bound();
    test_copies();
    test_order();
    test_replaced();
    char rm[300];
    snprintf(rm, sizeof rm, "rm -rf %s", dir);
    CHECK(system(rm) == 0);
    CHECK(base_live() == 0);
    return test_end();
}
