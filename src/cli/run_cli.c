/* What code and parse share: options to dm_options, the run, what is said. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *input_name(int i)
{
    return dm_input_name(i);
}

static bool set_input(const struct cli_args *a, struct dm_options *o)
{
    const char *v = a->value[OPT_INPUT_FORMAT];
    for (int i = 0; v && dm_input_name(i); i++) {
        if (!strcmp(v, dm_input_name(i))) {
            o->input = (enum dm_input)i;
            return true;
        }
    }
    return !v || !cli_unknown("input format", v, input_name);
}

static bool set_threads(const struct cli_args *a, struct dm_options *o)
{
    const char *v = a->value[OPT_THREADS];
    char *end;
    if (!v)
        return true;
    errno = 0;
    long n = strtol(v, &end, 10);
    if (errno || end == v || *end || n < 1 || n > 256) {
        cli_say("--threads \"%s\": expected a number from 1 to 256", v);
        return false;
    }
    o->threads = (unsigned)n;
    return true;
}

/* Adds the stage that the n letters at s name; last is the latest so far. */
static bool add_dump(const char *s, size_t n, struct dm_options *o, int *last)
{
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)n, s);
    if (!strcmp(name, "all")) {
        o->dump = UINT32_MAX;
        return true;
    }
    int i = dm_stage_find(name);
    if (i < 0)
        return !cli_unknown("stage", name, dm_stage_name);
    o->dump |= (uint32_t)1 << i;
    *last = i > *last ? i : *last;
    return true;
}

/* --until and --dump: what is run, and what of it is printed. */
static bool set_stages(const struct cli_args *a, const char *until,
                       struct dm_options *o)
{
    const char *u = a->value[OPT_UNTIL], *d = a->value[OPT_DUMP];
    int last = -1;
    o->until = dm_stage_find(u ? u : until);
    if (o->until < 0)
        return !cli_unknown("stage", u, dm_stage_name);
    for (size_t n; d && *d; d += n + (d[n] == ',')) {
        n = strcspn(d, ",");
        if (!add_dump(d, n, o, &last))
            return false;
    }
    if (a->value[OPT_DUMP])
        o->format = DM_DUMP;
    if (u && last > o->until) {
        cli_say("--dump %s is behind --until %s", dm_stage_name(last), u);
        return false;
    }
    if (!u && last >= 0 && o->dump != UINT32_MAX)
        o->until = last;
    o->dump &= (uint32_t)(((uint64_t)2 << o->until) - 1);
    return true;
}

/* Width of a terminal, 0 when it is none. */
static unsigned columns(void)
{
    struct winsize w;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) || w.ws_col < 20)
        return 0;
    return w.ws_col < 200 ? w.ws_col : 200;
}

static bool set_color(const struct cli_args *a, struct dm_options *o)
{
    const char *v = a->value[OPT_COLOR], *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    bool tty = isatty(STDOUT_FILENO);
    o->width = tty ? columns() : 0;
    if (!v || !strcmp(v, "auto"))
        o->colour = tty && !(no && *no) && term && strcmp(term, "dumb");
    else if (!strcmp(v, "always"))
        o->colour = 1;
    else if (strcmp(v, "never")) {
        cli_say("--color \"%s\": expected auto, always or never", v);
        return false;
    }
    return true;
}

bool cli_options(const struct cli_args *a, const char *until,
                 struct dm_options *o)
{
    *o = dm_defaults();
    o->date = a->value[OPT_DATE];
    if (o->date && !dm_is_date(o->date)) {
        cli_say("--date \"%s\" is not a day, expected YYYY-MM-DD", o->date);
        return false;
    }
    for (int i = 0; i < DM_N_FIELD; i++)
        o->field[i] = a->field[i];
    o->check = a->value[OPT_CHECK] != NULL;
    return set_input(a, o) && set_threads(a, o) && set_color(a, o) &&
           set_stages(a, until, o);
}

int cli_put(void *ctx, const char *bytes, size_t n)
{
    struct cli_out *out = ctx;
    while (n) {
        ssize_t k = write(STDOUT_FILENO, bytes, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0) {
            out->error = errno;
            return 1;
        }
        bytes += k;
        n -= (size_t)k;
        out->bytes += (size_t)k;
    }
    return 0;
}

static void refused(void *ctx, const struct dm_refused *r)
{
    struct cli_out *out = ctx;
    char line[32] = "", at[48] = "";
    if (r->line)
        snprintf(line, sizeof line, ":%llu", (unsigned long long)r->line);
    if (r->at != DM_NOWHERE)
        snprintf(at, sizeof at, " byte %llu:", (unsigned long long)r->at);
    cli_say("%s%s:%s %s", r->file, line, at, r->reason);
    if (out->rejects)
        fputs(r->json, out->rejects);
}

static void print_times(const struct dm_counts *c)
{
    fprintf(stderr, "read   %9.3f s\n", c->read_s);
    for (int i = 0; dm_stage_name(i); i++)
        fprintf(stderr, "%-6s %9.3f s\n", dm_stage_name(i), c->stage_s[i]);
    fprintf(stderr, "print  %9.3f s\n", c->print_s);
}

static const char *s_of(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* Whether records go into a ledger, and what becomes of a document there. */
static const char *kept(enum cli_work work)
{
    return work == WORK_ADD ? "added" : work == WORK_RECODE ? "recoded" : NULL;
}

/* What was kept, always told: what was there already is no mistake. */
static void print_kept(const struct dm_counts *c, enum cli_work work,
                       const char *skipped)
{
    char replaced[64] = "";
    if (work == WORK_RECODE && c->documents)
        snprintf(replaced, sizeof replaced,
                 " (%llu of them with other records)",
                 (unsigned long long)c->replaced);
    else if (c->replaced)
        snprintf(replaced, sizeof replaced, " (%llu of them new version%s)",
                 (unsigned long long)c->replaced, s_of(c->replaced));
    cli_say("%llu document%s %s%s, %llu known, %llu refused%s",
            (unsigned long long)c->documents, s_of(c->documents), kept(work),
            replaced, (unsigned long long)c->known,
            (unsigned long long)c->refused, skipped);
}

/* The closing line, when there is something to tell. */
static void print_counts(const struct dm_counts *c, enum cli_work work)
{
    char skipped[64] = "";
    if (!kept(work) && !c->refused && !c->skipped && c->documents)
        return;
    if (c->skipped)
        snprintf(skipped, sizeof skipped, ", %llu other file%s left out",
                 (unsigned long long)c->skipped, s_of(c->skipped));
    if (kept(work))
        print_kept(c, work, skipped);
    else
        cli_say("%llu document%s read, %llu refused%s",
                (unsigned long long)c->documents, s_of(c->documents),
                (unsigned long long)c->refused, skipped);
}

/* Closes the file of rejects; false when it could not be written. */
static bool shut_rejects(struct cli_out *out, const char *path)
{
    if (!out->rejects)
        return true;
    bool bad = ferror(out->rejects) != 0;
    bad |= fclose(out->rejects) != 0;
    if (bad)
        cli_say("%s: cannot be written", path);
    return !bad;
}

int cli_failed(enum dm_rc rc, const struct dm_error *e,
               const struct cli_out *out)
{
    if (rc == DM_STOPPED && out->error == EPIPE)
        return CLI_GOOD; /* the reader has had enough */
    if (rc == DM_STOPPED)
        return cli_say("standard output: %s",
                       strerror(out->error ? out->error : ENOMEM));
    if (rc == DM_MODEL && !strncmp(e->msg, "no model", 8))
        return cli_say("no model is built in; give one with --model FILE");
    return cli_say("%s", e->msg);
}

/* Exit status of a run that answered rc. */
static int finish(enum dm_rc rc, const struct dm_error *e,
                  const struct cli_out *out, const struct dm_counts *c,
                  enum cli_work work)
{
    if (kept(work) || rc == DM_OK)
        print_counts(c, work);
    if (rc != DM_OK)
        return cli_failed(rc, e, out);
    if (c->unreadable && c->unreadable == c->refused && !c->documents &&
        !c->known)
        return CLI_FAILED;
    return c->refused ? CLI_REFUSED : CLI_GOOD;
}

/* Does the work over the paths, or over the ledger's own reports. */
static enum dm_rc run_work(struct dm *dm, const struct cli_args *a,
                           const struct dm_options *o, struct dm_counts *c,
                           struct dm_error *e)
{
    static const char *const standard_input[] = {"-"};
    const char *const *paths = a->n_path ? a->path : standard_input;
    size_t n = a->n_path ? a->n_path : 1;
    bool recode = a->work == WORK_RECODE;
    if (kept(a->work))
        cli_progress_begin(kept(a->work), recode ? dm_ledger_size(o->ledger)
                                                 : dm_input_size(paths, n));
    if (recode)
        return dm_recode(dm, o, c, e);
    return a->work == WORK_COVER ? dm_data_coverage(dm, paths, n, o, c, e)
                                 : dm_run(dm, paths, n, o, c, e);
}

/* Where records go: to standard output, through a writer when a format of
 * others is asked for. False when it said why not. */
static bool form_open(struct dm *dm, const struct cli_args *a,
                      struct dm_options *o, struct cli_out *out,
                      struct dm_form **form)
{
    struct dm_error e = {0};
    struct dm_forming how = {
        .form = o->format == DM_JSONL ? cli_form(a) : -1,
        .one_a_day = a->value[OPT_ONE_A_DAY] != NULL,
        .sink = cli_put, .sink_ctx = out,
    };
    o->sink = cli_put;
    o->sink_ctx = out;
    if (how.form < 0)
        return true;
    if (dm_form_open(form, dm, &how, &e) != DM_OK)
        return !cli_say("%s", e.msg);
    o->sink = dm_form_put;
    o->sink_ctx = *form;
    return true;
}

static int run_open(struct dm *dm, const struct cli_args *a,
                    struct dm_options *o)
{
    struct cli_out out = {0};
    struct dm_counts c = {0};
    struct dm_error e = {0};
    struct dm_form *form = NULL;
    const char *path = a->value[OPT_REJECTS];
    if (path && !(out.rejects = fopen(path, "we")))
        return cli_say("%s: %s", path, strerror(errno));
    if (!form_open(dm, a, o, &out, &form))
        return CLI_FAILED;
    o->refuse = refused;
    o->refuse_ctx = &out;
    o->progress = o->ledger ? cli_progress : NULL;
    enum dm_rc rc = run_work(dm, a, o, &c, &e);
    cli_progress_hide();
    bool written = shut_rejects(&out, path);
    int status = finish(rc, &e, &out, &c, a->work);
    if (form)
        status = cli_form_shut(form, status, &out);
    if (a->value[OPT_TIME])
        print_times(&c);
    if (o->record && status == CLI_GOOD && !out.bytes)
        return cli_say("\"%s\" is no record of what was read", o->record);
    return written ? status : CLI_FAILED;
}

static bool open_ledger(const char *path, bool write, struct dm_ledger **l)
{
    struct dm_error e = {0};
    if (dm_ledger_open(l, path, write, &e) == DM_OK)
        return true;
    cli_say("%s", e.msg);
    return false;
}

bool cli_ledger_at(const char *path, struct dm_ledger **l)
{
    return open_ledger(path, false, l);
}

bool cli_ledger(const struct cli_args *a, bool write, struct dm_ledger **l)
{
    const char *path = a->value[OPT_LEDGER];
    if (!path) {
        cli_say("which ledger? name it with --ledger FILE");
        return false;
    }
    return open_ledger(path, write, l);
}

struct dm_parts cli_parts(const struct cli_args *a)
{
    return (struct dm_parts){
        .model = a->value[OPT_MODEL],
        .data = a->value[OPT_DATA],
        .check = a->value[OPT_CHECK] != NULL,
        .reference = a->value[OPT_REFERENCE] != NULL,
    };
}

int cli_run(const struct cli_args *a, struct dm_options *o)
{
    struct dm_parts parts = cli_parts(a);
    struct dm *dm;
    struct dm_error e = {0};
    if (!a->n_path && a->work != WORK_RECODE && isatty(STDIN_FILENO))
        return cli_say("nothing to read: name a file, a directory, or - for "
                       "standard input");
    signal(SIGPIPE, SIG_IGN);
    if (dm_open(&dm, &parts, &e) != DM_OK)
        return cli_say("%s", e.msg);
    int status = CLI_FAILED;
    if (!kept(a->work) || cli_ledger(a, true, &o->ledger))
        status = run_open(dm, a, o);
    dm_ledger_close(o->ledger);
    dm_close(dm);
    return status;
}
