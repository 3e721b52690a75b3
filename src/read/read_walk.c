/* Directories, depth first, names in the order of their bytes.
 *
 * level[0 .. n_level) is the chain of open directories; path[0 .. n_path) of
 * the last names it, and a file found is written behind that. A directory
 * that is in the chain already (a link to above) is left out. */
#include "read/read_in.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct { const char *end; enum read_format format; } endings[] = {
    {".txt", READ_TEXT},
    {".jsonl", READ_JSONL},
    {".ndjson", READ_JSONL},
    {".json", READ_JSONL},
    {".csv", READ_CSV},
    {".tsv", READ_CSV},
    {".html", READ_HTML},
    {".htm", READ_HTML},
    {".xhtml", READ_HTML},
    {".rss", READ_FEED},
    {".atom", READ_FEED},
    {".xml", READ_FEED},
};

static bool ends_with(const char *s, size_t n, const char *end)
{
    size_t k = strlen(end);
    return n > k && !memcmp(s + n - k, end, k);
}

/* Bytes of a name without ".gz" and the like at its end. */
static size_t bare(const char *path)
{
    static const char *const end[] = {".gz", ".zst", ".xz", ".bz2"};
    size_t n = strlen(path);
    for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
        if (ends_with(path, n, end[i]))
            return n - strlen(end[i]);
    }
    return n;
}

enum read_format read_format_of(const char *path)
{
    size_t n = bare(path);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (ends_with(path, n, endings[i].end))
            return endings[i].format;
    }
    return READ_AUTO;
}

bool read_is_known(const char *path)
{
    static const char *const end[] = {".zip", ".tar", ".tgz", ".tbz2",
                                      ".txz", ".tzst"};
    size_t n = bare(path);
    for (size_t i = 0; i < sizeof end / sizeof *end; i++) {
        if (ends_with(path, n, end[i]))
            return true;
    }
    return read_format_of(path) != READ_AUTO;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum rc list(struct read_level *l, DIR *dir, struct err *e)
{
    for (struct dirent *de; (de = readdir(dir));) {
        const char *s = de->d_name;
        if (!strcmp(s, ".") || !strcmp(s, ".."))
            continue;
        const char *copy = arena_text(&l->mem, s, strlen(s));
        if (!copy || !table_put(&l->mem, &l->name, copy))
            return err_set(e, E_NOMEM, 0, "out of memory");
    }
    if (l->name.n)
        qsort(l->name.row, l->name.n, sizeof *l->name.row, by_bytes);
    return OK;
}

/* True when the directory is one of those it would lie in. */
static bool is_loop(const struct read_walk *w, const struct stat *st)
{
    for (uint32_t i = 0; i < w->n_level; i++) {
        if (w->level[i].dev == st->st_dev && w->level[i].ino == st->st_ino)
            return true;
    }
    return false;
}

/* Goes down into the directory that w->path names. */
static enum rc enter(struct read_walk *w, const struct stat *st,
                     struct err *e)
{
    if (is_loop(w, st)) {
        w->skipped++;
        return OK;
    }
    if (w->n_level == READ_DEPTH_MAX)
        return err_set(e, E_LIMIT, 0, "more than %d directories deep",
                       READ_DEPTH_MAX);
    DIR *dir = opendir(buf_str(&w->path));
    if (!dir)
        return err_set(e, E_IO, 0, "cannot be opened: %s", strerror(errno));
    struct read_level *l = &w->level[w->n_level];
    *l = (struct read_level){.n_path = w->path.n, .dev = st->st_dev,
                             .ino = st->st_ino};
    enum rc rc = list(l, dir, e);
    closedir(dir);
    if (rc != OK)
        arena_free(&l->mem);
    else
        w->n_level++;
    return rc;
}

/* Writes the path of the next name into w->path; false: none is left. */
static bool next_name(struct read_walk *w, bool *given)
{
    *given = false;
    while (w->n_level) {
        struct read_level *l = &w->level[w->n_level - 1];
        if (l->at < l->name.n) {
            w->path.n = l->n_path;
            if (l->n_path && w->path.p[l->n_path - 1] != '/')
                buf_char(&w->path, '/');
            buf_text(&w->path, l->name.row[l->at++]);
            return true;
        }
        arena_free(&l->mem);
        w->n_level--;
    }
    if (w->at == w->n)
        return false;
    *given = true;
    buf_reset(&w->path);
    buf_text(&w->path, w->paths[w->at++]);
    return true;
}

/* Names that begin with a dot are left out, as are files of other kinds. */
static bool is_wanted(const struct read_walk *w, const struct stat *st)
{
    const struct read_level *l = &w->level[w->n_level - 1];
    if (l->name.row[l->at - 1][0] == '.')
        return false;
    return S_ISDIR(st->st_mode) ||
           (S_ISREG(st->st_mode) && read_is_known(w->path.p));
}

enum rc read_walk_next(struct read_walk *w, const char **path, struct err *e)
{
    bool given;
    while (next_name(w, &given)) {
        struct stat st;
        *path = buf_str(&w->path);
        TRY(buf_rc(&w->path, e));
        if (given && !strcmp(*path, "-"))
            return OK;
        if (stat(*path, &st)) {
            if (given)
                return err_set(e, E_IO, 0, "cannot be opened: %s",
                               strerror(errno));
            w->skipped++;
            continue;
        }
        if (!given && !is_wanted(w, &st)) {
            w->skipped++;
            continue;
        }
        if (!S_ISDIR(st.st_mode))
            return OK;
        TRY(enter(w, &st, e));
    }
    return E_END;
}

uint64_t read_size(const char *const *paths, size_t n)
{
    struct read_walk w = {.paths = paths, .n = n};
    uint64_t sum = 0;
    for (;;) {
        const char *path;
        struct stat st;
        enum rc rc = read_walk_next(&w, &path, NULL);
        if (rc == E_END || rc == E_NOMEM)
            break;
        if (rc != OK)
            continue;
        if (stat(path, &st) || !S_ISREG(st.st_mode)) {
            sum = 0;
            break;
        }
        sum += (uint64_t)st.st_size;
    }
    read_walk_clear(&w);
    return sum;
}

void read_walk_clear(struct read_walk *w)
{
    while (w->n_level)
        arena_free(&w->level[--w->n_level].mem);
    buf_free(&w->path);
}
