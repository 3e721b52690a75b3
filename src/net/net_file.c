/* net_file.c - a model file: header of 128 bytes, directory, tensors. All of
 * it is checked before a byte of a tensor is believed. */
#include "net/net_in.h"
#include "base/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER = 128, ENTRY = 64, NAME = 40, ALIGNED = 64, FORMAT = 1,
    N_TENSOR_MAX = 4096
};

static const char *const kind_name[N_DTYPE] = {"bytes", "s8", "f32", "s32"};
static const uint32_t kind_size[N_DTYPE] = {1, 1, 4, 4};

static uint32_t get4(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static uint64_t get8(const unsigned char *p)
{
    return get4(p) | (uint64_t)get4(p + 4) << 32;
}

static enum rc header_check(struct net_file *f, struct err *e)
{
    const unsigned char *b = f->bytes;
    if (f->n < HEADER || memcmp(b, "DMMODEL1", 8) != 0)
        return err_set(e, E_MODEL, 0, "not a model file: expected "
                       "\"DMMODEL1\" and a header of %d bytes", (int)HEADER);
    if (get4(b + 8) != FORMAT)
        return err_set(e, E_MODEL, 8, "model file of format %u, this program "
                       "reads format %d", get4(b + 8), (int)FORMAT);
    if (get8(b + 24) != f->n)
        return err_set(e, E_MODEL, 24, "model file of %llu bytes, its header "
                       "says %llu", (unsigned long long)f->n,
                       (unsigned long long)get8(b + 24));
    uint64_t at = get8(b + 16);
    f->n_tensor = get4(b + 12);
    if (f->n_tensor > N_TENSOR_MAX || at < HEADER || at > f->n ||
        (f->n - at) / ENTRY < f->n_tensor)
        return err_set(e, E_MODEL, 16, "model file's directory of %u tensors "
                       "lies outside the file", f->n_tensor);
    f->dir = b + at;
    return OK;
}

static enum rc entry_check(const struct net_file *f, uint32_t i,
                           struct err *e)
{
    const unsigned char *p = f->dir + (size_t)i * ENTRY;
    uint64_t place = (uint64_t)(p - f->bytes), at = get8(p + 52);
    if (!memchr(p, 0, NAME))
        return err_set(e, E_MODEL, place, "tensor %u: name without end", i);
    const char *name = (const char *)p;
    uint32_t kind = p[40], dims = p[41];
    if (kind >= N_DTYPE || dims < 1 || dims > 2)
        return err_set(e, E_MODEL, place, "tensor \"%s\": kind %u with %u "
                       "sizes", name, kind, dims);
    uint64_t n = get4(p + 44);
    if (dims == 2)
        n *= get4(p + 48);
    if (at < HEADER || at > f->n || at % ALIGNED ||
        n > (f->n - at) / kind_size[kind])
        return err_set(e, E_MODEL, place, "tensor \"%s\": %llu values at byte "
                       "%llu lie outside the file", name,
                       (unsigned long long)n, (unsigned long long)at);
    return OK;
}

enum rc net_file_check(struct net_file *f, const void *bytes, size_t n,
                       struct err *e)
{
    f->bytes = bytes;
    f->n = n;
    TRY(header_check(f, e));
    for (uint32_t i = 0; i < f->n_tensor; i++)
        TRY(entry_check(f, i, e));
    return OK;
}

enum rc net_file_sum(const struct net_file *f, struct err *e)
{
    uint8_t sum[32];
    struct sha256 s;
    sha256_init(&s);
    sha256_add(&s, f->bytes + HEADER, f->n - HEADER);
    sha256_end(&s, sum);
    if (memcmp(sum, f->bytes + 32, sizeof sum) != 0)
        return err_set(e, E_MODEL, 32, "model file is damaged: its sha256 is "
                       "not the one in its header");
    return OK;
}

static enum rc map_open(struct net_file *f, int fd, const char *path,
                        struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return err_set(e, E_IO, 0, "model file \"%.100s\": not a file", path);
    size_t n = (size_t)st.st_size;
    void *map = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    if (map == MAP_FAILED)
        return err_set(e, n ? E_IO : E_MODEL, 0, "model file \"%.100s\": %s",
                       path, n ? strerror(errno) : "empty");
    f->map = map;
    f->bytes = map;
    f->n = n;
    return OK;
}

enum rc net_file_map(struct net_file *f, const char *path, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, E_IO, 0, "model file \"%.100s\": %s", path,
                       strerror(errno));
    enum rc rc = map_open(f, fd, path, e);
    close(fd);
    return rc;
}

void net_file_close(struct net_file *f)
{
    if (f->map)
        munmap(f->map, f->n);
    f->map = NULL;
}

static bool named(const unsigned char *p, const struct want *want)
{
    size_t n = strlen(want->name);
    return strncmp((const char *)p, want->name, n) == 0 &&
           strcmp((const char *)p + n, want->part) == 0;
}

static bool fits(const struct tensor *t, const struct want *want)
{
    return t->dtype == want->dtype &&
           (!want->dim[0] || t->dim[0] == want->dim[0]) &&
           (!want->dim[1] || t->dim[1] == want->dim[1]);
}

enum rc net_file_find(const struct net_file *f, const struct want *want,
                      struct tensor *out, struct err *e)
{
    const unsigned char *p = f->dir;
    for (uint32_t i = 0; i < f->n_tensor; i++, p += ENTRY) {
        if (!named(p, want))
            continue;
        *out = (struct tensor){f->bytes + get8(p + 52), p[40],
                               {get4(p + 44), p[41] == 2 ? get4(p + 48) : 1}};
        if (fits(out, want))
            return OK;
        return err_set(e, E_MODEL, (uint64_t)(p - f->bytes),
                       "tensor \"%s%s\" is %s %u x %u, expected %s %u x %u "
                       "(0: any)", want->name, want->part,
                       kind_name[out->dtype], out->dim[0], out->dim[1],
                       kind_name[want->dtype], want->dim[0], want->dim[1]);
    }
    return err_set(e, E_MODEL, (uint64_t)(f->dir - f->bytes),
                   "no tensor \"%s%s\" in the model file", want->name,
                   want->part);
}
