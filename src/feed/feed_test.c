/* Feeds given a few bytes at a time: their items, and what is refused. */
#include "feed/feed.h"

#include "base/test.h"

#include <string.h>

static char said[4096];

static enum rc pull(void *ctx, char *p, size_t max, size_t *n, struct err *e)
{
    const char **s = ctx;
    size_t there = strlen(*s);
    (void)e;
    *n = there < 50 ? there : 50;
    *n = *n < max ? *n : max;
    memcpy(p, *s, *n);
    *s += *n;
    return OK;
}

static const char *some(const char *s)
{
    return s ? s : "";
}

/* "id|date|title|source|url|text" an item, "!message" a fault. */
static const char *read_all(const char *s)
{
    struct feed *f = NULL;
    struct arena mem = {0};
    struct err e = {0};
    struct feed_item i;
    size_t n = 0;
    said[0] = '\0';
    enum rc rc = feed_open(&f, pull, &s, &e);
    while (rc != E_END && rc != E_NOMEM) {
        rc = feed_next(f, &mem, &i, &e);
        if (rc == OK)
            n += (size_t)snprintf(said + n, sizeof said - n,
                                  "%s|%s|%s|%s|%s|%s\n", some(i.id),
                                  some(i.date), some(i.title), some(i.origin),
                                  some(i.url), some(i.text));
        else if (rc != E_END)
            n += (size_t)snprintf(said + n, sizeof said - n, "!%s\n", e.msg);
    }
    feed_close(f);
    arena_free(&mem);
    CHECK(base_live() == 0);
    return said;
}

static void test_rss(void)
{
    CHECK_STR(read_all(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<rss version=\"2.0\" "
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
        "<title>The Wire</title><image><title>no</title></image>"
        "<item><guid> g1 </guid><title>Le\xe3o left</title>"
        "<link>http://x.example/1</link>"
        "<pubDate>Thu, 14 Dec 2017 10:00:00 GMT</pubDate>"
        "<source url=\"http://s.example\">The Post</source><description>"
        "&lt;p&gt;Iran left.&lt;/p&gt;&lt;p&gt;It said &amp;amp; did."
        "</description></item>"
        "<item><title>B</title><pubDate>soon</pubDate><description>Short"
        "</description><content:encoded><![CDATA[<p>Longer <b>text</b>.</p>]]>"
        "</content:encoded></item><item/></channel></rss>"),
        "g1|2017-12-14|Le\u00e3o left|The Post|http://x.example/1|Iran left."
        "\n\nIt said & did.\n||B|The Wire||Longer text.\n|||The Wire||\n");
}

static void test_atom(void)
{
    CHECK_STR(read_all(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry>"
        "<id>1</id><title>T</title><link rel=\"self\" href=\"no\"/><link "
        "href=\"http://a.example\"/><updated>2017-12-15T00:00:00Z</updated>"
        "<published>2017-12-14T00:00:00Z</published><source><title>S</title>"
        "</source><content type=\"xhtml\"><div>Hi.</div></content></entry>"
        "</feed>"),
        "1|2017-12-14|T|S|http://a.example|Hi.\n");
}

static void test_refused(void)
{
    static char deep[2000] = "<rss>";
    for (int i = 0; i < 400; i++)
        strcat(deep, "<a>");
    CHECK(strstr(read_all(deep), "!line 1: Excessive depth in document: 256"));
    CHECK_STR(read_all("<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b "
                       "\"&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///dev/zero\">]>"
                       "<rss><item><title>&b;&x;</title></item></rss>"),
              "!entities of its own, expected none: they are not followed\n");
    CHECK(strstr(read_all("<rss><item><description>A.</description></item>"
                          "<item><desc"), "|||||A.\n!"));
    CHECK(read_all("")[0] == '!' && read_all("hello")[0] == '!');
    CHECK_STR(read_all("<nitf><body/></nitf>"),
              "!an element <nitf>, expected <rss> or <feed>\n");
    CHECK(feed_is("<?xml?>\n<!-- x -->\n<rss>", 25) && feed_is("<feed>", 6));
    CHECK(!feed_is("<html><rss>", 11) && !feed_is("", 0));
}

int main(void)
{
    test_rss();
    test_atom();
    test_refused();
    return test_end();
}
