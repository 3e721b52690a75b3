#include "api/api_in.h"

#include "base/utf8.h"

#include <string.h>

/* One character of a JSON string; any byte that is no UTF-8 is U+FFFD. */
static size_t put_char(struct buf *b, const char *s, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    uint32_t cp = 0, len = utf8_decode(s, n, &cp);
    if (!len) {
        buf_text(b, "\xef\xbf\xbd");
        return 1;
    }
    if (cp == '"' || cp == '\\') {
        buf_char(b, '\\');
        buf_char(b, *s);
    } else if (cp < 0x20) {
        buf_text(b, "\\u00");
        buf_char(b, hex[cp >> 4]);
        buf_char(b, hex[cp & 15]);
    } else {
        buf_put(b, s, len);
    }
    return len;
}

static void put_string(struct buf *b, const char *s, size_t n)
{
    if (!s) {
        buf_text(b, "null");
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < n;)
        i += put_char(b, s + i, n - i);
    buf_char(b, '"');
}

static void put_number(struct buf *b, uint64_t v, bool there)
{
    if (there)
        buf_int(b, (int64_t)v);
    else
        buf_text(b, "null");
}

void api_refuse_json(struct buf *b, const struct read_place *p,
                     const char *reason)
{
    buf_text(b, "{\"file\":");
    put_string(b, p->file, p->file ? strlen(p->file) : 0);
    buf_text(b, ",\"line\":");
    put_number(b, p->line, p->line != 0);
    buf_text(b, ",\"at\":");
    put_number(b, p->at, p->has_at);
    buf_text(b, ",\"reason\":");
    put_string(b, reason, strlen(reason));
    buf_text(b, ",\"input\":");
    put_string(b, p->input, p->n_input);
    buf_text(b, "}\n");
}
