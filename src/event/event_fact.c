#include "event/event_in.h"

#include <string.h>

#include "link/link.h"
#include "kb/kb.h"

/* The words that carry a verb's or a noun's factuality are listed in
 * data/factuality.tsv: lemma, where it stands (aux, mark, det, advmod, head),
 * and the flag that it sets. */
static uint8_t flag_of(const struct kb *kb, const struct doc *d, uint32_t t,
                       const char *where)
{
    static const char *const names[N_FACT] = {"neg", "fut", "hyp", "hist"};
    const struct kb_table *f = kb_table(kb, "factuality");
    const char *lemma = doc_text(d, d->tag.row[t].lemma);
    char low[24];
    uint8_t bits = 0;
    if (!f || !doc_low(d, t, low, sizeof low))
        return 0;
    for (int pass = 0; pass < 2; pass++) {
        const char *key = pass ? lemma : low;
        if (!key || (pass && !strcmp(key, low)))
            continue;
        for (uint32_t r = kb_row(kb, f, key);
             r < f->n_row && !strcmp(kb_cell(kb, f, r, 0), key); r++) {
            int k = label_find(names, N_FACT, kb_cell(kb, f, r, 2));
            if (k >= 0 && !strcmp(kb_cell(kb, f, r, 1), where))
                bits |= (uint8_t)(1u << k);
        }
    }
    return bits;
}

static const char *place_of(uint8_t rel)
{
    switch (rel) {
    case REL_AUX: return "aux";
    case REL_MARK: return "mark";
    case REL_DET: return "det";
    case REL_ADVMOD: case REL_CC: return "advmod";
    case REL_AMOD: return "amod";
    default: return NULL;
    }
}

/* What hangs on word t itself. */
static uint8_t own_bits(const struct kb *kb, const struct doc *d, uint32_t t)
{
    struct run s = d->sent.row[d->sent_of.row[t]];
    uint8_t bits = 0;
    for (uint32_t i = s.beg; i < s.end; i++) {
        const char *where = place_of(d->dep.row[i].rel);
        if (d->dep.row[i].head == t && where)
            bits |= flag_of(kb, d, i, where);
    }
    return bits;
}

uint8_t event_fact(const struct kb *kb, const struct doc *d, uint32_t t)
{
    uint8_t bits = own_bits(kb, d, t);
    uint32_t h = d->dep.row[t].head;
    uint8_t rel = d->dep.row[t].rel;
    if (h != NONE && (rel == REL_XCOMP || rel == REL_CCOMP))
        bits |= flag_of(kb, d, h, "head");
    return bits;
}

uint8_t event_claimed(const struct kb *kb, const struct doc *d, uint32_t t)
{
    return flag_of(kb, d, t, "cue");
}
