/* Who is who: the entry that decided, what else the names may mean, what a
 * mention takes up, and who gave it its part. */
#include "why/why_in.h"

#include <string.h>

#include "kb/kb.h"

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
    why_number(w, x->p);
    pen_say(w, ")");
}

/* Whose part the mention has in the frame: the network's, or the grammar's
 * where that left it open. */
static void why_role(struct pen *w, uint32_t frame, uint8_t role, uint32_t m)
{
    const struct doc *d = w->d;
    if (frame == NONE)
        return;
    const struct frame *f = &d->frame.row[frame];
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        const struct arg *a = &d->arg.row[i];
        if (a->role != role || doc_mention_at(d, a->at) != m)
            continue;
        pen_say(w, "; ");
        pen_say(w, label_role[role]);
        pen_say(w, " by the network ");
        why_number(w, a->p);
        return;
    }
    pen_say(w, "; ");
    pen_say(w, label_role[role]);
    pen_say(w, " by the grammar");
}

static void say_entry(struct pen *w, const struct kb_entry *en, day_no day)
{
    char at[80];
    const char *country = kb_str(w->kb, en->country);
    const char *office = kb_str(w->kb, en->office);
    kb_entry_at(w->kb, en, at, sizeof at);
    pen_say(w, at);
    if (*country) {
        pen_say(w, " ");
        pen_say(w, country);
    }
    if (*office) {
        pen_say(w, " ");
        pen_say(w, office);
    }
    if (!kb_valid(en, day))
        pen_say(w, " (not then)");
}

/* Is it one of the entries that decided? */
static bool decided(const struct pen *w, const struct kb_entry *en,
                    const struct entity *n)
{
    char at[80];
    kb_entry_at(w->kb, en, at, sizeof at);
    return (n->entry && !strcmp(at, doc_text(w->d, n->entry))) ||
           (n->role && !strcmp(at, doc_text(w->d, n->role)));
}

/* The entries that a name in the text has; with `print`, says them. Gives how
 * many there are beside those that decided. */
static uint32_t say_hit(struct pen *w, struct kb_hit hit,
                        const struct entity *n, bool print)
{
    enum { MOST = 6 };
    const unsigned all = (1u << N_KB_KIND) - 1;
    uint32_t said = 0, others = 0;
    for (uint32_t f = hit.form; f < hit.form + hit.n; f++) {
        const struct kb_entry *en = &w->kb->entry[w->kb->form[f].entry];
        bool this = decided(w, en, n);
        if (!kb_pass(w->kb, w->d, hit.at, f, all))
            continue;
        others += !this;
        if (!print || (others > MOST && !this))
            continue;
        pen_say(w, said++ ? ", " : " ");
        say_entry(w, en, w->d->day);
        pen_say(w, this ? " (decided)" : "");
    }
    if (print && others > MOST) {
        pen_say(w, " and ");
        why_count(w, others - MOST);
        pen_say(w, " more");
    }
    return others;
}

/* What the names in a phrase may mean by the data, when that is more than the
 * entries that decided. */
static void why_data(struct pen *w, struct run r, const struct entity *n)
{
    const unsigned all = (1u << N_KB_KIND) - 1;
    uint32_t others = 0;
    bool begun = false;
    for (int print = 0; w->kb && print < 2 && (!print || others); print++) {
        for (uint32_t t = r.beg; t < r.end;) {
            struct kb_hit hit = kb_match(w->kb, w->d, t, r.end, all);
            if (hit.n && print) {
                if (!begun)
                    why_begin(w, "data");
                pen_say(w, begun ? "; " : "");
                pen_cited(w, doc_span(w->d, hit.at));
                begun = true;
            }
            if (hit.n)
                others += say_hit(w, hit, n, print);
            t = hit.n ? hit.at.end : t + 1;
        }
    }
    if (begun)
        why_end(w);
}

/* A mention with a part in a frame (NONE: there is no frame). */
void why_actor(struct pen *w, uint8_t role, uint32_t m, uint32_t frame)
{
    const struct doc *d = w->d;
    if (m >= d->entity.n)
        return;
    const struct entity *n = &d->entity.row[m];
    why_begin(w, label_role[role]);
    pen_cited(w, doc_span(d, d->mention.row[m].at));
    if (!pen_code(d, m)) {
        pen_say(w, " has no code");
    } else {
        pen_say(w, " is ");
        pen_styled(w, SET_CODE, pen_code(d, m));
        pen_say(w, " by ");
        pen_say(w, out_via[n->via] ? out_via[n->via] : "nothing");
        pen_say(w, " ");
        why_number(w, n->p);
    }
    why_text(w, ", ", n->entry);
    if (n->role && (!n->entry || strcmp(doc_text(d, n->role),
                                        doc_text(d, n->entry))))
        why_text(w, ", role ", n->role);
    why_text(w, "; name ", n->name);
    why_text(w, "; group ", n->group);
    why_text(w, "; office ", n->office);
    why_text(w, "; as likely ", n->ambiguous);
    why_chain(w, m);
    why_role(w, frame, role, m);
    why_end(w);
    why_data(w, d->mention.row[m].at, n);
}

void why_actors(struct pen *w, uint8_t role, struct rows r,
                     uint32_t frame)
{
    for (uint32_t i = 0; i < r.n; i++)
        why_actor(w, role, w->d->list.row[r.beg + i], frame);
}
