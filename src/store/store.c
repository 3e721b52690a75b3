/* Opening and closing, versions, errors.
 *
 * A ledger is in WAL mode: readers see the last whole transaction while one
 * program writes. With synchronous NORMAL a transaction survives the end of
 * the program; a power cut may take the last ones, never half of one. */
#include "store/index.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The files of SQL beside this one, built in, with a NUL behind each. */
extern const char dm_blob_schema[], dm_blob_derived[], dm_blob_migrate_1[];

/* To the schema of this version: from none, from version 1, ... Each takes
 * away what was derived; dm_blob_derived follows. */
static const char *const step[STORE_VERSION] = {dm_blob_schema,
                                                dm_blob_migrate_1};

const char *const store_kind_name[STORE_N_KIND] = {
    "document", "statement", "event", "position", "shift", "note",
};

enum rc store_no_memory(struct err *e)
{
    return err_set(e, E_NOMEM, 0, "out of memory");
}

enum rc store_fault(const struct store *s, struct err *e)
{
    int code = s->db ? sqlite3_extended_errcode(s->db) : SQLITE_NOMEM;
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return store_no_memory(e);
    case SQLITE_FULL:
        return err_set(e, E_IO, 0, "%.90s: the disk is full; what was added "
                       "before is kept", s->path);
    case SQLITE_READONLY:
        return err_set(e, E_IO, 0, "%.90s: may not be written", s->path);
    case SQLITE_BUSY:
        return err_set(e, E_IO, 0, "%.90s: another program has been writing "
                       "to it for %d s", s->path, STORE_WAIT_MS / 1000);
    case SQLITE_NOTADB:
        return err_set(e, E_INPUT, 0, "%.90s: is no ledger", s->path);
    case SQLITE_CORRUPT:
        return err_set(e, E_INPUT, 0, "%.90s: is damaged; take a backup, or "
                       "sqlite3's .recover", s->path);
    case SQLITE_CANTOPEN:
        return err_set(e, E_IO, 0, "%.90s: cannot be opened: %.80s", s->path,
                       strerror(sqlite3_system_errno(s->db)));
    case SQLITE_IOERR:
        return err_set(e, E_IO, 0, "%.90s: %.60s; what was added before is "
                       "kept", s->path, sqlite3_system_errno(s->db)
                       ? strerror(sqlite3_system_errno(s->db))
                       : sqlite3_errmsg(s->db));
    default:
        return err_set(e, E_IO, 0, "%.90s: %.100s", s->path,
                       sqlite3_errmsg(s->db));
    }
}

enum rc store_stmt(struct store *s, enum store_sql which, sqlite3_stmt **st,
                   struct err *e)
{
    if (!s->stmt[which] &&
        sqlite3_prepare_v3(s->db, store_sql_text[which], -1,
                           SQLITE_PREPARE_PERSISTENT, &s->stmt[which], NULL))
        return store_fault(s, e);
    *st = s->stmt[which];
    return OK;
}

enum rc store_step(struct store *s, sqlite3_stmt *st, bool *row,
                   struct err *e)
{
    int rc = sqlite3_step(st);
    *row = rc == SQLITE_ROW;
    if (*row)
        return OK;
    enum rc said = rc == SQLITE_DONE ? OK : store_fault(s, e);
    sqlite3_reset(st);
    return said;
}

enum rc store_run(struct store *s, sqlite3_stmt *st, struct err *e)
{
    bool row;
    TRY(store_step(s, st, &row, e));
    if (row)
        sqlite3_reset(st);
    return OK;
}

void store_bind(sqlite3_stmt *st, int at, const char *text)
{
    if (text)
        sqlite3_bind_text(st, at, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(st, at);
}

/* Runs SQL of ours that binds nothing. */
static enum rc run_sql(struct store *s, const char *sql, struct err *e)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) ? store_fault(s, e)
                                                      : OK;
}

/* The one number that a statement gives. */
static enum rc number(struct store *s, const char *sql, int64_t *v,
                      struct err *e)
{
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL))
        return store_fault(s, e);
    int rc = sqlite3_step(st);
    *v = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
    enum rc said = rc == SQLITE_ROW ? OK : store_fault(s, e);
    sqlite3_finalize(st);
    return said;
}

/* What the file is: *version 0 for one that is empty. */
static enum rc look(struct store *s, int64_t *version, struct err *e)
{
    int64_t mark, things;
    TRY(number(s, "PRAGMA application_id", &mark, e));
    TRY(number(s, "PRAGMA user_version", version, e));
    TRY(number(s, "SELECT count(*) FROM sqlite_schema", &things, e));
    if (mark != STORE_APPLICATION && (mark || *version || things))
        return err_set(e, E_INPUT, 0, "%.90s: is a database, but no ledger",
                       s->path);
    if (*version > STORE_VERSION)
        return err_set(e, E_INPUT, 0, "%.90s: is a ledger of version %d, "
                       "this program knows version %d; it is newer than this "
                       "program", s->path, (int)*version, STORE_VERSION);
    return OK;
}

/* look() in a transaction: while another writer makes the ledger, all or
 * nothing of it is seen. */
static enum rc look_once(struct store *s, int64_t *version, struct err *e)
{
    TRY(run_sql(s, "BEGIN", e));
    enum rc rc = look(s, version, e);
    sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* Makes the schema of this version, from none or an older one, and derives
 * anew what is derived of the reports that are in. */
static enum rc change_schema(struct store *s, int64_t version, struct err *e)
{
    if (version == 0)
        TRY(run_sql(s, step[0], e));
    for (int64_t v = version; v && v < STORE_VERSION; v++)
        TRY(run_sql(s, step[v], e));
    TRY(run_sql(s, dm_blob_derived, e));
    return store_refill(s, e);
}

/* Brings the file to this version, in one transaction. */
static enum rc migrate(struct store *s, struct err *e)
{
    int64_t version;
    char sql[120];
    TRY(run_sql(s, "BEGIN IMMEDIATE", e));
    enum rc rc = look(s, &version, e);
    if (rc == OK && version < STORE_VERSION)
        rc = change_schema(s, version, e);
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; "
             "PRAGMA user_version = %d; COMMIT", STORE_APPLICATION,
             STORE_VERSION);
    if (rc == OK)
        rc = run_sql(s, sql, e);
    if (rc != OK)
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* WAL asks for the file alone, once, and does not wait for it by itself. */
static enum rc set_wal(struct store *s, struct err *e)
{
    enum { NAP_MS = 20 };
    for (int waited = 0;; waited += NAP_MS) {
        int rc = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL,
                              NULL);
        if (rc == SQLITE_OK)
            return OK;
        if ((rc & 0xff) != SQLITE_BUSY || waited > STORE_WAIT_MS)
            return store_fault(s, e);
        sqlite3_sleep(NAP_MS);
    }
}

static enum rc begin(struct store *s, struct err *e)
{
    int64_t version;
    sqlite3_busy_timeout(s->db, STORE_WAIT_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    TRY(look_once(s, &version, e));
    TRY(run_sql(s, "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; "
                "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; "
                "PRAGMA secure_delete = OFF", e));
    if (s->how == STORE_WRITE) {
        if (sqlite3_db_readonly(s->db, "main") == 1)
            return err_set(e, E_IO, 0, "%.90s: may not be written", s->path);
        /* SQLite looks through the whole cache at a commit */
        TRY(run_sql(s, "PRAGMA cache_size = -16384; "
                    "PRAGMA wal_autocheckpoint = 4096", e));
        TRY(set_wal(s, e));
        return version < STORE_VERSION ? migrate(s, e) : OK;
    }
    TRY(run_sql(s, "PRAGMA query_only = ON", e));
    if (!version)
        return err_set(e, E_INPUT, 0, "%.90s: is empty, no ledger", s->path);
    if (version < STORE_VERSION)
        return err_set(e, E_INPUT, 0, "%.90s: is a ledger of version %d; "
                       "demarche add or recode brings it to version %d",
                       s->path, (int)version, STORE_VERSION);
    return OK;
}

static void shut(struct store *s)
{
    for (int i = 0; i < N_SQL; i++) {
        sqlite3_finalize(s->stmt[i]);
        s->stmt[i] = NULL;
    }
    sqlite3_close(s->db);
    s->db = NULL;
}

/* A ledger in a folder that may not be written cannot be shared; when nobody
 * has left a log beside it, it may be read as a thing that never changes. */
static const char *fixed_uri(struct store *s)
{
    struct buf b = {0};
    buf_put(&b, s->path, strlen(s->path));
    buf_text(&b, "-wal");
    bool log = access(buf_str(&b), F_OK) == 0;
    buf_reset(&b);
    buf_text(&b, "file:");
    for (const char *p = s->path; *p; p++) {
        char hex[4];
        snprintf(hex, sizeof hex, "%%%02x", (unsigned)(unsigned char)*p);
        if (strchr("%?#", *p))
            buf_text(&b, hex);
        else
            buf_char(&b, *p);
    }
    buf_text(&b, "?immutable=1");
    const char *uri = log || b.fail ? NULL
                                    : arena_text(&s->keep, b.p, b.n);
    buf_free(&b);
    return uri;
}

static enum rc open_file(struct store *s, const char *path, int flags,
                         struct err *e)
{
    int rc = sqlite3_open_v2(path, &s->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    return rc == SQLITE_OK ? begin(s, e) : store_fault(s, e);
}

/* A reader opens the file as a writer does, so that the last to leave can tidy
 * up the log, and then changes nothing (query_only). */
static enum rc open_any(struct store *s, struct err *e)
{
    if (s->how == STORE_WRITE)
        return open_file(s, s->path, SQLITE_OPEN_READWRITE |
                         SQLITE_OPEN_CREATE, e);
    if (access(s->path, F_OK) && errno == ENOENT)
        return err_set(e, E_IO, 0, "%.90s: there is no such ledger; demarche "
                       "add makes one", s->path);
    enum rc rc = open_file(s, s->path, SQLITE_OPEN_READWRITE, e);
    int code = s->db ? sqlite3_errcode(s->db) : SQLITE_NOMEM;
    if (rc != E_IO || (code != SQLITE_CANTOPEN && code != SQLITE_READONLY))
        return rc;
    const char *uri = fixed_uri(s);
    if (!uri)
        return rc;
    shut(s);
    return open_file(s, uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, e);
}

enum rc store_open(struct store **out, const char *path,
                   enum store_access how, struct err *e)
{
    struct store *s = base_alloc(sizeof *s);
    if (!s)
        return store_no_memory(e);
    memset(s, 0, sizeof *s);
    s->how = how;
    s->path = arena_text(&s->keep, path, strlen(path));
    enum rc rc = s->path ? open_any(s, e) : store_no_memory(e);
    if (rc != OK) {
        store_close(s);
        return rc;
    }
    *out = s;
    return OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    shut(s);
    pack_free(&s->pack);
    buf_free(&s->line);
    buf_free(&s->packed);
    buf_free(&s->scratch);
    arena_free(&s->mem);
    arena_free(&s->keep);
    base_free(s);
}

/* Makes a finished file safe against a power cut. */
static enum rc to_disk(const char *path, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool bad = fd < 0 || fsync(fd);
    if (fd >= 0)
        close(fd);
    return bad ? err_set(e, E_IO, 0, "%.90s: %s", path, strerror(errno)) : OK;
}

enum rc store_backup(struct store *s, const char *path, struct err *e)
{
    sqlite3_stmt *st;
    if (access(path, F_OK) == 0)
        return err_set(e, E_IO, 0, "%.90s: is there already", path);
    TRY(run_sql(s, "PRAGMA query_only = OFF", e)); /* it writes elsewhere */
    if (sqlite3_prepare_v2(s->db, "VACUUM INTO ?1", -1, &st, NULL))
        return store_fault(s, e);
    store_bind(st, 1, path);
    enum rc rc = OK;
    if (sqlite3_step(st) != SQLITE_DONE)
        rc = err_set(e, E_IO, 0, "%.90s: %.90s", path,
                     sqlite3_errmsg(s->db));
    sqlite3_finalize(st);
    if (rc == OK)
        return to_disk(path, e);
    unlink(path);
    return rc;
}
