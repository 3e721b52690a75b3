/* One record for a reader, from its JSON: what a query of a ledger prints. */
#include "out/out.h"

#include <string.h>

#include "out/out_part.h"
#include "pack/json.h"

#define DOT " \xc2\xb7 "

/* Appends a string, white space as blanks; what is no string is nothing. */
static void words(struct buf *b, struct json_value v)
{
    size_t from = b->n;
    if (!json_is_string(v))
        return;
    json_put(v, b);
    for (size_t i = from; i < b->n; i++) {
        if ((unsigned char)b->p[i] < ' ' || b->p[i] == 0x7f)
            b->p[i] = ' ';
    }
}

static bool given(struct json_value v)
{
    return v.n && !json_is(v, "null") && !json_is(v, "[]") &&
           !json_is(v, "\"\"");
}

static void cited(struct buf *b, const char *before, struct json_value span)
{
    if (!given(span))
        return;
    buf_text(b, before);
    buf_text(b, "\xe2\x80\x9c");
    words(b, json_get(span, "text"));
    buf_text(b, "\xe2\x80\x9d");
}

static void who(struct buf *b, struct json_value v)
{
    struct json_value code = json_get(v, "actor");
    code = given(code) ? code : json_get(v, "group");
    code = given(code) ? code : json_get(v, "country");
    bool named = given(json_get(v, "text"));
    words(b, json_get(v, "text"));
    if (given(code)) {
        buf_text(b, named ? " [" : "[");
        words(b, code);
        buf_char(b, ']');
    } else if (!named) {
        buf_text(b, "(nobody named)");
    }
}

static void people(struct buf *b, struct json_value list, const char *none)
{
    struct json_walk w = json_inside(list);
    struct json_value v;
    bool more = false;
    for (; json_item(&w, &v); more = true) {
        buf_text(b, more ? ", " : "");
        who(b, v);
    }
    if (!more)
        buf_text(b, none);
}

static void list(struct buf *b, struct json_value l, const char *key,
                 const char *between)
{
    struct json_walk w = json_inside(l);
    struct json_value v;
    for (bool more = false; json_item(&w, &v); more = true) {
        buf_text(b, more ? between : "");
        words(b, *key ? json_get(v, key) : v);
    }
}

static void labelled(struct buf *b, const char *before, struct json_value v)
{
    if (!given(v))
        return;
    buf_text(b, before);
    words(b, v);
}

static void say_document(struct buf *b, struct json_value r)
{
    labelled(b, "", json_get(r, "source"));
    labelled(b, given(json_get(r, "source")) ? ": " : "",
             json_get(r, "title"));
    labelled(b, " ", json_get(r, "url"));
}

static void say_statement(struct buf *b, struct json_value r)
{
    who(b, json_get(r, "speaker"));
    cited(b, " ", json_get(r, "cue"));
    if (given(json_get(r, "addressee"))) {
        buf_text(b, " to ");
        people(b, json_get(r, "addressee"), "");
    }
    buf_text(b, json_is(json_get(r, "negated"), "true") ? ", not said: "
                                                        : ": ");
    list(b, json_get(r, "content"), "text", " \xe2\x80\xa6 ");
    labelled(b, DOT, json_get(r, "form"));
}

static void say_event(struct buf *b, struct json_value r)
{
    words(b, json_get(r, "category"));
    labelled(b, " ", json_get(r, "mode"));
    labelled(b, " ", json_get(r, "cameo"));
    buf_text(b, ": ");
    people(b, json_get(r, "actor"), "(nobody named)");
    if (given(json_get(r, "recipient"))) {
        buf_text(b, " \xe2\x86\x92 ");
        people(b, json_get(r, "recipient"), "");
    }
    cited(b, DOT, json_get(r, "trigger"));
    struct json_walk w = json_inside(json_get(r, "factuality"));
    struct json_value key, value;
    while (json_field(&w, &key, &value)) {
        if (json_is(value, "true")) {
            buf_text(b, DOT);
            buf_put(b, key.p, key.n);
        }
    }
    labelled(b, DOT "at ", json_get(json_get(r, "place"), "text"));
}

static void say_term(struct buf *b, struct json_value t)
{
    buf_text(b, json_is(json_get(t, "negated"), "true") ? "; not " : "; ");
    words(b, json_get(t, "relation"));
    cited(b, " ", t);
    if (given(json_get(t, "party")) || given(json_get(t, "must"))) {
        buf_text(b, " (");
        words(b, json_get(t, "party"));
        labelled(b, " must ", json_get(t, "must"));
        buf_char(b, ')');
    }
    labelled(b, " for ", json_get(t, "duration"));
}

static void say_terms(struct buf *b, struct json_value terms)
{
    struct json_walk w = json_inside(terms);
    struct json_value t;
    while (json_item(&w, &t))
        say_term(b, t);
}

/* Who takes which stand on what. */
static void say_stand(struct buf *b, struct json_value r)
{
    struct json_value engagement = json_get(r, "engagement");
    who(b, json_get(r, "holder"));
    buf_text(b, json_is(json_get(r, "negated"), "true") ? " does not: " : " ");
    words(b, json_get(r, "stance"));
    labelled(b, " ", json_get(engagement, "kind"));
    if (given(json_get(engagement, "parties"))) {
        buf_text(b, " (");
        list(b, json_get(engagement, "parties"), "", ", ");
        buf_char(b, ')');
    }
}

static void say_position(struct buf *b, struct json_value r)
{
    say_stand(b, r);
    labelled(b, ", ", json_get(r, "strength"));
    say_terms(b, json_get(r, "terms"));
    cited(b, DOT, json_get(r, "trigger"));
}

static void say_shift(struct buf *b, struct json_value r)
{
    struct json_walk w = json_inside(json_get(r, "evidence"));
    struct json_value v;
    labelled(b, "", json_get(r, "principal"));
    labelled(b, given(json_get(r, "principal")) ? " " : "",
             json_get(r, "kind"));
    cited(b, DOT, json_get(r, "trigger"));
    labelled(b, DOT "from ", json_get(r, "from"));
    labelled(b, DOT "to ", json_get(r, "to"));
    while (json_item(&w, &v))
        cited(b, "\n            ", v);
}

static void say_days(struct buf *b, const char *before, struct json_value n)
{
    buf_text(b, before);
    buf_put(b, n.p, n.n);
    buf_text(b, json_is(n, "1") ? " day" : " days");
}

static void say_condition(struct buf *b, struct json_value r)
{
    struct json_value quiet = json_get(r, "quiet");
    struct json_value must = json_get(json_get(r, "term"), "must");
    bool open = json_is(json_get(r, "state"), "\"open\"");
    say_stand(b, r);
    say_term(b, json_get(r, "term"));
    labelled(b, "\n            ", json_get(r, "state"));
    say_days(b, open ? " for " : " after ", json_get(r, "days"));
    labelled(b, " by ", json_get(r, "decided_by"));
    labelled(b, DOT, json_get(r, "rule"));
    if (given(quiet) && json_is(must, "\"refrain\"")) {
        say_days(b, DOT "quiet for ", quiet);
        labelled(b, " since ", json_get(r, "last"));
    }
}

static void say_note(struct buf *b, struct json_value r)
{
    words(b, json_get(r, "reason"));
    cited(b, ": ", json_get(r, "span"));
}

static void put_count(struct buf *b, struct json_value n, const char *what)
{
    json_put(n, b);
    buf_text(b, what);
    buf_text(b, json_is(n, "1") ? "" : "s");
}

static void say_story(struct buf *b, struct json_value r)
{
    struct json_walk w = json_inside(json_get(r, "documents"));
    struct json_value v;
    put_count(b, json_get(r, "reports"), " report");
    buf_text(b, DOT);
    put_count(b, json_get(r, "publishers"), " publisher");
    labelled(b, DOT "to ", json_get(r, "last"));
    while (json_item(&w, &v)) {
        labelled(b, "\n            ", json_get(v, "date"));
        labelled(b, "  ", json_get(v, "document"));
        labelled(b, DOT, json_get(v, "source"));
        labelled(b, DOT, json_get(v, "title"));
    }
}

enum rc out_record_text(const char *json, size_t n, day_no day,
                        struct buf *b, struct err *e)
{
    static const struct {
        const char *kind;
        void (*say)(struct buf *, struct json_value);
    } table[] = {
        {"\"document\"", say_document}, {"\"statement\"", say_statement},
        {"\"event\"", say_event}, {"\"position\"", say_position},
        {"\"shift\"", say_shift}, {"\"note\"", say_note},
        {"\"condition\"", say_condition}, {"\"story\"", say_story},
    };
    struct json_value r = {json, n}, kind = json_get(r, "record");
    char iso[16];
    out_day(day, iso);
    buf_text(b, iso);
    labelled(b, "  ", json_get(r, "id"));
    struct json_value p = json_get(r, "confidence");
    if (given(p)) {
        buf_text(b, DOT);
        json_put(p, b);
    }
    p = json_get(r, "sources");
    if (given(p)) {
        buf_text(b, DOT);
        put_count(b, p, " source");
    }
    buf_text(b, "\n            ");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (json_is(kind, table[i].kind))
            table[i].say(b, r);
    }
    buf_char(b, '\n');
    return buf_rc(b, e);
}
