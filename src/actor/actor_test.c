#include "actor/actor.h"

#include "base/blob.h"
#include "base/test.h"
#include "doc/sketch.h"

#include <stdio.h>

static struct kb kb;
static struct doc d;
static struct work w;

/* Adds a mention over [beg, end) with its head; it stands for itself. */
static uint32_t mention(uint32_t beg, uint32_t end, uint32_t head)
{
    uint8_t upos = d.tag.row[head].upos;
    uint32_t m = d.mention.n;
    struct mention x = {.at = {beg, end}, .head = head, .antecedent = NONE,
        .chain = m, .p = 1,
        .kind = upos == UPOS_PRON    ? MENTION_PRONOUN
                : upos == UPOS_PROPN ? MENTION_NAME : MENTION_NOMINAL};
    CHECK(table_put(&d.mem, &d.mention, x));
    return m;
}

static void run(void)
{
    struct err e = {0};
    CHECK(actor_run(&kb, &w, &d, &e) == OK);
    CHECK(d.entity.n == d.mention.n);
    arena_reset(&w.mem);
}

static const char *text(str_id id)
{
    const char *s = doc_text(&d, id);
    return s ? s : "";
}

static void open(const char *date, const char *lines)
{
    CHECK(sketch_open(&d, date, lines) == OK);
}

static const char tillerson[] =
    "US US PROPN 2 compound\nSecretary secretary PROPN 0 root\n"
    "of of ADP 4 case\nState State PROPN 2 nmod\nRex Rex PROPN 2 flat\n"
    "Tillerson Tillerson PROPN 5 flat\n\n"
    "Tillerson Tillerson PROPN 2 nsubj\nspoke speak VERB 0 root\n";

static void office_in_the_phrase(void)
{
    open("2017-12-14", tillerson);
    CHECK(sketch_name(&d, 4, 6, NAME_PER));
    CHECK(sketch_name(&d, 6, 7, NAME_PER));
    uint32_t m = mention(0, 6, 1), n = mention(6, 7, 6);
    d.mention.row[n].antecedent = d.mention.row[n].chain = m;
    run();
    CHECK_STR(text(d.entity.row[m].actor), "USAGOV");
    CHECK_STR(text(d.entity.row[m].office), "Secretary of State");
    CHECK_STR(text(d.entity.row[m].name), "Rex Tillerson");
    CHECK(!d.entity.row[m].anonymous);
    CHECK_STR(text(d.entity.row[n].actor), "USAGOV");
    CHECK_STR(text(d.entity.row[n].name), "Rex Tillerson");
    CHECK(d.entity.row[n].via == VIA_COREFERENCE);
}

static void unnamed_official(void)
{
    open("2017-12-14", "a a DET 4 det\nWhite White PROPN 3 compound\n"
                       "House House PROPN 4 compound\n"
                       "official official NOUN 0 root\n");
    uint32_t m = mention(0, 4, 3);
    run();
    const struct entity *t = &d.entity.row[m];
    CHECK_STR(text(t->actor), "USAGOV");
    CHECK_STR(text(t->office), "White House official");
    CHECK(t->anonymous && !t->name);
    CHECK(t->via == VIA_ROLE);
}

static void rebels_of_another(void)
{
    open("2016-01-01", "Turkish Turkish ADJ 4 amod\n- - PUNCT 3 punct\n"
                       "backed back VERB 4 amod\nrebels rebel NOUN 0 root\n");
    uint32_t m = mention(0, 4, 3);
    run();
    CHECK(d.entity.row[m].via != VIA_ROLE || !d.entity.row[m].country);
    open("2016-01-01", "Peruvian Peruvian ADJ 2 amod\n"
                       "rebels rebel NOUN 0 root\n");
    m = mention(0, 2, 1);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "PERREB");
    CHECK_STR(text(d.entity.row[m].country), "PER");
    CHECK_STR(text(d.entity.row[m].group), "REB");
}

static void groups_and_bodies(void)
{
    open("2016-01-01", "Hamas Hamas PROPN 2 compound\n"
                       "fighters fighter NOUN 0 root\n\n"
                       "NATO NATO PROPN 0 root\n\n"
                       "the the DET 3 det\nAfrican African PROPN 3 compound\n"
                       "Union Union PROPN 0 root\n");
    uint32_t h = mention(0, 2, 1), n = mention(2, 3, 2), u = mention(3, 6, 5);
    run();
    CHECK(!d.entity.row[h].country);
    CHECK_STR(text(d.entity.row[h].group), "Hamas");
    CHECK_STR(text(d.entity.row[h].actor), "PSEREB");
    CHECK_STR(text(d.entity.row[n].country), "NATO");
    CHECK_STR(text(d.entity.row[u].country), "IGO");
    CHECK_STR(text(d.entity.row[u].group), "African Union");
}

/* Of a people, not of the state that is spoken of. */
static void people(void)
{
    open("2016-01-01", "Turkey Turkey PROPN 2 nsubj\nleft leave VERB 0 root\n\n"
                       "Kurdish Kurdish ADJ 2 amod\n"
                       "officials official NOUN 0 root\n");
    uint32_t m = mention(2, 4, 3);
    run();
    CHECK(!d.entity.row[m].country);
    CHECK_STR(text(d.entity.row[m].group), "Kurds");
}

static void letters_tell(void)
{
    open("2016-01-01", "US US PROPN 2 compound\ntroops troop NOUN 3 nsubj\n"
                       "told tell VERB 0 root\nus we PRON 3 obj\n");
    uint32_t m = mention(0, 2, 1), u = mention(3, 4, 3);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "USAMIL");
    CHECK(!d.entity.row[u].country);
}

static void terms_by_the_day(void)
{
    static const char blair[] = "Tony Tony PROPN 0 root\n"
                                "Blair Blair PROPN 1 flat\n";
    open("2005-01-01", blair);
    CHECK(sketch_name(&d, 0, 2, NAME_PER));
    uint32_t m = mention(0, 2, 0);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "GBRGOV");
    CHECK_STR(text(d.entity.row[m].office), "Prime Minister");
    open("2012-01-01", blair);
    CHECK(sketch_name(&d, 0, 2, NAME_PER));
    m = mention(0, 2, 0);
    run();
    CHECK_STR(text(d.entity.row[m].country), "GBR");
    CHECK_STR(text(d.entity.row[m].actor), "GBRELI");
    CHECK(strncmp(text(d.entity.row[m].office), "former ", 7) == 0);
}

/* A dateline yields to the state whose doing the sentence tells; an envoy is
 * not of those he is sent to, whatever the tree says. */
static void dateline(void)
{
    open("2016-01-01",
         "QUITO Quito PROPN 6 dep\n, , PUNCT 1 punct\n"
         "Ecuador Ecuador PROPN 1 nmod\n- - PUNCT 1 punct\n"
         "Peru Peru PROPN 6 nsubj\nagreed agree VERB 0 root\n\n"
         "The the DET 2 det\narmy army NOUN 3 nsubj\n"
         "left leave VERB 0 root\n\n"
         "Peru Peru PROPN 3 nmod\n's 's PART 1 case\n"
         "envoy envoy NOUN 0 root\nto to ADP 3 dep\n"
         "the the DET 6 det\nUN UN PROPN 3 nmod\n");
    uint32_t m = mention(6, 8, 7), v = mention(9, 15, 11);
    run();
    CHECK_STR(text(d.entity.row[m].country), "PER");
    CHECK_STR(text(d.entity.row[v].country), "PER");
    open("2016-01-01",
         "The the DET 2 det\narmy army NOUN 3 nsubj\n"
         "agreed agree VERB 0 root\nwith with ADP 5 case\n"
         "Peru Peru PROPN 3 obl\n\n"
         "Peru Peru PROPN 2 nsubj\nsaid say VERB 0 root\n"
         "in in ADP 4 case\nEcuador Ecuador PROPN 2 obl\n");
    m = mention(0, 2, 1);
    run();
    CHECK_STR(text(d.entity.row[m].country), "ECU");
}

static void possessor_and_seat(void)
{
    open("2016-01-01", "Peru Peru PROPN 3 nmod\n's 's PART 1 case\n"
                       "army army NOUN 0 root\n\n"
                       "Pyongyang Pyongyang PROPN 0 root\n");
    uint32_t m = mention(0, 3, 2), s = mention(3, 4, 3);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "PERMIL");
    CHECK_STR(text(d.entity.row[s].country), "PRK");
    CHECK(strstr(text(d.entity.row[s].entry), "capitals.tsv:") != NULL);
}

static void ambassador_to(void)
{
    open("2016-01-01", "the the DET 3 det\nFrench French ADJ 3 amod\n"
                       "ambassador ambassador NOUN 0 root\nto to ADP 5 case\n"
                       "Mali Mali PROPN 3 nmod\n");
    uint32_t m = mention(0, 5, 2);
    run();
    CHECK_STR(text(d.entity.row[m].country), "FRA");
}

/* The entity of the first `n` tokens, a person's name from `from` on. */
static const struct entity *person(const char *date, const char *lines,
                                   uint32_t from, uint32_t n)
{
    open(date, lines);
    CHECK(sketch_name(&d, from, n, NAME_PER));
    uint32_t m = mention(0, n, n - 1);
    run();
    return &d.entity.row[m];
}

static void surnames_by_the_day(void)
{
    static const char bush[] = "President President PROPN 2 compound\n"
                               "Bush Bush PROPN 0 root\n";
    static const char kim[] = "Kim Kim PROPN 2 nsubj\n"
                              "spoke speak VERB 0 root\n";
    const struct entity *t = person("1991-02-28", bush, 1, 2);
    CHECK_STR(text(t->actor), "USAGOV");
    t = person("1995-02-28", bush, 1, 2);
    CHECK(!t->country);
    t = person("2000-06-16", kim, 0, 1);
    CHECK(!t->country && strstr(text(t->ambiguous), "KORGOV"));
    CHECK(strstr(text(t->ambiguous), "PRKGOV") != NULL);
    t = person("2013-06-16", kim, 0, 1);
    CHECK_STR(text(t->actor), "PRKGOV");
}

static void names_in_other_order(void)
{
    static const char abe[] = "Abe Abe PROPN 0 root\n"
                              "Shinzo Shinzo PROPN 1 flat\n";
    static const char mbeki[] = "Thabo Thabo PROPN 0 root\n"
                                "Example Example PROPN 1 flat\n"
                                "Mbeki Mbeki PROPN 1 flat\n";
    CHECK_STR(text(person("2014-01-01", abe, 0, 2)->actor), "JPNGOV");
    CHECK_STR(text(person("2004-01-01", mbeki, 0, 3)->actor), "ZAFGOV");
}

static void lands_of_two_meanings(void)
{
    open("2012-11-21", "Congolese Congolese ADJ 2 amod\n"
                       "rebels rebel NOUN 0 root\n");
    uint32_t m = mention(0, 2, 1);
    run();
    CHECK(!d.entity.row[m].country);
    CHECK(strstr(text(d.entity.row[m].ambiguous), "COG") != NULL);
    CHECK(strstr(text(d.entity.row[m].ambiguous), "COD") != NULL);
    open("2012-11-21", "Congolese Congolese ADJ 2 amod\n"
                       "rebels rebel NOUN 3 nsubj\n"
                       "took take VERB 0 root\nGoma Goma PROPN 3 obj\n");
    m = mention(0, 2, 1);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "CODREB");
    open("2022-11-15", "Moscow Moscow PROPN 0 root\n, , PUNCT 3 punct\n"
                       "Idaho Idaho PROPN 1 appos\n");
    m = mention(0, 1, 0);
    run();
    CHECK_STR(text(d.entity.row[m].country), "USA");
}

static const char labour[] =
    "the the DET 3 det\nLabour Labour PROPN 3 compound\n"
    "Party Party PROPN 0 root\n\n";

/* A name that many parties share is nobody's until the report says whose. */
static void shared_party(void)
{
    char both[240];
    open("2019-12-13", labour);
    uint32_t m = mention(0, 3, 2);
    run();
    CHECK_STR(text(d.entity.row[m].country), "");
    CHECK_STR(text(d.entity.row[m].actor), "PTY");
    CHECK_STR(text(d.entity.row[m].group), "Labour Party");
    snprintf(both, sizeof both, "%sNorway Norway PROPN 2 nsubj\n"
                                "voted vote VERB 0 root\n", labour);
    open("2019-12-13", both);
    m = mention(0, 3, 2);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "NORPTY");
}

/* A people has no state; what its men do is theirs. */
static void people_and_role(void)
{
    open("2015-01-01", "12 12 NUM 3 nummod\nKurdish Kurdish ADJ 3 amod\n"
                       "fighters fighter NOUN 0 root\n");
    uint32_t m = mention(0, 3, 2);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "REB");
    CHECK_STR(text(d.entity.row[m].group), "Kurds");
}

/* One name, two councils: the day tells. */
static void councils_by_the_day(void)
{
    static const char council[] =
        "the the DET 4 det\nTransitional Transitional PROPN 4 amod\n"
        "Military Military PROPN 4 amod\nCouncil Council PROPN 0 root\n";
    open("2019-05-01", council);
    uint32_t m = mention(0, 4, 3);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "SDNGOV");
    open("2021-06-01", council);
    m = mention(0, 4, 3);
    run();
    CHECK_STR(text(d.entity.row[m].actor), "TCDGOV");
}

int main(void)
{
    struct err e = {0};
    size_t n = (size_t)(dm_blob_data_end - dm_blob_data);
    CHECK(kb_open(&kb, dm_blob_data, n, &e) == OK);
    office_in_the_phrase();
    unnamed_official();
    rebels_of_another();
    groups_and_bodies();
    people();
    letters_tell();
    terms_by_the_day();
    dateline();
    possessor_and_seat();
    ambassador_to();
    surnames_by_the_day();
    names_in_other_order();
    lands_of_two_meanings();
    shared_party();
    people_and_role();
    councils_by_the_day();
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
