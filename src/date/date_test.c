#include "date/date.h"

#include "base/blob.h"
#include "base/test.h"
#include "doc/sketch.h"
#include "kb/kb.h"

static struct kb kb;
static struct doc d;
static struct work w;

/* Runs the stage over a sketch dated Thursday 14 December 2017. */
static void run(const char *lines)
{
    struct err e = {0};
    CHECK(sketch_open(&d, "2017-12-14", lines) == OK);
    CHECK(date_run(&kb, &w, &d, &e) == OK);
    arena_reset(&w.mem);
}

static const char *value(uint32_t row)
{
    const char *v =
        row < d.date.n ? doc_text(&d, d.date.row[row].value) : NULL;
    return v ? v : "-";
}

static void weekdays(void)
{
    run("He he PRON 2 nsubj\nspoke speak VERB 0 root\non on ADP 4 case\n"
        "Tuesday Tuesday PROPN 2 obl\n");
    CHECK(d.date.n == 1);
    CHECK_STR(value(0), "2017-12-12");
    CHECK(d.date.row[0].basis == BASIS_RELATIVE);
    CHECK(d.date.row[0].at.beg == 3 && d.date.row[0].at.end == 4);

    run("He he PRON 2 nsubj\nspoke speak VERB 0 root\non on ADP 4 case\n"
        "Thursday Thursday PROPN 2 obl\n");
    CHECK_STR(value(0), "2017-12-14");

    run("He he PRON 3 nsubj\nwill will AUX 3 aux\nspeak speak VERB 0 root\n"
        "on on ADP 5 case\nTuesday Tuesday PROPN 3 obl\n");
    CHECK_STR(value(0), "2017-12-19");

    run("They they PRON 3 nsubj\nare be AUX 3 aux\n"
        "expected expect VERB 0 root\nto to PART 5 mark\n"
        "speak speak VERB 3 xcomp\non on ADP 7 case\n"
        "Tuesday Tuesday PROPN 3 obl\n");
    CHECK_STR(value(0), "2017-12-19");

    run("He he PRON 2 nsubj\nspoke speak VERB 0 root\nlast last ADJ 4 amod\n"
        "Thursday Thursday PROPN 2 obl\n");
    CHECK_STR(value(0), "2017-12-07");
}

static void calendar(void)
{
    run("on on ADP 3 case\n12 12 NUM 3 nummod\nDecember December PROPN 0 root\n"
        "2016 2016 NUM 3 nummod\n");
    CHECK_STR(value(0), "2016-12-12");
    CHECK(d.date.row[0].basis == BASIS_EXPLICIT);

    run("on on ADP 2 case\nDec. Dec. PROPN 0 root\n3 3 NUM 2 nummod\n");
    CHECK_STR(value(0), "2017-12-03");

    run("on on ADP 2 case\nFebruary February PROPN 0 root\n"
        "30 30 NUM 2 nummod\n");
    CHECK(d.date.n == 0 || strcmp(value(0), "2018-02-30") != 0);

    run("2017-12-01 2017-12-01 NUM 0 root\n");
    CHECK_STR(value(0), "2017-12-01");

    run("left leave VERB 0 root\nin in ADP 3 case\nMarch March PROPN 1 obl\n");
    CHECK_STR(value(0), "2017-03");

    run("left leave VERB 0 root\nin in ADP 3 case\n2003 2003 NUM 1 obl\n");
    CHECK_STR(value(0), "2003");

    run("2003 2003 NUM 2 nummod\nvotes vote NOUN 0 root\n");
    CHECK(d.date.n == 0);
}

static void spans_of_time(void)
{
    run("left leave VERB 0 root\nlast last ADJ 3 amod\nweek week NOUN 1 obl\n");
    CHECK_STR(value(0), "2017-12-04/2017-12-10");

    run("left leave VERB 0 root\ntwo two NUM 3 nummod\ndays day NOUN 4 obl\n"
        "ago ago ADV 1 advmod\n");
    CHECK_STR(value(0), "2017-12-12");

    run("in in ADP 3 case\nthe the DET 3 det\n1990s 1990s NOUN 0 root\n");
    CHECK_STR(value(0), "1990-01-01/1999-12-31");

    run("for for ADP 3 case\n30 30 NUM 3 nummod\ndays day NOUN 0 root\n");
    CHECK_STR(value(0), "P30D");
    CHECK(d.date.row[0].vague && d.date.row[0].from == NO_DAY);
}

/* A report without a day still gets its rows, without days. */
static void undated(void)
{
    struct err e;
    CHECK(sketch_open(&d, "", "yesterday yesterday NOUN 0 root\n") == OK);
    CHECK(date_run(&kb, &w, &d, &e) == OK);
    CHECK(d.date.n == 1 && d.date.row[0].vague);
}

int main(void)
{
    CHECK(kb_open(&kb, dm_blob_data,
                  (size_t)(dm_blob_data_end - dm_blob_data), NULL) == OK);
    weekdays();
    calendar();
    spans_of_time();
    undated();
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
