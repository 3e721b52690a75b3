#include "why/why.h"

#include "base/test.h"
#include "doc/sketch.h"

static const char lines[] =
    "Envoy envoy NOUN 2 compound\n"
    "Ruiz Ruiz PROPN 3 nsubj\n"
    "said say VERB 0 root\n"
    "\xe2\x80\x9cno no DET 5 det\n"
    "deal\" deal NOUN 3 obj\n";

static const struct out_style style = {.program = "1", .model = "2",
                                       .data = "3"};

/* A statement without a frame, of a speaker with a code. */
static struct doc made(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2021-03-04", lines) == OK);
    d.src.sha256 = "00";
    struct mention m = {.at = {0, 2}, .head = 1, .antecedent = NONE};
    struct entity n = {.actor = doc_str(&d, "PERGOV", 6),
                       .country = doc_str(&d, "PER", 3),
                       .entry = doc_str(&d, "x.tsv:7", 7),
                       .role = doc_str(&d, "y.tsv:8", 7),
                       .ambiguous = doc_str(&d, "CHLGOV", 6),
                       .via = VIA_LEXICON, .p = 0.75f};
    struct span piece = {16, 27};
    CHECK(table_put(&d.mem, &d.mention, m));
    CHECK(table_put(&d.mem, &d.entity, n));
    CHECK(table_put(&d.mem, &d.piece, piece));
    CHECK(table_put(&d.mem, &d.list, 0));
    struct statement s = {
        .h = {0, NONE, NONE, d.day, BASIS_PUBLICATION, 0.9125f,
              doc_str(&d, "rule:quote", 10)},
        .form = FORM_DIRECT, .speaker = 0, .cue = {11, 15},
        .content = {0, 1}, .within = NONE};
    CHECK(table_put(&d.mem, &d.statement, s));
    return d;
}

static enum rc ask(const struct doc *d, const struct why_ask *a,
                   struct buf *b, struct err *e)
{
    buf_reset(b);
    return why_print(d, &style, a, b, e);
}

static void has(struct buf *b, const char *words)
{
    CHECK(strstr(buf_str(b), words) != NULL);
    if (!strstr(buf_str(b), words))
        printf("no \"%s\" in:\n%s", words, buf_str(b));
}

static void test_reasons(void)
{
    struct doc d = made();
    struct buf b = {0};
    struct err e = {0};
    struct why_ask a = {.sentence = 0};
    CHECK(ask(&d, &a, &b, &e) == OK);
    has(&b, "sketch, sentence 0 of 0 .. 0\n");
    has(&b, "     statement 1 ");
    has(&b, "       rule        rule:quote; confidence 0.91\n");
    has(&b, "“Envoy Ruiz” is PERGOV by lexicon 0.75, x.tsv:7, role\n");
    has(&b, "y.tsv:8; as likely CHLGOV\n");
    has(&b, "       cue         “said” by the rule\n");
    has(&b, "       form        direct");
    has(&b, "the report's own");
    has(&b, "VERB");
    a.record = "sketch/statement/1";
    CHECK(ask(&d, &a, &b, &e) == OK);
    has(&b, "rule:quote");
    a.record = "other/statement/1";
    CHECK(ask(&d, &a, &b, &e) == OK && !b.n);
    a.record = "sketch/event/1";
    CHECK(ask(&d, &a, &b, &e) == E_INPUT);
    a = (struct why_ask){.sentence = 3};
    CHECK(ask(&d, &a, &b, &e) == E_INPUT);
    CHECK_STR(e.msg, "no sentence 3, expected 0 .. 0");
    buf_free(&b);
    doc_close(&d);
}

/* Puts `now` in the place of `old`, as long as that. */
static void change(struct buf *b, const char *old, const char *now)
{
    char *at = strstr(b->p, old);
    CHECK(at != NULL && strlen(old) == strlen(now));
    if (at)
        memcpy(at, now, strlen(now));
}

static void test_stored(void)
{
    struct doc d = made();
    struct buf b = {0}, stored = {0};
    struct err e = {0};
    CHECK(out_jsonl(&d, &style, &stored, &e) == OK);
    CHECK(*buf_str(&stored) == '{');
    struct why_ask a = {.record = "sketch/statement/1", .sentence = -1,
                        .stored = stored.p, .n_stored = stored.n};
    CHECK(ask(&d, &a, &b, &e) == OK);
    has(&b, "sketch/statement/1 in the ledger is of program 1, model 2, data "
            "3, which is this\n   one; it comes out as it is\n\n");
    has(&b, "rule:quote");
    change(&stored, "\"confidence\":0.913", "\"confidence\":0.713");
    CHECK(ask(&d, &a, &b, &e) == OK);
    has(&b, "now it is the same, but for");
    has(&b, "       confidence  0.713, now 0.913\n");
    change(&stored, "\"model\":\"2\"", "\"model\":\"1\"");
    change(&stored, "\"country\":\"PER\"", "\"country\":\"CHL\"");
    CHECK(ask(&d, &a, &b, &e) == OK);
    has(&b, "program 1, model 1, data 3");
    has(&b, "now it differs:");
    has(&b, "speaker.country \"CHL\", now \"PER\"\n");
    change(&stored, "\"record\":\"statement\"", "\"record\":\"zzzzzzzzz\"");
    CHECK(ask(&d, &a, &b, &e) == E_INPUT);
    change(&stored, "\"record\":\"zzzzzzzzz\"", "\"record\":\"statement\"");
    d.statement.n = 0;
    CHECK(ask(&d, &a, &b, &e) == OK);
    has(&b, "now no such record comes out\n");
    has(&b, "sketch, sentence 0 of 0 .. 0\n");
    buf_free(&b);
    buf_free(&stored);
    doc_close(&d);
}

/* Each allocation fails once. */
static void test_memory(void)
{
    struct doc d = made();
    struct buf b = {0}, stored = {0};
    CHECK(out_jsonl(&d, &style, &stored, NULL) == OK);
    struct why_ask a = {.record = "sketch/statement/1", .sentence = -1,
                        .stored = stored.p, .n_stored = stored.n};
    uint64_t live = base_live();
    for (uint64_t n = 1; n < 1000; n++) {
        struct err e = {0};
        uint64_t before = base_fail_at(n);
        enum rc rc = why_print(&d, &style, &a, &b, &e);
        uint64_t made = base_fail_at(0) - before;
        CHECK(rc == OK ? made < n : rc == E_NOMEM);
        buf_free(&b);
        b = (struct buf){0};
        CHECK(base_live() == live);
        if (made < n)
            break;
    }
    buf_free(&stored);
    doc_close(&d);
}

int main(void)
{
    test_reasons();
    test_stored();
    test_memory();
    CHECK(base_live() == 0);
    return test_end();
}
