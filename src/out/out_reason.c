#include "out/out_reason.h"

#include <string.h>

enum { NAME = 12 }; /* columns of the names of reasons */

const char *reason_class(uint8_t type, uint8_t cls)
{
    static const char *const statement[N_STM] = {
        "none", "cue", "quotation",
    };
    switch (type) {
    case FRAME_EVENT:
        return cls ? label_category[cls] : "none";
    case FRAME_STATEMENT:
        return statement[cls < N_STM ? cls : STM_NONE];
    case FRAME_POSITION:
        return cls ? label_stance[cls] : "none";
    default:
        return cls ? label_shift[cls] : "none";
    }
}

void reason_number(struct pen *w, float p)
{
    buf_fixed(&w->line, (double)p, 2);
}

void reason_begin(struct pen *w, const char *name)
{
    pen_blanks(&w->line, REASON_HANG - NAME);
    pen_mark(w, SET_DIM);
    pen_say(w, name);
    pen_mark(w, SET_PLAIN);
    size_t n = strlen(name);
    pen_blanks(&w->line, n < NAME ? NAME - (uint32_t)n : 1);
}

void reason_end(struct pen *w)
{
    pen_flush(w, REASON_HANG);
}

/* ------------------------------------------------------------ the reasons */

static void why_frame(struct pen *w, const struct head *h)
{
    const struct doc *d = w->d;
    if (h->frame == NONE)
        return;
    const struct frame *f = &d->frame.row[h->frame];
    reason_begin(w, "network");
    pen_cited(w, d->tok.row[f->anchor].at);
    pen_say(w, f->type == FRAME_EVENT ? " tells an " : " tells a ");
    pen_say(w, label_frame[f->type]);
    pen_say(w, " ");
    reason_number(w, f->p_anchor);
    pen_say(w, ": ");
    pen_styled(w, SET_CODE, reason_class(f->type, f->cls));
    pen_say(w, " ");
    reason_number(w, f->p);
    pen_say(w, ", next ");
    pen_say(w, reason_class(f->type, f->rival));
    pen_say(w, " ");
    reason_number(w, f->p_rival);
    if (f->type == FRAME_EVENT && label_mode_table[f->mode].mode) {
        pen_say(w, "; mode ");
        pen_say(w, label_mode_table[f->mode].mode);
        pen_say(w, " ");
        reason_number(w, f->p_mode);
    } else if (f->type == FRAME_POSITION) {
        pen_say(w, "; ");
        pen_say(w, label_engagement[f->kind]);
        pen_say(w, " ");
        reason_number(w, f->p_kind);
    }
    reason_end(w);
}

static void why_rule(struct pen *w, const struct head *h)
{
    reason_begin(w, "rule");
    pen_say(w, doc_text(w->d, h->rule) ? doc_text(w->d, h->rule) : "-");
    pen_say(w, "; confidence ");
    reason_number(w, h->p);
    if (h->frame != NONE) {
        pen_say(w, ", the share of right ones where the network says ");
        reason_number(w, w->d->frame.row[h->frame].p);
    }
    reason_end(w);
}

static void why_date(struct pen *w, const struct head *h)
{
    char iso[16];
    reason_begin(w, "date");
    if (h->date == NONE || h->date >= w->d->date.n) {
        pen_say(w, "the report's own: nothing in the clause tells another");
        reason_end(w);
        return;
    }
    const struct date *t = &w->d->date.row[h->date];
    pen_cited(w, doc_span(w->d, t->at));
    pen_say(w, " is ");
    pen_say(w, doc_text(w->d, t->value) ? doc_text(w->d, t->value) : "vague");
    if (h->day != NO_DAY) {
        out_day(h->day, iso);
        pen_say(w, ", from ");
        pen_say(w, iso);
    }
    pen_say(w, " (");
    pen_say(w, out_basis[h->basis]);
    pen_say(w, ", ");
    pen_say(w, doc_text(w->d, t->by) ? doc_text(w->d, t->by) : "-");
    pen_say(w, ")");
    reason_end(w);
}

/* What a mention takes up, and by which rule. */
static void why_chain(struct pen *w, uint32_t m)
{
    const struct mention *x = &w->d->mention.row[m];
    if (x->antecedent == NONE || x->antecedent >= w->d->mention.n)
        return;
    pen_say(w, "; takes up ");
    pen_cited(w, doc_span(w->d, w->d->mention.row[x->antecedent].at));
    pen_say(w, " (");
    pen_say(w, doc_text(w->d, x->by) ? doc_text(w->d, x->by) : "-");
    pen_say(w, " ");
    reason_number(w, x->p);
    pen_say(w, ")");
}

static void why_actor(struct pen *w, const char *role, uint32_t m)
{
    const struct doc *d = w->d;
    if (m >= d->entity.n)
        return;
    const struct entity *n = &d->entity.row[m];
    reason_begin(w, role);
    pen_cited(w, doc_span(d, d->mention.row[m].at));
    if (!pen_code(d, m)) {
        pen_say(w, " has no code");
    } else {
        pen_say(w, " is ");
        pen_styled(w, SET_CODE, pen_code(d, m));
        pen_say(w, " by ");
        pen_say(w, out_via[n->via] ? out_via[n->via] : "nothing");
    }
    if (n->entry) {
        pen_say(w, ", ");
        pen_say(w, doc_text(d, n->entry));
    }
    if (n->office) {
        pen_say(w, ", office ");
        pen_say(w, doc_text(d, n->office));
    }
    if (n->ambiguous) {
        pen_say(w, ", or ");
        pen_say(w, doc_text(d, n->ambiguous));
    }
    why_chain(w, m);
    reason_end(w);
}

static void why_list(struct pen *w, const char *role, struct rows r)
{
    for (uint32_t i = 0; i < r.n; i++)
        why_actor(w, role, w->d->list.row[r.beg + i]);
}

static void why_place(struct pen *w, uint32_t row)
{
    if (row >= w->d->place.n)
        return;
    const struct place *p = &w->d->place.row[row];
    const char *entry = doc_text(w->d, p->entry);
    reason_begin(w, "place");
    pen_cited(w, doc_span(w->d, p->at));
    pen_say(w, " is a ");
    pen_say(w, out_precision[p->precision]);
    if (p->country) {
        pen_say(w, " in ");
        pen_say(w, doc_text(w->d, p->country));
    }
    if (entry) {
        pen_say(w, ", ");
        pen_say(w, entry);
    }
    reason_end(w);
}

static void why_event(struct pen *w, uint32_t row)
{
    const struct event *v = &w->d->event.row[row];
    why_frame(w, &v->h);
    why_rule(w, &v->h);
    why_list(w, "actor", v->actor);
    why_list(w, "recipient", v->recipient);
    why_date(w, &v->h);
    why_place(w, v->place);
}

static void why_statement(struct pen *w, uint32_t row)
{
    const struct statement *s = &w->d->statement.row[row];
    why_frame(w, &s->h);
    why_rule(w, &s->h);
    why_actor(w, "speaker", s->speaker);
    why_list(w, "addressee", s->addressee);
    why_date(w, &s->h);
}

static void why_position(struct pen *w, uint32_t row)
{
    const struct position *p = &w->d->position.row[row];
    why_frame(w, &p->h);
    why_rule(w, &p->h);
    why_actor(w, "holder", p->holder);
    for (uint32_t i = p->term.beg; i < p->term.end; i++) {
        const struct term *t = &w->d->term.row[i];
        reason_begin(w, "term");
        pen_styled(w, SET_CODE, label_term[t->relation]);
        pen_say(w, " ");
        pen_cited(w, t->at);
        pen_say(w, " ");
        reason_number(w, t->p);
        reason_end(w);
    }
    why_date(w, &p->h);
}

static void why_shift(struct pen *w, uint32_t row)
{
    const struct shift *s = &w->d->shift.row[row];
    why_frame(w, &s->h);
    why_rule(w, &s->h);
}

void reason_put(struct pen *w, const struct item *it)
{
    static void (*const why[N_REC])(struct pen *, uint32_t) = {
        NULL, why_statement, why_event, why_position, why_shift, NULL,
    };
    pen_item(w, it);
    if (why[it->kind])
        why[it->kind](w, it->row);
    buf_char(w->b, '\n');
}

