/* feed.h - RSS 2.0 and Atom to their items, one after another.
 * reads:   XML                              writes:  struct feed_item
 * shape:   -                                units:   bytes; lines from 1
 * errors:  E_INPUT, E_LIMIT, E_IO: the feed is over; E_END; E_NOMEM
 * threads: one
 * cost:    O(bytes); memory of one item
 * source:  libxml2; RSS 2.0 (rssboard.org), RFC 4287 (Atom)
 */
#ifndef DM_FEED_H
#define DM_FEED_H

#include "base/base.h"

/* Limits. */
enum { FEED_LEVELS = 256, FEED_ITEM_MAX = 1 << 24 };

/* Reads up to max bytes into p; *n is 0 at the end. */
typedef enum rc feed_pull(void *ctx, char *p, size_t max, size_t *n,
                          struct err *e);

/* What an item says, UTF-8, in the caller's arena; NULL: it does not. */
struct feed_item {
    const char *id, *title, *url;
    const char *date;    /* YYYY-MM-DD */
    const char *origin;  /* <source>, else the feed's title */
    const char *text;    /* the longest of content, description, summary */
    size_t n;
    uint64_t line;       /* of its element */
};

/* A feed being read. */
struct feed;

/* True when a file begins as XML of a feed does. */
bool feed_is(const char *s, size_t n);

/* Opens a feed over what pull gives; ctx is borrowed. *f is owned:
 * feed_close. Errors: E_NOMEM. */
enum rc feed_open(struct feed **f, feed_pull *pull, void *ctx, struct err *e)
    MUST_USE;

/* The next item. Errors: see the card. */
enum rc feed_next(struct feed *f, struct arena *mem, struct feed_item *out,
                  struct err *e) MUST_USE;

/* Gives everything back; harmless on NULL. */
void feed_close(struct feed *f);

#endif
