/* A report's lines of JSON as rows to be; what a record is found by: its actors
 * on their sides, its labels, and the words it rests on. */
#include "store/index.h"

#include "kb/kb.h"

#include <string.h>

size_t store_fold(const char *name, size_t n, char *out, size_t cap)
{
    size_t len = kb_fold(name, n, out, 0, cap - 1);
    if (len >= cap - 1)
        len = 0;
    while (len && out[len - 1] == ' ')
        len--;
    out[len] = '\0';
    return len;
}

void store_want(struct store_wants *w, const struct store_want *t)
{
    for (uint32_t i = 0; i < w->want.n; i++) {
        struct store_want *x = &w->want.row[i];
        if (x->space == t->space && !strcmp(x->word, t->word)) {
            x->side |= t->side;
            return;
        }
    }
    if (!table_put(&w->s->mem, &w->want, *t))
        w->fail = true;
}

/* The characters of a string, or NULL. */
static const char *text_of(struct store_wants *w, struct json_value v)
{
    struct buf *b = &w->s->scratch;
    if (!json_is_string(v) || v.n == 2)
        return NULL;
    buf_reset(b);
    json_put(v, b);
    const char *s = arena_text(&w->s->mem, buf_str(b), b->n);
    w->fail |= !s || b->fail;
    return w->fail ? NULL : s;
}

static void want_word(struct store_wants *w, enum store_space space,
                      const char *word, unsigned side)
{
    struct store_want t = {.space = space, .side = side, .word = word};
    if (word)
        store_want(w, &t);
}

static void label(struct store_wants *w, enum store_space space,
                  struct json_value v)
{
    want_word(w, space, text_of(w, v), SIDE_DOER);
}

/* A code and what it is part of: USAGOVMIL is USAGOV and USA too. */
static void code(struct store_wants *w, struct json_value v, unsigned side)
{
    const char *s = text_of(w, v);
    size_t n = s ? strlen(s) : 0;
    want_word(w, SPACE_CODE, s, side);
    for (size_t k = 3; n % 3 == 0 && k < n; k += 3) {
        const char *part = arena_text(&w->s->mem, s, k);
        w->fail |= !part;
        want_word(w, SPACE_CODE, part, side);
    }
}

static void named(struct store_wants *w, enum store_space space,
                  struct json_value v, const char *actor, unsigned side)
{
    char folded[KB_NAME_MAX];
    const char *shown = text_of(w, v);
    size_t n = shown ? store_fold(shown, strlen(shown), folded,
                                  sizeof folded) : 0;
    if (!n)
        return;
    struct store_want t = {space, side, arena_text(&w->s->mem, folded, n),
                           shown, actor};
    if (t.word)
        store_want(w, &t);
    else
        w->fail = true;
}

static void entity(struct store_wants *w, struct json_value v, unsigned side)
{
    struct json_value actor = json_get(v, "actor");
    if (!json_is_string(actor))
        actor = json_get(v, "country");
    code(w, actor, side);
    code(w, json_get(v, "country"), side);
    code(w, json_get(v, "group"), side);
    named(w, SPACE_NAME, json_get(v, "name"), text_of(w, actor), side);
    named(w, SPACE_OFFICE, json_get(v, "office"), NULL, side);
}

static void entities(struct store_wants *w, struct json_value list,
                     unsigned side)
{
    struct json_walk in = json_inside(list);
    struct json_value v;
    while (json_item(&in, &v))
        entity(w, v, side);
}

static void codes(struct store_wants *w, struct json_value list,
                  unsigned side)
{
    struct json_walk in = json_inside(list);
    struct json_value v;
    while (json_item(&in, &v))
        code(w, v, side);
}

/* The number behind the last slash of an id, 0: null. */
static int64_t number_of(struct json_value id)
{
    size_t i = json_is_string(id) ? id.n - 1 : 0;
    while (i && id.p[i - 1] != '/')
        i--;
    struct json_value v = {id.p + i, i ? id.n - 1 - i : 0};
    return json_int(v, 0);
}

/* The speaker of a statement of this report. */
static void voice(struct store_wants *w, struct json_value id)
{
    int64_t n = number_of(id);
    if (n > 0 && n <= w->speaker.n)
        entity(w, w->speaker.row[n - 1], SIDE_VOICE);
}

static void put_words(struct store_wants *w, struct json_value text)
{
    if (w->words.n)
        buf_char(&w->words, ' ');
    if (json_is_string(text))
        json_put(text, &w->words);
}

static void put_spans(struct store_wants *w, struct json_value list)
{
    struct json_walk in = json_inside(list);
    struct json_value v;
    while (json_item(&in, &v))
        put_words(w, json_get(v, "text"));
}

/* The words of the sentence that a record stands in. */
static void put_sentence(struct store_wants *w, struct json_value record)
{
    const struct pack *p = &w->s->pack;
    int64_t nth = json_int(json_get(record, "sentence"), -1);
    struct json_walk in = json_inside(w->sentences);
    struct json_value v = {NULL, 0}, beg, end;
    for (int64_t i = 0; i <= nth; i++) {
        if (!json_item(&in, &v))
            return;
    }
    in = json_inside(v);
    if (!json_item(&in, &beg) || !json_item(&in, &end))
        return;
    int64_t a = json_int(beg, 0), b = json_int(end, 0);
    int64_t all = utf8_map_point(&p->map, (uint32_t)p->text.n);
    if (a < 0 || b < a || b > all)
        return;
    uint32_t from = utf8_map_byte(&p->map, (uint32_t)a);
    uint32_t to = utf8_map_byte(&p->map, (uint32_t)b);
    buf_put(&w->words, p->text.p + from, to - from);
}

static void of_statement(struct store_wants *w, struct json_value r)
{
    entity(w, json_get(r, "speaker"), SIDE_DOER | SIDE_VOICE);
    entities(w, json_get(r, "addressee"), SIDE_OTHER);
    label(w, SPACE_KIND, json_get(r, "kind"));
    put_spans(w, json_get(r, "content"));
}

static void of_event(struct store_wants *w, struct json_value r)
{
    entities(w, json_get(r, "actor"), SIDE_DOER);
    entities(w, json_get(r, "recipient"), SIDE_OTHER);
    code(w, json_get(json_get(r, "place"), "country"), SIDE_PLACE);
    label(w, SPACE_CATEGORY, json_get(r, "category"));
    label(w, SPACE_MODE, json_get(r, "mode"));
    voice(w, json_get(r, "reported_by"));
    put_sentence(w, r);
}

static void of_position(struct store_wants *w, struct json_value r)
{
    struct json_value engagement = json_get(r, "engagement"), term;
    entity(w, json_get(r, "holder"), SIDE_DOER);
    codes(w, json_get(engagement, "parties"), SIDE_OTHER);
    struct json_walk in = json_inside(json_get(r, "terms"));
    while (json_item(&in, &term)) {
        code(w, json_get(term, "party"), SIDE_OTHER);
        code(w, json_get(term, "recipient"), SIDE_OTHER);
    }
    voice(w, json_get(r, "statement"));
    label(w, SPACE_STANCE, json_get(r, "stance"));
    label(w, SPACE_ENGAGEMENT, json_get(engagement, "kind"));
    put_sentence(w, r);
}

/* The position of this report that an id of a shift names. */
static struct json_value position(const struct store_wants *w,
                                  struct json_value id)
{
    int64_t nth = number_of(id);
    for (uint32_t i = 1; nth && i < w->d->record.n; i++) {
        const struct store_record *r = &w->d->record.row[i];
        if (r->kind == STORE_POSITION && --nth == 0)
            return r->json;
    }
    return (struct json_value){NULL, 0};
}

static void of_shift(struct store_wants *w, struct json_value r)
{
    static const char *const end[] = {"from", "to"};
    code(w, json_get(r, "principal"), SIDE_DOER);
    label(w, SPACE_KIND, json_get(r, "kind"));
    for (int i = 0; i < 2; i++) {
        struct json_value p = position(w, json_get(r, end[i]));
        struct json_value engagement = json_get(p, "engagement");
        codes(w, json_get(engagement, "parties"), SIDE_OTHER);
        label(w, SPACE_ENGAGEMENT, json_get(engagement, "kind"));
        label(w, SPACE_STANCE, json_get(p, "stance"));
        voice(w, json_get(p, "statement"));
    }
    put_spans(w, json_get(r, "evidence"));
}

void store_wants_begin(struct store_wants *w, struct store *s,
                       const struct store_doc *d)
{
    *w = (struct store_wants){.s = s, .d = d};
    w->sentences = json_get(d->record.row[0].json, "sentences");
    for (uint32_t i = 1; i < d->record.n; i++) {
        const struct store_record *r = &d->record.row[i];
        if (r->kind == STORE_STATEMENT &&
            !table_put(&s->mem, &w->speaker, json_get(r->json, "speaker")))
            w->fail = true;
    }
}

void store_wants_of(struct store_wants *w, uint32_t i)
{
    static void (*const of[STORE_N_KIND])(struct store_wants *,
                                          struct json_value) = {
        [STORE_STATEMENT] = of_statement, [STORE_EVENT] = of_event,
        [STORE_POSITION] = of_position, [STORE_SHIFT] = of_shift,
    };
    const struct store_record *r = &w->d->record.row[i];
    w->want.n = 0;
    buf_reset(&w->words);
    if (!of[r->kind])
        return;
    want_word(w, SPACE_ALL, "", SIDE_DOER);
    of[r->kind](w, r->json);
    w->fail |= w->words.fail;
}

void store_wants_free(struct store_wants *w)
{
    buf_free(&w->words);
}

/* A string of the document's record, or NULL. */
static bool take_string(struct store *s, struct json_value v, const char **to,
                        size_t *n)
{
    *to = NULL;
    if (!json_is_string(v))
        return true;
    buf_reset(&s->scratch);
    json_put(v, &s->scratch);
    if (s->scratch.fail)
        return false;
    *n = s->scratch.n;
    return (*to = arena_text(&s->mem, buf_str(&s->scratch), *n)) != NULL;
}

static enum rc bad(struct err *e, size_t at, const char *what)
{
    return err_set(e, E_INPUT, at, "%s, expected the records of one report",
                   what);
}

/* The columns of the document's row. */
static enum rc read_columns(struct store *s, struct store_doc *d,
                            struct err *e)
{
    static const char *const name[PACK_N_COLUMN] = {
        "document", "text", "sha256", "source", "title", "url",
    };
    struct json_walk w = json_inside(d->record.row[0].json);
    struct json_value k, v;
    while (json_field(&w, &k, &v)) {
        for (int i = 0; i < PACK_N_COLUMN; i++) {
            size_t n = 0;
            if (!json_is(k, name[i]))
                continue;
            if (!take_string(s, v, &d->column[i], &n))
                return store_no_memory(e);
            if (i == PACK_TEXT && d->column[i])
                d->n_text = n;
        }
    }
    if (!d->column[PACK_ID] || !d->column[PACK_TEXT] ||
        !d->column[PACK_SHA256] || strlen(d->column[PACK_SHA256]) != 64)
        return bad(e, 0, "a document without id, text or sha256");
    return OK;
}

static int64_t day_of(struct json_value record, int64_t none)
{
    struct json_value v = json_get(record, "date");
    day_no day = json_is_string(v) ? doc_day_read(v.p + 1, v.n - 2) : NO_DAY;
    return day == NO_DAY ? none : day;
}

static enum rc read_line(struct store *s, struct store_doc *d,
                         struct json_value line, size_t at, struct err *e)
{
    struct json_value kind = json_get(line, "record");
    struct store_record r = {line, STORE_N_KIND, 0};
    for (int i = 0; i < STORE_N_KIND && json_is_string(kind); i++) {
        struct json_value word = {kind.p + 1, kind.n - 2};
        if (json_is(word, store_kind_name[i]))
            r.kind = (enum store_kind)i;
    }
    if (r.kind == STORE_N_KIND)
        return bad(e, at, "a line that is no record");
    if ((r.kind == STORE_DOCUMENT) != (d->record.n == 0))
        return bad(e, at, d->record.n ? "a second document"
                                      : "a record before its document");
    r.day = day_of(line, d->day);
    if (!d->record.n) {
        if (r.day == NO_DAY)
            return bad(e, at, "a document without date");
        d->day = r.day;
    }
    return table_put(&s->mem, &d->record, r) ? OK : store_no_memory(e);
}

enum rc store_doc_read(struct store *s, const char *lines, size_t n,
                       struct store_doc *d, struct err *e)
{
    memset(d, 0, sizeof *d);
    d->day = NO_DAY;
    for (size_t i = 0; i < n;) {
        const char *end = memchr(lines + i, '\n', n - i);
        size_t k = end ? (size_t)(end - lines) - i : n - i;
        struct json_value line = {lines + i, k};
        if (k)
            TRY(read_line(s, d, line, i, e));
        i += k + 1;
    }
    if (!d->record.n)
        return bad(e, 0, "nothing");
    return read_columns(s, d, e);
}
