/* Stands in for stages that are not written yet; goes when they are. */
#include "base/work.h"
#include "doc/doc.h"

struct net;
struct kb;
#define WEAK __attribute__((weak))
#define STAGE(kit, verb)                                              \
    WEAK enum rc verb(const struct kit *k, struct work *w,            \
                      struct doc *d, struct err *e);                  \
    WEAK enum rc verb(const struct kit *k, struct work *w,            \
                      struct doc *d, struct err *e)                   \
    {                                                                 \
        (void)k;                                                      \
        (void)w;                                                      \
        (void)d;                                                      \
        (void)e;                                                      \
        return OK;                                                    \
    }
STAGE(net, sent_run)
STAGE(net, tag_run)
STAGE(net, dep_run)
STAGE(net, name_run)
STAGE(net, frame_run)
STAGE(kb, ref_run)
STAGE(kb, actor_run)
STAGE(kb, date_run)
STAGE(kb, place_run)
STAGE(kb, quote_run)
STAGE(kb, event_run)
STAGE(kb, stance_run)

WEAK enum rc tok_run(struct work *w, struct doc *d, struct err *e);
WEAK enum rc tok_run(struct work *w, struct doc *d, struct err *e)
{
    (void)w;
    (void)d;
    (void)e;
    return OK;
}

WEAK enum rc enc_run(const struct net *k, struct work *w,
                     struct doc *const *docs, uint32_t n, struct err *e);
WEAK enum rc enc_run(const struct net *k, struct work *w,
                     struct doc *const *docs, uint32_t n, struct err *e)
{
    (void)k;
    (void)w;
    (void)docs;
    (void)n;
    (void)e;
    return OK;
}
