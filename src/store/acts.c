/* Tables act and condition: what parties did, and what is asked of them.
 * Which event decides a condition is found when it is asked (ask/watch.c). */
#include "store/index.h"

#include <string.h>

enum { MOST_CODE = 16, MOST_WORDS = 400 };

/* A report on its way into the two tables, or out of them. */
struct acts {
    struct store *s;
    const struct store_doc *d;
    bool add, fail;
    TABLE(struct json_value) term; /* of all positions; in s->mem */
};

/* Codes of an event's actors, each once. */
struct codes {
    const char *code[MOST_CODE];
    uint32_t n;
};

/* The characters of a string, "" for anything else. */
static const char *text_of(struct acts *a, struct json_value v)
{
    struct buf *b = &a->s->scratch;
    buf_reset(b);
    if (json_is_string(v))
        json_put(v, b);
    const char *s = arena_text(&a->s->mem, buf_str(b), b->n);
    a->fail |= !s || b->fail;
    return a->fail ? "" : s;
}

static void add_code(struct acts *a, struct codes *c, const char *code,
                     size_t n)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (strlen(c->code[i]) == n && !memcmp(c->code[i], code, n))
            return;
    }
    if (!n || c->n == MOST_CODE)
        return;
    c->code[c->n] = arena_text(&a->s->mem, code, n);
    a->fail |= !c->code[c->n];
    c->n += !a->fail;
}

/* Whether what this code does is done by its state. */
static bool of_state(const char *code)
{
    static const char part[] = "GOVMILCOPSPYLEGJUD";
    if (strlen(code) % 3)
        return true; /* NATO */
    for (const char *p = strlen(code) > 3 ? code + 3 : ""; *p; p += 3) {
        bool known = false;
        for (const char *q = part; *q; q += 3)
            known |= !memcmp(p, q, 3);
        if (!known)
            return false;
    }
    return true;
}

/* Whom an actor stands for: its group, its code and that of its state. */
static void codes_of(struct acts *a, struct json_value who, struct codes *c)
{
    const char *code = text_of(a, json_get(who, "actor"));
    const char *group = text_of(a, json_get(who, "group"));
    if (!*code)
        code = text_of(a, json_get(who, "country"));
    size_t n = strlen(code);
    bool state = !*group && of_state(code);
    add_code(a, c, group, strlen(group));
    add_code(a, c, code, n);
    for (size_t k = state ? 3 : 6; n % 3 == 0 && k < n; k += 3)
        add_code(a, c, code, k);
}

/* The row of a key that the index has; 0: none. */
static enum rc key_of(struct store *s, enum store_space space,
                      const char *word, int64_t *key, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_KEY, &st, e));
    sqlite3_bind_int(st, 1, (int)space);
    store_bind(st, 2, word);
    TRY(store_step(s, st, &row, e));
    *key = row ? sqlite3_column_int64(st, 0) : 0;
    if (row)
        sqlite3_reset(st);
    return OK;
}

static bool any_true(struct json_value flags)
{
    struct json_walk w = json_inside(flags);
    struct json_value key, value;
    bool any = false;
    while (json_field(&w, &key, &value))
        any |= json_is(value, "true");
    return any;
}

/* An act that a condition names did not happen by that. */
static bool in_a_term(const struct acts *a, struct json_value event)
{
    struct json_value t = json_get(event, "trigger");
    int64_t beg = json_int(json_get(t, "start"), -1);
    for (uint32_t i = 0; beg >= 0 && i < a->term.n; i++) {
        struct json_value term = a->term.row[i];
        if (json_int(json_get(term, "start"), 0) <= beg &&
            beg < json_int(json_get(term, "end"), 0))
            return true;
    }
    return false;
}

/* Whether one of a list of actors is of another country than *first, or of
 * another group where they have none; people at large are of neither. *first
 * becomes that of the first actor when it is nobody's. */
static bool others(struct json_value list, struct json_value *first)
{
    struct json_walk w = json_inside(list);
    struct json_value who;
    while (json_item(&w, &who)) {
        struct json_value v = json_get(who, "country");
        if (!json_is_string(v))
            v = json_get(who, "group");
        if (!json_is_string(v))
            continue;
        if (!first->n)
            *first = v;
        if (v.n != first->n || memcmp(v.p, first->p, v.n))
            return true;
    }
    return false;
}

/* Whether an event has to do with another side than the one that acts. */
static bool aimed(struct json_value event)
{
    struct json_value first = {NULL, 0};
    return others(json_get(event, "actor"), &first) ||
           others(json_get(event, "recipient"), &first);
}

/* Words before one that stands for a thing, right before it (far: 0) or a
 * little farther off: what it names has been told before; 2: for certain. */
static int points_back(const char *word, size_t n, int far)
{
    static const char near[] = " the this that these those its their his her ";
    static const char any[] =
        " latest recent last previous past earlier repeated continued series ";
    char look[24];
    if (n > 2 && word[n - 1] == 's' && (word[n - 2] == '\'' ||
                                        (unsigned char)word[n - 2] == 0x99))
        return 1; /* Iran's */
    if (n + 3 > sizeof look)
        return 0;
    look[0] = look[n + 1] = ' ';
    memcpy(look + 1, word, n);
    look[n + 2] = '\0';
    return strstr(any, look) ? 2 : !far && strstr(near, look);
}

/* Whether a record is likely enough: that it is also just what is waited for
 * speaks for it. */
static bool likely(struct json_value record)
{
    struct json_value p = json_get(record, "confidence");
    return p.n < 3 || memcmp(p.p, "0.", 2) || p.p[2] >= '4';
}

/* How a record's day is told: 2 by words, 1 not at all, 0 not at all and the
 * trigger is a noun for what has been told before ("its test"), or surely so
 * ("its latest test", where the day is that of another act). */
static int told(const struct acts *a, struct json_value record)
{
    enum { FAR = 3 };
    const struct pack *p = &a->s->pack;
    struct json_value t = json_get(record, "trigger");
    int64_t beg = json_int(json_get(t, "start"), -1);
    int64_t end = json_int(json_get(t, "end"), -1);
    struct json_value basis = json_get(record, "date_basis");
    int day = json_is(basis, "\"publication\"") ? 1 : 2;
    if (beg < 0 || end < beg + 2 ||
        end > utf8_map_point(&p->map, (uint32_t)p->text.n))
        return day;
    const char *s = p->text.p, *at = s + utf8_map_byte(&p->map, (uint32_t)beg);
    const char *stop = s + utf8_map_byte(&p->map, (uint32_t)end);
    if (stop - at > 2 && !memcmp(stop - 2, "ed", 2))
        return day; /* a verb */
    for (int far = 0; far < FAR && at > s && at[-1] == ' '; far++) {
        const char *word = --at;
        while (word > s && word[-1] != ' ' && word[-1] != '\n')
            word--;
        if (at == word || strchr(",.;:", at[-1]))
            break;
        if (points_back(word, (size_t)(at - word), far) >= day)
            return 0;
        at = word;
    }
    return day;
}

/* An event on its way in: the bits of all codes on its sides, 0 when it has
 * to do with no other side. */
struct act {
    const struct store_record *r;
    int64_t record, sides;
};

/* Most events that are not done to somebody are told by this alone, without a
 * look into table side. */
static enum rc find_sides(struct store *s, struct act *v, struct err *e)
{
    sqlite3_stmt *st;
    bool row = aimed(v->r->json);
    v->sides = 0;
    if (!row)
        return OK;
    v->sides = STORE_SIDE_ANY;
    TRY(store_stmt(s, SQL_GET_SIDES, &st, e));
    sqlite3_bind_int64(st, 1, v->record);
    while (row) {
        TRY(store_step(s, st, &row, e));
        if (row)
            v->sides |= STORE_SIDE_BIT(sqlite3_column_int64(st, 0));
    }
    return OK;
}

static enum rc put_act(struct acts *a, int64_t key, int64_t category,
                       const struct act *v, struct err *e)
{
    const struct store_record *r = v->r;
    sqlite3_stmt *st;
    int64_t mode = 0;
    const char *word = text_of(a, json_get(r->json, "mode"));
    const char *cameo = text_of(a, json_get(r->json, "cameo"));
    if (a->add && *word)
        TRY(key_of(a->s, SPACE_MODE, word, &mode, e));
    TRY(store_stmt(a->s, a->add ? SQL_PUT_ACT : SQL_CUT_ACT, &st, e));
    sqlite3_bind_int64(st, 1, key);
    sqlite3_bind_int64(st, 2, category);
    sqlite3_bind_int64(st, 3, r->day);
    sqlite3_bind_int64(st, 4, v->record);
    if (a->add) {
        if (mode)
            sqlite3_bind_int64(st, 5, mode);
        else
            sqlite3_bind_null(st, 5);
        store_bind(st, 6, *cameo ? cameo : NULL);
        sqlite3_bind_int64(st, 7, v->sides);
        sqlite3_bind_int(st, 8, told(a, r->json));
    }
    return store_run(a->s, st, e);
}

static enum rc put_event(struct acts *a, const struct store_record *r,
                         int64_t record, struct err *e)
{
    struct json_walk w = json_inside(json_get(r->json, "actor"));
    struct json_value who;
    struct codes c = {.n = 0};
    struct act v = {r, record, 0};
    int64_t key, category;
    if (any_true(json_get(r->json, "factuality")) || in_a_term(a, r->json) ||
        !told(a, r->json) || !likely(r->json))
        return OK;
    const char *word = text_of(a, json_get(r->json, "category"));
    while (json_item(&w, &who))
        codes_of(a, who, &c);
    if (!c.n || !*word || a->fail)
        return a->fail ? store_no_memory(e) : OK;
    TRY(key_of(a->s, SPACE_CATEGORY, word, &category, e));
    if (a->add)
        TRY(find_sides(a->s, &v, e));
    for (uint32_t i = 0; i < c.n; i++) {
        TRY(key_of(a->s, SPACE_CODE, c.code[i], &key, e));
        if (key && category)
            TRY(put_act(a, key, category, &v, e));
    }
    return OK;
}

/* A position's part of the rows that it makes. */
struct stand {
    const char *principal, *engagement, *counterpart;
    int64_t day, record;
    int told;
};

static enum rc put_condition(struct acts *a, const struct stand *p,
                             struct json_value term, int64_t nth, bool asked,
                             struct err *e)
{
    static const char *const field[] = {"party", "must", "category", "cameo"};
    char folded[MOST_WORDS]; /* bound until the statement has run */
    sqlite3_stmt *st;
    TRY(store_stmt(a->s, a->add ? SQL_PUT_CONDITION : SQL_CUT_CONDITION, &st,
                   e));
    store_bind(st, 1, p->principal);
    store_bind(st, 2, p->engagement);
    store_bind(st, 3, p->counterpart);
    sqlite3_bind_int64(st, 4, p->day);
    sqlite3_bind_int64(st, 5, p->record);
    sqlite3_bind_int64(st, 6, nth);
    if (a->add) {
        const char *words = text_of(a, json_get(term, "text"));
        size_t n = store_fold(words, strlen(words), folded, sizeof folded);
        sqlite3_bind_int(st, 7, asked);
        sqlite3_bind_int(st, 8, p->told);
        for (int i = 0; i < 4; i++) {
            const char *s = text_of(a, json_get(term, field[i]));
            store_bind(st, 9 + i, *s ? s : NULL);
        }
        store_bind(st, 13, n ? folded : NULL);
        if (a->fail)
            return store_no_memory(e);
    }
    return store_run(a->s, st, e);
}

static bool is(struct json_value record, const char *key, const char *word)
{
    return json_is(json_get(record, key), word);
}

/* The rows of one other side. Terms that are turned down are not the
 * holder's; an offer without terms, or one that waives them, has none. */
static enum rc put_terms(struct acts *a, const struct stand *p,
                         struct json_value r, struct err *e)
{
    static const struct json_value nothing = {NULL, 0};
    struct json_walk w = json_inside(json_get(r, "terms"));
    struct json_value t;
    bool not = is(r, "negated", "true");
    bool none = !not && !is(r, "strength", "\"may\"");
    int64_t nth = 0;
    if (is(r, "stance", "\"rejects\""))
        return OK;
    while (json_item(&w, &t)) {
        nth++;
        if (is(t, "waived", "true"))
            continue;
        none = false;
        TRY(put_condition(a, p, t, nth, !not && !is(t, "negated", "true"),
                          e));
    }
    none &= is(r, "stance", "\"offers\"") || is(r, "stance", "\"accepts\"");
    return none ? put_condition(a, p, nothing, 0, false, e) : OK;
}

/* Who holds a position, as lists of codes have it: a country, a named group,
 * or a country's people of a role. */
static const char *principal_of(struct acts *a, struct json_value holder)
{
    struct json_value group = json_get(holder, "group"), sector;
    struct json_walk w = json_inside(json_get(holder, "sector"));
    if (!json_is_string(group))
        return text_of(a, json_get(holder, "country"));
    bool role = json_item(&w, &sector) && sector.n == group.n &&
                !memcmp(sector.p, group.p, group.n) && !json_item(&w, &sector);
    return text_of(a, role ? json_get(holder, "actor") : group);
}

static enum rc put_position(struct acts *a, const struct store_record *r,
                            int64_t record, struct err *e)
{
    struct json_value holder = json_get(r->json, "holder"), code;
    struct json_value engagement = json_get(r->json, "engagement");
    struct stand p = {.principal = principal_of(a, holder), .counterpart = "",
                      .engagement = text_of(a, json_get(engagement, "kind")),
                      .day = r->day, .record = record,
                      .told = likely(r->json) ? told(a, r->json) : 0};
    struct json_walk w = json_inside(json_get(engagement, "parties"));
    bool other = false;
    while (json_item(&w, &code)) {
        p.counterpart = text_of(a, code);
        if (a->fail)
            return store_no_memory(e);
        if (!strcmp(p.counterpart, p.principal))
            continue;
        TRY(put_terms(a, &p, r->json, e));
        other = true;
    }
    p.counterpart = "";
    return other ? OK : put_terms(a, &p, r->json, e);
}

static void gather_terms(struct acts *a)
{
    for (uint32_t i = 1; i < a->d->record.n; i++) {
        const struct store_record *r = &a->d->record.row[i];
        struct json_value t;
        if (r->kind != STORE_POSITION)
            continue;
        struct json_walk w = json_inside(json_get(r->json, "terms"));
        while (json_item(&w, &t))
            a->fail |= !table_put(&a->s->mem, &a->term, t);
    }
}

enum rc store_acts(struct store *s, const struct store_doc *d, bool add,
                   struct err *e)
{
    struct acts a = {.s = s, .d = d, .add = add};
    gather_terms(&a);
    for (uint32_t i = 1; i < d->record.n; i++) {
        const struct store_record *r = &d->record.row[i];
        int64_t id = d->first + 8 * (int64_t)i + r->kind;
        if (r->kind == STORE_EVENT)
            TRY(put_event(&a, r, id, e));
        if (r->kind == STORE_POSITION)
            TRY(put_position(&a, r, id, e));
    }
    return a.fail ? store_no_memory(e) : OK;
}
