/* The laws of tok.h on any bytes: tokens grow, are not empty, cut no
 * character, hold no white space, and lose nothing else. */
#include "fuzz.h"

#include "base/utf8.h"
#include "tok/tok.h"

#include <stdlib.h>

enum { MOST = 100000 };

struct text {
    const char *s;
    uint32_t len;
    bool valid; /* it is UTF-8 */
};

/* Every character of s[beg .. end) is white space. */
static bool blank(const struct text *t, uint32_t beg, uint32_t end)
{
    uint32_t n;
    while (beg < end && (n = tok_blank(t->s, t->len, beg)) > 0)
        beg += n;
    return beg == end;
}

static bool starts_character(const struct text *t, uint32_t i)
{
    return !t->valid || i == t->len || ((uint8_t)t->s[i] & 0xc0) != 0x80;
}

static void look(const struct text *t, struct span at)
{
    MUST_HOLD(at.beg < at.end && at.end <= t->len);
    MUST_HOLD(starts_character(t, at.beg) && starts_character(t, at.end));
    for (uint32_t i = at.beg; i < at.end; i++)
        MUST_HOLD(!t->valid || !starts_character(t, i) ||
                  !tok_blank(t->s, t->len, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text t = {(const char *)data, size > MOST ? MOST : (uint32_t)size,
                     false};
    struct span *out = calloc(t.len + 1, sizeof *out);
    uint32_t before = 0;
    MUST_HOLD(out);
    t.valid = utf8_check(t.s, t.len, NULL) == OK;
    uint32_t n = tok_split(t.s, t.len, out, t.len);
    MUST_HOLD(n <= t.len);
    for (uint32_t i = 0; i < n; i++) {
        look(&t, out[i]);
        MUST_HOLD(out[i].beg >= before && blank(&t, before, out[i].beg));
        before = out[i].end;
    }
    MUST_HOLD(blank(&t, before, t.len));
    MUST_HOLD(tok_split(t.s, t.len, NULL, 0) == n);
    free(out);
    return 0;
}
