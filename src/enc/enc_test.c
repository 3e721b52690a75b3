/* Pieces, windows, and vectors that do not depend on company or kernel. */
#include "enc/enc_in.h"
#include "base/blob.h"
#include "base/test.h"

#include <pthread.h>

static const char vocab[] =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n.\nun\n##e\n##sco\nthe\n-\ne\n##a\na";
static const char norm[] = "C9\te\n200B\t\n2014\t-\n2026\t...";

static void open_words(struct net_vocab *v)
{
    struct net_words w = {vocab, norm, sizeof vocab - 1, sizeof norm - 1};
    struct err e = {0};
    CHECK(net_vocab_open(v, &w, &e) == OK);
}

/* Checks the pieces of a word, written with blanks between. */
static void spell(const struct net_vocab *v, const char *word,
                  const char *want)
{
    uint32_t id[ENC_PIECES];
    uint32_t n = enc_spell(v, word, (uint32_t)strlen(word), id);
    char got[200] = "";
    for (uint32_t i = 0; i < n; i++) {
        uint32_t at = v->at[id[i]], end = v->at[id[i] + 1] - 1;
        strncat(got, i ? " " : "", 2);
        strncat(got, v->text + at, end - at);
    }
    CHECK_STR(got, want);
}

static void test_pieces(void)
{
    struct net_vocab v;
    char many[600];
    open_words(&v);
    spell(&v, "UNESCO", "un ##e ##sco");
    spell(&v, "\u00c9a", "e ##a");
    spell(&v, "the\u2014a.", "the - a .");
    spell(&v, "\u2026", ". . .");
    spell(&v, "\u200b", "[UNK]");
    spell(&v, "\xff", "[UNK]");
    spell(&v, "bad", "[UNK]");
    spell(&v, "a.bad.a", "a . [UNK] . a");
    memset(many, 'a', sizeof many);
    many[100] = '\0';
    spell(&v, many, "a ##a ##a ##a ##a ##a ##a ##a");
    many[100] = 'a';
    many[101] = '\0';
    spell(&v, many, "[UNK]");
    net_vocab_close(&v);
}

/* A document of `n` one-piece words "a"; marks at the places given. */
static void words(struct doc *d, uint32_t n, const char *text)
{
    d->text = text;
    for (uint32_t i = 0; i < n; i++)
        CHECK(table_put(&d->mem, &d->tok,
                        (struct tok){{i * 2, i * 2 + 1}, GAP_BLANK, 0}));
}

static void test_windows(void)
{
    static char text[1600];
    struct net_vocab v;
    struct doc d = {0};
    struct pieces p;
    struct arena a = {0};
    struct err e = {0};
    open_words(&v);
    for (int i = 0; i < 800; i++)
        memcpy(text + i * 2, "a ", 2);
    words(&d, 800, text);
    CHECK(enc_pieces(&v, &a, &d, &p, &e) == OK);
    CHECK(enc_cut(&v, &p, &d, &e) == OK);
    CHECK(d.window.n == 5 && d.window.row[0].end == ENC_LIMIT);
    text[2 * 150] = '.';
    text[2 * 151] = 'A';
    CHECK(enc_cut(&v, &p, &d, &e) == OK);
    CHECK(d.window.row[0].end == 151);
    d.tok.row[120].gap = GAP_LINE;
    CHECK(enc_cut(&v, &p, &d, &e) == OK);
    CHECK(d.window.row[0].end == 151);
    d.tok.row[110].gap = GAP_PARAGRAPH;
    CHECK(enc_cut(&v, &p, &d, &e) == OK);
    CHECK(d.window.row[0].end == 110);
    CHECK(d.window.row[0].beg == 0 && d.window.row[d.window.n - 1].end == 800);
    arena_free(&d.mem);
    arena_free(&a);
    net_vocab_close(&v);
}

/* Any words, some long: enough for several windows and batches. */
static void report(struct doc *d, uint32_t n, uint32_t from)
{
    static const char text[] = "the government of Uzbekistan said on Tuesday "
        "that talks would not resume until troops leave the disputed strait ."
        " ( Counterrevolutionaries )";
    struct tok tok[64];
    uint32_t k = 0;
    for (uint32_t i = 0; i < sizeof text - 1; k++) {
        uint32_t end = i;
        while (text[end] != ' ' && text[end] != '\0')
            end++;
        tok[k] = (struct tok){{i, end}, (uint8_t)(k % 7 ? GAP_BLANK : GAP_LINE),
                              (uint8_t)(k % 5)};
        i = end + 1;
    }
    d->text = text;
    for (uint32_t i = 0; i < n; i++)
        CHECK(table_put(&d->mem, &d->tok, tok[(i * 5 + from + i / 31) % k]));
}

static bool same(const struct doc *a, const struct doc *b)
{
    return a->enc.n == b->enc.n && a->logit.n == b->logit.n &&
           memcmp(a->enc.row, b->enc.row, a->enc.n * 4) == 0 &&
           memcmp(a->logit.row, b->logit.row, a->logit.n * 4) == 0;
}

static void encode(struct doc *d, uint32_t n, enum num_kernel k)
{
    struct doc *docs[8];
    struct net net;
    struct work w = {0};
    struct err e = {0};
    struct net_options o = {NULL, k, false};
    for (uint32_t i = 0; i < n; i++)
        docs[i] = &d[i];
    CHECK(net_open(&net, &o, &e) == OK);
    CHECK(enc_run(&net, &w, docs, n, &e) == OK);
    num_close(&w);
    arena_free(&w.mem);
    net_close(&net);
}

/* What one of two threads does with the shared net. */
struct share {
    const struct net *net;
    struct doc doc;
    enum rc rc;
};

static void *encode_share(void *arg)
{
    struct share *s = arg;
    struct doc *docs[] = {&s->doc};
    struct work w = {0};
    s->rc = enc_run(s->net, &w, docs, 1, NULL);
    num_close(&w);
    arena_free(&w.mem);
    return NULL;
}

/* The same text in two threads and in one: the same bytes. */
static void test_threads(struct doc *want)
{
    struct net net;
    struct share s[2] = {{.net = &net}, {.net = &net}};
    struct net_options o = {NULL, NUM_DNNL, false};
    pthread_t thread[2];
    CHECK(net_open(&net, &o, NULL) == OK);
    for (int i = 0; i < 2; i++) {
        report(&s[i].doc, 230, 0);
        CHECK(pthread_create(&thread[i], NULL, encode_share, &s[i]) == 0);
    }
    for (int i = 0; i < 2; i++) {
        CHECK(pthread_join(thread[i], NULL) == 0);
        CHECK(s[i].rc == OK && same(&s[i].doc, want));
        arena_free(&s[i].doc.mem);
    }
    net_close(&net);
}

/* Long and short documents together and alone; the short ones by the
 * reference too, which is slow. */
static void test_model(void)
{
    static struct doc d[3][3];
    if (dm_blob_model_end - dm_blob_model == 0) {
        printf("no model in this build: skipped\n");
        return;
    }
    for (int i = 0; i < 3; i++) {
        report(&d[i][0], 230, 0);
        report(&d[i][1], 1, 3);
        report(&d[i][2], i == 1 ? 0 : 900, 7);
    }
    encode(d[0], 3, NUM_DNNL);
    encode(d[1], 3, NUM_REF);
    for (int i = 0; i < 3; i++)
        encode(&d[2][i], 1, NUM_DNNL);
    CHECK(d[0][0].window.n > 1);
    CHECK(same(&d[0][0], &d[1][0]) && same(&d[0][1], &d[1][1]));
    CHECK(same(&d[0][0], &d[2][0]) && same(&d[0][1], &d[2][1]));
    CHECK(same(&d[0][2], &d[2][2]));
    CHECK(d[1][2].enc.n == 0 && d[1][2].window.n == 0);
    test_threads(&d[0][0]);
    for (int i = 0; i < 9; i++)
        arena_free(&d[i / 3][i % 3].mem);
}

/* The floats that a layer's rounded weights stand for. */
static void widen(struct arena *mem, struct num_linear *l)
{
    size_t n = (size_t)l->n_out * l->n_in;
    float *f = arena_get(mem, n * sizeof *f);
    CHECK(f);
    for (size_t i = 0; i < n; i++)
        f[i] = (float)l->w[i] * l->s[i / l->n_in];
    l->f = f;
}

static void widen_net(struct arena *mem, struct net *net)
{
    for (int i = 0; i < NET_LAYER; i++) {
        struct net_layer *l = &net->enc.layer[i];
        widen(mem, &l->qkv);
        widen(mem, &l->out);
        widen(mem, &l->ffn1);
        widen(mem, &l->ffn2);
    }
    widen(mem, &net->word);
    net->wide = true;
}

/* Greatest angle between the word vectors of two documents, as 1 - cosine. */
static float apart(const struct doc *a, const struct doc *b)
{
    float most = 0.0f;
    for (uint32_t i = 0; i < a->tok.n; i++) {
        const float *x = a->enc.row + (size_t)i * NET_D;
        const float *y = b->enc.row + (size_t)i * NET_D;
        float xy = num_dot(x, y, NET_D), xx = num_dot(x, x, NET_D);
        float yy = num_dot(y, y, NET_D);
        float d = 1.0f - xy * xy / (xx * yy);
        most = d > most ? d : most;
    }
    return most;
}

/* In floats the same net gives nearly the same vectors, none the same. */
static void test_wide(void)
{
    static struct doc d[2];
    struct doc *docs[] = {&d[1]};
    struct arena mem = {0};
    struct net net;
    struct work w = {0};
    struct net_options o = {NULL, NUM_REF, false};
    if (dm_blob_model_end - dm_blob_model == 0)
        return;
    report(&d[0], 200, 0);
    report(&d[1], 200, 0);
    encode(d, 1, NUM_DNNL);
    CHECK(net_open(&net, &o, NULL) == OK && !net.wide);
    widen_net(&mem, &net);
    CHECK(enc_run(&net, &w, docs, 1, NULL) == OK);
    CHECK(d[0].enc.n == d[1].enc.n && d[0].window.n > 1);
    CHECK(apart(&d[0], &d[1]) < 0.05f && apart(&d[0], &d[1]) > 0.0f);
    num_close(&w);
    arena_free(&w.mem);
    arena_free(&mem);
    arena_free(&d[0].mem);
    arena_free(&d[1].mem);
    net_close(&net);
}

int main(void)
{
    test_pieces();
    test_windows();
    test_model();
    test_wide();
    return test_end();
}
