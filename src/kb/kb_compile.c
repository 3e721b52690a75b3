#include "kb/kb_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool pool_grow(struct kb_make *k)
{
    struct kb_pool *p = &k->pool;
    uint32_t cap = p->cap ? p->cap * 2 : 1 << 12;
    uint32_t *slot = arena_get(k->mem, (size_t)cap * sizeof *slot);
    if (!slot)
        return false;
    for (uint32_t i = 0; i < p->cap; i++) {
        if (!p->slot[i])
            continue;
        const char *s = p->str.row + p->slot[i] - 1;
        uint32_t at = (uint32_t)kb_hash(s, strlen(s)) & (cap - 1);
        while (slot[at])
            at = (at + 1) & (cap - 1);
        slot[at] = p->slot[i];
    }
    p->slot = slot;
    p->cap = cap;
    return true;
}

uint32_t kb_intern(struct kb_make *k, const char *s, size_t n)
{
    struct kb_pool *p = &k->pool;
    if (p->n * 2 >= p->cap && !pool_grow(k))
        return NONE;
    uint32_t at = (uint32_t)kb_hash(s, n) & (p->cap - 1);
    for (; p->slot[at]; at = (at + 1) & (p->cap - 1)) {
        const char *have = p->str.row + p->slot[at] - 1;
        if (!strncmp(have, s, n) && !have[n])
            return p->slot[at] - 1;
    }
    if (!table_grow(k->mem, &p->str, (uint32_t)n + 1))
        return NONE;
    uint32_t to = p->str.n;
    if (n)
        memcpy(p->str.row + to, s, n);
    p->str.row[to + n] = '\0';
    p->str.n += (uint32_t)n + 1;
    p->slot[at] = to + 1;
    p->n++;
    return to;
}

enum rc kb_bad(const struct kb_line *line, struct err *e, const char *what,
               struct kb_piece p)
{
    int n = p.n > 60 ? 60 : (int)p.n;
    return err_set(e, E_INPUT, line->no, "%s.tsv:%u: %s%s%.*s%s",
                   line->file->name, line->no, what, n ? ": \"" : "", n,
                   n ? p.s : "", n ? "\"" : "");
}

bool kb_is_lexicon(const struct kb_file *f)
{
    return f->len > 2 && f->text[0] == '#' && f->text[1] == '!';
}

static void cut(struct kb_line *line, const char *s, const char *end)
{
    line->n = 0;
    while (line->n < KB_MAX_COL) {
        const char *tab = memchr(s, '\t', (size_t)(end - s));
        const char *to = tab ? tab : end;
        line->col[line->n++] = (struct kb_piece){s, (size_t)(to - s)};
        if (!tab)
            break;
        s = tab + 1;
    }
}

bool kb_next_line(const struct kb_file *f, size_t *at, struct kb_line *line)
{
    line->file = f;
    while (*at < f->len) {
        const char *s = f->text + *at;
        const char *nl = memchr(s, '\n', f->len - *at);
        const char *end = nl ? nl : f->text + f->len;
        *at = (size_t)(end - f->text) + 1;
        line->no++;
        if (end == s || *s == '#')
            continue;
        cut(line, s, end);
        return true;
    }
    return false;
}

static int by_key(const void *a, const void *b)
{
    const struct kb_row *x = a, *y = b;
    int c = strcmp(x->str + x->cell[0], y->str + y->cell[0]);
    return c ? c : (x->no > y->no) - (x->no < y->no);
}

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

static bool put_cells(struct kb_make *k, const struct kb_rows *rows,
                      struct kb_table *t)
{
    uint32_t empty = kb_intern(k, "", 0), n = rows->n;
    t->n_row = n;
    t->cell = k->cell.n;
    if (empty == NONE || !table_grow(k->mem, &k->cell, n * (t->n_col + 1)))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct kb_row *row = &rows->row[i];
        for (uint32_t c = 0; c < t->n_col; c++)
            k->cell.row[k->cell.n++] = c < row->n ? row->cell[c] : empty;
    }
    t->line = k->cell.n;
    for (uint32_t i = 0; i < n; i++)
        k->cell.row[k->cell.n++] = rows->row[i].no;
    return true;
}

bool kb_put_table(struct kb_make *k, uint32_t name, struct kb_rows *rows)
{
    struct kb_table t = {.name = name};
    for (uint32_t i = 0; i < rows->n; i++) {
        rows->row[i].str = k->pool.str.row;
        t.n_col = rows->row[i].n > t.n_col ? rows->row[i].n : t.n_col;
    }
    if (rows->n)
        qsort(rows->row, rows->n, sizeof *rows->row, by_key);
    return put_cells(k, rows, &t) && table_put(k->mem, &k->table, t);
}

static bool plain(struct kb_make *k, const struct kb_file *f)
{
    struct kb_rows rows = {0};
    uint32_t name = kb_intern(k, f->name, strlen(f->name));
    struct kb_line line = {.no = 0};
    for (size_t at = 0; kb_next_line(f, &at, &line);) {
        struct kb_row row = {.no = line.no | k->mark, .n = line.n};
        for (uint32_t c = 0; c < line.n; c++) {
            row.cell[c] = kb_intern(k, line.col[c].s, line.col[c].n);
            if (row.cell[c] == NONE)
                return false;
        }
        if (!table_put(k->mem, &rows, row))
            return false;
    }
    const struct kb_table *t = kb_table(k->base, f->name);
    if (name == NONE || (t && !kb_base_rows(k, t, rows.n, &rows)))
        return false;
    return kb_put_table(k, name, &rows);
}

enum rc kb_add_file(struct kb_make *k, const struct kb_file *f, struct err *e)
{
    if (kb_is_lexicon(f))
        return kb_lexicon(k, f, e);
    return plain(k, f) ? OK : no_memory(e);
}

/* A form with its key's place, for sorting without a global. */
struct keyed {
    const char *key;
    struct kb_form form;
};

static int by_form(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    if (c)
        return c;
    if (x->form.surname != y->form.surname)
        return x->form.surname < y->form.surname ? -1 : 1;
    return (x->form.entry > y->form.entry) - (x->form.entry < y->form.entry);
}

static bool sort_forms(struct kb_make *k)
{
    uint32_t n = k->form.n, m = 0;
    struct keyed *list = arena_get(k->mem, (n + 1) * sizeof *list);
    if (!list)
        return false;
    for (uint32_t i = 0; i < n; i++)
        list[i] = (struct keyed){k->pool.str.row + k->form.row[i].key,
                                 k->form.row[i]};
    qsort(list, n, sizeof *list, by_form);
    for (uint32_t i = 0; i < n; i++) {
        const struct kb_form *last = m ? &k->form.row[m - 1] : NULL;
        if (!last || last->key != list[i].form.key ||
            last->entry != list[i].form.entry)
            k->form.row[m++] = list[i].form;
    }
    k->form.n = m;
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct kb_row *x = a, *y = b;
    return strcmp(x->str + x->cell[0], y->str + y->cell[0]);
}

/* Tables in the order of their names, as kb_table looks for them. */
static bool sort_tables(struct kb_make *k)
{
    uint32_t n = k->table.n;
    struct kb_row *list = arena_get(k->mem, (n + 1) * sizeof *list);
    struct kb_table *to = arena_get(k->mem, (n + 1) * sizeof *to);
    if (!list || !to)
        return false;
    for (uint32_t i = 0; i < n; i++)
        list[i] = (struct kb_row){.str = k->pool.str.row, .no = i,
                                  .cell = {k->table.row[i].name}};
    qsort(list, n, sizeof *list, by_name);
    for (uint32_t i = 0; i < n; i++)
        to[i] = k->table.row[list[i].no];
    k->table.row = to;
    return true;
}

/* The table of the lexicons' first lines, when there are any. */
static bool put_heads(struct kb_make *k)
{
    uint32_t name = k->head.n ? kb_intern(k, KB_HEADS, strlen(KB_HEADS)) : 0;
    return name != NONE && (!name || kb_put_table(k, name, &k->head));
}

static uint32_t lay(uint32_t *at, size_t bytes)
{
    uint32_t here = *at;
    *at = (uint32_t)((here + bytes + 7) / 8 * 8);
    return here;
}

static void copy_part(char *block, uint32_t at, const void *from, size_t n)
{
    if (n)
        memcpy(block + at, from, n);
}

bool kb_end_block(struct kb_make *k, void **block, size_t *len)
{
    if (!sort_forms(k) || !put_heads(k) || !sort_tables(k))
        return false;
    uint32_t at = sizeof(struct kb_head);
    struct kb_head h = {.magic = KB_MAGIC, .n_entry = k->entry.n,
        .n_form = k->form.n, .n_table = k->table.n, .n_cell = k->cell.n,
        .n_str = k->pool.str.n};
    h.entry = lay(&at, h.n_entry * sizeof *k->entry.row);
    h.form = lay(&at, h.n_form * sizeof *k->form.row);
    h.table = lay(&at, h.n_table * sizeof *k->table.row);
    h.cell = lay(&at, h.n_cell * sizeof *k->cell.row);
    h.str = lay(&at, h.n_str);
    h.size = at;
    char *b = arena_get(k->mem, at);
    if (!b)
        return false;
    copy_part(b, h.entry, k->entry.row, h.n_entry * sizeof *k->entry.row);
    copy_part(b, h.form, k->form.row, h.n_form * sizeof *k->form.row);
    copy_part(b, h.table, k->table.row, h.n_table * sizeof *k->table.row);
    copy_part(b, h.cell, k->cell.row, h.n_cell * sizeof *k->cell.row);
    copy_part(b, h.str, k->pool.str.row, h.n_str);
    h.hash = kb_hash(b + sizeof h, at - sizeof h);
    memcpy(b, &h, sizeof h);
    *block = b;
    *len = at;
    return true;
}

enum rc kb_compile(const struct kb_file *files, uint32_t n, struct arena *mem,
                   void **block, size_t *len, struct err *e)
{
    struct kb_make k = {.mem = mem};
    if (kb_intern(&k, "", 0) != 0)
        return no_memory(e);
    for (uint32_t i = 0; i < n; i++) {
        if (i && strcmp(files[i - 1].name, files[i].name) >= 0)
            return err_set(e, E_INPUT, i, "data files out of order: %s",
                           files[i].name);
        TRY(kb_add_file(&k, &files[i], e));
    }
    return kb_end_block(&k, block, len) ? OK : no_memory(e);
}
