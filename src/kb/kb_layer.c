/* A block with files over it. The files come first, so that their entries win
 * where nothing else decides; then all of the base that they do not replace. */
#include "kb/kb_make.h"

#include <stdlib.h>
#include <string.h>

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

static uint32_t intern_text(struct kb_make *k, const char *s)
{
    return kb_intern(k, s, strlen(s));
}

static int by_number(const void *a, const void *b)
{
    uint64_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static bool in_list(const uint64_t *list, uint32_t n, uint64_t key)
{
    return n && bsearch(&key, list, n, sizeof *list, by_number);
}

bool kb_base_rows(struct kb_make *k, const struct kb_table *t, uint32_t own,
                  struct kb_rows *rows)
{
    uint64_t *key = arena_get(k->mem, (own + 1) * sizeof *key);
    if (!key)
        return false;
    for (uint32_t i = 0; i < own; i++)
        key[i] = rows->row[i].cell[0];
    qsort(key, own, sizeof *key, by_number);
    for (uint32_t r = 0; r < t->n_row; r++) {
        struct kb_row row = {.no = k->base->cell[t->line + r],
                             .n = t->n_col};
        for (uint32_t c = 0; c < t->n_col; c++) {
            row.cell[c] = intern_text(k, kb_cell(k->base, t, r, (int)c));
            if (row.cell[c] == NONE)
                return false;
        }
        if (!in_list(key, own, row.cell[0]) && !table_put(k->mem, rows, row))
            return false;
    }
    return true;
}

/* Plain tables that no file touches. */
static bool add_tables(struct kb_make *k)
{
    uint32_t own = k->table.n;
    for (uint32_t i = 0; i < k->base->n_table; i++) {
        const struct kb_table *t = &k->base->table[i];
        uint32_t name = intern_text(k, kb_str(k->base, t->name));
        struct kb_rows rows = {0};
        bool there = !strcmp(kb_str(k->base, t->name), KB_HEADS);
        for (uint32_t o = 0; o < own; o++)
            there = there || k->table.row[o].name == name;
        if (!there && (name == NONE || !kb_base_rows(k, t, 0, &rows) ||
                       !kb_put_table(k, name, &rows)))
            return false;
    }
    return true;
}

/* File and name of an entry as one number. */
static uint64_t entry_key(uint32_t file, uint32_t name)
{
    return (uint64_t)file << 32 | name;
}

/* An entry of the base with strings of the new pool. */
static bool copy_entry(struct kb_make *k, const struct kb_entry *from,
                       struct kb_entry *to)
{
    *to = *from;
    to->name = intern_text(k, kb_str(k->base, from->name));
    to->country = intern_text(k, kb_str(k->base, from->country));
    to->sector = intern_text(k, kb_str(k->base, from->sector));
    to->group = intern_text(k, kb_str(k->base, from->group));
    to->office = intern_text(k, kb_str(k->base, from->office));
    to->file = intern_text(k, kb_str(k->base, from->file));
    return to->name != NONE && to->country != NONE && to->sector != NONE &&
           to->group != NONE && to->office != NONE && to->file != NONE;
}

static bool add_forms(struct kb_make *k, const uint32_t *now)
{
    for (uint32_t i = 0; i < k->base->n_form; i++) {
        struct kb_form f = k->base->form[i];
        if (now[f.entry] == NONE)
            continue;
        f.entry = now[f.entry];
        f.key = intern_text(k, kb_str(k->base, k->base->form[i].key));
        if (f.key == NONE || !table_put(k->mem, &k->form, f))
            return false;
    }
    return true;
}

/* Entries of the base that no line of the files replaces, and their forms. */
static bool add_entries(struct kb_make *k)
{
    uint32_t own = k->entry.n, n = k->base->n_entry;
    uint64_t *key = arena_get(k->mem, (own + 1) * sizeof *key);
    uint32_t *now = arena_get(k->mem, (n + 1) * sizeof *now);
    if (!key || !now)
        return false;
    for (uint32_t i = 0; i < own; i++)
        key[i] = entry_key(k->entry.row[i].file, k->entry.row[i].name);
    qsort(key, own, sizeof *key, by_number);
    for (uint32_t i = 0; i < n; i++) {
        struct kb_entry en;
        if (!copy_entry(k, &k->base->entry[i], &en))
            return false;
        bool out = in_list(key, own, entry_key(en.file, en.name));
        now[i] = out ? NONE : k->entry.n;
        if (!out && !table_put(k->mem, &k->entry, en))
            return false;
    }
    return add_forms(k, now);
}

/* A file of that name is a lexicon over a lexicon, a table over a table. */
static enum rc same_kind(const struct kb *base, const struct kb_file *f,
                         struct err *e)
{
    const char *is = NULL;
    if (kb_is_lexicon(f) && kb_table(base, f->name))
        is = "no \"#!\", as the built-in file";
    for (uint32_t i = 0; !kb_is_lexicon(f) && i < base->n_entry; i++) {
        if (!strcmp(kb_str(base, base->entry[i].file), f->name))
            is = "\"#! KIND COLUMN ...\", as the built-in file";
    }
    return is ? err_set(e, E_INPUT, 1, "%s.tsv:1: expected %s", f->name, is)
              : OK;
}

enum rc kb_layer(struct kb *kb, const struct kb_file *files, uint32_t n,
                 struct arena *mem, struct err *e)
{
    struct kb base = *kb;
    struct kb_make k = {.mem = mem, .base = &base, .mark = KB_OVER};
    void *block;
    size_t len;
    if (kb_intern(&k, "", 0) != 0)
        return no_memory(e);
    for (uint32_t i = 0; i < n; i++) {
        TRY(same_kind(&base, &files[i], e));
        TRY(kb_add_file(&k, &files[i], e));
    }
    const struct kb_table *heads = kb_table(&base, KB_HEADS);
    if ((heads && !kb_base_rows(&k, heads, k.head.n, &k.head)) ||
        !add_entries(&k) || !add_tables(&k) ||
        !kb_end_block(&k, &block, &len))
        return no_memory(e);
    return kb_open(kb, block, len, e);
}
