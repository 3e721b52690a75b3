#include "pack/json_pair.h"

#include "base/test.h"

static const char old[] =
    "{\"record\":\"document\",\"id\":\"a/document/1\",\"document\":\"a\","
    "\"text\":\"x\",\"version\":{\"model\":\"1\"}}\n"
    "{\"record\":\"statement\",\"id\":\"a/statement/1\",\"cue\":null,"
    "\"content\":[{\"start\":4,\"end\":9}],\"kind\":\"say\"}\n"
    "{\"record\":\"statement\",\"id\":\"a/statement/2\",\"cue\":{\"text\":"
    "\"said\",\"start\":20,\"end\":24},\"kind\":\"say\"}\n"
    "{\"record\":\"event\",\"id\":\"a/event/1\",\"category\":\"AGREE\","
    "\"mode\":null,\"reported_by\":\"a/statement/2\",\"trigger\":{\"start\":"
    "3,\"end\":5},\"actor\":[{\"country\":\"USA\",\"entry\":\"x.tsv:1\"}],"
    "\"confidence\":0.5}\n"
    "{\"record\":\"event\",\"id\":\"a/event/2\",\"category\":\"CONSULT\","
    "\"mode\":\"meet\",\"trigger\":{\"start\":3,\"end\":5},\"date_span\":"
    "{\"from\":\"2020-01-01\"}}\n"
    "{\"record\":\"event\",\"id\":\"a/event/3\",\"category\":\"AID\","
    "\"mode\":null,\"trigger\":{\"start\":40,\"end\":45}}\n";

static const char now[] =
    "{\"record\":\"document\",\"id\":\"a/document/1\",\"document\":\"a\","
    "\"text\":\"x\",\"version\":{\"model\":\"2\"}}\n"
    "{\"record\":\"statement\",\"id\":\"a/statement/1\",\"cue\":{\"text\":"
    "\"said\",\"start\":20,\"end\":24},\"kind\":\"say\"}\n"
    "{\"record\":\"event\",\"id\":\"a/event/1\",\"category\":\"CONSULT\","
    "\"mode\":\"meet\",\"trigger\":{\"start\":3,\"end\":5},\"date_span\":"
    "{\"from\":\"2020-02-01\"}}\n"
    "{\"record\":\"event\",\"id\":\"a/event/2\",\"category\":\"AGREE\","
    "\"mode\":null,\"reported_by\":\"a/statement/1\",\"trigger\":{\"start\":"
    "3,\"end\":5},\"actor\":[{\"country\":\"USA\",\"entry\":\"x.tsv:9\"}],"
    "\"confidence\":0.7}\n"
    "{\"record\":\"event\",\"id\":\"a/event/3\",\"category\":\"RETREAT\","
    "\"mode\":null,\"trigger\":{\"start\":43,\"end\":50}}\n"
    "{\"record\":\"position\",\"id\":\"a/position/1\",\"stance\":\"offers\","
    "\"trigger\":{\"start\":3,\"end\":5}}\n";

static void tell(void *ctx, const char *path, struct json_value was,
                 struct json_value is, bool quiet)
{
    struct buf *b = ctx;
    buf_text(b, path);
    buf_char(b, ' ');
    buf_put(b, was.p, was.n);
    buf_char(b, ' ');
    buf_put(b, is.p, is.n);
    buf_text(b, quiet ? " quiet\n" : "\n");
}

static void differs(const struct pair_reading *a, uint32_t i,
                    const struct pair_reading *b, enum pair_change change,
                    const char *want)
{
    struct buf got = {0};
    CHECK(pair_compare(a, i, b, tell, &got) == change);
    CHECK(pair_compare(a, i, b, NULL, NULL) == change);
    CHECK_STR(buf_str(&got), want);
    buf_free(&got);
}

static void test_pair(void)
{
    struct arena mem = {0};
    struct pair_reading a = {0}, b = {0};
    CHECK(pair_read(&mem, old, strlen(old), &a, NULL) == OK && a.line.n == 6);
    CHECK(pair_read(&mem, now, strlen(now), &b, NULL) == OK && b.line.n == 6);
    CHECK(pair_match(&mem, &a, &b, NULL) == OK);
    static const uint32_t other[6] = {0, NONE, 1, 3, 2, 4};
    for (uint32_t i = 0; i < 6; i++) {
        CHECK(a.line.row[i].other == other[i]);
        if (other[i] != NONE)
            CHECK(b.line.row[other[i]].other == i);
    }
    CHECK(b.line.row[5].other == NONE);
    CHECK(pair_find(&a, "a/event/2", 9) == 4);
    CHECK(pair_find(&a, "\"a/event/2\"", 11) == 4);
    CHECK(pair_find(&a, "a/event/9", 9) == NONE);
    differs(&a, 0, &b, PAIR_QUIET, "version.model \"1\" \"2\" quiet\n");
    differs(&a, 2, &b, PAIR_SAME, "");
    differs(&a, 3, &b, PAIR_QUIET,
            "actor[0].entry \"x.tsv:1\" \"x.tsv:9\" quiet\n"
            "confidence 0.5 0.7 quiet\n");
    differs(&a, 4, &b, PAIR_OTHER,
            "date_span.from \"2020-01-01\" \"2020-02-01\"\n");
    differs(&a, 5, &b, PAIR_OTHER,
            "category \"AID\" \"RETREAT\"\ntrigger.start 40 43\n"
            "trigger.end 45 50\n");
    arena_free(&mem);
}

static void test_odd(void)
{
    static const char odd[] = "no json\n\n{}\n{\"record\":\"x\"}\n"
                              "{\"record\":\"event\"}";
    struct arena mem = {0};
    struct pair_reading a = {0}, b = {0};
    CHECK(pair_read(&mem, odd, strlen(odd), &a, NULL) == OK && a.line.n == 1);
    CHECK(pair_match(&mem, &a, &b, NULL) == OK);
    CHECK(a.line.row[0].other == NONE);
    CHECK(pair_read(&mem, odd, strlen(odd), &b, NULL) == OK);
    CHECK(pair_match(&mem, &a, &b, NULL) == OK && !a.line.row[0].other);
    differs(&a, 0, &b, PAIR_SAME, "");
    arena_free(&mem);
}

/* Fields in another order, one more, one less. */
static void test_order(void)
{
    static const char was[] = "{\"record\":\"event\",\"a\":1,\"b\":[1,2],"
                              "\"d\":4}";
    static const char is[] = "{\"record\":\"event\",\"b\":[1,3],\"c\":3,"
                             "\"a\":1}";
    struct arena mem = {0};
    struct pair_reading a = {0}, b = {0};
    CHECK(pair_read(&mem, was, strlen(was), &a, NULL) == OK);
    CHECK(pair_read(&mem, is, strlen(is), &b, NULL) == OK);
    CHECK(pair_match(&mem, &a, &b, NULL) == OK && !a.line.row[0].other);
    differs(&a, 0, &b, PAIR_OTHER, "b[1] 2 3\nd 4 \nc  3\n");
    arena_free(&mem);
}

int main(void)
{
    test_pair();
    test_order();
    test_odd();
    CHECK(base_live() == 0);
    return test_end();
}
