#include "kb/kb_make.h"

#include <stdlib.h>
#include <string.h>

enum column { COL_NAME, COL_FORMS, COL_PLURAL, COL_SURNAME, COL_KIND,
              COL_COUNTRY, COL_SECTOR, COL_GROUP, COL_OFFICE, COL_FROM,
              COL_TO, COL_LAT, COL_LON, COL_PEOPLE, COL_PART, COL_FLAG,
              COL_NOTE, COL_SOURCE, N_COL };

static const char *const column_name[N_COL] = {
    "name", "forms", "plural", "surname", "kind", "country", "sector",
    "group", "office", "from", "to", "lat", "lon", "people", "part", "flag",
    "note", "source"
};

static const char *const flag_name[] = {"seat", "leader", "plural", "inherit",
                                        "former", "unnamed"};

/* A lexicon being read: which column stands where. */
struct lex {
    struct kb_make *k;
    int kind;             /* of every line, or -1 */
    uint8_t col[KB_MAX_COL];
    uint32_t n_col;
    uint32_t file;        /* string */
    struct kb_line line;
    struct kb_piece cell[N_COL];
    struct err *e;
};

static int word_in(const char *const *list, int n, struct kb_piece p)
{
    for (int i = 0; i < n; i++) {
        if (strlen(list[i]) == p.n && !memcmp(list[i], p.s, p.n))
            return i;
    }
    return -1;
}

static struct kb_piece next_word(struct kb_piece *rest, char sep)
{
    while (rest->n && *rest->s == sep) {
        rest->s++;
        rest->n--;
    }
    const char *end = rest->n ? memchr(rest->s, sep, rest->n) : NULL;
    struct kb_piece w = {rest->s, end ? (size_t)(end - rest->s) : rest->n};
    rest->s += w.n;
    rest->n -= w.n;
    return w;
}

/* The first line, for those who write further ones. */
static enum rc keep_head(struct lex *x)
{
    const struct kb_file *f = x->line.file;
    const char *nl = memchr(f->text, '\n', f->len);
    const char *s = f->text + 2, *end = nl ? nl : f->text + f->len;
    while (s < end && *s == ' ')
        s++;
    struct kb_row row = {.no = 1 | x->k->mark, .n = 2, .cell = {x->file,
        kb_intern(x->k, s, (size_t)(end - s))}};
    if (row.cell[1] == NONE || !table_put(x->k->mem, &x->k->head, row))
        return err_set(x->e, E_NOMEM, 0, "out of memory");
    return OK;
}

static enum rc header(struct lex *x)
{
    const struct kb_file *f = x->line.file;
    const char *nl = memchr(f->text, '\n', f->len);
    struct kb_piece rest = {f->text + 2, nl ? (size_t)(nl - f->text) - 2
                                            : f->len - 2};
    x->line.no = 1;
    struct kb_piece w = next_word(&rest, ' ');
    x->kind = word_in(kb_kind_name, N_KB_KIND, w);
    if (x->kind < 0 && !(w.n == 1 && *w.s == '-'))
        return kb_bad(&x->line, x->e, "expected a kind of name", w);
    for (w = next_word(&rest, ' '); w.n; w = next_word(&rest, ' ')) {
        int c = word_in(column_name, N_COL, w);
        if (c < 0 || x->n_col == KB_MAX_COL)
            return kb_bad(&x->line, x->e, "expected a column's name", w);
        x->col[x->n_col++] = (uint8_t)c;
    }
    return keep_head(x);
}

static enum rc text_cell(struct lex *x, enum column c, uint32_t *to)
{
    *to = kb_intern(x->k, x->cell[c].s, x->cell[c].n);
    return *to == NONE ? err_set(x->e, E_NOMEM, 0, "out of memory") : OK;
}

/* Codes are runs of capitals and digits: "USA", "GOV MIL". */
static enum rc code_cell(struct lex *x, enum column c, uint32_t *to)
{
    struct kb_piece rest = x->cell[c];
    for (struct kb_piece w = next_word(&rest, ' '); w.n;
         w = next_word(&rest, ' ')) {
        for (size_t i = 0; i < w.n; i++) {
            if (w.s[i] < 'A' || w.s[i] > 'Z' || w.n < 3 || w.n > 4)
                return kb_bad(&x->line, x->e,
                              "expected codes of 3 or 4 capitals", w);
        }
    }
    return text_cell(x, c, to);
}

static enum rc day_cell(struct lex *x, enum column c, day_no *to)
{
    static const char low[] = "0000-01-01";
    struct kb_piece p = x->cell[c];
    char day[11];
    *to = NO_DAY;
    if (!p.n)
        return OK;
    if (p.n != 4 && p.n != 7 && p.n != 10)
        return kb_bad(&x->line, x->e, "expected YYYY, YYYY-MM or YYYY-MM-DD",
                      p);
    memcpy(day, low, sizeof day);
    memcpy(day, p.s, p.n);
    *to = doc_day_read(day, 10);
    if (*to == NO_DAY)
        return kb_bad(&x->line, x->e, "expected a day", p);
    if (c == COL_TO && p.n < 10) {
        int y, m, d;
        doc_ymd(*to, &y, &m, &d);
        *to = (p.n == 4 ? doc_day(y + 1, 1, 1)
                        : doc_day(y + m / 12, m % 12 + 1, 1)) - 1;
    }
    return OK;
}

static enum rc number_cell(struct lex *x, enum column c, double *to)
{
    char buf[32], *end;
    struct kb_piece p = x->cell[c];
    *to = 0;
    if (!p.n)
        return OK;
    if (p.n >= sizeof buf)
        return kb_bad(&x->line, x->e, "expected a number", p);
    memcpy(buf, p.s, p.n);
    buf[p.n] = '\0';
    *to = strtod(buf, &end);
    if (*end)
        return kb_bad(&x->line, x->e, "expected a number", p);
    return OK;
}

static enum rc flag_cell(struct lex *x, uint8_t *to)
{
    struct kb_piece rest = x->cell[COL_FLAG];
    for (struct kb_piece w = next_word(&rest, ' '); w.n;
         w = next_word(&rest, ' ')) {
        int i = word_in(flag_name, sizeof flag_name / sizeof *flag_name, w);
        if (i < 0)
            return kb_bad(&x->line, x->e,
                          "expected a word of flags", w);
        *to = (uint8_t)(*to | 1 << i);
    }
    return OK;
}

static enum rc numbers(struct lex *x, struct kb_entry *en)
{
    double lat, lon, people;
    TRY(number_cell(x, COL_LAT, &lat));
    TRY(number_cell(x, COL_LON, &lon));
    TRY(number_cell(x, COL_PEOPLE, &people));
    if (lat < -90 || lat > 90 || lon < -180 || lon > 180 || people < 0 ||
        people > 4e9)
        return kb_bad(&x->line, x->e, "expected degrees and inhabitants",
                      (struct kb_piece){0});
    en->lat = (float)lat;
    en->lon = (float)lon;
    en->people = (uint32_t)people;
    en->located = x->cell[COL_LAT].n && x->cell[COL_LON].n;
    return OK;
}

static enum rc fill(struct lex *x, struct kb_entry *en)
{
    int kind = x->kind;
    if (kind < 0)
        kind = word_in(kb_kind_name, N_KB_KIND, x->cell[COL_KIND]);
    if (kind < 0)
        return kb_bad(&x->line, x->e, "expected a kind of name",
                      x->cell[COL_KIND]);
    if (!x->cell[COL_NAME].n)
        return kb_bad(&x->line, x->e, "expected a name", x->cell[COL_NAME]);
    *en = (struct kb_entry){.kind = (uint8_t)kind, .file = x->file,
                            .line = x->line.no | x->k->mark};
    TRY(text_cell(x, COL_NAME, &en->name));
    TRY(code_cell(x, COL_COUNTRY, &en->country));
    TRY(code_cell(x, COL_SECTOR, &en->sector));
    TRY(text_cell(x, COL_GROUP, &en->group));
    TRY(text_cell(x, COL_OFFICE, &en->office));
    TRY(text_cell(x, COL_PART, &en->part));
    TRY(day_cell(x, COL_FROM, &en->from));
    TRY(day_cell(x, COL_TO, &en->to));
    if (en->from != NO_DAY && en->to != NO_DAY && en->from > en->to)
        return kb_bad(&x->line, x->e, "expected a term that ends after it "
                      "begins", x->cell[COL_FROM]);
    TRY(flag_cell(x, &en->flag));
    return numbers(x, en);
}

/* Acronyms want capitals, names at least one. */
static uint8_t letters_of(struct kb_piece p)
{
    bool upper = false, lower = false;
    for (size_t i = 0; i < p.n; i++) {
        unsigned char c = (unsigned char)p.s[i];
        upper = upper || (c >= 'A' && c <= 'Z') || c >= 0xC3;
        lower = lower || (c >= 'a' && c <= 'z');
    }
    if (!upper)
        return KB_CASE_ANY;
    return !lower && p.n <= 6 ? KB_CASE_CAPS : KB_CASE_TITLE;
}

static enum rc add_form(struct lex *x, struct kb_piece p, bool surname)
{
    char key[KB_NAME_MAX + 1];
    bool any = p.n > 1 && *p.s == '~';
    if (any) {
        p.s++;
        p.n--;
    }
    size_t n = kb_fold(p.s, p.n, key, 0, sizeof key);
    while (n && n < sizeof key && key[n - 1] == ' ')
        n--;
    if (!n || n >= sizeof key)
        return kb_bad(&x->line, x->e, "expected a name of letters", p);
    struct kb_form f = {.key = kb_intern(x->k, key, n),
        .entry = x->k->entry.n - 1, .surname = surname,
        .letters = any ? KB_CASE_ANY : letters_of(p)};
    if (f.key == NONE || !table_put(x->k->mem, &x->k->form, f))
        return err_set(x->e, E_NOMEM, 0, "out of memory");
    return OK;
}

static bool ends(struct kb_piece p, const char *tail)
{
    size_t n = strlen(tail);
    return p.n > n && !memcmp(p.s + p.n - n, tail, n);
}

/* The regular plural of an agent's name. */
static enum rc add_plural(struct lex *x, struct kb_piece p)
{
    char buf[KB_NAME_MAX + 4];
    if (p.n > KB_NAME_MAX || !p.n)
        return OK;
    size_t n = p.n;
    memcpy(buf, p.s, n);
    if (ends(p, "y") && !strchr("aeou", buf[n - 2])) {
        memcpy(buf + n - 1, "ies", 3);
        n += 2;
    } else if (ends(p, "s") || ends(p, "x") || ends(p, "ch") ||
               ends(p, "sh")) {
        memcpy(buf + n, "es", 2);
        n += 2;
    } else {
        buf[n++] = 's';
    }
    return add_form(x, (struct kb_piece){buf, n}, false);
}

static enum rc forms(struct lex *x)
{
    struct kb_piece rest = x->cell[COL_FORMS], plural = x->cell[COL_PLURAL];
    TRY(add_form(x, x->cell[COL_NAME], false));
    for (struct kb_piece w = next_word(&rest, '|'); w.n;
         w = next_word(&rest, '|'))
        TRY(add_form(x, w, false));
    rest = x->cell[COL_SURNAME];
    for (struct kb_piece w = next_word(&rest, '|'); w.n;
         w = next_word(&rest, '|'))
        TRY(add_form(x, w, true));
    bool has = false;
    for (uint32_t i = 0; i < x->n_col; i++)
        has = has || x->col[i] == COL_PLURAL;
    if (!has || (plural.n == 1 && *plural.s == '-'))
        return OK;
    return plural.n ? add_form(x, plural, false)
                    : add_plural(x, x->cell[COL_NAME]);
}

enum rc kb_lexicon(struct kb_make *k, const struct kb_file *f, struct err *e)
{
    struct lex x = {.k = k, .e = e, .line = {.file = f},
                    .file = kb_intern(k, f->name, strlen(f->name))};
    TRY(header(&x));
    x.line.no = 0;
    for (size_t at = 0; kb_next_line(f, &at, &x.line);) {
        memset(x.cell, 0, sizeof x.cell);
        if (x.line.n > x.n_col)
            return kb_bad(&x.line, e, "expected no more columns than the "
                          "first line names", x.line.col[x.n_col]);
        for (uint32_t c = 0; c < N_COL; c++)
            x.cell[c].s = "";
        for (uint32_t c = 0; c < x.line.n; c++)
            x.cell[x.col[c]] = x.line.col[c];
        struct kb_entry en;
        TRY(fill(&x, &en));
        if (!table_put(k->mem, &k->entry, en))
            return err_set(e, E_NOMEM, 0, "out of memory");
        TRY(forms(&x));
    }
    return OK;
}
