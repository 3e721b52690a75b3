/* demarche add, recode, backup, export, diff, versions, documents, statements,
 * events, positions, shifts, conditions, timeline, actors: into a ledger and
 * out of it. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LIMIT = 100, WINDOW = 30 };

int cmd_add(const struct cli_args *a)
{
    struct dm_options o;
    struct cli_args add = *a;
    if (!a->value[OPT_LEDGER])
        return cli_say("which ledger? name it with --ledger FILE");
    if (!cli_options(a, "stance", &o))
        return CLI_FAILED;
    add.work = WORK_ADD;
    return cli_run(&add, &o);
}

int cmd_recode(const struct cli_args *a)
{
    struct dm_options o;
    struct cli_args recode = *a;
    const char *path = a->value[OPT_LEDGER];
    if (a->n_path)
        return cli_say("recode takes options alone, not \"%s\"", a->path[0]);
    if (path && access(path, F_OK) && errno == ENOENT)
        return cli_say("%s: there is no such ledger; demarche add makes one",
                       path);
    if (!cli_options(a, "stance", &o))
        return CLI_FAILED;
    recode.work = WORK_RECODE;
    return cli_run(&recode, &o);
}

int cmd_backup(const struct cli_args *a)
{
    struct dm_ledger *l;
    struct dm_error e = {0};
    if (a->n_path != 1)
        return cli_say("backup needs one name: of the file to write");
    if (!cli_ledger(a, false, &l))
        return CLI_FAILED;
    enum dm_rc rc = dm_backup(l, a->path[0], &e);
    dm_ledger_close(l);
    return rc == DM_OK ? CLI_GOOD : cli_say("%s", e.msg);
}

static bool set_number(const struct cli_args *a, enum cli_opt opt,
                       int64_t *to)
{
    const char *v = a->value[opt];
    char *end;
    if (!v)
        return true;
    errno = 0;
    long long n = strtoll(v, &end, 10);
    if (errno || end == v || *end || n < 0) {
        cli_say("--%s \"%s\": expected a number from 0", cli_option[opt].name,
                v);
        return false;
    }
    *to = n;
    return true;
}

static bool set_listing(const struct cli_args *a, struct dm_query *q)
{
    const char *v = a->value[OPT_FORMAT];
    for (int i = 0; v && dm_listing_name(i); i++) {
        if (!strcmp(v, dm_listing_name(i))) {
            q->as = (enum dm_listing)i;
            return true;
        }
    }
    return !v || !cli_unknown("format", v, dm_listing_name);
}

static const char *order_name(int i)
{
    static const char *const name[] = {"newest", "oldest"};
    return i < 2 ? name[i] : NULL;
}

static const char *actors_order_name(int i)
{
    static const char *const name[] = {"most", "name"};
    return i < 2 ? name[i] : NULL;
}

static const char *shifts_order_name(int i)
{
    static const char *const name[] = {"newest", "oldest", "strongest"};
    return i < 3 ? name[i] : NULL;
}

static bool set_order(const struct cli_args *a, struct dm_query *q)
{
    const char *v = a->value[OPT_BY];
    const char *(*names)(int) = q->what == DM_ACTORS ? actors_order_name
                                : q->what == DM_SHIFTS ? shifts_order_name
                                                       : order_name;
    q->oldest = q->what == DM_TIMELINE;
    for (int i = 0; v && names(i); i++) {
        if (!strcmp(v, names(i))) {
            q->oldest = i == 1;
            q->strongest = i == 2;
            return true;
        }
    }
    return !v || !cli_unknown("order", v, names);
}

/* Which shifts: how far apart, how sure. */
static bool set_shifts(const struct cli_args *a, struct dm_query *q)
{
    const char *v = a->value[OPT_LEAST];
    char *end;
    if (q->what == DM_SHIFTS || q->what == DM_TIMELINE)
        q->window = WINDOW;
    if (!set_number(a, OPT_WINDOW, &q->window))
        return false;
    q->confidence = v ? strtod(v, &end) : 0;
    if (!v || (end != v && !*end && q->confidence >= 0 && q->confidence <= 1))
        return true;
    cli_say("--min-confidence \"%s\": expected a number from 0 to 1", v);
    return false;
}

static bool set_query(const struct cli_args *a, struct dm_query *q)
{
    *q = (struct dm_query){
        .actor = a->value[OPT_ACTOR], .with = a->value[OPT_WITH],
        .holder = a->value[OPT_HOLDER], .speaker = a->value[OPT_SPEAKER],
        .country = a->value[OPT_COUNTRY], .from = a->value[OPT_FROM],
        .to = a->value[OPT_TO], .kind = a->value[OPT_KIND],
        .category = a->value[OPT_CATEGORY], .mode = a->value[OPT_MODE],
        .stance = a->value[OPT_STANCE], .state = a->value[OPT_STATE],
        .engagement = a->value[OPT_ENGAGEMENT],
        .copies = a->value[OPT_COPIES] != NULL, .text = a->value[OPT_TEXT],
        .limit = LIMIT,
    };
    for (int i = 0; dm_asked_name(i); i++) {
        if (!strcmp(a->command, dm_asked_name(i)))
            q->what = (enum dm_asked)i;
    }
    if (a->n_path) {
        cli_say("%s takes options alone, not \"%s\"", a->command, a->path[0]);
        return false;
    }
    return set_number(a, OPT_LIMIT, &q->limit) &&
           set_number(a, OPT_OFFSET, &q->offset) && set_listing(a, q) &&
           set_order(a, q) && set_shifts(a, q);
}

static void told(void *ctx, const char *line)
{
    (void)ctx;
    cli_say("%s", line);
}

/* Asks; more answers than the limit are told of, not counted. */
static int ask(struct dm *dm, struct dm_ledger *l, struct dm_query *q)
{
    struct cli_out out = {0};
    struct dm_error e = {0};
    uint64_t n = 0;
    q->sink = cli_put;
    q->sink_ctx = &out;
    q->told = told;
    enum dm_rc rc = dm_find(dm, l, q, &n, &e);
    if (rc != DM_OK)
        return cli_failed(rc, &e, &out);
    if (q->limit && n == (uint64_t)q->limit)
        cli_say("%llu printed, there may be more: --offset %llu, or --limit 0",
                (unsigned long long)n,
                (unsigned long long)(q->offset + q->limit));
    else if (!n)
        cli_say("nothing found");
    return CLI_GOOD;
}

int cmd_find(const struct cli_args *a)
{
    struct dm_parts parts = {.data = a->value[OPT_DATA]};
    struct dm_query q;
    struct dm_ledger *l;
    struct dm_error e = {0};
    struct dm *dm;
    if (!set_query(a, &q) || !cli_ledger(a, false, &l))
        return CLI_FAILED;
    signal(SIGPIPE, SIG_IGN);
    int status = CLI_FAILED;
    if (dm_open(&dm, &parts, &e) == DM_OK) {
        status = ask(dm, l, &q);
        dm_close(dm);
    } else {
        cli_say("%s", e.msg);
    }
    dm_ledger_close(l);
    return status;
}

/* What --record may name. */
static const char *record_name(int i)
{
    return i <= DM_SHIFTS ? dm_asked_name(i) : NULL;
}

/* The number of the kind that --record names, -1: none is named. */
static bool set_record(const struct cli_args *a, int *what)
{
    const char *v = a->value[OPT_RECORD];
    *what = -1;
    for (int i = 0; v && record_name(i); i++) {
        if (!strcmp(v, record_name(i))) {
            *what = i;
            return true;
        }
    }
    return !v || !cli_unknown("kind of record", v, record_name);
}

static bool set_table(const struct cli_args *a, struct dm_query *q)
{
    int what;
    if ((q->as == DM_AS_CSV) != (a->value[OPT_RECORD] != NULL)) {
        cli_say(a->value[OPT_RECORD]
                ? "--record is for --format csv"
                : "csv is a table of one kind: name it with --record");
        return false;
    }
    bool good = set_record(a, &what);
    q->what = what < 0 ? q->what : (enum dm_asked)what;
    return good;
}

/* Prints a ledger in a format of others, number `kind`. */
static int export_form(const struct cli_args *a, struct dm_ledger *l,
                       struct dm_query *q, int kind)
{
    struct dm_parts parts = cli_parts(a);
    struct dm_forming how = {
        .form = kind, .one_a_day = a->value[OPT_ONE_A_DAY] != NULL,
        .sink = q->sink, .sink_ctx = q->sink_ctx,
    };
    struct dm_form *f = NULL;
    struct dm *dm;
    struct dm_error e = {0};
    int status = CLI_FAILED;
    if (dm_open(&dm, &parts, &e) != DM_OK)
        return cli_say("%s", e.msg);
    if (dm_form_open(&f, dm, &how, &e) == DM_OK) {
        struct cli_out *out = q->sink_ctx;
        q->sink = dm_form_put;
        q->sink_ctx = f;
        enum dm_rc rc = dm_export(l, q, &e);
        status = rc == DM_OK ? CLI_GOOD : cli_failed(rc, &e, out);
        status = cli_form_shut(f, status, out);
    } else {
        cli_say("%s", e.msg);
    }
    dm_close(dm);
    return status;
}

/* What export prints: listings, and formats of others. */
static const char *export_name(int i)
{
    return i < DM_N_LISTING ? dm_listing_name(i)
                            : dm_form_name(i - DM_N_LISTING);
}

static bool set_export(const struct cli_args *a, struct dm_query *q, int form)
{
    const char *v = a->value[OPT_FORMAT];
    if (form < 0 && a->value[OPT_ONE_A_DAY]) {
        cli_say("--one-a-day is for the formats of others");
        return false;
    }
    for (int i = 0; v && form < 0; i++) {
        if (!export_name(i))
            return !cli_unknown("format", v, export_name);
        if (!strcmp(v, export_name(i)))
            break;
    }
    return (form >= 0 || set_listing(a, q)) && set_table(a, q);
}

int cmd_export(const struct cli_args *a)
{
    struct cli_out out = {0};
    struct dm_query q = {.as = DM_AS_JSONL, .sink = cli_put,
                         .sink_ctx = &out,
                         .document = a->value[OPT_DOCUMENT]};
    struct dm_ledger *l;
    struct dm_error e = {0};
    if (a->n_path)
        return cli_say("export takes options alone, not \"%s\"", a->path[0]);
    int form = cli_form(a);
    if (!set_export(a, &q, form) || !cli_ledger(a, false, &l))
        return CLI_FAILED;
    signal(SIGPIPE, SIG_IGN);
    if (form >= 0) {
        int status = export_form(a, l, &q, form);
        dm_ledger_close(l);
        return status;
    }
    enum dm_rc rc = dm_export(l, &q, &e);
    dm_ledger_close(l);
    return rc == DM_OK ? CLI_GOOD : cli_failed(rc, &e, &out);
}

static int diff(struct dm_ledger *old, struct dm_ledger *now,
                struct dm_diff *d)
{
    struct cli_out out = {0};
    struct dm_error e = {0};
    uint64_t n = 0;
    d->sink = cli_put;
    d->sink_ctx = &out;
    signal(SIGPIPE, SIG_IGN);
    enum dm_rc rc = dm_diff(old, now, d, &n, &e);
    if (rc != DM_OK)
        return cli_failed(rc, &e, &out);
    return n ? CLI_REFUSED : CLI_GOOD;
}

int cmd_diff(const struct cli_args *a)
{
    struct dm_query q = {.as = DM_AS_TEXT};
    struct dm_diff d = {.counts = a->value[OPT_COUNTS] != NULL};
    struct dm_ledger *old = NULL, *now = NULL;
    if (a->n_path != 2)
        return cli_say("diff needs two ledgers: OLD NEW");
    if (!set_listing(a, &q) || !set_record(a, &d.what))
        return CLI_FAILED;
    d.as = q.as;
    int status = CLI_FAILED;
    if (cli_ledger_at(a->path[0], &old) && cli_ledger_at(a->path[1], &now))
        status = diff(old, now, &d);
    dm_ledger_close(old);
    dm_ledger_close(now);
    return status;
}
