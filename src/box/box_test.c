/* Boxes written here with libarchive: what comes out, and what is refused. */
#include "box/box.h"

#include "base/test.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 21 };

/* A box in memory. */
struct packed {
    char *p;
    size_t n, at;
};

static char said[4096];

static struct archive *begin(struct packed *to, bool zip, int filter)
{
    struct archive *a = archive_write_new();
    to->p = malloc(ROOM);
    if (zip)
        archive_write_set_format_zip(a);
    else
        archive_write_set_format_pax_restricted(a);
    archive_write_add_filter(a, filter);
    archive_write_set_bytes_in_last_block(a, 1);
    CHECK(archive_write_open_memory(a, to->p, ROOM, &to->n) == ARCHIVE_OK);
    return a;
}

static void put(struct archive *a, const char *name, const void *p, size_t n)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)n);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    CHECK(archive_write_header(a, entry) == ARCHIVE_OK);
    CHECK(archive_write_data(a, p, n) == (la_ssize_t)n);
    archive_entry_free(entry);
}

static void end(struct archive *a)
{
    CHECK(archive_write_close(a) == ARCHIVE_OK);
    archive_write_free(a);
}

/* One member. */
static struct packed pack_one(bool zip, int filter, const char *name,
                              const void *p, size_t n)
{
    struct packed to = {0};
    struct archive *a = begin(&to, zip, filter);
    put(a, name, p, n);
    end(a);
    return to;
}

static struct packed compress(int filter, const void *p, size_t n)
{
    struct packed to = {.p = malloc(ROOM)};
    struct archive *a = archive_write_new();
    archive_write_set_format_raw(a);
    archive_write_add_filter(a, filter);
    archive_write_set_bytes_in_last_block(a, 1);
    CHECK(archive_write_open_memory(a, to.p, ROOM, &to.n) == ARCHIVE_OK);
    put(a, "data", p, n);
    end(a);
    return to;
}

/* A few bytes at a time, so that nothing hangs on where they are cut. */
static enum rc pull(void *ctx, const char **p, size_t *n, struct err *e)
{
    struct packed *b = ctx;
    (void)e;
    *p = b->p + b->at;
    *n = b->n - b->at < 700 ? b->n - b->at : 700;
    b->at += *n;
    return OK;
}

static void say(const char *name, const char *s)
{
    size_t n = strlen(said);
    snprintf(said + n, sizeof said - n, "%.40s|%.90s\n", name, s);
}

static enum rc member(struct box *b, const char *name, struct err *e)
{
    char text[64] = "", piece[7];
    size_t n = 0, k;
    for (;;) {
        TRY(box_read(b, piece, sizeof piece, &k, e));
        if (!k)
            break;
        size_t room = sizeof text - 1 - n;
        memcpy(text + n, piece, k < room ? k : room);
        n += k < room ? k : room;
    }
    say(name, text);
    return OK;
}

/* All that a box holds, "name|text" a line, faults "!|message". */
static const char *read_all(struct packed in)
{
    struct box *b = NULL;
    struct err e = {0};
    const char *name;
    said[0] = '\0';
    CHECK(box_is(in.p, in.n));
    enum rc rc = box_open(&b, pull, &in, &e);
    if (rc != OK)
        say("!", e.msg);
    for (int i = 0; rc != E_END && b && i < 20; i++) {
        rc = box_next(b, &name, &e);
        if (rc == OK)
            rc = member(b, name, &e);
        if (rc != OK && rc != E_END)
            say("!", e.msg);
    }
    box_close(b);
    free(in.p);
    CHECK(base_live() == 0);
    return said;
}

static void test_kinds(void)
{
    static const int filter[] = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2,
                                 ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD};
    for (size_t i = 0; i < sizeof filter / sizeof *filter; i++) {
        CHECK_STR(read_all(compress(filter[i], "Hello.", 6)), "|Hello.\n");
        CHECK_STR(read_all(pack_one(false, filter[i], "a/b.txt", "Hi.", 3)),
                  "a/b.txt|Hi.\n");
    }
    CHECK_STR(read_all(pack_one(false, ARCHIVE_FILTER_NONE, "a.txt", "A", 1)),
              "a.txt|A\n");
    CHECK_STR(read_all(pack_one(true, ARCHIVE_FILTER_NONE, "a.txt", "A", 1)),
              "a.txt|A\n");
    CHECK_STR(read_all(compress(ARCHIVE_FILTER_GZIP, "", 0)),
              "!|an archive of nothing, expected reports in it\n");
    CHECK(!box_is("Hello", 5) && !box_is("", 0));
}

static void test_nested(void)
{
    struct packed gz = compress(ARCHIVE_FILTER_GZIP, "deep", 4), out = {0};
    struct archive *a = begin(&out, true, ARCHIVE_FILTER_NONE);
    put(a, "one.txt", "1", 1);
    put(a, "day.txt.gz", gz.p, gz.n);
    put(a, "two.txt", "2", 1);
    end(a);
    struct packed tar = pack_one(false, ARCHIVE_FILTER_NONE, "in.zip", out.p,
                                 out.n);
    CHECK_STR(read_all(out), "one.txt|1\nday.txt.gz|deep\ntwo.txt|2\n");
    CHECK_STR(read_all(tar), "in.zip/one.txt|1\n!|\"day.txt.gz\" is packed in "
              "a box in a box, expected no deeper\nin.zip/two.txt|2\n");
    struct packed twice = compress(ARCHIVE_FILTER_GZIP, gz.p, gz.n);
    struct packed thrice = compress(ARCHIVE_FILTER_GZIP, twice.p, twice.n);
    CHECK_STR(read_all(twice), "|deep\n");
    CHECK_STR(read_all(thrice), "!|compressed more than twice, expected at "
              "most a box in a box\n");
    free(gz.p);
}

static void test_names(void)
{
    static const char *const bad[] = {"../../etc/passwd", "/etc/passwd",
                                      "a/../../b", "C:\\x.txt", "..\\x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct packed to = {0};
        struct archive *a = begin(&to, false, ARCHIVE_FILTER_NONE);
        put(a, bad[i], "x", 1);
        put(a, "good..txt", "y", 1);
        end(a);
        const char *s = read_all(to);
        CHECK(strstr(s, "leads out of the archive"));
        CHECK(strstr(s, "\ngood..txt|y\n"));
    }
}

static void test_bombs(void)
{
    static const size_t big = (size_t)64 << 20;
    char *many = malloc(big);
    CHECK(many);
    memset(many, 'a', big);
    CHECK(strstr(read_all(compress(ARCHIVE_FILTER_ZSTD, many, big)),
                 "!|unpacks to more than 400 times its "));
    CHECK(strstr(read_all(pack_one(true, ARCHIVE_FILTER_NONE, "a.txt", many,
                                   big)), "!|unpacks to more than 400 "));
    struct packed gz = compress(ARCHIVE_FILTER_GZIP, many, big);
    struct packed twice = compress(ARCHIVE_FILTER_GZIP, gz.p, gz.n);
    CHECK(strstr(read_all(twice), "!|unpacks to more than 400 times"));
    struct packed zip = pack_one(true, ARCHIVE_FILTER_NONE, "a.gz", gz.p,
                                 gz.n);
    CHECK(strstr(read_all(zip), "!|"));
    free(gz.p);
    free(many);
}

static void test_cut(void)
{
    static char text[20000];
    uint32_t x = 1;
    for (size_t i = 0; i < sizeof text; i++, x = x * 1664525u + 1013904223u)
        text[i] = (char)('a' + (x >> 24) % 26);
    struct packed gz = compress(ARCHIVE_FILTER_GZIP, text, sizeof text);
    gz.n /= 2;
    CHECK(strstr(read_all(gz), "!|cannot be unpacked at byte "));
    struct packed zip = pack_one(true, ARCHIVE_FILTER_NONE, "a.txt", text,
                                 sizeof text);
    zip.n /= 2;
    CHECK(strstr(read_all(zip), "!|cannot be unpacked at byte "));
    struct packed inner = compress(ARCHIVE_FILTER_GZIP, text, sizeof text);
    struct packed to = {0};
    struct archive *a = begin(&to, false, ARCHIVE_FILTER_NONE);
    put(a, "cut.gz", inner.p, inner.n / 2);
    put(a, "next.txt", "still", 5);
    end(a);
    free(inner.p);
    const char *s = read_all(to);
    CHECK(strstr(s, "!|cannot be unpacked") && strstr(s, "next.txt|still\n"));
}

int main(void)
{
    test_kinds();
    test_nested();
    test_names();
    test_bombs();
    test_cut();
    return test_end();
}
