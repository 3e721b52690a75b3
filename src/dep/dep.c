#include "dep/dep.h"

#include <string.h>

#include "dep/punct.h"
#include "dep/tree.h"

enum {
    D_PROJ = 2 * NET_ARC + 2 * NET_REL,
    CHUNK = 512 /* words at once, at least: a few products of NUM_BLOCK rows */
};

/* Vectors of the words of some sentences; see net_dep for what they are. */
struct parse {
    const struct net_dep *net;
    struct work *w;
    struct doc *d;
    struct err *e;
    struct run now;    /* the words */
    uint32_t most;     /* how many there is room for */
    float *arc_head;   /* [most][NET_ARC] */
    float *arc_dep;    /* [most][NET_ARC], through net_dep.arc */
    float *rel_dep;    /* [most][NET_REL], through relp */
    float *rel_head;   /* [most][NET_REL], through relq */
    float *rel_root;   /* [NET_REL], through relq */
    float *z;          /* [NUM_BLOCK][D_PROJ] scratch */
    float *x;          /* [NUM_BLOCK][NET_ARC] scratch */
    float *score;      /* [longest][longest + 1] */
    uint32_t *head;    /* [longest] */
    struct tree *tree;
};

static enum rc parse_init(struct parse *p)
{
    uint32_t longest = 1;
    for (uint32_t i = 0; i < p->d->sent.n; i++) {
        uint32_t n = p->d->sent.row[i].end - p->d->sent.row[i].beg;
        longest = n > longest ? n : longest;
    }
    struct arena *mem = &p->w->mem;
    uint32_t n = p->most = longest > CHUNK ? longest : CHUNK;
    p->arc_head = arena_get(mem, sizeof(float) * n * NET_ARC);
    p->arc_dep = arena_get(mem, sizeof(float) * n * NET_ARC);
    p->rel_dep = arena_get(mem, sizeof(float) * n * NET_REL);
    p->rel_head = arena_get(mem, sizeof(float) * n * NET_REL);
    p->rel_root = arena_get(mem, sizeof(float) * NET_REL);
    p->z = arena_get(mem, sizeof(float) * NUM_BLOCK * D_PROJ);
    p->x = arena_get(mem, sizeof(float) * NUM_BLOCK * NET_ARC);
    p->score = arena_get(mem, sizeof(float) * longest * (longest + 1));
    p->head = arena_get(mem, sizeof *p->head * longest);
    p->tree = tree_room(mem, longest);
    if (!p->arc_head || !p->arc_dep || !p->rel_dep || !p->rel_head ||
        !p->rel_root || !p->z || !p->x || !p->score || !p->head || !p->tree)
        return err_set(p->e, E_NOMEM, 0, "out of memory");
    return num_linear(p->w, &p->net->relq, p->net->relroot, 1, p->rel_root,
                      p->e);
}

/* One part of the projection, taken out for all words of a block. */
static void part(float *to, const float *z, uint32_t n, uint32_t at,
                 uint32_t width)
{
    for (uint32_t i = 0; i < n; i++)
        memcpy(to + (size_t)i * width, z + (size_t)i * D_PROJ + at,
               width * sizeof *to);
}

/* Words now.beg + [beg, beg + n) through the linear layers. */
static enum rc project(struct parse *p, uint32_t beg, uint32_t n)
{
    const struct net_dep *net = p->net;
    const float *h = p->d->enc.row + (size_t)(p->now.beg + beg) * DOC_D_ENC;
    float *arc = p->arc_dep + (size_t)beg * NET_ARC;
    float *dep = p->rel_dep + (size_t)beg * NET_REL;
    float *head = p->rel_head + (size_t)beg * NET_REL;
    float *z = p->z, *x = p->x;
    TRY(num_linear(p->w, &net->proj, h, n, z, p->e));
    num_relu(z, (size_t)n * D_PROJ);
    part(x, z, n, 0, NET_ARC);
    TRY(num_linear(p->w, &net->arc, x, n, arc, p->e));
    part(p->arc_head + (size_t)beg * NET_ARC, z, n, NET_ARC, NET_ARC);
    part(x, z, n, 2 * NET_ARC, NET_REL);
    TRY(num_linear(p->w, &net->relp, x, n, dep, p->e));
    part(x, z, n, 2 * NET_ARC + NET_REL, NET_REL);
    return num_linear(p->w, &net->relq, x, n, head, p->e);
}

/* Log probabilities of heads: score[n][n + 1], column 0 the root. */
static void score_heads(const struct parse *p, struct run s)
{
    uint32_t n = s.end - s.beg, at = s.beg - p->now.beg;
    const float *heads = p->arc_head + (size_t)at * NET_ARC;
    for (uint32_t i = 0; i < n; i++) {
        const float *u = p->arc_dep + (size_t)(at + i) * NET_ARC;
        float *row = p->score + (size_t)i * (n + 1);
        row[0] = num_dot(u, p->net->root, NET_ARC) / 16.0f;
        for (uint32_t j = 0; j < n; j++)
            row[j + 1] = num_dot(u, heads + (size_t)j * NET_ARC, NET_ARC) /
                         16.0f;
        row[i + 1] = -1e30f;
        num_softmax(row, n + 1);
        for (uint32_t j = 0; j <= n; j++)
            row[j] = num_log(row[j] > 1e-30f ? row[j] : 1e-30f);
    }
}

/* Finds the tree of sentence s and notes heads and their probabilities. */
static void attach(struct parse *p, struct run s)
{
    uint32_t n = s.end - s.beg;
    score_heads(p, s);
    tree_find(p->tree, p->score, n, p->head);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t h = p->head[i];
        struct dep *x = &p->d->dep.row[s.beg + i];
        x->head = h ? s.beg + h - 1 : NONE;
        x->p = num_exp(p->score[(size_t)i * (n + 1) + h]);
    }
}

/* Best relation of a word whose head is known; q: probabilities. */
static uint8_t best_relation(const float *q, bool root)
{
    uint8_t best = 0;
    for (uint8_t r = 0; r < N_REL && !root; r++)
        best = r != REL_ROOT && q[r] > q[best] ? r : best;
    return root ? REL_ROOT : best;
}

/* Labels words now.beg + [beg, beg + n). */
static enum rc label(struct parse *p, uint32_t beg, uint32_t n)
{
    struct dep *row = p->d->dep.row + p->now.beg + beg;
    for (uint32_t i = 0; i < n; i++) {
        float *to = p->x + (size_t)i * NET_REL;
        const float *head = p->rel_root;
        if (row[i].head != NONE)
            head = p->rel_head + (size_t)(row[i].head - p->now.beg) * NET_REL;
        memcpy(to, p->rel_dep + (size_t)(beg + i) * NET_REL,
               NET_REL * sizeof *to);
        num_axpy(to, 1.0f, head, NET_REL);
    }
    num_relu(p->x, (size_t)n * NET_REL);
    TRY(num_linear(p->w, &p->net->rel, p->x, n, p->z, p->e));
    for (uint32_t i = 0; i < n; i++) {
        float *q = p->z + (size_t)i * N_REL;
        num_softmax(q, N_REL);
        row[i].rel = best_relation(q, row[i].head == NONE);
        row[i].p *= q[row[i].rel];
        row[i].p = row[i].p < 1.0f ? row[i].p : 1.0f;
    }
    return OK;
}

/* Parses sentences [beg, end), whose words are p->now. */
static enum rc parse_some(struct parse *p, uint32_t beg, uint32_t end)
{
    uint32_t n = p->now.end - p->now.beg;
    for (uint32_t at = 0; at < n; at += NUM_BLOCK)
        TRY(project(p, at, n - at < NUM_BLOCK ? n - at : NUM_BLOCK));
    for (uint32_t i = beg; i < end; i++)
        attach(p, p->d->sent.row[i]);
    for (uint32_t at = 0; at < n; at += NUM_BLOCK)
        TRY(label(p, at, n - at < NUM_BLOCK ? n - at : NUM_BLOCK));
    for (uint32_t i = beg; i < end; i++)
        dep_punct(p->d, p->d->sent.row[i]);
    return OK;
}

enum rc dep_run(const struct net *k, struct work *w, struct doc *d,
                struct err *e)
{
    struct parse p = {.net = &k->dep, .w = w, .d = d, .e = e};
    if (!table_grow(&d->mem, &d->dep, d->tok.n))
        return err_set(e, E_NOMEM, 0, "out of memory");
    d->dep.n = d->tok.n;
    TRY(parse_init(&p));
    for (uint32_t i = 0, j; i < d->sent.n; i = j) {
        p.now = d->sent.row[i];
        for (j = i + 1; j < d->sent.n; j++) {
            if (d->sent.row[j].end - p.now.beg > p.most)
                break;
            p.now.end = d->sent.row[j].end;
        }
        TRY(parse_some(&p, i, j));
    }
    return OK;
}
