/* demarche data coverage: the actors that no lexicon knows. */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>

int cmd_data_coverage(const struct cli_args *a)
{
    const char *v = a->value[OPT_TOP];
    struct dm_options o;
    char *end = NULL;
    errno = 0;
    long top = v ? strtol(v, &end, 10) : 50;
    if (v && (errno || end == v || *end || top < 0 || top > 1000000000))
        return cli_say("--top \"%s\": expected a number, 0 for all", v);
    if (!cli_options(a, "stance", &o) || !cli_format(a, &o))
        return CLI_FAILED;
    o.top = (unsigned)top;
    struct cli_args cover = *a;
    cover.work = WORK_COVER;
    return cli_run(&cover, &o);
}
