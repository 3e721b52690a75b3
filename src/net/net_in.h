/* net_in.h - what the files of this room share: a model file's tensors.
 * reads:   a model file                     writes:  -
 * shape:   as asked for                     units:   bytes
 * errors:  E_MODEL, E_IO, E_NOMEM           threads: constant once open
 * cost:    a look-up O(tensors)             source:  train/export.py
 */
#ifndef DM_NET_IN_H
#define DM_NET_IN_H

#include "net/net.h"
#include "net/vocab.h"

/* Kinds of numbers in a tensor. */
enum dtype { DTYPE_BYTES, DTYPE_S8, DTYPE_F32, DTYPE_S32, N_DTYPE };

/* A model file in memory, its header and directory checked. */
struct net_file {
    const unsigned char *bytes;
    size_t n;
    uint32_t n_tensor;
    const unsigned char *dir; /* [n_tensor] entries of 64 bytes */
    void *map;                /* mapping to give back, or NULL */
};

/* A tensor: where it lies, its kind and sizes; unused sizes are 1. */
struct tensor {
    const void *data;
    enum dtype dtype;
    uint32_t dim[2];
};

/* Maps a file. The caller gives it back with net_file_close. */
enum rc net_file_map(struct net_file *f, const char *path, struct err *e)
    MUST_USE;

/* Checks header and directory of bytes[0 .. n). */
enum rc net_file_check(struct net_file *f, const void *bytes, size_t n,
                       struct err *e) MUST_USE;

/* Checks the sha256 of the header against the rest of the file. */
enum rc net_file_sum(const struct net_file *f, struct err *e) MUST_USE;

/* Gives the mapping back. */
void net_file_close(struct net_file *f);

/* What is asked for: a name, a kind, and sizes, 0 for any. */
struct want {
    const char *name, *part; /* "enc.0.qkv" and ".w" */
    enum dtype dtype;
    uint32_t dim[2];
};

/* Finds a tensor; E_MODEL says what was expected when there is none such. */
enum rc net_file_find(const struct net_file *f, const struct want *want,
                      struct tensor *out, struct err *e) MUST_USE;

#endif
