/* The library as others use it: texts in memory, several callers at once, a
 * sink that has had enough, and what is said of wrong calls. */
#include <demarche.h>

#include "base/base.h"
#include "base/buf.h"
#include "base/test.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static struct dm *dm;

static int keep(void *ctx, const char *bytes, size_t n)
{
    buf_put(ctx, bytes, n);
    return 0;
}

static int stop(void *ctx, const char *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)ctx += n;
    return 1;
}

static struct dm_options tokens(struct buf *out)
{
    struct dm_options o = dm_defaults();
    o.format = DM_JSONL;
    o.until = dm_stage_find("tok");
    o.sink = keep;
    o.sink_ctx = out;
    return o;
}

static struct dm_document report(const char *text)
{
    return (struct dm_document){.id = "r", .date = "2017-12-14",
                                .text = text, .len = strlen(text)};
}

static void test_names(void)
{
    CHECK_STR(dm_version(), DM_VERSION);
    CHECK(dm_stage_find("tok") == 0 && dm_stage_find("nothing") < 0);
    CHECK_STR(dm_stage_name(dm_defaults().until), "stance");
    CHECK(!dm_stage_name(-1) && !dm_stage_name(dm_defaults().until + 1));
    CHECK_STR(dm_format_name(DM_JSONL), "jsonl");
    CHECK_STR(dm_form_name(0), "plover");
    CHECK(!dm_form_name(-1) && !dm_form_name(8));
    CHECK_STR(dm_input_name(DM_IN_TEXT), "text");
    CHECK_STR(dm_field_name(DM_SOURCE), "source");
    CHECK(!dm_format_name(DM_N_FORMAT) && !dm_field_name(-1));
    CHECK(dm_is_date("2020-02-29") && !dm_is_date("2019-02-29"));
    CHECK(dm_cores() >= 1 && dm_text_max() == 1 << 20);
}

static void test_code(void)
{
    struct buf out = {0};
    struct dm_error e = {0};
    struct dm_options o = tokens(&out);
    struct dm_document d = report("Iran left.");
    CHECK(dm_code(dm, &d, &o, &e) == DM_OK);
    CHECK(strstr(buf_str(&out), "\"id\":\"r/document/1\"") != NULL);
    CHECK(strstr(buf_str(&out), "\"text\":\"Iran left.\"") != NULL);
    buf_reset(&out);
    d.len = 4; /* needs no NUL behind it */
    CHECK(dm_code(dm, &d, &o, &e) == DM_OK);
    CHECK(strstr(buf_str(&out), "\"text\":\"Iran\"") != NULL);
    buf_free(&out);
}

static void test_faults(void)
{
    struct buf out = {0};
    struct dm_error e = {0};
    struct dm_options o = tokens(&out);
    struct dm_document d = report("Iran \xff");
    CHECK(dm_code(dm, &d, &o, &e) == DM_INPUT && e.at == 5);
    CHECK_STR(e.msg, "text: byte 0xff never occurs in UTF-8, expected UTF-8");
    d = report(" \n");
    CHECK(dm_code(dm, &d, &o, NULL) == DM_INPUT);
    d = report("Iran");
    d.date = NULL;
    CHECK(dm_code(dm, &d, &o, &e) == DM_INPUT && e.at == DM_NOWHERE);
    o.date = "2020-01-01";
    CHECK(dm_code(dm, &d, &o, &e) == DM_OK);
    o.until = 99;
    CHECK(dm_code(dm, &d, &o, &e) == DM_USAGE);
    o = tokens(&out);
    o.format = DM_CONLLU;
    CHECK(dm_code(dm, &d, &o, &e) == DM_USAGE);
    o.format = DM_DUMP;
    CHECK(dm_code(dm, &d, &o, &e) == DM_USAGE);
    o.dump = 1u << 3;
    CHECK(dm_code(dm, &d, &o, &e) == DM_USAGE);
    CHECK_STR(e.msg, "stage \"tag\" is not run");
    buf_free(&out);
    struct dm *none;
    struct dm_parts parts = {.model = "/nothing/here"};
    CHECK(dm_open(&none, &parts, &e) == DM_IO);
    parts = (struct dm_parts){.data = "/nothing/here"};
    CHECK(dm_open(&none, &parts, &e) == DM_IO);
}

/* A file of n documents; owned by the caller, who unlinks it. */
static void put_news(char *path, int n)
{
    int fd = mkstemp(path);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    CHECK(f != NULL);
    for (int i = 0; f && i < n; i++) {
        fprintf(f, "{\"id\":\"%d\",\"date\":\"2017-12-14\",\"text\":\"", i);
        for (int k = 0; k <= i % 90; k++)
            fprintf(f, "Report %d says it. ", i);
        fputs(i % 50 == 7 ? "\n" : "\"}\n", f);
    }
    if (f)
        fclose(f);
}

static void count(void *ctx, const struct dm_refused *r)
{
    CHECK(r->line % 50 == 8 && strstr(r->json, "\"reason\":") != NULL);
    ++*(int *)ctx;
}

/* Order and bytes are the same for any number of workers. */
static void test_run(void)
{
    static const unsigned workers[] = {1, 2, 7};
    char path[] = "/tmp/api_test.XXXXXX";
    const char *paths = path;
    struct buf out[3] = {{0}};
    put_news(path, 1000);
    for (int i = 0; i < 3; i++) {
        int refused = 0;
        struct dm_counts c;
        struct dm_options o = tokens(&out[i]);
        o.threads = workers[i];
        o.refuse = count;
        o.refuse_ctx = &refused;
        CHECK(dm_run(dm, &paths, 1, &o, &c, NULL) == DM_OK);
        CHECK(refused == 20 && c.refused == 20 && c.documents == 980);
        CHECK(c.unreadable == 0 && c.bytes > 100000);
        CHECK(out[i].n == out[0].n && !memcmp(out[i].p, out[0].p, out[0].n));
    }
    for (int i = 0; i < 3; i++)
        buf_free(&out[i]);
    for (int i = 0; i < 3; i++) {
        size_t n = 0;
        struct dm_options o = tokens(NULL);
        o.threads = workers[i];
        o.sink = stop;
        o.sink_ctx = &n;
        CHECK(dm_run(dm, &paths, 1, &o, NULL, NULL) == DM_STOPPED);
        CHECK(n > 0 && n < 20000);
    }
    unlink(path);
}

static void *call_often(void *ctx)
{
    struct buf *out = ctx;
    struct dm_options o = tokens(out);
    struct dm_document d = report("Iran left. Israel came.");
    if (strcmp(dm_model_version(dm), "none"))
        o.until = dm_defaults().until;
    for (int i = 0; i < 5; i++) {
        buf_reset(out);
        if (dm_code(dm, &d, &o, NULL) != DM_OK)
            buf_reset(out);
    }
    return NULL;
}

static void test_callers(void)
{
    struct buf out[4] = {{0}};
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        CHECK(!pthread_create(&t[i], NULL, call_often, &out[i]));
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 4; i++) {
        CHECK(out[i].n > 0 && out[i].n == out[0].n);
        CHECK(!memcmp(out[i].p, out[0].p, out[0].n));
    }
    for (int i = 0; i < 4; i++)
        buf_free(&out[i]);
}

/* A ledger of the reports in a file. */
static void fill(const char *path, const char *news)
{
    struct dm_options o = dm_defaults();
    struct dm_counts c;
    CHECK(dm_ledger_open(&o.ledger, path, 1, NULL) == DM_OK);
    CHECK(dm_run(dm, &news, 1, &o, &c, NULL) == DM_OK && c.documents == 3);
    CHECK(dm_recode(dm, &o, &c, NULL) == DM_OK);
    CHECK(c.documents == 0 && c.known == 3);
    CHECK(dm_ledger_size(o.ledger) == 3);
    dm_ledger_close(o.ledger);
}

static void test_why(struct dm_ledger *l)
{
    struct buf out = {0};
    struct dm_error e = {0};
    struct dm_options o = dm_defaults();
    size_t n = 0;
    o.sink = keep;
    o.sink_ctx = &out;
    CHECK(dm_why(dm, l, "1/statement/1", &o, &e) == DM_OK);
    CHECK(strstr(buf_str(&out), "it comes out as it is") != NULL);
    CHECK(dm_why(dm, l, "1:7", &o, &e) == DM_INPUT);
    CHECK(dm_why(dm, l, "9/event/1", &o, &e) == DM_INPUT);
    CHECK(dm_why(dm, l, "1/event/77", &o, &e) == DM_INPUT);
    CHECK_STR(e.msg, "no record \"1/event/77\"");
    CHECK(dm_why(dm, l, "1/position/77/term/1", &o, &e) == DM_INPUT);
    CHECK(dm_why(dm, l, "", &o, &e) == DM_INPUT);
    CHECK(dm_why(dm, l, "///", &o, &e) == DM_INPUT);
    o.sink = stop;
    o.sink_ctx = &n;
    CHECK(dm_why(dm, l, "1:0", &o, &e) == DM_STOPPED && n > 0);
    o.until = dm_stage_find("tok");
    CHECK(dm_why(dm, l, "1:0", &o, &e) == DM_USAGE);
    buf_free(&out);
}

static void test_diff(struct dm_ledger *old, struct dm_ledger *now)
{
    struct buf out = {0};
    struct dm_error e = {0};
    struct dm_diff d = {.as = DM_AS_JSONL, .what = -1, .sink = keep,
                        .sink_ctx = &out};
    uint64_t n = 99;
    size_t bytes = 0;
    CHECK(dm_diff(old, old, &d, &n, &e) == DM_OK && n == 0);
    CHECK(strstr(buf_str(&out), "\"change\":\"counts\"") != NULL);
    CHECK(!strstr(buf_str(&out), "\"change\":\"lost\""));
    buf_reset(&out);
    CHECK(dm_diff(old, now, &d, &n, &e) == DM_OK && n > 2);
    CHECK(strstr(buf_str(&out), "{\"change\":\"lost\",\"record\":"
                                "\"document\",\"fields\":[],\"old\":{")
          != NULL);
    d.as = DM_AS_CSV;
    CHECK(dm_diff(old, now, &d, &n, &e) == DM_USAGE);
    d.as = DM_AS_TEXT;
    d.sink = stop;
    d.sink_ctx = &bytes;
    CHECK(dm_diff(old, now, &d, NULL, &e) == DM_STOPPED && bytes > 0);
    buf_free(&out);
}

static void test_ledger(void)
{
    char news[] = "/tmp/api_test.XXXXXX", folder[] = "/tmp/api_test.XXXXXX";
    char old[64], now[64], rm[64];
    struct dm_ledger *a = NULL, *b = NULL;
    struct dm_options o = dm_defaults();
    CHECK(dm_recode(dm, &o, NULL, NULL) == DM_USAGE);
    if (!strcmp(dm_model_version(dm), "none"))
        return;
    put_news(news, 3);
    CHECK(mkdtemp(folder) != NULL);
    snprintf(old, sizeof old, "%s/old.db", folder);
    snprintf(now, sizeof now, "%s/now.db", folder);
    fill(old, news);
    CHECK(dm_ledger_open(&a, old, 0, NULL) == DM_OK);
    CHECK(dm_ledger_open(&b, now, 1, NULL) == DM_OK);
    test_why(a);
    test_diff(a, b);
    dm_ledger_close(a);
    dm_ledger_close(b);
    unlink(news);
    snprintf(rm, sizeof rm, "rm -rf %s", folder);
    CHECK(system(rm) == 0);
}

int main(void)
{
    struct dm_error e = {0};
    CHECK(dm_open(&dm, NULL, &e) == DM_OK);
    if (!dm) {
        printf("%s\n", e.msg);
        return test_end();
    }
    test_names();
    test_code();
    test_faults();
    test_run();
    test_callers();
    test_ledger();
    dm_close(dm);
    CHECK(base_live() == 0);
    return test_end();
}
