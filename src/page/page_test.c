/* Pages: those of tests/html, whole, and what must be refused. */
#include "page/page.h"

#include "base/test.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 20 };

static char bytes[ROOM];
static char said[4096];

static size_t load(const char *name, char *to)
{
    const char *root = getenv("SOURCE_ROOT");
    char path[400];
    snprintf(path, sizeof path, "%s/tests/html/%s", root ? root : ".", name);
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(to, 1, ROOM - 1, f) : 0;
    to[n] = '\0';
    if (f)
        fclose(f);
    return n;
}

/* Title, date and text of a page as tests/html has them, or the message. */
static const char *read_bytes(const char *s, size_t n)
{
    struct arena mem = {0};
    struct page p;
    struct err e = {0};
    if (page_read(s, n, &mem, &p, &e) == OK)
        snprintf(said, sizeof said, "%s\n%s\n\n%s\n", p.title ? p.title : "",
                 p.date ? p.date : "", p.text);
    else
        snprintf(said, sizeof said, "!%s", e.msg);
    arena_free(&mem);
    CHECK(base_live() == 0);
    return said;
}

static const char *read_text(const char *s)
{
    return read_bytes(s, strlen(s));
}

static void test_pages(void)
{
    static char want[ROOM];
    for (int i = 1; i <= 20; i++) {
        char name[24];
        snprintf(name, sizeof name, "%02d.txt", i);
        CHECK(load(name, want) > 0);
        snprintf(name, sizeof name, "%02d.html", i);
        size_t n = load(name, bytes);
        CHECK(page_is(bytes, n));
        CHECK_STR(read_bytes(bytes, n), want);
    }
}

static const char *day(const char *s)
{
    static char found[11];
    return page_day(s, found) ? found : "";
}

static void test_days(void)
{
    CHECK_STR(day("2017-12-14T23:30:00Z"), "2017-12-14");
    CHECK_STR(day(" 20171214"), "2017-12-14");
    CHECK_STR(day("Thu, 14 Dec 2017 10:00:00 GMT"), "2017-12-14");
    CHECK_STR(day("Published: December 4, 2017"), "2017-12-04");
    CHECK_STR(day("Sept. 4, 2017"), "2017-09-04");
    CHECK_STR(day("14/12/2017"), "");
    CHECK_STR(day("yesterday"), "");
    CHECK_STR(day(""), "");
}

static void test_refused(void)
{
    static char deep[20 * 400 + 1];
    for (int i = 0; i < 1600; i++)
        memcpy(deep + 5 * i, "<div>", 5);
    CHECK(!strncmp(read_text(deep), "!elements more than 256 deep", 28));
    CHECK_STR(read_bytes("<p>\0", 4), "!byte 00, expected HTML");
    CHECK_STR(read_text("<p>Home</p>"), "\n\n\n\n");
    CHECK_STR(read_text("<!DOCTYPE html [<!ENTITY a \"aaaa\">"
                        "<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                        "<p>&a;&f; is what a page of nobody would like to say "
                        "to the one who reads it.</p>"),
              "\n\n\n&a;&f; is what a page of nobody would like to say to the "
              "one who reads it.\n");
    CHECK_STR(read_text("<title>\x93No\x94</title>"),
              "\u201cNo\u201d\n\n\n\n");
    CHECK(!strncmp(read_text("<meta charset=windows-1252><p>\x81\x9d"),
                   "!bytes that are neither UTF-8", 29));
    CHECK(!strncmp(read_text("<meta charset=klingon><p>\x81\x9d"),
                   "!bytes that are neither UTF-8", 29));
    CHECK(!page_is("date 2017-12-14 <html>", 22) && !page_is("", 0));
}

int main(void)
{
    test_pages();
    test_days();
    test_refused();
    return test_end();
}
