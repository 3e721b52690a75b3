/* The program: one table of commands. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BIT(opt) ((uint64_t)1 << (opt))

/* Options of every command that reads reports, and of those that show what
 * the stages do. */
#define READS (BIT(OPT_DATE) | BIT(OPT_FIELD) | BIT(OPT_INPUT_FORMAT) | \
               BIT(OPT_THREADS) | BIT(OPT_REJECTS) | BIT(OPT_MODEL) |    \
               BIT(OPT_DATA) | BIT(OPT_CHECK) | BIT(OPT_REFERENCE) |     \
               BIT(OPT_TIME))
#define READING (READS | BIT(OPT_UNTIL) | BIT(OPT_DUMP))

/* Options of every question to a ledger, and of those for records. */
#define ASKS (BIT(OPT_LEDGER) | BIT(OPT_FORMAT) | BIT(OPT_TEXT) |           \
              BIT(OPT_LIMIT) | BIT(OPT_OFFSET) | BIT(OPT_BY))
#define ASKING (ASKS | BIT(OPT_DATA) | BIT(OPT_ACTOR) | BIT(OPT_WITH) |     \
                BIT(OPT_COUNTRY) | BIT(OPT_FROM) | BIT(OPT_TO) |            \
                BIT(OPT_SPEAKER))
#define SHIFTING (BIT(OPT_WINDOW) | BIT(OPT_LEAST))
#define LABELS_EVENT (BIT(OPT_CATEGORY) | BIT(OPT_MODE))
#define LABELS_POSITION (BIT(OPT_STANCE) | BIT(OPT_ENGAGEMENT) |            \
                         BIT(OPT_HOLDER))
#define FOUND "0 done, also when nothing was found"
#define SEE_PAGE "\n\nHow actors, words and sides are understood: the man page."

#define DOCUMENTS "[FILE|DIR|-]..."
#define REFUSED "0 all good, 1 some documents were refused"

static const struct cli_command commands[] = {
    {"code", DOCUMENTS, "read reports and print the records they contain",
     "Reads reports, codes them and prints their records: who did what to\n"
     "whom, who said what, on what terms each side will engage.\n\n"
     "A FILE is plain text (one report, with `date YYYY-MM-DD` as its first\n"
     "line or before its first words), JSON Lines (one object a line: id,\n"
     "date, text, and title, source, url if there are any), a table, CSV or\n"
     "TSV, whose first line names these columns, a web page, or a feed, RSS\n"
     "or Atom. It may be compressed (gzip, zstd, xz, bzip2) or packed (zip,\n"
     "tar). Of a DIR, all files .txt .jsonl .ndjson .json .csv .tsv .html\n"
     ".htm .xhtml .rss .atom .xml, also with .gz .zst .xz .bz2 behind, and\n"
     ".zip .tar .tgz .tbz2 .txz .tzst are read, sorted by name, with the\n"
     "directories in it.\n"
     "- is standard input, also when nothing is named.\n"
     "A bad document is reported, counted and left out; it stops nothing.",
     REFUSED, READING | BIT(OPT_FORMAT) | BIT(OPT_COLOR) |
     BIT(OPT_ONE_A_DAY), cmd_code},
    {"parse", DOCUMENTS, "print sentences, tags, trees and names as CoNLL-U",
     "Reads reports and prints their parse as CoNLL-U: sentences, words,\n"
     "parts of speech, lemmas, dependencies, and names as Entity=B-PER in the\n"
     "last column. Reads what demarche code reads, but needs no date. With\n"
     "--dump, or --until a stage before the sentences, it prints the tables\n"
     "of the stages, one row a line.",
     REFUSED, READING, cmd_parse},
    {"why", "FILE[:SENTENCE] [ID] | --ledger FILE ID",
     "tell what decided the records",
     "Reads one FILE as demarche code does and prints, for the sentence of\n"
     "that number (from 0), or the record of that id, or all: the words with\n"
     "the evidence underlined, the records, what the network saw and its next\n"
     "best choice, which rules and lines of data decided, what was seen and\n"
     "not coded, and the parse. With --ledger, ID is that of a record of the\n"
     "ledger, or DOCUMENT[:SENTENCE]: its report's text is read again, and it\n"
     "is told whether the record comes out as it is stored. DOCUMENT@SHA256,\n"
     "with eight digits or more, is an older version of a report.",
     REFUSED, READING | BIT(OPT_COLOR) | BIT(OPT_LEDGER), cmd_why},
    {"add", DOCUMENTS, "read reports and keep their records in a ledger",
     "Reads what demarche code reads and keeps the records in a ledger, made\n"
     "when it is not there. A report is in with all its records or not at\n"
     "all; one that is there is known by its text and left as it is, so a run\n"
     "that was stopped is gone on with by doing it again. A report with the\n"
     "id or url of another and a new text replaces it; the old one is kept.\n"
     "Two programs that add to one ledger wait for each other.",
     REFUSED, READS | BIT(OPT_LEDGER), cmd_add},
    {"recode", "", "code the reports of a ledger again",
     "Codes the reports of a ledger that other versions of the program, the\n"
     "model or the data have coded, and puts the new records in the place of\n"
     "the old. A report is done with all its records or not at all, so a run\n"
     "that was stopped is gone on with by doing it again. Reports stay what\n"
     "they are; older versions of them are not coded again. demarche backup\n"
     "before and demarche diff afterwards tell what has changed.",
     REFUSED, BIT(OPT_THREADS) | BIT(OPT_REJECTS) | BIT(OPT_MODEL) |
     BIT(OPT_DATA) | BIT(OPT_CHECK) | BIT(OPT_REFERENCE) | BIT(OPT_TIME) |
     BIT(OPT_LEDGER), cmd_recode},
    {"backup", "FILE", "copy a ledger to a new file, in one piece",
     "Writes a copy of a ledger, compact and whole, to FILE, which must not\n"
     "be there yet. Others may add to the ledger meanwhile.",
     "0 done", BIT(OPT_LEDGER), cmd_backup},
    {"data coverage", DOCUMENTS, "list the actors that the data do not know",
     "Codes reports as demarche code does and lists the names in the records\n"
     "that no lexicon knows and whose code is missing or only guessed from\n"
     "the country that the report speaks of, the most frequent first: how\n"
     "often, its type (PER a person, ORG a body, LOC a place), a sentence,\n"
     "and a line for the file of data/ that it would belong to, with country\n"
     "and sector as far as a report tells them, else \"?\".",
     REFUSED, READS | BIT(OPT_FORMAT) | BIT(OPT_TOP), cmd_data_coverage},
    {"documents", "", "find reports of a ledger",
     "Prints the reports of a ledger that have a record of each thing asked\n"
     "for, the newest first." SEE_PAGE,
     FOUND, ASKING | LABELS_EVENT | LABELS_POSITION | BIT(OPT_KIND),
     cmd_find},
    {"statements", "", "find who said what",
     "Prints statements of a ledger, the newest first." SEE_PAGE,
     FOUND, ASKING | BIT(OPT_KIND) | BIT(OPT_COPIES), cmd_find},
    {"events", "", "find who did what to whom",
     "Prints events of a ledger, the newest first." SEE_PAGE,
     FOUND, ASKING | LABELS_EVENT | BIT(OPT_COPIES), cmd_find},
    {"positions", "", "find on what terms who will engage",
     "Prints positions of a ledger, the newest first." SEE_PAGE,
     FOUND, ASKING | LABELS_POSITION | BIT(OPT_COPIES), cmd_find},
    {"shifts", "", "find where voices disagree or change",
     "Prints shifts of a ledger, the newest first." SEE_PAGE,
     FOUND, ASKING | LABELS_POSITION | BIT(OPT_KIND) | BIT(OPT_COPIES) |
     SHIFTING, cmd_find},
    {"conditions", "", "find what was asked, and whether it was met since",
     "Prints the conditions of the positions of a ledger, the newest first:\n"
     "whom they bind to do or not to do what, and what became of it: open for\n"
     "how many days, met or breached by which event, dropped or restated by\n"
     "which position, and for how long no such event has been told. --actor\n"
     "is who must, --holder who asks it. The rules are in docs/ledger.md."
     SEE_PAGE,
     FOUND, ASKING | LABELS_POSITION | BIT(OPT_CATEGORY) | BIT(OPT_STATE),
     cmd_find},
    {"timeline", "", "positions, events and shifts of two in their order",
     "Prints what the ledger has of ACTOR with ACTOR, whichever side they are\n"
     "on: positions, events and shifts, the oldest first." SEE_PAGE,
     FOUND, ASKING | BIT(OPT_COPIES) | SHIFTING, cmd_find},
    {"stories", "", "list the reports that are copies of one another",
     "Prints the stories of a ledger: reports with one text, as a wire report\n"
     "that several papers have printed. Those are found of which a report has\n"
     "a record of each thing asked for, the newest first." SEE_PAGE,
     FOUND, ASKING | LABELS_EVENT | LABELS_POSITION | BIT(OPT_KIND),
     cmd_find},
    {"actors", "", "list the actors of a ledger",
     "Prints the codes and names of a ledger with the number of their records\n"
     "and their first and last day, those with the most records first.",
     FOUND, ASKS | BIT(OPT_COUNTRY), cmd_find},
    {"versions", "", "list the reports that a newer version replaced",
     "Prints the older versions of reports, as ID@SHA256, in the order in\n"
     "which they were replaced, and what replaced them. No question finds\n"
     "them; demarche export --document ID@SHA256 prints their records, and\n"
     "demarche why tells of ID@SHA256/event/1.",
     FOUND, BIT(OPT_LEDGER) | BIT(OPT_FORMAT) | BIT(OPT_LIMIT) |
     BIT(OPT_OFFSET), cmd_find},
    {"export", "", "print all records of a ledger",
     "Prints all records in the order they were added: as JSON Lines, the\n"
     "same bytes that demarche code --format jsonl prints, and shifts between\n"
     "reports behind those of the later one; or those of one kind as CSV;\n"
     "or what a format of others has room for (docs/formats.md).\n"
     "Older versions of reports are left out.",
     "0 done", BIT(OPT_LEDGER) | BIT(OPT_FORMAT) | BIT(OPT_RECORD) |
     BIT(OPT_DOCUMENT) | BIT(OPT_ONE_A_DAY) | BIT(OPT_DATA),
     cmd_export},
    {"diff", "OLD NEW", "tell by which records two ledgers differ",
     "Compares two ledgers report by report, by their ids, and prints the\n"
     "records that NEW has gained (+), lost (-) or changed (~), with the\n"
     "fields that differ, then how many of each kind. Records answer each\n"
     "other that are of one kind and rest on the same words. One that differs\n"
     "in how sure it is and what made it alone is the same.",
     "0 the same records, 1 some differ",
     BIT(OPT_FORMAT) | BIT(OPT_RECORD) | BIT(OPT_COUNTS), cmd_diff},
    {"data diff", "OLD NEW", "tell by which facts two folders of data differ",
     "Compares the files .tsv of two folders and prints the facts that\n"
     "differ, a line each, sorted by file and first cell: - removed, + added,\n"
     "with the line; ~ changed, with its first cell and the columns that\n"
     "changed (those of a plain table by number).",
     "0 the same facts, 1 some differ", 0, cmd_data_diff},
    {"data import", "", "make lexicons of PETRARCH dictionaries",
     "Reads dictionaries of actors and agents in the syntax of PETRARCH and\n"
     "writes DIR/petrarch_actors.tsv and DIR/petrarch_agents.tsv, for --data\n"
     "DIR. All roles of one spelling, in whatever records, are put together;\n"
     "one with days is never hidden by one without. Each line that is not\n"
     "understood is told, as FILE:LINE: REASON, and counted.",
     "0 all was understood, 1 some was not",
     BIT(OPT_ACTORS) | BIT(OPT_AGENTS) | BIT(OPT_OUTPUT), cmd_data_import},
    {"data lint", "[DIR]", "check a folder of data",
     "Checks the files .tsv of a folder, whether data/ or one for --data, and\n"
     "prints FILE:LINE: MESSAGE for each fault: encoding, columns, codes,\n"
     "days, terms that run backwards or overlap, spellings given twice, lines\n"
     "that are never reached. Without DIR: the data built in, which were\n"
     "checked when they were built.",
     "0 no fault, 1 faults", BIT(OPT_NOTES) | BIT(OPT_ORDER), cmd_data_lint},
};

enum { N_COMMAND = sizeof commands / sizeof *commands };

static const char *command_name(int i)
{
    return i < N_COMMAND ? commands[i].name : NULL;
}

/* The command that the first of n words, or two of them, name; *used is how
 * many. NULL when there is none. */
static const struct cli_command *find(char **word, int n, int *used)
{
    for (int i = 0; i < N_COMMAND; i++) {
        const char *name = commands[i].name, *second = strchr(name, ' ');
        size_t len = strcspn(name, " ");
        if (n < 1 || strlen(word[0]) != len || memcmp(word[0], name, len) ||
            (second && (n < 2 || strcmp(second + 1, word[1]))))
            continue;
        *used = second ? 2 : 1;
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
        fprintf(to, "  %-14s %s\n", commands[i].name, commands[i].what);
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

/* Says that the words name no command. */
static int unknown(char **word, int n)
{
    char name[80];
    bool data = !strcmp(word[0], "data");
    if (data && (n < 2 || word[1][0] == '-'))
        return cli_say("data needs a second word: coverage, diff, import or "
                       "lint");
    snprintf(name, sizeof name, "%s%s%s", word[0], data && n > 1 ? " " : "",
             data && n > 1 ? word[1] : "");
    return cli_unknown("command", name, command_name);
}

static int run(int argc, char **argv)
{
    struct cli_args args = {.n_path = 0};
    int used = 0;
    const struct cli_command *c = find(argv, argc, &used);
    if (!c)
        return unknown(argv, argc);
    int status = CLI_FAILED;
    if (cli_args_read(c, argc - used, argv + used, &args))
        status = args.value[OPT_HELP] ? help(c) : c->run(&args);
    free(args.path);
    return status;
}

int main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "";
    int used;
    if (!*word) {
        usage(stderr);
        return CLI_FAILED;
    }
    if (!strcmp(word, "--version"))
        return version();
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return help(NULL);
    if (!strcmp(word, "help"))
        return help(find(argv + 2, argc - 2, &used));
    return run(argc - 1, argv + 1);
}
