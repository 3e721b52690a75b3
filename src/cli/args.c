#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct cli_option cli_option[N_OPT] = {
    [OPT_FORMAT] = {"format", "FORMAT",
        "text: for people (the default); jsonl: one JSON\n"
        "object a line, as docs/codebook.md says; code and\n"
        "export, of others (docs/formats.md): plover\n"
        "polecat icews phoenix petrarch gdelt\n"
        "gdelt-mentions dna"},
    [OPT_DATE] = {"date", "YYYY-MM-DD",
        "the date of documents that have none"},
    [OPT_FIELD] = {"field", "NAME=KEY",
        "take NAME (id date text title source url) from\n"
        "the key or column KEY; may be given again"},
    [OPT_INPUT_FORMAT] = {"input-format", "FORMAT",
        "text: a report a file; jsonl: an object a line;\n"
        "csv: a record a line, also with ; or tabs;\n"
        "html: a web page a file; feed: RSS or Atom;\n"
        "auto: by name and content (the default)"},
    [OPT_THREADS] = {"threads", "N",
        "workers; the default is one a processor"},
    [OPT_UNTIL] = {"until", "STAGE",
        "run no stage behind STAGE"},
    [OPT_DUMP] = {"dump", "STAGE,...",
        "print the tables of these stages (or all)\n"
        "instead"},
    [OPT_REJECTS] = {"rejects", "FILE",
        "write each refused document to FILE, as a line\n"
        "of JSON: file, line, at (byte), reason, input"},
    [OPT_MODEL] = {"model", "FILE",
        "use this model instead of the one built in"},
    [OPT_DATA] = {"data", "DIR",
        "lay the files .tsv of this folder over the data\n"
        "built in"},
    [OPT_CHECK] = {"check", NULL,
        "verify the model and, after each stage, all\n"
        "tables"},
    [OPT_REFERENCE] = {"reference", NULL,
        "plain arithmetic: slow, the same results"},
    [OPT_COLOR] = {"color", "WHEN",
        "auto (the default), always or never; auto is\n"
        "never when NO_COLOR is set"},
    [OPT_TIME] = {"time", NULL,
        "print the seconds of each stage at the end"},
    [OPT_NOTES] = {"notes", NULL,
        "tell too what is no fault and may be one: names\n"
        "that mean two countries, facts that two files tell"},
    [OPT_ORDER] = {"order", NULL,
        "tell too where a lexicon is not in the order of\n"
        "its bytes, as those of data/ are"},
    [OPT_ACTORS] = {"actors", "FILE...",
        "dictionaries of actors"},
    [OPT_AGENTS] = {"agents", "FILE...",
        "dictionaries of agents"},
    [OPT_OUTPUT] = {"output", "DIR",
        "write the lexicons there; also -o DIR"},
    [OPT_LEDGER] = {"ledger", "FILE",
        "the ledger, an SQLite file"},
    [OPT_TOP] = {"top", "N",
        "list the N most frequent names, 0: all (default 50)"},
    [OPT_ACTOR] = {"actor", "ACTOR",
        "who does it, says it, holds it: a code (USAGOV,\n"
        "USA with all its parts), a name, an office; in\n"
        "a timeline, who has to do with it; of a\n"
        "condition, whom it binds"},
    [OPT_WITH] = {"with", "ACTOR",
        "who is on the other side"},
    [OPT_HOLDER] = {"holder", "ACTOR",
        "who holds the position, shifts it, sets the\n"
        "condition"},
    [OPT_SPEAKER] = {"speaker", "ACTOR",
        "who says it, or in whose statement it is told"},
    [OPT_COUNTRY] = {"country", "ACTOR",
        "who or where, on any side"},
    [OPT_FROM] = {"from", "YYYY-MM-DD",
        "on that day or later"},
    [OPT_TO] = {"to", "YYYY-MM-DD",
        "on that day or earlier; conditions as they stand\n"
        "on that day"},
    [OPT_KIND] = {"kind", "KIND",
        "say or think; contradicts, softens, hardens ..."},
    [OPT_CATEGORY] = {"category", "NAME",
        "of an event (that the condition waits for):\n"
        "AGREE, CONSULT, ASSAULT ..."},
    [OPT_MODE] = {"mode", "NAME",
        "of an event: visit, troops, aerial ..."},
    [OPT_STANCE] = {"stance", "NAME",
        "of a position: offers, refuses, requires ..."},
    [OPT_ENGAGEMENT] = {"engagement", "NAME",
        "of a position: talks, ceasefire, aid ..."},
    [OPT_STATE] = {"state", "STATE",
        "open, met, breached, dropped or restated"},
    [OPT_COPIES] = {"copies", NULL,
        "print too what copies of a report say once more"},
    [OPT_TEXT] = {"text", "QUERY",
        "all these words; \"a phrase\", begin*, this OR that"},
    [OPT_LIMIT] = {"limit", "N",
        "so many at most, 0: all (the default is 100)"},
    [OPT_OFFSET] = {"offset", "N",
        "leave out the first N"},
    [OPT_BY] = {"order", "ORDER",
        "newest or oldest first; shifts: strongest;\n"
        "actors: most or name"},
    [OPT_WINDOW] = {"window", "DAYS",
        "between the positions of a shift that no report\n"
        "tells: so many days at most, 0: any (default 30)"},
    [OPT_LEAST] = {"min-confidence", "P",
        "of shifts: those with P or more, from 0 to 1"},
    [OPT_RECORD] = {"record", "KIND",
        "of this kind alone: documents, statements, events,\n"
        "positions or shifts"},
    [OPT_COUNTS] = {"counts", NULL,
        "print the numbers alone"},
    [OPT_DOCUMENT] = {"document", "ID",
        "of this report alone; ID@SHA256, with eight digits\n"
        "or more, is one of its versions, older ones too"},
    [OPT_ONE_A_DAY] = {"one-a-day", NULL,
        "in formats of others: of rows of the same day,\n"
        "parties and code the first alone"},
    [OPT_HELP] = {"help", NULL,
        "print this"},
};

int cli_say(const char *fmt, ...)
{
    char line[4096];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    for (char *p = line; *p; p++) {
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = '?'; /* what was read does not steer the terminal */
    }
    cli_progress_hide();
    fprintf(stderr, "demarche: %s\n", line);
    return CLI_FAILED;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to put in, leave out or change to make a of b. */
static size_t distance(const char *a, const char *b)
{
    enum { MOST = 40 };
    size_t row[MOST + 1], n = strlen(a), m = strlen(b);
    if (n > MOST || m > MOST)
        return MOST;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = least(change, 1 + least(row[j], row[j - 1]));
        }
    }
    return row[m];
}

const char *cli_nearest(const char *word, const char *(*names)(int i))
{
    const char *best = NULL, *name;
    size_t least_far = strlen(word) / 2 + 1;
    for (int i = 0; (name = names(i)); i++) {
        size_t far = distance(word, name);
        if (!strncmp(word, name, strlen(word)) && *word)
            far = 0;
        if (far < least_far) {
            least_far = far;
            best = name;
        }
    }
    return best;
}

int cli_unknown(const char *what, const char *got,
                const char *(*names)(int i))
{
    const char *near = cli_nearest(got, names);
    if (near)
        return cli_say("%s \"%s\" is not known, did you mean \"%s\"?", what,
                       got, near);
    char all[400] = "";
    size_t n = 0;
    const char *name;
    for (int i = 0; (name = names(i)) && n < sizeof all; i++)
        n += (size_t)snprintf(all + n, sizeof all - n, "%s%s", i ? " " : "",
                              name);
    return cli_say("%s \"%s\" is not known, expected one of: %s", what, got,
                   all);
}

bool cli_field(struct cli_args *a, const char *arg)
{
    char name[32];
    size_t n = strcspn(arg, "=");
    if (!arg[n] || !arg[n + 1] || !n || n >= sizeof name) {
        cli_say("--field \"%s\": expected NAME=KEY, as date=pub_date", arg);
        return false;
    }
    memcpy(name, arg, n);
    name[n] = '\0';
    for (int i = 0; i < DM_N_FIELD; i++) {
        if (!strcmp(name, dm_field_name(i))) {
            a->field[i] = arg + n + 1;
            return true;
        }
    }
    cli_unknown("field", name, dm_field_name);
    return false;
}

/* The command whose options are being read, for cli_nearest. */
static const struct cli_command *command;

static bool has(const struct cli_command *c, int i)
{
    return i == OPT_HELP || (c->options >> i & 1);
}

/* Name of its i-th option. */
static const char *option_name(int i)
{
    for (int k = 0; k < N_OPT; k++) {
        if (has(command, k) && i-- == 0)
            return cli_option[k].name;
    }
    return NULL;
}

/* The option that the first n letters of s name, or -1. */
static int option_find(const char *s, size_t n)
{
    for (int i = 0; i < N_OPT; i++) {
        if (has(command, i) && strlen(cli_option[i].name) == n &&
            !memcmp(cli_option[i].name, s, n))
            return i;
    }
    return -1;
}

static bool unknown_option(const char *s, size_t n)
{
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)n, s);
    const char *near = cli_nearest(word, option_name);
    if (near)
        cli_say("option --%s is not known, did you mean --%s?", word, near);
    else
        cli_say("option --%s is not known; demarche %s --help lists all",
                word, command->name);
    return false;
}

/* Takes argv[*i], an option, and what belongs to it. */
static bool take_option(struct cli_args *a, int argc, char **argv, int *i)
{
    const char *s = argv[*i] + 2;
    size_t n = strcspn(s, "=");
    if (!strcmp(argv[*i], "-h")) {
        a->value[OPT_HELP] = "";
        return true;
    }
    if (!strncmp(argv[*i], "-o", 2) && has(command, OPT_OUTPUT)) {
        s = argv[*i][2] ? argv[*i] + 2 : *i + 1 < argc ? argv[++*i] : "";
        a->value[OPT_OUTPUT] = s;
        return *s || cli_say("-o needs a value: DIR") == CLI_GOOD;
    }
    if (argv[*i][1] != '-') {
        cli_say("option %s is not known; demarche %s --help lists all",
                argv[*i], command->name);
        return false;
    }
    int opt = option_find(s, n);
    if (opt < 0)
        return unknown_option(s, n);
    const char *value = s[n] ? s + n + 1 : NULL;
    if (!cli_option[opt].arg && value) {
        cli_say("--%s takes no value", cli_option[opt].name);
        return false;
    }
    if (cli_option[opt].arg && !value) {
        if (*i + 1 == argc) {
            cli_say("--%s needs a value: %s", cli_option[opt].name,
                    cli_option[opt].arg);
            return false;
        }
        value = argv[++*i];
    }
    a->value[opt] = value ? value : "";
    if (opt == OPT_ACTORS || opt == OPT_AGENTS) {
        a->path[a->n_path++] = cli_option[opt].name;
        a->path[a->n_path++] = value;
    }
    return opt != OPT_FIELD || cli_field(a, value);
}

bool cli_args_read(const struct cli_command *c, int argc, char **argv,
                   struct cli_args *a)
{
    bool options = true;
    command = c;
    *a = (struct cli_args){.path = calloc(2 * (size_t)argc + 1,
                                           sizeof *a->path)};
    a->command = c->name;
    if (!a->path)
        return cli_say("out of memory") == CLI_GOOD;
    for (int i = 0; i < argc; i++) {
        const char *s = argv[i];
        if (options && !strcmp(s, "--"))
            options = false;
        else if (!options || s[0] != '-' || !s[1])
            a->path[a->n_path++] = s;
        else if (!take_option(a, argc, argv, &i))
            return false;
    }
    return true;
}

static void help_lines(const char *left, const char *text)
{
    while (*text) {
        int n = (int)strcspn(text, "\n");
        printf("  %-25s %.*s\n", left, n, text);
        left = "";
        text += n + (text[n] == '\n');
    }
}

void cli_help(const struct cli_command *c)
{
    printf("usage: demarche %s [OPTION]...%s%s\n\n%s\n\n", c->name,
           *c->operands ? " " : "", c->operands, c->about);
    for (int i = 0; i < N_OPT; i++) {
        char left[64];
        const struct cli_option *o = &cli_option[i];
        if (!has(c, i))
            continue;
        snprintf(left, sizeof left, "--%s%s%s", o->name, o->arg ? " " : "",
                 o->arg ? o->arg : "");
        help_lines(left, o->help);
    }
    if (has(c, OPT_UNTIL)) {
        printf("\nstages:");
        for (int i = 0; dm_stage_name(i); i++)
            printf(" %s", dm_stage_name(i));
    }
    printf("\nexit status: %s, 2 could not run\n", c->status);
}
