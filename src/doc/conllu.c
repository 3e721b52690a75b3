#include "doc/conllu.h"

#include <string.h>

static bool has(const struct doc *d, enum layer l)
{
    return d->have >> l & 1;
}

/* Bytes on one line: each stretch of white space and control characters
 * becomes `blank`. */
static void put_flat(struct buf *out, const char *s, size_t n,
                     const char *blank)
{
    bool gap = false;
    for (size_t i = 0; i < n; i++) {
        bool space = (unsigned char)s[i] <= ' ' || s[i] == 0x7f;
        if (space && !gap)
            buf_text(out, blank);
        if (!space)
            buf_char(out, s[i]);
        gap = space;
    }
}

static void put_word(const struct doc *d, uint32_t t, struct buf *out)
{
    struct span s = d->tok.row[t].at;
    put_flat(out, d->text + s.beg, s.end - s.beg, "\xc2\xa0");
}

static void put_tag(const struct doc *d, uint32_t t, struct buf *out)
{
    if (!has(d, LAYER_TAG)) {
        buf_text(out, "\t_\t_\t_\t_");
        return;
    }
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    buf_char(out, '\t');
    put_flat(out, lemma ? lemma : "_", lemma ? strlen(lemma) : 1, "\xc2\xa0");
    buf_char(out, '\t');
    buf_text(out, label_upos[d->tag.row[t].upos]);
    buf_text(out, "\t_\t_");
}

static void put_dep(const struct doc *d, uint32_t t, uint32_t first,
                    struct buf *out)
{
    if (!has(d, LAYER_DEP)) {
        buf_text(out, "\t_\t_\t_");
        return;
    }
    uint32_t head = d->dep.row[t].head;
    buf_char(out, '\t');
    buf_int(out, head == NONE ? 0 : (int64_t)head - first + 1);
    buf_char(out, '\t');
    buf_text(out, label_rel[d->dep.row[t].rel]);
    buf_text(out, "\t_");
}

static bool glued(const struct doc *d, uint32_t t)
{
    return t + 1 < d->tok.n && d->tok.row[t + 1].gap == GAP_NONE;
}

/* MISC; *name is the first name that ends behind token t. */
static void put_misc(const struct doc *d, uint32_t t, uint32_t *name,
                     struct buf *out)
{
    while (*name < d->name.n && d->name.row[*name].at.end <= t)
        ++*name;
    bool inside = *name < d->name.n && d->name.row[*name].at.beg <= t;
    bool glue = glued(d, t);
    buf_char(out, '\t');
    if (inside) {
        const struct name *n = &d->name.row[*name];
        buf_text(out, n->at.beg == t ? "Entity=B-" : "Entity=I-");
        buf_text(out, label_name[n->type]);
    }
    if (glue)
        buf_text(out, inside ? "|SpaceAfter=No" : "SpaceAfter=No");
    if (!inside && !glue)
        buf_char(out, '_');
}

/* The sentence with one blank where the text has white space. */
static void put_line(const struct doc *d, struct run r, struct buf *out)
{
    buf_text(out, "# text = ");
    for (uint32_t t = r.beg; t < r.end; t++) {
        put_word(d, t, out);
        buf_text(out, t + 1 < r.end && !glued(d, t) ? " " : "");
    }
    buf_char(out, '\n');
}

static void put_sent(const struct doc *d, uint32_t i, uint32_t *name,
                     struct buf *out)
{
    struct run r = d->sent.row[i];
    if (d->tok.row[r.beg].gap == GAP_PARAGRAPH && i > 0)
        buf_text(out, "# newpar\n");
    buf_text(out, "# sent_id = ");
    buf_int(out, (int64_t)i + 1);
    buf_char(out, '\n');
    put_line(d, r, out);
    for (uint32_t t = r.beg; t < r.end; t++) {
        buf_int(out, (int64_t)t - r.beg + 1);
        buf_char(out, '\t');
        put_word(d, t, out);
        put_tag(d, t, out);
        put_dep(d, t, r.beg, out);
        put_misc(d, t, name, out);
        buf_char(out, '\n');
    }
    buf_char(out, '\n');
}

void doc_conllu(const struct doc *d, struct buf *out)
{
    uint32_t name = 0;
    const char *id = d->src.id ? d->src.id : "-";
    buf_text(out, "# newdoc id = ");
    put_flat(out, id, strlen(id), " ");
    buf_char(out, '\n');
    for (uint32_t i = 0; i < d->sent.n; i++)
        put_sent(d, i, &name, out);
}
