/* Enters records into the tables they are found by, or takes them out again:
 * both derive the same keys and words from the same lines.
 *
 * A key's row is counted up once a report: `use` gathers what it had. */
#include "store/index.h"

#include <stdlib.h>
#include <string.h>

/* A key of this report. */
struct use {
    struct store_want want; /* side: of the document's own record */
    int64_t key, n, first, last;
    uint32_t next;          /* in its bucket, NONE: last */
};

/* A row of found to be: keys and body are parts of the indexer's. */
struct row {
    int64_t place;
    size_t keys, n_keys, body, n_body;
};

enum { N_BUCKET = 256 };

struct indexer {
    struct store *s;
    bool add;
    struct store_wants wants;
    TABLE(struct use) use;
    TABLE(struct row) row;
    struct buf keys, body;
    uint32_t bucket[N_BUCKET];
};

static unsigned bucket_of(const struct store_want *t)
{
    unsigned h = t->space;
    for (const char *p = t->word; *p; p++)
        h = h * 31 + (unsigned char)*p;
    return h % N_BUCKET;
}

static const char *tail_of(const struct store_want *t)
{
    const char *blank = strrchr(t->word, ' ');
    if (t->space != SPACE_NAME)
        return NULL;
    return blank ? blank + 1 : t->word;
}

/* Finds the key's row, or makes it. */
static enum rc find_key(struct store *s, struct use *u, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_KEY, &st, e));
    sqlite3_bind_int(st, 1, (int)u->want.space);
    store_bind(st, 2, u->want.word);
    TRY(store_step(s, st, &row, e));
    if (row) {
        u->key = sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
        return OK;
    }
    TRY(store_stmt(s, SQL_PUT_KEY, &st, e));
    sqlite3_bind_int(st, 1, (int)u->want.space);
    store_bind(st, 2, u->want.word);
    store_bind(st, 3, tail_of(&u->want));
    store_bind(st, 4, u->want.shown);
    sqlite3_bind_int64(st, 5, u->first);
    TRY(store_run(s, st, e));
    u->key = sqlite3_last_insert_rowid(s->db);
    return OK;
}

static enum rc use_of(struct indexer *x, const struct store_want *t,
                      int64_t day, struct use **out, struct err *e)
{
    unsigned b = bucket_of(t);
    for (uint32_t i = x->bucket[b]; i != NONE; i = x->use.row[i].next) {
        struct use *u = &x->use.row[i];
        if (u->want.space == t->space && !strcmp(u->want.word, t->word)) {
            *out = u;
            return OK;
        }
    }
    struct use u = {*t, 0, 0, day, day, x->bucket[b]};
    TRY(find_key(x->s, &u, e));
    if (!table_put(&x->s->mem, &x->use, u))
        return store_no_memory(e);
    x->bucket[b] = x->use.n - 1;
    *out = &x->use.row[x->use.n - 1];
    return OK;
}

void store_word(struct buf *b, enum store_kind kind, int side_bit,
                int64_t key)
{
    buf_char(b, (char)('0' + kind));
    buf_char(b, (char)('a' + side_bit));
    buf_int(b, key);
    buf_char(b, ' ');
}

static void put_words(struct buf *b, enum store_kind kind, unsigned side,
                      int64_t key)
{
    for (int i = 0; side >> i; i++) {
        if (side >> i & 1)
            store_word(b, kind, i, key);
    }
}

/* Adds the row of a record of which `from` tells where keys and body begin. */
static enum rc put_row(struct indexer *x, struct row from, struct err *e)
{
    from.n_keys = x->keys.n - from.keys;
    from.n_body = x->body.n - from.body;
    TRY(buf_rc(&x->keys, e));
    TRY(buf_rc(&x->body, e));
    return table_put(&x->s->mem, &x->row, from) ? OK : store_no_memory(e);
}

/* Codes that act in an event or that it is done to. */
static enum rc put_side(struct indexer *x, const struct store_want *t,
                        int64_t record, int64_t key, struct err *e)
{
    sqlite3_stmt *st;
    unsigned side = t->side & (SIDE_DOER | SIDE_OTHER);
    if (!x->add || t->space != SPACE_CODE || !side ||
        record % 8 != STORE_EVENT)
        return OK;
    TRY(store_stmt(x->s, SQL_PUT_SIDE, &st, e));
    sqlite3_bind_int64(st, 1, record);
    sqlite3_bind_int64(st, 2, key);
    sqlite3_bind_int(st, 3, (int)side);
    return store_run(x->s, st, e);
}

/* Of all records of a report. */
static enum rc cut_sides(struct store *s, const struct store_doc *d,
                         struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_CUT_SIDE, &st, e));
    sqlite3_bind_int64(st, 1, d->first);
    sqlite3_bind_int64(st, 2, d->first + 8 * (int64_t)d->record.n - 1);
    return store_run(s, st, e);
}

static enum rc put_record(struct indexer *x, const struct store_doc *d,
                          uint32_t i, struct err *e)
{
    const struct store_record *r = &d->record.row[i];
    int64_t id = d->first + 8 * (int64_t)i + r->kind;
    struct row row = {STORE_PLACE(r->day, id), x->keys.n, 0, x->body.n, 0};
    store_wants_of(&x->wants, i);
    if (x->wants.fail)
        return store_no_memory(e);
    for (uint32_t k = 0; k < x->wants.want.n; k++) {
        const struct store_want *t = &x->wants.want.row[k];
        struct use *u;
        TRY(use_of(x, t, r->day, &u, e));
        u->want.side |= t->side;
        u->want.code = t->code ? t->code : u->want.code;
        u->first = r->day < u->first ? r->day : u->first;
        u->last = r->day > u->last ? r->day : u->last;
        u->n++;
        put_words(&x->keys, r->kind, r->kind == STORE_STATEMENT
                  ? t->side & ~(unsigned)SIDE_VOICE : t->side, u->key);
        TRY(put_side(x, t, id, u->key, e));
    }
    buf_put(&x->body, x->wants.words.p, x->wants.words.n);
    return x->wants.want.n ? put_row(x, row, e) : OK;
}

/* A report is found by what any of its records is found by. */
static enum rc put_document(struct indexer *x, const struct store_doc *d,
                            struct err *e)
{
    struct store_want all = {SPACE_ALL, SIDE_DOER, "", NULL, NULL};
    struct row row = {STORE_PLACE(d->day, d->first), x->keys.n, 0, x->body.n,
                      0};
    struct use *u;
    TRY(use_of(x, &all, d->day, &u, e));
    for (uint32_t i = 0; i < x->use.n; i++) {
        u = &x->use.row[i];
        put_words(&x->keys, STORE_DOCUMENT, u->want.side, u->key);
    }
    if (d->column[PACK_TITLE]) {
        buf_text(&x->body, d->column[PACK_TITLE]);
        buf_char(&x->body, '\n');
    }
    buf_put(&x->body, d->column[PACK_TEXT], d->n_text);
    return put_row(x, row, e);
}

static int by_place(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Rows in the order of their places cost FTS5 one segment a report. */
static enum rc put_rows(struct indexer *x, struct err *e)
{
    sqlite3_stmt *st;
    qsort(x->row.row, x->row.n, sizeof *x->row.row, by_place);
    TRY(store_stmt(x->s, x->add ? SQL_PUT_FOUND : SQL_CUT_FOUND, &st, e));
    for (uint32_t i = 0; i < x->row.n; i++) {
        const struct row *r = &x->row.row[i];
        sqlite3_bind_int64(st, 1, r->place);
        sqlite3_bind_text(st, 2, buf_str(&x->keys) + r->keys, (int)r->n_keys,
                          SQLITE_STATIC);
        sqlite3_bind_text(st, 3, buf_str(&x->body) + r->body, (int)r->n_body,
                          SQLITE_STATIC);
        TRY(store_run(x->s, st, e));
    }
    return OK;
}

static enum rc count_keys(struct indexer *x, struct err *e)
{
    for (uint32_t i = 0; i < x->use.n; i++) {
        const struct use *u = &x->use.row[i];
        sqlite3_stmt *st;
        TRY(store_stmt(x->s, SQL_COUNT_KEY, &st, e));
        sqlite3_bind_int64(st, 1, u->key);
        sqlite3_bind_int64(st, 2, x->add ? u->n : -u->n);
        sqlite3_bind_int64(st, 3, u->first);
        sqlite3_bind_int64(st, 4, u->last);
        store_bind(st, 5, x->add ? u->want.code : NULL);
        TRY(store_run(x->s, st, e));
    }
    return OK;
}

enum rc store_index(struct store *s, const struct store_doc *d, bool add,
                    struct err *e)
{
    struct indexer x = {.s = s, .add = add};
    memset(x.bucket, 0xff, sizeof x.bucket);
    store_wants_begin(&x.wants, s, d);
    enum rc rc = x.wants.fail ? store_no_memory(e) : OK;
    for (uint32_t i = 1; rc == OK && i < d->record.n; i++)
        rc = put_record(&x, d, i, e);
    if (rc == OK)
        rc = put_document(&x, d, e);
    if (rc == OK)
        rc = put_rows(&x, e);
    if (rc == OK && !add)
        rc = cut_sides(s, d, e);
    if (rc == OK)
        rc = count_keys(&x, e);
    buf_free(&x.keys);
    buf_free(&x.body);
    store_wants_free(&x.wants);
    return rc;
}

enum rc store_derive(struct store *s, const struct store_doc *d, bool add,
                     struct err *e)
{
    TRY(store_stories(s, d, add, e));
    TRY(store_acts(s, d, add, e));
    return store_turns(s, d, add, e);
}
