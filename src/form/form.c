/* A record in, rows out: what a format leaves out, pairs of parties, the
 * filter of one a day. */
#include "form/form_in.h"

#include <string.h>

#include "out/out.h"

/* FNV-1a. */
static uint64_t mix(uint64_t h, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001b3);
    return h;
}

/* Appends what is in f->field as a column; in tab-separated lines nothing
 * may look like a tab, a line's end or a mark of quotation. */
static void put_field(struct form_to *f, char sep, struct buf *b)
{
    struct buf *v = &f->field;
    if (sep == ',') {
        out_csv_field(v->p, v->n, b);
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        char c = v->p[i];
        buf_char(b, (unsigned char)c < ' ' ? ' ' : c == '"' ? '\'' : c);
    }
}

/* Fills f->field: once, or once a party. */
static void fill(struct form_to *f, const struct form_row *r,
                 const struct form_column *c, const char *missing)
{
    static const struct json_value nobody = {NULL, 0};
    buf_reset(&f->field);
    if (c->side < 0)
        c->get(r, nobody, c->key, &f->field);
    for (int i = 0; c->side >= 0 && i < r->n[c->side]; i++) {
        buf_text(&f->field, i ? "; " : "");
        size_t at = f->field.n;
        c->get(r, r->who[c->side][i], c->key, &f->field);
        if (f->field.n == at && r->n[c->side] > 1)
            buf_text(&f->field, missing);
    }
    if (!f->field.n)
        buf_text(&f->field, missing);
}

/* Columns [from, to), each with a separator behind it. */
static void put_columns(struct form_to *f, const struct form_row *r, int from,
                        int to, struct buf *b)
{
    const struct form_style *s = &form_style[f->kind];
    for (int i = from; i < to; i++) {
        fill(f, r, &s->column[i], s->missing);
        b->fail |= f->field.fail;
        put_field(f, s->sep, b);
        buf_char(b, s->sep);
    }
}

static int n_column(const struct form_style *s)
{
    int n = 0;
    while (s->column[n].name)
        n++;
    return n;
}

static void put_row(struct form_to *f, const struct form_row *r,
                    struct buf *b)
{
    f->rows++;
    if (f->kind == FORM_PLOVER) {
        form_plover(r, b);
        return;
    }
    put_columns(f, r, 0, n_column(&form_style[f->kind]), b);
    if (!b->fail)
        b->p[b->n - 1] = '\n';
}

/* Joins the last columns of r to a row that is held. */
static void join(struct form_to *f, const struct form_row *r,
                 struct form_held *to, struct buf *b)
{
    int n = n_column(&form_style[f->kind]);
    struct buf one = {0};
    for (int k = 0; k < FORM_JOINED; k++) {
        buf_reset(&one);
        put_columns(f, r, n - FORM_JOINED + k, n - FORM_JOINED + k + 1, &one);
        one.n -= one.n > 0; /* the separator */
        form_join(&to->list[k], &one);
        b->fail |= one.fail;
    }
    buf_free(&one);
}

static void hold(struct form_to *f, const struct form_row *r, struct buf *b)
{
    struct form_held *h = form_hold(f);
    f->rows++;
    if (!h) {
        b->fail = true;
        return;
    }
    put_columns(f, r, 0, n_column(&form_style[f->kind]) - FORM_JOINED,
                &h->row);
    join(f, r, h, b);
}

static void put_head(struct form_to *f, struct buf *b)
{
    const struct form_style *s = &form_style[f->kind];
    if (f->begun || !s->head)
        return;
    f->begun = true;
    for (int i = 0; s->column[i].name; i++) {
        if (i)
            buf_char(b, s->sep);
        buf_text(b, s->column[i].name);
    }
    buf_char(b, '\n');
}

void form_end(struct form_to *f, struct buf *b)
{
    put_head(f, b);
    form_let_go(f, b);
}

/* A number that the same record of the same text always has; fits a double. */
static uint64_t number(const struct form_row *r, int pair)
{
    struct json_value sum = json_get(r->doc, "sha256");
    struct json_value id = json_get(r->rec, "id");
    const char k[2] = {(char)(pair & 127), (char)(pair >> 7 & 127)};
    uint64_t h = mix(UINT64_C(0xcbf29ce484222325), sum.p, sum.n);
    h = mix(mix(h, id.p, id.n), k, 2);
    return (h ^ h >> 32) & ((UINT64_C(1) << 52) - 1);
}

/* True when the day has had these parties with this code; PETRARCH says so
 * for each story. */
static bool again(struct form_to *f, const struct form_row *r, size_t *row,
                  struct buf *b)
{
    bool plover = f->kind == FORM_POLECAT || f->kind == FORM_PLOVER;
    const char *code = plover ? "category"
                     : f->kind == FORM_DNA ? "stance" : "cameo";
    struct json_value day = json_get(r->rec, "date");
    struct json_value v = json_get(r->rec, code), mode = {NULL, 0};
    bool fail = false;
    if (!f->one_a_day && f->kind != FORM_PETRARCH)
        return false;
    if (plover)
        mode = json_get(r->rec, "mode");
    uint64_t h = mix(UINT64_C(0xcbf29ce484222325), day.p, day.n);
    h = mix(mix(h, v.p, v.n), mode.p, mode.n);
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i < r->n[side]; i++) {
            buf_reset(&f->field);
            form_code(r, r->who[side][i], "", &f->field);
            fail |= f->field.fail;
            h = mix(mix(h, ">", 1), f->field.p, f->field.n);
        }
        h = mix(h, "|", 1);
    }
    if (f->kind == FORM_DNA) {
        struct json_value what = json_get(r->rec, "engagement");
        h = mix(h, what.p, what.n);
    }
    bool was = form_seen(&f->seen, h, row, &fail);
    b->fail |= fail;
    return was;
}

static void put_once(struct form_to *f, const struct form_row *r,
                     struct buf *b)
{
    const struct form_style *s = &form_style[f->kind];
    bool holds = s->joins && (f->one_a_day || f->kind == FORM_PETRARCH);
    size_t row = f->n_held;
    if (again(f, r, &row, b)) {
        f->lost[LOST_SAME]++;
        if (holds && row < f->n_held)
            join(f, r, &f->held[row], b);
    } else if (holds) {
        hold(f, r, b);
    } else {
        put_row(f, r, b);
    }
}

/* The parties of a side. */
static int parties(struct json_value list, struct json_value to[FORM_MOST])
{
    struct json_walk w = json_inside(list);
    int n = 0;
    while (n < FORM_MOST && json_item(&w, &to[n]))
        n++;
    return n;
}

/* True for a party that a code stands for. */
static bool coded(struct json_value who)
{
    return json_is_string(json_get(who, "country")) ||
           json_is_string(json_get(who, "actor"));
}

/* A row a pair: doers with the others; without others, each with each, as
 * who meets meets both ways. */
static bool put_pairs(struct form_to *f, const struct form_row *all,
                      struct buf *b)
{
    struct form_row r = {.f = f, .doc = all->doc, .rec = all->rec,
                         .n = {1, 1}};
    bool each = !all->n[1] && all->n[0] > 1, any = false;
    int n = each ? all->n[0] : all->n[1], pair = 0;
    for (int i = 0; i < all->n[0]; i++) {
        for (int k = 0; k < n; k++) {
            r.who[0][0] = all->who[0][i];
            r.who[1][0] = all->who[each ? 0 : 1][k];
            r.id = number(&r, pair++);
            bool fits = (!each || i != k) && coded(r.who[0][0]) &&
                        coded(r.who[1][0]);
            if (fits) {
                any = true;
                put_once(f, &r, b);
            }
        }
    }
    return any;
}

/* Rows for the doers alone, or without any for the others alone; false when
 * nobody has a code. */
static bool put_alone(struct form_to *f, const struct form_row *all,
                      struct buf *b)
{
    bool any = false;
    for (int side = 0, pair = 0; side < 2 && !any; side++) {
        for (int i = 0; i < all->n[side]; i++) {
            struct form_row r = {.f = f, .doc = all->doc, .rec = all->rec};
            r.who[side][0] = all->who[side][i];
            r.n[side] = 1;
            r.id = number(&r, pair++);
            if (!coded(r.who[side][0]))
                continue;
            any = true;
            put_once(f, &r, b);
        }
    }
    return any;
}

/* Rows of an event whose parties are in r. */
static void put_event(struct form_to *f, struct form_row *r, struct buf *b)
{
    const struct form_style *s = &form_style[f->kind];
    r->id = number(r, 0);
    if (s->lists)
        put_once(f, r, b);
    if (s->lists || put_pairs(f, r, b) || (s->alone && put_alone(f, r, b)))
        f->from++;
    else
        f->lost[LOST_SIDE]++;
}

static void take_event(struct form_to *f, struct form_row *r, struct buf *b)
{
    static const char *const flag[] = {
        "factuality/negated", "factuality/future", "factuality/hypothetical",
        "factuality/historical",
    };
    if (f->kind == FORM_DNA) {
        f->lost[LOST_EVENT]++;
        return;
    }
    for (int i = 0; f->kind != FORM_PLOVER && i < 4; i++) {
        if (form_true(r->rec, flag[i])) {
            f->lost[LOST_NEGATED + i]++;
            return;
        }
    }
    if (f->kind != FORM_PLOVER && f->kind != FORM_POLECAT &&
        !json_is_string(json_get(r->rec, "cameo"))) {
        f->lost[LOST_CODE]++;
        return;
    }
    r->n[0] = parties(json_get(r->rec, "actor"), r->who[0]);
    r->n[1] = parties(json_get(r->rec, "recipient"), r->who[1]);
    put_event(f, r, b);
}

static void take_position(struct form_to *f, struct form_row *r, struct buf *b)
{
    struct json_walk w = json_inside(json_get(r->rec, "terms"));
    struct json_value term;
    while (json_item(&w, &term))
        f->lost[LOST_CONDITION]++;
    if (f->kind != FORM_DNA) {
        f->lost[LOST_POSITION]++;
    } else if (form_true(r->rec, "negated")) {
        f->lost[LOST_NEGATED]++;
    } else if (!coded(json_get(r->rec, "holder"))) {
        f->lost[LOST_SIDE]++;
    } else {
        r->who[0][0] = json_get(r->rec, "holder");
        r->n[0] = 1;
        r->id = number(r, 0);
        f->from++;
        put_once(f, r, b);
    }
}

enum rc form_line(struct form_to *f, const char *line, size_t n, struct buf *b,
                  struct err *e)
{
    struct form_row r = {.f = f, .rec = {line, n}};
    struct json_value kind = json_get(r.rec, "record");
    put_head(f, b);
    if (json_is(kind, "\"document\"")) {
        if (!f->one_a_day) {
            form_let_go(f, b);
            form_seen_reset(&f->seen);
        }
        buf_reset(&f->doc);
        buf_put(&f->doc, line, n);
        b->fail |= f->doc.fail;
        return buf_rc(b, e);
    }
    r.doc = (struct json_value){f->doc.p, f->doc.n};
    if (json_is(kind, "\"event\""))
        take_event(f, &r, b);
    else if (json_is(kind, "\"position\""))
        take_position(f, &r, b);
    else if (json_is(kind, "\"statement\""))
        f->lost[LOST_STATEMENT]++;
    else if (json_is(kind, "\"shift\""))
        f->lost[LOST_SHIFT]++;
    return buf_rc(b, e);
}

void form_told(const struct form_to *f, struct buf *b)
{
    static const char *const why[N_LOST] = {
        "negated", "announced for later", "hypothetical", "of the past",
        "without a CAMEO code", "without a side", "said before",
        "terms", "statements", "events", "positions", "shifts",
    };
    buf_text(b, form_name[f->kind]);
    buf_text(b, ": rows ");
    buf_int(b, (int64_t)f->rows);
    buf_text(b, " of records ");
    buf_int(b, (int64_t)f->from);
    for (int i = 0, n = 0; i < N_LOST; i++) {
        if (!f->lost[i])
            continue;
        buf_text(b, n++ ? ", " : "; left out: ");
        buf_text(b, why[i]);
        buf_char(b, ' ');
        buf_int(b, (int64_t)f->lost[i]);
    }
}

void form_close(struct form_to *f)
{
    buf_free(&f->doc);
    buf_free(&f->field);
    struct buf rest = {0};
    form_let_go(f, &rest);
    buf_free(&rest);
    base_free(f->held);
    base_free(f->seen.at);
    *f = (struct form_to){.kb = NULL};
}
