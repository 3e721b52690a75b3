/* Terms that grammar ties to a position and the network passed over: a clause
 * or phrase under the position's words that begins with a plain connective,
 * "would not open talks [until three months had passed]"; and how long a term
 * shall hold. */
#include "stance/stance_in.h"

#include <stdio.h>
#include <string.h>

#include "kb/kb_value.h"

/* How sure such a term is; from its share of right ones on the training
 * reports. */
#define TIED_P 0.5f

/* A verb between the position's words and the connective's clause: "refused
 * to resume talks until". */
enum { CLIMB = 3 };

/* Does head h belong to the position's words? */
static bool under(const struct doc *d, uint32_t h, uint32_t anchor)
{
    uint8_t as = d->dep.row[anchor].rel;
    bool inside = as == REL_OBJ || as == REL_OBL || as == REL_NMOD;
    uint32_t clause = inside ? anchor : link_clause(d, anchor);
    for (int i = 0; i < CLIMB && h != NONE; i++) {
        if (h == anchor || h == clause)
            return true;
        uint8_t rel = d->dep.row[h].rel;
        if (rel != REL_XCOMP && rel != REL_CCOMP && rel != REL_OBJ)
            return false;
        h = d->dep.row[h].head;
    }
    return false;
}

/* Is t one of the words before c that tie it to its head? */
static bool is_mark(const struct doc *d, uint32_t t, uint32_t c)
{
    for (int i = 0; i < CLIMB && t < c; i++) {
        uint8_t rel = d->dep.row[t].rel;
        if (rel != REL_MARK && rel != REL_CASE && rel != REL_ADVMOD &&
            rel != REL_FIXED)
            return false;
        if (d->dep.row[t].head == c)
            return true;
        t = d->dep.row[t].head;
    }
    return false;
}

int stance_tie(const struct stance *s, struct run *r, uint32_t c)
{
    const struct doc *d = s->d;
    char words[80] = "", low[24];
    size_t n = 0;
    int best = -1;
    for (uint32_t t = r->beg; t < c && is_mark(d, t, c); t++) {
        if (!doc_low(d, t, low, sizeof low) ||
            n + strlen(low) + 2 > sizeof words)
            break;
        n += (size_t)snprintf(words + n, sizeof words - n, "%s%s",
                              n ? " " : "", low);
        const char *rel = kb_get(s->kb, "connectives", words, 1);
        int label = rel ? label_find(label_term, N_TERM, rel) : -1;
        if (label < 0)
            continue;
        best = label;
        r->beg = t + 1;
    }
    return best;
}

static bool denied(const struct doc *d, uint32_t t)
{
    for (uint32_t c = doc_child(d, t, REL_ADVMOD, 0); c != NONE;
         c = doc_child(d, t, REL_ADVMOD, c + 1)) {
        if (doc_is(d, c, "not") || doc_is(d, c, "n't") ||
            doc_is(d, c, "never"))
            return true;
    }
    return false;
}

/* Relations whose words hardly ever tell anything but a condition; "before"
 * does after a denial, else the engagement follows it. */
static bool plain(const struct doc *d, uint32_t anchor, int rel)
{
    switch (rel) {
    case TERM_UNTIL: case TERM_UNLESS: case TERM_IF: case TERM_ONLY_IF:
    case TERM_AS_LONG_AS: case TERM_IN_RETURN:
        return true;
    case TERM_BEFORE:
        return denied(d, anchor) || denied(d, link_clause(d, anchor));
    default:
        return false;
    }
}

/* A day or a stretch of time is no condition. */
static bool is_time(const struct doc *d, uint32_t t)
{
    for (uint32_t i = 0; i < d->date.n; i++) {
        struct run r = d->date.row[i].at;
        if (t >= r.beg && t < r.end)
            return true;
    }
    return false;
}

/* Is a part of the run a term of the position already? */
static bool known(const struct doc *d, const struct position *p,
                  struct span at)
{
    for (uint32_t i = p->term.beg; i < d->term.n; i++) {
        const struct term *t = &d->term.row[i];
        if (t->at.beg < at.end && at.beg < t->at.end)
            return true;
    }
    return false;
}

static enum rc tie(struct stance *s, const struct frame *f,
                   const struct position *p, const struct codes *parties,
                   uint32_t c)
{
    struct doc *d = s->d;
    struct run r = doc_subtree(d, c);
    int rel = stance_tie(s, &r, c);
    while (r.end > c + 1 && d->tag.row[r.end - 1].upos == UPOS_PUNCT)
        r.end--;
    if (rel < 0 || !plain(d, f->anchor, rel) || is_time(d, c) ||
        known(d, p, doc_span(d, r)))
        return OK;
    struct arg a = {.at = r, .role = ROLE_TERM, .p = TIED_P,
                    .relation = (uint8_t)rel, .p_relation = 1.0f,
                    .must = denied(d, c) ? MUST_REFRAIN : MUST_DO};
    return stance_term(s, f, &a, p, parties);
}

enum rc stance_tied(struct stance *s, const struct frame *f,
                    const struct position *p, const struct codes *parties)
{
    const struct doc *d = s->d;
    struct run sent = d->sent.row[d->sent_of.row[f->anchor]];
    for (uint32_t c = sent.beg; c < sent.end; c++) {
        uint8_t rel = d->dep.row[c].rel;
        if ((rel == REL_ADVCL || rel == REL_OBL) &&
            under(d, d->dep.row[c].head, f->anchor))
            TRY(tie(s, f, p, parties, c));
    }
    return OK;
}

static bool unit_of(const char *word, char *letter, bool *clock)
{
    static const struct {
        const char *word;
        char letter;
        bool clock;
    } units[] = {
        {"day", 'D', false}, {"week", 'W', false}, {"month", 'M', false},
        {"year", 'Y', false}, {"hour", 'H', true}, {"minute", 'M', true},
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(units[i].word, word))
            continue;
        *letter = units[i].letter;
        *clock = units[i].clock;
        return true;
    }
    return false;
}

static int small_number(const struct doc *d, uint32_t t)
{
    static const char *const words[] = {
        "a", "one", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "eleven", "twelve",
    };
    char low[16];
    if (!doc_low(d, t, low, sizeof low))
        return 0;
    int n = label_find(words, 13, low);
    if (n >= 0)
        return n ? n : 1;
    n = 0;
    for (const char *p = low; *p; p++) {
        if (*p < '0' || *p > '9' || n > 9999)
            return 0;
        n = n * 10 + (*p - '0');
    }
    return n;
}

/* Number and unit beside each other: a stretch of time, not an age or a date
 * ("for 30 days", "a six-month halt"). */
static str_id counted(struct doc *d, uint32_t t)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    char letter, text[16];
    bool clock;
    uint32_t n = t;
    if (!lemma || !unit_of(lemma, &letter, &clock) || !t)
        return 0;
    n = doc_is(d, t - 1, "-") && t > 1 ? t - 2 : t - 1;
    int count = small_number(d, n);
    if (!count)
        return 0;
    int len = snprintf(text, sizeof text, "P%s%d%c", clock ? "T" : "", count,
                       letter);
    return doc_str(d, text, (size_t)len);
}

/* "a period of", "for some time", "length of time". */
static bool untold(const struct doc *d, uint32_t t, uint32_t end)
{
    if (doc_lemma_is(d, t, "period"))
        return true;
    bool time = doc_lemma_is(d, t, "time") || doc_lemma_is(d, t, "while");
    if (!time || !t || end <= t)
        return false;
    return doc_is(d, t - 1, "some") || doc_is(d, t - 1, "a") ||
           (doc_is(d, t - 1, "of") && t > 1 &&
            (doc_lemma_is(d, t - 2, "length") ||
             doc_lemma_is(d, t - 2, "period")));
}

str_id stance_duration(struct doc *d, struct run r)
{
    uint32_t end = d->sent.row[d->sent_of.row[r.beg]].end;
    end = r.end + 7 < end ? r.end + 7 : end;
    for (uint32_t t = r.beg; t < r.end; t++) {
        str_id n = counted(d, t);
        if (n)
            return n;
        if (untold(d, t, r.end))
            return doc_str(d, "unspecified", 11);
    }
    if (r.end >= end || !doc_is(d, r.end, "for"))
        return 0;
    for (uint32_t t = r.end; t < end; t++) {
        str_id n = counted(d, t);
        if (n)
            return n;
        if (untold(d, t, end))
            return doc_str(d, "unspecified", 11);
    }
    return 0;
}
