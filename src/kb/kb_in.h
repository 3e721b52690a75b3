/* kb_in.h - how the block lies in memory, for its writer and its reader.
 * reads:   -                                writes:  -
 * shape:   header, then parts at 8-aligned offsets, strings last
 * units:   bytes
 * errors:  -                                threads: constant
 * cost:    -                                source:  -
 */
#ifndef DM_KB_IN_H
#define DM_KB_IN_H

#include "kb/kb.h"

/* First bytes of a block. Numbers are in the machine's order; a block of
 * another order has another magic and is refused. */
struct kb_head {
    uint32_t magic, size;     /* of the whole block */
    uint64_t hash;            /* of all that follows the head */
    uint32_t entry, n_entry;  /* offset, count */
    uint32_t form, n_form;
    uint32_t table, n_table;
    uint32_t cell, n_cell;    /* u32: cells and line numbers */
    uint32_t str, n_str;      /* bytes */
};

/* FNV-1a of n bytes. */
uint64_t kb_hash(const void *bytes, size_t n);

/* Words of the columns and kinds of a lexicon, index by enum kb_kind. */
extern const char *const kb_kind_name[N_KB_KIND];

#endif
