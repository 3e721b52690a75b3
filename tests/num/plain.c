/* Float rows and attention compiled for the plainest machine give the bytes
 * of those compiled for this one. */
#define NUM_PLAIN
#define num_softmax plain_softmax
#define num_norm plain_norm
#define num_quantise plain_quantise
#define num_dot plain_dot
#define num_wide plain_wide
#define num_axpy plain_axpy
#define num_sum plain_sum
#define num_relu plain_relu
#define num_gelu plain_gelu
#define num_exp plain_exp
#define num_log plain_log
#define num_sigmoid plain_sigmoid
#define num_split plain_split
#define num_add_norm plain_add_norm
#define num_gelu_rows plain_gelu_rows
#define num_attend plain_attend
#include "../../src/num/num_float.c"
#include "../../src/num/num_block.c"
#include "../../src/num/num_attend.c"
#undef num_softmax
#undef num_norm
#undef num_quantise
#undef num_dot
#undef num_gelu
#undef num_sigmoid
#undef num_split
#undef num_add_norm
#undef num_gelu_rows
#undef num_attend
void num_softmax(float *x, uint32_t n);
void num_norm(float *x, const float *gain, const float *bias, uint32_t n);
float num_quantise(const float *x, uint32_t n, uint8_t *q);
float num_dot(const float *a, const float *b, uint32_t n);
void num_gelu(float *x, size_t n);
void num_sigmoid(float *x, size_t n);
void num_split(const struct num_linear *l, const int32_t *acc,
               const float *xs, uint32_t n, const struct num_qkv *to);
void num_add_norm(const struct num_add *o, const int32_t *acc,
                  const float *xs, uint32_t n, float *x,
                  const struct num_rows *to);
void num_gelu_rows(const struct num_linear *l, const int32_t *acc,
                   const float *xs, uint32_t n, const struct num_rows *to);
enum rc num_attend(struct work *w, enum num_kernel k, const struct num_qkv *a,
                   const struct num_rows *to, struct err *e);

#include "base/test.h"

enum { N = 45, SUMS = N * NUM_WIDE };

static uint32_t seed = 7;

static float any(void)
{
    seed = seed * 1664525u + 1013904223u;
    return ((float)(seed >> 8) / (float)(1 << 24) - 0.5f) * 9.0f;
}

static void fill(float *x, int n)
{
    for (int i = 0; i < n; i++)
        x[i] = any();
}

static void test_rows(int n)
{
    static float a[2][1000], g[1000], b[1000];
    static uint8_t q[2][1000];
    uint32_t m = (uint32_t)n;
    fill(a[0], n);
    fill(g, n);
    memcpy(b, g, sizeof b);
    memcpy(a[1], a[0], sizeof a[0]);
    float dot[2] = {num_dot(a[0], g, m), plain_dot(a[0], g, m)};
    CHECK(memcmp(&dot[0], &dot[1], sizeof *dot) == 0);
    num_gelu(a[0], m);
    plain_gelu(a[1], m);
    CHECK(memcmp(a[0], a[1], sizeof a[0]) == 0);
    num_norm(a[0], g, b, m);
    plain_norm(a[1], g, b, m);
    CHECK(memcmp(a[0], a[1], sizeof a[0]) == 0);
    CHECK(num_quantise(a[0], m, q[0]) == plain_quantise(a[1], m, q[1]));
    CHECK(memcmp(q[0], q[1], sizeof q[0]) == 0);
    num_softmax(a[0], m);
    plain_softmax(a[1], m);
    CHECK(memcmp(a[0], a[1], sizeof a[0]) == 0);
    num_sigmoid(g, m);
    plain_sigmoid(b, m);
    CHECK(memcmp(g, b, sizeof g) == 0);
}

/* A layer's scales, bias and sums, any numbers. */
static int32_t acc[SUMS], zero[NUM_WIDE];
static float s[NUM_WIDE], bias[NUM_WIDE], xs[N];

static void make_sums(void)
{
    for (int i = 0; i < SUMS; i++)
        acc[i] = (int32_t)(any() * 20000);
    for (int i = 0; i < NUM_WIDE; i++) {
        zero[i] = (int32_t)(any() * 9000);
        s[i] = 0.01f + any() * 0.0005f;
        bias[i] = any() * 0.1f;
    }
    for (int i = 0; i < N; i++)
        xs[i] = 0.02f;
}

static struct num_qkv qkv_make(void)
{
    enum { ROWS = N + NUM_SLACK };
    return (struct num_qkv){base_alloc(ROWS * NUM_WIDTH),
                            base_alloc(ROWS * NUM_HEADS * 4),
                            base_alloc(ROWS * NUM_WIDTH),
                            base_alloc(ROWS * NUM_HEADS * 4),
                            base_alloc(ROWS * NUM_WIDTH * 4), N, N};
}

static void qkv_free(struct num_qkv *q)
{
    base_free(q->q);
    base_free(q->qs);
    base_free(q->k);
    base_free(q->ks);
    base_free(q->v);
}

static void test_attention(void)
{
    static uint8_t ctx[2][N * NUM_WIDTH];
    static float cs[2][N];
    struct num_rows to[2] = {{ctx[0], cs[0]}, {ctx[1], cs[1]}};
    struct num_linear l = {3 * NUM_WIDTH, NUM_WIDTH, NULL, s, bias, NULL, zero,
                           NULL};
    struct num_qkv a = qkv_make(), b = qkv_make();
    struct work w = {0};
    struct err e = {0};
    num_split(&l, acc, xs, N, &a);
    plain_split(&l, acc, xs, N, &b);
    CHECK(memcmp(a.q, b.q, N * NUM_WIDTH) == 0);
    CHECK(memcmp(a.k, b.k, N * NUM_WIDTH) == 0);
    CHECK(memcmp(a.v, b.v, N * NUM_WIDTH * 4) == 0);
    CHECK(memcmp(a.ks, b.ks, N * NUM_HEADS * 4) == 0);
    CHECK(num_attend(&w, NUM_DNNL, &a, &to[0], &e) == OK);
    CHECK(plain_attend(&w, NUM_REF, &b, &to[1], &e) == OK);
    CHECK(memcmp(ctx[0], ctx[1], sizeof ctx[0]) == 0);
    CHECK(memcmp(cs[0], cs[1], sizeof cs[0]) == 0);
    num_close(&w);
    qkv_free(&a);
    qkv_free(&b);
}

static void test_blocks(void)
{
    static float x[2][N * NUM_WIDTH], sc[2][N];
    static uint8_t q[2][N * NUM_WIDE];
    struct num_linear l = {NUM_WIDTH, NUM_WIDE, NULL, s, bias, NULL, zero,
                           NULL};
    struct num_add o = {&l, s, bias};
    struct num_rows r[2] = {{q[0], sc[0]}, {q[1], sc[1]}};
    fill(x[0], N * NUM_WIDTH);
    memcpy(x[1], x[0], sizeof x[0]);
    num_add_norm(&o, acc, xs, N, x[0], &r[0]);
    plain_add_norm(&o, acc, xs, N, x[1], &r[1]);
    CHECK(memcmp(x[0], x[1], sizeof x[0]) == 0);
    CHECK(memcmp(q[0], q[1], sizeof q[0]) == 0);
    l.n_out = NUM_WIDE;
    num_gelu_rows(&l, acc, xs, N, &r[0]);
    plain_gelu_rows(&l, acc, xs, N, &r[1]);
    CHECK(memcmp(q[0], q[1], sizeof q[0]) == 0);
    CHECK(memcmp(sc[0], sc[1], sizeof sc[0]) == 0);
}

int main(void)
{
    make_sums();
    for (int n = 1; n < 1000; n += n / 7 + 1)
        test_rows(n);
    test_attention();
    test_blocks();
    return test_end();
}
