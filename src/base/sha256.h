/* sha256.h - the SHA-256 of bytes, to name texts and check model files.
 * reads:   bytes                            writes:  -
 * shape:   32 bytes, or 64 hex digits       units:   bytes
 * errors:  -                                threads: any
 * cost:    O(bytes)                         source:  FIPS 180-4
 */
#ifndef DM_SHA256_H
#define DM_SHA256_H

#include <stddef.h>
#include <stdint.h>

/* A sum in the making: sha256_init, sha256_add as often as wanted, then
 * sha256_end once. */
struct sha256 {
    uint32_t h[8];
    uint64_t n;        /* bytes so far */
    uint8_t block[64]; /* the last n % 64 of them */
};

/* Starts a sum. */
void sha256_init(struct sha256 *s);

/* Adds p[0 .. n). */
void sha256_add(struct sha256 *s, const void *p, size_t n);

/* Ends it. */
void sha256_end(struct sha256 *s, uint8_t out[32]);

/* The sum of p[0 .. n) as hex digits and a NUL. */
void sha256_hex(const void *p, size_t n, char out[65]);

#endif
