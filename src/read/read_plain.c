#include "read/read_in.h"

#include <string.h>

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_white(const char *s, size_t n, size_t i)
{
    while (i < n && is_white(s[i]))
        i++;
    return i;
}

/* Digits and marks between them: somebody meant a date. "date 14 December"
 * and "date palms" are text. */
static bool is_meant(const char *s, size_t n)
{
    int marks = 0;
    for (size_t i = 0; i < n; i++)
        marks += s[i] == '-' || s[i] == '/' || s[i] == '.';
    return n && s[0] >= '0' && s[0] <= '9' && marks >= 2;
}

enum rc read_plain(const char *s, size_t n, struct read_raw *out,
                   struct err *e)
{
    *out = (struct read_raw){0};
    out->field[READ_BODY].p = s;
    out->field[READ_BODY].n = n;
    size_t i = skip_white(s, n, 0);
    if (n - i < 5 || memcmp(s + i, "date", 4) || !is_white(s[i + 4]))
        return OK;
    size_t beg = skip_white(s, n, i + 4), end = beg;
    while (end < n && !is_white(s[end]))
        end++;
    if (!is_meant(s + beg, end - beg))
        return OK;
    if (doc_day_read(s + beg, end - beg) == NO_DAY)
        return err_set(e, E_INPUT, beg,
                       "date \"%.*s\" is not a day, expected YYYY-MM-DD",
                       (int)(end - beg < 40 ? end - beg : 40), s + beg);
    out->field[READ_DATE].p = s + beg;
    out->field[READ_DATE].n = end - beg;
    i = skip_white(s, n, end);
    out->field[READ_BODY].p = s + i;
    out->field[READ_BODY].n = n - i;
    return OK;
}
