/* The acts of conditions: plain words tell them where the network passed them
 * over, "if Peru tests another missile, talks will end". */
#include "event/event_in.h"

#include <stdio.h>
#include <string.h>

#include "link/link.h"
#include "kb/kb.h"

/* Columns of event_acts. */
enum { COL_CATEGORY = 1, COL_MODE = 2 };

/* Acts of this PLOVER quadrant alone: what else an "if" names is mostly what a
 * side shall do, a term of a position. */
enum { MATERIAL_CONFLICT = 4 };

/* Verbs above an act that the clause may have: "decided to test". */
enum { CLIMB = 2 };

/* Is t the verb of a clause that a conditional word begins, or what that verb
 * does ("if Chile decided to test another device")? */
static bool conditional(const struct kb *kb, const struct doc *d, uint32_t t)
{
    for (int i = 0; i <= CLIMB && t != NONE; i++) {
        for (uint32_t m = doc_child(d, t, REL_MARK, 0); m != NONE;
             m = doc_child(d, t, REL_MARK, m + 1)) {
            char low[16];
            const char *is = doc_low(d, m, low, sizeof low)
                             ? kb_get(kb, "event_acts", low, COL_CATEGORY)
                             : NULL;
            if (is && !strcmp(is, "mark"))
                return true;
        }
        if (d->dep.row[t].rel != REL_XCOMP)
            return false;
        t = d->dep.row[t].head;
    }
    return false;
}

/* The key of verb t with the word at `what` (NONE: alone) when it is there. */
static bool key_of(const struct kb *kb, const struct doc *d, uint32_t t,
                   uint32_t what, char key[EVENT_ACT_MAX])
{
    const char *verb = doc_text(d, d->tag.row[t].lemma);
    const char *noun = what == NONE ? NULL
                                    : doc_text(d, d->tag.row[what].lemma);
    if (!verb || (what != NONE && !noun))
        return false;
    int n = snprintf(key, EVENT_ACT_MAX, "%s%s%s", verb, noun ? " " : "",
                     noun ? noun : "");
    return n > 0 && n < EVENT_ACT_MAX &&
           kb_get(kb, "event_acts", key, COL_CATEGORY);
}

bool event_act(const struct kb *kb, const struct doc *d, uint32_t t,
               struct event *v, char key[EVENT_ACT_MAX])
{
    uint32_t what = doc_child(d, t, REL_OBJ, 0);
    if (d->tag.row[t].upos != UPOS_VERB || !conditional(kb, d, t))
        return false;
    bool alone = what == NONE || event_somebody(d, what) != NONE;
    what = what == NONE ? doc_child(d, t, REL_NSUBJ, 0) : what;
    if (!key_of(kb, d, t, what, key) &&
        !(alone && key_of(kb, d, t, NONE, key)))
        return false;
    const char *category = kb_get(kb, "event_acts", key, COL_CATEGORY);
    const char *mode = kb_get(kb, "event_acts", key, COL_MODE);
    int c = label_find(label_category, N_CAT, category);
    if (c <= 0 || label_category_table[c].quad != MATERIAL_CONFLICT)
        return false;
    *v = (struct event){.category = (uint8_t)c, .fact = FACT_HYP};
    for (uint8_t m = 1; mode && m < N_MODE; m++) {
        if (label_mode_table[m].category == c && label_mode_table[m].mode &&
            !strcmp(label_mode_table[m].mode, mode))
            v->mode = m;
    }
    return true;
}
