/* Where an event takes place: the network's phrase, else the grammar's. */
#include "event/event_in.h"

#include "kb/kb.h"

enum { CLIMB = 12 };

/* The widest row that begins with the phrase, or NONE. */
static uint32_t row_at(const struct doc *d, struct run at)
{
    for (uint32_t p = 0; p < d->place.n; p++) {
        struct run r = d->place.row[p].at;
        if (r.beg == at.beg && r.end >= at.end)
            return p;
    }
    return NONE;
}

/* "the governor of Chiapas state in Mexico": the phrase only says what the
 * side holds, not where it was. */
static bool tells_office(const struct kb *kb, const struct doc *d,
                         struct run at)
{
    uint32_t t = doc_head_of(d, at);
    for (int i = 0; t != NONE && i < CLIMB; i++) {
        uint32_t h = d->dep.row[t].head;
        if (h == NONE || d->dep.row[t].rel == REL_OBL)
            return false;
        if (d->dep.row[t].rel == REL_NMOD &&
            kb_match(kb, d, h, h + 1, 1u << KB_OFFICE).n)
            return true;
        t = h;
    }
    return false;
}

static bool is_where(const struct doc *d, uint32_t t)
{
    static const char *const words[] = {"in", "at", "near", "over", "off",
        "outside", "inside", "around", "across", "along", "throughout"};
    for (uint32_t c = doc_child(d, t, REL_CASE, 0); c != NONE;
         c = doc_child(d, t, REL_CASE, c + 1)) {
        for (uint32_t i = 0; i < sizeof words / sizeof *words; i++) {
            if (doc_is(d, c, words[i]))
                return true;
        }
    }
    return false;
}

/* A word like "town" or "airport". */
static bool is_place_word(const struct kb *kb, const struct doc *d, uint32_t t)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    return lemma && kb_get(kb, "place_words", lemma, 1);
}

/* The place row that the phrase headed by t is or is named by: "Cyprus", "130
 * cities across France", "the town of Marinka"; NONE when it is no place. */
static uint32_t row_of(const struct kb *kb, const struct doc *d, uint32_t t)
{
    bool named_by = is_place_word(kb, d, t);
    struct run whole = doc_subtree(d, t);
    for (uint32_t p = 0; p < d->place.n; p++) {
        struct run r = d->place.row[p].at;
        bool known = d->place.row[p].entry || d->place.row[p].country;
        bool head = r.beg <= t && t < r.end && doc_head_of(d, r) == t;
        bool inside = named_by && r.beg >= whole.beg && r.end <= whole.end;
        if (known && (head || inside))
            return p;
    }
    return NONE;
}

/* Where the words below governor g say that it happens. */
static uint32_t below(const struct kb *kb, const struct doc *d, uint32_t g)
{
    struct run s = d->sent.row[d->sent_of.row[g]];
    for (uint32_t t = s.beg; t < s.end; t++) {
        uint8_t rel = d->dep.row[t].rel;
        if (d->dep.row[t].head != g || (rel != REL_OBL && rel != REL_NMOD) ||
            !is_where(d, t))
            continue;
        uint32_t p = row_of(kb, d, t);
        if (p != NONE)
            return p;
    }
    return NONE;
}

/* A visit is where it leads to ("visits Kyiv", "flew to Moscow"), a retreat
 * where it leaves ("leave Iraq", "withdrawal from Niger"). A state that is
 * visited is a side. */
static uint32_t moved(const struct kb *kb, const struct doc *d, uint32_t g,
                      const char *mark_is, bool states)
{
    struct run s = d->sent.row[d->sent_of.row[g]];
    for (uint32_t t = s.beg; t < s.end; t++) {
        uint8_t rel = d->dep.row[t].rel;
        uint32_t mark = doc_child(d, t, REL_CASE, 0);
        bool marked = (rel == REL_OBL || rel == REL_NMOD) && mark != NONE &&
                      doc_is(d, mark, mark_is);
        if (d->dep.row[t].head != g || !(marked || rel == REL_OBJ))
            continue;
        uint32_t p = row_of(kb, d, t);
        if (p != NONE && (states ||
                          d->place.row[p].precision != PLACE_COUNTRY))
            return p;
    }
    return NONE;
}

/* The verb whose subject names the event ("protests break out"). */
static uint32_t carrier(const struct doc *d, uint32_t t)
{
    uint32_t h = d->dep.row[t].head;
    if (h == NONE || d->tag.row[t].upos != UPOS_NOUN ||
        d->tag.row[h].upos != UPOS_VERB)
        return NONE;
    return d->dep.row[t].rel == REL_NSUBJ ? h : NONE;
}

/* A place that force is used on is where it is used; a state is a side. */
static uint32_t target(const struct kb *kb, const struct doc *d,
                       const struct frame *f)
{
    if (f->cls != CAT_ASSAULT && f->cls != CAT_COERCE)
        return NONE;
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        const struct arg *a = &d->arg.row[i];
        uint32_t h = a->role == ROLE_RECIPIENT ? doc_head_of(d, a->at) : NONE;
        uint32_t p = h == NONE ? NONE : row_of(kb, d, h);
        if (p != NONE && d->place.row[p].entry &&
            d->place.row[p].precision != PLACE_COUNTRY)
            return p;
    }
    return NONE;
}

/* Does t belong to the clause of top, below it? */
static bool under(const struct doc *d, uint32_t t, uint32_t top)
{
    for (int i = 0; t != NONE && i < CLIMB; i++) {
        uint8_t rel = d->dep.row[t].rel;
        if (t == top)
            return true;
        if (rel == REL_ADVCL || rel == REL_CCOMP || rel == REL_PARATAXIS)
            return false;
        t = d->dep.row[t].head;
    }
    return false;
}

uint32_t event_place(const struct kb *kb, const struct doc *d,
                     const struct frame *f)
{
    uint32_t p = below(kb, d, f->anchor), verb = carrier(d, f->anchor);
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        const struct arg *a = &d->arg.row[i];
        uint32_t told = a->role == ROLE_PLACE ? row_at(d, a->at) : NONE;
        bool own = p == NONE || under(d, doc_head_of(d, a->at), f->anchor);
        if (told != NONE && own && !tells_office(kb, d, a->at))
            return told; /* not of another clause when the own tells one */
    }
    if (p == NONE && verb != NONE)
        p = below(kb, d, verb);
    if (p == NONE && f->cls == CAT_CONSULT)
        p = moved(kb, d, f->anchor, "to", false);
    if (p == NONE && f->cls == CAT_RETREAT)
        p = moved(kb, d, f->anchor, "from", true);
    return p != NONE ? p : target(kb, d, f);
}
