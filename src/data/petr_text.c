/* Lines, phrases and codes of PETRARCH dictionaries. */
#include "data/petr_in.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void petr_say(struct petr *p, uint32_t line, const char *fmt, ...)
{
    char text[240];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    utf8_tame(text);
    buf_text(&p->out->report, p->file);
    buf_char(&p->out->report, ':');
    buf_int(&p->out->report, line);
    buf_text(&p->out->report, ": ");
    buf_text(&p->out->report, text);
    buf_char(&p->out->report, '\n');
    p->out->n_fault += strncmp(text, "note: ", 6) != 0;
}

void petr_note(struct buf *b, const char *file, uint32_t line)
{
    const char *slash = strrchr(file, '/');
    buf_char(b, '\t');
    for (const char *c = slash ? slash + 1 : file; *c; c++)
        buf_char(b, *c == '\t' || *c == '\n' ? ' ' : *c);
    buf_char(b, ':');
    buf_int(b, line);
    buf_text(b, "\timport\n");
}

/* Cuts the line's first block comment, or its end, or its beginning. */
static void cut_block(struct petr_line *l)
{
    const char *end = memmem(l->s, l->n, "-->", 3);
    const char *beg = memmem(l->s, l->n, "<!--", 4);
    if (l->block && !end) {
        l->n = 0;
    } else if (l->block) {
        l->n -= (size_t)(end + 3 - l->s);
        l->s = end + 3;
        l->block = false;
    } else if (beg) {
        end = memmem(beg, l->n - (size_t)(beg - l->s), "-->", 3);
        l->block = !end;
        l->n = (size_t)(beg - l->s);
    }
}

static void cut_end(struct petr_line *l)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->s[i] == '#' || l->s[i] == ';')
            l->n = i;
    }
    while (l->n && strchr(" \t\r", l->s[l->n - 1]))
        l->n--;
}

bool petr_next(struct petr *p, struct petr_line *l)
{
    const struct kb_file *f = l->file;
    struct err e = {0};
    while (l->at < f->len) {
        const char *s = f->text + l->at;
        const char *nl = memchr(s, '\n', f->len - l->at);
        l->s = s;
        l->n = (size_t)((nl ? nl : f->text + f->len) - s);
        l->at += l->n + 1;
        if (!l->no++ && l->n > 2 && !memcmp(s, "\xef\xbb\xbf", 3)) {
            l->s += 3;
            l->n -= 3;
        }
        cut_block(l);
        cut_end(l);
        if (!l->n)
            continue;
        if (utf8_check(l->s, l->n, &e) == OK && !memchr(l->s, '\0', l->n))
            return true;
        petr_say(p, l->no, "expected UTF-8 without NUL");
    }
    return false;
}

static bool letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* "OPEC", "U.N.", of a state "UK": one word that stays in capitals. */
static bool acronym(const char *s, uint8_t kind)
{
    size_t letters = 0, most = kind == KB_COUNTRY ? 2 : 4;
    for (; *s && *s != ' '; s++)
        letters += *s == '.' ? 0 : letter(*s);
    return !*s && letters <= most && kind != KB_PERSON;
}

static bool small_word(const char *s, size_t n)
{
    static const char *const small[] = {"of", "the", "and", "for", "in",
                                        "on", "to", "de", "la", "du"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        if (strlen(small[i]) == n && !memcmp(small[i], s, n))
            return true;
    }
    return false;
}

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

void petr_capitals(char *s, uint8_t kind)
{
    size_t n = acronym(s, kind) ? 0 : strlen(s);
    for (size_t i = 0; i < n; i++)
        s[i] = low(s[i]);
    for (size_t i = 0; i < n; i++) {
        bool begins = !i || (!letter(s[i - 1]) && s[i - 1] != '\'' &&
                             (unsigned char)s[i - 1] < 0x80);
        if (!begins || !letter(s[i]))
            continue;
        size_t len = strcspn(s + i, " ");
        if (!i || s[i - 1] != ' ' || !small_word(s + i, len))
            s[i] = (char)(s[i] - 'a' + 'A');
    }
}

/* The phrase with one blank between its words; returns its length. */
static size_t words(struct kb_piece phrase, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < phrase.n; i++) {
        unsigned char u = (unsigned char)phrase.s[i];
        char c = u < ' ' || u == '_' || u == 0x7f ? ' ' : phrase.s[i];
        if (c != ' ' || (n && out[n - 1] != ' '))
            out[n++] = c;
    }
    while (n && out[n - 1] == ' ')
        n--;
    return n;
}

char *petr_text(struct petr *p, uint32_t line, struct kb_piece phrase,
                bool agent)
{
    char *text = arena_text(&p->mem, phrase.s, phrase.n);
    if (!text) {
        p->no_memory = true;
        return NULL;
    }
    size_t n = words(phrase, text);
    text[n] = '\0';
    if (strpbrk(text, "+|~[]{}") || (agent && strchr(text, '!'))) {
        petr_say(p, line, "expected a phrase without + | ~%s and brackets: "
                 "\"%.80s\"", agent ? " !" : "", text);
        return NULL;
    }
    for (size_t i = 0; agent && i < n; i++)
        text[i] = low(text[i]);
    return text;
}

const char *petr_key(struct petr *p, const char *text)
{
    char key[KB_NAME_MAX + 1];
    size_t n = kb_fold(text, strlen(text), key, 0, sizeof key);
    while (n && n < sizeof key && key[n - 1] == ' ')
        n--;
    if (!n || n >= sizeof key)
        return NULL;
    const char *out = arena_text(&p->mem, key, n);
    p->no_memory = p->no_memory || !out;
    return out;
}
