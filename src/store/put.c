/* One report in one transaction: is it known, does it replace one, its rows,
 * its index; or its records made anew. Whatever goes wrong takes the whole of
 * it back. */
#include "store/index.h"

#include <string.h>

/* 64 hex digits as 32 bytes. */
static bool bytes_of(const char *hex, uint8_t out[32])
{
    static const char digit[] = "0123456789abcdef";
    for (int i = 0; i < 64; i++) {
        const char *at = hex[i] ? strchr(digit, hex[i]) : NULL;
        if (!at)
            return false;
        unsigned v = (unsigned)(at - digit);
        out[i / 2] = (uint8_t)(i % 2 ? out[i / 2] | v : v << 4);
    }
    return true;
}

static enum rc is_known(struct store *s, const struct store_report *r,
                        bool *has, struct err *e)
{
    sqlite3_stmt *st;
    uint8_t sum[32];
    day_no day = doc_day_read(r->date, strlen(r->date));
    if (!bytes_of(r->sha256, sum))
        return err_set(e, E_INPUT, 0, "\"%.70s\": expected a SHA-256",
                       r->sha256);
    TRY(store_stmt(s, SQL_HAS, &st, e));
    sqlite3_bind_blob(st, 1, sum, sizeof sum, SQLITE_STATIC);
    store_bind(st, 2, r->id);
    sqlite3_bind_int64(st, 3, day);
    store_bind(st, 4, r->source);
    store_bind(st, 5, r->url);
    TRY(store_step(s, st, has, e));
    if (*has)
        sqlite3_reset(st);
    return OK;
}

enum rc store_has(struct store *s, const struct store_report *r, bool *has,
                  struct err *e)
{
    return is_known(s, r, has, e);
}

static const char *column(sqlite3_stmt *st, int i)
{
    return (const char *)sqlite3_column_text(st, i);
}

enum rc store_columns(struct store *s, int64_t document, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    if (s->document == document)
        return OK;
    TRY(store_stmt(s, SQL_GET_DOCUMENT, &st, e));
    sqlite3_bind_int64(st, 1, document);
    TRY(store_step(s, st, &row, e));
    if (!row)
        return err_set(e, E_INPUT, 0, "%.90s: is damaged: a record without "
                       "its report", s->path);
    const char *const c[PACK_N_COLUMN] = {
        column(st, 0), column(st, 1), column(st, 2),
        column(st, 3), column(st, 4), column(st, 5),
    };
    enum rc rc = c[0] && c[1] && c[2]
        ? pack_begin(&s->pack, c, (size_t)sqlite3_column_bytes(st, 1), e)
        : store_no_memory(e);
    sqlite3_reset(st);
    s->document = rc == OK ? document : 0;
    return rc;
}

enum rc store_unpack(struct store *s, sqlite3_stmt *st, int at, struct buf *b,
                     struct err *e)
{
    const void *p = sqlite3_column_blob(st, at);
    size_t n = (size_t)sqlite3_column_bytes(st, at);
    if (!p)
        return store_no_memory(e);
    enum rc rc = OK;
    if (sqlite3_column_type(st, at) == SQLITE_BLOB)
        rc = pack_take(&s->pack, p, n, b, e);
    else
        buf_put(b, p, n);
    if (rc == E_INPUT)
        return err_set(e, rc, 0, "%.90s: is damaged: a record cannot be read",
                       s->path);
    return rc == OK ? buf_rc(b, e) : rc;
}

/* Packs a line; when that cannot be undone to the same bytes, it is kept as
 * it is. */
static enum rc bind_json(struct store *s, sqlite3_stmt *st, int at,
                         struct json_value line, struct err *e)
{
    buf_reset(&s->packed);
    buf_reset(&s->line);
    pack_put(&s->pack, line.p, line.n, &s->packed);
    TRY(buf_rc(&s->packed, e));
    enum rc rc = pack_take(&s->pack, s->packed.p, s->packed.n, &s->line, e);
    if (rc == E_NOMEM)
        return rc;
    if (rc == OK && s->line.n == line.n &&
        !memcmp(s->line.p, line.p, line.n))
        sqlite3_bind_blob(st, at, s->packed.p, (int)s->packed.n,
                          SQLITE_STATIC);
    else
        sqlite3_bind_text(st, at, line.p, (int)line.n, SQLITE_STATIC);
    return OK;
}

/* Ids for the records of a report: behind all that are in use. */
static enum rc take_ids(struct store *s, struct store_doc *d, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_NEWEST, &st, e));
    TRY(store_step(s, st, &row, e));
    d->first = (sqlite3_column_int64(st, 0) / 8 + 1) * 8;
    sqlite3_reset(st);
    if (d->first + 8 * (int64_t)d->record.n > STORE_TURN_ID)
        return err_set(e, E_INPUT, 0, "%.90s: is full, begin another",
                       s->path);
    return OK;
}

static int64_t last_id(const struct store_doc *d)
{
    return d->first + 8 * (int64_t)d->record.n - 1;
}

static enum rc put_document(struct store *s, struct store_doc *d,
                            struct err *e)
{
    sqlite3_stmt *st;
    uint8_t sum[32];
    if (!bytes_of(d->column[PACK_SHA256], sum))
        return err_set(e, E_INPUT, 0, "sha256 is none");
    TRY(take_ids(s, d, e));
    TRY(store_stmt(s, SQL_PUT_DOCUMENT, &st, e));
    store_bind(st, 1, d->column[PACK_ID]);
    sqlite3_bind_int64(st, 2, d->day);
    store_bind(st, 3, d->column[PACK_SOURCE]);
    store_bind(st, 4, d->column[PACK_TITLE]);
    store_bind(st, 5, d->column[PACK_URL]);
    sqlite3_bind_blob(st, 6, sum, sizeof sum, SQLITE_STATIC);
    sqlite3_bind_text(st, 7, d->column[PACK_TEXT], (int)d->n_text,
                      SQLITE_STATIC);
    sqlite3_bind_int64(st, 8, d->first);
    sqlite3_bind_int64(st, 9, last_id(d));
    TRY(store_run(s, st, e));
    d->id = sqlite3_last_insert_rowid(s->db);
    return OK;
}

static enum rc put_records(struct store *s, const struct store_doc *d,
                           struct err *e)
{
    sqlite3_stmt *st;
    s->document = 0;
    TRY(pack_begin(&s->pack, d->column, d->n_text, e));
    TRY(store_stmt(s, SQL_PUT_RECORD, &st, e));
    for (uint32_t i = 0; i < d->record.n; i++) {
        const struct store_record *r = &d->record.row[i];
        sqlite3_bind_int64(st, 1, d->first + 8 * (int64_t)i + r->kind);
        sqlite3_bind_int64(st, 2, d->id);
        sqlite3_bind_int64(st, 3, r->day);
        TRY(bind_json(s, st, 4, r->json, e));
        TRY(store_run(s, st, e));
    }
    return OK;
}

/* All lines of a report of the ledger. */
static enum rc lines_of(struct store *s, int64_t document, struct buf *b,
                        int64_t *first, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_columns(s, document, e));
    TRY(store_stmt(s, SQL_GET_DOCUMENT, &st, e));
    sqlite3_bind_int64(st, 1, document);
    TRY(store_step(s, st, &row, e));
    *first = sqlite3_column_int64(st, 6);
    int64_t last = sqlite3_column_int64(st, 7);
    sqlite3_reset(st);
    TRY(store_stmt(s, SQL_GET_LINES, &st, e));
    sqlite3_bind_int64(st, 1, *first);
    sqlite3_bind_int64(st, 2, last);
    for (;;) {
        TRY(store_step(s, st, &row, e));
        if (!row)
            return buf_rc(b, e);
        enum rc rc = store_unpack(s, st, 0, b, e);
        buf_char(b, '\n');
        if (rc != OK) {
            sqlite3_reset(st);
            return rc;
        }
    }
}

/* Rows of reports that are replaced; 0: named twice. */
struct older {
    int64_t *row;
    uint32_t n, cap;
};

enum rc store_report_read(struct store *s, int64_t document, struct buf *b,
                          struct store_doc *d, struct err *e)
{
    int64_t first = 0;
    TRY(lines_of(s, document, b, &first, e));
    TRY(store_doc_read(s, b->p, b->n, d, e));
    d->id = document;
    d->first = first;
    return OK;
}

/* Are all records but the documents' own the same? */
static bool same_records(const struct store_doc *a, const struct store_doc *b)
{
    bool same = a->record.n == b->record.n;
    for (uint32_t i = 1; same && i < a->record.n; i++) {
        struct json_value x = a->record.row[i].json, y = b->record.row[i].json;
        same = x.n == y.n && !memcmp(x.p, y.p, x.n);
    }
    return same;
}

/* Takes a report out of what is derived and of the index; its rows stay. Of
 * *d their ids alone are good afterwards. *same tells whether `now` (NULL: not
 * asked) has the same records. */
static enum rc take_out(struct store *s, int64_t document,
                        struct store_doc *d, const struct store_doc *now,
                        bool *same, struct err *e)
{
    struct buf b = {0};
    enum rc rc = store_report_read(s, document, &b, d, e);
    if (rc == OK && now)
        *same = same_records(d, now);
    if (rc == OK)
        rc = store_derive(s, d, false, e);
    if (rc == OK)
        rc = store_index(s, d, false, e);
    buf_free(&b);
    return rc;
}

/* Makes a report an older version. */
static enum rc retire(struct store *s, int64_t old, int64_t newer,
                      struct err *e)
{
    struct store_doc d;
    sqlite3_stmt *st;
    TRY(take_out(s, old, &d, NULL, NULL, e));
    TRY(store_stmt(s, SQL_SET_NEWER, &st, e));
    sqlite3_bind_int64(st, 1, old);
    sqlite3_bind_int64(st, 2, newer);
    return store_run(s, st, e);
}

/* Adds the rows of reports that `word` finds to *old. */
static enum rc find_older(struct store *s, enum store_sql which,
                          const char *word, struct older *old, struct err *e)
{
    sqlite3_stmt *st;
    bool row = word != NULL;
    TRY(store_stmt(s, which, &st, e));
    store_bind(st, 1, word);
    while (row) {
        TRY(store_step(s, st, &row, e));
        if (row && !table_put(&s->mem, old, sqlite3_column_int64(st, 0))) {
            sqlite3_reset(st);
            return store_no_memory(e);
        }
    }
    return OK;
}

/* The versions that the new report, not in yet, replaces. */
static enum rc find_replaced(struct store *s, const struct store_doc *d,
                             struct older *old, struct err *e)
{
    TRY(find_older(s, SQL_OLDER_NAME, d->column[PACK_ID], old, e));
    uint32_t n = old->n;
    TRY(find_older(s, SQL_OLDER_URL, d->column[PACK_URL], old, e));
    for (uint32_t i = n; i < old->n; i++) {
        for (uint32_t k = 0; k < n; k++) {
            if (old->row[k] == old->row[i])
                old->row[i] = 0;
        }
    }
    return OK;
}

static enum rc put_report(struct store *s, struct store_doc *d,
                          enum store_put *did, struct err *e)
{
    struct store_report r = {
        d->column[PACK_ID], "", d->column[PACK_SOURCE], d->column[PACK_URL],
        d->column[PACK_SHA256],
    };
    struct json_value date = json_get(d->record.row[0].json, "date");
    struct older old = {0};
    bool known;
    r.date = arena_text(&s->mem, date.p + 1, date.n - 2);
    if (!r.date)
        return store_no_memory(e);
    TRY(is_known(s, &r, &known, e));
    *did = known ? STORE_KNOWN : STORE_ADDED;
    if (known)
        return OK;
    TRY(find_replaced(s, d, &old, e));
    TRY(put_document(s, d, e));
    for (uint32_t i = 0; i < old.n; i++) {
        if (old.row[i])
            TRY(retire(s, old.row[i], d->id, e));
        *did = STORE_REPLACED;
    }
    TRY(put_records(s, d, e));
    TRY(store_index(s, d, true, e));
    return store_derive(s, d, true, e);
}

/* The current report that was added first after `document`; 0: none. */
static enum rc current_after(struct store *s, int64_t *document,
                             struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_CURRENT, &st, e));
    sqlite3_bind_int64(st, 1, *document);
    TRY(store_step(s, st, &row, e));
    *document = row ? sqlite3_column_int64(st, 0) : 0;
    sqlite3_reset(st);
    return OK;
}

enum rc store_refill(struct store *s, struct err *e)
{
    struct buf b = {0};
    int64_t document = 0;
    enum rc rc = current_after(s, &document, e);
    while (rc == OK && document) {
        struct store_doc d;
        arena_reset(&s->mem);
        buf_reset(&b);
        rc = store_report_read(s, document, &b, &d, e);
        if (rc == OK)
            rc = store_index(s, &d, true, e);
        if (rc == OK)
            rc = store_derive(s, &d, true, e);
        if (rc == OK)
            rc = current_after(s, &document, e);
    }
    buf_free(&b);
    s->document = 0;
    return rc;
}

/* Whether a row is a report, the newest version, with this name and text. */
static enum rc is_current(struct store *s, int64_t row,
                          const struct store_doc *d, bool *is, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_GET_DOCUMENT, &st, e));
    sqlite3_bind_int64(st, 1, row);
    TRY(store_step(s, st, is, e));
    if (!*is)
        return OK;
    const char *name = column(st, 0), *sum = column(st, 2);
    *is = name && sum && !strcmp(name, d->column[PACK_ID]) &&
          !strcmp(sum, d->column[PACK_SHA256]) &&
          sqlite3_column_type(st, 9) == SQLITE_NULL;
    sqlite3_reset(st);
    return OK;
}

/* Removes the records that a report had. */
static enum rc cut_records(struct store *s, const struct store_doc *d,
                           struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_CUT_RECORDS, &st, e));
    sqlite3_bind_int64(st, 1, d->first);
    sqlite3_bind_int64(st, 2, last_id(d));
    return store_run(s, st, e);
}

/* Makes the records of report d->id anew. */
static enum rc change_report(struct store *s, struct store_doc *d,
                             enum store_put *did, struct err *e)
{
    struct store_doc old;
    sqlite3_stmt *st;
    bool current, same;
    TRY(is_current(s, d->id, d, &current, e));
    *did = STORE_KNOWN;
    if (!current)
        return OK;
    TRY(take_ids(s, d, e));
    TRY(take_out(s, d->id, &old, d, &same, e));
    *did = same ? STORE_SAME : STORE_REPLACED;
    TRY(cut_records(s, &old, e));
    TRY(store_stmt(s, SQL_SET_RECORDS, &st, e));
    sqlite3_bind_int64(st, 1, d->id);
    sqlite3_bind_int64(st, 2, d->first);
    sqlite3_bind_int64(st, 3, last_id(d));
    TRY(store_run(s, st, e));
    TRY(put_records(s, d, e));
    TRY(store_index(s, d, true, e));
    return store_derive(s, d, true, e);
}

/* Runs a change of the ledger as one transaction. */
static enum rc transact(struct store *s, struct store_doc *d,
                        enum rc (*change)(struct store *, struct store_doc *,
                                          enum store_put *, struct err *),
                        enum store_put *did, struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_BEGIN, &st, e));
    TRY(store_run(s, st, e));
    enum rc rc = change(s, d, did, e);
    if (rc == OK)
        rc = store_stmt(s, SQL_COMMIT, &st, e);
    if (rc == OK)
        rc = store_run(s, st, e);
    s->document = 0;
    if (rc != OK)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

enum rc store_put(struct store *s, const char *lines, size_t n,
                  enum store_put *did, struct err *e)
{
    struct store_doc d;
    arena_reset(&s->mem);
    TRY(store_doc_read(s, lines, n, &d, e));
    return transact(s, &d, put_report, did, e);
}

enum rc store_recode(struct store *s, int64_t report, const char *lines,
                     size_t n, enum store_put *did, struct err *e)
{
    struct store_doc d;
    arena_reset(&s->mem);
    TRY(store_doc_read(s, lines, n, &d, e));
    d.id = report;
    return transact(s, &d, change_report, did, e);
}
