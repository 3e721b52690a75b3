/* Tokens of any bytes: in order, not empty, never more than asked for. */
#include "fuzz.h"

#include "tok/tok.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t len = size > 100000 ? 100000 : (uint32_t)size, end = 0;
    struct span *out = calloc(len + 1, sizeof *out);
    MUST_HOLD(out);
    uint32_t n = tok_split((const char *)data, len, out, len);
    MUST_HOLD(n <= len);
    for (uint32_t i = 0; i < n; i++) {
        MUST_HOLD(out[i].beg >= end && out[i].beg < out[i].end);
        end = out[i].end;
    }
    MUST_HOLD(end <= len);
    free(out);
    return 0;
}
