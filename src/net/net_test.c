/* Model files: what is refused and how it is said; vocabulary and folding. */
#include "net/net_in.h"
#include "base/blob.h"
#include "base/test.h"

#include <stdlib.h>

enum { SIZE = 4096 };

static void put4(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> (8 * i));
}

/* A file of one tensor "x" of 8 floats at byte 256. */
static void make(unsigned char *b)
{
    memset(b, 0, SIZE);
    memcpy(b, "DMMODEL1", 8);
    put4(b + 8, 1);
    put4(b + 12, 1);
    put4(b + 16, 128);
    put4(b + 24, SIZE);
    memcpy(b + 128, "x", 1);
    b[128 + 40] = DTYPE_F32;
    b[128 + 41] = 1;
    put4(b + 128 + 44, 8);
    put4(b + 128 + 52, 256);
}

static void refuse(unsigned char *b, const char *word)
{
    struct net_file f = {0};
    struct err e = {0};
    CHECK(net_file_check(&f, b, SIZE, &e) == E_MODEL);
    if (!strstr(e.msg, word))
        printf("message: %s\n", e.msg);
    CHECK(strstr(e.msg, word) != NULL);
    make(b);
}

static void test_header(void)
{
    unsigned char *b = base_alloc(SIZE);
    struct net_file f = {0};
    struct tensor t = {0};
    struct err e = {0};
    make(b);
    CHECK(net_file_check(&f, b, SIZE, &e) == OK);
    CHECK(net_file_sum(&f, &e) == E_MODEL);
    struct want want = {"x", "", DTYPE_F32, {8, 1}};
    CHECK(net_file_find(&f, &want, &t, &e) == OK);
    CHECK(t.data == b + 256);
    want.dim[0] = 9;
    CHECK(net_file_find(&f, &want, &t, &e) == E_MODEL);
    CHECK_STR(e.msg, "tensor \"x\" is f32 8 x 1, expected f32 9 x 1 (0: any)");
    want.part = ".w";
    CHECK(net_file_find(&f, &want, &t, &e) == E_MODEL);
    CHECK_STR(e.msg, "no tensor \"x.w\" in the model file");
    b[0] = 'X';
    refuse(b, "DMMODEL1");
    b[8] = 2;
    refuse(b, "format 2");
    put4(b + 24, SIZE - 1);
    refuse(b, "its header says 4095");
    put4(b + 12, 1000);
    refuse(b, "directory");
    put4(b + 20, 0xffffffff);
    refuse(b, "directory");
    memset(b + 128, 'x', 40);
    refuse(b, "without end");
    b[128 + 40] = 9;
    refuse(b, "kind 9");
    put4(b + 128 + 44, 1 << 20);
    refuse(b, "outside");
    put4(b + 128 + 56, 0xffffffff);
    refuse(b, "outside");
    put4(b + 128 + 52, 257);
    refuse(b, "outside");
    base_free(b);
}

static uint32_t find(const struct net_vocab *v, bool inner, const char *s)
{
    uint32_t hash = net_piece_hash(inner), n = (uint32_t)strlen(s);
    for (uint32_t i = 0; i < n; i++)
        hash = net_piece_add(hash, s[i]);
    return net_piece_find(v, inner, s, n, hash);
}

static void test_vocab(void)
{
    static const char vocab[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##a\nab\n##";
    static const char norm[] = "C9\te\n200B\t\n2014\t-";
    struct net_words w = {vocab, norm, sizeof vocab - 1, sizeof norm - 1};
    struct net_vocab v;
    struct err e = {0};
    CHECK(net_vocab_open(&v, &w, &e) == OK);
    CHECK(v.n == 8);
    CHECK(find(&v, false, "a") == 4);
    CHECK(find(&v, true, "a") == 5);
    CHECK(find(&v, false, "ab") == 6);
    CHECK(find(&v, false, "##") == 7);
    CHECK(find(&v, true, "ab") == NONE);
    CHECK(find(&v, false, "[CLS]") == NONE);
    const struct fold *f = net_fold(&v, 0xc9);
    CHECK(f && f->len == 1 && f->to[0] == 'e');
    f = net_fold(&v, 0x200b);
    CHECK(f && f->len == 0);
    CHECK(!net_fold(&v, 0xc8));
    net_vocab_close(&v);
    w.norm = "C9\te\nC9\tf";
    w.n_norm = 9;
    CHECK(net_vocab_open(&v, &w, &e) == E_MODEL);
    net_vocab_close(&v);
    w.vocab = "a\nb";
    w.n_vocab = 3;
    CHECK(net_vocab_open(&v, &w, &e) == E_MODEL);
    net_vocab_close(&v);
}

/* The model of this build, when it has one. */
static void test_model(void)
{
    struct net net;
    struct err e = {0};
    struct net_options o = {NULL, NUM_DNNL, true};
    if (dm_blob_model_end - dm_blob_model == 0) {
        CHECK(net_open(&net, &o, &e) == E_MODEL);
        printf("no model in this build: skipped\n");
        return;
    }
    CHECK(net_open(&net, &o, &e) == OK);
    CHECK(net.vocab->n > 1000);
    CHECK(net.config[0] == '{');
    CHECK(net.version[0] != '\0');
    net_close(&net);
    o.path = "/no/such/file";
    CHECK(net_open(&net, &o, &e) == E_IO);
    net_close(&net);
}

int main(void)
{
    test_header();
    test_vocab();
    test_model();
    return test_end();
}
