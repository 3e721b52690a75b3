/* demarche data: work on the lexicons. */
#include "cli/cli.h"

#include <signal.h>

int cmd_data_diff(const struct cli_args *a)
{
    struct cli_out out = {0};
    struct dm_error e = {0};
    uint64_t n = 0;
    if (a->n_path != 2)
        return cli_say("data diff needs two folders: OLD NEW");
    signal(SIGPIPE, SIG_IGN);
    enum dm_rc rc = dm_data_diff(a->path[0], a->path[1], cli_put, &out, &n,
                                 &e);
    if (rc != DM_OK)
        return cli_failed(rc, &e, &out);
    return n ? CLI_REFUSED : CLI_GOOD;
}

/* The data built in have no files; the build does not go on with a fault. */
static int built_in(void)
{
    struct dm *dm;
    struct dm_error e = {0};
    if (dm_open(&dm, NULL, &e) != DM_OK)
        return cli_say("%s", e.msg);
    printf("data %s: built in, checked when they were built\n",
           dm_data_version(dm));
    dm_close(dm);
    return fflush(stdout) ? CLI_FAILED : CLI_GOOD;
}

int cmd_data_lint(const struct cli_args *a)
{
    struct cli_out out = {0};
    struct dm_error e = {0};
    struct dm_lint n = {0};
    if (a->n_path > 1)
        return cli_say("data lint takes one folder");
    if (!a->n_path)
        return built_in();
    signal(SIGPIPE, SIG_IGN);
    unsigned what = (a->value[OPT_NOTES] ? DM_LINT_NOTES : 0u) |
                    (a->value[OPT_ORDER] ? DM_LINT_ORDER : 0u);
    enum dm_rc rc = dm_data_lint(a->path[0], what, cli_put, &out, &n, &e);
    if (rc != DM_OK)
        return cli_failed(rc, &e, &out);
    cli_say("files %llu, lines %llu, faults %llu, notes %llu",
            (unsigned long long)n.files, (unsigned long long)n.lines,
            (unsigned long long)n.faults, (unsigned long long)n.notes);
    return n.faults ? CLI_REFUSED : CLI_GOOD;
}
