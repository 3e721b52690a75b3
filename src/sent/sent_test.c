/* Sentence starts by hand-set logits. */
#include "sent/sent.h"

#include "base/test.h"
#include "doc/sketch.h"

/* A document of n one-letter words whose odds of a start are all `odds`. */
static bool words(struct doc *d, uint32_t n, float odds)
{
    struct source src = {.id = "t", .date = "", .text = ""};
    bool ok = doc_open(d, &src, NULL) == OK;
    char *text = arena_get(&d->mem, 2 * n + 1);
    for (uint32_t i = 0; ok && text && i < n; i++) {
        text[2 * i] = 'a';
        text[2 * i + 1] = ' ';
        struct tok t = {{2 * i, 2 * i + 1}, i ? GAP_BLANK : GAP_PARAGRAPH,
                        SHAPE_LOWER};
        ok = table_put(&d->mem, &d->tok, t);
        for (int k = 0; ok && k < NET_LOGIT; k++)
            ok = table_put(&d->mem, &d->logit, k == 1 ? odds : 0.0f);
    }
    d->text = text;
    d->len = 2 * n;
    return ok && text;
}

static void odds(struct doc *d, uint32_t t, float x)
{
    d->logit.row[(size_t)t * NET_LOGIT + NET_WORD_SENT + 1] = x;
}

/* Sentences cover the tokens and sent_of agrees. */
static bool covers(const struct doc *d)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < d->sent.n; i++) {
        struct run r = d->sent.row[i];
        if (r.beg != at || r.end <= r.beg || r.end - r.beg > SENT_MAX)
            return false;
        for (at = r.beg; at < r.end; at++) {
            if (d->sent_of.row[at] != i)
                return false;
        }
    }
    return at == d->tok.n && d->sent_of.n == d->tok.n;
}

static void starts_where_likely(struct doc *d, struct work *w)
{
    CHECK(words(d, 10, -3));
    odds(d, 4, 4);
    odds(d, 7, 2);
    CHECK(sent_run(NULL, w, d, NULL) == OK);
    CHECK(covers(d) && d->sent.n == 2 && d->sent.row[1].beg == 4);
}

/* Behind a full stop lower odds are enough. */
static void stop_helps(struct doc *d, struct work *w)
{
    CHECK(words(d, 10, -3));
    odds(d, 7, 2);
    char *text = arena_text(&d->mem, d->text, d->len);
    CHECK(text);
    text[12] = '.';
    d->text = text;
    CHECK(sent_run(NULL, w, d, NULL) == OK);
    CHECK(covers(d) && d->sent.n == 2 && d->sent.row[1].beg == 7);
}

static void blank_line_decides(struct doc *d, struct work *w)
{
    CHECK(words(d, 10, -9));
    d->tok.row[7].gap = GAP_PARAGRAPH;
    CHECK(sent_run(NULL, w, d, NULL) == OK);
    CHECK(covers(d) && d->sent.n == 2 && d->sent.row[1].beg == 7);
}

static void glued_word_needs_more(struct doc *d, struct work *w)
{
    CHECK(words(d, 10, -9));
    d->tok.row[5].gap = GAP_NONE;
    odds(d, 5, 0.5f);
    CHECK(sent_run(NULL, w, d, NULL) == OK);
    CHECK(covers(d) && d->sent.n == 1);
}

static void cuts_what_is_too_long(struct doc *d, struct work *w)
{
    CHECK(words(d, 3 * SENT_MAX + 7, -5));
    odds(d, 333, -1);
    CHECK(sent_run(NULL, w, d, NULL) == OK);
    CHECK(covers(d) && d->sent.row[1].beg == 333);
}

static void empty_text(struct doc *d, struct work *w)
{
    CHECK(words(d, 0, 0));
    CHECK(sent_run(NULL, w, d, NULL) == OK);
    CHECK(d->sent.n == 0);
}

int main(void)
{
    struct doc d = {0};
    struct work w = {0};
    starts_where_likely(&d, &w);
    stop_helps(&d, &w);
    blank_line_decides(&d, &w);
    glued_word_needs_more(&d, &w);
    cuts_what_is_too_long(&d, &w);
    empty_text(&d, &w);
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
