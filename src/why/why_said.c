/* Why a statement: its cue, its speaker, its content. */
#include "why/why_in.h"


void why_statement(struct pen *w, uint32_t row)
{
    const struct statement *s = &w->d->statement.row[row];
    why_frame(w, &s->h);
    why_rule(w, &s->h);
    if (s->cue.beg < s->cue.end)
        why_words(w, "cue", s->cue, s->h.frame, ROLE_CUE,
                  s->h.frame != NONE ? ", the word that tells it"
                                     : " by the rule");
    why_actor(w, ROLE_SPEAKER, s->speaker, s->h.frame);
    if (s->speaker == NONE) {
        why_begin(w, "speaker");
        pen_say(w, "nobody: neither the network nor a rule names one");
        why_end(w);
    }
    why_actors(w, ROLE_ADDRESSEE, s->addressee, s->h.frame);
    for (uint32_t i = 0; i < s->content.n; i++)
        why_words(w, "content", pen_piece(w->d, s->content, i), s->h.frame,
                  ROLE_CONTENT, ", the quotation in marks");
    why_begin(w, "form");
    pen_say(w, out_form[s->form]);
    pen_say(w, s->form == FORM_DIRECT ? ": all of it is in quotation marks"
               : s->form == FORM_MIXED ? ": a part is in quotation marks"
                                       : ": it is not in quotation marks");
    why_end(w);
    why_told(w, s->within, ": its content holds this one");
    why_date(w, &s->h);
}
