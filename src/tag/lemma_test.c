/* lemma_test.c - lemmas, one case a line. */
#include "base/test.h"
#include "doc/labels.h"
#include "tag/lemma.h"

static const char *lemma(const char *word, uint8_t upos)
{
    static char out[256];
    out[lemma_make(word, (uint32_t)strlen(word), upos, out)] = 0;
    return out;
}

static void closed(void)
{
    CHECK_STR(lemma("him", UPOS_PRON), "he");
    CHECK_STR(lemma("Them", UPOS_PRON), "they");
    CHECK_STR(lemma("I", UPOS_PRON), "I");
    CHECK_STR(lemma("n't", UPOS_PART), "not");
    CHECK_STR(lemma("n’t", UPOS_PART), "not");
    CHECK_STR(lemma("'s", UPOS_AUX), "be");
    CHECK_STR(lemma("’s", UPOS_PART), "'s");
    CHECK_STR(lemma("'s", UPOS_PRON), "we");
    CHECK_STR(lemma("wo", UPOS_AUX), "will");
    CHECK_STR(lemma("An", UPOS_DET), "a");
    CHECK_STR(lemma("those", UPOS_DET), "that");
}

static void verbs(void)
{
    CHECK_STR(lemma("said", UPOS_VERB), "say");
    CHECK_STR(lemma("Struck", UPOS_VERB), "strike");
    CHECK_STR(lemma("withdrew", UPOS_VERB), "withdraw");
    CHECK_STR(lemma("re-wrote", UPOS_VERB), "re-write");
    CHECK_STR(lemma("making", UPOS_VERB), "make");
    CHECK_STR(lemma("stopped", UPOS_VERB), "stop");
    CHECK_STR(lemma("visited", UPOS_VERB), "visit");
    CHECK_STR(lemma("invited", UPOS_VERB), "invite");
    CHECK_STR(lemma("denied", UPOS_VERB), "deny");
    CHECK_STR(lemma("agreed", UPOS_VERB), "agree");
    CHECK_STR(lemma("sanctioning", UPOS_VERB), "sanction");
    CHECK_STR(lemma("ceasing", UPOS_VERB), "cease");
    CHECK_STR(lemma("killed", UPOS_VERB), "kill");
    CHECK_STR(lemma("controlled", UPOS_VERB), "control");
    CHECK_STR(lemma("clashes", UPOS_VERB), "clash");
    CHECK_STR(lemma("bring", UPOS_VERB), "bring");
    CHECK_STR(lemma("proceed", UPOS_VERB), "proceed");
    CHECK_STR(lemma("quoted", UPOS_VERB), "quote");
    CHECK_STR(lemma("shelled", UPOS_VERB), "shell");
    CHECK_STR(lemma("relying", UPOS_VERB), "rely");
    CHECK_STR(lemma("relied", UPOS_VERB), "rely");
    CHECK_STR(lemma("reaches", UPOS_VERB), "reach");
    CHECK_STR(lemma("present", UPOS_VERB), "present");
    CHECK_STR(lemma("unveiled", UPOS_VERB), "unveil");
    CHECK_STR(lemma("relieved", UPOS_VERB), "relieve");
    CHECK_STR(lemma("hanged", UPOS_VERB), "hang");
    CHECK_STR(lemma("changed", UPOS_VERB), "change");
}

static void nouns(void)
{
    CHECK_STR(lemma("Talks", UPOS_NOUN), "talk");
    CHECK_STR(lemma("countries", UPOS_NOUN), "country");
    CHECK_STR(lemma("crises", UPOS_NOUN), "crisis");
    CHECK_STR(lemma("crisis", UPOS_NOUN), "crisis");
    CHECK_STR(lemma("gunmen", UPOS_NOUN), "gunman");
    CHECK_STR(lemma("clashes", UPOS_NOUN), "clash");
    CHECK_STR(lemma("houses", UPOS_NOUN), "house");
    CHECK_STR(lemma("troops", UPOS_NOUN), "troops");
    CHECK_STR(lemma("politics", UPOS_NOUN), "politics");
    CHECK_STR(lemma("1990's", UPOS_NOUN), "1990s");
    CHECK_STR(lemma("IRS", UPOS_NOUN), "irs");
    CHECK_STR(lemma("MPs", UPOS_NOUN), "mp");
    CHECK_STR(lemma("ex-wives", UPOS_NOUN), "ex-wife");
}

static void others(void)
{
    CHECK_STR(lemma("larger", UPOS_ADJ), "large");
    CHECK_STR(lemma("biggest", UPOS_ADJ), "big");
    CHECK_STR(lemma("deadliest", UPOS_ADJ), "deadly");
    CHECK_STR(lemma("former", UPOS_ADJ), "former");
    CHECK_STR(lemma("later", UPOS_ADV), "late");
    CHECK_STR(lemma("better", UPOS_ADV), "well");
    CHECK_STR(lemma("UKRAINE", UPOS_PROPN), "UKRAINE");
    CHECK_STR(lemma("Sept.", UPOS_PROPN), "September");
    CHECK_STR(lemma("Palestinians", UPOS_PROPN), "Palestinian");
    CHECK_STR(lemma("20,000", UPOS_NUM), "20000");
    CHECK_STR(lemma("7,5", UPOS_NUM), "7.5");
    CHECK_STR(lemma("bn", UPOS_NUM), "billion");
    CHECK_STR(lemma("XIII", UPOS_NUM), "XIII");
    CHECK_STR(lemma("ÉTATS", UPOS_NOUN), "état");
    CHECK_STR(lemma("“", UPOS_PUNCT), "\"");
    CHECK_STR(lemma("", UPOS_NOUN), "");
    CHECK_STR(lemma("\xff" "S", UPOS_NOUN), "\xff" "s");
}

int main(void)
{
    closed();
    verbs();
    nouns();
    others();
    return test_end();
}
