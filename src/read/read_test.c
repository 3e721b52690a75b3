/* Readers over files made here: what comes out, and what is said of what
 * does not. */
#include "read/read.h"

#include "base/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/read_test.XXXXXX";

/* Path of a file or directory in the folder; valid for eight further calls. */
static const char *in(const char *name)
{
    static char path[8][300];
    static int next;
    char *p = path[next++ % 8];
    snprintf(p, 300, "%s/%s", folder, name);
    return p;
}

static const char *put_bytes(const char *name, const void *p, size_t n)
{
    const char *path = in(name);
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(p, 1, n, f) == n);
    if (f)
        fclose(f);
    return path;
}

static const char *put(const char *name, const char *text)
{
    return put_bytes(name, text, strlen(text));
}

/* What reading the paths gives, one line a document or fault:
 * "id|date|title|text" or "!line:at message". */
static char said[8192];

static void say_fault(const struct read *r, const struct err *e, size_t *n)
{
    struct read_place p;
    char at[24] = "-";
    read_where(r, &p);
    if (p.has_at)
        snprintf(at, sizeof at, "%d", (int)p.at);
    *n += (size_t)snprintf(said + *n, sizeof said - *n, "!%d:%s %s\n",
                           (int)p.line, at, e->msg);
}

static const char *read_with(const struct read_options *o,
                             const char *const *paths, size_t n_path)
{
    struct read *r;
    struct arena mem = {0};
    struct err e = {0};
    size_t n = 0;
    said[0] = '\0';
    if (read_open(&r, paths, n_path, o, &e) != OK)
        return strcpy(said, e.msg);
    for (;;) {
        struct source s;
        enum rc rc = read_next(r, &mem, &s, &e);
        if (rc == E_END || rc == E_NOMEM)
            break;
        if (rc != OK) {
            say_fault(r, &e, &n);
            continue;
        }
        CHECK(strlen(s.text) == s.len && strlen(s.sha256) == 64);
        const char *id = s.id;
        if (!strncmp(id, folder, strlen(folder)))
            id += strlen(folder) + 1;
        n += (size_t)snprintf(said + n, sizeof said - n, "%s|%s|%s|%.300s\n",
                              id, s.date, s.title ? s.title : "", s.text);
    }
    if (read_skipped(r))
        snprintf(said + n, sizeof said - n, "skipped %d\n",
                 (int)read_skipped(r));
    read_close(r);
    arena_free(&mem);
    CHECK(base_live() == 0);
    return said;
}

static const char *read_one(const char *path)
{
    struct read_options o = {0};
    return read_with(&o, &path, 1);
}

static const char *read_as(const char *date, enum read_format f,
                           const char *path)
{
    struct read_options o = {.date = date, .format = f};
    return read_with(&o, &path, 1);
}

static void test_plain(void)
{
    CHECK_STR(read_one(put("a.txt", "date 2017-12-14\n\nHello.\n")),
              "a.txt|2017-12-14||Hello.\n\n");
    CHECK_STR(read_one(put("a.txt", " \n\tdate 2017-12-14 Hello.")),
              "a.txt|2017-12-14||Hello.\n");
    CHECK_STR(read_one(put("a.txt", "\xef\xbb\xbf" "date 2017-12-14\r\nA\r\n")),
              "a.txt|2017-12-14||A\r\n\n");
    CHECK_STR(read_one(put("a.txt", "WASHINGTON (AP) - Hello.")),
              "!1:- no date, expected a first line \"date YYYY-MM-DD\"; or "
              "give --date YYYY-MM-DD for undated documents\n");
    CHECK_STR(read_as("2020-02-29", READ_AUTO, in("a.txt")),
              "a.txt|2020-02-29||WASHINGTON (AP) - Hello.\n");
    CHECK_STR(read_as("2019-02-29", READ_AUTO, in("a.txt")),
              "date \"2019-02-29\" is not a day, expected YYYY-MM-DD");
    CHECK_STR(read_as("2020-01-01", READ_AUTO,
                      put("a.txt", "date palms grow.")),
              "a.txt|2020-01-01||date palms grow.\n");
    CHECK_STR(read_as("2020-01-01", READ_AUTO,
                      put("a.txt", "date 14 May\nHello.")),
              "a.txt|2020-01-01||date 14 May\nHello.\n");
    CHECK_STR(read_as("2020-01-01", READ_AUTO,
                      put("a.txt", "\n\ndate 2017-13-14 Hello.")),
              "!3:7 date \"2017-13-14\" is not a day, expected YYYY-MM-DD\n");
    CHECK_STR(read_one(put("a.txt", "date 2017-12-14\n \r\n")),
              "!1:- the text is empty, expected words\n");
    CHECK_STR(read_one(put("a.txt", "")),
              "!1:- the text is empty, expected words\n");
}

static void test_bytes(void)
{
    static const char nul[] = "date 2017-12-14\na\0b";
    CHECK_STR(read_one(put("a.txt", "date 2017-12-14\nA \x92 b")),
              "!2:18 byte 0x92 continues a character that did not begin, "
              "expected UTF-8\n");
    CHECK_STR(read_one(put_bytes("a.txt", nul, sizeof nul - 1)),
              "!2:17 a NUL byte, expected UTF-8 text\n");
    CHECK_STR(read_one(put("a.txt", "date 2017-12-14 \xed\xa0\x80")),
              "!1:16 byte 0xed begins a surrogate, which is no character, "
              "expected UTF-8\n");
    CHECK_STR(read_one(put("a.txt", "date 2017-12-14 \xe2\x80\x9cNo\xe2\x80"
                           "\x9d \xf0\x9f\x95\x8a")),
              "a.txt|2017-12-14||\xe2\x80\x9cNo\xe2\x80\x9d "
              "\xf0\x9f\x95\x8a\n");
}

static void test_json(void)
{
    CHECK_STR(read_one(put("a.jsonl",
        "{\"id\":\"x\",\"date\":\"2017-12-14\",\"text\":\" A\\r\\n\","
        "\"title\":\"T\",\"more\":[1,{\"a\":2}]}\r\n"
        "\n"
        "{\"date\":\"2017-12-15T08:00:00Z\",\"text\":\"B\",\"title\":null}\n"
        "{\"id\":7,\"date\":\"2017-12-14\",\"text\":\"\\ud83d\\udd4a\"}")),
              "x|2017-12-14|T| A\r\n\n"
              "a.jsonl#2|2017-12-15||B\n"
              "7|2017-12-14||\xf0\x9f\x95\x8a\n");
    CHECK_STR(read_one(put("a.jsonl", "")), "");
    CHECK_STR(read_one(put("a.jsonl",
        "{\"id\":\"x\",\"date\":\"2017-12-14\",\"text\":\"A\"}\n"
        "{\"id\":\"x\",\"date\":\"2017-12-14\",\"text\":\"B\"}\n"
        "{\"id\":\"x#2\",\"date\":\"2017-12-14\",\"text\":\"C\"}\n"
        "{\"id\":\"x\",\"date\":\"2017-12-14\",\"text\":\"D\"}\n")),
              "x|2017-12-14||A\nx#2|2017-12-14||B\nx#2#2|2017-12-14||C\n"
              "x#3|2017-12-14||D\n");
    struct read_options o = {.field = {[READ_DATE] = "pub_date",
                                       [READ_BODY] = "body"}};
    const char *path = put("a.jsonl", "{\"pub_date\":\"2017-12-14\","
                           "\"body\":\"A\"}\n{\"text\":\"A\"}\n"
                           "{\"body\":\"B\",\"date\":\"2017-12-14\"}");
    CHECK_STR(read_with(&o, &path, 1),
              "a.jsonl#1|2017-12-14||A\n"
              "!2:- expected a field \"body\"\n"
              "!3:- no date, expected a field \"pub_date\": \"YYYY-MM-DD\"; "
              "or give --date YYYY-MM-DD for undated documents\n");
}

static void test_json_faults(void)
{
    CHECK_STR(read_one(put("a.jsonl", "{\"text\":\"A\",}\n"
                           "{\"text\":\"A\"\n"
                           "[1]\n"
                           "oops\n"
                           "{\"text\":4}\n"
                           "{\"text\":\"\\ud800\"}\n"
                           "{\"text\":\"a\\u0000b\"}\n"
                           "{\"text\":\"\xff\"}\n"
                           "{\"text\":\"\"}\n"
                           "{\"text\":\"A\",\"date\":\"14 May\"}\n"
                           "{\"text\":\"A\"} x\n"
                           "{\"text\":\"A\",\"date\":\"2017-12-14\"}\n")),
              "!1:13 string or '}' expected near '}', expected one JSON "
              "object\n"
              "!2:11 the line ends inside its JSON, expected one whole object "
              "on each line\n"
              "!3:0 a list, expected one JSON object\n"
              "!4:4 invalid token near 'oops', expected one JSON object\n"
              "!5:- \"text\" is a number, expected a string\n"
              "!6:16 invalid Unicode '\\uD800' near '\"\\ud800\"', expected "
              "one JSON object\n"
              "!7:- \"text\" holds the character U+0000, expected text\n"
              "!8:9 byte 0xff never occurs in UTF-8, expected UTF-8\n"
              "!9:- the text is empty, expected words\n"
              "!10:- date \"14 May\" is not a day, expected YYYY-MM-DD\n"
              "!11:14 end of file expected near 'x', expected one JSON "
              "object\n"
              "a.jsonl#12|2017-12-14||A\n");
    CHECK_STR(read_one(put("a.jsonl", "{\n\"text\":\"A\"\n}\n")),
              "!1:1 JSON over several lines, expected one object on each line "
              "(JSON Lines)\n");
}

/* Lines that are too much: refused, and the next line is read. */
static void test_limits(void)
{
    static const char good[] = "{\"date\":\"2017-12-14\",\"text\":\"A\"}\n";
    const char *path = in("a.jsonl");
    FILE *f = fopen(path, "wb");
    CHECK(f != NULL);
    if (!f)
        return;
    for (int i = 0; i < 10000; i++)
        fputc('[', f);
    fputs("\n{\"text\":\"", f);
    for (int i = 0; i < 50 << 20; i++)
        fputc('a', f);
    fputs("\"}\n{\"text\":\"", f);
    for (int i = 0; i < DOC_MAX + 1; i++)
        fputc('a', f);
    fputs("\"}\n{\"a\":[", f);
    for (int i = 0; i < READ_VALUE_MAX; i++)
        fputs("1,", f);
    fputs("1]}\n", f);
    fputs(good, f);
    fclose(f);
    CHECK_STR(read_one(path),
              "!1:1000 more than 1000 levels of JSON\n"
              "!2:- a line of 52428811 bytes is over the limit of 4194304, "
              "for a text of at most 1048576\n"
              "!3:- \"text\" is 1048577 bytes long, over the limit of "
              "1048576: expected single reports\n"
              "!4:200003 more than 100000 values in one line\n"
              "a.jsonl#5|2017-12-14||A\n");
    CHECK(truncate(path, 0) == 0);
    char *big = malloc(DOC_MAX + 1);
    memset(big, 'a', DOC_MAX + 1);
    memcpy(big, "date 2017-12-14\n", 16);
    put_bytes("big.txt", big, DOC_MAX + 1);
    CHECK(strncmp(read_one(in("big.txt")), "big.txt|2017-12-14||aaa", 22)
          == 0);
    memset(big, 'a', 16);
    CHECK_STR(read_as("2017-12-14", READ_AUTO,
                      put_bytes("big.txt", big, DOC_MAX + 1)),
              "!1:- the text is over the limit of 1048576 bytes, expected "
              "single reports\n");
    free(big);
    unlink(in("big.txt"));
}

static void test_formats(void)
{
    put("b.news", "\n {\"text\":\"A\",\"date\":\"2017-12-14\"}");
    CHECK_STR(read_one(in("b.news")), "b.news#1|2017-12-14||A\n");
    CHECK_STR(read_one(put("c.news", "[ {\"text\":\"A\"}]")),
              "!1:0 a list, expected one JSON object\n");
    CHECK_STR(read_as("2017-12-14", READ_AUTO, put("c.news", "[A] B")),
              "c.news|2017-12-14||[A] B\n");
    unlink(in("c.news"));
    CHECK_STR(read_as("2017-12-14", READ_TEXT, in("b.news")),
              "b.news|2017-12-14||\n {\"text\":\"A\","
              "\"date\":\"2017-12-14\"}\n");
    CHECK_STR(read_as("2017-12-14", READ_AUTO, put("b.news", "Hello.")),
              "b.news|2017-12-14||Hello.\n");
    CHECK_STR(read_one(in("nothing.txt")),
              "!0:- cannot be opened: No such file or directory\n");
    unlink(in("b.news"));
}

static void test_folder(void)
{
    char again[300];
    const char *paths[2] = {folder, again};
    strcpy(again, in("d/b.txt"));
    CHECK(mkdir(in("d"), 0700) == 0 && mkdir(in("d/e"), 0700) == 0 &&
          mkdir(in("d/.git"), 0700) == 0);
    put("d/b.txt", "B");
    put("d/a.txt", "A");
    put("d/e/c.jsonl", "{\"text\":\"C\"}");
    put("d/.git/x.txt", "X");
    put("d/page.pdf", "%PDF");
    put("d.txt", "Z");
    unlink(in("a.txt"));
    unlink(in("a.jsonl"));
    CHECK(symlink("..", in("d/up")) == 0);
    CHECK(symlink("nowhere", in("d/x.txt")) == 0);
    struct read_options o = {.undated = true};
    CHECK_STR(read_with(&o, paths, 2),
              "d/a.txt|||A\nd/b.txt|||B\nd/e/c.jsonl#1|||C\nd.txt|||Z\n"
              "d/b.txt#2|||B\nskipped 4\n");
}

/* Every allocation, jansson's too, fails once. */
static bool is_clear(enum rc rc, const struct err *e)
{
    return rc == OK || rc == E_END || (rc == E_NOMEM && e->msg[0]);
}

/* Reads the folder; true when all of it went well. */
static bool read_folder(const char *const *paths)
{
    struct read_options o = {.undated = true};
    struct read *r = NULL;
    struct arena mem = {0};
    struct err e = {0};
    struct source s;
    enum rc rc = read_open(&r, paths, 1, &o, &e);
    while (rc == OK)
        rc = read_next(r, &mem, &s, &e);
    CHECK(is_clear(rc, &e));
    read_close(rc == E_NOMEM && !r ? NULL : r);
    arena_free(&mem);
    CHECK(base_live() == 0);
    return rc == E_END;
}

static void test_faults(void)
{
    const char *path = folder;
    uint64_t n = 1;
    put("good.csv", "date,text\n2017-12-14,A\n");
    for (;; n++) {
        uint64_t before = base_fail_at(n);
        bool well = read_folder(&path);
        if (base_fail_at(0) - before < n) {
            CHECK(well);
            break;
        }
    }
    CHECK(n > 20);
}

static void test_table(void)
{
    CHECK_STR(read_one(put("a.csv", "id,date,text,title\r\n"
                           "1,2017-12-14,\"A \"\"b\"\",\r\nc\",T\r\n\r\n"
                           ",2017-12-15,B,\r\n")),
              "1|2017-12-14|T|A \"b\",\r\nc\na.csv#2|2017-12-15||B\n");
    CHECK_STR(read_one(put("a.csv", "\xef\xbb\xbf\"Date\";TEXT;x\n"
                           "2017-12-14;A, b;\"c;d\"")),
              "a.csv#1|2017-12-14||A, b\n");
    CHECK_STR(read_one(put("a.tsv", "text\tdate\n5\" \"gun\"\t2017-12-14\n")),
              "a.tsv#1|2017-12-14||5\" \"gun\"\n");
    CHECK_STR(read_as("2020-01-01", READ_AUTO, put("one.csv", "text\nA, b\n")),
              "!2:- 2 cells, expected 1 as in the first line\n");
    struct read_options o = {.field = {[READ_BODY] = "Full Text"}};
    const char *path = put("export", "date,full text\n2017-12-14,A\n");
    CHECK_STR(read_with(&o, &path, 1), "export#1|2017-12-14||A\n");
    CHECK_STR(read_as("2020-01-01", READ_AUTO,
                      put("a", "Text, he said, is dated.\nB")),
              "a|2020-01-01||Text, he said, is dated.\nB\n");
}

static void test_table_faults(void)
{
    CHECK_STR(read_one(put("a.csv", "a,b\n1,2\n")),
              "!1:- no column \"text\" in the first line, expected the names "
              "of columns; --field text=COLUMN tells another\n");
    CHECK_STR(read_one(put("a.csv", "date,text\n2017-12-14,\"A\"b\n"
                           "2017-12-14\n2017-12-14,A\n2017-12-14,\"open\n")),
              "!2:14 text behind a closed quote, expected the next cell; a "
              "quote inside is \"\"\n"
              "!3:- 1 cells, expected 2 as in the first line\n"
              "a.csv#3|2017-12-14||A\n"
              "!5:11 a quote that is not closed, expected \" at the end of "
              "its cell\n");
    CHECK_STR(read_one(put("a.csv", "date,text\n2017-12-14,\n")),
              "!2:- the text is empty, expected words\n");
}

int main(void)
{
    char clean[300];
    if (!mkdtemp(folder))
        return 1;
    test_plain();
    test_bytes();
    test_json();
    test_json_faults();
    test_limits();
    test_formats();
    test_folder();
    test_faults();
    test_table();
    test_table_faults();
    snprintf(clean, sizeof clean, "rm -r %s", folder);
    CHECK(system(clean) == 0);
    return test_end();
}
