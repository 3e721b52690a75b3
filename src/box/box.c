/* Boxes, at most two levels of them.
 *
 * level[0] reads the file, level[1] the member that level[0] stands at; n is
 * how many are open. `part` is what was taken of a member to see whether it is
 * a box itself: level[1] or the caller gets it first. A level that failed is
 * closed, so that reading goes on with the member behind. */
#include "box/box.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 1 << 16, LEVELS = 2 };

struct level {
    struct archive *a;
    char *chunk;          /* [CHUNK], owned: what a box inside reads from */
    char *name;           /* [BOX_NAME_MAX + 1], owned: of its member */
    uint64_t nth;         /* members seen */
    uint64_t out;         /* bytes of members taken */
    bool raw;             /* compressed only: one member without a name */
};

struct box {
    struct level level[LEVELS];
    uint32_t n;
    box_pull *pull;
    void *ctx;
    uint64_t in;          /* bytes of the file taken */
    const char *part;     /* bytes [n_part] of the member, not yet given */
    size_t n_part;
    bool ended;           /* the member has no bytes behind `part` */
    char whole[2 * BOX_NAME_MAX + 2]; /* name of a member of two levels */
    struct err why;       /* of pull */
};

bool box_is(const char *p, size_t n)
{
    static const struct { const char *p; size_t n; } magic[] = {
        {"\x1f\x8b", 2}, {"BZh", 3}, {"\xfd" "7zXZ\0", 6},
        {"\x28\xb5\x2f\xfd", 4}, {"PK\3\4", 4}, {"PK\5\6", 4},
    };
    for (size_t i = 0; i < sizeof magic / sizeof *magic; i++) {
        if (n >= magic[i].n && !memcmp(p, magic[i].p, magic[i].n))
            return true;
    }
    return n >= BOX_MAGIC && !memcmp(p + 257, "ustar", 5);
}

static enum rc no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

/* What libarchive says of a level, with the place in the file. */
static enum rc damaged(struct box *b, struct level *l, struct err *e)
{
    const char *s = l->a ? archive_error_string(l->a) : NULL;
    if (b->why.code != OK)
        return err_set(e, b->why.code, b->why.at, "%s", b->why.msg);
    return err_set(e, E_IO, UINT64_MAX, "cannot be unpacked at byte %llu: "
                   "%.120s", (unsigned long long)b->in,
                   s ? s : "damaged, expected a whole archive");
}

static void shut(struct level *l)
{
    archive_read_free(l->a);
    l->a = NULL;
}

/* libarchive asks for bytes of the file. */
static la_ssize_t from_file(struct archive *a, void *ctx, const void **p)
{
    struct box *b = ctx;
    const char *s = NULL;
    size_t n = 0;
    if (b->pull(b->ctx, &s, &n, &b->why) != OK) {
        archive_set_error(a, EIO, "cannot be read");
        return -1;
    }
    b->in += n;
    *p = s;
    return (la_ssize_t)n;
}

/* More than any honest text unpacks to. */
static bool is_bomb(const struct box *b)
{
    uint64_t out = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        int64_t k = archive_filter_bytes(b->level[i].a, 0);
        out += b->level[i].out + (k > 0 ? (uint64_t)k : 0);
    }
    return out > BOX_FREE && out / BOX_TIMES > b->in;
}

static enum rc bomb(struct box *b, struct err *e)
{
    while (b->n)
        shut(&b->level[--b->n]);
    return err_set(e, E_IO, UINT64_MAX, "unpacks to more than %d times "
                   "its %llu bytes, expected reports", BOX_TIMES,
                   (unsigned long long)b->in);
}

/* Bytes of the member that level l stands at; less than 0: damaged. */
static la_ssize_t take(struct level *l, void *p, size_t max)
{
    la_ssize_t n = archive_read_data(l->a, p, max);
    if (n > 0)
        l->out += (uint64_t)n;
    return n;
}

/* libarchive asks for bytes of the member of the box outside. */
static la_ssize_t from_member(struct archive *a, void *ctx, const void **p)
{
    struct box *b = ctx;
    struct level *l = &b->level[0];
    if (b->n_part) {
        la_ssize_t n = (la_ssize_t)b->n_part;
        *p = b->part;
        b->n_part = 0;
        return n;
    }
    *p = l->chunk;
    la_ssize_t n = b->ended || is_bomb(b) ? 0 : take(l, l->chunk, CHUNK);
    if (n < 0)
        archive_set_error(a, EIO, "%s",
                          archive_error_string(l->a));
    return n;
}

static bool has_memory(struct level *l)
{
    l->chunk = l->chunk ? l->chunk : base_alloc(CHUNK);
    l->name = l->name ? l->name : base_alloc(BOX_NAME_MAX + 1);
    return l->chunk && l->name;
}

/* Opens one more level over what `from` gives. */
static enum rc open_level(struct box *b, archive_read_callback *from,
                          struct err *e)
{
    struct level *l = &b->level[b->n];
    l->nth = l->out = 0;
    l->raw = false;
    if (!has_memory(l) || !(l->a = archive_read_new()))
        return no_memory(e);
    struct archive *a = l->a;
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_zip_streamable(a);
    archive_read_support_format_empty(a);
    archive_read_support_format_raw(a);
    enum rc rc = OK;
    if (archive_read_open(a, b, NULL, from, NULL) != ARCHIVE_OK)
        rc = damaged(b, l, e);
    else if (archive_filter_count(a) > LEVELS + 1)
        rc = err_set(e, E_LIMIT, UINT64_MAX, "compressed more than twice, "
                     "expected at most a box in a box");
    if (rc != OK)
        shut(l);
    else
        b->n++;
    return rc;
}

enum rc box_open(struct box **out, box_pull *pull, void *ctx, struct err *e)
{
    struct box *b = base_alloc(sizeof *b);
    if (!b)
        return no_memory(e);
    memset(b, 0, sizeof *b);
    b->pull = pull;
    b->ctx = ctx;
    enum rc rc = open_level(b, from_file, e);
    if (rc != OK) {
        box_close(b);
        b = NULL;
    }
    *out = b;
    return rc;
}

void box_close(struct box *b)
{
    if (!b)
        return;
    for (int i = 0; i < LEVELS; i++) {
        if (b->level[i].a)
            shut(&b->level[i]);
        base_free(b->level[i].chunk);
        base_free(b->level[i].name);
    }
    base_free(b);
}

/* A path that leads out of the folder it would be unpacked into. */
static bool leads_out(const char *s)
{
    if (*s == '/' || *s == '\\' || (*s && s[1] == ':'))
        return true;
    for (; *s; s += *s != '\0') {
        size_t n = strcspn(s, "/\\");
        if (n == 2 && s[0] == '.' && s[1] == '.')
            return true;
        s += n;
    }
    return false;
}

/* The name of the member that l stands at, into l->name. */
static enum rc take_name(struct level *l, struct archive_entry *entry,
                         struct err *e)
{
    const char *s = archive_entry_pathname_utf8(entry);
    char number[32];
    snprintf(number, sizeof number, "member %llu",
             (unsigned long long)l->nth);
    if (!s && !(s = archive_entry_pathname(entry)))
        s = number;
    size_t n = strlen(s);
    l->raw = archive_format(l->a) == ARCHIVE_FORMAT_RAW;
    snprintf(l->name, BOX_NAME_MAX + 1, "%s", l->raw ? "" : s);
    if (n > BOX_NAME_MAX)
        return err_set(e, E_LIMIT, UINT64_MAX, "a name of %zu bytes is over "
                       "the limit of %d", n, BOX_NAME_MAX);
    if (!l->raw && leads_out(s))
        return err_set(e, E_INPUT, UINT64_MAX, "the name \"%.80s\" leads out "
                       "of the archive, expected a path inside it", s);
    if (archive_entry_is_encrypted(entry))
        return err_set(e, E_INPUT, UINT64_MAX, "\"%.80s\" is encrypted, "
                       "expected a member that can be read", s);
    return OK;
}

/* An archive is over; one of nothing is told of. */
static enum rc at_end(const struct level *l, struct err *e)
{
    return l->nth ? E_END : err_set(e, E_INPUT, UINT64_MAX, "an archive of "
                                    "nothing, expected reports in it");
}

/* The next member of level l that is a file. */
static enum rc next_of(struct box *b, struct level *l, struct err *e)
{
    struct archive_entry *entry;
    for (;;) {
        int rc = archive_read_next_header(l->a, &entry);
        if (is_bomb(b))
            return bomb(b, e);
        if (rc == ARCHIVE_EOF || rc < ARCHIVE_WARN) {
            enum rc why = rc == ARCHIVE_EOF ? at_end(l, e)
                                            : damaged(b, l, e);
            shut(l);
            b->n--;
            return why;
        }
        l->nth++;
        bool link = archive_entry_hardlink(entry) != NULL;
        if (archive_entry_filetype(entry) == AE_IFREG && !link)
            return take_name(l, entry, e);
    }
}

/* Takes the first bytes of the member, to see what it is. */
static enum rc look(struct box *b, struct level *l, struct err *e)
{
    size_t n = 0;
    b->ended = false;
    while (n < BOX_MAGIC && !b->ended) {
        la_ssize_t k = take(l, l->chunk + n, CHUNK - n);
        if (is_bomb(b))
            return bomb(b, e);
        if (k < 0) {
            enum rc rc = damaged(b, l, e);
            shut(l);
            b->n--;
            return rc;
        }
        b->ended = k == 0;
        n += (size_t)k;
    }
    b->part = l->chunk;
    b->n_part = n;
    return OK;
}

static const char *whole_name(struct box *b)
{
    const char *in = b->level[1].name, *out = b->level[0].name;
    if (b->n < LEVELS)
        return out;
    snprintf(b->whole, sizeof b->whole, "%s%s%s", out, *in ? "/" : "", in);
    return b->whole;
}

enum rc box_next(struct box *b, const char **name, struct err *e)
{
    for (;;) {
        if (!b->n)
            return E_END;
        struct level *l = &b->level[b->n - 1];
        b->n_part = 0;
        enum rc rc = next_of(b, l, e);
        if (rc == OK)
            rc = look(b, l, e);
        if (rc == E_END && b->n)
            continue;
        TRY(rc);
        if (l->raw || !box_is(b->part, b->n_part)) {
            *name = whole_name(b);
            return OK;
        }
        if (b->n == LEVELS)
            return err_set(e, E_LIMIT, UINT64_MAX, "\"%.80s\" is packed in a "
                           "box in a box, expected no deeper", l->name);
        TRY(open_level(b, from_member, e));
    }
}

enum rc box_read(struct box *b, char *p, size_t max, size_t *n,
                 struct err *e)
{
    *n = 0;
    if (b->n_part) {
        *n = b->n_part < max ? b->n_part : max;
        memcpy(p, b->part, *n);
        b->part += *n;
        b->n_part -= *n;
        return OK;
    }
    if (!b->n || b->ended)
        return OK;
    struct level *l = &b->level[b->n - 1];
    la_ssize_t k = take(l, p, max);
    if (is_bomb(b))
        return bomb(b, e);
    if (k < 0) {
        enum rc rc = damaged(b, l, e);
        shut(l);
        b->n--;
        return rc;
    }
    *n = (size_t)k;
    return OK;
}
