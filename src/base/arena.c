#include "base/base.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double up to BLOCK_MAX so that small documents stay small. */
enum { ALIGN = 64, BLOCK_MIN = 1 << 14, BLOCK_MAX = 1 << 22 };

struct arena_block {
    struct arena_block *next;
    size_t size; /* payload bytes, which start at ALIGN */
};

static _Atomic uint64_t calls, fail_at, live;

uint64_t base_fail_at(uint64_t n)
{
    uint64_t sofar = atomic_load(&calls);
    atomic_store(&fail_at, n ? sofar + n : 0);
    return sofar;
}

/* One more allocation; true when it is the one that is to fail. */
static bool fails(void)
{
    return atomic_fetch_add(&calls, 1) + 1 == atomic_load(&fail_at);
}

void *base_alloc(size_t n)
{
    if (fails())
        return NULL;
    size_t whole = (n + ALIGN - 1) / ALIGN * ALIGN;
    void *p = whole < n ? NULL : aligned_alloc(ALIGN, whole ? whole : ALIGN);
    if (p)
        atomic_fetch_add(&live, 1);
    return p;
}

void base_free(void *p)
{
    if (p)
        atomic_fetch_sub(&live, 1);
    free(p);
}

uint64_t base_live(void)
{
    return atomic_load(&live);
}

static bool arena_block_add(struct arena *a, size_t need)
{
    size_t size = a->top ? a->top->size * 2 : BLOCK_MIN;
    if (size > BLOCK_MAX)
        size = BLOCK_MAX;
    if (size < need)
        size = need;
    struct arena_block *b = base_alloc(ALIGN + size);
    if (!b)
        return false;
    b->next = a->top;
    b->size = size;
    a->top = b;
    a->used = 0;
    return true;
}

void *arena_get(struct arena *a, size_t n)
{
    size_t whole = (n + ALIGN - 1) / ALIGN * ALIGN;
    if (whole < n || fails())
        return NULL;
    if (!a->top || a->top->size - a->used < whole) {
        if (!arena_block_add(a, whole))
            return NULL;
    }
    char *p = (char *)a->top + ALIGN + a->used;
    a->used += whole;
    return memset(p, 0, whole);
}

char *arena_text(struct arena *a, const char *s, size_t n)
{
    char *p = arena_get(a, n + 1);
    if (p && n)
        memcpy(p, s, n);
    return p;
}

void arena_reset(struct arena *a)
{
    if (!a->top)
        return;
    struct arena_block *rest = a->top->next;
    a->top->next = NULL;
    a->used = 0;
    while (rest) {
        struct arena_block *next = rest->next;
        base_free(rest);
        rest = next;
    }
}

void arena_free(struct arena *a)
{
    arena_reset(a);
    base_free(a->top);
    a->top = NULL;
}

bool table_grow_(struct arena *a, void **row, uint32_t n, uint32_t *cap,
                 uint32_t more, size_t size)
{
    if (more <= *cap - n)
        return true;
    uint64_t want = (uint64_t)n + more;
    if (want < (uint64_t)*cap * 2)
        want = (uint64_t)*cap * 2;
    if (want < 16)
        want = 16;
    if (want >= NONE)
        return false;
    void *to = arena_get(a, (size_t)want * size);
    if (!to)
        return false;
    if (n)
        memcpy(to, *row, (size_t)n * size);
    *row = to;
    *cap = (uint32_t)want;
    return true;
}

enum rc err_set(struct err *e, enum rc code, uint64_t at, const char *fmt, ...)
{
    if (!e)
        return code;
    e->code = code;
    e->at = at;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(e->msg, sizeof e->msg, fmt, ap);
    va_end(ap);
    return code;
}
