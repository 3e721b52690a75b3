#include "out/out.h"

#include "base/test.h"
#include "doc/sketch.h"

static const char lines[] =
    "Envoy envoy NOUN 2 compound\n"
    "Ruiz Ruiz PROPN 3 nsubj\n"
    "said say VERB 0 root\n"
    "\xe2\x80\x9cno no DET 5 det\n"
    "deal\" deal NOUN 3 obj\n";

static struct doc made(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2021-03-04", lines) == OK);
    d.src.sha256 = "00";
    struct mention m = {.at = {0, 2}, .head = 1, .antecedent = NONE};
    struct entity n = {.actor = doc_str(&d, "PERGOV", 6),
                       .country = doc_str(&d, "PER", 3),
                       .sector = doc_str(&d, "GOV MIL", 7),
                       .via = VIA_LEXICON};
    struct span piece = {16, 27};
    CHECK(table_put(&d.mem, &d.mention, m));
    CHECK(table_put(&d.mem, &d.entity, n));
    CHECK(table_put(&d.mem, &d.piece, piece));
    CHECK(table_put(&d.mem, &d.list, 0));
    struct statement s = {
        .h = {0, NONE, NONE, d.day, BASIS_PUBLICATION, 0.9125f,
              doc_str(&d, "frame:cue/say", 13)},
        .form = FORM_DIRECT, .speaker = 0, .cue = {11, 15},
        .content = {0, 1}, .within = NONE};
    CHECK(table_put(&d.mem, &d.statement, s));
    struct note t = {0, {16, 19}, "a quotation is not closed"};
    CHECK(table_put(&d.mem, &d.note, t));
    return d;
}

static void test_jsonl(void)
{
    struct doc d = made();
    struct buf b = {0};
    struct out_style st = {.program = "0.1.0"};
    CHECK(out_jsonl(&d, &st, &b, NULL) == OK);
    const char *s = buf_str(&b);
    CHECK(strstr(s, "{\"record\":\"document\",\"id\":\"sketch/document/1\","
                    "\"document\":\"sketch\",\"date\":\"2021-03-04\","));
    CHECK(strstr(s, "\"sentences\":[[0,25]]"));
    CHECK(strstr(s, "\"version\":{\"program\":\"0.1.0\",\"model\":null,"
                    "\"data\":null}}\n"));
    CHECK(strstr(s, "\"cue\":{\"text\":\"said\",\"start\":11,\"end\":15},"
                    "\"content\":[{\"text\":\"\xe2\x80\x9cno deal\\\"\","
                    "\"start\":16,\"end\":25}],\"form\":\"direct\","
                    "\"within\":null,\"negated\":false,"
                    "\"confidence\":0.913,\"rule\":\"frame:cue/say\"}\n"));
    CHECK(strstr(s, "\"sector\":[\"GOV\",\"MIL\"],\"office\":null"));
    CHECK(strstr(s, "{\"record\":\"note\",\"id\":\"sketch/note/1\""));
    buf_free(&b);
    doc_close(&d);
}

static void test_text(void)
{
    struct doc d = made();
    struct buf b = {0};
    struct out_style st = {.width = 60};
    CHECK(out_text(&d, &st, &b, NULL) == OK);
    const char *s = buf_str(&b);
    CHECK(strstr(s, "Envoy Ruiz [PERGOV] \xe2\x80\x9csaid\xe2\x80\x9d: "));
    CHECK(strstr(s, "2021-03-04"));
    CHECK(!strchr(s, '\033'));
    for (const char *p = s; *p; p += strcspn(p, "\n") + 1)
        CHECK(strcspn(p, "\n") < 80); /* bytes of at most 60 columns */
    buf_reset(&b);
    st.colour = true;
    CHECK(out_text(&d, &st, &b, NULL) == OK);
    CHECK(strchr(buf_str(&b), '\033'));
    buf_free(&b);
    doc_close(&d);
}

int main(void)
{
    test_jsonl();
    test_text();
    return test_end();
}
