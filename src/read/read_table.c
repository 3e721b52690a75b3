/* Tables: RFC 4180, with semicolons or tabs for commas and line feeds of any
 * kind. A quote counts only where it opens a cell, so that 5" guns are text.
 * A record that is too long ends where the limit is: behind a quote that was
 * never closed the reader finds its feet again. */
#include "read/read_in.h"

#include <string.h>
#include <strings.h>

static const char seps[] = ",;\t";

struct cell {
    const char *p;
    size_t n;
    bool quoted;       /* p[0 .. n) lay in quotes: "" is one */
};

static bool is_sep(char c, char sep)
{
    return sep ? c == sep : c && strchr(seps, c);
}

/* Goes over bytes of a record; true when they end inside a quote. */
static bool scan(const char *s, size_t n, char sep, bool inside)
{
    bool first = !inside;
    for (size_t i = 0; i < n; i++) {
        if (inside && s[i] == '"' && i + 1 < n && s[i + 1] == '"') {
            i++;
        } else if (inside) {
            inside = s[i] != '"';
        } else {
            inside = first && s[i] == '"';
            first = is_sep(s[i], sep);
        }
    }
    return inside;
}

enum rc read_table_record(struct read_stream *in, char sep, struct buf *rec,
                          uint64_t *cut, uint64_t *line, struct err *e)
{
    bool inside = false;
    buf_reset(rec);
    do {
        size_t from = rec->n;
        enum rc rc = read_stream_more(in, rec, READ_LINE_MAX, cut, e);
        if (rc == E_END && inside)
            return OK;
        TRY(rc);
        if (!from)
            *line = in->line;
        inside = scan(rec->p + from, rec->n - from, sep, inside);
        if (inside && !*cut)
            buf_char(rec, '\n');
    } while (inside && !*cut);
    return buf_rc(rec, e);
}

/* Takes the cell at *i, and *i behind it: n + 1 after the last. */
static enum rc next_cell(const char *s, size_t n, char sep, size_t *i,
                         struct cell *c, struct err *e)
{
    size_t beg = *i, end = beg;
    c->quoted = beg < n && s[beg] == '"';
    if (!c->quoted) {
        while (end < n && s[end] != sep)
            end++;
        *c = (struct cell){s + beg, end - beg, false};
        *i = end + 1;
        return OK;
    }
    for (end = beg + 1; end < n; end++) {
        if (s[end] != '"')
            continue;
        if (end + 1 == n || s[end + 1] != '"')
            break;
        end++;
    }
    if (end >= n)
        return err_set(e, E_INPUT, beg, "a quote that is not closed, "
                       "expected \" at the end of its cell");
    *c = (struct cell){s + beg + 1, end - beg - 1, true};
    *i = end + 2;
    if (end + 1 < n && s[end + 1] != sep)
        return err_set(e, E_INPUT, end + 1, "text behind a closed quote, "
                       "expected the next cell; a quote inside is \"\"");
    return OK;
}

/* The bytes of a cell, in mem; NULL: out of memory. */
static const char *plain(const struct cell *c, struct arena *mem, size_t *n)
{
    char *s = arena_get(mem, c->n + 1);
    size_t k = 0;
    for (size_t i = 0; s && i < c->n; i++) {
        s[k++] = c->p[i];
        i += c->quoted && c->p[i] == '"';
    }
    *n = k;
    return s;
}

static size_t without_cr(const char *s, size_t n)
{
    return n && s[n - 1] == '\r' ? n - 1 : n;
}

static const char *name_of(const struct read_options *o, int f)
{
    return o->field[f] ? o->field[f] : read_field_name[f];
}

/* The field that a column's name means; -1: none. */
static int field_of(const struct read_options *o, const char *s, size_t n)
{
    for (int f = 0; f < N_READ_FIELD; f++) {
        const char *name = name_of(o, f);
        if (strlen(name) == n && !strncasecmp(name, s, n))
            return f;
    }
    return -1;
}

/* The separator that makes most cells of a header; a comma when none does. */
static char best_sep(const char *s, size_t n)
{
    size_t most = 0;
    char best = ',';
    for (const char *sep = seps; *sep; sep++) {
        struct cell c;
        size_t cells = 0;
        for (size_t i = 0; i <= n; cells++) {
            if (next_cell(s, n, *sep, &i, &c, NULL) != OK)
                break;
        }
        if (cells > most) {
            most = cells;
            best = *sep;
        }
    }
    return best;
}

char read_table_sep(const char *s, size_t n, const struct read_options *o)
{
    struct cell c;
    bool body = false, other = false;
    n = without_cr(s, n);
    char sep = best_sep(s, n);
    for (size_t i = 0; i <= n;) {
        if (next_cell(s, n, sep, &i, &c, NULL) != OK)
            return '\0';
        int f = field_of(o, c.p, c.n);
        body = body || f == READ_BODY;
        other = other || (f >= 0 && f != READ_BODY);
    }
    return body && other ? sep : '\0';
}

enum rc read_table_head(const char *s, size_t n,
                        const struct read_options *o, struct arena *mem,
                        struct read_table *t, struct err *e)
{
    n = without_cr(s, n);
    *t = (struct read_table){.sep = best_sep(s, n)};
    for (int f = 0; f < N_READ_FIELD; f++)
        t->column[f] = -1;
    for (size_t i = 0; i <= n; t->n_cell++) {
        struct cell c;
        size_t k;
        if (t->n_cell == READ_CELL_MAX)
            return err_set(e, E_LIMIT, i, "more than %d columns",
                           READ_CELL_MAX);
        TRY(next_cell(s, n, t->sep, &i, &c, e));
        const char *name = plain(&c, mem, &k);
        if (!name)
            return err_set(e, E_NOMEM, 0, "out of memory");
        int f = field_of(o, name, k);
        if (f >= 0 && t->column[f] < 0)
            t->column[f] = (int32_t)t->n_cell;
    }
    for (int f = 0; f < N_READ_FIELD; f++) {
        if (t->column[f] < 0 && (o->field[f] || f == READ_BODY))
            return err_set(e, E_INPUT, UINT64_MAX, "no column \"%.60s\" in "
                           "the first line, expected the names of columns; "
                           "--field %s=COLUMN tells another", name_of(o, f),
                           read_field_name[f]);
    }
    return OK;
}

/* The field that column k holds; -1: none. */
static int field_at(const struct read_table *t, uint32_t k)
{
    for (int f = 0; f < N_READ_FIELD; f++) {
        if (t->column[f] == (int32_t)k)
            return f;
    }
    return -1;
}

enum rc read_table_row(const char *s, size_t n, const struct read_table *t,
                       struct arena *mem, struct read_raw *out,
                       struct err *e)
{
    uint32_t k = 0;
    *out = (struct read_raw){0};
    n = without_cr(s, n);
    for (size_t i = 0; i <= n; k++) {
        struct cell c;
        TRY(next_cell(s, n, t->sep, &i, &c, e));
        int f = field_at(t, k);
        if (f < 0 || (!c.n && f != READ_BODY))
            continue;
        out->field[f].p = plain(&c, mem, &out->field[f].n);
        if (!out->field[f].p)
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    if (k != t->n_cell)
        return err_set(e, E_INPUT, UINT64_MAX, "%u cells, expected %u as in "
                       "the first line", k, t->n_cell);
    return OK;
}
