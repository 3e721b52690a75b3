/* bench_enc.c - how much of the processor's int8 rate the encoder reaches.
 *
 * usage: bench_enc MODEL TEXT [DOCS] [ref]
 *
 * Cuts TEXT into documents of about 3,000 bytes, encodes DOCS (default 8) of
 * them together, all of TEXT three times, and prints the best: pieces a
 * second, operations of the matrix products a second, the same for oneDNN
 * alone at the layers' sizes in blocks of NUM_BLOCK rows, and the ratio. */
#include "enc/enc_in.h"
#include "tok/tok.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DOC = 3000, MOST = 64, ROUNDS = 3, REPEAT = 40 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static char *slurp(const char *path, size_t *n)
{
    static char text[1 << 25];
    FILE *f = fopen(path, "rb");
    *n = f ? fread(text, 1, sizeof text, f) : 0;
    if (f)
        fclose(f);
    return text;
}

/* What was encoded. */
struct sum {
    double pieces, words, windows, ops, time;
};

static void count(struct sum *s, const struct doc *d, const struct net *net)
{
    uint32_t id[ENC_PIECES];
    s->words += d->tok.n;
    for (uint32_t i = 0; i < d->window.n; i++) {
        struct run r = d->window.row[i];
        double n = 2, w = r.end - r.beg;
        for (uint32_t t = r.beg; t < r.end; t++) {
            struct span at = d->tok.row[t].at;
            n += enc_spell(net->vocab, d->text + at.beg, at.end - at.beg, id);
        }
        double all = NET_D * (NET_D * 4.0 + NET_FFN * 2.0);
        double last = n * NET_D * NET_D * 2.0 +
                      w * NET_D * (NET_D * 2.0 + NET_FFN * 2.0);
        s->ops += 2 * (n * all * (NET_LAYER - 1) + last);
        s->ops += 4 * n * NET_D * (n * (NET_LAYER - 1) + w);
        s->pieces += n;
        s->windows++;
    }
}

static double batch_of(const struct net *net, struct work *w, struct doc *d,
                       uint32_t n)
{
    struct doc *docs[MOST];
    struct err e = {0};
    for (uint32_t i = 0; i < n; i++) {
        docs[i] = &d[i];
        if (tok_run(w, &d[i], &e) != OK)
            exit(1);
    }
    arena_reset(&w->mem);
    double from = seconds();
    if (enc_run(net, w, docs, n, &e) != OK) {
        fprintf(stderr, "%s\n", e.msg);
        exit(1);
    }
    return seconds() - from;
}

static struct sum encode_all(const struct net *net, struct work *w,
                             const char *text, size_t len, uint32_t n_doc)
{
    static struct doc d[MOST];
    struct sum s = {0};
    for (size_t at = 0; at < len;) {
        uint32_t n = 0;
        for (; n < n_doc && at < len; n++) {
            size_t end = at + DOC < len ? at + DOC : len;
            while (end < len && text[end] != ' ' && text[end] != '\n')
                end++;
            doc_reset(&d[n]);
            d[n].text = text + at;
            d[n].len = (uint32_t)(end - at);
            at = end;
        }
        s.time += batch_of(net, w, d, n);
        for (uint32_t i = 0; i < n; i++)
            count(&s, &d[i], net);
        arena_reset(&w->mem);
    }
    return s;
}

/* Operations a second of one layer's product. */
static double rate(struct work *w, const struct num_linear *l)
{
    struct err e = {0};
    uint8_t *x = base_alloc((size_t)NUM_BLOCK * l->n_in);
    int32_t *y = base_alloc((size_t)NUM_BLOCK * l->n_out * sizeof *y);
    double best = 0, ops = 2.0 * NUM_BLOCK * l->n_in * l->n_out;
    if (!x || !y)
        exit(1);
    memset(x, 100, (size_t)NUM_BLOCK * l->n_in);
    for (int k = 0; k < 5; k++) {
        double from = seconds();
        for (int i = 0; i < REPEAT; i++) {
            if (num_product(w, l, x, NUM_BLOCK, y, &e) != OK)
                exit(1);
        }
        double r = ops * REPEAT / (seconds() - from);
        best = r > best ? r : best;
    }
    base_free(x);
    base_free(y);
    return best;
}

/* Rate of the four products of a layer together. */
static double peak(struct work *w, const struct net *net)
{
    const struct net_layer *l = &net->enc.layer[0];
    const struct num_linear *all[] = {&l->qkv, &l->out, &l->ffn1, &l->ffn2};
    double ops = 0, time = 0;
    for (int i = 0; i < 4; i++) {
        double o = (double)all[i]->n_in * all[i]->n_out;
        double r = rate(w, all[i]);
        printf("oneDNN %4u x %4u      %6.1f Gop/s\n", all[i]->n_in,
               all[i]->n_out, r * 1e-9);
        ops += o;
        time += o / r;
    }
    return ops / time;
}

int main(int argc, char **argv)
{
    struct net net;
    struct work w = {0};
    struct err e = {0};
    size_t len = 0;
    if (argc < 3)
        return 2;
    bool ref = argc > 4 && strcmp(argv[4], "ref") == 0;
    struct net_options o = {argv[1], ref ? NUM_REF : NUM_DNNL, false};
    uint32_t n = argc > 3 ? (uint32_t)atoi(argv[3]) : 8;
    char *text = slurp(argv[2], &len);
    if (!len || n < 1 || n > MOST || net_open(&net, &o, &e) != OK) {
        fprintf(stderr, "bench_enc: %s\n", e.msg[0] ? e.msg : "no text");
        return 1;
    }
    struct sum best = {.time = 1e30};
    double top = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct sum s = encode_all(&net, &w, text, len, n);
        best = s.time < best.time ? s : best;
    }
    top = peak(&w, &net);
    printf("oneDNN, whole layer     %6.1f Gop/s\n", top * 1e-9);
    printf("encoder                 %6.1f Gop/s, %.0f pieces/s, %.0f words/s, "
           "%.0f pieces a window\n", best.ops / best.time * 1e-9,
           best.pieces / best.time, best.words / best.time,
           best.pieces / best.windows);
    printf("encoder / oneDNN        %6.3f\n", best.ops / best.time / top);
    return 0;
}
