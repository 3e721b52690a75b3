#include "kb/kb_make.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const struct kb_file *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static enum rc read_all(FILE *f, struct arena *mem, struct kb_file *to)
{
    if (fseek(f, 0, SEEK_END) || ftell(f) < 0)
        return E_IO;
    size_t n = (size_t)ftell(f);
    rewind(f);
    char *text = arena_get(mem, n + 1);
    if (!text)
        return E_NOMEM;
    if (fread(text, 1, n, f) != n)
        return E_IO;
    to->text = text;
    to->len = n;
    return OK;
}

enum rc kb_read_file(const char *path, struct arena *mem, struct kb_file *to,
                     struct err *e)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return err_set(e, E_IO, 0, "%.150s: %s", path, strerror(errno));
    enum rc rc = read_all(f, mem, to);
    fclose(f);
    if (rc != OK)
        return err_set(e, rc, 0, "%.150s: %s", path,
                       rc == E_NOMEM ? "out of memory" : "cannot be read");
    to->name = path;
    return OK;
}

static enum rc read_one(const char *dir, const char *file, struct arena *mem,
                        struct kb_file *to, struct err *e)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s", dir, file);
    if (n < 0 || (size_t)n >= sizeof path)
        return err_set(e, E_LIMIT, 0, "path too long: %.100s", dir);
    TRY(kb_read_file(path, mem, to, e));
    to->name = arena_text(mem, file, strlen(file) - strlen(".tsv"));
    return to->name ? OK : err_set(e, E_NOMEM, 0, "out of memory");
}

static bool is_tsv(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && name[0] != '.' && !strcmp(name + n - 4, ".tsv");
}

static enum rc read_each(DIR *dir, const char *path, struct arena *mem,
                         struct kb_file *list, uint32_t *n, struct err *e)
{
    for (struct dirent *de; (de = readdir(dir));) {
        if (!is_tsv(de->d_name))
            continue;
        if (*n == KB_MAX_FILE)
            return err_set(e, E_LIMIT, 0, "%.100s: more than %d files", path,
                           KB_MAX_FILE);
        TRY(read_one(path, de->d_name, mem, &list[*n], e));
        (*n)++;
    }
    if (!*n)
        return err_set(e, E_INPUT, 0, "%.150s: no .tsv file in it", path);
    qsort(list, *n, sizeof *list, by_name);
    return OK;
}

enum rc kb_read_dir(const char *path, struct arena *mem,
                    struct kb_file **files, uint32_t *n, struct err *e)
{
    *n = 0;
    *files = arena_get(mem, KB_MAX_FILE * sizeof **files);
    if (!*files)
        return err_set(e, E_NOMEM, 0, "out of memory");
    DIR *dir = opendir(path);
    if (!dir)
        return err_set(e, E_IO, 0, "%.150s: %s", path, strerror(errno));
    enum rc rc = read_each(dir, path, mem, *files, n, e);
    closedir(dir);
    return rc;
}
