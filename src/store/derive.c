/* What is derived of a report beyond the keys of its records: the tables of
 * schema_2.sql. They hold for the set of current reports, in whatever order
 * these came, and a ledger of an older version has them filled when it is
 * brought to this one. */
#include "store/store_in.h"

enum rc store_derive(struct store *s, const struct store_doc *d, bool add,
                     struct err *e)
{
    TRY(store_stories(s, d, add, e));
    return store_acts(s, d, add, e);
}
