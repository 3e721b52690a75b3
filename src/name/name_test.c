/* Names by hand-set logits. */
#include "name/name.h"

#include "base/test.h"
#include "doc/sketch.h"

enum { O, B_PER, I_PER, B_LOC, I_LOC, B_ORG, I_ORG };

/* A sentence of n words; label[i] is what the network favours by `odds`. */
static bool favours(struct doc *d, const int *label, uint32_t n, float odds)
{
    char lines[1024] = "";
    for (uint32_t i = 0; i < n; i++)
        strcat(lines, i ? "x x NOUN 1 dep\n" : "x x NOUN 0 root\n");
    bool ok = sketch_open(d, "", lines) == OK;
    for (uint32_t i = 0; ok && i < n; i++) {
        for (int k = 0; ok && k < NET_LOGIT; k++)
            ok = table_put(&d->mem, &d->logit,
                           k == NET_WORD_NAME + label[i] ? odds : 0.0f);
    }
    return ok;
}

static float *logit(struct doc *d, uint32_t t, int label)
{
    return d->logit.row + (size_t)t * NET_LOGIT + NET_WORD_NAME + label;
}

static void takes_names_whole(struct doc *d, struct work *w)
{
    const int label[] = {O, B_PER, I_PER, B_LOC, O};
    CHECK(favours(d, label, 5, 6));
    CHECK(name_run(NULL, w, d, NULL) == OK);
    CHECK(d->name.n == 2);
    CHECK(d->name.row[0].at.beg == 1 && d->name.row[0].at.end == 3);
    CHECK(d->name.row[0].type == NAME_PER);
    CHECK(d->name.row[1].type == NAME_LOC && d->name.row[1].at.end == 4);
    CHECK(d->name.row[0].p > 0.9f && d->name.row[0].p <= 1.0f);
}

/* A word that goes on with what never began gets the next best reading. */
static void no_name_without_beginning(struct doc *d, struct work *w)
{
    const int label[] = {O, I_ORG, I_ORG, O};
    CHECK(favours(d, label, 4, 4));
    *logit(d, 1, B_ORG) = 3;
    CHECK(name_run(NULL, w, d, NULL) == OK);
    CHECK(d->name.n == 1);
    CHECK(d->name.row[0].at.beg == 1 && d->name.row[0].at.end == 3);
}

static void two_names_side_by_side(struct doc *d, struct work *w)
{
    const int label[] = {B_LOC, B_LOC, I_LOC};
    CHECK(favours(d, label, 3, 6));
    CHECK(name_run(NULL, w, d, NULL) == OK);
    CHECK(d->name.n == 2 && d->name.row[1].at.end == 3);
}

int main(void)
{
    struct doc d = {0};
    struct work w = {0};
    takes_names_whole(&d, &w);
    no_name_without_beginning(&d, &w);
    two_names_side_by_side(&d, &w);
    doc_close(&d);
    arena_free(&w.mem);
    return test_end();
}
