/* demarche code: reports to records. */
#include "cli/cli.h"

#include <string.h>

/* The formats of our own that are printed. */
static const char *own_name(int i)
{
    return i <= DM_JSONL ? dm_format_name(i) : NULL;
}

/* What code prints: these, then those of others. */
static const char *code_name(int i)
{
    return i <= DM_JSONL ? own_name(i) : dm_form_name(i - DM_JSONL - 1);
}

int cli_form(const struct cli_args *a)
{
    const char *v = a->value[OPT_FORMAT];
    for (int i = 0; v && dm_form_name(i); i++) {
        if (!strcmp(v, dm_form_name(i)))
            return i;
    }
    return -1;
}

int cli_form_shut(struct dm_form *f, int so_far, struct cli_out *out)
{
    if (so_far != CLI_FAILED && !out->error && dm_form_end(f))
        so_far = cli_failed(DM_STOPPED, NULL, out);
    if (so_far != CLI_FAILED)
        cli_say("%s", dm_form_told(f));
    dm_form_close(f);
    return so_far;
}

bool cli_format(const struct cli_args *a, struct dm_options *o)
{
    const char *v = a->value[OPT_FORMAT];
    const char *(*names)(int i) = strcmp(a->command, "code") ? own_name
                                                             : code_name;
    for (int i = 0; v && names(i); i++) {
        if (!strcmp(v, names(i))) {
            if (o->format != DM_DUMP)
                o->format = i <= DM_JSONL ? (enum dm_format)i : DM_JSONL;
            return true;
        }
    }
    return !v || !cli_unknown("format", v, names);
}

int cmd_code(const struct cli_args *a)
{
    struct dm_options o;
    if (!cli_options(a, "stance", &o) || !cli_format(a, &o))
        return CLI_FAILED;
    if (a->value[OPT_ONE_A_DAY] && cli_form(a) < 0)
        return cli_say("--one-a-day is for the formats of others");
    return cli_run(a, &o);
}
