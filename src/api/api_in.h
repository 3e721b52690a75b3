/* api_in.h - the parts behind demarche.h, for this room's files.
 * reads:   -                                writes:  -
 * shape:   -                                units:   bytes, seconds
 * errors:  enum rc                          threads: as said at each
 * cost:    -                                source:  -
 */
#ifndef DM_API_IN_H
#define DM_API_IN_H

#include <demarche.h>

#include <pthread.h>

#include "base/buf.h"
#include "kb/kb.h"
#include "net/net.h"
#include "pipe/pipe.h"
#include "read/read.h"
#include "ask/condition.h"
#include "ask/find.h"
#include "ask/report.h"
#include "ask/stories.h"

/* A unit is what a worker codes at once: several short documents share the
 * encoder's batches. Larger units gain no speed and cost memory. */
enum {
    API_UNIT_DOCS = 64,
    API_UNIT_BYTES = 16 << 10, /* of text; the document that passes it is in */
    API_KEEP_BYTES = 64 << 10, /* a longer document's memory is given back */
    API_LARGE_BYTES = 128 << 10, /* about 60 MB of tables while coded */
    API_MAX_THREADS = 256
};

/* A document of a unit, or what was refused in its place. */
struct api_entry {
    struct source src;       /* strings in unit.mem */
    struct read_place place; /* likewise */
    struct err err;          /* OK: it goes into the output */
    bool read;               /* there is a document in src */
    int64_t row;             /* of a ledger's report that is coded again */
    const struct buf *stored; /* DM_WHY: its records as the ledger has them,
                               * NULL: it is of no ledger */
    size_t beg, end;         /* its records in unit.out */
};

/* Consecutive documents; filled, coded and written by turns. */
struct api_unit {
    struct arena mem;
    struct api_entry entry[API_UNIT_DOCS];
    uint32_t n;
    size_t bytes;            /* of their texts */
    uint64_t taken;          /* bytes of input up to its end */
    struct buf out;          /* records of all, in order */
    bool done;               /* coded; under the run's lock */
};

/* What one thread needs; reused from run to run. */
struct api_worker {
    struct work work;
    struct doc doc[API_UNIT_DOCS];
    struct err err[API_UNIT_DOCS];
    double then;             /* this thread's seconds at the last look */
    double print_s, stage_s[N_LAYER];
    struct api_worker *next; /* idle ones of a coder */
};

/* A coder. */
struct dm {
    struct net net;          /* zeros when there is no model */
    struct kb kb;
    bool has_net;
    struct arena mem;        /* owns the data block when read from files */
    pthread_mutex_t lock;    /* of idle */
    struct api_worker *idle;
};

/* A format that dm_data_coverage alone asks for: the rows of data_unknown. */
enum { API_UNKNOWN = DM_N_FORMAT };

/* dm_run with options that were checked; without paths it is dm_recode. */
enum dm_rc api_run(struct dm *dm, const char *const *paths, size_t n,
                   const struct dm_options *o, struct dm_counts *counts,
                   struct dm_error *e);

/* Opens the data built in. Errors: E_MODEL. */
enum rc api_built_in(struct kb *kb, struct err *e) MUST_USE;

/* A ledger. */
struct dm_ledger {
    struct store *store;
};

/* An actor that a user asks for, and on which sides of records. */
struct api_asked {
    const char *option, *word; /* "--actor", what was given */
    const unsigned *side;      /* [STORE_N_KIND] */
};

/* Finds what keys of the ledger the word means, adds one condition or two to
 * q, and tells told->told how it was understood. */
enum rc api_who(const struct dm *dm, struct store *s,
                const struct dm_query *told, const struct api_asked *a,
                struct ask_query *q, struct err *e) MUST_USE;

/* An idle worker of the coder, or a new one; NULL when memory is out. */
struct api_worker *api_worker_take(struct dm *dm);

/* Makes a worker idle. */
void api_worker_put(struct dm *dm, struct api_worker *w);

/* Gives a worker's memory back; harmless on NULL. */
void api_worker_free(struct api_worker *w);

/* Runs the stages over a unit and prints it; faults go to its entries. */
void api_unit_code(const struct dm *dm, const struct dm_options *o,
                   struct api_worker *w, struct api_unit *u);

/* Codes the document of a unit alone and gives what is printed to the sink;
 * gives the unit's memory back. */
enum rc api_code_one(struct dm *dm, const struct dm_options *o,
                     struct api_unit *u, struct err *e) MUST_USE;

/* Forgets a unit's documents, keeps its memory (unless it is much). */
void api_unit_reset(struct api_unit *u);

/* Gives a unit's memory back. */
void api_unit_free(struct api_unit *u);

/* OK when the options fit together and the coder can do it. */
enum rc api_check(const struct dm *dm, const struct dm_options *o,
                  struct err *e) MUST_USE;

/* The reader's options of a run. */
struct read_options api_reading(const struct dm_options *o);

/* Writes the JSON line of a refused document. */
void api_refuse_json(struct buf *b, const struct read_place *p,
                     const char *reason);

/* Copies an error to the caller's (NULL: nowhere) and gives its code. */
enum dm_rc api_rc(const struct err *e, struct dm_error *to);

/* Seconds that this thread has worked. */
double api_seconds(void);

#endif
