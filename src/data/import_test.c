/* Dictionaries that are read, and what the lexicons made of them say. */
#include "data/data.h"

#include "base/blob.h"
#include "base/test.h"

static struct kb kb;

/* Reads one text as a dictionary; what was made is the caller's. */
static struct data_import import(const char *text, bool actors)
{
    struct data_import d = {.n_null = 0};
    struct err e = {0};
    struct kb_file f = {"lists/a.txt", text, strlen(text)};
    CHECK(data_import(&kb, &f, actors ? 1 : 0, 1, &d, &e) == OK);
    return d;
}

/* The lines behind the head, and the report. */
static void want(const char *text, bool actors, const char *lines,
                 const char *report)
{
    struct data_import d = import(text, actors);
    const char *got = buf_str(actors ? &d.actors : &d.agents);
    CHECK_STR(strchr(got, '\n') + 1, lines);
    CHECK_STR(buf_str(&d.report), report);
    data_import_free(&d);
}

static void test_records(void)
{
    want("# old\nPERU_  [PER] # 1\n+PERUVIAN_ ; 2\n\n<!-- A [B]\nC -->\n", true,
         "Peru\tPeruvian\tcountry\tPER\t\t\t\t\ta.txt:2\timport\n", "");
    want("BO__EK_\n+EK_\n\t[SWEELI <20010101]\n\t[SWEGOVMIL 010101-040630]\n",
         true, "Bo Ek\tEk\tperson\tSWE\tELI\t\t\t2000-12-31\ta.txt:1\timport\n"
         "Bo Ek\tEk\tperson\tSWE\tGOV MIL\t\t2001-01-01\t2004-06-30\ta.txt:1"
         "\timport\n", "");
    want("OPCW_\n\t[IGO]\nSAVE_SEALS [NGOGBRENV]\nACME_OF_LIMA_[MNCPER]\n",
         true, "OPCW\t\tigo\tIGO\t\tOPCW\t\t\ta.txt:1\timport\n"
         "Save Seals\t\torg\tGBR\tSOC\tSave Seals\t\t\ta.txt:3\timport\n"
         "Acme of Lima\t\torg\tPER\tBUS\tAcme of Lima\t\t\ta.txt:4\timport\n",
         "");
    want("NOBODY [---]\n", true, "", "");
    want("RED_BAND_ [PERREB]\nBLUE_HOUSE_ [KORGOV]\nUN [IGOUNO]\n", true,
         "Red Band\t\tgroup\tPER\tREB\tRed Band\t\t\ta.txt:1\timport\n"
         "Blue House\t\tbody\tKOR\tGOV\t\t\t\ta.txt:2\timport\n"
         "UN\t\tigo\tUNO\t\t\t\t\ta.txt:3\timport\n", "");
}

/* The first role that is satisfied holds; a day on which one ends and another
 * begins is the other's. */
static void test_order(void)
{
    want("BO [SWEGOV 010101-031231] [SWEELI 030101-051231] [SWEBUS]\n", true,
         "Bo\t\tperson\tSWE\tBUS\t\t\t2000-12-31\ta.txt:1\timport\n"
         "Bo\t\tperson\tSWE\tBUS\t\t2006-01-01\t\ta.txt:1\timport\n"
         "Bo\t\tperson\tSWE\tELI\t\t2004-01-01\t2005-12-31\ta.txt:1\timport\n"
         "Bo\t\tperson\tSWE\tGOV\t\t2001-01-01\t2003-12-31\ta.txt:1\timport\n",
         "");
    want("BO [SWEELI 010101-030501] [SWEGOV >030501]\n", true,
         "Bo\t\tperson\tSWE\tELI\t\t2001-01-01\t2003-04-30\ta.txt:1\timport\n"
         "Bo\t\tperson\tSWE\tGOV\t\t2003-05-01\t\ta.txt:1\timport\n", "");
    want("BO [SWEGOV >030501] [SWEGOV 010101-030430]\n", true,
         "Bo\t\tperson\tSWE\tGOV\t\t2001-01-01\t\ta.txt:1\timport\n", "");
}

/* A role with days is not hidden by one without, whichever record has it. */
static void test_shared(void)
{
    want("BUSH_ [USAELI]\nGEORGE_BUSH_\n+BUSH_\n\t[USAGOV 010120-090120]\n",
         true,
         "Bush\t\tperson\tUSA\tELI\t\t\t2001-01-19\ta.txt:1\timport\n"
         "Bush\t\tperson\tUSA\tELI\t\t2009-01-21\t\ta.txt:1\timport\n"
         "Bush\t\tperson\tUSA\tGOV\t\t2001-01-20\t2009-01-20\ta.txt:2\timport\n"
         "George Bush\t\tperson\tUSA\tGOV\t\t2001-01-20\t2009-01-20\ta.txt:2"
         "\timport\n", "");
    want("KIM_ [KORGOV >030101]\nKIM_ [PRKGOV >040101]\n", true,
         "Kim\t\tperson\tKOR\tGOV\t\t2003-01-01\t\ta.txt:1\timport\n"
         "Kim\t\tperson\tPRK\tGOV\t\t2004-01-01\t\ta.txt:2\timport\n",
         "lists/a.txt:2: note: \"Kim\" is KORGOV and PRKGOV at one time\n");
}

static void test_faults(void)
{
    want("[PER]\n+X\nA [PER\nB [per]\nC [PER 00010203]\nD [PER 0301-0401]\n"
         "E [PER 030101-020101]\nF [QQQ]\nG+ [PER]\n() [PER]\n\xff [PER]\n",
         true, "",
         "lists/a.txt:1: a code before any name\n"
         "lists/a.txt:2: another spelling before any name\n"
         "lists/a.txt:3: expected [CODE] or [CODE TERM]: \"[PER\"\n"
         "lists/a.txt:4: expected a code of units of three capitals: \"per\"\n"
         "lists/a.txt:5: expected <DAY, >DAY or DAY-DAY, a day as YYYYMMDD or "
         "YYMMDD: \"PER 00010203\"\n"
         "lists/a.txt:6: expected <DAY, >DAY or DAY-DAY, a day as YYYYMMDD or "
         "YYMMDD: \"PER 0301-0401\"\n"
         "lists/a.txt:7: a term that ends before it begins: \"PER 030101-020101"
         "\"\n"
         "lists/a.txt:8: no country or body of ours is in \"QQQ\"\n"
         "lists/a.txt:9: expected a phrase without + | ~ and brackets: \"G+\"\n"
         "lists/a.txt:10: expected a name of letters, of at most 120: \"()\"\n"
         "lists/a.txt:11: expected UTF-8 without NUL\n");
    struct data_import d = import("A [PER\nB [---]\nC D [PER] [PERXYZ]\n",
                                  true);
    CHECK(d.n_record == 3 && d.n_phrase == 3 && d.n_role == 3);
    CHECK(d.n_bare == 1 && d.n_null == 1 && d.n_gap == 1 && d.n_dropped == 1);
    CHECK(d.n_fault == 1 && d.n_actor == 1 && d.n_spelling == 3);
    data_import_free(&d);
}

static void test_agents(void)
{
    want("!PERSON! = MAN, MEN\nPOLICE_OFFICER [~COP]\nARMED_FORCES {} [~MIL]\n"
         "GOOSE {GEESE} [~REB]\nCHURCH!PERSON! [~CHR]\nAID_BODY_ [NGO~]\n",
         false, "police officer\t\t\tCOP\ta.txt:2\timport\n"
         "armed forces\t\t-\tMIL\ta.txt:3\timport\n"
         "goose\t\tgeese\tREB\ta.txt:4\timport\n"
         "churchman\tchurchmen\t-\tREL\ta.txt:5\timport\n"
         "aid body\t\t\tSOC\ta.txt:6\timport\n", "");
    want("!X = A\nA [GOV]\nB {C [~GOV]\nD [~XYZ]\n!Q!E [~GOV]\n"
         "F {&} [~GOV]\n& [~GOV]\n", false, "",
         "lists/a.txt:1: expected !NAME! = WORD, ..., at most 12 words\n"
         "lists/a.txt:2: expected [~CODE] or [CODE~]: \"[GOV]\"\n"
         "lists/a.txt:3: expected } behind the plural\n"
         "lists/a.txt:4: no sector of ours is in \"XYZ\"\n"
         "lists/a.txt:5: expected a phrase without + | ~ ! and brackets: "
         "\"!Q!E\"\n"
         "lists/a.txt:6: expected a plural of letters: \"&\"\n"
         "lists/a.txt:7: expected a noun of letters, of at most 117\n");
}

/* What is made is data: it compiles over that built in. */
static void test_compiles(void)
{
    struct data_import d = import("BO_EK_ [SWEGOV >010101]\n", true);
    struct kb_file f = {"petrarch_actors", buf_str(&d.actors), d.actors.n};
    struct arena mem = {0};
    struct err e = {0};
    struct kb over = kb;
    uint32_t n, form;
    CHECK(kb_layer(&over, &f, 1, &mem, &e) == OK);
    form = kb_find(&over, "bo ek", &n);
    CHECK(n == 1);
    const struct kb_entry *en = &over.entry[over.form[form].entry];
    CHECK_STR(kb_str(&over, en->country), "SWE");
    CHECK(en->from == doc_day(2001, 1, 1) && en->to == NO_DAY);
    arena_free(&mem);
    data_import_free(&d);
}

int main(void)
{
    struct err e = {0};
    size_t n = (size_t)(dm_blob_data_end - dm_blob_data);
    CHECK(kb_open(&kb, dm_blob_data, n, &e) == OK);
    test_records();
    test_order();
    test_shared();
    test_faults();
    test_agents();
    test_compiles();
    CHECK(base_live() == 0);
    return test_end();
}
