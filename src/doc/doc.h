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

#include "base/base.h"
#include "doc/labels.h"

/* Limits and sizes. */
enum {
    DOC_MAX = 1 << 20,    /* bytes of text; a longer one is refused */
    DOC_D_ENC = 384,      /* width of a word vector */
    DOC_N_RIVAL = 2       /* best and second choice */
};

/* A string of the document's pool, as its offset in doc.pool; 0 is null. */
typedef uint32_t str_id;

/* Day number: days since 1970-01-01 UTC, proleptic Gregorian. */
typedef int32_t day_no;
#define NO_DAY INT32_MIN

/* One layer is one stage's tables; the bits of doc.have, in stage order. */
enum layer {
    LAYER_TOK, LAYER_ENC, LAYER_SENT, LAYER_TAG, LAYER_DEP, LAYER_NAME,
    LAYER_FRAME, LAYER_REF, LAYER_ACTOR, LAYER_DATE, LAYER_PLACE, LAYER_QUOTE,
    LAYER_EVENT, LAYER_STANCE, N_LAYER
};

/* White space before a token. */
enum gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_PARAGRAPH };

/* Letter case of a token. */
enum shape { SHAPE_LOWER, SHAPE_UPPER, SHAPE_TITLE, SHAPE_DIGIT, SHAPE_OTHER };

/* tok: a word or mark. A document's first token has GAP_PARAGRAPH. */
struct tok {
    struct span at;
    uint8_t gap;   /* enum gap */
    uint8_t shape; /* enum shape */
};

/* Tokens [beg, end) of a window, a sentence, a name, an argument ... */
struct run {
    uint32_t beg, end;
};

/* tag: part of speech and lemma, beside tok. */
struct tag {
    uint8_t upos, rival; /* enum upos: best and second */
    float p, p_rival;
    str_id lemma;
};

/* dep: the tree, beside tok; heads stay inside the sentence. */
struct dep {
    uint32_t head; /* token row, NONE for the root */
    uint8_t rel;   /* enum rel */
    float p;       /* probability of head and relation */
};

/* name: a proper name. */
struct name {
    struct run at;
    uint8_t type; /* enum name_type */
    float p;
};

/* frame: an anchor word that evokes an event, a statement, a position or a
 * shift, as the network sees it; its arguments are arg[arg.beg .. arg.end). */
struct frame {
    uint32_t anchor;      /* token row */
    uint8_t type;         /* enum frame_type */
    uint8_t cls, rival;   /* category | statement class | stance | shift kind */
    float p, p_rival;     /* of cls and its rival, second round */
    float p_anchor;       /* 1 - p(none), first round */
    uint8_t mode;         /* event: row of label_mode_table */
    uint8_t fact;         /* event: FACT_ bits */
    uint8_t kind;         /* statement_kind | engagement */
    uint8_t strength;     /* position: enum strength */
    bool negated;         /* statement, position */
    float p_mode, p_kind; /* of mode and kind */
    uint64_t ctx;         /* event: set of contexts, bit = row of label_ctx */
    struct run arg;       /* rows of doc.arg */
    struct run window;    /* tokens its arguments may lie in */
};

/* arg: a stretch of words with a role at an anchor. */
struct arg {
    struct run at;
    uint8_t role;     /* enum role */
    uint8_t relation; /* ROLE_TERM: enum term_relation */
    uint8_t must;     /* ROLE_TERM: enum term_must */
    bool waived, negated; /* ROLE_TERM */
    float p;          /* mean probability of its words */
    float p_relation;
};

/* mention (ref): a noun phrase that may stand for an actor, a place or a
 * thing, with the earlier mention it takes up. */
struct mention {
    struct run at;
    uint32_t head;       /* token row */
    uint32_t antecedent; /* mention row, NONE: speaks for itself */
    uint32_t chain;      /* mention row of the chain's best naming mention */
    uint8_t kind;        /* enum mention_kind */
    float p;             /* of the antecedent */
    str_id by;           /* rule */
};
enum mention_kind { MENTION_NAME, MENTION_NOMINAL, MENTION_PRONOUN };

/* How an entity's code was found. */
enum via { VIA_NONE, VIA_LEXICON, VIA_ROLE, VIA_COREFERENCE, VIA_NOMINAL };

/* entity (actor): one a mention, same row number as its mention. */
struct entity {
    str_id name;      /* proper name inside it or its chain */
    str_id actor;     /* CAMEO-style code, "USAGOV" */
    str_id country;   /* ISO 3166 alpha-3, or EUR UNO NATO IGO */
    str_id group;     /* docs/codebook.md, or null */
    str_id sector;    /* codes joined by blanks, or null */
    str_id office;    /* held on the date of the document */
    str_id ambiguous; /* rival codes joined by blanks, or null */
    str_id entry;     /* data file:line that decided */
    bool anonymous;
    uint8_t via;      /* enum via */
    float p;
};

/* date: an expression of time and the days it means. */
struct date {
    struct run at;
    day_no from, to;  /* both ends inclusive; NO_DAY: open or unknown */
    uint8_t basis;    /* enum date_basis */
    bool vague;       /* "recently": no days */
    str_id value;     /* ISO 8601 value or interval, or duration */
    str_id by;        /* rule */
};
enum date_basis { BASIS_PUBLICATION, BASIS_EXPLICIT, BASIS_RELATIVE };

/* place: a phrase that names a place. */
struct place {
    struct run at;
    str_id name, country, entry;
    uint8_t precision; /* enum precision */
    bool located;      /* lat and lon are known */
    float lat, lon;    /* degrees */
};
enum precision { PLACE_COUNTRY, PLACE_REGION, PLACE_CITY, PLACE_SITE };

/* mark (quote): a quotation in marks, the marks included. */
struct mark {
    struct span at;
    bool open_end; /* the closing mark is missing */
};

/* A list of rows of another table, kept in doc.list. */
struct rows {
    uint32_t beg, n; /* doc.list.row[beg .. beg+n) */
};

/* What every record has. */
struct head {
    uint32_t sent;      /* sentence row */
    uint32_t frame;     /* frame row, NONE when a rule alone made it */
    uint32_t date;      /* date row, NONE: publication */
    day_no day;         /* first day of it */
    uint8_t basis;      /* enum date_basis */
    float p;            /* confidence, calibrated */
    str_id rule;        /* what made it */
};

/* statement (quote): who said or thinks what. */
struct statement {
    struct head h;
    uint8_t kind;         /* enum statement_kind */
    uint8_t form;         /* enum form */
    bool negated;
    uint32_t speaker;     /* mention row or NONE */
    struct rows addressee; /* mention rows */
    struct span cue;      /* empty: a bare quotation */
    struct rows content;  /* rows of doc.piece */
    uint32_t within;      /* statement row or NONE */
};
enum form { FORM_INDIRECT, FORM_DIRECT, FORM_MIXED };

/* event: who did what to whom. */
struct event {
    struct head h;
    struct rows actor, recipient; /* mention rows */
    uint8_t category;     /* enum category */
    uint8_t mode;         /* row of label_mode_table */
    uint8_t fact;         /* FACT_ bits */
    uint8_t quad;         /* PLOVER quad class */
    uint64_t ctx;         /* set of contexts */
    str_id cameo;         /* two to four digits */
    float score;          /* PLOVER */
    float goldstein;      /* ICEWS list */
    uint32_t reported_by; /* statement row or NONE */
    struct span trigger;
    uint32_t place;       /* place row or NONE */
};

/* term: a condition of a position. */
struct term {
    struct span at;
    uint8_t relation;     /* enum term_relation */
    uint8_t must;         /* enum term_must */
    bool waived, negated;
    str_id party;         /* code or null */
    str_id duration;      /* ISO 8601, "unspecified" or null */
    uint8_t category;     /* the event it waits for, or CAT_NONE */
    str_id cameo;         /* or null */
    str_id recipient;     /* code or null */
    float p;
};

/* position (stance): on what terms a party will engage. */
struct position {
    struct head h;
    struct span trigger;
    uint32_t holder;      /* mention row or NONE */
    str_id country, group; /* of the holder, docs/codebook.md */
    uint32_t statement;   /* statement row or NONE */
    uint8_t engagement;   /* enum engagement */
    str_id parties;       /* codes joined by "|" */
    uint8_t stance;       /* enum stance_kind */
    uint8_t strength;     /* enum strength */
    bool negated;
    struct run term;      /* rows of doc.term */
};

/* shift (stance): two positions of one principal that do not agree. */
struct shift {
    struct head h;
    uint8_t kind;         /* enum shift_kind */
    struct span trigger;
    uint32_t from, to;    /* position rows or NONE */
    str_id principal;
    bool same_speaker;
    int32_t days;         /* NO_DAY when either side is missing */
    struct rows evidence; /* rows of doc.piece */
};

/* note: something seen and not coded, and why. */
struct note {
    uint32_t sent;
    struct span at;
    const char *reason; /* constant */
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
