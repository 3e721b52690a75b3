#include "shift/shift.h"

#include <string.h>

#include "base/test.h"

static struct shift_text text(const char *s)
{
    return (struct shift_text){s, s ? strlen(s) : 0};
}

static struct shift_term term(const char *words, const char *party, int must)
{
    return (struct shift_term){.words = text(words), .party = text(party),
                               .must = (uint8_t)must};
}

static struct shift_stand stand(int stance)
{
    return (struct shift_stand){.stance = (uint8_t)stance, .p = 1};
}

static struct shift_stand on_terms(int stance, const char *a, const char *b)
{
    struct shift_stand s = stand(stance);
    s.term[s.n_term++] = term(a, "PRK", MUST_DO);
    if (b)
        s.term[s.n_term++] = term(b, "PRK", MUST_DO);
    return s;
}

static struct shift_stand waived(void)
{
    struct shift_stand s = stand(STANCE_OFFERS);
    s.term[s.n_term++] = (struct shift_term){.words = text("preconditions"),
                                             .waived = true};
    return s;
}

static int kind(struct shift_stand a, struct shift_stand b,
                enum shift_voice voice, int32_t days)
{
    struct shift_found f;
    return shift_compare(&a, &b, voice, days, &f) ? f.kind : SHIFT_NONE;
}

static const char *const frees = "it frees the pilot",
                  *const freed = "the pilot has been freed",
                  *const leaves = "its army leaves the border";

static void stances(void)
{
    struct shift_stand open = stand(STANCE_OFFERS);
    struct shift_stand no = stand(STANCE_REFUSES);
    struct shift_stand need = on_terms(STANCE_REQUIRES, frees, NULL);
    CHECK(kind(open, no, VOICE_OTHER, 1) == SHIFT_CONTRADICTS);
    CHECK(kind(open, no, VOICE_OTHER, 20) == SHIFT_REVERSES);
    CHECK(kind(open, no, VOICE_OWN, 1) == SHIFT_REVERSES);
    CHECK(kind(no, open, VOICE_OWN, 1) == SHIFT_REVERSES);
    CHECK(kind(open, need, VOICE_OTHER, 1) == SHIFT_CONTRADICTS);
    CHECK(kind(open, need, VOICE_OWN, 1) == SHIFT_HARDENS);
    CHECK(kind(no, need, VOICE_OWN, 9) == SHIFT_SOFTENS);
    CHECK(kind(need, no, VOICE_OWN, 9) == SHIFT_HARDENS);
    CHECK(kind(need, waived(), VOICE_OWN, 9) == SHIFT_SOFTENS);
    CHECK(kind(need, waived(), VOICE_OTHER, 1) == SHIFT_CONTRADICTS);
    CHECK(kind(stand(STANCE_DEMANDS), stand(STANCE_OPPOSES), VOICE_OWN, 1) ==
          SHIFT_REVERSES);
    CHECK(kind(open, open, VOICE_OTHER, 1) == SHIFT_NONE);
    CHECK(kind(no, stand(STANCE_DEFERS), VOICE_OWN, 1) == SHIFT_NONE);
    CHECK(kind(open, stand(STANCE_DEMANDS), VOICE_OWN, 1) == SHIFT_NONE);
}

static void terms(void)
{
    struct shift_stand one = on_terms(STANCE_OFFERS, frees, NULL);
    struct shift_stand same = on_terms(STANCE_REQUIRES, freed, NULL);
    struct shift_stand two = on_terms(STANCE_OFFERS, freed, leaves);
    struct shift_stand other = on_terms(STANCE_OFFERS, leaves, NULL);
    CHECK(shift_terms(&one, &same) == TERMS_SAME);
    CHECK(shift_terms(&one, &two) == TERMS_ADDED);
    CHECK(shift_terms(&two, &one) == TERMS_DROPPED);
    CHECK(shift_terms(&one, &other) == TERMS_REPLACED);
    CHECK(kind(one, same, VOICE_OWN, 5) == SHIFT_NONE);
    CHECK(kind(one, two, VOICE_OWN, 5) == SHIFT_HARDENS);
    CHECK(kind(one, two, VOICE_OTHER, 1) == SHIFT_WALKS_BACK);
    CHECK(kind(two, one, VOICE_OTHER, 1) == SHIFT_SOFTENS);
    CHECK(kind(one, other, VOICE_OWN, 5) == SHIFT_NONE);
    one.term[0].duration = text("P30D");
    same.term[0].duration = text("P2M");
    CHECK(shift_terms(&one, &same) == TERMS_ADDED);
    CHECK(shift_terms(&same, &one) == TERMS_DROPPED);
}

/* The same event asked of the same party, in whatever words. */
static void codes(void)
{
    struct shift_term a = term("a halt to launches", "PRK", MUST_REFRAIN);
    struct shift_term b = term("the rockets stay down", "PRK", MUST_REFRAIN);
    CHECK(!shift_term_same(&a, &b));
    a.category = b.category = CAT_MOBILIZE;
    CHECK(shift_term_same(&a, &b));
    b.party = text("USA");
    CHECK(!shift_term_same(&a, &b));
}

static void denials(void)
{
    struct shift_stand not_open = stand(STANCE_OFFERS);
    struct shift_stand need = on_terms(STANCE_REQUIRES, frees, NULL);
    struct shift_stand unset = on_terms(STANCE_REQUIRES, freed, NULL);
    not_open.negated = unset.negated = unset.term[0].negated = true;
    CHECK(kind(stand(STANCE_OFFERS), not_open, VOICE_OTHER, 1) ==
          SHIFT_DENIES);
    CHECK(kind(stand(STANCE_REFUSES), not_open, VOICE_OTHER, 1) ==
          SHIFT_NONE);
    CHECK(kind(need, unset, VOICE_OTHER, 1) == SHIFT_CONTRADICTS);
    CHECK(kind(need, unset, VOICE_OWN, 1) == SHIFT_SOFTENS);
    unset.term[0] = term(leaves, "PRK", MUST_DO);
    CHECK(kind(need, unset, VOICE_OWN, 1) == SHIFT_NONE);
}

static void rules(void)
{
    struct shift_stand a = stand(STANCE_REFUSES), b = stand(STANCE_OFFERS);
    struct shift_stand c = on_terms(STANCE_REQUIRES, frees, NULL);
    struct shift_found f;
    a.p = 0.5f;
    CHECK(shift_compare(&a, &b, VOICE_OWN, 3, &f));
    CHECK_STR(f.rule, "compare:refuses/open");
    CHECK(f.p > 0 && f.p < 0.5f);
    CHECK(shift_compare(&c, &(struct shift_stand){.stance = STANCE_OFFERS,
                                                  .p = 1}, VOICE_OWN, 3, &f));
    CHECK_STR(f.rule, "compare:requires/open");
}

static void matter(void)
{
    const char *lake = "Peru will sign a treaty with Bolivia on cleaning Lake "
                       "Titicaca, a minister said";
    CHECK(shift_other_matter(text(lake), text("it will not sign an extradition "
                                              "treaty with Bolivia")));
    CHECK(!shift_other_matter(text("a free trade pact with the Union"),
                              text("the free trade agreement")));
    CHECK(!shift_other_matter(text(lake), text("it will not sign it")));
    CHECK(shift_words_in(text("Freed the captured pilots"),
                         text("to free pilots, captured or not")) == 100);
    CHECK(shift_words_in(text("the"), text("the")) == 0);
    CHECK(shift_told_in(text(leaves), text("It is ready. It said before that "
                                           "their army must leave the "
                                           "border.")));
    CHECK(!shift_told_in(text(leaves), text("Its army. Leave the border.")));
}

int main(void)
{
    stances();
    terms();
    codes();
    denials();
    rules();
    matter();
    return test_end();
}
