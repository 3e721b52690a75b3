/* The set of ids used: open addressing, at most half full. A key is 64 bits
 * of a SHA-256, so that two ids of a billion meet once in forty runs, and then
 * one is called "#2" without need; no input can bring that about on purpose
 * without trying four billion ids. */
#include "read/read_in.h"

#include "base/sha256.h"

#include <stdio.h>
#include <string.h>

static uint64_t key_of(const char *id)
{
    struct sha256 s;
    uint8_t sum[32];
    uint64_t key;
    sha256_init(&s);
    sha256_add(&s, id, strlen(id));
    sha256_end(&s, sum);
    memcpy(&key, sum, sizeof key);
    return key ? key : 1;
}

static struct read_id *find(const struct read_ids *ids, uint64_t key)
{
    size_t i = key & (ids->cap - 1);
    while (ids->row[i].key && ids->row[i].key != key)
        i = (i + 1) & (ids->cap - 1);
    return &ids->row[i];
}

static bool grow(struct read_ids *ids)
{
    struct read_ids more = {.cap = ids->cap ? ids->cap * 2 : 256, .n = ids->n};
    if (more.cap > SIZE_MAX / sizeof *more.row)
        return false;
    more.row = base_alloc(more.cap * sizeof *more.row);
    if (!more.row)
        return false;
    memset(more.row, 0, more.cap * sizeof *more.row);
    for (size_t i = 0; i < ids->cap; i++) {
        if (ids->row[i].key)
            *find(&more, ids->row[i].key) = ids->row[i];
    }
    base_free(ids->row);
    *ids = more;
    return true;
}

enum rc read_ids_put(struct read_ids *ids, struct arena *mem, const char **id,
                     struct err *e)
{
    if (ids->n * 2 >= ids->cap && !grow(ids))
        return err_set(e, E_NOMEM, 0, "out of memory");
    struct read_id *first = find(ids, key_of(*id)), *row = first;
    const char *base = *id;
    while (row->key) {
        char nth[24];
        int k = snprintf(nth, sizeof nth, "#%llu",
                         (unsigned long long)++first->n);
        size_t n = strlen(base);
        char *longer = arena_get(mem, n + (size_t)k + 1);
        if (!longer)
            return err_set(e, E_NOMEM, 0, "out of memory");
        memcpy(longer, base, n);
        memcpy(longer + n, nth, (size_t)k);
        *id = longer;
        row = find(ids, key_of(longer));
    }
    *row = (struct read_id){key_of(*id), 1};
    ids->n++;
    return OK;
}

void read_ids_clear(struct read_ids *ids)
{
    base_free(ids->row);
    *ids = (struct read_ids){0};
}
