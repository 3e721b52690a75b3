/* Every node takes its best incoming arc; a cycle is contracted into one
 * node whose incoming arcs are worth what they gain over the arcs they break.
 * Nodes 0 (root) and 1..n (words) lie in slots of the same number; a
 * contracted node takes over the slot of one of its members:
 *
 *     node   0   1   2   3   4   5=(2 3)        slot 2 holds node 5,
 *     parent -   -   5   5   -   -              slot 3 is empty
 */
#include "dep/tree.h"

/* One arc between slots: its worth and its ends among words (and root). */
struct arc {
    double gain;
    uint32_t from, to;
};

struct tree {
    uint32_t n_slot, n_node;
    struct arc *arc;     /* [n_slot][n_slot]: row head, column dependent */
    uint32_t *node;      /* [n_slot]: node in a slot, NONE: empty */
    uint32_t *parent;    /* [2 * n_slot]: node that swallowed a node, or NONE */
    struct arc *in;      /* [2 * n_slot]: arc chosen into a node */
    uint32_t *path;      /* [n_slot]: slots, each the head of the one before */
    uint32_t n_path;
    uint8_t *state;      /* [n_slot]: enum state */
};

enum state { FREE, ON_PATH, DONE };

/* One root costs this much: more than any sum of scores can make up for. */
#define ROOT_COST 1e8

static struct arc *at(const struct tree *t, uint32_t from, uint32_t to)
{
    return t->arc + (size_t)from * t->n_slot + to;
}

struct tree *tree_room(struct arena *mem, uint32_t most)
{
    uint32_t s = most + 1;
    struct tree *t = arena_get(mem, sizeof *t);
    if (!t)
        return NULL;
    t->arc = arena_get(mem, sizeof *t->arc * s * s);
    t->node = arena_get(mem, sizeof *t->node * s);
    t->parent = arena_get(mem, sizeof *t->parent * s * 2);
    t->in = arena_get(mem, sizeof *t->in * s * 2);
    t->path = arena_get(mem, sizeof *t->path * s);
    t->state = arena_get(mem, s);
    bool all = t->arc && t->node && t->parent && t->in && t->path && t->state;
    return all ? t : NULL;
}

static void tree_fill(struct tree *t, const float *score, uint32_t n)
{
    t->n_slot = t->n_node = n + 1;
    for (uint32_t i = 0; i <= n; i++) {
        t->node[i] = i;
        t->parent[i] = NONE;
        t->state[i] = i ? FREE : DONE;
        for (uint32_t j = 1; j <= n; j++) {
            double x = score[(size_t)(j - 1) * (n + 1) + i];
            x = x > TREE_FLOOR ? x : TREE_FLOOR;
            *at(t, i, j) = (struct arc){i ? x : x - ROOT_COST, i, j};
        }
    }
}

/* Chooses the best arc into slot v; the other arcs into it keep what they
 * would lose against it. Returns the slot of the head. */
static uint32_t choose(struct tree *t, uint32_t v)
{
    uint32_t best = NONE;
    for (uint32_t u = 0; u < t->n_slot; u++) {
        if (u == v || t->node[u] == NONE)
            continue;
        if (best == NONE || at(t, u, v)->gain > at(t, best, v)->gain)
            best = u;
    }
    t->in[t->node[v]] = *at(t, best, v);
    double gain = at(t, best, v)->gain;
    for (uint32_t u = 0; u < t->n_slot; u++) {
        if (u != v && t->node[u] != NONE)
            at(t, u, v)->gain -= gain;
    }
    return best;
}

static void keep_better(struct arc *mine, const struct arc *other)
{
    if (other->gain > mine->gain)
        *mine = *other;
}

/* Makes one node in slot u of the path from u to its top. */
static void contract(struct tree *t, uint32_t u)
{
    uint32_t new = t->n_node++;
    t->parent[new] = NONE;
    uint32_t beg = t->n_path;
    while (t->path[beg - 1] != u)
        beg--;
    t->parent[t->node[u]] = new;
    for (uint32_t i = beg; i < t->n_path; i++) {
        uint32_t c = t->path[i];
        t->parent[t->node[c]] = new;
        t->node[c] = NONE;
        for (uint32_t x = 0; x < t->n_slot; x++) {
            if (x == u || t->node[x] == NONE)
                continue;
            keep_better(at(t, x, u), at(t, x, c));
            keep_better(at(t, u, x), at(t, c, x));
        }
    }
    /* Members not yet visited were read above as outside ones: harmless,
     * their slots are empty now. */
    t->node[u] = new;
    t->n_path = beg;
}

/* Follows heads from slot s until they meet what is done. */
static void grow(struct tree *t, uint32_t s)
{
    t->path[0] = s;
    t->n_path = 1;
    t->state[s] = ON_PATH;
    for (;;) {
        uint32_t u = choose(t, t->path[t->n_path - 1]);
        if (t->state[u] == DONE)
            break;
        if (t->state[u] == ON_PATH) {
            contract(t, u);
        } else {
            t->path[t->n_path++] = u;
            t->state[u] = ON_PATH;
        }
    }
    for (uint32_t i = 0; i < t->n_path; i++)
        t->state[t->path[i]] = DONE;
}

/* Hands each contracted node's arc down to the member it enters. */
static void expand(struct tree *t, uint32_t *head)
{
    for (uint32_t k = t->n_node; k-- > 1;) {
        struct arc in = t->in[k];
        if (k < t->n_slot) {
            head[k - 1] = in.from;
            continue;
        }
        uint32_t c = in.to;
        while (t->parent[c] != k)
            c = t->parent[c];
        t->in[c] = in;
    }
}

void tree_find(struct tree *t, const float *score, uint32_t n, uint32_t *head)
{
    tree_fill(t, score, n);
    for (uint32_t s = 1; s <= n; s++) {
        if (t->node[s] != NONE && t->state[s] == FREE)
            grow(t, s);
    }
    expand(t, head);
}
