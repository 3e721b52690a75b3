/* demarche data import: PETRARCH dictionaries to a folder for --data. */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>

static int print_counts(const struct dm_import *n)
{
    printf("records %llu, phrases %llu, spellings %llu, roles %llu\n"
           "lines of actors %llu, of agents %llu\n"
           "not understood %llu, null roles %llu, records without a code %llu\n"
           "phrases whose words may stand apart, taken as one name %llu\n"
           "units of codes that are not kept %llu\n"
           "spellings of several records %llu, names with two codes at one "
           "time %llu\n",
           (unsigned long long)n->records, (unsigned long long)n->phrases,
           (unsigned long long)n->spellings, (unsigned long long)n->roles,
           (unsigned long long)n->actors, (unsigned long long)n->agents,
           (unsigned long long)n->faults, (unsigned long long)n->null_roles,
           (unsigned long long)n->bare, (unsigned long long)n->gaps,
           (unsigned long long)n->units, (unsigned long long)n->shared,
           (unsigned long long)n->rivals);
    if (fflush(stdout))
        return CLI_FAILED;
    return n->faults ? CLI_REFUSED : CLI_GOOD;
}

/* Sorts the paths by the option before them into two lists. */
static bool take_paths(const struct cli_args *a, const char **actors,
                       const char **agents, struct dm_dictionaries *from)
{
    const char *of = NULL;
    for (size_t i = 0; i < a->n_path; i++) {
        const char *s = a->path[i];
        if (s == cli_option[OPT_ACTORS].name ||
            s == cli_option[OPT_AGENTS].name) {
            of = s;
        } else if (!of) {
            cli_say("\"%s\": expected --actors or --agents before it", s);
            return false;
        } else if (of == cli_option[OPT_ACTORS].name) {
            actors[from->n_actors++] = s;
        } else {
            agents[from->n_agents++] = s;
        }
    }
    if (!of)
        cli_say("data import needs --actors FILE... or --agents FILE...");
    return of != NULL;
}

int cmd_data_import(const struct cli_args *a)
{
    struct cli_out out = {0};
    struct dm_error e = {0};
    struct dm_import n = {0};
    const char **list = calloc(2 * a->n_path + 1, sizeof *list);
    struct dm_dictionaries from = {.actors = list, .agents = list + a->n_path,
                                   .dir = a->value[OPT_OUTPUT]};
    if (!list)
        return cli_say("out of memory");
    if (!take_paths(a, list, list + a->n_path, &from)) {
        free(list);
        return CLI_FAILED;
    }
    signal(SIGPIPE, SIG_IGN);
    enum dm_rc rc = dm_data_import(&from, cli_put, &out, &n, &e);
    free(list);
    return rc == DM_OK ? print_counts(&n) : cli_failed(rc, &e, &out);
}
