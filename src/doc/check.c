/* Invariants of every table, one predicate a table: it answers what is wrong
 * with a row, or NULL. A row is looked at when the layer that writes its table
 * is in doc.have; it may rely on the tables of earlier layers. */
#include "doc/doc.h"

#include <string.h>

/* Rows of a table beside another: tag and dep beside tok. */
static bool has(const struct doc *d, enum layer l)
{
    return d->have >> l & 1;
}

static bool unit(float p)
{
    return p >= 0.0f && p <= 1.0f;
}

static bool text_ok(const struct doc *d, str_id s)
{
    return s < d->pool.n && (s == 0 || d->pool.row[s - 1] == '\0');
}

/* A run of at least one token. */
static bool run_ok(const struct doc *d, struct run r)
{
    return r.beg < r.end && r.end <= d->tok.n;
}

/* A run that stays in one sentence. */
static bool run_in_sent(const struct doc *d, struct run r)
{
    return run_ok(d, r) &&
           d->sent_of.row[r.beg] == d->sent_of.row[r.end - 1];
}

/* A span of at least one byte that cuts no character. */
static bool span_ok(const struct doc *d, struct span s)
{
    return s.beg < s.end && s.end <= d->len &&
           ((unsigned char)d->text[s.beg] & 0xc0) != 0x80 &&
           (s.end == d->len ||
            ((unsigned char)d->text[s.end] & 0xc0) != 0x80);
}

static bool row_ok(uint32_t row, uint32_t n)
{
    return row == NONE || row < n;
}

/* Every entry of a list is a row of a table of n rows. */
static bool rows_ok(const struct doc *d, struct rows r, uint32_t n)
{
    if (r.n > d->list.n || r.beg > d->list.n - r.n)
        return false;
    for (uint32_t i = 0; i < r.n; i++) {
        if (d->list.row[r.beg + i] >= n)
            return false;
    }
    return true;
}

/* Pieces of text: in range and well formed. */
static bool pieces_ok(const struct doc *d, struct rows r)
{
    if (!rows_ok(d, r, d->piece.n))
        return false;
    for (uint32_t i = 0; i < r.n; i++) {
        if (!span_ok(d, d->piece.row[d->list.row[r.beg + i]]))
            return false;
    }
    return true;
}

/* Bytes [beg, end) hold no letter or digit of ASCII. */
static bool no_word(const struct doc *d, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++) {
        char c = d->text[i];
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
            (c >= 'A' && c <= 'Z'))
            return false;
    }
    return true;
}

static const char *bad_tok(const struct doc *d, uint32_t i)
{
    const struct tok *t = &d->tok.row[i];
    uint32_t before = i ? t[-1].at.end : 0;
    if (!span_ok(d, t->at))
        return "span is empty, outside the text or cuts a character";
    if (t->at.beg < before)
        return "begins before its neighbour ends";
    if (!no_word(d, before, t->at.beg) ||
        (i + 1 == d->tok.n && !no_word(d, t->at.end, d->len)))
        return "a word beside it is in no token";
    if (t->gap > GAP_PARAGRAPH || t->shape > SHAPE_OTHER)
        return "gap or shape is not in its list";
    if (i == 0)
        return t->gap == GAP_PARAGRAPH ? NULL : "the first opens no paragraph";
    return (t->gap == GAP_NONE) == (t->at.beg == before)
               ? NULL : "gap does not agree with the text";
}

static const char *bad_window(const struct doc *d, uint32_t i)
{
    struct run r = d->window.row[i];
    if (!run_ok(d, r) || r.beg != (i ? d->window.row[i - 1].end : 0))
        return "windows do not follow one another";
    return i + 1 < d->window.n || r.end == d->tok.n
               ? NULL : "windows do not cover the tokens";
}

static const char *bad_sent(const struct doc *d, uint32_t i)
{
    struct run r = d->sent.row[i];
    if (!run_ok(d, r) || r.beg != (i ? d->sent.row[i - 1].end : 0))
        return "sentences do not follow one another";
    if (i + 1 == d->sent.n && r.end != d->tok.n)
        return "sentences do not cover the tokens";
    for (uint32_t t = r.beg; t < r.end; t++) {
        if (d->sent_of.row[t] != i)
            return "sent_of names another sentence";
    }
    return NULL;
}

static const char *bad_tag(const struct doc *d, uint32_t i)
{
    const struct tag *t = &d->tag.row[i];
    if (t->upos >= N_UPOS || t->rival >= N_UPOS)
        return "part of speech is not in its list";
    if (!unit(t->p) || !unit(t->p_rival))
        return "probability is not in 0..1";
    return t->lemma && text_ok(d, t->lemma) ? NULL : "lemma is missing";
}

static const char *bad_dep(const struct doc *d, uint32_t i)
{
    const struct dep *p = &d->dep.row[i];
    struct run s = d->sent.row[d->sent_of.row[i]];
    if (p->rel >= N_REL || !unit(p->p))
        return "relation or probability is out of range";
    if ((p->head == NONE) != (p->rel == REL_ROOT))
        return "root and the relation root do not go together";
    if (p->head != NONE && (p->head < s.beg || p->head >= s.end))
        return "head lies outside the sentence";
    uint32_t n = 0, t = i;
    for (; t != NONE && n <= s.end - s.beg; n++)
        t = d->dep.row[t].head;
    if (t != NONE)
        return "heads run in a circle";
    n = 0;
    for (t = s.beg; i == s.beg && t < s.end; t++)
        n += d->dep.row[t].head == NONE;
    return i != s.beg || n == 1 ? NULL : "sentence has not one root";
}

static const char *bad_name(const struct doc *d, uint32_t i)
{
    const struct name *m = &d->name.row[i];
    if (!run_in_sent(d, m->at))
        return "run is empty or leaves the sentence";
    if (i && m[-1].at.end > m->at.beg)
        return "overlaps the name before it";
    return m->type < N_NAME && unit(m->p) ? NULL : "type or p out of range";
}

/* Number of classes of a frame type: of frame.cls and frame.rival. */
static const uint8_t n_cls[N_FRAME] = {N_CAT, N_STM, N_STANCE, N_SHIFT};

/* Greatest frame.kind of a type, plus one. */
static const uint8_t n_kind[N_FRAME] = {1, KIND_THINK + 1, N_ENG, 1};

static const char *bad_frame(const struct doc *d, uint32_t i)
{
    const struct frame *f = &d->frame.row[i];
    if (f->anchor >= d->tok.n || f->type >= N_FRAME)
        return "anchor or type is out of range";
    if (f->cls == 0 || f->cls >= n_cls[f->type] || f->rival >= n_cls[f->type])
        return "class is not in its list";
    if (f->mode >= N_MODE || f->fact >> N_FACT || f->ctx >> N_CTX ||
        f->kind >= n_kind[f->type] || f->strength >= N_STRENGTH)
        return "attribute is not in its list";
    if (!unit(f->p) || !unit(f->p_rival) || !unit(f->p_anchor) ||
        !unit(f->p_mode) || !unit(f->p_kind))
        return "probability is not in 0..1";
    if (f->arg.beg > f->arg.end || f->arg.end > d->arg.n)
        return "arguments are out of range";
    return run_ok(d, f->window) && f->window.beg <= f->anchor &&
                   f->anchor < f->window.end
               ? NULL : "anchor lies outside its window";
}

static const char *bad_arg(const struct doc *d, uint32_t i)
{
    const struct arg *a = &d->arg.row[i];
    if (!run_ok(d, a->at))
        return "run is empty or outside the tokens";
    if (a->role >= N_ROLE || a->relation >= N_TERM || a->must >= N_MUST)
        return "role or relation is not in its list";
    return unit(a->p) && unit(a->p_relation) ? NULL
                                             : "probability is not in 0..1";
}

static const char *bad_mention(const struct doc *d, uint32_t i)
{
    const struct mention *m = &d->mention.row[i];
    if (!run_ok(d, m->at) || m->head < m->at.beg || m->head >= m->at.end)
        return "run is empty or its head lies outside";
    if (!row_ok(m->antecedent, d->mention.n) || m->antecedent == i)
        return "antecedent is no other mention";
    if (m->chain >= d->mention.n)
        return "chain is no mention";
    return m->kind <= MENTION_PRONOUN && unit(m->p) && text_ok(d, m->by)
               ? NULL : "kind, p or by is out of range";
}

static const char *bad_entity(const struct doc *d, uint32_t i)
{
    const struct entity *t = &d->entity.row[i];
    const str_id all[] = {t->name, t->actor, t->country, t->group, t->sector,
                          t->office, t->ambiguous, t->entry};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        if (!text_ok(d, all[k]))
            return "a string is not in the pool";
    }
    if (t->actor && t->via == VIA_NONE)
        return "has a code and no way to it";
    return t->via <= VIA_NOMINAL && unit(t->p) ? NULL
                                               : "via or p is out of range";
}

static const char *bad_date(const struct doc *d, uint32_t i)
{
    const struct date *t = &d->date.row[i];
    if (!run_ok(d, t->at))
        return "run is empty or outside the tokens";
    if (t->from != NO_DAY && t->to != NO_DAY && t->from > t->to)
        return "ends before it begins";
    if (t->kind >= N_DATE_KIND || t->mod >= N_DATE_MOD)
        return "kind or mod is out of range";
    return t->basis <= BASIS_RELATIVE && text_ok(d, t->value) &&
                   text_ok(d, t->by)
               ? NULL : "basis, value or rule is out of range";
}

static const char *bad_place(const struct doc *d, uint32_t i)
{
    const struct place *p = &d->place.row[i];
    if (!run_ok(d, p->at) || p->precision > PLACE_SITE)
        return "run or precision is out of range";
    if (!text_ok(d, p->name) || !text_ok(d, p->country) ||
        !text_ok(d, p->entry) || !text_ok(d, p->rivals))
        return "a string is not in the pool";
    return !p->located || (p->lat >= -90.0f && p->lat <= 90.0f &&
                           p->lon >= -180.0f && p->lon <= 180.0f)
               ? NULL : "lies off the globe";
}

static const char *bad_mark(const struct doc *d, uint32_t i)
{
    const struct mark *m = &d->mark.row[i];
    if (!span_ok(d, m->at))
        return "span is empty, outside the text or cuts a character";
    return !i || m[-1].at.beg < m->at.beg ? NULL : "marks are not in order";
}

static const char *bad_head(const struct doc *d, const struct head *h)
{
    if (h->sent >= d->sent.n || !row_ok(h->frame, d->frame.n) ||
        !row_ok(h->date, d->date.n))
        return "sentence, frame or date is no row";
    return h->basis <= BASIS_RELATIVE && unit(h->p) && h->rule &&
                   text_ok(d, h->rule)
               ? NULL : "basis, p or rule is out of range";
}

static bool empty(struct span s)
{
    return s.beg == s.end;
}

static const char *bad_statement(const struct doc *d, uint32_t i)
{
    const struct statement *s = &d->statement.row[i];
    const char *bad = bad_head(d, &s->h);
    if (bad)
        return bad;
    if (s->kind > KIND_THINK || s->form > FORM_MIXED)
        return "kind or form is not in its list";
    if (!row_ok(s->speaker, d->mention.n) ||
        !rows_ok(d, s->addressee, d->mention.n))
        return "speaker or addressee is no mention";
    if (!empty(s->cue) && !span_ok(d, s->cue))
        return "cue is outside the text";
    if (!pieces_ok(d, s->content))
        return "content is outside the text";
    uint32_t n = 0, at = i;
    for (; at != NONE && n <= d->statement.n; n++) {
        if (at >= d->statement.n)
            return "within is no statement";
        at = d->statement.row[at].within;
    }
    return at == NONE ? NULL : "statements lie within one another";
}

static const char *bad_event(const struct doc *d, uint32_t i)
{
    const struct event *v = &d->event.row[i];
    const char *bad = bad_head(d, &v->h);
    if (bad)
        return bad;
    if (!rows_ok(d, v->actor, d->mention.n) ||
        !rows_ok(d, v->recipient, d->mention.n))
        return "actor or recipient is no mention";
    if (v->category == CAT_NONE || v->category >= N_CAT || v->mode >= N_MODE ||
        v->fact >> N_FACT || v->ctx >> N_CTX || v->quad < 1 || v->quad > 4)
        return "category, mode, fact, context or quad is not in its list";
    if (v->mode && label_mode_table[v->mode].category != v->category)
        return "mode belongs to another category";
    if (!text_ok(d, v->cameo) || !span_ok(d, v->trigger))
        return "cameo or trigger is out of range";
    return row_ok(v->reported_by, d->statement.n) &&
                   row_ok(v->place, d->place.n)
               ? NULL : "reported_by or place is no row";
}

static const char *bad_term(const struct doc *d, uint32_t i)
{
    const struct term *t = &d->term.row[i];
    if (!span_ok(d, t->at))
        return "span is empty, outside the text or cuts a character";
    if (t->relation >= N_TERM || t->must >= N_MUST || t->category >= N_CAT)
        return "relation, must or category is not in its list";
    if (!unit(t->p))
        return "probability is not in 0..1";
    return text_ok(d, t->party) && text_ok(d, t->duration) &&
                   text_ok(d, t->cameo) && text_ok(d, t->recipient)
               ? NULL : "a string is not in the pool";
}

static const char *bad_position(const struct doc *d, uint32_t i)
{
    const struct position *p = &d->position.row[i];
    const char *bad = bad_head(d, &p->h);
    if (bad)
        return bad;
    if (!span_ok(d, p->trigger))
        return "trigger is outside the text";
    if (!row_ok(p->holder, d->mention.n) ||
        !row_ok(p->statement, d->statement.n))
        return "holder or statement is no row";
    if (p->engagement >= N_ENG || p->stance == STANCE_NONE ||
        p->stance >= N_STANCE || p->strength >= N_STRENGTH)
        return "engagement, stance or strength is not in its list";
    if (p->term.beg > p->term.end || p->term.end > d->term.n)
        return "terms are out of range";
    return text_ok(d, p->country) && text_ok(d, p->group) &&
                   text_ok(d, p->parties)
               ? NULL : "a string is not in the pool";
}

static const char *bad_shift(const struct doc *d, uint32_t i)
{
    const struct shift *s = &d->shift.row[i];
    const char *bad = bad_head(d, &s->h);
    if (bad)
        return bad;
    if (s->kind == SHIFT_NONE || s->kind >= N_SHIFT)
        return "kind is not in its list";
    if (!empty(s->trigger) && !span_ok(d, s->trigger))
        return "trigger is outside the text";
    if (!row_ok(s->from, d->position.n) || !row_ok(s->to, d->position.n))
        return "from or to is no position";
    return text_ok(d, s->principal) && pieces_ok(d, s->evidence)
               ? NULL : "principal or evidence is out of range";
}

static const char *bad_note(const struct doc *d, uint32_t i)
{
    const struct note *n = &d->note.row[i];
    if (!n->reason || (!empty(n->at) && !span_ok(d, n->at)))
        return "reason is missing or span outside the text";
    return !has(d, LAYER_SENT) || row_ok(n->sent, d->sent.n)
               ? NULL : "sentence is no row";
}

/* Any lists and strings: nothing to say. */
static const char *bad_nothing(const struct doc *d, uint32_t i)
{
    (void)d;
    (void)i;
    return NULL;
}

/* Where the row count of a table lies in struct doc. */
#define COUNT(table) offsetof(struct doc, table.n)

enum { ANY = 0 }; /* as many rows as there are */

/* Tables in the order of their layers; a table beside another has `per` rows
 * for each of its rows. */
static const struct table {
    enum layer layer;
    const char *name;
    size_t n;
    const char *(*bad)(const struct doc *d, uint32_t row);
    size_t beside;
    uint32_t per;
} tables[] = {
    {LAYER_TOK, "tok", COUNT(tok), bad_tok, 0, ANY},
    {LAYER_ENC, "window", COUNT(window), bad_window, 0, ANY},
    {LAYER_ENC, "enc", COUNT(enc), bad_nothing, COUNT(tok), DOC_D_ENC},
    {LAYER_ENC, "logit", COUNT(logit), bad_nothing, COUNT(tok), 64},
    {LAYER_SENT, "sent_of", COUNT(sent_of), bad_nothing, COUNT(tok), 1},
    {LAYER_SENT, "sent", COUNT(sent), bad_sent, 0, ANY},
    {LAYER_TAG, "tag", COUNT(tag), bad_tag, COUNT(tok), 1},
    {LAYER_DEP, "dep", COUNT(dep), bad_dep, COUNT(tok), 1},
    {LAYER_NAME, "name", COUNT(name), bad_name, 0, ANY},
    {LAYER_FRAME, "frame", COUNT(frame), bad_frame, 0, ANY},
    {LAYER_FRAME, "arg", COUNT(arg), bad_arg, 0, ANY},
    {LAYER_REF, "mention", COUNT(mention), bad_mention, 0, ANY},
    {LAYER_ACTOR, "entity", COUNT(entity), bad_entity, COUNT(mention), 1},
    {LAYER_DATE, "date", COUNT(date), bad_date, 0, ANY},
    {LAYER_PLACE, "place", COUNT(place), bad_place, 0, ANY},
    {LAYER_QUOTE, "mark", COUNT(mark), bad_mark, 0, ANY},
    {LAYER_QUOTE, "statement", COUNT(statement), bad_statement, 0, ANY},
    {LAYER_EVENT, "event", COUNT(event), bad_event, 0, ANY},
    {LAYER_STANCE, "term", COUNT(term), bad_term, 0, ANY},
    {LAYER_STANCE, "position", COUNT(position), bad_position, 0, ANY},
    {LAYER_STANCE, "shift", COUNT(shift), bad_shift, 0, ANY},
    {LAYER_TOK, "note", COUNT(note), bad_note, 0, ANY},
};

static uint32_t rows_at(const struct doc *d, size_t offset)
{
    uint32_t n;
    memcpy(&n, (const char *)d + offset, sizeof n);
    return n;
}

/* A document with tokens has sentences and windows; one without has none. */
static enum rc check_cover(const struct doc *d, struct err *e)
{
    bool some = d->tok.n > 0;
    if (has(d, LAYER_TOK) && !some && !no_word(d, 0, d->len))
        return err_set(e, E_INPUT, 0, "tok: text has words and no token");
    if (has(d, LAYER_ENC) && some != (d->window.n > 0))
        return err_set(e, E_INPUT, 0, "window: tokens lie in no window");
    if (has(d, LAYER_SENT) && some != (d->sent.n > 0))
        return err_set(e, E_INPUT, 0, "sent: tokens lie in no sentence");
    return OK;
}

enum rc doc_check(const struct doc *d, struct err *e)
{
    TRY(check_cover(d, e));
    for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
        const struct table *t = &tables[k];
        if (!has(d, t->layer))
            continue;
        uint32_t n = rows_at(d, t->n);
        if (t->per && n != rows_at(d, t->beside) * t->per)
            return err_set(e, E_INPUT, 0,
                           "%s: %u rows are not %u for each row of its "
                           "neighbour", t->name, n, t->per);
        for (uint32_t i = 0; i < n; i++) {
            const char *bad = t->bad(d, i);
            if (bad)
                return err_set(e, E_INPUT, i, "%s, row %u: %s", t->name, i,
                               bad);
        }
    }
    return OK;
}
