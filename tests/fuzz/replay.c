/* Runs a fuzz target without a fuzzer: over every file of the folders named,
 * over each with its bytes cut short and turned, and over made-up bytes. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20, ROUNDS = 200 };

static unsigned long seed = 1;

/* A small generator, the same on every machine (Knuth's MMIX numbers). */
static unsigned next(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

/* The target sees memory of exactly that size, so that reading past the end
 * is found. */
static void feed(const uint8_t *data, size_t n)
{
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact)
        exit(2);
    memcpy(exact, data, n);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
}

static void feed_turned(uint8_t *data, size_t n)
{
    feed(data, n);
    for (int i = 0; n && i < ROUNDS; i++) {
        size_t at = next((unsigned)n), cut = next((unsigned)n) + 1;
        uint8_t old = data[at];
        data[at] = (uint8_t)next(256);
        feed(data, i % 4 ? n : cut);
        data[at] = old;
    }
}

static int feed_file(const char *path)
{
    uint8_t *data = malloc(MOST);
    FILE *f = fopen(path, "rb");
    if (!f || !data) {
        printf("%s: cannot be read\n", path);
        free(data);
        return 1;
    }
    feed_turned(data, fread(data, 1, MOST, f));
    fclose(f);
    free(data);
    return 0;
}

static int feed_folder(const char *folder, int *n)
{
    struct dirent **all;
    int bad = 0, count = scandir(folder, &all, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, all[i]->d_name);
        if (all[i]->d_name[0] != '.') {
            bad += feed_file(path);
            ++*n;
        }
        free(all[i]);
    }
    if (count >= 0)
        free(all);
    return bad;
}

int main(int argc, char **argv)
{
    static uint8_t any[4096];
    int bad = 0, n = 0;
    for (int i = 1; i < argc; i++)
        bad += feed_folder(argv[i], &n);
    for (int i = 0; i < 500; i++, n++) {
        unsigned size = next(i < 400 ? 64 : sizeof any);
        unsigned span = i % 2 ? 256 : 127;
        for (unsigned k = 0; k < size; k++)
            any[k] = (uint8_t)next(span);
        feed(any, size);
    }
    printf("%d passed, %d failed\n", n - bad, bad);
    return bad != 0;
}
