/* What becomes of a wire report on its way through papers, and what only looks
 * like that. */
#include "near/near.h"

#include "base/test.h"

static struct arena mem;

/* A wire report, paragraph by paragraph. */
#define DATE "LIMA, March 11 (Andina Wire) - "
#define P1 \
    "Peru and Chile agreed on Thursday to reopen three border " \
    "crossings that have been shut since a dispute over fishing " \
    "rights flared up last autumn, in the first sign of a thaw " \
    "between the two neighbours.\n\n"
#define P2 \
    "Foreign Minister Elena Quispe said after six hours of talks " \
    "in Tacna that the crossings would open on April 2 and that " \
    "customs officers of both countries would work side by " \
    "side.\n\n"
#define Q1 \
    "\"This is a small step, and we needed one,\" she told " \
    "reporters. "
#define P3 \
    "Her Chilean counterpart, Tomas Ibarra, said that the patrol " \
    "boats would stay where they are until a joint commission has " \
    "met.\n\n"
#define P4 \
    "The dispute began in October when a Chilean patrol seized two " \
    "Peruvian trawlers which it said had crossed the maritime line " \
    "drawn by the court in The Hague in 2014. Peru recalled its " \
    "ambassador and closed the crossings a week later; trade " \
    "between Tacna and Arica fell by half.\n\n"
#define P5 \
    "Both governments face elections next year, and neither can be " \
    "seen to give way on the sea border, diplomats in Lima said. " \
    "The commission is to meet in La Paz before the end of May, " \
    "with a Bolivian official in the chair.\n"
#define WIRE DATE P1 P2 Q1 P3 P4 P5

static struct near_sketch sketch(const char *text)
{
    struct near_sketch s;
    CHECK(near_make(&mem, text, strlen(text), &s, NULL) == OK);
    return s;
}

static struct near_share share(const char *a, const char *b)
{
    struct near_sketch x = sketch(a), y = sketch(b);
    return near_count(&x, &y);
}

/* Whether two texts are copies, the same from either side; and, when they are,
 * whether a ledger would find them. */
static bool copies(const char *a, const char *b)
{
    struct near_sketch x = sketch(a), y = sketch(b);
    bool is = near_copy(&x, &y), met = false;
    CHECK(near_copy(&y, &x) == is);
    for (int i = 0; i < NEAR_N_BAND; i++)
        met |= x.band[i] == y.band[i];
    CHECK(met || !is);
    return is;
}

static void test_copies(void)
{
    CHECK(copies(WIRE, WIRE));
    CHECK(copies(WIRE, "TACNA, Peru: " P1 P2 Q1 P3 P4 P5)); /* dateline */
    CHECK(copies(WIRE, "Neighbours open the gates again\nBy our own "
                       "correspondents\n" WIRE)); /* a headline */
    CHECK(copies(WIRE, DATE P1 P2 Q1 P3));        /* cut at the end */
    CHECK(copies(WIRE, "Border to open\n" P1 P2)); /* and cut short */
    CHECK(copies(WIRE, P1 P2 P3 P4 P5));          /* a quote dropped */
    CHECK(copies(WIRE, DATE P1 P2 Q1 P3 P4 P5
                 "Additional reporting by the Arica Star. Our readers may "
                 "write to the editor.")); /* something added */
    CHECK(copies(WIRE, P4 P5 DATE P1 P2 Q1 P3)); /* in another order */
}

/* Marks, accents, letter case and white space are no difference. */
static void test_marks(void)
{
    static const char plain[] =
        "President Jose Nunez said: \"We won't wait - not a day more - for "
        "what was promised,\" and left for Bogota, where he'll meet the "
        "mediators of the guarantor states on Monday, his office said late on "
        "Friday.";
    static const char set[] =
        "PRESIDENT  Jos\xc3\xa9 N\xc3\xba\xc3\xb1" "ez said:\n\xe2\x80\x9cWe "
        "won\xe2\x80\x99t wait \xe2\x80\x94 not a day more \xe2\x80\x94 for "
        "what was promised,\xe2\x80\x9d and left for Bogot\xc3\xa1, where "
        "he\xe2\x80\x99ll meet the mediators of the guarantor states on "
        "Monday, his office said late on Friday.";
    struct near_share s = share(plain, set);
    CHECK(s.less == 33 && s.both == s.less && s.all == s.less);
    CHECK(s.head == s.less);
    CHECK(copies(plain, set));
}

static void test_others(void)
{
    /* The same event, by another writer. */
    static const char other[] =
        "Three crossings between Peru and Chile will be open to traffic again "
        "from April 2, the foreign ministers of the two countries announced on "
        "Thursday in Tacna. The roads were closed last autumn, after Chile's "
        "navy had taken two trawlers from Peru. Elena Quispe, the Peruvian "
        "minister, called the agreement a small step. Tomas Ibarra of Chile "
        "said that his country would not yet withdraw its patrol boats. A "
        "joint commission will look into the sea border in La Paz in May.";
    /* The next day's report with yesterday's background. */
    static const char next[] =
        "LIMA, March 12 (Andina Wire) - Opposition leaders in Peru on Friday "
        "accused Foreign Minister Elena Quispe of selling out the fishermen of "
        "the south, a day after she agreed with Chile to reopen three border "
        "crossings.\n\nThe fishermen's union in Ilo called for a march on the "
        "capital next week. Its chairman, Raul Cardenas, said that nobody had "
        "asked those who live from the sea. The government has promised that "
        "no ship will be given up, but has not said what it will ask of the "
        "commission.\n\nMs Quispe is to speak to Congress on Monday.\n\n" P4 P5;
    CHECK(!copies(WIRE, other));
    CHECK(!copies(WIRE, next));
    struct near_share s = share(WIRE, next);
    CHECK(s.both * 5 > s.less * 2 && s.both * 5 < s.less * 3);
    /* One agreement, two countries: a form that is filled in. */
    CHECK(!copies(
        "The following is attributable to the spokesman: The minister spoke "
        "today with the President of Peru, Rosa Vidal, and stressed the need "
        "to end hostilities and to return to talks. They discussed the release "
        "of the trawlers and the work of the commission in La Paz.",
        "The following is attributable to the spokesman: The minister spoke "
        "today with the President of Chile, Pablo Rey, and stressed the need "
        "to end hostilities and to return to talks. They discussed patrols and "
        "the state of the crossings at Arica."));
}

/* A round-up that holds reports whole is no copy of them, unless it begins
 * with one. */
static void test_round_up(void)
{
#define FILL(x)                                                             \
    "In other news the " x " market of the capital saw the price of grain "  \
    "rise for the third week, and the " x " board warned that the harvest "  \
    "of the north would be late; " x " traders said that they had bought "   \
    "abroad what the mills will need until June, at prices which " x         \
    " farmers called ruinous for all who had sold early in the " x " year. "
    static const char brief[] = P2 P3;
    static const char inside[] =
        FILL("a") FILL("b") FILL("c") FILL("d") FILL("e") FILL("f")
        P2 P3 FILL("g") FILL("h") FILL("i");
    static const char first[] =
        P2 P3 FILL("a") FILL("b") FILL("c") FILL("d") FILL("e") FILL("f")
        FILL("g") FILL("h") FILL("i");
    struct near_share s = share(brief, inside);
    CHECK(s.both == s.less && s.head == 0 && s.all > 4 * s.less);
    CHECK(!copies(brief, inside));
    CHECK(copies(brief, first));
}

static void test_short(void)
{
    static const char flash[] = "Peru and Chile agree to reopen three border "
                                "crossings, minister says in Tacna";
    struct near_sketch none = sketch(""), few = sketch("one two three"),
                       four = sketch("one two three four"),
                       same = sketch("one one one one one one one one");
    CHECK(!copies(flash, flash));
    CHECK(none.n_run == 0 && few.n_run == 0 && four.n_run == 1);
    CHECK(same.n_run == 1);
    CHECK(!near_copy(&none, &none));
    CHECK(near_count(&none, &four).all == 1);
}

/* Of texts that share a given part most are found, of strangers hardly any. */
static void test_bands(void)
{
    enum { N = 200, WORDS = 300 };
    int met = 0, strangers = 0;
    for (int i = 0; i < N; i++) {
        struct { char s[WORDS * 8]; size_t n; } t[3] = {{{0}, 0}};
        for (int w = 0; w < WORDS; w++) {
            for (int k = 0; k < 3; k++) /* 0 and 1 differ in their last part */
                t[k].n += (size_t)snprintf(
                    t[k].s + t[k].n, 8, "w%x ",
                    (i * WORDS + w) * 3 + (k == 2 || w >= WORDS / 2 ? k : 0));
        }
        struct near_sketch a = sketch(t[0].s), b = sketch(t[1].s),
                           c = sketch(t[2].s);
        bool ab = false, ac = false;
        for (int k = 0; k < NEAR_N_BAND; k++) {
            ab |= a.band[k] == b.band[k];
            ac |= a.band[k] == c.band[k];
        }
        met += ab;
        strangers += ac;
        arena_reset(&mem);
    }
    CHECK(met >= N * 95 / 100);
    CHECK(strangers == 0);
}

static void test_hash(void)
{
    CHECK(near_hash(0, "ab", 2) == near_hash(0, "abc", 2));
    CHECK(near_hash(0, "ab", 2) != near_hash(0, "ba", 2));
    CHECK(near_hash(1, "ab", 2) != near_hash(0, "ab", 2));
    struct near_sketch s = sketch("one two three four");
    CHECK(s.run[0] == UINT64_C(0x450ac4712b000000));
}

/* Whatever allocation fails, it is said. */
static void test_memory(void)
{
    for (uint64_t n = 1; n < 4; n++) {
        struct near_sketch s;
        struct arena a = {0};
        uint64_t before = base_fail_at(n);
        enum rc rc = near_make(&a, WIRE, sizeof WIRE - 1, &s, NULL);
        uint64_t made = base_fail_at(0) - before;
        CHECK(rc == (made < n ? OK : E_NOMEM));
        arena_free(&a);
    }
}

int main(void)
{
    test_copies();
    test_marks();
    test_others();
    test_round_up();
    test_short();
    test_bands();
    test_hash();
    test_memory();
    arena_free(&mem);
    CHECK(base_live() == 0);
    return test_end();
}
