#include "event/event_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "link/link.h"
#include "kb/kb_value.h"

struct events {
    const struct kb *kb;
    struct work *w;
    struct doc *d;
    struct err *e;
};

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

/* Mentions of the arguments of a role; a person named twice counts once. */
static enum rc put_mentions(struct events *s, const struct frame *f,
                            uint8_t role, struct rows *out)
{
    struct doc *d = s->d;
    *out = link_list(d);
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role != role)
            continue;
        uint32_t m = doc_mention_at(d, d->arg.row[i].at);
        bool have = m == NONE;
        for (uint32_t k = 0; k < out->n && !have; k++)
            have = d->list.row[out->beg + k] == m;
        if (!have && !link_put(d, out, m))
            return no_memory(s->e);
    }
    return OK;
}

static bool in_rows(const struct doc *d, struct rows r, uint32_t m)
{
    for (uint32_t k = 0; k < r.n; k++) {
        struct run a = d->mention.row[d->list.row[r.beg + k]].at;
        struct run b = d->mention.row[m].at;
        if (a.beg < b.end && b.beg < a.end)
            return true;
    }
    return false;
}

/* A side that the frame leaves open, when the grammar names it. */
static enum rc fill(struct events *s, struct rows *side, struct rows other,
                    uint32_t m)
{
    if (side->n || m == NONE || in_rows(s->d, other, m))
        return OK;
    *side = link_list(s->d);
    return link_put(s->d, side, m) ? OK : no_memory(s->e);
}

/* The trigger with its particle ("called off"). */
static struct span trigger_of(const struct doc *d, uint32_t t)
{
    struct run r = {t, t + 1};
    if (r.end < d->tok.n && d->dep.row[r.end].head == t &&
        d->dep.row[r.end].rel == REL_COMPOUND &&
        d->tag.row[r.end].upos != UPOS_NOUN &&
        d->tag.row[t].upos == UPOS_VERB)
        r.end++;
    return doc_span(d, r);
}

enum { LONG_AGO = 366 }; /* days: an event before is history */

static void put_date(struct events *s, struct event *v, uint32_t row,
                     uint32_t anchor)
{
    const struct doc *d = s->d;
    link_head(d, &v->h, row, anchor);
    if (v->h.date != NONE) {
        const struct date *t = &d->date.row[v->h.date];
        if (d->day != NO_DAY && t->to != NO_DAY && t->to < d->day - LONG_AGO)
            v->fact |= FACT_HIST;
        if (d->day != NO_DAY && t->from > d->day && v->quad != 3)
            v->fact |= FACT_FUT;
    }
    if (v->reported_by == NONE)
        return;
    const struct statement *by = &d->statement.row[v->reported_by];
    link_head_date(&v->h, &by->h);
    if (v->quad == 4 && by->h.frame != NONE)
        v->fact |= event_claimed(s->kb, d, d->frame.row[by->h.frame].anchor);
}

static str_id rule_of(struct events *s, const struct event *v, uint32_t t)
{
    const char *mode = label_mode_table[v->mode].mode;
    const char *lemma = doc_text(s->d, s->d->tag.row[t].lemma);
    char text[120];
    int n = snprintf(text, sizeof text, "frame:%s%s%s/%.40s",
                     label_category[v->category], mode ? "/" : "",
                     mode ? mode : "", lemma ? lemma : "");
    return doc_str(s->d, text, (size_t)n);
}

static void put_scores(struct events *s, struct event *v, uint32_t t)
{
    const struct label_mode *m = &label_mode_table[v->mode];
    if (!m->mode)
        m = &label_category_table[v->category];
    v->quad = m->quad;
    v->score = m->score;
    const char *code = event_code(s->kb, s->d, v, t);
    v->cameo = doc_str(s->d, code, strlen(code));
    v->goldstein = event_goldstein(s->kb, code);
}

/* Do the words of the event in this row of d->frame, which is in the order of
 * anchors, tell a position too? Then its sides are those of the engagement. */
static bool takes_stand(const struct doc *d, uint32_t row)
{
    uint32_t anchor = d->frame.row[row].anchor, i = row;
    while (i > 0 && d->frame.row[i - 1].anchor == anchor)
        i--;
    for (; i < d->frame.n && d->frame.row[i].anchor == anchor; i++) {
        if (d->frame.row[i].type == FRAME_POSITION)
            return true;
    }
    return false;
}

static enum rc put_frame(struct events *s, uint32_t row)
{
    struct doc *d = s->d;
    const struct frame *f = &d->frame.row[row];
    const char *veto = event_veto(s->kb, d, f->cls, f->anchor);
    struct span at = d->tok.row[f->anchor].at;
    if (veto) {
        struct note n = {d->sent_of.row[f->anchor], at,
                         "a word beside it says that it is no event"};
        return table_put(&d->mem, &d->note, n) ? OK : no_memory(s->e);
    }
    struct event v = {.category = f->cls, .mode = f->mode, .ctx = f->ctx};
    v.fact = f->fact | event_fact(s->kb, d, f->anchor);
    TRY(put_mentions(s, f, ROLE_ACTOR, &v.actor));
    TRY(put_mentions(s, f, ROLE_RECIPIENT, &v.recipient));
    TRY(fill(s, &v.actor, v.recipient, event_doer(d, f->anchor)));
    TRY(fill(s, &v.recipient, v.actor, event_target(d, f->anchor)));
    if (v.actor.n == 1 && takes_stand(d, row))
        TRY(fill(s, &v.recipient, v.actor,
                 event_other_side(d, f->anchor,
                                  d->list.row[v.actor.beg])));
    v.trigger = trigger_of(d, f->anchor);
    v.reported_by = link_statement(d, v.trigger, NONE);
    v.place = event_place(s->kb, d, f);
    put_scores(s, &v, f->anchor);
    put_date(s, &v, row, f->anchor);
    v.h.p = kb_calibrate(s->kb, "event", f->p);
    v.h.rule = rule_of(s, &v, f->anchor);
    if (!v.h.rule || !table_put(&d->mem, &d->event, v))
        return no_memory(s->e);
    return OK;
}

/* How sure an act is that plain words tell, before calibration. */
#define ACT_P 0.5f

static bool is_event(const struct doc *d, uint32_t t)
{
    struct span at = d->tok.row[t].at;
    for (uint32_t i = d->event.n; i-- > 0;) {
        struct span e = d->event.row[i].trigger;
        if (e.beg < at.end && at.beg < e.end)
            return true;
    }
    return false;
}

/* The act of a condition that verb t tells, when it has a doer or a sufferer
 * and no frame has it. */
static enum rc put_act(struct events *s, uint32_t t)
{
    struct doc *d = s->d;
    struct event v;
    char key[EVENT_ACT_MAX], text[EVENT_ACT_MAX + 16];
    if (!event_act(s->kb, d, t, &v, key) || is_event(d, t))
        return OK;
    v.actor = link_list(d);
    TRY(fill(s, &v.actor, v.recipient, event_doer(d, t)));
    v.recipient = link_list(d);
    TRY(fill(s, &v.recipient, v.actor, event_target(d, t)));
    if (!v.actor.n && !v.recipient.n)
        return OK;
    v.trigger = trigger_of(d, t);
    v.reported_by = link_statement(d, v.trigger, NONE);
    v.place = NONE;
    put_scores(s, &v, t);
    put_date(s, &v, NONE, t);
    v.h.p = kb_calibrate(s->kb, "event", ACT_P);
    int n = snprintf(text, sizeof text, "event_acts:%s", key);
    v.h.rule = doc_str(d, text, (size_t)n);
    return v.h.rule && table_put(&d->mem, &d->event, v) ? OK
                                                        : no_memory(s->e);
}

static int by_place(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    if (x->h.sent != y->h.sent)
        return x->h.sent < y->h.sent ? -1 : 1;
    if (x->trigger.beg != y->trigger.beg)
        return x->trigger.beg < y->trigger.beg ? -1 : 1;
    if (x->category != y->category)
        return x->category < y->category ? -1 : 1;
    return x->h.frame < y->h.frame ? -1 : x->h.frame > y->h.frame;
}

enum rc event_run(const struct kb *kb, struct work *w, struct doc *d,
                  struct err *e)
{
    struct events s = {kb, w, d, e};
    for (uint32_t i = 0; i < d->frame.n; i++) {
        if (d->frame.row[i].type == FRAME_EVENT)
            TRY(put_frame(&s, i));
    }
    for (uint32_t t = 0; t < d->tok.n; t++)
        TRY(put_act(&s, t));
    if (d->event.n)
        qsort(d->event.row, d->event.n, sizeof *d->event.row, by_place);
    return OK;
}
