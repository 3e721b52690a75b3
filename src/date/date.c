#include "date/date_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kb/kb.h"

static const char *const kind_names[] = {
    "", "weekday", "month", "number", "ordinal", "unit", "toward", "ago",
    "today", "part", "season", "edge", "vague",
};

static uint8_t kind_of(const char *name)
{
    for (uint8_t i = 1; i < sizeof kind_names / sizeof *kind_names; i++) {
        if (strcmp(kind_names[i], name) == 0)
            return i;
    }
    return D_NOT;
}

/* Numbers in figures: days, counts, years, "1990s", "12th". */
static struct item figures(const char *low)
{
    size_t n = strspn(low, "0123456789");
    struct item it = {D_NOT, n && n < 6 ? atoi(low) : -1};
    const char *rest = low + n;
    if (it.value < 0)
        return it;
    bool year = n == 4 && it.value >= 1000 && it.value <= 2100;
    if (!rest[0])
        it.kind = year ? D_YEAR : D_NUMBER;
    else if (strcmp(rest, "s") == 0 && year && it.value % 10 == 0)
        it.kind = D_DECADE;
    else if (n <= 2 && (!strcmp(rest, "st") || !strcmp(rest, "nd") ||
                        !strcmp(rest, "rd") || !strcmp(rest, "th")))
        it.kind = D_ORDINAL;
    return it;
}

static struct item classify(const struct kb *kb, const struct doc *d,
                            uint32_t t)
{
    char low[24];
    if (!doc_low(d, t, low, sizeof low))
        return (struct item){D_NOT, 0};
    if (low[0] >= '0' && low[0] <= '9')
        return figures(low);
    size_t n = strlen(low);
    if (n > 2 && low[n - 1] == '.')
        low[n - 1] = '\0';
    const char *kind = kb_get(kb, "date_words", low, 1);
    const char *value = kb_get(kb, "date_words", low, 2);
    if (!kind || !value)
        return (struct item){D_NOT, 0};
    struct item it = {kind_of(kind), atoi(value)};
    if (it.kind == D_UNIT)
        it.value = value[0];
    if ((it.kind == D_WEEKDAY || it.kind == D_MONTH) &&
        d->tok.row[t].shape == SHAPE_LOWER)
        it.kind = D_NOT;
    return it;
}

static bool intends(const struct kb *kb, const struct doc *d, uint32_t t)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    const char *kind = lemma ? kb_get(kb, "date_words", lemma, 1) : NULL;
    return kind && strcmp(kind, "intend") == 0;
}

static bool future_aux(const struct doc *d, uint32_t t)
{
    return doc_lemma_is(d, t, "will") || doc_lemma_is(d, t, "shall") ||
           doc_is(d, t, "'ll") || doc_is(d, t, "would");
}

/* Marks the tokens whose clause tells of the future: an auxiliary such as
 * "will", or an infinitive under a verb of intending ("plans to visit"), and
 * that verb too when it is passive ("are expected on Friday to visit"). */
static bool *futures(const struct kb *kb, const struct doc *d, struct work *w)
{
    bool *is = arena_get(&w->mem, d->tok.n + 1);
    for (uint32_t t = 0; is && t < d->tok.n; t++) {
        uint32_t h = d->dep.row[t].head;
        if (h == NONE)
            continue;
        if (d->dep.row[t].rel == REL_AUX && future_aux(d, t))
            is[h] = true;
        if (d->dep.row[t].rel != REL_XCOMP || !intends(kb, d, h))
            continue;
        is[t] = true;
        uint32_t aux = doc_child(d, h, REL_AUX, 0);
        if (aux != NONE && doc_lemma_is(d, aux, "be"))
            is[h] = true;
    }
    return is;
}

/* Nearest verb above a token: its clause. */
static uint32_t clause_of(const struct doc *d, uint32_t t)
{
    while (d->dep.row[t].head != NONE && d->tag.row[t].upos != UPOS_VERB)
        t = d->dep.row[t].head;
    return t;
}

/* The ISO 8601 form of a span of days: a day, a month, a year, or two days. */
static void spell(const struct found *f, char *out, size_t cap)
{
    int y, m, d, y2, m2, d2;
    if (f->from == NO_DAY && f->to == NO_DAY) {
        out[0] = '\0';
        return;
    }
    day_no from = f->from == NO_DAY ? f->to : f->from;
    day_no to = f->to == NO_DAY ? from : f->to;
    doc_ymd(from, &y, &m, &d);
    doc_ymd(to, &y2, &m2, &d2);
    if (from == to)
        snprintf(out, cap, "%04d-%02d-%02d", y, m, d);
    else if (y == y2 && m == 1 && d == 1 && m2 == 12 && d2 == 31)
        snprintf(out, cap, "%04d", y);
    else if (y == y2 && m == m2 && d == 1 &&
             to + 1 == doc_day(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1))
        snprintf(out, cap, "%04d-%02d", y, m);
    else
        snprintf(out, cap, "%04d-%02d-%02d/%04d-%02d-%02d", y, m, d, y2, m2,
                 d2);
}

static enum rc put(struct doc *d, uint32_t t, struct found f, struct err *e)
{
    if (!f.value[0])
        spell(&f, f.value, sizeof f.value);
    struct date row = {.at = {t, f.end}, .from = f.from, .to = f.to,
                       .basis = f.basis, .vague = f.vague};
    row.by = doc_str(d, f.by, strlen(f.by));
    row.value = doc_str(d, f.value, strlen(f.value));
    if (!row.by || (f.value[0] && !row.value) ||
        !table_put(&d->mem, &d->date, row))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

enum rc date_run(const struct kb *kb, struct work *w, struct doc *d,
                 struct err *e)
{
    struct item *item = arena_get(&w->mem, (d->tok.n + 1) * sizeof *item);
    bool *future = futures(kb, d, w);
    if (!item || !future)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t t = 0; t < d->tok.n; t++)
        item[t] = classify(kb, d, t);
    struct dater r = {d, item, d->day, false};
    for (uint32_t t = 0; t < d->tok.n; t++) {
        r.future = future[clause_of(d, t)];
        struct found f = date_at(&r, t);
        if (f.end <= t)
            continue;
        TRY(put(d, t, f, e));
        t = f.end - 1;
    }
    return OK;
}
