/* What a mention agrees by: number, class, gender, form, place in the clause,
 * and the keys of its words. */
#include "ref/ref_in.h"

#include <stdlib.h>
#include <string.h>

#include "kb/kb.h"

bool ref_inside(struct run a, struct run b)
{
    return a.beg >= b.beg && a.end <= b.end;
}

static uint64_t mix(uint64_t key, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char c = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
        key = (key ^ (uint8_t)c) * 1099511628211u; /* FNV-1a */
    }
    return (key ^ ' ') * 1099511628211u;
}

static const uint64_t fnv_start = 14695981039346656037u;

uint64_t ref_key(const struct doc *d, uint32_t t, bool lemma)
{
    const char *l = lemma ? doc_text(d, d->tag.row[t].lemma) : NULL;
    struct span s = d->tok.row[t].at;
    return l ? mix(fnv_start, l, strlen(l))
             : mix(fnv_start, d->text + s.beg, s.end - s.beg);
}

/* Key of the phrase without determiner, owner's mark and marks. */
static uint64_t full_key(const struct doc *d, struct run p)
{
    uint64_t key = fnv_start;
    for (uint32_t t = p.beg; t < p.end; t++) {
        uint8_t upos = d->tag.row[t].upos;
        struct span s = d->tok.row[t].at;
        bool skip = upos == UPOS_PUNCT || (upos == UPOS_DET && t == p.beg) ||
                    (upos == UPOS_PART && t + 1 == p.end);
        if (!skip)
            key = mix(key, d->text + s.beg, s.end - s.beg);
    }
    return key;
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

enum rc ref_words(struct ref *r, struct err *e)
{
    const struct doc *d = r->d;
    r->word = arena_get(&r->w->mem, (d->tok.n + 1) * sizeof *r->word);
    if (!r->word)
        return err_set(e, E_NOMEM, 0, "out of memory");
    for (uint32_t t = 0; t < d->tok.n; t++) {
        uint8_t upos = d->tag.row[t].upos;
        if (upos == UPOS_NOUN || upos == UPOS_PROPN)
            r->word[r->n_word++] = ref_key(d, t, true);
    }
    qsort(r->word, r->n_word, sizeof *r->word, by_key);
    return OK;
}

/* Times that a word stands in the text, up to 9. */
static uint32_t often(const struct ref *r, uint64_t key)
{
    uint32_t lo = 0, hi = r->n_word, n = 0;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->word[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    while (n < 9 && lo + n < r->n_word && r->word[lo + n] == key)
        n++;
    return n;
}

/* The person's name in a run, else the name that holds the head. */
static struct run name_in(const struct doc *d, const struct mention *m,
                          int *type)
{
    struct run found = {0, 0};
    *type = -1;
    for (uint32_t i = doc_name_from(d, m->at.beg);
         i < d->name.n && d->name.row[i].at.beg < m->at.end; i++) {
        struct run at = d->name.row[i].at;
        if (!ref_inside(at, m->at))
            continue;
        if (d->name.row[i].type == NAME_PER) {
            *type = NAME_PER;
            return at;
        }
        if (m->head >= at.beg && m->head < at.end) {
            found = at;
            *type = d->name.row[i].type;
        }
    }
    return found;
}

static char first_of(const char *s)
{
    return s && s[0] ? s[0] : '-';
}

/* A name in -s may be of many ("Rebels", "Americans") or of one. */
static char number_of(const struct doc *d, uint32_t head)
{
    const char *lemma = doc_text(d, d->tag.row[head].lemma);
    if (d->tag.row[head].upos == UPOS_PROPN &&
        d->text[d->tok.row[head].at.end - 1] == 's')
        return '-';
    if (!lemma || d->tag.row[head].upos != UPOS_NOUN)
        return 's';
    return doc_is(d, head, lemma) ? 's' : 'p';
}

uint32_t ref_host(const struct doc *d, uint32_t start)
{
    uint32_t t = start, host = NONE;
    for (int step = 0; step < 8 && t != NONE && host == NONE; step++) {
        uint32_t up = d->dep.row[t].head;
        if (up != NONE && d->dep.row[t].rel == REL_ACL && up < start)
            host = up;
        t = up;
    }
    if (host == NONE || !doc_is(d, start, "that"))
        return host;
    for (uint32_t i = host + 1; i < start; i++) {
        if (d->tag.row[i].upos == UPOS_VERB || d->tag.row[i].upos == UPOS_AUX)
            return NONE;
    }
    return host;
}

static void trait_pronoun(const struct ref *r, uint32_t head,
                          struct trait *t)
{
    char low[16] = "";
    if (!doc_low(r->d, head, low, sizeof low))
        return;
    t->number = first_of(kb_get(r->kb, "pronouns", low, 1));
    t->cls = first_of(kb_get(r->kb, "pronouns", low, 2));
    t->gender = first_of(kb_get(r->kb, "pronouns", low, 3));
    if (t->cls == 'r' && !strcmp(low, "that") && ref_host(r->d, head) == NONE)
        t->cls = 'd';
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
        char g = first_of(kb_get(r->kb, "ref_nouns", low, 2));
        if (g != '-')
            return g;
    }
    return '-';
}

/* Gender by a given name that leads the name of a person. */
static char gender_of_name(const struct ref *r, struct run name)
{
    char low[32];
    if (name.end < name.beg + 1 ||
        !doc_low(r->d, name.beg, low, sizeof low))
        return '-';
    return first_of(kb_get(r->kb, "given_names", low, 1));
}

static uint8_t form_pronoun(const struct trait *t, char first)
{
    if (t->cls == 'q')
        return t->number == 's' ? SORT_I : SORT_WE;
    if (t->cls == 'y')
        return SORT_YOU;
    if (t->cls == 'r')
        return first == 't' || first == 'T' ? SORT_THAT : SORT_RELATIVE;
    if (t->cls == 'd')
        return SORT_THAT;
    if (t->cls == 'p')
        return t->gender == 'f' ? SORT_SHE : SORT_HE;
    return t->cls == 'o' ? SORT_IT : SORT_THEY;
}

static bool demonstrative(const struct doc *d, uint32_t t)
{
    return doc_is(d, t, "this") || doc_is(d, t, "that") ||
           doc_is(d, t, "these") || doc_is(d, t, "those");
}

static uint8_t form_noun(const struct doc *d, const struct mention *m,
                         const struct trait *t)
{
    uint32_t first = m->at.beg;
    if (t->wide)
        return SORT_PAIR;
    if (m->at.end == first + 1 && demonstrative(d, first))
        return SORT_THAT;
    if (t->proper || m->kind == MENTION_NAME)
        return SORT_NAME;
    if (doc_is(d, first, "the"))
        return SORT_THE;
    if (demonstrative(d, first))
        return SORT_THIS;
    if (d->tag.row[first].upos == UPOS_DET)
        return SORT_A;
    for (uint32_t i = first; i < m->head; i++) {
        if (d->dep.row[i].head == m->head && d->dep.row[i].rel == REL_NMOD)
            return SORT_OWNED;
    }
    return SORT_BARE;
}

static uint8_t part_of(const struct doc *d, uint32_t head)
{
    switch (d->dep.row[head].rel) {
    case REL_NSUBJ: case REL_CSUBJ:
        return PART_SUBJECT;
    case REL_OBJ: case REL_IOBJ:
        return PART_OBJECT;
    case REL_OBL:
        return PART_OBLIQUE;
    case REL_NMOD:
        return d->dep.row[head].head > head ? PART_OWNER : PART_OF;
    case REL_DET:
        return PART_OWNER;
    case REL_CONJ:
        return PART_CONJ;
    case REL_APPOS:
        return PART_APPOS;
    case REL_ROOT:
        return PART_ROOT;
    default:
        return PART_OTHER;
    }
}

/* Verb or noun that governs a token: the clause it belongs to. */
static uint32_t clause_of(const struct doc *d, uint32_t t)
{
    uint32_t start = t;
    while (d->dep.row[t].head != NONE &&
           (t == start || (d->tag.row[t].upos != UPOS_VERB &&
                           d->tag.row[t].upos != UPOS_AUX)))
        t = d->dep.row[t].head;
    return t;
}

/* Class of a noun: its own line, a line for its ending, or an agent. */
static char class_of(const struct ref *r, uint32_t head)
{
    const char *lemma = doc_text(r->d, r->d->tag.row[head].lemma);
    size_t n = lemma ? strlen(lemma) : 0;
    const char *cls = n ? kb_get(r->kb, "ref_nouns", lemma, 1) : NULL;
    uint32_t form = 0, n_form = 0;
    char low[32]; /* a title before a name: "Secretary" */
    if (!cls && r->d->tag.row[head].upos == UPOS_PROPN &&
        doc_low(r->d, head, low, sizeof low))
        cls = kb_get(r->kb, "ref_nouns", low, 1);
    if (cls || r->d->tag.row[head].upos != UPOS_NOUN)
        return first_of(cls);
    if (n && r->kb)
        form = kb_find(r->kb, lemma, &n_form);
    for (uint32_t i = form; i < form + n_form; i++) {
        if (r->kb->entry[r->kb->form[i].entry].kind == KB_AGENT)
            return 'p';
    }
    for (size_t k = n > 7 ? 5 : n > 4 ? n - 3 : 0; k >= 2 && !cls; k--)
        cls = kb_get(r->kb, "ref_endings", lemma + n - k, 1);
    return first_of(cls);
}

static void trait_name(const struct ref *r, const struct mention *m,
                       struct trait *t)
{
    const struct doc *d = r->d;
    int type;
    t->name = name_in(d, m, &type);
    t->gender = gender_in(r, m->at);
    t->proper = type == NAME_PER || (type >= 0 && m->kind == MENTION_NAME);
    if (type >= 0) {
        t->first = ref_key(d, t->name.beg, false);
        t->last = ref_key(d, t->name.end - 1, false);
    }
    if (type == NAME_PER) {
        t->cls = 'p';
        t->number = t->wide ? 'p' : 's';
        if (t->gender == '-')
            t->gender = gender_of_name(r, t->name);
    } else if (t->proper) {
        t->cls = type == NAME_LOC ? 'l' : 'o';
    } else {
        t->cls = class_of(r, m->head);
    }
}

void ref_trait(struct ref *r, uint32_t i)
{
    const struct doc *d = r->d;
    const struct mention *m = &d->mention.row[i];
    struct trait *t = &r->trait.row[i];
    *t = (struct trait){.number = '-', .cls = '-', .gender = '-',
                        .spare = t->spare, .wide = t->wide};
    t->part = part_of(d, m->head);
    t->subject = t->part == PART_SUBJECT;
    t->clause = clause_of(d, m->head);
    t->head = ref_key(d, m->head, true);
    t->verb = ref_key(d, t->clause, true);
    t->often = often(r, t->head);
    t->leads = !i || d->sent_of.row[d->mention.row[i - 1].head] !=
                         d->sent_of.row[m->head];
    t->full = full_key(d, m->phrase);
    if (m->kind == MENTION_PRONOUN) {
        trait_pronoun(r, m->head, t);
        t->form = form_pronoun(t, d->text[d->tok.row[m->head].at.beg]);
        return;
    }
    t->number = t->wide ? 'p' : number_of(d, m->head);
    trait_name(r, m, t);
    if (t->cls == 'g')
        t->number = 'p';
    t->form = form_noun(d, m, t);
}
