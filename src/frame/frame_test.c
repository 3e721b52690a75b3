/* Frames of a network of chance: whatever it says, the tables hold. */
#include "frame/frame.h"

#include "base/test.h"
#include "doc/sketch.h"
#include "net/fake.h"

static const char text[] =
    "the the DET 2 det\nenvoy envoy NOUN 3 nsubj\nsaid say VERB 0 root\n"
    "Peru Peru PROPN 7 nsubj\nand and CCONJ 6 cc\nChile Chile PROPN 4 conj\n"
    "met meet VERB 3 ccomp\n. . PUNCT 3 punct\n\n"
    "\" \" PUNCT 3 punct\nWe we PRON 3 nsubj\nwait wait VERB 0 root\n"
    "until until SCONJ 6 mark\nthey they PRON 6 nsubj\n"
    "leave leave VERB 3 advcl\n, , PUNCT 3 punct\n\" \" PUNCT 3 punct\n"
    "he he PRON 10 nsubj\nsaid say VERB 3 parataxis\n. . PUNCT 3 punct\n";

static bool draw(struct doc *d)
{
    if (sketch_open(d, "", text) != OK || !fake_enc(d, d->tok.n))
        return false;
    return table_put(&d->mem, &d->window, (struct run){0, 8}) &&
           table_put(&d->mem, &d->window, (struct run){8, d->tok.n});
}

static const uint32_t all_layers =
    1u << LAYER_TOK | 1u << LAYER_ENC | 1u << LAYER_SENT | 1u << LAYER_TAG |
    1u << LAYER_DEP | 1u << LAYER_NAME | 1u << LAYER_FRAME;

static void tables_hold(const struct net *net, struct work *w)
{
    struct doc d = {0};
    uint32_t n_frame = 0, n_arg = 0;
    for (uint32_t seed = 1; seed <= 40; seed++) {
        fake_seed = seed;
        CHECK(draw(&d));
        CHECK(frame_run(net, w, &d, NULL) == OK);
        d.have = all_layers;
        CHECK(doc_check(&d, NULL) == OK);
        for (uint32_t i = 1; i < d.frame.n; i++)
            CHECK(d.frame.row[i - 1].anchor <= d.frame.row[i].anchor);
        n_frame += d.frame.n;
        n_arg += d.arg.n;
        arena_reset(&w->mem);
    }
    CHECK(n_frame > 40 && n_arg > 40);
    doc_close(&d);
}

static void same_again(const struct net *net, struct work *w)
{
    struct doc a = {0}, b = {0};
    fake_seed = 3;
    CHECK(draw(&a));
    fake_seed = 3;
    CHECK(draw(&b));
    CHECK(frame_run(net, w, &a, NULL) == OK);
    arena_reset(&w->mem);
    CHECK(frame_run(net, w, &b, NULL) == OK);
    CHECK(a.frame.n == b.frame.n && a.arg.n == b.arg.n);
    for (uint32_t i = 0; i < a.arg.n && i < b.arg.n; i++)
        CHECK(a.arg.row[i].p == b.arg.row[i].p);
    doc_close(&a);
    doc_close(&b);
}

int main(void)
{
    static struct net net;
    struct arena mem = {0};
    struct work w = {0};
    CHECK(fake_frame(&mem, &net.frame));
    tables_hold(&net, &w);
    same_again(&net, &w);
    fake_close(&net);
    num_close(&w);
    arena_free(&w.mem);
    arena_free(&mem);
    return test_end();
}
