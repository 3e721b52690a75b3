#include "out/out_pen.h"

static const char *const sequence[] = {
    "", "\033[0m", "\033[1m", "\033[2m", "\033[36m", "\033[33m",
};

void pen_mark(struct pen *w, char style)
{
    buf_char(&w->line, style);
}

void pen_say(struct pen *w, const char *s)
{
    buf_text(&w->line, s);
}

void pen_styled(struct pen *w, char style, const char *s)
{
    if (!s)
        return;
    pen_mark(w, style);
    pen_say(w, s);
    pen_mark(w, SET_PLAIN);
}

/* Words of the document, line breaks and controls turned into blanks. */
void pen_words(struct pen *w, struct span s)
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

void pen_cited(struct pen *w, struct span s)
{
    pen_mark(w, SET_WORDS);
    pen_say(w, "\xe2\x80\x9c");
    pen_words(w, s);
    pen_say(w, "\xe2\x80\x9d");
    pen_mark(w, SET_PLAIN);
}

/* Columns of a stretch without blanks. */
uint32_t pen_columns(const char *s, size_t n)
{
    uint32_t c = 0;
    for (size_t i = 0; i < n; i++)
        c += (unsigned char)s[i] > SET_WORDS && (s[i] & 0xc0) != 0x80;
    return c;
}

void pen_blanks(struct buf *b, uint32_t n)
{
    while (n--)
        buf_char(b, ' ');
}

static void put_styled(struct pen *w, const char *s, size_t n)
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
void pen_flush(struct pen *w, uint32_t hang)
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
        uint32_t c = pen_columns(p + i + gap, n - gap);
        if (at > hang && at + gap + c > width) {
            buf_char(w->b, '\n');
            pen_blanks(w->b, hang);
            at = hang;
        } else {
            pen_blanks(w->b, (uint32_t)gap);
            at += (uint32_t)gap;
        }
        put_styled(w, p + i + gap, n - gap);
        at += c;
        i += n;
    }
    buf_char(w->b, '\n');
    w->b->fail |= w->line.fail;
    buf_reset(&w->line);
}

const char *pen_code(const struct doc *d, uint32_t m)
{
    if (m >= d->entity.n)
        return NULL;
    const struct entity *n = &d->entity.row[m];
    const char *code = doc_text(d, n->actor);
    if (!code)
        code = doc_text(d, n->group);
    return code ? code : doc_text(d, n->country);
}

void pen_who(struct pen *w, uint32_t m, const char *code)
{
    if (m != NONE) {
        pen_mark(w, SET_BOLD);
        pen_words(w, doc_span(w->d, w->d->mention.row[m].at));
        pen_mark(w, SET_PLAIN);
    }
    if (code) {
        pen_say(w, m != NONE ? " [" : "[");
        pen_styled(w, SET_CODE, code);
        pen_say(w, "]");
    }
}

struct span pen_piece(const struct doc *d, struct rows r, uint32_t i)
{
    return d->piece.row[d->list.row[r.beg + i]];
}

void pen_when(struct pen *w, const struct head *h)
{
    char iso[16];
    if (h->day == NO_DAY)
        return;
    out_day(h->day, iso);
    pen_say(w, " \xc2\xb7 ");
    pen_say(w, iso);
    if (h->date < w->d->date.n) {
        pen_say(w, " ");
        pen_cited(w, doc_span(w->d, w->d->date.row[h->date].at));
    }
}
