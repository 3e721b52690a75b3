/* read_stream.h - a file, or members of a packed one, as lines or as a whole.
 * reads:   files, pipes                     writes:  -
 * shape:   -                                units:   bytes, lines from 1
 * errors:  as read.h                        threads: one
 * cost:    O(bytes); one window of memory   source:  -
 */
#ifndef DM_READ_STREAM_H
#define DM_READ_STREAM_H

#include "base/buf.h"
#include "box/box.h"
#include "read/read.h"

#include <sys/types.h>

/* An open file with a window of its bytes. */
struct read_stream {
    int fd;            /* -1: closed */
    struct box *box;   /* NULL: the file's bytes are what is read */
    bool inside;       /* of a box: a member is open */
    char *raw;         /* [READ_CHUNK], owned: bytes for the box */
    size_t n_raw;      /* of them, taken before the box was known */
    bool eof;
    bool waits;        /* a pipe or terminal: reading may wait */
    char *buf;         /* [READ_CHUNK], owned, kept from file to file */
    size_t beg, end;   /* bytes not taken: buf[beg .. end) */
    uint64_t line;     /* of the last line taken */
    uint64_t taken;    /* bytes read, of all files */
};

/* Bytes of the window. */
enum { READ_CHUNK = 1 << 16 };

/* Opens a path ("-": standard input); of a compressed or packed file s->box
 * is open and no member yet. Errors: E_IO, E_LIMIT, E_NOMEM. */
enum rc read_stream_open(struct read_stream *s, const char *path,
                         struct err *e) MUST_USE;

/* Goes to the next member of the box; *name as box_next has it. Errors: as
 * box_next. */
enum rc read_stream_member(struct read_stream *s, const char **name,
                           struct err *e) MUST_USE;

/* True when there are bytes to read, of a file or a member. */
bool read_stream_is_open(const struct read_stream *s);

/* Leaves the member, of a box, or closes the file. */
void read_stream_leave(struct read_stream *s);

/* Closes the file, keeps the window's memory. */
void read_stream_shut(struct read_stream *s);

/* The first two characters of a file that are no white space; 0 at the end.
 * A byte order mark before them is left out for good. Errors: E_IO. */
enum rc read_stream_peek(struct read_stream *s, char c[2], struct err *e)
    MUST_USE;

/* Takes a line without its line feed; of one longer than max only the first
 * max bytes are kept, and *cut is its whole length (else 0). Errors: E_END,
 * E_IO, E_NOMEM. */
enum rc read_stream_line(struct read_stream *s, struct buf *line, size_t max,
                         uint64_t *cut, struct err *e) MUST_USE;

/* As read_stream_line, but appends the line to what is there; max and *cut
 * count that too. */
enum rc read_stream_more(struct read_stream *s, struct buf *line, size_t max,
                         uint64_t *cut, struct err *e) MUST_USE;

/* Takes up to max bytes; *n is 0 at the end. Errors: E_IO. */
enum rc read_stream_some(struct read_stream *s, char *p, size_t max,
                         size_t *n, struct err *e) MUST_USE;

/* Takes all that is left, up to max + 1 bytes. Errors: E_IO, E_NOMEM. */
enum rc read_stream_all(struct read_stream *s, struct buf *all, size_t max,
                        struct err *e) MUST_USE;

/* True when there is no whole line yet and reading would wait. */
bool read_stream_waits(const struct read_stream *s);

#endif
