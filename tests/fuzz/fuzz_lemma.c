/* A lemma stays in its room: the first byte is the part of speech, the rest
 * the word. */
#include "fuzz.h"

#include "doc/labels.h"
#include "tag/lemma.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    uint32_t len = (uint32_t)size - 1;
    char *out = malloc(2 * (size_t)len + 8); /* to the byte */
    MUST_HOLD(out);
    uint32_t n = lemma_make((const char *)data + 1, len, data[0] % N_UPOS, out);
    MUST_HOLD(n <= 2 * len + 8);
    free(out);
    return 0;
}
