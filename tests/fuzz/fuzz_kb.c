/* Knowledge: a file of facts that is anything compiles or says why not, and a
 * block that is anything opens or says why not. */
#include "fuzz.h"

#include "kb/kb_compile.h"

#include <string.h>

static void look(const struct kb *kb)
{
    uint32_t n;
    kb_find(kb, "iran", &n);
    kb_get(kb, "table", "key", 1);
    kb_version(kb);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct kb kb;
    struct err e = {0};
    void *block;
    size_t len;
    struct kb_file file = {"table", (const char *)data, size};
    enum rc rc = kb_compile(&file, 1, &a, &block, &len, &e);
    MUST_HOLD(rc == OK || e.msg[0]);
    if (rc == OK) {
        MUST_HOLD(kb_open(&kb, block, len, &e) == OK);
        look(&kb);
        MUST_HOLD(kb_layer(&kb, &file, 1, &a, &e) == OK);
        look(&kb);
    }
    char *copy = arena_get(&a, size);
    MUST_HOLD(copy);
    if (size)
        memcpy(copy, data, size);
    rc = kb_open(&kb, copy, size, &e);
    if (rc == OK)
        look(&kb);
    arena_free(&a);
    return 0;
}
