/* base.h - result codes, the error, spans, arenas and growing tables.
 * reads:   -                                writes:  -
 * shape:   -                                units:   bytes
 * errors:  E_NOMEM from every call that allocates
 * threads: an arena belongs to one thread at a time
 * cost:    O(1) amortised                   source:  -
 */
#ifndef DM_BASE_H
#define DM_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a call answers. Zero is success; the rest name whose fault it is. */
enum rc {
    OK = 0,
    E_NOMEM,  /* no memory */
    E_IO,     /* the world: a file, a pipe, a disk */
    E_INPUT,  /* what was read is not as it should be */
    E_MODEL,  /* the model file or the data block is not usable */
    E_USAGE,  /* the caller asked for what does not exist */
    E_LIMIT,  /* more than a documented limit */
    E_END     /* nothing more to read */
};

#if defined(__GNUC__)
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#else
#define MUST_USE
#define PRINTF_LIKE(f, a)
#endif

/* One error: the caller's, may be NULL, written only on failure. */
struct err {
    enum rc code;
    uint64_t at;    /* byte offset (or line, as the message says) */
    char msg[200];  /* lower case, one line, no full stop */
};

/* Fills *e (when not NULL) and returns `code`, so that it ends a function. */
enum rc err_set(struct err *e, enum rc code, uint64_t at, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/* Passes a failure up; the single control-flow macro of the house. */
#define TRY(call)                 \
    do {                          \
        enum rc rc_ = (call);     \
        if (rc_ != OK)            \
            return rc_;           \
    } while (0)

#ifndef DM_SPAN
#define DM_SPAN
/* Bytes text[beg .. end), half open. */
struct span {
    uint32_t beg, end;
};
#endif

/* No row: stands where a row number would. */
#define NONE UINT32_MAX

/* Memory that is given back all at once. Zero-initialise, or arena_init. */
struct arena_block;
struct arena {
    struct arena_block *top; /* owned chain of blocks, newest first */
    size_t used;             /* bytes handed out of the newest block */
};

/* n bytes, zeroed, aligned to 64; NULL when memory is out. n may be 0. */
void *arena_get(struct arena *a, size_t n);

/* A NUL-terminated copy of s[0..n); NULL when memory is out. */
char *arena_text(struct arena *a, const char *s, size_t n);

/* Forgets everything handed out, keeps the newest block for reuse. */
void arena_reset(struct arena *a);

/* Gives every block back. */
void arena_free(struct arena *a);

/* For the fault tests only: every allocation of the house is counted, those
 * out of an arena's block too; the n-th from now fails (0: none does). Returns
 * the calls so far. */
uint64_t base_fail_at(uint64_t n);

/* Allocations not given back yet: 0 when every arena and buffer is freed. */
uint64_t base_live(void);

/* malloc and free of the house, counted for the fault tests. */
void *base_alloc(size_t n);
void base_free(void *p);

/* A growing array of rows in an arena: TABLE(struct tok) tok; rows move when
 * it grows, so rows are kept as numbers, never as pointers. */
#define TABLE(type)        \
    struct {               \
        type *row;         \
        uint32_t n, cap;   \
    }

/* Makes room for `more` further rows; false when memory is out, and then the
 * table is as it was. */
#define table_grow(a, t, more)                                            \
    table_grow_((a), (void **)&(t)->row, (t)->n, &(t)->cap, (more),       \
                sizeof *(t)->row)
bool table_grow_(struct arena *a, void **row, uint32_t n, uint32_t *cap,
                 uint32_t more, size_t size);

/* Appends one row; evaluates to false when memory is out. */
#define table_put(a, t, ...) \
    (table_grow((a), (t), 1) && ((t)->row[(t)->n++] = (__VA_ARGS__), true))

#endif
