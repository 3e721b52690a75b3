#include "read/read_in.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    return OK;
}

void read_stream_shut(struct read_stream *s)
{
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    s->fd = -1;
}

/* Reads more bytes behind those there; at the end of the file sets eof. */
static enum rc fill(struct read_stream *s, struct err *e)
{
    if (s->beg) {
        memmove(s->buf, s->buf + s->beg, s->end - s->beg);
        s->end -= s->beg;
        s->beg = 0;
    }
    ssize_t n;
    do {
        n = read(s->fd, s->buf + s->end, READ_CHUNK - s->end);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return err_set(e, E_IO, 0, "cannot be read: %s", strerror(errno));
    s->eof = n == 0;
    s->end += (size_t)n;
    s->taken += (uint64_t)n;
    return OK;
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

enum rc read_stream_line(struct read_stream *s, struct buf *line, size_t max,
                         uint64_t *cut, struct err *e)
{
    uint64_t whole = 0;
    buf_reset(line);
    for (;;) {
        const char *p = s->buf + s->beg;
        size_t n = s->end - s->beg;
        const char *nl = n ? memchr(p, '\n', n) : NULL;
        size_t part = nl ? (size_t)(nl - p) : n;
        size_t room = max - line->n;
        buf_put(line, p, part < room ? part : room);
        whole += part;
        s->beg += part + (nl != NULL);
        if (nl || (s->eof && whole))
            break;
        if (s->eof)
            return E_END;
        TRY(fill(s, e));
    }
    s->line++;
    *cut = whole > max ? whole : 0;
    return buf_rc(line, e);
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
