#include "kb/kb.h"

#include <string.h>

/* A key being spelled from tokens. */
struct spell {
    char key[KB_NAME_MAX + 1];
    size_t len;
};

static const char *key_of(const struct kb *kb, uint32_t form)
{
    return kb_str(kb, kb->form[form].key);
}

/* First form in [lo, hi) whose key is not less than `key`. */
static uint32_t lower(const struct kb *kb, uint32_t lo, uint32_t hi,
                      const char *key)
{
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (strcmp(key_of(kb, mid), key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static uint32_t same(const struct kb *kb, uint32_t form, const char *key)
{
    uint32_t n = 0;
    while (form + n < kb->n_form && !strcmp(key_of(kb, form + n), key))
        n++;
    return n;
}

uint32_t kb_find(const struct kb *kb, const char *key, uint32_t *n)
{
    *n = 0;
    if (!kb)
        return 0;
    uint32_t form = lower(kb, 0, kb->n_form, key);
    *n = same(kb, form, key);
    return form;
}

/* Adds token t; false when the key would be too long. */
static bool add(struct spell *s, const struct doc *d, uint32_t t)
{
    const struct tok *k = &d->tok.row[t];
    if (s->len && k->gap != GAP_NONE && s->key[s->len - 1] != ' ')
        s->key[s->len++] = ' ';
    if (k->at.end - k->at.beg > KB_NAME_MAX || s->len >= KB_NAME_MAX)
        return false;
    size_t len = kb_fold(d->text + k->at.beg, k->at.end - k->at.beg, s->key,
                         s->len, KB_NAME_MAX);
    if (len >= KB_NAME_MAX)
        return false;
    s->len = len;
    s->key[len] = '\0';
    return true;
}

static bool letters_pass(const struct doc *d, struct run at, uint8_t letters)
{
    if (letters == KB_CASE_ANY)
        return true;
    bool upper = false, lower_seen = false;
    struct span s = doc_span(d, at);
    for (uint32_t i = s.beg; i < s.end; i++) {
        unsigned char c = (unsigned char)d->text[i];
        upper = upper || (c >= 'A' && c <= 'Z') || c >= 0xC3;
        lower_seen = lower_seen || (c >= 'a' && c <= 'z');
    }
    return letters == KB_CASE_TITLE ? upper : upper && !lower_seen;
}

bool kb_pass(const struct kb *kb, const struct doc *d, struct run at,
             uint32_t f, unsigned kinds)
{
    const struct kb_form *form = &kb->form[f];
    if (!(kinds >> kb->entry[form->entry].kind & 1))
        return false;
    return letters_pass(d, at, form->letters);
}

/* Fills a hit with the forms from f on that pass; n counts all of the key. */
static bool take(const struct kb *kb, const struct doc *d, struct run at,
                 uint32_t f, unsigned kinds, struct kb_hit *hit)
{
    uint32_t n = same(kb, f, key_of(kb, f));
    for (uint32_t i = f; i < f + n; i++) {
        if (kb_pass(kb, d, at, i, kinds)) {
            *hit = (struct kb_hit){at, i, f + n - i};
            return true;
        }
    }
    return false;
}

static struct kb_hit search(const struct kb *kb, const struct doc *d,
                            struct run r, unsigned kinds, bool whole)
{
    struct kb_hit hit = {{r.beg, r.beg}, 0, 0};
    struct spell s = {.len = 0};
    uint32_t lo = 0;
    for (uint32_t t = r.beg; kb && t < r.end; t++) {
        size_t before = s.len;
        if (!add(&s, d, t) || !s.len)
            break;
        /* A mark alone adds nothing and ends no name. */
        bool open = s.len == before || s.key[s.len - 1] == ' ';
        lo = lower(kb, lo, kb->n_form, s.key);
        if (lo == kb->n_form || strncmp(key_of(kb, lo), s.key, s.len))
            break;
        if (!open && !strcmp(key_of(kb, lo), s.key) &&
            (!whole || t + 1 == r.end))
            take(kb, d, (struct run){r.beg, t + 1}, lo, kinds, &hit);
    }
    return hit;
}

struct kb_hit kb_match(const struct kb *kb, const struct doc *d, uint32_t t,
                       uint32_t end, unsigned kinds)
{
    return search(kb, d, (struct run){t, end}, kinds, false);
}

struct kb_hit kb_match_all(const struct kb *kb, const struct doc *d,
                           struct run r, unsigned kinds)
{
    return search(kb, d, r, kinds, true);
}
