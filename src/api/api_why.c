/* Why out of a ledger: a record by the text of its report, which is coded
 * again; a condition by the position that sets it and by what decided; a shift
 * between reports by its two positions. */
#include "api/api_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask/condition.h"
#include "base/utf8.h"
#include "out/out.h"
#include "pack/json.h"

/* What is asked: a report, and what of it. */
struct asked {
    const char *id;   /* as it was given */
    char *name;       /* of the report, as it was given */
    char *rest;       /* "event/3"; NULL: no record */
    int64_t term;     /* of that position; 0: none */
    char *from;       /* the position that a shift between reports leads from,
                       * `rest` is "shift/N" and N its other position's; NULL */
    int sentence;     /* -1: all */
    int64_t row;      /* of the report; 0: there is none */
};

/* Takes a number off the end, behind a character; -1: there is none. */
static int take_number(char *s, char behind)
{
    char *at = strrchr(s, behind);
    if (!at || !at[1] || strlen(at) > 9 ||
        strspn(at + 1, "0123456789") != strlen(at + 1))
        return -1;
    *at = '\0';
    return atoi(at + 1);
}

/* Cuts "DOCUMENT/KIND/N" before the kind; NULL: it is none. */
static char *cut_record(char *s)
{
    char *at = strrchr(s, '/');
    while (at && at > s && at[-1] != '/')
        at--;
    if (!at || at == s)
        return NULL;
    at[-1] = '\0';
    return at;
}

/* Takes "/term/N" off the id of a condition; 0: it is none. */
static int64_t take_term(char *s)
{
    static const char term[] = "/term";
    int nth = take_number(s, '/');
    size_t n = strlen(s), k = sizeof term - 1;
    if (nth > 0 && n > k && !strcmp(s + n - k, term)) {
        s[n - k] = '\0';
        return nth;
    }
    if (nth >= 0)
        s[n] = '/';
    return 0;
}

/* Takes "~POSITION" off the id of a shift between reports; NULL: it is none. */
static char *take_from(char *s)
{
    for (char *at = strchr(s, '~'); at; at = strchr(at + 1, '~')) {
        static const char shift[] = "/shift/";
        size_t k = sizeof shift - 1;
        char *p = at;
        while (p > s && p[-1] >= '0' && p[-1] <= '9')
            p--;
        if (p == at || (size_t)(p - s) <= k || memcmp(p - k, shift, k))
            continue;
        *at = '\0';
        return at + 1;
    }
    return NULL;
}

/* Takes an id apart: of a report, a sentence, a condition, a shift between
 * reports or a record, the first that names a report. */
static enum rc take_apart(struct store *s, struct arena *mem, const char *id,
                          struct asked *a, struct err *e)
{
    for (int way = 0; way < 5; way++) {
        *a = (struct asked){.id = id, .sentence = -1};
        a->name = arena_text(mem, id, strlen(id));
        if (!a->name)
            return err_set(e, E_NOMEM, 0, "out of memory");
        if (way == 1 && (a->sentence = take_number(a->name, ':')) < 0)
            continue;
        if (way == 2 && !(a->term = take_term(a->name)))
            continue;
        if (way == 3 && !(a->from = take_from(a->name)))
            continue;
        if (way > 1 && !(a->rest = cut_record(a->name)))
            continue;
        TRY(ask_named(s, a->name, &a->row, e));
        if (a->row)
            return OK;
    }
    return OK;
}

/* The id of a record of a report; NULL: memory is out. */
static char *join(struct arena *mem, const char *name, const char *rest)
{
    size_t n = strlen(name), k = strlen(rest);
    char *id = arena_get(mem, n + k + 2);
    if (!id)
        return NULL;
    memcpy(id, name, n);
    id[n] = '/';
    memcpy(id + n + 1, rest, k + 1);
    return id;
}

static int keep_line(void *ctx, const struct ask_found *r)
{
    struct buf *b = ctx;
    buf_put(b, r->line, r->n);
    buf_char(b, '\n');
    return b->fail;
}

/* Says that a report was replaced, and by which. */
static enum rc tell_older(struct store *s, struct arena *mem,
                          const struct ask_report *r,
                          const struct dm_options *o, struct err *e)
{
    struct ask_report newer;
    char line[600];
    if (!r->newer || !o->sink)
        return OK;
    TRY(ask_report(s, r->newer, mem, &newer, e));
    int n = snprintf(line, sizeof line, "%.200s@%.12s is an older version, "
                     "replaced by %.200s@%.12s\n", r->src.id, r->src.sha256,
                     newer.src.id, newer.src.sha256);
    return o->sink(o->sink_ctx, line, (size_t)n)
               ? err_set(e, E_END, 0, "stopped by the sink") : OK;
}

/* Codes the report's text again and says what decided. */
static enum rc explain(struct dm *dm, const struct ask_report *r,
                       const struct buf *stored, const struct dm_options *o,
                       struct err *e)
{
    struct api_unit *u = base_alloc(sizeof *u);
    if (!u)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(u, 0, sizeof *u);
    u->n = 1;
    u->entry[0] = (struct api_entry){.src = r->src, .read = true,
                                     .stored = stored};
    enum rc rc = api_code_one(dm, o, u, e);
    base_free(u);
    return rc;
}

/* All records of the report go along, to be compared with those of now. */
static enum rc why_record(struct dm *dm, struct store *s,
                          const struct ask_report *r, const char *id,
                          struct dm_options *o, struct err *e)
{
    struct buf stored = {0};
    enum rc rc = ask_stored(s, r, &stored, e);
    o->record = id;
    if (rc == OK)
        rc = explain(dm, r, &stored, o, e);
    buf_free(&stored);
    return rc;
}

/* ---------------------------------------------------- records by their ids */

/* A record that is looked for, and its report. */
struct wanted {
    const char *id;
    struct ask_found found; /* line: in `line` */
    struct buf line;        /* empty: it is not there */
    struct ask_report r;
};

static int keep_wanted(void *ctx, const struct ask_found *r)
{
    struct wanted *w = ctx;
    struct json_value line = {r->line, r->n}, v = json_get(line, "id");
    if (w->line.n || v.n != strlen(w->id) + 2 ||
        memcmp(v.p + 1, w->id, v.n - 2))
        return 0;
    buf_put(&w->line, r->line, r->n);
    w->found = *r;
    w->found.line = buf_str(&w->line);
    return w->line.fail;
}

/* Finds a record of the report w->r. */
static enum rc find_in(struct store *s, struct wanted *w, struct err *e)
{
    TRY(ask_lines(s, w->r.first, w->r.last, keep_wanted, w, e));
    return buf_rc(&w->line, e);
}

/* Finds a record of a current report. */
static enum rc find_record(struct store *s, const char *id, struct arena *mem,
                           struct wanted *w, struct err *e)
{
    struct asked a;
    w->id = id;
    TRY(take_apart(s, mem, id, &a, e));
    if (!a.row)
        return OK;
    TRY(ask_report(s, a.row, mem, &w->r, e));
    return find_in(s, w, e);
}

/* Code points of the nth sentence of a report, by its own record. */
static bool sentence_at(struct json_value document, int64_t nth,
                        uint32_t *from, uint32_t *to)
{
    struct json_walk in = json_inside(json_get(document, "sentences"));
    struct json_value v = {NULL, 0}, beg = v, end = v;
    while (nth-- >= 0 && json_item(&in, &v))
        ;
    in = json_inside(v);
    bool there = json_item(&in, &beg) && json_item(&in, &end);
    *from = (uint32_t)json_int(beg, 0);
    *to = (uint32_t)json_int(end, 0);
    return there;
}

/* The sentence that a record stands in, on a line of its own. */
static enum rc put_sentence(struct store *s, struct arena *mem,
                            const struct wanted *w, struct buf *b,
                            struct err *e)
{
    struct json_value record = {w->found.line, w->found.n};
    int64_t nth = json_int(json_get(record, "sentence"), -1);
    struct buf own = {0};
    struct utf8_map map;
    const char *text = w->r.src.text;
    uint32_t from, to;
    enum rc rc = ask_stored(s, &w->r, &own, e);
    const char *lines = buf_str(&own);
    struct json_value first = {lines, strcspn(lines, "\n")};
    bool there = sentence_at(first, nth, &from, &to);
    buf_free(&own);
    if (rc != OK || !there)
        return rc;
    if (!utf8_map_make(&map, mem, text, w->r.src.len))
        return err_set(e, E_NOMEM, 0, "out of memory");
    buf_text(b, "            \xe2\x80\x9c");
    to = utf8_map_byte(&map, to);
    for (from = utf8_map_byte(&map, from); from < to; from++) {
        unsigned char c = (unsigned char)text[from];
        buf_char(b, c < ' ' || c == 0x7f ? ' ' : (char)c);
    }
    buf_text(b, "\xe2\x80\x9d\n");
    return OK;
}

/* Appends a record named by an id of JSON, with its sentence. */
static enum rc put_named(struct store *s, struct arena *mem, const char *what,
                         struct json_value id, struct buf *b, struct err *e)
{
    struct wanted w = {.id = NULL};
    if (!json_is_string(id))
        return OK;
    struct buf name = {0};
    json_put(id, &name);
    const char *copy = arena_text(mem, buf_str(&name), name.n);
    buf_free(&name);
    if (!copy)
        return err_set(e, E_NOMEM, 0, "out of memory");
    enum rc rc = find_record(s, copy, mem, &w, e);
    buf_text(b, what);
    if (rc == OK && w.line.n)
        rc = out_record_text(w.found.line, w.found.n, (day_no)w.found.day, b,
                             e);
    else
        buf_char(b, '\n');
    if (rc == OK && w.line.n)
        rc = put_sentence(s, mem, &w, b, e);
    buf_free(&w.line);
    return rc;
}

/* ------------------------------------------------------------ conditions */

/* What the rules of ask/watch.c say. */
static const char *rule_words(struct json_value rule)
{
    static const struct {
        const char *rule, *words;
    } table[] = {
        {"\"do:one-event\"", "its party did what it waits for"},
        {"\"refrain:given-up\"", "its party retreated"},
        {"\"refrain:quiet-for\"",
         "no such event for as long as it says"},
        {"\"refrain:one-event\"",
         "its party did what it was to refrain from"},
        {"\"position:same-term\"", "the same term was set again"},
        {"\"position:no-terms\"",
         "its holder offered or accepted without terms"},
        {"\"position:not-asked\"", "its holder said that it does not ask it"},
        {"\"open:quiet\"", "no such event of its party since"},
        {"\"open:waiting\"", "its party has not done it since"},
        {"\"open:no-event-type\"",
         "no kind of event decides it, positions alone can"},
        {"\"open:no-party\"", "it binds nobody whose acts could decide it"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (json_is(rule, table[i].rule))
            return table[i].words;
    }
    return "docs/ledger.md tells of this rule";
}

static enum rc put_condition(struct store *s, struct arena *mem,
                             const struct buf *line, int64_t day,
                             struct buf *b, struct err *e)
{
    struct json_value c = {line->p, line->n - 1}; /* without its end */
    struct json_value by = json_get(c, "decided_by");
    struct json_value last = json_get(c, "last");
    TRY(out_record_text(c.p, c.n, (day_no)day, b, e));
    buf_text(b, "            ");
    buf_text(b, rule_words(json_get(c, "rule")));
    buf_text(b, "\n\n");
    TRY(put_named(s, mem, "set by      ", json_get(c, "position"), b, e));
    TRY(put_named(s, mem, "decided by  ", by, b, e));
    if (by.n != last.n || memcmp(by.p, last.p, by.n))
        TRY(put_named(s, mem, "last        ", last, b, e));
    buf_char(b, '\n');
    return buf_rc(b, e);
}

/* A condition: what became of it, and why its position is one. */
static enum rc why_condition(struct store *s, struct arena *mem,
                             struct wanted *w, int64_t term,
                             const struct dm_options *o, struct err *e)
{
    struct buf line = {0}, b = {0};
    enum rc rc = ask_condition(s, &w->found, term, keep_line, &line, e);
    if (rc == OK && !line.n)
        rc = err_set(e, E_INPUT, 0, "term %d of \"%.100s\" asks for nothing",
                     (int)term, w->id);
    if (rc == OK)
        rc = put_condition(s, mem, &line, w->found.day, &b, e);
    if (rc == OK && o->sink && o->sink(o->sink_ctx, b.p, b.n))
        rc = err_set(e, E_END, 0, "stopped by the sink");
    buf_free(&line);
    buf_free(&b);
    return rc;
}

/* -------------------------------------------------- shifts between reports */

/* Finds a shift, as queries give it, by its day: that of *on. */
static enum rc find_shift(struct store *s, const struct wanted *on,
                          struct wanted *shift, struct err *e)
{
    struct ask_query q = {.kinds = 1u << STORE_SHIFT, .from = on->found.day,
                          .to = on->found.day, .copies = true, .limit = -1};
    TRY(ask_find(s, &q, keep_wanted, shift, e));
    return buf_rc(&shift->line, e);
}

static enum rc put_shift(struct store *s, struct arena *mem,
                         const struct wanted *shift, struct buf *b,
                         struct err *e)
{
    struct json_value r = {shift->found.line, shift->found.n};
    struct json_value rule = json_get(r, "rule");
    TRY(out_record_text(r.p, r.n, (day_no)shift->found.day, b, e));
    buf_text(b, "            ");
    if (json_is_string(rule))
        json_put(rule, b);
    buf_text(b, ": a row of the table of shifts in docs/ledger.md\n\n");
    TRY(put_named(s, mem, "from        ", json_get(r, "from"), b, e));
    TRY(put_named(s, mem, "to          ", json_get(r, "to"), b, e));
    buf_char(b, '\n');
    return buf_rc(b, e);
}

/* A shift between reports, and why its later position is one. */
static enum rc why_shift(struct store *s, struct arena *mem,
                         const struct wanted *to, const char *id,
                         const struct dm_options *o, struct err *e)
{
    struct wanted shift = {.id = id};
    struct buf b = {0};
    enum rc rc = find_shift(s, to, &shift, e);
    if (rc == OK && !shift.line.n)
        rc = err_set(e, E_INPUT, 0, "no record \"%.120s\"", id);
    if (rc == OK)
        rc = put_shift(s, mem, &shift, &b, e);
    if (rc == OK && o->sink && o->sink(o->sink_ctx, b.p, b.n))
        rc = err_set(e, E_END, 0, "stopped by the sink");
    buf_free(&shift.line);
    buf_free(&b);
    return rc;
}

/* Does an id of JSON name a record of another report? */
static bool is_elsewhere(struct json_value id, const char *name)
{
    size_t n = strlen(name);
    return json_is_string(id) &&
           !(id.n > n + 2 && !memcmp(id.p + 1, name, n) && id.p[n + 1] == '/');
}

/* A shift that its report tells and that the ledger has turn from a position
 * of another report. */
static enum rc why_linked(struct store *s, struct arena *mem,
                          struct wanted *w, const struct dm_options *o,
                          struct err *e)
{
    struct wanted linked = {.id = w->id};
    struct buf b = {0};
    enum rc rc = find_in(s, w, e);
    if (rc == OK && w->line.n)
        rc = find_shift(s, w, &linked, e);
    struct json_value r = {linked.line.p, linked.line.n};
    struct json_value from = json_get(r, "from");
    if (rc == OK && is_elsewhere(from, w->r.src.id)) {
        buf_text(&b, "The ledger links it to the latest earlier position that "
                 "fits:\n");
        rc = put_named(s, mem, "from        ", from, &b, e);
        buf_char(&b, '\n');
    }
    if (rc == OK && b.n && o->sink && o->sink(o->sink_ctx, b.p, b.n))
        rc = err_set(e, E_END, 0, "stopped by the sink");
    buf_free(&b);
    buf_free(&w->line);
    buf_free(&linked.line);
    return rc;
}

/* What is kept of several reports: it stands on a position of w->r. */
static enum rc why_derived(struct store *s, struct arena *mem,
                           struct wanted *w, const struct asked *a,
                           const struct dm_options *o, struct err *e)
{
    enum rc rc = find_in(s, w, e);
    if (rc == OK && !w->line.n)
        rc = err_set(e, E_INPUT, 0, "no record \"%.120s\"", w->id);
    if (rc == OK)
        rc = a->term ? why_condition(s, mem, w, a->term, o, e)
                     : why_shift(s, mem, w, a->id, o, e);
    buf_free(&w->line);
    return rc;
}

static enum rc why(struct dm *dm, struct store *s, const char *id,
                   struct dm_options *o, struct arena *mem, struct err *e)
{
    struct asked a;
    struct wanted w = {.id = NULL};
    char *record = NULL;
    TRY(api_check(dm, o, e));
    TRY(take_apart(s, mem, id, &a, e));
    if (!a.row)
        return err_set(e, E_INPUT, 0, "\"%.120s\" is no report of the ledger "
                       "and no record", id);
    TRY(ask_report(s, a.row, mem, &w.r, e));
    TRY(tell_older(s, mem, &w.r, o, e));
    o->sentence = a.sentence;
    if (a.from) { /* "shift/N": it leads to position N */
        char *nth = strchr(a.rest, '/') + 1;
        a.rest = join(mem, "position", nth);
    }
    if (a.rest && !(record = join(mem, w.r.src.id, a.rest)))
        return err_set(e, E_NOMEM, 0, "out of memory");
    w.id = record;
    if (a.term || a.from)
        TRY(why_derived(s, mem, &w, &a, o, e));
    else if (a.rest && !strncmp(a.rest, "shift/", 6))
        TRY(why_linked(s, mem, &w, o, e));
    return why_record(dm, s, &w.r, record, o, e);
}

enum dm_rc dm_why(struct dm *dm, struct dm_ledger *l, const char *id,
                  const struct dm_options *options, struct dm_error *error)
{
    struct dm_options o = *options;
    struct arena mem = {0};
    struct err e = {0};
    o.format = DM_WHY;
    e.code = why(dm, l->store, id, &o, &mem, &e);
    arena_free(&mem);
    return api_rc(&e, error);
}
