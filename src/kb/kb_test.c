#include "kb/kb_compile.h"

#include "base/test.h"

static struct arena mem;

static const char places[] =
    "#! city name forms country lat lon people source\n"
    "# a comment\n"
    "Zürich\tZurich\tCHE\t47.37\t8.55\t341730\town\n"
    "London\t\tGBR\t51.5\t-0.12\t8961989\town\n"
    "London\t\tCAN\t42.98\t-81.23\t346765\town\n";
static const char people[] =
    "#! person name surname country sector office from to source\n"
    "Anna O’Neill\tO'Neill\tUSA\tGOV\tSecretary of State\t2001-01\t2004\town\n";
static const char words[] = "b\t2\na\t1\tx\na\t3\n";

static enum rc compile(struct kb *kb, const struct kb_file *f, uint32_t n,
                       struct err *e)
{
    void *block;
    size_t len;
    TRY(kb_compile(f, n, &mem, &block, &len, e));
    return kb_open(kb, block, len, e);
}

static struct kb_file file(const char *name, const char *text)
{
    return (struct kb_file){name, text, strlen(text)};
}

static void tables(const struct kb *kb)
{
    char at[64];
    CHECK_STR(kb_get(kb, "words", "a", 1), "1");
    CHECK_STR(kb_get(kb, "words", "b", 2), "");
    CHECK(!kb_get(kb, "words", "c", 1));
    CHECK(!kb_get(kb, "none", "a", 1));
    CHECK_STR(kb_get(kb, KB_HEADS, "people", 1),
              "person name surname country sector office from to source");
    CHECK(!kb_get(kb, KB_HEADS, "words", 1));
    CHECK(!kb_get(NULL, "words", "a", 1));
    const struct kb_table *t = kb_table(kb, "words");
    CHECK(t && t->n_row == 3 && kb_row(kb, t, "a") == 0);
    CHECK_STR(kb_cell(kb, t, 1, 1), "3");
    kb_row_at(kb, t, 1, at, sizeof at);
    CHECK_STR(at, "words.tsv:3");
}

static void names(const struct kb *kb)
{
    uint32_t n, f = kb_find(kb, "london", &n);
    char at[64];
    CHECK(n == 2);
    CHECK_STR(kb_str(kb, kb->entry[kb->form[f].entry].country), "GBR");
    f = kb_find(kb, "zurich", &n);
    CHECK(n == 1);
    kb_entry_at(kb, &kb->entry[kb->form[f].entry], at, sizeof at);
    CHECK_STR(at, "places.tsv:3");
    f = kb_find(kb, "oneill", &n);
    CHECK(n == 1 && kb->form[f].surname);
    const struct kb_entry *en = &kb->entry[kb->form[f].entry];
    CHECK(kb_valid(en, doc_day(2004, 12, 31)));
    CHECK(!kb_valid(en, doc_day(2005, 1, 1)));
    CHECK(!kb_valid(en, doc_day(2000, 12, 31)));
    CHECK(kb_valid(en, NO_DAY));
}

static void refusal(const char *text, const char *want)
{
    struct kb kb;
    struct err e = {0};
    struct kb_file f = file("bad", text);
    CHECK(compile(&kb, &f, 1, &e) == E_INPUT);
    CHECK_STR(e.msg, want);
}

static void refusals(void)
{
    refusal("#! hamlet name\nX\n",
            "bad.tsv:1: expected a kind of name: \"hamlet\"");
    refusal("#! city name where\n",
            "bad.tsv:1: expected a column's name: \"where\"");
    refusal("#! city name country\n\nX\tusa\n",
            "bad.tsv:3: expected codes of 3 or 4 capitals: \"usa\"");
    refusal("#! city name\nX\tY\n", "bad.tsv:2: expected no more columns than "
            "the first line names: \"Y\"");
    refusal("#! person name from to\nX\t2001\t1999\n",
            "bad.tsv:2: expected a term that ends after it begins: \"2001\"");
    refusal("#! city name lat\nX\tnorth\n",
            "bad.tsv:2: expected a number: \"north\"");
}

/* The country of the first entry under a key, or "". */
static const char *country(const struct kb *kb, const char *key)
{
    uint32_t n, f = kb_find(kb, key, &n);
    return n ? kb_str(kb, kb->entry[kb->form[f].entry].country) : "";
}

static void layers(const struct kb *base)
{
    struct kb_file over[] = {
        file("mine", "#! city name country source\nLondon\tKIR\town\n"),
        file("more", "x\t1\n"),
        file("people", "#! person name surname country from source\n"
             "Bo Ek\tEk\tSWE\t2001\town\n"),
        file("words", "a\t9\nz\t1\n")};
    struct kb kb = *base;
    struct err e = {0};
    char at[64];
    uint32_t n;
    CHECK(kb_layer(&kb, over, 4, &mem, &e) == OK);
    CHECK(strcmp(kb_version(&kb), kb_version(base)) != 0);
    kb_find(&kb, "london", &n); /* another file adds, and comes first */
    CHECK(n == 3);
    CHECK_STR(country(&kb, "london"), "KIR");
    CHECK_STR(country(&kb, "oneill"), "USA"); /* no line of that name */
    CHECK_STR(country(&kb, "bo ek"), "SWE");
    CHECK_STR(kb_get(&kb, "words", "a", 1), "9");
    CHECK_STR(kb_get(&kb, "words", "b", 1), "2");
    CHECK_STR(kb_get(&kb, "words", "z", 1), "1");
    CHECK_STR(kb_get(&kb, "more", "x", 1), "1");
    CHECK_STR(kb_get(&kb, KB_HEADS, "mine", 1), "city name country source");
    CHECK_STR(kb_get(&kb, KB_HEADS, "people", 1),
              "person name surname country from source");
    CHECK_STR(kb_get(&kb, KB_HEADS, "places", 1),
              "city name forms country lat lon people source");
    CHECK(kb_table(&kb, "words")->n_row == 3); /* both rows of a are gone */
    kb_row_at(&kb, kb_table(&kb, "words"), 0, at, sizeof at);
    CHECK_STR(at, "+words.tsv:1");
    kb_row_at(&kb, kb_table(&kb, "words"), 1, at, sizeof at);
    CHECK_STR(at, "words.tsv:1");
    kb = *base;
    over[0] = file("places", "#! city name country source\n"
                   "London\tKIR\town\n");
    CHECK(kb_layer(&kb, over, 1, &mem, &e) == OK);
    uint32_t f = kb_find(&kb, "london", &n);
    CHECK(n == 1);
    kb_entry_at(&kb, &kb.entry[kb.form[f].entry], at, sizeof at);
    CHECK_STR(at, "+places.tsv:2");
    CHECK_STR(country(&kb, "zurich"), "CHE");
    kb = *base;
    over[0] = file("words", "#! city name\nX\n");
    CHECK(kb_layer(&kb, over, 1, &mem, &e) == E_INPUT);
    CHECK_STR(e.msg, "words.tsv:1: expected no \"#!\", as the built-in file");
    over[0] = file("people", "x\t1\n");
    CHECK(kb_layer(&kb, over, 1, &mem, &e) == E_INPUT);
}

static void broken(void)
{
    struct kb kb;
    struct err e;
    static const uint64_t zeros[16];
    CHECK(kb_open(&kb, zeros, sizeof zeros, &e) == E_MODEL);
    CHECK(kb_open(&kb, zeros, 0, &e) == E_MODEL);
    CHECK_STR(kb_version(NULL), "none");
}

int main(void)
{
    struct kb_file f[] = {file("people", people), file("places", places),
                          file("words", words)};
    struct kb kb;
    struct err e = {0};
    CHECK(compile(&kb, f, 3, &e) == OK);
    if (e.code)
        printf("%s\n", e.msg);
    else {
        tables(&kb);
        names(&kb);
        layers(&kb);
    }
    refusals();
    broken();
    arena_free(&mem);
    return test_end();
}
