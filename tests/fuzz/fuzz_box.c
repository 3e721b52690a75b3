/* Boxes: any bytes are members or clear refusals, and come to an end. */
#include "fuzz.h"

#include "box/box.h"

struct bytes {
    const char *p;
    size_t n;
};

static enum rc pull(void *ctx, const char **p, size_t *n, struct err *e)
{
    struct bytes *b = ctx;
    (void)e;
    *p = b->p;
    *n = b->n < 1000 ? b->n : 1000;
    b->p += *n;
    b->n -= *n;
    return OK;
}

static enum rc member(struct box *b, uint64_t *sum, struct err *e)
{
    char piece[4096];
    size_t n;
    do {
        TRY(box_read(b, piece, sizeof piece, &n, e));
        *sum += n;
    } while (n);
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = {(const char *)data, size};
    struct box *b = NULL;
    struct err e = {0};
    uint64_t sum = 0;
    const char *name;
    enum rc rc = box_open(&b, pull, &in, &e);
    MUST_HOLD(rc == OK || (!b && e.msg[0]));
    for (uint64_t i = 0; b && rc != E_END; i++) {
        e.msg[0] = '\0';
        rc = box_next(b, &name, &e);
        if (rc == OK)
            rc = member(b, &sum, &e);
        MUST_HOLD(rc == OK || rc == E_END || e.msg[0]);
        MUST_HOLD(sum <= BOX_FREE + BOX_TIMES * (size + 1) + (1 << 17));
    }
    box_close(b);
    return 0;
}
