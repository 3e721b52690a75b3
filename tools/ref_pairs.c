/* Writes what the ranker of the ref room sees, for train/ref.py.
 *
 * ref_pairs [--model FILE] FILE...: each file is the text of one document. To
 * standard output, as 32-bit words of this machine: for each document 1 and
 * the file's number; for each mention 2, its row, its phrase and its head in
 * bytes (beg, end, beg, end) and its antecedent's row as decided; for each
 * candidate 3, the mention, the candidate (-1: none), n and n features. Rows
 * are those before spare mentions go. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/blob.h"
#include "kb/kb.h"
#include "net/net.h"
#include "pipe/pipe.h"
#include "ref/ref_in.h"

static void put(uint32_t v)
{
    fwrite(&v, sizeof v, 1, stdout);
}

static void seen(void *ctx, const struct ref *r, uint32_t m, uint32_t a,
                 const uint16_t *feat, uint32_t n)
{
    (void)ctx;
    (void)r;
    put(3);
    put(m);
    put(a);
    put(n);
    for (uint32_t i = 0; i < n; i++)
        put(feat[i]);
}

static void placed(void *ctx, const struct ref *r, uint32_t m)
{
    const struct doc *d = r->d;
    struct span s = doc_span(d, d->mention.row[m].phrase);
    struct span h = d->tok.row[d->mention.row[m].head].at;
    (void)ctx;
    put(2);
    put(m);
    put(s.beg);
    put(s.end);
    put(h.beg);
    put(h.end);
    put(d->mention.row[m].antecedent);
}

static char *slurp(const char *path, uint32_t *len)
{
    FILE *f = fopen(path, "rb");
    char *text = malloc(DOC_MAX + 1);
    if (!f || !text) {
        perror(path);
        exit(2);
    }
    *len = (uint32_t)fread(text, 1, DOC_MAX, f);
    text[*len] = '\0';
    fclose(f);
    return text;
}

static void one(const struct pipe_kit *kit, struct work *w, const char *path)
{
    struct doc d = {0}, *docs[] = {&d};
    struct err e = {0};
    struct source src = {.id = path, .date = "", .sha256 = ""};
    struct ref_probe probe = {seen, placed, NULL};
    char *text = slurp(path, &src.len);
    src.text = text;
    if (doc_open(&d, &src, &e) != OK ||
        pipe_run(kit, w, docs, 1, LAYER_FRAME, &e) != OK ||
        ref_run_seen(kit->kb, w, &d, &probe, &e) != OK) {
        fprintf(stderr, "%s: %s\n", path, e.msg);
        exit(2);
    }
    arena_reset(&w->mem);
    doc_close(&d);
    free(text);
}

int main(int argc, char **argv)
{
    struct net net;
    struct kb kb;
    struct work w = {0};
    struct err e = {0};
    struct net_options o = {.kernel = NUM_REF};
    int first = 1;
#if defined(DM_DNNL)
    o.kernel = NUM_DNNL;
#endif
    if (argc > 2 && !strcmp(argv[1], "--model")) {
        o.path = argv[2];
        first = 3;
    }
    if (net_open(&net, &o, &e) != OK ||
        kb_open(&kb, dm_blob_data,
                (size_t)(dm_blob_data_end - dm_blob_data), &e) != OK) {
        fprintf(stderr, "%s\n", e.msg);
        return 2;
    }
    struct pipe_kit kit = {.net = &net, .kb = &kb};
    for (int i = first; i < argc; i++) {
        put(1);
        put((uint32_t)(i - first));
        one(&kit, &w, argv[i]);
    }
    net_close(&net);
    return 0;
}
