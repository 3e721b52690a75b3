#include "place/place.h"

#include "base/blob.h"
#include "base/test.h"
#include "doc/sketch.h"

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

int main(void)
{
    struct err e = {0};
    size_t n = (size_t)(dm_blob_data_end - dm_blob_data);
    CHECK(kb_open(&kb, dm_blob_data, n, &e) == OK);
    names();
    context_picks_the_town();
    phrases();
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
