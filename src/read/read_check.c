#include "read/read_in.h"

#include "base/sha256.h"
#include "base/utf8.h"

#include <string.h>

enum rc read_check_bytes(const char *s, size_t n, struct err *e)
{
    const char *nul = memchr(s, '\0', n);
    size_t sound = nul ? (size_t)(nul - s) : n;
    TRY(utf8_check(s, sound, e));
    if (nul)
        return err_set(e, E_INPUT, sound, "a NUL byte, expected UTF-8 text");
    return OK;
}

static enum rc no_date(const struct read_options *o, bool json, struct err *e)
{
    const char *name = o->field[READ_DATE];
    if (!json)
        return err_set(e, E_INPUT, UINT64_MAX,
                       "no date, expected a first line \"date YYYY-MM-DD\"; "
                       "or give --date YYYY-MM-DD for undated documents");
    return err_set(e, E_INPUT, UINT64_MAX,
                   "no date, expected a field \"%.60s\": \"YYYY-MM-DD\"; or "
                   "give --date YYYY-MM-DD for undated documents",
                   name ? name : read_field_name[READ_DATE]);
}

/* The day of "YYYY-MM-DD", also with a time behind it. */
static enum rc check_date(const struct read_options *o,
                          const struct read_raw *raw, bool json,
                          struct err *e)
{
    const char *s = raw->field[READ_DATE].p;
    size_t n = raw->field[READ_DATE].n;
    if (!s || !n)
        return o->date || o->undated ? OK : no_date(o, json, e);
    bool time = n > 10 && (s[10] == 'T' || s[10] == ' ');
    if (n < 10 || (n > 10 && !time) || doc_day_read(s, 10) == NO_DAY)
        return err_set(e, E_INPUT, UINT64_MAX,
                       "date \"%.*s\" is not a day, expected YYYY-MM-DD",
                       (int)(n < 40 ? n : 40), s);
    return OK;
}

bool read_is_blank(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] > ' ')
            return false;
    }
    return true;
}

enum rc read_check(const struct read_options *o, const struct read_raw *raw,
                   bool json, struct err *e)
{
    const char *s = raw->field[READ_BODY].p;
    size_t n = raw->field[READ_BODY].n;
    if (read_is_blank(s, n))
        return err_set(e, E_INPUT, UINT64_MAX, "the text is empty, expected "
                       "words");
    if (n > DOC_MAX)
        return err_set(e, E_LIMIT, UINT64_MAX, "the text is over the limit "
                       "of %u bytes, expected single reports",
                       (unsigned)DOC_MAX);
    return check_date(o, raw, json, e);
}

/* One string of a document given in memory. */
static enum rc check_given(const char *what, const char *s, size_t n,
                           struct err *e)
{
    struct err why = {0};
    if (read_check_bytes(s, n, &why) == OK)
        return OK;
    return err_set(e, why.code, why.at, "%s: %s", what, why.msg);
}

enum rc read_given(const struct read_options *o, struct arena *mem,
                   struct source *s, struct err *e)
{
    const struct { const char *what, *s; } part[] = {
        {"id", s->id}, {"source", s->origin}, {"title", s->title},
        {"url", s->url},
    };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i].s)
            TRY(check_given(part[i].what, part[i].s, strlen(part[i].s), e));
    }
    TRY(check_given("text", s->text, s->len, e));
    struct read_raw raw = {0};
    raw.field[READ_BODY].p = s->text;
    raw.field[READ_BODY].n = s->len;
    raw.field[READ_DATE].p = s->date;
    raw.field[READ_DATE].n = s->date ? strlen(s->date) : 0;
    TRY(read_check(o, &raw, true, e));
    const char *day = raw.field[READ_DATE].n ? s->date : o->date;
    char *sum = arena_get(mem, 65);
    s->date = arena_text(mem, day ? day : "", day ? 10 : 0);
    s->sha256 = sum;
    if (!s->date || !sum)
        return err_set(e, E_NOMEM, 0, "out of memory");
    sha256_hex(s->text, s->len, sum);
    return OK;
}
