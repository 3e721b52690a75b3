/* store_fault.c - the n-th allocation, write or sync fails, for every n.
 *
 * Two copies of a report and a new version of one are added to a ledger and
 * that is coded again, each time with another call failing, until none does.
 * Each time there must be a clear answer; what was said to be in must be in,
 * sound and found; and the ledger must take the rest afterwards. */
#include "base/sha256.h"
#include "base/test.h"
#include "store/store_in.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Under the sanitizer, which makes each round many times slower, every seventh
 * call fails; without it every one. */
#ifdef __SANITIZE_ADDRESS__
enum { STEP = 7 };
#else
enum { STEP = 1 };
#endif

/* Calls so far, and the one that fails (0: none). */
static unsigned calls, fail_at;
/* What fails: allocations of SQLite, writes, syncs. */
enum what { FAIL_MEMORY, FAIL_WRITE, FAIL_SYNC };
static enum what what;

static int fails(enum what kind)
{
    return what == kind && ++calls == fail_at;
}

static sqlite3_mem_methods memory;

static void *get(int n)
{
    return fails(FAIL_MEMORY) ? NULL : memory.xMalloc(n);
}

static void *get_more(void *p, int n)
{
    return fails(FAIL_MEMORY) ? NULL : memory.xRealloc(p, n);
}

static ssize_t put_at(int fd, const void *p, size_t n, off_t at)
{
    if (!fails(FAIL_WRITE))
        return pwrite(fd, p, n, at);
    errno = ENOSPC;
    return -1;
}

static ssize_t put_next(int fd, const void *p, size_t n)
{
    if (!fails(FAIL_WRITE))
        return write(fd, p, n);
    errno = EIO;
    return -1;
}

static int cut(int fd, off_t n)
{
    if (!fails(FAIL_WRITE))
        return ftruncate(fd, n);
    errno = EIO;
    return -1;
}

/* In the place of the C library's, for SQLite. */
int fdatasync(int fd)
{
    if (!fails(FAIL_SYNC))
        return (int)syscall(SYS_fdatasync, fd);
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    if (!fails(FAIL_SYNC))
        return (int)syscall(SYS_fsync, fd);
    errno = EIO;
    return -1;
}

static void lay_traps(void)
{
    static const struct {
        const char *name;
        void (*call)(void);
    } trap[] = {
        {"pwrite", (void (*)(void))put_at},
        {"pwrite64", (void (*)(void))put_at},
        {"write", (void (*)(void))put_next},
        {"ftruncate", (void (*)(void))cut},
    };
    sqlite3_mem_methods m;
    CHECK(!sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory));
    m = memory;
    m.xMalloc = get;
    m.xRealloc = get_more;
    CHECK(!sqlite3_config(SQLITE_CONFIG_MALLOC, &m));
    CHECK(!sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0));
    CHECK(!sqlite3_initialize());
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    for (size_t i = 0; i < sizeof trap / sizeof *trap; i++)
        vfs->xSetSystemCall(vfs, trap[i].name, trap[i].call);
}

enum { N_REPORT = 3 };
static struct buf report[N_REPORT];
static char path[64];

static void make_report(struct buf *b, const char *id, const char *text)
{
    char sum[65];
    sha256_hex(text, strlen(text), sum);
    buf_text(b, "{\"record\":\"document\",\"id\":\"");
    buf_text(b, id);
    buf_text(b, "/document/1\",\"document\":\"");
    buf_text(b, id);
    buf_text(b, "\",\"date\":\"2020-01-01\",\"source\":null,\"title\":null,"
                "\"url\":null,\"text\":\"");
    buf_text(b, text);
    buf_text(b, "\",\"sha256\":\"");
    buf_text(b, sum);
    buf_text(b, "\",\"sentences\":[[0,10]]}\n{\"record\":\"event\",\"id\":\"");
    buf_text(b, id);
    buf_text(b, "/event/1\",\"document\":\"");
    buf_text(b, id);
    buf_text(b, "\",\"sentence\":0,\"date\":\"2020-01-01\",\"actor\":[{"
                "\"text\":\"Iran\",\"start\":0,\"end\":4,\"name\":\"Iran\","
                "\"actor\":\"IRN\",\"country\":\"IRN\"}],\"category\":"
                "\"AGREE\"}\n{\"record\":\"position\",\"id\":\"");
    buf_text(b, id);
    buf_text(b, "/position/1\",\"document\":\"");
    buf_text(b, id);
    buf_text(b, "\",\"sentence\":0,\"date\":\"2020-01-01\",\"holder\":{"
                "\"actor\":\"USA\",\"country\":\"USA\"},\"engagement\":{"
                "\"kind\":\"talks\",\"parties\":[\"USA\",\"IRN\"]},"
                "\"stance\":\"offers\",\"terms\":[{\"text\":\"it stays\","
                "\"party\":\"IRN\",\"must\":\"do\",\"category\":\"AID\","
                "\"waived\":false}]}\n");
}

/* What each report goes on with, so that they are one story. */
#define TAIL                                                                \
    " The talks in Muscat were to go on until the end of the week, and "      \
    "nobody had told the mediators of anything else before, an official of "  \
    "the Omani foreign ministry said by telephone on Wednesday morning, when "\
    "delegates had already taken their seats."

/* Adds all, and the last one's records anew; *in counts those that went in. */
static enum rc add_all(unsigned *in, struct err *e)
{
    struct store *s;
    *in = 0;
    TRY(store_open(&s, path, STORE_WRITE, e));
    enum rc rc = OK;
    for (int i = 0; rc == OK && i < N_REPORT; i++) {
        enum store_put did;
        rc = store_put(s, report[i].p, report[i].n, &did, e);
        *in += rc == OK;
    }
    if (rc == OK) {
        enum store_put did;
        const struct buf *last = &report[N_REPORT - 1];
        rc = store_recode(s, N_REPORT, last->p, last->n, &did, e);
        CHECK(rc != OK || did == STORE_SAME);
    }
    store_close(s);
    return rc;
}

static int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st;
    int64_t n = -1;
    if (!sqlite3_prepare_v2(db, sql, -1, &st, NULL) &&
        sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

static int ok(void *ctx, int n, char **value, char **name)
{
    (void)n;
    (void)name;
    *(int *)ctx += !strcmp(value[0], "ok");
    return 0;
}

/* Looks at the file without demarche. */
static bool sound(unsigned in)
{
    sqlite3 *db;
    int good = 0;
    CHECK(!sqlite3_open(path, &db));
    bool made = number(db, "PRAGMA user_version") == STORE_VERSION;
    sqlite3_exec(db, "PRAGMA integrity_check", ok, &good, NULL);
    bool all = good == 1 && (made || !in);
    if (made) {
        all &= number(db, "SELECT count(*) FROM document") == in;
        all &= number(db, "SELECT count(*) FROM record") == 3 * in;
        all &= number(db, "SELECT count(*) FROM found WHERE found MATCH "
                      "'iran'") == 3 * (in == 3 ? 2 : in);
        int64_t copies = in > 1 ? 2 : 0;
        all &= number(db, "SELECT count(*) FROM story") == copies;
        all &= number(db, "SELECT count(*) FROM same") == 2 * copies;
        all &= number(db, "SELECT count(*) FROM condition") ==
               (in == 3 ? 2 : in);
    }
    sqlite3_close(db);
    return all;
}

static void remove_all(void)
{
    static const char *const end[] = {"", "-wal", "-shm", "-journal"};
    for (int i = 0; i < 4; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, end[i]);
        unlink(name);
    }
}

/* Fails the first, second, ... call of a kind until all goes well. */
static void fail_each(enum what kind, const char *name)
{
    unsigned n = 1, in = 0, more;
    uint64_t live = base_live();
    what = kind;
    for (;; n += STEP) {
        struct err e = {0};
        remove_all();
        calls = 0;
        fail_at = n;
        enum rc rc = add_all(&in, &e);
        unsigned made = calls;
        fail_at = 0;
        bool clear = rc == OK ? in == N_REPORT
                              : e.msg[0] && (rc == E_NOMEM || rc == E_IO);
        bool kept = sound(in);
        struct err none = {0};
        bool taken = add_all(&more, &none) == OK && sound(N_REPORT);
        CHECK(clear);
        CHECK(kept);
        CHECK(taken);
        CHECK(base_live() == live);
        if (!clear || !kept || !taken)
            printf("%s %u: code %d, \"%s\", %u in; then \"%s\"\n", name, n,
                   (int)rc, e.msg, in, none.msg);
        if (made < n || test_failed)
            break;
    }
    printf("%s: of %u calls one in %d failed\n", name, n - 1, STEP);
}

static bool copy_old(void)
{
    const char *root = getenv("SOURCE_ROOT");
    char from[400], bytes[4096];
    snprintf(from, sizeof from, "%s/tests/store/ledger_1.db",
             root ? root : ".");
    FILE *in = fopen(from, "rb"), *out = fopen(path, "wb");
    size_t n = 0;
    while (in && out && (n = fread(bytes, 1, sizeof bytes, in)) > 0)
        fwrite(bytes, 1, n, out);
    bool done = in && out;
    if (in)
        fclose(in);
    if (out)
        fclose(out);
    return done;
}

/* Looks at a ledger that was of version 1, or is. */
static bool sound_old(int64_t *version)
{
    sqlite3 *db;
    int good = 0;
    CHECK(!sqlite3_open(path, &db));
    *version = number(db, "PRAGMA user_version");
    sqlite3_exec(db, "PRAGMA integrity_check", ok, &good, NULL);
    bool all = good == 1 && number(db, "SELECT count(*) FROM document") == 5;
    if (*version == 1)
        all &= number(db, "SELECT count(*) FROM words WHERE words MATCH "
                      "'peru'") == 11;
    else
        all &= number(db, "SELECT count(*) FROM found WHERE found MATCH "
                      "'keys : 0a1'") == 4; /* current */
    sqlite3_close(db);
    return all;
}

/* A ledger of version 1 is opened; it becomes one of this version, or stays. */
static void fail_migrating(enum what kind, const char *name)
{
    unsigned n = 1;
    what = kind;
    for (;; n += STEP) {
        struct err e = {0};
        struct store *s = NULL;
        int64_t version;
        remove_all();
        CHECK(copy_old());
        calls = 0;
        fail_at = n;
        enum rc rc = store_open(&s, path, STORE_WRITE, &e);
        unsigned made = calls;
        fail_at = 0;
        if (rc == OK)
            store_close(s);
        CHECK(rc == OK || (e.msg[0] && (rc == E_NOMEM || rc == E_IO)));
        bool kept = sound_old(&version) &&
                    (rc != OK || version == STORE_VERSION);
        CHECK(kept);
        CHECK(store_open(&s, path, STORE_WRITE, &e) == OK);
        store_close(s);
        CHECK(sound_old(&version) && version == STORE_VERSION);
        if (!kept)
            printf("migrating, %s %u: code %d, \"%s\"\n", name, n, (int)rc,
                   e.msg);
        if (made < n || test_failed)
            break;
    }
    printf("migrating, %s: each of %u failed once\n", name, n - 1);
}

/* The house's own allocations. */
static void fail_own(void)
{
    uint64_t live = base_live(), n = 1;
    for (;; n += STEP) {
        struct err e = {0};
        unsigned in;
        remove_all();
        uint64_t before = base_fail_at(n);
        enum rc rc = add_all(&in, &e);
        uint64_t made = base_fail_at(0) - before;
        CHECK(rc == OK || (rc == E_NOMEM && e.msg[0]));
        CHECK(sound(in) && base_live() == live);
        if (made < n || test_failed)
            break;
    }
    printf("own allocations: each of %u failed once\n", (unsigned)n - 1);
}

int main(void)
{
    bool quick = access("/dev/shm", W_OK) == 0; /* thousands of ledgers */
    snprintf(path, sizeof path, "%s/demarche-ledger-XXXXXX",
             quick ? "/dev/shm" : "/tmp");
    int fd = mkstemp(path);
    CHECK(fd >= 0);
    close(fd);
    lay_traps();
    make_report(&report[0], "a", "Iran left." TAIL);
    make_report(&report[1], "b", "Iran came." TAIL);
    make_report(&report[2], "a", "Iran stays." TAIL);
    fail_each(FAIL_WRITE, "writes");
    fail_each(FAIL_SYNC, "syncs");
    fail_each(FAIL_MEMORY, "allocations of SQLite");
    fail_own();
    fail_migrating(FAIL_WRITE, "writes");
    fail_migrating(FAIL_SYNC, "syncs");
    fail_migrating(FAIL_MEMORY, "allocations of SQLite");
    remove_all();
    for (int i = 0; i < N_REPORT; i++)
        buf_free(&report[i]);
    return test_end();
}
