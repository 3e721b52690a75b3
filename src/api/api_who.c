/* The word of a user for an actor: a code, or a name or office of the lexicon,
 * or a name that the ledger alone knows. "US Secretary of State" is read as a
 * land and what belongs to it. */
#include "api/api_in.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { MOST_ENTRY = 12, MOST_WORDS = 2000 };

#define LAND (1u << KB_COUNTRY | 1u << KB_DEMONYM | 1u << KB_CAPITAL)
#define HOUSE (1u << KB_BODY | 1u << KB_IGO | 1u << KB_GROUP | 1u << KB_ORG)
#define PERSON (1u << KB_PERSON)
#define ROLE (1u << KB_OFFICE | 1u << KB_AGENT)

struct who {
    const struct kb *kb;
    struct store *s;
    struct ask_cond *c;    /* what is asked for */
    struct buf say;          /* how it was understood */
    char words[MOST_WORDS];  /* of a person's names, parted by blanks */
};

/* Entries of these kinds that a folded name has; those of the first file
 * order first. */
static uint32_t entries(const struct kb *kb, const char *name, unsigned kinds,
                        const struct kb_entry *out[MOST_ENTRY])
{
    uint32_t n, found = 0, form = kb_find(kb, name, &n);
    for (uint32_t i = 0; i < n && found < MOST_ENTRY; i++) {
        const struct kb_entry *en = &kb->entry[kb->form[form + i].entry];
        bool twice = false;
        for (uint32_t k = 0; k < found; k++)
            twice |= out[k] == en;
        if (!twice && kinds >> en->kind & 1)
            out[found++] = en;
    }
    return found;
}

static void say_entry(struct who *w, const struct kb_entry *en)
{
    const char *name = kb_str(w->kb, en->name);
    char code[64];
    snprintf(code, sizeof code, "%s%.3s", kb_str(w->kb, en->country),
             kb_str(w->kb, en->sector));
    if (w->say.n && strstr(buf_str(&w->say), name))
        return;
    buf_text(&w->say, w->say.n ? "; " : "");
    buf_text(&w->say, name);
    if (en->kind == KB_PERSON && *kb_str(w->kb, en->office)) {
        buf_text(&w->say, ", ");
        buf_text(&w->say, kb_str(w->kb, en->office));
    }
    if (*code) {
        buf_text(&w->say, " [");
        buf_text(&w->say, code);
        buf_char(&w->say, ']');
    }
}

/* Adds the spellings of an entry: to w->words, or as keys of names. */
static enum rc spellings(struct who *w, const struct kb_entry *en,
                         bool as_keys, struct err *e)
{
    uint32_t row = (uint32_t)(en - w->kb->entry);
    for (uint32_t i = 0; i < w->kb->n_form; i++) {
        const char *key = kb_str(w->kb, w->kb->form[i].key);
        size_t n = strlen(w->words), k = strlen(key);
        if (w->kb->form[i].entry != row)
            continue;
        if (as_keys)
            TRY(ask_key(w->s, SPACE_NAME, key, w->c, e));
        else if (n + k + 2 < sizeof w->words) {
            memcpy(w->words + n, key, k);
            memcpy(w->words + n + k, " ", 2);
        }
    }
    return OK;
}

static enum rc land(struct who *w, const char *name, bool *known,
                    struct err *e)
{
    const struct kb_entry *en[MOST_ENTRY];
    uint32_t n = entries(w->kb, name, LAND, en);
    for (uint32_t i = 0; i < n; i++) {
        const char *code = kb_str(w->kb, en[i]->country);
        TRY(ask_key(w->s, SPACE_CODE, code, w->c, e));
        say_entry(w, en[i]);
    }
    *known = n > 0;
    return OK;
}

/* Bodies by their names, for their code where the ledger has none of these;
 * organisations and groups by their code too. */
static enum rc house(struct who *w, const char *name, bool *known,
                     struct err *e)
{
    const struct kb_entry *en[MOST_ENTRY];
    uint32_t n = entries(w->kb, name, HOUSE, en);
    for (uint32_t i = 0; i < n; i++) {
        const char *group = kb_str(w->kb, en[i]->group);
        char code[64];
        snprintf(code, sizeof code, "%s%.3s", kb_str(w->kb, en[i]->country),
                 kb_str(w->kb, en[i]->sector));
        TRY(spellings(w, en[i], true, e));
        if (*group)
            TRY(ask_key(w->s, SPACE_CODE, group, w->c, e));
        if (!w->c->n || en[i]->kind == KB_IGO)
            TRY(ask_key(w->s, SPACE_CODE, code, w->c, e));
        say_entry(w, en[i]);
    }
    *known = n > 0;
    return OK;
}

static enum rc person(struct who *w, const char *name, bool *known,
                      struct err *e)
{
    const struct kb_entry *en[MOST_ENTRY];
    uint32_t n = entries(w->kb, name, PERSON, en);
    w->words[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        TRY(spellings(w, en[i], false, e));
        if (i < 3)
            say_entry(w, en[i]);
    }
    *known = n > 0;
    return n ? ask_names(w->s, name, w->words, w->c, e) : OK;
}

static enum rc office(struct who *w, const char *name, bool *known,
                      struct err *e)
{
    const struct kb_entry *en[MOST_ENTRY];
    uint32_t before = w->c->n;
    TRY(ask_key(w->s, SPACE_OFFICE, name, w->c, e));
    *known = w->c->n > before || entries(w->kb, name, ROLE, en) > 0;
    if (*known) {
        buf_text(&w->say, w->say.n ? "; office " : "office ");
        buf_text(&w->say, name);
    }
    return OK;
}

/* Looks a whole folded name up; *known: somebody knows it. */
static enum rc whole(struct who *w, const char *name, bool *known,
                     struct err *e)
{
    static enum rc (*const look[])(struct who *, const char *, bool *,
                                   struct err *) = {land, house, person,
                                                    office};
    *known = false;
    for (size_t i = 0; i < sizeof look / sizeof *look && !*known; i++)
        TRY(look[i](w, name, known, e));
    if (*known)
        return OK;
    TRY(ask_names(w->s, name, "", w->c, e));
    *known = w->c->n > 0;
    if (*known) {
        buf_text(&w->say, "names like ");
        buf_text(&w->say, name);
    }
    return OK;
}

static bool is_code(const char *word)
{
    size_t n = 0;
    for (; isupper((unsigned char)word[n]); n++)
        ;
    return n >= 3 && !word[n];
}

/* "US Secretary of State": the land into a condition of its own. */
static enum rc divided(struct who *w, char *name, struct ask_cond *home,
                       bool *known, struct err *e)
{
    struct ask_cond *asked = w->c;
    *known = false;
    for (char *p = strchr(name, ' '); p && !*known; p = strchr(p + 1, ' ')) {
        bool is_land = false;
        *p = '\0';
        w->c = home;
        TRY(land(w, name, &is_land, e));
        w->c = asked;
        if (is_land)
            TRY(office(w, p + 1, known, e));
        if (is_land && !*known)
            TRY(house(w, p + 1, known, e));
        *p = ' ';
    }
    return OK;
}

static enum rc tell(const struct dm_query *q, const char *option,
                    const char *word, struct who *w, struct err *e)
{
    struct buf line = {0};
    buf_text(&line, option);
    buf_text(&line, " \"");
    buf_text(&line, word);
    buf_text(&line, "\": ");
    buf_text(&line, w->say.n ? buf_str(&w->say) : "not known");
    if (!w->c->n)
        buf_text(&line, "; not in this ledger");
    if (q->told && !line.fail)
        q->told(q->told_ctx, buf_str(&line));
    enum rc rc = buf_rc(&line, e);
    buf_free(&line);
    return rc;
}

/* Fills *c, and *home when the word has a land of its own. */
static enum rc look_up(struct who *w, const char *word,
                       struct ask_cond *home, struct err *e)
{
    char name[KB_NAME_MAX];
    bool known = false;
    if (is_code(word)) {
        TRY(ask_key(w->s, SPACE_CODE, word, w->c, e));
        known = w->c->n > 0;
        if (known) {
            buf_text(&w->say, "code ");
            buf_text(&w->say, word);
        }
    }
    if (known || !store_fold(word, strlen(word), name, sizeof name))
        return OK;
    TRY(whole(w, name, &known, e));
    return known ? OK : divided(w, name, home, &known, e);
}

enum rc api_who(const struct dm *dm, struct store *s,
                const struct dm_query *told, const struct api_asked *a,
                struct ask_query *q, struct err *e)
{
    struct ask_cond *c = &q->cond[q->n_cond], *home = c + 1;
    struct who w = {.kb = &dm->kb, .s = s, .c = c};
    c->n = home->n = 0;
    memcpy(c->side, a->side, sizeof c->side);
    memcpy(home->side, a->side, sizeof c->side);
    enum rc rc = look_up(&w, a->word, home, e);
    if (rc == OK)
        rc = tell(told, a->option, a->word, &w, e);
    buf_free(&w.say);
    q->n_cond += home->n && c->n ? 2 : 1;
    return rc;
}
