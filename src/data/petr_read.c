/* Actor and agent dictionaries, line by line.
 *
 *     HAMID_KARZAI_                     a record: its first spelling
 *     +KARZAI_                          another one
 *         [AFGELI <20011222]            a role: before, from, or between days
 *         [AFGGOV 20011222-20140929]
 *     KABUL_ [AFG]                      roles may stand in the line
 *
 *     !PERSON! = MAN, WOMAN             agents: a word that stands for others
 *     OFFICER {OFFICERS} [~MIL]         plural ({}: none), code
 */
#include "data/petr_in.h"

#include <string.h>

/* Most words of a substitution, and spellings of an agent. */
enum { MAX_WORD = 12, MAX_FORM = 48, PLURAL = 3 /* letters it may add */ };

static struct kb_piece trim(struct kb_piece t)
{
    while (t.n && (*t.s == ' ' || *t.s == '\t')) {
        t.s++;
        t.n--;
    }
    while (t.n && (t.s[t.n - 1] == ' ' || t.s[t.n - 1] == '\t'))
        t.n--;
    return t;
}

/* Cuts what stands before the first `c` off; all of it when there is none. */
static struct kb_piece cut(struct kb_piece *rest, char c)
{
    const char *at = rest->n ? memchr(rest->s, c, rest->n) : NULL;
    struct kb_piece head = {rest->s, at ? (size_t)(at - rest->s) : rest->n};
    rest->s += head.n + (at != NULL);
    rest->n -= head.n + (at != NULL);
    return head;
}

/* YYYYMMDD, or YYMMDD with years to 30 in this century; NO_DAY: none, or so far
 * from ours that a day before or behind it has no four digits. */
static day_no read_day(struct kb_piece t)
{
    char day[11] = "0000-00-00";
    static const uint8_t to[8] = {0, 1, 2, 3, 5, 6, 8, 9};
    if (t.n != 6 && t.n != 8)
        return NO_DAY;
    for (size_t i = 0; i < t.n; i++)
        day[to[i + 8 - t.n]] = t.s[i];
    if (t.n == 6)
        memcpy(day, t.s[0] < '3' || !memcmp(t.s, "30", 2) ? "20" : "19", 2);
    bool near = memcmp(day, "1001", 4) >= 0 && *day < '9';
    return near ? doc_day_read(day, 10) : NO_DAY;
}

/* Reads "<DAY", ">DAY" or "DAY-DAY"; false when it is none of them. */
static bool read_term(struct kb_piece t, struct petr_role *r)
{
    char first = t.n ? *t.s : ' ';
    r->dated = true;
    r->from = PETR_FIRST;
    r->to = PETR_LAST;
    if (first == '<' || first == '>') {
        day_no day = read_day(trim((struct kb_piece){t.s + 1, t.n - 1}));
        if (first == '>')
            r->from = day;
        else
            r->to = day - (day != NO_DAY);
        return day != NO_DAY;
    }
    r->from = read_day(trim(cut(&t, '-')));
    r->to = read_day(trim(t));
    return r->from != NO_DAY && r->to != NO_DAY;
}

/* Reads what stands between brackets, for the last record. */
static void read_role(struct petr *p, uint32_t line, struct kb_piece text)
{
    struct petr_role r = {.record = p->record.n - 1, .line = line};
    struct kb_piece rest = trim(text), whole = rest;
    struct kb_piece code = cut(&rest, ' ');
    int n = whole.n > 60 ? 60 : (int)whole.n;
    rest = trim(rest);
    if (!p->record.n) {
        petr_say(p, line, "a code before any name: \"%.*s\"", n, whole.s);
        return;
    }
    if (rest.n && !read_term(rest, &r)) {
        petr_say(p, line, "expected <DAY, >DAY or DAY-DAY, a day as YYYYMMDD "
                 "or YYMMDD: \"%.*s\"", n, whole.s);
        return;
    }
    if (r.dated && r.from > r.to) {
        petr_say(p, line, "a term that ends before it begins: \"%.*s\"", n,
                 whole.s);
        return;
    }
    if (!petr_code_read(p, line, code, false, &r.code))
        return;
    p->out->n_null += r.code.null;
    if (!table_put(&p->mem, &p->role, r))
        p->no_memory = true;
    p->record.row[r.record].role.end = p->role.n;
}

/* Reads "[CODE] [CODE DAY-DAY]". */
static void read_roles(struct petr *p, uint32_t line, struct kb_piece text)
{
    while ((text = trim(text)).n) {
        const char *shut = memchr(text.s, ']', text.n);
        if (*text.s != '[' || !shut) {
            petr_say(p, line, "expected [CODE] or [CODE TERM]: \"%.*s\"",
                     text.n > 60 ? 60 : (int)text.n, text.s);
            return;
        }
        size_t n = (size_t)(shut - text.s);
        read_role(p, line, (struct kb_piece){text.s + 1, n - 1});
        text = (struct kb_piece){shut + 1, text.n - n - 1};
    }
}

/* True when the phrase has a blank between two words: others may stand there,
 * which a lexicon cannot say. */
static bool gapped(struct kb_piece t)
{
    for (size_t i = 1; i + 1 < t.n; i++) {
        if (t.s[i] == ' ' && t.s[i - 1] != '_' && t.s[i + 1] != '_')
            return true;
    }
    return false;
}

static void read_phrase(struct petr *p, uint32_t line, struct kb_piece text)
{
    struct petr_phrase x = {.record = p->record.n - 1, .no = p->phrase.n};
    x.text = petr_text(p, line, text, false);
    if (!x.text)
        return;
    x.key = petr_key(p, x.text);
    if (!x.key) {
        petr_say(p, line, "expected a name of letters, of at most %d: "
                 "\"%.80s\"", KB_NAME_MAX, x.text);
        return;
    }
    p->out->n_gap += gapped(text);
    if (!table_put(&p->mem, &p->phrase, x))
        p->no_memory = true;
}

/* A line with a name: "+NAME", or "NAME", which begins a record. */
static void read_name(struct petr *p, uint32_t line, struct kb_piece text)
{
    struct kb_piece roles = text, name = cut(&roles, '[');
    bool more = *text.s == '+';
    if (roles.s > name.s + name.n) { /* the bracket belongs to them */
        roles.s--;
        roles.n++;
    }
    if (more && !p->record.n) {
        petr_say(p, line, "another spelling before any name");
        return;
    }
    if (!more) {
        struct petr_record r = {.file = p->file, .line = line,
                                .role = {p->role.n, p->role.n}};
        if (!table_put(&p->mem, &p->record, r)) {
            p->no_memory = true;
            return;
        }
    }
    read_phrase(p, line, trim((struct kb_piece){name.s + more,
                                                name.n - more}));
    read_roles(p, line, roles);
}

void petr_actors(struct petr *p, const struct kb_file *f)
{
    struct petr_line l = {.file = f};
    uint32_t before = p->record.n;
    p->file = f->name;
    while (petr_next(p, &l) && !p->no_memory) {
        struct kb_piece text = trim((struct kb_piece){l.s, l.n});
        if (*text.s == '[' && p->record.n == before)
            petr_say(p, l.no, "a code before any name");
        else if (*text.s == '[')
            read_roles(p, l.no, text);
        else
            read_name(p, l.no, text);
    }
}

/* A substitution of the file being read. */
struct word {
    struct kb_piece name, value[MAX_WORD];
    uint32_t n;
};

/* The spellings of an agent: each is a list of pieces put together. */
struct spelling {
    TABLE(struct word) word;
    char form[MAX_FORM][KB_NAME_MAX + 1];
    uint32_t n;
    bool many; /* a word with values was in it */
};

/* "!NAME! = A, B, C". */
static void read_word(struct petr *p, uint32_t line, struct kb_piece text,
                      struct spelling *s)
{
    struct word w = {.n = 0};
    struct kb_piece rest = text;
    w.name = trim(cut(&rest, '='));
    while ((rest = trim(rest)).n && w.n < MAX_WORD) {
        struct kb_piece v = trim(cut(&rest, ','));
        if (v.n)
            w.value[w.n++] = v;
    }
    if (w.name.n < 3 || w.name.s[w.name.n - 1] != '!' || !w.n || rest.n) {
        petr_say(p, line, "expected !NAME! = WORD, ..., at most %d words",
                 MAX_WORD);
        return;
    }
    if (!table_put(&p->mem, &s->word, w))
        p->no_memory = true;
}

static const struct word *word_at(const struct spelling *s,
                                  struct kb_piece text)
{
    for (uint32_t i = s->word.n; i-- > 0;) {
        struct kb_piece name = s->word.row[i].name;
        if (name.n <= text.n && !memcmp(name.s, text.s, name.n))
            return &s->word.row[i];
    }
    return NULL;
}

/* Appends a piece to a form; false when there is no room. */
static bool append(char form[KB_NAME_MAX + 1], struct kb_piece p)
{
    size_t n = strlen(form);
    if (n + p.n > KB_NAME_MAX)
        return false;
    memcpy(form + n, p.s, p.n);
    form[n + p.n] = '\0';
    return true;
}

/* Makes each form so far several, one for each value; false: too many. */
static bool multiply(struct spelling *s, const struct word *w)
{
    uint32_t n = s->n;
    if (n * w->n > MAX_FORM)
        return false;
    s->many = true;
    for (uint32_t v = w->n; v-- > 0;) {
        for (uint32_t i = 0; i < n; i++) {
            char *to = s->form[v * n + i];
            if (v)
                memcpy(to, s->form[i], sizeof s->form[i]);
            if (!append(to, w->value[v]))
                return false;
        }
    }
    s->n = n * w->n;
    return true;
}

/* Spells a phrase with its substitutions out. */
static bool spell(struct spelling *s, struct kb_piece text)
{
    s->n = 1;
    s->many = false;
    s->form[0][0] = '\0';
    while (text.n) {
        const struct word *w = *text.s == '!' ? word_at(s, text) : NULL;
        size_t step = w ? w->name.n : 1;
        bool fits = !w || multiply(s, w);
        for (uint32_t i = 0; fits && !w && i < s->n; i++)
            fits = append(s->form[i], (struct kb_piece){text.s, 1});
        if (!fits)
            return false;
        text.s += step;
        text.n -= step;
    }
    return true;
}

/* Its lexicon line: name, forms, plural, sector, note, source. */
static void put_agent(struct petr *p, uint32_t line, const struct spelling *s,
                      const char *plural, const struct petr_code *c)
{
    struct buf *b = &p->out->agents;
    uint32_t n = 0;
    bool told = false;
    for (uint32_t i = 0; i < s->n; i++) {
        struct kb_piece f = {s->form[i], strlen(s->form[i])};
        const char *text = petr_text(p, line, f, true);
        const char *key = text ? petr_key(p, text) : NULL;
        told = told || !text;
        if (!key || strlen(key) + PLURAL > KB_NAME_MAX)
            continue;
        buf_text(b, n > 1 ? "|" : n ? "\t" : "");
        buf_text(b, text);
        n++;
    }
    if (!n && !told)
        petr_say(p, line, "expected a noun of letters, of at most %d",
                 KB_NAME_MAX - PLURAL);
    if (!n)
        return;
    buf_text(b, n > 1 ? "\t" : "\t\t");
    buf_text(b, s->many ? "-" : plural);
    buf_char(b, '\t');
    buf_text(b, c->sector);
    petr_note(b, p->file, line);
    p->out->n_agent++;
}

/* The plural in braces: "" is regular, "-" none. NULL when it said why not. */
static const char *read_plural(struct petr *p, uint32_t line,
                               struct kb_piece *rest)
{
    *rest = trim(*rest);
    if (!rest->n || *rest->s != '{')
        return "";
    const char *shut = memchr(rest->s, '}', rest->n);
    if (!shut) {
        petr_say(p, line, "expected } behind the plural");
        return NULL;
    }
    struct kb_piece in = {rest->s + 1, (size_t)(shut - rest->s) - 1};
    rest->n -= (size_t)(shut + 1 - rest->s);
    rest->s = shut + 1;
    in = trim(in);
    if (!in.n)
        return "-";
    const char *text = petr_text(p, line, in, true);
    if (text && !petr_key(p, text)) {
        petr_say(p, line, "expected a plural of letters: \"%.80s\"", text);
        return NULL;
    }
    return text;
}

/* The code of "[~CODE]" or "[CODE~]". */
static bool read_tilde(struct petr *p, uint32_t line, struct kb_piece rest,
                       struct petr_code *c)
{
    struct kb_piece code = rest = trim(rest);
    bool good = rest.n > 2 && *rest.s == '[' && rest.s[rest.n - 1] == ']';
    if (good)
        code = trim((struct kb_piece){rest.s + 1, rest.n - 2});
    if (good && code.n && *code.s == '~')
        code = (struct kb_piece){code.s + 1, code.n - 1};
    else if (good && code.n && code.s[code.n - 1] == '~')
        code.n--;
    else
        good = false;
    if (good)
        return petr_code_read(p, line, trim(code), true, c);
    petr_say(p, line, "expected [~CODE] or [CODE~]: \"%.*s\"",
             rest.n > 60 ? 60 : (int)rest.n, rest.s);
    return false;
}

static void read_agent(struct petr *p, uint32_t line, struct kb_piece text,
                       struct spelling *s)
{
    struct petr_code c;
    size_t n = 0;
    while (n < text.n && text.s[n] != '[' && text.s[n] != '{')
        n++;
    struct kb_piece phrase = trim((struct kb_piece){text.s, n});
    struct kb_piece rest = {text.s + n, text.n - n};
    const char *plural = read_plural(p, line, &rest);
    if (!plural || !read_tilde(p, line, rest, &c))
        return;
    while (phrase.n && phrase.s[phrase.n - 1] == '_')
        phrase.n--;
    if (!phrase.n || !spell(s, phrase)) {
        petr_say(p, line, "expected a phrase of at most %d letters and %d "
                 "spellings", KB_NAME_MAX, MAX_FORM);
        return;
    }
    put_agent(p, line, s, plural, &c);
}

void petr_agents(struct petr *p, const struct kb_file *f)
{
    struct petr_line l = {.file = f};
    struct spelling *s = arena_get(&p->mem, sizeof *s);
    p->file = f->name;
    p->no_memory = p->no_memory || !s;
    while (!p->no_memory && petr_next(p, &l)) {
        struct kb_piece text = trim((struct kb_piece){l.s, l.n});
        bool word = *text.s == '!' && memchr(text.s, '=', text.n);
        if (word)
            read_word(p, l.no, text, s);
        else
            read_agent(p, l.no, text, s);
    }
}
