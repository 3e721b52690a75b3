/* A record as a ledger has it, and whether it comes out so now. */
#include "why/why_in.h"

#include <string.h>

#include "pack/json_pair.h"

/* A record as a ledger has it and as it is now. */
struct past {
    struct pair_reading was, is;
    struct buf lines; /* of `is` */
    uint32_t i, k;    /* rows of the two, NONE: it is no longer told */
};

enum { MOST = 160 }; /* bytes of a value */

static void put_field(void *ctx, const char *path, struct json_value old,
                      struct json_value now, bool quiet)
{
    struct pen *w = ctx;
    (void)quiet;
    why_begin(w, path);
    json_put_short(old, MOST, &w->line);
    pen_say(w, ", now ");
    json_put_short(now, MOST, &w->line);
    why_end(w);
}

static void put_version(struct pen *w, struct json_value by)
{
    static const char *const part[] = {"program", "model", "data"};
    for (int i = 0; i < 3; i++) {
        struct json_value v = json_get(by, part[i]);
        pen_say(w, i ? ", " : "");
        pen_say(w, part[i]);
        pen_say(w, " ");
        if (json_is_string(v))
            json_put(v, &w->line);
    }
}

static struct json_value version(const struct pair_reading *r)
{
    struct json_value none = {NULL, 0};
    return r->line.n ? json_get(r->line.row[0].json, "version") : none;
}

static bool same_version(const struct past *p)
{
    struct json_value a = version(&p->was), b = version(&p->is);
    return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

/* Says what the ledger has and whether it comes out so now. */
static void put_past(struct pen *w, const struct past *p)
{
    static const char *const said[] = {
        "now it is the same", "now it is the same, but for this:",
        "now it differs:",
    };
    enum pair_change c = p->k == NONE ? PAIR_OTHER
        : pair_compare(&p->was, p->i, &p->is, NULL, NULL);
    struct json_value id = p->was.line.row[p->i].id;
    pen_mark(w, SET_BOLD);
    json_put(id, &w->line);
    pen_mark(w, SET_PLAIN);
    pen_say(w, " in the ledger is of ");
    put_version(w, version(&p->was));
    if (same_version(p) && c == PAIR_SAME) {
        pen_say(w, ", which is this one; it comes out as it is");
    } else {
        pen_say(w, "; this one is ");
        put_version(w, version(&p->is));
        pen_say(w, "; ");
        pen_say(w, p->k == NONE ? "now no such record comes out" : said[c]);
    }
    pen_flush(w, 3);
    if (p->k != NONE && c != PAIR_SAME)
        pair_compare(&p->was, p->i, &p->is, put_field, w);
    buf_char(w->b, '\n');
}

/* Reads both; errors: E_NOMEM, E_INPUT (no such record). */
static enum rc open_past(const struct pen *w, const struct why_ask *ask,
                         struct arena *mem, struct past *p, struct err *e)
{
    TRY(out_jsonl(w->d, w->st, &p->lines, e));
    TRY(pair_read(mem, ask->stored, ask->n_stored, &p->was, e));
    TRY(pair_read(mem, p->lines.p, p->lines.n, &p->is, e));
    TRY(pair_match(mem, &p->was, &p->is, e));
    p->i = pair_find(&p->was, ask->record, strlen(ask->record));
    if (p->i == NONE)
        return err_set(e, E_INPUT, 0, "no record \"%.120s\"", ask->record);
    p->k = p->was.line.row[p->i].other;
    return OK;
}

/* The sentence of a stored record: as it says, else where its words begin. */
static int64_t sentence_of(const struct pair_reading *r, uint32_t row)
{
    const struct pair_line *l = &r->line.row[row];
    struct json_walk w = json_inside(json_get(r->line.row[0].json,
                                              "sentences"));
    struct json_value s, beg, end;
    int64_t told = json_int(json_get(l->json, "sentence"), -1);
    for (int64_t n = 0; told < 0 && json_item(&w, &s); n++) {
        struct json_walk in = json_inside(s);
        if (json_item(&in, &beg) && json_item(&in, &end) &&
            l->beg < json_int(end, 0))
            return n;
    }
    return told;
}

enum rc why_past(struct pen *w, const struct why_ask *ask, struct arena *mem,
                 struct why_found *found, struct err *e)
{
    struct past p = {.k = NONE};
    enum rc rc = open_past(w, ask, mem, &p, e);
    if (rc == OK) {
        const struct pair_line *was = &p.was.line.row[p.i];
        found->sent = sentence_of(&p.was, p.i);
        found->kind = was->kind;
        found->row = p.k == NONE ? NONE : p.k - p.is.first[was->kind];
        put_past(w, &p);
    }
    buf_free(&p.lines);
    return rc;
}
