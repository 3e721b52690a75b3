#include "net/net_in.h"
#include "base/blob.h"

#include <stdio.h>
#include <string.h>

/* A net in the making. */
struct making {
    struct net *net;
    const struct net_file *file;
    enum num_kernel kernel;
    struct err *e;
};

static enum rc floats(const struct making *m, const char *name,
                      const char *part, const uint32_t dim[2],
                      const float **out)
{
    struct tensor t = {0};
    struct want want = {name, part, DTYPE_F32, {dim[0], dim[1]}};
    TRY(net_file_find(m->file, &want, &t, m->e));
    *out = t.data;
    return OK;
}

static enum rc vector(const struct making *m, const char *name,
                      const char *part, uint32_t n, const float **out)
{
    return floats(m, name, part, (const uint32_t[]){n, 1}, out);
}

/* The same tensor before rounding, where the file has such. */
static enum rc unrounded(const struct making *m, const char *name,
                         const uint32_t dim[2], const float **f)
{
    *f = NULL;
    return m->net->wide ? floats(m, name, ".f", dim, f) : OK;
}

static enum rc linear(const struct making *m, const char *name, uint32_t n_in,
                      uint32_t n_out, struct num_linear *l)
{
    struct tensor t = {0};
    struct want want = {name, ".w", DTYPE_S8, {n_out, n_in}};
    TRY(net_file_find(m->file, &want, &t, m->e));
    l->n_out = n_out;
    l->n_in = n_in;
    l->w = t.data;
    TRY(vector(m, name, ".s", n_out, &l->s));
    TRY(vector(m, name, ".b", n_out, &l->b));
    TRY(unrounded(m, name, want.dim, &l->f));
    return num_linear_open(l, m->kernel, m->e);
}

static enum rc norm(const struct making *m, const char *name,
                    struct net_norm *n)
{
    TRY(vector(m, name, ".g", NET_D, &n->g));
    return vector(m, name, ".b2", NET_D, &n->b);
}

static enum rc table(const struct making *m, const char *name,
                     uint32_t rows, struct net_table *t)
{
    struct tensor x = {0};
    struct want want = {name, ".w", DTYPE_S8, {rows, NET_D}};
    TRY(net_file_find(m->file, &want, &x, m->e));
    t->n = x.dim[0];
    t->d = NET_D;
    t->w = x.data;
    TRY(vector(m, name, ".s", t->n, &t->s));
    return unrounded(m, name, x.dim, &t->f);
}

static enum rc layer(const struct making *m, unsigned i, struct net_layer *l)
{
    char name[40];
    snprintf(name, sizeof name, "enc.%u.qkv", i);
    TRY(linear(m, name, NET_D, 3 * NET_D, &l->qkv));
    snprintf(name, sizeof name, "enc.%u.out", i);
    TRY(linear(m, name, NET_D, NET_D, &l->out));
    snprintf(name, sizeof name, "enc.%u.ffn1", i);
    TRY(linear(m, name, NET_D, NET_FFN, &l->ffn1));
    snprintf(name, sizeof name, "enc.%u.ffn2", i);
    TRY(linear(m, name, NET_FFN, NET_D, &l->ffn2));
    snprintf(name, sizeof name, "enc.%u.ln1", i);
    TRY(norm(m, name, &l->ln1));
    snprintf(name, sizeof name, "enc.%u.ln2", i);
    return norm(m, name, &l->ln2);
}

static enum rc encoder(const struct making *m)
{
    struct net_enc *enc = &m->net->enc;
    TRY(table(m, "emb.word", m->net->vocab->n, &enc->word));
    TRY(table(m, "emb.pos", NET_POS, &enc->pos));
    TRY(floats(m, "emb.feat", "", (const uint32_t[]){NET_FEAT, NET_D},
               &enc->feat));
    TRY(norm(m, "emb.ln", &enc->ln));
    for (unsigned i = 0; i < NET_LAYER; i++)
        TRY(layer(m, i, &enc->layer[i]));
    return OK;
}

static enum rc dependencies(const struct making *m)
{
    struct net_dep *d = &m->net->dep;
    TRY(linear(m, "dep", NET_D, 2 * NET_ARC + 2 * NET_REL, &d->proj));
    TRY(linear(m, "dep.arc", NET_ARC, NET_ARC, &d->arc));
    TRY(linear(m, "dep.relp", NET_REL, NET_REL, &d->relp));
    TRY(linear(m, "dep.relq", NET_REL, NET_REL, &d->relq));
    TRY(linear(m, "dep.rel", NET_REL, N_REL, &d->rel));
    TRY(vector(m, "dep.root", "", NET_ARC, &d->root));
    return vector(m, "dep.relroot", "", NET_REL, &d->relroot);
}

/* The classifiers of a frame type. */
static const struct type {
    const char *name;
    uint32_t roles, pools;
    struct { const char *name; uint32_t n; } cls[NET_CLS];
} types[N_FRAME] = {
    [FRAME_EVENT] = {"event", 7, 3, {{"category", N_CAT}, {"mode", N_MODE},
                                     {"fact", N_FACT}, {"ctx", N_CTX}}},
    [FRAME_STATEMENT] = {"statement", 8, 4, {{"class", N_STM}, {"kind", 2},
                                             {"neg", 1}}},
    [FRAME_POSITION] = {"position", 9, 5,
                        {{"stance", N_STANCE}, {"kind", N_ENG},
                         {"strength", N_STRENGTH}, {"neg", 1}}},
    [FRAME_SHIFT] = {"shift", 4, 2, {{"kind", N_SHIFT}}},
};

static enum rc frame_type(const struct making *m, int t)
{
    struct net_frame *f = &m->net->frame;
    const struct type *k = &types[t];
    char name[40];
    snprintf(name, sizeof name, "frame.role.%s", k->name);
    TRY(linear(m, name, NET_FRAME, k->roles, &f->role[t]));
    snprintf(name, sizeof name, "frame.att.%s", k->name);
    TRY(linear(m, name, NET_D * (1 + k->pools), NET_ATT, &f->att[t]));
    for (int i = 0; i < NET_CLS && k->cls[i].name; i++) {
        snprintf(name, sizeof name, "frame.cls.%s.%s", k->name,
                 k->cls[i].name);
        TRY(linear(m, name, NET_ATT, k->cls[i].n, &f->cls[t][i]));
    }
    return OK;
}

static enum rc distances(const struct making *m)
{
    struct net_frame *f = &m->net->frame;
    struct tensor t = {0};
    struct want want = {"frame.dist", "", DTYPE_F32, {0, NET_FRAME}};
    TRY(net_file_find(m->file, &want, &t, m->e));
    if (t.dim[0] == 0 || t.dim[0] % N_FRAME)
        return err_set(m->e, E_MODEL, 0, "tensor \"frame.dist\" has %u rows, "
                       "expected a multiple of %d", t.dim[0], (int)N_FRAME);
    f->dist = t.data;
    f->n_bucket = t.dim[0] / N_FRAME;
    return OK;
}

static enum rc frames(const struct making *m)
{
    struct net_frame *f = &m->net->frame;
    TRY(linear(m, "frame.a", NET_D, N_FRAME * NET_FRAME, &f->a));
    TRY(linear(m, "frame.b", NET_D, N_FRAME * NET_FRAME, &f->b));
    TRY(distances(m));
    for (int t = 0; t < N_FRAME; t++)
        TRY(frame_type(m, t));
    TRY(linear(m, "frame.term", 3 * NET_D, NET_FRAME, &f->term));
    TRY(linear(m, "frame.term.relation", NET_FRAME, N_TERM,
               &f->term_cls[NET_TERM_RELATION]));
    TRY(linear(m, "frame.term.must", NET_FRAME, N_MUST,
               &f->term_cls[NET_TERM_MUST]));
    TRY(linear(m, "frame.term.waived", NET_FRAME, 1,
               &f->term_cls[NET_TERM_WAIVED]));
    return linear(m, "frame.term.neg", NET_FRAME, 1,
                  &f->term_cls[NET_TERM_NEG]);
}

static enum rc words(const struct making *m)
{
    struct tensor v = {0}, n = {0};
    struct want want = {"vocab", "", DTYPE_BYTES, {0, 1}};
    TRY(net_file_find(m->file, &want, &v, m->e));
    want.name = "norm";
    TRY(net_file_find(m->file, &want, &n, m->e));
    m->net->vocab = base_alloc(sizeof *m->net->vocab);
    if (!m->net->vocab)
        return err_set(m->e, E_NOMEM, 0, "out of memory");
    struct net_words t = {v.data, n.data, v.dim[0], n.dim[0]};
    return net_vocab_open(m->net->vocab, &t, m->e);
}

static enum rc config(const struct making *m)
{
    struct tensor t = {0};
    struct want want = {"config", "", DTYPE_BYTES, {0, 1}};
    TRY(net_file_find(m->file, &want, &t, m->e));
    char *copy = base_alloc((size_t)t.dim[0] + 1);
    if (!copy)
        return err_set(m->e, E_NOMEM, 0, "out of memory");
    memcpy(copy, t.data, t.dim[0]);
    copy[t.dim[0]] = '\0';
    m->net->config = copy;
    memcpy(m->net->version, m->file->bytes + 64, sizeof m->net->version - 1);
    return OK;
}

/* Was the file made with the unrounded weights beside the rounded ones? */
static bool has_floats(const struct net_file *f)
{
    struct tensor t = {0};
    struct want want = {"word", ".f", DTYPE_F32, {0, 0}};
    return net_file_find(f, &want, &t, NULL) == OK;
}

/* Fills the net from a file in memory. */
static enum rc fill(struct net *net, const struct net_options *o,
                    struct err *e)
{
    struct making m = {net, net->file, o->kernel, e};
    TRY(net_file_check(net->file, net->file->bytes, net->file->n, e));
    if (o->check)
        TRY(net_file_sum(net->file, e));
    net->kernel = o->kernel;
    net->wide = has_floats(net->file);
    TRY(config(&m));
    TRY(words(&m));
    TRY(encoder(&m));
    TRY(linear(&m, "word", NET_D, NET_LOGIT, &net->word));
    TRY(dependencies(&m));
    return frames(&m);
}

static enum rc begin(struct net *net, struct err *e)
{
    memset(net, 0, sizeof *net);
    net->file = base_alloc(sizeof *net->file);
    if (!net->file)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(net->file, 0, sizeof *net->file);
    return OK;
}

static enum rc end(struct net *net, enum rc rc)
{
    if (rc != OK)
        net_close(net);
    return rc;
}

enum rc net_open_bytes(struct net *net, const void *bytes, size_t n,
                       const struct net_options *o, struct err *e)
{
    TRY(begin(net, e));
    net->file->bytes = bytes;
    net->file->n = n;
    return end(net, fill(net, o, e));
}

enum rc net_open(struct net *net, const struct net_options *o, struct err *e)
{
    if (!o->path) {
        size_t n = (size_t)(dm_blob_model_end - dm_blob_model);
        if (n == 0)
            return err_set(e, E_MODEL, 0, "this program was built without a "
                           "model: give a model file");
        return net_open_bytes(net, dm_blob_model, n, o, e);
    }
    TRY(begin(net, e));
    enum rc rc = net_file_map(net->file, o->path, e);
    return end(net, rc == OK ? fill(net, o, e) : rc);
}

static void layers_close(struct net *net)
{
    for (int i = 0; i < NET_LAYER; i++) {
        num_linear_close(&net->enc.layer[i].qkv);
        num_linear_close(&net->enc.layer[i].out);
        num_linear_close(&net->enc.layer[i].ffn1);
        num_linear_close(&net->enc.layer[i].ffn2);
    }
    num_linear_close(&net->word);
    num_linear_close(&net->dep.proj);
    num_linear_close(&net->dep.arc);
    num_linear_close(&net->dep.relp);
    num_linear_close(&net->dep.relq);
    num_linear_close(&net->dep.rel);
}

static void frames_close(struct net_frame *f)
{
    num_linear_close(&f->a);
    num_linear_close(&f->b);
    num_linear_close(&f->term);
    for (int i = 0; i < NET_CLS; i++)
        num_linear_close(&f->term_cls[i]);
    for (int t = 0; t < N_FRAME; t++) {
        num_linear_close(&f->role[t]);
        num_linear_close(&f->att[t]);
        for (int i = 0; i < NET_CLS; i++)
            num_linear_close(&f->cls[t][i]);
    }
}

void net_close(struct net *net)
{
    layers_close(net);
    frames_close(&net->frame);
    if (net->vocab)
        net_vocab_close(net->vocab);
    base_free(net->vocab);
    base_free(net->config);
    if (net->file)
        net_file_close(net->file);
    base_free(net->file);
    memset(net, 0, sizeof *net);
}
