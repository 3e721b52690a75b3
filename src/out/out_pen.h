/* out_pen.h - lines for people: styles, cited words, breaks at blanks.
 * reads:   every table                      writes:  a buffer
 * shape:   lines of st->width columns       units:   columns
 * errors:  line.fail, b->fail: no memory    threads: one
 * cost:    O(line)                          source:  -
 *
 * A line is first made in `line`, with marks for changes of colour, then
 * broken at blanks.
 */
#ifndef DM_OUT_PEN_H
#define DM_OUT_PEN_H

#include "out/out.h"
#include "out/out_part.h"

struct kb;

/* The marks; pen_flush makes a terminal's sequences of them, or nothing. */
enum style { SET_PLAIN = 1, SET_BOLD, SET_DIM, SET_CODE, SET_WORDS };

/* What writes. */
struct pen {
    const struct doc *d;
    const struct out_style *st;
    struct buf *b;   /* where finished lines go */
    struct buf line; /* owned: buf_free */
    const struct kb *kb; /* why: the data; NULL: not needed */
};

/* Appends to the line: a change of style, text, text in a style (NULL: none),
 * words of the document on one line, and those in quotation marks. */
void pen_mark(struct pen *w, char style);
void pen_say(struct pen *w, const char *s);
void pen_styled(struct pen *w, char style, const char *s);
void pen_words(struct pen *w, struct span s);
void pen_cited(struct pen *w, struct span s);

/* Appends a mention's words (NONE: none) and a code (NULL: none), and a day
 * with the words it comes from. */
void pen_who(struct pen *w, uint32_t mention, const char *code);
void pen_when(struct pen *w, const struct head *h);

/* Columns of a stretch without blanks; n blanks. */
uint32_t pen_columns(const char *s, size_t n);
void pen_blanks(struct buf *b, uint32_t n);

/* Prints the line, broken at blanks, later lines indented by `hang`. */
void pen_flush(struct pen *w, uint32_t hang);

/* The code that says most of a mention, or NULL. */
const char *pen_code(const struct doc *d, uint32_t mention);

/* The i-th piece of a list. */
struct span pen_piece(const struct doc *d, struct rows r, uint32_t i);

/* A record and where it stands. */
struct item {
    uint32_t sent, beg;
    uint32_t kind, row; /* enum record */
};

/* All records of a document but its own, by sentence and place. */
struct items {
    TABLE(struct item) item;
    struct arena mem; /* owned: arena_free */
};
bool items_open(const struct doc *d, struct items *x);

/* Prints a record. */
void pen_item(struct pen *w, const struct item *it);

#endif
