#include "date/date_in.h"

#include "kb/kb.h"

#include <stdio.h>
#include <string.h>

/* The value: as the rule wrote it or made of the days, with the time. */
static void spell(struct found *f)
{
    if (!f->value[0])
        cal_spell(f, f->value, sizeof f->value);
    size_t n = strlen(f->value);
    if (f->time[0] && f->from != NO_DAY && f->from == f->to)
        snprintf(f->value + n, sizeof f->value - n, "%s", f->time);
}

/* The day that what was found at piece i counts from: without the day the text
 * has come to it would mean another, or else the report's. */
static day_no anchor_of(const struct dater *r, uint32_t i,
                        const struct found *f)
{
    struct dater plain = *r;
    if (f->basis != BASIS_RELATIVE || (f->from == NO_DAY && f->to == NO_DAY))
        return NO_DAY;
    plain.focus = NO_DAY;
    struct found g = date_at(&plain, i);
    bool same = g.end == f->end && g.from == f->from && g.to == f->to;
    return same ? r->anchor : r->focus;
}

static enum rc put(struct doc *d, struct run at, struct found *f,
                   day_no anchor, struct err *e)
{
    spell(f);
    struct date row = {.at = at, .from = f->from, .to = f->to,
                       .anchor = anchor, .basis = f->basis, .kind = f->kind,
                       .mod = f->mod};
    row.vague = f->from == NO_DAY && f->to == NO_DAY;
    row.by = doc_str(d, f->by, strlen(f->by));
    row.value = doc_str(d, f->value, strlen(f->value));
    if (!row.by || (f->value[0] && !row.value) ||
        !table_put(&d->mem, &d->date, row))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

/* Whether an expression may begin at piece i; most words of a text cannot,
 * and small words only before one that can. */
static bool may_begin(const struct dater *r, uint32_t i)
{
    const struct piece *p = &r->piece[i];
    bool next = i + 1 < r->n && p[1].kind != P_OTHER;
    if (!p->first)
        return false;
    switch (p->kind) {
    case P_OTHER:
        return date_named(r, i).end != 0;
    case P_LABEL: case P_MEASURE: case P_INTEND: case P_CLOCK:
        return false;
    case P_LEAD: case P_THE: case P_ONE: case P_SOME: case P_FILL:
        return next;
    default:
        return true;
    }
}

enum { FOCUS_SENTENCES = 1 }; /* how long a year stays in mind */

enum { NEAR_DAYS = 60 };

/* Later words count from a day that the text has named before. */
static void remember(struct dater *r, const struct found *f, uint32_t now)
{
    int m, d;
    if (f->from == NO_DAY || f->mod > MOD_END || f->kind > DATE_RANGE ||
        f->value[0] == 'P')
        return;
    r->focus = f->from;
    r->focus_unit = f->unit;
    if (f->basis != BASIS_EXPLICIT && r->anchor != NO_DAY &&
        f->from > r->anchor - NEAR_DAYS)
        r->focus_year = 0; /* the text has come back to its own days */
    if (f->basis != BASIS_EXPLICIT || (f->yearless && !r->focus_year) ||
        (f->unit != 'D' && f->unit != 'M'))
        return;
    doc_ymd(f->from, &r->focus_year, &m, &d);
    r->focus_sent = now;
}

/* Reads the expressions of the pieces [i, r->n): one sentence. */
static enum rc read_sentence(struct dater *r, uint32_t i, const uint8_t *tense,
                             struct doc *d, struct err *e)
{
    uint32_t now = i < r->n ? d->sent_of.row[r->piece[i].tok] : 0;
    for (; i < r->n; i++) {
        if (!may_begin(r, i))
            continue;
        r->tense = date_tense(d, tense, r->piece[i].tok);
        if (now > r->focus_sent + FOCUS_SENTENCES)
            r->focus_year = 0;
        struct found f = date_at(r, i);
        if (f.end <= i || !r->piece[f.end - 1].last)
            continue;
        struct run at = {r->piece[i].tok, r->piece[f.end - 1].tok + 1};
        TRY(put(d, at, &f, anchor_of(r, i, &f), e));
        remember(r, &f, now);
        i = f.end - 1;
    }
    return OK;
}

enum rc date_run(const struct kb *kb, struct work *w, struct doc *d,
                 struct err *e)
{
    uint8_t *tense = date_tenses(kb, d, &w->mem);
    struct dater r = {.d = d, .kb = kb, .anchor = d->day, .focus = NO_DAY};
    uint32_t n, i = 0;
    r.names = kb ? kb_table(kb, "date_names") : NULL;
    r.piece = date_pieces(kb, d, &w->mem, &n);
    if (!tense || !r.piece)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t s = 0; s < d->sent.n; s++, i = r.n) {
        for (r.n = i; r.n < n && r.piece[r.n].tok < d->sent.row[s].end;)
            r.n++;
        TRY(read_sentence(&r, i, tense, d, e));
    }
    return OK;
}
