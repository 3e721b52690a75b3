/* Why a sentence was coded as it was: its words with the evidence underlined,
 * its records, and for each what the network saw and which lines of data and
 * which rules decided; last what was seen and not coded, and the parse. */
#include "out/out_reason.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/net.h"
#include "pack/json_pair.h"

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
    reason_begin(w, "not coded");
    pen_cited(w, w->d->tok.row[t].at);
    pen_say(w, " as ");
    pen_say(w, label_frame[anchors[k].type]);
    pen_say(w, " ");
    pen_styled(w, SET_CODE, reason_class(anchors[k].type, (uint8_t)best));
    pen_say(w, " ");
    reason_number(w, p[best]);
    pen_say(w, ", none ");
    reason_number(w, p[0]);
    reason_end(w);
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
    pen_flush(w, REASON_HANG);
}

/* --------------------------------------------------- what a ledger has */

/* A record as a ledger has it and as it is now. */
struct past {
    struct pair_reading was, is;
    struct buf lines; /* of `is` */
    uint32_t i, k;    /* rows of the two, NONE: it is no longer told */
};

static void put_value(struct pen *w, struct json_value v)
{
    enum { MOST = 160 };
    size_t n = v.n < MOST ? v.n : MOST;
    while (n < v.n && n && ((unsigned char)v.p[n] & 0xc0) == 0x80)
        n--;
    if (!v.n || json_is(v, "null"))
        pen_say(w, "nothing");
    else
        buf_put(&w->line, v.p, n);
    pen_say(w, n < v.n ? " ..." : "");
}

static void put_field(void *ctx, const char *path, struct json_value old,
                      struct json_value now, bool quiet)
{
    struct pen *w = ctx;
    (void)quiet;
    reason_begin(w, path);
    put_value(w, old);
    pen_say(w, ", now ");
    put_value(w, now);
    reason_end(w);
}

static void put_version(struct pen *w, struct json_value by)
{
    static const char *const part[] = {"program", "model", "data"};
    for (int i = 0; i < 3; i++) {
        struct json_value v = json_get(by, part[i]);
        pen_say(w, i ? ", " : "");
        pen_say(w, part[i]);
        pen_say(w, " ");
        if (json_is_string(v))
            json_put(v, &w->line);
    }
}

static struct json_value version(const struct pair_reading *r)
{
    struct json_value none = {NULL, 0};
    return r->line.n ? json_get(r->line.row[0].json, "version") : none;
}

static bool same_version(const struct past *p)
{
    struct json_value a = version(&p->was), b = version(&p->is);
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

/* Says what the ledger has and whether it comes out so now. */
static void put_past(struct pen *w, const struct past *p)
{
    static const char *const said[] = {
        "now it is the same", "now it is the same, but for this:",
        "now it differs:",
    };
    enum pair_change c = p->k == NONE ? PAIR_OTHER
        : pair_compare(&p->was, p->i, &p->is, NULL, NULL);
    struct json_value id = p->was.line.row[p->i].id;
    pen_mark(w, SET_BOLD);
    json_put(id, &w->line);
    pen_mark(w, SET_PLAIN);
    pen_say(w, " in the ledger is of ");
    put_version(w, version(&p->was));
    if (same_version(p) && c == PAIR_SAME) {
        pen_say(w, ", which is this one; it comes out as it is");
    } else {
        pen_say(w, "; this one is ");
        put_version(w, version(&p->is));
        pen_say(w, "; ");
        pen_say(w, p->k == NONE ? "now no such record comes out" : said[c]);
    }
    pen_flush(w, 3);
    if (p->k != NONE && c != PAIR_SAME)
        pair_compare(&p->was, p->i, &p->is, put_field, w);
    buf_char(w->b, '\n');
}

/* Reads both; errors: E_NOMEM, E_INPUT (no such record). */
static enum rc open_past(const struct pen *w, const struct out_ask *ask,
                         struct arena *mem, struct past *p, struct err *e)
{
    TRY(out_jsonl(w->d, w->st, &p->lines, e));
    TRY(pair_read(mem, ask->stored, ask->n_stored, &p->was, e));
    TRY(pair_read(mem, p->lines.p, p->lines.n, &p->is, e));
    TRY(pair_match(mem, &p->was, &p->is, e));
    p->i = pair_find(&p->was, ask->record, strlen(ask->record));
    if (p->i == NONE)
        return err_set(e, E_INPUT, 0, "no record \"%.120s\"", ask->record);
    p->k = p->was.line.row[p->i].other;
    return OK;
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
            reason_put(w, &x->item.row[i]);
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
static enum rc why_stored(struct pen *w, const struct out_ask *ask,
                          struct items *x, struct past *p, struct err *e)
{
    TRY(open_past(w, ask, &x->mem, p, e));
    const struct pair_line *was = &p->was.line.row[p->i];
    int64_t sent = json_int(json_get(was->json, "sentence"), 0);
    put_past(w, p);
    if (p->k != NONE) {
        uint32_t kind = p->is.line.row[p->k].kind;
        uint32_t i = find_row(x, kind, p->k - p->is.first[kind]);
        sent = i != NONE ? x->item.row[i].sent : sent;
    }
    if (sent < 0 || sent >= w->d->sent.n)
        return OK;
    return put_sentences(w, x, (uint32_t)sent, (uint32_t)sent + 1, e);
}

static enum rc why_asked(struct pen *w, const struct out_ask *ask,
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

enum rc out_why(const struct doc *d, const struct out_style *st,
                const struct out_ask *ask, struct buf *b, struct err *e)
{
    struct pen w = {.d = d, .st = st, .b = b, .kb = ask->kb};
    struct items x = {0};
    struct past p = {.k = NONE};
    enum rc rc;
    if (ask->record && !is_ours(d, ask->record))
        return OK;
    if (!items_open(d, &x))
        rc = err_set(e, E_NOMEM, 0, "out of memory");
    else if (ask->stored && ask->record)
        rc = why_stored(&w, ask, &x, &p, e);
    else
        rc = why_asked(&w, ask, &x, e);
    buf_free(&p.lines);
    buf_free(&w.line);
    arena_free(&x.mem);
    return rc == OK ? buf_rc(b, e) : rc;
}
