/* Title, date, publisher and address: of several the first that is given, in
 * the order of `source` and `rank` below: JSON-LD, meta tags, elements. */
#include "page/page_in.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

enum { TITLE, DATE, ORIGIN, URL, N_WHAT };

/* Where it is said; the first of these wins. */
enum { LD, META, ELEMENT, LAST, N_RANK };

struct meta {
    struct arena *mem;
    const char *said[N_WHAT][N_RANK];
    bool fail;
};

/* Copies s without white space around, each run of it inside one space. */
static const char *clean(struct arena *mem, const char *s, size_t n)
{
    char *out = arena_get(mem, n + 1);
    size_t k = 0;
    for (size_t i = 0; out && i < n; i++) {
        bool white = (unsigned char)s[i] <= ' ';
        if (!white)
            out[k++] = s[i];
        else if (k && out[k - 1] != ' ')
            out[k++] = ' ';
    }
    if (out && k && out[k - 1] == ' ')
        out[--k] = '\0';
    return out;
}

static void say(struct meta *m, int what, int rank, const char *s)
{
    char day[11];
    if (m->said[what][rank] || !*s || (what == DATE && !page_day(s, day)))
        return;
    s = what == DATE ? day : s;
    const char *copy = clean(m->mem, s, strlen(s));
    m->fail = m->fail || !copy;
    m->said[what][rank] = copy && *copy ? copy : NULL;
}

static const struct { const char *name; int what; } tags[] = {
    {"og:title", TITLE}, {"twitter:title", TITLE}, {"dc.title", TITLE},
    {"headline", TITLE}, {"article:published_time", DATE},
    {"og:published_time", DATE}, {"datepublished", DATE},
    {"date", DATE}, {"pubdate", DATE}, {"publishdate", DATE},
    {"publish-date", DATE}, {"publication_date", DATE}, {"dc.date", DATE},
    {"dc.date.issued", DATE}, {"dcterms.created", DATE},
    {"parsely-pub-date", DATE}, {"sailthru.date", DATE},
    {"article.published", DATE}, {"og:site_name", ORIGIN},
    {"publisher", ORIGIN}, {"dc.publisher", ORIGIN},
    {"application-name", ORIGIN}, {"og:url", URL},
};

static void take_tag(struct meta *m, const xmlNode *node)
{
    static const char *const key[] = {"property", "name", "itemprop"};
    for (size_t k = 0; k < 3; k++) {
        const char *name = page_attr(node, key[k]);
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
            if (!strcasecmp(name, tags[i].name))
                say(m, tags[i].what, META, page_attr(node, "content"));
        }
    }
}

static const char *text_of(const json_t *v)
{
    if (json_is_object(v))
        v = json_object_get(v, "name");
    return json_is_string(v) ? json_string_value(v) : "";
}

/* Takes what an object of JSON-LD says; reports lie in lists and @graph. */
static void take_object(struct meta *m, const json_t *v, int level)
{
    size_t i;
    json_t *part;
    if (level > 4)
        return;
    if (json_is_array(v)) {
        json_array_foreach(v, i, part)
            take_object(m, part, level + 1);
        return;
    }
    if (!json_is_object(v))
        return;
    take_object(m, json_object_get(v, "@graph"), level + 1);
    if (!json_object_get(v, "headline"))
        return;
    say(m, TITLE, LD, text_of(json_object_get(v, "headline")));
    say(m, DATE, LD, text_of(json_object_get(v, "datePublished")));
    say(m, ORIGIN, LD, text_of(json_object_get(v, "publisher")));
    say(m, URL, LD, text_of(json_object_get(v, "url")));
}

static void take_ld(struct meta *m, const xmlNode *node)
{
    const xmlNode *c = node->children;
    if (strcasecmp(page_attr(node, "type"), "application/ld+json") || !c ||
        !c->content)
        return;
    size_t n = strlen((const char *)c->content);
    json_t *v = n > PAGE_LD_MAX ? NULL
              : json_loadb((const char *)c->content, n, 0, NULL);
    take_object(m, v, 0);
    json_decref(v);
}

/* The text in an element. */
static void take_text(struct meta *m, int what, int rank, const xmlNode *node)
{
    xmlChar *s = xmlNodeGetContent(node);
    if (s)
        say(m, what, rank, (const char *)s);
    xmlFree(s);
}

static void take_time(struct meta *m, const xmlNode *node)
{
    const char *when = page_attr(node, "datetime");
    int rank = strcasecmp(page_attr(node, "itemprop"), "datePublished")
             ? ELEMENT : META;
    if (*when)
        say(m, DATE, rank, when);
    else
        take_text(m, DATE, rank, node);
}

/* True for an element that is told to hold the day. */
static bool holds_day(const xmlNode *node)
{
    const char *s = page_attr(node, "class");
    return strcasestr(s, "date") || strcasestr(s, "publish") ||
           strcasestr(s, "byline") || strcasestr(s, "time");
}

static void take_element(struct meta *m, const xmlNode *node)
{
    if (page_named(node, "meta"))
        take_tag(m, node);
    else if (page_named(node, "script"))
        take_ld(m, node);
    else if (page_named(node, "time"))
        take_time(m, node);
    else if (page_named(node, "h1"))
        take_text(m, TITLE, ELEMENT, node);
    else if (page_named(node, "title"))
        take_text(m, TITLE, LAST, node);
    else if (page_named(node, "link") &&
             !strcasecmp(page_attr(node, "rel"), "canonical"))
        say(m, URL, ELEMENT, page_attr(node, "href"));
    else if (!strcasecmp(page_attr(node, "itemprop"), "datePublished"))
        take_text(m, DATE, META, node);
    else if (holds_day(node))
        take_text(m, DATE, LAST, node);
}

/* Of "Talks resume - The Daily" the part before the site's name. */
static const char *without_site(struct meta *m, const char *s)
{
    static const char *const mark[] = {" | ", " - ", " \u2013 ", " \u2014 "};
    for (size_t i = 0; s && i < sizeof mark / sizeof *mark; i++) {
        const char *last = NULL;
        for (const char *p = s; (p = strstr(p, mark[i])); p++)
            last = p;
        if (last && last > s)
            return clean(m->mem, s, (size_t)(last - s));
    }
    return s;
}

static const char *best(const struct meta *m, int what)
{
    for (int rank = 0; rank < N_RANK; rank++) {
        if (m->said[what][rank])
            return m->said[what][rank];
    }
    return NULL;
}

enum rc page_meta(const xmlNode *root, struct arena *mem, struct page *out,
                  struct err *e)
{
    struct meta m = {.mem = mem};
    for (const xmlNode *c = root; c; c = page_behind(root, c)) {
        if (c->type == XML_ELEMENT_NODE)
            take_element(&m, c);
    }
    m.said[TITLE][LAST] = without_site(&m, m.said[TITLE][LAST]);
    out->title = best(&m, TITLE);
    out->date = best(&m, DATE);
    out->origin = best(&m, ORIGIN);
    out->url = best(&m, URL);
    return m.fail ? err_set(e, E_NOMEM, 0, "out of memory") : OK;
}
