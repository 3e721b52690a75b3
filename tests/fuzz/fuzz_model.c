/* Model files: anything opens or says why not, and what opens lies inside
 * the file. */
#include "fuzz.h"

#include "net/net_in.h"

#include <string.h>

/* Reads the ends of a tensor, so that one outside the file is found. */
static unsigned touch(const struct net_file *f, const struct want *want)
{
    static const unsigned size[N_DTYPE] = {1, 1, 4, 4};
    struct tensor t = {0};
    struct err e = {0};
    if (net_file_find(f, want, &t, &e) != OK) {
        MUST_HOLD(e.msg[0]);
        return 0;
    }
    const unsigned char *p = t.data;
    size_t n = (size_t)t.dim[0] * t.dim[1] * size[t.dtype];
    return n ? p[0] + p[n - 1] : 0u;
}

static void look(const struct net_file *f)
{
    static const char *const names[] = {"x", "emb.word", "vocab"};
    unsigned sum = 0;
    for (int i = 0; i < 3; i++) {
        for (unsigned k = 0; k < N_DTYPE; k++) {
            sum += touch(f, &(struct want){names[i], "", k, {0, 0}});
            sum += touch(f, &(struct want){names[i], ".w", k, {0, 0}});
        }
    }
    MUST_HOLD(sum < 1u << 20);
}

/* The same bytes behind a header that is right. */
static void as_body(const uint8_t *data, size_t size)
{
    struct net_file f = {0};
    struct err e = {0};
    size_t n = 128 + size;
    unsigned char *b = base_alloc(n);
    MUST_HOLD(b);
    memset(b, 0, 128);
    memcpy(b, "DMMODEL1\1", 9);
    b[12] = size ? data[0] % 8 : 0;
    b[16] = 128;
    for (int i = 0; i < 8; i++)
        b[24 + i] = (unsigned char)((uint64_t)n >> (8 * i));
    if (size)
        memcpy(b + 128, data, size);
    if (net_file_check(&f, b, n, &e) == OK)
        look(&f);
    else
        MUST_HOLD(e.msg[0]);
    base_free(b);
}

static void as_words(const uint8_t *data, size_t size)
{
    struct net_vocab v;
    struct err e = {0};
    struct net_words w = {(const char *)data, (const char *)data,
                          (uint32_t)size, (uint32_t)size};
    if (net_vocab_open(&v, &w, &e) != OK)
        MUST_HOLD(e.msg[0]);
    net_vocab_close(&v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct net net;
    struct net_options o = {NULL, NUM_REF, false};
    struct err e = {0};
    unsigned char *copy = base_alloc(size);
    MUST_HOLD(copy);
    if (size)
        memcpy(copy, data, size);
    if (net_open_bytes(&net, copy, size, &o, &e) == OK)
        net_close(&net);
    else
        MUST_HOLD(e.msg[0]);
    base_free(copy);
    as_body(data, size);
    as_words(data, size);
    return 0;
}
