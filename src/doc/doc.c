#include "doc/doc.h"

#include <string.h>

enum rc doc_open(struct doc *d, const struct source *src, struct err *e)
{
    doc_reset(d);
    d->src = *src;
    d->text = src->text;
    d->len = src->len;
    if (src->len > DOC_MAX)
        return err_set(e, E_LIMIT, DOC_MAX,
                       "text of %u bytes is over the limit of %u; split it",
                       src->len, (unsigned)DOC_MAX);
    if (src->date && src->date[0]) {
        d->day = doc_day_read(src->date, strlen(src->date));
        if (d->day == NO_DAY)
            return err_set(e, E_INPUT, 0,
                           "date \"%.40s\" is not a day, expected YYYY-MM-DD",
                           src->date);
    }
    if (!table_put(&d->mem, &d->pool, '\0'))
        return err_set(e, E_NOMEM, 0, "out of memory");
    return OK;
}

void doc_reset(struct doc *d)
{
    struct arena mem = d->mem;
    arena_reset(&mem);
    memset(d, 0, sizeof *d);
    d->mem = mem;
    d->day = NO_DAY;
}

void doc_close(struct doc *d)
{
    struct arena mem = d->mem;
    arena_free(&mem);
    memset(d, 0, sizeof *d);
    d->day = NO_DAY;
}

str_id doc_str(struct doc *d, const char *s, size_t n)
{
    if (!n || n > DOC_MAX || !table_grow(&d->mem, &d->pool, (uint32_t)n + 1))
        return 0;
    str_id id = d->pool.n;
    memcpy(d->pool.row + id, s, n);
    d->pool.row[id + n] = '\0';
    d->pool.n += (uint32_t)n + 1;
    return id;
}

const char *doc_text(const struct doc *d, str_id id)
{
    return id ? d->pool.row + id : NULL;
}

struct span doc_span(const struct doc *d, struct run r)
{
    if (r.beg >= r.end)
        return (struct span){0, 0};
    return (struct span){d->tok.row[r.beg].at.beg,
                         d->tok.row[r.end - 1].at.end};
}

static bool same_letters(const char *a, size_t n, const char *w)
{
    for (size_t i = 0; i < n; i++) {
        char c = a[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != w[i])
            return false;
    }
    return w[n] == '\0';
}

bool doc_is(const struct doc *d, uint32_t t, const char *w)
{
    struct span s = d->tok.row[t].at;
    return strlen(w) == s.end - s.beg &&
           same_letters(d->text + s.beg, s.end - s.beg, w);
}

bool doc_low(const struct doc *d, uint32_t t, char *low, size_t cap)
{
    struct span s = d->tok.row[t].at;
    size_t n = 0;
    low[0] = '\0';
    if (s.end - s.beg >= cap)
        return false;
    for (uint32_t i = s.beg; i < s.end; i++) {
        char c = d->text[i];
        if (s.end - i >= 3 && memcmp(d->text + i, "\xe2\x80\x99", 3) == 0) {
            c = '\'';
            i += 2;
        }
        low[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    low[n] = '\0';
    return true;
}

bool doc_lemma_is(const struct doc *d, uint32_t t, const char *w)
{
    const char *l = doc_text(d, d->tag.row[t].lemma);
    return l && strcmp(l, w) == 0;
}

/* Steps from a token to the root; a tree has no cycle, so it ends. */
static bool under(const struct doc *d, uint32_t t, uint32_t top)
{
    for (uint32_t n = 0; t != NONE && n <= d->tok.n; n++) {
        if (t == top)
            return true;
        t = d->dep.row[t].head;
    }
    return false;
}

struct run doc_subtree(const struct doc *d, uint32_t t)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    struct run r = {t, t + 1};
    while (r.beg > s.beg && under(d, r.beg - 1, t))
        r.beg--;
    while (r.end < s.end && under(d, r.end, t))
        r.end++;
    /* Holes: go on past words that hang elsewhere. */
    for (uint32_t i = s.beg; i < r.beg; i++) {
        if (under(d, i, t)) {
            r.beg = i;
            break;
        }
    }
    for (uint32_t i = s.end; i > r.end; i--) {
        if (under(d, i - 1, t)) {
            r.end = i;
            break;
        }
    }
    return r;
}

uint32_t doc_child(const struct doc *d, uint32_t t, enum rel r, uint32_t from)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    for (uint32_t i = from > s.beg ? from : s.beg; i < s.end; i++) {
        if (d->dep.row[i].head == t && d->dep.row[i].rel == (uint8_t)r)
            return i;
    }
    return NONE;
}

static bool can_head(uint8_t upos)
{
    return upos == UPOS_NOUN || upos == UPOS_PROPN || upos == UPOS_PRON ||
           upos == UPOS_NUM || upos == UPOS_VERB || upos == UPOS_ADJ;
}

uint32_t doc_head_of(const struct doc *d, struct run r)
{
    uint32_t found = NONE;
    for (uint32_t i = r.beg; i < r.end; i++) {
        uint32_t h = d->dep.row[i].head;
        bool out = h == NONE || h < r.beg || h >= r.end;
        if (out && d->dep.row[i].rel != REL_PUNCT &&
            can_head(d->tag.row[i].upos))
            return i;
        if (can_head(d->tag.row[i].upos))
            found = i;
    }
    return found != NONE ? found : r.beg;
}

uint32_t doc_name_from(const struct doc *d, uint32_t t)
{
    uint32_t lo = 0, hi = d->name.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->name.row[mid].at.end <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

uint32_t doc_mention_at(const struct doc *d, struct run r)
{
    uint32_t lo = 0, hi = d->mention.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (d->mention.row[mid].at.beg < r.beg)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < d->mention.n && d->mention.row[lo].at.beg == r.beg; lo++) {
        if (d->mention.row[lo].at.end == r.end)
            return lo;
    }
    return NONE;
}

static const char *const layer_names[N_LAYER] = {
    "tok", "enc", "sent", "tag", "dep", "name", "frame",
    "ref", "actor", "date", "place", "quote", "event", "stance",
};

const char *doc_layer_name(int layer)
{
    return layer >= 0 && layer < N_LAYER ? layer_names[layer] : NULL;
}
