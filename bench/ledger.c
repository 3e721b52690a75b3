/* bench_ledger REPORTS [FILE]: the ledger alone, without the network.
 *
 * Writes synthetic reports (about 250 words, 6 records each, actors and words
 * as unequal as in news, days from 1990 to 2020 in their order but for every
 * tenth, which comes up to a month late, every eighth a copy of an earlier one
 * with another sentence; who holds a position changes it one time in ten),
 * telling the rate of the first
 * 10,000 and of the last tenth and the size of a record beyond the text; then
 * asks 200 questions of each kind and tells the time that 95 in 100 stay under.
 * The same number of reports gives the same ledger; with 0, FILE is only asked. */
#include <demarche.h>

#include "base/sha256.h"
#include "ask/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { N_ACTOR = 2000, N_WORD = 20000, N_ASK = 200, PART = 10000,
       COPY = 8, BACK = 40 };

static uint64_t state = 88172645463325252u;

static uint32_t chance(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 33) % n);
}

/* Begins a series of chances of its own for each number. */
static void seed(uint64_t i)
{
    state = (i + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ 88172645463325252u;
    for (int k = 0; k < 4; k++)
        chance(2);
}

/* A number below n, small ones far more often: n to the power of a chance. */
static uint32_t unequal(uint32_t n)
{
    double u = chance(1u << 20) / (double)(1u << 20), v = 1;
    for (uint32_t m = n; m > 1; m >>= 1)
        v *= 1 + u; /* about n^u */
    return v >= n ? n - 1 : (uint32_t)v - 1;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Of this program, not waiting for the disk or for others. */
static double cpu_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_ledger: %s\n", what);
    exit(2);
}

/* Letters that name number i. */
static void letters(uint32_t i, int least, char out[16])
{
    int n = 0;
    for (; n < least || i; i /= 26)
        out[n++] = (char)('a' + i % 26);
    out[n] = '\0';
}

/* Countries are the first 100 actors by three letters; others are parts. */
static void code_of(uint32_t actor, char out[16])
{
    static const char *const part[] = {"", "GOV", "MIL", "OPP", "REB"};
    char country[16];
    letters(actor % 100 * 37, 3, country);
    for (int i = 0; i < 3; i++)
        country[i] = (char)(country[i] - 32);
    snprintf(out, 16, "%.3s%s", country, part[actor / 100 % 5]);
}

struct text {
    char s[4000];
    uint32_t n, end[40], n_sent; /* bytes; ASCII */
    char id[24], date[16];
};

static void put_sentence(struct text *t)
{
    for (int w = 0; w < 25; w++) {
        char word[16];
        letters(unequal(N_WORD) * 31, 2, word);
        t->n += (uint32_t)snprintf(t->s + t->n, 20, "%s%s", t->n ? " " : "",
                                   word);
    }
    t->s[t->n++] = '.';
    t->end[t->n_sent++] = t->n;
    t->s[t->n] = '\0';
}

/* The report whose text report i has; its own number when it is no copy. */
static uint64_t origin(uint64_t i)
{
    uint64_t of = i - 1 - i / COPY % BACK;
    if (i % COPY || i < 2 * BACK)
        return i;
    return of % COPY ? of : of - 1;
}

static uint64_t n_reports; /* all that come */

static void make_text(struct text *t, uint64_t i)
{
    uint64_t of = origin(i);
    t->n = t->n_sent = 0;
    seed(of);
    uint32_t day = (uint32_t)(of * (31 * 365 - 31) / n_reports) + 30;
    if (of % 10 == 3)
        day -= chance(30);
    uint32_t month = 1 + day % 365 / 31, mday = 1 + day % 365 % 31 * 26 / 31;
    for (int k = 0; k < 10; k++)
        put_sentence(t);
    seed(i);
    if (of != i) {
        put_sentence(t);
        mday += chance(3);
    }
    snprintf(t->id, sizeof t->id, "n%llu", (unsigned long long)i);
    snprintf(t->date, sizeof t->date, "%04u-%02u-%02u", 1990 + day / 365,
             month, mday);
}

static void put_head(struct buf *b, const struct text *t, const char *kind,
                     int nth, uint32_t sent)
{
    char s[300];
    snprintf(s, sizeof s, "{\"record\":\"%s\",\"id\":\"%s/%s/%d\","
             "\"document\":\"%s\",\"sentence\":%u,\"date\":\"%s\","
             "\"date_basis\":\"publication\",\"date_span\":null,", kind,
             t->id, kind, nth, t->id, sent, t->date);
    buf_text(b, s);
}

static void put_span(struct buf *b, const struct text *t, uint32_t beg,
                     uint32_t end)
{
    char s[64];
    buf_text(b, "{\"text\":\"");
    buf_put(b, t->s + beg, end - beg);
    snprintf(s, sizeof s, "\",\"start\":%u,\"end\":%u", beg, end);
    buf_text(b, s);
}

static void put_actor(struct buf *b, const struct text *t, uint32_t beg,
                      uint32_t actor)
{
    char s[400], code[16], name[16];
    code_of(actor, code);
    letters(actor * 7919 + 17576, 4, name);
    put_span(b, t, beg, beg + 8);
    snprintf(s, sizeof s, ",\"name\":\"P %s\",\"actor\":\"%s\",\"country\":\"%.3s\",\"group\":null,"
             "\"sector\":[\"GOV\"],\"office\":null,\"anonymous\":false,"
             "\"ambiguous\":[],\"via\":\"lexicon\",\"entry\":"
             "\"countries.tsv:%u\"}", name, code, code,
             actor % 250);
    buf_text(b, s);
}

static void put_who(struct buf *b, const struct text *t, uint32_t beg)
{
    put_actor(b, t, beg, unequal(N_ACTOR));
}

static void put_document(struct buf *b, const struct text *t)
{
    char s[300], sum[65];
    sha256_hex(t->s, t->n, sum);
    snprintf(s, sizeof s, "{\"record\":\"document\",\"id\":\"%s/document/1\","
             "\"document\":\"%s\",\"date\":\"%s\",\"source\":\"Paper %u\","
             "\"title\":null,\"url\":null,\"language\":\"en\",\"text\":\"",
             t->id, t->id, t->date, chance(50));
    buf_text(b, s);
    buf_put(b, t->s, t->n);
    snprintf(s, sizeof s, "\",\"sha256\":\"%s\",\"sentences\":[", sum);
    buf_text(b, s);
    for (uint32_t i = 0; i < t->n_sent; i++) {
        snprintf(s, sizeof s, "%s[%u,%u]", i ? "," : "",
                 i ? t->end[i - 1] + 1 : 0, t->end[i]);
        buf_text(b, s);
    }
    buf_text(b, "],\"story\":null,\"version\":{\"program\":\"0.1.0\","
                "\"model\":\"2026.11\",\"data\":\"0123456789ab\"}}\n");
}

static void put_statement(struct buf *b, const struct text *t, int nth)
{
    uint32_t sent = 1 + chance(t->n_sent - 1), beg = t->end[sent - 1] + 1;
    put_head(b, t, "statement", nth, sent);
    buf_text(b, "\"kind\":\"say\",\"speaker\":");
    put_who(b, t, beg);
    buf_text(b, ",\"addressee\":[],\"cue\":");
    put_span(b, t, beg, beg + 5);
    buf_text(b, "},\"content\":[");
    put_span(b, t, beg, t->end[sent] - 1);
    buf_text(b, "}],\"form\":\"indirect\",\"within\":null,\"negated\":false,"
                "\"confidence\":0.731,\"rule\":\"frame:say/say\"}\n");
}

static void put_event(struct buf *b, const struct text *t, int nth)
{
    static const struct {
        const char *category, *cameo;
    } act[] = {
        {"CONSULT", "036"}, {"AGREE", "057"}, {"SUPPORT", "051"},
        {"REQUEST", "104"}, {"ACCUSE", "111"}, {"REJECT", "120"},
        {"ASSAULT", "190"}, {"AID", "071"}, {"THREATEN", "131"},
        {"PROTEST", "141"}, {"SANCTION", "163"}, {"COERCE", "173"},
        {"MOBILIZE", "150"}, {"RETREAT", "084"}, {"COOPERATE", "062"},
        {"CONCEDE", "081"},
    };
    uint32_t sent = 1 + chance(t->n_sent - 1), beg = t->end[sent - 1] + 1;
    uint32_t what = unequal(16);
    char s[400];
    put_head(b, t, "event", nth, sent);
    buf_text(b, "\"actor\":[");
    put_who(b, t, beg);
    buf_text(b, "],\"recipient\":[");
    put_who(b, t, beg + 9);
    snprintf(s, sizeof s, "],\"category\":\"%s\",\"mode\":null,\"context\":["
             "\"diplomatic\"],\"cameo\":\"%s\",\"quad\":1,\"score\":2.0,"
             "\"goldstein\":4.0,\"factuality\":{\"negated\":false,"
             "\"future\":false,\"hypothetical\":false,\"historical\":false},"
             "\"reported_by\":\"%s/statement/1\",\"trigger\":",
             act[what].category, act[what].cameo, t->id);
    buf_text(b, s);
    put_span(b, t, beg + 12, beg + 18);
    buf_text(b, "},\"place\":null,\"confidence\":0.648,\"rule\":"
                "\"frame:AGREE/agree\"}\n");
}

/* A condition for the other side: to do something, or not to. */
static void put_term(struct buf *b, const struct text *t, uint32_t beg,
                     const char *party)
{
    static const char *const act[] = {
        "do\",\"category\":\"RETREAT\",\"cameo\":\"084",
        "refrain\",\"category\":\"ASSAULT\",\"cameo\":\"190",
        "refrain\",\"category\":\"MOBILIZE\",\"cameo\":\"150",
        "do\",\"category\":\"CONCEDE\",\"cameo\":\"081",
        "do\",\"category\":\"AID\",\"cameo\":\"071",
    };
    char s[300];
    put_span(b, t, beg + 8, beg + 40);
    snprintf(s, sizeof s, ",\"relation\":\"until\",\"party\":\"%s\","
             "\"must\":\"%s\",\"recipient\":null,\"duration\":null,"
             "\"waived\":false,\"negated\":false}", party, act[unequal(5)]);
    buf_text(b, s);
}

static void put_position(struct buf *b, const struct text *t, int nth)
{
    static const char *const stance[] = {"offers", "demands", "requires",
                                         "refuses", "opposes", "accepts"};
    static const char *const kinds[] = {"talks", "meeting", "ceasefire",
                                        "agreement", "withdrawal", "aid",
                                        "sanctions_relief", "release"};
    uint32_t sent = 1 + chance(t->n_sent - 1), beg = t->end[sent - 1] + 1;
    uint32_t actor = unequal(N_ACTOR), other = unequal(100);
    uint32_t kind = unequal(8), stand = (actor + other * 7 + kind) % 6;
    char s[300], code[16];
    code_of(other, code);
    put_head(b, t, "position", nth, sent);
    buf_text(b, "\"trigger\":");
    put_span(b, t, beg, beg + 7);
    buf_text(b, "},\"holder\":");
    put_actor(b, t, beg, actor);
    if (chance(10) == 0)
        stand = chance(6);
    snprintf(s, sizeof s, ",\"statement\":\"%s/statement/1\",\"engagement\":"
             "{\"kind\":\"%s\",\"parties\":[\"%s\"]},\"stance\":\"%s\","
             "\"terms\":[", t->id, kinds[kind], code, stance[stand]);
    buf_text(b, s);
    if (chance(3) == 0)
        put_term(b, t, beg, code);
    buf_text(b, "],\"strength\":null,\"negated\":false,\"confidence\":0.55,"
                "\"rule\":\"frame:offers/talks/ready\"}\n");
}

static uint64_t texts; /* bytes */

/* A copy has the records of what it copies. Gives their number. */
static uint64_t put_report(struct buf *b, uint64_t i)
{
    static struct text t;
    uint64_t of = origin(i);
    make_text(&t, i);
    texts += t.n;
    buf_reset(b);
    put_document(b, &t);
    t.n_sent = 10;
    seed(of + (UINT64_C(1) << 40));
    for (int k = 1; k <= 2; k++)
        put_statement(b, &t, k);
    for (int k = 1; k <= 2 + (int)(of % 2); k++)
        put_event(b, &t, k);
    if (of % 2)
        put_position(b, &t, 1);
    return 5 + 2 * (of % 2);
}

/* Rates in reports a second, by the clock and by the processor's time: of the
 * first, of each tenth, of the last. */
struct rate {
    double spent[2], first[2], part[2];
    uint64_t n;
};

static void told(struct rate *r, uint64_t done, uint64_t all)
{
    for (int i = 0; i < 2; i++) {
        r->part[i] = (double)r->n / r->spent[i];
        if (!(r->first[i] > 0))
            r->first[i] = r->part[i];
        r->spent[i] = 0;
    }
    fprintf(stderr, "%llu of %llu: %.0f a second, %.0f a second of the "
            "processor\n", (unsigned long long)done, (unsigned long long)all,
            r->part[0], r->part[1]);
    r->n = 0;
}

static uint64_t fill(const char *path, uint64_t n)
{
    struct store *s;
    struct err e = {0};
    struct buf b = {0};
    struct rate r = {.n = 0};
    uint64_t records = 0, tenth = n / 10 > PART ? n / 10 : PART;
    if (store_open(&s, path, STORE_WRITE, &e) != OK)
        fail(e.msg);
    for (uint64_t i = 0; i < n; i++) {
        enum store_put did;
        records += put_report(&b, i);
        double then = seconds(), used = cpu_seconds();
        if (store_put(s, b.p, b.n, &did, &e) != OK)
            fail(e.msg);
        r.spent[0] += seconds() - then;
        r.spent[1] += cpu_seconds() - used;
        r.n++;
        if (i + 1 == PART || (i + 1) % tenth == 0 || i + 1 == n)
            told(&r, i + 1, n);
    }
    store_close(s);
    buf_free(&b);
    static const char *const by[] = {"", " of the processor"};
    for (int i = 0; i < 2; i++)
        printf("ingest: %.0f reports a second%s at first, %.0f at last, "
               "ratio %.2f\n", r.first[i], by[i], r.part[i],
               r.part[i] / r.first[i]);
    return records;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static int take(void *ctx, const char *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)ctx += n;
    return 0;
}

/* What is asked: actors, words and days by chance. */
struct ask {
    const char *name;
    enum dm_asked what;
    bool actor, with, speaker, holder, days, text;
    const char *category, *stance, *state;
};

static void time_one(struct dm *dm, struct dm_ledger *l, const struct ask *a)
{
    double took[N_ASK], used[N_ASK];
    size_t bytes = 0;
    uint64_t answers = 0;
    for (int i = 0; i < N_ASK; i++) {
        char one[16], two[16], from[16], to[16], word[16];
        uint32_t year = 1990 + chance(28);
        uint64_t n = 0;
        struct dm_error e;
        code_of(unequal(N_ACTOR), one);
        code_of(unequal(N_ACTOR), two);
        letters((20 + unequal(N_WORD - 20)) * 31, 2, word);
        snprintf(from, sizeof from, "%u-06-01", year);
        snprintf(to, sizeof to, "%u-06-01", year + 2);
        struct dm_query q = {
            .what = a->what, .as = DM_AS_JSONL, .limit = 50,
            .actor = a->actor ? one : NULL, .with = a->with ? two : NULL,
            .speaker = a->speaker ? one : NULL,
            .holder = a->holder ? one : NULL, .from = a->days ? from : NULL,
            .to = a->days ? to : NULL, .text = a->text ? word : NULL,
            .category = a->category, .stance = a->stance, .state = a->state,
            .sink = take, .sink_ctx = &bytes,
        };
        double then = seconds(), before = cpu_seconds();
        if (dm_find(dm, l, &q, &n, &e) != DM_OK)
            fail(e.msg);
        took[i] = seconds() - then;
        used[i] = cpu_seconds() - before;
        answers += n;
    }
    qsort(took, N_ASK, sizeof *took, by_size);
    qsort(used, N_ASK, sizeof *used, by_size);
    printf("%-34s p50 %7.2f ms  p95 %7.2f ms (%7.2f of the processor)  most "
           "%7.2f ms  %.1f answers\n", a->name, took[N_ASK / 2] * 1e3,
           took[N_ASK * 95 / 100] * 1e3, used[N_ASK * 95 / 100] * 1e3,
           took[N_ASK - 1] * 1e3, (double)answers / N_ASK);
}

static void time_all(const char *path)
{
    static const struct ask asks[] = {
        {.name = "events", .what = DM_EVENTS},
        {.name = "events --actor", .what = DM_EVENTS, .actor = true},
        {.name = "events --actor --with", .what = DM_EVENTS, .actor = true,
         .with = true},
        {.name = "events --actor --category --from", .what = DM_EVENTS,
         .actor = true, .category = "ASSAULT", .days = true},
        {.name = "events --text", .what = DM_EVENTS, .text = true},
        {.name = "statements --speaker", .what = DM_STATEMENTS,
         .speaker = true},
        {.name = "statements --text", .what = DM_STATEMENTS, .text = true},
        {.name = "statements --speaker --text", .what = DM_STATEMENTS,
         .speaker = true, .text = true},
        {.name = "positions --holder --stance", .what = DM_POSITIONS,
         .holder = true, .stance = "requires"},
        {.name = "positions --actor --with --from", .what = DM_POSITIONS,
         .actor = true, .with = true, .days = true},
        {.name = "shifts", .what = DM_SHIFTS},
        {.name = "documents --actor", .what = DM_DOCUMENTS, .actor = true},
        {.name = "documents --text", .what = DM_DOCUMENTS, .text = true},
        {.name = "timeline --actor --with", .what = DM_TIMELINE,
         .actor = true, .with = true},
        {.name = "stories", .what = DM_STORIES},
        {.name = "stories --actor", .what = DM_STORIES, .actor = true},
        {.name = "stories --actor --from", .what = DM_STORIES, .actor = true,
         .days = true},
        {.name = "stories --text", .what = DM_STORIES, .text = true},
        {.name = "actors", .what = DM_ACTORS},
        {.name = "conditions", .what = DM_CONDITIONS},
        {.name = "conditions --holder --actor", .what = DM_CONDITIONS,
         .holder = true, .actor = true},
        {.name = "conditions --actor --state", .what = DM_CONDITIONS,
         .actor = true, .state = "met"},
        {.name = "conditions --category --from", .what = DM_CONDITIONS,
         .category = "AID", .days = true},
    };
    struct dm *dm;
    struct dm_ledger *l;
    struct dm_error e;
    if (dm_open(&dm, NULL, &e) != DM_OK ||
        dm_ledger_open(&l, path, 0, &e) != DM_OK)
        fail(e.msg);
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
        time_one(dm, l, &asks[i]);
    dm_ledger_close(l);
    dm_close(dm);
}

static void remove_ledger(const char *path)
{
    static const char *const end[] = {"", "-wal", "-shm"};
    for (int i = 0; i < 3; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s%s", path, end[i]);
        unlink(name);
    }
}

int main(int argc, char **argv)
{
    const char *path = argc > 2 ? argv[2] : "/tmp/bench_ledger.db";
    uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
    struct stat st;
    if (argc < 2 || (!n && argc < 3)) {
        fprintf(stderr, "usage: bench_ledger REPORTS [FILE]\n");
        return 2;
    }
    if (!n) {
        time_all(path);
        return 0;
    }
    remove_ledger(path);
    n_reports = n;
    uint64_t records = fill(path, n);
    if (stat(path, &st))
        fail("the ledger is not there");
    printf("size: %.0f MB, %llu records, %.0f bytes a record beyond the "
           "text\n", (double)st.st_size / 1e6, (unsigned long long)records,
           ((double)st.st_size - (double)texts) / (double)records);
    seed(n);
    time_all(path);
    return 0;
}
