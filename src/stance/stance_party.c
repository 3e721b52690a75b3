#include "stance/stance_in.h"

#include <string.h>

enum { SEP = '|' };

bool stance_code_in(const struct codes *c, const char *code)
{
    size_t n = strlen(code);
    for (size_t i = 0; i < c->n;) {
        size_t k = strcspn(c->text + i, "|");
        if (k == n && !memcmp(c->text + i, code, n))
            return true;
        i += k + 1;
    }
    return false;
}

void stance_code_add(struct codes *c, const char *code)
{
    size_t n = code ? strlen(code) : 0;
    if (!n || c->n + n + 2 > sizeof c->text || stance_code_in(c, code))
        return;
    if (c->n)
        c->text[c->n++] = SEP;
    memcpy(c->text + c->n, code, n);
    c->n += n;
    c->text[c->n] = '\0';
}

void stance_code_split(struct codes *c, const char *text)
{
    c->n = 0;
    c->text[0] = '\0';
    while (*text) {
        char code[120];
        size_t k = strcspn(text, "|");
        if (k < sizeof code) {
            memcpy(code, text, k);
            code[k] = '\0';
            stance_code_add(c, code);
        }
        text += k + (text[k] == SEP);
    }
}

const char *stance_code_other(const struct codes *c, const char *but,
                              char *out, size_t cap)
{
    const char *found = NULL;
    for (size_t i = 0; i < c->n;) {
        size_t k = strcspn(c->text + i, "|");
        bool same = but && strlen(but) == k && !memcmp(c->text + i, but, k);
        if (!same) {
            if (found || k >= cap)
                return NULL;
            memcpy(out, c->text + i, k);
            out[k] = '\0';
            found = out;
        }
        i += k + 1;
    }
    return found;
}

str_id stance_code_id(const struct doc *d, uint32_t mention)
{
    if (mention >= d->entity.n)
        return 0;
    const struct entity *n = &d->entity.row[mention];
    const char *group = doc_text(d, n->group);
    const char *sector = doc_text(d, n->sector);
    if (!group)
        return n->country;
    return sector && !strcmp(group, sector) ? n->actor : n->group;
}

const char *stance_code(const struct doc *d, uint32_t mention)
{
    return doc_text(d, stance_code_id(d, mention));
}

str_id stance_me_id(const struct doc *d, const struct position *p)
{
    str_id code = stance_code_id(d, p->holder);
    if (code || p->statement == NONE)
        return code;
    return stance_code_id(d, d->statement.row[p->statement].speaker);
}

const char *stance_me(const struct doc *d, const struct position *p)
{
    return doc_text(d, stance_me_id(d, p));
}

const char *stance_code_of(const struct doc *d, struct run r)
{
    for (uint32_t i = link_mention_from(d, r.beg);
         i < d->mention.n && d->mention.row[i].at.beg < r.end; i++) {
        const char *code = stance_code(d, i);
        if (code && d->mention.row[i].at.end <= r.end)
            return code;
    }
    return NULL;
}

#define MARKED(d, t, list)                                                 \
    link_marked(d, t, list, sizeof (list) / sizeof *(list))

/* A phrase of place ("in Geneva") names no side; "out of Mali" may. */
static const char *const where_words[] = {"in", "at", "near", "inside",
                                          "outside", "across"};

static bool where(const struct doc *d, uint32_t t)
{
    return MARKED(d, t, where_words);
}

/* The same by the word right before, whatever the tree says. */
static bool after_where(const struct doc *d, uint32_t t)
{
    bool has = false;
    if (!t || d->tag.row[t - 1].upos != UPOS_ADP)
        return false;
    for (size_t i = 0; i < sizeof where_words / sizeof *where_words; i++)
        has = has || doc_is(d, t - 1, where_words[i]);
    return has;
}

/* Mentions that take no part: where the report was written, who brokers
 * ("EU-brokered"), the paper that was told. */
static bool aside(const struct doc *d, uint32_t i)
{
    const struct mention *m = &d->mention.row[i];
    const char *sector = doc_text(d, d->entity.row[i].sector);
    struct run line = link_dateline(d, d->sent_of.row[m->at.beg]);
    uint32_t end = d->sent.row[d->sent_of.row[m->at.beg]].end;
    bool hyphen = m->at.end + 1 < end && doc_is(d, m->at.end, "-");
    return m->at.beg < line.end || hyphen || where(d, m->head) ||
           after_where(d, m->at.beg) ||
           (sector && !strcmp(sector, "MED"));
}

static void add_run(const struct doc *d, struct run r, struct codes *out)
{
    for (uint32_t i = link_mention_from(d, r.beg);
         i < d->mention.n && d->mention.row[i].at.beg < r.end; i++) {
        if (d->mention.row[i].at.end <= r.end && !aside(d, i))
            stance_code_add(out, stance_code(d, i));
    }
}

/* Sides that hang on word t with "with". */
static void add_with(const struct doc *d, uint32_t t, struct codes *out)
{
    static const char *const with[] = {"with"};
    struct run s = d->sent.row[d->sent_of.row[t]];
    for (uint32_t c = s.beg; c < s.end; c++) {
        uint8_t rel = d->dep.row[c].rel;
        if (d->dep.row[c].head != t || (rel != REL_NMOD && rel != REL_OBL) ||
            !MARKED(d, c, with))
            continue;
        uint32_t m = link_mention(d, c);
        if (m != NONE && d->mention.row[m].head == c && !aside(d, m))
            stance_code_add(out, stance_code(d, m));
    }
}

/* Sides named by the event that the same words tell. */
static void add_event(const struct doc *d, uint32_t anchor, struct codes *out)
{
    struct span at = d->tok.row[anchor].at;
    uint32_t sent = d->sent_of.row[anchor], lo = link_event_from(d, sent);
    for (; lo < d->event.n && d->event.row[lo].h.sent == sent; lo++) {
        const struct event *v = &d->event.row[lo];
        if (v->trigger.beg > at.beg || v->trigger.end < at.end)
            continue;
        for (uint32_t k = 0; k < v->recipient.n; k++)
            stance_code_add(out, stance_code(d,
                                 d->list.row[v->recipient.beg + k]));
    }
}

static bool calls_on_others(uint8_t stance)
{
    return stance == STANCE_DEMANDS || stance == STANCE_OPPOSES;
}

static bool body(const char *code)
{
    return !strcmp(code, "UNO") || !strcmp(code, "EUR") ||
           !strcmp(code, "NATO") || !strcmp(code, "IGO");
}

static uint32_t count(const struct codes *c)
{
    uint32_t n = c->n > 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->text[i] == SEP;
    return n;
}

/* When no side is named with the engagement: the one other that the sentence
 * names nearest to the position's words. */
static void add_sentence(const struct doc *d, uint32_t anchor,
                         const char *me, struct codes *out)
{
    struct run s = d->sent.row[d->sent_of.row[anchor]];
    static const char *const from[] = {"from"};
    const char *best = NULL;
    uint32_t best_gap = NONE;
    for (uint32_t i = link_mention_from(d, s.beg);
         i < d->mention.n && d->mention.row[i].at.beg < s.end; i++) {
        const char *code = stance_code(d, i);
        uint32_t h = d->mention.row[i].head;
        uint32_t gap = h > anchor ? h - anchor : anchor - h;
        if (!code || (me && !strcmp(code, me)) || gap >= best_gap ||
            aside(d, i) || MARKED(d, h, from))
            continue;
        best = code;
        best_gap = gap;
    }
    stance_code_add(out, best);
}

void stance_parties(const struct doc *d, const struct position *p,
                    const struct frame *f, struct codes *out)
{
    struct codes other = {.n = 0};
    const char *me = stance_me(d, p);
    for (uint32_t i = f->arg.beg; i < f->arg.end; i++) {
        if (d->arg.row[i].role != ROLE_WHAT)
            continue;
        add_run(d, d->arg.row[i].at, &other);
        add_with(d, doc_head_of(d, d->arg.row[i].at), &other);
    }
    add_with(d, f->anchor, &other);
    add_event(d, f->anchor, &other);
    if (!other.n || (count(&other) == 1 && me && stance_code_in(&other, me)))
        add_sentence(d, f->anchor, me, &other);
    out->n = 0;
    out->text[0] = '\0';
    bool third = calls_on_others(p->stance) &&
                 (count(&other) > 1 || (me && body(me) && other.n));
    if (me && !third)
        stance_code_add(out, me);
    for (size_t i = 0; i < other.n;) {
        char code[120];
        size_t k = strcspn(other.text + i, "|");
        if (k < sizeof code) {
            memcpy(code, other.text + i, k);
            code[k] = '\0';
            stance_code_add(out, code);
        }
        i += k + 1;
    }
}
