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
    CHECK(d.date.row[0].anchor == doc_day(2017, 12, 14));

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

/* Runs the stage over a few words under one verb: the value of the longest
 * row must be `want`. */
static void says(const char *words, const char *want)
{
    char lines[600];
    size_t n = (size_t)snprintf(lines, sizeof lines, "came come VERB 0 root\n");
    for (const char *s = words; *s;) {
        int len = (int)strcspn(s, " ");
        bool name = s[0] >= 'A' && s[0] <= 'Z';
        n += (size_t)snprintf(lines + n, sizeof lines - n,
                              "%.*s %.*s %s 1 obl\n", len, s, len, s,
                              name ? "PROPN" : "NOUN");
        s += len + (s[len] == ' ');
    }
    run(lines);
    uint32_t best = 0;
    for (uint32_t i = 1; i < d.date.n; i++) {
        struct run a = d.date.row[i].at, b = d.date.row[best].at;
        best = a.end - a.beg > b.end - b.beg ? i : best;
    }
    CHECK_STR(value(best), want);
}

static void written(void)
{
    says("12/31/2016", "2016-12-31");
    says("31.12.2016", "2016-12-31");
    says("05-Aug-2016", "2016-08-05");
    says("Tuesday , December 12 , 2017", "2017-12-12");
    says("the fifth of March", "2017-03-05");
    says("in nineteen ninety-six", "1996");
    says("in the sixties", "1960-01-01/1969-12-31");
    says("the 19th century", "1800-01-01/1899-12-31");
    says("in 776 BC", "-0775");
    says("on Christmas Eve 2015", "2015-12-24");
    says("before Easter 2018", "2018-04-01");
    says("during World War II", "1939-09-01/1945-09-02");
    says("Resolution 2270", "-");
}

static void told(void)
{
    says("next Tuesday", "2017-12-19");
    says("the day before yesterday", "2017-12-12");
    says("the past two months", "P2M");
    says("two and a half years ago", "2015");
    says("last summer", "2017-06-01/2017-08-31");
    says("last March", "2017-03");
    says("two days before Christmas 2016", "2016-12-23");
    says("Tuesday of last week", "2017-12-05");
    says("the third quarter of 2016", "2016-07-01/2016-09-30");
    says("first week of 2015", "2014-12-29/2015-01-04");
    says("the 15th day of last month", "2017-11-15");
    says("early 2016", "2016");
    CHECK(d.date.row[0].mod == MOD_START);
    CHECK(d.date.row[0].to < doc_day(2016, 7, 2));
    says("Friday evening", "2017-12-08TEV");
    says("5 p.m. Monday", "2017-12-11T17:00");
}

static void joined(void)
{
    says("from March to May 2016", "2016-03/2016-05");
    says("between 2014 and 2016", "2014/2016");
    says("5 - 6 September 2016", "2016-09-05/2016-09-06");
    says("November 28 - December 2 , 2016", "2016-11-28/2016-12-02");
    says("since 2003", "2003");
    CHECK(d.date.row[0].mod == MOD_SINCE);
    CHECK(d.date.row[0].from == doc_day(2003, 1, 1));
    CHECK(d.date.row[0].to == NO_DAY);
    says("before May 2016", "2016-05");
    CHECK(d.date.row[0].to == doc_day(2016, 4, 30));
    says("every Monday", "XXXX-WXX-1");
    says("two years and three months", "P2Y3M");
    says("half an hour", "PT0.50H");
    says("recently", "PAST_REF");
}

/* A weekday after "until" lies ahead; a bound before an event is not a bound
 * of its date; a date inside a name is none. */
static void in_sentences(void)
{
    says("until Friday", "2017-12-15");
    run("It it PRON 2 nsubj\nfell fall VERB 0 root\nafter after ADP 6 case\n"
        "the the DET 6 det\n2008 2008 NUM 6 nummod\n"
        "attacks attack NOUN 2 obl\n");
    CHECK(d.date.n == 1 && d.date.row[0].mod == MOD_NONE);
    CHECK_STR(value(0), "2008");

    run("The the DET 3 det\nSunday Sunday PROPN 3 compound\n"
        "Times Times PROPN 4 nsubj\nsaid say VERB 0 root\n");
    CHECK(d.date.n == 0);

    run("He he PRON 2 nsubj\ncame come VERB 0 root\nin in ADP 4 case\n"
        "1835 1835 NUM 2 obl\n. . PUNCT 2 punct\n\n"
        "In in ADP 2 case\nJune June PROPN 4 obl\nhe he PRON 4 nsubj\n"
        "left leave VERB 0 root\ntwo two NUM 6 nummod\n"
        "years year NOUN 7 obl\nlater later ADV 4 advmod\n");
    CHECK_STR(value(1), "2017-06");

    run("He he PRON 2 nsubj\ncame come VERB 0 root\non on ADP 5 case\n"
        "3 3 NUM 5 nummod\nMay May PROPN 2 obl\n2016 2016 NUM 5 nummod\n"
        ". . PUNCT 2 punct\n\n"
        "Two two NUM 2 nummod\ndays day NOUN 3 obl\n"
        "later later ADV 5 advmod\nhe he PRON 5 nsubj\n"
        "left leave VERB 0 root\n");
    CHECK_STR(value(1), "2016-05-05");
    CHECK(d.date.row[0].anchor == NO_DAY);
    CHECK(d.date.row[1].anchor == doc_day(2016, 5, 3));
}

/* "Three days after the attack" counts from the day the text gave it. */
static void after_a_thing(void)
{
    run("The the DET 2 det\nattack attack NOUN 3 nsubj\n"
        "happened happen VERB 0 root\non on ADP 5 case\n"
        "Monday Monday PROPN 3 obl\n\n"
        "He he PRON 2 nsubj\nleft leave VERB 0 root\n"
        "a a DET 4 det\nday day NOUN 2 obl\nafter after ADP 7 case\n"
        "the the DET 7 det\nattack attack NOUN 4 nmod\n");
    CHECK(d.date.n == 2);
    CHECK_STR(value(1), "2017-12-12");
    CHECK(d.date.row[1].at.beg == 7 && d.date.row[1].at.end == 12);
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
    written();
    told();
    joined();
    in_sentences();
    after_a_thing();
    undated();
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
