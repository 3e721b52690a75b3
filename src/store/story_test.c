/* Stories hang together by copies alone: whatever the order in which reports
 * come and are replaced, the tables say the same, and what they say is what
 * comparing each report with each says. */
#include "store/store_in.h"

#include "base/sha256.h"
#include "base/test.h"
#include "near/near.h"

#include <stdlib.h>
#include <unistd.h>

enum { N_REPORT = 48, N_OLD = 16, N_ORDER = 12, BLOCK = 20, N_TALE = 5 };

static char dir[] = "/tmp/story_test.XXXXXX";

/* The words [beg, end) of a long tale. */
struct made {
    int name, day, tale, beg, end;
};

static uint32_t state = 1;

static int chance(int n)
{
    state = state * 1664525 + 1013904223;
    return (int)((state >> 8) % (uint32_t)n);
}

static void put_words(struct buf *b, int tale, int beg, int end)
{
    for (int i = beg; i < end; i++) {
        char word[32];
        snprintf(word, sizeof word, "%sw%dx%d", i > beg ? " " : "", tale, i);
        buf_text(b, word);
    }
}

/* Where the first whole block of a report begins. */
static int first_block(const struct made *m)
{
    return (m->beg + BLOCK - 1) / BLOCK * BLOCK;
}

/* A report with a statement for each whole block of words. */
static void put_report(struct buf *b, const struct made *m)
{
    struct buf text = {0};
    char s[500], sum[65], date[16];
    put_words(&text, m->tale, m->beg, m->end);
    sha256_hex(text.p, text.n, sum);
    snprintf(date, sizeof date, "2016-07-%02d", 1 + m->day % 28);
    snprintf(s, sizeof s, "{\"record\":\"document\",\"id\":\"r%d/document/1\","
             "\"document\":\"r%d\",\"date\":\"%s\",\"source\":\"s%d\","
             "\"title\":null,\"url\":null,\"text\":\"", m->name, m->name, date,
             m->name);
    buf_text(b, s);
    buf_put(b, text.p, text.n);
    snprintf(s, sizeof s, "\",\"sha256\":\"%s\",\"sentences\":[],\"story\":"
             "null}\n", sum);
    buf_text(b, s);
    for (int i = first_block(m), n = 1; i + BLOCK <= m->end; i += BLOCK, n++) {
        snprintf(s, sizeof s, "{\"record\":\"statement\",\"id\":"
                 "\"r%d/statement/%d\",\"kind\":\"say\",\"date\":\"%s\","
                 "\"speaker\":null,\"addressee\":[],\"content\":[{\"text\":\"",
                 m->name, n, date);
        buf_text(b, s);
        put_words(b, m->tale, i, i + BLOCK);
        buf_text(b, "\"}]}\n");
    }
    buf_free(&text);
}

static void put(struct store *s, const struct made *m)
{
    struct buf b = {0};
    struct err e = {0};
    enum store_put did = STORE_KNOWN;
    put_report(&b, m);
    CHECK(store_put(s, b.p, b.n, &did, &e) == OK);
    CHECK(did != STORE_KNOWN);
    if (e.msg[0])
        printf("%s\n", e.msg);
    buf_free(&b);
}

static struct store *begin(const char *name)
{
    char path[200];
    struct store *s = NULL;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    unlink(path);
    CHECK(store_open(&s, path, STORE_WRITE, NULL) == OK);
    return s;
}

/* What a statement gives, a line a row. */
static void tell(struct store *s, const char *sql, struct buf *b)
{
    sqlite3_stmt *st;
    CHECK(!sqlite3_prepare_v2(s->db, sql, -1, &st, NULL));
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const char *p = (const char *)sqlite3_column_text(st, i);
            buf_text(b, p ? p : "-");
            buf_char(b, ' ');
        }
        buf_char(b, '\n');
    }
    sqlite3_finalize(st);
}

static const char stories[] =
    "SELECT d.name, f.name, story.day - 16983 FROM document AS d LEFT JOIN "
    "story ON story.document = d.id LEFT JOIN document AS f ON f.id = "
    "story.first WHERE d.newer IS NULL ORDER BY d.name";
static const char echoes[] =
    "SELECT d.name, r.id - d.first FROM record AS r JOIN document AS d ON d.id "
    "= r.document WHERE EXISTS (SELECT 1 FROM echo WHERE echo.record = r.id) "
    "ORDER BY 1, 2";
static const char hashes[] =
    "SELECT d.name, count(*), sum(hash) FROM band JOIN document AS d ON d.id = "
    "document GROUP BY d.id ORDER BY d.name";
static const char digests[] =
    "SELECT d.name, r.id - d.first, digest FROM same JOIN record AS r ON r.id "
    "= record JOIN document AS d ON d.id = same.document ORDER BY 1, 2";

static void tell_all(struct store *s, struct buf *b)
{
    tell(s, stories, b);
    tell(s, echoes, b);
    tell(s, hashes, b);
    tell(s, digests, b);
}

static bool before(const struct made *a, const struct made *b)
{
    char x[16], y[16];
    snprintf(x, sizeof x, "r%d", a->name);
    snprintf(y, sizeof y, "r%d", b->name);
    return a->day != b->day ? a->day < b->day : strcmp(x, y) < 0;
}

/* Whether a ledger finds that one is a copy of the other. */
static bool is_copy(const struct near_sketch *a, const struct near_sketch *b)
{
    bool likely = false;
    for (int i = 0; i < NEAR_N_BAND; i++)
        likely |= a->band[i] == b->band[i];
    return likely && near_copy(a, b);
}

/* Names the story of each report by comparing each with each. */
static void join_all(const struct made *m, int n, int *first)
{
    static struct near_sketch t[N_REPORT];
    struct arena mem = {0};
    bool more = true;
    for (int i = 0; i < n; i++) {
        struct buf b = {0};
        put_words(&b, m[i].tale, m[i].beg, m[i].end);
        CHECK(near_make(&mem, b.p, b.n, &t[i], NULL) == OK);
        first[i] = i;
        buf_free(&b);
    }
    while (more) {
        more = false;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                if (abs(m[i].day - m[k].day) > 3 || first[i] == first[k] ||
                    !before(&m[first[k]], &m[first[i]]) ||
                    !is_copy(&t[i], &t[k]))
                    continue;
                first[i] = first[k];
                more = true;
            }
        }
    }
    arena_free(&mem);
}

/* How many reports a story has. */
static int size_of(const int *first, int n, int i)
{
    int k = 0;
    for (int j = 0; j < n; j++)
        k += first[j] == first[i];
    return k;
}

/* What the tables of these reports should say. Names ascend. */
static void expect(const struct made *m, int n, struct buf *b)
{
    char s[64];
    int first[N_REPORT];
    join_all(m, n, first);
    for (int i = 0; i < n; i++) {
        if (size_of(first, n, i) == 1)
            snprintf(s, sizeof s, "r%d - - \n", m[i].name);
        else
            snprintf(s, sizeof s, "r%d r%d %d \n", m[i].name,
                     m[first[i]].name, m[i].day);
        buf_text(b, s);
    }
    for (int i = 0; i < n; i++) {
        for (int k = first_block(&m[i]), nth = 1; k + BLOCK <= m[i].end;
             k += BLOCK, nth++) {
            bool copied = false;
            for (int j = 0; j < n; j++)
                copied |= j != i && first[j] == first[i] &&
                          before(&m[j], &m[i]) && first_block(&m[j]) <= k &&
                          m[j].end >= k + BLOCK;
            snprintf(s, sizeof s, "r%d %d \n", m[i].name, 8 * nth + 1);
            if (copied)
                buf_text(b, s);
        }
    }
}

static void make(struct made *m, int name)
{
    *m = (struct made){name, chance(20), chance(N_TALE), 0, 0};
    m->beg = chance(8) * 20;
    m->end = m->beg + 30 + chance(10) * 20;
}

/* Puts the reports in an order by chance; an older version comes before that
 * which replaces it. */
static void put_shuffled(struct store *s, const struct made *last,
                         const struct made *old)
{
    int order[N_REPORT + N_OLD];
    for (int i = 0; i < N_REPORT + N_OLD; i++)
        order[i] = i < N_REPORT ? i : i - N_REPORT; /* a name, old ones twice */
    for (int i = N_REPORT + N_OLD - 1; i > 0; i--) {
        int k = chance(i + 1), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
    bool seen[N_REPORT] = {false};
    for (int i = 0; i < N_REPORT + N_OLD; i++) {
        int k = order[i];
        put(s, k < N_OLD && !seen[k] ? &old[k] : &last[k]);
        seen[k] = true;
    }
}

static void test_order(void)
{
    struct made last[N_REPORT], old[N_OLD];
    struct buf want = {0}, all = {0};
    for (int i = 0; i < N_REPORT; i++)
        make(&last[i], 10 + i);
    for (int i = 0; i < N_OLD; i++) {
        do {
            make(&old[i], 10 + i);
        } while (old[i].beg == last[i].beg);
    }
    expect(last, N_REPORT, &want);
    for (int i = 0; i < N_ORDER; i++) {
        struct store *s = begin("order.db");
        struct buf b = {0};
        put_shuffled(s, last, old);
        tell(s, stories, &b);
        tell(s, echoes, &b);
        CHECK_STR(buf_str(&b), buf_str(&want));
        buf_reset(&b);
        tell_all(s, &b);
        if (i)
            CHECK_STR(buf_str(&b), buf_str(&all));
        else
            buf_put(&all, b.p, b.n);
        buf_free(&b);
        store_close(s);
    }
    CHECK(all.n > want.n && want.n > 1000);
    buf_free(&want);
    buf_free(&all);
}

static void says(struct store *s, const char *sql, const char *want)
{
    struct buf b = {0};
    tell(s, sql, &b);
    CHECK_STR(buf_str(&b), want);
    buf_free(&b);
}

/* Two reports that only a third one joins: one story while that is there. */
static void test_bridge(void)
{
    struct made a = {1, 0, 0, 0, 200}, b = {2, 3, 0, 40, 260},
                c = {3, 5, 0, 100, 300}, away = {2, 3, 1, 0, 100};
    struct store *s = begin("bridge.db");
    put(s, &a);
    put(s, &c);
    says(s, stories, "r1 - - \nr3 - - \n");
    says(s, digests, "");
    put(s, &b);
    says(s, stories, "r1 r1 0 \nr2 r1 3 \nr3 r1 5 \n");
    put(s, &away);
    says(s, stories, "r1 - - \nr2 - - \nr3 - - \n");
    says(s, digests, "");
    put(s, &(struct made){4, 2, 0, 40, 260});
    says(s, stories, "r1 r1 0 \nr2 - - \nr3 r1 5 \nr4 r1 2 \n");
    store_close(s);
}

/* The first report gives the story its name; another does when it goes. */
static void test_first(void)
{
    struct made a = {1, 2, 0, 0, 100}, b = {2, 1, 0, 0, 100},
                c = {3, 1, 0, 0, 80};
    struct store *s = begin("first.db");
    put(s, &a);
    put(s, &c);
    says(s, stories, "r1 r3 2 \nr3 r3 1 \n");
    put(s, &b);
    says(s, stories, "r1 r2 2 \nr2 r2 1 \nr3 r2 1 \n");
    says(s, "SELECT count(*) FROM story WHERE first = document", "1 \n");
    b.end = 20; /* too short for a copy */
    put(s, &b);
    says(s, stories, "r1 r3 2 \nr2 - - \nr3 r3 1 \n");
    store_close(s);
}

/* A lone report's records made anew, and a copy's. */
static void test_recode(void)
{
    struct made a = {1, 0, 0, 0, 100}, b = {2, 1, 0, 0, 100};
    struct store *s = begin("recode.db");
    struct buf x = {0}, y = {0}, lines = {0};
    enum store_put did;
    put(s, &a);
    put(s, &b);
    tell_all(s, &x);
    put_report(&lines, &a);
    CHECK(store_recode(s, 1, lines.p, lines.n, &did, NULL) == OK);
    tell_all(s, &y);
    CHECK_STR(buf_str(&y), buf_str(&x));
    buf_reset(&lines);
    put_report(&lines, &b);
    char *cut = strchr(buf_str(&lines), '\n'); /* the document alone */
    CHECK(store_recode(s, 2, lines.p, (size_t)(cut - lines.p), &did, NULL)
          == OK);
    says(s, echoes, "");
    says(s, stories, "r1 r1 0 \nr2 r1 1 \n");
    buf_free(&lines);
    buf_free(&x);
    buf_free(&y);
    store_close(s);
}

/* The look-ups go by an index. */
static void test_plan(void)
{
    static const enum store_sql look[] = {SQL_GET_BANDS, SQL_STORY_OF,
                                          SQL_GET_STORY};
    struct store *s = begin("plan.db");
    for (size_t i = 0; i < sizeof look / sizeof *look; i++) {
        char sql[1000];
        struct buf b = {0};
        snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s",
                 store_sql_text[look[i]]);
        tell(s, sql, &b);
        CHECK(!strstr(buf_str(&b), "SCAN"));
        buf_free(&b);
    }
    struct buf b = {0};
    tell(s, "EXPLAIN QUERY PLAN SELECT 1 FROM echo WHERE record = 1", &b);
    CHECK(!strstr(buf_str(&b), "SCAN"));
    buf_free(&b);
    store_close(s);
}

int main(void)
{
    CHECK(mkdtemp(dir) != NULL);
    test_bridge();
    test_first();
    test_recode();
    test_plan();
    test_order();
    char rm[300];
    snprintf(rm, sizeof rm, "rm -rf %s", dir);
    CHECK(system(rm) == 0);
    CHECK(base_live() == 0);
    return test_end();
}
