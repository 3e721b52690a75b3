/* num_attend.c - attention inside one window, head after head:
 *
 *   score = q k'   u8 * s8, exact       -> weights 0 .. 255, largest 255
 *   ctx   = weights v / sum of weights  u8 * s8, exact
 *
 * Values are quantised per head and channel over the window's rows. A weight
 * is 255 * 2^(t - max) to the nearest integer: those below 1/510 of the
 * largest are nothing. Dividing by the sum of what was kept makes the weights
 * sum to one again. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "num/attend_in.h"

/* v8[n][NUM_WIDTH] and vs from v. */
MANY static void quantise_values(struct num_attend_work *w, const float *v,
                                 uint32_t n)
{
    uint32_t top[NUM_WIDTH] = {0};
    float inv[NUM_WIDTH];
    for (uint32_t i = 0; i < n; i++) {
        const float *x = v + (size_t)i * NUM_WIDTH;
        for (uint32_t c = 0; c < NUM_WIDTH; c++) {
            uint32_t b = num_bits(x[c]) & 0x7fffffff;
            top[c] = b > top[c] ? b : top[c];
        }
    }
    for (uint32_t c = 0; c < NUM_WIDTH; c++) {
        float max = num_float(top[c]);
        inv[c] = max > 1e-30f ? (float)NUM_W_MAX / max : 0.0f;
        w->vs[c] = max / (float)NUM_W_MAX;
    }
    for (uint32_t i = 0; i < n; i++) {
        const float *restrict x = v + (size_t)i * NUM_WIDTH;
        int8_t *restrict q = w->v8 + i * NUM_WIDTH;
        for (uint32_t c = 0; c < NUM_WIDTH; c++)
            q[c] = (int8_t)(uint8_t)num_bits(x[c] * inv[c] + NUM_MAGIC);
    }
}

/* Packs the keys of head h: four bytes of depth side by side. What fills up
 * the width scores -1e37: no query's scale is so small that it counts. */
MANY static void pack_keys(struct num_attend_work *w, const struct num_qkv *a,
                           uint32_t h, uint32_t width)
{
    uint32_t n = a->n;
    uint32_t *to = (uint32_t *)(void *)w->kp;
    for (uint32_t j = 0; j < n; j++) {
        const int8_t *k = a->k + (size_t)j * NUM_WIDTH + h * NUM_DEPTH;
        uint32_t four[NUM_DEPTH / 4];
        int32_t sum = 0;
        for (uint32_t d = 0; d < NUM_DEPTH; d++)
            sum += k[d];
        memcpy(four, k, NUM_DEPTH);
        for (uint32_t d = 0; d < NUM_DEPTH / 4; d++)
            to[d * width + j] = four[d];
        w->kz[j] = -sum * NUM_ZERO;
        w->kl[j] = a->ks[j * NUM_HEADS + h];
    }
    for (uint32_t j = n; j < width; j++) {
        w->kz[j] = -1;
        w->kl[j] = 1e37f;
    }
    for (uint32_t d = 0; d < NUM_DEPTH / 4; d++)
        memset(to + d * width + n, 0, (width - n) * sizeof *to);
}

/* Packs the values of head h: four rows side by side. */
MANY static void pack_values(struct num_attend_work *w, uint32_t h,
                             uint32_t n, uint32_t width)
{
    static const int8_t none[NUM_DEPTH];
    uint32_t *to = (uint32_t *)(void *)w->vp;
    for (uint32_t j = 0; j < width; j += 4, to += NUM_DEPTH) {
        const uint8_t *r[4];
        for (uint32_t i = 0; i < 4; i++)
            r[i] = (const uint8_t *)(j + i < n ? w->v8 + (j + i) * NUM_WIDTH +
                                     h * NUM_DEPTH : none);
        for (uint32_t c = 0; c < NUM_DEPTH; c++)
            to[c] = (uint32_t)r[0][c] | (uint32_t)r[1][c] << 8 |
                    (uint32_t)r[2][c] << 16 | (uint32_t)r[3][c] << 24;
    }
}

/* NUM_MAGIC's bits + 255 * 2^e to the nearest integer, e <= 0; own fit of
 * degree 3. */
static ALWAYS uint32_t power_byte(float e)
{
    uint32_t far = num_bits(e), most = num_bits(-16.0f);
    e = num_float(far < most ? far : most);
    float m = e + NUM_MAGIC;
    float f = e - (m - NUM_MAGIC);
    float p = 14.06877613067627f;
    p = __builtin_fmaf(p, f, 61.865840911865234f);
    p = __builtin_fmaf(p, f, 176.78155517578125f);
    p = __builtin_fmaf(p, f, 254.98165893554688f);
    p = num_float(num_bits(p) + (num_bits(m) << 23));
    return num_bits(p + NUM_MAGIC);
}

/* Largest of a strip: halves against halves. */
static ALWAYS float strip_max(float *top)
{
    for (uint32_t l = 0; l < 16; l++)
        top[l] = top[l] > top[l + 16] ? top[l] : top[l + 16];
    for (uint32_t l = 0; l < 8; l++)
        top[l] = top[l] > top[l + 8] ? top[l] : top[l + 8];
    for (uint32_t l = 0; l < 4; l++)
        top[l] = top[l] > top[l + 4] ? top[l] : top[l + 4];
    float a = top[0] > top[2] ? top[0] : top[2];
    float b = top[1] > top[3] ? top[1] : top[3];
    return a > b ? a : b;
}

/* Scores in steps of their key to numbers, but for the query's scale; gives
 * back the largest. */
static ALWAYS float scale_row(const float *restrict kl,
                              const int32_t *restrict score, uint32_t width,
                              float *restrict t)
{
    float top[STRIP];
    for (uint32_t l = 0; l < STRIP; l++)
        top[l] = -3e38f;
    for (uint32_t j = 0; j < width; j += STRIP, kl += STRIP, score += STRIP,
                  t += STRIP) {
        for (uint32_t l = 0; l < STRIP; l++) {
            float x = (float)score[l] * kl[l];
            top[l] = x > top[l] ? x : top[l];
            t[l] = x;
        }
    }
    return strip_max(top);
}

/* One row of scores to weights; gives back 1 / their sum. */
static ALWAYS float weigh(const float *kl, const int32_t *score, float qs,
                          uint32_t width, uint8_t *restrict p)
{
    float t[NUM_WINDOW];
    uint32_t sum[STRIP] = {0}, all = 0;
    float low = scale_row(kl, score, width, t) * -qs;
    for (uint32_t j = 0; j < width; j += STRIP) {
        const float *restrict x = t + j;
        uint8_t *restrict to = p + j;
        uint32_t b[STRIP];
        for (uint32_t l = 0; l < STRIP; l++) {
            b[l] = power_byte(__builtin_fmaf(x[l], qs, low));
            sum[l] += b[l];
        }
        for (uint32_t l = 0; l < STRIP; l++)
            to[l] = (uint8_t)b[l];
    }
    for (uint32_t l = 0; l < STRIP; l++)
        all += sum[l];
    return 1.0f / (float)(all - width * num_bits(NUM_MAGIC));
}

MANY static void weigh_rows(struct num_attend_work *w, const float *qs,
                            uint32_t rows, uint32_t width)
{
    for (uint32_t i = 0; i < rows; i++)
        w->part[i] = weigh(w->kl, w->score + i * width, qs[i * NUM_HEADS],
                           width, w->p8 + i * width);
}

MANY static void put_context(struct num_attend_work *w, uint32_t h,
                             uint32_t at, uint32_t rows)
{
    const float *vs = w->vs + h * NUM_DEPTH;
    for (uint32_t i = 0; i < rows; i++) {
        float *restrict to = w->out + (at + i) * NUM_WIDTH + h * NUM_DEPTH;
        const int32_t *restrict from = w->ctx + i * NUM_DEPTH;
        float part = w->part[i];
        for (uint32_t c = 0; c < NUM_DEPTH; c++)
            to[c] = (float)from[c] * part * vs[c];
    }
}

static void small_product(enum small level, const struct small_product *s,
                          uint32_t rows)
{
    if (level == SMALL_VNNI)
        small_vnni(s, rows);
    else if (level == SMALL_AVX2)
        small_avx2(s, rows);
    else
        small_ref(s, rows);
}

static void attend_head(struct num_attend_work *w, enum small level,
                        const struct num_qkv *a, uint32_t h)
{
    uint32_t width = (a->n + STRIP - 1) / STRIP * STRIP;
    pack_keys(w, a, h, width);
    pack_values(w, h, a->n, width);
    static const int32_t none[NUM_DEPTH];
    struct small_product qk = {w->kz, NULL, w->kp, w->score, NUM_WIDTH, width,
                               NUM_DEPTH / 4, width};
    struct small_product pv = {none, w->p8, w->vp, w->ctx, width, NUM_DEPTH,
                               width / 4, NUM_DEPTH};
    for (uint32_t i = 0; i < a->m; i += ATTEND_ROWS) {
        uint32_t rows = a->m - i < ATTEND_ROWS ? a->m - i : ATTEND_ROWS;
        uint32_t whole = (rows + SMALL_ROWS - 1) / SMALL_ROWS * SMALL_ROWS;
        qk.a = a->q + (size_t)i * NUM_WIDTH + h * NUM_DEPTH;
        small_product(level, &qk, whole);
        weigh_rows(w, a->qs + i * NUM_HEADS + h, rows, width);
        small_product(level, &pv, whole);
        put_context(w, h, i, rows);
    }
}

enum rc num_attend(struct work *w, enum num_kernel k, const struct num_qkv *a,
                   const struct num_rows *to, struct err *e)
{
    struct num_work *nw = NULL;
    TRY(num_work_get(w, &nw, e));
    struct num_attend_work *aw = nw->attend;
    enum small level = k == NUM_REF ? SMALL_REF : small_level();
    quantise_values(aw, a->v, a->n);
    for (uint32_t h = 0; h < NUM_HEADS; h++)
        attend_head(aw, level, a, h);
    for (uint32_t i = 0; i < a->m; i++)
        to->s[i] = num_quantise(aw->out + i * NUM_WIDTH, NUM_WIDTH,
                                to->q + (size_t)i * NUM_WIDTH);
    return OK;
}
