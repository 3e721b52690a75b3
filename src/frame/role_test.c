/* From role probabilities to stretches. */
#include "frame/frame_in.h"

#include "base/test.h"

enum { O, B_ACTOR, I_ACTOR, B_REC, I_REC };

/* Probabilities that favour one tag a word. */
static void favour(float *p, const int *tag, uint32_t n, float sure)
{
    uint32_t width = role_tags[FRAME_EVENT].n;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < width; j++)
            p[i * width + j] = (1 - sure) / (float)(width - 1);
        p[i * width + (uint32_t)tag[i]] = sure;
    }
}

static struct found decode(const int *tag, uint32_t n, float sure)
{
    float p[16 * TAG_MAX];
    struct cand c = {.anchor = 0, .p = p};
    struct scene s = {.win = {100, 100 + n}};
    struct found x = {0};
    favour(p, tag, n, sure);
    role_decode(&s, FRAME_EVENT, &c, &x);
    return x;
}

static void stretches(void)
{
    const int tag[] = {O, B_ACTOR, I_ACTOR, O, B_REC, B_REC, I_REC};
    struct found x = decode(tag, 7, 0.9f);
    CHECK(x.n_arg == 3);
    CHECK(x.arg[0].role == ROLE_ACTOR);
    CHECK(x.arg[0].at.beg == 101 && x.arg[0].at.end == 103);
    CHECK(x.arg[1].at.beg == 104 && x.arg[1].at.end == 105);
    CHECK(x.arg[2].at.beg == 105 && x.arg[2].at.end == 107);
    CHECK(x.arg[2].role == ROLE_RECIPIENT && x.arg[2].p > 0.8f);
}

/* A phrase goes on behind another that stands inside it. */
static void goes_on_behind_a_hole(void)
{
    const int tag[] = {B_REC, I_ACTOR, I_ACTOR, O};
    struct found x = decode(tag, 4, 0.9f);
    CHECK(x.n_arg == 2);
    CHECK(x.arg[1].role == ROLE_ACTOR && x.arg[1].at.end == 103);
}

static void nothing(void)
{
    const int tag[] = {O, O};
    CHECK(decode(tag, 2, 0.9f).n_arg == 0);
}

/* Tags of every type agree with the pools. */
static void tables_agree(void)
{
    for (int t = 0; t < N_FRAME; t++) {
        const struct role_tags *g = &role_tags[t];
        CHECK(g->n <= TAG_MAX && g->n_pool <= POOL_MAX);
        CHECK(g->kind[0] == TAG_OUT);
        for (int j = 1; j < g->n; j++) {
            CHECK(g->pool[j] < g->n_pool && g->kind[j] != TAG_OUT);
            if (g->kind[j] == TAG_INSIDE)
                CHECK(g->role[j] == g->role[j - 1]);
        }
    }
}

int main(void)
{
    stretches();
    goes_on_behind_a_hole();
    nothing();
    tables_agree();
    return test_end();
}
