/* form_in.h - what the files of this room share.
 * reads:   a record                         writes:  -
 * shape:   a table of columns a format      units:   -
 * errors:  -                                threads: as form.h
 * cost:    O(bytes of the record) a column
 * source:  docs/formats.md
 */
#ifndef DM_FORM_IN_H
#define DM_FORM_IN_H

#include "form/form.h"
#include "pack/json.h"

/* Most parties that a row of a format with lists has on a side. */
enum { FORM_MOST = 64, FORM_CODE = 16 };

/* A row in the making. */
struct form_row {
    const struct form_to *f;
    struct json_value doc, rec;
    struct json_value who[2][FORM_MOST]; /* doer and other side */
    int n[2];
    uint64_t id;
};

/* A column: its name, what fills it, whose value it is (0 doer, 1 the other
 * side: once a party; -1: of the row), and what `get` is to know. */
struct form_column {
    const char *name;
    void (*get)(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b);
    int side;
    const char *key;
};

/* How a format is written. */
struct form_style {
    const struct form_column *column; /* ends with a NULL name */
    bool head;      /* a line of names first */
    char sep;       /* between columns: tab or comma */
    const char *missing;
    bool lists;     /* a row holds all parties; else a row a pair */
    bool alone;     /* a row may be without the other side */
    bool joins;     /* its last columns join what the same rows have */
};

/* Index by enum form_kind; PLOVER has no columns. */
extern const struct form_style form_style[N_FORM];

/* Appends what stands at the path ("place/name"), nothing for null. */
void form_path(struct json_value v, const char *path, struct buf *b);

/* Copies a string of at most cap - 1 bytes; "" for null or a longer one. */
void form_copy(struct json_value v, char *to, size_t cap);

/* True when a field is true. */
bool form_true(struct json_value v, const char *path);

/* Column `column` of data/form_countries.tsv for a code of ours, or NULL. */
const char *form_country(const struct form_to *f, const char *code, int column);

/* True when the number was there; *row is the row it came with, then or now.
 * Sets *fail when memory is out. */
bool form_seen(struct form_seen *s, uint64_t hash, size_t *row, bool *fail);

/* Forgets the numbers, keeps the memory. */
void form_seen_reset(struct form_seen *s);

/* A row to be filled, NULL when memory is out. */
struct form_held *form_hold(struct form_to *f);

/* Appends value to a list unless it is there or empty. */
void form_join(struct buf *list, const struct buf *value);

/* Appends the rows that were held and forgets them. */
void form_let_go(struct form_to *f, struct buf *b);

/* A record as PLOVER's. */
void form_plover(const struct form_row *r, struct buf *b);

/* What fills the columns of a party: name, code and its parts. */
typedef void form_get(const struct form_row *r, struct json_value who,
                      const char *key, struct buf *b);
form_get form_who, form_name_of, form_code, form_land, form_known, form_type,
    form_entity, form_role, form_rest, form_sectors, form_first,
    form_sector_names;

/* What fills the columns of a row. */
form_get form_const, form_rec, form_doc, form_number, form_date, form_fraction,
    form_sentence, form_where, form_cameo, form_quad, form_penta, form_words,
    form_stamp, form_percent, form_length, form_geo, form_at, form_agree,
    form_person, form_organisation,
    form_story, form_version, form_kind_of_source;

#endif
