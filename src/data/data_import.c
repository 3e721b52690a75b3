/* PETRARCH dictionaries to lexicons. A group is the records that share a
 * spelling. Its terms:
 *
 *   1. of each record, the roles with days, in their order; a day that an
 *      earlier role of the record has is not a later one's, but for the day
 *      on which one ends and the next begins, which is the next one's;
 *   2. of each record, its first role without days, on the days that no term
 *      of 1. holds, whichever record it is of.
 */
#include "data/petr_in.h"

#include <stdlib.h>
#include <string.h>

/* Days on which a code holds. */
struct tenure {
    day_no from, to; /* PETR_FIRST, PETR_LAST: open */
    const struct petr_code *code;
    uint32_t line;   /* of the record */
    const char *file;
    bool dated;
};

/* Terms of one group, its scratch. */
struct group {
    struct arena mem;
    TABLE(struct tenure) term;
    bool no_memory;
};

static void put_term(struct group *g, struct tenure t)
{
    if (!table_put(&g->mem, &g->term, t))
        g->no_memory = true;
}

/* Adds the days of t that none of the terms [beg, end) has. */
static void put_rest(struct group *g, struct tenure t, uint32_t beg,
                     uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        const struct tenure *o = &g->term.row[i];
        if (o->to < t.from || t.to < o->from)
            continue;
        struct tenure before = t;
        before.to = o->from - (o->from != PETR_FIRST);
        if (t.from < o->from)
            put_rest(g, before, i + 1, end);
        if (o->to >= t.to)
            return;
        t.from = g->term.row[i].to + 1;
    }
    put_term(g, t);
}

/* True when a later role of the record begins on the last day of role i. */
static bool handed_over(const struct petr *p, struct run roles, uint32_t i)
{
    const struct petr_role *r = &p->role.row[i];
    for (uint32_t k = i + 1; k < roles.end; k++) {
        if (p->role.row[k].dated && p->role.row[k].from == r->to)
            return r->from < r->to;
    }
    return false;
}

static struct tenure term_of(const struct petr *p, uint32_t record, uint32_t i)
{
    const struct petr_role *r = &p->role.row[i];
    const struct petr_record *rec = &p->record.row[record];
    struct tenure t = {PETR_FIRST, PETR_LAST, &r->code, rec->line, rec->file,
                     r->dated};
    if (r->dated) {
        t.from = r->from;
        t.to = r->to - handed_over(p, rec->role, i);
    }
    return t;
}

static void dated_terms(const struct petr *p, uint32_t record,
                        struct group *g)
{
    struct run roles = p->record.row[record].role;
    uint32_t own = g->term.n;
    for (uint32_t i = roles.beg; i < roles.end; i++) {
        if (p->role.row[i].dated && !p->role.row[i].code.null)
            put_rest(g, term_of(p, record, i), own, g->term.n);
    }
}

static void open_term(const struct petr *p, uint32_t record, struct group *g,
                      uint32_t dated)
{
    struct run roles = p->record.row[record].role;
    for (uint32_t i = roles.beg; i < roles.end; i++) {
        if (p->role.row[i].dated)
            continue;
        if (!p->role.row[i].code.null)
            put_rest(g, term_of(p, record, i), 0, dated);
        return;
    }
}

static int by_code(const struct petr_code *x, const struct petr_code *y)
{
    int c = strcmp(x->country, y->country);
    return c ? c : strcmp(x->sector, y->sector);
}

static int by_term(const void *a, const void *b)
{
    const struct tenure *x = a, *y = b;
    int c = by_code(x->code, y->code);
    if (c)
        return c;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Sorts the terms by code and joins those of one code that touch. */
static void join(struct group *g)
{
    uint32_t n = 0;
    if (g->term.n)
        qsort(g->term.row, g->term.n, sizeof *g->term.row, by_term);
    for (uint32_t i = 0; i < g->term.n; i++) {
        struct tenure *t = &g->term.row[i];
        struct tenure *last = n ? &g->term.row[n - 1] : NULL;
        bool touch = last && !by_code(last->code, t->code) &&
                     (last->to == PETR_LAST || t->from <= last->to + 1);
        if (!touch)
            g->term.row[n++] = *t;
        else if (t->to > last->to)
            last->to = t->to;
    }
    g->term.n = n;
}

/* Kind of a name by all its terms: people are those with a place in public
 * life, with days in an office, or of two countries in turn. */
static uint8_t kind_of(const struct group *g)
{
    const struct tenure *first = &g->term.row[0];
    bool person = false;
    for (uint32_t i = 0; i < g->term.n; i++) {
        const struct tenure *t = &g->term.row[i];
        bool office = t->dated && *t->code->sector && *t->code->country &&
                      first->code->kind != KB_IGO;
        person = person || t->code->elite || office ||
                 strcmp(t->code->country, first->code->country) != 0;
    }
    return person ? KB_PERSON : first->code->kind;
}

static void put_day(struct buf *b, day_no day)
{
    int y, m, d;
    buf_char(b, '\t');
    if (day == PETR_FIRST || day == PETR_LAST)
        return;
    doc_ymd(day, &y, &m, &d);
    buf_int(b, y);
    buf_text(b, m < 10 ? "-0" : "-");
    buf_int(b, m);
    buf_text(b, d < 10 ? "-0" : "-");
    buf_int(b, d);
}

static void put_cell(struct buf *b, const char *s)
{
    buf_char(b, '\t');
    buf_text(b, s);
}

/* Groups and organisations have a short name, of bodies of states those that
 * have no code of their own. */
static bool has_group(uint8_t kind, const struct petr_code *c)
{
    return kind == KB_GROUP || kind == KB_ORG ||
           (kind == KB_IGO && !strcmp(c->country, "IGO"));
}

/* A line for each term: name, forms, kind, country, sector, group, from, to,
 * note, source. */
static void put_lines(struct petr *p, const struct group *g, uint8_t kind,
                      const char *name, const char *forms)
{
    struct buf *b = &p->out->actors;
    for (uint32_t i = 0; i < g->term.n; i++) {
        const struct tenure *t = &g->term.row[i];
        buf_text(b, name);
        put_cell(b, forms);
        put_cell(b, kb_kind_name[kind]);
        put_cell(b, t->code->country);
        put_cell(b, t->code->sector);
        put_cell(b, has_group(kind, t->code) ? name : "");
        put_day(b, t->from);
        put_day(b, t->to);
        petr_note(b, t->file, t->line);
        p->out->n_actor++;
    }
}

/* Tells of the first two terms that hold on one day. */
static void tell_rival(struct petr *p, const struct group *g, const char *name)
{
    for (uint32_t i = 0; i < g->term.n; i++) {
        for (uint32_t k = i + 1; k < g->term.n; k++) {
            const struct tenure *x = &g->term.row[i], *y = &g->term.row[k];
            if (x->to < y->from || y->to < x->from)
                continue;
            p->out->n_rival++;
            p->file = y->file;
            petr_say(p, y->line, "note: \"%s\" is %s%s and %s%s at one time",
                     name, x->code->country, x->code->sector,
                     y->code->country, y->code->sector);
            return;
        }
    }
}

/* Makes the terms of the records and writes them under the spellings
 * [phrase, phrase + n), each with another key. */
static void write_group(struct petr *p, struct group *g,
                        const uint32_t *record, uint32_t n_record,
                        const struct petr_phrase **phrase, uint32_t n)
{
    struct buf forms = {0};
    g->term.n = 0;
    for (uint32_t i = 0; i < n_record; i++)
        dated_terms(p, record[i], g);
    uint32_t dated = g->term.n;
    for (uint32_t i = 0; i < n_record; i++)
        open_term(p, record[i], g, dated);
    join(g);
    uint8_t kind = g->term.n ? kind_of(g) : KB_ORG;
    for (uint32_t i = 0; i < n; i++) {
        petr_capitals(phrase[i]->text, kind);
        buf_text(&forms, i > 1 ? "|" : "");
        buf_text(&forms, i ? phrase[i]->text : "");
    }
    if (n && g->term.n) {
        put_lines(p, g, kind, phrase[0]->text, buf_str(&forms));
        tell_rival(p, g, phrase[0]->text);
    }
    g->no_memory = g->no_memory || forms.fail;
    buf_free(&forms);
}

static int by_key(const void *a, const void *b)
{
    const struct petr_phrase *x = *(const struct petr_phrase *const *)a;
    const struct petr_phrase *y = *(const struct petr_phrase *const *)b;
    int c = strcmp(x->key, y->key);
    return c ? c : (x->no > y->no) - (x->no < y->no);
}

/* The records of the phrases [0, n), which have one key, each once; returns
 * their number. */
static uint32_t records_of(const struct petr_phrase **phrase, uint32_t n,
                           uint32_t *record)
{
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!m || record[m - 1] != phrase[i]->record)
            record[m++] = phrase[i]->record;
    }
    return m;
}

/* Writes spellings of several records; those of one alone are marked in
 * `own`, by their place in the dictionary. */
static void write_shared(struct petr *p, struct group *g,
                         const struct petr_phrase **sorted, uint32_t *record,
                         bool *own)
{
    for (uint32_t i = 0, n; i < p->phrase.n; i += n) {
        for (n = 1; i + n < p->phrase.n &&
                    !strcmp(sorted[i]->key, sorted[i + n]->key);)
            n++;
        p->out->n_spelling++;
        uint32_t m = records_of(sorted + i, n, record);
        if (m == 1) {
            own[sorted[i]->no] = true;
            continue;
        }
        p->out->n_shared++;
        write_group(p, g, record, m, sorted + i, 1);
    }
}

/* Writes each record under the spellings that are its own. */
static void write_own(struct petr *p, struct group *g,
                      const struct petr_phrase **list, const bool *own)
{
    for (uint32_t i = 0, k = 0; i < p->record.n; i++) {
        uint32_t n = 0;
        for (; k < p->phrase.n && p->phrase.row[k].record == i; k++) {
            if (own[k])
                list[n++] = &p->phrase.row[k];
        }
        struct run roles = p->record.row[i].role;
        p->out->n_bare += roles.beg == roles.end;
        write_group(p, g, &i, 1, list, n);
    }
}

void petr_write(struct petr *p)
{
    uint32_t n = p->phrase.n;
    struct group g = {.no_memory = false};
    const struct petr_phrase **sorted =
        arena_get(&p->mem, (n + 1) * sizeof *sorted);
    uint32_t *record = arena_get(&p->mem, (n + 1) * sizeof *record);
    bool *own = arena_get(&p->mem, n + 1);
    if (sorted && record && own) {
        for (uint32_t i = 0; i < n; i++)
            sorted[i] = &p->phrase.row[i];
        qsort(sorted, n, sizeof *sorted, by_key);
        write_shared(p, &g, sorted, record, own);
        write_own(p, &g, sorted, own);
    } else {
        g.no_memory = true;
    }
    arena_free(&g.mem);
    p->no_memory = p->no_memory || g.no_memory;
}

enum rc data_import(const struct kb *kb, const struct kb_file *file,
                    uint32_t n_actor, uint32_t n, struct data_import *out,
                    struct err *e)
{
    struct petr p = {.kb = kb, .out = out};
    buf_text(&out->actors, "#! - name forms kind country sector group from to "
             "note source\n");
    buf_text(&out->agents, "#! agent name forms plural sector note source\n");
    for (uint32_t i = 0; i < n; i++)
        i < n_actor ? petr_actors(&p, &file[i]) : petr_agents(&p, &file[i]);
    if (!p.no_memory)
        petr_write(&p);
    out->n_record = p.record.n;
    out->n_phrase = p.phrase.n;
    out->n_role = p.role.n;
    arena_free(&p.mem);
    if (p.no_memory)
        return err_set(e, E_NOMEM, 0, "out of memory");
    TRY(buf_rc(&out->actors, e));
    TRY(buf_rc(&out->agents, e));
    return buf_rc(&out->report, e);
}

void data_import_free(struct data_import *d)
{
    buf_free(&d->actors);
    buf_free(&d->agents);
    buf_free(&d->report);
}
