/* page.h - a web page to its main text, title, date, publisher and address.
 * reads:   HTML of any kind                 writes:  struct page
 * shape:   -                                units:   bytes
 * errors:  E_INPUT at a byte, E_LIMIT, E_NOMEM
 * threads: one a page                       cost:    O(bytes * levels)
 * source:  libxml2; docs/formats-in.md says the rule
 */
#ifndef DM_PAGE_H
#define DM_PAGE_H

#include "base/base.h"

/* Limits. */
enum {
    PAGE_MAX = 1 << 24,  /* bytes of a page */
    PAGE_LD_MAX = 1 << 18, /* bytes of JSON-LD looked at */
    PAGE_LEVELS = 256    /* elements in elements: libxml2's own bound */
};

/* What a page says, UTF-8, in the caller's arena; NULL: it does not. */
struct page {
    const char *text;    /* paragraphs with an empty line between */
    size_t n;            /* bytes of it, 0: no main text was found */
    const char *title;
    const char *date;    /* YYYY-MM-DD */
    const char *origin;  /* who publishes it */
    const char *url;
};

/* True when a file begins as a web page does. */
bool page_is(const char *s, size_t n);

/* Reads a page. Bytes that are UTF-8 are taken for it; others are in the
 * encoding that the page declares, else windows-1252. */
enum rc page_read(const char *s, size_t n, struct arena *mem,
                  struct page *out, struct err *e) MUST_USE;

/* All paragraphs of a piece of HTML in UTF-8, without a choice. Errors: as
 * page_read. */
enum rc page_all(const char *s, size_t n, struct arena *mem,
                 const char **text, size_t *len, struct err *e) MUST_USE;

/* The day that a written date means, "2017-12-14T10:00Z", "20171214",
 * "Thu, 14 Dec 2017", "December 14, 2017", into day; false: none. */
bool page_day(const char *s, char day[11]);

#endif
