/* attend_in.h - scratch of attention inside one window.
 * reads:   -                                writes:  -
 * shape:   as said at each, row-major       units:   -
 * errors:  -                                threads: one thread's
 * cost:    -                                source:  -
 */
#ifndef DM_NUM_ATTEND_IN_H
#define DM_NUM_ATTEND_IN_H

#include "num/num_in.h"

/* Rows of queries taken at once; keys are filled up to whole strips. */
enum { ATTEND_ROWS = 16, STRIP = 32 };

/* One window's keys and values, packed head after head. */
struct num_attend_work {
    int8_t v8[NUM_WINDOW * NUM_WIDTH];  /* [n][NUM_WIDTH] */
    int8_t kp[NUM_WINDOW * NUM_DEPTH];  /* of a head: [8][width][4] */
    int8_t vp[NUM_WINDOW * NUM_DEPTH];  /* of a head: [width / 4][32][4] */
    float vs[NUM_WIDTH];                /* value of a step of v8 */
    int32_t kz[NUM_WINDOW];             /* -NUM_ZERO * sum of a key */
    float kl[NUM_WINDOW];               /* value of a step of a key */
    int32_t score[ATTEND_ROWS * NUM_WINDOW];
    uint8_t p8[ATTEND_ROWS * NUM_WINDOW];
    int32_t ctx[ATTEND_ROWS * NUM_DEPTH];
    float part[ATTEND_ROWS];            /* 1 / sum of p8 */
    float out[NUM_WINDOW * NUM_WIDTH];  /* [m][NUM_WIDTH] */
};

#endif
