/* demarche add, backup: reports into a ledger, and the ledger out of harm's
 * way. */
#include "cli/cli.h"

int cmd_add(const struct cli_args *a)
{
    struct dm_options o;
    struct cli_args add = *a;
    if (!a->value[OPT_LEDGER])
        return cli_say("which ledger? name it with --ledger FILE");
    if (!cli_options(a, "stance", &o))
        return CLI_FAILED;
    add.add = true;
    return cli_run(&add, &o);
}

int cmd_backup(const struct cli_args *a)
{
    struct dm_ledger *l;
    struct dm_error e = {0};
    if (a->n_path != 1)
        return cli_say("backup needs one name: of the file to write");
    if (!cli_ledger(a, false, &l))
        return CLI_FAILED;
    enum dm_rc rc = dm_backup(l, a->path[0], &e);
    dm_ledger_close(l);
    return rc == DM_OK ? CLI_GOOD : cli_say("%s", e.msg);
}
