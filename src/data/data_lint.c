/* The linter: first the text of each file, then what the compiler of the data
 * says of it, line by line, then what the compiled facts say together. */
#include "data/lint_in.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { MAX_FAULTS = 500 /* of the compiler in one file */ };

void lint_say(struct lint *l, uint32_t file, uint32_t line, const char *fmt,
              ...)
{
    char text[240];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    utf8_tame(text);
    struct found f = {.file = file, .line = line, .no = l->found.n,
                      .note = !strncmp(text, "note: ", 6),
                      .text = arena_text(&l->mem, text, strlen(text))};
    l->n_bad += !f.note;
    l->n_note += f.note;
    if (f.note && !l->notes)
        return;
    if (!f.text || !table_put(&l->mem, &l->found, f))
        l->no_memory = true;
}

static uint32_t line_of(const struct kb_file *f, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at && i < f->len; i++)
        line += f->text[i] == '\n';
    return line;
}

/* True for a mark that makes one letter with the letter before it. */
static bool composes(uint32_t mark, char letter)
{
    static const struct { uint32_t mark; const char *letters; } with[] = {
        {0x300, "aeinouwyAEINOUWY"}, {0x301, "acegiklmnoprsuwyz"},
        {0x301, "ACEGIKLMNOPRSUWYZ"}, {0x302, "aceghijosuwyz"},
        {0x302, "ACEGHIJOSUWYZ"}, {0x303, "aeinouvyAEINOUVY"},
        {0x304, "aegiouyAEGIOUY"}, {0x306, "aegiouAEGIOU"},
        {0x307, "abcdefghmnoprstwxyz"}, {0x307, "ABCDEFGHIMNOPRSTWXYZ"},
        {0x308, "aehiotuwxyAEHIOUWXY"}, {0x30A, "auwyAU"},
        {0x30B, "ouOU"}, {0x30C, "acdeghijklnorstuz"},
        {0x30C, "ACDEGHIKLNORSTUZ"}, {0x323, "abdehiklmnorstuvwyz"},
        {0x323, "ABDEHIKLMNORSTUVWYZ"}, {0x327, "cdeghklnrst"},
        {0x327, "CDEGHKLNRST"}, {0x328, "aeiouAEIOU"},
        {0x331, "bdhklnrtzBDKLNRTZ"}};
    for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
        if (with[i].mark == mark && letter && strchr(with[i].letters, letter))
            return true;
    }
    return false;
}

/* Control characters and letters with loose accents, once a line each. */
static void check_characters(struct lint *l, uint32_t file)
{
    const struct kb_file *f = &l->file[file];
    uint32_t line = 1, control = 0, loose = 0, cp = 0;
    char last = '\0';
    for (size_t i = 0, n; i < f->len; i += n) {
        n = utf8_decode(f->text + i, f->len - i, &cp);
        if (!n)
            return;
        bool bad = (cp < 0x20 && cp && !strchr("\t\n\r", (int)cp)) ||
                   (cp >= 0x7f && cp < 0xa0);
        if (bad && control != line)
            lint_say(l, file, control = line, "a control character U+%04X",
                     cp);
        if (composes(cp, last) && loose != line)
            lint_say(l, file, loose = line,
                     "a letter with a loose accent, expected NFC");
        line += cp == '\n';
        last = cp < 0x80 ? (char)cp : '\0';
    }
}

static void check_bytes(struct lint *l, uint32_t file)
{
    const struct kb_file *f = &l->file[file];
    struct err e = {0};
    const char *cr = f->len ? memchr(f->text, '\r', f->len) : NULL;
    if (utf8_check(f->text, f->len, &e) != OK)
        lint_say(l, file, line_of(f, (size_t)e.at), "%s", e.msg);
    if (f->len && memchr(f->text, '\0', f->len))
        lint_say(l, file, line_of(f, strnlen(f->text, f->len)), "a NUL");
    if (cr)
        lint_say(l, file, line_of(f, (size_t)(cr - f->text)),
                 "a carriage return");
    if (f->len && f->text[f->len - 1] != '\n')
        lint_say(l, file, line_of(f, f->len), "no end of line");
    check_characters(l, file);
}

/* A word of small letters that tells where a fact is from. */
static bool is_source(struct kb_piece p)
{
    if (!p.n || p.s[0] < 'a' || p.s[0] > 'z')
        return false;
    for (size_t i = 1; i < p.n; i++) {
        char c = p.s[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
            !(c && strchr(" .+-", c)))
            return false;
    }
    return true;
}

static bool edged(struct kb_piece p)
{
    if (!p.n)
        return false;
    bool hard = p.n > 1 && (!memcmp(p.s, "\xc2\xa0", 2) ||
                            !memcmp(p.s + p.n - 2, "\xc2\xa0", 2));
    return p.s[0] == ' ' || p.s[p.n - 1] == ' ' || hard;
}

/* Spellings are parted by "|"; true when the first of `rest` is in it again. */
static bool again(const char *s, size_t n, struct kb_piece rest)
{
    for (size_t i = 0; i < rest.n;) {
        const char *bar = memchr(rest.s + i, '|', rest.n - i);
        size_t len = (bar ? (size_t)(bar - rest.s) : rest.n) - i;
        if (len && len == n && !memcmp(rest.s + i, s, n))
            return true;
        i += len + 1;
    }
    return false;
}

static void check_forms(struct lint *l, uint32_t file,
                        const struct kb_line *line, struct kb_piece forms)
{
    bool twice = again(line->col[0].s, line->col[0].n, forms);
    if (forms.n && (*forms.s == '|' || forms.s[forms.n - 1] == '|' ||
                    memmem(forms.s, forms.n, "||", 2)))
        lint_say(l, file, line->no, "an empty spelling");
    for (size_t i = 0; i < forms.n && !twice;) {
        const char *bar = memchr(forms.s + i, '|', forms.n - i);
        size_t len = (bar ? (size_t)(bar - forms.s) : forms.n) - i;
        size_t next = i + len + 1 < forms.n ? i + len + 1 : forms.n;
        twice = again(forms.s + i, len, (struct kb_piece){forms.s + next,
                                                          forms.n - next});
        i = next;
    }
    if (twice)
        lint_say(l, file, line->no, "one spelling twice");
}

/* Columns that the first line of a lexicon names, and which one is "forms";
 * 0 for a plain table. */
static uint32_t columns(const struct kb_file *f, uint32_t *forms)
{
    char head[400];
    const char *nl = memchr(f->text, '\n', f->len);
    size_t n = nl ? (size_t)(nl - f->text) : f->len;
    uint32_t count = 0;
    *forms = UINT32_MAX;
    if (!kb_is_lexicon(f) || n >= sizeof head)
        return 0;
    memcpy(head, f->text, n);
    head[n] = '\0';
    for (char *save, *w = strtok_r(head + 2, " ", &save); w;
         w = strtok_r(NULL, " ", &save)) {
        if (!strcmp(w, "forms"))
            *forms = count - 1;
        count++;
    }
    return count ? count - 1 : 0;
}

static void check_cells(struct lint *l, uint32_t file,
                        const struct kb_line *line)
{
    for (uint32_t c = 0; c < line->n; c++) {
        struct kb_piece p = line->col[c];
        if (edged(p))
            lint_say(l, file, line->no, "a blank at the edge of \"%.*s\"",
                     (int)p.n, p.s);
        else if (p.n && memmem(p.s, p.n, "  ", 2))
            lint_say(l, file, line->no, "two blanks in \"%.*s\"", (int)p.n,
                     p.s);
    }
}

static int by_bytes(struct kb_piece x, struct kb_piece y)
{
    size_t n = x.n < y.n ? x.n : y.n;
    int c = n ? memcmp(x.s, y.s, n) : 0;
    return c ? c : (x.n > y.n) - (x.n < y.n);
}

/* Lexicons but those of places are in the order of their bytes. */
static bool in_order(const struct kb_file *f)
{
    static const char *const places[] = {"#! capital ", "#! city ",
                                         "#! town ", "#! region "};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t n = strlen(places[i]);
        if (f->len > n && !memcmp(f->text, places[i], n))
            return false;
    }
    return kb_is_lexicon(f);
}

static void check_lines(struct lint *l, uint32_t file)
{
    const struct kb_file *f = &l->file[file];
    uint32_t forms, n = columns(f, &forms);
    bool ordered = l->ordered && in_order(f);
    struct kb_line line = {.no = 0};
    struct kb_piece before = {"", 0};
    for (size_t at = 0; kb_next_line(f, &at, &line); l->n_line++) {
        check_cells(l, file, &line);
        struct kb_piece whole = line.col[0];
        whole.n = (size_t)(line.col[line.n - 1].s - whole.s) +
                  line.col[line.n - 1].n;
        if (ordered && by_bytes(whole, before) < 0)
            lint_say(l, file, line.no, "out of order");
        before = whole;
        struct kb_piece last = line.col[line.n - 1];
        if (line.n > 1 && !is_source(last))
            lint_say(l, file, line.no, "the last column \"%.*s\" is no source",
                     (int)last.n, last.s);
        if (n && line.n < n)
            lint_say(l, file, line.no, "%u columns of %u", line.n, n);
        else if (n && forms < line.n)
            check_forms(l, file, &line, line.col[forms]);
    }
}

/* Makes a comment of a line, so that the compiler goes on behind it. */
static bool hide(struct kb_file *f, char *text, uint64_t line)
{
    size_t at = 0;
    for (uint64_t no = 1; no < line && at < f->len; no++) {
        const char *nl = memchr(text + at, '\n', f->len - at);
        at = nl ? (size_t)(nl - text) + 1 : f->len;
    }
    if (line < 2 || at >= f->len || text[at] == '#')
        return false;
    text[at] = '#';
    return true;
}

/* What the compiler says of a file; its faulty lines are hidden afterwards,
 * or all of it, when it has no head. */
static void check_compiled(struct lint *l, uint32_t file)
{
    struct kb_file *f = &l->file[file];
    char *text = arena_text(&l->mem, f->text, f->len);
    struct arena mem = {0};
    void *block;
    size_t len;
    f->text = text;
    for (int n = 0; text && n < MAX_FAULTS; n++) {
        struct err e = {0};
        enum rc rc = kb_compile(f, 1, &mem, &block, &len, &e);
        arena_reset(&mem);
        l->no_memory = l->no_memory || rc == E_NOMEM;
        if (rc == OK || rc == E_NOMEM)
            break;
        const char *what = strstr(e.msg, ": ");
        lint_say(l, file, (uint32_t)e.at, "%s", what ? what + 2 : e.msg);
        if (!hide(f, text, e.at))
            f->len = 0;
    }
    l->no_memory = l->no_memory || !text;
    arena_free(&mem);
}

static int by_line(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->no > y->no) - (x->no < y->no);
}

static void print(struct lint *l, struct buf *out)
{
    if (l->found.n)
        qsort(l->found.row, l->found.n, sizeof *l->found.row, by_line);
    for (uint32_t i = 0; i < l->found.n; i++) {
        const struct found *f = &l->found.row[i];
        buf_text(out, l->dir);
        buf_char(out, '/');
        buf_text(out, l->file[f->file].name);
        buf_text(out, ".tsv:");
        buf_int(out, f->line);
        buf_text(out, ": ");
        buf_text(out, f->text);
        buf_char(out, '\n');
    }
}

static enum rc look(struct lint *l, struct err *e)
{
    void *block;
    size_t len;
    TRY(kb_read_dir(l->dir, &l->mem, &l->file, &l->n_file, e));
    for (uint32_t i = 0; i < l->n_file && !l->no_memory; i++) {
        check_bytes(l, i);
        check_lines(l, i);
        check_compiled(l, i);
    }
    if (l->no_memory)
        return err_set(e, E_NOMEM, 0, "out of memory");
    TRY(kb_compile(l->file, l->n_file, &l->mem, &block, &len, e));
    TRY(kb_open(&l->kb, block, len, e));
    lint_facts(l);
    return l->no_memory ? err_set(e, E_NOMEM, 0, "out of memory") : OK;
}

enum rc data_lint(const struct kb *kb, const char *dir, unsigned what,
                  struct buf *out, struct data_lint *sum, struct err *e)
{
    struct lint l = {.known = kb, .dir = dir, .notes = what & DATA_NOTES,
                     .ordered = what & DATA_ORDER};
    enum rc rc = look(&l, e);
    if (rc == OK)
        print(&l, out);
    *sum = (struct data_lint){l.n_file, l.n_line, l.n_bad, l.n_note};
    arena_free(&l.mem);
    return rc == OK ? buf_rc(out, e) : rc;
}
