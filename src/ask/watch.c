/* What became of a condition: the first event or position behind it that
 * decides. docs/ledger.md says the rules in words; kept[] and kin[] are the
 * table there of the events that a term waits for. */
#include "ask/condition.h"
#include "store/store_in.h"

#include <string.h>

enum {
    MOST_KIND = 4, MOST_CAMEO = 4,
    STAND_DAYS = 366 /* later positions speak of something else */
};

/* A kind of event that decides: a category and what its code begins with. */
struct kind {
    const char *category;
    char cameo[MOST_CAMEO + 1]; /* "": any */
    const char *mode;           /* NULL: any */
};

/* One look at a ledger. */
struct judge {
    struct store *s;
    const struct ask_watch *w;
    int64_t as_of;
    struct arena *mem;
    struct kind kind[MOST_KIND];
    uint32_t n_kind;
    int64_t party; /* key; -1: not in the ledger, 0: not asked */
    int64_t other[ASK_MOST_SIDE]; /* keys of whom the event is to be done to */
    uint32_t n_other;
    unsigned side; /* on these sides of it; 0: to whomever */
};

const char *const ask_state_name[ASK_N_STATE] = {
    "open", "met", "breached", "dropped", "restated",
};

/* How many digits of a term's code an event must have too; of others, 3. */
static const struct {
    const char *category, *begins;
    size_t digits;
} kept[] = {
    {"ASSAULT", "", 0}, {"PROTEST", "", 0},
    {"ACCUSE", "", 0}, {"REJECT", "", 0}, {"REQUEST", "", 0},
    {"CONSULT", "", 2}, {"AID", "", 2}, {"THREATEN", "", 2},
    {"AGREE", "", 4}, {"RETREAT", "087", 4},
};

/* Other events that do as well. */
static const struct {
    const char *category, *cameo; /* of the term, as cut by kept[] */
    const char *too, *code;
} kin[] = {
    {"MOBILIZE", "", "ASSAULT", ""}, {"MOBILIZE", "15", "COOPERATE", "062"},
    {"RETREAT", "085", "CONCEDE", "081"}, {"CONCEDE", "081", "RETREAT", "085"},
    {"RETREAT", "0872", "CONCEDE", "081"},
    {"RETREAT", "084", "COOPERATE", "063"},
    {"COOPERATE", "063", "RETREAT", "084"},
};

static bool same(const char *a, const char *b)
{
    return a && b && !strcmp(a, b);
}

static void add_kind(struct judge *j, const char *category, const char *code,
                     size_t digits)
{
    struct kind *k = &j->kind[j->n_kind++];
    size_t n = strlen(code);
    k->category = category;
    n = n < digits ? n : digits;
    memcpy(k->cameo, code, n);
    k->cameo[n] = '\0';
    /* 150 is a show of troops as well as a test of weapons */
    bool test = same(category, "MOBILIZE") && same(k->cameo, "150");
    k->mode = test ? "weapons" : NULL;
}

/* The kinds of event that the term waits for. */
static void kinds(struct judge *j)
{
    const char *category = j->w->category;
    const char *code = j->w->cameo ? j->w->cameo : "";
    size_t digits = 3;
    if (!category)
        return;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (same(kept[i].category, category) &&
            !strncmp(code, kept[i].begins, strlen(kept[i].begins)))
            digits = kept[i].digits;
    }
    add_kind(j, category, code, digits);
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++) {
        if (same(kin[i].category, category) && j->n_kind < MOST_KIND &&
            same(kin[i].cameo, j->kind[0].cameo))
            add_kind(j, kin[i].too, kin[i].code, MOST_CAMEO);
    }
}

static enum rc key_of(struct store *s, enum store_space space,
                      const char *word, int64_t *key, struct err *e)
{
    struct ask_cond c = {.n = 0};
    *key = 0;
    if (!word)
        return OK;
    TRY(ask_key(s, space, word, &c, e));
    *key = c.n ? c.key[0] : -1;
    return OK;
}

/* Acts that are done to somebody; a test of weapons or a withdrawal are what
 * they are whomever they meet. */
static bool directed(const struct ask_watch *w)
{
    const char *code = w->cameo ? w->cameo : "";
    return w->category && !same(w->category, "MOBILIZE") &&
           !(same(w->category, "RETREAT") && !strncmp(code, "087", 3));
}

/* Whom the event is to be done to: the recipient that the term names, who may
 * take part in it as well, else those who set the condition. */
static enum rc find_others(struct judge *j, struct err *e)
{
    const struct ask_watch *w = j->w;
    const char *const *code = w->recipient ? &w->recipient : w->own;
    uint32_t n = w->recipient ? 1 : directed(w) ? w->n_own : 0;
    for (uint32_t i = 0; i < n; i++) {
        int64_t key;
        TRY(key_of(j->s, SPACE_CODE, code[i], &key, e));
        if (!same(code[i], w->party))
            j->other[j->n_other++] = key;
    }
    if (j->n_other)
        j->side = SIDE_OTHER | (w->recipient ? SIDE_DOER : 0);
    return OK;
}

static void bind_others(const struct judge *j, sqlite3_stmt *st, int at)
{
    int64_t bits = 0;
    for (uint32_t i = 0; i < ASK_MOST_SIDE; i++) {
        if (i < j->n_other)
            sqlite3_bind_int64(st, at + (int)i, j->other[i]);
        else
            sqlite3_bind_null(st, at + (int)i);
        if (i < j->n_other && j->other[i] > 0)
            bits |= STORE_SIDE_BIT(j->other[i]);
    }
    sqlite3_bind_int64(st, at + ASK_MOST_SIDE, bits);
}

static void bind_code(sqlite3_stmt *st, int at, int64_t key)
{
    if (key)
        sqlite3_bind_int64(st, at, key);
    else
        sqlite3_bind_null(st, at);
}

/* Of two records of one day the one whose report's name comes first, so that
 * the order in which reports came does not matter. */
static bool before(const struct ask_mark *a, const struct ask_mark *b)
{
    int c = strcmp(a->name, b->name);
    return c ? c < 0 : a->nth < b->nth;
}

/* Takes the row (day, record, name, nth) that *st is at, when it is of the
 * same day as *m and before it; *done at a row of another day. */
static enum rc take_mark(struct judge *j, sqlite3_stmt *st,
                         struct ask_mark *m, bool *done, struct err *e)
{
    struct ask_mark x = {
        sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 3),
        (const char *)sqlite3_column_text(st, 2),
    };
    if (!x.name)
        return store_no_memory(e);
    *done = m->name && x.day != m->day;
    if (*done || (m->name && !before(&x, m)))
        return OK;
    x.name = arena_text(j->mem, x.name, strlen(x.name));
    if (!x.name)
        return store_no_memory(e);
    *m = x;
    return OK;
}

/* The first (last) event of a kind on the days from .. to. */
static enum rc act_of(struct judge *j, const struct kind *k, bool last,
                      const int64_t days[2], struct ask_mark *m,
                      struct err *e)
{
    sqlite3_stmt *st;
    int64_t category, mode;
    bool row, done = false;
    TRY(key_of(j->s, SPACE_CATEGORY, k->category, &category, e));
    TRY(key_of(j->s, SPACE_MODE, k->mode, &mode, e));
    TRY(store_stmt(j->s, last ? SQL_LAST_ACT : SQL_NEXT_ACT, &st, e));
    sqlite3_bind_int64(st, 1, j->party);
    sqlite3_bind_int64(st, 2, category);
    sqlite3_bind_int64(st, 3, days[0]);
    sqlite3_bind_int64(st, 4, days[1]);
    store_bind(st, 5, *k->cameo ? k->cameo : NULL);
    bind_code(st, 6, mode);
    sqlite3_bind_int64(st, 7, j->w->document);
    bind_code(st, 8, (int64_t)j->side);
    bind_others(j, st, 9);
    for (;;) {
        TRY(store_step(j->s, st, &row, e));
        if (!row)
            return OK;
        enum rc rc = take_mark(j, st, m, &done, e);
        if (rc != OK || done) {
            sqlite3_reset(st);
            return rc;
        }
    }
}

/* The first (last) event that the term waits for. */
static enum rc act(struct judge *j, bool last, int64_t from, int64_t to,
                   struct ask_mark *m, struct err *e)
{
    const int64_t days[2] = {from, to};
    *m = (struct ask_mark){.name = NULL};
    for (uint32_t i = 0; i < j->n_kind && j->party > 0; i++) {
        struct ask_mark x = {.name = NULL};
        TRY(act_of(j, &j->kind[i], last, days, &x, e));
        bool better = x.name && (!m->name ||
            (x.day == m->day ? before(&x, m)
                             : last ? x.day > m->day : x.day < m->day));
        if (better)
            *m = x;
    }
    return OK;
}

/* Words of four letters or more of a that are (are not) in b. */
static uint32_t words_in(const char *a, const char *b, bool in)
{
    uint32_t count = 0;
    for (; *a; a += *a == ' ') {
        size_t n = strcspn(a, " ");
        bool found = false;
        for (const char *p = b; *p && !found; p += *p == ' ') {
            size_t k = strcspn(p, " ");
            found = k == n && !memcmp(a, p, n);
            p += k;
        }
        count += n >= 4 && found == in;
        a += n;
    }
    return count;
}

/* The same is asked: the same kind of event of the same party, or the longer
 * words of one are all in the other. */
static bool equal(const struct ask_watch *w, sqlite3_stmt *st)
{
    const char *text[5]; /* party, must, category, cameo, words */
    for (int i = 0; i < 5; i++)
        text[i] = (const char *)sqlite3_column_text(st, 6 + i);
    bool party = !w->party || !text[0] || same(w->party, text[0]);
    if (w->category && text[2])
        return party && same(w->category, text[2]) &&
               same(w->must, text[1]) &&
               same(w->cameo ? w->cameo : "", text[3] ? text[3] : "");
    const char *a = w->words, *b = text[4];
    if (!party || !a || !b)
        return false;
    return (!words_in(a, b, false) && words_in(a, b, true)) ||
           (!words_in(b, a, false) && words_in(b, a, true));
}

/* What a later position does to the term, a row of SQL_NEXT_STAND; NULL:
 * nothing. Two engagements of kind "other" are hardly one. */
static const char *done_by(const struct ask_watch *w, sqlite3_stmt *st)
{
    if (!sqlite3_column_int64(st, 4))
        return same(w->engagement, "other") ? NULL : "position:no-terms";
    if (!equal(w, st))
        return NULL;
    return sqlite3_column_int64(st, 5) ? "position:same-term"
                                       : "position:not-asked";
}

/* The first position behind the term that decides, towards one other side;
 * *rule stays when there is none before *m. */
static enum rc stand_of(struct judge *j, const char *counterpart,
                        struct ask_mark *m, const char **rule, struct err *e)
{
    sqlite3_stmt *st;
    bool row, done = false;
    TRY(store_stmt(j->s, SQL_NEXT_STAND, &st, e));
    store_bind(st, 1, j->w->principal);
    store_bind(st, 2, j->w->engagement);
    store_bind(st, 3, counterpart);
    sqlite3_bind_int64(st, 4, j->w->day + 1);
    sqlite3_bind_int64(st, 5, j->w->day + STAND_DAYS < j->as_of
                              ? j->w->day + STAND_DAYS : j->as_of);
    sqlite3_bind_int64(st, 6, j->w->document);
    struct ask_mark x = {.name = NULL};
    while (!done) {
        TRY(store_step(j->s, st, &row, e));
        if (!row)
            break;
        struct ask_mark was = x;
        const char *by = done_by(j->w, st);
        done = x.name && sqlite3_column_int64(st, 0) != x.day;
        enum rc rc = by && !done ? take_mark(j, st, &x, &done, e) : OK;
        if (rc != OK || done)
            sqlite3_reset(st);
        if (rc != OK)
            return rc;
        bool first = !m->name || x.day < m->day ||
                     (x.day == m->day && before(&x, m));
        if (x.name && x.name != was.name && first) {
            *m = x;
            *rule = by;
        }
    }
    return OK;
}

static enum rc stand(struct judge *j, struct ask_mark *m, const char **rule,
                     struct err *e)
{
    *m = (struct ask_mark){.name = NULL};
    *rule = NULL;
    for (uint32_t i = 0; i < j->w->n_counterpart && *j->w->principal; i++)
        TRY(stand_of(j, j->w->counterpart[i], m, rule, e));
    return OK;
}

/* The day on which it has been quiet for as long as was asked; as_of + 1: it
 * has not. */
static enum rc quiet_for(struct judge *j, int64_t *day, struct err *e)
{
    int64_t from = j->w->day;
    struct ask_mark m;
    *day = j->as_of + 1;
    for (;;) {
        int64_t enough = from + j->w->duration;
        TRY(act(j, false, from + 1, j->as_of, &m, e));
        if (enough <= (m.name ? m.day : j->as_of)) {
            *day = enough;
            return OK;
        }
        if (!m.name)
            return OK;
        from = m.day;
    }
}

static void decide(struct ask_verdict *v, enum ask_state state,
                   const char *rule, const struct ask_mark *by)
{
    v->state = state;
    v->rule = rule;
    v->by = *by;
    v->day = by->day;
}

/* The event decides that comes no later than the position. */
static enum rc by_event(struct judge *j, const struct ask_mark *position,
                        struct ask_verdict *v, struct err *e)
{
    const struct ask_watch *w = j->w;
    int64_t end = position->name ? position->day : j->as_of, day = end + 1;
    bool refrain = same(w->must, "refrain");
    struct ask_mark m;
    if (!w->category || !w->party || (!refrain && !same(w->must, "do")))
        return OK;
    if (refrain && w->duration)
        TRY(quiet_for(j, &day, e));
    TRY(act(j, false, w->day + 1, end, &m, e));
    if (day <= end) {
        decide(v, ASK_MET, "refrain:quiet-for", &(struct ask_mark){.day = day});
        return OK;
    }
    if (!m.name)
        return OK;
    if (!refrain)
        decide(v, ASK_MET, "do:one-event", &m);
    else if (same(w->category, "RETREAT"))
        decide(v, ASK_MET, "refrain:given-up", &m);
    else
        decide(v, ASK_BREACHED, "refrain:one-event", &m);
    return OK;
}

/* What stands in the open. */
static void begin(const struct judge *j, struct ask_verdict *v)
{
    const struct ask_watch *w = j->w;
    *v = (struct ask_verdict){.state = ASK_OPEN, .day = j->as_of,
                              .quiet = -1};
    if (!w->category)
        v->rule = "open:no-event-type";
    else if (!w->party)
        v->rule = "open:no-party";
    else
        v->rule = same(w->must, "refrain") ? "open:quiet" : "open:waiting";
}

static enum rc prepare(struct judge *j, struct err *e)
{
    kinds(j);
    TRY(key_of(j->s, SPACE_CODE, j->w->party, &j->party, e));
    return find_others(j, e);
}

enum rc ask_judge(struct store *s, const struct ask_watch *w, int64_t as_of,
                  struct arena *mem, struct ask_verdict *v, struct err *e)
{
    struct judge j = {.s = s, .w = w, .as_of = as_of, .mem = mem};
    struct ask_mark position;
    const char *rule;
    TRY(prepare(&j, e));
    begin(&j, v);
    TRY(stand(&j, &position, &rule, e));
    TRY(by_event(&j, &position, v, e));
    if (v->state == ASK_OPEN && position.name) {
        decide(v, same(rule, "position:same-term") ? ASK_RESTATED
                                                   : ASK_DROPPED,
               rule, &position);
        v->position = true;
    }
    return OK;
}

enum rc ask_quiet(struct store *s, const struct ask_watch *w, int64_t as_of,
                  struct arena *mem, struct ask_verdict *v, struct err *e)
{
    struct judge j = {.s = s, .w = w, .as_of = as_of, .mem = mem};
    if (!w->category || !w->party)
        return OK;
    TRY(prepare(&j, e));
    TRY(act(&j, true, INT32_MIN, as_of, &v->last, e));
    v->quiet = as_of - (v->last.name ? v->last.day : w->day);
    return OK;
}
