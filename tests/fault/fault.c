/* fault.c - memory runs out at the n-th allocation, for every n.
 *
 * Opening the model, running the stages over a small report, and the library
 * from a file of reports to records are done again and again, each time with
 * another allocation failing, until nothing fails any more. Each time there
 * must be a clear answer - it worked, or E_NOMEM with a message - no document
 * may get lost, and afterwards nothing may be left. */
#include <demarche.h>

#include "base/blob.h"
#include "base/buf.h"
#include "base/test.h"
#include "base/work.h"
#include "data/data.h"
#include "doc/conllu.h"
#include "doc/dump.h"
#include "kb/kb_compile.h"
#include "net/net.h"
#include "pipe/pipe.h"

#include <stdlib.h>
#include <unistd.h>

static const char report[] =
    "WASHINGTON - The United States will not talk with Iran until it frees "
    "the hostages, a White House official said on Wednesday.\n\n"
    "\xe2\x80\x9cWe are ready to meet without preconditions,\xe2\x80\x9d "
    "Foreign Minister Javad Zarif told reporters in Geneva. He had accused "
    "Israel of shelling a village in Lebanon last week.\n";

static char folder[] = "/tmp/fault_data.XXXXXX";

/* Dumps all that was found, as the program would. */
static enum rc print(const struct doc *d, struct err *e)
{
    struct buf b = {0};
    for (int l = 0; l < N_LAYER; l++)
        doc_dump(d, (enum layer)l, &b);
    doc_dump_notes(d, &b);
    doc_conllu(d, &b);
    enum rc rc = buf_rc(&b, e);
    buf_free(&b);
    return rc;
}

static enum rc read_report(const struct pipe_kit *kit, struct err *e)
{
    struct work w = {0};
    struct doc d = {0}, *one = &d;
    struct source src = {.id = "report", .date = "2017-12-14", .text = report,
                         .len = sizeof report - 1, .sha256 = ""};
    enum rc rc = doc_open(&d, &src, e);
    if (rc == OK)
        rc = pipe_run(kit, &w, &one, 1, kit->net ? LAYER_STANCE : LAYER_TOK,
                      e);
    if (rc == OK)
        rc = print(&d, e);
    doc_close(&d);
    num_close(&w);
    arena_free(&w.mem);
    return rc;
}

static enum rc open_net(const struct pipe_kit *kit, struct err *e)
{
    (void)kit;
    struct net net = {0};
    struct net_options o = {.kernel = NUM_REF};
    enum rc rc = net_open(&net, &o, e);
    if (rc == OK)
        net_close(&net);
    return rc;
}

/* Compiles a little data and lays a little over it. */
static enum rc lay_data(const struct pipe_kit *kit, struct err *e)
{
    static const char people[] = "#! person name surname country source\n"
                                 "Bo Ek\tEk\tSWE\town\n";
    static const char words[] = "a\t1\nb\t2\n";
    struct kb_file f[] = {{"people", people, sizeof people - 1},
                          {"words", words, sizeof words - 1}};
    struct arena mem = {0};
    struct kb kb;
    void *block;
    size_t len;
    (void)kit;
    enum rc rc = kb_compile(f, 2, &mem, &block, &len, e);
    if (rc == OK)
        rc = kb_open(&kb, block, len, e);
    if (rc == OK)
        rc = kb_layer(&kb, f, 2, &mem, e);
    arena_free(&mem);
    return rc;
}

/* Works on a little folder of data and a little dictionary. */
static enum rc work_on_data(const struct pipe_kit *kit, struct err *e)
{
    static const char list[] = "BO_EK_\n+EK_\n\t[SWEELI <20010101]\n"
                               "\t[SWEGOV >20010101]\nEK_ [NORELI]\nX [y]\n";
    static const char rows[] = "Bo\t0\t0\t\t\t\t2020-05-02\tb\t0\tBo spoke.\n";
    struct kb_file f = {"list", list, sizeof list - 1};
    struct data_import made = {.n_null = 0};
    struct data_lint sum;
    struct buf out = {0}, in = {0};
    uint32_t n;
    enum rc rc = data_lint(kit->kb, folder, DATA_NOTES, &out, &sum, e);
    if (rc == OK)
        rc = data_diff(folder, folder, &out, &n, e);
    if (rc == OK)
        rc = data_import(kit->kb, &f, 1, 1, &made, e);
    buf_text(&in, rows);
    if (rc == OK)
        rc = buf_rc(&in, e);
    if (rc == OK)
        rc = data_cover(kit->kb, &in, 0, true, &out, e);
    data_import_free(&made);
    buf_free(&out);
    buf_free(&in);
    return rc;
}

/* Writes that folder; false when it cannot. */
static bool write_folder(char *file, size_t cap)
{
    if (!mkdtemp(folder))
        return false;
    snprintf(file, cap, "%s/a.tsv", folder);
    FILE *f = fopen(file, "we");
    if (!f)
        return false;
    fputs("#! person name country from to source\nBo\tSWE\t2001\t2004\town\n"
          "Bo\tSWE\t2003\t2006\town\nEk\tXXX\n", f);
    return fclose(f) == 0;
}

/* Fails the first, second, ... allocation of `work` until it goes well
 * without one failing; true when every answer was clear. */
static bool fail_each(enum rc (*work)(const struct pipe_kit *, struct err *),
                      const struct pipe_kit *kit, const char *what)
{
    uint64_t live = base_live(), n = 1;
    for (;; n++) {
        struct err e = {0};
        uint64_t before = base_fail_at(n);
        enum rc rc = work(kit, &e);
        uint64_t calls = base_fail_at(0) - before;
        bool clear = rc == OK || (rc == E_NOMEM && e.msg[0]);
        CHECK(clear);
        CHECK(base_live() == live);
        if (!clear || base_live() != live) {
            printf("%s, allocation %u: code %d, \"%s\", %d left\n", what,
                   (unsigned)n, (int)rc, e.msg, (int)(base_live() - live));
            return false;
        }
        if (calls < n)
            break;
    }
    printf("%s: each of %u allocations failed once\n", what,
           (unsigned)(n - 1));
    return true;
}

/* What a run of the library gave. */
struct got {
    size_t bytes;
    uint64_t refused, wrong; /* wrong: for another reason than memory */
};

static int take(void *ctx, const char *bytes, size_t n)
{
    struct got *g = ctx;
    (void)bytes;
    g->bytes += n;
    return 0;
}

static void refuse(void *ctx, const struct dm_refused *r)
{
    struct got *g = ctx;
    g->refused++;
    g->wrong += strcmp(r->reason, "out of memory") != 0;
}

/* The file of reports, and the bytes its records have. */
static char path[64];
static size_t whole;

static bool write_reports(void)
{
    strcpy(path, "/tmp/demarche-fault-XXXXXX");
    int fd = mkstemp(path);
    FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
    if (!f)
        return false;
    fprintf(f, "{\"id\":\"a\",\"date\":\"2017-12-14\",\"text\":"
               "\"Iran will not talk until the hostages are free, Zarif "
               "said.\"}\n{\"id\":\"b\",\"date\":\"2017-12-15\","
               "\"text\":\"It rained.\"}\n");
    return fclose(f) == 0;
}

/* Opens a coder, codes the file, closes it; OK only when all is there. */
static enum rc use_library(const struct pipe_kit *kit, struct err *e)
{
    struct dm *dm;
    struct dm_error de = {0};
    struct dm_parts parts = {.reference = 1};
    struct dm_options o = dm_defaults();
    struct dm_counts n = {0};
    struct got g = {0};
    const char *file = path;
    o.format = DM_JSONL;
    o.input = DM_IN_JSONL;
    o.threads = 1;
    o.check = 1;
    o.sink = take;
    o.sink_ctx = o.refuse_ctx = &g;
    o.refuse = refuse;
    o.until = kit->net ? o.until : 0;
    enum dm_rc rc = dm_open(&dm, &parts, &de);
    if (rc == DM_OK) {
        rc = dm_run(dm, &file, 1, &o, &n, &de);
        dm_close(dm);
    }
    CHECK(g.wrong == 0);
    CHECK(rc != DM_OK || n.documents + n.refused == 2);
    CHECK(n.refused == g.refused);
    if (rc == DM_OK && !n.refused && whole)
        CHECK(g.bytes == whole);
    whole = whole ? whole : g.bytes;
    return rc == DM_OK ? OK
                       : err_set(e, (enum rc)rc, 0, "%s", de.msg);
}

int main(void)
{
    struct kb kb;
    struct net net = {0};
    struct err e = {0};
    char file[80];
    size_t n_data = (size_t)(dm_blob_data_end - dm_blob_data);
    CHECK(kb_open(&kb, dm_blob_data, n_data, &e) == OK);
    struct pipe_kit kit = {.kb = &kb, .check = true};
    if (dm_blob_model_end - dm_blob_model == 0) {
        printf("no model in this build: tokens only\n");
    } else {
        struct net_options o = {.kernel = NUM_DNNL};
        CHECK(net_open(&net, &o, &e) == OK);
        kit.net = &net;
        fail_each(open_net, &kit, "opening a model");
    }
    CHECK(lay_data(&kit, &e) == OK);
    fail_each(lay_data, &kit, "laying data");
    CHECK(write_folder(file, sizeof file));
    CHECK(work_on_data(&kit, &e) == OK);
    fail_each(work_on_data, &kit, "work on data");
    unlink(file);
    rmdir(folder);
    CHECK(read_report(&kit, &e) == OK);
    fail_each(read_report, &kit, "reading a report");
    CHECK(write_reports());
    CHECK(use_library(&kit, &e) == OK && whole > 0);
    fail_each(use_library, &kit, "from a file to records");
    unlink(path);
    net_close(&net);
    CHECK(base_live() == 0);
    return test_end();
}
