#include "page/page_in.h"

#include "base/utf8.h"

#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

bool page_is(const char *s, size_t n)
{
    static const char *const first[] = {
        "<!doctype html", "<html", "<head", "<body", "<!-- ", "<meta",
    };
    size_t i = n >= 3 && !memcmp(s, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (i < n && (unsigned char)s[i] <= ' ')
        i++;
    for (size_t k = 0; k < sizeof first / sizeof *first; k++) {
        size_t m = strlen(first[k]);
        if (n - i >= m && !strncasecmp(s + i, first[k], m))
            return true;
    }
    return false;
}

const char *page_attr(const xmlNode *node, const char *name)
{
    if (node->type != XML_ELEMENT_NODE)
        return "";
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        const xmlNode *v = a->children;
        if (!strcasecmp((const char *)a->name, name))
            return v && v->content ? (const char *)v->content : "";
    }
    return "";
}

bool page_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           !strcasecmp((const char *)node->name, name);
}

const xmlNode *page_behind(const xmlNode *root, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node && node != root && !node->next)
        node = node->parent;
    return !node || node == root ? NULL : node->next;
}

/* Hears the errors of libxml2, which it would print; keeps those that cost
 * text. */
static void hear(void *ctx, xmlErrorPtr error)
{
    int *worst = ctx;
    if (error->code == XML_I18N_CONV_FAILED ||
        error->code == XML_IO_ENCODER ||
        error->code == XML_ERR_UNSUPPORTED_ENCODING ||
        error->code == XML_ERR_NO_MEMORY)
        *worst = error->code;
}

static enum rc bad_bytes(struct err *e)
{
    return err_set(e, E_INPUT, UINT64_MAX, "bytes that are neither UTF-8 nor "
                   "in an encoding that the page declares and that is known");
}

/* libxml2 hands on some bytes of attributes as they are. */
static bool is_sound(const char *s)
{
    return !s || utf8_check(s, strlen(s), NULL) == OK;
}

/* What the parser could not do. */
static enum rc check(const htmlParserCtxt *ctxt, int worst, bool utf8,
                     struct err *e)
{
    if (worst == XML_ERR_NO_MEMORY)
        return err_set(e, E_NOMEM, 0, "out of memory");
    if (worst && !utf8)
        return bad_bytes(e);
    if (ctxt->disableSAX)
        return err_set(e, E_LIMIT, UINT64_MAX, "elements more than %d deep, "
                       "expected the page of a report", PAGE_LEVELS);
    return OK;
}

static enum rc take(const xmlDoc *doc, bool all, struct arena *mem,
                    struct page *out, struct err *e)
{
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (!root)
        return err_set(e, E_INPUT, UINT64_MAX, "no element, expected HTML");
    TRY(page_main(root, all, mem, out, e));
    TRY(all ? OK : page_meta(root, mem, out, e));
    return is_sound(out->text) && is_sound(out->title) &&
           is_sound(out->date) && is_sound(out->origin) &&
           is_sound(out->url) ? OK : bad_bytes(e);
}

/* A piece of HTML. */
struct piece {
    const char *p;
    size_t n;
    bool all;      /* every paragraph is wanted */
};

/* The encoding to read in; NULL: the one that the page declares. */
static const char *encoding_of(const struct piece *in, bool utf8)
{
    static const char word[] = "charset";
    size_t n = in->n < 4096 ? in->n : 4096, k = sizeof word - 1;
    if (utf8)
        return "UTF-8";
    for (size_t i = 0; i + k <= n; i++) {
        if (!strncasecmp(in->p + i, word, k))
            return NULL;
    }
    return "windows-1252";
}

/* Parses, takes and gives the tree back. */
static enum rc parse(htmlParserCtxt *ctxt, const struct piece *in,
                     struct arena *mem, struct page *out, struct err *e)
{
    int worst = 0, options = HTML_PARSE_RECOVER | HTML_PARSE_NONET;
    bool utf8 = utf8_check(in->p, in->n, NULL) == OK;
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *ctx = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(&worst, hear);
    xmlDoc *doc = htmlCtxtReadMemory(ctxt, in->p, (int)in->n, NULL,
        encoding_of(in, utf8), options | (utf8 ? HTML_PARSE_IGNORE_ENC : 0));
    xmlSetStructuredErrorFunc(ctx, before);
    enum rc rc = check(ctxt, worst, utf8, e);
    if (rc == OK)
        rc = take(doc, in->all, mem, out, e);
    xmlFreeDoc(doc);
    return rc;
}

static enum rc read_piece(const struct piece *in, struct arena *mem,
                          struct page *out, struct err *e)
{
    const char *nul = in->n ? memchr(in->p, '\0', in->n) : NULL;
    *out = (struct page){0};
    if (nul)
        return err_set(e, E_INPUT, (uint64_t)(nul - in->p), "byte 00, "
                       "expected HTML");
    if (in->n > PAGE_MAX)
        return err_set(e, E_LIMIT, UINT64_MAX, "a page of more than %d bytes, "
                       "expected a report", PAGE_MAX);
    htmlParserCtxt *ctxt = htmlNewParserCtxt();
    if (!ctxt)
        return err_set(e, E_NOMEM, 0, "out of memory");
    enum rc rc = parse(ctxt, in, mem, out, e);
    htmlFreeParserCtxt(ctxt);
    return rc;
}

enum rc page_read(const char *s, size_t n, struct arena *mem,
                  struct page *out, struct err *e)
{
    struct piece in = {s, n, false};
    return read_piece(&in, mem, out, e);
}

enum rc page_all(const char *s, size_t n, struct arena *mem,
                 const char **text, size_t *len, struct err *e)
{
    struct piece in = {s, n, true};
    struct page page;
    TRY(read_piece(&in, mem, &page, e));
    *text = page.text;
    *len = page.n;
    return OK;
}
