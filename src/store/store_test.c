/* Ledgers of older versions, kept in tests/store: opened for writing they
 * become what a new ledger of the same reports is. Ledgers that may not be
 * written. */
#include "store/store_in.h"

#include "base/test.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/store_test.XXXXXX";

static void path_of(const char *name, char path[200])
{
    snprintf(path, 200, "%s/%s", dir, name);
}

/* Copies the ledger of a version into the test's folder. */
static bool fetch(int version, char path[200])
{
    const char *root = getenv("SOURCE_ROOT");
    char command[700], name[32];
    snprintf(name, sizeof name, "ledger_%d.db", version);
    path_of(name, path);
    snprintf(command, sizeof command,
             "cp '%s/tests/store/ledger_%d.db' '%s' && chmod u+w '%s'",
             root ? root : ".", version, path, path);
    bool there = system(command) == 0;
    CHECK(there);
    return there;
}

/* Lines of the records with ids from first to last. */
static void lines_of(struct store *s, int64_t first, int64_t last,
                     struct buf *b)
{
    sqlite3_stmt *st;
    bool row;
    CHECK(store_stmt(s, SQL_GET_LINES, &st, NULL) == OK);
    sqlite3_bind_int64(st, 1, first);
    sqlite3_bind_int64(st, 2, last);
    while (store_step(s, st, &row, NULL) == OK && row) {
        int64_t document = sqlite3_column_int64(st, 1);
        CHECK(store_columns(s, document, NULL) == OK);
        CHECK(store_unpack(s, st, 0, b, NULL) == OK);
        buf_char(b, '\n');
    }
}

/* Puts all reports of a ledger into another, in the order they came. */
static void put_all(struct store *from, struct store *to)
{
    sqlite3_stmt *st;
    CHECK(!sqlite3_prepare_v2(from->db, "SELECT first, last FROM document "
                              "ORDER BY id", -1, &st, NULL));
    while (sqlite3_step(st) == SQLITE_ROW) {
        struct buf b = {0};
        enum store_put did;
        lines_of(from, sqlite3_column_int64(st, 0),
                 sqlite3_column_int64(st, 1), &b);
        CHECK(store_put(to, b.p, b.n, &did, NULL) == OK);
        CHECK(did != STORE_KNOWN);
        CHECK(store_put(from, b.p, b.n, &did, NULL) == OK);
        CHECK(did == STORE_KNOWN);
        buf_free(&b);
    }
    sqlite3_finalize(st);
}

/* Appends what a statement gives, a line a row. */
static void tell(sqlite3 *db, const char *sql, struct buf *b)
{
    sqlite3_stmt *st;
    CHECK(!sqlite3_prepare_v2(db, sql, -1, &st, NULL));
    while (sqlite3_step(st) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(st); i++) {
            const void *p = sqlite3_column_blob(st, i);
            int n = sqlite3_column_bytes(st, i);
            buf_put(b, p ? p : "(null)", p ? (size_t)n : 6);
            buf_char(b, '\t');
        }
        buf_char(b, '\n');
    }
    sqlite3_finalize(st);
}

/* Appends all rows of a table, in an order of their own. */
static void tell_table(sqlite3 *db, const char *name, struct buf *b)
{
    char sql[400];
    sqlite3_stmt *st;
    snprintf(sql, sizeof sql, "SELECT * FROM %s", name);
    CHECK(!sqlite3_prepare_v2(db, sql, -1, &st, NULL));
    int n = sqlite3_column_count(st);
    sqlite3_finalize(st);
    for (int i = 1; i <= n; i++) {
        size_t at = strlen(sql);
        snprintf(sql + at, sizeof sql - at, "%s %d", i > 1 ? "," : " ORDER BY",
                 i);
    }
    buf_text(b, name);
    buf_char(b, '\n');
    tell(db, sql, b);
}

/* All that a ledger holds: its schema, its rows, what its searches find. How
 * lines are packed is not part of it. */
static void content(const char *path, struct buf *b)
{
    static const char tables[] =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
        "sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'found!_%' ESCAPE "
        "'!' AND name <> 'record' ORDER BY name";
    sqlite3 *db;
    sqlite3_stmt *st;
    CHECK(!sqlite3_open(path, &db));
    tell(db, "PRAGMA user_version", b);
    tell(db, "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2", b);
    tell(db, "SELECT id, document, day FROM record ORDER BY id", b);
    CHECK(!sqlite3_prepare_v2(db, tables, -1, &st, NULL));
    while (sqlite3_step(st) == SQLITE_ROW)
        tell_table(db, (const char *)sqlite3_column_text(st, 0), b);
    sqlite3_finalize(st);
    CHECK(!sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.v USING "
                        "fts5vocab(main, found, instance)", NULL, NULL,
                        NULL));
    tell(db, "SELECT * FROM temp.v", b);
    sqlite3_close(db);
}

/* Checks that two contents are the same; prints the first line that is not. */
static void same(const char *a, const char *b)
{
    while (*a && *b && strcspn(a, "\n") == strcspn(b, "\n") &&
           !memcmp(a, b, strcspn(a, "\n"))) {
        a += strcspn(a, "\n") + (strchr(a, '\n') != NULL);
        b += strcspn(b, "\n") + (strchr(b, '\n') != NULL);
    }
    CHECK(!*a && !*b);
    if (*a || *b)
        printf("migrated \"%.*s\", new \"%.*s\"\n", (int)strcspn(a, "\n"), a,
               (int)strcspn(b, "\n"), b);
}

static void migrate(int version)
{
    char old[200], new[200];
    struct store *from, *to;
    struct buf was = {0}, is = {0};
    struct err e = {0};
    if (!fetch(version, old))
        return;
    path_of("new.db", new);
    CHECK(store_open(&from, old, STORE_READ, &e) == E_INPUT);
    CHECK(strstr(e.msg, "demarche add") != NULL);
    CHECK(store_open(&from, old, STORE_WRITE, &e) == OK);
    CHECK(store_open(&to, new, STORE_WRITE, &e) == OK);
    put_all(from, to);
    store_close(from);
    store_close(to);
    content(old, &was);
    content(new, &is);
    CHECK(was.n > 10000);
    same(buf_str(&was), buf_str(&is));
    CHECK(store_open(&from, old, STORE_READ, &e) == OK);
    store_close(from);
    buf_free(&was);
    buf_free(&is);
    unlink(new);
}

/* Opens the ledger as one who may not write. */
static void look_in(const char *path)
{
    struct store *s;
    struct err e = {0};
    CHECK(store_open(&s, path, STORE_READ, &e) == OK);
    store_close(s);
    CHECK(store_open(&s, path, STORE_WRITE, &e) == E_IO);
    CHECK(strstr(e.msg, "may not be written") != NULL);
    if (!strstr(e.msg, "may not be written"))
        printf("got \"%s\"\n", e.msg);
}

/* Does so in a process of its own, which is not root's. */
static void look_in_as_guest(const char *path)
{
    enum { NOBODY = 65534 };
    int status = -1;
    fflush(stdout);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        CHECK(geteuid() || setuid(NOBODY) == 0);
        look_in(path);
        fflush(stdout);
        _exit(test_failed != 0);
    }
    CHECK(waitpid(child, &status, 0) == child && status == 0);
}

/* A file, and a folder, that may be read alone. */
static void test_read_only(void)
{
    char path[200];
    struct store *s;
    path_of("read.db", path);
    CHECK(store_open(&s, path, STORE_WRITE, NULL) == OK);
    store_close(s);
    CHECK(!chmod(path, 0444) && !chmod(dir, 0777));
    look_in_as_guest(path);
    CHECK(!chmod(dir, 0555));
    look_in_as_guest(path);
    CHECK(!chmod(dir, 0700));
}

int main(void)
{
    CHECK(mkdtemp(dir) != NULL);
    test_read_only();
    for (int version = 1; version < STORE_VERSION; version++)
        migrate(version);
    char rm[300];
    snprintf(rm, sizeof rm, "rm -rf %s", dir);
    CHECK(system(rm) == 0);
    CHECK(base_live() == 0);
    return test_end();
}
