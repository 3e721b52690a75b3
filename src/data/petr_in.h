/* petr_in.h - PETRARCH dictionaries being read and turned into lexicons.
 * reads:   actor and agent dictionaries     writes:  -
 * shape:   phrases and roles in order of their records
 * units:   lines from 1, days, both ends inclusive
 * errors:  what is not understood is told and counted; memory that is out
 *          shows as no_memory
 * threads: one                              cost:    -
 * source:  the syntax as PETRARCH, PETRARCH2 and TABARI document it
 */
#ifndef DM_PETR_IN_H
#define DM_PETR_IN_H

#include "data/data.h"
#include "kb/kb_make.h"

/* An open end of a term. */
#define PETR_LAST INT32_MAX
#define PETR_FIRST INT32_MIN

/* Sectors of a code; "" is none. */
enum { PETR_SECTORS = 16 };

/* A code in our scheme. */
struct petr_code {
    char country[5];
    char sector[PETR_SECTORS]; /* codes joined by blanks */
    uint8_t kind;              /* enum kb_kind, of an actor without dates */
    bool elite;                /* a person's code */
    bool null;                 /* [---]: matched and left out */
};

/* What a record is coded, and when. */
struct petr_role {
    uint32_t record, line;
    struct petr_code code;
    bool dated;
    day_no from, to;
};

/* A spelling of a record. */
struct petr_phrase {
    uint32_t record, no;
    const char *key;  /* folded */
    char *text;       /* with blanks for "_" */
};

/* Spellings with the roles that follow them. */
struct petr_record {
    const char *file; /* path */
    uint32_t line;
    struct run role;  /* rows of role */
};

/* The lines of a dictionary without comments. */
struct petr_line {
    const struct kb_file *file;
    size_t at;
    uint32_t no;
    const char *s; /* the line */
    size_t n;
    bool block;    /* inside <!-- --> */
};

/* The importer at work. */
struct petr {
    const struct kb *kb;
    struct arena mem;
    struct data_import *out;
    const char *file;  /* being read */
    TABLE(struct petr_record) record;
    TABLE(struct petr_phrase) phrase;
    TABLE(struct petr_role) role;
    bool no_memory;
};

/* "FILE:LINE: message" of what is not understood, counted. */
void petr_say(struct petr *p, uint32_t line, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* Ends a lexicon line: a tab, "FILE:LINE" without folders, a tab, the source
 * "import". */
void petr_note(struct buf *b, const char *file, uint32_t line);

/* Next line that is not empty, without comment and blanks at its end; one that
 * is no UTF-8 is told and left out. False at the end. */
bool petr_next(struct petr *p, struct petr_line *l);

/* Reads a code of n letters; false when it said why not. `agent`: the code of
 * a noun, which has no country. */
bool petr_code_read(struct petr *p, uint32_t line, struct kb_piece text,
                    bool agent, struct petr_code *code);

/* A phrase with blanks for "_", in mem; of an agent in small letters. NULL
 * when it said why not. */
char *petr_text(struct petr *p, uint32_t line, struct kb_piece phrase,
                bool agent);

/* Gives a name its capitals. One word of capitals stays for an acronym as far
 * as names of that kind often are. */
void petr_capitals(char *text, uint8_t kind);

/* Folded, in mem; NULL when nothing is left of it or it is too long. */
const char *petr_key(struct petr *p, const char *text);

/* Reads an actor dictionary into record, phrase and role. */
void petr_actors(struct petr *p, const struct kb_file *f);

/* Reads an agent dictionary and writes its lexicon lines. */
void petr_agents(struct petr *p, const struct kb_file *f);

/* Writes the lexicon lines of all records. */
void petr_write(struct petr *p);

#endif
