/* Parts of speech by hand-set logits. */
#include "tag/tag.h"

#include "base/test.h"
#include "doc/sketch.h"

static bool favour(struct doc *d, const enum upos *best, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        for (int k = 0; k < NET_LOGIT; k++) {
            float z = k == NET_WORD_UPOS + (int)best[i] ? 5.0f : 0.0f;
            z += k == NET_WORD_UPOS + UPOS_X ? 2.0f : 0.0f;
            z += k == NET_WORD_EVENT || k == NET_WORD_STATEMENT ? 9.0f : 0.0f;
            if (!table_put(&d->mem, &d->logit, z))
                return false;
        }
    }
    return true;
}

/* What tells an act is a word of content. */
static void anchors(struct doc *d, struct work *w)
{
    static const enum upos best[] = {UPOS_NUM};
    CHECK(sketch_open(d, "", "urged - X 0 root\n") == OK);
    d->tag.n = 0;
    CHECK(favour(d, best, 1));
    d->logit.row[NET_WORD_UPOS + UPOS_VERB] = 3;
    d->logit.row[NET_WORD_EVENT + CAT_REQUEST] = 20;
    CHECK(tag_run(NULL, w, d, NULL) == OK);
    CHECK(d->tag.row[0].upos == UPOS_VERB);
}

/* A rare word keeps to what its ending allows, and a verb to its object. */
static void forms(struct doc *d, struct work *w)
{
    static const enum upos best[] = {UPOS_INTJ, UPOS_ADJ, UPOS_DET, UPOS_INTJ};
    CHECK(sketch_open(d, "", "stiffened - X 0 root\nsoftened - X 1 dep\n"
                             "its - X 1 dep\nyes - X 1 dep\n") == OK);
    d->tag.n = 0;
    CHECK(favour(d, best, 4));
    d->logit.row[NET_WORD_UPOS + UPOS_VERB] = 1;
    CHECK(tag_run(NULL, w, d, NULL) == OK);
    CHECK(d->tag.row[0].upos == UPOS_VERB && d->tag.row[1].upos == UPOS_VERB);
    CHECK(d->tag.row[3].upos == UPOS_INTJ);
    CHECK_STR(doc_text(d, d->tag.row[0].lemma), "stiffen");
}

int main(void)
{
    static const enum upos best[] = {UPOS_PRON, UPOS_VERB, UPOS_X};
    struct doc d = {0};
    struct work w = {0};
    CHECK(sketch_open(&d, "", "They - X 2 nsubj\ntalked - X 0 root\n"
                              "* - X 2 dep\n") == OK);
    d.tag.n = 0;
    CHECK(favour(&d, best, 3));
    CHECK(tag_run(NULL, &w, &d, NULL) == OK && d.tag.n == 3);
    CHECK(d.tag.row[0].upos == UPOS_PRON && d.tag.row[0].rival == UPOS_X);
    CHECK(d.tag.row[0].p > d.tag.row[0].p_rival);
    CHECK(d.tag.row[2].upos == UPOS_X && d.tag.row[2].rival == UPOS_ADJ);
    CHECK_STR(doc_text(&d, d.tag.row[1].lemma), "talk");
    anchors(&d, &w);
    forms(&d, &w);
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
