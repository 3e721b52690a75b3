#include "out/out.h"

#include <stdlib.h>
#include <string.h>

#include "out/out_part.h"

/* A record's line is first made in `line`, with the marks below for changes
 * of colour, then broken at blanks. */
enum mark_of_style { SET_PLAIN = 1, SET_BOLD, SET_DIM, SET_CODE, SET_WORDS };

static const char *const sequence[] = {
    "", "\033[0m", "\033[1m", "\033[2m", "\033[36m", "\033[33m",
};

enum { LABEL = 14, INDENT = 5 }; /* columns */

/* One record to print, ordered by sentence and place. */
struct item {
    uint32_t sent, beg;
    uint32_t kind, row; /* enum record */
};

struct tw {
    const struct doc *d;
    const struct out_style *st;
    struct buf *b;
    struct buf line;
    TABLE(struct item) item;
    struct arena mem;
};

static void mark(struct tw *w, char style)
{
    buf_char(&w->line, style);
}

static void say(struct tw *w, const char *s)
{
    buf_text(&w->line, s);
}

static void styled(struct tw *w, char style, const char *s)
{
    if (!s)
        return;
    mark(w, style);
    say(w, s);
    mark(w, SET_PLAIN);
}

/* Words of the document, line breaks and controls turned into blanks. */
static void words(struct tw *w, struct span s)
{
    bool blank = false;
    for (uint32_t i = s.beg; i < s.end; i++) {
        unsigned char c = (unsigned char)w->d->text[i];
        if (c <= ' ' || c == 0x7f) {
            blank = true;
            continue;
        }
        if (blank)
            buf_char(&w->line, ' ');
        blank = false;
        buf_char(&w->line, (char)c);
    }
}

static void cited(struct tw *w, struct span s)
{
    mark(w, SET_WORDS);
    say(w, "\xe2\x80\x9c");
    words(w, s);
    say(w, "\xe2\x80\x9d");
    mark(w, SET_PLAIN);
}

/* Columns of a stretch without blanks. */
static uint32_t columns(const char *s, size_t n)
{
    uint32_t c = 0;
    for (size_t i = 0; i < n; i++)
        c += (unsigned char)s[i] > SET_WORDS && (s[i] & 0xc0) != 0x80;
    return c;
}

static void blanks(struct buf *b, uint32_t n)
{
    while (n--)
        buf_char(b, ' ');
}

static void put_styled(struct tw *w, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c > SET_WORDS || !c)
            buf_char(w->b, s[i]);
        else if (w->st->colour)
            buf_text(w->b, sequence[c]);
    }
}

/* Prints w->line, broken at blanks, later lines indented by `hang`. */
static void flush(struct tw *w, uint32_t hang)
{
    uint32_t width = w->st->width ? w->st->width : 80, at = 0;
    width = width > hang + 20 ? width : hang + 20;
    const char *p = w->line.p;
    for (size_t i = 0; i < w->line.n;) {
        size_t gap = 0, n;
        while (i + gap < w->line.n && p[i + gap] == ' ')
            gap++;
        for (n = gap; i + n < w->line.n && p[i + n] != ' '; n++)
            ;
        uint32_t c = columns(p + i + gap, n - gap);
        if (at > hang && at + gap + c > width) {
            buf_char(w->b, '\n');
            blanks(w->b, hang);
            at = hang;
        } else {
            blanks(w->b, (uint32_t)gap);
            at += (uint32_t)gap;
        }
        put_styled(w, p + i + gap, n - gap);
        at += c;
        i += n;
    }
    buf_char(w->b, '\n');
    buf_reset(&w->line);
}

static void label(struct tw *w, enum record kind, uint32_t row)
{
    blanks(&w->line, INDENT);
    size_t from = w->line.n;
    mark(w, SET_DIM);
    say(w, out_record[kind]);
    say(w, " ");
    buf_int(&w->line, (int64_t)row + 1);
    mark(w, SET_PLAIN);
    uint32_t used = w->line.fail ? 0 : columns(w->line.p + from,
                                               w->line.n - from);
    blanks(&w->line, used < LABEL ? LABEL - used : 1);
}

static void reference(struct tw *w, const char *before, enum record kind,
                      uint32_t row)
{
    if (row == NONE)
        return;
    say(w, before);
    say(w, out_record[kind]);
    say(w, " ");
    buf_int(&w->line, (int64_t)row + 1);
}

static const char *code_of(const struct doc *d, uint32_t m)
{
    if (m >= d->entity.n)
        return NULL;
    const struct entity *n = &d->entity.row[m];
    const char *code = doc_text(d, n->actor);
    if (!code)
        code = doc_text(d, n->group);
    return code ? code : doc_text(d, n->country);
}

static void who(struct tw *w, uint32_t m, const char *code)
{
    if (m != NONE) {
        mark(w, SET_BOLD);
        words(w, doc_span(w->d, w->d->mention.row[m].at));
        mark(w, SET_PLAIN);
    }
    if (code) {
        say(w, m != NONE ? " [" : "[");
        styled(w, SET_CODE, code);
        say(w, "]");
    }
}

static void list(struct tw *w, struct rows r, const char *none)
{
    if (!r.n)
        say(w, none);
    for (uint32_t i = 0; i < r.n; i++) {
        uint32_t m = w->d->list.row[r.beg + i];
        say(w, i ? ", " : "");
        who(w, m, code_of(w->d, m));
    }
}

static void when(struct tw *w, const struct head *h)
{
    char iso[16];
    if (h->day == NO_DAY)
        return;
    out_day(h->day, iso);
    say(w, " \xc2\xb7 ");
    say(w, iso);
    if (h->date < w->d->date.n) {
        say(w, " ");
        cited(w, doc_span(w->d, w->d->date.row[h->date].at));
    }
}

static void sure(struct tw *w, const struct head *h)
{
    say(w, " \xc2\xb7 ");
    mark(w, SET_DIM);
    buf_fixed(&w->line, (double)h->p, 2);
    mark(w, SET_PLAIN);
}

static struct span piece_of(const struct doc *d, struct rows r, uint32_t i)
{
    return d->piece.row[d->list.row[r.beg + i]];
}

static void put_statement(struct tw *w, uint32_t row)
{
    const struct statement *s = &w->d->statement.row[row];
    label(w, REC_STATEMENT, row);
    if (s->speaker == NONE)
        say(w, "(nobody named)");
    else
        who(w, s->speaker, code_of(w->d, s->speaker));
    if (s->cue.beg < s->cue.end) {
        say(w, " ");
        cited(w, s->cue);
    }
    if (s->addressee.n) {
        say(w, " to ");
        list(w, s->addressee, "");
    }
    say(w, s->negated ? ", not said: " : ": ");
    for (uint32_t i = 0; i < s->content.n; i++) {
        say(w, i ? " \xe2\x80\xa6 " : "");
        mark(w, SET_WORDS);
        words(w, piece_of(w->d, s->content, i));
        mark(w, SET_PLAIN);
    }
    say(w, " \xc2\xb7 ");
    say(w, out_form[s->form]);
    if (s->kind == KIND_THINK)
        say(w, ", thought");
    reference(w, " \xc2\xb7 in ", REC_STATEMENT, s->within);
    when(w, &s->h);
    sure(w, &s->h);
}

static void put_event(struct tw *w, uint32_t row)
{
    static const char *const fact[N_FACT] = {
        "not done", "future", "hypothetical", "history",
    };
    const struct event *v = &w->d->event.row[row];
    const char *cameo = doc_text(w->d, v->cameo);
    label(w, REC_EVENT, row);
    styled(w, SET_CODE, label_category[v->category]);
    if (label_mode_table[v->mode].mode) {
        say(w, " ");
        styled(w, SET_CODE, label_mode_table[v->mode].mode);
    }
    if (cameo) {
        say(w, " ");
        say(w, cameo);
    }
    say(w, ": ");
    list(w, v->actor, "(nobody named)");
    if (v->recipient.n) {
        say(w, " \xe2\x86\x92 ");
        list(w, v->recipient, "");
    }
    say(w, " \xc2\xb7 ");
    cited(w, v->trigger);
    for (int i = 0; i < N_FACT; i++) {
        if (v->fact >> i & 1) {
            say(w, " \xc2\xb7 ");
            say(w, fact[i]);
        }
    }
    if (v->place < w->d->place.n) {
        say(w, " \xc2\xb7 at ");
        words(w, doc_span(w->d, w->d->place.row[v->place].at));
    }
    reference(w, " \xc2\xb7 in ", REC_STATEMENT, v->reported_by);
    when(w, &v->h);
    sure(w, &v->h);
}

static void put_term(struct tw *w, const struct term *t)
{
    say(w, "; ");
    if (t->negated)
        say(w, "not ");
    styled(w, SET_CODE, label_term[t->relation]);
    say(w, " ");
    cited(w, t->at);
    const char *party = doc_text(w->d, t->party);
    if (party || t->must) {
        say(w, " (");
        say(w, party ? party : "somebody");
        say(w, t->must == MUST_REFRAIN ? " must refrain"
               : t->must == MUST_DO    ? " must do it"
                                       : "");
        say(w, ")");
    }
    if (t->duration) {
        say(w, " for ");
        say(w, doc_text(w->d, t->duration));
    }
}

static void put_position(struct tw *w, uint32_t row)
{
    const struct position *p = &w->d->position.row[row];
    const char *code = doc_text(w->d, p->group ? p->group : p->country);
    const char *parties = doc_text(w->d, p->parties);
    label(w, REC_POSITION, row);
    if (p->holder == NONE && !code)
        say(w, "(nobody named)");
    who(w, p->holder, code);
    say(w, p->negated ? " does not: " : " ");
    styled(w, SET_CODE, label_stance[p->stance]);
    say(w, " ");
    styled(w, SET_CODE, label_engagement[p->engagement]);
    if (parties) {
        say(w, " (");
        for (; *parties; parties++)
            *parties == '|' ? say(w, ", ") : buf_char(&w->line, *parties);
        say(w, ")");
    }
    if (p->strength) {
        say(w, ", ");
        say(w, label_strength[p->strength]);
    }
    for (uint32_t i = p->term.beg; i < p->term.end; i++)
        put_term(w, &w->d->term.row[i]);
    say(w, " \xc2\xb7 ");
    cited(w, p->trigger);
    reference(w, " \xc2\xb7 in ", REC_STATEMENT, p->statement);
    when(w, &p->h);
    sure(w, &p->h);
}

static void put_shift(struct tw *w, uint32_t row)
{
    const struct shift *s = &w->d->shift.row[row];
    const char *principal = doc_text(w->d, s->principal);
    label(w, REC_SHIFT, row);
    if (principal) {
        styled(w, SET_BOLD, principal);
        say(w, " ");
    }
    styled(w, SET_CODE, label_shift[s->kind]);
    say(w, " \xc2\xb7 ");
    cited(w, s->trigger);
    reference(w, " \xc2\xb7 from ", REC_POSITION, s->from);
    reference(w, " \xc2\xb7 to ", REC_POSITION, s->to);
    sure(w, &s->h);
}

static void put_note(struct tw *w, uint32_t row)
{
    const struct note *n = &w->d->note.row[row];
    label(w, REC_NOTE, row);
    say(w, n->reason);
    if (n->at.beg < n->at.end) {
        say(w, ": ");
        cited(w, n->at);
    }
}

static bool add(struct tw *w, uint32_t sent, uint32_t beg, enum record kind,
                uint32_t row)
{
    struct item it = {sent, beg, (uint32_t)kind, row};
    return table_put(&w->mem, &w->item, it);
}

static uint32_t first_of(const struct doc *d, const struct statement *s)
{
    if (s->cue.beg < s->cue.end)
        return s->cue.beg;
    return s->content.n ? piece_of(d, s->content, 0).beg : 0;
}

static bool gather(struct tw *w)
{
    const struct doc *d = w->d;
    bool ok = true;
    for (uint32_t i = 0; i < d->statement.n; i++)
        ok &= add(w, d->statement.row[i].h.sent,
                  first_of(d, &d->statement.row[i]), REC_STATEMENT, i);
    for (uint32_t i = 0; i < d->event.n; i++)
        ok &= add(w, d->event.row[i].h.sent, d->event.row[i].trigger.beg,
                  REC_EVENT, i);
    for (uint32_t i = 0; i < d->position.n; i++)
        ok &= add(w, d->position.row[i].h.sent,
                  d->position.row[i].trigger.beg, REC_POSITION, i);
    for (uint32_t i = 0; i < d->shift.n; i++)
        ok &= add(w, d->shift.row[i].h.sent, d->shift.row[i].trigger.beg,
                  REC_SHIFT, i);
    for (uint32_t i = 0; i < d->note.n; i++)
        ok &= add(w, d->note.row[i].sent, d->note.row[i].at.beg, REC_NOTE, i);
    return ok;
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

static void put_count(struct tw *w, uint32_t n, const char *what)
{
    if (!n)
        return;
    say(w, " \xc2\xb7 ");
    buf_int(&w->line, n);
    say(w, " ");
    say(w, what);
    say(w, n == 1 ? "" : "s");
}

static void put_header(struct tw *w)
{
    const struct doc *d = w->d;
    char iso[16];
    styled(w, SET_BOLD, d->src.id);
    if (d->day != NO_DAY) {
        out_day(d->day, iso);
        say(w, " \xc2\xb7 ");
        say(w, iso);
    }
    if (d->src.title && d->src.title[0]) {
        say(w, " \xc2\xb7 ");
        say(w, d->src.title);
    }
    put_count(w, d->sent.n, "sentence");
    put_count(w, d->statement.n, "statement");
    put_count(w, d->event.n, "event");
    put_count(w, d->position.n, "position");
    put_count(w, d->shift.n, "shift");
    flush(w, 2);
}

static void put_sentence(struct tw *w, uint32_t sent)
{
    buf_char(w->b, '\n');
    if (sent >= w->d->sent.n)
        return;
    size_t from = w->line.n;
    buf_int(&w->line, sent);
    uint32_t used = (uint32_t)(w->line.n - from);
    blanks(&w->line, used < 3 ? 3 - used : 1);
    words(w, doc_span(w->d, w->d->sent.row[sent]));
    flush(w, 3);
}

static void put_item(struct tw *w, const struct item *it)
{
    static void (*const put[N_REC])(struct tw *, uint32_t) = {
        NULL, put_statement, put_event, put_position, put_shift, put_note,
    };
    put[it->kind](w, it->row);
    flush(w, INDENT + LABEL);
}

enum rc out_text(const struct doc *d, const struct out_style *st,
                 struct buf *b, struct err *e)
{
    struct tw w = {.d = d, .st = st, .b = b};
    bool ok = gather(&w);
    if (ok && w.item.n)
        qsort(w.item.row, w.item.n, sizeof w.item.row[0], order);
    put_header(&w);
    for (uint32_t i = 0; ok && i < w.item.n; i++) {
        if (!i || w.item.row[i].sent != w.item.row[i - 1].sent)
            put_sentence(&w, w.item.row[i].sent);
        put_item(&w, &w.item.row[i]);
    }
    buf_char(b, '\n');
    ok &= !w.line.fail;
    buf_free(&w.line);
    arena_free(&w.mem);
    if (!ok)
        return err_set(e, E_NOMEM, 0, "out of memory");
    return buf_rc(b, e);
}
