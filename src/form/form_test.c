#include "form/form.h"

#include "base/test.h"
#include "kb/kb_compile.h"

#define DOC "{\"record\":\"document\",\"document\":\"r\",\"date\":"          \
    "\"2021-03-11\",\"source\":\"Post\",\"title\":\"A \\\"b\\\", c\","        \
    "\"url\":\"http://x/1\",\"language\":\"en\","                          \
    "\"text\":\"\xc3\xa9t\\u00e9\","                                        \
    "\"sha256\":\"00ff\",\"version\":{\"program\":\"1.0\"}}"
#define OTHER "{\"record\":\"document\",\"document\":\"s\",\"date\":"        \
    "\"2021-03-11\",\"source\":\"Star\",\"url\":\"http://x/1\"}"
#define CHINA "{\"text\":\"the \\\"Reds\\\"\",\"start\":5,\"end\":9,"         \
    "\"name\":\"China\",\"actor\":\"CHNGOV\",\"country\":\"CHN\","            \
    "\"sector\":[\"GOV\",\"JRN\",\"MED\"],\"office\":null}"
#define UN "{\"text\":\"UN\",\"start\":20,\"end\":22,\"name\":null,"          \
    "\"actor\":\"UNO\",\"country\":\"UNO\",\"sector\":[],\"office\":null}"
#define EVENT(actor, recipient, negated)                                     \
    "{\"record\":\"event\",\"id\":\"r/event/1\",\"document\":\"r\","          \
    "\"sentence\":2,\"date\":\"2021-03-09\",\"actor\":[" actor "],"           \
    "\"recipient\":[" recipient "],\"category\":\"CONSULT\",\"mode\":"        \
    "\"visit\",\"context\":[\"military\",\"legal\"],\"cameo\":\"042\","       \
    "\"quad\":1,\"score\":4.0,\"goldstein\":1.9,\"factuality\":{"             \
    "\"negated\":" negated ",\"future\":false,\"hypothetical\":false,"        \
    "\"historical\":false},\"trigger\":{\"text\":\"went\",\"start\":11,"      \
    "\"end\":15},\"place\":{\"text\":\"Kiev\",\"name\":\"Kyiv\","             \
    "\"country\":\"UKR\",\"precision\":\"city\",\"lat\":50.5,"                \
    "\"lon\":30.5},\"confidence\":0.913}"
#define POSITION(stance)                                                     \
    "{\"record\":\"position\",\"id\":\"r/position/1\",\"document\":\"r\","    \
    "\"date\":\"2021-03-09\",\"holder\":" CHINA ",\"engagement\":{\"kind\":"  \
    "\"talks\",\"parties\":[]},\"stance\":\"" stance "\",\"terms\":[{},{}],"  \
    "\"negated\":false}"

static struct kb kb;

static void facts(struct arena *mem)
{
    struct kb_file file[] = {
        {"cameo_names", "04\tConsult\n042\tMake a visit\n", 0},
        {"form_countries", "CHN\tCHN\t710\tCH\tChina\nUKR\tUKR\t369\tUP\t"
         "Ukraine\nUNO\tUNO\t\t\tUnited Nations\n", 0},
        {"icews_sectors", "GOV\tGovernment\nJRN\tMedia\n", 0},
    };
    void *block;
    size_t n;
    for (size_t i = 0; i < 3; i++)
        file[i].len = strlen(file[i].text);
    CHECK(kb_compile(file, 3, mem, &block, &n, NULL) == OK);
    CHECK(kb_open(&kb, block, n, NULL) == OK);
}

static void take(struct form_to *f, const char *line, struct buf *b)
{
    CHECK(form_line(f, line, strlen(line), b, NULL) == OK);
}

/* What comes of the document and a record, without the line of names. */
static const char *rows(struct form_to *f, const char *line, struct buf *b)
{
    take(f, DOC, b);
    buf_reset(b);
    take(f, line, b);
    form_end(f, b);
    return buf_str(b);
}

/* Column i, from 1, of the first row. */
static const char *column(const char *row, int i)
{
    static char field[200];
    while (--i && row[strcspn(row, "\t\n")] == '\t')
        row += strcspn(row, "\t\n") + 1;
    snprintf(field, sizeof field, "%.*s", (int)strcspn(row, "\t\n"),
             i ? "none" : row);
    return field;
}

static int columns(const char *row)
{
    int n = 1;
    for (; *row && *row != '\n'; row++)
        n += *row == '\t';
    return n;
}

static int lines(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += *s == '\n';
    return n;
}

static void test_columns(void)
{
    static const struct {
        enum form_kind kind;
        int columns, at;
        const char *want;
    } all[] = {
        {FORM_POLECAT, 40, 6, "VERBAL COOPERATION"},
        {FORM_POLECAT, 40, 7, "military; legal"},
        {FORM_POLECAT, 40, 10, "710"},
        {FORM_POLECAT, 40, 12, "GOV; JRN; MED"},
        {FORM_POLECAT, 40, 14, "the 'Reds'"},
        {FORM_POLECAT, 40, 15, "None"},
        {FORM_POLECAT, 40, 25, "Kyiv"},
        {FORM_ICEWS, 20, 2, "2021-03-09"},
        {FORM_ICEWS, 20, 4, "Government,Media,MED"},
        {FORM_ICEWS, 20, 6, "Make a visit"},
        {FORM_ICEWS, 20, 7, "042"},
        {FORM_ICEWS, 20, 8, "1.9"},
        {FORM_ICEWS, 20, 13, "3"},
        {FORM_ICEWS, 20, 18, "Ukraine"},
        {FORM_PHOENIX, 26, 2, "20210309"},
        {FORM_PHOENIX, 26, 6, "CHNGOVMEDHLH"},
        {FORM_PHOENIX, 26, 8, "GOV"},
        {FORM_PHOENIX, 26, 9, "MED;HLH"},
        {FORM_PHOENIX, 26, 11, "IGO"},
        {FORM_PHOENIX, 26, 13, "UNO"},
        {FORM_PHOENIX, 26, 16, "1"},
        {FORM_PHOENIX, 26, 24, "r_3"},
        {FORM_PETRARCH, 8, 2, "CHNGOVMEDHLH"},
        {FORM_PETRARCH, 8, 3, "UNO"},
        {FORM_GDELT, 61, 3, "202103"},
        {FORM_GDELT, 61, 5, "2021.2712"},
        {FORM_GDELT, 61, 7, "CHINA"},
        {FORM_GDELT, 61, 8, "CHN"},
        {FORM_GDELT, 61, 14, "MED"},
        {FORM_GDELT, 61, 18, ""},
        {FORM_GDELT, 61, 19, "UNO"},
        {FORM_GDELT, 61, 26, "0"},
        {FORM_GDELT, 61, 29, "04"},
        {FORM_GDELT, 61, 52, "4"},
        {FORM_GDELT, 61, 54, "UP"},
        {FORM_GDELT, 61, 60, "20210311000000"},
        {FORM_GDELT, 61, 61, "http://x/1"},
        {FORM_GDELT_MENTIONS, 16, 4, "1"},
        {FORM_GDELT_MENTIONS, 16, 8, "5"},
        {FORM_GDELT_MENTIONS, 16, 9, "20"},
        {FORM_GDELT_MENTIONS, 16, 12, "91"},
        {FORM_GDELT_MENTIONS, 16, 13, "3"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct form_to f = {.kb = &kb, .kind = all[i].kind};
        struct buf b = {0};
        const char *row = rows(&f, EVENT(CHINA, UN, "false"), &b);
        CHECK(columns(row) == all[i].columns);
        CHECK_STR(column(row, all[i].at), all[i].want);
        form_close(&f);
        buf_free(&b);
    }
}

/* Pairs both ways; one side alone; what did not happen. */
static void test_pairs(void)
{
    for (int k = 0; k < FORM_DNA; k++) {
        struct form_to f = {.kb = &kb, .kind = (enum form_kind)k};
        struct buf b = {0};
        bool lists = k == FORM_PLOVER || k == FORM_POLECAT;
        bool alone = lists || k == FORM_GDELT || k == FORM_GDELT_MENTIONS;
        const char *row = rows(&f, EVENT(CHINA "," UN, "", "false"), &b);
        CHECK(lines(row) == (lists ? 1 : 2));
        CHECK(lines(rows(&f, EVENT(CHINA, "", "false"), &b)) == alone);
        CHECK(lines(rows(&f, EVENT(UN, CHINA, "true"), &b)) ==
              (k == FORM_PLOVER));
        buf_reset(&b);
        form_told(&f, &b);
        CHECK(!strstr(buf_str(&b), "negated 1") == (k == FORM_PLOVER));
        form_close(&f);
        buf_free(&b);
    }
}

static void test_one_a_day(void)
{
    struct form_to f = {.kb = &kb, .kind = FORM_ICEWS, .one_a_day = true};
    struct buf b = {0};
    CHECK(lines(rows(&f, EVENT(CHINA, UN, "false"), &b)) == 1);
    CHECK(lines(rows(&f, EVENT(CHINA, UN, "false"), &b)) == 0);
    CHECK(lines(rows(&f, EVENT(UN, CHINA, "false"), &b)) == 1);
    CHECK(f.lost[LOST_SAME] == 1 && f.rows == 2);
    form_close(&f);
    buf_free(&b);
}

/* PETRARCH has a code once a story; one a day joins stories. */
static void test_joined(void)
{
    struct form_to f = {.kb = &kb, .kind = FORM_PETRARCH};
    struct buf b = {0};
    take(&f, DOC, &b);
    take(&f, EVENT(CHINA, UN, "false"), &b);
    take(&f, EVENT(CHINA, UN, "false"), &b);
    CHECK(b.n == 0);
    take(&f, DOC, &b);
    CHECK_STR(buf_str(&b), "20210309\tCHNGOVMEDHLH\tUNO\t042\t\tr_3\t"
              "http://x/1\tPost\n");
    take(&f, EVENT(CHINA, UN, "false"), &b);
    form_end(&f, &b);
    CHECK(lines(buf_str(&b)) == 2 && f.rows == 2);
    form_close(&f);
    f = (struct form_to){.kb = &kb, .kind = FORM_PHOENIX, .one_a_day = true};
    buf_reset(&b);
    take(&f, DOC, &b);
    take(&f, EVENT(CHINA, UN, "false"), &b);
    take(&f, OTHER, &b);
    take(&f, EVENT(CHINA, UN, "false"), &b);
    take(&f, EVENT(UN, CHINA, "false"), &b);
    form_end(&f, &b);
    CHECK(lines(buf_str(&b)) == 2);
    CHECK_STR(column(buf_str(&b), 24), "r_3;s_3");
    CHECK_STR(column(buf_str(&b), 25), "http://x/1");
    CHECK_STR(column(buf_str(&b), 26), "Post;Star");
    form_close(&f);
    buf_free(&b);
}

static void test_plover(void)
{
    struct form_to f = {.kb = &kb, .kind = FORM_PLOVER};
    struct buf b = {0};
    const char *s = rows(&f, EVENT(CHINA, UN, "true"), &b);
    CHECK(strstr(s, "{\"id\":\"r/event/1\",\"date\":\"2021-03-09\","));
    CHECK(strstr(s, "\"mode\":[\"visit\",\"negation\"]"));
    CHECK(strstr(s, "\"recipient\":[{\"code\":\"UNO\",\"sector\":[],"));
    CHECK(strstr(s, "\"city\":\"Kyiv\",\"country_code\":\"UKR\"}"));
    CHECK(strstr(s, "\"title\":\"A \\\"b\\\", c\""));
    form_close(&f);
    buf_free(&b);
}

static void test_dna(void)
{
    struct form_to f = {.kb = &kb, .kind = FORM_DNA};
    struct buf b = {0};
    form_end(&f, &b);
    CHECK_STR(buf_str(&b), "id,time,document_id,title,author,source,section,"
              "type,person,organization,concept,agreement\n");
    CHECK(strstr(rows(&f, POSITION("refuses"), &b), "\"A \"\"b\"\", c\",,Post,"
                 ",DNA Statement,,CHNGOV,talks,0\n"));
    CHECK(strstr(rows(&f, POSITION("requires"), &b), ",talks,1\n"));
    buf_reset(&b);
    form_told(&f, &b);
    CHECK_STR(buf_str(&b), "dna: rows 2 of records 2; left out: terms 4");
    form_close(&f);
    buf_free(&b);
}

/* Records cut short, without a document; memory that is out. */
static void test_broken(void)
{
    static const char *const whole[] = {EVENT(CHINA "," UN, UN, "false"),
                                        POSITION("offers")};
    for (int k = 0; k < N_FORM; k++) {
        struct form_to f = {.kb = &kb, .kind = (enum form_kind)k};
        struct buf b = {0};
        for (size_t i = 0; i < 2; i++) {
            for (size_t n = 0; n <= strlen(whole[i]); n++)
                CHECK(form_line(&f, whole[i], n, &b, NULL) == OK);
        }
        form_end(&f, &b);
        form_close(&f);
        buf_free(&b);
    }
    for (uint64_t n = 1; n < 12; n++) {
        struct form_to f = {.kb = &kb, .kind = FORM_PHOENIX,
                            .one_a_day = true};
        struct buf b = {0};
        base_fail_at(n);
        enum rc rc = form_line(&f, DOC, strlen(DOC), &b, NULL);
        if (rc == OK)
            rc = form_line(&f, whole[0], strlen(whole[0]), &b, NULL);
        form_end(&f, &b);
        bool told = rc != OK || b.fail;
        CHECK(told || n > 4);
        base_fail_at(0);
        form_close(&f);
        buf_free(&b);
    }
}

int main(void)
{
    struct arena mem = {0};
    facts(&mem);
    test_columns();
    test_pairs();
    test_one_a_day();
    test_joined();
    test_plover();
    test_dna();
    test_broken();
    arena_free(&mem);
    CHECK(base_live() == 0);
    return test_end();
}
