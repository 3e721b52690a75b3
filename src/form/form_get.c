/* Columns of a row: days, codes, scores, places, the document. */
#include "form/form_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void form_path(struct json_value v, const char *path, struct buf *b)
{
    char key[32];
    for (size_t n; *path; path += n + (path[n] == '/')) {
        n = strcspn(path, "/");
        if (n >= sizeof key)
            return;
        memcpy(key, path, n);
        key[n] = '\0';
        v = json_get(v, key);
    }
    if (v.n && !json_is(v, "null"))
        json_put(v, b);
}

void form_copy(struct json_value v, char *to, size_t cap)
{
    size_t n = json_is_string(v) ? v.n - 2 : 0;
    if (n >= cap)
        n = 0;
    if (n)
        memcpy(to, v.p + 1, n);
    to[n] = '\0';
}

bool form_true(struct json_value v, const char *path)
{
    const char *rest = strchr(path, '/');
    char key[32];
    if (!rest)
        return json_is(json_get(v, path), "true");
    snprintf(key, sizeof key, "%.*s", (int)(rest - path), path);
    return json_is(json_get(json_get(v, key), rest + 1), "true");
}

#define UNUSED(who, key) ((void)(who), (void)(key))

void form_const(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    UNUSED(r, who);
    buf_text(b, key);
}

void form_rec(const struct form_row *r, struct json_value who,
              const char *key, struct buf *b)
{
    (void)who;
    form_path(r->rec, key, b);
}

void form_doc(const struct form_row *r, struct json_value who,
              const char *key, struct buf *b)
{
    (void)who;
    form_path(r->doc, key, b);
}

void form_number(const struct form_row *r, struct json_value who,
                 const char *key, struct buf *b)
{
    UNUSED(who, key);
    buf_int(b, (int64_t)r->id);
}

/* Of the row's day the digits that key picks: Y, M, D. */
void form_date(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    char day[FORM_CODE];
    (void)who;
    form_copy(json_get(r->rec, "date"), day, sizeof day);
    if (strlen(day) != 10)
        return;
    for (; *key; key++) {
        if (*key == 'Y')
            buf_put(b, day, 4);
        else
            buf_put(b, day + (*key == 'M' ? 5 : 8), 2);
    }
}

/* GDELT: the share of the year that is over, in months of thirty days. */
void form_fraction(const struct form_row *r, struct json_value who,
                   const char *key, struct buf *b)
{
    char day[FORM_CODE];
    UNUSED(who, key);
    form_copy(json_get(r->rec, "date"), day, sizeof day);
    if (strlen(day) != 10)
        return;
    int y = atoi(day), m = atoi(day + 5), d = atoi(day + 8);
    buf_fixed(b, y + (m * 30 + d) / 365.0, 4);
}

void form_sentence(const struct form_row *r, struct json_value who,
                   const char *key, struct buf *b)
{
    int64_t n = json_int(json_get(r->rec, "sentence"), 0);
    (void)who;
    if (*key == '?') { /* is it the first? */
        buf_text(b, n ? "0" : "1");
        return;
    }
    if (*key == '_') { /* behind the story's name */
        form_path(r->doc, "document", b);
        buf_char(b, '_');
    }
    buf_int(b, n + 1);
}

/* The place's name when it is of the precision that key names; with "4" and
 * the like, the column of its country. */
void form_where(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    struct json_value place = json_get(r->rec, "place");
    char code[FORM_CODE], precision[FORM_CODE];
    (void)who;
    form_copy(json_get(place, "country"), code, sizeof code);
    form_copy(json_get(place, "precision"), precision, sizeof precision);
    if (*key >= '1' && *key <= '9') {
        const char *s = form_country(r->f, code, *key - '0');
        buf_text(b, s ? s : "");
    } else if (!strcmp(precision, key)) {
        form_path(place, "name", b);
    }
}

/* Of the CAMEO code: so many digits as key says; "name": what it is called. */
void form_cameo(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    char code[FORM_CODE];
    const char *name = NULL;
    (void)who;
    form_copy(json_get(r->rec, "cameo"), code, sizeof code);
    if (*key != 'n') {
        buf_put(b, code, strnlen(code, (size_t)(*key - '0')));
        return;
    }
    for (size_t n = strlen(code); n >= 2 && !name; n--) {
        code[n] = '\0';
        name = kb_get(r->f->kb, "cameo_names", code, 1);
    }
    buf_text(b, name ? name : "");
}

static int cameo_root(const struct form_row *r)
{
    char code[FORM_CODE];
    form_copy(json_get(r->rec, "cameo"), code, sizeof code);
    return strlen(code) < 2 ? 0 : 10 * (code[0] - '0') + code[1] - '0';
}

/* GDELT's QuadClass. */
void form_quad(const struct form_row *r, struct json_value who,
               const char *key, struct buf *b)
{
    int root = cameo_root(r);
    UNUSED(who, key);
    buf_int(b, root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4);
}

/* Phoenix' PentaClass: statements apart, 16 is verbal. */
void form_penta(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    int root = cameo_root(r);
    UNUSED(who, key);
    buf_int(b, root <= 2 ? 0 : root <= 5 ? 1 : root <= 8 ? 2 :
               root <= 13 || root == 16 ? 3 : 4);
}

/* PLOVER's quad in words. */
void form_words(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    static const char *const quad[] = {
        "", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT",
        "MATERIAL CONFLICT",
    };
    int64_t q = json_int(json_get(r->rec, "quad"), 0);
    struct json_walk w = json_inside(json_get(r->rec, "context"));
    struct json_value item;
    (void)who;
    if (*key == 'q') {
        buf_text(b, q >= 1 && q <= 4 ? quad[q] : "");
        return;
    }
    for (bool more = false; json_item(&w, &item); more = true) {
        buf_text(b, more ? "; " : "");
        json_put(item, b);
    }
}

/* The report's day, as YYYYMMDDHHMMSS or with marks. */
void form_stamp(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    char day[FORM_CODE];
    (void)who;
    form_copy(json_get(*key == 'r' ? r->rec : r->doc, "date"), day,
              sizeof day);
    if (strlen(day) != 10)
        return;
    if (*key == 'r') {
        buf_text(b, day);
        buf_text(b, " 00:00:00");
        return;
    }
    buf_put(b, day, 4);
    buf_put(b, day + 5, 2);
    buf_put(b, day + 8, 2);
    buf_text(b, "000000");
}

void form_percent(const struct form_row *r, struct json_value who,
                  const char *key, struct buf *b)
{
    char text[FORM_CODE] = "";
    struct json_value v = json_get(r->rec, "confidence");
    UNUSED(who, key);
    if (v.n && v.n < sizeof text)
        memcpy(text, v.p, v.n);
    buf_int(b, (int64_t)(100 * strtod(text, NULL) + 0.5));
}

/* Letters of the report. */
void form_length(const struct form_row *r, struct json_value who,
                 const char *key, struct buf *b)
{
    struct buf text = {0};
    int64_t n = 0;
    UNUSED(who, key);
    form_path(r->doc, "text", &text);
    for (size_t i = 0; i < text.n; i++)
        n += ((unsigned char)text.p[i] & 0xc0) != 0x80;
    b->fail |= text.fail;
    buf_free(&text);
    buf_int(b, n);
}

/* GDELT's kind of place. */
void form_geo(const struct form_row *r, struct json_value who,
              const char *key, struct buf *b)
{
    struct json_value place = json_get(r->rec, "place");
    struct json_value precision = json_get(place, "precision");
    char code[FORM_CODE], how[FORM_CODE];
    UNUSED(who, key);
    form_copy(json_get(place, "country"), code, sizeof code);
    form_copy(precision, how, sizeof how);
    bool us = !strcmp(code, "USA");
    int type = !*how || !strcmp(how, "null") ? 0
             : !strcmp(how, "country") ? 1
             : !strcmp(how, "region") ? (us ? 2 : 5) : us ? 3 : 4;
    buf_int(b, type);
}

/* Where the first party of a side ("0", "1") or the trigger begins; -1. */
void form_at(const struct form_row *r, struct json_value who,
             const char *key, struct buf *b)
{
    struct json_value v = json_get(r->rec, "trigger");
    (void)who;
    if (*key != 't') {
        int side = *key - '0';
        v = r->n[side] ? r->who[side][0] : (struct json_value){NULL, 0};
    }
    buf_int(b, json_int(json_get(v, "start"), -1));
}

/* DNA: does the holder side with it? */
void form_agree(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    static const char *const no[] = {"refuses", "rejects", "defers",
                                     "opposes"};
    char stance[FORM_CODE];
    bool agrees = true;
    UNUSED(who, key);
    form_copy(json_get(r->rec, "stance"), stance, sizeof stance);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        agrees &= strcmp(stance, no[i]) != 0;
    buf_text(b, agrees ? "1" : "0");
}

/* DNA: the holder, when it is somebody who has an office. */
void form_person(const struct form_row *r, struct json_value who,
                 const char *key, struct buf *b)
{
    struct json_value holder = json_get(r->rec, "holder");
    UNUSED(who, key);
    if (json_is_string(json_get(holder, "office")))
        form_path(holder, "name", b);
}

/* DNA: the holder's group, else its code. */
void form_organisation(const struct form_row *r, struct json_value who,
                       const char *key, struct buf *b)
{
    struct json_value holder = json_get(r->rec, "holder");
    size_t at = b->n;
    UNUSED(who, key);
    form_path(holder, "group", b);
    if (b->n == at)
        form_path(holder, "actor", b);
    if (b->n == at)
        form_path(holder, "country", b);
}

/* A story's number: the first digits of its checksum. */
void form_story(const struct form_row *r, struct json_value who,
                const char *key, struct buf *b)
{
    char sum[80], part[12];
    UNUSED(who, key);
    form_copy(json_get(r->doc, "sha256"), sum, sizeof sum);
    snprintf(part, sizeof part, "%.11s", sum);
    buf_int(b, (int64_t)strtoull(part, NULL, 16));
}

void form_version(const struct form_row *r, struct json_value who,
                  const char *key, struct buf *b)
{
    UNUSED(who, key);
    buf_text(b, "demarche ");
    form_path(r->doc, "version/program", b);
}

/* GDELT's MentionType: 1 the web, 2 a citation alone. */
void form_kind_of_source(const struct form_row *r, struct json_value who,
                         const char *key, struct buf *b)
{
    UNUSED(who, key);
    buf_text(b, json_is_string(json_get(r->doc, "url")) ? "1" : "2");
}
