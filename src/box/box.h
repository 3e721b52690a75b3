/* box.h - compressed and packed files to their members, one after another.
 * reads:   gzip, bzip2, xz, zstd; zip, tar  writes:  bytes of members
 * shape:   -                                units:   bytes
 * errors:  E_IO: this member, or all that follows, cannot be unpacked;
 *          E_INPUT, E_LIMIT: this member is left out; after each the next
 *          call goes on; E_END; E_NOMEM ends it
 * threads: one
 * cost:    O(bytes unpacked); memory does not grow with them
 * source:  libarchive; RFC 1951, 1952, 8878; POSIX pax; PKWARE APPNOTE
 *
 * Nothing is written to disk: names are only told. A box may lie in a box
 * (news.zip with day.jsonl.gz, a .tar.gz with .zip), but no deeper.
 */
#ifndef DM_BOX_H
#define DM_BOX_H

#include "base/base.h"

/* Limits. */
enum {
    BOX_MAGIC = 262,       /* bytes by which a box is known */
    BOX_NAME_MAX = 4096,   /* bytes of a member's name */
    BOX_FREE = 1 << 24,    /* bytes that any box may unpack to */
    BOX_TIMES = 400        /* and beyond them, times its own bytes */
};

/* Gives *n bytes of the file, valid until the next call; 0 at its end.
 * Errors: E_IO. */
typedef enum rc box_pull(void *ctx, const char **p, size_t *n,
                         struct err *e);

/* A file being unpacked. */
struct box;

/* True when the first bytes of a file are those of a box. */
bool box_is(const char *p, size_t n);

/* Opens a box over the bytes that pull gives; ctx is borrowed. *b is owned:
 * box_close. Errors: E_IO (damaged at its beginning), E_NOMEM. */
enum rc box_open(struct box **b, box_pull *pull, void *ctx, struct err *e)
    MUST_USE;

/* Goes to the next member that is a file. *name is its path inside the box,
 * any bytes, borrowed until the next call; "" when the file is compressed and
 * no more. Errors: see the card. */
enum rc box_next(struct box *b, const char **name, struct err *e) MUST_USE;

/* Takes up to max bytes of the member; *n is 0 at its end. Errors: E_IO
 * (damaged, cut short, unpacks to too much), E_NOMEM. */
enum rc box_read(struct box *b, char *p, size_t max, size_t *n,
                 struct err *e) MUST_USE;

/* Gives everything back; harmless on NULL. */
void box_close(struct box *b);

#endif
