#include "link/link.h"

/* Steps up a tree are bounded: a sentence's tree is shallow. */
enum { CLIMB_MAX = 64 };

static bool opens_clause(uint8_t rel)
{
    return rel == REL_ROOT || rel == REL_CCOMP || rel == REL_ADVCL ||
           rel == REL_ACL || rel == REL_PARATAXIS || rel == REL_CSUBJ ||
           rel == REL_XCOMP;
}

static bool is_clause(const struct doc *d, uint32_t t)
{
    return d->tag.row[t].upos == UPOS_VERB || opens_clause(d->dep.row[t].rel);
}

uint32_t link_clause(const struct doc *d, uint32_t t)
{
    for (int n = 0; n < CLIMB_MAX && !is_clause(d, t); n++) {
        if (d->dep.row[t].head == NONE)
            break;
        t = d->dep.row[t].head;
    }
    return t;
}

static uint32_t own_subject(const struct doc *d, uint32_t t)
{
    uint32_t s = doc_child(d, t, REL_NSUBJ, 0);
    return s != NONE ? s : doc_child(d, t, REL_CSUBJ, 0);
}

bool link_shares(const struct doc *d, uint32_t t)
{
    uint8_t rel = d->dep.row[t].rel;
    if (d->dep.row[t].head == NONE)
        return false;
    return rel == REL_XCOMP ||
           ((rel == REL_CONJ || rel == REL_ADVCL) &&
            own_subject(d, t) == NONE);
}

uint32_t link_subject(const struct doc *d, uint32_t t)
{
    for (int n = 0; n < CLIMB_MAX; n++) {
        uint32_t s = own_subject(d, t);
        if (s != NONE || !link_shares(d, t))
            return s;
        t = link_clause(d, d->dep.row[t].head);
    }
    return NONE;
}

bool link_passive(const struct doc *d, uint32_t t)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    if (d->tag.row[t].upos != UPOS_VERB || doc_lemma_is(d, t, "be"))
        return false;
    for (uint32_t i = s.beg; i < t; i++) {
        if (d->dep.row[i].head == t && d->dep.row[i].rel == REL_AUX &&
            doc_lemma_is(d, i, "be")) /* "was to attack" is none */
            return !doc_is(d, i + 1, "to") &&
                   d->text[d->tok.row[t].at.end - 1] != 'g';
    }
    return false;
}

/* How far a date with head h stands from the anchor, in clauses; NONE when it
 * belongs to something else. */
static uint32_t date_rank(const struct doc *d, uint32_t h, uint32_t anchor)
{
    uint32_t t = h;
    for (int n = 0; n < CLIMB_MAX && t != anchor; n++) {
        if (t != h && is_clause(d, t))
            break;
        if (d->dep.row[t].head == NONE)
            break;
        t = d->dep.row[t].head;
    }
    if (t == anchor)
        return 0;
    uint32_t c = link_clause(d, anchor);
    for (uint32_t rank = 1; rank < 6; rank++) {
        if (c == t)
            return rank;
        if (!link_shares(d, c))
            break;
        c = link_clause(d, d->dep.row[c].head);
    }
    return NONE;
}

/* "said on Tuesday", "said late Tuesday": the date follows the anchor with no
 * more than a preposition, an article and an adverb between, whatever the
 * tree says. */
static bool follows(const struct doc *d, uint32_t anchor, uint32_t date)
{
    if (date <= anchor || date - anchor > 4)
        return false;
    for (uint32_t t = anchor + 1; t < date; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if (upos != UPOS_ADP && upos != UPOS_DET && upos != UPOS_ADV &&
            upos != UPOS_ADJ)
            return false;
    }
    return true;
}

/* First date row at or after token t. */
static uint32_t first_date(const struct doc *d, uint32_t t)
{
    uint32_t lo = 0, hi = d->date.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->date.row[mid].at.beg < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static uint32_t gap_between(uint32_t a, struct run r)
{
    return a < r.beg ? r.beg - a : a >= r.end ? a - r.end + 1 : 0;
}

uint32_t link_date(const struct doc *d, uint32_t anchor)
{
    struct run s = d->sent.row[d->sent_of.row[anchor]];
    uint32_t best = NONE, best_rank = NONE, best_gap = NONE;
    for (uint32_t i = first_date(d, s.beg);
         i < d->date.n && d->date.row[i].at.beg < s.end; i++) {
        const struct date *t = &d->date.row[i];
        if (t->vague || (t->from == NO_DAY && t->to == NO_DAY))
            continue;
        uint32_t rank =
            follows(d, anchor, t->at.beg)
                ? 0 : date_rank(d, doc_head_of(d, t->at), anchor);
        uint32_t gap = gap_between(anchor, t->at);
        if (rank < best_rank || (rank == best_rank && gap < best_gap)) {
            best = rank == NONE ? NONE : i;
            best_rank = rank;
            best_gap = gap;
        }
    }
    return best;
}

void link_head(const struct doc *d, struct head *h, uint32_t frame,
               uint32_t anchor)
{
    h->sent = d->sent_of.row[anchor];
    h->frame = frame;
    h->date = link_date(d, anchor);
    h->day = d->day;
    h->basis = BASIS_PUBLICATION;
    if (h->date == NONE)
        return;
    const struct date *t = &d->date.row[h->date];
    h->day = t->from != NO_DAY ? t->from : t->to;
    h->basis = t->basis;
}

void link_head_date(struct head *h, const struct head *from)
{
    if (h->date != NONE || from->date == NONE)
        return;
    h->date = from->date;
    h->day = from->day;
    h->basis = from->basis;
}

struct rows link_list(const struct doc *d)
{
    return (struct rows){d->list.n, 0};
}

bool link_put(struct doc *d, struct rows *r, uint32_t row)
{
    if (!table_put(&d->mem, &d->list, row))
        return false;
    r->n++;
    return true;
}

bool link_piece(struct doc *d, struct rows *r, struct span s)
{
    return table_put(&d->mem, &d->piece, s) && link_put(d, r, d->piece.n - 1);
}

struct span link_piece_at(const struct doc *d, struct rows r, uint32_t i)
{
    return d->piece.row[d->list.row[r.beg + i]];
}

static bool holds(const struct doc *d, const struct statement *m,
                  struct span s)
{
    for (uint32_t i = 0; i < m->content.n; i++) {
        struct span p = link_piece_at(d, m->content, i);
        if (p.beg <= s.beg && s.end <= p.end)
            return true;
    }
    return false;
}

static uint32_t extent(const struct doc *d, const struct statement *m)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->content.n; i++) {
        struct span p = link_piece_at(d, m->content, i);
        n += p.end - p.beg;
    }
    return n;
}

/* First statement row of sentence `sent` or later; rows are in that order. */
static uint32_t first_statement(const struct doc *d, uint32_t sent)
{
    uint32_t lo = 0, hi = d->statement.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->statement.row[mid].h.sent < sent)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* A statement's content lies at most this many sentences from its cue. */
enum { REACH = 24 };

uint32_t link_statement(const struct doc *d, struct span s, uint32_t but)
{
    uint32_t t = link_token(d, s.beg), best = NONE, least = 0;
    if (t >= d->tok.n)
        return NONE;
    uint32_t sent = d->sent_of.row[t];
    for (uint32_t i = first_statement(d, sent > REACH ? sent - REACH : 0);
         i < d->statement.n && d->statement.row[i].h.sent <= sent + REACH;
         i++) {
        const struct statement *m = &d->statement.row[i];
        if (i == but || !holds(d, m, s))
            continue;
        uint32_t n = extent(d, m);
        if (best == NONE || n < least) {
            best = i;
            least = n;
        }
    }
    return best;
}

uint32_t link_mark(const struct doc *d, uint32_t at)
{
    uint32_t lo = 0, hi = d->mark.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->mark.row[mid].at.end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

uint32_t link_quoted(const struct doc *d, struct span s)
{
    uint32_t n = 0;
    for (uint32_t i = link_mark(d, s.beg);
         i < d->mark.n && d->mark.row[i].at.beg < s.end; i++) {
        struct span m = d->mark.row[i].at;
        uint32_t beg = m.beg > s.beg ? m.beg : s.beg;
        uint32_t end = m.end < s.end ? m.end : s.end;
        n += end - beg;
    }
    return n;
}

uint32_t link_mention_from(const struct doc *d, uint32_t t)
{
    uint32_t lo = 0, hi = d->mention.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->mention.row[mid].at.beg < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

uint32_t link_event_from(const struct doc *d, uint32_t sent)
{
    uint32_t lo = 0, hi = d->event.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->event.row[mid].h.sent < sent)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool link_marked(const struct doc *d, uint32_t t, const char *const *word,
                 size_t n)
{
    uint32_t mark = doc_child(d, t, REL_CASE, 0);
    for (size_t i = 0; i < n && mark != NONE; i++) {
        if (doc_is(d, mark, word[i]))
            return true;
    }
    return false;
}

str_id link_actor_code(struct doc *d, const char *country, const char *sector)
{
    char code[64];
    size_t n = 0;
    for (const char *p = country; p && *p && n < sizeof code; p++)
        code[n++] = *p;
    for (const char *p = sector; p && *p && n < sizeof code; p++) {
        if (*p != ' ')
            code[n++] = *p;
    }
    return n ? doc_str(d, code, n) : 0;
}

uint32_t link_mention(const struct doc *d, uint32_t t)
{
    uint32_t lo = link_mention_from(d, t + 1), best = NONE;
    struct run s = d->sent.row[d->sent_of.row[t]];
    for (uint32_t i = lo; i-- > 0 && d->mention.row[i].at.beg >= s.beg;) {
        const struct mention *m = &d->mention.row[i];
        if (m->at.end <= t)
            continue;
        if (m->head == t)
            return i;
        best = best == NONE ? i : best;
    }
    return best;
}

uint32_t link_token(const struct doc *d, uint32_t at)
{
    uint32_t lo = 0, hi = d->tok.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->tok.row[mid].at.end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Tokens of the longest dateline: place, state, day, agency. */
enum { DATELINE_MAX = 16 };

/* A dash with blanks around it. */
static bool is_dash(const struct doc *d, uint32_t t)
{
    return d->tok.row[t].gap == GAP_BLANK && t + 1 < d->tok.n &&
           d->tok.row[t + 1].gap != GAP_NONE &&
           (doc_is(d, t, "-") || doc_is(d, t, "--") ||
            doc_is(d, t, "\xe2\x80\x93") || doc_is(d, t, "\xe2\x80\x94"));
}

/* A word in capitals; `least` letters of them. */
static bool in_capitals(const struct doc *d, uint32_t t, uint32_t least)
{
    struct span at = d->tok.row[t].at;
    uint32_t n = 0;
    for (uint32_t i = at.beg; i < at.end; i++) {
        char c = d->text[i];
        if (c >= 'a' && c <= 'z')
            return false;
        n += c >= 'A' && c <= 'Z';
    }
    return n >= least;
}

/* What may stand in a dateline behind its first word. */
static bool in_dateline(const struct doc *d, uint32_t t)
{
    char c = d->text[d->tok.row[t].at.beg];
    return !(c >= 'a' && c <= 'z');
}

uint32_t link_dateline_end(const struct doc *d, uint32_t beg, uint32_t end)
{
    char c = d->text[d->tok.row[beg].at.beg];
    bool name = !in_capitals(d, beg, 2); /* "Banjul -- ", at the head alone */
    if (name && (beg || c < 'A' || c > 'Z'))
        return beg;
    for (uint32_t t = beg + 1; t < end && t < beg + DATELINE_MAX; t++) {
        if (is_dash(d, t) && (!name || !doc_is(d, t, "-") ||
                              doc_is(d, t - 1, ")")))
            return t + 1;
        if (!in_dateline(d, t))
            return beg;
    }
    return beg;
}

struct run link_dateline(const struct doc *d, uint32_t sent)
{
    struct run s = d->sent.row[sent];
    return (struct run){s.beg, link_dateline_end(d, s.beg, s.end)};
}
