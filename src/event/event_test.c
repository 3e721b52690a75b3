#include "event/event_in.h"

#include "base/test.h"
#include "link/link.h"
#include "doc/sketch.h"
#include "kb/kb_compile.h"

static struct arena mem;
static struct work work;
static struct kb kb;

static void open_kb(void)
{
    static const struct kb_file files[] = {
        {"event_acts", "if\tmark\t-\ntest missile\tMOBILIZE\tweapons\n"
         "withdraw\tRETREAT\twithdraw\n", 0},
        {"event_codes",
         "ASSAULT\t*\t190\nREJECT/meet\t>mediator\t126\n"
         "REJECT/meet\tcall off+@diplomatic\t1250\nREJECT/meet\t*\t125\n", 0},
        {"event_veto", "goalkeeper\tsport\t*\nstorm\tweather\tASSAULT\n", 0},
        {"factuality", "not\tadvmod\tneg\nwill\taux\tfut\nif\tmark\thyp\n", 0},
        {"goldstein", "12\t-4\n125\t-5\n19\t-10\n", 0},
        {"offices", "#! office name source\ngovernor\town\n", 0},
        {"place_words", "town\tcity\town\n", 0},
    };
    enum { N_FILE = sizeof files / sizeof *files };
    struct kb_file f[N_FILE];
    struct err e = {0};
    void *block;
    size_t len;
    for (int i = 0; i < N_FILE; i++) {
        f[i] = files[i];
        f[i].len = strlen(f[i].text);
    }
    CHECK(kb_compile(f, N_FILE, &mem, &block, &len, &e) == OK);
    CHECK_STR(e.msg, "");
    CHECK(kb_open(&kb, block, len, &e) == OK);
}

static const char lines[] =
    "Peru Peru PROPN 4 nsubj\n"
    "did do AUX 4 aux\n"
    "not not PART 4 advmod\n"
    "meet meet VERB 0 root\n"
    "the the DET 6 det\n"
    "mediator mediator NOUN 4 obj\n"
    "on on ADP 8 case\n"
    "Monday Monday PROPN 4 obl\n"
    ". . PUNCT 4 punct\n";

static void put_arg(struct doc *d, uint32_t beg, uint32_t end, uint8_t role)
{
    struct arg a = {.at = {beg, end}, .role = role, .p = 0.9f};
    struct mention m = {.at = {beg, end}, .head = end - 1, .antecedent = NONE,
                        .chain = d->mention.n};
    CHECK(table_put(&d->mem, &d->arg, a));
    CHECK(table_put(&d->mem, &d->mention, m));
    d->frame.row[d->frame.n - 1].arg.end = d->arg.n;
}

static void put_frame(struct doc *d, uint32_t anchor, uint8_t cls)
{
    struct frame f = {.anchor = anchor, .type = FRAME_EVENT, .cls = cls,
                      .p = 0.8f, .p_anchor = 0.9f,
                      .arg = {d->arg.n, d->arg.n}, .window = {0, d->tok.n}};
    CHECK(table_put(&d->mem, &d->frame, f));
}

static uint8_t mode(uint8_t category, const char *name)
{
    for (uint8_t i = 1; i < N_MODE; i++) {
        if (label_mode_table[i].category == category &&
            !strcmp(label_mode_table[i].mode, name))
            return i;
    }
    return 0;
}

static void test_event(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", lines) == OK);
    struct date t = {.at = {7, 8}, .from = doc_day(2020, 1, 6),
                     .to = doc_day(2020, 1, 6), .basis = BASIS_RELATIVE};
    CHECK(table_put(&d.mem, &d.date, t));
    put_frame(&d, 3, CAT_REJECT);
    put_arg(&d, 0, 1, ROLE_ACTOR);
    put_arg(&d, 4, 6, ROLE_RECIPIENT);
    d.frame.row[0].mode = mode(CAT_REJECT, "meet");
    CHECK(event_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.event.n == 1);
    const struct event *v = d.event.row;
    CHECK_STR(doc_text(&d, v->cameo), "126");
    CHECK(v->goldstein < -3.9f && v->goldstein > -4.1f); /* of its root */
    CHECK(v->quad == 3 && v->score < 0);
    CHECK(v->h.day == doc_day(2020, 1, 6) && v->h.basis == BASIS_RELATIVE);
    CHECK(v->actor.n == 1 && v->recipient.n == 1 && v->reported_by == NONE);
    CHECK_STR(doc_text(&d, v->h.rule), "frame:REJECT/meet/meet");
    CHECK(event_fact(&kb, &d, 3) == FACT_NEG);
    d.event.n = 0;
    d.date.row[0].from = d.date.row[0].to = doc_day(1994, 1, 1);
    CHECK(event_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.event.row[0].fact & FACT_HIST);
    doc_close(&d);
}

/* The storm hit the coast . */
static const char weather[] =
    "storm storm NOUN 2 nsubj\n"
    "hit hit VERB 0 root\n"
    "coast coast NOUN 2 obj\n";

static void test_veto(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", weather) == OK);
    put_frame(&d, 1, CAT_ASSAULT);
    CHECK(event_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.event.n == 0 && d.note.n == 1);
    d.frame.row[0].cls = CAT_COERCE;
    CHECK(event_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.event.n == 1);
    CHECK_STR(doc_text(&d, d.event.row[0].cameo) ? "code" : "none", "none");
    doc_close(&d);
}

/* The place of an event at `anchor` where row {beg, end} is a known place, in
 * no role or in that one. */
static bool has_place(const char *text, uint32_t anchor, uint8_t category,
                      struct run at, int role)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", text) == OK);
    struct place p = {.at = at, .precision = PLACE_CITY};
    p.entry = doc_str(&d, "x", 1);
    CHECK(table_put(&d.mem, &d.place, p));
    put_frame(&d, anchor, category);
    if (role >= 0)
        put_arg(&d, at.beg, at.end, (uint8_t)role);
    CHECK(event_run(&kb, &work, &d, NULL) == OK && d.event.n == 1);
    bool has = d.event.row[0].place == 0;
    doc_close(&d);
    return has;
}

/* Of two places the one in the event's own clause, whatever the network
 * says: "as mobs rioted in Lima, five were killed in Puno". */
static void test_own_clause(void)
{
    struct doc d = {0};
    struct place p[2] = {{.at = {3, 4}, .precision = PLACE_CITY},
                         {.at = {8, 9}, .precision = PLACE_CITY}};
    CHECK(sketch_open(&d, "2020-01-08",
                      "mobs mob NOUN 2 nsubj\nrioted riot VERB 7 advcl\n"
                      "in in ADP 4 case\nLima Lima PROPN 2 obl\n"
                      "five five NUM 7 nsubj\nwere be AUX 7 aux\n"
                      "killed kill VERB 0 root\nin in ADP 9 case\n"
                      "Puno Puno PROPN 7 obl\n") == OK);
    for (int i = 0; i < 2; i++) {
        p[i].entry = doc_str(&d, "x", 1);
        CHECK(table_put(&d.mem, &d.place, p[i]));
    }
    put_frame(&d, 6, CAT_ASSAULT);
    put_arg(&d, 3, 4, ROLE_PLACE);
    CHECK(event_run(&kb, &work, &d, NULL) == OK && d.event.n == 1);
    CHECK(d.event.row[0].place == 1);
    doc_close(&d);
}

static void test_place(void)
{
    static const char clash[] = "clashes clash NOUN 2 nsubj\n"
        "broke break VERB 0 root\nin in ADP 4 case\n"
        "Lima Lima PROPN 2 obl\n";
    static const char town[] = "shelled shell VERB 0 root\n"
        "the the DET 3 det\ntown town NOUN 1 obj\nof of ADP 5 case\n"
        "Puno Puno PROPN 3 nmod\n";
    static const char office[] = "governor governor NOUN 4 nsubj\n"
        "of of ADP 3 case\nPuno Puno PROPN 1 nmod\n"
        "arrested arrest VERB 0 root\n";
    static const char said[] = "troops troops NOUN 2 nsubj\n"
        "attacked attack VERB 0 root\n, , PUNCT 2 punct\n"
        "he he PRON 5 nsubj\nsaid say VERB 2 parataxis\n"
        "in in ADP 7 case\nLima Lima PROPN 5 obl\n";
    static const char visit[] = "visited visit VERB 0 root\n"
        "Lima Lima PROPN 1 obj\n";
    static const char leave[] = "withdrawal withdrawal NOUN 0 root\n"
        "from from ADP 3 case\nNiger Niger PROPN 1 nmod\n";
    CHECK(has_place(clash, 0, CAT_ASSAULT, (struct run){3, 4}, -1));
    CHECK(has_place(town, 0, CAT_COERCE, (struct run){2, 5}, ROLE_RECIPIENT));
    CHECK(!has_place(office, 3, CAT_COERCE, (struct run){2, 3}, ROLE_PLACE));
    CHECK(!has_place(said, 1, CAT_ASSAULT, (struct run){6, 7}, -1));
    CHECK(has_place(visit, 0, CAT_CONSULT, (struct run){1, 2}, -1));
    CHECK(has_place(leave, 0, CAT_RETREAT, (struct run){2, 3}, -1));
    CHECK(!has_place(visit, 0, CAT_ACCUSE, (struct run){1, 2}, -1));
}

/* The act of an "if" that no frame has; somebody must do it, and what a side
 * should do is a term, no event. */
static void test_act(void)
{
    static const char acts[] =
        "if if SCONJ 3 mark\nPeru Peru PROPN 3 nsubj\n"
        "decided decide VERB 0 root\nto to PART 5 mark\n"
        "test test VERB 3 xcomp\na a DET 7 det\n"
        "missile missile NOUN 5 obj\n\n"
        "if if SCONJ 3 mark\nPeru Peru PROPN 3 nsubj\n"
        "withdraws withdraw VERB 0 root\n\n"
        "Peru Peru PROPN 2 nsubj\ntested test VERB 0 root\n"
        "missiles missile NOUN 2 obj\n";
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", acts) == OK);
    CHECK(event_run(&kb, &work, &d, NULL) == OK && d.event.n == 0);
    for (uint32_t t = 1; t <= 10; t += t == 1 ? 7 : 2) {
        struct mention m = {.at = {t, t + 1}, .head = t, .antecedent = NONE};
        struct entity n = {.country = doc_str(&d, "PER", 3)};
        CHECK(table_put(&d.mem, &d.mention, m));
        CHECK(table_put(&d.mem, &d.entity, n));
    }
    CHECK(event_run(&kb, &work, &d, NULL) == OK && d.event.n == 1);
    const struct event *v = d.event.row;
    CHECK(v->category == CAT_MOBILIZE);
    CHECK(v->mode == mode(CAT_MOBILIZE, "weapons"));
    CHECK(v->fact == FACT_HYP && v->actor.n == 1 && v->recipient.n == 0);
    CHECK_STR(doc_text(&d, v->h.rule), "event_acts:test missile");
    doc_close(&d);
}

int main(void)
{
    open_kb();
    test_act();
    test_place();
    test_own_clause();
    test_event();
    test_veto();
    arena_free(&mem);
    arena_free(&work.mem);
    return test_end();
}
