/* Codes: runs of units of three letters, a country or a body first, then
 * roles ("USAGOV", "IGOUNO", "NGOUSADEV"), to our country and sectors. What
 * the units mean is in data/import_units.tsv. */
#include "data/petr_in.h"

#include <string.h>

/* A code being read. */
struct reading {
    struct petr *p;
    char role[PETR_SECTORS], detail[PETR_SECTORS], lone[PETR_SECTORS];
    char place[5], body[5]; /* country of a body's code; which body */
    bool base;              /* the first unit is a body */
    bool agent;             /* the code has no country */
    bool lost;              /* it is nothing that we know */
};

/* The value of a unit for a use; NULL when it has none. */
static const char *value(const struct kb *kb, const char *unit,
                         const char *use)
{
    const struct kb_table *t = kb_table(kb, "import_units");
    if (!t)
        return NULL;
    for (uint32_t r = kb_row(kb, t, unit);
         r < t->n_row && !strcmp(kb_cell(kb, t, r, 0), unit); r++) {
        if (!strcmp(kb_cell(kb, t, r, 1), use))
            return kb_cell(kb, t, r, 2);
    }
    return NULL;
}

static bool is_body(const struct kb *kb, const char *unit)
{
    const char *kind = kb_get(kb, "codes", unit, 1);
    return kind && !strcmp(kind, "body");
}

static bool is_country(const struct kb *kb, const char *unit)
{
    const char *kind = kb_get(kb, "codes", unit, 1);
    if (kind && !strcmp(kind, "old"))
        return true;
    for (uint32_t i = 0; i < kb->n_entry; i++) {
        if (kb->entry[i].kind == KB_COUNTRY &&
            !strcmp(kb_str(kb, kb->entry[i].country), unit))
            return true;
    }
    return false;
}

/* The country that a unit names in our scheme, or NULL. */
static const char *place(const struct kb *kb, const char *unit)
{
    const char *other = value(kb, unit, "place");
    return other ? other : is_country(kb, unit) ? unit : NULL;
}

/* Adds a sector once. */
static void add(char list[PETR_SECTORS], const char *sector)
{
    size_t n = strlen(list);
    if (strstr(list, sector) || n + strlen(sector) + 2 > PETR_SECTORS)
        return;
    if (n)
        list[n++] = ' ';
    memcpy(list + n, sector, strlen(sector) + 1);
}

/* Takes unit number i; one that tells nothing of ours is a detail that is
 * dropped and counted. */
static void take_unit(struct reading *r, const char *unit, size_t i)
{
    const struct kb *kb = r->p->kb;
    const char *role = value(kb, unit, "role");
    const char *detail = value(kb, unit, "detail");
    const char *lone = value(kb, unit, "lone");
    const char *body = value(kb, unit, "body");
    const char *land = r->base && i && !*r->place ? place(kb, unit) : NULL;
    if (!i && !r->base && !r->agent && place(kb, unit))
        return; /* "MUS" is Mauritius first, Muslims later */
    if (role)
        add(r->role, role);
    else if (detail)
        add(r->detail, detail);
    else if (land && strlen(land) < sizeof r->place)
        memcpy(r->place, land, strlen(land) + 1);
    else if (lone && !i)
        add(r->lone, lone);
    else if (r->base && i && body && !*r->body && strlen(body) < 5)
        memcpy(r->body, body, strlen(body) + 1);
    else if (i)
        r->p->out->n_dropped++;
    else
        r->lost = !r->base;
}

/* What a name without dates is, by its code. */
static uint8_t kind_of(const struct petr_code *c, const char *base)
{
    static const char *const armed[] = {"REB", "PRE", "PRM", "UAF"};
    static const char *const state[] = {"GOV", "MIL", "LEG", "JUD", "COP",
                                        "SPY"};
    if (!strcmp(base, "IGO"))
        return KB_IGO;
    if (*c->country && !*c->sector)
        return *base ? KB_ORG : KB_COUNTRY;
    for (size_t i = 0; i < sizeof armed / sizeof *armed; i++) {
        if (!strncmp(c->sector, armed[i], 3))
            return KB_GROUP;
    }
    for (size_t i = 0; i < sizeof state / sizeof *state; i++) {
        if (!strncmp(c->sector, state[i], 3) && *c->country)
            return KB_BODY;
    }
    return KB_ORG;
}

/* Puts together what the units told. */
static void finish(const struct reading *r, const char *first,
                   struct petr_code *c)
{
    const struct kb *kb = r->p->kb;
    const char *land = r->base ? first : place(kb, first);
    const char *sector = *r->role ? r->role : r->detail;
    if (r->base && !strcmp(first, "IGO")) {
        land = *r->body ? r->body : first;
        sector = "";
    } else if (r->base && *r->place) {
        land = r->place;
        sector = *sector ? sector : r->lone;
    } else if (r->agent && !*sector) {
        sector = r->lone;
    }
    if (land && !r->agent && strlen(land) < sizeof c->country)
        memcpy(c->country, land, strlen(land) + 1);
    memcpy(c->sector, sector, strlen(sector) + 1);
    c->elite = strstr(r->role, "ELI") != NULL;
    c->kind = kind_of(c, r->base ? first : "");
}

bool petr_code_read(struct petr *p, uint32_t line, struct kb_piece text,
                    bool agent, struct petr_code *code)
{
    struct reading r = {.p = p, .agent = agent};
    char first[4] = "";
    *code = (struct petr_code){.null = text.n == 3 &&
                                       !memcmp(text.s, "---", 3)};
    if (code->null)
        return true;
    bool good = text.n && text.n % 3 == 0 && text.n <= 30;
    for (size_t i = 0; i < text.n; i++)
        good = good && text.s[i] >= 'A' && text.s[i] <= 'Z';
    if (!good) {
        petr_say(p, line, "expected a code of units of three capitals: "
                 "\"%.*s\"", text.n > 40 ? 40 : (int)text.n, text.s);
        return false;
    }
    for (size_t i = 0; i < text.n; i += 3) {
        char unit[4] = {text.s[i], text.s[i + 1], text.s[i + 2], '\0'};
        if (!i) {
            memcpy(first, unit, sizeof first);
            r.base = is_body(p->kb, unit);
        }
        take_unit(&r, unit, i);
    }
    finish(&r, first, code);
    if ((*code->country || *code->sector) && (agent || !r.lost))
        return true;
    petr_say(p, line, "no %s of ours is in \"%.*s\"",
             agent ? "sector" : "country or body", (int)text.n, text.s);
    return false;
}
