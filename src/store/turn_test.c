/* Shifts between reports follow from the set of current reports: whatever the
 * order in which these come and are replaced, the ledger says the same, and
 * what is taken out leaves nothing behind. */
#include "store/store_in.h"

#include "base/sha256.h"
#include "base/test.h"

#include <stdlib.h>
#include <unistd.h>

enum { N_REPORT = 160, N_OLD = 40, N_ORDER = 8 };

static char dir[] = "/tmp/turn_test.XXXXXX";

/* A report with one position or two, and perhaps a shift that it tells. */
struct made {
    int name, day, who, with, voice, stance, term, tells;
};

static uint32_t state = 1;

static int chance(int n)
{
    state = state * 1664525 + 1013904223;
    return (int)((state >> 8) % (uint32_t)n);
}

static struct made make(int name)
{
    return (struct made){name, chance(90), chance(2), chance(3), chance(4),
                         chance(7), chance(4), chance(6)};
}

static const char *const state_code[] = {"PER", "CHL"};
static const char *const other_code[] = {",\"BOL\"", ",\"ECU\"", ""};
static const char *const voice[] = {"\"Ana Ruiz\"", "\"Luis Soto\"",
                                    "\"Eva Rey\"", "null"};
static const char *const term[] = {
    "", "it frees the pilot", "its army leaves the border", "it pays",
};

static void put_position(struct buf *b, const struct made *m, int n)
{
    char s[700];
    int stance = 1 + (m->stance + n) % 7;
    snprintf(s, sizeof s, "{\"record\":\"position\",\"id\":\"r%d/position/%d\","
             "\"document\":\"r%d\",\"sentence\":0,\"holder\":{\"name\":%s,"
             "\"country\":\"%s\",\"group\":null,\"sector\":[\"GOV\"],"
             "\"via\":\"role\"},\"statement\":null,\"engagement\":{\"kind\":"
             "\"talks\",\"parties\":[\"%s\"%s]},\"stance\":\"%s\",\"terms\":[",
             m->name, n, m->name, voice[m->voice], state_code[m->who],
             state_code[m->who], other_code[m->with], label_stance[stance]);
    buf_text(b, s);
    if (m->term)
        snprintf(s, sizeof s, "{\"text\":\"%s\",\"party\":\"BOL\",\"must\":"
                 "\"do\",\"waived\":%s,\"negated\":false}", term[m->term],
                 m->term == 3 ? "true" : "false");
    buf_text(b, m->term ? s : "");
    buf_text(b, "],\"strength\":null,\"negated\":false,\"confidence\":0.9}\n");
}

static void put_report(struct buf *b, const struct made *m)
{
    char s[700], text[200], sum[65];
    int n = snprintf(text, sizeof text, "One of %d said %d to side %d about "
                     "talks and more of it", m->name % 4 ? m->name : -1,
                     m->stance, m->with);
    sha256_hex(text, (size_t)n, sum);
    snprintf(s, sizeof s, "{\"record\":\"document\",\"id\":\"r%d/document/1\","
             "\"document\":\"r%d\",\"date\":\"2016-%02d-%02d\",\"source\":"
             "\"s%d\",\"title\":null,\"url\":null,\"text\":\"%s\",\"sha256\":"
             "\"%s\",\"sentences\":[[0,%d]],\"story\":null}\n", m->name,
             m->name, 5 + m->day / 30, 1 + m->day % 30 % 28, m->name, text,
             sum, n);
    buf_text(b, s);
    put_position(b, m, 1);
    if (m->tells < 2)
        put_position(b, m, 2);
    if (m->tells)
        return;
    snprintf(s, sizeof s, "{\"record\":\"shift\",\"id\":\"r%d/shift/1\","
             "\"document\":\"r%d\",\"trigger\":{\"text\":\"said\"},\"kind\":"
             "\"softens\",\"from\":null,\"to\":\"r%d/position/1\","
             "\"principal\":\"PER\",\"same_speaker\":false,\"days\":null,"
             "\"basis\":\"reported\",\"evidence\":[],\"confidence\":0.5,"
             "\"rule\":\"test\"}\n", m->name, m->name, m->name);
    buf_text(b, s);
}

static void put(struct store *s, const struct made *m)
{
    struct buf b = {0};
    struct err e = {0};
    enum store_put did = STORE_KNOWN;
    put_report(&b, m);
    CHECK(store_put(s, b.p, b.n, &did, &e) == OK);
    if (e.msg[0])
        printf("%s\n", e.msg);
    buf_free(&b);
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
            buf_char(b, i + 1 < sqlite3_column_count(st) ? '\t' : '\n');
        }
    }
    sqlite3_finalize(st);
}

/* What does not name rows. */
static void content(struct store *s, struct buf *b)
{
    tell(s, "SELECT r.json, t.kind, t.days, t.p FROM turn AS t JOIN record "
         "AS r ON r.id = t.record WHERE t.basis = 2 ORDER BY r.json", b);
    tell(s, "SELECT d.name, t.kind, t.days, t.told FROM turn AS t JOIN "
         "document AS d ON d.id = t.document WHERE t.basis = 0 "
         "ORDER BY d.name, t.told", b);
    tell(s, "SELECT line, day, id, words, voice, said FROM stand "
         "ORDER BY line, id", b);
    tell(s, "SELECT space, word, n FROM key WHERE n ORDER BY space, word", b);
}

/* Each shift is found once, and nothing else. */
static void is_found(struct store *s)
{
    struct buf all = {0}, found = {0};
    tell(s, "SELECT id FROM record WHERE id >= 4294967296 ORDER BY id", &all);
    tell(s, "SELECT rowid & 8589934591 FROM found WHERE found MATCH 'keys : "
         "4a' || (SELECT id FROM key WHERE space = 0 AND word = '') AND "
         "rowid & 8589934591 >= 4294967296 ORDER BY 1", &found);
    CHECK_STR(buf_str(&found), buf_str(&all));
    buf_free(&all);
    buf_free(&found);
}

static void shuffle(int *order, int n)
{
    for (int i = 0; i < n; i++)
        order[i] = i;
    for (int i = n - 1; i > 0; i--) {
        int k = chance(i + 1), t = order[i];
        order[i] = order[k];
        order[k] = t;
    }
}

/* A ledger of the reports in some order, some of them replaced. */
static void fill(const struct made *made, const struct made *old,
                 const int *order, struct buf *b)
{
    char path[200];
    struct store *s = NULL;
    snprintf(path, sizeof path, "%s/t.db", dir);
    unlink(path);
    CHECK(store_open(&s, path, STORE_WRITE, NULL) == OK);
    for (int i = 0; i < N_OLD && old; i++)
        put(s, &old[i]);
    for (int i = 0; i < N_REPORT; i++)
        put(s, &made[order[i]]);
    content(s, b);
    is_found(s);
    store_close(s);
}

static void orders(void)
{
    struct made made[N_REPORT], old[N_OLD];
    struct buf first = {0}, other = {0};
    int order[N_REPORT];
    for (int i = 0; i < N_REPORT; i++)
        made[i] = make(i);
    for (int i = 0; i < N_OLD; i++) {
        old[i] = make(i);
        old[i].stance = (made[i].stance + 3) % 7;
    }
    for (int i = 0; i < N_REPORT; i++)
        order[i] = i;
    fill(made, NULL, order, &first);
    CHECK(strstr(buf_str(&first), "\"compared\"") != NULL);
    CHECK(strstr(buf_str(&first), "{\"from\":") != NULL);
    for (int i = 0; i < N_ORDER; i++) {
        shuffle(order, N_REPORT);
        buf_reset(&other);
        fill(made, i % 2 ? old : NULL, order, &other);
        CHECK_STR(buf_str(&other), buf_str(&first));
    }
    buf_free(&first);
    buf_free(&other);
}

int main(void)
{
    CHECK(mkdtemp(dir) != NULL);
    orders();
    char rm[300];
    snprintf(rm, sizeof rm, "rm -rf %s", dir);
    CHECK(system(rm) == 0);
    CHECK(base_live() == 0);
    return test_end();
}
