/* bytes.c - the sha256 of what the encoder makes of a text.
 *
 * usage: bytes MODEL TEXT [ref]     one line: the sum of enc and logit
 *
 * Must be the same on every machine and with every kernel. */
#include "base/sha256.h"
#include "enc/enc.h"
#include "tok/tok.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int say(const struct err *e)
{
    fprintf(stderr, "bytes: %s\n", e->msg[0] ? e->msg : "no text");
    return 1;
}

static void print_sum(const struct doc *d)
{
    struct sha256 s;
    uint8_t sum[32];
    sha256_init(&s);
    sha256_add(&s, d->enc.row, d->enc.n * sizeof *d->enc.row);
    sha256_add(&s, d->logit.row, d->logit.n * sizeof *d->logit.row);
    sha256_end(&s, sum);
    for (int i = 0; i < 32; i++)
        printf("%02x", sum[i]);
    printf("\n");
}

int main(int argc, char **argv)
{
    static char text[1 << 16];
    static struct doc d;
    struct doc *docs[] = {&d};
    struct work w = {0};
    struct err e = {0};
    struct net net;
    bool ref = argc > 3 && strcmp(argv[3], "ref") == 0;
    struct net_options o = {argc > 1 ? argv[1] : NULL,
                            ref ? NUM_REF : NUM_DNNL, true};
    FILE *f = argc > 2 ? fopen(argv[2], "rb") : NULL;
    d.text = text;
    d.len = f ? (uint32_t)fread(text, 1, sizeof text, f) : 0;
    if (!d.len || net_open(&net, &o, &e) != OK)
        return say(&e);
    fclose(f);
    if (tok_run(&w, &d, &e) != OK || enc_run(&net, &w, docs, 1, &e) != OK)
        return say(&e);
    print_sum(&d);
    num_close(&w);
    arena_free(&w.mem);
    arena_free(&d.mem);
    net_close(&net);
    return 0;
}
