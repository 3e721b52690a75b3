/* What the reasons of all records share: how a line is made, the network, the
 * rule, the date, who tells it. */
#include "why/why_in.h"

#include <string.h>

enum { NAME = 12 }; /* columns of the names of reasons */

const char *why_class(uint8_t type, uint8_t cls)
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

void why_number(struct pen *w, float p)
{
    buf_fixed(&w->line, (double)p, 2);
}

void why_begin(struct pen *w, const char *name)
{
    pen_blanks(&w->line, WHY_HANG - NAME);
    pen_mark(w, SET_DIM);
    pen_say(w, name);
    pen_mark(w, SET_PLAIN);
    size_t n = strlen(name);
    pen_blanks(&w->line, n < NAME ? NAME - (uint32_t)n : 1);
}

void why_end(struct pen *w)
{
    pen_flush(w, WHY_HANG);
}

void why_text(struct pen *w, const char *before, str_id s)
{
    if (!s)
        return;
    pen_say(w, before);
    pen_say(w, doc_text(w->d, s));
}

void why_count(struct pen *w, uint32_t n)
{
    buf_int(&w->line, n);
}

/* A label that the network chose, and how likely it was. */
void why_choice(struct pen *w, const char *before, const char *label,
                       float p)
{
    pen_say(w, before);
    pen_styled(w, SET_CODE, label);
    pen_say(w, " ");
    why_number(w, p);
}

/* Words on one line, the middle of many left out. */
void why_cite(struct pen *w, struct span s)
{
    enum { MOST = 72, PART = 32 };
    if (s.end - s.beg <= MOST) {
        pen_cited(w, s);
        return;
    }
    const char *text = w->d->text;
    struct span a = {s.beg, s.beg + PART}, b = {s.end - PART, s.end};
    while (a.end < s.end && text[a.end] != ' ')
        a.end++;
    while (b.beg > a.end && text[b.beg - 1] != ' ')
        b.beg--;
    pen_say(w, "\xe2\x80\x9c");
    pen_words(w, a);
    pen_say(w, " ... ");
    pen_words(w, b);
    pen_say(w, "\xe2\x80\x9d");
}

void why_frame(struct pen *w, const struct head *h)
{
    const struct doc *d = w->d;
    if (h->frame == NONE)
        return;
    const struct frame *f = &d->frame.row[h->frame];
    why_begin(w, "network");
    pen_cited(w, d->tok.row[f->anchor].at);
    pen_say(w, f->type == FRAME_EVENT ? " tells an " : " tells a ");
    pen_say(w, label_frame[f->type]);
    pen_say(w, " ");
    why_number(w, f->p_anchor);
    why_choice(w, ": ", why_class(f->type, f->cls), f->p);
    why_choice(w, ", next ", why_class(f->type, f->rival), f->p_rival);
    if (f->type == FRAME_EVENT && label_mode_table[f->mode].mode)
        why_choice(w, "; mode ", label_mode_table[f->mode].mode, f->p_mode);
    else if (f->type == FRAME_POSITION)
        why_choice(w, "; of ", label_engagement[f->kind], f->p_kind);
    if (f->type == FRAME_POSITION && label_strength[f->strength]) {
        pen_say(w, "; ");
        pen_say(w, label_strength[f->strength]);
    }
    if (f->negated)
        pen_say(w, "; negated");
    why_end(w);
}

void why_rule(struct pen *w, const struct head *h)
{
    why_begin(w, "rule");
    pen_say(w, doc_text(w->d, h->rule) ? doc_text(w->d, h->rule) : "-");
    pen_say(w, "; confidence ");
    why_number(w, h->p);
    if (h->frame != NONE) {
        pen_say(w, ", the share of right ones where the network says ");
        why_number(w, w->d->frame.row[h->frame].p);
    }
    why_end(w);
}

void why_date(struct pen *w, const struct head *h)
{
    char iso[16];
    why_begin(w, "date");
    if (h->date == NONE || h->date >= w->d->date.n) {
        pen_say(w, "the report's own: nothing in the clause tells another");
        why_end(w);
        return;
    }
    const struct date *t = &w->d->date.row[h->date];
    pen_cited(w, doc_span(w->d, t->at));
    pen_say(w, " is ");
    pen_say(w, doc_text(w->d, t->value) ? doc_text(w->d, t->value) : "vague");
    if (h->day != NO_DAY) {
        out_day(h->day, iso);
        pen_say(w, "; the record's day is ");
        pen_say(w, iso);
    }
    pen_say(w, "; ");
    pen_say(w, out_basis[h->basis]);
    if (t->anchor != NO_DAY) {
        out_day(t->anchor, iso);
        pen_say(w, ", counted from ");
        pen_say(w, iso);
        pen_say(w, t->anchor == w->d->day ? ", the report's day"
                                          : ", which the text told before");
    }
    why_text(w, "; ", t->by);
    why_end(w);
}

/* The statement that a record is told by. */
void why_told(struct pen *w, uint32_t statement, const char *how)
{
    if (statement == NONE)
        return;
    why_begin(w, "told by");
    pen_say(w, "statement ");
    why_count(w, statement + 1);
    pen_say(w, how);
    why_end(w);
}

/* How sure the network is of the words of a role that a span holds, 0: it has
 * none there. */
static float role_p(const struct pen *w, uint32_t frame, uint8_t role,
                    struct span s)
{
    const struct doc *d = w->d;
    if (frame == NONE)
        return 0;
    const struct frame *f = &d->frame.row[frame];
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        struct span a = doc_span(d, d->arg.row[i].at);
        if (d->arg.row[i].role == role && a.beg < s.end && s.beg < a.end)
            return d->arg.row[i].p;
    }
    return 0;
}

void why_words(struct pen *w, const char *name, struct span s,
                      uint32_t frame, uint8_t role, const char *other)
{
    float p = role_p(w, frame, role, s);
    why_begin(w, name);
    why_cite(w, s);
    if (p > 0) {
        pen_say(w, " by the network ");
        why_number(w, p);
    } else {
        pen_say(w, other);
    }
    why_end(w);
}
