/* Why a sentence was coded as it was: its words with the evidence underlined,
 * its records, and for each what the network saw and which lines of data and
 * which rules decided; last what was seen and not coded, and the parse. */
#include "out/out_pen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/net.h"

enum { HANG = 19, NAME = 12 }; /* columns: of reasons, and of their names */

/* Names of the classes that a frame type's cls and rival number. */
static const char *class_name(uint8_t type, uint8_t cls)
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

static void number(struct pen *w, float p)
{
    buf_fixed(&w->line, (double)p, 2);
}

static void begin(struct pen *w, const char *name)
{
    pen_blanks(&w->line, HANG - NAME);
    pen_mark(w, SET_DIM);
    pen_say(w, name);
    pen_mark(w, SET_PLAIN);
    size_t n = strlen(name);
    pen_blanks(&w->line, n < NAME ? NAME - (uint32_t)n : 1);
}

static void end(struct pen *w)
{
    pen_flush(w, HANG);
}

/* ------------------------------------------------------------- the words */

/* What stands under a byte of the sentence. */
static void underline(char *under, struct span sent, struct span s, char c)
{
    for (uint32_t i = s.beg > sent.beg ? s.beg : sent.beg;
         i < s.end && i < sent.end; i++) {
        if (under[i - sent.beg] != '^')
            under[i - sent.beg] = c;
    }
}

/* ^ under the words that tell a record, - under those that take part. */
static void mark_frames(const struct doc *d, uint32_t sent, struct span at,
                        char *under)
{
    for (uint32_t i = 0; i < d->frame.n; i++) {
        const struct frame *f = &d->frame.row[i];
        if (d->sent_of.row[f->anchor] != sent)
            continue;
        underline(under, at, d->tok.row[f->anchor].at, '^');
        for (uint32_t k = f->arg.beg; k < f->arg.end; k++) {
            uint8_t role = d->arg.row[k].role;
            char c = role == ROLE_CUE || role == ROLE_TRIGGER ? '^' : '-';
            if (role != ROLE_CONTENT && role != ROLE_WHAT)
                underline(under, at, doc_span(d, d->arg.row[k].at), c);
        }
    }
}

/* One line of the sentence from byte i on, and what stands under it; gives
 * back where the next line begins. */
static uint32_t put_line(struct pen *w, struct span s, uint32_t i,
                         const char *under)
{
    uint32_t width = (w->st->width ? w->st->width : 80) - 3, end_at = i;
    uint32_t col = 0, last = 0;
    for (uint32_t k = i; k < s.end && col <= width; k++) {
        unsigned char c = (unsigned char)w->d->text[k];
        if (c <= ' ' || c == 0x7f)
            end_at = k;
        col += (c & 0xc0) != 0x80;
    }
    if (col <= width || end_at == i)
        end_at = s.end;
    pen_blanks(w->b, 3);
    for (uint32_t k = i; k < end_at; k++) {
        unsigned char c = (unsigned char)w->d->text[k];
        buf_char(w->b, c <= ' ' || c == 0x7f ? ' ' : (char)c);
        last = under[k - s.beg] != ' ' ? k + 1 : last;
    }
    buf_char(w->b, '\n');
    for (uint32_t k = i; k < last; k++) {
        if (k == i)
            pen_blanks(w->b, 3);
        if (((unsigned char)w->d->text[k] & 0xc0) != 0x80)
            buf_char(w->b, under[k - s.beg]);
    }
    if (last)
        buf_char(w->b, '\n');
    return end_at < s.end ? end_at + 1 : s.end;
}

static bool put_words(struct pen *w, uint32_t sent, struct arena *mem)
{
    struct span s = doc_span(w->d, w->d->sent.row[sent]);
    char *under = arena_get(mem, (size_t)(s.end - s.beg) + 1);
    if (!under)
        return false;
    memset(under, ' ', (size_t)(s.end - s.beg));
    mark_frames(w->d, sent, s, under);
    for (uint32_t i = s.beg; i < s.end;)
        i = put_line(w, s, i, under);
    buf_char(w->b, '\n');
    return true;
}

/* ------------------------------------------------------------ the reasons */

static void why_frame(struct pen *w, const struct head *h)
{
    const struct doc *d = w->d;
    if (h->frame == NONE)
        return;
    const struct frame *f = &d->frame.row[h->frame];
    begin(w, "network");
    pen_cited(w, d->tok.row[f->anchor].at);
    pen_say(w, f->type == FRAME_EVENT ? " tells an " : " tells a ");
    pen_say(w, label_frame[f->type]);
    pen_say(w, " ");
    number(w, f->p_anchor);
    pen_say(w, ": ");
    pen_styled(w, SET_CODE, class_name(f->type, f->cls));
    pen_say(w, " ");
    number(w, f->p);
    pen_say(w, ", next ");
    pen_say(w, class_name(f->type, f->rival));
    pen_say(w, " ");
    number(w, f->p_rival);
    if (f->type == FRAME_EVENT && label_mode_table[f->mode].mode) {
        pen_say(w, "; mode ");
        pen_say(w, label_mode_table[f->mode].mode);
        pen_say(w, " ");
        number(w, f->p_mode);
    } else if (f->type == FRAME_POSITION) {
        pen_say(w, "; ");
        pen_say(w, label_engagement[f->kind]);
        pen_say(w, " ");
        number(w, f->p_kind);
    }
    end(w);
}

static void why_rule(struct pen *w, const struct head *h)
{
    begin(w, "rule");
    pen_say(w, doc_text(w->d, h->rule) ? doc_text(w->d, h->rule) : "-");
    pen_say(w, "; confidence ");
    number(w, h->p);
    if (h->frame != NONE) {
        pen_say(w, ", the share of right ones where the network says ");
        number(w, w->d->frame.row[h->frame].p);
    }
    end(w);
}

static void why_date(struct pen *w, const struct head *h)
{
    char iso[16];
    begin(w, "date");
    if (h->date == NONE || h->date >= w->d->date.n) {
        pen_say(w, "the report's own: nothing in the clause tells another");
        end(w);
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
    end(w);
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
    number(w, x->p);
    pen_say(w, ")");
}

static void why_actor(struct pen *w, const char *role, uint32_t m)
{
    const struct doc *d = w->d;
    if (m >= d->entity.n)
        return;
    const struct entity *n = &d->entity.row[m];
    begin(w, role);
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
    end(w);
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
    begin(w, "place");
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
    end(w);
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
        begin(w, "term");
        pen_styled(w, SET_CODE, label_term[t->relation]);
        pen_say(w, " ");
        pen_cited(w, t->at);
        pen_say(w, " ");
        number(w, t->p);
        end(w);
    }
    why_date(w, &p->h);
}

static void why_shift(struct pen *w, uint32_t row)
{
    const struct shift *s = &w->d->shift.row[row];
    why_frame(w, &s->h);
    why_rule(w, &s->h);
}

static void put_reasons(struct pen *w, const struct item *it)
{
    static void (*const why[N_REC])(struct pen *, uint32_t) = {
        NULL, why_statement, why_event, why_position, why_shift, NULL,
    };
    pen_item(w, it);
    if (why[it->kind])
        why[it->kind](w, it->row);
    buf_char(w->b, '\n');
}

/* ---------------------------------------------------- what was not coded */

/* The four kinds of anchor: where their classes lie among the logits. */
static const struct {
    uint8_t type;
    uint16_t at, n;
} anchors[] = {
    {FRAME_EVENT, NET_WORD_EVENT, N_CAT},
    {FRAME_STATEMENT, NET_WORD_STATEMENT, N_STM},
    {FRAME_POSITION, NET_WORD_POSITION, N_STANCE},
    {FRAME_SHIFT, NET_WORD_SHIFT, N_SHIFT},
};

static bool is_anchor(const struct doc *d, uint32_t t, uint8_t type)
{
    for (uint32_t i = 0; i < d->frame.n; i++) {
        if (d->frame.row[i].anchor == t && d->frame.row[i].type == type)
            return true;
    }
    return false;
}

/* A word that is likelier than this to tell something is worth a line. */
#define WORTH 0.05f

static void put_doubt(struct pen *w, uint32_t t, size_t k)
{
    float p[N_CAT]; /* the longest of the four */
    uint32_t n = anchors[k].n, best = 1;
    memcpy(p, w->d->logit.row + (size_t)t * NET_LOGIT + anchors[k].at,
           n * sizeof *p);
    num_softmax(p, n);
    for (uint32_t i = 2; i < n; i++)
        best = p[i] > p[best] ? i : best;
    if (1.0f - p[0] < WORTH || is_anchor(w->d, t, anchors[k].type))
        return;
    begin(w, "not coded");
    pen_cited(w, w->d->tok.row[t].at);
    pen_say(w, " as ");
    pen_say(w, label_frame[anchors[k].type]);
    pen_say(w, " ");
    pen_styled(w, SET_CODE, class_name(anchors[k].type, (uint8_t)best));
    pen_say(w, " ");
    number(w, p[best]);
    pen_say(w, ", none ");
    number(w, p[0]);
    end(w);
}

static void put_doubts(struct pen *w, struct run s)
{
    const struct doc *d = w->d;
    for (uint32_t t = s.beg; t < s.end && d->logit.n; t++) {
        for (size_t k = 0; k < sizeof anchors / sizeof *anchors; k++)
            put_doubt(w, t, k);
    }
}

/* ------------------------------------------------------------- the parse */

static void column(struct pen *w, const char *s, uint32_t width)
{
    uint32_t n = pen_columns(s, strlen(s));
    pen_say(w, s);
    pen_blanks(&w->line, n < width ? width - n : 1);
}

static void put_row(struct pen *w, struct run s, uint32_t t)
{
    const struct doc *d = w->d;
    const struct tag *g = &d->tag.row[t];
    const struct dep *p = &d->dep.row[t];
    char text[32];
    snprintf(text, sizeof text, "%5u  ", t - s.beg + 1);
    pen_say(w, text);
    size_t from = w->line.n;
    pen_words(w, d->tok.row[t].at);
    uint32_t n = pen_columns(w->line.p + from, w->line.n - from);
    pen_blanks(&w->line, n < 16 ? 16 - n : 1);
    column(w, doc_text(d, g->lemma) ? doc_text(d, g->lemma) : "", 16);
    snprintf(text, sizeof text, "%s %.2f", label_upos[g->upos], (double)g->p);
    column(w, text, 12);
    snprintf(text, sizeof text, "%s %.2f", label_rel[p->rel], (double)p->p);
    column(w, text, 16);
    if (p->head != NONE) {
        snprintf(text, sizeof text, "%u ", p->head - s.beg + 1);
        pen_say(w, text);
        pen_words(w, d->tok.row[p->head].at);
    } else {
        pen_say(w, "-");
    }
    pen_flush(w, HANG);
}

/* Is it the id of a record of this document, "DOCUMENT/KIND/N"? */
static bool is_ours(const struct doc *d, const char *id)
{
    size_t n = strlen(d->src.id);
    return !strncmp(id, d->src.id, n) && id[n] == '/';
}

/* The sentence of a record's id; false: there is no such record. */
static bool find(const struct doc *d, const struct items *x, const char *id,
                 uint32_t *sent)
{
    size_t n = strlen(d->src.id);
    for (uint32_t i = 0; i < x->item.n; i++) {
        char own[40];
        snprintf(own, sizeof own, "%s/%u", out_record[x->item.row[i].kind],
                 x->item.row[i].row + 1);
        *sent = x->item.row[i].sent;
        if (!strcmp(own, id + n + 1))
            return true;
    }
    return false;
}

static bool put_sentence(struct pen *w, const struct items *x, uint32_t sent,
                         struct arena *mem)
{
    struct run s = w->d->sent.row[sent];
    char text[64];
    pen_styled(w, SET_BOLD, w->d->src.id);
    snprintf(text, sizeof text, ", sentence %u of 0 .. %u", sent,
             w->d->sent.n - 1);
    pen_say(w, text);
    pen_flush(w, 3);
    if (!put_words(w, sent, mem))
        return false;
    for (uint32_t i = 0; i < x->item.n; i++) {
        if (x->item.row[i].sent == sent)
            put_reasons(w, &x->item.row[i]);
    }
    put_doubts(w, s);
    buf_char(w->b, '\n');
    for (uint32_t t = s.beg; t < s.end; t++)
        put_row(w, s, t);
    buf_char(w->b, '\n');
    return true;
}

enum rc out_why(const struct doc *d, const struct out_style *st,
                const struct out_ask *ask, struct buf *b, struct err *e)
{
    struct pen w = {.d = d, .st = st, .b = b};
    struct items x = {0};
    uint32_t from = 0, to = d->sent.n;
    if (ask->record && !is_ours(d, ask->record))
        return OK;
    bool ok = items_open(d, &x), found = true;
    if (ok && ask->record) {
        found = find(d, &x, ask->record, &from);
        to = from + 1;
    } else if (ask->sentence >= 0) {
        from = (uint32_t)ask->sentence;
        found = from < d->sent.n;
        to = from + 1;
    }
    for (uint32_t i = from; ok && found && i < to; i++)
        ok = put_sentence(&w, &x, i, &x.mem);
    ok &= !w.line.fail;
    buf_free(&w.line);
    arena_free(&x.mem);
    if (!ok)
        return err_set(e, E_NOMEM, 0, "out of memory");
    if (!found && ask->record)
        return err_set(e, E_INPUT, 0, "no record \"%.120s\"", ask->record);
    if (!found)
        return err_set(e, E_INPUT, 0, "no sentence %d, expected 0 .. %d",
                       ask->sentence, (int)d->sent.n - 1);
    return buf_rc(b, e);
}
