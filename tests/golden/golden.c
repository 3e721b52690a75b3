/* golden.c - cases of a room: a text and the dump that must come of it.
 *
 *   golden [--write] FILE...     FILE is .../ROOM/NAME.txt
 *
 * A file holds cases:  === name
 *                      date 2017-12-14      (a first line, when it has one)
 *                      the text
 *                      --
 *                      the dump of ROOM, as doc_dump prints it
 *
 * Cases of rooms behind tok depend on the model: tests/golden/MODEL names the
 * one they were written with, and with another they are left out, aloud. */
#include "base/blob.h"
#include "base/buf.h"
#include "base/work.h"
#include "doc/dump.h"
#include "kb/kb.h"
#include "net/net.h"
#include "pipe/pipe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct golden {
    struct pipe_kit kit;
    struct net net;
    struct kb kb;
    bool has_net;
    struct work w;
    struct doc d;
    int passed, failed, left_out;
    bool write;
};

/* A case inside a file; each part lies in the file's bytes. */
struct part {
    const char *name, *text, *want;
    size_t n_name, n_text, n_want;
    char date[11];
};

static char *read_all(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b = {0};
    char some[4096];
    size_t n;
    while (f && (n = fread(some, 1, sizeof some, f)) > 0)
        buf_put(&b, some, n);
    if (!f)
        return NULL;
    fclose(f);
    char *all = strdup(buf_str(&b));
    buf_free(&b);
    return all;
}

/* The layer whose room is the folder of a path, or -1. */
static int layer_of(const char *path)
{
    const char *end = strrchr(path, '/'), *beg = end;
    while (end && beg > path && beg[-1] != '/')
        beg--;
    for (int l = 0; end && l < N_LAYER; l++) {
        const char *room = doc_layer_name(l);
        if (strlen(room) == (size_t)(end - beg) &&
            !strncmp(room, beg, (size_t)(end - beg)))
            return l;
    }
    return -1;
}

/* Takes the case at *at and moves behind it; false at the end. */
static bool next_part(const char **at, struct part *p)
{
    const char *beg = strstr(*at, "=== ");
    if (!beg)
        return false;
    p->name = beg + 4;
    p->n_name = strcspn(p->name, "\n");
    p->text = p->name + p->n_name + 1;
    p->date[0] = '\0';
    if (!strncmp(p->text, "date ", 5)) {
        memcpy(p->date, p->text + 5, 10);
        p->date[10] = '\0';
        p->text += strcspn(p->text, "\n") + 1;
    }
    const char *bar = strstr(p->text, "\n--\n");
    if (!bar)
        return false;
    p->n_text = (size_t)(bar - p->text);
    p->want = bar + 4;
    const char *end = strstr(p->want, "\n=== ");
    end = end ? end + 1 : p->want + strlen(p->want);
    *at = end;
    while (end > p->want && end[-1] == '\n')
        end--;
    p->n_want = (size_t)(end - p->want);
    return true;
}

/* The dump of a case, without line ends behind it. */
static bool dump_part(struct golden *g, const struct part *p, int layer,
                      struct buf *out)
{
    struct err e = {0};
    struct doc *d = &g->d;
    struct source src = {.id = "golden", .date = p->date, .text = p->text,
                         .len = (uint32_t)p->n_text, .sha256 = ""};
    buf_reset(out);
    if (doc_open(d, &src, &e) != OK ||
        pipe_run(&g->kit, &g->w, &d, 1, (enum layer)layer, &e) != OK) {
        printf("%.*s: %s\n", (int)p->n_name, p->name, e.msg);
        return false;
    }
    doc_dump(d, (enum layer)layer, out);
    while (out->n && out->p[out->n - 1] == '\n')
        out->n--;
    return true;
}

static void put_part(const struct part *p, const struct buf *got,
                     struct buf *file)
{
    if (file->n)
        buf_char(file, '\n');
    buf_text(file, "=== ");
    buf_put(file, p->name, p->n_name);
    if (p->date[0]) {
        buf_text(file, "\ndate ");
        buf_text(file, p->date);
    }
    buf_char(file, '\n');
    buf_put(file, p->text, p->n_text);
    buf_text(file, "\n--\n");
    buf_put(file, got->p, got->n);
    buf_char(file, '\n');
}

static void compare(struct golden *g, const char *path, const struct part *p,
                    const struct buf *got)
{
    bool same = got->n == p->n_want && !memcmp(got->p ? got->p : "", p->want,
                                               got->n);
    g->passed += same;
    g->failed += !same;
    if (!same)
        printf("%s: %.*s: got\n%.*s\n-- want\n%.*s\n", path, (int)p->n_name,
               p->name, (int)got->n, got->p ? got->p : "", (int)p->n_want,
               p->want);
}

static void run_file(struct golden *g, const char *path)
{
    int layer = layer_of(path);
    char *all = read_all(path);
    if (layer < 0 || !all) {
        printf("%s: no file of a stage's folder\n", path);
        g->failed++;
        free(all);
        return;
    }
    if (layer > LAYER_TOK && !g->has_net) {
        g->left_out++;
        free(all);
        return;
    }
    struct buf got = {0}, file = {0};
    const char *at = all;
    struct part p;
    while (next_part(&at, &p)) {
        if (!dump_part(g, &p, layer, &got))
            g->failed++;
        else
            compare(g, path, &p, &got);
        put_part(&p, &got, &file);
    }
    FILE *f = g->write ? fopen(path, "wb") : NULL;
    if (f) {
        fwrite(file.p, 1, file.n, f);
        fclose(f);
    }
    buf_free(&got);
    buf_free(&file);
    free(all);
}

/* The model of the cases: read it, or write it. */
static void check_model(struct golden *g, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/MODEL", folder);
    if (g->has_net && g->write) {
        FILE *f = fopen(path, "wb");
        if (f) {
            fprintf(f, "%s\n", g->net.version);
            fclose(f);
        }
        return;
    }
    char *want = read_all(path);
    size_t n = want ? strcspn(want, "\n") : 0;
    if (g->has_net && (!want || strlen(g->net.version) != n ||
                       strncmp(want, g->net.version, n))) {
        printf("golden: the cases are of model %.*s, this is %s\n", (int)n,
               want ? want : "", g->net.version);
        g->has_net = false;
    }
    free(want);
}

static bool open_kit(struct golden *g)
{
    struct err e = {0};
    size_t n = (size_t)(dm_blob_data_end - dm_blob_data);
    if (kb_open(&g->kb, dm_blob_data, n, &e) != OK) {
        printf("golden: %s\n", e.msg);
        return false;
    }
    struct net_options o = {.kernel = NUM_DNNL};
    if (dm_blob_model_end - dm_blob_model > 0) {
        if (net_open(&g->net, &o, &e) != OK) {
            printf("golden: %s\n", e.msg);
            return false;
        }
        g->has_net = true;
    }
    g->kit = (struct pipe_kit){.net = &g->net, .kb = &g->kb, .check = true};
    return true;
}

int main(int argc, char **argv)
{
    static struct golden g;
    int first = 1;
    if (argc > 1 && !strcmp(argv[1], "--write")) {
        g.write = true;
        first++;
    }
    const char *root = getenv("SOURCE_ROOT");
    char folder[4000];
    snprintf(folder, sizeof folder, "%s/tests/golden", root ? root : ".");
    if (!open_kit(&g))
        return 1;
    check_model(&g, folder);
    for (int i = first; i < argc; i++)
        run_file(&g, argv[i]);
    if (g.left_out)
        printf("golden: %d files left out: no model of theirs is here\n",
               g.left_out);
    printf("%d passed, %d failed\n", g.passed, g.failed);
    doc_close(&g.d);
    arena_free(&g.w.mem);
    num_close(&g.w);
    net_close(&g.net);
    return g.failed && !g.write;
}
