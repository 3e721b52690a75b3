/* Records as CSV: a table of columns for each kind, each a path into the
 * record. Lists on the way are joined. */
#include "out/out.h"

#include <string.h>

#include "pack/json.h"

/* A column and where its value stands; a path is keys parted by "/". */
struct column {
    const char *name, *path;
};

#define HEAD {"id", "id"}, {"document", "document"},                       \
    {"sentence", "sentence"}, {"date", "date"}, {"date_basis", "date_basis"}
#define WHO(side) {#side, #side "/actor"}, {#side "_name", #side "/name"}, \
    {#side "_country", #side "/country"}, {#side "_office", #side "/office"}, \
    {#side "_text", #side "/text"}
#define TAIL {"confidence", "confidence"}, {"rule", "rule"},                \
    {"sources", "sources"}, {NULL, NULL}

static const struct column document[] = {
    {"id", "document"}, {"date", "date"}, {"source", "source"},
    {"title", "title"}, {"url", "url"}, {"language", "language"},
    {"sha256", "sha256"}, {"text", "text"},
    {"program", "version/program"}, {"model", "version/model"},
    {"data", "version/data"}, {"story", "story"}, {NULL, NULL},
};

static const struct column statement[] = {
    HEAD, {"kind", "kind"}, WHO(speaker), WHO(addressee),
    {"cue", "cue/text"}, {"content", "content/text"}, {"form", "form"},
    {"within", "within"}, {"negated", "negated"}, TAIL,
};

static const struct column event[] = {
    HEAD, WHO(actor), WHO(recipient), {"category", "category"},
    {"mode", "mode"}, {"context", "context"}, {"cameo", "cameo"},
    {"quad", "quad"}, {"score", "score"}, {"goldstein", "goldstein"},
    {"negated", "factuality/negated"}, {"future", "factuality/future"},
    {"hypothetical", "factuality/hypothetical"},
    {"historical", "factuality/historical"}, {"reported_by", "reported_by"},
    {"trigger", "trigger/text"}, {"place", "place/name"},
    {"place_country", "place/country"},
    {"place_precision", "place/precision"}, {"lat", "place/lat"},
    {"lon", "place/lon"}, TAIL,
};

static const struct column position[] = {
    HEAD, WHO(holder), {"statement", "statement"},
    {"engagement", "engagement/kind"}, {"parties", "engagement/parties"},
    {"stance", "stance"}, {"strength", "strength"}, {"negated", "negated"},
    {"trigger", "trigger/text"}, {"term_relation", "terms/relation"},
    {"term", "terms/text"}, {"term_party", "terms/party"},
    {"term_must", "terms/must"}, {"term_category", "terms/category"},
    {"term_cameo", "terms/cameo"}, {"term_recipient", "terms/recipient"},
    {"term_duration", "terms/duration"}, {"term_waived", "terms/waived"},
    {"term_negated", "terms/negated"}, TAIL,
};

static const struct column shift[] = {
    {"id", "id"}, {"document", "document"}, {"kind", "kind"},
    {"principal", "principal"}, {"from", "from"}, {"to", "to"},
    {"same_speaker", "same_speaker"}, {"days", "days"}, {"basis", "basis"},
    {"trigger", "trigger/text"}, {"evidence", "evidence/text"}, TAIL,
};

static const struct column condition[] = {
    {"id", "id"}, {"document", "document"}, {"position", "position"},
    {"date", "date"}, {"principal", "principal"}, WHO(holder),
    {"engagement", "engagement/kind"}, {"parties", "engagement/parties"},
    {"stance", "stance"}, {"relation", "term/relation"},
    {"term", "term/text"}, {"party", "term/party"}, {"must", "term/must"},
    {"category", "term/category"}, {"cameo", "term/cameo"},
    {"recipient", "term/recipient"}, {"duration", "term/duration"},
    {"state", "state"}, {"rule", "rule"}, {"decided_by", "decided_by"},
    {"decided", "decided"}, {"days", "days"}, {"quiet", "quiet"},
    {"last", "last"}, {"as_of", "as_of"}, {"confidence", "confidence"},
    {NULL, NULL},
};

static const struct column story[] = {
    {"id", "id"}, {"date", "date"}, {"last", "last"}, {"title", "title"},
    {"reports", "reports"}, {"publishers", "publishers"},
    {"documents", "documents/document"}, {"sources", "documents/source"},
    {NULL, NULL},
};

static const struct column note[] = {
    {"id", "id"}, {"document", "document"}, {"sentence", "sentence"},
    {"text", "span/text"}, {"reason", "reason"}, {NULL, NULL},
};

static const struct {
    const char *kind;
    const struct column *column;
} table[] = {
    {"document", document}, {"statement", statement}, {"event", event},
    {"position", position}, {"shift", shift}, {"note", note},
    {"condition", condition}, {"story", story},
};

/* The columns of a kind, NULL: no such kind. */
static const struct column *columns_of(struct json_value kind)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (json_is(kind, table[i].kind))
            return table[i].column;
    }
    return NULL;
}

void out_csv_field(const char *s, size_t n, struct buf *b)
{
    bool plain = true;
    for (size_t i = 0; i < n && plain; i++)
        plain = !strchr(",\"\n\r", s[i]);
    if (plain) {
        buf_put(b, s, n);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            buf_char(b, '"');
        buf_char(b, s[i]);
    }
    buf_char(b, '"');
}

void out_csv_head(const char *kind, struct buf *b)
{
    struct json_value k = {kind, strlen(kind)};
    const struct column *c = columns_of(k);
    for (int i = 0; c && c[i].name; i++) {
        buf_text(b, i ? "," : "");
        buf_text(b, c[i].name);
    }
    buf_char(b, '\n');
}

/* Appends a value that is no object; items of a list are joined. */
static void put_leaf(struct json_value v, struct buf *b)
{
    struct json_walk w = json_inside(v);
    struct json_value item;
    bool more = false;
    if (!v.n || json_is(v, "null"))
        return;
    if (v.p[0] != '[') {
        json_put(v, b);
        return;
    }
    while (json_item(&w, &item)) {
        if (more)
            buf_char(b, '|');
        more = true;
        json_put(item, b);
    }
}

/* Appends what stands at the path: one key, then the rest in that or in each
 * item of the list that it is. */
static void put_path(struct json_value v, const char *path, struct buf *b)
{
    char key[32];
    size_t n = strcspn(path, "/");
    if (n >= sizeof key)
        return;
    memcpy(key, path, n);
    key[n] = '\0';
    v = json_get(v, key);
    if (!path[n]) {
        put_leaf(v, b);
        return;
    }
    const char *rest = path + n + 1;
    if (!v.n || v.p[0] != '[') {
        put_leaf(json_get(v, rest), b);
        return;
    }
    struct json_walk w = json_inside(v);
    struct json_value item;
    for (bool more = false; json_item(&w, &item); more = true) {
        if (more)
            buf_char(b, '|');
        put_leaf(json_get(item, rest), b);
    }
}

enum rc out_csv(const char *json, size_t n, struct buf *b, struct err *e)
{
    struct json_value record = {json, n}, kind = json_get(record, "record");
    struct buf field = {0};
    if (json_is_string(kind))
        kind = (struct json_value){kind.p + 1, kind.n - 2};
    const struct column *c = columns_of(kind);
    for (int i = 0; c && c[i].name; i++) {
        if (i)
            buf_char(b, ',');
        buf_reset(&field);
        put_path(record, c[i].path, &field);
        b->fail |= field.fail;
        out_csv_field(field.p, field.n, b);
    }
    buf_char(b, '\n');
    buf_free(&field);
    return buf_rc(b, e);
}
