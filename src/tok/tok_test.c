/* tok_test.c - words and marks, one case a line. */
#include "base/test.h"
#include "tok/tok.h"

/* The tokens of s joined by blanks. */
static const char *joined(const char *s)
{
    static char line[1024];
    struct span at[256];
    uint32_t n = tok_split(s, (uint32_t)strlen(s), at, 256);
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++)
        len += (size_t)snprintf(line + len, sizeof line - len, "%s%.*s",
                                i ? " " : "", (int)(at[i].end - at[i].beg),
                                s + at[i].beg);
    line[len] = 0;
    return line;
}

static void clitics(void)
{
    CHECK_STR(joined("I don't, I can't, I cannot"),
              "I do n't , I ca n't , I can not");
    CHECK_STR(joined("We’ve won’t I'd've"), "We ’ve wo n’t I 'd 've");
    CHECK_STR(joined("gonna wanna gotta dont"), "gon na wan na got ta do nt");
    CHECK_STR(joined("Bush's the workers' (ECB)'s \"Nesf\"'s"),
              "Bush 's the workers ' ( ECB ) 's \" Nesf \" 's");
    CHECK_STR(joined("O'Brien d'Ivoire Sana'a o'clock rock'n'roll"),
              "O'Brien d'Ivoire Sana'a o'clock rock'n'roll");
    CHECK_STR(joined("the '90s, the 1990's, 'em"),
              "the '90s , the 1990's , 'em");
    CHECK_STR(joined("DON'T IT'S"), "DO N'T IT 'S");
}

static void hyphens(void)
{
    CHECK_STR(joined("well-known al-Qaeda state-of-the-art"),
              "well - known al - Qaeda state - of - the - art");
    CHECK_STR(joined("non-proliferation anti-American co-operate e-mail"),
              "non-proliferation anti-American co-operate e-mail");
    CHECK_STR(joined("pro-same-sex non-adult-like nutrition-wise"),
              "pro-same - sex non-adult - like nutrition-wise");
    CHECK_STR(joined("over-the-counter Hizb-e-Islami"),
              "over - the - counter Hizb - e - Islami");
    CHECK_STR(joined("713-853-3989 345-9945 11-20-2000 2022-23 F-16s"),
              "713-853-3989 345-9945 11-20-2000 2022 - 23 F - 16s");
    CHECK_STR(joined("war--peace — no – yes-"),
              "war -- peace — no – yes -");
    CHECK_STR(joined("U.S.-led UN-led Lt.-Gen."),
              "U.S. - led UN - led Lt. - Gen.");
}

static void periods(void)
{
    CHECK_STR(joined("Mr. Xi met Sen. J. Smith in Jan."),
              "Mr. Xi met Sen. J. Smith in Jan.");
    CHECK_STR(joined("in the U.S. at 5 a.m."), "in the U.S. at 5 a.m.");
    CHECK_STR(joined("No. 10 said no. No."), "No. 10 said no . No .");
    CHECK_STR(joined("Boston, Mass. (AP). High Mass."),
              "Boston , Mass. ( AP ) . High Mass .");
    CHECK_STR(joined("GEN. MR. Vitamin C. On 5G. The"),
              "GEN. MR. Vitamin C . On 5G . The");
    CHECK_STR(joined("Nov.28 S.Korea end.The"), "Nov. 28 S. Korea end . The");
    CHECK_STR(joined("wait... what?! no…"), "wait ... what ?! no …");
    CHECK_STR(joined("Apple Inc.."), "Apple Inc. .");
}

static void numbers(void)
{
    CHECK_STR(joined("1,000.50 10% $5m €5.5bn US$300m"),
              "1,000.50 10 % $ 5 m € 5.5 bn US$ 300 m");
    CHECK_STR(joined("10km 7:30pm 3:00p.m. 5G 20th 1990s B2B"),
              "10 km 7:30 pm 3:00 p.m. 5G 20th 1990s B2B");
    CHECK_STR(joined("10/12/2001 9/11-related 3/4 +44 .265"),
              "10/12/2001 9/11 - related 3 / 4 +44 .265");
    CHECK_STR(joined("[13,14] 7,5 Rs200 -5"),
              "[ 13 , 14 ] 7,5 Rs 200 - 5");
}

static void marks(void)
{
    CHECK_STR(joined("“Yes,” he said. ‘No’ «Oui»"),
              "“ Yes , ” he said . ‘ No ’ « Oui »");
    CHECK_STR(joined("``quoted'' \"q\" 'q'"), "`` quoted '' \" q \" ' q '");
    CHECK_STR(joined("and/or w/o w/it (see [3])"),
              "and / or w/o w/ it ( see [ 3 ] )");
    CHECK_STR(joined("AT&T R&D #5 *** -> ==="), "AT&T R&D # 5 *** -> ===");
    CHECK_STR(joined("fine :-) (note: a)"), "fine :-) ( note : a )");
}

static void addresses(void)
{
    CHECK_STR(joined("(see https://x.org/a-b?c=d.) a.b@c.co.uk, @potus #Gaza"),
              "( see https://x.org/a-b?c=d . ) a.b@c.co.uk , @potus #Gaza");
    CHECK_STR(joined("whitehouse.gov, report-1.pdf. www.a.com/(b)"),
              "whitehouse.gov , report-1.pdf . www.a.com/(b)");
}

static void bytes(void)
{
    struct span at[2];
    CHECK(tok_split("", 0, at, 2) == 0);
    CHECK(tok_split(" \n\xc2\xa0", 4, at, 2) == 0);
    CHECK(tok_split("a b c d", 7, at, 2) == 4);
    CHECK(at[1].beg == 2 && at[1].end == 3);
    CHECK(tok_split("\xff\xe2\x80", 3, at, 2) == 3);
    CHECK(tok_split("a\0b", 3, at, 2) == 3);
    CHECK(tok_split("a", 1, NULL, 0) == 1);
    CHECK(tok_blank("\xe2\x80\x89x", 4, 0) == 3);
    CHECK(tok_blank("x", 1, 0) == 0);
    CHECK(tok_blank("x", 1, 1) == 0);
}

/* The stage: white space and letter case beside the spans. */
static void rows(void)
{
    static const char text[] = "The NATO talks\n\nMcCain 5th\né É, iPhone";
    static const uint8_t gap[] = {GAP_PARAGRAPH, GAP_BLANK, GAP_BLANK,
                                  GAP_PARAGRAPH, GAP_BLANK, GAP_LINE,
                                  GAP_BLANK, GAP_NONE, GAP_BLANK};
    static const uint8_t shape[] = {SHAPE_TITLE, SHAPE_UPPER, SHAPE_LOWER,
                                    SHAPE_TITLE, SHAPE_DIGIT, SHAPE_LOWER,
                                    SHAPE_TITLE, SHAPE_OTHER, SHAPE_OTHER};
    struct source src = {.id = "a", .date = "", .text = text,
                         .len = sizeof text - 1, .sha256 = ""};
    struct doc d = {0};
    struct work w = {0};
    CHECK(doc_open(&d, &src, NULL) == OK);
    CHECK(tok_run(&w, &d, NULL) == OK);
    CHECK(d.tok.n == sizeof gap);
    for (uint32_t i = 0; i < d.tok.n && i < sizeof gap; i++) {
        CHECK(d.tok.row[i].gap == gap[i]);
        CHECK(d.tok.row[i].shape == shape[i]);
    }
    doc_close(&d);
    arena_free(&w.mem);
}

int main(void)
{
    clitics();
    hyphens();
    periods();
    numbers();
    marks();
    addresses();
    bytes();
    rows();
    return test_end();
}
