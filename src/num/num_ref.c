/* num_ref.c - the definition of every integer product, plainly written. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("O3")
#endif
#include "num/num_in.h"

MANY void ref_product(const struct num_linear *l, const uint8_t *x,
                      uint32_t n, int32_t *y)
{
    for (uint32_t i = 0; i < n; i++) {
        const uint8_t *a = x + (size_t)i * l->n_in;
        for (uint32_t j = 0; j < l->n_out; j++) {
            const int8_t *b = l->w + (size_t)j * l->n_in;
            int32_t sum = 0;
            for (uint32_t k = 0; k < l->n_in; k++)
                sum += a[k] * b[k];
            y[(size_t)i * l->n_out + j] = sum;
        }
    }
}

MANY void small_ref(const struct small_product *s, uint32_t rows)
{
    for (uint32_t i = 0; i < rows; i++) {
        int32_t *c = s->c + (size_t)i * s->c_step;
        memcpy(c, s->first, s->width * sizeof *c);
        for (uint32_t k = 0; k < s->k4; k++) {
            const uint8_t *a = s->a + (size_t)i * s->a_step + k * 4;
            const int8_t *b = s->b + (size_t)k * s->width * 4;
            for (uint32_t j = 0; j < s->width; j++)
                c[j] += a[0] * b[j * 4] + a[1] * b[j * 4 + 1] +
                        a[2] * b[j * 4 + 2] + a[3] * b[j * 4 + 3];
        }
    }
}
