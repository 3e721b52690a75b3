/* The main text: the paragraphs of the innermost element that holds four
 * fifths of the page's prose. docs/formats-in.md tells the rule in words.
 *
 * One walk cuts the page into paragraphs; each adds its bytes, when it is
 * prose, to all elements around it (in _private); then the way down. */
#include "page/page_in.h"

#include <string.h>
#include <strings.h>

enum { PROSE = 60 }; /* bytes that a paragraph of prose has at least */

/* Bytes text[beg .. end) that lie directly in an element. */
struct para {
    const xmlNode *at;
    size_t beg, end;
    size_t link;       /* of them, inside links */
    bool head;         /* a heading */
};

struct walk {
    struct buf text;
    struct arena *mem;
    TABLE(struct para) para;
    size_t beg;        /* where the paragraph begins */
    size_t link;       /* its bytes in links */
    bool in_link, space, fail;
    uint32_t breaks;   /* <br> since the last word */
};

static bool among(const char *s, const char *const *list)
{
    for (; *list; list++) {
        if (!strcasecmp(s, *list))
            return true;
    }
    return false;
}

static bool is_block(const xmlNode *node)
{
    static const char *const block[] = {
        "address", "article", "blockquote", "body", "center", "dd", "div",
        "dl", "dt", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "html", "li", "main", "ol", "p", "pre", "section", "summary",
        "details", "ul", NULL,
    };
    return among((const char *)node->name, block);
}

static bool is_head(const xmlNode *node)
{
    const char *s = (const char *)node->name;
    return (s[0] == 'h' || s[0] == 'H') && s[1] >= '1' && s[1] <= '6' &&
           !s[2];
}

/* True when a word of a class or id tells what stands beside a text. */
static bool tells_beside(const char *s)
{
    static const char *const word[] = {
        "ad", "ads", "advert", "advertisement", "author", "breadcrumb",
        "breadcrumbs", "byline", "caption", "comment", "comments", "cookie",
        "cookies", "credit", "date", "disqus", "footer", "masthead",
        "menu", "meta", "modal", "more", "nav", "navbar", "navigation",
        "newsletter", "paywall", "popular", "popup", "promo", "promoted",
        "recirc", "recommended", "related", "share", "sharing", "sidebar",
        "skip", "social", "sponsor", "sponsored", "subscribe", "subscription",
        "tags", "teaser", "teasers", "timestamp", "toolbar", "trending",
        "widget", NULL,
    };
    char one[32];
    while (*s) {
        size_t n = strcspn(s, " -_:\t\n");
        if (n && n < sizeof one) {
            memcpy(one, s, n);
            one[n] = '\0';
            if (among(one, word))
                return true;
        }
        s += n + (s[n] != '\0');
    }
    return false;
}

static bool is_dropped(const xmlNode *node)
{
    static const char *const name[] = {
        "aside", "audio", "button", "canvas", "dialog", "figure", "footer",
        "form", "head", "header", "iframe", "input", "map", "menu", "nav",
        "noscript", "object", "picture", "script", "select", "style", "svg",
        "table", "template", "textarea", "time", "video", NULL,
    };
    static const char *const role[] = {
        "alert", "banner", "complementary", "contentinfo", "dialog", "menu",
        "navigation", "search", NULL,
    };
    if (page_named(node, "body") || page_named(node, "html"))
        return false;
    if (page_named(node, "time")) /* in a sentence it is a word of it */
        return !node->parent || !page_named(node->parent, "p");
    const char *style = page_attr(node, "style");
    return among((const char *)node->name, name) ||
           among(page_attr(node, "role"), role) ||
           !strcasecmp(page_attr(node, "aria-hidden"), "true") ||
           xmlHasProp(node, (const xmlChar *)"hidden") ||
           strstr(style, "display:none") || strstr(style, "display: none") ||
           tells_beside(page_attr(node, "class")) ||
           tells_beside(page_attr(node, "id"));
}

/* Ends the paragraph, which lies in `at`. */
static void flush(struct walk *w, const xmlNode *at)
{
    if (w->text.n > w->beg) {
        struct para p = {at, w->beg, w->text.n, w->link, is_head(at)};
        w->fail = !table_put(w->mem, &w->para, p) || w->fail;
    }
    w->beg = w->text.n;
    w->link = 0;
    w->space = false;
    w->breaks = 0;
}

/* Appends words; white space, U+00A0 too, is one space. */
static void words(struct walk *w, const xmlNode *at, const char *s)
{
    for (; *s; s++) {
        bool nbsp = s[0] == '\xc2' && s[1] == '\xa0';
        if (nbsp || (unsigned char)*s <= ' ') {
            s += nbsp;
            w->space = true;
            continue;
        }
        if (w->breaks > 1)
            flush(w, at);
        if (w->space && w->text.n > w->beg)
            buf_char(&w->text, ' ');
        buf_char(&w->text, *s);
        w->link += w->in_link;
        w->space = false;
        w->breaks = 0;
    }
}

/* Cuts what lies in `node` into paragraphs; libxml2 bounds the levels. */
static void visit(struct walk *w, const xmlNode *node, const xmlNode *at)
{
    for (const xmlNode *c = node->children; c; c = c->next) {
        if (c->type == XML_TEXT_NODE && c->content)
            words(w, at, (const char *)c->content);
        if (c->type != XML_ELEMENT_NODE || is_dropped(c))
            continue;
        bool link = w->in_link, block = is_block(c);
        if (page_named(c, "br")) {
            w->breaks++;
            w->space = true;
        }
        if (block)
            flush(w, at);
        w->in_link = link || page_named(c, "a");
        visit(w, c, block ? c : at);
        w->in_link = link;
        if (block)
            flush(w, c);
    }
}

static bool is_prose(const struct para *p)
{
    return !p->head && p->end - p->beg >= PROSE &&
           p->link * 2 < p->end - p->beg;
}

static size_t prose_in(const xmlNode *node)
{
    return (size_t)(uintptr_t)node->_private;
}

/* Adds the prose to all elements around it. */
static void weigh(struct walk *w)
{
    for (uint32_t i = 0; i < w->para.n; i++) {
        const struct para *p = &w->para.row[i];
        size_t n = is_prose(p) ? p->end - p->beg : 0;
        for (xmlNode *a = (xmlNode *)p->at; a; a = a->parent)
            a->_private = (void *)(uintptr_t)(prose_in(a) + n);
    }
}

/* The element that says it is the article's body, or else the article or
 * main part with half of the prose or more; else the root. */
static const xmlNode *begin_at(const xmlNode *root)
{
    const xmlNode *best = root;
    size_t half = prose_in(root) / 2;
    for (const xmlNode *c = root; c; c = page_behind(root, c)) {
        if (c->type != XML_ELEMENT_NODE || !prose_in(c))
            continue;
        if (!strcasecmp(page_attr(c, "itemprop"), "articleBody"))
            return c;
        if (prose_in(c) > half &&
            (page_named(c, "article") || page_named(c, "main")))
            best = c;
    }
    return best;
}

/* The innermost element with four fifths of the prose. */
static const xmlNode *innermost(const xmlNode *node)
{
    for (const xmlNode *c = node->children; c;) {
        bool down = c->type == XML_ELEMENT_NODE && is_block(c) &&
                    prose_in(c) * 5 >= prose_in(node) * 4 && prose_in(c);
        if (down && !page_named(c, "p"))
            node = c;
        c = down && node == c ? c->children : c->next;
    }
    return node;
}

static bool lies_in(const xmlNode *node, const xmlNode *in)
{
    while (node && node != in)
        node = node->parent;
    return node != NULL;
}

/* True for the end of a sentence, with quotes behind it or not. */
static bool ends_well(const char *s, size_t n)
{
    static const char *const end[] = {".", "!", "?", ":", ";", "\"", "'",
                                      ")", "\u201d", "\u2019", "\u2026"};
    for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
        size_t k = strlen(end[i]);
        if (n >= k && !memcmp(s + n - k, end[i], k))
            return true;
    }
    return false;
}

static bool is_kept(const struct walk *w, const struct para *p)
{
    size_t n = p->end - p->beg;
    if (p->head)
        return false;
    return is_prose(p) ||
           (p->link * 2 < n && ends_well(w->text.p + p->beg, n));
}

static void put(const struct walk *w, const struct para *p, struct buf *out)
{
    if (out->n)
        buf_text(out, "\n\n");
    buf_put(out, w->text.p + p->beg, p->end - p->beg);
}

/* The kept paragraphs of the element; a heading, when one follows it. */
static void print(const struct walk *w, const xmlNode *in, struct buf *out)
{
    const struct para *head = NULL;
    for (uint32_t i = 0; i < w->para.n; i++) {
        const struct para *p = &w->para.row[i];
        if (!lies_in(p->at, in))
            continue;
        if (p->head)
            head = page_named(p->at, "h1") || p->link ? NULL : p;
        if (!is_kept(w, p))
            continue;
        if (head && out->n)
            put(w, head, out);
        head = NULL;
        put(w, p, out);
    }
}

/* All paragraphs. */
static void print_all(const struct walk *w, struct buf *out)
{
    for (uint32_t i = 0; i < w->para.n; i++)
        put(w, &w->para.row[i], out);
}

enum rc page_main(const xmlNode *root, bool all, struct arena *mem,
                  struct page *out, struct err *e)
{
    struct walk w = {.mem = mem};
    struct buf text = {0};
    visit(&w, root, root);
    flush(&w, root);
    enum rc rc = w.fail ? err_set(e, E_NOMEM, 0, "out of memory")
                        : buf_rc(&w.text, e);
    if (rc == OK) {
        weigh(&w);
        if (all)
            print_all(&w, &text);
        else if (prose_in(root))
            print(&w, innermost(begin_at(root)), &text);
        out->n = text.n;
        out->text = arena_text(mem, buf_str(&text), text.n);
        rc = out->text ? buf_rc(&text, e)
                       : err_set(e, E_NOMEM, 0, "out of memory");
    }
    buf_free(&text);
    buf_free(&w.text);
    return rc;
}
