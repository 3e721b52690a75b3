#include "quote/quote_in.h"

#include "base/test.h"
#include "doc/sketch.h"

static struct arena mem;

static struct work work;

/* A document over a text, its words at blanks and marks; no tree. */
static void open_text(struct doc *d, const char *text)
{
    struct source src = {.id = "t", .date = "", .text = text,
                         .len = (uint32_t)strlen(text)};
    CHECK(doc_open(d, &src, NULL) == OK);
    bool word = false;
    for (uint32_t i = 0; i < src.len; i++) {
        bool letter = text[i] > '@' || text[i] < 0;
        struct tok t = {{i, i + 1}, i ? GAP_NONE : GAP_PARAGRAPH, 0};
        struct tag g = {.upos = letter ? UPOS_NOUN : UPOS_PUNCT, .p = 1};
        struct dep p = {d->tok.n ? 0 : NONE, d->tok.n ? REL_DEP : REL_ROOT, 1};
        if (text[i] == ' ' || text[i] == '\n') {
            word = false;
            continue;
        }
        if (letter && word) {
            d->tok.row[d->tok.n - 1].at.end = i + 1;
            continue;
        }
        word = letter;
        CHECK(table_put(&d->mem, &d->tok, t) &&
              table_put(&d->mem, &d->tag, g) &&
              table_put(&d->mem, &d->dep, p) &&
              table_put(&d->mem, &d->sent_of, 0));
    }
    CHECK(table_put(&d->mem, &d->sent, (struct run){0, d->tok.n}));
}

static const char *mark_text(const struct doc *d, uint32_t i)
{
    struct span s = d->mark.row[i].at;
    return arena_text(&mem, d->text + s.beg, s.end - s.beg);
}

static void marks_of(struct doc *d, const char *text)
{
    struct quote q = {NULL, &work, d, NULL};
    open_text(d, text);
    CHECK(quote_marks(&q) == OK);
}

static void test_marks(void)
{
    struct doc d = {0};
    marks_of(&d, "He said \"no\" and \"yes.\" Good");
    CHECK(d.mark.n == 2 && !d.mark.row[0].open_end);
    CHECK_STR(mark_text(&d, 0), "\"no\"");
    CHECK_STR(mark_text(&d, 1), "\"yes.\"");
    CHECK(link_quoted(&d, (struct span){0, d.len}) == 10);
    marks_of(&d, "was \xe2\x80\x9cready to talk,\" he said");
    CHECK(d.mark.n == 1);
    CHECK_STR(mark_text(&d, 0), "\xe2\x80\x9cready to talk,\"");
    marks_of(&d, "the rebels' demands, 'we will talk', don't");
    CHECK(d.mark.n == 1);
    CHECK_STR(mark_text(&d, 0), "'we will talk'");
    marks_of(&d, "\xc2\xabOui\xc2\xbb, dit-il");
    CHECK(d.mark.n == 1);
    doc_close(&d);
}

static void test_unbalanced(void)
{
    struct doc d = {0};
    marks_of(&d, "\"One goes on.\n\n\"Two ends,\" he said.\n\n\"Three");
    CHECK(d.mark.n == 3);
    CHECK_STR(mark_text(&d, 0), "\"One goes on.");
    CHECK(d.mark.row[0].open_end && !d.mark.row[1].open_end);
    CHECK(d.mark.row[2].open_end);
    CHECK(d.note.n == 1); /* the first goes on, the third never closes */
    marks_of(&d, "it ends\" here");
    CHECK(d.mark.n == 0);
    marks_of(&d, "\"first \"second\" third");
    CHECK(d.mark.n == 2 && d.mark.row[0].open_end);
    doc_close(&d);
}

/* "We will talk," said Ruiz. "Soon." */
static const char lines[] =
    "\" \" PUNCT 4 punct\n"
    "We we PRON 4 nsubj\n"
    "will will AUX 4 aux\n"
    "talk talk VERB 7 ccomp\n"
    ", , PUNCT 4 punct\n"
    "\" \" PUNCT 4 punct\n"
    "said say VERB 0 root\n"
    "Ruiz Ruiz PROPN 7 nsubj\n"
    ". . PUNCT 7 punct\n"
    "\n"
    "\" \" PUNCT 3 punct\n"
    "They they PRON 3 nsubj\n"
    "wait wait VERB 0 root\n"
    "for for ADP 5 case\n"
    "us we PRON 3 obl\n"
    ". . PUNCT 3 punct\n"
    "\" \" PUNCT 3 punct\n";

static void put_arg(struct doc *d, uint32_t beg, uint32_t end, uint8_t role)
{
    struct arg a = {.at = {beg, end}, .role = role, .p = 0.9f};
    CHECK(table_put(&d->mem, &d->arg, a));
    d->frame.row[d->frame.n - 1].arg.end = d->arg.n;
}

static void put_frame(struct doc *d, uint32_t anchor, uint8_t cls)
{
    struct frame f = {.anchor = anchor, .type = FRAME_STATEMENT, .cls = cls,
                      .p = 0.8f, .p_anchor = 0.9f,
                      .arg = {d->arg.n, d->arg.n}, .window = {0, d->tok.n}};
    CHECK(table_put(&d->mem, &d->frame, f));
}

static void put_mention(struct doc *d, uint32_t beg, uint32_t end)
{
    struct mention m = {.at = {beg, end}, .head = end - 1, .antecedent = NONE,
                        .chain = d->mention.n};
    CHECK(table_put(&d->mem, &d->mention, m));
}

/* "We will talk," said Ruiz, found by the network. */
static void said(struct doc *d)
{
    CHECK(sketch_open(d, "2020-01-02", lines) == OK);
    put_mention(d, 7, 8);
    put_frame(d, 6, STM_CUE);
    put_arg(d, 1, 4, ROLE_CONTENT);
    put_arg(d, 7, 8, ROLE_SPEAKER);
}

/* A quotation behind the cue's sentence goes on with it, whether or not the
 * network takes it for one of its own. */
static void test_goes_on(bool bare)
{
    struct doc d = {0};
    said(&d);
    if (bare) {
        put_frame(&d, 10, STM_BARE);
        put_arg(&d, 10, 15, ROLE_CONTENT);
    }
    CHECK(quote_run(NULL, &work, &d, NULL) == OK);
    CHECK(d.statement.n == 1 && d.statement.row[0].content.n == 2);
    struct span p = link_piece_at(&d, d.statement.row[0].content, 1);
    CHECK(p.beg == d.tok.row[9].at.beg && p.end == d.tok.row[15].at.end);
    CHECK_STR(doc_text(&d, d.statement.row[0].h.rule),
              "frame:say/say+rule:goes-on");
    doc_close(&d);
}

static void test_statements(void)
{
    struct doc d = {0};
    said(&d);
    d.tok.row[9].gap = GAP_PARAGRAPH;
    CHECK(quote_run(NULL, &work, &d, NULL) == OK);
    CHECK(d.statement.n == 2);
    const struct statement *s = d.statement.row;
    struct span p = link_piece_at(&d, s[0].content, 0);
    CHECK(p.beg == 0 && p.end == d.tok.row[5].at.end);
    CHECK(s[0].form == FORM_DIRECT && s[0].speaker == 0);
    CHECK(s[0].cue.beg == d.tok.row[6].at.beg);
    CHECK_STR(doc_text(&d, s[0].h.rule), "frame:say/say");
    CHECK_STR(doc_text(&d, s[1].h.rule), "rule:quote-adjacent");
    CHECK(s[1].speaker == 0 && s[1].cue.end == 0 && s[1].h.sent == 1);
    CHECK(s[0].within == NONE && s[1].within == NONE);
    d.have = 1u << LAYER_TOK | 1u << LAYER_SENT | 1u << LAYER_TAG |
             1u << LAYER_DEP | 1u << LAYER_QUOTE | 1u << LAYER_FRAME |
             1u << LAYER_REF;
    struct err e = {0};
    CHECK(doc_check(&d, &e) == OK);
    CHECK_STR(e.msg, "");
    doc_close(&d);
}

/* The minister said the envoy had promised to leave . */
static const char nested[] =
    "minister minister NOUN 2 nsubj\n"
    "said say VERB 0 root\n"
    "envoy envoy NOUN 4 nsubj\n"
    "promised promise VERB 2 ccomp\n"
    "to to PART 6 mark\n"
    "leave leave VERB 4 xcomp\n"
    ". . PUNCT 2 punct\n";

static void test_within(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-02", nested) == OK);
    put_mention(&d, 0, 1);
    put_mention(&d, 2, 3);
    put_frame(&d, 1, STM_CUE);
    put_arg(&d, 0, 1, ROLE_SPEAKER);
    put_arg(&d, 2, 7, ROLE_CONTENT);
    put_frame(&d, 3, STM_CUE);
    put_arg(&d, 2, 3, ROLE_SPEAKER);
    put_arg(&d, 4, 6, ROLE_CONTENT);
    CHECK(quote_run(NULL, &work, &d, NULL) == OK);
    CHECK(d.statement.n == 2);
    CHECK(d.statement.row[0].within == NONE);
    CHECK(d.statement.row[1].within == 0);
    CHECK(d.statement.row[0].form == FORM_INDIRECT);
    struct span p = link_piece_at(&d, d.statement.row[0].content, 0);
    CHECK(p.end == d.tok.row[5].at.end); /* without the full stop */
    doc_close(&d);
}

int main(void)
{
    test_marks();
    test_unbalanced();
    test_statements();
    test_goes_on(false);
    test_goes_on(true);
    test_within();
    arena_free(&mem);
    arena_free(&work.mem);
    return test_end();
}
