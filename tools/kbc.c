/* kbc.c - the build's compiler of data/: kbc DIR BLOCK. Says what is wrong
 * with file and line and ends with 1, or writes the block. */
#include "kb/kb_compile.h"

#include <stdio.h>
#include <string.h>

static int fail(const struct err *e)
{
    fprintf(stderr, "kbc: %s\n", e->msg);
    return 1;
}

/* True when the file holds exactly these bytes: then it stays untouched, and
 * nothing that depends on it is built again. */
static bool same(const char *path, const char *bytes, size_t n)
{
    char buf[4096];
    FILE *f = fopen(path, "rb");
    size_t at = 0, got = 0;
    while (f && at < n && (got = fread(buf, 1, sizeof buf, f)) > 0 &&
           got <= n - at && !memcmp(buf, bytes + at, got))
        at += got;
    bool is = f && at == n && fgetc(f) == EOF;
    if (f)
        fclose(f);
    return is;
}

static int put(const char *path, const void *block, size_t n)
{
    if (same(path, block, n))
        return 0;
    FILE *out = fopen(path, "wb");
    if (out && fwrite(block, 1, n, out) == n && !fclose(out))
        return 0;
    fprintf(stderr, "kbc: %s cannot be written\n", path);
    return 1;
}

int main(int argc, char **argv)
{
    struct arena mem = {0};
    struct err e = {0};
    struct kb_file *files;
    struct kb kb;
    uint32_t n;
    void *block;
    size_t len;
    if (argc != 3) {
        fprintf(stderr, "usage: kbc DIR BLOCK\n");
        return 2;
    }
    if (kb_read_dir(argv[1], &mem, &files, &n, &e) != OK ||
        kb_compile(files, n, &mem, &block, &len, &e) != OK ||
        kb_open(&kb, block, len, &e) != OK)
        return fail(&e);
    printf("%u files, %u entries, %u forms, %u tables, %zu bytes, %s\n", n,
           kb.n_entry, kb.n_form, kb.n_table, len, kb_version(&kb));
    int rc = put(argv[2], block, len);
    arena_free(&mem);
    return rc;
}
