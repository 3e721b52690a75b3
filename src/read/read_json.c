#include "read/read_in.h"

#include <jansson.h>
#include <string.h>

static const char *const kind_name[] = {
    [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list",
    [JSON_STRING] = "a string",  [JSON_INTEGER] = "a number",
    [JSON_REAL] = "a number",    [JSON_TRUE] = "true",
    [JSON_FALSE] = "false",      [JSON_NULL] = "null",
};

/* Counts levels and values before anything is built of them, so that no line
 * costs more memory than its length suggests. */
static enum rc bounds(const char *s, size_t n, size_t *n_value,
                      struct err *e)
{
    uint32_t level = 0, values = 0;
    bool inside = false;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (inside) {
            i += c == '\\';
            inside = c != '"';
            continue;
        }
        inside = c == '"';
        level += c == '{' || c == '[';
        level -= level && (c == '}' || c == ']');
        values += c == '{' || c == '[' || c == ',';
        if (level > READ_LEVEL_MAX)
            return err_set(e, E_LIMIT, i, "more than %d levels of JSON",
                           READ_LEVEL_MAX);
        if (values > READ_VALUE_MAX)
            return err_set(e, E_LIMIT, i, "more than %d values in one line",
                           READ_VALUE_MAX);
    }
    *n_value = values;
    return OK;
}

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

/* jansson 2.14 does not survive losing memory inside a string (it cuts the
 * string short, or runs over its end), so all it may need for n bytes with so
 * many values is asked for and given back before it begins. */
static enum rc try_memory(size_t n, size_t n_value, struct err *e)
{
    void *p = base_alloc(4 * n + 256 * n_value + 4096);
    base_free(p);
    return p ? OK : no_memory(e);
}

/* What jansson says, in our words where they are better. */
static enum rc bad_json(const json_error_t *j, const char *s, size_t n,
                        struct err *e)
{
    uint64_t at = j->position > 0 ? (uint64_t)j->position : 0;
    while (n && (s[n - 1] == '\r' || s[n - 1] == ' '))
        n--;
    if (json_error_code(j) != json_error_premature_end_of_input)
        return err_set(e, E_INPUT, at, "%.120s, expected one JSON object",
                       j->text);
    if (n == 1)
        return err_set(e, E_INPUT, n, "JSON over several lines, expected one "
                       "object on each line (JSON Lines)");
    return err_set(e, E_INPUT, at, "the line ends inside its JSON, expected "
                   "one whole object on each line");
}

/* A number as id is written as JSON has it, in decimal. */
static enum rc take_number(const json_t *v, struct arena *mem,
                           struct read_raw *out, struct err *e)
{
    char digits[32];
    int n = snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT,
                     json_integer_value(v));
    out->field[READ_ID].p = arena_text(mem, digits, (size_t)n);
    out->field[READ_ID].n = (size_t)n;
    return out->field[READ_ID].p ? OK : no_memory(e);
}

static enum rc take(const json_t *v, int f, struct arena *mem,
                    struct read_raw *out, struct err *e)
{
    if (!v || json_is_null(v))
        return OK;
    if (f == READ_ID && json_is_integer(v))
        return take_number(v, mem, out, e);
    if (!json_is_string(v))
        return err_set(e, E_INPUT, UINT64_MAX, "is %s, expected a string",
                       kind_name[json_typeof(v)]);
    size_t n = json_string_length(v);
    const char *s = json_string_value(v);
    if (memchr(s, '\0', n))
        return err_set(e, E_INPUT, UINT64_MAX,
                       "holds the character U+0000, expected text");
    if (f == READ_BODY && n > DOC_MAX)
        return err_set(e, E_LIMIT, UINT64_MAX, "is %zu bytes long, over the "
                       "limit of %u: expected single reports", n,
                       (unsigned)DOC_MAX);
    out->field[f].p = arena_text(mem, s, n);
    out->field[f].n = n;
    return out->field[f].p ? OK : no_memory(e);
}

/* Takes all fields; a message begins with the field's name. */
static enum rc take_all(const json_t *object, const struct read_options *o,
                        struct arena *mem, struct read_raw *out,
                        struct err *e)
{
    for (int f = 0; f < N_READ_FIELD; f++) {
        const char *name = o->field[f] ? o->field[f] : read_field_name[f];
        struct err why = {0};
        enum rc rc = take(json_object_get(object, name), f, mem, out, &why);
        if (rc == E_NOMEM)
            return no_memory(e);
        if (rc != OK)
            return err_set(e, rc, why.at, "\"%.60s\" %s", name, why.msg);
    }
    if (!out->field[READ_BODY].p) {
        const char *name = o->field[READ_BODY];
        return err_set(e, E_INPUT, UINT64_MAX, "expected a field \"%.60s\"",
                       name ? name : read_field_name[READ_BODY]);
    }
    return OK;
}

enum rc read_json(const char *s, size_t n, const struct read_options *o,
                  struct arena *mem, struct read_raw *out, struct err *e)
{
    *out = (struct read_raw){0};
    size_t n_value = 0;
    TRY(bounds(s, n, &n_value, e));
    TRY(try_memory(n, n_value, e));
    json_error_t why;
    json_t *v = json_loadb(s, n, JSON_DECODE_ANY | JSON_ALLOW_NUL, &why);
    if (!v)
        return bad_json(&why, s, n, e);
    enum rc rc;
    if (json_is_object(v))
        rc = take_all(v, o, mem, out, e);
    else
        rc = err_set(e, E_INPUT, 0, "%s, expected one JSON object",
                     kind_name[json_typeof(v)]);
    json_decref(v);
    return rc;
}
