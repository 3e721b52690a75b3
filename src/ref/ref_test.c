#include "ref/ref.h"

#include "base/blob.h"
#include "base/test.h"
#include "doc/sketch.h"
#include "kb/kb.h"

static struct kb kb;
static struct doc d;
static struct work w;

static void run(void)
{
    struct err e = {0};
    CHECK(ref_run(&kb, &w, &d, &e) == OK);
    arena_reset(&w.mem);
}

/* First token of the chain's naming mention of the mention headed by t. */
static uint32_t named(uint32_t t)
{
    for (uint32_t i = 0; i < d.mention.n; i++) {
        if (d.mention.row[i].head == t)
            return d.mention.row[d.mention.row[i].chain].at.beg;
    }
    return NONE;
}

static const char meeting[] =
    "Ana Ana PROPN 3 nsubj\nRuiz Ruiz PROPN 1 flat\nmet meet VERB 0 root\n"
    "Peru Peru PROPN 3 obj\n. . PUNCT 3 punct\n\n"
    "She she PRON 2 nsubj\nsaid say VERB 0 root\nit it PRON 4 nsubj\n"
    "agreed agree VERB 2 ccomp\n. . PUNCT 2 punct\n\n"
    "Ruiz Ruiz PROPN 2 nsubj\nleft leave VERB 0 root\n";

static void pronouns_and_names(void)
{
    CHECK(sketch_open(&d, "2017-12-14", meeting) == OK);
    CHECK(sketch_name(&d, 0, 2, NAME_PER));
    CHECK(sketch_name(&d, 3, 4, NAME_LOC));
    CHECK(sketch_name(&d, 10, 11, NAME_PER));
    run();
    CHECK(named(5) == 0);  /* She */
    CHECK(named(7) == 3);  /* it */
    CHECK(named(10) == 0); /* Ruiz */
}

static void we_is_the_speaker(void)
{
    CHECK(sketch_open(&d, "2017-12-14",
                      "We we PRON 2 nsubj\nagree agree VERB 5 ccomp\n"
                      ", , PUNCT 2 punct\nRuiz Ruiz PROPN 5 nsubj\n"
                      "said say VERB 0 root\n") == OK);
    CHECK(sketch_name(&d, 3, 4, NAME_PER));
    struct frame f = {.anchor = 4, .type = FRAME_STATEMENT, .cls = STM_CUE,
                      .arg = {0, 2}, .window = {0, 5}};
    CHECK(table_put(&d.mem, &d.frame, f));
    CHECK(table_put(&d.mem, &d.arg,
                    (struct arg){.at = {3, 4}, .role = ROLE_SPEAKER}));
    CHECK(table_put(&d.mem, &d.arg,
                    (struct arg){.at = {0, 2}, .role = ROLE_CONTENT}));
    run();
    CHECK(named(0) == 3);
}

static void nouns(void)
{
    CHECK(sketch_open(&d, "2017-12-14",
                      "An an DET 2 det\nofficial official NOUN 3 nsubj\n"
                      "left leave VERB 0 root\n\nthe the DET 2 det\n"
                      "official official NOUN 3 nsubj\n"
                      "spoke speak VERB 0 root\n") == OK);
    CHECK(table_put(&d.mem, &d.frame,
                    (struct frame){.anchor = 2, .arg = {0, 1}}));
    CHECK(table_put(&d.mem, &d.arg,
                    (struct arg){.at = {0, 2}, .role = ROLE_ACTOR}));
    run();
    CHECK(named(4) == 0);
}

int main(void)
{
    CHECK(kb_open(&kb, dm_blob_data,
                  (size_t)(dm_blob_data_end - dm_blob_data), NULL) == OK);
    pronouns_and_names();
    we_is_the_speaker();
    nouns();
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
