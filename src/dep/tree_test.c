/* The tree finder against all trees of small sentences. */
#include "base/test.h"
#include "dep/tree.h"

enum { MAX = 6 };

static uint32_t seed = 7;

static float draw(void)
{
    seed = seed * 1664525u + 1013904223u;
    return (float)(seed >> 8) / (float)(1 << 24) * -8.0f;
}

/* One root and no cycle. */
static bool is_tree(const uint32_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < n; i++) {
        roots += head[i] == 0;
        uint32_t at = i + 1, steps = 0;
        while (at && steps++ <= n)
            at = head[at - 1];
        if (at)
            return false;
    }
    return roots == 1;
}

static double worth(const float *score, uint32_t n, const uint32_t *head)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++)
        sum += score[i * (n + 1) + head[i]];
    return sum;
}

/* The best sum over all (n + 1)^n ways to choose heads. */
static double best_of_all(const float *score, uint32_t n)
{
    uint32_t head[MAX] = {0};
    double best = -1e30;
    for (;;) {
        if (is_tree(head, n) && worth(score, n, head) > best)
            best = worth(score, n, head);
        uint32_t i = 0;
        while (i < n && ++head[i] > n)
            head[i++] = 0;
        if (i == n)
            return best;
    }
}

static bool near(double a, double b)
{
    return a - b < 1e-4 && b - a < 1e-4;
}

static void against_all_trees(struct tree *room)
{
    for (uint32_t n = 1; n <= MAX; n++) {
        for (int round = 0; round < (n < MAX ? 60 : 12); round++) {
            float score[MAX * (MAX + 1)];
            uint32_t head[MAX];
            for (uint32_t i = 0; i < n * (n + 1); i++)
                score[i] = draw();
            tree_find(room, score, n, head);
            CHECK(is_tree(head, n));
            CHECK(near(worth(score, n, head), best_of_all(score, n)));
        }
    }
}

/* Two words that each want the other, and a third that only loses. */
static void breaks_a_cycle(struct tree *room)
{
    const float score[] = {
        -9, -99, -1, -9,
        -5, -1, -99, -9,
        -9, -9, -2, -99,
    };
    uint32_t head[3];
    tree_find(room, score, 3, head);
    CHECK(head[0] == 2 && head[1] == 0 && head[2] == 2);
}

static void allows_one_root(struct tree *room)
{
    const float score[] = {
        -0.1f, -99, -50,
        -0.2f, -40, -99,
    };
    uint32_t head[2];
    tree_find(room, score, 2, head);
    CHECK(head[0] == 0 && head[1] == 1);
}

static void takes_long_sentences(struct arena *mem)
{
    enum { N = 400 };
    float *score = arena_get(mem, sizeof *score * N * (N + 1));
    uint32_t *head = arena_get(mem, sizeof *head * N);
    struct tree *room = tree_room(mem, N);
    CHECK(score && head && room);
    if (!score || !head || !room)
        return;
    for (uint32_t i = 0; i < N * (N + 1); i++)
        score[i] = draw() * 100;
    tree_find(room, score, N, head);
    CHECK(is_tree(head, N));
}

int main(void)
{
    struct arena mem = {0};
    struct tree *room = tree_room(&mem, MAX);
    CHECK(room);
    if (!room)
        return test_end();
    against_all_trees(room);
    breaks_a_cycle(room);
    allows_one_root(room);
    takes_long_sentences(&mem);
    arena_free(&mem);
    return test_end();
}
