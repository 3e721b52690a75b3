/* stories.h - stories of a ledger: reports that are copies of one another.
 * reads:   story, told, document            writes:  -
 * shape:   schema_2.sql                     units:   days since 1970-01-01
 * errors:  as store.h                       threads: one a store
 * cost:    an index look-up a report found, and one a report of a story that
 *          is given away
 * source:  docs/ledger.md
 */
#ifndef DM_ASK_STORIES_H
#define DM_ASK_STORIES_H

#include "ask/find.h"

/* Fills the field "story" of a document's own record. Errors: E_NOMEM. */
enum rc ask_put_story(struct store *s, int64_t document, struct buf *line,
                      struct err *e) MUST_USE;

/* Adds a field "sources" to a record that several reports of its story have.
 * Errors: E_NOMEM. */
enum rc ask_put_sources(struct store *s, int64_t record, struct buf *line,
                        struct err *e) MUST_USE;

/* Gives away, as records "story", the stories of the reports that a query for
 * documents finds, in the order of these. Errors: as ask_find. */
enum rc ask_stories(struct store *s, const struct ask_query *q,
                    ask_take *take, void *ctx, struct err *e) MUST_USE;

#endif
