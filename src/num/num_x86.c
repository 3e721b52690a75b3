/* num_x86.c - the small products of attention with x86's dot products.
 * Integers only: small_ref in num_ref.c defines every bit. */
#include "num/num_in.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* Four bytes of a row, in every lane. */
static ALWAYS int32_t four(const uint8_t *a)
{
    int32_t v;
    memcpy(&v, a, sizeof v);
    return v;
}

/* 8 rows x 32 columns at a time: 16 sums of 16 lanes. */
__attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
static void vnni_tile(const struct small_product *s, uint32_t i, uint32_t j)
{
    const uint8_t *a = s->a + (size_t)i * s->a_step;
    const int8_t *b = s->b + (size_t)j * 4;
    int32_t *c = s->c + (size_t)i * s->c_step + j;
    __m512i sum[SMALL_ROWS][2];
#pragma GCC unroll 8
    for (int r = 0; r < SMALL_ROWS; r++) {
        sum[r][0] = _mm512_loadu_si512(s->first + j);
        sum[r][1] = _mm512_loadu_si512(s->first + j + 16);
    }
    for (uint32_t k = 0; k < s->k4; k++, b += (size_t)s->width * 4) {
        __m512i b0 = _mm512_loadu_si512(b), b1 = _mm512_loadu_si512(b + 64);
#pragma GCC unroll 8
        for (int r = 0; r < SMALL_ROWS; r++) {
            __m512i x = _mm512_set1_epi32(
                four(a + (size_t)r * s->a_step + k * 4));
            sum[r][0] = _mm512_dpbusd_epi32(sum[r][0], x, b0);
            sum[r][1] = _mm512_dpbusd_epi32(sum[r][1], x, b1);
        }
    }
#pragma GCC unroll 8
    for (int r = 0; r < SMALL_ROWS; r++) {
        _mm512_storeu_si512(c + (size_t)r * s->c_step, sum[r][0]);
        _mm512_storeu_si512(c + (size_t)r * s->c_step + 16, sum[r][1]);
    }
}

void small_vnni(const struct small_product *s, uint32_t rows)
{
    for (uint32_t j = 0; j < s->width; j += 32)
        for (uint32_t i = 0; i < rows; i += SMALL_ROWS)
            vnni_tile(s, i, j);
}

/* 4 rows x 16 columns at a time; pairs do not saturate: 255 * 63 * 2. */
__attribute__((target("avx2")))
static void avx2_tile(const struct small_product *s, uint32_t i, uint32_t j)
{
    const uint8_t *a = s->a + (size_t)i * s->a_step;
    const int8_t *b = s->b + (size_t)j * 4;
    int32_t *c = s->c + (size_t)i * s->c_step + j;
    const __m256i one = _mm256_set1_epi16(1);
    const __m256i *first = (const __m256i *)(const void *)(s->first + j);
    __m256i sum[4][2];
#pragma GCC unroll 4
    for (int r = 0; r < 4; r++) {
        sum[r][0] = _mm256_loadu_si256(first);
        sum[r][1] = _mm256_loadu_si256(first + 1);
    }
    for (uint32_t k = 0; k < s->k4; k++, b += (size_t)s->width * 4) {
        __m256i b0 = _mm256_loadu_si256((const __m256i *)(const void *)b);
        __m256i b1 = _mm256_loadu_si256((const __m256i *)(const void *)b + 1);
#pragma GCC unroll 4
        for (int r = 0; r < 4; r++) {
            __m256i x = _mm256_set1_epi32(
                four(a + (size_t)r * s->a_step + k * 4));
            __m256i p0 = _mm256_madd_epi16(_mm256_maddubs_epi16(x, b0), one);
            __m256i p1 = _mm256_madd_epi16(_mm256_maddubs_epi16(x, b1), one);
            sum[r][0] = _mm256_add_epi32(sum[r][0], p0);
            sum[r][1] = _mm256_add_epi32(sum[r][1], p1);
        }
    }
#pragma GCC unroll 4
    for (int r = 0; r < 4; r++) {
        __m256i *to = (__m256i *)(void *)(c + (size_t)r * s->c_step);
        _mm256_storeu_si256(to, sum[r][0]);
        _mm256_storeu_si256(to + 1, sum[r][1]);
    }
}

void small_avx2(const struct small_product *s, uint32_t rows)
{
    for (uint32_t j = 0; j < s->width; j += 16)
        for (uint32_t i = 0; i < rows; i += 4)
            avx2_tile(s, i, j);
}

/* What the processor has, below what oneDNN is allowed to use. */
enum small small_level(void)
{
    enum small most = dnnl_small_level();
    bool vnni = __builtin_cpu_supports("avx512f") &&
                __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512vl") &&
                __builtin_cpu_supports("avx512vnni");
    if (vnni && most >= SMALL_VNNI)
        return SMALL_VNNI;
    if (__builtin_cpu_supports("avx2") && most >= SMALL_AVX2)
        return SMALL_AVX2;
    return SMALL_REF;
}

#else

void small_vnni(const struct small_product *s, uint32_t rows)
{
    small_ref(s, rows);
}

void small_avx2(const struct small_product *s, uint32_t rows)
{
    small_ref(s, rows);
}

enum small small_level(void)
{
    return SMALL_REF;
}

#endif
