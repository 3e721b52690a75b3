#include "out/out.h"

#include <string.h>

#include "base/utf8.h"
#include "out/out_part.h"

/* The writer of one document: commas are put before each value but the first
 * of its object or list. */
struct jw {
    const struct doc *d;
    const struct out_style *st;
    struct buf *b;
    struct utf8_map map;
    bool comma;
};

static void open(struct jw *w, char c)
{
    if (w->comma)
        buf_char(w->b, ',');
    buf_char(w->b, c);
    w->comma = false;
}

static void shut(struct jw *w, char c)
{
    buf_char(w->b, c);
    w->comma = true;
}

static void quoted(struct jw *w, const char *s, size_t n)
{
    if (w->comma)
        buf_char(w->b, ',');
    buf_char(w->b, '"');
    buf_json(w->b, s, n);
    buf_char(w->b, '"');
    w->comma = true;
}

static void key(struct jw *w, const char *k)
{
    quoted(w, k, strlen(k));
    buf_char(w->b, ':');
    w->comma = false;
}

static void raw(struct jw *w, const char *s)
{
    if (w->comma)
        buf_char(w->b, ',');
    buf_text(w->b, s);
    w->comma = true;
}

static void number(struct jw *w, int64_t v)
{
    if (w->comma)
        buf_char(w->b, ',');
    buf_int(w->b, v);
    w->comma = true;
}

static void fixed(struct jw *w, double v, int places)
{
    if (w->comma)
        buf_char(w->b, ',');
    buf_fixed(w->b, v, places);
    w->comma = true;
}

static void string(struct jw *w, const char *s)
{
    if (s)
        quoted(w, s, strlen(s));
    else
        raw(w, "null");
}

static void f_string(struct jw *w, const char *k, const char *s)
{
    key(w, k);
    string(w, s);
}

static void f_pool(struct jw *w, const char *k, str_id s)
{
    f_string(w, k, doc_text(w->d, s));
}

static void f_bool(struct jw *w, const char *k, bool v)
{
    key(w, k);
    raw(w, v ? "true" : "false");
}

static void f_number(struct jw *w, const char *k, int64_t v)
{
    key(w, k);
    number(w, v);
}

static void f_fixed(struct jw *w, const char *k, double v, int places)
{
    key(w, k);
    fixed(w, v, places);
}

/* A list from words joined by one of the characters of `sep`. */
static void f_words(struct jw *w, const char *k, str_id s, const char *sep)
{
    const char *p = doc_text(w->d, s);
    key(w, k);
    open(w, '[');
    while (p && *p) {
        size_t n = strcspn(p, sep);
        if (n)
            quoted(w, p, n);
        p += n + (p[n] != '\0');
    }
    shut(w, ']');
}

static void f_day(struct jw *w, const char *k, day_no day)
{
    char iso[16];
    if (day != NO_DAY)
        out_day(day, iso);
    f_string(w, k, day != NO_DAY ? iso : NULL);
}

static void put_id(struct jw *w, enum record kind, uint32_t row)
{
    const char *doc = w->d->src.id ? w->d->src.id : "";
    quoted(w, doc, strlen(doc));
    w->b->n -= !w->b->fail; /* its closing mark */
    buf_char(w->b, '/');
    buf_text(w->b, out_record[kind]);
    buf_char(w->b, '/');
    buf_int(w->b, (int64_t)row + 1);
    buf_char(w->b, '"');
}

static void f_ref(struct jw *w, const char *k, enum record kind, uint32_t row)
{
    key(w, k);
    if (row == NONE)
        raw(w, "null");
    else
        put_id(w, kind, row);
    w->comma = true;
}

/* {"text","start","end" and leaves the object open. */
static void span_open(struct jw *w, struct span s)
{
    open(w, '{');
    key(w, "text");
    quoted(w, w->d->text + s.beg, s.end - s.beg);
    f_number(w, "start", utf8_map_point(&w->map, s.beg));
    f_number(w, "end", utf8_map_point(&w->map, s.end));
}

static void span(struct jw *w, struct span s)
{
    if (s.beg >= s.end) {
        raw(w, "null");
        return;
    }
    span_open(w, s);
    shut(w, '}');
}

static void pieces(struct jw *w, const char *k, struct rows r)
{
    key(w, k);
    open(w, '[');
    for (uint32_t i = 0; i < r.n; i++)
        span(w, w->d->piece.row[w->d->list.row[r.beg + i]]);
    shut(w, ']');
}

static const struct entity nobody;

/* An entity; country and group are given apart, as a position's holder has
 * its own. Without a mention the words are null. */
static void entity(struct jw *w, uint32_t mention, str_id country,
                   str_id group)
{
    const struct doc *d = w->d;
    const struct entity *n =
        mention < d->entity.n ? &d->entity.row[mention] : &nobody;
    if (mention != NONE) {
        span_open(w, doc_span(d, d->mention.row[mention].at));
    } else {
        open(w, '{');
        f_string(w, "text", NULL);
        f_string(w, "start", NULL);
        f_string(w, "end", NULL);
    }
    f_pool(w, "name", n->name);
    f_pool(w, "actor", n->actor);
    f_pool(w, "country", country);
    f_pool(w, "group", group);
    f_words(w, "sector", n->sector, " ");
    f_pool(w, "office", n->office);
    f_bool(w, "anonymous", n->anonymous);
    f_words(w, "ambiguous", n->ambiguous, " ");
    f_string(w, "via", out_via[n->via]);
    f_pool(w, "entry", n->entry);
    shut(w, '}');
}

static void mention(struct jw *w, uint32_t m)
{
    if (m == NONE)
        raw(w, "null");
    else if (m < w->d->entity.n)
        entity(w, m, w->d->entity.row[m].country, w->d->entity.row[m].group);
    else
        entity(w, m, 0, 0);
}

static void mentions(struct jw *w, const char *k, struct rows r)
{
    key(w, k);
    open(w, '[');
    for (uint32_t i = 0; i < r.n; i++)
        mention(w, w->d->list.row[r.beg + i]);
    shut(w, ']');
}

static void record_open(struct jw *w, enum record kind, uint32_t row)
{
    w->comma = false;
    open(w, '{');
    f_string(w, "record", out_record[kind]);
    f_ref(w, "id", kind, row);
    f_string(w, "document", w->d->src.id);
}

static void record_shut(struct jw *w)
{
    shut(w, '}');
    buf_char(w->b, '\n');
}

static void head_open(struct jw *w, const struct head *h)
{
    const struct date *t = h->date < w->d->date.n ? &w->d->date.row[h->date]
                                                  : NULL;
    f_number(w, "sentence", h->sent);
    f_day(w, "date", h->day);
    f_string(w, "date_basis", out_basis[h->basis]);
    key(w, "date_span");
    if (t) {
        span_open(w, doc_span(w->d, t->at));
        f_pool(w, "value", t->value);
        f_day(w, "from", t->from);
        f_day(w, "to", t->to);
        shut(w, '}');
    } else {
        raw(w, "null");
    }
}

static void head_shut(struct jw *w, const struct head *h)
{
    f_fixed(w, "confidence", (double)h->p, 3);
    f_pool(w, "rule", h->rule);
    record_shut(w);
}

static void put_document(struct jw *w)
{
    const struct doc *d = w->d;
    record_open(w, REC_DOCUMENT, 0);
    f_day(w, "date", d->day);
    f_string(w, "source", d->src.origin);
    f_string(w, "title", d->src.title);
    f_string(w, "url", d->src.url);
    f_string(w, "language", "en");
    key(w, "text");
    quoted(w, d->text, d->len);
    f_string(w, "sha256", d->src.sha256);
    key(w, "sentences");
    open(w, '[');
    for (uint32_t i = 0; i < d->sent.n; i++) {
        struct span s = doc_span(d, d->sent.row[i]);
        open(w, '[');
        number(w, utf8_map_point(&w->map, s.beg));
        number(w, utf8_map_point(&w->map, s.end));
        shut(w, ']');
    }
    shut(w, ']');
    f_string(w, "story", NULL);
    key(w, "version");
    open(w, '{');
    f_string(w, "program", w->st->program);
    f_string(w, "model", w->st->model);
    f_string(w, "data", w->st->data);
    shut(w, '}');
    record_shut(w);
}

static void put_statement(struct jw *w, uint32_t row)
{
    const struct statement *s = &w->d->statement.row[row];
    record_open(w, REC_STATEMENT, row);
    head_open(w, &s->h);
    f_string(w, "kind", out_kind[s->kind]);
    key(w, "speaker");
    mention(w, s->speaker);
    mentions(w, "addressee", s->addressee);
    key(w, "cue");
    span(w, s->cue);
    pieces(w, "content", s->content);
    f_string(w, "form", out_form[s->form]);
    f_ref(w, "within", REC_STATEMENT, s->within);
    f_bool(w, "negated", s->negated);
    head_shut(w, &s->h);
}

static void put_place(struct jw *w, uint32_t row)
{
    key(w, "place");
    if (row >= w->d->place.n) {
        raw(w, "null");
        return;
    }
    const struct place *p = &w->d->place.row[row];
    span_open(w, doc_span(w->d, p->at));
    f_pool(w, "name", p->name);
    f_pool(w, "country", p->country);
    f_string(w, "precision", out_precision[p->precision]);
    key(w, "lat");
    if (p->located)
        fixed(w, (double)p->lat, 4);
    else
        raw(w, "null");
    key(w, "lon");
    if (p->located)
        fixed(w, (double)p->lon, 4);
    else
        raw(w, "null");
    shut(w, '}');
}

static void put_event(struct jw *w, uint32_t row)
{
    static const char *const fact[N_FACT] = {
        "negated", "future", "hypothetical", "historical",
    };
    const struct event *v = &w->d->event.row[row];
    record_open(w, REC_EVENT, row);
    head_open(w, &v->h);
    mentions(w, "actor", v->actor);
    mentions(w, "recipient", v->recipient);
    f_string(w, "category", label_category[v->category]);
    f_string(w, "mode", label_mode_table[v->mode].mode);
    key(w, "context");
    open(w, '[');
    for (int i = 0; i < N_CTX; i++) {
        if (v->ctx >> i & 1)
            string(w, label_ctx[i]);
    }
    shut(w, ']');
    f_pool(w, "cameo", v->cameo);
    f_number(w, "quad", v->quad);
    f_fixed(w, "score", (double)v->score, 1);
    f_fixed(w, "goldstein", (double)v->goldstein, 1);
    key(w, "factuality");
    open(w, '{');
    for (int i = 0; i < N_FACT; i++)
        f_bool(w, fact[i], v->fact >> i & 1);
    shut(w, '}');
    f_ref(w, "reported_by", REC_STATEMENT, v->reported_by);
    key(w, "trigger");
    span(w, v->trigger);
    put_place(w, v->place);
    head_shut(w, &v->h);
}

static void put_term(struct jw *w, const struct term *t)
{
    span_open(w, t->at);
    f_string(w, "relation", label_term[t->relation]);
    f_pool(w, "party", t->party);
    f_string(w, "must", label_must[t->must]);
    f_string(w, "category", t->category ? label_category[t->category] : NULL);
    f_pool(w, "cameo", t->cameo);
    f_pool(w, "recipient", t->recipient);
    f_pool(w, "duration", t->duration);
    f_bool(w, "waived", t->waived);
    f_bool(w, "negated", t->negated);
    shut(w, '}');
}

static void put_position(struct jw *w, uint32_t row)
{
    const struct position *p = &w->d->position.row[row];
    record_open(w, REC_POSITION, row);
    head_open(w, &p->h);
    key(w, "trigger");
    span(w, p->trigger);
    key(w, "holder");
    if (p->holder == NONE && !p->country && !p->group)
        raw(w, "null");
    else
        entity(w, p->holder, p->country, p->group);
    f_ref(w, "statement", REC_STATEMENT, p->statement);
    key(w, "engagement");
    open(w, '{');
    f_string(w, "kind", label_engagement[p->engagement]);
    f_words(w, "parties", p->parties, "|");
    shut(w, '}');
    f_string(w, "stance", label_stance[p->stance]);
    key(w, "terms");
    open(w, '[');
    for (uint32_t i = p->term.beg; i < p->term.end; i++)
        put_term(w, &w->d->term.row[i]);
    shut(w, ']');
    f_string(w, "strength", label_strength[p->strength]);
    f_bool(w, "negated", p->negated);
    head_shut(w, &p->h);
}

static void put_shift(struct jw *w, uint32_t row)
{
    const struct shift *s = &w->d->shift.row[row];
    record_open(w, REC_SHIFT, row);
    key(w, "trigger");
    span(w, s->trigger);
    f_string(w, "kind", label_shift[s->kind]);
    f_ref(w, "from", REC_POSITION, s->from);
    f_ref(w, "to", REC_POSITION, s->to);
    f_pool(w, "principal", s->principal);
    f_bool(w, "same_speaker", s->same_speaker);
    key(w, "days");
    if (s->days == NO_DAY)
        raw(w, "null");
    else
        number(w, s->days);
    f_string(w, "basis", s->trigger.beg < s->trigger.end ? "reported"
                                                         : "compared");
    pieces(w, "evidence", s->evidence);
    head_shut(w, &s->h);
}

static void put_note(struct jw *w, uint32_t row)
{
    const struct note *n = &w->d->note.row[row];
    record_open(w, REC_NOTE, row);
    f_number(w, "sentence", n->sent);
    key(w, "span");
    span(w, n->at);
    f_string(w, "reason", n->reason);
    record_shut(w);
}

enum rc out_jsonl(const struct doc *d, const struct out_style *st,
                  struct buf *b, struct err *e)
{
    struct arena mem = {0};
    struct jw w = {d, st, b, {0}, false};
    if (!utf8_map_make(&w.map, &mem, d->text, d->len)) {
        arena_free(&mem);
        return err_set(e, E_NOMEM, 0, "out of memory");
    }
    put_document(&w);
    for (uint32_t i = 0; i < d->statement.n; i++)
        put_statement(&w, i);
    for (uint32_t i = 0; i < d->event.n; i++)
        put_event(&w, i);
    for (uint32_t i = 0; i < d->position.n; i++)
        put_position(&w, i);
    for (uint32_t i = 0; i < d->shift.n; i++)
        put_shift(&w, i);
    for (uint32_t i = 0; i < d->note.n; i++)
        put_note(&w, i);
    arena_free(&mem);
    return buf_rc(b, e);
}
