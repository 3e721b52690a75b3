/* Why a position, and a shift between two: engagement, terms, sides. */
#include "why/why_in.h"

#include <stdio.h>
#include <string.h>

#include "kb/kb.h"
#include "link/link.h"

/* The network's kind, or that of a word for the engagement. */
static void why_engagement(struct pen *w, const struct position *p)
{
    const struct frame *f = p->h.frame != NONE
                                ? &w->d->frame.row[p->h.frame] : NULL;
    why_begin(w, "engagement");
    pen_styled(w, SET_CODE, label_engagement[p->engagement]);
    pen_say(w, !f ? " by the rule"
               : f->kind == p->engagement
                   ? " by the network "
                   : " by its word in engagements.tsv, not ");
    if (f && f->kind != p->engagement)
        why_choice(w, "", label_engagement[f->kind], f->p_kind);
    else if (f)
        why_number(w, f->p_kind);
    why_text(w, "; parties ", p->parties);
    why_end(w);
    for (uint32_t i = f ? f->arg.beg : 0; f && i < f->arg.end; i++) {
        const struct arg *a = &w->d->arg.row[i];
        if (a->role == ROLE_WHAT)
            why_words(w, "what", doc_span(w->d, a->at), p->h.frame, ROLE_WHAT,
                      "");
    }
}

/* The frame says one stance and the words around it another. */
static void why_stance(struct pen *w, const struct position *p)
{
    if (p->h.frame == NONE || w->d->frame.row[p->h.frame].cls == p->stance)
        return;
    why_begin(w, "stance");
    pen_styled(w, SET_CODE, label_stance[p->stance]);
    pen_say(w, p->stance == STANCE_REQUIRES
                   ? ": to refuse with terms of one's own is to require them"
                   : ": so its verb or its object says");
    why_end(w);
}

/* The argument of the frame that became a term. */
static const struct arg *arg_of(const struct pen *w, uint32_t frame,
                                const struct term *t)
{
    const struct doc *d = w->d;
    if (frame == NONE)
        return NULL;
    const struct frame *f = &d->frame.row[frame];
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        struct span s = doc_span(d, d->arg.row[i].at);
        if (d->arg.row[i].role == ROLE_TERM && s.beg <= t->at.beg &&
            t->at.end <= s.end)
            return &d->arg.row[i];
    }
    return NULL;
}

/* The longest connective of the data that ends right before a term. */
static void say_connective(struct pen *w, const struct term *t)
{
    enum { MOST = 4 };
    const struct doc *d = w->d;
    const struct kb_table *table = w->kb ? kb_table(w->kb, "connectives")
                                         : NULL;
    uint32_t end = link_token(d, t->at.beg), beg = end;
    for (uint32_t n = MOST; table && n > 0; n--) {
        char key[120] = "", low[32], at[80];
        for (beg = end > n ? end - n : 0; beg < end; beg++) {
            size_t k = strlen(key);
            if (!doc_low(d, beg, low, sizeof low) ||
                k + strlen(low) + 2 > sizeof key)
                break;
            snprintf(key + k, sizeof key - k, "%s%s", k ? " " : "", low);
        }
        uint32_t row = beg == end ? kb_row(w->kb, table, key) : table->n_row;
        if (row == table->n_row)
            continue;
        kb_row_at(w->kb, table, row, at, sizeof at);
        pen_say(w, ", behind ");
        pen_cited(w, doc_span(d, (struct run){end > n ? end - n : 0, end}));
        pen_say(w, " (");
        pen_say(w, at);
        pen_say(w, ")");
        return;
    }
}

static void why_relation(struct pen *w, const struct term *t,
                         const struct arg *a)
{
    why_begin(w, "term");
    pen_styled(w, SET_CODE, label_term[t->relation]);
    pen_say(w, " ");
    why_cite(w, t->at);
    if (!a) {
        pen_say(w, " by the grammar");
    } else if (a->relation == t->relation) {
        pen_say(w, ": words by the network ");
        why_number(w, t->p);
        pen_say(w, ", their relation ");
        why_number(w, a->p_relation);
    } else {
        why_choice(w, ": the words overrule the network's ",
                   label_term[a->relation], a->p_relation);
    }
    say_connective(w, t);
    if (t->waived)
        pen_say(w, "; waived");
    if (t->negated)
        pen_say(w, "; negated");
    why_end(w);
}

/* Whom a term binds to what, and how that is known. */
static void why_bound(struct pen *w, const struct term *t)
{
    if (!t->party && !t->must && !t->category && !t->duration)
        return;
    why_begin(w, "binds");
    pen_styled(w, SET_CODE, t->party ? doc_text(w->d, t->party) : "nobody");
    if (t->party)
        pen_say(w, t->party_by == PARTY_OTHER
                       ? ", the other side of the engagement"
                       : ", named by its words");
    if (label_must[t->must]) {
        pen_say(w, ", to ");
        pen_say(w, label_must[t->must]);
    }
    why_text(w, ", for ", t->duration);
    if (t->category) {
        pen_say(w, "; waits for ");
        pen_styled(w, SET_CODE, label_category[t->category]);
        why_text(w, " ", t->cameo);
        pen_say(w, t->entry ? " by " : ", the event in it");
    } else if (t->entry) {
        pen_say(w, "; no event decides it, by ");
    }
    why_text(w, "", t->entry);
    why_end(w);
}

void why_position(struct pen *w, uint32_t row)
{
    const struct position *p = &w->d->position.row[row];
    why_frame(w, &p->h);
    why_rule(w, &p->h);
    why_stance(w, p);
    why_actor(w, ROLE_HOLDER, p->holder, p->h.frame);
    why_engagement(w, p);
    for (uint32_t i = p->term.beg; i < p->term.end; i++) {
        const struct term *t = &w->d->term.row[i];
        why_relation(w, t, arg_of(w, p->h.frame, t));
        why_bound(w, t);
    }
    why_told(w, p->statement, " voices it");
    why_date(w, &p->h);
}

/* One of the two positions of a shift, with its sentence. */
static void why_side(struct pen *w, const char *name, uint32_t row)
{
    const struct doc *d = w->d;
    why_begin(w, name);
    if (row == NONE) {
        pen_say(w, "no position of the report fits");
        why_end(w);
        return;
    }
    const struct position *p = &d->position.row[row];
    char iso[16];
    pen_say(w, "position ");
    why_count(w, row + 1);
    pen_say(w, ": ");
    pen_who(w, p->holder, NULL);
    pen_say(w, " ");
    pen_styled(w, SET_CODE, label_stance[p->stance]);
    pen_say(w, " ");
    pen_say(w, label_engagement[p->engagement]);
    for (uint32_t i = p->term.beg; i < p->term.end; i++) {
        pen_say(w, ", ");
        pen_say(w, label_term[d->term.row[i].relation]);
        pen_say(w, " ");
        why_cite(w, d->term.row[i].at);
    }
    if (p->h.day != NO_DAY) {
        out_day(p->h.day, iso);
        pen_say(w, " \xc2\xb7 ");
        pen_say(w, iso);
    }
    pen_say(w, " \xc2\xb7 ");
    pen_cited(w, doc_span(d, d->sent.row[p->h.sent]));
    why_end(w);
}

void why_shift(struct pen *w, uint32_t row)
{
    const struct shift *s = &w->d->shift.row[row];
    why_frame(w, &s->h);
    why_rule(w, &s->h);
    why_begin(w, "kind");
    pen_styled(w, SET_CODE, label_shift[s->kind]);
    pen_say(w, s->trigger.beg == s->trigger.end
                   ? " by comparing the two positions"
               : s->h.frame != NONE &&
                       w->d->frame.row[s->h.frame].cls == s->kind
                   ? " by the network"
                   : " by its words in shift_words.tsv");
    why_text(w, "; principal ", s->principal);
    pen_say(w, s->same_speaker ? "; one voice" : "; two voices");
    if (s->days != NO_DAY) {
        pen_say(w, "; days between ");
        buf_int(&w->line, s->days);
    }
    why_end(w);
    why_side(w, "from", s->from);
    why_side(w, "to", s->to);
}
