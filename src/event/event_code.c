#include "event/event_in.h"

#include <stdio.h>
#include <string.h>

#include "kb/kb_value.h"
#include "link/link.h"

static bool governed(uint8_t rel, bool subject)
{
    switch (rel) {
    case REL_NSUBJ: case REL_CSUBJ:
        return subject;
    case REL_PUNCT: case REL_CASE: case REL_DET: case REL_CC: case REL_AUX:
    case REL_MARK: case REL_PARATAXIS: case REL_DISCOURSE:
        return false;
    default:
        return true;
    }
}

/* Steps from token i up to t by governing relations; 0 when there is no such
 * way of at most DEPTH steps. */
static int steps(const struct doc *d, uint32_t i, uint32_t t, bool subject)
{
    for (int n = 1; n <= DEPTH; n++) {
        if (!governed(d->dep.row[i].rel, subject))
            return 0;
        i = d->dep.row[i].head;
        if (i == t)
            return n;
        if (i == NONE)
            return 0;
    }
    return 0;
}

void event_near(const struct doc *d, uint32_t t, bool subject,
                struct near *out)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    out->n = 0;
    for (int depth = 1; depth <= DEPTH; depth++) {
        for (uint32_t i = s.beg; i < s.end && out->n < NEAR_MAX; i++) {
            if (i != t && steps(d, i, t, subject) == depth)
                out->row[out->n++] = i;
        }
    }
}

/* The trigger's lemma, with its particle when it has one. */
static void trigger_key(const struct doc *d, uint32_t t, char *plain,
                        char *phrasal, size_t cap)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    snprintf(plain, cap, "%s", lemma ? lemma : "");
    phrasal[0] = '\0';
    if (t + 1 < d->tok.n && d->dep.row[t + 1].head == t &&
        d->dep.row[t + 1].rel == REL_COMPOUND &&
        d->tag.row[t + 1].upos != UPOS_NOUN) {
        const char *part = doc_text(d, d->tag.row[t + 1].lemma);
        if (snprintf(phrasal, cap, "%s %s", plain, part ? part : "") >=
            (int)cap)
            phrasal[0] = '\0';
    }
}

struct coder {
    const struct doc *d;
    const struct event *v;
    char lemma[64], phrasal[64];
    struct near near;
};

static bool is_word(const char *have, const char *want, size_t n)
{
    return have && strlen(have) == n && !memcmp(have, want, n);
}

/* One condition of a line of the table. */
static bool holds(const struct coder *c, const char *s, size_t n)
{
    if (n == 1 && *s == '*')
        return true;
    if (*s == '@') {
        for (int i = 0; i < N_CTX; i++) {
            if (is_word(label_ctx[i], s + 1, n - 1))
                return c->v->ctx >> i & 1;
        }
        return false;
    }
    if (*s == '>') {
        for (uint32_t i = 0; i < c->near.n; i++) {
            str_id l = c->d->tag.row[c->near.row[i]].lemma;
            if (is_word(doc_text(c->d, l), s + 1, n - 1))
                return true;
        }
        return false;
    }
    return is_word(c->lemma, s, n) || is_word(c->phrasal, s, n);
}

static bool all_hold(const struct coder *c, const char *s)
{
    while (*s) {
        size_t n = strcspn(s, "+");
        if (!holds(c, s, n))
            return false;
        s += n + (s[n] == '+');
    }
    return true;
}

/* The first row of a key whose conditions hold; t->n_row: none. */
static uint32_t first_row(const struct coder *c, const struct kb *kb,
                          const struct kb_table *t, const char *key)
{
    for (uint32_t r = kb_row(kb, t, key);
         r < t->n_row && !strcmp(kb_cell(kb, t, r, 0), key); r++) {
        if (all_hold(c, kb_cell(kb, t, r, 1)))
            return r;
    }
    return t->n_row;
}

/* The row that codes an event with trigger t: of its mode, else of its
 * category. */
static uint32_t code_row(const struct kb *kb, const struct kb_table *table,
                         const struct doc *d, const struct event *v,
                         uint32_t t)
{
    struct coder c = {.d = d, .v = v};
    char key[64];
    const char *mode = label_mode_table[v->mode].mode;
    uint32_t row = table->n_row;
    trigger_key(d, t, c.lemma, c.phrasal, sizeof c.lemma);
    event_near(d, t, false, &c.near);
    if (mode) {
        snprintf(key, sizeof key, "%s/%s", label_category[v->category], mode);
        row = first_row(&c, kb, table, key);
    }
    return row < table->n_row ? row : first_row(&c, kb, table,
                                                label_category[v->category]);
}

const char *event_code(const struct kb *kb, const struct doc *d,
                       const struct event *v, uint32_t t)
{
    const struct kb_table *table = kb_table(kb, "event_codes");
    uint32_t row = table ? code_row(kb, table, d, v, t) : 0;
    return table && row < table->n_row ? kb_cell(kb, table, row, 2) : "";
}

void event_code_at(const struct kb *kb, const struct doc *d,
                   const struct event *v, char *out, size_t cap)
{
    const struct kb_table *table = kb_table(kb, "event_codes");
    uint32_t t = link_token(d, v->trigger.beg);
    out[0] = '\0';
    if (!table || t >= d->tok.n)
        return;
    uint32_t row = code_row(kb, table, d, v, t);
    if (row < table->n_row)
        kb_row_at(kb, table, row, out, cap);
}

float event_goldstein(const struct kb *kb, const char *cameo)
{
    char code[8];
    size_t n = strlen(cameo);
    n = n < sizeof code ? n : sizeof code - 1;
    memcpy(code, cameo, n);
    for (; n >= 2; n--) {
        code[n] = '\0';
        const char *score = kb_get(kb, "goldstein", code, 1);
        if (score)
            return kb_number(score, 0);
    }
    return 0;
}

const char *event_veto(const struct kb *kb, const struct doc *d,
                       uint8_t category, uint32_t t)
{
    struct near near;
    if (!kb_table(kb, "event_veto"))
        return NULL;
    event_near(d, t, true, &near);
    for (uint32_t i = 0; i < near.n; i++) {
        const char *lemma = doc_text(d, d->tag.row[near.row[i]].lemma);
        const char *kind = lemma ? kb_get(kb, "event_veto", lemma, 1) : NULL;
        const char *only = kind ? kb_get(kb, "event_veto", lemma, 2) : NULL;
        if (only && (!strcmp(only, "*") ||
                     !strcmp(only, label_category[category])))
            return kind;
    }
    return NULL;
}
