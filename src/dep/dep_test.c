/* Trees of a network of chance: whatever it scores, trees are trees. */
#include "dep/dep.h"

#include "base/test.h"
#include "doc/sketch.h"
#include "net/fake.h"

/* Sentences of these many words, without trees. */
static bool sentences(struct doc *d, const uint32_t *n, uint32_t n_sent)
{
    static char lines[1 << 15];
    char *at = lines;
    uint32_t words = 0;
    lines[0] = '\0';
    for (uint32_t i = 0; i < n_sent; i++) {
        for (uint32_t k = 0; k < n[i]; k++)
            at += sprintf(at, "w w NOUN %d dep\n", k > 0);
        at += sprintf(at, "\n");
        words += n[i];
    }
    if (sketch_open(d, "", lines) != OK)
        return false;
    d->dep.n = 0;
    return fake_enc(d, words);
}

static bool same(const struct dep *a, const struct dep *b, uint32_t n,
                 uint32_t shift)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t h = b[i].head == NONE ? NONE : b[i].head - shift;
        if (a[i].head != h || a[i].rel != b[i].rel || a[i].p != b[i].p)
            return false;
    }
    return true;
}

/* Trees hold, and a sentence's tree does not depend on its neighbours. */
static void trees(const struct net *net, struct work *w)
{
    static const uint32_t n[] = {1, 30, 2, 120, 400, 7, 300, 45};
    enum { N = sizeof n / sizeof *n };
    struct doc d = {0}, one = {0};
    fake_seed = 5;
    CHECK(sentences(&d, n, N));
    CHECK(dep_run(net, w, &d, NULL) == OK);
    d.have = 1u << LAYER_SENT | 1u << LAYER_DEP;
    CHECK(doc_check(&d, NULL) == OK);
    for (uint32_t i = 0; i < N; i++) {
        uint32_t beg = d.sent.row[i].beg;
        CHECK(sentences(&one, n + i, 1));
        memcpy(one.enc.row, d.enc.row + (size_t)beg * DOC_D_ENC,
               sizeof(float) * n[i] * DOC_D_ENC);
        CHECK(dep_run(net, w, &one, NULL) == OK);
        CHECK(same(one.dep.row, d.dep.row + beg, n[i], beg));
        arena_reset(&w->mem);
    }
    doc_close(&d);
    doc_close(&one);
}

static void no_words(const struct net *net, struct work *w)
{
    struct doc d = {0};
    CHECK(sentences(&d, NULL, 0));
    CHECK(dep_run(net, w, &d, NULL) == OK && d.dep.n == 0);
    doc_close(&d);
}

int main(void)
{
    static struct net net;
    struct arena mem = {0};
    struct work w = {0};
    CHECK(fake_dep(&mem, &net.dep));
    trees(&net, &w);
    no_words(&net, &w);
    fake_close(&net);
    num_close(&w);
    arena_free(&w.mem);
    arena_free(&mem);
    return test_end();
}
