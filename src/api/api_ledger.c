/* The ledger as others see it. */
#include "api/api_in.h"

#include <string.h>

enum dm_rc dm_ledger_open(struct dm_ledger **out, const char *path,
                          int write, struct dm_error *error)
{
    struct err e = {0};
    struct dm_ledger *l = base_alloc(sizeof *l);
    if (!l) {
        err_set(&e, E_NOMEM, 0, "out of memory");
        return api_rc(&e, error);
    }
    enum rc rc = store_open(&l->store, path, write ? STORE_WRITE : STORE_READ,
                            &e);
    if (rc != OK) {
        base_free(l);
        return api_rc(&e, error);
    }
    *out = l;
    return DM_OK;
}

void dm_ledger_close(struct dm_ledger *l)
{
    if (!l)
        return;
    store_close(l->store);
    base_free(l);
}

uint64_t dm_input_size(const char *const *paths, size_t n)
{
    return read_size(paths, n);
}

uint64_t dm_ledger_size(struct dm_ledger *l)
{
    int64_t last = 0;
    return ask_last(l->store, &last, NULL) == OK ? (uint64_t)last : 0;
}

enum dm_rc dm_backup(struct dm_ledger *l, const char *path,
                     struct dm_error *error)
{
    struct err e = {0};
    enum rc rc = store_backup(l->store, path, &e);
    (void)rc; /* it is in e */
    return api_rc(&e, error);
}
