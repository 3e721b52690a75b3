#include "base/base.h"
#include "base/buf.h"
#include "base/sha256.h"
#include "base/test.h"
#include "base/utf8.h"

#include <math.h>

static void test_arena(void)
{
    struct arena a = {0};
    char *p = arena_get(&a, 0);
    CHECK(p != NULL);
    p = arena_get(&a, 100000);
    CHECK(p && p[99999] == 0 && (uintptr_t)p % 64 == 0);
    CHECK_STR(arena_text(&a, "abc", 2), "ab");
    arena_reset(&a);
    CHECK(arena_get(&a, 10) != NULL);
    CHECK(arena_get(&a, SIZE_MAX - 3) == NULL);
    arena_free(&a);
}

static void test_table(void)
{
    struct arena a = {0};
    TABLE(uint32_t) t = {0};
    bool all = true;
    for (uint32_t i = 0; i < 5000; i++)
        all = all && table_put(&a, &t, i);
    CHECK(all && t.n == 5000);
    CHECK(t.row[0] == 0 && t.row[4999] == 4999);
    arena_free(&a);
}

/* A table that cannot grow keeps its rows. */
static void test_table_full(void)
{
    struct arena a = {0};
    TABLE(char) t = {0};
    CHECK(table_put(&a, &t, 'x'));
    base_fail_at(1);
    CHECK(!table_grow(&a, &t, 1u << 20));
    base_fail_at(0);
    CHECK(t.n == 1 && t.row[0] == 'x');
    arena_free(&a);
}

static void test_buf(void)
{
    struct buf b = {0};
    CHECK_STR(buf_str(&b), "");
    buf_text(&b, "n=");
    buf_int(&b, INT64_MIN);
    CHECK_STR(buf_str(&b), "n=-9223372036854775808");
    buf_reset(&b);
    buf_int(&b, 0);
    buf_char(&b, ' ');
    buf_fixed(&b, -1.005, 1);
    buf_char(&b, ' ');
    buf_fixed(&b, -0.0001, 2);
    buf_char(&b, ' ');
    buf_fixed(&b, 99.9996, 3);
    buf_char(&b, ' ');
    buf_fixed(&b, 7.5, 0);
    buf_char(&b, ' ');
    buf_fixed(&b, NAN, 2);
    CHECK_STR(buf_str(&b), "0 -1.0 0.00 100.000 8 nan");
    buf_free(&b);
}

static void test_buf_full(void)
{
    struct buf b = {0};
    struct err e = {0};
    base_fail_at(1);
    buf_text(&b, "lost");
    base_fail_at(0);
    buf_text(&b, "also lost");
    CHECK(b.n == 0 && buf_rc(&b, &e) == E_NOMEM);
    CHECK_STR(e.msg, "out of memory");
    CHECK_STR(buf_str(&b), "");
    buf_free(&b);
}

static void check_bad(const char *s, size_t n, uint64_t at, const char *why)
{
    struct err e = {0};
    CHECK(utf8_check(s, n, &e) == E_INPUT);
    CHECK(e.at == at);
    CHECK(strstr(e.msg, why) != NULL);
}

static void test_utf8_check(void)
{
    CHECK(utf8_check("", 0, NULL) == OK);
    CHECK(utf8_check("a\0b", 3, NULL) == OK);
    CHECK(utf8_check("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9, NULL) == OK);
    check_bad("a\x80", 2, 1, "did not begin");
    check_bad("\xff", 1, 0, "never occurs");
    check_bad("\xc0\xaf", 2, 0, "never occurs");
    check_bad("ab\xe2\x82", 4, 2, "cut short");
    check_bad("\xed\xa0\x80", 3, 0, "surrogate");
    check_bad("\xe0\x80\x80", 3, 0, "too many");
    check_bad("\xf4\x90\x80\x80", 4, 0, "above");
}

/* Every code point survives encoding and decoding. */
static void test_utf8_round(void)
{
    uint32_t bad = 0, cp = 0;
    char s[4];
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        bool none = c >= 0xd800 && c < 0xe000;
        uint32_t n = utf8_encode(c, s);
        bad += none ? n != 0 : utf8_decode(s, n, &cp) != n || cp != c;
    }
    CHECK(bad == 0);
    CHECK(utf8_encode(0x110000, s) == 0);
}

static void test_utf8_map(void)
{
    struct arena a = {0};
    struct buf b = {0};
    for (int i = 0; i < 90; i++)
        buf_text(&b, "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    struct utf8_map m;
    CHECK(utf8_map_make(&m, &a, b.p, (uint32_t)b.n));
    uint32_t at = 0, point = 0, bad = 0, cp;
    for (; at < b.n; at += utf8_decode(b.p + at, b.n - at, &cp), point++) {
        bad += utf8_map_point(&m, at) != point;
        bad += utf8_map_byte(&m, point) != at;
    }
    CHECK(bad == 0 && point == 360);
    CHECK(utf8_map_point(&m, (uint32_t)b.n) == 360);
    CHECK(utf8_map_byte(&m, 360) == b.n);
    CHECK(utf8_map_make(&m, &a, "plain", 5) && !m.before);
    CHECK(utf8_map_point(&m, 5) == 5 && utf8_map_byte(&m, 4) == 4);
    buf_free(&b);
    arena_free(&a);
}

static void test_sha256(void)
{
    char hex[65], other[65];
    sha256_hex("", 0, hex);
    CHECK_STR(hex, "e3b0c44298fc1c149afbf4c8996fb924"
                   "27ae41e4649b934ca495991b7852b855");
    sha256_hex("abc", 3, hex);
    CHECK_STR(hex, "ba7816bf8f01cfea414140de5dae2223"
                   "b00361a396177a9cb410ff61f20015ad");
    char text[1000];
    uint8_t sum[32];
    memset(text, 'a', sizeof text);
    sha256_hex(text, sizeof text, hex);
    struct sha256 s;
    sha256_init(&s);
    for (size_t i = 0, n = 1; i < sizeof text; i += n, n = n % 97 + 1)
        sha256_add(&s, text + i, n < sizeof text - i ? n : sizeof text - i);
    sha256_end(&s, sum);
    for (int i = 0; i < 32; i++)
        snprintf(other + 2 * i, 3, "%02x", sum[i]);
    CHECK_STR(other, hex);
    CHECK_STR(hex, "41edece42d63e8d9bf515a9ba6932e1c"
                   "20cbc9f5a5d134645adb5db1b9737ea3");
}

int main(void)
{
    test_arena();
    test_table();
    test_table_full();
    test_buf();
    test_buf_full();
    test_utf8_check();
    test_utf8_round();
    test_utf8_map();
    test_sha256();
    CHECK(base_live() == 0);
    return test_end();
}
