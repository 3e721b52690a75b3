/* Phrases, contents and merging on hand-drawn trees. */
#include "frame/frame_in.h"

#include "base/test.h"
#include "doc/sketch.h"

static char text[400];

/* The words of a run. */
static const char *words(const struct doc *d, struct run r)
{
    struct span s = doc_span(d, r);
    snprintf(text, sizeof text, "%.*s", (int)(s.end - s.beg),
             d->text + s.beg);
    return text;
}

static const char commander[] =
    "the the DET 3 det\nNigerian Nigerian ADJ 3 amod\n"
    "commander commander NOUN 12 nsubj\nof of ADP 6 case\n"
    "ECOMOG ECOMOG PROPN 6 compound\ntroops troop NOUN 3 nmod\n"
    "in in ADP 8 case\nMonrovia Monrovia PROPN 3 nmod\n"
    ", , PUNCT 10 punct\nAkpan Akpan PROPN 3 appos\n, , PUNCT 10 punct\n"
    "warned warn VERB 0 root\nrebels rebel NOUN 12 obj\n";

static void phrase_gets_its_edges(struct doc *d)
{
    struct run out[4];
    CHECK(sketch_open(d, "", commander) == OK);
    CHECK(clean_phrases(d, (struct run){2, 3}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "the Nigerian commander of ECOMOG troops");
    CHECK(clean_phrases(d, (struct run){0, 11}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]),
              "the Nigerian commander of ECOMOG troops in Monrovia");
    CHECK(clean_phrases(d, (struct run){9, 10}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "Akpan");
    CHECK(clean_phrases(d, (struct run){12, 13}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "rebels");
    CHECK(clean_phrases(d, (struct run){8, 9}, true, out, 4) == 0);
}

static const char joint[] =
    "Both both CCONJ 2 cc\nFrance France PROPN 6 nsubj\n"
    "and and CCONJ 5 cc\nthe the DET 5 det\nGermans German PROPN 2 conj\n"
    "backed back VERB 0 root\nChile Chile PROPN 9 nmod\n's 's PART 7 case\n"
    "offer offer NOUN 6 obj\n";

static void coordinated_parts(struct doc *d)
{
    struct run out[4];
    CHECK(sketch_open(d, "", joint) == OK);
    CHECK(clean_phrases(d, (struct run){0, 5}, true, out, 4) == 2);
    CHECK_STR(words(d, out[0]), "France");
    CHECK_STR(words(d, out[1]), "the Germans");
    CHECK(clean_phrases(d, (struct run){1, 5}, false, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "France and the Germans");
    CHECK(clean_phrases(d, (struct run){6, 8}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "Chile");
}

static void a_name_is_one(struct doc *d)
{
    struct run out[4];
    CHECK(sketch_open(d, "",
                      "the the DET 2 det\nMinistry Ministry PROPN 6 nsubj\n"
                      "of of ADP 4 case\nTrade Trade PROPN 2 nmod\n"
                      "(x) x PROPN 2 flat\nmet meet VERB 0 root\n"
                      "Ali Ali PROPN 6 obj\nBaba Baba PROPN 7 flat\n") == OK);
    CHECK(sketch_name(d, 1, 5, NAME_ORG));
    CHECK(sketch_name(d, 6, 8, NAME_PER));
    CHECK(clean_phrases(d, (struct run){3, 4}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "the Ministry of Trade (x)");
    CHECK(clean_phrases(d, (struct run){7, 8}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "Ali Baba");
}

static const char raid[] =
    "At at ADP 4 case\nleast least ADJ 3 nmod\nsix six NUM 4 nummod\n"
    "troops troop NOUN 5 nsubj\nshelled shell VERB 0 root\n"
    "an a DET 8 det\narmy army NOUN 8 compound\npost post NOUN 5 obj\n"
    "in in ADP 12 case\nthe the DET 12 det\nold old ADJ 12 amod\n"
    "town town NOUN 5 obl\nof of ADP 14 case\nTarlan Tarlan PROPN 12 nmod\n";

static void edges_that_were_cut(struct doc *d)
{
    struct run out[4];
    CHECK(sketch_open(d, "", raid) == OK);
    CHECK(clean_phrases(d, (struct run){0, 4}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "At least six troops");
    CHECK(clean_phrases(d, (struct run){3, 4}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "At least six troops");
    CHECK(clean_phrases(d, (struct run){5, 7}, true, out, 4) == 1);
    CHECK_STR(words(d, out[0]), "an army post");
    CHECK_STR(words(d, clean_place(d, (struct run){8, 10})),
              "the old town of Tarlan");
    CHECK_STR(words(d, clean_place(d, (struct run){8, 13})),
              "the old town of Tarlan");
    CHECK(clean_place(d, (struct run){8, 9}).end -
          clean_place(d, (struct run){8, 9}).beg == 0);
}

static void a_party_ends_before_its_verb(struct doc *d)
{
    struct found x = {.f = {.anchor = 4, .type = FRAME_EVENT}};
    CHECK(sketch_open(d, "", raid) == OK);
    d->dep.row[4].head = 3;
    x.arg[x.n_arg++] = (struct arg){.at = {0, 5}, .role = ROLE_ACTOR, .p = 1};
    clean_args(d, &x);
    CHECK(x.n_arg == 1);
    CHECK_STR(words(d, x.arg[0].at), "At least six troops");
}

static const char quoted[] =
    "\" \" PUNCT 4 punct\nTalks talk NOUN 4 nsubj\nare be AUX 4 cop\n"
    "over over ADJ 7 ccomp\n, , PUNCT 4 punct\n\" \" PUNCT 4 punct\n"
    "said say VERB 0 root\nhe he PRON 7 nsubj\n, , PUNCT 7 punct\n"
    "adding add VERB 7 advcl\nthat that SCONJ 13 mark\n"
    "Peru Peru PROPN 13 nsubj\nleft leave VERB 10 ccomp\n"
    "early early ADV 13 advmod\n. . PUNCT 7 punct\n";

static struct found said(uint32_t anchor, struct run content)
{
    struct found x = {.f = {.anchor = anchor, .type = FRAME_STATEMENT,
                            .cls = STM_CUE, .p = 0.9f}};
    x.arg[x.n_arg++] = (struct arg){.at = content, .role = ROLE_CONTENT,
                                    .p = 0.9f};
    return x;
}

static void contents_are_whole(struct doc *d)
{
    CHECK(sketch_open(d, "", quoted) == OK);
    struct found x = said(6, (struct run){1, 4});
    clean_args(d, &x);
    CHECK(x.n_arg == 1);
    CHECK_STR(words(d, x.arg[0].at), "\" Talks are over , \"");
    x = said(9, (struct run){10, 13});
    clean_args(d, &x);
    CHECK(x.n_arg == 1);
    CHECK_STR(words(d, x.arg[0].at), "Peru left early");
}

static void pieces_join_but_not_over_the_cue(struct doc *d)
{
    CHECK(sketch_open(d, "", quoted) == OK);
    struct found x = said(6, (struct run){1, 2});
    x.arg[x.n_arg++] = (struct arg){.at = {3, 4}, .role = ROLE_CONTENT};
    x.arg[x.n_arg++] = (struct arg){.at = {11, 14}, .role = ROLE_CONTENT};
    clean_args(d, &x);
    CHECK(x.n_arg == 2);
    CHECK_STR(words(d, x.arg[1].at), "Peru left early");
}

static const char until[] =
    "until until SCONJ 5 mark\nthe the DET 3 det\n"
    "government government NOUN 5 nsubj\n's 's PART 3 case\n"
    "punishes punish VERB 9 advcl\nsoldiers soldier NOUN 5 obj\n"
    "here here ADV 5 advmod\n, , PUNCT 9 punct\nwait wait VERB 0 root\n";

static void terms_are_whole(struct doc *d)
{
    CHECK(sketch_open(d, "", until) == OK);
    CHECK_STR(words(d, clean_term(d, (struct run){1, 3})),
              "the government 's punishes soldiers here");
    CHECK_STR(words(d, clean_term(d, (struct run){4, 5})),
              "punishes soldiers here");
    CHECK_STR(words(d, clean_term(d, (struct run){1, 8})),
              "the government 's punishes soldiers here");
}

static void one_statement_is_kept(struct doc *d)
{
    CHECK(sketch_open(d, "", quoted) == OK);
    struct found x[2] = {said(6, (struct run){11, 14}),
                         said(9, (struct run){11, 14})};
    x[1].f.p = 0.5f;
    CHECK(merge_frames(d, x, 2) == 1);
    CHECK(x[0].f.anchor == 6);
    struct found y[2] = {said(6, (struct run){1, 4}),
                         said(9, (struct run){11, 14})};
    CHECK(merge_frames(d, y, 2) == 2);
}

int main(void)
{
    struct doc d = {0};
    phrase_gets_its_edges(&d);
    coordinated_parts(&d);
    a_name_is_one(&d);
    edges_that_were_cut(&d);
    a_party_ends_before_its_verb(&d);
    contents_are_whole(&d);
    pieces_join_but_not_over_the_cue(&d);
    terms_are_whole(&d);
    one_statement_is_kept(&d);
    doc_close(&d);
    return test_end();
}
