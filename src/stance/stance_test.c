#include "stance/stance_in.h"

#include "base/test.h"
#include "doc/sketch.h"
#include "kb/kb_compile.h"

static struct arena mem;
static struct work work;
static struct kb kb;

static void open_kb(void)
{
    struct kb_file f[] = {
        {"connectives",
         "until\tuntil\nonly if\tonly_if\nif\tif\nbefore\tbefore\n"
         "any time\tnone\npreconditions\tnoun\n", 0},
        {"engagements", "talks\ttalks\n", 0},
        {"shift_words",
         "soften\tsoftens\twith\nstance\t-\tline\n"
         "walk back\twalks_back\ttell\nwalk\tsoftens\tkind\n", 0},
        {"term_acts", "raid\tdo\tAID\t07\nraid\trefrain\tASSAULT\t-\n"
                      "stop\t*\tstop\t-\n", 0},
    };
    struct err e = {0};
    void *block;
    size_t len;
    for (int i = 0; i < 4; i++)
        f[i].len = strlen(f[i].text);
    CHECK(kb_compile(f, 4, &mem, &block, &len, &e) == OK);
    CHECK(kb_open(&kb, block, len, &e) == OK);
}

static const char lines[] =
    "Peru Peru PROPN 3 nsubj\n"          /* 0 */
    "will will AUX 3 aux\n"              /* 1 */
    "refuse refuse VERB 0 root\n"        /* 2 */
    "talks talks NOUN 3 obj\n"           /* 3 */
    "with with ADP 6 case\n"             /* 4 */
    "Chile Chile PROPN 4 nmod\n"         /* 5 */
    "until until SCONJ 9 mark\n"         /* 6 */
    "Chile Chile PROPN 9 nsubj\n"        /* 7 */
    "stops stop VERB 3 advcl\n"          /* 8 */
    "raids raid NOUN 9 obj\n"            /* 9 */
    "for for ADP 13 case\n"              /* 10 */
    "30 30 NUM 13 nummod\n"              /* 11 */
    "days day NOUN 9 obl\n"              /* 12 */
    ". . PUNCT 3 punct\n";

static void put_entity(struct doc *d, uint32_t at, const char *country)
{
    struct mention m = {.at = {at, at + 1}, .head = at, .antecedent = NONE,
                        .chain = d->mention.n};
    struct entity n = {.country = doc_str(d, country, 3)};
    CHECK(table_put(&d->mem, &d->mention, m));
    CHECK(table_put(&d->mem, &d->entity, n));
}

static struct arg *put_arg(struct doc *d, uint32_t beg, uint32_t end,
                           uint8_t role)
{
    struct arg a = {.at = {beg, end}, .role = role, .p = 0.9f};
    CHECK(table_put(&d->mem, &d->arg, a));
    d->frame.row[d->frame.n - 1].arg.end = d->arg.n;
    return &d->arg.row[d->arg.n - 1];
}

static void put_frame(struct doc *d, uint32_t anchor, uint8_t type,
                      uint8_t cls)
{
    struct frame f = {.anchor = anchor, .type = type, .cls = cls, .p = 0.8f,
                      .kind = ENG_OTHER, .p_kind = 0.3f,
                      .arg = {d->arg.n, d->arg.n}, .window = {0, d->tok.n}};
    CHECK(table_put(&d->mem, &d->frame, f));
}

static void fill(struct doc *d)
{
    CHECK(sketch_open(d, "2020-01-08", lines) == OK);
    put_entity(d, 0, "PER");
    put_entity(d, 5, "CHL");
    put_entity(d, 7, "CHL");
    put_frame(d, 2, FRAME_POSITION, STANCE_REQUIRES);
    put_arg(d, 0, 1, ROLE_HOLDER);
    put_arg(d, 3, 6, ROLE_WHAT);
    put_arg(d, 6, 7, ROLE_MARK);
    struct arg *a = put_arg(d, 7, 10, ROLE_TERM);
    a->must = MUST_REFRAIN;
    a->relation = TERM_IF;
    a->p_relation = 0.5f;
}

static void test_position(void)
{
    struct doc d = {0};
    fill(&d);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 1 && d.term.n == 1);
    const struct position *p = d.position.row;
    CHECK(p->holder == 0 && p->engagement == ENG_TALKS);
    CHECK_STR(doc_text(&d, p->country), "PER");
    CHECK_STR(doc_text(&d, p->parties), "PER|CHL");
    const struct term *t = d.term.row;
    CHECK(t->relation == TERM_UNTIL && t->must == MUST_REFRAIN);
    CHECK_STR(doc_text(&d, t->party), "CHL");
    CHECK_STR(doc_text(&d, t->duration), "P30D");
    CHECK(t->category == CAT_ASSAULT && !t->cameo);
    doc_close(&d);
    fill(&d);
    d.arg.row[3].must = MUST_DO; /* the network erred: it is to stop */
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.term.row[0].must == MUST_REFRAIN);
    CHECK(d.term.row[0].category == CAT_ASSAULT);
    doc_close(&d);
}

/* A pronoun in a condition is the other side, whatever it was taken for. */
static void test_pronoun(void)
{
    static const char it[] =
        "Peru Peru PROPN 3 nsubj\nwill will AUX 3 aux\n"
        "refuse refuse VERB 0 root\ntalks talks NOUN 3 obj\n"
        "with with ADP 6 case\nChile Chile PROPN 4 nmod\n"
        "until until SCONJ 9 mark\nit it PRON 9 nsubj\n"
        "stops stop VERB 3 advcl\nraids raid NOUN 9 obj\n";
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", it) == OK);
    put_entity(&d, 0, "PER");
    put_entity(&d, 5, "CHL");
    put_entity(&d, 7, "PER");
    put_frame(&d, 2, FRAME_POSITION, STANCE_REQUIRES);
    put_arg(&d, 0, 1, ROLE_HOLDER);
    put_arg(&d, 3, 6, ROLE_WHAT);
    put_arg(&d, 7, 10, ROLE_TERM)->must = MUST_REFRAIN;
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.term.n == 1);
    CHECK_STR(doc_text(&d, d.term.row[0].party), "CHL");
    doc_close(&d);
}

/* A question tells no position; the words that call it a condition go. */
static void test_asked(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08",
                      "Will will AUX 3 aux\nPeru Peru PROPN 3 nsubj\n"
                      "talk talk VERB 0 root\n? ? PUNCT 3 punct\n") == OK);
    put_frame(&d, 2, FRAME_POSITION, STANCE_OFFERS);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.position.n == 0);
    doc_close(&d);
    CHECK(sketch_open(&d, "2020-01-08",
                      "Peru Peru PROPN 2 nsubj\nrefuses refuse VERB 0 root\n"
                      "until until SCONJ 8 mark\n"
                      "preconditions preconditions NOUN 8 nsubj\n"
                      "including include ADP 6 case\npeace peace NOUN 4 nmod\n"
                      "are be AUX 8 aux\nmet meet VERB 2 advcl\n") == OK);
    put_entity(&d, 0, "PER");
    put_frame(&d, 1, FRAME_POSITION, STANCE_REFUSES);
    put_arg(&d, 3, 8, ROLE_TERM);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.term.n == 1);
    struct span at = d.term.row[0].at;
    CHECK(at.beg == d.tok.row[5].at.beg && at.end == d.tok.row[5].at.end);
    doc_close(&d);
}

/* To refuse until is to require. */
static void test_own_terms(void)
{
    struct doc d = {0};
    fill(&d);
    d.frame.row[0].cls = STANCE_REFUSES;
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 1 && d.position.row[0].stance == STANCE_REQUIRES);
    CHECK(strstr(doc_text(&d, d.position.row[0].h.rule), "+rule:own-terms"));
    doc_close(&d);
    fill(&d);
    d.arg.n = d.frame.row[0].arg.end = 2;
    d.frame.row[0].cls = STANCE_REJECTS;
    d.dep.row[8].rel = REL_DEP;
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.row[0].stance == STANCE_REFUSES);
    CHECK(strstr(doc_text(&d, d.position.row[0].h.rule), "+rule:refused"));
    doc_close(&d);
}

/* The network found no term: grammar does, once, and "only" counts. */
static void test_tied(void)
{
    struct doc d = {0};
    fill(&d);
    d.frame.row[0].arg.end--;
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.term.n == 1 && d.term.row[0].relation == TERM_UNTIL);
    CHECK(d.term.row[0].must == MUST_REFRAIN);
    struct span s = d.term.row[0].at;
    CHECK(d.text[s.beg] == 'C' && s.end == d.tok.row[12].at.end);
    doc_close(&d);

    fill(&d);
    d.frame.row[0].arg.end--;
    d.frame.row[0].anchor = 8;
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    for (uint32_t i = 0; i < d.position.n; i++) {
        const struct position *p = &d.position.row[i];
        if (p->trigger.beg == d.tok.row[8].at.beg)
            CHECK(p->term.beg == p->term.end);
    }
    doc_close(&d);
}

/* An engagement and a condition tied by grammar, without any frame. */
static void test_needs(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", lines) == OK);
    put_entity(&d, 0, "PER");
    put_entity(&d, 7, "CHL");
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 1 && d.term.n == 1);
    const struct position *p = d.position.row;
    CHECK(p->stance == STANCE_REQUIRES && p->engagement == ENG_TALKS);
    CHECK_STR(doc_text(&d, p->h.rule), "grammar:engagement-until");
    CHECK(p->h.frame == NONE && d.term.row[0].relation == TERM_UNTIL);
    doc_close(&d);
    CHECK(sketch_open(&d, "2020-01-08",
                      "Chile Chile PROPN 3 nsubj\nmust must AUX 3 aux\n"
                      "leave leave VERB 0 root\nbefore before SCONJ 6 mark\n"
                      "talks talks NOUN 6 nsubj\nbegin begin VERB 3 advcl\n"
                      "\nPeru Peru PROPN 2 nsubj\nsaid say VERB 0 root\n"
                      ) == OK);
    put_entity(&d, 0, "CHL");
    put_entity(&d, 6, "PER");
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.position.n == 0);
    struct statement said = {.speaker = 1, .within = NONE};
    said.content = link_list(&d);
    CHECK(link_piece(&d, &said.content, (struct span){0, d.tok.row[5].at.end}));
    CHECK(table_put(&d.mem, &d.statement, said));
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 1 && d.term.n == 1);
    CHECK_STR(doc_text(&d, d.position.row[0].country), "PER");
    CHECK(d.term.row[0].relation == TERM_BEFORE);
    CHECK(d.term.row[0].at.beg == 0 &&
          d.term.row[0].at.end == d.tok.row[2].at.end);
    doc_close(&d);
}

/* Words of need, whatever the tree: what must be there before an engagement,
 * what must come first, and what a condition told before must include. */
static const char first[] =
    "Chile Chile PROPN 0 root\n"           /* 0 */
    "must must AUX 1 dep\n"
    "first first ADV 1 dep\n"
    "disarm disarm VERB 1 dep\n"           /* 3 */
    "for for ADP 1 dep\n"
    "talks talks NOUN 1 dep\n"             /* 5 */
    "\n"
    "This this PRON 0 root\n"              /* 6 */
    "must must AUX 1 dep\n"
    "include include VERB 1 dep\n"
    "no no DET 1 dep\n"                    /* 9 */
    "raids raid NOUN 1 dep\n"
    ". . PUNCT 1 punct\n"
    "\n"
    "There there PRON 0 root\n"            /* 12 */
    "would would AUX 1 dep\n"
    "have have VERB 1 dep\n"
    "to to PART 1 dep\n"
    "be be AUX 1 dep\n"
    "calm calm NOUN 1 dep\n"               /* 17 */
    "for for ADP 1 dep\n"
    "30 30 NUM 1 dep\n"
    "days day NOUN 1 dep\n"
    "before before ADP 1 dep\n"
    "talks talks NOUN 1 dep\n"             /* 22 */
    "\n"
    "Peru Peru PROPN 2 nsubj\nsaid say VERB 0 root\n";

static void test_musts(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", first) == OK);
    put_entity(&d, 0, "CHL");
    put_entity(&d, 23, "PER");
    struct statement said = {.speaker = 1, .within = NONE};
    said.content = link_list(&d);
    CHECK(link_piece(&d, &said.content,
                     (struct span){0, d.tok.row[22].at.end}));
    CHECK(table_put(&d.mem, &d.statement, said));
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 2 && d.term.n == 3);
    const struct position *p = d.position.row;
    CHECK_STR(doc_text(&d, p[0].h.rule), "grammar:must-first");
    CHECK_STR(doc_text(&d, p[1].h.rule), "grammar:must-be-before");
    CHECK(p[0].term.end - p[0].term.beg == 2);
    const struct term *t = &d.term.row[p[0].term.beg];
    CHECK(t[0].at.beg == d.tok.row[3].at.beg && t[0].must == MUST_DO);
    CHECK(t[1].at.beg == d.tok.row[9].at.beg && t[1].must == MUST_REFRAIN);
    t = &d.term.row[p[1].term.beg];
    CHECK(t->at.beg == d.tok.row[17].at.beg);
    CHECK(t->at.end == d.tok.row[17].at.end);
    CHECK_STR(doc_text(&d, t->duration), "P30D");
    doc_close(&d);
}

/* "Any time they like" sets no condition. */
static void test_no_term(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08",
                      "Peru Peru PROPN 2 nsubj\ntalks talk VERB 0 root\n"
                      "any any DET 4 det\ntime time NOUN 2 obl\n"
                      "Chile Chile PROPN 6 nsubj\nlikes like VERB 4 acl\n"
                      ) == OK);
    put_frame(&d, 1, FRAME_POSITION, STANCE_OFFERS);
    put_arg(&d, 4, 6, ROLE_TERM);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 1 && d.term.n == 0);
    doc_close(&d);
}

/* A voice whose side was guessed speaks for the one whose stand it tells; the
 * place, where the report was written, is no party; those who agree are each
 * other's side. */
static void test_voice(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08",
                      "QUITO Quito PROPN 6 dep\n- - PUNCT 1 punct\n"
                      "Peru Peru PROPN 6 nsubj\nand and CCONJ 5 cc\n"
                      "Chile Chile PROPN 3 conj\nagreed agree VERB 0 root\n"
                      "in in ADP 8 case\nCairo Cairo PROPN 6 obl\n"
                      "to to PART 10 mark\ntalk talk VERB 6 xcomp\n"
                      "he he PRON 12 nsubj\nsaid say VERB 6 parataxis\n"
                      ) == OK);
    put_entity(&d, 0, "ECU");
    put_entity(&d, 2, "PER");
    put_entity(&d, 4, "CHL");
    put_entity(&d, 7, "EGY");
    put_entity(&d, 10, "ECU");
    for (uint32_t i = 0; i < 5; i++)
        d.entity.row[i].p = 0.9f;
    d.entity.row[4].via = VIA_NOMINAL;
    d.entity.row[4].p = 0.4f;
    struct statement said = {.speaker = 4, .within = NONE};
    said.content = link_list(&d);
    CHECK(link_piece(&d, &said.content, (struct span){0, d.tok.row[9].at.end}));
    CHECK(table_put(&d.mem, &d.statement, said));
    put_frame(&d, 5, FRAME_POSITION, STANCE_ACCEPTS);
    put_arg(&d, 2, 3, ROLE_HOLDER);
    put_arg(&d, 4, 5, ROLE_HOLDER);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.position.n == 2);
    CHECK_STR(doc_text(&d, d.entity.row[4].country), "PER");
    CHECK_STR(doc_text(&d, d.position.row[0].parties), "PER|CHL");
    CHECK_STR(doc_text(&d, d.position.row[1].parties), "CHL|PER");
    doc_close(&d);
}

static void test_only(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08",
                      "Peru Peru PROPN 3 nsubj\nonly only ADV 3 advmod\n"
                      "talks talk VERB 0 root\nif if SCONJ 6 mark\n"
                      "Chile Chile PROPN 6 nsubj\nleaves leave VERB 3 advcl\n"
                      ) == OK);
    put_frame(&d, 2, FRAME_POSITION, STANCE_REQUIRES);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.term.n == 1 && d.term.row[0].relation == TERM_ONLY_IF);
    doc_close(&d);
}

static void test_waived(void)
{
    struct doc d = {0};
    fill(&d);
    d.arg.row[d.arg.n - 1].waived = true;
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.term.row[0].waived && d.term.row[0].relation == TERM_WITHOUT);
    CHECK(!d.term.row[0].party && d.term.row[0].must == MUST_NONE);
    doc_close(&d);
}

static void test_shift(void)
{
    struct doc d = {0};
    fill(&d);
    put_frame(&d, 8, FRAME_SHIFT, SHIFT_HARDENS);
    put_arg(&d, 0, 1, ROLE_WHO);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.shift.n == 1);
    CHECK(d.shift.row[0].to == 0 && d.shift.row[0].from == NONE);
    CHECK_STR(doc_text(&d, d.shift.row[0].principal), "PER");
    CHECK(d.shift.row[0].days == NO_DAY && d.shift.row[0].evidence.n == 2);
    doc_close(&d);
}

/* Words of the lexicon tell a shift when a position is near, and say its
 * kind; nouns for a position and words in between count. */
static const char softer[] =
    "Peru Peru PROPN 2 nsubj\n"
    "softened soften VERB 0 root\n"
    "its its PRON 4 nmod\n"
    "stance stance NOUN 2 obj\n"
    "and and CCONJ 6 cc\n"
    "walked walk VERB 2 conj\n"
    "it it PRON 6 obj\n"
    "back back ADV 6 advmod\n"
    "\n"
    "It it PRON 2 nsubj\n"
    "softened soften VERB 0 root\n"
    "butter butter NOUN 2 obj\n";

static void test_words(void)
{
    struct doc d = {0};
    struct told t;
    struct stance s = {&kb, &work, &d, NULL};
    CHECK(sketch_open(&d, "2020-01-08", softer) == OK);
    CHECK(stance_told(&s, 1, &t) && t.alone && t.kind == SHIFT_SOFTENS);
    CHECK(stance_told(&s, 5, &t) && t.alone && t.kind == SHIFT_WALKS_BACK);
    CHECK(t.at.beg == 5 && t.at.end == 8);
    CHECK(stance_told(&s, 9, &t) && !t.alone);
    CHECK(!stance_told(&s, 3, &t));
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.shift.n == 0);
    put_entity(&d, 0, "PER");
    put_frame(&d, 1, FRAME_POSITION, STANCE_OFFERS);
    put_arg(&d, 0, 1, ROLE_HOLDER);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK && d.shift.n == 2);
    CHECK(d.shift.row[0].kind == SHIFT_SOFTENS && d.shift.row[0].to == 0);
    CHECK_STR(doc_text(&d, d.shift.row[1].h.rule), "shift_words:walk back");
    doc_close(&d);
}

/* Peru offers talks with Chile . Lima refuses talks with Chile . */
static const char quarrel[] =
    "Peru Peru PROPN 2 nsubj\n"
    "offers offer VERB 0 root\n"
    "Chile Chile PROPN 2 obj\n"
    "\n"
    "Lima Lima PROPN 2 nsubj\n"
    "refuses refuse VERB 0 root\n"
    "Chile Chile PROPN 2 obj\n";

static void test_compare(void)
{
    struct doc d = {0};
    CHECK(sketch_open(&d, "2020-01-08", quarrel) == OK);
    for (uint32_t t = 0; t < 6; t++) {
        if (t % 3 != 1)
            put_entity(&d, t, t % 3 ? "CHL" : "PER");
    }
    put_frame(&d, 1, FRAME_POSITION, STANCE_OFFERS);
    put_arg(&d, 0, 1, ROLE_HOLDER);
    put_arg(&d, 2, 3, ROLE_WHAT);
    put_frame(&d, 4, FRAME_POSITION, STANCE_REFUSES);
    put_arg(&d, 3, 4, ROLE_HOLDER);
    put_arg(&d, 5, 6, ROLE_WHAT);
    CHECK(stance_run(&kb, &work, &d, NULL) == OK);
    CHECK(d.position.n == 2 && d.shift.n == 1);
    CHECK(d.shift.row[0].kind == SHIFT_CONTRADICTS);
    CHECK(d.shift.row[0].from == 0 && d.shift.row[0].to == 1);
    CHECK(d.shift.row[0].trigger.beg == d.shift.row[0].trigger.end);
    CHECK_STR(doc_text(&d, d.shift.row[0].h.rule), "compare:open/refuses");
    doc_close(&d);
}

static void test_codes(void)
{
    struct codes c = {.n = 0};
    char out[16];
    stance_code_add(&c, "PER");
    stance_code_add(&c, "New Front");
    stance_code_add(&c, "PER");
    stance_code_add(&c, NULL);
    CHECK_STR(c.text, "PER|New Front");
    CHECK(stance_code_in(&c, "New Front") && !stance_code_in(&c, "New"));
    CHECK_STR(stance_code_other(&c, "PER", out, sizeof out), "New Front");
    stance_code_add(&c, "CHL");
    CHECK(!stance_code_other(&c, "PER", out, sizeof out));
}

int main(void)
{
    open_kb();
    test_position();
    test_pronoun();
    test_asked();
    test_own_terms();
    test_tied();
    test_needs();
    test_musts();
    test_no_term();
    test_voice();
    test_only();
    test_waived();
    test_shift();
    test_words();
    test_compare();
    test_codes();
    arena_free(&mem);
    arena_free(&work.mem);
    return test_end();
}
