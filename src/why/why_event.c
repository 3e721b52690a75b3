/* Why an event: its code, its context, its factuality, its place. */
#include "why/why_in.h"

#include <stdio.h>

#include "event/event.h"
#include "link/link.h"

static void why_place(struct pen *w, uint32_t row)
{
    if (row >= w->d->place.n)
        return;
    const struct place *p = &w->d->place.row[row];
    why_begin(w, "place");
    pen_cited(w, doc_span(w->d, p->at));
    pen_say(w, " is a ");
    pen_say(w, out_precision[p->precision]);
    why_text(w, " in ", p->country);
    why_text(w, ", ", p->entry);
    why_text(w, "; not taken ", p->rivals);
    why_end(w);
}

static void why_code(struct pen *w, const struct event *v)
{
    char at[80] = "", scores[80];
    const char *cameo = doc_text(w->d, v->cameo);
    if (w->kb)
        event_code_at(w->kb, w->d, v, at, sizeof at);
    why_begin(w, "code");
    pen_styled(w, SET_CODE, cameo ? cameo : "none");
    if (*at) {
        pen_say(w, " by ");
        pen_say(w, at);
    }
    snprintf(scores, sizeof scores, "; quad %d, score %.1f, goldstein %.1f",
             (int)v->quad, (double)v->score, (double)v->goldstein);
    pen_say(w, scores);
    why_end(w);
}

static void why_context(struct pen *w, const struct event *v)
{
    if (!v->ctx)
        return;
    why_begin(w, "context");
    for (int i = 0, n = 0; i < N_CTX; i++) {
        if (!(v->ctx >> i & 1))
            continue;
        pen_say(w, n++ ? ", " : "");
        pen_say(w, label_ctx[i]);
    }
    pen_say(w, ", by the network");
    why_end(w);
}

/* Where a flag comes from: the network, words of data/factuality.tsv, or what
 * is known besides. */
static void why_factuality(struct pen *w, const struct event *v)
{
    static const char *const name[N_FACT] = {"negated", "future",
                                             "hypothetical", "historical"};
    uint32_t t = link_token(w->d, v->trigger.beg);
    uint8_t net = v->h.frame != NONE ? w->d->frame.row[v->h.frame].fact : 0;
    uint8_t grammar = w->kb && t < w->d->tok.n ? event_fact(w->kb, w->d, t)
                                               : 0;
    if (!v->fact)
        return;
    why_begin(w, "factuality");
    for (int i = 0, n = 0; i < N_FACT; i++) {
        if (!(v->fact >> i & 1))
            continue;
        pen_say(w, n++ ? "; " : "");
        pen_say(w, name[i]);
        if (net >> i & 1)
            pen_say(w, " by the network");
        if (grammar >> i & 1)
            pen_say(w, net >> i & 1 ? " and by the words around it"
                                    : " by the words around it");
        if (!((net | grammar) >> i & 1))
            pen_say(w, 1 << i != FACT_HYP   ? " by its day"
                       : v->h.frame == NONE ? " by its rule"
                                            : " as a side's claim");
    }
    why_end(w);
}

void why_event(struct pen *w, uint32_t row)
{
    const struct event *v = &w->d->event.row[row];
    why_frame(w, &v->h);
    why_rule(w, &v->h);
    why_code(w, v);
    why_context(w, v);
    why_factuality(w, v);
    why_actors(w, ROLE_ACTOR, v->actor, v->h.frame);
    why_actors(w, ROLE_RECIPIENT, v->recipient, v->h.frame);
    why_told(w, v->reported_by, ": its content holds the words");
    why_date(w, &v->h);
    why_place(w, v->place);
}
