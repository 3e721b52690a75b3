/* event_in.h - what the files of this room share.
 * reads:   -                                writes:  -
 * shape:   -                                units:   token rows
 * errors:  -                                threads: one
 * cost:    -                                source:  -
 */
#ifndef DM_EVENT_IN_H
#define DM_EVENT_IN_H

#include "event/event.h"

/* Words looked at around a trigger, and steps of the tree to them. */
enum { NEAR_MAX = 48, DEPTH = 3 };

/* The words that a trigger governs, no more than DEPTH steps below it; its
 * subject and what hangs on it are left out. */
struct near {
    uint32_t n, row[NEAR_MAX];
};

/* Collects the words near trigger t; with `subject` also the subject. */
void event_near(const struct doc *d, uint32_t t, bool subject,
                struct near *out);

/* The CAMEO code of an event with that trigger; "" when the tables have
 * none. */
const char *event_code(const struct kb *kb, const struct doc *d,
                       const struct event *v, uint32_t t);

/* The ICEWS list's score of a CAMEO code, of its root when it has none. */
float event_goldstein(const struct kb *kb, const char *cameo);

/* What the word of saying t makes of an act of force that it reports: a side
 * that accuses tells no fact. */
uint8_t event_claimed(const struct kb *kb, const struct doc *d, uint32_t t);

/* The mention headed by token t that names somebody with a code, or NONE. */
uint32_t event_somebody(const struct doc *d, uint32_t t);

/* Who does and who suffers the act of trigger t by the grammar, mentions with
 * a code; NONE when it does not tell. */
uint32_t event_doer(const struct doc *d, uint32_t t);
uint32_t event_target(const struct doc *d, uint32_t t);

/* Room for the words of an act. */
enum { EVENT_ACT_MAX = 80 };

/* True when verb t tells an act of a condition, by the words in `key`: *v has
 * its category, mode and factuality. */
bool event_act(const struct kb *kb, const struct doc *d, uint32_t t,
               struct event *v, char key[EVENT_ACT_MAX]);

/* The one side beside that of mention m that the sentence of trigger t names;
 * NONE when there is none or more than one. */
uint32_t event_other_side(const struct doc *d, uint32_t t, uint32_t m);

/* The place row of where the event of a frame happens, NONE when its clause
 * does not tell. */
uint32_t event_place(const struct kb *kb, const struct doc *d,
                     const struct frame *f);

/* The kind of thing ("sport") that a word near the trigger tells, when such
 * words veto the category; NULL otherwise. */
const char *event_veto(const struct kb *kb, const struct doc *d,
                       uint8_t category, uint32_t t);

#endif
