/* Two ledgers side by side: both are walked through by the names of their
 * reports, and of each report the records that answer each other are
 * compared. No more than one report of each is in memory. */
#include "api/api_in.h"

#include <string.h>

#include "out/out.h"
#include "out/out_part.h"
#include "pack/json_pair.h"

enum change { GAINED, LOST, CHANGED, SAME, N_CHANGE };
static const char *const change_name[N_CHANGE] = {"gained", "lost", "changed",
                                                  "same"};

/* One of the ledgers, and where it is. */
struct side {
    struct store *s;
    struct arena mem[2];   /* of the name, by turns */
    int turn;
    struct arena reading;  /* of the report */
    const char *name;      /* NULL: at its end */
    int64_t row;
    struct ask_report report;
    struct buf lines;
    struct pair_reading r;
};

struct differ {
    const struct dm_diff *q;
    struct side old, now;
    struct buf b, text;
    uint64_t n[PAIR_N_KIND][N_CHANGE];
};

/* ----------------------------------------------------------- the reports */

static enum rc step(struct side *x, struct err *e)
{
    struct arena *next = &x->mem[x->turn ^= 1];
    arena_reset(next);
    return ask_next_name(x->s, &x->name, next, &x->row, e);
}

static int keep(void *ctx, const struct ask_found *r)
{
    struct buf *b = ctx;
    buf_put(b, r->line, r->n);
    buf_char(b, '\n');
    return b->fail;
}

static void forget(struct side *x)
{
    arena_reset(&x->reading);
    buf_reset(&x->lines);
    x->r = (struct pair_reading){.line = {NULL, 0, 0}};
}

static enum rc load(struct side *x, struct err *e)
{
    TRY(ask_report(x->s, x->row, &x->reading, &x->report, e));
    TRY(ask_stored(x->s, &x->report, &x->lines, e));
    return ask_turns(x->s, x->row, keep, &x->lines, e);
}

/* ----------------------------------------------------------- what is told */

static bool is_told(const struct differ *d, uint8_t kind, enum change c)
{
    return c != SAME && !d->q->counts &&
           (d->q->what < 0 || d->q->what == kind);
}

static int flush(struct differ *d)
{
    int stop = d->b.n && d->q->sink &&
               d->q->sink(d->q->sink_ctx, d->b.p, d->b.n);
    buf_reset(&d->b);
    return stop;
}

static void field_text(void *ctx, const char *path, struct json_value old,
                       struct json_value now, bool quiet)
{
    enum { MOST = 160 }; /* bytes of a value */
    struct differ *d = ctx;
    (void)quiet;
    if (!strcmp(path, "sha256") || !strncmp(path, "sentences", 9))
        return; /* they follow from the text */
    buf_text(&d->b, "              ");
    if (!strcmp(path, "text")) {
        buf_text(&d->b, "text: another\n");
        return;
    }
    buf_text(&d->b, path);
    buf_text(&d->b, ": ");
    json_put_short(old, MOST, &d->b);
    buf_text(&d->b, " \xe2\x86\x92 ");
    json_put_short(now, MOST, &d->b);
    buf_char(&d->b, '\n');
}

static day_no day_of(const struct pair_line *l, const struct side *x)
{
    struct json_value v = json_get(l->json, "date");
    day_no day = json_is_string(v) ? doc_day_read(v.p + 1, v.n - 2) : NO_DAY;
    return day == NO_DAY ? doc_day_read(x->report.src.date, 10) : day;
}

/* Text for people, "+ " before it and two blanks before its later lines. */
static void put_marked(struct differ *d, char mark)
{
    static const char empty[] = "\n            \n"; /* a report's, unnamed */
    size_t n = d->text.n, k = sizeof empty - 1;
    if (n > k && !memcmp(d->text.p + n - k, empty, k))
        n -= k - 1;
    buf_char(&d->b, mark);
    for (size_t i = 0; i < n; i++) {
        buf_text(&d->b, i && d->text.p[i - 1] == '\n' ? "  " : i ? "" : " ");
        buf_char(&d->b, d->text.p[i]);
    }
}

static enum rc tell_text(struct differ *d, const struct side *x, uint32_t i,
                         enum change c, struct err *e)
{
    static const char mark[] = "+-~";
    const struct pair_line *l = &x->r.line.row[i];
    buf_reset(&d->text);
    TRY(out_record_text(l->json.p, l->json.n, day_of(l, x), &d->text, e));
    put_marked(d, mark[c]);
    if (c == CHANGED)
        pair_compare(&d->old.r, i, &d->now.r, field_text, d);
    return OK;
}

static void field_name(void *ctx, const char *path, struct json_value old,
                       struct json_value now, bool quiet)
{
    struct differ *d = ctx;
    (void)old;
    (void)now;
    (void)quiet;
    buf_text(&d->b, d->b.p[d->b.n - 1] == '[' ? "\"" : ",\"");
    buf_text(&d->b, path);
    buf_char(&d->b, '"');
}

static void tell_json(struct differ *d, const struct side *x, uint32_t i,
                      enum change c)
{
    const struct pair_line *l = &x->r.line.row[i];
    buf_text(&d->b, "{\"change\":\"");
    buf_text(&d->b, change_name[c]);
    buf_text(&d->b, "\",\"record\":\"");
    buf_text(&d->b, pair_kind[l->kind]);
    buf_text(&d->b, "\",\"fields\":[");
    if (c == CHANGED && !d->b.fail)
        pair_compare(&d->old.r, i, &d->now.r, field_name, d);
    struct json_value none = {"null", 4}, was = l->json, is = l->json;
    if (c == CHANGED)
        is = d->now.r.line.row[l->other].json;
    was = c == GAINED ? none : was;
    is = c == LOST ? none : is;
    buf_text(&d->b, "],\"old\":");
    buf_put(&d->b, was.p, was.n);
    buf_text(&d->b, ",\"now\":");
    buf_put(&d->b, is.p, is.n);
    buf_text(&d->b, "}\n");
}

/* Counts line i of a side, and tells of it when that is asked for. */
static enum rc count(struct differ *d, const struct side *x, uint32_t i,
                     enum change c, struct err *e)
{
    enum { ENOUGH = 1 << 16 };
    uint8_t kind = x->r.line.row[i].kind;
    d->n[kind][c]++;
    if (!is_told(d, kind, c))
        return OK;
    if (d->q->as == DM_AS_TEXT)
        TRY(tell_text(d, x, i, c, e));
    else
        tell_json(d, x, i, c);
    TRY(buf_rc(&d->b, e));
    if (d->b.n > ENOUGH && flush(d))
        return err_set(e, E_END, 0, "stopped by the sink");
    return OK;
}

/* --------------------------------------------------------- the comparison */

/* Counts a report of which both ledgers have the same bytes. */
static void count_same(struct differ *d)
{
    const struct buf *b = &d->old.lines;
    for (size_t i = 0; i < b->n;) {
        const char *p = b->p + i, *end = memchr(p, '\n', b->n - i);
        struct json_value line = {p, end ? (size_t)(end - p) : b->n - i};
        int kind = pair_kind_of(line);
        if (kind >= 0)
            d->n[kind][SAME]++;
        i += line.n + 1;
    }
}

/* Reads both sides; of another text only the report itself answers the
 * other. */
static enum rc match(struct differ *d, struct err *e)
{
    struct pair_reading *a = &d->old.r, *b = &d->now.r;
    TRY(pair_read(&d->old.reading, d->old.lines.p, d->old.lines.n, a, e));
    TRY(pair_read(&d->now.reading, d->now.lines.p, d->now.lines.n, b, e));
    if (!a->line.n || !b->line.n)
        return OK;
    if (!strcmp(d->old.report.src.sha256, d->now.report.src.sha256))
        return pair_match(&d->old.reading, a, b, e);
    a->line.row[0].other = b->line.row[0].other = 0;
    return OK;
}

/* Compares what the two sides have of one report; a side that has none has no
 * lines. Gained records come last. */
static enum rc compare(struct differ *d, struct err *e)
{
    const struct pair_reading *a = &d->old.r, *b = &d->now.r;
    const struct buf *x = &d->old.lines, *y = &d->now.lines;
    if (x->n && x->n == y->n && !memcmp(x->p, y->p, x->n)) {
        count_same(d);
        return OK;
    }
    TRY(match(d, e));
    for (uint32_t i = 0; i < a->line.n; i++) {
        enum change c = LOST;
        if (a->line.row[i].other != NONE)
            c = pair_compare(a, i, b, NULL, NULL) == PAIR_OTHER ? CHANGED
                                                                : SAME;
        TRY(count(d, &d->old, i, c, e));
    }
    for (uint32_t i = 0; i < b->line.n; i++) {
        if (b->line.row[i].other == NONE)
            TRY(count(d, &d->now, i, GAINED, e));
    }
    return OK;
}

static enum rc walk(struct differ *d, struct err *e)
{
    struct side *a = &d->old, *b = &d->now;
    TRY(step(a, e));
    TRY(step(b, e));
    while (a->name || b->name) {
        int c = !a->name ? 1 : !b->name ? -1 : strcmp(a->name, b->name);
        forget(a);
        forget(b);
        if (c <= 0)
            TRY(load(a, e));
        if (c >= 0)
            TRY(load(b, e));
        TRY(compare(d, e));
        if (c <= 0)
            TRY(step(a, e));
        if (c >= 0)
            TRY(step(b, e));
    }
    return OK;
}

/* ------------------------------------------------------------- the counts */

static void number(struct buf *b, uint64_t n, size_t width)
{
    size_t from = b->n;
    buf_int(b, (int64_t)n);
    size_t have = b->n - from;
    if (b->fail || have >= width)
        return;
    b->n = from;
    for (size_t i = have; i < width; i++)
        buf_char(b, ' ');
    buf_int(b, (int64_t)n);
}

static void counts_text(struct differ *d)
{
    buf_text(&d->b, "               gained      lost   changed      same\n");
    for (int k = 0; k < PAIR_N_KIND; k++) {
        buf_text(&d->b, pair_kind[k]);
        buf_char(&d->b, 's');
        for (size_t i = strlen(pair_kind[k]) + 1; i < 11; i++)
            buf_char(&d->b, ' ');
        for (int c = 0; c < N_CHANGE; c++)
            number(&d->b, d->n[k][c], 10);
        buf_char(&d->b, '\n');
    }
}

static void counts_json(struct differ *d)
{
    for (int k = 0; k < PAIR_N_KIND; k++) {
        buf_text(&d->b, "{\"change\":\"counts\",\"record\":\"");
        buf_text(&d->b, pair_kind[k]);
        buf_char(&d->b, '"');
        for (int c = 0; c < N_CHANGE; c++) {
            buf_text(&d->b, ",\"");
            buf_text(&d->b, change_name[c]);
            buf_text(&d->b, "\":");
            buf_int(&d->b, (int64_t)d->n[k][c]);
        }
        buf_text(&d->b, "}\n");
    }
}

static enum rc differ(struct differ *d, struct err *e)
{
    if (d->q->as != DM_AS_TEXT && d->q->as != DM_AS_JSONL)
        return err_set(e, E_USAGE, 0, "changes are of several kinds, which is "
                       "no table: ask for text or jsonl");
    TRY(walk(d, e));
    if (d->q->as == DM_AS_TEXT)
        counts_text(d);
    else
        counts_json(d);
    TRY(buf_rc(&d->b, e));
    return flush(d) ? err_set(e, E_END, 0, "stopped by the sink") : OK;
}

static void shut(struct side *x)
{
    arena_free(&x->mem[0]);
    arena_free(&x->mem[1]);
    arena_free(&x->reading);
    buf_free(&x->lines);
}

enum dm_rc dm_diff(struct dm_ledger *old, struct dm_ledger *now,
                   const struct dm_diff *q, uint64_t *n,
                   struct dm_error *error)
{
    struct err e = {0};
    struct differ d = {.q = q, .old.s = old->store, .now.s = now->store};
    e.code = differ(&d, &e);
    if (n) {
        *n = 0;
        for (int k = 0; k < PAIR_N_KIND; k++)
            *n += d.n[k][GAINED] + d.n[k][LOST] + d.n[k][CHANGED];
    }
    shut(&d.old);
    shut(&d.now);
    buf_free(&d.b);
    buf_free(&d.text);
    return api_rc(&e, error);
}
