/* demarche why: what decided the records of a sentence. */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Takes ":N" off a path that does not exist as it stands; -1: none. */
static int take_sentence(char *path)
{
    char *colon = strrchr(path, ':');
    if (!colon || !access(path, F_OK) || !colon[1] || strlen(colon) > 9 ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return -1;
    *colon = '\0';
    return atoi(colon + 1);
}

static int why_ledger(const struct cli_args *a, struct dm_options *o)
{
    struct dm_parts parts = cli_parts(a);
    struct cli_out out = {0};
    struct dm_ledger *l;
    struct dm_error e = {0};
    struct dm *dm;
    if (a->n_path != 1)
        return cli_say("expected the id of a record of the ledger, or "
                       "DOCUMENT[:SENTENCE]");
    if (!cli_ledger(a, false, &l))
        return CLI_FAILED;
    signal(SIGPIPE, SIG_IGN);
    o->sink = cli_put;
    o->sink_ctx = &out;
    enum dm_rc rc = dm_open(&dm, &parts, &e);
    if (rc == DM_OK) {
        rc = dm_why(dm, l, a->path[0], o, &e);
        dm_close(dm);
    }
    dm_ledger_close(l);
    return rc == DM_OK ? CLI_GOOD : cli_failed(rc, &e, &out);
}

static int why_file(const struct cli_args *a, struct dm_options *o)
{
    if (a->n_path < 1 || a->n_path > 2)
        return cli_say("expected FILE[:SENTENCE], or FILE and the id of a "
                       "record");
    char *path = strdup(a->path[0]);
    if (!path)
        return cli_say("out of memory");
    const char *one[1] = {path};
    struct cli_args file = *a;
    file.path = one;
    file.n_path = 1;
    o->format = DM_WHY;
    o->sentence = take_sentence(path);
    o->record = a->n_path > 1 ? a->path[1] : NULL;
    int status = cli_run(&file, o);
    free(path);
    return status;
}

int cmd_why(const struct cli_args *a)
{
    struct dm_options o;
    if (!cli_options(a, "stance", &o))
        return CLI_FAILED;
    return a->value[OPT_LEDGER] ? why_ledger(a, &o) : why_file(a, &o);
}
