#include "doc/conllu.h"
#include "doc/doc.h"
#include "doc/dump.h"
#include "doc/sketch.h"
#include "base/test.h"

static const char report[] =
    "Iran Iran PROPN 2 nsubj\n"
    "refused refuse VERB 0 root\n"
    "talks talk NOUN 2 obj\n"
    ". . PUNCT 2 punct\n"
    "\n"
    "They they PRON 2 nsubj\n"
    "left leave VERB 0 root\n";

static enum rc open_report(struct doc *d)
{
    TRY(sketch_open(d, "2017-12-14", report));
    if (!sketch_name(d, 0, 1, NAME_LOC))
        return E_NOMEM;
    d->have = 1 << LAYER_TOK | 1 << LAYER_SENT | 1 << LAYER_TAG |
              1 << LAYER_DEP | 1 << LAYER_NAME;
    return OK;
}

static void test_open(void)
{
    struct doc d = {0};
    struct err e = {0};
    struct source src = {.id = "a", .date = "2017-02-29", .text = ""};
    CHECK(doc_open(&d, &src, &e) == E_INPUT);
    CHECK(strstr(e.msg, "2017-02-29") != NULL);
    src.date = "";
    CHECK(doc_open(&d, &src, &e) == OK && d.day == NO_DAY);
    CHECK(doc_str(&d, "", 0) == 0 && doc_text(&d, 0) == NULL);
    str_id s = doc_str(&d, "talks", 4);
    CHECK_STR(doc_text(&d, s), "talk");
    src.len = DOC_MAX + 1;
    CHECK(doc_open(&d, &src, &e) == E_LIMIT);
    doc_close(&d);
}

static void test_days(void)
{
    int y, m, day;
    CHECK(doc_day(1970, 1, 1) == 0);
    CHECK(doc_day_read("2000-02-29", 10) == 11016);
    CHECK(doc_day_read("1900-02-29", 10) == NO_DAY);
    CHECK(doc_day_read("2017-13-01", 10) == NO_DAY);
    uint32_t bad = 0;
    for (day_no n = -200000; n < 200000; n++) {
        doc_ymd(n, &y, &m, &day);
        bad += doc_day(y, m, day) != n;
    }
    CHECK(bad == 0);
}

static void test_words(void)
{
    struct doc d = {0};
    char low[16];
    CHECK(open_report(&d) == OK);
    CHECK(doc_is(&d, 0, "iran") && !doc_is(&d, 0, "ira"));
    CHECK(doc_lemma_is(&d, 1, "refuse"));
    CHECK(doc_low(&d, 4, low, sizeof low));
    CHECK_STR(low, "they");
    CHECK(!doc_low(&d, 1, low, 7));
    struct run all = doc_subtree(&d, 1);
    CHECK(all.beg == 0 && all.end == 4);
    CHECK(doc_child(&d, 1, REL_OBJ, 0) == 2);
    CHECK(doc_child(&d, 1, REL_IOBJ, 0) == NONE);
    CHECK(doc_head_of(&d, (struct run){1, 4}) == 1);
    struct mention m = {.at = {4, 5}, .head = 4, .antecedent = NONE};
    CHECK(table_put(&d.mem, &d.mention, m));
    CHECK(doc_mention_at(&d, (struct run){4, 5}) == 0);
    CHECK(doc_mention_at(&d, (struct run){4, 6}) == NONE);
    doc_close(&d);
}

/* Breaks one thing of a good document and expects to hear of it. */
static void check_bad(struct doc *d, const char *table, const char *why)
{
    struct err e = {0};
    CHECK(doc_check(d, &e) == E_INPUT);
    CHECK(strncmp(e.msg, table, strlen(table)) == 0);
    CHECK(strstr(e.msg, why) != NULL);
    doc_close(d);
    CHECK(open_report(d) == OK);
}

static void test_check(void)
{
    struct doc d = {0};
    CHECK(open_report(&d) == OK);
    CHECK(doc_check(&d, NULL) == OK);
    d.tok.row[1].at.beg = 3;
    check_bad(&d, "tok, row 1", "before its neighbour");
    d.tok.row[2].gap = GAP_NONE;
    check_bad(&d, "tok, row 2", "gap");
    d.tok.row[1].at.end = 9;
    check_bad(&d, "tok, row 2", "in no token");
    d.sent.row[1].beg = 3;
    check_bad(&d, "sent, row 1", "follow");
    d.sent_of.row[5] = 0;
    check_bad(&d, "sent, row 1", "another");
    d.tag.n--;
    check_bad(&d, "tag", "neighbour");
    d.tag.row[0].lemma = 7777;
    check_bad(&d, "tag, row 0", "lemma");
    d.dep.row[2].head = 4;
    check_bad(&d, "dep, row 2", "outside");
    d.dep.row[0].head = 2;
    d.dep.row[2].head = 0;
    check_bad(&d, "dep, row 0", "circle");
    d.dep.row[2].rel = REL_ROOT;
    d.dep.row[2].head = NONE;
    check_bad(&d, "dep, row 0", "one root");
    d.name.row[0].at.end = 5;
    check_bad(&d, "name, row 0", "sentence");
    doc_close(&d);
}

static struct event some_event(struct doc *d)
{
    struct event v = {.h = {.sent = 0, .frame = NONE, .date = NONE, .p = 0.5f},
                      .category = CAT_REJECT, .quad = 3, .score = -2.0f,
                      .reported_by = NONE, .trigger = {5, 12}, .place = NONE};
    v.h.day = d->day;
    v.h.rule = doc_str(d, "frame", 5);
    v.cameo = doc_str(d, "125", 3);
    v.fact = FACT_NEG | FACT_HIST;
    v.ctx = UINT64_C(1) << 19;
    return v;
}

static void test_check_records(void)
{
    struct doc d = {0};
    struct err e = {0};
    CHECK(open_report(&d) == OK);
    CHECK(table_put(&d.mem, &d.event, some_event(&d)));
    d.have |= 1 << LAYER_EVENT;
    CHECK(doc_check(&d, &e) == OK);
    struct event *v = &d.event.row[0];
    v->mode = 5;
    CHECK(doc_check(&d, &e) == E_INPUT && strstr(e.msg, "mode belongs"));
    v->mode = 0;
    v->actor = (struct rows){0, 1};
    CHECK(doc_check(&d, &e) == E_INPUT && strstr(e.msg, "no mention"));
    v->actor.n = 0;
    v->h.rule = 0;
    CHECK(doc_check(&d, &e) == E_INPUT && strstr(e.msg, "rule"));
    doc_close(&d);
}

static void test_dump(void)
{
    struct doc d = {0};
    struct buf b = {0};
    CHECK(open_report(&d) == OK);
    CHECK(table_put(&d.mem, &d.event, some_event(&d)));
    doc_dump(&d, LAYER_EVENT, &b);
    CHECK_STR(buf_str(&b),
              "event\t0\t0\t-\t-\t2017-12-14\tpublication\t0.500\tframe\t-\t-\t"
              "REJECT\t-\tneg,hist\t3\tdiplomatic\t125\t-2.000\t0.000\t-\t"
              "5:12\trefused\t-\n");
    buf_reset(&b);
    doc_dump(&d, LAYER_NAME, &b);
    CHECK_STR(buf_str(&b), "name\t0\t0:1\tIran\tLOC\t1.000\n");
    buf_reset(&b);
    doc_dump_text(&b, "a\tb\n\\n", 6);
    CHECK_STR(buf_str(&b), "a\\tb\\n\\\\n");
    buf_free(&b);
    doc_close(&d);
}

static void test_conllu(void)
{
    struct doc d = {0};
    struct buf b = {0};
    CHECK(open_report(&d) == OK);
    d.tok.row[3].gap = GAP_NONE;
    doc_conllu(&d, &b);
    CHECK_STR(buf_str(&b),
              "# newdoc id = sketch\n# sent_id = 1\n"
              "# text = Iran refused talks.\n"
              "1\tIran\tIran\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=B-LOC\n"
              "2\trefused\trefuse\tVERB\t_\t_\t0\troot\t_\t_\n"
              "3\ttalks\ttalk\tNOUN\t_\t_\t2\tobj\t_\tSpaceAfter=No\n"
              "4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
              "# sent_id = 2\n# text = They left\n"
              "1\tThey\tthey\tPRON\t_\t_\t2\tnsubj\t_\t_\n"
              "2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_\n\n");
    buf_reset(&b);
    d.have = 1 << LAYER_TOK | 1 << LAYER_SENT;
    d.sent.n = 0;
    doc_conllu(&d, &b);
    CHECK_STR(buf_str(&b), "# newdoc id = sketch\n");
    buf_free(&b);
    doc_close(&d);
}

static void test_labels(void)
{
    uint32_t bad = 0;
    for (int i = 1; i < N_MODE; i++)
        bad += !label_mode_table[i].mode ||
               label_mode_table[i].category < label_mode_table[i - 1].category;
    CHECK(bad == 0);
    CHECK(label_find(label_stance, N_STANCE, "refuses") == STANCE_REFUSES);
    CHECK(label_find(label_strength, N_STRENGTH, "may") == STRENGTH_MAY);
    CHECK(label_find(label_upos, N_UPOS, "NOPE") == -1);
    for (int i = 0; i < N_LAYER; i++)
        CHECK(doc_layer_name(i) != NULL);
    CHECK(doc_layer_name(N_LAYER) == NULL);
}

int main(void)
{
    test_open();
    test_days();
    test_words();
    test_check();
    test_check_records();
    test_dump();
    test_conllu();
    test_labels();
    return test_end();
}
