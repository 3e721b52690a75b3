/* date_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   piece [n_piece], in order of text; rules name pieces by number
 * units:   days; hundredths of a count
 * errors:  end 0: nothing found             threads: one a document
 * cost:    -                                source:  -
 *
 * Tokens are cut into pieces (piece.c), these make counts (number.c) and
 * points of the calendar: written out (written.c), told from a day (told.c),
 * part of another (part.c); range.c joins points. cal.c does the sums.
 */
#ifndef DM_DATE_IN_H
#define DM_DATE_IN_H

#include "date/date.h"
struct kb_table;

/* What a piece may be; the names are those of data/date_words.tsv; last are
 * figures, and a sign, whose value is the sign itself. */
enum piece_kind {
    P_OTHER, P_COUNT, P_TIMES, P_ONE, P_HALF, P_SOME, P_ORDINAL, P_WEEKDAY,
    P_WEEKDAYS, P_MONTH, P_UNIT, P_TOWARD, P_AGO, P_TODAY, P_PART, P_SEASON,
    P_SEASONS, P_EDGE, P_PAST, P_NOW, P_SOON, P_EVERY, P_SET, P_ERA, P_BOUND,
    P_TO, P_THE, P_DECADE, P_QUARTER, P_HALFYEAR, P_CLOCK, P_LABEL,
    P_MEASURE, P_FILL, P_INTEND, P_LEAD, N_PIECE_WORD, P_NUMBER, P_MARK
};

/* A stretch of letters or of figures, or one sign. */
struct piece {
    uint32_t tok;
    int32_t value;
    uint8_t kind;
    uint8_t width;    /* figures: how many */
    bool first, last; /* of its token */
    bool glued;       /* no white space before it */
};

/* Points inside points, at most: more is not said. */
enum { DEPTH_MAX = 3 };

/* When the clause at hand happens, as its verb tells. */
enum tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_OPEN, TENSE_FUTURE };

/* The document in pieces, with the days that expressions count from. */
struct dater {
    const struct doc *d;
    const struct kb *kb;
    const struct kb_table *names; /* or NULL */
    const struct piece *piece; /* of the document */
    uint32_t n;                /* end of the sentence at hand */
    day_no anchor;             /* day of the document or NO_DAY */
    day_no focus;              /* first day of the date read last, or NO_DAY */
    char focus_unit;           /* and how exact it is */
    int focus_year;            /* year named in these sentences, or 0 */
    uint32_t focus_sent;       /* sentence row where it stood */
    uint8_t tense;             /* enum tense of the clause at hand */
    int depth;                 /* of points inside points */
};

/* What a rule found: pieces, days, and a name for the rule. */
struct found {
    uint32_t end;     /* one past the last piece */
    day_no from, to;  /* both ends inclusive */
    char unit;        /* size of the point: D W K M Q N B Y E C, 0 a stretch */
    uint8_t basis, kind, mod;
    bool yearless;    /* the text names no year */
    char value[48];   /* "" to be made of the days and the unit */
    char time[12];    /* "T17:00", "TEV" or "" */
    const char *by;
};

/* A count: 2 1/2 is 250 hundredths; `some` when the words do not tell. */
struct count {
    int64_t n;
    bool some;
    uint32_t end;
};

/* A length of time, largest part first. */
struct length {
    struct { int64_t n; char unit; } part[4]; /* [n_part] */
    int n_part;
    bool some;
    uint32_t end;
};

/* Cuts the tokens into *n pieces; the tense of each clause word, [n_tok]
 * (NULL: out of memory), and that of the clause of token t. */
struct piece *date_pieces(const struct kb *kb, const struct doc *d,
                          struct arena *mem, uint32_t *n);
uint8_t *date_tenses(const struct kb *kb, const struct doc *d,
                     struct arena *mem);
uint8_t date_tense(const struct doc *d, const uint8_t *tense, uint32_t t);

/* True when piece i is of kind k, or is the word w, or the sign c; date_skip
 * is i + 1 when piece i is the word w, else i. */
bool date_is(const struct dater *r, uint32_t i, enum piece_kind k);
bool date_word(const struct dater *r, uint32_t i, const char *w);
bool date_mark(const struct dater *r, uint32_t i, int c);
uint32_t date_skip(const struct dater *r, uint32_t i, const char *w);

/* A count at piece i, in words or figures; then a whole number
 * below a hundred in words, a rank ("4th"), a year: their ends or 0. */
struct count date_count(const struct dater *r, uint32_t i);
uint32_t date_tens(const struct dater *r, uint32_t i, int *v);
uint32_t date_rank(const struct dater *r, uint32_t i, int *v);
uint32_t date_year(const struct dater *r, uint32_t i, int *y);

/* A length of time at i ("two years and a half", "30-day"), and how ISO 8601
 * writes it ("P2Y6M"), "PXM" when it is not told. */
struct length date_length(const struct dater *r, uint32_t i);
void date_spell_length(const struct length *len, char *out, size_t cap);

/* Calendar arithmetic: the last day of a month, 1 Monday .. 7, whether a day
 * exists, the unit that holds a day, a day moved by n units or a length. */
day_no cal_month_end(int y, int m);
int cal_weekday(day_no day);
bool cal_valid(int y, int m, int d);
void cal_whole(day_no day, char unit, day_no *from, day_no *to);
day_no cal_move(day_no day, int64_t n, char unit);
day_no cal_move_length(day_no day, const struct length *len, int sign);

/* A point of one unit around a day (NO_DAY: without days); a stretch between
 * two days; nothing. */
extern const struct found date_nothing;
struct found cal_point(uint32_t end, day_no day, char unit, uint8_t basis,
                       const char *by);
struct found cal_stretch(uint32_t end, day_no from, day_no to,
                         const char *by);

/* Writes a point as ISO 8601: a day, a month, a year, or first/last day. */
void cal_spell(const struct found *f, char *out, size_t cap);

/* The longest point at piece i: one with a name ("Christmas"), one that is
 * written out, one that is told from a day, a part of another; or any. */
struct found date_named(const struct dater *r, uint32_t i);
struct found date_written(const struct dater *r, uint32_t i);
struct found date_told(const struct dater *r, uint32_t i);
struct found date_part(const struct dater *r, uint32_t i);
struct found date_point(const struct dater *r, uint32_t i);

/* True when the words [i, end) begin a longer name ("March 23 Movement");
 * the year that a date without one means, by the clause's tense. */
bool date_in_name(const struct dater *r, uint32_t i, uint32_t end);
int date_guess_year(const struct dater *r, int month, int day);

/* The longest expression at piece i. */
struct found date_at(const struct dater *r, uint32_t i);

#endif
