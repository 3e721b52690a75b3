/* demarche parse: what the stages see; CoNLL-U unless tables are asked for. */
#include "cli/cli.h"

int cmd_parse(const struct cli_args *a)
{
    struct dm_options o;
    if (!cli_options(a, "name", &o))
        return CLI_FAILED;
    o.undated = 1;
    if (o.format != DM_DUMP && o.until < dm_stage_find("sent")) {
        o.format = DM_DUMP; /* there are no sentences to print */
        o.dump = (uint32_t)1 << o.until;
    } else if (o.format != DM_DUMP) {
        o.format = DM_CONLLU;
    }
    return cli_run(a, &o);
}
