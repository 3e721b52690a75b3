/* page_in.h - the parts of the page room, for its own files.
 * reads:   trees of libxml2                 writes:  struct page
 * shape:   -                                units:   bytes
 * errors:  E_NOMEM                          threads: one
 * cost:    O(nodes)                         source:  -
 */
#ifndef DM_PAGE_IN_H
#define DM_PAGE_IN_H

#include "base/buf.h"
#include "page/page.h"

#include <libxml/tree.h>

/* The value of an attribute; "" when there is none. Borrowed. */
const char *page_attr(const xmlNode *node, const char *name);

/* True for an element of this name. */
bool page_named(const xmlNode *node, const char *name);

/* The node behind this one in the order of the document, within root; NULL
 * at the end. */
const xmlNode *page_behind(const xmlNode *root, const xmlNode *node);

/* Takes the main text, or all of it. Errors: E_NOMEM. */
enum rc page_main(const xmlNode *root, bool all, struct arena *mem,
                  struct page *out, struct err *e) MUST_USE;

/* Takes title, date, publisher and address. Errors: E_NOMEM. */
enum rc page_meta(const xmlNode *root, struct arena *mem, struct page *out,
                  struct err *e) MUST_USE;

#endif
