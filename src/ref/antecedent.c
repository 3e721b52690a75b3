/* How an antecedent is chosen.
 *
 * Names take up an earlier mention of the same name (surname, acronym).
 * Relative pronouns take the noun that their clause hangs on. "we" and "I"
 * inside a quotation are its speaker. Other pronouns and definite nouns take
 * the earlier mention that agrees with them and scores best: nearer sentences,
 * subjects, and names score more (salience). Nothing is taken from further
 * back than REACH sentences, by the same noun REACH_NOUN.
 */
#include "ref/ref_in.h"

#include <string.h>

#include "kb/kb.h"

enum { REACH = 3, REACH_NOUN = 12, REACH_NAME = 2000 /* mentions */ };

static const char *table_get(const struct ref *r, const char *table,
                             const char *key, int column)
{
    return kb_get(r->kb, table, key, column);
}

static char first_of(const char *s)
{
    return s && s[0] ? s[0] : '-';
}

static bool inside(struct run a, struct run b)
{
    return a.beg >= b.beg && a.end <= b.end;
}

/* The person's name in a run, else the name that holds the head. */
static struct run name_in(const struct doc *d, const struct mention *m)
{
    struct run found = {0, 0};
    for (uint32_t i = 0; i < d->name.n; i++) {
        struct run at = d->name.row[i].at;
        if (!inside(at, m->at))
            continue;
        if (d->name.row[i].type == NAME_PER)
            return at;
        if (m->head >= at.beg && m->head < at.end)
            found = at;
    }
    return found;
}

static int name_type(const struct doc *d, struct run at)
{
    for (uint32_t i = 0; i < d->name.n; i++) {
        if (d->name.row[i].at.beg == at.beg && d->name.row[i].at.end == at.end)
            return d->name.row[i].type;
    }
    return -1;
}

static char number_of(const struct doc *d, uint32_t head)
{
    const char *lemma = doc_text(d, d->tag.row[head].lemma);
    if (doc_child(d, head, REL_CONJ, head + 1) != NONE)
        return 'p';
    if (!lemma || d->tag.row[head].upos != UPOS_NOUN)
        return 's';
    return doc_is(d, head, lemma) ? 's' : 'p';
}

static void trait_pronoun(const struct ref *r, const struct mention *m,
                          struct trait *t)
{
    char low[16] = "";
    if (!doc_low(r->d, m->head, low, sizeof low))
        return;
    t->number = first_of(table_get(r, "pronouns", low, 1));
    t->cls = first_of(table_get(r, "pronouns", low, 2));
    t->gender = first_of(table_get(r, "pronouns", low, 3));
}

/* Gender by a title or noun anywhere in the phrase ("Mrs", "king"). */
static char gender_in(const struct ref *r, struct run at)
{
    for (uint32_t i = at.beg; i < at.end; i++) {
        char low[32];
        if (!doc_low(r->d, i, low, sizeof low))
            continue;
        size_t n = strlen(low);
        if (n && low[n - 1] == '.')
            low[n - 1] = '\0';
        char g = first_of(table_get(r, "ref_nouns", low, 2));
        if (g != '-')
            return g;
    }
    return '-';
}

struct trait ref_trait(const struct ref *r, const struct mention *m)
{
    const struct doc *d = r->d;
    struct trait t = {'-', '-', '-', false, false, {0, 0}};
    uint8_t rel = d->dep.row[m->head].rel;
    t.subject = rel == REL_NSUBJ || rel == REL_CSUBJ;
    if (m->kind == MENTION_PRONOUN) {
        trait_pronoun(r, m, &t);
        return t;
    }
    t.number = number_of(d, m->head);
    t.name = name_in(d, m);
    t.gender = gender_in(r, m->at);
    int type = t.name.end > t.name.beg ? name_type(d, t.name) : -1;
    t.proper = type == NAME_PER || (type >= 0 && m->kind == MENTION_NAME);
    if (type == NAME_PER)
        t.cls = 'p';
    else if (t.proper)
        t.cls = 'o';
    else
        t.cls = first_of(table_get(r, "ref_nouns",
                                   doc_text(d, d->tag.row[m->head].lemma), 1));
    if (t.cls == 'g')
        t.number = 'p';
    return t;
}

static bool same_token(const struct doc *d, uint32_t a, uint32_t b)
{
    struct span x = d->tok.row[a].at, y = d->tok.row[b].at;
    return x.end - x.beg == y.end - y.beg &&
           memcmp(d->text + x.beg, d->text + y.beg, x.end - x.beg) == 0;
}

/* The words of `a` stand in `b` in order, its last word being b's last. */
static bool name_within(const struct doc *d, struct run a, struct run b)
{
    if (a.end == a.beg || b.end == b.beg ||
        !same_token(d, a.end - 1, b.end - 1))
        return false;
    uint32_t j = b.beg;
    for (uint32_t i = a.beg; i < a.end; i++) {
        while (j < b.end && !same_token(d, i, j))
            j++;
        if (j++ == b.end)
            return false;
    }
    return true;
}

/* "European Union" and "EU": initials of the capital words. */
static bool acronym(const struct doc *d, struct run a, struct run b)
{
    if (a.end - a.beg != 1 || b.end - b.beg < 2)
        return false;
    struct span s = d->tok.row[a.beg].at;
    uint32_t at = s.beg;
    for (uint32_t i = b.beg; i < b.end; i++) {
        char c = d->text[d->tok.row[i].at.beg];
        if (c < 'A' || c > 'Z')
            continue;
        if (at == s.end || d->text[at++] != c)
            return false;
    }
    return at == s.end && s.end - s.beg >= 2;
}

static uint32_t by_name(const struct ref *r, uint32_t m, float *p,
                        const char **by)
{
    const struct trait *t = &r->trait.row[m];
    for (uint32_t i = m; i-- > 0 && m - i < REACH_NAME;) {
        const struct trait *u = &r->trait.row[i];
        if (!u->proper || u->cls != t->cls)
            continue;
        if (name_within(r->d, t->name, u->name) ||
            name_within(r->d, u->name, t->name)) {
            *p = 0.95f;
            *by = "ref:name";
            return i;
        }
        if (t->cls == 'o' && (acronym(r->d, t->name, u->name) ||
                              acronym(r->d, u->name, t->name))) {
            *p = 0.9f;
            *by = "ref:acronym";
            return i;
        }
    }
    return NONE;
}

/* The mention headed by token t, or NONE. */
static uint32_t headed(const struct doc *d, uint32_t t)
{
    for (uint32_t i = 0; i < d->mention.n; i++) {
        if (d->mention.row[i].head == t)
            return i;
    }
    return NONE;
}

/* "who", "which": the noun that the relative clause hangs on. */
static uint32_t by_relative(const struct ref *r, uint32_t m, float *p,
                            const char **by)
{
    const struct doc *d = r->d;
    uint32_t t = d->mention.row[m].head;
    for (int step = 0; step < 8 && t != NONE; step++) {
        uint32_t up = d->dep.row[t].head;
        if (up != NONE && d->dep.row[t].rel == REL_ACL && up < t) {
            *p = 0.9f;
            *by = "ref:relative";
            return headed(d, up);
        }
        t = up;
    }
    return NONE;
}

/* "we" in a quotation: the speaker of the innermost statement around it. */
static uint32_t by_speaker(const struct ref *r, uint32_t m, float *p,
                           const char **by)
{
    const struct doc *d = r->d;
    uint32_t head = d->mention.row[m].head, best = NONE, width = NONE;
    for (uint32_t f = 0; f < d->frame.n; f++) {
        const struct frame *fr = &d->frame.row[f];
        if (fr->type != FRAME_STATEMENT || fr->window.beg > head ||
            fr->window.end <= head)
            continue;
        uint32_t speaker = NONE, wide = 0;
        for (uint32_t a = fr->arg.beg; a < fr->arg.end; a++) {
            const struct arg *g = &d->arg.row[a];
            if (g->role == ROLE_SPEAKER && speaker == NONE)
                speaker = doc_mention_at(d, g->at);
            if (g->role == ROLE_CONTENT && head >= g->at.beg &&
                head < g->at.end)
                wide = g->at.end - g->at.beg;
        }
        if (wide && wide < width && speaker != NONE && speaker != m) {
            width = wide;
            best = speaker;
        }
    }
    *p = 0.85f;
    *by = "ref:speaker";
    return best;
}

/* Verb or noun that governs a token: the clause it belongs to. */
static uint32_t clause_of(const struct doc *d, uint32_t t)
{
    while (d->dep.row[t].head != NONE &&
           d->tag.row[t].upos != UPOS_VERB &&
           d->tag.row[t].upos != UPOS_AUX)
        t = d->dep.row[t].head;
    return t;
}

static bool possessive(const struct doc *d, uint32_t t)
{
    return d->dep.row[t].rel == REL_NMOD || d->dep.row[t].rel == REL_DET;
}

static bool agrees(const struct trait *p, const struct trait *a)
{
    if (p->gender != '-' && a->gender != '-' && p->gender != a->gender)
        return false;
    if (p->cls == 'p')
        return a->cls == 'p' && a->number != 'p';
    if (p->cls == 'o')
        return (a->cls == 'o' || a->cls == 'e') && a->number != 'p';
    return a->number == 'p' || a->cls == 'o' || a->cls == 'g';
}

/* How well mention i serves as antecedent of pronoun m; below 0: not at all. */
static float salience(const struct ref *r, uint32_t i, uint32_t m)
{
    const struct doc *d = r->d;
    const struct mention *a = &d->mention.row[i], *b = &d->mention.row[m];
    const struct trait *t = &r->trait.row[i];
    uint32_t gap = d->sent_of.row[b->head] - d->sent_of.row[a->head];
    if (gap > REACH || inside(b->at, a->at) || a->at.end > b->at.beg)
        return -1;
    if (!gap && clause_of(d, a->head) == clause_of(d, b->head) &&
        !possessive(d, b->head))
        return -1;
    float s = 10.0f - 3.0f * (float)gap;
    s += t->subject ? 3.0f : 0.0f;
    s += t->subject && r->trait.row[m].subject ? 1.0f : 0.0f;
    s += t->proper ? 1.5f : 0.0f;
    s += t->cls == 'e' ? -3.0f : 0.0f;
    return s - 0.01f * (float)(b->head - a->head);
}

static uint32_t by_pronoun(const struct ref *r, uint32_t m, float *p,
                           const char **by)
{
    uint32_t best = NONE;
    float top = 0, second = 0;
    for (uint32_t i = m; i-- > 0;) {
        const struct trait *t = &r->trait.row[i];
        uint32_t gap = r->d->sent_of.row[r->d->mention.row[m].head] -
                       r->d->sent_of.row[r->d->mention.row[i].head];
        if (gap > REACH)
            break;
        if (t->cls == 'q' || t->cls == 'r' || !agrees(&r->trait.row[m], t))
            continue;
        float s = salience(r, i, m);
        if (s > top) {
            second = top;
            top = s;
            best = i;
        } else if (s > second) {
            second = s;
        }
    }
    *p = top - second > 3.0f ? 0.8f : 0.6f;
    *by = "ref:salience";
    return best;
}

/* "the minister": the same noun, or the title of a named person. */
static bool same_noun(const struct ref *r, uint32_t m, uint32_t i)
{
    const struct doc *d = r->d;
    const char *noun = doc_text(d, d->tag.row[d->mention.row[m].head].lemma);
    struct run at = d->mention.row[i].at;
    if (!noun)
        return false;
    if (r->trait.row[i].cls != 'p')
        at = (struct run){d->mention.row[i].head, d->mention.row[i].head + 1};
    for (uint32_t t = at.beg; t < at.end; t++) {
        if (doc_lemma_is(d, t, noun) || doc_is(d, t, noun))
            return true;
    }
    return false;
}

static bool taken_up(const struct doc *d, const struct mention *m)
{
    if (m->at.end - m->at.beg > 4)
        return false;
    return doc_is(d, m->at.beg, "the") || doc_is(d, m->at.beg, "that") ||
           doc_is(d, m->at.beg, "this") || doc_is(d, m->at.beg, "these") ||
           doc_is(d, m->at.beg, "those");
}

static uint32_t by_noun(const struct ref *r, uint32_t m, float *p,
                        const char **by)
{
    const struct doc *d = r->d;
    const struct mention *b = &d->mention.row[m];
    if (!taken_up(d, b))
        return NONE;
    for (uint32_t i = m; i-- > 0;) {
        const struct mention *a = &d->mention.row[i];
        uint32_t gap = d->sent_of.row[b->head] - d->sent_of.row[a->head];
        if (gap > REACH_NOUN)
            break;
        if (a->kind == MENTION_PRONOUN || inside(b->at, a->at) ||
            r->trait.row[i].number != r->trait.row[m].number)
            continue;
        if (same_noun(r, m, i)) {
            *p = 0.8f;
            *by = "ref:noun";
            return i;
        }
    }
    return NONE;
}

/* A phrase and a shorter cut of it ("a spokesman for the ministry", "a
 * spokesman"), or a name and the title that leads it. */
static uint32_t by_cut(const struct ref *r, uint32_t m, float *p,
                       const char **by)
{
    const struct doc *d = r->d;
    const struct mention *b = &d->mention.row[m];
    for (uint32_t i = m; i-- > 0 && m - i < 8;) {
        const struct mention *a = &d->mention.row[i];
        bool title = a->at.beg == b->at.beg && r->trait.row[i].cls == 'p' &&
                     r->trait.row[i].proper && r->trait.row[m].cls == 'p';
        if (inside(b->at, a->at) && (a->head == b->head || title)) {
            *p = 0.95f;
            *by = "ref:cut";
            return i;
        }
    }
    return NONE;
}

uint32_t ref_antecedent(const struct ref *r, uint32_t m, float *p,
                        const char **by)
{
    const struct trait *t = &r->trait.row[m];
    uint32_t cut = by_cut(r, m, p, by);
    if (cut != NONE)
        return cut;
    switch (r->d->mention.row[m].kind) {
    case MENTION_PRONOUN:
        if (t->cls == 'q')
            return by_speaker(r, m, p, by);
        if (t->cls == 'r')
            return by_relative(r, m, p, by);
        return by_pronoun(r, m, p, by);
    case MENTION_NAME:
        return by_name(r, m, p, by);
    default:
        return t->proper ? by_name(r, m, p, by) : by_noun(r, m, p, by);
    }
}
