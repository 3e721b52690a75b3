/* doc.h - the document: its bytes, never changed, and tables of findings.
 * reads:   -                                writes:  each table: one stage
 * shape:   rows as said at each table       units:   bytes, rows, days
 * errors:  E_NOMEM                          threads: one thread a document
 * cost:    -                                source:  DESIGN of the records
 *
 * Laws: (1) a table has one writer, the stage of its name; (2) spans are
 * absolute bytes, half open; (3) tables name rows of others by number, never
 * by pointer; (4) every judgement keeps where it stands, what made it (`by`)
 * and how sure it is (`p`); (5) struct, dump and record have the same fields.
 */
#ifndef DM_DOC_H
#define DM_DOC_H

#include "doc/record.h"

/* Limits and sizes. */
enum {
    DOC_MAX = 1 << 20,    /* bytes of text; a longer one is refused */
    DOC_D_ENC = 384,      /* width of a word vector */
    DOC_N_RIVAL = 2       /* best and second choice */
};

/* One layer is one stage's tables; the bits of doc.have, in stage order. */
enum layer {
    LAYER_TOK, LAYER_ENC, LAYER_SENT, LAYER_TAG, LAYER_DEP, LAYER_NAME,
    LAYER_FRAME, LAYER_REF, LAYER_ACTOR, LAYER_DATE, LAYER_PLACE, LAYER_QUOTE,
    LAYER_EVENT, LAYER_STANCE, N_LAYER
};

/* Where a document came from and what it calls itself; borrowed by doc. */
struct source {
    const char *id;     /* document id, unique in a run */
    const char *date;   /* ISO 8601 day, "" when there is none (parse only) */
    const char *origin; /* NULL or the publisher */
    const char *title;  /* NULL or */
    const char *url;    /* NULL or */
    const char *text;   /* UTF-8, NUL-terminated too */
    uint32_t len;       /* bytes of text */
    const char *sha256; /* hex of the text's bytes */
};

/* A report and all that was found in it. */
struct doc {
    struct source src;  /* borrowed */
    const char *text;   /* = src.text */
    uint32_t len;
    day_no day;         /* date of the document, NO_DAY when there is none */
    uint32_t have;      /* set of layers present, bit = enum layer */
    struct arena mem;   /* owns every table below */
    TABLE(char) pool;   /* NUL-terminated strings; pool[0] = 0 is null */
    TABLE(uint32_t) list;          /* rows that struct rows points into */
    TABLE(struct span) piece;      /* spans of contents and evidence */
    TABLE(struct tok) tok;
    TABLE(struct run) window;      /* enc: covers all tokens in order */
    TABLE(float) enc;              /* [n_tok][DOC_D_ENC] */
    TABLE(float) logit;            /* enc: [n_tok][64], the word head */
    TABLE(struct run) sent;        /* covers all tokens in order */
    TABLE(uint32_t) sent_of;       /* sent: [n_tok], sentence of a token */
    TABLE(struct tag) tag;         /* [n_tok] */
    TABLE(struct dep) dep;         /* [n_tok] */
    TABLE(struct name) name;
    TABLE(struct frame) frame;
    TABLE(struct arg) arg;
    TABLE(struct mention) mention;
    TABLE(struct entity) entity;   /* [n_mention] */
    TABLE(struct date) date;
    TABLE(struct place) place;
    TABLE(struct mark) mark;
    TABLE(struct statement) statement;
    TABLE(struct event) event;
    TABLE(struct position) position;
    TABLE(struct term) term;
    TABLE(struct shift) shift;
    TABLE(struct note) note;
};

/* Starts a document over `src`, which must outlive it; the arena's memory is
 * kept from an earlier document. Errors: E_NOMEM, E_INPUT (a bad date). */
enum rc doc_open(struct doc *d, const struct source *src, struct err *e)
    MUST_USE;

/* Forgets all findings and keeps memory for the next doc_open. */
void doc_reset(struct doc *d);

/* Gives all memory back. */
void doc_close(struct doc *d);

/* Puts s[0..n) into the pool; 0 when memory is out (or n is 0). */
str_id doc_str(struct doc *d, const char *s, size_t n);

/* The string of an id; NULL for 0. Valid until the next doc_str. */
const char *doc_text(const struct doc *d, str_id id);

/* Bytes of a run of tokens, from the first's start to the last's end. */
struct span doc_span(const struct doc *d, struct run r);

/* True when token t is spelled as the ASCII word w, in any letter case. */
bool doc_is(const struct doc *d, uint32_t t, const char *w);

/* The token in ASCII small letters, typographic apostrophe folded, NUL at the
 * end; false (and "") when it does not fit into cap bytes. */
bool doc_low(const struct doc *d, uint32_t t, char *low, size_t cap);

/* True when the lemma of token t is w (needs LAYER_TAG). */
bool doc_lemma_is(const struct doc *d, uint32_t t, const char *w);

/* First and one past the last token of the subtree of t (needs LAYER_DEP);
 * the widest run, holes included. */
struct run doc_subtree(const struct doc *d, uint32_t t);

/* First child of t with relation r at or after token `from`, or NONE. */
uint32_t doc_child(const struct doc *d, uint32_t t, enum rel r, uint32_t from);

/* The token of a run whose head lies outside it (the phrase's head); the
 * last noun, pronoun or name when the tree is torn. */
uint32_t doc_head_of(const struct doc *d, struct run r);

/* First name that ends behind token t (needs LAYER_NAME); name.n past the
 * last. */
uint32_t doc_name_from(const struct doc *d, uint32_t t);

/* The mention that covers exactly the tokens of r (needs LAYER_REF), or NONE
 * when there is none. */
uint32_t doc_mention_at(const struct doc *d, struct run r);

/* Days since 1970-01-01 of a date, and back. */
day_no doc_day(int year, int month, int day);
void doc_ymd(day_no day, int *year, int *month, int *mday);

/* Reads "YYYY-MM-DD" (exactly n bytes); NO_DAY when it is not a date. */
day_no doc_day_read(const char *s, size_t n);

/* States every invariant of the tables present; E_INPUT names the first that
 * does not hold. Run after each stage in debug builds and by --check. */
enum rc doc_check(const struct doc *d, struct err *e) MUST_USE;

/* Short name of a layer: the word of its room; NULL past the last. */
const char *doc_layer_name(int layer);

#endif
