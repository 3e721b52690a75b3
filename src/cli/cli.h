/* cli.h - the program: commands, their options, what they say.
 * reads:   the command line, NO_COLOR, TERM  writes:  stdout, stderr
 * shape:   -                                 units:   -
 * errors:  exit status 0 all good, 1 some refused, 2 could not run
 * threads: one                               cost:    -
 * source:  docs/demarche.1 tells the same
 */
#ifndef DM_CLI_H
#define DM_CLI_H

#include <demarche.h>

#include <stdbool.h>
#include <stdio.h>

/* Exit status of the program. */
enum { CLI_GOOD = 0, CLI_REFUSED = 1, CLI_FAILED = 2 };

/* Options of all commands; args.c says what they are. */
enum cli_opt {
    OPT_FORMAT, OPT_DATE, OPT_FIELD, OPT_INPUT_FORMAT, OPT_THREADS, OPT_UNTIL,
    OPT_DUMP, OPT_REJECTS, OPT_MODEL, OPT_DATA, OPT_CHECK, OPT_REFERENCE,
    OPT_COLOR, OPT_TIME, OPT_NOTES, OPT_ORDER, OPT_LEDGER, OPT_TOP,
    OPT_ACTOR, OPT_WITH, OPT_HOLDER, OPT_SPEAKER, OPT_COUNTRY, OPT_FROM,
    OPT_TO, OPT_KIND, OPT_CATEGORY, OPT_MODE, OPT_STANCE, OPT_ENGAGEMENT,
    OPT_STATE, OPT_COPIES, OPT_TEXT, OPT_LIMIT, OPT_OFFSET, OPT_BY,
    OPT_WINDOW, OPT_LEAST, OPT_RECORD,
    OPT_COUNTS, OPT_DOCUMENT, OPT_ACTORS, OPT_AGENTS, OPT_OUTPUT,
    OPT_ONE_A_DAY, OPT_HELP,
    N_OPT
};

/* An option as the command line spells it. */
struct cli_option {
    const char *name; /* behind "--" */
    const char *arg;  /* what follows it, NULL: nothing */
    const char *help; /* lines for --help */
};

/* Index by enum cli_opt. */
extern const struct cli_option cli_option[N_OPT];

/* What is done with reports: printed, put into the ledger, coded again there,
 * searched for names without a code. */
enum cli_work { WORK_PRINT, WORK_ADD, WORK_RECODE, WORK_COVER };

/* What a command line asks for. Strings are those of argv. */
struct cli_args {
    const char *value[N_OPT];      /* "" for one without argument; or NULL */
    const char *field[DM_N_FIELD]; /* of --field, or NULL */
    const char **path;             /* [n_path], owned; before the files of
                                    * --actors and --agents: that option's
                                    * name in cli_option */
    size_t n_path;
    enum cli_work work;
    const char *command;           /* its name */
};

/* A command: one row of the table in main.c. */
struct cli_command {
    const char *name;     /* one word or two */
    const char *operands; /* what stands behind its options */
    const char *what;     /* for the list of commands, one line */
    const char *about;    /* for --help, paragraphs */
    const char *status;   /* what its exit status tells */
    uint64_t options;     /* set of enum cli_opt, OPT_HELP not named */
    int (*run)(const struct cli_args *a);
};

/* Reads argv[0 .. argc), what stands behind the command's words, into *a;
 * false when it said why not. The path list is given back with free. */
bool cli_args_read(const struct cli_command *c, int argc, char **argv,
                   struct cli_args *a);

/* Enters --field NAME=KEY; false when it said why not. */
bool cli_field(struct cli_args *a, const char *arg);

/* The name nearest to `word` by letters changed, NULL when none is near.
 * names(i) is NULL past the last. */
const char *cli_nearest(const char *word, const char *(*names)(int i));

/* Prints "demarche: " and a line to stderr; gives CLI_FAILED. */
int cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Says that `got` is no `what` and which of names is nearest. */
int cli_unknown(const char *what, const char *got,
                const char *(*names)(int i));

/* Prints the help of a command to stdout. */
void cli_help(const struct cli_command *c);

/* Fills *o from the options that all commands share; `until` is the last
 * stage when nothing is asked for. False when it said why not. */
bool cli_options(const struct cli_args *a, const char *until,
                 struct dm_options *o);

/* Takes --format text or jsonl; false when it said why not. */
bool cli_format(const struct cli_args *a, struct dm_options *o);

/* The number of the format of others that --format names, -1: none. */
int cli_form(const struct cli_args *a);

/* What the options say of the coder. */
struct dm_parts cli_parts(const struct cli_args *a);

/* Opens a coder, runs it over the paths, prints, counts; the exit status. */
int cli_run(const struct cli_args *a, struct dm_options *o);

/* Opens the ledger that --ledger names, or that of a path to read; false when
 * it said why not. */
bool cli_ledger(const struct cli_args *a, bool write, struct dm_ledger **l);
bool cli_ledger_at(const char *path, struct dm_ledger **l);

/* Begins a line of progress on standard error, when that is a terminal: what
 * becomes of documents ("added"); `size` of the input, 0: not known. */
void cli_progress_begin(const char *did, uint64_t size);

/* A dm_progress: shows how far the run is. */
void cli_progress(void *ctx, const struct dm_counts *c);

/* Takes the line away, before something else is said there. */
void cli_progress_hide(void);

/* What became of standard output. */
struct cli_out {
    FILE *rejects;     /* refused documents go there; NULL: nowhere */
    int error;         /* errno, 0: none */
    size_t bytes;      /* printed */
};

/* A sink: standard output, all of it; ctx is a struct cli_out. */
int cli_put(void *ctx, const char *bytes, size_t n);

/* Exit status when a call answered rc, DM_OK aside: says why. */
int cli_failed(enum dm_rc rc, const struct dm_error *e,
               const struct cli_out *out);

/* Says what became of the records; the exit status `so_far` or a worse. */
int cli_form_shut(struct dm_form *f, int so_far, struct cli_out *out);

/* The commands: each answers with the exit status. */
typedef int cli_cmd(const struct cli_args *a);
cli_cmd cmd_add, cmd_backup, cmd_diff, cmd_recode, cmd_export, cmd_find,
    cmd_code, cmd_parse, cmd_why, cmd_data_coverage, cmd_data_diff,
    cmd_data_import, cmd_data_lint;

#endif
