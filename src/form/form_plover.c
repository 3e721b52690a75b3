/* An event as a record of PLOVER 2.0: one JSON object a line. Values of the
 * record are strings of JSON already and stay as they are. */
#include "form/form_in.h"

#include <string.h>

/* ,"KEY":VALUE unless there is no such value. */
static void copy(struct buf *b, const char *key, struct json_value v)
{
    if (!v.n || json_is(v, "null"))
        return;
    if (b->n && b->p[b->n - 1] != '{')
        buf_char(b, ',');
    buf_char(b, '"');
    buf_text(b, key);
    buf_text(b, "\":");
    buf_put(b, v.p, v.n);
}

static void party(struct json_value who, struct buf *b)
{
    static const struct json_value kosovo = {"\"KOS\"", 5};
    struct json_value code = json_get(who, "country");
    buf_char(b, '{');
    copy(b, "code", json_is(code, "\"XKX\"") ? kosovo : code);
    copy(b, "sector", json_get(who, "sector"));
    copy(b, "entity_text", json_get(who, "text"));
    copy(b, "identifier_text", json_get(who, "name"));
    copy(b, "office", json_get(who, "office"));
    buf_char(b, '}');
}

static void side(const struct form_row *r, int which, const char *key,
                 struct buf *b)
{
    buf_text(b, key);
    for (int i = 0; i < r->n[which]; i++) {
        buf_text(b, i ? "," : "");
        party(r->who[which][i], b);
    }
    buf_char(b, ']');
}

/* The mode, and the auxiliary ones: what PLOVER has for factuality. */
static void modes(const struct form_row *r, struct buf *b)
{
    static const char *const aux[][2] = {
        {"factuality/negated", "\"negation\""},
        {"factuality/future", "\"future\""},
        {"factuality/hypothetical", "\"hypothetical\""},
        {"factuality/historical", "\"historical\""},
    };
    struct json_value mode = json_get(r->rec, "mode");
    bool more = json_is_string(mode);
    buf_text(b, ",\"mode\":[");
    if (more)
        buf_put(b, mode.p, mode.n);
    for (size_t i = 0; i < sizeof aux / sizeof *aux; i++) {
        if (!form_true(r->rec, aux[i][0]))
            continue;
        buf_text(b, more ? "," : "");
        buf_text(b, aux[i][1]);
        more = true;
    }
    buf_char(b, ']');
}

static void place(struct json_value p, struct buf *b)
{
    char how[FORM_CODE];
    form_copy(json_get(p, "precision"), how, sizeof how);
    if (!*how)
        return;
    buf_text(b, ",\"event_loc\":{");
    copy(b, "extracted_place", json_get(p, "text"));
    copy(b, "resolved_place", json_get(p, "name"));
    copy(b, "lat", json_get(p, "lat"));
    copy(b, "lon", json_get(p, "lon"));
    if (!strcmp(how, "city"))
        copy(b, "city", json_get(p, "name"));
    if (!strcmp(how, "region"))
        copy(b, "province", json_get(p, "name"));
    copy(b, "country_code", json_get(p, "country"));
    buf_char(b, '}');
}

static void cited(struct json_value doc, struct buf *b)
{
    buf_text(b, ",\"cite_info\":{");
    copy(b, "citation", json_get(doc, "document"));
    copy(b, "url", json_get(doc, "url"));
    copy(b, "title", json_get(doc, "title"));
    copy(b, "language", json_get(doc, "language"));
    copy(b, "publication", json_get(doc, "source"));
    buf_text(b, ",\"coder\":\"demarche\",\"codebook\":\"PLOVER 2.0\"");
    copy(b, "version", json_get(json_get(doc, "version"), "program"));
    buf_char(b, '}');
}

void form_plover(const struct form_row *r, struct buf *b)
{
    struct json_value at = json_get(r->rec, "trigger");
    struct json_value event = json_get(r->rec, "category");
    buf_char(b, '{');
    copy(b, "id", json_get(r->rec, "id"));
    copy(b, "date", json_get(r->rec, "date"));
    side(r, 0, ",\"actor\":[", b);
    side(r, 1, ",\"recipient\":[", b);
    buf_text(b, ",\"event\":[");
    buf_put(b, event.p, event.n);
    buf_char(b, ']');
    modes(r, b);
    copy(b, "context", json_get(r->rec, "context"));
    copy(b, "quad_code", json_get(r->rec, "quad"));
    copy(b, "event_scale", json_get(r->rec, "score"));
    copy(b, "event_text", json_get(at, "text"));
    place(json_get(r->rec, "place"), b);
    buf_text(b, ",\"text_info\":{");
    copy(b, "sequence", json_get(r->rec, "sentence"));
    copy(b, "start", json_get(at, "start"));
    copy(b, "end", json_get(at, "end"));
    buf_char(b, '}');
    cited(r->doc, b);
    buf_text(b, "}\n");
}
