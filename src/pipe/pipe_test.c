#include "base/blob.h"
#include "base/test.h"
#include "kb/kb.h"
#include "net/net.h"
#include "pipe/pipe.h"

static const char text[] = "Iran will not talk until the hostages are free, "
                           "Zarif said on Monday.\n";

static enum rc open_text(struct doc *d, const char *s)
{
    struct source src = {.id = "a", .date = "2017-12-14", .text = s,
                         .len = (uint32_t)strlen(s), .sha256 = ""};
    return doc_open(d, &src, NULL);
}

static void count(void *ctx, enum layer stage, const struct doc *d)
{
    int *seen = ctx;
    CHECK(d->have >> stage & 1);
    seen[stage]++;
}

/* A document that fails is left; the others go on. */
static void test_alone(void)
{
    struct doc a = {0}, b = {0}, c = {0}, *docs[] = {&a, &b, &c};
    struct work w = {0};
    struct err errs[3];
    int seen[N_LAYER] = {0};
    struct pipe_kit kit = {.check = true, .seen = count, .ctx = seen};
    CHECK(open_text(&a, text) == OK && open_text(&b, text) == OK &&
          open_text(&c, "") == OK);
    CHECK(table_put(&b.mem, &b.note, (struct note){.sent = NONE}));
    CHECK(pipe_run(&kit, &w, docs, 3, LAYER_TOK, errs) == E_INPUT);
    CHECK(errs[0].code == OK && errs[2].code == OK);
    CHECK(errs[1].code == E_INPUT && strstr(errs[1].msg, "note, row 0"));
    CHECK(a.have == 1 << LAYER_TOK && a.tok.n == 15 && c.tok.n == 0);
    CHECK(seen[LAYER_TOK] == 2 && seen[LAYER_ENC] == 0);
    doc_close(&a);
    doc_close(&b);
    doc_close(&c);
    arena_free(&w.mem);
}

/* All stages over a report, an empty one and one of white space. */
static void test_all(const struct pipe_kit *kit)
{
    struct doc a = {0}, b = {0}, c = {0}, *docs[] = {&a, &b, &c};
    struct work w = {0};
    struct err errs[3];
    CHECK(open_text(&a, text) == OK && open_text(&b, "") == OK &&
          open_text(&c, " \n\t") == OK);
    CHECK(pipe_run(kit, &w, docs, 3, LAYER_STANCE, errs) == OK);
    CHECK(a.have == (1u << N_LAYER) - 1 && c.have == a.have);
    CHECK(a.dep.n == a.tok.n && a.entity.n == a.mention.n);
    CHECK(b.sent.n == 0 && c.tok.n == 0);
    uint32_t n = a.tok.n;
    CHECK(pipe_run(kit, &w, docs, 3, LAYER_STANCE, errs) == OK);
    CHECK(a.tok.n == n);
    doc_close(&a);
    doc_close(&b);
    doc_close(&c);
    num_close(&w);
    arena_free(&w.mem);
}

int main(void)
{
    struct net net = {0};
    struct kb kb;
    size_t n_kb = (size_t)(dm_blob_data_end - dm_blob_data);
    struct net_options o = {.kernel = NUM_DNNL};
    test_alone();
    CHECK(kb_open(&kb, dm_blob_data, n_kb, NULL) == OK);
    if (dm_blob_model_end - dm_blob_model == 0) {
        printf("no model in this build: tokens only\n");
        return test_end();
    }
    CHECK(net_open(&net, &o, NULL) == OK);
    struct pipe_kit kit = {.net = &net, .kb = &kb, .check = true};
    test_all(&kit);
    net_close(&net);
    CHECK(base_live() == 0);
    return test_end();
}
