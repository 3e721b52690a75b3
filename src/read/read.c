/* The reader: walk -> stream -> plain text, lines of JSON or records of a
 * table, a page or items of a feed -> checks.
 *
 * Between two calls either no file is open (in.fd < 0), or `in` stands before
 * the next line of a file of JSON Lines or a table, or before a member of a
 * box. A plain file or page is opened, taken whole and left in one call. */
#include "read/read_in.h"

#include "base/sha256.h"
#include "base/utf8.h"
#include "page/page.h"

#include <stdio.h>
#include <string.h>

const char *const read_format_name[N_READ_FORMAT] = {
    "auto", "text", "jsonl", "csv", "html", "feed",
};

const char *const read_field_name[N_READ_FIELD] = {
    "id", "date", "text", "title", "source", "url",
};

struct read {
    struct read_options o;
    struct read_walk walk;
    struct read_stream in;
    struct read_ids ids;
    struct buf line;       /* line or file as it was read */
    enum read_format format; /* of `in` */
    const char *file;      /* of `in`, or of what could not be opened */
    const char *path;      /* the same, with the member of a box */
    struct buf name;       /* owns path, of a member */
    struct read_table table;
    struct feed *feed;     /* NULL: `in` is none, or not begun */
    uint64_t nth;          /* lines of the file that are not blank */
    struct read_place at;
};

enum rc read_open(struct read **out, const char *const *paths, size_t n,
                  const struct read_options *o, struct err *e)
{
    if (o->date && doc_day_read(o->date, strlen(o->date)) == NO_DAY)
        return err_set(e, E_INPUT, 0,
                       "date \"%.40s\" is not a day, expected YYYY-MM-DD",
                       o->date);
    struct read *r = base_alloc(sizeof *r);
    if (!r)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(r, 0, sizeof *r);
    r->o = *o;
    r->walk.paths = paths;
    r->walk.n = n;
    r->in.fd = -1;
    *out = r;
    return OK;
}

void read_close(struct read *r)
{
    if (!r)
        return;
    feed_close(r->feed);
    read_stream_shut(&r->in);
    base_free(r->in.buf);
    base_free(r->in.raw);
    buf_free(&r->name);
    read_walk_clear(&r->walk);
    read_ids_clear(&r->ids);
    buf_free(&r->line);
    base_free(r);
}

void read_where(const struct read *r, struct read_place *p)
{
    *p = r->at;
}

bool read_waits(const struct read *r)
{
    return read_stream_waits(&r->in);
}

uint64_t read_skipped(const struct read *r)
{
    return r->walk.skipped;
}

uint64_t read_taken(const struct read *r)
{
    return r->in.taken - (r->in.box ? 0 : r->in.end - r->in.beg);
}

static const char *default_id(const struct read *r, struct arena *mem,
                              const char *sha256)
{
    bool json = r->format == READ_JSONL || r->format == READ_CSV ||
                r->format == READ_FEED;
    char nth[32] = "";
    if (r->o.lasting && (json || !strcmp(r->path, "-"))) {
        snprintf(nth, sizeof nth, "sha256:%.16s", sha256);
        return arena_text(mem, nth, strlen(nth));
    }
    if (json)
        snprintf(nth, sizeof nth, "#%llu", (unsigned long long)r->nth);
    size_t n = strlen(r->path), k = strlen(nth);
    char *id = arena_get(mem, n + k + 1);
    if (id) {
        memcpy(id, r->path, n);
        memcpy(id + n, nth, k);
    }
    return id;
}

/* A path need not be UTF-8, but an id must be. */
static void make_utf8(char *s)
{
    uint32_t cp, len;
    for (size_t i = 0, n = strlen(s); i < n; i += len ? len : 1) {
        len = utf8_decode(s + i, n - i, &cp);
        if (!len)
            s[i] = '?';
    }
}

static const char *copy(const struct read_raw *raw, int f, struct arena *mem,
                        bool *ok)
{
    if (!raw->field[f].p)
        return NULL;
    const char *s = arena_text(mem, raw->field[f].p, raw->field[f].n);
    *ok = *ok && s;
    return s;
}

static enum rc finish(struct read *r, const struct read_raw *raw, bool json,
                      struct arena *mem, struct source *out, struct err *e)
{
    TRY(read_check(&r->o, raw, json, e));
    bool ok = true;
    const char *date = raw->field[READ_DATE].p;
    size_t n_date = raw->field[READ_DATE].n ? 10 : 0;
    if (!n_date) {
        date = r->o.date ? r->o.date : "";
        n_date = strlen(date);
    }
    char *sum = arena_get(mem, 65);
    if (!sum)
        return err_set(e, E_NOMEM, 0, "out of memory");
    sha256_hex(raw->field[READ_BODY].p, raw->field[READ_BODY].n, sum);
    *out = (struct source){
        .id = raw->field[READ_ID].n ? copy(raw, READ_ID, mem, &ok)
                                    : default_id(r, mem, sum),
        .date = arena_text(mem, date, n_date),
        .origin = copy(raw, READ_ORIGIN, mem, &ok),
        .title = copy(raw, READ_TITLE, mem, &ok),
        .url = copy(raw, READ_URL, mem, &ok),
        .text = copy(raw, READ_BODY, mem, &ok),
        .len = (uint32_t)raw->field[READ_BODY].n,
        .sha256 = sum,
    };
    if (!ok || !out->id || !out->date)
        return err_set(e, E_NOMEM, 0, "out of memory");
    make_utf8((char *)out->id);
    return read_ids_put(&r->ids, mem, &out->id, e);
}

/* Number of the line that byte `at` stands in. */
static uint64_t line_of(const char *s, uint64_t at)
{
    uint64_t line = 1;
    for (uint64_t i = 0; i < at; i++)
        line += s[i] == '\n';
    return line;
}

/* The one document of a plain file. */
static enum rc next_plain(struct read *r, struct arena *mem,
                          struct source *out, struct err *e)
{
    enum { PREFIX = 4096 }; /* room for the date and white space */
    TRY(read_stream_all(&r->in, &r->line, DOC_MAX + PREFIX, e));
    const char *s = buf_str(&r->line);
    size_t n = r->line.n;
    r->at.line = 1;
    r->at.input = s;
    r->at.n_input = n < READ_INPUT_MAX ? n : READ_INPUT_MAX;
    if (n > DOC_MAX + PREFIX)
        return err_set(e, E_LIMIT, UINT64_MAX, "the text is over the limit "
                       "of %u bytes, expected single reports",
                       (unsigned)DOC_MAX);
    struct read_raw raw;
    struct err why = {0};
    enum rc rc = read_check_bytes(s, n, &why);
    if (rc == OK)
        rc = read_plain(s, n, &raw, &why);
    if (rc != OK) {
        r->at.line = line_of(s, why.at);
        return err_set(e, rc, why.at, "%s", why.msg);
    }
    return finish(r, &raw, false, mem, out, e);
}

/* The one document of a web page. */
static enum rc next_page(struct read *r, struct arena *mem,
                         struct source *out, struct err *e)
{
    struct read_raw raw;
    TRY(read_stream_all(&r->in, &r->line, PAGE_MAX, e));
    size_t n = r->line.n;
    r->at.line = 1;
    r->at.input = r->line.p;
    r->at.n_input = n < READ_INPUT_MAX ? n : READ_INPUT_MAX;
    TRY(read_page(buf_str(&r->line), n, &r->o, mem, &raw, e));
    return finish(r, &raw, true, mem, out, e);
}

static enum rc pull(void *ctx, char *p, size_t max, size_t *n, struct err *e)
{
    struct read *r = ctx;
    return read_stream_some(&r->in, p, max, n, e);
}

/* The document of the next item of a feed; E_END behind the last. */
static enum rc next_item(struct read *r, struct arena *mem,
                         struct source *out, struct err *e)
{
    struct read_raw raw;
    if (!r->feed)
        TRY(feed_open(&r->feed, pull, r, e));
    enum rc rc = read_item(r->feed, &r->o, mem, &raw, &r->at.line, e);
    size_t n = raw.field[READ_BODY].n;
    r->at.input = raw.field[READ_BODY].p;
    r->at.n_input = n < READ_INPUT_MAX ? n : READ_INPUT_MAX;
    r->nth++;
    TRY(rc);
    return finish(r, &raw, true, mem, out, e);
}

/* A first line of one bracket: the whole file is one JSON value, and each of
 * its lines would be refused. */
static bool is_spread(const char *s, size_t n)
{
    while (n && (unsigned char)s[n - 1] <= ' ')
        n--;
    return n == 1 && (s[0] == '{' || s[0] == '[');
}

/* The document of the next line that is not blank; E_END behind the last. */
static enum rc next_json(struct read *r, struct arena *mem,
                         struct source *out, struct err *e)
{
    uint64_t cut;
    do {
        TRY(read_stream_line(&r->in, &r->line, READ_LINE_MAX, &cut, e));
    } while (!cut && read_is_blank(r->line.p, r->line.n));
    r->nth++;
    const char *s = r->line.p;
    size_t n = r->line.n;
    r->at.line = r->in.line;
    r->at.input = s;
    r->at.n_input = n < READ_INPUT_MAX ? n : READ_INPUT_MAX;
    if (cut)
        return err_set(e, E_LIMIT, UINT64_MAX, "a line of %llu bytes is over "
                       "the limit of %u, for a text of at most %u",
                       (unsigned long long)cut, (unsigned)READ_LINE_MAX,
                       (unsigned)DOC_MAX);
    struct read_raw raw;
    TRY(read_check_bytes(s, n, e));
    enum rc rc = read_json(s, n, &r->o, mem, &raw, e);
    if (rc != OK && r->nth == 1 && is_spread(s, n))
        read_stream_leave(&r->in);
    TRY(rc);
    return finish(r, &raw, true, mem, out, e);
}

/* Takes the next record of a table that is not blank. */
static enum rc take_record(struct read *r, struct err *e)
{
    uint64_t cut, line;
    do {
        TRY(read_table_record(&r->in, r->table.sep, &r->line, &cut, &line,
                              e));
    } while (!cut && read_is_blank(r->line.p, r->line.n));
    size_t n = r->line.n;
    r->at.line = line;
    r->at.input = r->line.p;
    r->at.n_input = n < READ_INPUT_MAX ? n : READ_INPUT_MAX;
    if (cut)
        return err_set(e, E_LIMIT, UINT64_MAX, "a record of %llu bytes is "
                       "over the limit of %u, perhaps for a quote that is "
                       "not closed", (unsigned long long)cut,
                       (unsigned)READ_LINE_MAX);
    return read_check_bytes(r->line.p, n, e);
}

/* The columns of a table; without them nothing of it can be read. */
static enum rc take_head(struct read *r, struct arena *mem, struct err *e)
{
    r->table.sep = '\0';
    enum rc rc = take_record(r, e);
    if (rc == OK)
        rc = read_table_head(r->line.p, r->line.n, &r->o, mem, &r->table, e);
    if (rc != OK)
        read_stream_leave(&r->in);
    return rc;
}

/* The document of the next record; E_END behind the last. */
static enum rc next_csv(struct read *r, struct arena *mem,
                        struct source *out, struct err *e)
{
    struct read_raw raw;
    if (!r->nth)
        TRY(take_head(r, mem, e));
    r->nth++;
    TRY(take_record(r, e));
    TRY(read_table_row(r->line.p, r->line.n, &r->table, mem, &raw, e));
    return finish(r, &raw, true, mem, out, e);
}

/* The format that a file's first bytes tell. A list of objects is taken for
 * JSON so that it is refused as such. */
static enum read_format guess(const struct read *r, const char c[2])
{
    const char *s = r->in.buf + r->in.beg;
    size_t n = r->in.end - r->in.beg;
    const char *nl = n ? memchr(s, '\n', n) : NULL;
    if (c[0] == '{' || (c[0] == '[' && c[1] == '{'))
        return READ_JSONL;
    if (feed_is(s, n))
        return READ_FEED;
    if (page_is(s, n))
        return READ_HTML;
    if (read_table_sep(s, nl ? (size_t)(nl - s) : n, &r->o))
        return READ_CSV;
    return READ_TEXT;
}

/* How the open file is to be read. */
static enum rc find_format(struct read *r, struct err *e)
{
    char c[2];
    TRY(read_stream_peek(&r->in, c, e));
    r->format = r->o.format;
    if (r->format == READ_AUTO)
        r->format = read_format_of(r->path);
    if (r->format == READ_AUTO)
        r->format = guess(r, c);
    return OK;
}

/* True for a member that is not hidden and of a kind that is read. */
static bool is_wanted(const char *name)
{
    const char *slash = strrchr(name, '/');
    return read_is_known(name) && (slash ? slash[1] : name[0]) != '.' &&
           strncmp(name, "__MACOSX/", 9);
}

/* The next member of the box that is wanted. */
static enum rc next_member(struct read *r, struct err *e)
{
    const char *name;
    do {
        TRY(read_stream_member(&r->in, &name, e));
        buf_reset(&r->name);
        buf_text(&r->name, r->file);
        buf_text(&r->name, *name ? "/" : "");
        buf_text(&r->name, name);
        r->path = buf_str(&r->name);
        TRY(buf_rc(&r->name, e));
        r->walk.skipped += *name && !is_wanted(name);
    } while (*name && !is_wanted(name));
    r->at.file = r->path;
    return find_format(r, e);
}

/* Opens the next file there is. */
static enum rc next_file(struct read *r, struct err *e)
{
    enum rc rc = read_walk_next(&r->walk, &r->file, e);
    r->path = r->at.file = r->file;
    if (rc == OK)
        rc = read_stream_open(&r->in, r->file, e);
    if (rc == OK && !r->in.box)
        rc = find_format(r, e);
    if (rc != OK)
        read_stream_shut(&r->in);
    return rc;
}

/* Opens the next file, or member of a box, there is. */
static enum rc open_next(struct read *r, struct err *e)
{
    enum rc rc = OK;
    r->nth = 0;
    r->path = r->at.file = r->file;
    while (rc == OK && !read_stream_is_open(&r->in)) {
        rc = r->in.box ? next_member(r, e) : next_file(r, e);
        if (rc == E_END && r->in.box) {
            read_stream_shut(&r->in);
            rc = OK;
        }
    }
    if (rc != OK)
        r->in.inside = false;
    e->at = UINT64_MAX;
    return rc;
}

/* One document, or E_END at the end of the file. */
static enum rc next_in_file(struct read *r, struct arena *mem,
                            struct source *out, struct err *e)
{
    enum rc rc = r->format == READ_JSONL ? next_json(r, mem, out, e)
               : r->format == READ_CSV   ? next_csv(r, mem, out, e)
               : r->format == READ_HTML  ? next_page(r, mem, out, e)
               : r->format == READ_FEED  ? next_item(r, mem, out, e)
                                         : next_plain(r, mem, out, e);
    bool whole = r->format == READ_TEXT || r->format == READ_HTML;
    if (whole || rc == E_IO || rc == E_END) {
        feed_close(r->feed);
        r->feed = NULL;
        read_stream_leave(&r->in);
    }
    if (rc == E_IO)
        e->at = UINT64_MAX;
    return rc;
}

enum rc read_next(struct read *r, struct arena *mem, struct source *out,
                  struct err *e)
{
    struct err why = {0};
    enum rc rc;
    do {
        r->at = (struct read_place){.file = r->path};
        rc = read_stream_is_open(&r->in) ? OK : open_next(r, &why);
        if (rc == E_END)
            return rc;
        if (rc == OK)
            rc = next_in_file(r, mem, out, &why);
    } while (rc == E_END);
    if (rc == OK)
        return OK;
    r->at.has_at = why.at != UINT64_MAX;
    r->at.at = r->at.has_at ? why.at : 0;
    return err_set(e, rc, r->at.at, "%s", why.msg);
}
