/* UTF-8: check, decoding and maps agree on any bytes. */
#include "fuzz.h"

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data;
    struct err e = {0};
    size_t at = 0, n = 0;
    uint32_t cp = 0, len;
    while ((len = utf8_decode(s + at, size - at, &cp)) > 0) {
        char back[4];
        MUST_HOLD(cp <= 0x10ffff && utf8_encode(cp, back) == len);
        at += len;
        n++;
    }
    enum rc rc = utf8_check(s, size, &e);
    MUST_HOLD((rc == OK) == (at == size));
    MUST_HOLD(rc == OK || e.at == at);
    MUST_HOLD(utf8_count(s, at) == n);
    struct arena a = {0};
    struct utf8_map m;
    MUST_HOLD(utf8_map_make(&m, &a, s, (uint32_t)at));
    MUST_HOLD(utf8_map_point(&m, (uint32_t)at) == n);
    MUST_HOLD(utf8_map_byte(&m, (uint32_t)n) == at);
    arena_free(&a);
    return 0;
}
