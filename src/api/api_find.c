/* Questions to a ledger: what is asked becomes conditions on keys, what is
 * found is printed. */
#include "api/api_in.h"

#include <ctype.h>
#include <string.h>

#include "out/out.h"
#include "out/out_part.h"

/* Answers on their way to the sink. */
struct answer {
    const struct dm_query *q;
    struct buf b;
    uint64_t n;
};

const char *dm_asked_name(int i)
{
    static const char *const name[DM_N_ASKED] = {
        "documents", "statements", "events", "positions", "shifts", "actors",
        "timeline", "versions", "conditions", "stories",
    };
    return i < 0 || i >= DM_N_ASKED ? NULL : name[i];
}

const char *dm_listing_name(int i)
{
    static const char *const name[DM_N_LISTING] = {"text", "jsonl", "csv"};
    return i < 0 || i >= DM_N_LISTING ? NULL : name[i];
}

/* Kinds of record of each question. */
static const unsigned kinds_of[DM_N_ASKED] = {
    [DM_DOCUMENTS] = 1u << STORE_DOCUMENT,
    [DM_STATEMENTS] = 1u << STORE_STATEMENT,
    [DM_EVENTS] = 1u << STORE_EVENT,
    [DM_POSITIONS] = 1u << STORE_POSITION,
    [DM_SHIFTS] = 1u << STORE_SHIFT,
    [DM_TIMELINE] = 1u << STORE_EVENT | 1u << STORE_POSITION |
                    1u << STORE_SHIFT,
    [DM_CONDITIONS] = 1u << STORE_POSITION,
    [DM_STORIES] = 1u << STORE_DOCUMENT,
};

/* Sides by kind: document, statement, event, position, shift, note. */
#define BOTH (SIDE_DOER | SIDE_OTHER)
#define SAID (SIDE_DOER | SIDE_VOICE)
static const unsigned side_actor[STORE_N_KIND] = {SAID, SIDE_DOER, SIDE_DOER,
                                                  SAID, SAID};
static const unsigned side_with[STORE_N_KIND] = {BOTH, SIDE_OTHER, BOTH,
                                                 SIDE_OTHER, SIDE_OTHER};
static const unsigned side_pair[STORE_N_KIND] = {BOTH, BOTH, BOTH, BOTH, BOTH};
static const unsigned side_holder[STORE_N_KIND] = {0, 0, 0, SIDE_DOER,
                                                   SIDE_DOER};
static const unsigned side_speaker[STORE_N_KIND] = {
    SIDE_VOICE, SIDE_DOER, SIDE_VOICE, SIDE_VOICE, SIDE_VOICE};
static const unsigned side_any[STORE_N_KIND] = {
    SIDE_ANY, SIDE_ANY, SIDE_ANY, SIDE_ANY, SIDE_ANY};

static enum rc actors(const struct dm *dm, struct store *s,
                      const struct dm_query *q, struct ask_query *to,
                      struct err *e)
{
    bool pair = q->what == DM_TIMELINE;
    const struct api_asked asked[] = {
        {"--actor", q->actor, pair ? side_pair : side_actor},
        {"--with", q->with, pair ? side_pair : side_with},
        {"--holder", q->holder, side_holder},
        {"--speaker", q->speaker, side_speaker},
        {"--country", q->country, side_any},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        if (asked[i].word)
            TRY(api_who(dm, s, q, &asked[i], to, e));
    }
    return OK;
}

/* A label a user gave, in the letters of the list; false: not there. */
static bool spelled(const char *word, bool capitals, char *out, size_t cap)
{
    size_t n = 0;
    for (; word[n] && n + 1 < cap; n++) {
        unsigned char c = (unsigned char)word[n];
        out[n] = (char)(capitals ? toupper(c) : tolower(c));
    }
    out[n] = '\0';
    return !word[n];
}

static bool is_mode(const char *word)
{
    for (int i = 1; i < N_MODE; i++) {
        if (!strcmp(word, label_mode_table[i].mode))
            return true;
    }
    return false;
}

/* True when a label is one of its list. */
static bool is_label(enum store_space space, const char *word)
{
    switch (space) {
    case SPACE_CATEGORY:
        return label_find(label_category + 1, N_CAT - 1, word) >= 0;
    case SPACE_MODE:
        return is_mode(word);
    case SPACE_STANCE:
        return label_find(label_stance + 1, N_STANCE - 1, word) >= 0;
    case SPACE_ENGAGEMENT:
        return label_find(label_engagement, N_ENG, word) >= 0;
    default:
        return label_find(label_shift + 1, N_SHIFT - 1, word) >= 0 ||
               !strcmp(word, "say") || !strcmp(word, "think");
    }
}

static enum rc label(struct store *s, enum store_space space,
                     const char *option, const char *given,
                     struct ask_query *to, struct err *e)
{
    char word[40];
    if (!given)
        return OK;
    if (!spelled(given, space == SPACE_CATEGORY, word, sizeof word) ||
        !is_label(space, word))
        return err_set(e, E_USAGE, 0, "%s \"%.40s\" is not known; "
                       "docs/codebook.md lists all", option, given);
    struct ask_cond *c = &to->cond[to->n_cond++];
    *c = (struct ask_cond){.n = 0};
    for (int i = 0; i < STORE_N_KIND; i++)
        c->side[i] = SIDE_DOER;
    return ask_key(s, space, word, c, e);
}

static enum rc day(const char *option, const char *given, int64_t none,
                   int64_t *to, struct err *e)
{
    day_no d = given ? doc_day_read(given, strlen(given)) : NO_DAY;
    *to = given ? d : none;
    if (given && d == NO_DAY)
        return err_set(e, E_USAGE, 0, "%s \"%.40s\" is not a day, expected "
                       "YYYY-MM-DD", option, given);
    return OK;
}

static enum rc conditions(const struct dm *dm, struct store *s,
                          const struct dm_query *q, struct ask_query *to,
                          struct err *e)
{
    *to = (struct ask_query){
        .kinds = kinds_of[q->what], .text = q->text,
        .copies = q->copies != 0,
        .oldest = q->oldest != 0, .strongest = q->strongest != 0,
        .window = q->window > INT32_MAX ? INT32_MAX : (int)q->window,
        .least = (int)(1000 * q->confidence + 0.5), .offset = q->offset,
        .limit = q->limit ? q->limit : -1,
    };
    TRY(day("--from", q->from, INT32_MIN, &to->from, e));
    TRY(day("--to", q->to, INT32_MAX, &to->to, e));
    TRY(label(s, SPACE_KIND, "--kind", q->kind, to, e));
    TRY(label(s, SPACE_CATEGORY, "--category", q->category, to, e));
    TRY(label(s, SPACE_MODE, "--mode", q->mode, to, e));
    TRY(label(s, SPACE_STANCE, "--stance", q->stance, to, e));
    TRY(label(s, SPACE_ENGAGEMENT, "--engagement", q->engagement, to, e));
    return actors(dm, s, q, to, e);
}

/* Gives what is in the buffer to the sink; not 0: enough. */
static int flush(struct answer *a)
{
    int stop = a->b.n && a->q->sink &&
               a->q->sink(a->q->sink_ctx, a->b.p, a->b.n);
    buf_reset(&a->b);
    return stop;
}

static int take_record(void *ctx, const struct ask_found *r)
{
    enum { ENOUGH = 1 << 16 };
    struct answer *a = ctx;
    enum rc rc = OK;
    if (a->q->as == DM_AS_CSV) {
        rc = out_csv(r->line, r->n, &a->b, NULL);
    } else if (a->q->as == DM_AS_TEXT) {
        rc = out_record_text(r->line, r->n, (day_no)r->day, &a->b, NULL);
    } else {
        buf_put(&a->b, r->line, r->n);
        buf_char(&a->b, '\n');
    }
    a->n++;
    return rc != OK || a->b.fail || (a->b.n > ENOUGH && flush(a));
}

static void actor_csv(struct buf *b, const struct ask_actor *x,
                      const char *first, const char *last)
{
    out_csv_field(x->name, x->name ? strlen(x->name) : 0, b);
    buf_char(b, ',');
    out_csv_field(x->code, x->code ? strlen(x->code) : 0, b);
    buf_char(b, ',');
    buf_int(b, x->n);
    buf_char(b, ',');
    buf_text(b, first);
    buf_char(b, ',');
    buf_text(b, last);
    buf_char(b, '\n');
}

static void actor_string(struct buf *b, const char *key, const char *s)
{
    buf_text(b, key);
    buf_text(b, s ? "\"" : "null");
    if (s)
        buf_json(b, s, strlen(s));
    buf_text(b, s ? "\"" : "");
}

static int take_actor(void *ctx, const struct ask_actor *x)
{
    struct answer *a = ctx;
    char first[16], last[16];
    out_day((day_no)x->first, first);
    out_day((day_no)x->last, last);
    a->n++;
    if (a->q->as == DM_AS_CSV) {
        actor_csv(&a->b, x, first, last);
    } else if (a->q->as == DM_AS_JSONL) {
        actor_string(&a->b, "{\"record\":\"actor\",\"name\":", x->name);
        actor_string(&a->b, ",\"actor\":", x->code);
        buf_text(&a->b, ",\"records\":");
        buf_int(&a->b, x->n);
        actor_string(&a->b, ",\"first\":", first);
        actor_string(&a->b, ",\"last\":", last);
        buf_text(&a->b, "}\n");
    } else {
        buf_text(&a->b, x->name ? x->name : x->code);
        if (x->name && x->code) {
            buf_text(&a->b, " [");
            buf_text(&a->b, x->code);
            buf_char(&a->b, ']');
        }
        buf_text(&a->b, " \xc2\xb7 ");
        buf_int(&a->b, x->n);
        buf_text(&a->b, x->n == 1 ? " record \xc2\xb7 "
                                  : " records \xc2\xb7 ");
        buf_text(&a->b, first);
        buf_text(&a->b, " to ");
        buf_text(&a->b, last);
        buf_char(&a->b, '\n');
    }
    return a->b.fail;
}

static enum rc find_actors(struct store *s, struct answer *a, struct err *e)
{
    const struct dm_query *q = a->q;
    char folded[KB_NAME_MAX];
    struct ask_actors as = {.country = q->country,
                              .by_name = q->oldest != 0,
                              .limit = q->limit ? q->limit : -1,
                              .offset = q->offset};
    const char *text = q->text ? q->text : q->actor;
    if (text && store_fold(text, strlen(text), folded, sizeof folded))
        as.text = folded;
    if (q->as == DM_AS_CSV)
        buf_text(&a->b, "name,actor,records,first,last\n");
    return ask_actors(s, &as, take_actor, a, e);
}

/* NAME@SHA256, with so many digits as tell versions apart. */
static void put_version(struct buf *b, const struct ask_report *r)
{
    buf_text(b, r->src.id);
    buf_char(b, '@');
    buf_put(b, r->src.sha256, 12);
}

static void version_text(struct answer *a, const struct ask_report *old,
                         const struct ask_report *newer)
{
    const char *const about[] = {old->src.origin, old->src.title,
                                 old->src.url};
    buf_text(&a->b, old->src.date);
    buf_text(&a->b, "  ");
    put_version(&a->b, old);
    buf_text(&a->b, " \xc2\xb7 replaced by ");
    put_version(&a->b, newer);
    buf_text(&a->b, " of ");
    buf_text(&a->b, newer->src.date);
    buf_char(&a->b, '\n');
    for (int i = 0, n = 0; i < 3; i++) {
        if (!about[i])
            continue;
        buf_text(&a->b, n++ ? " \xc2\xb7 " : "            ");
        buf_text(&a->b, about[i]);
    }
    if (a->b.n && a->b.p[a->b.n - 1] != '\n')
        buf_char(&a->b, '\n');
}

/* The document's own record, and what replaced it. */
static int version_json(void *ctx, const struct ask_found *r)
{
    struct answer *a = ctx;
    buf_put(&a->b, r->line, r->n - 1);
    return a->b.fail;
}

static enum rc put_json(struct store *s, struct answer *a,
                        const struct ask_report *old,
                        const struct ask_report *newer, struct err *e)
{
    TRY(ask_lines(s, old->first, old->first, version_json, a, e));
    actor_string(&a->b, ",\"replaced_by\":{\"document\":", newer->src.id);
    actor_string(&a->b, ",\"date\":", newer->src.date);
    actor_string(&a->b, ",\"sha256\":", newer->src.sha256);
    buf_text(&a->b, "}}\n");
    return OK;
}

static enum rc find_versions(struct store *s, struct answer *a,
                             struct arena *mem, struct err *e)
{
    const struct dm_query *q = a->q;
    int64_t row = 0, newer = 0, left_out = q->offset;
    struct ask_report old, by;
    if (q->as == DM_AS_CSV)
        return err_set(e, E_USAGE, 0, "versions are text or jsonl");
    while (!q->limit || a->n < (uint64_t)q->limit) {
        TRY(ask_next_older(s, &newer, &row, e));
        if (!row)
            return OK;
        if (left_out-- > 0)
            continue;
        arena_reset(mem);
        TRY(ask_report(s, row, mem, &old, e));
        TRY(ask_report(s, newer, mem, &by, e));
        if (q->as == DM_AS_TEXT)
            version_text(a, &old, &by);
        else
            TRY(put_json(s, a, &old, &by, e));
        a->n++;
        if (a->b.n > (1 << 16) && flush(a))
            return err_set(e, E_END, 0, "stopped by the sink");
    }
    return OK;
}

/* The number of a state; -1: any. */
static enum rc state(const char *given, int *to, struct err *e)
{
    *to = -1;
    if (given)
        *to = label_find(ask_state_name, ASK_N_STATE, given);
    if (given && *to < 0)
        return err_set(e, E_USAGE, 0, "--state \"%.40s\" is not known, "
                       "expected one of: open met breached dropped restated",
                       given);
    return OK;
}

/* A category of events in its letters, in word; NULL: none is asked for. */
static enum rc category(const char *given, char word[40], const char **to,
                        struct err *e)
{
    *to = given ? word : NULL;
    if (given && (!spelled(given, true, word, 40) ||
                  !is_label(SPACE_CATEGORY, word)))
        return err_set(e, E_USAGE, 0, "--category \"%.40s\" is not known; "
                       "docs/codebook.md lists all", given);
    return OK;
}

static enum rc find_conditions(const struct dm *dm, struct store *s,
                               struct answer *a, struct err *e)
{
    const struct api_asked bound = {"--actor", a->q->actor, side_with};
    struct ask_conditions c = {.n_bound = 0};
    struct dm_query rest = *a->q; /* what positions are found by */
    char word[40];
    rest.actor = rest.category = NULL;
    TRY(state(a->q->state, &c.state, e));
    TRY(conditions(dm, s, &rest, &c.find, e));
    TRY(category(a->q->category, word, &c.find.category, e));
    c.bound = c.find.n_cond;
    if (bound.word)
        TRY(api_who(dm, s, a->q, &bound, &c.find, e));
    c.n_bound = c.find.n_cond - c.bound;
    if (a->q->as == DM_AS_CSV)
        out_csv_head("condition", &a->b);
    return ask_conditions(s, &c, take_record, a, e);
}

static enum rc find(const struct dm *dm, struct store *s, struct answer *a,
                    struct err *e)
{
    const struct dm_query *q = a->q;
    struct ask_query sq;
    if ((unsigned)q->what >= DM_N_ASKED || (unsigned)q->as >= DM_N_LISTING ||
        q->limit < 0 || q->offset < 0)
        return err_set(e, E_USAGE, 0, "no such question");
    if (q->what == DM_ACTORS)
        return find_actors(s, a, e);
    if (q->what == DM_VERSIONS) {
        struct arena mem = {0};
        enum rc rc = find_versions(s, a, &mem, e);
        arena_free(&mem);
        return rc;
    }
    if (q->what == DM_CONDITIONS)
        return find_conditions(dm, s, a, e);
    if (q->what == DM_TIMELINE && q->as == DM_AS_CSV)
        return err_set(e, E_USAGE, 0, "a timeline has records of several "
                       "kinds, which is no table: ask for text or jsonl");
    TRY(conditions(dm, s, q, &sq, e));
    if (q->as == DM_AS_CSV)
        out_csv_head(q->what == DM_STORIES ? "story"
                                           : store_kind_name[q->what], &a->b);
    return q->what == DM_STORIES ? ask_stories(s, &sq, take_record, a, e)
                                 : ask_find(s, &sq, take_record, a, e);
}

/* Ends an answer: the rest to the sink. */
static enum rc finish(struct answer *a, enum rc rc, struct err *e)
{
    bool lost = a->b.fail;
    if (rc == OK && !lost && flush(a))
        rc = err_set(e, E_END, 0, "stopped by the sink");
    if (lost)
        rc = err_set(e, E_NOMEM, 0, "out of memory");
    buf_free(&a->b);
    return rc;
}

enum dm_rc dm_find(const struct dm *dm, struct dm_ledger *l,
                   const struct dm_query *q, uint64_t *n,
                   struct dm_error *error)
{
    struct err e = {0};
    struct answer a = {.q = q};
    e.code = finish(&a, find(dm, l->store, &a, &e), &e);
    if (n)
        *n = a.n;
    return api_rc(&e, error);
}

/* Takes records of one kind alone, for CSV. */
static int take_kind(void *ctx, const struct ask_found *r)
{
    static const char start[] = "{\"record\":\"";
    struct answer *a = ctx;
    const char *kind = store_kind_name[a->q->what];
    size_t k = strlen(kind), from = sizeof start - 1;
    if (r->n < from + k || memcmp(r->line + from, kind, k))
        return 0;
    return take_record(ctx, r);
}

/* All records, or those of the report that is asked for. */
static enum rc walk_all(struct store *s, const struct dm_query *q,
                        ask_take *take, struct answer *a, struct err *e)
{
    struct arena mem = {0};
    struct ask_report r;
    int64_t row;
    if (!q->document)
        return ask_all(s, take, a, e);
    TRY(ask_named(s, q->document, &row, e));
    if (!row)
        return err_set(e, E_INPUT, 0, "\"%.120s\" is no report of the ledger",
                       q->document);
    enum rc rc = ask_report(s, row, &mem, &r, e);
    arena_free(&mem);
    return rc == OK ? ask_lines(s, r.first, r.last, take, a, e) : rc;
}

enum dm_rc dm_export(struct dm_ledger *l, const struct dm_query *q,
                     struct dm_error *error)
{
    struct err e = {0};
    struct answer a = {.q = q};
    enum rc rc = OK;
    bool csv = q->as == DM_AS_CSV;
    if (csv && (unsigned)q->what > DM_SHIFTS)
        rc = err_set(&e, E_USAGE, 0, "no such kind of record");
    if (rc == OK && csv)
        out_csv_head(store_kind_name[q->what], &a.b);
    if (rc == OK)
        rc = walk_all(l->store, q, csv ? take_kind : take_record, &a, &e);
    e.code = finish(&a, rc, &e);
    return api_rc(&e, error);
}
