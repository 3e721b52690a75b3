#include "out/out_part.h"

#include <stdlib.h>

const char *const out_record[N_REC] = {
    "document", "statement", "event", "position", "shift", "note",
};

const char *const out_form[3] = {"indirect", "direct", "mixed"};
const char *const out_kind[2] = {"say", "think"};
const char *const out_basis[3] = {"publication", "explicit", "relative"};
const char *const out_via[5] = {
    NULL, "lexicon", "role", "coreference", "nominal",
};
const char *const out_precision[4] = {"country", "region", "city", "site"};

static void digits(char *at, int v, int n)
{
    while (n--) {
        at[n] = (char)('0' + v % 10);
        v /= 10;
    }
}

void out_day(day_no day, char iso[16])
{
    int y, m, d;
    doc_ymd(day, &y, &m, &d);
    digits(iso, abs(y), 4);
    iso[4] = iso[7] = '-';
    digits(iso + 5, m, 2);
    digits(iso + 8, d, 2);
    iso[10] = '\0';
}
