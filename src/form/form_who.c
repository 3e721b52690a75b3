/* Columns of a party: codes as CAMEO spells them, sectors, names. */
#include "form/form_in.h"

#include <string.h>

const char *form_country(const struct form_to *f, const char *code, int column)
{
    return kb_get(f->kb, "form_countries", code, column);
}

/* The country's code in `to`, as CAMEO has it; "" without one. */
static void cameo_country(const struct form_row *r, struct json_value who,
                          char to[FORM_CODE])
{
    char own[FORM_CODE];
    form_copy(json_get(who, "country"), own, sizeof own);
    const char *cameo = form_country(r->f, own, 1);
    memcpy(to, own, sizeof own);
    if (cameo && strlen(cameo) < FORM_CODE)
        memcpy(to, cameo, strlen(cameo) + 1);
}

/* What stands in the place of a country and is none. */
static bool is_body(const char *cameo)
{
    static const char *const body[] = {
        "IGO", "NGO", "IMG", "MNC", "ISM", "UNO", "EEC", "NAT",
    };
    for (size_t i = 0; i < sizeof body / sizeof *body; i++) {
        if (!strcmp(cameo, body[i]))
            return true;
    }
    return false;
}

/* A sector in CAMEO's letters: there MED are media, with PLOVER medical. */
static const char *cameo_sector(const char *own)
{
    return !strcmp(own, "JRN") ? "MED" : !strcmp(own, "MED") ? "HLH" : own;
}

/* The next sector of the walk, as CAMEO has it. */
static bool next_sector(struct json_walk *w, char to[FORM_CODE])
{
    struct json_value item;
    char own[FORM_CODE];
    if (!json_item(w, &item))
        return false;
    form_copy(item, own, sizeof own);
    const char *s = cameo_sector(own);
    memcpy(to, s, strlen(s) + 1);
    return true;
}

void form_who(const struct form_row *r, struct json_value who,
              const char *key, struct buf *b)
{
    (void)r;
    form_path(who, key, b);
}

void form_name_of(const struct form_row *r, struct json_value who,
                  const char *key, struct buf *b)
{
    size_t at = b->n;
    (void)r;
    form_path(who, "name", b);
    if (b->n == at)
        form_path(who, "text", b);
    for (size_t i = at; *key && i < b->n; i++) {
        if (b->p[i] >= 'a' && b->p[i] <= 'z')
            b->p[i] = (char)(b->p[i] - 'a' + 'A');
    }
}

void form_code(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    char code[FORM_CODE];
    struct json_walk w = json_inside(json_get(who, "sector"));
    (void)key;
    cameo_country(r, who, code);
    buf_text(b, code);
    while (next_sector(&w, code))
        buf_text(b, code);
}

/* The country: key is the column of data/form_countries.tsv, "1": CAMEO's
 * code, "0": ours. A body has no country in CAMEO. */
void form_land(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    char own[FORM_CODE], cameo[FORM_CODE];
    form_copy(json_get(who, "country"), own, sizeof own);
    cameo_country(r, who, cameo);
    const char *s = *key == '0' ? own : form_country(r->f, own, *key - '0');
    if (s && !(*key == '1' && is_body(cameo)))
        buf_text(b, s);
    else if (!s && *key == '1' && !is_body(cameo))
        buf_text(b, own);
}

void form_known(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    char cameo[FORM_CODE];
    (void)key;
    cameo_country(r, who, cameo);
    if (is_body(cameo))
        buf_text(b, cameo);
}

void form_type(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    char code[FORM_CODE];
    struct json_walk w = json_inside(json_get(who, "sector"));
    (void)r;
    for (int i = '1'; next_sector(&w, code); i++) {
        if (i == *key)
            buf_text(b, code);
    }
}

/* Phoenix: a country, or what kind of body it is. */
void form_entity(const struct form_row *r, struct json_value who,
                 const char *key, struct buf *b)
{
    char cameo[FORM_CODE];
    (void)key;
    cameo_country(r, who, cameo);
    bool state_body = !strcmp(cameo, "UNO") || !strcmp(cameo, "EEC") ||
                      !strcmp(cameo, "NAT");
    buf_text(b, state_body ? "IGO" : cameo);
}

/* True for what Phoenix calls a role. */
static bool is_role(const char *code)
{
    static const char role[] =
        "GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL";
    return strlen(code) == 3 && strstr(role, code) != NULL;
}

void form_role(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    char code[FORM_CODE];
    struct json_walk w = json_inside(json_get(who, "sector"));
    (void)r;
    (void)key;
    while (next_sector(&w, code)) {
        if (is_role(code)) {
            buf_text(b, code);
            return;
        }
    }
}

/* Phoenix: what the entity and the role do not tell. */
void form_rest(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    char code[FORM_CODE], entity[FORM_CODE];
    struct json_walk w = json_inside(json_get(who, "sector"));
    bool had_role = false;
    size_t at = b->n;
    (void)key;
    cameo_country(r, who, entity);
    if (!strcmp(entity, "UNO") || !strcmp(entity, "EEC") ||
        !strcmp(entity, "NAT"))
        buf_text(b, entity);
    while (next_sector(&w, code)) {
        bool role = is_role(code) && !had_role;
        had_role |= role;
        if (role)
            continue;
        buf_text(b, b->n > at ? ";" : "");
        buf_text(b, code);
    }
}

void form_sectors(const struct form_row *r, struct json_value who,
                  const char *key, struct buf *b)
{
    struct json_walk w = json_inside(json_get(who, "sector"));
    struct json_value item;
    size_t at = b->n;
    (void)r;
    (void)key;
    while (json_item(&w, &item)) {
        buf_text(b, b->n > at ? "; " : "");
        json_put(item, b);
    }
}

/* The first sector of the first party of a side, "0" or "1". */
void form_first(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    int side = *key - '0';
    struct json_value item;
    (void)who;
    if (!r->n[side])
        return;
    struct json_walk w = json_inside(json_get(r->who[side][0], "sector"));
    if (json_item(&w, &item))
        json_put(item, b);
}

void form_sector_names(const struct form_row *r, struct json_value who,
                       const char *key, struct buf *b)
{
    char code[FORM_CODE];
    struct json_walk w = json_inside(json_get(who, "sector"));
    struct json_value item;
    size_t at = b->n;
    (void)key;
    while (json_item(&w, &item)) {
        form_copy(item, code, sizeof code);
        const char *name = kb_get(r->f->kb, "icews_sectors", code, 1);
        buf_text(b, b->n > at ? "," : "");
        buf_text(b, name ? name : code);
    }
}
