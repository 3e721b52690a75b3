#include "out/out_pen.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL = 14, INDENT = 5 }; /* columns */

static void label(struct pen *w, enum record kind, uint32_t row)
{
    pen_blanks(&w->line, INDENT);
    size_t from = w->line.n;
    pen_mark(w, SET_DIM);
    pen_say(w, out_record[kind]);
    pen_say(w, " ");
    buf_int(&w->line, (int64_t)row + 1);
    pen_mark(w, SET_PLAIN);
    uint32_t used = w->line.fail ? 0 : pen_columns(w->line.p + from,
                                               w->line.n - from);
    pen_blanks(&w->line, used < LABEL ? LABEL - used : 1);
}

static void reference(struct pen *w, const char *before, enum record kind,
                      uint32_t row)
{
    if (row == NONE)
        return;
    pen_say(w, before);
    pen_say(w, out_record[kind]);
    pen_say(w, " ");
    buf_int(&w->line, (int64_t)row + 1);
}

static void list(struct pen *w, struct rows r, const char *none)
{
    if (!r.n)
        pen_say(w, none);
    for (uint32_t i = 0; i < r.n; i++) {
        uint32_t m = w->d->list.row[r.beg + i];
        pen_say(w, i ? ", " : "");
        pen_who(w, m, pen_code(w->d, m));
    }
}

static void sure(struct pen *w, const struct head *h)
{
    pen_say(w, " \xc2\xb7 ");
    pen_mark(w, SET_DIM);
    buf_fixed(&w->line, (double)h->p, 2);
    pen_mark(w, SET_PLAIN);
}

static void put_statement(struct pen *w, uint32_t row)
{
    const struct statement *s = &w->d->statement.row[row];
    label(w, REC_STATEMENT, row);
    if (s->speaker == NONE)
        pen_say(w, "(nobody named)");
    else
        pen_who(w, s->speaker, pen_code(w->d, s->speaker));
    if (s->cue.beg < s->cue.end) {
        pen_say(w, " ");
        pen_cited(w, s->cue);
    }
    if (s->addressee.n) {
        pen_say(w, " to ");
        list(w, s->addressee, "");
    }
    pen_say(w, s->negated ? ", not said: " : ": ");
    for (uint32_t i = 0; i < s->content.n; i++) {
        pen_say(w, i ? " \xe2\x80\xa6 " : "");
        pen_mark(w, SET_WORDS);
        pen_words(w, pen_piece(w->d, s->content, i));
        pen_mark(w, SET_PLAIN);
    }
    pen_say(w, " \xc2\xb7 ");
    pen_say(w, out_form[s->form]);
    if (s->kind == KIND_THINK)
        pen_say(w, ", thought");
    reference(w, " \xc2\xb7 in ", REC_STATEMENT, s->within);
    pen_when(w, &s->h);
    sure(w, &s->h);
}

static void put_event(struct pen *w, uint32_t row)
{
    static const char *const fact[N_FACT] = {
        "not done", "future", "hypothetical", "history",
    };
    const struct event *v = &w->d->event.row[row];
    const char *cameo = doc_text(w->d, v->cameo);
    label(w, REC_EVENT, row);
    pen_styled(w, SET_CODE, label_category[v->category]);
    if (label_mode_table[v->mode].mode) {
        pen_say(w, " ");
        pen_styled(w, SET_CODE, label_mode_table[v->mode].mode);
    }
    if (cameo) {
        pen_say(w, " ");
        pen_say(w, cameo);
    }
    pen_say(w, ": ");
    list(w, v->actor, "(nobody named)");
    if (v->recipient.n) {
        pen_say(w, " \xe2\x86\x92 ");
        list(w, v->recipient, "");
    }
    pen_say(w, " \xc2\xb7 ");
    pen_cited(w, v->trigger);
    for (int i = 0; i < N_FACT; i++) {
        if (v->fact >> i & 1) {
            pen_say(w, " \xc2\xb7 ");
            pen_say(w, fact[i]);
        }
    }
    if (v->place < w->d->place.n) {
        pen_say(w, " \xc2\xb7 at ");
        pen_words(w, doc_span(w->d, w->d->place.row[v->place].at));
    }
    reference(w, " \xc2\xb7 in ", REC_STATEMENT, v->reported_by);
    pen_when(w, &v->h);
    sure(w, &v->h);
}

static void put_term(struct pen *w, const struct term *t)
{
    pen_say(w, "; ");
    if (t->negated)
        pen_say(w, "not ");
    pen_styled(w, SET_CODE, label_term[t->relation]);
    pen_say(w, " ");
    pen_cited(w, t->at);
    const char *party = doc_text(w->d, t->party);
    if (party || t->must) {
        pen_say(w, " (");
        pen_say(w, party ? party : "somebody");
        pen_say(w, t->must == MUST_REFRAIN ? " must refrain"
               : t->must == MUST_DO    ? " must do it"
                                       : "");
        pen_say(w, ")");
    }
    if (t->duration) {
        pen_say(w, " for ");
        pen_say(w, doc_text(w->d, t->duration));
    }
}

static void put_position(struct pen *w, uint32_t row)
{
    const struct position *p = &w->d->position.row[row];
    const char *code = doc_text(w->d, p->group ? p->group : p->country);
    const char *parties = doc_text(w->d, p->parties);
    label(w, REC_POSITION, row);
    if (p->holder == NONE && !code)
        pen_say(w, "(nobody named)");
    pen_who(w, p->holder, code);
    pen_say(w, p->negated ? " does not: " : " ");
    pen_styled(w, SET_CODE, label_stance[p->stance]);
    pen_say(w, " ");
    pen_styled(w, SET_CODE, label_engagement[p->engagement]);
    if (parties) {
        pen_say(w, " (");
        for (; *parties; parties++)
            *parties == '|' ? pen_say(w, ", ") : buf_char(&w->line, *parties);
        pen_say(w, ")");
    }
    if (p->strength) {
        pen_say(w, ", ");
        pen_say(w, label_strength[p->strength]);
    }
    for (uint32_t i = p->term.beg; i < p->term.end; i++)
        put_term(w, &w->d->term.row[i]);
    pen_say(w, " \xc2\xb7 ");
    pen_cited(w, p->trigger);
    reference(w, " \xc2\xb7 in ", REC_STATEMENT, p->statement);
    pen_when(w, &p->h);
    sure(w, &p->h);
}

static void put_shift(struct pen *w, uint32_t row)
{
    const struct shift *s = &w->d->shift.row[row];
    const char *principal = doc_text(w->d, s->principal);
    label(w, REC_SHIFT, row);
    if (principal) {
        pen_styled(w, SET_BOLD, principal);
        pen_say(w, " ");
    }
    pen_styled(w, SET_CODE, label_shift[s->kind]);
    if (s->trigger.beg < s->trigger.end) {
        pen_say(w, " \xc2\xb7 ");
        pen_cited(w, s->trigger);
    }
    reference(w, " \xc2\xb7 from ", REC_POSITION, s->from);
    reference(w, " \xc2\xb7 to ", REC_POSITION, s->to);
    sure(w, &s->h);
}

static void put_note(struct pen *w, uint32_t row)
{
    const struct note *n = &w->d->note.row[row];
    label(w, REC_NOTE, row);
    pen_say(w, n->reason);
    if (n->at.beg < n->at.end) {
        pen_say(w, ": ");
        pen_cited(w, n->at);
    }
}

static bool add(struct items *x, uint32_t sent, uint32_t beg, enum record kind,
                uint32_t row)
{
    struct item it = {sent, beg, (uint32_t)kind, row};
    return table_put(&x->mem, &x->item, it);
}

static uint32_t first_of(const struct doc *d, const struct statement *s)
{
    if (s->cue.beg < s->cue.end)
        return s->cue.beg;
    return s->content.n ? pen_piece(d, s->content, 0).beg : 0;
}

static int order(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    uint32_t p[4] = {x->sent, x->kind == REC_NOTE, x->beg, x->kind};
    uint32_t q[4] = {y->sent, y->kind == REC_NOTE, y->beg, y->kind};
    for (int i = 0; i < 4; i++) {
        if (p[i] != q[i])
            return p[i] < q[i] ? -1 : 1;
    }
    return x->row < y->row ? -1 : x->row > y->row;
}

bool items_open(const struct doc *d, struct items *x)
{
    bool ok = true;
    for (uint32_t i = 0; i < d->statement.n; i++)
        ok &= add(x, d->statement.row[i].h.sent,
                  first_of(d, &d->statement.row[i]), REC_STATEMENT, i);
    for (uint32_t i = 0; i < d->event.n; i++)
        ok &= add(x, d->event.row[i].h.sent, d->event.row[i].trigger.beg,
                  REC_EVENT, i);
    for (uint32_t i = 0; i < d->position.n; i++)
        ok &= add(x, d->position.row[i].h.sent,
                  d->position.row[i].trigger.beg, REC_POSITION, i);
    for (uint32_t i = 0; i < d->shift.n; i++)
        ok &= add(x, d->shift.row[i].h.sent, d->shift.row[i].trigger.beg,
                  REC_SHIFT, i);
    for (uint32_t i = 0; i < d->note.n; i++)
        ok &= add(x, d->note.row[i].sent, d->note.row[i].at.beg, REC_NOTE, i);
    if (ok && x->item.n)
        qsort(x->item.row, x->item.n, sizeof *x->item.row, order);
    return ok;
}

static void put_count(struct pen *w, uint32_t n, const char *what)
{
    if (!n)
        return;
    pen_say(w, " \xc2\xb7 ");
    buf_int(&w->line, n);
    pen_say(w, " ");
    pen_say(w, what);
    pen_say(w, n == 1 ? "" : "s");
}

static void put_header(struct pen *w)
{
    const struct doc *d = w->d;
    char iso[16];
    pen_styled(w, SET_BOLD, d->src.id);
    if (d->day != NO_DAY) {
        out_day(d->day, iso);
        pen_say(w, " \xc2\xb7 ");
        pen_say(w, iso);
    }
    if (d->src.title && d->src.title[0]) {
        pen_say(w, " \xc2\xb7 ");
        pen_say(w, d->src.title);
    }
    put_count(w, d->sent.n, "sentence");
    put_count(w, d->statement.n, "statement");
    put_count(w, d->event.n, "event");
    put_count(w, d->position.n, "position");
    put_count(w, d->shift.n, "shift");
    pen_flush(w, 2);
}

static void put_sentence(struct pen *w, uint32_t sent)
{
    buf_char(w->b, '\n');
    if (sent >= w->d->sent.n)
        return;
    size_t from = w->line.n;
    buf_int(&w->line, sent);
    uint32_t used = (uint32_t)(w->line.n - from);
    pen_blanks(&w->line, used < 3 ? 3 - used : 1);
    pen_words(w, doc_span(w->d, w->d->sent.row[sent]));
    pen_flush(w, 3);
}

void pen_item(struct pen *w, const struct item *it)
{
    static void (*const put[N_REC])(struct pen *, uint32_t) = {
        NULL, put_statement, put_event, put_position, put_shift, put_note,
    };
    put[it->kind](w, it->row);
    pen_flush(w, INDENT + LABEL);
}

enum rc out_text(const struct doc *d, const struct out_style *st,
                 struct buf *b, struct err *e)
{
    struct pen w = {.d = d, .st = st, .b = b};
    struct items x = {0};
    bool ok = items_open(d, &x);
    put_header(&w);
    for (uint32_t i = 0; ok && i < x.item.n; i++) {
        if (!i || x.item.row[i].sent != x.item.row[i - 1].sent)
            put_sentence(&w, x.item.row[i].sent);
        pen_item(&w, &x.item.row[i]);
    }
    buf_char(b, '\n');
    ok &= !w.line.fail;
    buf_free(&w.line);
    arena_free(&x.mem);
    if (!ok)
        return err_set(e, E_NOMEM, 0, "out of memory");
    return buf_rc(b, e);
}
