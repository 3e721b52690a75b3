/* Items come as the file streams: the tree of one is built, taken and given
 * back. A document type with entities of its own is refused where it stands,
 * before any could be used; nothing is fetched. */
#include "feed/feed.h"

#include "page/page.h"

#include <libxml/xmlreader.h>
#include <string.h>
#include <strings.h>

struct feed {
    feed_pull *pull;
    void *ctx;
    xmlTextReader *reader;
    const char *origin;      /* the feed's title, in mem */
    struct arena mem;
    uint64_t taken;          /* bytes, when the last item began */
    struct err why;          /* of pull or of libxml2 */
    uint64_t bytes;
    bool skip;               /* the item that was taken last */
    bool over;
};

bool feed_is(const char *s, size_t n)
{
    static const char *const root[] = {"<rss", "<feed", "<rdf:RDF"};
    size_t i = n >= 3 && !memcmp(s, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (i < n && (unsigned char)s[i] <= ' ')
        i++;
    if (i == n || s[i] != '<')
        return false;
    for (size_t k = 0; k < sizeof root / sizeof *root; k++) {
        const char *p = memmem(s, n < 4096 ? n : 4096, root[k],
                               strlen(root[k]));
        if (p && (p == s + i || !strncasecmp(s + i, "<?xml", 5 < n - i ? 5
                                                                : n - i)))
            return true;
    }
    return false;
}

/* libxml2 asks for bytes. */
static int give(void *ctx, char *p, int max)
{
    struct feed *f = ctx;
    size_t n = 0;
    if (f->bytes - f->taken > FEED_ITEM_MAX) {
        err_set(&f->why, E_LIMIT, UINT64_MAX, "an item of more than %d bytes",
                FEED_ITEM_MAX);
        return -1;
    }
    if (f->pull(f->ctx, p, (size_t)max, &n, &f->why) != OK)
        return -1;
    f->bytes += n;
    return (int)n;
}

/* Keeps the first error of libxml2, which it would print. */
static void hear(void *ctx, xmlErrorPtr error)
{
    struct feed *f = ctx;
    const char *s = error->message ? error->message : "damaged";
    size_t n = strcspn(s, "\n");
    if (error->level < XML_ERR_ERROR || f->why.code != OK)
        return;
    if (error->code == XML_ERR_NO_MEMORY)
        err_set(&f->why, E_NOMEM, 0, "out of memory");
    else
        err_set(&f->why, E_INPUT, UINT64_MAX, "line %d: %.*s, expected XML",
                error->line, (int)(n < 100 ? n : 100), s);
}

enum rc feed_open(struct feed **out, feed_pull *pull, void *ctx,
                  struct err *e)
{
    struct feed *f = base_alloc(sizeof *f);
    *out = f;
    if (!f)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(f, 0, sizeof *f);
    f->pull = pull;
    f->ctx = ctx;
    f->reader = xmlReaderForIO(give, NULL, f, NULL, NULL, XML_PARSE_NONET);
    if (f->reader) {
        xmlTextReaderSetStructuredErrorHandler(f->reader, hear, f);
        return OK;
    }
    feed_close(f);
    *out = NULL;
    return err_set(e, E_NOMEM, 0, "out of memory");
}

void feed_close(struct feed *f)
{
    if (!f)
        return;
    xmlFreeTextReader(f->reader);
    arena_free(&f->mem);
    base_free(f);
}


/* The text in an element, white space around left out, in mem. */
static const char *text_in(const xmlNode *node, struct arena *mem)
{
    xmlChar *all = xmlNodeGetContent(node);
    const char *s = all ? (const char *)all : "";
    while (*s && (unsigned char)*s <= ' ')
        s++;
    size_t n = strlen(s);
    while (n && (unsigned char)s[n - 1] <= ' ')
        n--;
    const char *copy = n ? arena_text(mem, s, n) : NULL;
    xmlFree(all);
    return copy;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    const xmlNode *c = node->children;
    while (c && (c->type != XML_ELEMENT_NODE ||
                 strcmp((const char *)c->name, name)))
        c = c->next;
    return c;
}

/* The address of an Atom link. */
static const char *href_of(const xmlNode *node, struct arena *mem)
{
    xmlChar *rel = xmlGetNoNsProp(node, (const xmlChar *)"rel");
    xmlChar *href = xmlGetNoNsProp(node, (const xmlChar *)"href");
    const char *s = NULL;
    if (href && (!rel || !strcmp((const char *)rel, "alternate")))
        s = arena_text(mem, (const char *)href, strlen((const char *)href));
    xmlFree(rel);
    xmlFree(href);
    return s;
}

/* The first of these children that says something. */
static const char *first_of(const xmlNode *item, const char *const *name,
                            struct arena *mem)
{
    for (; *name; name++) {
        for (const xmlNode *c = item->children; c; c = c->next) {
            if (c->type != XML_ELEMENT_NODE ||
                strcmp((const char *)c->name, *name))
                continue;
            const char *s = text_in(c, mem);
            if (!s && !strcmp(*name, "link"))
                s = href_of(c, mem);
            if (s)
                return s;
        }
    }
    return NULL;
}

/* The longest of the elements that hold the report, as HTML. */
static const char *longest(const xmlNode *item, struct arena *mem)
{
    static const char *const name[] = {"encoded", "content", "description",
                                       "summary"};
    const char *best = NULL;
    for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
        const xmlNode *c = child(item, name[i]);
        const char *s = c ? text_in(c, mem) : NULL;
        if (s && (!best || strlen(s) > strlen(best)))
            best = s;
    }
    return best;
}

static enum rc take(struct feed *f, const xmlNode *item, struct arena *mem,
                    struct feed_item *out, struct err *e)
{
    static const char *const id[] = {"guid", "id", NULL};
    static const char *const title[] = {"title", NULL};
    static const char *const link[] = {"link", NULL};
    static const char *const date[] = {"pubDate", "published", "date",
                                       "issued", "updated", NULL};
    const xmlNode *source = child(item, "source");
    const xmlNode *named = source ? child(source, "title") : NULL;
    const char *when = first_of(item, date, mem);
    const char *html = longest(item, mem);
    char day[11];
    *out = (struct feed_item){
        .id = first_of(item, id, mem), .title = first_of(item, title, mem),
        .url = first_of(item, link, mem), .origin = f->origin,
        .line = (uint64_t)xmlGetLineNo(item),
    };
    if (source)
        out->origin = text_in(named ? named : source, mem);
    if (when && page_day(when, day))
        out->date = arena_text(mem, day, 10);
    return html ? page_all(html, strlen(html), mem, &out->text, &out->n, e)
                : OK;
}

/* Looks at where the reader stands; *item is the tree of an item. */
static enum rc step(struct feed *f, const xmlNode **item, struct err *e)
{
    const xmlNode *node = xmlTextReaderCurrentNode(f->reader);
    int depth = xmlTextReaderDepth(f->reader);
    const char *name = node && node->name ? (const char *)node->name : "";
    *item = NULL;
    if (node && node->type == XML_DTD_NODE &&
        ((const xmlDtd *)node)->entities)
        return err_set(e, E_INPUT, UINT64_MAX, "entities of its own, "
                       "expected none: they are not followed");
    if (xmlTextReaderNodeType(f->reader) != XML_READER_TYPE_ELEMENT)
        return OK;
    if (depth == 0 && strcmp(name, "rss") && strcmp(name, "feed") &&
        strcmp(name, "RDF"))
        return err_set(e, E_INPUT, UINT64_MAX, "an element <%.60s>, expected "
                       "<rss> or <feed>", name);
    if (!strcmp(name, "item") || !strcmp(name, "entry")) {
        *item = xmlTextReaderExpand(f->reader);
        return *item ? OK : err_set(e, E_INPUT, UINT64_MAX, "an item that is "
                                    "not whole, expected its end");
    }
    if (!strcmp(name, "title") && depth <= 2 && !f->origin) {
        node = xmlTextReaderExpand(f->reader);
        f->origin = node ? text_in(node, &f->mem) : NULL;
    }
    return OK;
}

static enum rc fail(struct feed *f, enum rc rc, struct err *e)
{
    f->over = true;
    if (f->why.code == OK)
        return rc;
    return err_set(e, f->why.code, UINT64_MAX, "%s", f->why.msg);
}

enum rc feed_next(struct feed *f, struct arena *mem, struct feed_item *out,
                  struct err *e)
{
    while (!f->over) {
        const xmlNode *item;
        f->taken = f->bytes;
        int got = f->skip ? xmlTextReaderNext(f->reader)
                          : xmlTextReaderRead(f->reader);
        f->skip = false;
        if (got != 1 || f->why.code != OK)
            return fail(f, E_END, e);
        enum rc rc = step(f, &item, e);
        if (rc != OK)
            return fail(f, rc, e);
        f->skip = item != NULL;
        if (item)
            return take(f, item, mem, out, e);
    }
    return E_END;
}
