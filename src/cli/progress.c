/* One line on a terminal: how far, how fast, how long still. */
#include "cli/cli.h"

#include <time.h>
#include <unistd.h>

static struct {
    bool on, shown;
    const char *did;   /* "added" */
    uint64_t size;     /* of all input, as dm_counts.taken; 0: not known */
    double start, last;
} line;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void cli_progress_begin(const char *did, uint64_t size)
{
    line.on = isatty(STDERR_FILENO) != 0;
    line.shown = false;
    line.did = did;
    line.size = size;
    line.start = line.last = now();
}

void cli_progress_hide(void)
{
    if (line.shown)
        fputs("\r\033[K", stderr);
    line.shown = false;
}

/* Part done and time left, when the size of the input is known. */
static void print_rest(const struct dm_counts *c, double passed)
{
    if (!line.size || !c->taken || c->taken > line.size)
        return;
    double part = (double)c->taken / (double)line.size;
    unsigned left = (unsigned)(passed / part - passed);
    fprintf(stderr, "  %d %%", (int)(part * 100));
    if (passed > 2)
        fprintf(stderr, "  %u:%02u:%02u left", left / 3600, left / 60 % 60,
                left % 60);
}

void cli_progress(void *ctx, const struct dm_counts *c)
{
    enum { A_SECOND = 5 }; /* lines at most */
    double t = now(), passed = t - line.start;
    (void)ctx;
    if (!line.on || t - line.last < 1.0 / A_SECOND)
        return;
    line.last = t;
    fprintf(stderr, "\r%llu %s  %llu known  %llu refused  %.0f a second",
            (unsigned long long)c->documents, line.did,
            (unsigned long long)c->known, (unsigned long long)c->refused,
            (double)(c->documents + c->known) / passed);
    print_rest(c, passed);
    fputs("\033[K", stderr);
    line.shown = true;
}
