/* Dictionaries: the first byte says whether of actors or of agents; anything
 * is read or told, and what is made compiles. */
#include "fuzz.h"

#include "base/blob.h"
#include "data/data.h"

static const struct kb *built_in(void)
{
    static struct kb kb;
    struct err e = {0};
    size_t n = (size_t)(dm_blob_data_end - dm_blob_data);
    MUST_HOLD(kb.n_str || kb_open(&kb, dm_blob_data, n, &e) == OK);
    return &kb;
}

static void compile(const char *name, struct buf *text)
{
    struct kb_file f = {name, buf_str(text), text->n};
    struct arena mem = {0};
    struct err e = {0};
    void *block;
    size_t len;
    MUST_HOLD(kb_compile(&f, 1, &mem, &block, &len, &e) == OK);
    arena_free(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct data_import d = {.n_null = 0};
    struct err e = {0};
    if (!size)
        return 0;
    struct kb_file f = {"dictionary", (const char *)data + 1, size - 1};
    MUST_HOLD(data_import(built_in(), &f, data[0] & 1, 1, &d, &e) == OK);
    compile("actors", &d.actors);
    compile("agents", &d.agents);
    data_import_free(&d);
    return 0;
}
