/* Two folders of data: the lines of one key (file and first cell) that are in
 * both are no difference; of the rest, those of the old folder are paired in
 * their order with those of the new: a changed fact; what is left over was
 * removed or added. */
#include "data/data.h"
#include "kb/kb_make.h"

#include <stdlib.h>
#include <string.h>

/* What the columns of a file are called; n == 0: a plain table. */
struct columns {
    uint32_t n;
    struct kb_piece name[KB_MAX_COL];
};

/* A line of one of the folders. */
struct fact {
    const char *file;
    const struct columns *head;
    struct kb_piece key, text;
    bool over; /* paired with the same line of the other folder */
};

/* The facts of a folder, sorted by file, key and text. */
struct side {
    struct arena mem;
    TABLE(struct fact) fact;
};

static int by_piece(struct kb_piece x, struct kb_piece y)
{
    size_t n = x.n < y.n ? x.n : y.n;
    int c = n ? memcmp(x.s, y.s, n) : 0;
    return c ? c : (x.n > y.n) - (x.n < y.n);
}

static int by_key(const struct fact *x, const struct fact *y)
{
    int c = strcmp(x->file, y->file);
    return c ? c : by_piece(x->key, y->key);
}

static int by_fact(const void *a, const void *b)
{
    const struct fact *x = a, *y = b;
    int c = by_key(x, y);
    return c ? c : by_piece(x->text, y->text);
}

static struct columns *read_head(struct arena *mem, const struct kb_file *f)
{
    struct columns *h = arena_get(mem, sizeof *h);
    const char *nl = memchr(f->text, '\n', f->len);
    const char *end = nl ? nl : f->text + f->len;
    const char *s = memchr(f->text, ' ', (size_t)(end - f->text));
    while (h && kb_is_lexicon(f) && s && s < end && h->n < KB_MAX_COL) {
        while (s < end && *s == ' ')
            s++;
        const char *w = s;
        while (s < end && *s != ' ')
            s++;
        h->name[h->n++] = (struct kb_piece){w, (size_t)(s - w)};
    }
    if (h && h->n) { /* the first word is the kind */
        h->n--;
        memmove(h->name, h->name + 1, h->n * sizeof *h->name);
    }
    return h;
}

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

static enum rc read_side(const char *dir, struct side *s, struct err *e)
{
    struct kb_file *file;
    uint32_t n;
    TRY(kb_read_dir(dir, &s->mem, &file, &n, e));
    for (uint32_t i = 0; i < n; i++) {
        struct kb_line line = {.no = 0};
        struct columns *head = read_head(&s->mem, &file[i]);
        if (!head)
            return no_memory(e);
        for (size_t at = 0; kb_next_line(&file[i], &at, &line);) {
            struct kb_piece last = line.col[line.n - 1];
            struct fact f = {file[i].name, head, line.col[0], line.col[0],
                             false};
            f.text.n = (size_t)(last.s + last.n - f.text.s);
            if (!table_put(&s->mem, &s->fact, f))
                return no_memory(e);
        }
    }
    if (s->fact.n)
        qsort(s->fact.row, s->fact.n, sizeof *s->fact.row, by_fact);
    return OK;
}

/* Cell number c of a fact. */
static struct kb_piece cell(const struct fact *f, uint32_t c)
{
    const char *s = f->text.s, *end = s + f->text.n;
    for (; c; c--) {
        const char *tab = memchr(s, '\t', (size_t)(end - s));
        if (!tab)
            return (struct kb_piece){end, 0};
        s = tab + 1;
    }
    const char *tab = memchr(s, '\t', (size_t)(end - s));
    return (struct kb_piece){s, (size_t)((tab ? tab : end) - s)};
}

/* The number of the column called `name`, NONE when there is none. */
static uint32_t column(const struct columns *h, struct kb_piece name)
{
    for (uint32_t c = 0; c < h->n; c++) {
        if (!by_piece(h->name[c], name))
            return c;
    }
    return NONE;
}

/* What stands in the column called `name`; nothing when there is none. */
static struct kb_piece named(const struct fact *f, struct kb_piece name)
{
    uint32_t c = column(f->head, name);
    return c == NONE ? (struct kb_piece){"", 0} : cell(f, c);
}

/* Text that does not steer a terminal; tabs stay. */
static void put(struct buf *b, struct kb_piece p)
{
    for (size_t i = 0; i < p.n; i++) {
        unsigned char c = (unsigned char)p.s[i];
        buf_char(b, (c < ' ' && c != '\t') || c == 0x7f ? '?' : (char)c);
    }
}

static void put_head(struct buf *b, char sign, const struct fact *f)
{
    buf_char(b, sign);
    buf_char(b, ' ');
    buf_text(b, f->file);
    buf_text(b, ".tsv\t");
}

static void put_line(struct buf *b, char sign, const struct fact *f)
{
    put_head(b, sign, f);
    put(b, f->text);
    buf_char(b, '\n');
}

static void put_change(struct buf *b, struct kb_piece label,
                       struct kb_piece x, struct kb_piece y, bool *any)
{
    if (!by_piece(x, y))
        return;
    buf_text(b, *any ? ", " : "\t");
    *any = true;
    put(b, label);
    buf_text(b, " \"");
    put(b, x);
    buf_text(b, "\" -> \"");
    put(b, y);
    buf_char(b, '"');
}

/* "~ NAME.tsv KEY column "old" -> "new", ...". Columns of a plain table have
 * numbers. Returns true when something differs. */
static bool put_changes(struct buf *b, const struct fact *x,
                        const struct fact *y)
{
    size_t before = b->n;
    bool any = false;
    put_head(b, '~', x);
    put(b, x->key);
    for (uint32_t c = 0; c < x->head->n; c++) {
        struct kb_piece name = x->head->name[c];
        put_change(b, name, cell(x, c), named(y, name), &any);
    }
    for (uint32_t c = 0; c < y->head->n; c++) {
        struct kb_piece name = y->head->name[c];
        if (column(x->head, name) == NONE)
            put_change(b, name, (struct kb_piece){"", 0}, cell(y, c), &any);
    }
    for (uint32_t c = 1; !x->head->n && c < KB_MAX_COL; c++) {
        char no[3] = {(char)('0' + (c + 1) / 10), (char)('0' + (c + 1) % 10)};
        struct kb_piece label = {no + (*no == '0'), *no == '0' ? 1 : 2};
        put_change(b, label, cell(x, c), cell(y, c), &any);
    }
    buf_char(b, '\n');
    if (!any && !b->fail)
        b->n = before;
    return any;
}

/* Marks the lines that both groups have. */
static void pair_same(struct fact *x, uint32_t n, struct fact *y, uint32_t m)
{
    uint32_t i = 0, k = 0;
    while (i < n && k < m) {
        int c = by_piece(x[i].text, y[k].text);
        if (!c)
            x[i].over = y[k].over = true;
        i += c <= 0;
        k += c >= 0;
    }
}

/* What differs between the lines of one key. */
static uint32_t compare(struct fact *x, uint32_t n, struct fact *y, uint32_t m,
                        struct buf *out)
{
    uint32_t i = 0, k = 0, found = 0;
    pair_same(x, n, y, m);
    for (;;) {
        while (i < n && x[i].over)
            i++;
        while (k < m && y[k].over)
            k++;
        if (i == n || k == m)
            break;
        found += put_changes(out, &x[i++], &y[k++]);
    }
    for (; i < n; i++) {
        if (!x[i].over)
            put_line(out, '-', &x[i]), found++;
    }
    for (; k < m; k++) {
        if (!y[k].over)
            put_line(out, '+', &y[k]), found++;
    }
    return found;
}

/* Length of the group of facts that have the key of fact i. */
static uint32_t group(const struct side *s, uint32_t i)
{
    uint32_t n = 0;
    while (i + n < s->fact.n &&
           !by_key(&s->fact.row[i], &s->fact.row[i + n]))
        n++;
    return n;
}

static uint32_t walk(struct side *a, struct side *b, struct buf *out)
{
    uint32_t i = 0, k = 0, found = 0;
    while (i < a->fact.n || k < b->fact.n) {
        struct fact *x = a->fact.row + i, *y = b->fact.row + k;
        int c = i == a->fact.n ? 1 : k == b->fact.n ? -1 : by_key(x, y);
        uint32_t n = c <= 0 ? group(a, i) : 0, m = c >= 0 ? group(b, k) : 0;
        found += compare(x, n, y, m, out);
        i += n;
        k += m;
    }
    return found;
}

enum rc data_diff(const char *old, const char *now, struct buf *out,
                  uint32_t *n, struct err *e)
{
    struct side a = {.mem = {0}}, b = {.mem = {0}};
    enum rc rc = read_side(old, &a, e);
    *n = 0;
    if (rc == OK)
        rc = read_side(now, &b, e);
    if (rc == OK)
        *n = walk(&a, &b, out);
    arena_free(&a.mem);
    arena_free(&b.mem);
    return rc == OK ? buf_rc(out, e) : rc;
}
