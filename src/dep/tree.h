/* tree.h - the best tree over the words of a sentence.
 * reads:   arc scores                       writes:  heads
 * shape:   score [n][n + 1], row: word, column 0: the root, column j: word
 *          j - 1; the cell of a word with itself is not read
 * units:   any score that adds up, above -TREE_FLOOR
 * errors:  no memory for the room           threads: one a room
 * cost:    O(n^2) time and memory           source:  Chu & Liu 1965, Edmonds
 *          1967; dense contraction after Tarjan 1977
 */
#ifndef DM_TREE_H
#define DM_TREE_H

#include "base/base.h"

/* Scores below are taken as this: keeps one root worth any loss. */
#define TREE_FLOOR (-1e4)

/* Room for trees of up to `most` words; used again and again. */
struct tree;

/* NULL when memory is out. */
struct tree *tree_room(struct arena *mem, uint32_t most);

/* Finds the tree with exactly one word under the root whose arc scores have
 * the greatest sum; head[i] is a column of score. 1 <= n <= most. */
void tree_find(struct tree *room, const float *score, uint32_t n,
               uint32_t *head);

#endif
