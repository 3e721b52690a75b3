/* Tables band, story and same: reports that are copies of one another.
 *
 * What is a copy of what two texts alone decide (near_copy), when a band of
 * hashes is the same and their days are at most STORY_DAYS apart. A story is
 * all that hangs together by copies, so it is the same in whatever order they
 * come: a report that comes in joins the stories of its copies, and those that
 * are left when one goes are joined anew. */
#include "store/index.h"

#include "kb/kb.h"
#include "near/near.h"

#include <stdlib.h>
#include <string.h>

enum {
    STORY_DAYS = 3,
    STORY_TRIES = 64 /* likely copies of a report that may turn out to be
                      * none; those with the most bands in common come first */
};

/* A report, and what its text is. */
struct told {
    int64_t row, day;
    struct near_sketch text;
};

/* A report that is likely to be a copy, and the bands in common. */
struct likely {
    int64_t row;
    uint32_t n;
};

/* A story that a report joins, or one report. */
struct part {
    int64_t row; /* its first report */
    bool alone;
};

struct teller {
    struct store *s;
    struct arena list, one, other;
    TABLE(struct likely) likely; /* in list */
    TABLE(struct part) part;     /* likewise */
    uint32_t tried;
};

/* Reads a report of the ledger. */
static enum rc read_told(struct store *s, struct arena *mem, int64_t row,
                         struct told *t, struct err *e)
{
    sqlite3_stmt *st;
    bool found;
    TRY(store_stmt(s, SQL_GET_DOCUMENT, &st, e));
    sqlite3_bind_int64(st, 1, row);
    TRY(store_step(s, st, &found, e));
    const char *text = found ? (const char *)sqlite3_column_text(st, 1)
                             : NULL;
    if (!text) {
        sqlite3_reset(st);
        return store_no_memory(e);
    }
    t->row = row;
    t->day = sqlite3_column_int64(st, 8);
    enum rc rc = near_make(mem, text, (size_t)sqlite3_column_bytes(st, 1),
                           &t->text, e);
    sqlite3_reset(st);
    return rc;
}

/* Enters the bands of a report, or takes them out. */
static enum rc put_bands(struct store *s, const struct told *t, bool add,
                         struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, add ? SQL_PUT_BAND : SQL_CUT_BAND, &st, e));
    for (int i = 0; i < NEAR_N_BAND; i++) {
        sqlite3_bind_int64(st, 1, t->day);
        sqlite3_bind_int(st, 2, (int32_t)t->text.band[i]);
        sqlite3_bind_int64(st, 3, t->row);
        TRY(store_run(s, st, e));
    }
    return OK;
}

static int by_row(const void *a, const void *b)
{
    const struct likely *x = a, *y = b;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int by_bands(const void *a, const void *b)
{
    const struct likely *x = a, *y = b;
    return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : by_row(a, b);
}

/* Leaves one row of each report, those that share most first. */
static void count_likely(struct teller *x)
{
    struct likely *row = x->likely.row;
    uint32_t n = 0;
    if (!x->likely.n)
        return;
    qsort(row, x->likely.n, sizeof *row, by_row);
    for (uint32_t i = 0; i < x->likely.n; i++) {
        if (n && row[n - 1].row == row[i].row)
            row[n - 1].n++;
        else
            row[n++] = row[i];
    }
    x->likely.n = n;
    qsort(row, n, sizeof *row, by_bands);
}

/* Lists the reports that share bands with t. */
static enum rc list_likely(struct teller *x, const struct told *t,
                           struct err *e)
{
    sqlite3_stmt *st;
    bool row = true;
    arena_reset(&x->list);
    x->likely.n = x->likely.cap = x->part.n = x->part.cap = x->tried = 0;
    TRY(store_stmt(x->s, SQL_GET_BANDS, &st, e));
    sqlite3_bind_int64(st, 1, t->row);
    sqlite3_bind_int64(st, 2, t->day);
    for (int i = 0; i < NEAR_N_BAND; i++)
        sqlite3_bind_int(st, 3 + i, (int32_t)t->text.band[i]);
    while (row) {
        TRY(store_step(x->s, st, &row, e));
        struct likely c = {row ? sqlite3_column_int64(st, 0) : 0, 1};
        if (row && !table_put(&x->list, &x->likely, c)) {
            sqlite3_reset(st);
            return store_no_memory(e);
        }
    }
    count_likely(x);
    return OK;
}

/* Whether a report of the ledger is a copy of t. */
static enum rc is_copy(struct teller *x, const struct told *t, int64_t row,
                       bool *is, struct err *e)
{
    struct told other;
    arena_reset(&x->other);
    TRY(read_told(x->s, &x->other, row, &other, e));
    *is = near_copy(&t->text, &other.text);
    x->tried += !*is;
    return OK;
}

/* Whether report a is before b: in days, then by name. */
static enum rc is_before(struct store *s, int64_t a, int64_t b, bool *is,
                         struct err *e)
{
    sqlite3_stmt *st;
    TRY(store_stmt(s, SQL_IS_BEFORE, &st, e));
    sqlite3_bind_int64(st, 1, a);
    sqlite3_bind_int64(st, 2, b);
    TRY(store_step(s, st, is, e));
    if (*is)
        sqlite3_reset(st);
    return OK;
}

static bool is_joined(const struct teller *x, int64_t first)
{
    for (uint32_t i = 0; i < x->part.n; i++) {
        if (x->part.row[i].row == first)
            return true;
    }
    return false;
}

/* Runs a statement of up to three numbers. */
static enum rc run(struct store *s, enum store_sql which, int64_t a,
                   int64_t b, int64_t c, struct err *e)
{
    sqlite3_stmt *st;
    const int64_t v[] = {a, b, c};
    TRY(store_stmt(s, which, &st, e));
    for (int i = 0; i < sqlite3_bind_parameter_count(st); i++)
        sqlite3_bind_int64(st, i + 1, v[i]);
    return store_run(s, st, e);
}

/* Gives a report a row of story, as one of the story of `first`. */
static enum rc put_story(struct store *s, int64_t row, int64_t first,
                         struct err *e)
{
    return run(s, SQL_PUT_STORY, row, first, 0, e);
}

/* A hash of what a record says: its kind, labels, codes and words. */
static enum rc digest(struct store_wants *w, enum store_kind kind,
                      int64_t *to, struct err *e)
{
    struct store *s = w->s;
    size_t n = w->words.n, cap = n + 8;
    char *folded = arena_get(&s->mem, cap);
    if (!folded || w->fail)
        return store_no_memory(e);
    uint64_t sum = near_hash(kind, folded,
                             kb_fold(w->words.p, n, folded, 0, cap));
    for (uint32_t i = 0; i < w->want.n; i++) {
        const struct store_want *t = &w->want.row[i];
        unsigned side = t->side & (SIDE_DOER | SIDE_OTHER);
        if (side && t->space != SPACE_NAME && t->space != SPACE_OFFICE)
            sum += near_hash(t->space * 4 + side, t->word, strlen(t->word));
    }
    *to = (int64_t)(sum >> 1);
    return OK;
}

/* Fills table same with a report's records; s->pack has its columns. */
static enum rc put_same(struct store *s, const struct store_doc *d,
                        struct err *e)
{
    struct store_wants w;
    store_wants_begin(&w, s, d);
    enum rc rc = w.fail ? store_no_memory(e) : OK;
    for (uint32_t i = 1; rc == OK && i < d->record.n; i++) {
        enum store_kind kind = d->record.row[i].kind;
        int64_t sum = 0;
        if (kind == STORE_NOTE)
            continue;
        store_wants_of(&w, i);
        rc = digest(&w, kind, &sum, e);
        if (rc == OK)
            rc = run(s, SQL_PUT_SAME, d->first + 8 * (int64_t)i + kind, sum,
                     d->id, e);
    }
    store_wants_free(&w);
    return rc;
}

/* Fills table same with the records of a report of the ledger. */
static enum rc put_same_of(struct store *s, int64_t row, struct err *e)
{
    struct buf b = {0};
    struct store_doc d;
    enum rc rc = store_report_read(s, row, &b, &d, e);
    if (rc == OK)
        rc = put_same(s, &d, e);
    buf_free(&b);
    return rc;
}

/* A report is in no story. */
static enum rc leave(struct store *s, int64_t row, struct err *e)
{
    TRY(run(s, SQL_CUT_STORY, row, 0, 0, e));
    return run(s, SQL_CUT_SAME, row, 0, 0, e);
}

/* The first report of the story that a report is in, 0: it is in none. */
static enum rc story_of(struct store *s, int64_t row, int64_t *first,
                        struct err *e)
{
    sqlite3_stmt *st;
    bool found;
    TRY(store_stmt(s, SQL_STORY_OF, &st, e));
    sqlite3_bind_int64(st, 1, row);
    TRY(store_step(s, st, &found, e));
    *first = found ? sqlite3_column_int64(st, 0) : 0;
    if (found)
        sqlite3_reset(st);
    return OK;
}

/* Gathers the stories and lone reports that t is a copy of into x->part. */
static enum rc find_parts(struct teller *x, const struct told *t,
                          struct err *e)
{
    TRY(list_likely(x, t, e));
    for (uint32_t i = 0; i < x->likely.n && x->tried < STORY_TRIES; i++) {
        int64_t row = x->likely.row[i].row, first;
        bool is;
        TRY(story_of(x->s, row, &first, e));
        struct part p = {first ? first : row, !first};
        if (is_joined(x, p.row))
            continue;
        TRY(is_copy(x, t, row, &is, e));
        if (is && !table_put(&x->list, &x->part, p))
            return store_no_memory(e);
    }
    return OK;
}

/* Makes one story of x->part and a new report. */
static enum rc join(struct teller *x, const struct store_doc *d,
                    struct err *e)
{
    struct store *s = x->s;
    int64_t first = d->id;
    if (!x->part.n)
        return OK;
    TRY(put_same(s, d, e));
    for (uint32_t i = 0; i < x->part.n; i++) {
        bool before;
        TRY(is_before(s, x->part.row[i].row, first, &before, e));
        first = before ? x->part.row[i].row : first;
    }
    TRY(put_story(s, d->id, first, e));
    for (uint32_t i = 0; i < x->part.n; i++) {
        const struct part *p = &x->part.row[i];
        if (p->alone) {
            TRY(put_story(s, p->row, first, e));
            TRY(put_same_of(s, p->row, e));
        } else if (p->row != first) {
            TRY(run(s, SQL_NAME_STORY, p->row, first, 0, e));
        }
    }
    return store_columns(s, d->id, e);
}

/* Reports that were one story, while they are joined anew. */
struct rest {
    struct member {
        int64_t row;
        uint32_t group; /* 0: none so far */
    } *row;
    uint32_t n, cap;
    uint32_t left;      /* without a group */
};

static struct member *member_of(struct rest *r, int64_t row)
{
    uint32_t beg = 0, end = r->n; /* rows ascend */
    while (beg < end) {
        uint32_t mid = beg + (end - beg) / 2;
        if (r->row[mid].row < row)
            beg = mid + 1;
        else
            end = mid;
    }
    return beg < r->n && r->row[beg].row == row ? &r->row[beg] : NULL;
}

static enum rc list_rest(struct store *s, int64_t first, struct rest *r,
                         struct err *e)
{
    sqlite3_stmt *st;
    bool row = true;
    TRY(store_stmt(s, SQL_GET_STORY, &st, e));
    sqlite3_bind_int64(st, 1, first);
    while (row) {
        TRY(store_step(s, st, &row, e));
        struct member m = {row ? sqlite3_column_int64(st, 0) : 0, 0};
        if (row && !table_put(&s->mem, r, m)) {
            sqlite3_reset(st);
            return store_no_memory(e);
        }
    }
    return OK;
}

/* Puts the copies of a member that have no group into `group`, and on to the
 * queue. */
static enum rc spread(struct teller *x, struct rest *r, int64_t row,
                      uint32_t group, struct rest *queue, struct err *e)
{
    struct told t;
    arena_reset(&x->one);
    TRY(read_told(x->s, &x->one, row, &t, e));
    TRY(list_likely(x, &t, e));
    for (uint32_t i = 0; i < x->likely.n && x->tried < STORY_TRIES; i++) {
        struct member *m = member_of(r, x->likely.row[i].row);
        bool is;
        if (!m || m->group)
            continue;
        TRY(is_copy(x, &t, m->row, &is, e));
        m->group = is ? group : 0;
        r->left -= is;
        if (is && !table_put(&x->s->mem, queue, *m))
            return store_no_memory(e);
    }
    return OK;
}

/* Makes queue a story of its own. */
static enum rc settle(struct store *s, const struct rest *queue,
                      struct err *e)
{
    int64_t first = queue->row[0].row;
    if (queue->n == 1)
        return leave(s, first, e);
    for (uint32_t i = 1; i < queue->n; i++) {
        bool before;
        TRY(is_before(s, queue->row[i].row, first, &before, e));
        first = before ? queue->row[i].row : first;
    }
    for (uint32_t i = 0; i < queue->n; i++)
        TRY(run(s, SQL_SET_STORY, queue->row[i].row, first, 0, e));
    return OK;
}

/* Joins the reports of a story anew that one has left. */
static enum rc join_rest(struct teller *x, int64_t first, struct err *e)
{
    struct rest r = {0}, queue = {0};
    TRY(list_rest(x->s, first, &r, e));
    r.left = r.n;
    for (uint32_t i = 0; i < r.n; i++) {
        if (r.row[i].group)
            continue;
        r.row[i].group = i + 1;
        r.left--;
        queue.n = 0;
        if (!table_put(&x->s->mem, &queue, r.row[i]))
            return store_no_memory(e);
        for (uint32_t k = 0; k < queue.n && r.left; k++)
            TRY(spread(x, &r, queue.row[k].row, i + 1, &queue, e));
        TRY(settle(x->s, &queue, e));
    }
    return OK;
}

static enum rc come(struct teller *x, const struct told *t,
                    const struct store_doc *d, struct err *e)
{
    TRY(put_bands(x->s, t, true, e));
    TRY(find_parts(x, t, e));
    return join(x, d, e);
}

static enum rc go(struct teller *x, const struct told *t, struct err *e)
{
    int64_t first;
    TRY(put_bands(x->s, t, false, e));
    TRY(story_of(x->s, t->row, &first, e));
    if (!first)
        return OK;
    TRY(leave(x->s, t->row, e));
    return join_rest(x, first, e);
}

enum rc store_stories(struct store *s, const struct store_doc *d, bool add,
                      struct err *e)
{
    struct teller x = {.s = s};
    struct told t = {.row = d->id, .day = d->day};
    struct arena mem = {0};
    enum rc rc = near_make(&mem, d->column[PACK_TEXT], d->n_text, &t.text, e);
    if (rc == OK && t.text.n_run >= NEAR_LEAST)
        rc = add ? come(&x, &t, d, e) : go(&x, &t, e);
    arena_free(&mem);
    arena_free(&x.list);
    arena_free(&x.one);
    arena_free(&x.other);
    return rc;
}
