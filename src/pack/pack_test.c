/* JSON read in place, and records packed: the same bytes come back. */
#include "base/test.h"
#include "pack/json.h"
#include "pack/pack.h"

static const char text[] =
    "Iran left \xe2\x80\x9cthe talks\xe2\x80\x9d\nin G\xc3\xa9neve.";

static const char *const line[] = {
    "{\"record\":\"document\",\"id\":\"a.txt/document/1\",\"document\":"
    "\"a.txt\",\"date\":\"2017-12-14\",\"source\":null,\"title\":"
    "\"A \\\"title\\\"\",\"url\":null,\"language\":\"en\",\"text\":\"Iran "
    "left \xe2\x80\x9cthe talks\xe2\x80\x9d\\nin G\xc3\xa9neve.\","
    "\"sha256\":\"0123\",\"sentences\":[[0,31]],\"story\":null}",
    "{\"record\":\"event\",\"id\":\"a.txt/event/1\",\"document\":\"a.txt\","
    "\"sentence\":0,\"date\":\"2017-12-14\",\"trigger\":{\"text\":"
    "\"\xe2\x80\x9cthe talks\xe2\x80\x9d\\nin\",\"start\":10,\"end\":24},"
    "\"actor\":[{\"text\":\"Iran\",\"start\":0,\"end\":4,\"name\":null,"
    "\"actor\":\"IRN\",\"country\":\"IRN\",\"group\":null,\"sector\":[]}]}",
};

static void test_json(void)
{
    static const char json[] =
        " {\"a\" : [1, \"x]\\\"\", {\"b\":-7}] ,\"c\":\"\\u00e9\\ud83d\\ude00"
        "\\n\"}";
    struct json_value v = {json + 1, sizeof json - 2}, item;
    struct json_walk w = json_inside(json_get(v, "a"));
    struct buf b = {0};
    CHECK(json_item(&w, &item) && json_int(item, 0) == 1);
    CHECK(json_item(&w, &item) && json_is_string(item));
    CHECK(json_item(&w, &item) && json_int(json_get(item, "b"), 0) == -7);
    CHECK(!json_item(&w, &item));
    json_put(json_get(v, "c"), &b);
    CHECK_STR(buf_str(&b), "\xc3\xa9\xf0\x9f\x98\x80\n");
    CHECK(!json_get(v, "d").n && json_int(json_get(v, "c"), 5) == 5);
    buf_reset(&b);
    json_put_short((struct json_value){"[\xc3\xa9\xc3\xa9]", 6}, 4, &b);
    json_put_short((struct json_value){"null", 4}, 4, &b);
    json_put_short((struct json_value){"-1", 2}, 4, &b);
    json_put_short(json_get(v, "d"), 4, &b);
    CHECK_STR(buf_str(&b), "[\xc3\xa9 ...nothing-1nothing");
    for (size_t n = 0; n < v.n; n++) { /* cut off anywhere */
        struct json_value k, x, cut = {v.p, n};
        w = json_inside(cut);
        while (json_field(&w, &k, &x))
            CHECK(x.p >= v.p && x.p + x.n <= v.p + n);
    }
    buf_free(&b);
}

/* Each line of a report comes back as it was, smaller on the way. */
static void test_pack(void)
{
    struct pack p = {0};
    struct buf small = {0}, back = {0};
    const char *column[] = {"a.txt", text, "0123", NULL, "A \"title\"", NULL};
    CHECK(pack_begin(&p, column, strlen(text), NULL) == OK);
    for (size_t k = 0; k < sizeof line / sizeof *line; k++) {
        const char *s = line[k];
        size_t n = strlen(s);
        buf_reset(&small);
        buf_reset(&back);
        pack_put(&p, s, n, &small);
        CHECK(small.n * 2 < n);
        CHECK(pack_take(&p, small.p, small.n, &back, NULL) == OK);
        CHECK(back.n == n && !memcmp(back.p, s, n));
        for (size_t i = 0; i < small.n; i++) { /* damaged: no crash */
            small.p[i] ^= 0x15;
            buf_reset(&back);
            CHECK(pack_take(&p, small.p, small.n, &back, NULL) <= E_INPUT);
            small.p[i] ^= 0x15;
        }
    }
    pack_free(&p);
    buf_free(&small);
    buf_free(&back);
}

int main(void)
{
    test_json();
    test_pack();
    CHECK(base_live() == 0);
    return test_end();
}
