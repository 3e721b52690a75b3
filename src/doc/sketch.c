#include "doc/sketch.h"

#include <stdio.h>
#include <string.h>

struct word {
    char form[64], lemma[64], upos[8], rel[16];
    unsigned head;
};

static uint8_t shape_of(const char *s)
{
    if (strpbrk(s, "0123456789"))
        return SHAPE_DIGIT;
    if (s[0] < 'A' || s[0] > 'Z')
        return s[0] >= 'a' && s[0] <= 'z' ? SHAPE_LOWER : SHAPE_OTHER;
    return s[1] >= 'A' && s[1] <= 'Z' ? SHAPE_UPPER : SHAPE_TITLE;
}

static bool put(struct doc *d, const struct word *w, uint32_t sent_beg,
                uint32_t at)
{
    uint32_t n = (uint32_t)strlen(w->form);
    struct tok tok = {{at, at + n}, at ? GAP_BLANK : GAP_PARAGRAPH,
                      shape_of(w->form)};
    int upos = label_find(label_upos, N_UPOS, w->upos);
    int rel = label_find(label_rel, N_REL, w->rel);
    struct tag tag = {.upos = (uint8_t)upos, .p = 1,
                      .lemma = doc_str(d, w->lemma, strlen(w->lemma))};
    struct dep dep = {w->head ? sent_beg + w->head - 1 : NONE, (uint8_t)rel,
                      1};
    return upos >= 0 && rel >= 0 && table_put(&d->mem, &d->tok, tok) &&
           table_put(&d->mem, &d->tag, tag) &&
           table_put(&d->mem, &d->dep, dep) &&
           table_put(&d->mem, &d->sent_of, d->sent.n);
}

static bool end_sentence(struct doc *d, uint32_t *beg)
{
    struct run r = {*beg, d->tok.n};
    *beg = d->tok.n;
    return r.beg == r.end || table_put(&d->mem, &d->sent, r);
}

enum rc sketch_open(struct doc *d, const char *date, const char *lines)
{
    struct source src = {.id = "sketch", .date = date, .text = ""};
    TRY(doc_open(d, &src, NULL));
    char *text = arena_get(&d->mem, strlen(lines) + 1);
    if (!text)
        return E_NOMEM;
    uint32_t at = 0, beg = 0;
    for (const char *p = lines; *p;) {
        struct word w;
        size_t n = strcspn(p, "\n");
        if (!n) {
            if (!end_sentence(d, &beg))
                return E_NOMEM;
        } else if (sscanf(p, "%63s %63s %7s %u %15s", w.form, w.lemma, w.upos,
                          &w.head, w.rel) != 5) {
            return E_INPUT;
        } else {
            at += at ? 1 : 0;
            if (!put(d, &w, beg, at))
                return E_INPUT;
            if (at)
                text[at - 1] = ' ';
            memcpy(text + at, w.form, strlen(w.form));
            at += (uint32_t)strlen(w.form);
        }
        p += n + (p[n] == '\n');
    }
    d->src.text = d->text = text;
    d->src.len = d->len = at;
    return end_sentence(d, &beg) ? OK : E_NOMEM;
}

bool sketch_name(struct doc *d, uint32_t beg, uint32_t end,
                 enum name_type type)
{
    struct name n = {{beg, end}, (uint8_t)type, 1};
    return table_put(&d->mem, &d->name, n);
}
