/* Keys by their words, names by their parts, and the list of actors. */
#include "ask/find.h"
#include "store/store_in.h"

#include <string.h>

static void add_key(struct ask_cond *c, int64_t key)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->key[i] == key)
            return;
    }
    if (c->n == ASK_MOST_KEY)
        return;
    c->key[c->n++] = key;
}

enum rc ask_key(struct store *s, enum store_space space, const char *word,
                  struct ask_cond *c, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_GET_KEY, &st, e));
    sqlite3_bind_int(st, 1, (int)space);
    store_bind(st, 2, word);
    TRY(store_step(s, st, &row, e));
    if (!row)
        return OK;
    add_key(c, sqlite3_column_int64(st, 0));
    sqlite3_reset(st);
    return OK;
}

/* True when w[0 .. n) is one of the words of s. */
static bool has_word(const char *s, const char *w, size_t n)
{
    for (; *s; s += strcspn(s, " "), s += *s == ' ') {
        if (strcspn(s, " ") == n && !memcmp(s, w, n))
            return true;
    }
    return false;
}

/* True when all words of s are among those of `of`. */
static bool all_in(const char *s, const char *of)
{
    for (; *s; s += strcspn(s, " "), s += *s == ' ') {
        if (!has_word(of, s, strcspn(s, " ")))
            return false;
    }
    return true;
}

enum rc ask_names(struct store *s, const char *name, const char *words,
                    struct ask_cond *c, struct err *e)
{
    const char *blank = strrchr(name, ' ');
    sqlite3_stmt *st;
    bool row;
    TRY(store_stmt(s, SQL_KEY_TAIL, &st, e));
    store_bind(st, 1, blank ? blank + 1 : name);
    for (;;) {
        TRY(store_step(s, st, &row, e));
        if (!row)
            return OK;
        const char *word = (const char *)sqlite3_column_text(st, 1);
        if (word && (*words ? all_in(word, words) : all_in(name, word)))
            add_key(c, sqlite3_column_int64(st, 0));
    }
}

#define ACTORS                                                              \
    "SELECT shown, CASE space WHEN 1 THEN word ELSE code END, n, first, "   \
    "last FROM key WHERE space IN (1, 2) AND n > 0 AND (?1 IS NULL OR "     \
    "substr(CASE space WHEN 1 THEN word ELSE code END, 1, length(?1)) = "   \
    "?1) AND (?2 IS NULL OR instr(word, ?2)) ORDER BY "

enum rc ask_actors(struct store *s, const struct ask_actors *q,
                     ask_take_actor *take, void *ctx, struct err *e)
{
    sqlite3_stmt *st;
    bool row;
    if (sqlite3_prepare_v2(s->db, q->by_name
                           ? ACTORS "word, space LIMIT ?3 OFFSET ?4"
                           : ACTORS "n DESC, word, space LIMIT ?3 OFFSET ?4",
                           -1, &st, NULL))
        return store_fault(s, e);
    store_bind(st, 1, q->country);
    store_bind(st, 2, q->text);
    sqlite3_bind_int64(st, 3, q->limit);
    sqlite3_bind_int64(st, 4, q->offset);
    enum rc rc = store_step(s, st, &row, e);
    while (rc == OK && row) {
        struct ask_actor a = {
            (const char *)sqlite3_column_text(st, 0),
            (const char *)sqlite3_column_text(st, 1),
            sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3),
            sqlite3_column_int64(st, 4),
        };
        if (take(ctx, &a))
            rc = err_set(e, E_END, 0, "stopped by the taker");
        else
            rc = store_step(s, st, &row, e);
    }
    sqlite3_finalize(st);
    return rc;
}
