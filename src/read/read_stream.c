#include "read/read_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads from the file. */
static enum rc take(struct read_stream *s, char *p, size_t max, size_t *got,
                    struct err *e)
{
    ssize_t n;
    do {
        n = read(s->fd, p, max);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_set(e, E_IO, 0, "cannot be read: %s", strerror(errno));
    *got = (size_t)n;
    s->taken += *got;
    return OK;
}

/* Bytes of the file for its box: first those in which it was found. */
static enum rc pull(void *ctx, const char **p, size_t *n, struct err *e)
{
    struct read_stream *s = ctx;
    *p = s->raw;
    *n = s->n_raw;
    s->n_raw = 0;
    return *n ? OK : take(s, s->raw, READ_CHUNK, n, e);
}

/* Reads more bytes behind those there; at the end sets eof. */
static enum rc fill(struct read_stream *s, struct err *e)
{
    size_t n;
    if (s->beg) {
        memmove(s->buf, s->buf + s->beg, s->end - s->beg);
        s->end -= s->beg;
        s->beg = 0;
    }
    char *p = s->buf + s->end;
    size_t room = READ_CHUNK - s->end;
    if (s->box)
        TRY(box_read(s->box, p, room, &n, e));
    else
        TRY(take(s, p, room, &n, e));
    s->eof = n == 0;
    s->end += n;
    return OK;
}

/* Fills the window until it tells a box. A pipe of JSON may be slow, and is
 * not waited for. */
static enum rc look(struct read_stream *s, struct err *e)
{
    while (s->end < BOX_MAGIC && !s->eof) {
        TRY(fill(s, e));
        if (s->end && strchr("{[ \n", s->buf[0]) && s->buf[0])
            break;
    }
    return OK;
}

/* Gives the window to a box over the file. */
static enum rc open_box(struct read_stream *s, struct err *e)
{
    char *buf = s->raw ? s->raw : base_alloc(READ_CHUNK);
    if (!buf)
        return err_set(e, E_NOMEM, 0, "out of memory");
    s->raw = s->buf;
    s->buf = buf;
    s->n_raw = s->end;
    s->end = 0;
    return box_open(&s->box, pull, s, e);
}

enum rc read_stream_open(struct read_stream *s, const char *path,
                         struct err *e)
{
    if (!s->buf && !(s->buf = base_alloc(READ_CHUNK)))
        return err_set(e, E_NOMEM, 0, "out of memory");
    struct stat st;
    bool is_stdin = !strcmp(path, "-");
    s->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0)
        return err_set(e, E_IO, 0, "cannot be opened: %s", strerror(errno));
    s->waits = fstat(s->fd, &st) || !S_ISREG(st.st_mode);
    s->eof = false;
    s->beg = s->end = 0;
    s->line = 0;
    TRY(look(s, e));
    return box_is(s->buf, s->end) ? open_box(s, e) : OK;
}

enum rc read_stream_member(struct read_stream *s, const char **name,
                           struct err *e)
{
    s->eof = false;
    s->beg = s->end = 0;
    s->line = 0;
    TRY(box_next(s->box, name, e));
    s->inside = true;
    return OK;
}

bool read_stream_is_open(const struct read_stream *s)
{
    return s->fd >= 0 && (!s->box || s->inside);
}

void read_stream_leave(struct read_stream *s)
{
    s->inside = false;
    if (!s->box)
        read_stream_shut(s);
}

void read_stream_shut(struct read_stream *s)
{
    box_close(s->box);
    s->box = NULL;
    s->inside = false;
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    s->fd = -1;
}

/* Position of the next character from i on that is no white space; that of
 * the end when there is none. */
static enum rc skip_white(struct read_stream *s, size_t *i, struct err *e)
{
    for (;; ++*i) {
        while (s->beg + *i == s->end && !s->eof && *i < READ_CHUNK)
            TRY(fill(s, e));
        if (s->beg + *i == s->end || !strchr(" \t\r\n\f\v",
                                             s->buf[s->beg + *i]))
            return OK;
    }
}

enum rc read_stream_peek(struct read_stream *s, char c[2], struct err *e)
{
    while (s->end - s->beg < 3 && !s->eof)
        TRY(fill(s, e));
    if (s->end - s->beg >= 3 && !memcmp(s->buf + s->beg, "\xef\xbb\xbf", 3))
        s->beg += 3;
    c[0] = c[1] = '\0';
    size_t at = 0;
    for (int k = 0; k < 2; k++, at++) {
        TRY(skip_white(s, &at, e));
        if (s->beg + at == s->end)
            break;
        c[k] = s->buf[s->beg + at];
    }
    return OK;
}

enum rc read_stream_more(struct read_stream *s, struct buf *line, size_t max,
                         uint64_t *cut, struct err *e)
{
    const uint64_t start = line->n;
    uint64_t whole = start;
    for (;;) {
        const char *p = s->buf + s->beg;
        size_t n = s->end - s->beg;
        const char *nl = n ? memchr(p, '\n', n) : NULL;
        size_t part = nl ? (size_t)(nl - p) : n;
        size_t room = max > line->n ? max - line->n : 0;
        buf_put(line, p, part < room ? part : room);
        whole += part;
        s->beg += part + (nl != NULL);
        if (nl || (s->eof && whole > start))
            break;
        if (s->eof)
            return E_END;
        TRY(fill(s, e));
    }
    s->line++;
    *cut = whole > max ? whole : 0;
    return buf_rc(line, e);
}

enum rc read_stream_line(struct read_stream *s, struct buf *line, size_t max,
                         uint64_t *cut, struct err *e)
{
    buf_reset(line);
    return read_stream_more(s, line, max, cut, e);
}

enum rc read_stream_some(struct read_stream *s, char *p, size_t max,
                         size_t *n, struct err *e)
{
    if (s->beg == s->end && !s->eof)
        TRY(fill(s, e));
    size_t there = s->end - s->beg;
    *n = there < max ? there : max;
    memcpy(p, s->buf + s->beg, *n);
    s->beg += *n;
    return OK;
}

enum rc read_stream_all(struct read_stream *s, struct buf *all, size_t max,
                        struct err *e)
{
    buf_reset(all);
    while (all->n <= max) {
        size_t n = s->end - s->beg, room = max + 1 - all->n;
        n = n < room ? n : room;
        buf_put(all, s->buf + s->beg, n);
        s->beg += n;
        if (s->beg < s->end)
            break;
        if (s->eof)
            break;
        TRY(fill(s, e));
    }
    return buf_rc(all, e);
}

bool read_stream_waits(const struct read_stream *s)
{
    struct pollfd p = {.fd = s->fd, .events = POLLIN};
    if (s->fd < 0 || !s->waits || s->eof)
        return false;
    size_t n = s->end - s->beg;
    if (n && memchr(s->buf + s->beg, '\n', n))
        return false;
    return poll(&p, 1, 0) == 0;
}
