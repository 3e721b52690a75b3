#include "pack/json.h"

#include "base/utf8.h"

#include <string.h>

static const char *white(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
        p++;
    return p;
}

/* Behind the string that begins at p with its mark. */
static const char *past_string(const char *p, const char *end)
{
    for (p++; p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
    }
    return p < end ? p + 1 : end;
}

/* Behind the value at p. */
static const char *past(const char *p, const char *end)
{
    int level = 0;
    while (p < end) {
        if (*p == '"') {
            p = past_string(p, end);
        } else if (*p == '{' || *p == '[') {
            level++;
            p++;
        } else if (*p == '}' || *p == ']') {
            if (!level)
                return p;
            level--;
            p++;
        } else if (!level && (*p == ',' || *p == ':')) {
            return p;
        } else {
            p++;
            continue;
        }
        if (!level)
            return p;
    }
    return end;
}

struct json_walk json_inside(struct json_value v)
{
    if (v.n < 2 || (v.p[0] != '{' && v.p[0] != '['))
        return (struct json_walk){NULL, NULL};
    return (struct json_walk){v.p + 1, v.p + v.n - 1};
}

bool json_item(struct json_walk *w, struct json_value *item)
{
    const char *p = white(w->p, w->end);
    if (p < w->end && *p == ',')
        p = white(p + 1, w->end);
    const char *behind = p < w->end ? past(p, w->end) : p;
    if (behind == p)
        return false;
    *item = (struct json_value){p, (size_t)(behind - p)};
    w->p = behind;
    return true;
}

bool json_field(struct json_walk *w, struct json_value *key,
                struct json_value *value)
{
    if (!json_item(w, key) || key->n < 2 || key->p[0] != '"')
        return false;
    key->p++;
    key->n -= 2;
    w->p = white(w->p, w->end);
    if (w->p == w->end || *w->p != ':')
        return false;
    w->p++;
    return json_item(w, value);
}

struct json_value json_get(struct json_value object, const char *key)
{
    struct json_walk w = json_inside(object);
    struct json_value k, v;
    while (json_field(&w, &k, &v)) {
        if (json_is(k, key))
            return v;
    }
    return (struct json_value){NULL, 0};
}

bool json_is(struct json_value v, const char *word)
{
    return v.n == strlen(word) && !memcmp(v.p, word, v.n);
}

bool json_is_string(struct json_value v)
{
    return v.n >= 2 && v.p[0] == '"';
}

static uint32_t hex4(const char *p)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        uint32_t d = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                            : 0;
        v = v << 4 | d;
    }
    return v;
}

/* Appends the character that \uXXXX at p means, with a second half if there
 * is one; bytes taken. */
static size_t put_code(const char *p, const char *end, struct buf *b)
{
    char out[4];
    size_t n = 6;
    uint32_t cp = hex4(p + 2);
    if (cp >> 10 == 0x36 && end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
        cp = 0x10000 + ((cp & 0x3ff) << 10) + (hex4(p + 8) & 0x3ff);
        n = 12;
    }
    buf_put(b, out, utf8_encode(cp, out));
    return n;
}

void json_put(struct json_value v, struct buf *b)
{
    static const char letter[] = "nrtbf", plain[] = "\n\r\t\b\f";
    if (!json_is_string(v)) {
        buf_put(b, v.p, v.n);
        return;
    }
    const char *p = v.p + 1, *end = v.p + v.n - 1;
    while (p < end) {
        const char *slash = memchr(p, '\\', (size_t)(end - p));
        const char *upto = slash ? slash : end;
        buf_put(b, p, (size_t)(upto - p));
        p = upto;
        if (end - p < 2)
            break;
        const char *at = strchr(letter, p[1]);
        if (p[1] == 'u' && end - p >= 6) {
            p += put_code(p, end, b);
            continue;
        }
        buf_char(b, at && p[1] ? plain[at - letter] : p[1]);
        p += 2;
    }
}

int64_t json_int(struct json_value v, int64_t none)
{
    size_t i = v.n && v.p[0] == '-';
    if (i == v.n || v.n - i > 18)
        return none;
    int64_t n = 0;
    for (size_t k = i; k < v.n; k++) {
        if (v.p[k] < '0' || v.p[k] > '9')
            return none;
        n = n * 10 + (v.p[k] - '0');
    }
    return i ? -n : n;
}

void json_put_short(struct json_value v, size_t most, struct buf *b)
{
    size_t n = v.n < most ? v.n : most;
    while (n < v.n && n && ((unsigned char)v.p[n] & 0xc0) == 0x80)
        n--;
    if (!v.n || json_is(v, "null"))
        buf_text(b, "nothing");
    else
        buf_put(b, v.p, n);
    if (n < v.n)
        buf_text(b, " ...");
}
