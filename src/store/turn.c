/* Shifts between reports as records, found like others, and the reported ones
 * that turn from a position of another report. */
#include "store/index.h"

#include "near/near.h"

#include <stdlib.h>
#include <string.h>

/* The row of a key, made when it is not there. */
static enum rc find_key(struct store *s, enum store_space space,
                        const char *word, int64_t day, int64_t *key,
                        struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    const char *blank = strrchr(word, ' ');
    TRY(store_stmt(s, SQL_GET_KEY, &st, e));
    sqlite3_bind_int(st, 1, (int)space);
    store_bind(st, 2, word);
    TRY(store_step(s, st, &row, e));
    *key = row ? sqlite3_column_int64(st, 0) : 0;
    if (row) {
        sqlite3_reset(st);
        return OK;
    }
    TRY(store_stmt(s, SQL_PUT_KEY, &st, e));
    sqlite3_bind_int(st, 1, (int)space);
    store_bind(st, 2, word);
    store_bind(st, 3, space != SPACE_NAME ? NULL : blank ? blank + 1 : word);
    store_bind(st, 4, NULL);
    sqlite3_bind_int64(st, 5, day);
    TRY(store_run(s, st, e));
    *key = sqlite3_last_insert_rowid(s->db);
    return OK;
}

static enum rc count_key(struct store *s, int64_t key, int64_t day, int by,
                         struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_COUNT_KEY, &st, e));
    sqlite3_bind_int64(st, 1, key);
    sqlite3_bind_int(st, 2, by);
    sqlite3_bind_int64(st, 3, day);
    sqlite3_bind_int64(st, 4, day);
    store_bind(st, 5, NULL);
    return store_run(s, st, e);
}

/* The keys of a shift, each with its sides. */
struct keys {
    struct store_want want[40];
    uint32_t n;
};

static void want(struct keys *k, enum store_space space, const char *word,
                 unsigned side)
{
    for (uint32_t i = 0; i < k->n && word; i++) {
        if (k->want[i].space == space && !strcmp(k->want[i].word, word)) {
            k->want[i].side |= side;
            return;
        }
    }
    if (word && *word && k->n < sizeof k->want / sizeof *k->want)
        k->want[k->n++] = (struct store_want){space, side, word, NULL, NULL};
}

static void want_code(struct keys *k, struct arena *mem, const char *code,
                      unsigned side)
{
    size_t n = strlen(code);
    want(k, SPACE_CODE, code, side);
    for (size_t i = 3; n % 3 == 0 && i < n; i += 3)
        want(k, SPACE_CODE, arena_text(mem, code, i), side);
}

static const char *field(struct arena *mem, const char *line, int i)
{
    while (i-- && line)
        line = strchr(line, '|') ? strchr(line, '|') + 1 : NULL;
    return line ? arena_text(mem, line, strcspn(line, "|")) : NULL;
}

static void want_voice(struct keys *k, struct arena *mem,
                       const struct shift_row *b)
{
    char folded[200];
    want(k, SPACE_NAME, b->voice, SIDE_VOICE);
    if (b->office && store_fold(b->office, strlen(b->office), folded,
                                sizeof folded))
        want(k, SPACE_OFFICE, arena_text(mem, folded, strlen(folded)),
             SIDE_VOICE);
    want(k, SPACE_STANCE, label_stance[b->said.stance], SIDE_DOER);
}

/* Appends the keys as found has them. */
static enum rc put_keys(struct turner *x, const struct look *k,
                        const struct shift_pair *p, struct buf *told,
                        struct err *e)
{
    struct keys keys = {.n = 0};
    const struct shift_row *b = &k->l.b.row[0];
    const char *me = field(&x->mem, b->line, 0);
    keys.want[keys.n++] = (struct store_want){SPACE_ALL, SIDE_DOER, "", NULL,
                                              NULL};
    if (me)
        want_code(&keys, &x->mem, me, SIDE_DOER);
    for (uint32_t i = 0; i < k->l.b.n; i++) {
        const char *other = field(&x->mem, k->l.b.row[i].line, 2);
        if (other && *other != '*')
            want_code(&keys, &x->mem, other, SIDE_OTHER);
    }
    want(&keys, SPACE_KIND, label_shift[p->found.kind], SIDE_DOER);
    want(&keys, SPACE_ENGAGEMENT, field(&x->mem, b->line, 1), SIDE_DOER);
    want_voice(&keys, &x->mem, &p->a);
    want_voice(&keys, &x->mem, b);
    for (uint32_t i = 0; i < keys.n; i++) {
        const struct store_want *t = &keys.want[i];
        int64_t key;
        TRY(find_key(x->s, t->space, t->word, b->day, &key, e));
        TRY(count_key(x->s, key, b->day, 1, e));
        for (int bit = 0; t->side >> bit; bit++) {
            if (t->side >> bit & 1)
                store_word(told, STORE_SHIFT, bit, key);
        }
    }
    return buf_rc(told, e);
}

/* Counts the keys down that a row of found has. */
static enum rc cut_keys(struct store *s, const char *told, int64_t day,
                        struct err *e)
{
    int64_t last = 0;
    for (const char *p = told; *p; p += strcspn(p, " ") + 1) {
        int64_t key = strtoll(p + 2, NULL, 10);
        if (key != last)
            TRY(count_key(s, key, day, -1, e));
        last = key;
    }
    return OK;
}

/* A row of found, to come or to go. */
static enum rc put_found(struct store *s, int64_t place, const char *keys,
                         const char *body, bool add, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, add ? SQL_PUT_FOUND : SQL_CUT_FOUND, &st, e));
    sqlite3_bind_int64(st, 1, place);
    store_bind(st, 2, keys);
    store_bind(st, 3, body);
    return store_run(s, st, e);
}

/* An id that hashes the name; behind it when that is taken. */
static enum rc take_id(struct store *s, const char *name, int64_t *id,
                       struct err *e)
{
    uint64_t h = near_hash(0, name, strlen(name)) >> 8;
    sqlite3_stmt *st;
    bool taken = true;
    for (; taken; h++) {
        *id = STORE_TURN_ID + 8 * (int64_t)(h & ((1u << 29) - 1)) +
              STORE_SHIFT;
        TRY(store_stmt(s, SQL_IS_RECORD, &st, e));
        sqlite3_bind_int64(st, 1, *id);
        TRY(store_step(s, st, &taken, e));
        sqlite3_reset(st);
    }
    return OK;
}

static enum rc put_json(struct turner *x, const struct look *k, int64_t id,
                        const struct buf *line, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(x->s, SQL_PUT_RECORD, &st, e));
    sqlite3_bind_int64(st, 1, id);
    sqlite3_bind_int64(st, 2, k->l.b.row[0].document);
    sqlite3_bind_int64(st, 3, k->l.b.row[0].day);
    sqlite3_bind_text(st, 4, line->p, (int)line->n, SQLITE_STATIC);
    return store_run(x->s, st, e);
}

/* A row of turn. */
struct turn_row {
    int64_t record, document, later, earlier, days, own;
    const char *kind, *told;
    int p, basis;
};

static enum rc put_turn(struct store *s, const struct turn_row *t,
                        struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_PUT_TURN, &st, e));
    sqlite3_bind_int64(st, 1, t->record);
    sqlite3_bind_int64(st, 2, t->document);
    if (t->later)
        sqlite3_bind_int64(st, 3, t->later);
    if (t->earlier)
        sqlite3_bind_int64(st, 4, t->earlier);
    store_bind(st, 5, t->kind);
    sqlite3_bind_int64(st, 6, t->days);
    sqlite3_bind_int(st, 7, t->p);
    sqlite3_bind_int(st, 8, t->basis);
    store_bind(st, 9, t->told);
    if (t->own)
        sqlite3_bind_int64(st, 10, t->own);
    enum rc rc = store_run(s, st, e);
    sqlite3_clear_bindings(st);
    return rc;
}

/* Puts a shift into found and turn. */
static enum rc enter(struct turner *x, const struct look *k,
                     const struct shift_pair *p, int64_t id, const char *body,
                     struct err *e)
{
    const struct shift_row *b = &k->l.b.row[0];
    struct turn_row t = {
        .record = id, .document = b->document, .later = b->record,
        .earlier = p->a.record, .days = b->day - p->a.day,
        .kind = label_shift[p->found.kind],
        .p = (int)(1000 * p->found.p + 0.5f), .basis = 2,
    };
    struct buf told = {0};
    enum rc rc = put_keys(x, k, p, &told, e);
    t.told = buf_str(&told);
    if (rc == OK)
        rc = put_found(x->s, STORE_PLACE(b->day, id), t.told, body, true, e);
    if (rc == OK)
        rc = put_turn(x->s, &t, e);
    buf_free(&told);
    return rc;
}

static enum rc put_pair(struct turner *x, const struct look *k,
                        const struct shift_pair *p, struct buf *b,
                        struct err *e)
{
    const struct shift_row *later = &k->l.b.row[0];
    struct shift_record r = {
        .from = p->a.id, .to = later->id, .same_speaker = p->same_voice,
        .principal = {later->line, strcspn(later->line, "|")},
        .days = later->day - p->a.day, .found = &p->found,
    };
    struct shift_text text;
    int64_t id;
    TRY(stand_shift_id(x, later, &p->a, &r.id, e));
    TRY(stand_passage(x, &p->a, &r.earlier, &text, e));
    TRY(stand_passage(x, later, &r.later, &text, e));
    TRY(take_id(x->s, r.id, &id, e));
    shift_line(&r, b);
    TRY(buf_rc(b, e));
    TRY(put_json(x, k, id, b, e));
    buf_reset(b);
    buf_text(b, r.earlier.text);
    buf_char(b, ' ');
    buf_text(b, r.later.text);
    TRY(buf_rc(b, e));
    return enter(x, k, p, id, buf_str(b), e);
}

/* What is to be undone of a shift. */
struct undo {
    const char *told, *line;
    int64_t day;
};

static enum rc read_undo(struct turner *x, int64_t record, struct undo *u,
                         struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(x->s, SQL_GET_TURN, &st, e));
    sqlite3_bind_int64(st, 1, record);
    TRY(store_step(x->s, st, &row, e));
    if (!row)
        return err_set(e, E_INPUT, 0, "%.90s: is damaged: a shift without its "
                       "record", x->s->path);
    const char *told = (const char *)sqlite3_column_text(st, 0);
    const char *line = (const char *)sqlite3_column_text(st, 2);
    u->told = told ? arena_text(&x->mem, told, strlen(told)) : NULL;
    u->line = line ? arena_text(&x->mem, line, strlen(line)) : NULL;
    u->day = sqlite3_column_int64(st, 3);
    sqlite3_reset(st);
    return u->told && u->line ? OK : store_no_memory(e);
}

/* The passages of a line, as they were put into words. */
static enum rc body_of(const char *line, struct buf *b, struct err *e)
{
    struct json_value r = {line, strlen(line)}, v;
    struct json_walk in = json_inside(json_get(r, "evidence"));
    for (int i = 0; json_item(&in, &v); i++) {
        if (i)
            buf_char(b, ' ');
        json_put(json_get(v, "text"), b);
    }
    return buf_rc(b, e);
}

/* Takes a shift between reports out. */
static enum rc cut_pair(struct turner *x, int64_t record, struct buf *b,
                        struct err *e)
{
    sqlite3_stmt *st;
    struct undo u = {NULL, NULL, 0};
    TRY(read_undo(x, record, &u, e));
    TRY(cut_keys(x->s, u.told, u.day, e));
    buf_reset(b);
    TRY(body_of(u.line, b, e));
    TRY(put_found(x->s, STORE_PLACE(u.day, record), u.told, buf_str(b), false,
                  e));
    TRY(store_stmt(x->s, SQL_CUT_RECORDS, &st, e));
    sqlite3_bind_int64(st, 1, record);
    sqlite3_bind_int64(st, 2, record);
    TRY(store_run(x->s, st, e));
    TRY(store_stmt(x->s, SQL_CUT_TURN, &st, e));
    sqlite3_bind_int64(st, 1, record);
    return store_run(x->s, st, e);
}

static bool is_wanted(const struct look *k, int64_t earlier)
{
    for (uint32_t i = 0; i < k->pair.n; i++) {
        if (k->pair.row[i].a.record == earlier)
            return true;
    }
    return false;
}

static bool is_there(const struct look *k, int64_t earlier)
{
    for (uint32_t i = 0; i < k->known.n; i++) {
        if (k->known.row[i].basis == 2 && k->known.row[i].earlier == earlier)
            return true;
    }
    return false;
}

/* Links a shift that the report tells to the stand it turns from. */
static enum rc link_told(struct turner *x, const struct look *k,
                         const struct known *t, struct buf *b, struct err *e)
{
    struct shift_stand own;
    struct shift_passage p;
    struct shift_text text;
    sqlite3_stmt *st;
    bool has = t->own != 0;
    if (has)
        TRY(stand_said(x, t->own, &own, &has, e));
    const struct shift_row *a = shift_meant(&k->l, t->kind, has ? &own : NULL);
    buf_reset(b);
    if (a) {
        TRY(stand_passage(x, a, &p, &text, e));
        buf_text(b, "{\"from\":\"");
        buf_json(b, a->id, strlen(a->id));
        buf_text(b, "\",\"evidence\":");
        shift_evidence(&p, b);
        buf_char(b, '}');
        TRY(buf_rc(b, e));
    }
    TRY(store_stmt(x->s, SQL_LINK_TURN, &st, e));
    sqlite3_bind_int64(st, 1, t->record);
    if (a) {
        sqlite3_bind_int64(st, 2, a->record);
        sqlite3_bind_int64(st, 3, k->l.b.row[0].day - a->day);
    }
    store_bind(st, 4, a ? buf_str(b) : NULL);
    enum rc rc = store_run(x->s, st, e);
    sqlite3_clear_bindings(st);
    return rc;
}

/* Makes what follows for one position what it should be. */
static enum rc look_at(struct turner *x, int64_t record, struct err *e)
{
    struct look k;
    struct buf b = {0};
    TRY(stand_look(x, record, &k, e));
    if (!k.l.b.n)
        return OK;
    enum rc rc = stand_pairs(x, &k, e);
    for (uint32_t i = 0; rc == OK && i < k.known.n; i++) {
        const struct known *t = &k.known.row[i];
        if (t->basis == 2 && !is_wanted(&k, t->earlier))
            rc = cut_pair(x, t->record, &b, e);
        else if (t->basis == 0)
            rc = link_told(x, &k, t, &b, e);
    }
    for (uint32_t i = 0; rc == OK && i < k.pair.n; i++) {
        buf_reset(&b);
        if (!is_there(&k, k.pair.row[i].a.record))
            rc = put_pair(x, &k, &k.pair.row[i], &b, e);
    }
    buf_free(&b);
    return rc;
}

/* Adds a position to those that are to be looked at. */
static enum rc add_redo(struct turner *x, int64_t record, struct err *e)
{
    for (uint32_t i = 0; i < x->redo.n; i++) {
        if (x->redo.row[i] == record)
            return OK;
    }
    return table_put(&x->s->mem, &x->redo, record) ? OK : store_no_memory(e);
}

/* Those behind a stand on its line that it touches; all of them when it
 * goes. */
static enum rc add_after(struct turner *x, const struct shift_row *b, bool add,
                         struct err *e)
{
    struct look before, after;
    TRY(stand_around(x, b, &before, &after, e));
    for (uint32_t i = 0; i < after.l.back.n; i++) {
        if (!add || shift_touches(&after.l, i, &before.l, x->own.n))
            TRY(add_redo(x, after.l.back.row[i].record, e));
    }
    return OK;
}

/* The record of the position that an id of this report names; 0. */
static int64_t position_of(const struct turner *x, struct json_value id)
{
    for (uint32_t i = 1; json_is_string(id) && i < x->d->record.n; i++) {
        const struct store_record *r = &x->d->record.row[i];
        struct json_value v = json_get(r->json, "id");
        if (r->kind == STORE_POSITION && v.n == id.n &&
            !memcmp(v.p, id.p, v.n))
            return x->d->first + 8 * (int64_t)i + r->kind;
    }
    return 0;
}

/* A shift of the report. */
static enum rc put_own(struct turner *x, uint32_t i, struct err *e)
{
    const struct store_record *r = &x->d->record.row[i];
    struct shift_text kind = shift_string(json_get(r->json, "kind"));
    struct shift_stand p;
    shift_read(r->json, &p);
    struct turn_row t = {
        .record = x->d->first + 8 * (int64_t)i + r->kind,
        .document = x->d->id, .p = (int)(1000 * p.p + 0.5f),
        .days = json_int(json_get(r->json, "days"), 0),
        .basis = json_is(json_get(r->json, "basis"), "\"compared\""),
    };
    if (!t.basis) {
        t.later = position_of(x, json_get(r->json, "to"));
        t.own = position_of(x, json_get(r->json, "from"));
    }
    t.kind = kind.p ? arena_text(&x->s->mem, kind.p, kind.n) : "";
    return t.kind ? put_turn(x->s, &t, e) : store_no_memory(e);
}

static enum rc cut_own(struct turner *x, uint32_t i, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(x->s, SQL_CUT_TURN, &st, e));
    sqlite3_bind_int64(st, 1, x->d->first + 8 * (int64_t)i + STORE_SHIFT);
    return store_run(x->s, st, e);
}

/* Takes out all that a position has to do with. */
static enum rc cut_all(struct turner *x, int64_t record, struct err *e)
{
    static const enum store_sql of[] = {SQL_TURNS_OF, SQL_TURNS_WITH};
    TABLE(int64_t) gone = {0};
    sqlite3_stmt *st;
    bool row;
    arena_reset(&x->mem);
    for (int i = 0; i < 2; i++) {
        TRY(store_stmt(x->s, of[i], &st, e));
        sqlite3_bind_int64(st, 1, record);
        for (;;) {
            TRY(store_step(x->s, st, &row, e));
            if (!row)
                break;
            int64_t id = sqlite3_column_int64(st, 0);
            if (id >= STORE_TURN_ID && !table_put(&x->mem, &gone, id)) {
                sqlite3_reset(st);
                return store_no_memory(e);
            }
        }
    }
    struct buf b = {0};
    enum rc rc = OK;
    for (uint32_t i = 0; rc == OK && i < gone.n; i++)
        rc = cut_pair(x, gone.row[i], &b, e);
    buf_free(&b);
    return rc;
}

static enum rc each_own(struct turner *x, bool add, struct err *e)
{
    for (uint32_t i = 1; i < x->d->record.n; i++) {
        if (x->d->record.row[i].kind == STORE_POSITION)
            TRY(stand_read(x, i, e));
    }
    for (uint32_t i = 0; i < x->own.n; i++)
        TRY(add ? stand_put(x, &x->own.row[i], e)
                : cut_all(x, x->own.row[i].record, e));
    for (uint32_t i = 1; i < x->d->record.n; i++) {
        if (x->d->record.row[i].kind == STORE_SHIFT)
            TRY(add ? put_own(x, i, e) : cut_own(x, i, e));
    }
    for (uint32_t i = 0; i < x->own.n; i++) {
        TRY(add ? add_redo(x, x->own.row[i].record, e)
                : stand_cut(x, &x->own.row[i], e));
        TRY(add_after(x, &x->own.row[i], add, e));
    }
    return OK;
}

enum rc store_turns(struct store *s, const struct store_doc *d, bool add,
                    struct err *e)
{
    struct turner x = {.s = s, .d = d};
    x.sentences = json_get(d->record.row[0].json, "sentences");
    enum rc rc = each_own(&x, add, e);
    for (uint32_t i = 0; rc == OK && i < x.redo.n; i++)
        rc = look_at(&x, x.redo.row[i], e);
    arena_free(&x.mem);
    buf_free(&x.b);
    return rc;
}
