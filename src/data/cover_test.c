/* Names without a code: from a document's tables to rows, from rows to the
 * list. */
#include "data/data.h"

#include "base/test.h"

static struct arena mem;

/* A text of four words, one sentence, one mention that a statement has. */
static void make_doc(struct doc *d, const char *text, struct entity en)
{
    struct source src = {.id = "doc\t1", .date = "2020-05-01", .text = text,
                         .len = (uint32_t)strlen(text), .sha256 = ""};
    struct err e = {0};
    struct mention m = {.at = {0, 2}, .head = 1, .chain = 0,
                        .antecedent = NONE, .kind = MENTION_NAME};
    struct statement s = {.speaker = 0};
    CHECK(doc_open(d, &src, &e) == OK);
    for (uint32_t i = 0, k = 0; text[i]; i = k + (text[k] == ' ')) {
        for (k = i; text[k] && text[k] != ' ';)
            k++;
        CHECK(table_put(&d->mem, &d->tok, (struct tok){.at = {i, k}}));
    }
    struct run all = {0, d->tok.n};
    struct name n = {.at = {0, 2}, .type = NAME_PER};
    CHECK(table_put(&d->mem, &d->sent, all));
    CHECK(table_put(&d->mem, &d->name, n));
    CHECK(table_put(&d->mem, &d->mention, m));
    en.name = doc_str(d, "Bo Ek", 5);
    CHECK(table_put(&d->mem, &d->entity, en));
    CHECK(table_put(&d->mem, &d->statement, s));
}

static void unknown(const char *data, const char *country, const char *want)
{
    struct doc d = {.len = 0};
    struct buf out = {0};
    struct err e = {0};
    struct kb_file f = {"mine", data, strlen(data)};
    struct kb own;
    void *block;
    size_t len;
    CHECK(kb_compile(&f, 1, &mem, &block, &len, &e) == OK);
    CHECK(kb_open(&own, block, len, &e) == OK);
    make_doc(&d, "Bo Ek spoke today", (struct entity){.p = 0});
    d.entity.row[0].country = doc_str(&d, country, strlen(country));
    data_unknown(&own, &d, &out);
    CHECK_STR(buf_str(&out), want);
    buf_free(&out);
    doc_close(&d);
}

static void test_unknown(void)
{
    unknown("#! person name\nAl Di\n", "",
            "Bo Ek\t0\t0\t\t\t\t2020-05-01\tdoc 1\t0\tBo Ek spoke today\n");
    unknown("#! person name\nAl Di\n", "SWE",
            "Bo Ek\t0\t1\tSWE\t\t\t2020-05-01\tdoc 1\t0\tBo Ek spoke today\n");
    unknown("#! person name\nBo Ek\n", "", "");
    unknown("#! office name\nBo Ek\n", "", /* no name */
            "Bo Ek\t0\t0\t\t\t\t2020-05-01\tdoc 1\t0\tBo Ek spoke today\n");
}

/* Lexicons without a line tell the columns of theirs. */
static struct kb heads(void)
{
    static const char people[] = "#! person name forms surname country sector "
                                 "office from to source\n";
    static const char places[] = "#! region name country lat source\n";
    static const char parties[] = "#! - name kind country sector source\n";
    struct kb_file f[] = {{"leaders_own", people, sizeof people - 1},
                          {"parties", parties, sizeof parties - 1},
                          {"regions", places, sizeof places - 1}};
    struct kb kb = {.n_str = 0};
    struct err e = {0};
    void *block;
    size_t len;
    CHECK(kb_compile(f, 3, &mem, &block, &len, &e) == OK);
    CHECK(kb_open(&kb, block, len, &e) == OK);
    return kb;
}

static void cover(const char *rows, uint32_t top, bool json, const char *want)
{
    struct buf out = {0}, in = {0};
    struct err e = {0};
    struct kb kb = heads();
    buf_text(&in, rows);
    CHECK(data_cover(&kb, &in, top, json, &out, &e) == OK);
    CHECK_STR(buf_str(&out), want);
    buf_free(&in);
    buf_free(&out);
}

static void test_cover(void)
{
    static const char rows[] =
        "Red Band\t2\t0\t\tREB\t\t2020-05-01\ta\t3\tRed Band struck.\n"
        "Bo Ek\t0\t0\t\t\t\t2020-05-02\tb\t0\tBo \"Ek\" spoke.\n"
        "Bo Ek\t0\t1\tSWE\tLEG\tsenator\t2020-05-03\tc\t1\tThe Swede.\n"
        "Bo Ek\t0\t0\t\t\t\t2020-05-04\td\t0\tAgain.\n"
        "Al Di\t0\t1\tSWE\tGOV\t\t2020-05-04\td\t0\tCoded.\n"
        "Reds\t2\t0\tPER\tPTY\t\t2020-05-04\td\t1\tReds left.\n"
        "Lakeland\t1\t0\t\t\t\t2020-05-04\td\t1\tLakeland left.\n";
    cover(rows, 0, false,
          "2 PER Bo Ek\n"
          "    b sentence 0: Bo \"Ek\" spoke.\n"
          "    leaders_own.tsv: Bo Ek\t\tEk\tSWE\tLEG\tsenator\t2020-05-02"
          "\t\town\n"
          "1 LOC Lakeland\n"
          "    d sentence 1: Lakeland left.\n"
          "    regions.tsv: Lakeland\t?\t\town\n"
          "1 ORG Red Band\n"
          "    a sentence 3: Red Band struck.\n"
          "    groups.tsv: Red Band\tgroup\t?\tREB\tRed Band\town\n"
          "1 ORG Reds\n"
          "    d sentence 1: Reds left.\n"
          "    parties.tsv: Reds\torg\tPER\tPTY\town\n");
    cover(rows, 1, true,
          "{\"name\":\"Bo Ek\",\"type\":\"PER\",\"count\":2,\"example\":"
          "{\"document\":\"b\",\"sentence\":0,\"text\":\"Bo \\\"Ek\\\" spoke."
          "\"},\"file\":\"leaders_own.tsv\",\"head\":\"#! person name forms "
          "surname country sector office from to source\",\"line\":\"Bo "
          "Ek\\t\\tEk\\tSWE\\tLEG\\tsenator\\t2020-05-02\\t\\town\"}\n");
    cover("", 0, true, "");
}

int main(void)
{
    test_unknown();
    test_cover();
    arena_free(&mem);
    CHECK(base_live() == 0);
    return test_end();
}
