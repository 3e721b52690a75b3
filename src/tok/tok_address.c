/* tok_address.c - addresses (web, mail, handles, tags) and emoticons.
 *
 * Every scan that may fail is bounded, so that the whole stays linear: a
 * name of a host has 253 bytes at most, the name in a mail address 64. */
#include "tok/tok_in.h"

#include <string.h>

enum { MAX_HOST = 253 };

static bool plain(char ch)
{
    return (ch >= '0' && ch <= '9') || ((ch | 32) >= 'a' && (ch | 32) <= 'z');
}

static bool begins(const struct chunk *c, uint32_t i, const char *s)
{
    size_t n = strlen(s);
    return n <= c->end - i && tok_same(c->text + i, s, (uint32_t)n);
}

/* Takes closing marks off the end of an address; a closing bracket stays
 * when the address opens it. */
static uint32_t trim(const struct chunk *c, uint32_t i, uint32_t e)
{
    int32_t open = 0;
    for (uint32_t k = i; k < e; k++)
        open += (c->text[k] == '(') - (c->text[k] == ')');
    while (e > i) {
        char ch = c->text[e - 1];
        if (ch == ')' && open < 0)
            open++;
        else if (!strchr(".,;:!?'\"]}>*", ch) || !ch)
            break;
        e--;
    }
    return e;
}

/* End of a web address: to the end of the chunk, a quote or an angle. */
static uint32_t web_end(const struct chunk *c, uint32_t i)
{
    uint32_t e = i;
    while (e < c->end && !strchr("<>\"|", c->text[e])) {
        struct chr_at a = tok_chr(c->text, c->end, e);
        if (a.cp >= 0x2018 && a.cp <= 0x201f)
            break;
        e += a.len;
    }
    return trim(c, i, e);
}

/* End of labels joined by dots and hyphens; *dot is the last dot, or e. */
static uint32_t host_end(const struct chunk *c, uint32_t i, const char *also,
                         uint32_t *dot)
{
    uint32_t e = i, d;
    while (e < c->end && e - i < MAX_HOST && c->text[e]) {
        char ch = c->text[e];
        if (!plain(ch) && !strchr(also, ch))
            break;
        if (ch == '.' && (e == i || !plain(c->text[e - 1])))
            break;
        e++;
    }
    while (e > i && !plain(c->text[e - 1]))
        e--;
    for (d = e; d > i && c->text[d - 1] != '.';)
        d--;
    *dot = d > i ? d - 1 : e;
    return e;
}

/* End of a mail address at i, or i. */
static uint32_t mail(const struct chunk *c, uint32_t i)
{
    uint32_t e = i, dot;
    while (e < c->end && e < i + 64 && c->text[e] &&
           (plain(c->text[e]) || strchr("._%+-", c->text[e])))
        e++;
    if (e == i || e + 1 >= c->end || c->text[e] != '@' ||
        !plain(c->text[e + 1]))
        return i;
    return host_end(c, e + 1, "-._", &dot);
}

/* End of a bare host name (example.org, a file name) at i, or i. */
static uint32_t host(const struct chunk *c, uint32_t i)
{
    uint32_t dot, e = host_end(c, i, "-._#", &dot);
    if (e == dot || !tok_is_domain(c->text + dot + 1, e - dot - 1))
        return i;
    struct chr_at next = tok_chr(c->text, c->end, e);
    if (next.cp == '/')
        return web_end(c, i);
    if (next.kind == CHR_LETTER || next.kind == CHR_DIGIT)
        return i;
    return e;
}

/* End of @handle, @host or #tag at i, or i. */
static uint32_t handle(const struct chunk *c, uint32_t i)
{
    struct chr_at a = tok_chr(c->text, c->end, i + 1);
    uint32_t e = i + 1;
    if (a.kind != CHR_LETTER)
        return i;
    if (c->text[i] == '@' && (e = host(c, i + 1)) > i + 1)
        return e;
    while (a.kind == CHR_LETTER || a.kind == CHR_DIGIT || a.cp == '_') {
        e += a.len;
        a = tok_chr(c->text, c->end, e);
    }
    return e;
}

uint32_t tok_address(const struct chunk *c, uint32_t i)
{
    static const char *const schemes[] = {"http://", "https://", "ftp://",
                                          "www.", "mailto:", "doi:10."};
    for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++)
        if (begins(c, i, schemes[k]))
            return web_end(c, i);
    if (c->text[i] == '@' || c->text[i] == '#')
        return handle(c, i);
    uint32_t e = mail(c, i);
    if (e == i && plain(c->text[i]))
        e = host(c, i);
    return e;
}

uint32_t tok_emoticon(const struct chunk *c, uint32_t i)
{
    static const char *const faces[] = {
        ":'-(", ":'(", ":-)", ":-(", ":-D", ":-P", ":-p", ":-/", ":-|",
        ":-*", ":-O", ":-o", ":))", ":((", ":)", ":(", ":D", ":P", ":p",
        ":/", ":|", ":*", ":O", ":o", ":]", ":[", ":3", ";-)", ";-(", ";)",
        ";(", ";D", ";P", "=)", "=(", "=D", "=P", "=/", "(:", "(;", "8-)",
        "B-)", "XD", "xD", "^_^", "^^", "-_-", "o_O", "O_o", "o_o", "O_O",
        "T_T", ">:(", ">_<", ">.<", "<3", "</3", "\\o/"};
    for (size_t k = 0; k < sizeof faces / sizeof *faces; k++) {
        uint32_t n = (uint32_t)strlen(faces[k]);
        if (n > c->end - i || memcmp(c->text + i, faces[k], n))
            continue;
        struct chr_at next = tok_chr(c->text, c->end, i + n);
        bool closed = next.kind != CHR_LETTER && next.kind != CHR_DIGIT;
        bool open = strchr(":;=", faces[k][0]) && i > c->beg;
        if (closed && !(open && strchr("/[|*3", faces[k][n - 1])))
            return i + n;
    }
    return i;
}
