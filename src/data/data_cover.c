/* The rows of data_unknown to a list of names, each with the line that would
 * tell of it. What the line says comes from the rows in which the report's own
 * words tell it ("X, a Peruvian senator"): the country, sector and office that
 * most rows have. */
#include "data/data.h"
#include "kb/kb_make.h"

#include <stdlib.h>
#include <string.h>

enum { NAME, TYPE, CODED, COUNTRY, SECTOR, OFFICE, DATE, ID, SENT, TEXT,
       N_CELL };

enum { MOST_ROWS = 500 /* of a name, that are looked at for a line */ };

/* A row of data_unknown. */
struct seen {
    struct kb_piece cell[N_CELL];
    uint32_t no;
};

/* A name: rows [beg, end) of the sorted table. */
struct named {
    uint32_t beg, end;
    uint32_t count; /* rows without a code */
};

/* The table and what is made of it. */
struct cover {
    const struct kb *kb;
    struct arena mem;
    TABLE(struct seen) seen;
    TABLE(struct named) name;
};

/* A file of data/ that a line may belong to. */
struct layout {
    const char *name, *kind; /* without ".tsv"; of the line */
    const char *head;        /* first line without "#! " */
};

static int by_piece(struct kb_piece x, struct kb_piece y)
{
    size_t n = x.n < y.n ? x.n : y.n;
    int c = n ? memcmp(x.s, y.s, n) : 0;
    return c ? c : (x.n > y.n) - (x.n < y.n);
}

static int by_name(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    int c = by_piece(x->cell[NAME], y->cell[NAME]);
    return c ? c : (x->no > y->no) - (x->no < y->no);
}

/* Most rows first; the table is in order of names already. */
static int by_count(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

static bool read_rows(struct cover *c, const char *s, size_t n)
{
    const char *end = s + n;
    while (s < end) {
        struct seen row = {.no = c->seen.n};
        for (int i = 0; i < N_CELL; i++) {
            char stop = i + 1 < N_CELL ? '\t' : '\n';
            const char *at = memchr(s, stop, (size_t)(end - s));
            at = at ? at : end;
            row.cell[i] = (struct kb_piece){s, (size_t)(at - s)};
            s = at < end ? at + 1 : end;
        }
        if (!table_put(&c->mem, &c->seen, row))
            return false;
    }
    return true;
}

static bool group_rows(struct cover *c)
{
    if (c->seen.n)
        qsort(c->seen.row, c->seen.n, sizeof *c->seen.row, by_name);
    for (uint32_t i = 0, k; i < c->seen.n; i = k) {
        struct named g = {.beg = i};
        for (k = i; k < c->seen.n && !by_piece(c->seen.row[i].cell[NAME],
                                               c->seen.row[k].cell[NAME]); k++)
            g.count += *c->seen.row[k].cell[CODED].s == '0';
        g.end = k;
        if (g.count && !table_put(&c->mem, &c->name, g))
            return false;
    }
    if (c->name.n)
        qsort(c->name.row, c->name.n, sizeof *c->name.row, by_count);
    return true;
}

/* The value that most rows of the name have in a cell, the first of several;
 * nothing when all are empty. `told`: only rows with a code. */
static struct kb_piece most(const struct cover *c, const struct named *g,
                            int cell, bool told)
{
    struct kb_piece best = {"", 0};
    uint32_t best_n = 0, end = g->beg + MOST_ROWS;
    end = end < g->end ? end : g->end;
    for (uint32_t i = g->beg; i < end; i++) {
        struct kb_piece v = c->seen.row[i].cell[cell];
        uint32_t n = 0;
        if (told && *c->seen.row[i].cell[CODED].s == '0')
            continue;
        for (uint32_t k = i; v.n && k < end; k++)
            n += !by_piece(v, c->seen.row[k].cell[cell]);
        if (n > best_n) {
            best_n = n;
            best = v;
        }
    }
    return best;
}

/* Likewise; what rows with a code have comes before what is guessed. */
static struct kb_piece usual(const struct cover *c, const struct named *g,
                             int cell)
{
    struct kb_piece told = most(c, g, cell, true);
    return told.n && cell != TYPE ? told : most(c, g, cell, false);
}

/* The first row without a code, better one whose sentence has the name. */
static const struct seen *example(const struct cover *c,
                                  const struct named *g)
{
    const struct seen *first = NULL;
    for (uint32_t i = g->beg; i < g->end; i++) {
        const struct seen *s = &c->seen.row[i];
        struct kb_piece name = s->cell[NAME], text = s->cell[TEXT];
        if (*s->cell[CODED].s != '0')
            continue;
        first = first ? first : s;
        if (memmem(text.s, text.n, name.s, name.n))
            return s;
    }
    return first;
}

/* The file for a body of that sector, by the first that it is. */
static struct layout body_layout(struct kb_piece sector)
{
    static const struct { char code[4]; struct layout file; } of[] = {
        {"GOV", {"bodies", "body", NULL}}, {"MIL", {"bodies", "body", NULL}},
        {"LEG", {"bodies", "body", NULL}}, {"JUD", {"bodies", "body", NULL}},
        {"COP", {"bodies", "body", NULL}}, {"SPY", {"bodies", "body", NULL}},
        {"REB", {"groups", "group", NULL}}, {"PRE", {"groups", "group", NULL}},
        {"PRM", {"groups", "group", NULL}}, {"UAF", {"groups", "group", NULL}},
        {"CRM", {"groups", "group", NULL}}, {"OPP", {"groups", "group", NULL}},
        {"PTY", {"parties", "org", NULL}}, {"JRN", {"media", "org", NULL}},
        {"BUS", {"firms", "org", NULL}}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        if (sector.n >= 3 && !memcmp(sector.s, of[i].code, 3))
            return of[i].file;
    }
    return (struct layout){"ngos", "org", NULL};
}

/* The file that a name belongs to. */
static struct layout layout(const struct cover *c, const struct named *g)
{
    struct layout l = {"leaders_own", "person", NULL};
    char type = *usual(c, g, TYPE).s;
    if (type == '0' + NAME_ORG)
        l = body_layout(usual(c, g, SECTOR));
    else if (type == '0' + NAME_LOC)
        l = (struct layout){"regions", "region", NULL};
    l.head = kb_get(c->kb, KB_HEADS, l.name, 1);
    if (!l.head)
        l.head = "- name kind country sector group source";
    return l;
}

static void put(struct buf *b, struct kb_piece p)
{
    buf_put(b, p.s, p.n);
}

static struct kb_piece last_word(struct kb_piece p)
{
    size_t n = 0;
    while (n < p.n && p.s[p.n - 1 - n] != ' ')
        n++;
    return (struct kb_piece){p.s + p.n - n, n};
}

static bool is(struct kb_piece p, const char *word)
{
    return p.n == strlen(word) && !memcmp(p.s, word, p.n);
}

/* What the suggested line has in a column; "?" where nobody told the country
 * or the sector. */
static void put_column(const struct cover *c, const struct named *g,
                       struct kb_piece column, struct buf *b)
{
    static const struct { const char *name; int cell; } told[] = {
        {"country", COUNTRY}, {"sector", SECTOR}, {"office", OFFICE}};
    struct kb_piece name = c->seen.row[g->beg].cell[NAME];
    bool person = *usual(c, g, TYPE).s == '0' + NAME_PER;
    if (is(column, "name") || (is(column, "group") && !person))
        put(b, name);
    if (is(column, "surname") && last_word(name).n < name.n)
        put(b, last_word(name));
    if (is(column, "from") && person && usual(c, g, OFFICE).n)
        put(b, example(c, g)->cell[DATE]);
    if (is(column, "kind"))
        buf_text(b, layout(c, g).kind);
    if (is(column, "source"))
        buf_text(b, "own");
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        struct kb_piece v = usual(c, g, told[i].cell);
        if (!is(column, told[i].name))
            continue;
        put(b, v);
        buf_text(b, v.n || told[i].cell == OFFICE ? "" : "?");
    }
}

static void put_line(const struct cover *c, const struct named *g,
                     const struct layout *file, struct buf *b)
{
    const char *p = strchr(file->head, ' ');
    for (const char *sep = ""; p; sep = "\t") {
        size_t n = strcspn(++p, " ");
        buf_text(b, sep);
        put_column(c, g, (struct kb_piece){p, n}, b);
        p = p[n] ? p + n : NULL;
    }
}

static const char *type_name(struct kb_piece type)
{
    static const char *const name[N_NAME] = {"PER", "LOC", "ORG"};
    return name[(*type.s - '0') % N_NAME];
}

static void print_text(const struct cover *c, const struct named *g,
                       const struct layout *file, struct buf *b)
{
    const struct seen *ex = example(c, g);
    buf_int(b, g->count);
    buf_char(b, ' ');
    buf_text(b, type_name(usual(c, g, TYPE)));
    buf_char(b, ' ');
    put(b, ex->cell[NAME]);
    buf_text(b, "\n    ");
    put(b, ex->cell[ID]);
    buf_text(b, " sentence ");
    put(b, ex->cell[SENT]);
    buf_text(b, ": ");
    put(b, ex->cell[TEXT]);
    buf_text(b, "\n    ");
    buf_text(b, file->name);
    buf_text(b, ".tsv: ");
    put_line(c, g, file, b);
    buf_char(b, '\n');
}

static void put_key(struct buf *b, const char *key, struct kb_piece value)
{
    buf_text(b, key);
    buf_char(b, '"');
    buf_json(b, value.s, value.n);
    buf_char(b, '"');
}

static void print_json(const struct cover *c, const struct named *g,
                       const struct layout *file, struct buf *b)
{
    const struct seen *ex = example(c, g);
    struct buf line = {0};
    put_line(c, g, file, &line);
    b->fail = b->fail || line.fail;
    put_key(b, "{\"name\":", ex->cell[NAME]);
    buf_text(b, ",\"type\":\"");
    buf_text(b, type_name(usual(c, g, TYPE)));
    buf_text(b, "\",\"count\":");
    buf_int(b, g->count);
    put_key(b, ",\"example\":{\"document\":", ex->cell[ID]);
    buf_text(b, ",\"sentence\":");
    put(b, ex->cell[SENT]);
    put_key(b, ",\"text\":", ex->cell[TEXT]);
    buf_text(b, "},\"file\":\"");
    buf_text(b, file->name);
    buf_text(b, ".tsv\",\"head\":\"#! ");
    buf_text(b, file->head);
    put_key(b, "\",\"line\":", (struct kb_piece){buf_str(&line), line.n});
    buf_text(b, "}\n");
    buf_free(&line);
}

enum rc data_cover(const struct kb *kb, const struct buf *rows, uint32_t top,
                   bool json, struct buf *out, struct err *e)
{
    struct cover c = {.kb = kb};
    bool good = (!rows->n || read_rows(&c, rows->p, rows->n)) &&
                group_rows(&c);
    for (uint32_t i = 0; good && i < c.name.n && (!top || i < top); i++) {
        const struct named *g = &c.name.row[i];
        struct layout file = layout(&c, g);
        if (json)
            print_json(&c, g, &file, out);
        else
            print_text(&c, g, &file, out);
    }
    arena_free(&c.mem);
    return good ? buf_rc(out, e) : err_set(e, E_NOMEM, 0, "out of memory");
}
