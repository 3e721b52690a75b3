#include "doc/dump.h"

#include <string.h>

/* A row in the making. */
struct line {
    const struct doc *d;
    struct buf *out;
};

void doc_dump_text(struct buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *at = s[i] ? strchr("\tt\nn\rr\\\\", s[i]) : NULL;
        if (at && (s[i] == '\t' || s[i] == '\n' || s[i] == '\r' ||
                   s[i] == '\\')) {
            buf_char(out, '\\');
            buf_char(out, at[1]);
        } else {
            buf_char(out, s[i]);
        }
    }
}

static void put_word(struct line l, const char *s)
{
    buf_char(l.out, '\t');
    buf_text(l.out, s ? s : "-");
}

static void put_text(struct line l, str_id s)
{
    const char *t = doc_text(l.d, s);
    buf_char(l.out, '\t');
    if (t)
        doc_dump_text(l.out, t, strlen(t));
    else
        buf_char(l.out, '-');
}

static void put_row(struct line l, uint32_t row)
{
    buf_char(l.out, '\t');
    if (row == NONE)
        buf_char(l.out, '-');
    else
        buf_int(l.out, row);
}

static void put_float(struct line l, float v)
{
    buf_char(l.out, '\t');
    buf_fixed(l.out, (double)v, 3);
}

static void put_flag(struct line l, bool on, const char *word)
{
    put_word(l, on ? word : NULL);
}

static void put_day(struct line l, day_no day)
{
    int y, m, mday;
    if (day == NO_DAY) {
        put_word(l, NULL);
        return;
    }
    doc_ymd(day, &y, &m, &mday);
    buf_char(l.out, '\t');
    for (int unit = 1000; unit > y && unit > 1; unit /= 10)
        buf_char(l.out, '0');
    buf_int(l.out, y);
    buf_text(l.out, m < 10 ? "-0" : "-");
    buf_int(l.out, m);
    buf_text(l.out, mday < 10 ? "-0" : "-");
    buf_int(l.out, mday);
}

static void put_ends(struct line l, uint32_t beg, uint32_t end)
{
    buf_char(l.out, '\t');
    buf_int(l.out, beg);
    buf_char(l.out, ':');
    buf_int(l.out, end);
}

static void put_span(struct line l, struct span s)
{
    put_ends(l, s.beg, s.end);
    buf_char(l.out, '\t');
    doc_dump_text(l.out, l.d->text + s.beg, s.end - s.beg);
}

/* Tokens as row numbers, then their text. */
static void put_run(struct line l, struct run r)
{
    struct span s = doc_span(l.d, r);
    put_ends(l, r.beg, r.end);
    buf_char(l.out, '\t');
    doc_dump_text(l.out, l.d->text + s.beg, s.end - s.beg);
}

static void put_list(struct line l, struct rows r)
{
    buf_char(l.out, '\t');
    if (!r.n)
        buf_char(l.out, '-');
    for (uint32_t i = 0; i < r.n; i++) {
        if (i)
            buf_char(l.out, ',');
        buf_int(l.out, l.d->list.row[r.beg + i]);
    }
}

/* Every piece of a list, ends and text. */
static void put_pieces(struct line l, struct rows r)
{
    for (uint32_t i = 0; i < r.n; i++)
        put_span(l, l.d->piece.row[l.d->list.row[r.beg + i]]);
}

/* Names of the bits of a set, joined by commas. */
static void put_set(struct line l, uint64_t set, const char *const *name,
                    int n)
{
    bool any = false;
    buf_char(l.out, '\t');
    for (int i = 0; i < n; i++) {
        if (!(set >> i & 1))
            continue;
        if (any)
            buf_char(l.out, ',');
        buf_text(l.out, name[i]);
        any = true;
    }
    if (!any)
        buf_char(l.out, '-');
}

static const char *const gaps[] = {"none", "blank", "line", "paragraph"};
static const char *const shapes[] = {"lower", "upper", "title", "digit",
                                     "other"};
static const char *const kinds[] = {"say", "think"};
static const char *const forms[] = {"indirect", "direct", "mixed"};
static const char *const facts[] = {"neg", "fut", "hyp", "hist"};
static const char *const vias[] = {NULL, "lexicon", "role", "coreference",
                                   "nominal"};
static const char *const bases[] = {"publication", "explicit", "relative"};
static const char *const mentions[] = {"name", "nominal", "pronoun"};
static const char *const precisions[] = {"country", "region", "city", "site"};
static const char *const classes[] = {"none", "cue", "bare"};

/* Spellings of frame.cls, by type. */
static const char *const *const cls_names[N_FRAME] = {
    label_category, classes, label_stance, label_shift,
};

static void dump_tok(struct line l, uint32_t i)
{
    const struct tok *t = &l.d->tok.row[i];
    put_span(l, t->at);
    put_word(l, gaps[t->gap]);
    put_word(l, shapes[t->shape]);
}

static void dump_window(struct line l, uint32_t i)
{
    put_run(l, l.d->window.row[i]);
}

static void dump_sent(struct line l, uint32_t i)
{
    put_run(l, l.d->sent.row[i]);
}

static void dump_tag(struct line l, uint32_t i)
{
    const struct tag *t = &l.d->tag.row[i];
    put_word(l, label_upos[t->upos]);
    put_word(l, label_upos[t->rival]);
    put_float(l, t->p);
    put_float(l, t->p_rival);
    put_text(l, t->lemma);
}

static void dump_dep(struct line l, uint32_t i)
{
    const struct dep *p = &l.d->dep.row[i];
    put_row(l, p->head);
    put_word(l, label_rel[p->rel]);
    put_float(l, p->p);
}

static void dump_name(struct line l, uint32_t i)
{
    const struct name *n = &l.d->name.row[i];
    put_run(l, n->at);
    put_word(l, label_name[n->type]);
    put_float(l, n->p);
}

static void dump_frame_kind(struct line l, const struct frame *f)
{
    if (f->type == FRAME_STATEMENT)
        put_word(l, kinds[f->kind]);
    else if (f->type == FRAME_POSITION)
        put_word(l, label_engagement[f->kind]);
    else
        put_word(l, NULL);
}

static void dump_frame(struct line l, uint32_t i)
{
    const struct frame *f = &l.d->frame.row[i];
    put_run(l, (struct run){f->anchor, f->anchor + 1});
    put_word(l, label_frame[f->type]);
    put_word(l, cls_names[f->type][f->cls]);
    put_word(l, cls_names[f->type][f->rival]);
    put_float(l, f->p);
    put_float(l, f->p_rival);
    put_float(l, f->p_anchor);
    put_word(l, label_mode_table[f->mode].mode);
    put_set(l, f->fact, facts, N_FACT);
    dump_frame_kind(l, f);
    put_word(l, label_strength[f->strength]);
    put_flag(l, f->negated, "negated");
    put_float(l, f->p_mode);
    put_float(l, f->p_kind);
    put_set(l, f->ctx, label_ctx, N_CTX);
    put_ends(l, f->arg.beg, f->arg.end);
    put_ends(l, f->window.beg, f->window.end);
}

static void dump_arg(struct line l, uint32_t i)
{
    const struct arg *a = &l.d->arg.row[i];
    bool term = a->role == ROLE_TERM;
    put_run(l, a->at);
    put_word(l, label_role[a->role]);
    put_word(l, term ? label_term[a->relation] : NULL);
    put_word(l, term ? label_must[a->must] : NULL);
    put_flag(l, a->waived, "waived");
    put_flag(l, a->negated, "negated");
    put_float(l, a->p);
    put_float(l, a->p_relation);
}

static void dump_mention(struct line l, uint32_t i)
{
    const struct mention *m = &l.d->mention.row[i];
    put_run(l, m->at);
    put_ends(l, m->phrase.beg, m->phrase.end);
    put_row(l, m->head);
    put_row(l, m->antecedent);
    put_row(l, m->chain);
    put_word(l, mentions[m->kind]);
    put_float(l, m->p);
    put_text(l, m->by);
}

static void dump_entity(struct line l, uint32_t i)
{
    const struct entity *t = &l.d->entity.row[i];
    put_text(l, t->name);
    put_text(l, t->actor);
    put_text(l, t->country);
    put_text(l, t->group);
    put_text(l, t->sector);
    put_text(l, t->office);
    put_text(l, t->ambiguous);
    put_text(l, t->entry);
    put_text(l, t->role);
    put_flag(l, t->anonymous, "anonymous");
    put_word(l, vias[t->via]);
    put_float(l, t->p);
}

static const char *const date_kinds[] = {"point", "range", "length", "set",
                                         "ref"};
static const char *const date_mods[] = {NULL, "start", "mid", "end", "since",
                                        "after", "until", "before"};

static void dump_date(struct line l, uint32_t i)
{
    const struct date *t = &l.d->date.row[i];
    put_run(l, t->at);
    put_day(l, t->from);
    put_day(l, t->to);
    put_day(l, t->anchor);
    put_word(l, bases[t->basis]);
    put_word(l, date_kinds[t->kind]);
    put_word(l, date_mods[t->mod]);
    put_flag(l, t->vague, "vague");
    put_text(l, t->value);
    put_text(l, t->by);
}

static void dump_place(struct line l, uint32_t i)
{
    const struct place *p = &l.d->place.row[i];
    put_run(l, p->at);
    put_text(l, p->name);
    put_text(l, p->country);
    put_text(l, p->entry);
    put_word(l, precisions[p->precision]);
    put_flag(l, p->located, "located");
    put_float(l, p->lat);
    put_float(l, p->lon);
    put_text(l, p->rivals);
}

static void dump_mark(struct line l, uint32_t i)
{
    const struct mark *m = &l.d->mark.row[i];
    put_span(l, m->at);
    put_flag(l, m->open_end, "open");
}

static void put_head(struct line l, const struct head *h)
{
    put_row(l, h->sent);
    put_row(l, h->frame);
    put_row(l, h->date);
    put_day(l, h->day);
    put_word(l, bases[h->basis]);
    put_float(l, h->p);
    put_text(l, h->rule);
}

static void dump_statement(struct line l, uint32_t i)
{
    const struct statement *s = &l.d->statement.row[i];
    put_head(l, &s->h);
    put_word(l, kinds[s->kind]);
    put_word(l, forms[s->form]);
    put_flag(l, s->negated, "negated");
    put_row(l, s->speaker);
    put_list(l, s->addressee);
    put_span(l, s->cue);
    put_pieces(l, s->content);
    put_row(l, s->within);
}

static void dump_event(struct line l, uint32_t i)
{
    const struct event *v = &l.d->event.row[i];
    put_head(l, &v->h);
    put_list(l, v->actor);
    put_list(l, v->recipient);
    put_word(l, label_category[v->category]);
    put_word(l, label_mode_table[v->mode].mode);
    put_set(l, v->fact, facts, N_FACT);
    put_row(l, v->quad);
    put_set(l, v->ctx, label_ctx, N_CTX);
    put_text(l, v->cameo);
    put_float(l, v->score);
    put_float(l, v->goldstein);
    put_row(l, v->reported_by);
    put_span(l, v->trigger);
    put_row(l, v->place);
}

static const char *const party_bys[] = {NULL, "words", "other"};

static void dump_term(struct line l, uint32_t i)
{
    const struct term *t = &l.d->term.row[i];
    put_span(l, t->at);
    put_word(l, label_term[t->relation]);
    put_word(l, label_must[t->must]);
    put_flag(l, t->waived, "waived");
    put_flag(l, t->negated, "negated");
    put_text(l, t->party);
    put_text(l, t->duration);
    put_word(l, t->category ? label_category[t->category] : NULL);
    put_text(l, t->cameo);
    put_text(l, t->recipient);
    put_text(l, t->entry);
    put_word(l, party_bys[t->party_by]);
    put_float(l, t->p);
}

static void dump_position(struct line l, uint32_t i)
{
    const struct position *p = &l.d->position.row[i];
    put_head(l, &p->h);
    put_span(l, p->trigger);
    put_row(l, p->holder);
    put_text(l, p->country);
    put_text(l, p->group);
    put_row(l, p->statement);
    put_word(l, label_engagement[p->engagement]);
    put_text(l, p->parties);
    put_word(l, label_stance[p->stance]);
    put_word(l, label_strength[p->strength]);
    put_flag(l, p->negated, "negated");
    put_ends(l, p->term.beg, p->term.end);
}

static void dump_shift(struct line l, uint32_t i)
{
    const struct shift *s = &l.d->shift.row[i];
    put_head(l, &s->h);
    put_word(l, label_shift[s->kind]);
    put_span(l, s->trigger);
    put_row(l, s->from);
    put_row(l, s->to);
    put_text(l, s->principal);
    put_flag(l, s->same_speaker, "same_speaker");
    if (s->days == NO_DAY) {
        put_word(l, NULL);
    } else {
        buf_char(l.out, '\t');
        buf_int(l.out, s->days);
    }
    put_pieces(l, s->evidence);
}

static void dump_note(struct line l, uint32_t i)
{
    const struct note *n = &l.d->note.row[i];
    put_row(l, n->sent);
    put_span(l, n->at);
    put_word(l, n->reason);
}

/* Where the row count of a table lies in struct doc. */
#define COUNT(table) offsetof(struct doc, table.n)

static const struct table {
    enum layer layer;
    const char *name;
    size_t n;
    void (*dump)(struct line l, uint32_t row);
} tables[] = {
    {LAYER_TOK, "tok", COUNT(tok), dump_tok},
    {LAYER_ENC, "window", COUNT(window), dump_window},
    {LAYER_SENT, "sent", COUNT(sent), dump_sent},
    {LAYER_TAG, "tag", COUNT(tag), dump_tag},
    {LAYER_DEP, "dep", COUNT(dep), dump_dep},
    {LAYER_NAME, "name", COUNT(name), dump_name},
    {LAYER_FRAME, "frame", COUNT(frame), dump_frame},
    {LAYER_FRAME, "arg", COUNT(arg), dump_arg},
    {LAYER_REF, "mention", COUNT(mention), dump_mention},
    {LAYER_ACTOR, "entity", COUNT(entity), dump_entity},
    {LAYER_DATE, "date", COUNT(date), dump_date},
    {LAYER_PLACE, "place", COUNT(place), dump_place},
    {LAYER_QUOTE, "mark", COUNT(mark), dump_mark},
    {LAYER_QUOTE, "statement", COUNT(statement), dump_statement},
    {LAYER_EVENT, "event", COUNT(event), dump_event},
    {LAYER_STANCE, "position", COUNT(position), dump_position},
    {LAYER_STANCE, "term", COUNT(term), dump_term},
    {LAYER_STANCE, "shift", COUNT(shift), dump_shift},
};
static const struct table notes = {LAYER_TOK, "note", COUNT(note), dump_note};

static void dump_table(const struct doc *d, const struct table *t,
                       struct buf *out)
{
    uint32_t n;
    memcpy(&n, (const char *)d + t->n, sizeof n);
    for (uint32_t i = 0; i < n; i++) {
        buf_text(out, t->name);
        buf_char(out, '\t');
        buf_int(out, i);
        t->dump((struct line){d, out}, i);
        buf_char(out, '\n');
    }
}

void doc_dump(const struct doc *d, enum layer l, struct buf *out)
{
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        if (tables[k].layer == l)
            dump_table(d, &tables[k], out);
    }
}

void doc_dump_notes(const struct doc *d, struct buf *out)
{
    dump_table(d, &notes, out);
}
