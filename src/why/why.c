/* Why a sentence was coded as it was: its words with the evidence underlined,
 * its records, and for each what the network saw and which lines of data and
 * which rules decided; last what was seen and not coded, and the parse. */
#include "why/why_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/net.h"

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
    why_begin(w, "not coded");
    pen_cited(w, w->d->tok.row[t].at);
    pen_say(w, " as ");
    pen_say(w, label_frame[anchors[k].type]);
    pen_say(w, " ");
    pen_styled(w, SET_CODE, why_class(anchors[k].type, (uint8_t)best));
    pen_say(w, " ");
    why_number(w, p[best]);
    pen_say(w, ", none ");
    why_number(w, p[0]);
    why_end(w);
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
    pen_flush(w, WHY_HANG);
}

/* ------------------------------------------------------- what is asked for */

/* Is it the id of a record of this document, "DOCUMENT/KIND/N"? */
static bool is_ours(const struct doc *d, const char *id)
{
    size_t n = strlen(d->src.id);
    return !strncmp(id, d->src.id, n) && id[n] == '/';
}

/* The number of the item that is row `row` of a kind, NONE. */
static uint32_t find_row(const struct items *x, uint32_t kind, uint32_t row)
{
    for (uint32_t i = 0; i < x->item.n; i++) {
        if (x->item.row[i].kind == kind && x->item.row[i].row == row)
            return i;
    }
    return NONE;
}

/* The number of the item that a record's id names, NONE. */
static uint32_t find_id(const struct doc *d, const struct items *x,
                        const char *id)
{
    size_t n = strlen(d->src.id);
    for (uint32_t i = 0; i < x->item.n; i++) {
        char own[40];
        snprintf(own, sizeof own, "%s/%u", out_record[x->item.row[i].kind],
                 x->item.row[i].row + 1);
        if (!strcmp(own, id + n + 1))
            return i;
    }
    return NONE;
}

static void put_record(struct pen *w, const struct item *it)
{
    static void (*const why[N_REC])(struct pen *, uint32_t) = {
        NULL, why_statement, why_event, why_position, why_shift, NULL,
    };
    pen_item(w, it);
    if (why[it->kind])
        why[it->kind](w, it->row);
    buf_char(w->b, '\n');
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
            put_record(w, &x->item.row[i]);
    }
    put_doubts(w, s);
    buf_char(w->b, '\n');
    for (uint32_t t = s.beg; t < s.end; t++)
        put_row(w, s, t);
    buf_char(w->b, '\n');
    return true;
}

/* Sentences [beg, end). */
static enum rc put_sentences(struct pen *w, struct items *x, uint32_t beg,
                             uint32_t end, struct err *e)
{
    for (uint32_t i = beg; i < end; i++) {
        if (!put_sentence(w, x, i, &x->mem))
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    return w->line.fail ? err_set(e, E_NOMEM, 0, "out of memory") : OK;
}

/* The sentence of a record of a ledger: where it stands now, or stood. */
static enum rc put_stored(struct pen *w, const struct why_ask *ask,
                          struct items *x, struct err *e)
{
    struct why_found f = {.row = NONE};
    TRY(why_past(w, ask, &x->mem, &f, e));
    uint32_t i = f.row == NONE ? NONE : find_row(x, f.kind, f.row);
    if (i != NONE)
        f.sent = x->item.row[i].sent;
    if (f.sent < 0 || f.sent >= w->d->sent.n)
        return OK;
    return put_sentences(w, x, (uint32_t)f.sent, (uint32_t)f.sent + 1, e);
}

static enum rc put_asked(struct pen *w, const struct why_ask *ask,
                         struct items *x, struct err *e)
{
    const struct doc *d = w->d;
    uint32_t i = 0;
    if (ask->record && (i = find_id(d, x, ask->record)) == NONE)
        return err_set(e, E_INPUT, 0, "no record \"%.120s\"", ask->record);
    if (ask->record)
        return put_sentences(w, x, x->item.row[i].sent,
                             x->item.row[i].sent + 1, e);
    if (ask->sentence < 0)
        return put_sentences(w, x, 0, d->sent.n, e);
    if ((uint32_t)ask->sentence >= d->sent.n)
        return err_set(e, E_INPUT, 0, "no sentence %d, expected 0 .. %d",
                       ask->sentence, (int)d->sent.n - 1);
    return put_sentences(w, x, (uint32_t)ask->sentence,
                         (uint32_t)ask->sentence + 1, e);
}

enum rc why_print(const struct doc *d, const struct out_style *st,
                  const struct why_ask *ask, struct buf *b, struct err *e)
{
    struct pen w = {.d = d, .st = st, .b = b, .kb = ask->kb};
    struct items x = {0};
    enum rc rc;
    if (ask->record && !is_ours(d, ask->record))
        return OK;
    if (!items_open(d, &x))
        rc = err_set(e, E_NOMEM, 0, "out of memory");
    else if (ask->stored && ask->record)
        rc = put_stored(&w, ask, &x, e);
    else
        rc = put_asked(&w, ask, &x, e);
    buf_free(&w.line);
    arena_free(&x.mem);
    return rc == OK ? buf_rc(b, e) : rc;
}
