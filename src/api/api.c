#include "api/api_in.h"

#include "base/blob.h"
#include "kb/kb_compile.h"

#include <assert.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

static_assert((int)DM_LIMIT == (int)E_LIMIT && (int)DM_STOPPED == (int)E_END,
              "codes are those of the house");
static_assert((int)DM_IN_FEED == (int)READ_FEED, "formats too");
static_assert((int)DM_URL == (int)READ_URL, "fields too");
static_assert(N_LAYER <= DM_MAX_STAGE, "stages have room");

enum dm_rc api_rc(const struct err *e, struct dm_error *to)
{
    if (to && e->code != OK) {
        to->code = (enum dm_rc)e->code;
        to->at = e->at;
        memcpy(to->msg, e->msg, sizeof to->msg);
    }
    return (enum dm_rc)e->code;
}

static enum rc open_net(struct dm *dm, const struct dm_parts *p,
                        struct err *e)
{
    struct net_options o = {.path = p->model, .check = p->check != 0};
#if defined(DM_DNNL)
    o.kernel = p->reference ? NUM_REF : NUM_DNNL;
#else
    o.kernel = NUM_REF;
#endif
    if (!p->model && dm_blob_model_end - dm_blob_model == 0)
        return OK;
    TRY(net_open(&dm->net, &o, e));
    dm->has_net = true;
    return OK;
}

/* Lays the files of a folder over the data; faults tell the file's path. */
static enum rc layer(struct dm *dm, const char *dir, struct err *e)
{
    struct kb_file *files;
    struct err in = {0};
    uint32_t n;
    TRY(kb_read_dir(dir, &dm->mem, &files, &n, e));
    enum rc rc = kb_layer(&dm->kb, files, n, &dm->mem, &in);
    if (rc == E_INPUT)
        return err_set(e, rc, in.at, "%.90s/%.100s", dir, in.msg);
    return rc == OK ? OK : err_set(e, rc, in.at, "%s", in.msg);
}

static enum rc open_kb(struct dm *dm, const struct dm_parts *p, struct err *e)
{
    TRY(api_built_in(&dm->kb, e));
    return p->data ? layer(dm, p->data, e) : OK;
}

enum dm_rc dm_open(struct dm **out, const struct dm_parts *parts,
                   struct dm_error *error)
{
    static const struct dm_parts none;
    struct err e = {0};
    struct dm *dm = base_alloc(sizeof *dm);
    if (!dm) {
        err_set(&e, E_NOMEM, 0, "out of memory");
        return api_rc(&e, error);
    }
    memset(dm, 0, sizeof *dm);
    pthread_mutex_init(&dm->lock, NULL);
    parts = parts ? parts : &none;
    if (open_kb(dm, parts, &e) != OK || open_net(dm, parts, &e) != OK) {
        dm_close(dm);
        return api_rc(&e, error);
    }
    *out = dm;
    return DM_OK;
}

void dm_close(struct dm *dm)
{
    if (!dm)
        return;
    while (dm->idle) {
        struct api_worker *w = dm->idle;
        dm->idle = w->next;
        api_worker_free(w);
    }
    if (dm->has_net)
        net_close(&dm->net);
    arena_free(&dm->mem);
    pthread_mutex_destroy(&dm->lock);
    base_free(dm);
}

struct dm_options dm_defaults(void)
{
    return (struct dm_options){.until = N_LAYER - 1, .sentence = -1};
}

static enum rc check_dump(const struct dm_options *o, struct err *e)
{
    if (o->format == DM_CONLLU && o->until < LAYER_SENT)
        return err_set(e, E_USAGE, 0, "CoNLL-U needs the stages up to sent");
    if (o->format == DM_WHY && o->until < N_LAYER - 1)
        return err_set(e, E_USAGE, 0, "the reasons need all stages");
    if (o->format != DM_DUMP)
        return OK;
    if (!o->dump)
        return err_set(e, E_USAGE, 0, "no stage to dump");
    for (int i = o->until + 1; i < 32; i++) {
        if (o->dump >> i & 1)
            return err_set(e, E_USAGE, 0, "stage \"%s\" is not run",
                           i < N_LAYER ? doc_layer_name(i) : "?");
    }
    return OK;
}

enum rc api_check(const struct dm *dm, const struct dm_options *o,
                  struct err *e)
{
    if ((unsigned)o->format >= DM_N_FORMAT)
        return err_set(e, E_USAGE, 0, "no format %d", (int)o->format);
    if ((unsigned)o->input >= DM_N_INPUT)
        return err_set(e, E_USAGE, 0, "no input format %d", (int)o->input);
    if (o->until < 0 || o->until >= N_LAYER)
        return err_set(e, E_USAGE, 0, "no stage %d", o->until);
    if (o->until > LAYER_TOK && !dm->has_net)
        return err_set(e, E_MODEL, 0, "no model is built in, expected the "
                       "path of a model file");
    return check_dump(o, e);
}

struct read_options api_reading(const struct dm_options *o)
{
    struct read_options r = {
        .format = (enum read_format)o->input,
        .date = o->date,
        .undated = o->undated != 0,
    };
    for (int i = 0; i < N_READ_FIELD; i++)
        r.field[i] = o->field[i];
    return r;
}

const char *dm_version(void)
{
    return DM_VERSION;
}

const char *dm_model_version(const struct dm *dm)
{
    return dm->has_net ? dm->net.version : "none";
}

const char *dm_data_version(const struct dm *dm)
{
    return kb_version(&dm->kb);
}

const char *dm_stage_name(int i)
{
    return i < 0 ? NULL : doc_layer_name(i);
}

int dm_stage_find(const char *name)
{
    for (int i = 0; i < N_LAYER; i++) {
        if (!strcmp(name, doc_layer_name(i)))
            return i;
    }
    return -1;
}

const char *dm_format_name(int i)
{
    static const char *const name[DM_N_FORMAT] = {
        "text", "jsonl", "conllu", "dump", "why",
    };
    return i < 0 || i >= DM_N_FORMAT ? NULL : name[i];
}

const char *dm_input_name(int i)
{
    return i < 0 || i >= DM_N_INPUT ? NULL : read_format_name[i];
}

const char *dm_field_name(int i)
{
    return i < 0 || i >= DM_N_FIELD ? NULL : read_field_name[i];
}

size_t dm_text_max(void)
{
    return DOC_MAX;
}

int dm_is_date(const char *day)
{
    return doc_day_read(day, strlen(day)) != NO_DAY;
}

/* Processors that a container's quota pays for; 0: no quota. */
static unsigned quota(void)
{
    unsigned long long part = 0, whole = 0;
    FILE *f = fopen("/sys/fs/cgroup/cpu.max", "re");
    int n = f ? fscanf(f, "%llu %llu", &part, &whole) : 0;
    if (f)
        fclose(f);
    return n == 2 && whole ? (unsigned)((part + whole - 1) / whole) : 0;
}

unsigned dm_cores(void)
{
    cpu_set_t set;
    unsigned n = 1, most = quota();
    if (!sched_getaffinity(0, sizeof set, &set))
        n = (unsigned)CPU_COUNT(&set);
    if (most && most < n)
        n = most;
    return n < 1 ? 1 : n < API_MAX_THREADS ? n : API_MAX_THREADS;
}
