#include "stance/stance_in.h"

#include <stdio.h>
#include <string.h>

#include "kb/kb_value.h"

/* Words of the marks before a term, in small letters, blanks between them. */
static void marks_of(const struct doc *d, const struct frame *f,
                     const struct arg *term, char *out, size_t cap)
{
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        const struct arg *a = &d->arg.row[i];
        if (a->role != ROLE_MARK || a->at.end > term->at.beg ||
            term->at.beg - a->at.end > 2)
            continue;
        for (uint32_t t = a->at.beg; t < a->at.end; t++) {
            char low[32];
            if (!doc_low(d, t, low, sizeof low) ||
                n + strlen(low) + 2 > cap)
                continue;
            n += (size_t)snprintf(out + n, cap - n, "%s%s", n ? " " : "",
                                  low);
        }
    }
}

/* The words right before the term, when the network marked none. */
static void words_before(const struct doc *d, struct run r, char *out,
                         size_t cap)
{
    uint32_t beg = d->sent.row[d->sent_of.row[r.beg]].beg, from = r.beg;
    while (from > beg && r.beg - from < 4 &&
           d->tag.row[from - 1].upos != UPOS_PUNCT)
        from--;
    size_t n = 0;
    out[0] = '\0';
    for (uint32_t t = from; t < r.beg; t++) {
        char low[32];
        if (doc_low(d, t, low, sizeof low) && n + strlen(low) + 2 < cap)
            n += (size_t)snprintf(out + n, cap - n, "%s%s", n ? " " : "",
                                  low);
    }
}

/* The relation of the longest connective that ends the words; -1: none. */
static int relation_of(const struct kb *kb, const char *words)
{
    for (const char *p = words; *p;) {
        const char *rel = kb_get(kb, "connectives", p, 1);
        if (rel)
            return label_find(label_term, N_TERM, rel);
        p += strcspn(p, " ");
        p += *p == ' ';
    }
    return -1;
}

/* Below this the network's relation gives way to a plain connective. From
 * eval/run_eval.py on the dev reports. */
#define RELATION_SURE 0.9f

/* "Only" at the position's verb or right before the condition. */
static bool only(const struct doc *d, uint32_t anchor, uint32_t term)
{
    uint32_t clause = link_clause(d, anchor);
    for (uint32_t t = term; t > 0 && term - t < 3; t--) {
        if (doc_is(d, t - 1, "only"))
            return true;
    }
    for (uint32_t c = doc_child(d, clause, REL_ADVMOD, 0); c < term;
         c = doc_child(d, clause, REL_ADVMOD, c + 1)) {
        if (doc_is(d, c, "only"))
            return true;
    }
    return false;
}

/* What the words before are in the lexicon, "" when it has none of them:
 * `none`, what follows is no condition ("ready to talk any time they like"),
 * `waived`, one that is not asked for any more ("without waiting for"). */
static const char *words_say(const struct stance *s, struct run r)
{
    char words[120];
    words_before(s->d, r, words, sizeof words);
    for (const char *p = words; *p;) {
        const char *rel = kb_get(s->kb, "connectives", p, 1);
        if (rel)
            return rel;
        p += strcspn(p, " ");
        p += *p == ' ';
    }
    return "";
}

static uint8_t relation_said(const struct stance *s, const struct frame *f,
                             const struct arg *a)
{
    char words[120];
    marks_of(s->d, f, a, words, sizeof words);
    int rel = relation_of(s->kb, words);
    if (rel < 0) {
        words_before(s->d, a->at, words, sizeof words);
        rel = relation_of(s->kb, words);
    }
    return rel >= 0 && a->p_relation < RELATION_SURE ? (uint8_t)rel
                                                     : a->relation;
}

static uint8_t relation(const struct stance *s, const struct frame *f,
                        const struct arg *a)
{
    uint8_t rel = relation_said(s, f, a);
    return rel == TERM_IF && only(s->d, f->anchor, a->at.beg) ? TERM_ONLY_IF
                                                              : rel;
}

static uint32_t child_with(const struct doc *d, uint32_t t, enum rel r,
                           const char *word)
{
    uint32_t c = doc_child(d, t, r, 0);
    while (c != NONE && !link_marked(d, c, &word, 1))
        c = doc_child(d, t, r, c + 1);
    return c;
}

static const char *code_at(const struct doc *d, uint32_t t)
{
    uint32_t m = t == NONE ? NONE : link_mention(d, t);
    return m == NONE ? NULL : stance_code(d, m);
}

/* A pronoun that in a condition stands for the other side, whatever it is
 * taken for: of 106 annotated ones 78 do and 7 are the holder's. */
static bool other_side(const struct doc *d, uint32_t t)
{
    return doc_is(d, t, "it") || doc_is(d, t, "they") ||
           doc_is(d, t, "he") || doc_is(d, t, "she");
}

/* Who must act: the subject of the term's clause, the agent of a passive,
 * the owner of a noun; NULL: the words leave it to the other side, which
 * is `other` when there is but one. */
static const char *agent(const struct doc *d, struct run r, const char *other)
{
    uint32_t h = doc_head_of(d, r);
    bool verb = d->tag.row[h].upos == UPOS_VERB;
    if (link_passive(d, h))
        return code_at(d, child_with(d, h, REL_OBL, "by"));
    if (doc_lemma_is(d, h, "receive") || doc_lemma_is(d, h, "obtain"))
        return code_at(d, child_with(d, h, REL_OBL, "from"));
    uint32_t subject = doc_child(d, h, REL_NSUBJ, 0);
    if (subject == NONE && verb)
        subject = link_subject(d, h);
    if (subject != NONE && other && other_side(d, subject))
        return other;
    const char *first = stance_code_of(d, (struct run){r.beg, h});
    if (first)
        return first; /* also where the tree is torn */
    if (subject != NONE || verb)
        return code_at(d, subject);
    const char *code = code_at(d, child_with(d, h, REL_NMOD, "by"));
    if (!code)
        code = code_at(d, child_with(d, h, REL_NMOD, "from"));
    return code ? code : stance_code_of(d, (struct run){r.beg, h + 1});
}

/* How far below the head words are looked at; far ones are of other acts. */
enum { DEEP = 4, MOST_TOKEN = 60 };

/* The words of a condition by their distance from its head. */
struct inside {
    const struct doc *d;
    struct run r;
    uint32_t token[MOST_TOKEN];
    uint8_t depth[MOST_TOKEN];
    uint32_t n;
};

/* Steps from token i up to where the run is left, a relative clause counted
 * for more; DEEP + 1: too many. */
static uint8_t depth_of(const struct doc *d, struct run r, uint32_t i)
{
    for (int n = 0; n <= DEEP; n++) {
        uint32_t head = d->dep.row[i].head;
        if (head == NONE || head < r.beg || head >= r.end)
            return (uint8_t)n;
        if (d->dep.row[i].rel == REL_ACL)
            n += 2;
        i = head;
    }
    return DEEP + 1;
}

static void look_inside(const struct doc *d, struct run r, struct inside *in)
{
    *in = (struct inside){.d = d, .r = r};
    for (uint8_t depth = 0; depth <= DEEP; depth++) {
        for (uint32_t i = r.beg; i < r.end && in->n < MOST_TOKEN; i++) {
            if (depth_of(d, r, i) != depth)
                continue;
            in->depth[in->n] = depth;
            in->token[in->n++] = i;
        }
    }
}

static bool fits(const char *must, const struct term *t)
{
    if (!strcmp(must, "while"))
        return t->must == MUST_REFRAIN && (t->relation == TERM_WHILE ||
                                           t->relation == TERM_AS_LONG_AS);
    must += *must == '=';
    return !strcmp(must, "*") ||
           (t->must && !strcmp(must, label_must[t->must]));
}

/* Takes the first row of these words that fits; false: there is none. */
static bool take_row(const struct stance *s, const char *words, struct term *t,
                 bool *stops)
{
    const struct kb_table *table = kb_table(s->kb, "term_acts");
    if (!table)
        return false;
    for (uint32_t r = kb_row(s->kb, table, words);
         r < table->n_row && !strcmp(kb_cell(s->kb, table, r, 0), words);
         r++) {
        const char *must = kb_cell(s->kb, table, r, 1);
        const char *category = kb_cell(s->kb, table, r, 2);
        const char *code = kb_cell(s->kb, table, r, 3);
        *stops = !strcmp(category, "stop");
        if (!strcmp(must, "=refrain") && t->must == MUST_DO)
            t->must = MUST_REFRAIN;
        if (!*stops && !fits(must, t))
            continue;
        int c = label_find(label_category, N_CAT, category);
        t->category = c > 0 ? (uint8_t)c : CAT_NONE;
        t->cameo = c > 0 && *code != '-'
            ? doc_str(s->d, code, strlen(code)) : 0;
        char at[80];
        kb_row_at(s->kb, table, r, at, sizeof at);
        t->entry = doc_str(s->d, at, strlen(at));
        return true;
    }
    return false;
}

/* The entry of a word with another one of the condition, or alone. */
static bool entry(const struct stance *s, const struct inside *in, uint32_t w,
                  struct term *t, bool *stops)
{
    const struct doc *d = in->d;
    const char *lemma = doc_text(d, d->tag.row[w].lemma);
    char words[120];
    if (!lemma)
        return false;
    for (uint32_t i = 0; i < in->n; i++) {
        const char *other = doc_text(d, d->tag.row[in->token[i]].lemma);
        if (in->token[i] == w || !other ||
            snprintf(words, sizeof words, "%s %s", lemma, other) >=
            (int)sizeof words)
            continue;
        if (take_row(s, words, t, stops))
            return true;
    }
    return take_row(s, lemma, t, stops);
}

static bool negates(const struct doc *d, uint32_t t)
{
    return doc_is(d, t, "not") || doc_is(d, t, "n't") ||
           doc_is(d, t, "never") || doc_is(d, t, "no");
}

static bool negated(const struct doc *d, uint32_t t)
{
    for (uint32_t c = doc_child(d, t, REL_ADVMOD, 0); c != NONE;
         c = doc_child(d, t, REL_ADVMOD, c + 1)) {
        if (negates(d, c))
            return true;
    }
    return t && negates(d, t - 1);
}

/* A word that only describes another tells no act that is asked for. */
static bool describes(const struct doc *d, uint32_t t)
{
    uint8_t rel = d->dep.row[t].rel;
    bool before = d->dep.row[t].head > t;
    return (before && (rel == REL_AMOD || rel == REL_COMPOUND)) ||
           (rel == REL_ACL && doc_child(d, t, REL_AUX, 0) == NONE);
}

/* To meet or to talk is what the position is about, not what it waits for. */
static bool engages(const struct position *p, uint8_t category)
{
    return category == CAT_CONSULT && (p->engagement == ENG_TALKS ||
                                       p->engagement == ENG_MEETING);
}

/* By the lexicon; false: it knows none of the words. What is stopped or
 * negated at the head is to be refrained from. */
static bool by_words(const struct stance *s, const struct inside *in,
                     const struct position *p, struct term *t)
{
    for (uint32_t i = 0; i < in->n; i++) {
        bool stops = false;
        if (!in->depth[i] && t->must == MUST_DO &&
            negated(in->d, in->token[i]))
            t->must = MUST_REFRAIN;
        if ((in->depth[i] && describes(in->d, in->token[i])) ||
            !entry(s, in, in->token[i], t, &stops))
            continue;
        if (!stops && !engages(p, t->category))
            return true;
        t->category = CAT_NONE;
        t->cameo = 0;
        bool ends = in->token[i] + 1 < in->r.end &&
                    doc_is(in->d, in->token[i] + 1, "to"); /* an end to */
        if (stops && (!in->depth[i] || ends) && t->must == MUST_DO)
            t->must = MUST_REFRAIN;
    }
    return false;
}

/* Whom the event is done to: as it is told, else somebody whom the condition
 * names beside the party that it binds. */
static str_id recipient_of(struct doc *d, const struct event *v,
                           struct run r, const struct term *t)
{
    const char *party = doc_text(d, t->party);
    if (v && v->recipient.n)
        return stance_code_id(d, d->list.row[v->recipient.beg]);
    for (uint32_t m = 0; m < d->mention.n; m++) {
        struct run at = d->mention.row[m].at;
        bool named = d->mention.row[m].kind != MENTION_PRONOUN;
        const char *code = named && at.beg >= r.beg && at.end <= r.end
            ? stance_code(d, m) : NULL;
        if (code && (!party || strcmp(code, party)))
            return stance_code_id(d, m);
    }
    return 0;
}

/* An event that may be what is asked for: to do what helps, to refrain from
 * what harms or helps others. Acts by words are not: what they say counts,
 * and that no code tells. */
static bool asked(const struct term *t, uint8_t category)
{
    if (category <= CAT_AGREE || category == CAT_SUPPORT ||
        (category >= CAT_REQUEST && category <= CAT_REJECT))
        return false;
    if (t->must == MUST_REFRAIN)
        return category >= CAT_THREATEN || category == CAT_AID;
    return t->must == MUST_DO && category <= CAT_RETREAT;
}

/* The first event told inside the condition: of a category, or CAT_NONE: one
 * that may be asked for. */
static const struct event *told(const struct doc *d, uint32_t sent,
                                const struct term *t, uint8_t category)
{
    uint32_t lo = link_event_from(d, sent);
    for (; lo < d->event.n && d->event.row[lo].h.sent == sent; lo++) {
        const struct event *v = &d->event.row[lo];
        if (v->trigger.beg >= t->at.beg && v->trigger.end <= t->at.end &&
            (category ? v->category == category : asked(t, v->category)))
            return v;
    }
    return NULL;
}

/* Fills category, cameo and recipient of the event that the condition of the
 * tokens r waits for, when it is known: by the lexicon, else an event that is
 * told inside it. The word nearest to the head decides; one that only stops
 * something ("halt") is passed over, and what shall stop decides. */
static void waits_for(struct stance *s, const struct position *p,
                      struct run r, struct term *t)
{
    struct inside in;
    uint32_t sent = s->d->sent_of.row[r.beg];
    look_inside(s->d, r, &in);
    bool known = by_words(s, &in, p, t);
    if (known && t->category == CAT_NONE)
        return;
    t->entry = known ? t->entry : 0;
    const struct event *v = told(s->d, sent, t, t->category);
    if (!known && (!v || engages(p, v->category)))
        return;
    if (!known) {
        t->category = v->category;
        t->cameo = v->cameo;
    }
    t->recipient = recipient_of(s->d, v, r, t);
}

static bool calls_it(const struct kb *kb, const struct doc *d, uint32_t t)
{
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    const char *what = lemma ? kb_get(kb, "connectives", lemma, 1) : NULL;
    return what && !strcmp(what, "noun");
}

static bool bare_condition(const struct kb *kb, const struct doc *d,
                           struct run r)
{
    return calls_it(kb, d, doc_head_of(d, r));
}

/* The condition without the words that only call it one: "preconditions
 * including [a halt to the raids] are met". */
static struct run shortest(const struct kb *kb, const struct doc *d,
                           struct run r)
{
    static const char *const met[] = {"meet", "fulfil", "fulfill", "satisfy"};
    uint32_t t = r.beg, end = r.end;
    while (t < end && d->tag.row[t].upos != UPOS_NOUN)
        t++;
    if (t + 2 >= end || !calls_it(kb, d, t))
        return r;
    bool such = doc_is(d, t + 1, "such") && doc_is(d, t + 2, "as");
    if (!such && !doc_is(d, t + 1, "including") && !doc_is(d, t + 1, "like"))
        return r;
    t += such ? 3 : 2;
    for (size_t i = 0; i < sizeof met / sizeof *met; i++) {
        if (end > t && doc_lemma_is(d, end - 1, met[i]))
            end--;
    }
    while (end > t && end < r.end && d->tag.row[end - 1].upos == UPOS_AUX)
        end--;
    return t < end ? (struct run){t, end} : r;
}

enum rc stance_term(struct stance *s, const struct frame *f,
                    const struct arg *a, const struct position *p,
                    const struct codes *parties)
{
    struct doc *d = s->d;
    char other[120];
    struct run r = shortest(s->kb, d, a->at);
    struct term t = {.at = doc_span(d, r), .must = a->must,
                     .waived = a->waived, .negated = a->negated, .p = a->p};
    const char *before = words_say(s, r);
    if (!strcmp(before, "none"))
        return OK;
    t.waived = t.waived || !strcmp(before, "waived");
    t.relation = relation(s, f, a);
    if (t.relation == TERM_WITHOUT &&
        (p->stance == STANCE_OFFERS || p->stance == STANCE_ACCEPTS ||
         p->stance == STANCE_DEMANDS))
        t.waived = true; /* of 99 annotated ones 96 */
    if (t.relation == TERM_WITHOUT && bare_condition(s->kb, d, r)) {
        t.waived = true;
        t.at = d->tok.row[doc_head_of(d, r)].at; /* the noun alone */
    }
    if (t.waived) {
        t.relation = TERM_WITHOUT;
        t.must = MUST_NONE;
    } else {
        const char *me = stance_me(d, p);
        const char *only = stance_code_other(parties, me, other,
                                             sizeof other);
        const char *code = agent(d, r, only);
        if (!code && t.must != MUST_NONE)
            code = only;
        if (code) {
            t.party_by = code == only ? PARTY_OTHER : PARTY_WORDS;
            char copy[120]; /* doc_str may move what code points into */
            snprintf(copy, sizeof copy, "%s", code);
            t.party = doc_str(d, copy, strlen(copy));
            if (!t.party)
                return stance_no_memory(s);
        }
        t.duration = stance_duration(d, r);
        waits_for(s, p, r, &t);
    }
    return table_put(&d->mem, &d->term, t) ? OK : stance_no_memory(s);
}

enum rc stance_terms(struct stance *s, const struct frame *f,
                     struct position *p, const struct codes *parties)
{
    struct doc *d = s->d;
    p->term.beg = d->term.n;
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role == ROLE_TERM)
            TRY(stance_term(s, f, &d->arg.row[i], p, parties));
    }
    TRY(stance_tied(s, f, p, parties));
    p->term.end = d->term.n;
    return OK;
}
