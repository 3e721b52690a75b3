/* json.h - values of JSON found in place: nothing is copied or allocated.
 * reads:   one value of JSON, as records are printed
 * writes:  -
 * shape:   a value is the bytes p[0 .. n), its quotation marks included
 * units:   bytes
 * errors:  what is no JSON reads as missing; never outside p[0 .. n)
 * threads: any                              cost:    O(bytes)
 * source:  RFC 8259
 */
#ifndef DM_PACK_JSON_H
#define DM_PACK_JSON_H

#include "base/buf.h"

/* A value; n is 0 when there is none. */
struct json_value {
    const char *p;
    size_t n;
};

/* Walks through the fields of an object or the items of a list. */
struct json_walk {
    const char *p, *end;
};

/* Begins at the first field or item; of other values there are none. */
struct json_walk json_inside(struct json_value v);

/* The next field: key without marks (no escapes undone), and value. */
bool json_field(struct json_walk *w, struct json_value *key,
                struct json_value *value);

/* The next item. */
bool json_item(struct json_walk *w, struct json_value *item);

/* The value of a key of an object. */
struct json_value json_get(struct json_value object, const char *key);

/* True when a key or a raw value is spelled `word`. */
bool json_is(struct json_value v, const char *word);

/* True for a string. */
bool json_is_string(struct json_value v);

/* Appends a string's characters, escapes undone; of other values their own
 * bytes. */
void json_put(struct json_value v, struct buf *b);

/* Appends a raw value for people: of a long one the first `most` bytes;
 * "nothing" for null and none. */
void json_put_short(struct json_value v, size_t most, struct buf *b);

/* The number of a value, or `none`. */
int64_t json_int(struct json_value v, int64_t none);

#endif
