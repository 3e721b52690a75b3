#include "near/near.h"

#include "kb/kb.h"

#include <stdlib.h>
#include <string.h>

enum {
    PLACE_BITS = 24,
    ROWS = 2,           /* least hashes that a band joins */
    LEAD_BANDS = 4
};

#define PLACE_MASK ((UINT64_C(1) << PLACE_BITS) - 1)

/* Spreads a number over all 64 bits (splitmix64). */
static uint64_t spread(uint64_t h)
{
    h += UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    h = (h ^ h >> 27) * UINT64_C(0x94d049bb133111eb);
    return h ^ h >> 31;
}

uint64_t near_hash(uint64_t from, const char *s, size_t n)
{
    uint64_t h = from ^ UINT64_C(0xcbf29ce484222325); /* FNV-1a */
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001b3);
    return spread(h);
}

/* The runs of a folded text in their order, one behind the other. */
static uint32_t list_runs(const char *s, size_t n, uint64_t *run)
{
    uint64_t word[NEAR_WORDS] = {0};
    uint32_t n_word = 0, n_run = 0;
    for (size_t i = 0; i < n;) {
        const char *blank = memchr(s + i, ' ', n - i);
        size_t end = blank ? (size_t)(blank - s) : n;
        word[n_word++ % NEAR_WORDS] = near_hash(0, s + i, end - i);
        i = end + 1;
        if (n_word < NEAR_WORDS)
            continue;
        uint64_t h = 0;
        for (uint32_t k = 0; k < NEAR_WORDS; k++)
            h = spread(h ^ word[(n_word + k) % NEAR_WORDS]);
        run[n_run] = (h & ~PLACE_MASK) | n_run;
        n_run++;
    }
    return n_run;
}

/* The least of a set under the i-th order of all hashes. */
static uint32_t least(const uint64_t *run, uint32_t n, uint64_t i)
{
    uint64_t factor = spread(i) | 1, best = UINT64_MAX;
    for (uint32_t k = 0; k < n; k++) {
        uint64_t h = (run[k] >> PLACE_BITS) * factor;
        best = h < best ? h : best;
    }
    return (uint32_t)(best >> 32);
}

/* Runs are in their order in the text. */
static void make_bands(struct near_sketch *t)
{
    uint32_t lead = t->n_run < NEAR_LEAD ? t->n_run : NEAR_LEAD;
    for (uint64_t i = 0; i < NEAR_N_BAND; i++) {
        bool of_lead = i >= NEAR_N_BAND - LEAD_BANDS;
        uint64_t h = i;
        for (uint64_t k = 0; k < ROWS; k++)
            h = spread(h ^ least(t->run, of_lead ? lead : t->n_run,
                                 i * ROWS + k));
        t->band[i] = (uint32_t)(h >> 32);
    }
}

static int order(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Sorts the runs and leaves one of each. */
static void make_set(struct near_sketch *t)
{
    uint32_t n = 0;
    if (t->n_run)
        qsort(t->run, t->n_run, sizeof *t->run, order);
    for (uint32_t i = 0; i < t->n_run; i++) {
        if (!n || (t->run[i] ^ t->run[n - 1]) >> PLACE_BITS)
            t->run[n++] = t->run[i];
    }
    t->n_run = n;
}

enum rc near_make(struct arena *mem, const char *text, size_t n,
                  struct near_sketch *to, struct err *e)
{
    char *folded = arena_get(mem, n + 8);
    memset(to, 0, sizeof *to);
    size_t len = folded ? kb_fold(text, n, folded, 0, n + 8) : 0;
    to->run = arena_get(mem, (len / 2 + 1) * sizeof *to->run);
    if (!folded || !to->run)
        return err_set(e, E_NOMEM, 0, "out of memory");
    to->n_run = list_runs(folded, len, to->run);
    if (to->n_run >= NEAR_LEAST)
        make_bands(to);
    make_set(to);
    return OK;
}

struct near_share near_count(const struct near_sketch *a,
                             const struct near_sketch *b)
{
    const struct near_sketch *small = a->n_run < b->n_run ? a : b;
    const struct near_sketch *large = small == a ? b : a;
    struct near_share s = {.less = small->n_run};
    for (uint32_t i = 0, k = 0; i < small->n_run && k < large->n_run;) {
        uint64_t x = small->run[i] >> PLACE_BITS;
        uint64_t y = large->run[k] >> PLACE_BITS;
        if (x == y) {
            s.both++;
            s.head += (large->run[k] & PLACE_MASK) <= 2 * (uint64_t)s.less;
        }
        i += x <= y;
        k += y <= x;
    }
    s.all = a->n_run + b->n_run - s.both;
    return s;
}

/* part is at least `percent` of whole. */
static bool much(uint32_t part, uint32_t whole, uint64_t percent)
{
    return (uint64_t)part * 100 >= (uint64_t)whole * percent;
}

bool near_copy(const struct near_sketch *a, const struct near_sketch *b)
{
    struct near_share s = near_count(a, b);
    if (s.less < NEAR_LEAST || !much(s.both, s.less, NEAR_INSIDE))
        return false;
    return much(s.both, s.all, NEAR_ALIKE) ||
           much(s.head, s.less, NEAR_INSIDE);
}
