#include "kb/kb_make.h"

#include <stdio.h>
#include <string.h>

const char *const kb_kind_name[N_KB_KIND] = {
    "country", "demonym", "capital", "city", "town", "region", "body",
    "igo", "group", "org", "agent", "office", "person"
};

uint64_t kb_hash(const void *bytes, size_t n)
{
    const unsigned char *u = bytes;
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ u[i]) * 0x100000001b3u;
    return h;
}

static bool fits(const struct kb_head *h, uint32_t at, uint32_t n, size_t size)
{
    return at % 8 == 0 && at <= h->size && n <= (h->size - at) / size;
}

enum rc kb_open(struct kb *kb, const void *bytes, size_t n, struct err *e)
{
    const struct kb_head *h = bytes;
    memset(kb, 0, sizeof *kb);
    if (n < sizeof *h || h->magic != KB_MAGIC)
        return err_set(e, E_MODEL, 0, "no data block of this version");
    if (h->size != n || (uintptr_t)bytes % 8)
        return err_set(e, E_MODEL, n, "data block of %u bytes has %zu",
                       h->size, n);
    if (!fits(h, h->entry, h->n_entry, sizeof *kb->entry) ||
        !fits(h, h->form, h->n_form, sizeof *kb->form) ||
        !fits(h, h->table, h->n_table, sizeof *kb->table) ||
        !fits(h, h->cell, h->n_cell, sizeof *kb->cell) ||
        !fits(h, h->str, h->n_str, 1) || !h->n_str)
        return err_set(e, E_MODEL, 0, "data block with a part outside it");
    const char *p = bytes;
    kb->entry = (const void *)(p + h->entry);
    kb->form = (const void *)(p + h->form);
    kb->table = (const void *)(p + h->table);
    kb->cell = (const void *)(p + h->cell);
    kb->str = p + h->str;
    kb->n_entry = h->n_entry;
    kb->n_form = h->n_form;
    kb->n_table = h->n_table;
    kb->n_str = h->n_str;
    if (kb->str[kb->n_str - 1])
        return err_set(e, E_MODEL, 0, "data block whose strings do not end");
    snprintf(kb->version, sizeof kb->version, "%012llx",
             (unsigned long long)(h->hash >> 16));
    return OK;
}

const char *kb_version(const struct kb *kb)
{
    return kb ? kb->version : "none";
}

const char *kb_str(const struct kb *kb, uint32_t at)
{
    return at < kb->n_str ? kb->str + at : "";
}

const struct kb_table *kb_table(const struct kb *kb, const char *name)
{
    uint32_t lo = 0, hi = kb ? kb->n_table : 0;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = strcmp(kb_str(kb, kb->table[mid].name), name);
        if (!c)
            return &kb->table[mid];
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

const char *kb_cell(const struct kb *kb, const struct kb_table *t,
                    uint32_t row, int column)
{
    if (row >= t->n_row || column < 0 || (uint32_t)column >= t->n_col)
        return "";
    return kb_str(kb, kb->cell[t->cell + row * t->n_col + (uint32_t)column]);
}

uint32_t kb_row(const struct kb *kb, const struct kb_table *t, const char *key)
{
    uint32_t lo = 0, hi = t->n_row;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(kb_cell(kb, t, mid, 0), key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < t->n_row && !strcmp(kb_cell(kb, t, lo, 0), key) ? lo
                                                                : t->n_row;
}

const char *kb_get(const struct kb *kb, const char *table, const char *key,
                   int column)
{
    const struct kb_table *t = kb_table(kb, table);
    if (!t || column < 0 || (uint32_t)column >= t->n_col)
        return NULL;
    uint32_t row = kb_row(kb, t, key);
    return row < t->n_row ? kb_cell(kb, t, row, column) : NULL;
}

static void put_place(const struct kb *kb, uint32_t file, uint32_t line,
                      char *out, size_t cap)
{
    snprintf(out, cap, "%s%s.tsv:%u", line & KB_OVER ? "+" : "",
             kb_str(kb, file), line & ~KB_OVER);
}

void kb_row_at(const struct kb *kb, const struct kb_table *t, uint32_t row,
               char *out, size_t cap)
{
    uint32_t line = row < t->n_row ? kb->cell[t->line + row] : 0;
    put_place(kb, t->name, line, out, cap);
}

void kb_entry_at(const struct kb *kb, const struct kb_entry *en, char *out,
                 size_t cap)
{
    put_place(kb, en->file, en->line, out, cap);
}

bool kb_valid(const struct kb_entry *en, day_no day)
{
    if (day == NO_DAY)
        return true;
    return (en->from == NO_DAY || en->from <= day) &&
           (en->to == NO_DAY || day <= en->to);
}
