/* Tables stand and turn: positions of different reports compared.
 *
 * What follows for a position is decided by the SHIFT_BACK stands before it on
 * its lines, at most 366 days earlier, so it is the same in whatever order
 * reports come: when a report comes or goes, its own positions are looked at,
 * and those that it stands before: when it comes, as far as it touches them.
 * The order on a line is that of days, and of a hash within a day. */
#include "store/index.h"

#include "near/near.h"

#include <string.h>

static int64_t hash_of(const char *s)
{
    return (int64_t)(near_hash(0, s, strlen(s)) >> 4);
}

/* The characters of a string in the arena; NULL for anything else. */
static enum rc copy(struct turner *x, struct arena *mem, struct json_value v,
                    const char **to, struct err *e)
{
    *to = NULL;
    if (!json_is_string(v))
        return OK;
    buf_reset(&x->b);
    json_put(v, &x->b);
    *to = arena_text(mem, buf_str(&x->b), x->b.n);
    return *to && !x->b.fail ? OK : store_no_memory(e);
}

/* The i-th sentence, in code points. */
static void sentence_of(const struct turner *x, int64_t i, struct shift_row *b)
{
    struct json_walk in = json_inside(x->sentences);
    struct json_value v = {NULL, 0}, beg, end;
    bool there = i >= 0;
    while (there && i-- >= 0)
        there = json_item(&in, &v);
    in = json_inside(v);
    if (!there || !json_item(&in, &beg) || !json_item(&in, &end))
        return;
    b->beg = json_int(beg, 0);
    b->end = json_int(end, 0);
}

/* A hash of the letters and digits of a sentence of the report. */
static int64_t words_of(const struct turner *x, const struct shift_row *b)
{
    const struct pack *p = &x->s->pack;
    int64_t all = utf8_map_point(&p->map, (uint32_t)p->text.n);
    uint64_t h = 0;
    if (b->beg < 0 || b->end < b->beg || b->end > all)
        return 0;
    uint32_t from = utf8_map_byte(&p->map, (uint32_t)b->beg);
    uint32_t to = utf8_map_byte(&p->map, (uint32_t)b->end);
    for (uint32_t i = from; i < to; i++) {
        char c = p->text.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      (c >= 'A' && c <= 'Z');
        c = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        h = letter ? near_hash(h, &c, 1) : h;
    }
    return (int64_t)(h >> 1);
}

/* The day of the stand: a stretch of time that holds the report's own day, or
 * that is yet to come, is what the stand is about. */
static int64_t day_of(const struct turner *x, const struct store_record *r)
{
    struct json_value to = json_get(json_get(r->json, "date_span"), "to");
    day_no end = json_is_string(to) ? doc_day_read(to.p + 1, to.n - 2)
                                    : NO_DAY;
    if (r->day > x->d->day || (end != NO_DAY && end >= x->d->day))
        return x->d->day;
    return r->day;
}

/* "Speaker", "deputy speaker": of a whole chamber. */
static bool is_speaker(struct json_value office)
{
    static const char word[] = "peaker";
    size_t k = strlen(word);
    for (size_t i = 0; json_is_string(office) && i + k < office.n; i++) {
        if (!memcmp(office.p + i, word, k))
            return true;
    }
    return false;
}

/* Does the holder speak for a government or group, not for a party or a
 * member of a chamber in it? */
static bool speaks(struct json_value holder)
{
    struct json_walk in = json_inside(json_get(holder, "sector"));
    struct json_value v;
    return json_is_string(json_get(holder, "group")) ||
           is_speaker(json_get(holder, "office")) ||
           json_is(json_get(holder, "country"), "\"EUR\"") ||
           !json_item(&in, &v) || shift_speaks(shift_string(v));
}

/* Who speaks: nobody when it is the principal as such. */
static enum rc read_voice(struct turner *x, struct json_value holder,
                          struct shift_row *b, struct err *e)
{
    struct arena *mem = &x->s->mem;
    char folded[200];
    const char *name;
    TRY(copy(x, mem, json_get(holder, "office"), &b->office, e));
    TRY(copy(x, mem, json_get(holder, "name"), &name, e));
    bool thing = json_is(json_get(holder, "via"), "\"lexicon\"") && !b->office;
    if (name && !thing) {
        size_t n = store_fold(name, strlen(name), folded, sizeof folded);
        b->voice = n ? arena_text(mem, folded, n) : NULL;
    }
    return OK;
}

/* Adds a row of a position for one counterpart. */
static enum rc add_line(struct turner *x, struct shift_row *b,
                        struct json_value principal, const char *kind,
                        struct json_value other, struct err *e)
{
    buf_reset(&x->b);
    json_put(principal, &x->b);
    buf_char(&x->b, '|');
    buf_text(&x->b, kind);
    buf_char(&x->b, '|');
    if (json_is_string(other))
        json_put(other, &x->b);
    b->line = arena_text(&x->s->mem, buf_str(&x->b), x->b.n);
    if (!b->line || x->b.fail || !table_put(&x->s->mem, &x->own, *b))
        return store_no_memory(e);
    return OK;
}

static bool same_value(struct json_value a, struct json_value b)
{
    return a.n == b.n && !memcmp(a.p, b.p, a.n);
}

/* The code of who holds it, as lists of parties have it: rebels without a name
 * are those of their country. */
static struct json_value principal_of(struct json_value holder)
{
    struct json_value group = json_get(holder, "group"), role;
    struct json_walk in = json_inside(json_get(holder, "sector"));
    if (!json_is_string(group))
        return json_get(holder, "country");
    return json_item(&in, &role) && same_value(role, group)
               ? json_get(holder, "actor") : group;
}

/* A group that names no other side faces the state that it is of. */
static enum rc add_home(struct turner *x, struct shift_row *b,
                        struct json_value holder, const char *kind, bool *any,
                        struct err *e)
{
    char home[] = "\"AAA\"";
    struct json_value actor = json_get(holder, "actor");
    if (json_is_string(json_get(holder, "country")) ||
        !json_is_string(json_get(holder, "group")) ||
        !json_is_string(actor) || actor.n <= sizeof home)
        return OK; /* a state, or a group of none */
    memcpy(home + 1, actor.p + 1, 3);
    *any = true;
    struct json_value other = {home, sizeof home - 1};
    return add_line(x, b, principal_of(holder), kind, other, e);
}

/* The lines of position i of the report. */
enum rc stand_read(struct turner *x, uint32_t i, struct err *e)
{
    const struct store_record *r = &x->d->record.row[i];
    struct json_value holder = json_get(r->json, "holder"), other;
    struct json_value engagement = json_get(r->json, "engagement");
    struct json_value country = json_get(holder, "country");
    struct json_value me = principal_of(holder);
    struct shift_row b = {.record = x->d->first + 8 * (int64_t)i + r->kind,
                      .document = x->d->id, .day = day_of(x, r)};
    const char *kind;
    bool any = false;
    TRY(copy(x, &x->s->mem, json_get(engagement, "kind"), &kind, e));
    TRY(copy(x, &x->s->mem, json_get(r->json, "id"), &b.id, e));
    if (!json_is_string(me) || !kind || !b.id || !speaks(holder))
        return OK;
    TRY(read_voice(x, holder, &b, e));
    sentence_of(x, json_int(json_get(r->json, "sentence"), -1), &b);
    b.words = words_of(x, &b);
    b.nth = hash_of(b.id);
    shift_read(r->json, &b.said);
    struct json_walk in = json_inside(json_get(engagement, "parties"));
    while (json_item(&in, &other)) {
        if (same_value(other, me) || same_value(other, country))
            continue;
        TRY(add_line(x, &b, me, kind, other, e));
        any = true;
    }
    if (!any)
        TRY(add_home(x, &b, holder, kind, &any, e));
    b.alone = !any;
    other = (struct json_value){"\"*\"", 3};
    return add_line(x, &b, me, kind, other, e);
}

enum rc stand_put(struct turner *x, const struct shift_row *b,
                         struct err *e)
{
    uint32_t i = (uint32_t)((b->record - x->d->first) / 8);
    sqlite3_stmt *st;
    buf_reset(&x->b);
    shift_said(x->d->record.row[i].json, &x->b);
    TRY(buf_rc(&x->b, e));
    TRY(store_stmt(x->s, SQL_PUT_STAND, &st, e));
    store_bind(st, 1, b->line);
    const int64_t number[] = {b->day, b->nth, b->record, b->document};
    for (int k = 0; k < 4; k++)
        sqlite3_bind_int64(st, k + 2, number[k]);
    store_bind(st, 6, b->id);
    sqlite3_bind_int64(st, 7, b->beg);
    sqlite3_bind_int64(st, 8, b->end);
    sqlite3_bind_int64(st, 9, b->words);
    sqlite3_bind_int(st, 13, b->alone);
    store_bind(st, 10, b->voice);
    store_bind(st, 11, b->office);
    store_bind(st, 12, buf_str(&x->b));
    return store_run(x->s, st, e);
}

enum rc stand_cut(struct turner *x, const struct shift_row *b,
                         struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(x->s, SQL_CUT_STAND, &st, e));
    store_bind(st, 1, b->line);
    sqlite3_bind_int64(st, 2, b->day);
    sqlite3_bind_int64(st, 3, b->nth);
    return store_run(x->s, st, e);
}

static const char *text_at(struct arena *mem, sqlite3_stmt *st, int i,
                           bool *fail)
{
    const char *p = (const char *)sqlite3_column_text(st, i);
    const char *s = p ? arena_text(mem, p, strlen(p)) : NULL;
    *fail |= p && !s;
    return s;
}

/* A row of stand; what it says is parsed when `whole`. */
static bool take_stand(struct arena *mem, sqlite3_stmt *st, struct shift_row *b)
{
    bool fail = false;
    *b = (struct shift_row){
        .line = text_at(mem, st, 0, &fail),
        .day = sqlite3_column_int64(st, 1), .nth = sqlite3_column_int64(st, 2),
        .record = sqlite3_column_int64(st, 3),
        .document = sqlite3_column_int64(st, 4),
        .id = text_at(mem, st, 5, &fail), .beg = sqlite3_column_int64(st, 6),
        .end = sqlite3_column_int64(st, 7),
        .words = sqlite3_column_int64(st, 8),
        .voice = text_at(mem, st, 9, &fail),
        .office = text_at(mem, st, 10, &fail),
        .alone = sqlite3_column_int(st, 12) != 0,
        .turned = sqlite3_column_int(st, 13) != 0,
    };
    const char *said = text_at(mem, st, 11, &fail);
    if (said)
        shift_read((struct json_value){said, strlen(said)}, &b->said);
    return !fail && said;
}

/* The rows of a bound statement. */
static enum rc list_stands(struct turner *x, sqlite3_stmt *st,
                           struct look *k, bool own, struct err *e)
{
    bool row;
    for (;;) {
        struct shift_row b;
        TRY(store_step(x->s, st, &row, e));
        if (!row)
            return OK;
        bool good = take_stand(&x->mem, st, &b) &&
                    (own ? table_put(&x->mem, &k->l.b, b)
                         : table_put(&x->mem, &k->l.back, b));
        if (!good) {
            sqlite3_reset(st);
            return store_no_memory(e);
        }
    }
}

enum rc stand_around(struct turner *x, const struct shift_row *b,
                     struct look *before, struct look *after, struct err *e)
{
    static const enum store_sql which[] = {SQL_STANDS_BEFORE,
                                           SQL_STANDS_AFTER};
    struct look *const to[] = {before, after};
    arena_reset(&x->mem);
    *before = *after = (struct look){0};
    if (!table_put(&x->mem, &after->l.b, *b))
        return store_no_memory(e);
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *st;
        TRY(store_stmt(x->s, which[i], &st, e));
        store_bind(st, 1, b->line);
        sqlite3_bind_int64(st, 2, b->day);
        sqlite3_bind_int64(st, 3, b->nth);
        TRY(list_stands(x, st, to[i], false, e));
    }
    return OK;
}

static enum rc list_back(struct turner *x, struct look *k, struct err *e)
{
    for (uint32_t i = 0; i < k->l.b.n; i++) {
        const struct shift_row *b = &k->l.b.row[i];
        sqlite3_stmt *st;
        TRY(store_stmt(x->s, SQL_STANDS_BEFORE, &st, e));
        store_bind(st, 1, b->line);
        sqlite3_bind_int64(st, 2, b->day);
        sqlite3_bind_int64(st, 3, b->nth);
        TRY(list_stands(x, st, k, false, e));
    }
    return OK;
}

/* Shifts to (SQL_TURNS_OF) a position that turn has. */
static enum rc list_known(struct turner *x, int64_t record, struct look *k,
                          struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(x->s, SQL_TURNS_OF, &st, e));
    sqlite3_bind_int64(st, 1, record);
    for (;;) {
        struct known t = {0};
        TRY(store_step(x->s, st, &row, e));
        if (!row)
            return OK;
        const char *kind = (const char *)sqlite3_column_text(st, 1);
        t.record = sqlite3_column_int64(st, 0);
        t.basis = sqlite3_column_int64(st, 2);
        t.earlier = sqlite3_column_int64(st, 3);
        t.own = sqlite3_column_int64(st, 4);
        if (kind && strlen(kind) < sizeof t.kind)
            memcpy(t.kind, kind, strlen(kind));
        if (!table_put(&x->mem, &k->known, t)) {
            sqlite3_reset(st);
            return store_no_memory(e);
        }
    }
}

enum rc stand_said(struct turner *x, int64_t record, struct shift_stand *to,
                   bool *found, struct err *e)
{
    sqlite3_stmt *st;
    struct shift_row b;
    TRY(store_stmt(x->s, SQL_STANDS_OF, &st, e));
    sqlite3_bind_int64(st, 1, record);
    TRY(store_step(x->s, st, found, e));
    if (!*found)
        return OK;
    bool good = take_stand(&x->mem, st, &b);
    sqlite3_reset(st);
    *to = b.said;
    return good ? OK : store_no_memory(e);
}

enum rc stand_look(struct turner *x, int64_t record, struct look *k,
                   struct err *e)
{
    sqlite3_stmt *st;
    arena_reset(&x->mem);
    *k = (struct look){0};
    TRY(store_stmt(x->s, SQL_STANDS_OF, &st, e));
    sqlite3_bind_int64(st, 1, record);
    TRY(list_stands(x, st, k, true, e));
    TRY(list_back(x, k, e));
    return list_known(x, record, k, e);
}

static bool is_listed(const struct look *k, int64_t record)
{
    for (uint32_t i = 0; i < k->pair.n; i++) {
        if (k->pair.row[i].a.record == record)
            return true;
    }
    return false;
}

/* Passages are read for a look alone. */
enum rc stand_passage(struct turner *x, const struct shift_row *b,
                       struct shift_passage *p, struct shift_text *text,
                       struct err *e)
{
    sqlite3_stmt *st;
    bool row, fail = false;
    TRY(store_stmt(x->s, SQL_PASSAGE, &st, e));
    sqlite3_bind_int64(st, 1, b->document);
    sqlite3_bind_int64(st, 2, b->beg);
    sqlite3_bind_int64(st, 3, b->end);
    TRY(store_step(x->s, st, &row, e));
    *p = (struct shift_passage){.beg = b->beg, .end = b->end};
    if (row) {
        p->text = text_at(&x->mem, st, 0, &fail);
        p->document = text_at(&x->mem, st, 1, &fail);
        text->p = text_at(&x->mem, st, 2, &fail);
        text->n = text->p ? strlen(text->p) : 0;
    }
    sqlite3_reset(st);
    return p->text && p->document && text->p && !fail ? OK
                                                      : store_no_memory(e);
}

static struct shift_text whole(const char *s)
{
    return (struct shift_text){s, strlen(s)};
}

/* Is a term that seems to be dropped told in the later report after all, or
 * another agreement spoken of? */
static enum rc is_seeming(struct turner *x, const struct shift_row *b,
                          const struct shift_pair *p, bool *is, struct err *e)
{
    struct shift_passage one, two;
    struct shift_text text, other;
    *is = false;
    TRY(stand_passage(x, &p->a, &one, &other, e));
    TRY(stand_passage(x, b, &two, &text, e));
    if (shift_is_any(&p->a) && !shift_alike(whole(one.text), whole(two.text)))
        *is = true;
    else if (strstr(b->line, "|agreement|"))
        *is = shift_other_matter(whole(one.text), whole(two.text));
    if (p->found.kind != SHIFT_SOFTENS || shift_family(&b->said) != 1)
        return OK;
    for (uint32_t i = 0; i < b->said.n_term; i++) {
        if (b->said.term[i].waived)
            return OK;
    }
    for (uint32_t i = 0; i < p->a.said.n_term; i++) {
        const struct shift_term *t = &p->a.said.term[i];
        *is = *is || (!t->waived && shift_told_in(t->words, text));
    }
    return OK;
}

enum rc stand_shift_id(struct turner *x, const struct shift_row *b,
                       const struct shift_row *a, const char **id,
                       struct err *e)
{
    const char *slash = strrchr(b->id, '/');
    size_t n = slash ? (size_t)(slash - b->id) : 0;
    buf_reset(&x->b);
    if (n > strlen("/position"))
        buf_put(&x->b, b->id, n - strlen("/position"));
    buf_text(&x->b, "/shift/");
    buf_text(&x->b, slash ? slash + 1 : "");
    buf_char(&x->b, '~');
    buf_text(&x->b, a->id);
    *id = arena_text(&x->mem, buf_str(&x->b), x->b.n);
    return *id && !x->b.fail ? OK : store_no_memory(e);
}

/* Keeps a pair among the surest; of those as sure, the latest. */
static enum rc keep(struct turner *x, struct look *k, struct shift_pair *p,
                    struct err *e)
{
    uint32_t i = k->pair.n;
    if (!table_put(&x->mem, &k->pair, *p))
        return store_no_memory(e);
    for (; i && k->pair.row[i - 1].found.p < p->found.p; i--)
        k->pair.row[i] = k->pair.row[i - 1];
    k->pair.row[i] = *p;
    k->pair.n = k->pair.n > STAND_SHIFTS ? STAND_SHIFTS : k->pair.n;
    return OK;
}

/* Words win over comparison: a shift that the report tells is all. */
static bool is_told(const struct look *k)
{
    for (uint32_t i = 0; i < k->known.n; i++) {
        if (k->known.row[i].basis == 0 &&
            strcmp(k->known.row[i].kind, "claims_unity") != 0)
            return true;
    }
    return false;
}

enum rc stand_pairs(struct turner *x, struct look *k, struct err *e)
{
    if (is_told(k) || shift_is_copy(&k->l))
        return OK;
    for (uint32_t i = 0; i < k->l.back.n; i++) {
        struct shift_pair p = {0};
        bool seeming;
        if (!shift_follows(&k->l, i, &p) || is_listed(k, p.a.record))
            continue;
        TRY(is_seeming(x, &k->l.b.row[0], &p, &seeming, e));
        if (!seeming)
            TRY(keep(x, k, &p, e));
    }
    return OK;
}
