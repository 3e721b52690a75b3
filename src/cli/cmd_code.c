/* demarche code: reports to records. */
#include "cli/cli.h"

#include <string.h>

/* The formats that code prints. */
static const char *format_name(int i)
{
    return i <= DM_JSONL ? dm_format_name(i) : NULL;
}

bool cli_format(const struct cli_args *a, struct dm_options *o)
{
    const char *v = a->value[OPT_FORMAT];
    for (int i = 0; v && format_name(i); i++) {
        if (!strcmp(v, format_name(i))) {
            if (o->format != DM_DUMP)
                o->format = (enum dm_format)i;
            return true;
        }
    }
    return !v || !cli_unknown("format", v, format_name);
}

int cmd_code(const struct cli_args *a)
{
    struct dm_options o;
    if (!cli_options(a, "stance", &o) || !cli_format(a, &o))
        return CLI_FAILED;
    return cli_run(a, &o);
}
