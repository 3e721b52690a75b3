/* labels.h - the closed word lists of the records, numbered once.
 * reads:   -                                writes:  -
 * shape:   -                                units:   -
 * errors:  -                                threads: constant
 * cost:    -                                source:  UD v2; PLOVER 2.0 manual;
 *                                                    docs/codebook.md
 *
 * The order of every list is the order of the network's outputs (train/) and
 * must not change without a new model. labels.c holds the spellings.
 */
#ifndef DM_LABELS_H
#define DM_LABELS_H

#include <stdint.h>

/* Universal parts of speech, alphabetical. */
enum upos {
    UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ,
    UPOS_NOUN, UPOS_NUM, UPOS_PART, UPOS_PRON, UPOS_PROPN, UPOS_PUNCT,
    UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_X, N_UPOS
};

/* Universal relations without subtypes, alphabetical. */
enum rel {
    REL_ACL, REL_ADVCL, REL_ADVMOD, REL_AMOD, REL_APPOS, REL_AUX, REL_CASE,
    REL_CC, REL_CCOMP, REL_CLF, REL_COMPOUND, REL_CONJ, REL_COP, REL_CSUBJ,
    REL_DEP, REL_DET, REL_DISCOURSE, REL_DISLOCATED, REL_EXPL, REL_FIXED,
    REL_FLAT, REL_GOESWITH, REL_IOBJ, REL_LIST, REL_MARK, REL_NMOD, REL_NSUBJ,
    REL_NUMMOD, REL_OBJ, REL_OBL, REL_ORPHAN, REL_PARATAXIS, REL_PUNCT,
    REL_REPARANDUM, REL_ROOT, REL_VOCATIVE, REL_XCOMP, N_REL
};

/* Kinds of names. */
enum name_type { NAME_PER, NAME_LOC, NAME_ORG, N_NAME };

/* What a frame is about. */
enum frame_type {
    FRAME_EVENT, FRAME_STATEMENT, FRAME_POSITION, FRAME_SHIFT, N_FRAME
};

/* PLOVER 2.0 categories, in the manual's order; 0 is none. */
enum category {
    CAT_NONE, CAT_AGREE, CAT_CONSULT, CAT_SUPPORT, CAT_CONCEDE, CAT_COOPERATE,
    CAT_AID, CAT_RETREAT, CAT_REQUEST, CAT_ACCUSE, CAT_REJECT, CAT_THREATEN,
    CAT_PROTEST, CAT_SANCTION, CAT_MOBILIZE, CAT_COERCE, CAT_ASSAULT, N_CAT
};

/* Category and mode pairs: row numbers of label_mode_table; 0 is no mode. */
enum { N_MODE = 68 };

/* PLOVER contexts. */
enum { N_CTX = 37 };

/* What is known of an anchor that is a statement. */
enum statement_class { STM_NONE, STM_CUE, STM_BARE, N_STM };

/* Kinds of statement. */
enum statement_kind { KIND_SAY, KIND_THINK };

/* Stances of a position; 0 is none. */
enum stance_kind {
    STANCE_NONE, STANCE_OFFERS, STANCE_ACCEPTS, STANCE_REFUSES,
    STANCE_REQUIRES, STANCE_DEMANDS, STANCE_REJECTS, STANCE_DEFERS,
    STANCE_OPPOSES, N_STANCE
};

/* Kinds of engagement. */
enum engagement {
    ENG_TALKS, ENG_MEETING, ENG_CEASEFIRE, ENG_AGREEMENT, ENG_WITHDRAWAL,
    ENG_SANCTIONS_RELIEF, ENG_AID, ENG_RECOGNITION, ENG_INSPECTION,
    ENG_RELEASE, ENG_DISARMAMENT, ENG_TRADE, ENG_MEMBERSHIP, ENG_OTHER, N_ENG
};

/* Strength of a position; 0 is none. */
enum strength { STRENGTH_NONE, STRENGTH_MUST, STRENGTH_SHOULD, STRENGTH_MAY,
                N_STRENGTH };

/* Kinds of shift; 0 is none. */
enum shift_kind {
    SHIFT_NONE, SHIFT_CONTRADICTS, SHIFT_HARDENS, SHIFT_SOFTENS,
    SHIFT_REVERSES, SHIFT_WALKS_BACK, SHIFT_REAFFIRMS, SHIFT_CLAIMS_UNITY,
    SHIFT_DENIES, N_SHIFT
};

/* Relations of a term to its engagement. */
enum term_relation {
    TERM_UNTIL, TERM_UNLESS, TERM_BEFORE, TERM_AFTER, TERM_IF, TERM_ONLY_IF,
    TERM_WHILE, TERM_AS_LONG_AS, TERM_IN_RETURN, TERM_WITHOUT, N_TERM
};

/* What a term asks of the party it binds. */
enum term_must { MUST_NONE, MUST_DO, MUST_REFRAIN, N_MUST };

/* Factuality bits of an event. */
enum { FACT_NEG = 1, FACT_FUT = 2, FACT_HYP = 4, FACT_HIST = 8, N_FACT = 4 };

/* Roles of words around an anchor (all frame types in one list). */
enum role {
    ROLE_ACTOR, ROLE_RECIPIENT, ROLE_PLACE,            /* event */
    ROLE_SPEAKER, ROLE_CONTENT, ROLE_ADDRESSEE, ROLE_CUE, /* statement */
    ROLE_HOLDER, ROLE_WHAT, ROLE_TERM, ROLE_MARK, ROLE_TRIGGER, /* position */
    ROLE_WHO, ROLE_EVIDENCE,                           /* shift */
    N_ROLE
};

/* Spellings, as the records print them; index by the enums above. */
extern const char *const label_upos[N_UPOS];
extern const char *const label_rel[N_REL];
extern const char *const label_name[N_NAME];
extern const char *const label_frame[N_FRAME];
extern const char *const label_category[N_CAT];
extern const char *const label_ctx[N_CTX];
extern const char *const label_stance[N_STANCE];
extern const char *const label_engagement[N_ENG];
extern const char *const label_strength[N_STRENGTH];
extern const char *const label_shift[N_SHIFT];
extern const char *const label_term[N_TERM];
extern const char *const label_must[N_MUST];
extern const char *const label_role[N_ROLE];

/* A category with one of its modes, PLOVER's quad class and score. */
struct label_mode {
    uint8_t category;  /* enum category */
    const char *mode;  /* NULL in the first N_CAT rows: the category alone */
    uint8_t quad;      /* 1..4 */
    float score;       /* PLOVER 2.0 intensity */
};

/* Row 0 stands for no mode; rows 1.. are pairs in the order of
 * data/plover_modes.tsv without the rows that have no mode. */
extern const struct label_mode label_mode_table[N_MODE];

/* Category rows without a mode, index by enum category. */
extern const struct label_mode label_category_table[N_CAT];

/* Number of `text` in a list of n spellings, or -1. */
int label_find(const char *const *list, int n, const char *text);

#endif
