/* What the facts of a folder say together. */
#include "data/lint_in.h"

#include <stdlib.h>
#include <string.h>

static uint32_t file_no(const struct lint *l, uint32_t name)
{
    const char *s = kb_str(&l->kb, name);
    uint32_t i = 0;
    while (i + 1 < l->n_file && strcmp(l->file[i].name, s))
        i++;
    return i;
}

/* True when a row of codes.tsv has that code and one of the two kinds. */
static bool in_codes(const struct kb *kb, const char *code, size_t n,
                     bool sector)
{
    char key[8];
    if (n >= sizeof key)
        return false;
    memcpy(key, code, n);
    key[n] = '\0';
    const char *kind = kb_get(kb, "codes", key, 1);
    return kind && sector == !strcmp(kind, "sector");
}

static bool in_countries(const struct kb *kb, const char *code)
{
    for (uint32_t i = 0; i < kb->n_entry; i++) {
        if (kb->entry[i].kind == KB_COUNTRY &&
            !strcmp(kb_str(kb, kb->entry[i].country), code))
            return true;
    }
    return false;
}

static bool knows(const struct lint *l, const char *code, size_t n,
                  bool sector)
{
    return in_codes(l->known, code, n, sector) ||
           in_codes(&l->kb, code, n, sector) ||
           (!sector && (in_countries(l->known, code) ||
                        in_countries(&l->kb, code)));
}

/* What an entry of a kind cannot go without. */
static void check_needs(struct lint *l, const struct kb_entry *en)
{
    const char *code = kb_str(&l->kb, en->country), *lacks = NULL;
    bool group = *kb_str(&l->kb, en->group);
    bool coded = en->kind == KB_COUNTRY || en->kind == KB_DEMONYM ||
                 en->kind == KB_IGO;
    if (coded && !*code)
        lacks = "expected a code";
    else if (en->kind == KB_BODY && !*kb_str(&l->kb, en->sector))
        lacks = "expected a sector";
    else if ((en->kind == KB_GROUP || en->kind == KB_ORG) && !group)
        lacks = "expected a short name";
    else if (en->kind == KB_IGO && group != !strcmp(code, "IGO"))
        lacks = "expected a short name with the code IGO alone";
    if (lacks)
        lint_say(l, file_no(l, en->file), en->line, "%s", lacks);
}

/* The codes of all entries; one that was known a line before is not looked
 * for again. */
static void check_codes(struct lint *l)
{
    const char *last = "";
    for (uint32_t i = 0; i < l->kb.n_entry; i++) {
        const struct kb_entry *en = &l->kb.entry[i];
        const char *c = kb_str(&l->kb, en->country);
        const char *s = kb_str(&l->kb, en->sector);
        check_needs(l, en);
        if (*c && strcmp(c, last) && !knows(l, c, strlen(c), false))
            lint_say(l, file_no(l, en->file), en->line,
                     "unknown country \"%s\"", c);
        else
            last = c;
        for (size_t n; *s; s += n + (s[n] == ' ')) {
            n = strcspn(s, " ");
            if (n && !knows(l, s, n, true))
                lint_say(l, file_no(l, en->file), en->line,
                         "unknown sector \"%.*s\"", (int)n, s);
        }
    }
}

static bool covers(const struct kb_entry *x, const struct kb_entry *y)
{
    return (x->from == NO_DAY || (y->from != NO_DAY && x->from <= y->from)) &&
           (x->to == NO_DAY || (y->to != NO_DAY && y->to <= x->to));
}

static bool overlap(const struct kb_entry *x, const struct kb_entry *y)
{
    return (x->to == NO_DAY || y->from == NO_DAY || y->from <= x->to) &&
           (y->to == NO_DAY || x->from == NO_DAY || x->from <= y->to);
}

/* True when both say the same, but for the days. */
static bool same_fact(const struct kb_entry *x, const struct kb_entry *y)
{
    return x->kind == y->kind && x->country == y->country &&
           x->sector == y->sector && x->group == y->group &&
           x->office == y->office && x->flag == y->flag &&
           x->part == y->part;
}

/* True when entry y can never be told from x, which comes before it. */
static bool hides(const struct kb_entry *x, const struct kb_entry *y)
{
    return same_fact(x, y) && x->people >= y->people && covers(x, y);
}

/* Number of forms that have the key of form f, from f on. */
static uint32_t run_of(const struct kb *kb, uint32_t f)
{
    uint32_t n = 1;
    while (f + n < kb->n_form && kb->form[f + n].key == kb->form[f].key)
        n++;
    return n;
}

static void tell_other(struct lint *l, const struct kb_entry *en,
                       const char *what, const struct kb_entry *other)
{
    char at[80];
    kb_entry_at(&l->kb, other, at, sizeof at);
    lint_say(l, file_no(l, en->file), en->line, "%s %s", what, at);
}

/* Kinds whose names mean one thing at a time, and those that may be shared by
 * what has no country ("Labour"). */
#define KINDS_SINGLE (1u << KB_COUNTRY | 1u << KB_BODY | 1u << KB_IGO | \
                      1u << KB_GROUP | 1u << KB_ORG)
#define KINDS_SHARED (1u << KB_GROUP | 1u << KB_ORG)

/* True when the form is that of the entry's name, once an entry. */
static bool is_name(const struct kb *kb, const struct kb_form *form)
{
    char key[KB_NAME_MAX + 1];
    const char *name = kb_str(kb, kb->entry[form->entry].name);
    size_t n = kb_fold(name, strlen(name), key, 0, sizeof key);
    return !strncmp(kb_str(kb, form->key), key, n) && !form->surname;
}

/* One name, two countries, at one time. Towns, regions and the short
 * names of states ("Congo") are told apart by what the report speaks of, and
 * are many; people too. */
static void check_homonym(struct lint *l, uint32_t k, uint32_t i)
{
    const struct kb *kb = &l->kb;
    const struct kb_entry *x = &kb->entry[kb->form[k].entry];
    const struct kb_entry *y = &kb->entry[kb->form[i].entry];
    const char *cx = kb_str(kb, x->country), *cy = kb_str(kb, y->country);
    if (x->kind != y->kind || x->country == y->country || !overlap(x, y) ||
        x->kind == KB_CITY || x->kind == KB_TOWN || x->kind == KB_REGION ||
        kb->form[i].surname || kb->form[k].surname ||
        kb->form[i].letters != kb->form[k].letters)
        return;
    bool shorts = x->kind == KB_COUNTRY && !is_name(kb, &kb->form[k]) &&
                  !is_name(kb, &kb->form[i]);
    if (*cx && *cy && !shorts && (KINDS_SINGLE >> x->kind & 1))
        tell_other(l, y, "the name is another country's at the same time in",
                   x);
    else if ((!*cx || !*cy) && (KINDS_SHARED >> x->kind & 1))
        tell_other(l, *cy ? y : x, "the name is given to one country, but "
                   "many share it in", *cy ? x : y);
    else
        tell_other(l, y, "note: the name means another country in", x);
}

/* How much of an entry others hide. */
struct shade {
    uint32_t forms, hidden; /* spellings */
    uint32_t by;            /* entry, of the last of them */
};

/* Looks at form i beside those of its key before it, [f, i). */
static void check_form(struct lint *l, uint32_t f, uint32_t i,
                       struct shade *shade)
{
    const struct kb *kb = &l->kb;
    const struct kb_form *form = &kb->form[i];
    const struct kb_entry *y = &kb->entry[form->entry];
    bool hidden = false;
    shade[form->entry].forms++;
    for (uint32_t k = f; k < i; k++) {
        const struct kb_entry *x = &kb->entry[kb->form[k].entry];
        check_homonym(l, k, i);
        if (!hides(x, y) || kb->form[k].letters > form->letters ||
            kb->form[k].surname != form->surname)
            continue;
        hidden = true;
        shade[form->entry].by = kb->form[k].entry;
    }
    shade[form->entry].hidden += hidden;
}

/* Two terms of one name in one file that are not the same and not apart. */
static void check_terms(struct lint *l, uint32_t f, uint32_t i)
{
    const struct kb *kb = &l->kb;
    const struct kb_entry *y = &kb->entry[kb->form[i].entry];
    for (uint32_t k = f; k < i; k++) {
        const struct kb_entry *x = &kb->entry[kb->form[k].entry];
        if (x->file != y->file || x->name != y->name || !same_fact(x, y) ||
            !overlap(x, y) || covers(x, y))
            continue;
        tell_other(l, y, "the term overlaps that of", x);
        return;
    }
}

static void check_entries(struct lint *l)
{
    const struct kb *kb = &l->kb;
    struct shade *shade =
        arena_get(&l->mem, (kb->n_entry + 1) * sizeof *shade);
    l->no_memory = l->no_memory || !shade;
    for (uint32_t f = 0, n; shade && f < kb->n_form; f += n) {
        n = run_of(kb, f);
        for (uint32_t i = f; i < f + n; i++) {
            check_form(l, f, i, shade);
            if (is_name(kb, &kb->form[i]))
                check_terms(l, f, i);
        }
    }
    for (uint32_t i = 0; shade && i < kb->n_entry; i++) {
        const struct kb_entry *by = &kb->entry[shade[i].by];
        if (shade[i].forms && shade[i].hidden == shade[i].forms)
            tell_other(l, &kb->entry[i],
                       by->file == kb->entry[i].file
                           ? "never reached: the same is said in"
                           : "note: the same is said in", by);
    }
}

/* True when the first n cells of rows a and b of a table are the same. */
static bool same_cells(const struct kb *kb, const struct kb_table *t,
                       uint32_t a, uint32_t b, uint32_t n)
{
    const uint32_t *cell = kb->cell + t->cell;
    return !memcmp(cell + a * t->n_col, cell + b * t->n_col,
                   n * sizeof *cell);
}

/* Rows of a plain table behind one that says the same, or that answers the
 * same question (all but the last two cells: the answer and its source). */
static void check_table(struct lint *l, const struct kb_table *t)
{
    const uint32_t *line = l->kb.cell + t->line;
    uint32_t all = t->n_col < 2 ? t->n_col : t->n_col - 1;
    uint32_t ask = all < 2 ? all : all - 1;
    for (uint32_t b = 1; b < t->n_row; b++) {
        for (uint32_t a = b; a-- > 0;) {
            if (l->kb.cell[t->cell + a * t->n_col] !=
                l->kb.cell[t->cell + b * t->n_col])
                break;
            if (!same_cells(&l->kb, t, a, b, ask))
                continue;
            bool same = same_cells(&l->kb, t, a, b, all);
            lint_say(l, file_no(l, t->name), line[b], same
                         ? "never reached: line %u says the same"
                         : "note: line %u answers the same question",
                     line[a]);
            break;
        }
    }
}

void lint_facts(struct lint *l)
{
    check_codes(l);
    check_entries(l);
    for (uint32_t i = 0; i < l->kb.n_table; i++)
        check_table(l, &l->kb.table[i]);
}
