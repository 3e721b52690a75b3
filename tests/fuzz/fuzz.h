/* fuzz.h - what a fuzz target is: one function over any bytes.
 * reads:   bytes                            writes:  -
 * shape:   -                                units:   bytes
 * errors:  a crash, a sanitizer's word, or __builtin_trap
 * threads: one                              cost:    -
 * source:  libFuzzer
 */
#ifndef DM_FUZZ_H
#define DM_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Called with each input; the value is 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops the run: something that must hold does not. */
#define MUST_HOLD(cond) ((cond) ? (void)0 : __builtin_trap())

#endif
