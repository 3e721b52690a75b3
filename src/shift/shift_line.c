#include "shift/shift_line.h"

#include <string.h>

struct shift_text shift_string(struct json_value v)
{
    bool is = json_is_string(v);
    return (struct shift_text){is ? v.p + 1 : NULL, is ? v.n - 2 : 0};
}

/* The number of a label in its list, or 0. */
static uint8_t label_of(const char *const *list, int n, struct json_value v)
{
    struct shift_text t = shift_string(v);
    for (int i = 1; i < n && t.p; i++) {
        if (list[i] && strlen(list[i]) == t.n && !memcmp(list[i], t.p, t.n))
            return (uint8_t)i;
    }
    return 0;
}

static bool is_true(struct json_value v)
{
    return json_is(v, "true");
}

static struct shift_term read_term(struct json_value v)
{
    return (struct shift_term){
        .words = shift_string(json_get(v, "text")),
        .party = shift_string(json_get(v, "party")),
        .cameo = shift_string(json_get(v, "cameo")),
        .recipient = shift_string(json_get(v, "recipient")),
        .duration = shift_string(json_get(v, "duration")),
        .must = label_of(label_must, N_MUST, json_get(v, "must")),
        .category = label_of(label_category, N_CAT, json_get(v, "category")),
        .waived = is_true(json_get(v, "waived")),
        .negated = is_true(json_get(v, "negated")),
    };
}

/* A number from 0 to 1 as records have it, "0.897". */
static float share_of(struct json_value v)
{
    float x = 0, unit = 1;
    bool point = false;
    for (size_t i = 0; i < v.n; i++) {
        if (v.p[i] == '.') {
            point = true;
            continue;
        }
        if (v.p[i] < '0' || v.p[i] > '9')
            break;
        unit = point ? unit / 10 : unit;
        x = point ? x + unit * (float)(v.p[i] - '0')
                  : 10 * x + (float)(v.p[i] - '0');
    }
    return x;
}

void shift_read(struct json_value position, struct shift_stand *s)
{
    struct json_walk in = json_inside(json_get(position, "terms"));
    struct json_value v;
    *s = (struct shift_stand){
        .stance = label_of(label_stance, N_STANCE,
                           json_get(position, "stance")),
        .strength = label_of(label_strength, N_STRENGTH,
                             json_get(position, "strength")),
        .negated = is_true(json_get(position, "negated")),
        .p = share_of(json_get(position, "confidence")),
    };
    while (s->n_term < SHIFT_MOST_TERM && json_item(&in, &v))
        s->term[s->n_term++] = read_term(v);
}

/* Appends the fields named that have a value. */
static void fields(struct json_value v, const char *const *name,
                   struct buf *b)
{
    bool none = true;
    for (; *name; name++) {
        struct json_value x = json_get(v, *name);
        if (!x.n || json_is(x, "null") || json_is(x, "false"))
            continue;
        buf_text(b, none ? "\"" : ",\"");
        buf_text(b, *name);
        buf_text(b, "\":");
        buf_put(b, x.p, x.n);
        none = false;
    }
}

void shift_said(struct json_value position, struct buf *b)
{
    static const char *const own[] = {"stance", "strength", "negated",
                                      "confidence", NULL};
    static const char *const of_term[] = {
        "text", "party", "must", "category", "cameo", "recipient", "duration",
        "waived", "negated", NULL};
    struct json_walk in = json_inside(json_get(position, "terms"));
    struct json_value v;
    bool none = true;
    buf_char(b, '{');
    fields(position, own, b);
    while (json_item(&in, &v)) {
        buf_text(b, none ? ",\"terms\":[{" : ",{");
        fields(v, of_term, b);
        buf_char(b, '}');
        none = false;
    }
    buf_text(b, none ? "}" : "]}");
}

static void string(struct buf *b, const char *key, const char *s)
{
    buf_text(b, key);
    buf_char(b, '"');
    buf_json(b, s, strlen(s));
    buf_char(b, '"');
}

void shift_evidence(const struct shift_passage *p, struct buf *b)
{
    string(b, "{\"text\":", p->text);
    buf_text(b, ",\"start\":");
    buf_int(b, p->beg);
    buf_text(b, ",\"end\":");
    buf_int(b, p->end);
    string(b, ",\"document\":", p->document);
    buf_char(b, '}');
}

void shift_line(const struct shift_record *r, struct buf *b)
{
    string(b, "{\"record\":\"shift\",\"id\":", r->id);
    string(b, ",\"document\":", r->later.document);
    string(b, ",\"trigger\":null,\"kind\":", label_shift[r->found->kind]);
    string(b, ",\"from\":", r->from);
    string(b, ",\"to\":", r->to);
    buf_text(b, ",\"principal\":\"");
    buf_json(b, r->principal.p, r->principal.n);
    buf_text(b, r->same_speaker ? "\",\"same_speaker\":true"
                                : "\",\"same_speaker\":false");
    buf_text(b, ",\"days\":");
    buf_int(b, r->days);
    buf_text(b, ",\"basis\":\"compared\",\"evidence\":[");
    shift_evidence(&r->earlier, b);
    buf_char(b, ',');
    shift_evidence(&r->later, b);
    buf_text(b, "],\"confidence\":");
    buf_fixed(b, (double)r->found->p, 3);
    string(b, ",\"rule\":", r->found->rule);
    buf_char(b, '}');
}

void shift_link(struct json_value record, struct json_value told,
                int64_t days, struct buf *b)
{
    struct json_walk in = json_inside(record);
    struct json_value key, v;
    struct json_value from = json_get(told, "from");
    struct json_value more = json_get(told, "evidence");
    for (bool none = true; json_field(&in, &key, &v); none = false) {
        buf_text(b, none ? "{\"" : ",\"");
        buf_put(b, key.p, key.n);
        buf_text(b, "\":");
        if (json_is(key, "from")) {
            buf_put(b, from.p, from.n);
        } else if (json_is(key, "days")) {
            buf_int(b, days);
        } else if (json_is(key, "evidence") && v.n > 2) {
            buf_put(b, v.p, v.n - 1);
            buf_char(b, ',');
            buf_put(b, more.p, more.n);
            buf_char(b, ']');
        } else {
            buf_put(b, v.p, v.n);
        }
    }
    buf_char(b, '}');
}
