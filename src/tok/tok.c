/* tok.c - the stage: spans, the white space before them, their case. */
#include "tok/tok.h"

#include "tok/tok_in.h"

/* White space text[beg .. end) before a token, as the encoder knows it. */
static uint8_t gap_of(const char *text, uint32_t beg, uint32_t end)
{
    uint32_t lines = 0;
    for (uint32_t i = beg; i < end; i++)
        lines += text[i] == '\n';
    if (lines > 1)
        return GAP_PARAGRAPH;
    return lines ? GAP_LINE : beg < end ? GAP_BLANK : GAP_NONE;
}

/* A digit anywhere decides; else the letters alone do, marks aside. */
static uint8_t shape_of(const char *text, struct span at)
{
    uint32_t letters = 0, capitals = 0;
    bool first = false;
    for (uint32_t i = at.beg; i < at.end;) {
        struct chr_at a = tok_chr(text, at.end, i);
        i += a.len;
        if (a.kind == CHR_DIGIT)
            return SHAPE_DIGIT;
        if (a.kind != CHR_LETTER || (a.cp >= 0x300 && a.cp <= 0x36f))
            continue;
        if (letters++ == 0)
            first = tok_capital(a.cp);
        capitals += tok_capital(a.cp);
    }
    if (letters == 0)
        return SHAPE_OTHER;
    if (letters > 1 && capitals == letters)
        return SHAPE_UPPER;
    return first ? SHAPE_TITLE : capitals ? SHAPE_OTHER : SHAPE_LOWER;
}

enum rc tok_run(struct work *w, struct doc *d, struct err *e)
{
    uint32_t n = tok_split(d->text, d->len, NULL, 0), before = 0;
    struct span *at = arena_get(&w->mem, n * sizeof *at);
    if (!at || !table_grow(&d->mem, &d->tok, n))
        return err_set(e, E_NOMEM, 0, "out of memory");
    tok_split(d->text, d->len, at, n);
    for (uint32_t i = 0; i < n; i++) {
        uint8_t gap = gap_of(d->text, before, at[i].beg);
        d->tok.row[d->tok.n++] = (struct tok){
            at[i], i ? gap : GAP_PARAGRAPH, shape_of(d->text, at[i])};
        before = at[i].end;
    }
    return OK;
}
