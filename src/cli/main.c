/* The program: one table of commands. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

#define BIT(opt) ((uint32_t)1 << (opt))

/* Options of every command that reads. */
enum {
    READING = BIT(OPT_DATE) | BIT(OPT_FIELD) | BIT(OPT_INPUT_FORMAT) |
              BIT(OPT_THREADS) | BIT(OPT_UNTIL) | BIT(OPT_DUMP) |
              BIT(OPT_REJECTS) | BIT(OPT_MODEL) | BIT(OPT_DATA) |
              BIT(OPT_CHECK) | BIT(OPT_REFERENCE) | BIT(OPT_TIME)
};

static const struct cli_command commands[] = {
    {"code", "read reports and print the records they contain",
     "Reads reports, codes them and prints their records: who did what to\n"
     "whom, who said what, on what terms each side will engage.\n\n"
     "A FILE is plain text (one report, with `date YYYY-MM-DD` as its first\n"
     "line or before its first words) or JSON Lines (one object a line: id,\n"
     "date, text, and title, source, url if there are any). Of a DIR, all\n"
     "files .txt .jsonl .ndjson .json are read, sorted by name, with the\n"
     "directories in it. - is standard input, also when nothing is named.\n"
     "A bad document is reported, counted and left out; it stops nothing.",
     READING | BIT(OPT_FORMAT) | BIT(OPT_COLOR), cmd_code},
    {"parse", "print sentences, tags, trees and names as CoNLL-U",
     "Reads reports and prints their parse as CoNLL-U: sentences, words,\n"
     "parts of speech, lemmas, dependencies, and names as Entity=B-PER in the\n"
     "last column. Reads what demarche code reads, but needs no date. With\n"
     "--dump, or --until a stage before the sentences, it prints the tables\n"
     "of the stages, one row a line.",
     READING, cmd_parse},
};

enum { N_COMMAND = sizeof commands / sizeof *commands };

static const char *command_name(int i)
{
    return i < N_COMMAND ? commands[i].name : NULL;
}

static const struct cli_command *find(const char *name)
{
    for (int i = 0; i < N_COMMAND; i++) {
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    }
    return NULL;
}

static void usage(FILE *to)
{
    fprintf(to, "usage: demarche COMMAND [OPTION]... [FILE|DIR|-]...\n\n"
                "Reads dated news reports and keeps the diplomatic record "
                "they contain.\n\n");
    for (int i = 0; i < N_COMMAND; i++)
        fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].what);
    fprintf(to, "\ndemarche COMMAND --help tells more; demarche --version "
                "tells the versions of\nprogram, model and data.\n");
}

/* Ends a print to stdout; a reader that went away is no failure. */
static int printed(void)
{
    return fflush(stdout) && ferror(stdout) ? CLI_FAILED : CLI_GOOD;
}

static int version(void)
{
    struct dm *dm;
    struct dm_error e = {0};
    printf("demarche %s\n", dm_version());
    if (dm_open(&dm, NULL, &e) != DM_OK) {
        printed();
        return cli_say("%s", e.msg);
    }
    printf("model %s\ndata %s\n", dm_model_version(dm), dm_data_version(dm));
    dm_close(dm);
    return printed();
}

static int help(const struct cli_command *c)
{
    if (c)
        cli_help(c);
    else
        usage(stdout);
    return printed();
}

int main(int argc, char **argv)
{
    struct cli_args args;
    const char *word = argc > 1 ? argv[1] : "";
    if (!*word) {
        usage(stderr);
        return CLI_FAILED;
    }
    if (!strcmp(word, "--version"))
        return version();
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return help(NULL);
    if (!strcmp(word, "help"))
        return help(argc > 2 ? find(argv[2]) : NULL);
    const struct cli_command *c = find(word);
    if (!c)
        return cli_unknown("command", word, command_name);
    if (!cli_args_read(c, argc, argv, &args))
        return CLI_FAILED;
    return args.value[OPT_HELP] ? help(c) : c->run(&args);
}
