/* num_dnnl.c - the products by oneDNN 2.6; the only file that includes it.
 *
 * Weights are brought once, when a layer opens, into the layout that oneDNN
 * asks for; all primitives of that layer are made for that layout. Each
 * thread has its own engine, stream, scratchpad and primitives (oneDNN shares
 * the machine code behind them), made at first use for 16, 32, 48 or 64 rows.
 * oneDNN's own threads are turned off: a thread here is one worker. */
#include "num/num_in.h"

#if defined(DM_DNNL)
#include <oneapi/dnnl/dnnl.h>

/* OpenMP comes with libdnnl; without it there is nothing to turn off. */
extern void omp_set_num_threads(int n) __attribute__((weak));
extern int omp_get_max_threads(void) __attribute__((weak));

enum { STEP = 16, N_PRIM = 256, SCRATCH_MIN = 4096 };

struct num_pack {
    dnnl_memory_desc_t md; /* of the packed weights [n_in][n_out] */
    void *bytes;
};

/* A product of one shape, with its memory objects. */
struct prim {
    uint32_t rows, n_in, n_out;
    dnnl_primitive_t run;
    dnnl_memory_t src, weights, dst, pad;
};

struct num_prims {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    void *scratch;
    size_t n_scratch;
    uint32_t n;
    struct prim prim[N_PRIM];
};

static enum rc trouble(struct err *e, const char *what, dnnl_status_t s)
{
    if (s == dnnl_out_of_memory)
        return err_set(e, E_NOMEM, 0, "out of memory");
    return err_set(e, E_MODEL, 0, "oneDNN %s: status %d", what, (int)s);
}

#define DNN(e, what, call)                       \
    do {                                         \
        dnnl_status_t s_ = (call);               \
        if (s_ != dnnl_success)                  \
            return trouble((e), (what), s_);     \
    } while (0)

/* A primitive descriptor for rows x n_in by n_in x n_out; weights as in *md,
 * or, when NULL, as oneDNN likes them. */
static enum rc describe(dnnl_engine_t engine, const uint32_t size[3],
                        const dnnl_memory_desc_t *md,
                        dnnl_primitive_desc_t *pd, struct err *e)
{
    dnnl_dim_t m = size[0], k = size[1], n = size[2];
    dnnl_memory_desc_t a, b, c;
    dnnl_matmul_desc_t op;
    dnnl_primitive_attr_t attr;
    DNN(e, "shape", dnnl_memory_desc_init_by_tag(
            &a, 2, (dnnl_dims_t){m, k}, dnnl_u8, dnnl_ab));
    DNN(e, "shape", dnnl_memory_desc_init_by_tag(
            &b, 2, (dnnl_dims_t){k, n}, dnnl_s8, dnnl_format_tag_any));
    DNN(e, "shape", dnnl_memory_desc_init_by_tag(
            &c, 2, (dnnl_dims_t){m, n}, dnnl_s32, dnnl_ab));
    DNN(e, "matmul", dnnl_matmul_desc_init(&op, &a, md ? md : &b, NULL, &c));
    DNN(e, "attributes", dnnl_primitive_attr_create(&attr));
    dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user);
    dnnl_status_t s = dnnl_primitive_desc_create(pd, &op, attr, engine, NULL);
    dnnl_primitive_attr_destroy(attr);
    return s == dnnl_success ? OK : trouble(e, "matmul", s);
}

/* What is needed to bring weights into another layout. */
struct reorder {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    dnnl_primitive_desc_t pd;
    dnnl_primitive_t run;
    dnnl_memory_t from, to;
};

static void reorder_close(struct reorder *r)
{
    if (r->from)
        dnnl_memory_destroy(r->from);
    if (r->to)
        dnnl_memory_destroy(r->to);
    if (r->run)
        dnnl_primitive_destroy(r->run);
    if (r->pd)
        dnnl_primitive_desc_destroy(r->pd);
    if (r->stream)
        dnnl_stream_destroy(r->stream);
    if (r->engine)
        dnnl_engine_destroy(r->engine);
}

static enum rc reorder_run(struct reorder *r, const struct num_linear *l,
                           const dnnl_memory_desc_t *md, struct err *e)
{
    dnnl_memory_desc_t plain;
    DNN(e, "shape", dnnl_memory_desc_init_by_tag(
            &plain, 2, (dnnl_dims_t){l->n_in, l->n_out}, dnnl_s8, dnnl_ba));
    DNN(e, "reorder", dnnl_reorder_primitive_desc_create(
            &r->pd, &plain, r->engine, md, r->engine, NULL));
    DNN(e, "reorder", dnnl_primitive_create(&r->run, r->pd));
    DNN(e, "memory", dnnl_memory_create(&r->from, &plain, r->engine,
                                        (void *)(uintptr_t)l->w));
    DNN(e, "memory", dnnl_memory_create(&r->to, md, r->engine,
                                        l->pack->bytes));
    dnnl_exec_arg_t args[] = {{DNNL_ARG_FROM, r->from}, {DNNL_ARG_TO, r->to}};
    DNN(e, "reorder", dnnl_primitive_execute(r->run, r->stream, 2, args));
    return OK;
}

static enum rc pack_with(struct reorder *r, struct num_linear *l,
                         struct err *e)
{
    dnnl_primitive_desc_t pd = NULL;
    DNN(e, "engine", dnnl_engine_create(&r->engine, dnnl_cpu, 0));
    DNN(e, "stream", dnnl_stream_create(&r->stream, r->engine,
                                        dnnl_stream_default_flags));
    const uint32_t size[3] = {NUM_BLOCK, l->n_in, l->n_out};
    TRY(describe(r->engine, size, NULL, &pd, e));
    const dnnl_memory_desc_t *md =
        dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0);
    l->pack->md = *md;
    size_t n = dnnl_memory_desc_get_size(md);
    dnnl_primitive_desc_destroy(pd);
    l->pack->bytes = base_alloc(n);
    if (!l->pack->bytes)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(l->pack->bytes, 0, n);
    return reorder_run(r, l, &l->pack->md, e);
}

enum rc dnnl_pack(struct num_linear *l, struct err *e)
{
    int threads = omp_get_max_threads ? omp_get_max_threads() : 1;
    if (omp_set_num_threads)
        omp_set_num_threads(1);
    struct reorder r = {0};
    l->pack = base_alloc(sizeof *l->pack);
    if (!l->pack)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(l->pack, 0, sizeof *l->pack);
    enum rc rc = pack_with(&r, l, e);
    reorder_close(&r);
    if (omp_set_num_threads)
        omp_set_num_threads(threads);
    return rc;
}

void dnnl_unpack(struct num_pack *p)
{
    if (p)
        base_free(p->bytes);
    base_free(p);
}

static enum rc prims_open(struct num_work *nw, struct err *e)
{
    if (omp_set_num_threads)
        omp_set_num_threads(1);
    struct num_prims *p = base_alloc(sizeof *p);
    if (!p)
        return err_set(e, E_NOMEM, 0, "out of memory");
    memset(p, 0, sizeof *p);
    nw->prims = p;
    DNN(e, "engine", dnnl_engine_create(&p->engine, dnnl_cpu, 0));
    DNN(e, "stream", dnnl_stream_create(&p->stream, p->engine,
                                        dnnl_stream_default_flags));
    p->scratch = base_alloc(SCRATCH_MIN);
    p->n_scratch = SCRATCH_MIN;
    return p->scratch ? OK : err_set(e, E_NOMEM, 0, "out of memory");
}

static void prim_close(struct prim *m)
{
    if (m->src)
        dnnl_memory_destroy(m->src);
    if (m->weights)
        dnnl_memory_destroy(m->weights);
    if (m->dst)
        dnnl_memory_destroy(m->dst);
    if (m->pad)
        dnnl_memory_destroy(m->pad);
    if (m->run)
        dnnl_primitive_destroy(m->run);
}

void dnnl_close(struct num_work *nw)
{
    struct num_prims *p = nw->prims;
    if (!p)
        return;
    for (uint32_t i = 0; i < p->n; i++)
        prim_close(&p->prim[i]);
    if (p->stream)
        dnnl_stream_destroy(p->stream);
    if (p->engine)
        dnnl_engine_destroy(p->engine);
    base_free(p->scratch);
    base_free(p);
    nw->prims = NULL;
}

/* The scratchpad grows to what the hungriest primitive asks for. */
static enum rc scratch_grow(struct num_prims *p, size_t n, struct err *e)
{
    if (n <= p->n_scratch)
        return OK;
    void *more = base_alloc(n);
    if (!more)
        return err_set(e, E_NOMEM, 0, "out of memory");
    base_free(p->scratch);
    p->scratch = more;
    p->n_scratch = n;
    return OK;
}

static enum rc prim_fill(struct num_prims *p, struct prim *m,
                         dnnl_primitive_desc_t pd, struct err *e)
{
    const dnnl_memory_desc_t *pad =
        dnnl_primitive_desc_query_md(pd, dnnl_query_scratchpad_md, 0);
    TRY(scratch_grow(p, dnnl_memory_desc_get_size(pad), e));
    DNN(e, "matmul", dnnl_primitive_create(&m->run, pd));
    DNN(e, "memory", dnnl_memory_create(&m->src,
            dnnl_primitive_desc_query_md(pd, dnnl_query_src_md, 0),
            p->engine, DNNL_MEMORY_NONE));
    DNN(e, "memory", dnnl_memory_create(&m->weights,
            dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0),
            p->engine, DNNL_MEMORY_NONE));
    DNN(e, "memory", dnnl_memory_create(&m->dst,
            dnnl_primitive_desc_query_md(pd, dnnl_query_dst_md, 0),
            p->engine, DNNL_MEMORY_NONE));
    DNN(e, "memory", dnnl_memory_create(&m->pad, pad, p->engine,
                                        DNNL_MEMORY_NONE));
    return OK;
}

static enum rc prim_make(struct num_prims *p, const struct num_linear *l,
                         struct prim *m, struct err *e)
{
    dnnl_primitive_desc_t pd = NULL;
    const uint32_t size[3] = {m->rows, m->n_in, m->n_out};
    TRY(describe(p->engine, size, &l->pack->md, &pd, e));
    enum rc rc = prim_fill(p, m, pd, e);
    dnnl_primitive_desc_destroy(pd);
    return rc;
}

/* The product for so many rows through layer l: an old one or a new one. */
static enum rc prim_find(struct num_prims *p, const struct num_linear *l,
                         uint32_t rows, struct prim **out, struct err *e)
{
    for (uint32_t i = 0; i < p->n; i++) {
        struct prim *m = &p->prim[i];
        if (m->rows == rows && m->n_in == l->n_in && m->n_out == l->n_out) {
            *out = m;
            return OK;
        }
    }
    if (p->n == N_PRIM)
        return err_set(e, E_LIMIT, N_PRIM, "more than %d product shapes",
                       (int)N_PRIM);
    struct prim *m = &p->prim[p->n];
    *m = (struct prim){.rows = rows, .n_in = l->n_in, .n_out = l->n_out};
    enum rc rc = prim_make(p, l, m, e);
    if (rc != OK) {
        prim_close(m);
        return rc;
    }
    p->n++;
    *out = m;
    return OK;
}

enum rc dnnl_product(struct num_work *nw, const struct num_linear *l,
                     const uint8_t *x, uint32_t n, int32_t *y, struct err *e)
{
    if (!nw->prims)
        TRY(prims_open(nw, e));
    struct num_prims *p = nw->prims;
    struct prim *m = NULL;
    TRY(prim_find(p, l, (n + STEP - 1) / STEP * STEP, &m, e));
    dnnl_memory_set_data_handle(m->src, (void *)(uintptr_t)x);
    dnnl_memory_set_data_handle(m->weights, l->pack->bytes);
    dnnl_memory_set_data_handle(m->dst, y);
    dnnl_memory_set_data_handle(m->pad, p->scratch);
    const dnnl_exec_arg_t args[] = {{DNNL_ARG_SRC, m->src},
                                    {DNNL_ARG_WEIGHTS, m->weights},
                                    {DNNL_ARG_DST, m->dst},
                                    {DNNL_ARG_SCRATCHPAD, m->pad}};
    DNN(e, "matmul", dnnl_primitive_execute(m->run, p->stream, 4, args));
    return OK;
}

enum small dnnl_small_level(void)
{
    int isa = (int)dnnl_get_effective_cpu_isa();
    if ((isa & dnnl_cpu_isa_avx512_core_vnni) == dnnl_cpu_isa_avx512_core_vnni)
        return SMALL_VNNI;
    bool avx2 = (isa & dnnl_cpu_isa_avx2) == dnnl_cpu_isa_avx2;
    return avx2 ? SMALL_AVX2 : SMALL_REF;
}

#else

enum rc dnnl_pack(struct num_linear *l, struct err *e)
{
    (void)l, (void)e;
    return OK;
}

void dnnl_unpack(struct num_pack *p)
{
    (void)p;
}

enum rc dnnl_product(struct num_work *nw, const struct num_linear *l,
                     const uint8_t *x, uint32_t n, int32_t *y, struct err *e)
{
    (void)nw, (void)e;
    ref_product(l, x, n, y);
    return OK;
}

void dnnl_close(struct num_work *nw)
{
    (void)nw;
}

enum small dnnl_small_level(void)
{
    return SMALL_VNNI;
}

#endif
