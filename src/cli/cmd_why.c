/* demarche why: what decided the records of a sentence. */
#include "cli/cli.h"

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

int cmd_why(const struct cli_args *a)
{
    struct dm_options o;
    if (a->n_path < 1 || a->n_path > 2)
        return cli_say("expected FILE[:SENTENCE], or FILE and the id of a "
                       "record");
    if (!cli_options(a, "stance", &o))
        return CLI_FAILED;
    char *path = strdup(a->path[0]);
    if (!path)
        return cli_say("out of memory");
    const char *one[1] = {path};
    struct cli_args file = *a;
    file.path = one;
    file.n_path = 1;
    o.format = DM_WHY;
    o.sentence = take_sentence(path);
    o.record = a->n_path > 1 ? a->path[1] : NULL;
    int status = cli_run(&file, &o);
    free(path);
    return status;
}
