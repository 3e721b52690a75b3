/* fuzz_read.h - the body of the targets of the reader; FORMAT says which.
 * reads:   bytes, through a file in memory  writes:  -
 * shape:   -                                units:   bytes
 * errors:  as fuzz.h                        threads: one
 * cost:    O(bytes)                         source:  -
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "box/box.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void must_be_sound(const struct source *s)
{
    MUST_HOLD(s->id && s->id[0] && s->len && s->len <= DOC_MAX);
    MUST_HOLD(utf8_check(s->id, strlen(s->id), NULL) == OK);
    MUST_HOLD(utf8_check(s->text, s->len, NULL) == OK);
    MUST_HOLD(strlen(s->text) == s->len && strlen(s->sha256) == 64);
    MUST_HOLD(doc_day_read(s->date, strlen(s->date)) != NO_DAY);
}

static void must_be_clear(const struct read *r, const struct err *e,
                          size_t size)
{
    struct read_place p;
    read_where(r, &p);
    MUST_HOLD(e->msg[0] && p.file && p.line);
    MUST_HOLD(!p.has_at || p.at <= size);
    MUST_HOLD(p.n_input <= READ_INPUT_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int fd;
    char path[32];
    const char *paths = path;
    if (box_is((const char *)data, size))
        return 0; /* fuzz_box has these */
    if (!fd)
        fd = memfd_create("fuzz", 0);
    MUST_HOLD(fd > 0 && !ftruncate(fd, 0));
    MUST_HOLD(pwrite(fd, data, size, 0) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct read_options o = {.format = FORMAT, .date = "2020-02-29"};
    struct read *r = NULL;
    struct arena mem = {0};
    struct err e = {0};
    struct source s;
    enum rc rc = read_open(&r, &paths, 1, &o, &e);
    for (size_t n = 0; rc != E_END; n++) {
        MUST_HOLD(n <= size + 1 && rc != E_NOMEM && rc != E_IO);
        rc = read_next(r, &mem, &s, &e);
        if (rc == OK)
            must_be_sound(&s);
        else if (rc != E_END)
            must_be_clear(r, &e, size);
    }
    read_close(r);
    arena_free(&mem);
    return 0;
}
