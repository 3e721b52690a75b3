/* Folders of data that are written, looked at, and taken away. */
#include "data/data.h"

#include "base/test.h"
#include "kb/kb_compile.h"

#include <stdlib.h>
#include <unistd.h>

static char dir[] = "/tmp/data_test.XXXXXX", other[] = "/tmp/data_test.XXXXXX";
static struct arena mem;
static struct kb kb;

static void put_file(const char *in, const char *name, const char *text)
{
    char path[80];
    snprintf(path, sizeof path, "%s/%s.tsv", in, name);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL);
    if (f) {
        fputs(text, f);
        fclose(f);
    }
}

static void drop_file(const char *in, const char *name)
{
    char path[80];
    snprintf(path, sizeof path, "%s/%s.tsv", in, name);
    unlink(path);
}

/* What the linter says of one file, without the folder's name. */
static void lint(const char *name, const char *text, const char *want)
{
    struct buf out = {0};
    struct data_lint sum;
    struct err e = {0};
    char got[600] = "";
    put_file(dir, name, text);
    CHECK(data_lint(&kb, dir, DATA_NOTES | DATA_ORDER, &out, &sum, &e) == OK);
    const char *p = buf_str(&out);
    for (size_t n; *p; p += n) {
        n = strcspn(p, "\n") + 1;
        strncat(got, p + strlen(dir) + 1, n - strlen(dir) - 1);
    }
    CHECK_STR(got, want);
    buf_free(&out);
    drop_file(dir, name);
}

static void test_text(void)
{
    lint("a", "x\t1\town\n", "");
    lint("a", "x\t1\town", "a.tsv:1: no end of line\n");
    lint("a", "x\t1\tOwn\n", "a.tsv:1: the last column \"Own\" is no source\n");
    lint("a", "x \t1\town\r\n", "a.tsv:1: a carriage return\n"
         "a.tsv:1: a blank at the edge of \"x \"\n"
         "a.tsv:1: the last column \"own?\" is no source\n");
    lint("a", "# \xff\nx\t1\town\n",
         "a.tsv:1: byte 0xff never occurs in UTF-8, expected UTF-8\n");
    lint("a", "x\t1\town\ny\t1\town\nx\t2\town\n",
         "a.tsv:3: note: line 1 answers the same question\n");
    lint("a", "x\t1\town\nx\t1\tplover\n",
         "a.tsv:2: never reached: line 1 says the same\n");
    lint("a", "e\xcc\x81\t1\town\nH\xcc\xb1\t1\town\n",
         "a.tsv:1: a letter with a loose accent, expected NFC\n");
    lint("a", "x  y\t\a\town\n", "a.tsv:1: a control character U+0007\n"
         "a.tsv:1: two blanks in \"x  y\"\n");
    lint("a", "x\tp\t1\town\nx\tq\t2\town\n", "");
}

#define PERSON "#! person name forms country sector office from to source\n"

static void test_names(void)
{
    lint("p", PERSON "Bo\tEk|Ek\tUSA\tGOV\t\t\t\town\n",
         "p.tsv:2: one spelling twice\n");
    lint("p", PERSON "Bo\tB||Ek\tUSA\tGOV\t\t\t\town\n",
         "p.tsv:2: an empty spelling\n");
    lint("p", PERSON "Bo\t\tUSA\n", "p.tsv:2: the last column \"USA\" is no "
         "source\np.tsv:2: 3 columns of 8\n");
    lint("p", PERSON "Bo\t\tXXX\tGOV QQQ\t\t\t\town\n",
         "p.tsv:2: unknown country \"XXX\"\np.tsv:2: unknown sector \"QQQ\"\n");
    lint("p", PERSON "Bo\t\tUSA\t\t\t2003\t2001\town\nEk\t\tusa\t\t\t\t\town\n",
         "p.tsv:2: expected a term that ends after it begins: \"2003\"\n"
         "p.tsv:3: expected codes of 3 or 4 capitals: \"usa\"\n");
    lint("p", "#! person name where\nBo\tX\n",
         "p.tsv:1: expected a column's name: \"where\"\n"
         "p.tsv:2: the last column \"X\" is no source\n");
}

static void test_terms(void)
{
    lint("p", PERSON "Bo\t\tUSA\tGOV\tking\t2001\t2003\town\n"
         "Bo\t\tUSA\tGOV\tking\t2003-05\t2006\town\n",
         "p.tsv:3: the term overlaps that of p.tsv:2\n");
    lint("p", PERSON "Bo\t\tUSA\tGOV\tking\t2001\t2003\town\n"
         "Bo\t\tUSA\tGOV\tking\t2004\t2006\town\n", "");
    lint("p", PERSON "Bo\t\tUSA\tGOV\tking\t2001\t2003\town\n"
         "Bo\t\tUSA\tGOV\tking\t2002\t2002\town\n",
         "p.tsv:3: never reached: the same is said in p.tsv:2\n");
    lint("p", "#! igo name forms country source\nA League\tAL\tUNO\town\n"
         "B Union\tAL\tEUR\town\n", "p.tsv:3: the name is another country's "
         "at the same time in p.tsv:2\n");
    lint("p", PERSON "Al\t\tEUR\t\t\t\t\town\nAl\t\tUSA\t\t\t\t\town\n",
         "p.tsv:3: note: the name means another country in p.tsv:2\n");
}

#define ORG "#! org name country group source\n"

static void test_needs(void)
{
    lint("o", ORG "A\tUSA\t\town\n", "o.tsv:2: expected a short name\n");
    lint("o", ORG "A\t\tA\town\nA\tUSA\tA\town\n", "o.tsv:3: the name is "
         "given to one country, but many share it in o.tsv:2\n");
    lint("i", "#! igo name country group source\nA\tUNO\tA\town\n",
         "i.tsv:2: expected a short name with the code IGO alone\n");
    lint("b", "#! body name country sector source\nA\tUSA\t\town\n",
         "b.tsv:2: expected a sector\n");
    lint("d", "#! demonym name country source\nA\t\town\n",
         "d.tsv:2: expected a code\n");
    lint("o", ORG "B\tUSA\tB\town\nA\tUSA\tA\town\n",
         "o.tsv:3: out of order\n");
}

static void diff(const char *name, const char *x, const char *y,
                 const char *want)
{
    struct buf out = {0};
    struct err e = {0};
    uint32_t n, lines = 0;
    put_file(dir, name, x);
    put_file(other, name, y);
    CHECK(data_diff(dir, other, &out, &n, &e) == OK);
    CHECK_STR(buf_str(&out), want);
    for (const char *p = want; *p; p++)
        lines += *p == '\n';
    CHECK(n == lines);
    buf_free(&out);
    drop_file(dir, name);
    drop_file(other, name);
}

static void test_diff(void)
{
    diff("w", "# old\na\t1\town\n", "a\t1\town\n# new\n", "");
    diff("w", "b\t1\na\t1\nc\t1\n", "d\t1\nb\t2\na\t1\n",
         "~ w.tsv\tb\t2 \"1\" -> \"2\"\n"
         "- w.tsv\tc\t1\n+ w.tsv\td\t1\n");
    diff("w", "a\t1\na\t2\na\t3\n", "a\t3\na\t1\na\t2\na\t4\n",
         "+ w.tsv\ta\t4\n");
    diff("p", "#! person name country to\nBo\tUSA\t2001\n",
         "#! person name forms country from to\nBo\tB\tUSA\t\t2002\n",
         "~ p.tsv\tBo\tto \"2001\" -> \"2002\", forms \"\" -> \"B\"\n");
    diff("p", "#! person name to\nBo\t\n", "#! person name to\nBo\t2002\n",
         "~ p.tsv\tBo\tto \"\" -> \"2002\"\n");
    diff("p", "#! person name country\nBo\tUSA\n",
         "#! person name note country\nBo\t\tUSA\n", "");
}

/* A little of what the program knows. */
static void open_known(void)
{
    static const char codes[] = "GOV\tsector\town\nEUR\tbody\town\n"
                                "UNO\tbody\town\n";
    static const char lands[] = "#! country name country\nUSA\tUSA\n";
    struct kb_file f[] = {{"codes", codes, sizeof codes - 1},
                          {"countries", lands, sizeof lands - 1}};
    struct err e = {0};
    void *block;
    size_t len;
    CHECK(kb_compile(f, 2, &mem, &block, &len, &e) == OK &&
          kb_open(&kb, block, len, &e) == OK);
}

int main(void)
{
    CHECK(mkdtemp(dir) && mkdtemp(other));
    open_known();
    test_text();
    test_names();
    test_terms();
    test_needs();
    test_diff();
    rmdir(dir);
    rmdir(other);
    arena_free(&mem);
    CHECK(base_live() == 0);
    return test_end();
}
