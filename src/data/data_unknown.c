/* Names that a document's records hold and no lexicon knows. */
#include "data/data.h"

#include <string.h>

/* The document at work. */
struct look {
    const struct kb *kb;
    const struct doc *d;
    struct buf *out;
    struct buf done; /* [n_mention] 1: there is a row for it */
};

/* Kinds that are names. */
#define KINDS_NAME (~(1u << KB_AGENT | 1u << KB_OFFICE | 1u << KB_DEMONYM))

/* True when the lexicons have the name as a whole. */
static bool known(const struct kb *kb, const char *name, size_t len)
{
    char key[KB_NAME_MAX + 1];
    uint32_t n;
    size_t k = kb_fold(name, len, key, 0, sizeof key);
    while (k && k < sizeof key && key[k - 1] == ' ')
        k--;
    if (!k || k >= sizeof key)
        return true; /* nothing that a line could tell */
    key[k] = '\0';
    uint32_t f = kb_find(kb, key, &n);
    for (uint32_t i = f; i < f + n; i++) {
        const struct kb_entry *en = &kb->entry[kb->form[i].entry];
        if (!kb->form[i].surname && (KINDS_NAME >> en->kind & 1))
            return true;
    }
    return false;
}

/* Text of one line: runs of white space and controls are one blank. */
static void put(struct buf *b, const char *s, size_t n)
{
    bool gap = false, any = false;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c <= ' ' || c == 0x7f) {
            gap = any;
            continue;
        }
        if (gap)
            buf_char(b, ' ');
        buf_char(b, (char)c);
        gap = false;
        any = true;
    }
}

static void put_cell(struct buf *b, const char *s)
{
    buf_char(b, '\t');
    if (s)
        put(b, s, strlen(s));
}

/* The mention whose words name m: itself, or the best one of its chain. */
static uint32_t naming(const struct doc *d, uint32_t m)
{
    const struct mention *row = d->mention.row;
    uint32_t c = row[m].chain;
    return row[m].kind == MENTION_NAME || c >= d->mention.n ? m : c;
}

/* The type of the first name in the mention that the name has a part of. */
static uint8_t type_of(const struct doc *d, uint32_t m, const char *name)
{
    struct run r = d->mention.row[naming(d, m)].at;
    for (uint32_t i = 0; i < d->name.n; i++) {
        struct run at = d->name.row[i].at;
        struct span s = doc_span(d, at);
        if (at.beg >= r.beg && at.end <= r.end &&
            memmem(name, strlen(name), d->text + s.beg, s.end - s.beg))
            return d->name.row[i].type;
    }
    return N_NAME;
}

/* A row for mention m of a record in sentence `sent`. */
static void look_at(struct look *l, uint32_t m, uint32_t sent)
{
    const struct doc *d = l->d;
    if (l->done.fail || l->done.p[m])
        return;
    l->done.p[m] = 1;
    const struct entity *en = &d->entity.row[m];
    const char *group = doc_text(d, en->group);
    const char *name = doc_text(d, en->name);
    name = name ? name : group;
    uint8_t type = name ? type_of(d, m, name) : N_NAME;
    if (type == N_NAME)
        return;
    if (!strncmp(name, "the ", 4) || !strncmp(name, "The ", 4))
        name += 4;
    if (known(l->kb, name, strlen(name)))
        return;
    struct span s = doc_span(d, d->sent.row[sent]);
    bool coded = (en->country || (group && strcmp(group, name) != 0)) &&
                 en->via != VIA_NOMINAL; /* what the report speaks of */
    put(l->out, name, strlen(name));
    buf_char(l->out, '\t');
    buf_char(l->out, (char)('0' + type));
    buf_char(l->out, '\t');
    buf_char(l->out, coded ? '1' : '0');
    put_cell(l->out, doc_text(d, en->country));
    put_cell(l->out, doc_text(d, en->sector));
    put_cell(l->out, doc_text(d, en->office));
    put_cell(l->out, d->src.date);
    put_cell(l->out, d->src.id);
    buf_char(l->out, '\t');
    buf_int(l->out, sent);
    buf_char(l->out, '\t');
    put(l->out, d->text + s.beg, s.end - s.beg);
    buf_char(l->out, '\n');
}

static void look_rows(struct look *l, struct rows r, uint32_t sent)
{
    for (uint32_t i = r.beg; i < r.beg + r.n; i++)
        look_at(l, l->d->list.row[i], sent);
}

void data_unknown(const struct kb *kb, const struct doc *d, struct buf *out)
{
    struct look l = {kb, d, out, {0}};
    for (uint32_t m = 0; m < d->mention.n; m++)
        buf_char(&l.done, '\0');
    for (uint32_t i = 0; i < d->statement.n; i++) {
        const struct statement *s = &d->statement.row[i];
        if (s->speaker != NONE)
            look_at(&l, s->speaker, s->h.sent);
        look_rows(&l, s->addressee, s->h.sent);
    }
    for (uint32_t i = 0; i < d->event.n; i++) {
        const struct event *ev = &d->event.row[i];
        look_rows(&l, ev->actor, ev->h.sent);
        look_rows(&l, ev->recipient, ev->h.sent);
    }
    for (uint32_t i = 0; i < d->position.n; i++) {
        const struct position *p = &d->position.row[i];
        if (p->statement == NONE && p->holder != NONE)
            look_at(&l, p->holder, p->h.sent);
    }
    out->fail = out->fail || l.done.fail;
    buf_free(&l.done);
}
