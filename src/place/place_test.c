#include "place/place.h"

#include "base/blob.h"
#include "base/test.h"
#include "doc/sketch.h"

#include <string.h>

static struct kb kb;
static struct doc d;
static struct work w;

static void run(void)
{
    struct err e = {0};
    CHECK(place_run(&kb, &w, &d, &e) == OK);
    arena_reset(&w.mem);
}

static const char *text(str_id id)
{
    const char *s = doc_text(&d, id);
    return s ? s : "";
}

static void names(void)
{
    CHECK(sketch_open(&d, "2016-01-01",
                      "Paris Paris PROPN 0 root\n\nPeru Peru PROPN 0 root\n\n"
                      "Crimea Crimea PROPN 0 root\n\n"
                      "Paris Paris PROPN 0 root\n, , PUNCT 3 punct\n"
                      "Texas Texas PROPN 1 appos\n") == OK);
    CHECK(sketch_name(&d, 0, 1, NAME_LOC));
    CHECK(sketch_name(&d, 1, 2, NAME_LOC));
    CHECK(sketch_name(&d, 2, 3, NAME_LOC));
    run();
    CHECK(d.place.n == 3);
    CHECK_STR(text(d.place.row[0].country), "FRA");
    CHECK(d.place.row[0].precision == PLACE_CITY && d.place.row[0].located);
    CHECK(d.place.row[0].lat > 48 && d.place.row[0].lat < 49);
    CHECK_STR(text(d.place.row[1].country), "PER");
    CHECK(d.place.row[1].precision == PLACE_COUNTRY);
    CHECK(d.place.row[2].precision == PLACE_REGION);
}

static void context_picks_the_town(void)
{
    CHECK(sketch_open(&d, "2016-01-01",
                      "Canada Canada PROPN 0 root\n\n"
                      "London London PROPN 0 root\n") == OK);
    CHECK(sketch_name(&d, 1, 2, NAME_LOC));
    run();
    CHECK_STR(text(d.place.row[0].country), "CAN");
}

static void phrases(void)
{
    CHECK(sketch_open(&d, "2016-01-01",
                      "a a DET 3 det\nrefugee refugee NOUN 3 compound\n"
                      "camp camp NOUN 0 root\nin in ADP 5 case\n"
                      "Jenin Jenin PROPN 3 nmod\n\n"
                      "the the DET 2 det\nairport airport NOUN 0 root\n") ==
          OK);
    struct arg camp = {.at = {0, 5}, .role = ROLE_PLACE};
    struct arg port = {.at = {5, 7}, .role = ROLE_PLACE};
    CHECK(table_put(&d.mem, &d.arg, camp) && table_put(&d.mem, &d.arg, port));
    CHECK(sketch_name(&d, 4, 5, NAME_LOC));
    run();
    CHECK(d.place.n == 3);
    CHECK(d.place.row[0].at.beg == 0 && d.place.row[0].at.end == 5);
    CHECK_STR(text(d.place.row[0].country), "PSE");
    CHECK(d.place.row[2].precision == PLACE_SITE);
    CHECK(!d.place.row[2].located && !d.place.row[2].country);
}

/* One place argument over tokens [beg, end) of a sentence. */
static const struct place *place_in(const char *lines, uint32_t beg,
                                    uint32_t end)
{
    CHECK(sketch_open(&d, "2016-01-01", lines) == OK);
    struct arg a = {.at = {beg, end}, .role = ROLE_PLACE};
    CHECK(table_put(&d.mem, &d.arg, a));
    run();
    CHECK(d.place.n >= 1);
    return &d.place.row[0];
}

static void parts_of_states(void)
{
    const struct place *p = place_in(
        "Springfield Springfield PROPN 0 root\n, , PUNCT 3 punct\n"
        "Illinois Illinois PROPN 1 appos\n. . PUNCT 1 punct\n", 0, 3);
    CHECK_STR(text(p->country), "USA");
    CHECK(p->located && p->lat > 39.7f && p->lat < 39.9f);
    CHECK(strstr(text(p->rivals), "USA"));
    p = place_in("London London PROPN 0 root\n, , PUNCT 3 punct\n"
                 "Ontario Ontario PROPN 1 appos\n", 0, 3);
    CHECK_STR(text(p->country), "CAN");
    CHECK(strstr(text(p->rivals), "GBR"));
}

static void regions(void)
{
    const struct place *p = place_in("Kayseri Kayseri PROPN 2 compound\n"
                                     "Province Province PROPN 0 root\n",
                                     0, 2);
    CHECK_STR(text(p->country), "TUR");
    CHECK(p->precision == PLACE_REGION && !p->located);
    p = place_in("eastern eastern ADJ 2 amod\nUkraine Ukraine PROPN 0 root\n",
                 0, 2);
    CHECK_STR(text(p->country), "UKR");
    CHECK(p->precision == PLACE_REGION && !p->located);
    p = place_in("South South PROPN 2 compound\nAfrica Africa PROPN 0 root\n",
                 0, 2);
    CHECK(p->precision == PLACE_COUNTRY);
}

static void demonyms(void)
{
    const struct place *p = place_in(
        "the the DET 3 det\nTurkish turkish ADJ 3 amod\n"
        "city city NOUN 0 root\nof of ADP 5 case\n"
        "Nowhereabad Nowhereabad PROPN 3 nmod\n", 0, 5);
    CHECK_STR(text(p->country), "TUR");
    CHECK(p->precision == PLACE_CITY && !p->located);
    p = place_in("the the DET 3 det\nDanish danish ADJ 3 amod\n"
                 "embassy embassy NOUN 0 root\n", 0, 3);
    CHECK(!p->country && p->precision == PLACE_SITE);
    p = place_in("the the DET 3 det\nTurkish turkish ADJ 3 amod\n"
                 "border border NOUN 0 root\n", 0, 3);
    CHECK(!p->country && p->precision == PLACE_REGION);
}

/* A phrase goes on with what is said behind it of where it is. */
static void wider(void)
{
    const struct place *p = place_in(
        "a a DET 2 det\nbar bar NOUN 0 root\nin in ADP 5 case\n"
        "North North PROPN 5 compound\nKivu Kivu PROPN 2 nmod\n", 0, 2);
    CHECK(p->at.beg == 0 && p->at.end == 5);
    CHECK_STR(text(p->country), "COD");
    p = place_in("a a DET 2 det\nbar bar NOUN 5 obl\nby by ADP 4 case\n"
                 "Israel Israel PROPN 5 obl\nshelled shell VERB 0 root\n",
                 0, 2);
    CHECK(p->at.end == 2 && !p->country);
}

static void lists(void)
{
    const struct place *p = place_in(
        "Beijing Beijing PROPN 0 root\n, , PUNCT 3 punct\n"
        "Islamabad Islamabad PROPN 1 conj\nand and CCONJ 5 cc\n"
        "Riyadh Riyadh PROPN 1 conj\n", 0, 1);
    CHECK_STR(text(p->country), "CHN");
}

int main(void)
{
    struct err e = {0};
    size_t n = (size_t)(dm_blob_data_end - dm_blob_data);
    CHECK(kb_open(&kb, dm_blob_data, n, &e) == OK);
    names();
    context_picks_the_town();
    phrases();
    parts_of_states();
    regions();
    demonyms();
    wider();
    lists();
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
