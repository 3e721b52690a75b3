/* Products against their definition, float rows against the C library. */
#include "num/num_in.h"
#include "base/test.h"

#include <math.h>

/* Small linear congruences are enough for numbers without a pattern. */
static uint32_t seed = 1;

static uint32_t next(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

static float normal(void)
{
    float s = 0;
    for (int i = 0; i < 12; i++)
        s += (float)next(4096) / 4096.0f;
    return s - 6.0f;
}

static void test_exp(void)
{
    double worst = 0;
    for (float x = -87; x < 88; x += 0.0137f) {
        double want = exp((double)x), got = (double)num_exp(x);
        double err = fabs(got - want) / want;
        worst = err > worst ? err : worst;
    }
    CHECK(worst < 2e-7);
    CHECK(num_exp(0.0f) == 1.0f);
    CHECK(num_exp(-1000.0f) == num_exp(-87.0f));
}

static void test_log(void)
{
    double worst = 0;
    for (float x = 1e-30f; x < 1e30f; x *= 1.07f) {
        double err = fabs((double)num_log(x) - log((double)x));
        worst = err / (1 + fabs(log((double)x))) > worst
                    ? err / (1 + fabs(log((double)x))) : worst;
    }
    CHECK(worst < 2e-7);
}

static void test_gelu(void)
{
    double worst = 0;
    for (float x = -12; x < 12; x += 0.00317f) {
        float y = x;
        num_gelu(&y, 1);
        double want = (double)x * (1 + erf((double)x / sqrt(2.0))) / 2;
        double err = fabs((double)y - want) / fmax(1, fabs((double)x));
        worst = err > worst ? err : worst;
    }
    CHECK(worst < 8e-5);
}

static void test_rows(void)
{
    float x[100], sum = 0;
    double want[100], all = 0;
    for (int i = 0; i < 100; i++)
        x[i] = normal() * 3;
    for (int i = 0; i < 100; i++)
        all += want[i] = exp((double)x[i]);
    num_softmax(x, 100);
    double worst = 0;
    for (int i = 0; i < 100; i++) {
        worst = fmax(worst, fabs((double)x[i] - want[i] / all));
        sum += x[i];
    }
    CHECK(worst < 1e-6);
    CHECK(fabsf(sum - 1) < 1e-5f);
    float gain[100], bias[100];
    for (int i = 0; i < 100; i++) {
        x[i] = normal() + 5;
        gain[i] = 1;
        bias[i] = 0;
    }
    num_norm(x, gain, bias, 100);
    CHECK(fabsf(num_sum(x, 100)) < 1e-4f);
    CHECK(fabsf(num_dot(x, x, 100) - 100) < 1e-2f);
}

static void test_quantise(void)
{
    float x[77];
    uint8_t q[77];
    for (int i = 0; i < 77; i++)
        x[i] = normal();
    x[5] = -9;
    float s = num_quantise(x, 77, q);
    CHECK(q[5] == 1);
    CHECK(fabsf(s * 127 - 9) < 1e-5f);
    int wrong = 0;
    for (int i = 0; i < 77; i++)
        wrong += fabsf((float)(q[i] - NUM_ZERO) * s - x[i]) > s * 0.501f;
    CHECK(wrong == 0);
    memset(x, 0, sizeof x);
    CHECK(num_quantise(x, 77, q) == 0.0f);
    CHECK(q[0] == NUM_ZERO && q[76] == NUM_ZERO);
}

enum { GUARD = 64 };

/* One shape: oneDNN's sums are the definition's, and nothing behind the
 * block of rows is touched. */
static bool same_product(uint32_t n, uint32_t n_in, uint32_t n_out)
{
    struct work w = {0};
    struct err e = {0};
    struct num_linear l = {.n_out = n_out, .n_in = n_in};
    int8_t *weights = base_alloc((size_t)n_in * n_out);
    uint8_t *x = base_alloc((size_t)NUM_BLOCK * n_in);
    size_t size = (size_t)NUM_BLOCK * n_out;
    int32_t *y = base_alloc((size + GUARD) * 4), *z = base_alloc(size * 4);
    for (size_t i = 0; i < (size_t)n_in * n_out; i++)
        weights[i] = (int8_t)((int)next(127) - 63);
    for (size_t i = 0; i < (size_t)NUM_BLOCK * n_in; i++)
        x[i] = (uint8_t)next(256);
    memset(x, 255, n_in);   /* the sums that would saturate */
    memset(weights, 63, n_in);
    memset(y, 0x5a, (size + GUARD) * 4);
    l.w = weights;
    bool same = num_linear_open(&l, NUM_DNNL, &e) == OK &&
                num_product(&w, &l, x, n, y, &e) == OK;
    ref_product(&l, x, n, z);
    same = same && memcmp(y, z, (size_t)n * n_out * 4) == 0;
    for (int i = 0; i < GUARD; i++)
        same = same && y[size + (size_t)i] == 0x5a5a5a5a;
    if (!same)
        printf("%u x %u x %u: %s\n", n, n_in, n_out, e.msg);
    num_linear_close(&l);
    num_close(&w);
    base_free(weights);
    base_free(x);
    base_free(y);
    base_free(z);
    return same;
}

static void test_products(void)
{
    static const uint32_t odd[] = {1, 2, 3, 7, 9, 15, 16, 17, 31, 33, 63, 64,
                                   65, 100, 127, 129, 255, 384, 511, 1023};
    enum { N = sizeof odd / sizeof *odd };
    for (int i = 0; i < N; i++)
        for (int j = i % 3; j < N; j += 3)
            CHECK(same_product(1 + next(NUM_BLOCK), odd[i], odd[j]));
    for (uint32_t n = 1; n <= NUM_BLOCK; n += 7)
        CHECK(same_product(n, 384, 1152));
    CHECK(same_product(64, 1536, 384));
    CHECK(same_product(64, 2304, 256));
}

static void test_small(void)
{
    static uint8_t a[32 * 1024];
    static int8_t b[1024 * 256];
    static int32_t c[3][32 * 256], first[256];
    for (size_t i = 0; i < sizeof a; i++)
        a[i] = (uint8_t)next(256);
    for (size_t i = 0; i < sizeof b; i++)
        b[i] = (int8_t)((int)next(127) - 63);
    memset(a, 255, 1024);
    memset(b, 63, 1024);
    for (int i = 0; i < 256; i++)
        first[i] = (int32_t)next(1000) - 500;
    for (uint32_t k4 = 1; k4 <= 64; k4 += 7) {
        for (uint32_t width = 32; width <= 256; width += 96) {
            struct small_product s = {first, a, b, c[0], 1024, width, k4,
                                      width};
            small_ref(&s, 16);
            s.c = c[1];
            small_level() >= SMALL_AVX2 ? small_avx2(&s, 16)
                                        : small_ref(&s, 16);
            s.c = c[2];
            small_level() >= SMALL_VNNI ? small_vnni(&s, 16)
                                        : small_ref(&s, 16);
            CHECK(memcmp(c[0], c[1], 16 * width * 4) == 0);
            CHECK(memcmp(c[0], c[2], 16 * width * 4) == 0);
        }
    }
}

/* Attention against the same in doubles. */
static void test_attend(void)
{
    enum { N = 37 };
    static float q[N * NUM_WIDTH], k[N * NUM_WIDTH], v[N * NUM_WIDTH];
    static uint8_t ctx[2][N * NUM_WIDTH];
    static float cs[2][N], qs[(N + NUM_SLACK) * NUM_HEADS];
    static float ks[N * NUM_HEADS];
    static uint8_t q8[(N + NUM_SLACK) * NUM_WIDTH], k8[N * NUM_WIDTH];
    static int8_t k7[N * NUM_WIDTH];
    struct err e = {0};
    struct work w = {0};
    for (int i = 0; i < N * NUM_WIDTH; i++) {
        q[i] = normal() * 0.3f;
        k[i] = normal();
        v[i] = normal();
    }
    for (int i = 0; i < N * NUM_HEADS; i++) {
        qs[i] = num_quantise(q + i * NUM_DEPTH, NUM_DEPTH, q8 + i * NUM_DEPTH);
        ks[i] = num_quantise(k + i * NUM_DEPTH, NUM_DEPTH, k8 + i * NUM_DEPTH)
                * 1.4426950408889634f * 2;
        for (int c = i * NUM_DEPTH; c < (i + 1) * NUM_DEPTH; c++)
            k7[c] = (int8_t)((k8[c] - NUM_ZERO) / 2);
    }
    struct num_qkv a = {q8, qs, k7, ks, v, N, N};
    struct num_rows to[2] = {{ctx[0], cs[0]}, {ctx[1], cs[1]}};
    CHECK(num_attend(&w, NUM_REF, &a, &to[0], &e) == OK);
    CHECK(num_attend(&w, NUM_DNNL, &a, &to[1], &e) == OK);
    CHECK(memcmp(ctx[0], ctx[1], sizeof ctx[0]) == 0);
    double worst = 0;
    for (int i = 0; i < N * NUM_HEADS; i++) {
        double p[N], sum = 0, want = 0;
        for (int j = 0; j < N; j++) {
            const float *kj = k + (j * NUM_HEADS + i % NUM_HEADS) * NUM_DEPTH;
            double s = 0;
            for (int c = 0; c < NUM_DEPTH; c++)
                s += (double)q[i * NUM_DEPTH + c] * (double)kj[c];
            sum += p[j] = exp(s);
        }
        for (int j = 0; j < N; j++)
            want += p[j] / sum *
                    (double)v[(j * NUM_HEADS + i % NUM_HEADS) * NUM_DEPTH];
        double got = (ctx[0][i * NUM_DEPTH] - NUM_ZERO) *
                     (double)cs[0][i / NUM_HEADS];
        worst = fmax(worst, fabs(want - got));
    }
    CHECK(worst < 0.06);
    num_close(&w);
}

/* A layer's numbers, and that a row does not see the rows beside it. */
static void test_linear(void)
{
    enum { N = 150, IN = 40, OUT = 24 };
    static int8_t weights[OUT * IN];
    static float s[OUT], b[OUT], x[N * IN], y[N * OUT], one[OUT];
    struct work w = {0};
    struct err e = {0};
    for (int i = 0; i < OUT * IN; i++)
        weights[i] = (int8_t)((int)next(127) - 63);
    for (int i = 0; i < OUT; i++) {
        s[i] = 0.01f + (float)next(100) * 1e-4f;
        b[i] = normal();
    }
    for (int i = 0; i < N * IN; i++)
        x[i] = normal();
    struct num_linear l = {OUT, IN, weights, s, b, NULL, NULL, NULL};
    CHECK(num_linear_open(&l, NUM_DNNL, &e) == OK);
    CHECK(num_linear(&w, &l, x, N, y, &e) == OK);
    double worst = 0;
    int other = 0;
    for (int i = 0; i < N; i++) {
        CHECK(num_linear(&w, &l, x + i * IN, 1, one, &e) == OK);
        other += memcmp(one, y + i * OUT, sizeof one) != 0;
        for (int j = 0; j < OUT; j++) {
            double want = (double)b[j];
            for (int k = 0; k < IN; k++)
                want += (double)x[i * IN + k] * (double)s[j] *
                        weights[j * IN + k];
            worst = fmax(worst, fabs(want - (double)y[i * OUT + j]));
        }
    }
    CHECK(other == 0);
    CHECK(worst < 0.2);
    num_linear_close(&l);
    num_close(&w);
}

int main(void)
{
    test_exp();
    test_log();
    test_gelu();
    test_rows();
    test_quantise();
    test_small();
    test_products();
    test_attend();
    test_linear();
    return test_end();
}
