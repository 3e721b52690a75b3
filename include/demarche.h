/* demarche.h - the diplomatic record of dated news reports, as a library.
 * reads:   reports in memory, files, directories, standard input
 * writes:  records as JSON Lines or text, to a function of the caller
 * shape:   see docs/codebook.md for the records
 * units:   bytes, unless a comment says otherwise; lines from 1
 * errors:  enum dm_rc; the message in a struct the caller owns
 * threads: a coder is shared by any number of threads once it is open
 * cost:    linear in the text
 * source:  docs/codebook.md
 *
 *     struct dm *dm;
 *     struct dm_error e;
 *     if (dm_open(&dm, NULL, &e) != DM_OK) ...          e.msg says why
 *     struct dm_document d = {.id = "1", .date = "2017-12-14",
 *                             .text = text, .len = strlen(text)};
 *     struct dm_options o = dm_defaults();
 *     o.format = DM_JSONL;
 *     o.sink = my_sink;
 *     if (dm_code(dm, &d, &o, &e) != DM_OK) ...
 *     dm_close(dm);
 *
 * Words: "borrowed" must outlive the call (or the thing it is given to);
 * "owned" is given back by the call named. Strings are UTF-8 and end with NUL.
 * The same input gives the same bytes on every run, for any number of threads.
 */
#ifndef DEMARCHE_H
#define DEMARCHE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Visible when the library is a shared object. */
#if defined(__GNUC__)
#define DM_API __attribute__((visibility("default")))
#else
#define DM_API
#endif

/* What a call answers. */
enum dm_rc {
    DM_OK = 0,
    DM_NOMEM,   /* no memory */
    DM_IO,      /* a file, a pipe, a disk */
    DM_INPUT,   /* what was read is not as it should be */
    DM_MODEL,   /* the model file or the data are not usable */
    DM_USAGE,   /* the caller asked for what does not exist */
    DM_LIMIT,   /* more than a documented limit */
    DM_STOPPED  /* the caller's sink said so */
};

/* No byte in particular. */
#define DM_NOWHERE UINT64_MAX

/* Why a call did not do it. The caller's; written only on failure. */
struct dm_error {
    enum dm_rc code;
    uint64_t at;    /* byte of the text, or DM_NOWHERE */
    char msg[200];  /* one line, small letters, no full stop */
};

/* A coder: the model and the data. Opaque, constant once open. */
struct dm;

/* What a coder is made of; zeros are the defaults. Borrowed by dm_open. */
struct dm_parts {
    const char *model; /* path of a model file; NULL: the one built in */
    const char *data;  /* path of a directory of data, laid over that built
                        * in as docs/demarche.1 says; NULL: none */
    int check;         /* not 0: verify the checksum of the model */
    int reference;     /* not 0: the plain kernels, slow, same results */
};

/* A report in memory. Borrowed. */
struct dm_document {
    const char *id;     /* name in the records; NULL: "text" */
    const char *date;   /* its day, "YYYY-MM-DD"; NULL: dm_options.date */
    const char *source; /* publisher, or NULL */
    const char *title;  /* or NULL */
    const char *url;    /* or NULL */
    const char *text;   /* UTF-8; needs no NUL behind it */
    size_t len;         /* bytes of text, at most dm_text_max() */
};

/* A ledger: reports and their records in one SQLite file. Opaque; one thread
 * uses it at a time. Programs may share the file: one adds, the others wait
 * for it up to a minute. */
struct dm_ledger;

/* What is printed. */
enum dm_format {
    DM_TEXT,    /* records for people */
    DM_JSONL,   /* records, one JSON object a line */
    DM_CONLLU,  /* the parse, CoNLL-U */
    DM_DUMP,    /* tables of the stages in dm_options.dump */
    DM_WHY,     /* for people: what decided each record */
    DM_N_FORMAT
};

/* What files hold: by name and content, or as said. */
enum dm_input {
    DM_IN_AUTO, DM_IN_TEXT, DM_IN_JSONL, DM_IN_CSV, DM_IN_HTML, DM_IN_FEED,
    DM_N_INPUT
};

/* Fields of JSON objects and of tables. */
enum dm_field {
    DM_ID, DM_DATE, DM_BODY, DM_TITLE, DM_SOURCE, DM_URL, DM_N_FIELD
};

/* A document that was refused. Borrowed by the function that gets it. */
struct dm_refused {
    const char *file;   /* path, or "-", or the id of a text in memory */
    uint64_t line;      /* 0: the file as a whole */
    uint64_t at;        /* byte of the line (JSON) or file, or DM_NOWHERE */
    const char *reason; /* what was expected */
    int unreadable;     /* 1: the file could not be read at all */
    const char *json;   /* {"file","line","at","reason","input"}, a line */
};

/* Takes n bytes of output, in the order of the input, whole lines; not 0
 * stops the run with DM_STOPPED. Called by the thread that called dm_run. */
typedef int dm_sink(void *ctx, const char *bytes, size_t n);

/* Told of each refused document, in the order of the input. */
typedef void dm_refuse(void *ctx, const struct dm_refused *r);

struct dm_counts;

/* Told how far a run is, from time to time, by the thread that called. */
typedef void dm_progress(void *ctx, const struct dm_counts *so_far);

/* How to run. Begin with dm_defaults(). Borrowed. */
struct dm_options {
    enum dm_format format;   /* DM_TEXT */
    int until;               /* last stage, a number of dm_stage_find */
    uint32_t dump;           /* set of stages, 1 << number; for DM_DUMP */
    int sentence;            /* DM_WHY: only this one, from 0; -1: all */
    const char *record;      /* DM_WHY: only the record of this id, or NULL */
    unsigned top;            /* dm_data_coverage: names to list; 0: all */
    unsigned threads;        /* workers; 0: one a core */
    enum dm_input input;     /* DM_IN_AUTO */
    const char *date;        /* of undated documents, or NULL */
    const char *field[DM_N_FIELD]; /* keys, columns; NULL: their own */
    int undated;             /* not 0: a document may be without a date */
    int check;               /* not 0: check all tables after each stage */
    int colour;              /* not 0: DM_TEXT with a terminal's colours */
    unsigned width;          /* DM_TEXT: columns of a line; 0: 80 */
    dm_sink *sink;           /* gets the output; NULL: nobody */
    void *sink_ctx;          /* given to sink */
    dm_refuse *refuse;       /* told of refused documents; NULL: nobody */
    void *refuse_ctx;        /* given to refuse */
    struct dm_ledger *ledger; /* open to write: records go into it alone, all
                              * of them; NULL: they go to the sink. Borrowed */
    dm_progress *progress;   /* NULL: nobody */
    void *progress_ctx;      /* given to progress */
};

/* Room for the stages in dm_counts. */
#define DM_MAX_STAGE 24

/* What a run did. */
struct dm_counts {
    uint64_t documents;  /* coded */
    uint64_t refused;    /* documents and files */
    uint64_t unreadable; /* of these, files that could not be read */
    uint64_t skipped;    /* files in directories and archives, of a kind not
                          * read */
    uint64_t bytes;      /* of text coded */
    uint64_t taken;      /* bytes of input, as they lie in the files; see
                          * dm_ledger_size */
    uint64_t known;      /* documents that were in the ledger */
    uint64_t replaced;   /* of documents: new versions of others; dm_recode:
                          * those that got other records */
    double read_s;       /* seconds: reading input, in the calling thread */
    double print_s;      /* seconds: making output, sum over threads */
    double stage_s[DM_MAX_STAGE]; /* seconds a stage, sum over threads */
};

/* Opens a coder; parts may be NULL. *dm is owned: dm_close. Errors: DM_IO,
 * DM_MODEL, DM_INPUT (the data, with file and line), DM_NOMEM. */
DM_API enum dm_rc dm_open(struct dm **dm, const struct dm_parts *parts,
                          struct dm_error *e);

/* Gives a coder back; harmless on NULL. No call may be using it. */
DM_API void dm_close(struct dm *dm);

/* Options as they are when nothing is asked for. */
DM_API struct dm_options dm_defaults(void);

/* Codes one report in memory; its records go to the sink before the call
 * returns. Errors: DM_INPUT (not UTF-8, empty, no date), DM_LIMIT, DM_USAGE
 * (an option), DM_NOMEM, DM_STOPPED. */
DM_API enum dm_rc dm_code(struct dm *dm, const struct dm_document *d,
                          const struct dm_options *o, struct dm_error *e);

/* Reads and codes n files, directories or "-". A bad document is refused and
 * counted and stops nothing. With a ledger a report is a transaction, in the
 * order of the input; one that is there is known by its text and not coded
 * again; one with the id or url of another and a new text replaces it, and the
 * old one is kept. counts may be NULL. Errors: DM_USAGE, DM_INPUT
 * (an option), DM_NOMEM, DM_STOPPED. */
DM_API enum dm_rc dm_run(struct dm *dm, const char *const *paths, size_t n,
                         const struct dm_options *o,
                         struct dm_counts *counts, struct dm_error *e);

/* Codes the reports of o->ledger, which is open to write, that other versions
 * of the program, the model or the data have coded; those of this one are
 * counted as known. A report is a transaction: it gets other records and stays
 * what and where it is. A run that was stopped is gone on with by doing it
 * again. Older versions of reports stay as they are. counts may be NULL.
 * Errors: DM_USAGE (no ledger, an option), DM_IO, DM_INPUT (the ledger is
 * damaged), DM_NOMEM. */
DM_API enum dm_rc dm_recode(struct dm *dm, const struct dm_options *o,
                            struct dm_counts *counts, struct dm_error *e);

/* What dm_data_lint found. */
struct dm_lint {
    uint64_t files, lines;
    uint64_t faults;
    uint64_t notes;      /* what is no fault, and may be one */
};

/* What dm_data_lint tells beside faults; a set. */
enum dm_lint_what {
    DM_LINT_NOTES = 1, /* what may be a fault: names of two countries ... */
    DM_LINT_ORDER = 2  /* lexicons that are not in the order of their bytes */
};

/* Looks at a folder of data and tells what is wrong, a line a fault: path,
 * line, message; `what` is a set of enum dm_lint_what. The sink (NULL: nobody)
 * gets ctx. counts may be NULL. Errors: DM_IO, DM_INPUT (no data there),
 * DM_LIMIT, DM_NOMEM, DM_STOPPED. */
DM_API enum dm_rc dm_data_lint(const char *dir, unsigned what, dm_sink *sink,
                               void *ctx, struct dm_lint *counts,
                               struct dm_error *e);

/* Tells by which facts two folders of data differ, a line a fact, sorted by
 * file and key: "-" removed, "+" added, "~" changed. *n, when not NULL, is
 * their number. Errors: as dm_data_lint. */
DM_API enum dm_rc dm_data_diff(const char *old, const char *now,
                               dm_sink *sink, void *ctx, uint64_t *n,
                               struct dm_error *e);

/* Codes as dm_run does and gives to o->sink, as o->format (DM_TEXT or
 * DM_JSONL) says, the o->top names that most records have without a code or
 * with a guessed one, each with an example and a line of data that would tell
 * of it. Errors: as dm_run. */
DM_API enum dm_rc dm_data_coverage(struct dm *dm, const char *const *paths,
                                   size_t n, const struct dm_options *o,
                                   struct dm_counts *counts,
                                   struct dm_error *e);

/* PETRARCH dictionaries: paths of files. Borrowed. */
struct dm_dictionaries {
    const char *const *actors; /* [n_actors] */
    size_t n_actors;
    const char *const *agents; /* [n_agents] */
    size_t n_agents;
    const char *dir;    /* gets petrarch_actors.tsv, petrarch_agents.tsv; made
                         * when it is not there; NULL: nothing is written */
};

/* What dm_data_import read and made. */
struct dm_import {
    uint64_t records, phrases, roles; /* of actors, as they stand there */
    uint64_t spellings;      /* phrases that differ */
    uint64_t actors, agents; /* lines made */
    uint64_t faults;         /* not understood */
    uint64_t null_roles;     /* [---]: left out */
    uint64_t bare;           /* records without a code */
    uint64_t gaps;           /* phrases whose words may stand apart */
    uint64_t units;          /* parts of codes that are not kept */
    uint64_t shared;         /* spellings of several records */
    uint64_t rivals;         /* names with two codes at one time */
};

/* Turns dictionaries into a folder for dm_parts.data. The sink gets a line
 * for whatever is not understood ("FILE:LINE: reason") or ambiguous. counts
 * may be NULL. Errors: DM_IO, DM_NOMEM, DM_STOPPED. */
DM_API enum dm_rc dm_data_import(const struct dm_dictionaries *from,
                                 dm_sink *sink, void *ctx,
                                 struct dm_import *counts,
                                 struct dm_error *e);

/* Opens a ledger to read, or to `write`: then it is made when it is not there.
 * *l is owned: dm_ledger_close. Errors: DM_IO (not there, may not be
 * written), DM_INPUT (no ledger, damaged, of a newer program), DM_NOMEM. */
DM_API enum dm_rc dm_ledger_open(struct dm_ledger **l, const char *path,
                                 int write, struct dm_error *e);

/* Gives a ledger back; harmless on NULL. */
DM_API void dm_ledger_close(struct dm_ledger *l);

/* What a ledger is asked for: records of one kind, the ledger's actors, the
 * positions, events and shifts of a pair of actors together, the reports that
 * a newer version replaced (limit, offset, text and jsonl alone), the
 * conditions that parties set, with what became of them, or the stories: the
 * documents that are found and their copies, together. */
enum dm_asked {
    DM_DOCUMENTS, DM_STATEMENTS, DM_EVENTS, DM_POSITIONS, DM_SHIFTS,
    DM_ACTORS, DM_TIMELINE, DM_VERSIONS, DM_CONDITIONS, DM_STORIES, DM_N_ASKED
};

/* How answers are printed. */
enum dm_listing {
    DM_AS_TEXT,  /* for people */
    DM_AS_JSONL, /* as dm_run prints records; an object an actor */
    DM_AS_CSV,   /* RFC 4180 with a line of names, lists joined by "|" */
    DM_N_LISTING
};

/* A question. Zeros and NULL ask for all. Borrowed. An actor is a code
 * ("USAGOV", also "USA" for all of its parts), a name or an office, looked up
 * in the data and in the ledger. */
struct dm_query {
    enum dm_asked what;
    const char *actor;    /* who does, says, holds; timeline: has to do with;
                           * conditions: of whom it is asked */
    const char *with;     /* who is on the other side */
    const char *holder;   /* who holds a position or shifts it */
    const char *speaker;  /* who says it, or by whose statement it is told */
    const char *country;  /* who or where, on any side */
    const char *from, *to; /* days, both inclusive; conditions: as things
                            * stand on that day */
    const char *state;    /* of a condition: open, met, breached, dropped,
                           * restated */
    const char *kind;     /* say, think; contradicts, softens, ... */
    const char *category, *mode; /* of an event; conditions: that is waited
                                  * for */
    const char *stance, *engagement; /* of a position, or that shifts */
    const char *text;     /* words; "a phrase", begin*, OR */
    int copies;           /* not 0: records too that an earlier report of the
                           * same story has, as docs/ledger.md says */
    int64_t limit;        /* answers at most; 0: all */
    int64_t offset;       /* answers to leave out first */
    int oldest;           /* not 0: oldest first; actors: by name */
    const char *document; /* dm_export: of this report alone, DOCUMENT or, of
                           * any of its versions, DOCUMENT@SHA256 */
    int strongest;        /* not 0: shifts, the surest first */
    int64_t window;       /* days between the two positions of a shift that
                           * was found by comparing, at most; 0: any */
    double confidence;    /* of shifts, at least */
    enum dm_listing as;
    dm_sink *sink;        /* gets the answers, whole lines */
    void *sink_ctx;       /* given to sink */
    void (*told)(void *ctx, const char *line); /* how actors were understood,
                                                * a line each; NULL: nobody */
    void *told_ctx;       /* given to told */
};

/* Asks a ledger. *n, when not NULL, is the number of answers. Errors: DM_USAGE
 * (a day, a label that is none, no words in text), DM_INPUT (the ledger is
 * damaged), DM_IO, DM_NOMEM, DM_STOPPED. */
DM_API enum dm_rc dm_find(const struct dm *dm, struct dm_ledger *l,
                          const struct dm_query *q, uint64_t *n,
                          struct dm_error *e);

/* Prints all records of the ledger in the order they were added, older
 * versions of reports left out: JSON Lines, or as CSV those of one kind. Of
 * the query `as`, `what` (CSV), `document` and `sink` are looked at. Errors: as
 * dm_find; DM_INPUT (no such document). */
DM_API enum dm_rc dm_export(struct dm_ledger *l, const struct dm_query *q,
                            struct dm_error *e);

/* A writer of records in a format of others, docs/formats.md. Opaque; one
 * thread uses it at a time. */
struct dm_form;

/* How to write. Borrowed. */
struct dm_forming {
    int form;       /* a number of dm_form_name */
    int one_a_day;  /* not 0: of rows of the same day, parties and code the
                     * first alone */
    dm_sink *sink;  /* gets whole lines; NULL: nobody */
    void *sink_ctx; /* given to sink */
};

/* Opens a writer. *f is owned: dm_form_close, before the coder is closed.
 * Errors: DM_USAGE (no such format), DM_NOMEM. */
DM_API enum dm_rc dm_form_open(struct dm_form **f, const struct dm *dm,
                               const struct dm_forming *how,
                               struct dm_error *e);

/* A dm_sink: takes records as DM_JSONL and DM_AS_JSONL print them; ctx is a
 * struct dm_form. Not 0: the writer's sink said so, or no memory. */
DM_API int dm_form_put(void *form, const char *bytes, size_t n);

/* All records are in: prints the line of names when there were none. */
DM_API int dm_form_end(struct dm_form *f);

/* How many rows came of how many records, and what the format cannot hold, a
 * line without its end. Valid until the next call. */
DM_API const char *dm_form_told(struct dm_form *f);

/* Gives a writer back; harmless on NULL. */
DM_API void dm_form_close(struct dm_form *f);

/* Name of a format of others ("plover"); NULL: no such number. */
DM_API const char *dm_form_name(int i);

/* What is told of the difference of two ledgers. Borrowed. */
struct dm_diff {
    enum dm_listing as; /* DM_AS_TEXT or DM_AS_JSONL */
    int what;           /* list records of this kind alone, an enum dm_asked
                         * up to DM_SHIFTS; -1: of every kind */
    int counts;         /* not 0: tell the counts alone */
    dm_sink *sink;      /* gets whole lines */
    void *sink_ctx;     /* given to sink */
};

/* Tells which records a ledger has gained, lost and changed against an older
 * one, as docs/ledger.md says. *n, when not NULL, is their number. Errors:
 * as dm_find. */
DM_API enum dm_rc dm_diff(struct dm_ledger *old, struct dm_ledger *now,
                          const struct dm_diff *d, uint64_t *n,
                          struct dm_error *e);

/* Name of a question ("events"), of a listing; NULL: no such number. */
DM_API const char *dm_asked_name(int i);
DM_API const char *dm_listing_name(int i);

/* Bytes of the files that dm_run would read, 0 when that is not known before
 * (a pipe). */
DM_API uint64_t dm_input_size(const char *const *paths, size_t n);

/* Tells what decided a record of a ledger, by its id, as DM_WHY does: its
 * report's text is coded again, and it is said whether the record comes out as
 * it is stored. "DOCUMENT:SENTENCE" and "DOCUMENT" ask for a sentence or all;
 * DOCUMENT@SHA256, with eight or more of the digits, names an older version of
 * a report. Of the options those for coding, colour, width and sink are looked
 * at. Errors: DM_INPUT (no such record), DM_USAGE, DM_IO, DM_NOMEM,
 * DM_STOPPED. */
DM_API enum dm_rc dm_why(struct dm *dm, struct dm_ledger *l, const char *id,
                         const struct dm_options *o, struct dm_error *e);

/* What dm_counts.taken will be when dm_recode has done the whole ledger, 0
 * when that is not known. */
DM_API uint64_t dm_ledger_size(struct dm_ledger *l);

/* Writes a copy of a ledger, in one piece, to a file that is not there yet;
 * others may write meanwhile. Errors: DM_IO. */
DM_API enum dm_rc dm_backup(struct dm_ledger *l, const char *path,
                            struct dm_error *e);

/* Version of the program, as "0.1.0". Constant. */
DM_API const char *dm_version(void);

/* Version of the model of a coder, and of its data. Borrowed from dm. */
DM_API const char *dm_model_version(const struct dm *dm);
DM_API const char *dm_data_version(const struct dm *dm);

/* Name of stage number i in their order; NULL past the last. Constant. */
DM_API const char *dm_stage_name(int i);

/* Number of the stage of that name, -1: there is none. */
DM_API int dm_stage_find(const char *name);

/* Name of a format, an input format, a field; NULL: no such number. */
DM_API const char *dm_format_name(int i);
DM_API const char *dm_input_name(int i);
DM_API const char *dm_field_name(int i);

/* Most bytes of a report's text. */
DM_API size_t dm_text_max(void);

/* Not 0: "YYYY-MM-DD" names a day of the calendar. */
DM_API int dm_is_date(const char *day);

/* Processors that this program may use, at least 1. */
DM_API unsigned dm_cores(void);

#ifdef __cplusplus
}
#endif

#endif
