#include "doc/labels.h"

#include <stddef.h>
#include <string.h>

const char *const label_upos[N_UPOS] = {
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART",
    "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

const char *const label_rel[N_REL] = {
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp",
    "clf", "compound", "conj", "cop", "csubj", "dep", "det", "discourse",
    "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct",
    "reparandum", "root", "vocative", "xcomp",
};

const char *const label_name[N_NAME] = {
    "PER", "LOC", "ORG",
};

const char *const label_frame[N_FRAME] = {
    "event", "statement", "position", "shift",
};

const char *const label_category[N_CAT] = {
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
};

const char *const label_ctx[N_CTX] = {
    "military", "intelligence", "executive", "legislative", "election",
    "political_institutions", "pro_democracy", "pro_autocracy", "economic",
    "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality",
    "diplomatic", "territory", "peacekeeping", "health", "asylum",
    "migration", "disasters", "natural_resource", "environment", "technology",
    "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption",
    "illegal_drugs", "trafficking",
};

const char *const label_stance[N_STANCE] = {
    "none", "offers", "accepts", "refuses", "requires", "demands", "rejects",
    "defers", "opposes",
};

const char *const label_engagement[N_ENG] = {
    "talks", "meeting", "ceasefire", "agreement", "withdrawal",
    "sanctions_relief", "aid", "recognition", "inspection", "release",
    "disarmament", "trade", "membership", "other",
};

const char *const label_strength[N_STRENGTH] = {
    NULL, "must", "should", "may",
};

const char *const label_shift[N_SHIFT] = {
    "none", "contradicts", "hardens", "softens", "reverses", "walks_back",
    "reaffirms", "claims_unity", "denies",
};

const char *const label_term[N_TERM] = {
    "until", "unless", "before", "after", "if", "only_if", "while",
    "as_long_as", "in_return", "without",
};

const char *const label_must[N_MUST] = {
    NULL, "do", "refrain",
};

const char *const label_role[N_ROLE] = {
    "actor", "recipient", "place", "speaker", "content", "addressee", "cue",
    "holder", "what", "term", "mark", "trigger", "who", "evidence",
};

/* Quad and score: PLOVER 2.0 manual. SANCTION counts as material conflict, as
 * in its own section; ACCUSE is negative (docs/codebook.md). */
const struct label_mode label_category_table[N_CAT] = {
    {CAT_NONE, NULL, 0, 0.0f},
    {CAT_AGREE, NULL, 1, 2.5f},
    {CAT_CONSULT, NULL, 1, 2.5f},
    {CAT_SUPPORT, NULL, 1, 5.0f},
    {CAT_CONCEDE, NULL, 1, 4.5f},
    {CAT_COOPERATE, NULL, 2, 9.5f},
    {CAT_AID, NULL, 2, 10.0f},
    {CAT_RETREAT, NULL, 2, 6.5f},
    {CAT_REQUEST, NULL, 3, 0.0f},
    {CAT_ACCUSE, NULL, 3, -3.0f},
    {CAT_REJECT, NULL, 3, -2.0f},
    {CAT_THREATEN, NULL, 3, -3.5f},
    {CAT_PROTEST, NULL, 4, -5.0f},
    {CAT_SANCTION, NULL, 4, -6.0f},
    {CAT_MOBILIZE, NULL, 4, -5.5f},
    {CAT_COERCE, NULL, 4, -7.0f},
    {CAT_ASSAULT, NULL, 4, -9.0f},
};

const struct label_mode label_mode_table[N_MODE] = {
    {CAT_NONE, NULL, 0, 0.0f},
    {CAT_CONSULT, "visit", 1, 4.0f},
    {CAT_CONSULT, "third-party", 1, 1.0f},
    {CAT_CONSULT, "multilateral", 1, 4.0f},
    {CAT_CONSULT, "phone", 1, 1.5f},
    {CAT_RETREAT, "withdraw", 2, 8.0f},
    {CAT_RETREAT, "release", 2, 6.5f},
    {CAT_RETREAT, "disarm", 2, 10.0f},
    {CAT_RETREAT, "ceasefire", 2, 7.5f},
    {CAT_RETREAT, "access", 2, 6.5f},
    {CAT_RETREAT, "resign", 2, 4.5f},
    {CAT_REQUEST, "assist", 3, 0.5f},
    {CAT_REQUEST, "change", 3, -1.0f},
    {CAT_REQUEST, "yield", 3, -1.0f},
    {CAT_REQUEST, "meet", 3, 0.0f},
    {CAT_ACCUSE, "disapprove", 3, -2.0f},
    {CAT_ACCUSE, "investigate", 3, -3.5f},
    {CAT_ACCUSE, "allege", 3, -3.5f},
    {CAT_REJECT, "assist", 3, -1.5f},
    {CAT_REJECT, "change", 3, -2.0f},
    {CAT_REJECT, "yield", 3, -2.0f},
    {CAT_REJECT, "meet", 3, -2.0f},
    {CAT_THREATEN, "restrict", 3, -3.0f},
    {CAT_THREATEN, "arrest", 3, -3.5f},
    {CAT_THREATEN, "relations", 3, -3.5f},
    {CAT_THREATEN, "expel", 3, -3.5f},
    {CAT_THREATEN, "territory", 3, -4.0f},
    {CAT_THREATEN, "violence", 3, -3.5f},
    {CAT_PROTEST, "demo", 4, -5.0f},
    {CAT_PROTEST, "riot", 4, -7.0f},
    {CAT_PROTEST, "strike", 4, -5.0f},
    {CAT_PROTEST, "hunger", 4, -4.5f},
    {CAT_PROTEST, "boycott", 4, -4.5f},
    {CAT_PROTEST, "obstruct", 4, -4.5f},
    {CAT_PROTEST, "vandalize", 4, -5.0f},
    {CAT_SANCTION, "convict", 4, -6.0f},
    {CAT_SANCTION, "expel", 4, -5.5f},
    {CAT_SANCTION, "withdraw", 4, -6.0f},
    {CAT_SANCTION, "discontinue", 4, -6.0f},
    {CAT_MOBILIZE, "troops", 4, -6.5f},
    {CAT_MOBILIZE, "weapons", 4, -6.5f},
    {CAT_MOBILIZE, "police", 4, -5.5f},
    {CAT_MOBILIZE, "militia", 4, -6.0f},
    {CAT_COERCE, "seize", 4, -7.0f},
    {CAT_COERCE, "restrict", 4, -7.0f},
    {CAT_COERCE, "censor", 4, -6.5f},
    {CAT_COERCE, "curfew", 4, -6.5f},
    {CAT_COERCE, "martial-law", 4, -7.5f},
    {CAT_COERCE, "arrest", 4, -7.0f},
    {CAT_COERCE, "deport", 4, -7.0f},
    {CAT_COERCE, "withhold", 4, -7.0f},
    {CAT_COERCE, "misinformation", 4, -6.5f},
    {CAT_COERCE, "cyber", 4, -7.0f},
    {CAT_ASSAULT, "abduct", 4, -8.5f},
    {CAT_ASSAULT, "beat", 4, -7.5f},
    {CAT_ASSAULT, "torture", 4, -8.5f},
    {CAT_ASSAULT, "sexual", 4, -8.5f},
    {CAT_ASSAULT, "targeted", 4, -9.5f},
    {CAT_ASSAULT, "destroy", 4, -8.5f},
    {CAT_ASSAULT, "primitive", 4, -8.0f},
    {CAT_ASSAULT, "firearms", 4, -9.0f},
    {CAT_ASSAULT, "explosives", 4, -9.0f},
    {CAT_ASSAULT, "suicide-attack", 4, -9.5f},
    {CAT_ASSAULT, "aerial", 4, -9.5f},
    {CAT_ASSAULT, "drone", 4, -9.5f},
    {CAT_ASSAULT, "heavy-weapons", 4, -9.5f},
    {CAT_ASSAULT, "crowd-control", 4, -7.5f},
    {CAT_ASSAULT, "unconventional", 4, -10.0f},
};

int label_find(const char *const *list, int n, const char *text)
{
    for (int i = 0; i < n; i++) {
        if (list[i] && strcmp(list[i], text) == 0)
            return i;
    }
    return -1;
}
