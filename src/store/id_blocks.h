/* Blocks of ids that this process has taken from table id_blocks (hi-lo), and what is left of them.
 *
 * The one idea: a block is first taken in the database and then spent from memory, so most ids cost nothing. Both
 * engines keep the rule that an id which anybody may have seen is below the `next` that is durable in id_blocks:
 *
 * PostgreSQL takes a block on a connection of its own, which commits at once; a caller's rollback cannot reach it.
 *
 * SQLite has one writer, and it may be inside the caller's transaction. There a block is taken by reading `next` under
 * the write lock (nobody else can take one meanwhile) and marked unsaved; the writer saves it in the COMMIT of the
 * group. Ids of an unsaved block go only to works of that group, whose callers hear of them after the COMMIT. When the
 * transaction is undone (its COMMIT fails, or its first work is refused), the rest of the block is dropped, because
 * another process may then take the same one; `floor` keeps this process from giving any of its ids again.
 * Of a kind whose ids are to follow each other as transactions do (`ordered`), what is left goes back with each COMMIT.
 * After kill -9 an unsaved block is gone together with all that was written with it.
 */
#ifndef STORE_ID_BLOCKS_H
#define STORE_ID_BLOCKS_H

#include "store/store.h"

#include <pthread.h>

#define ID_KIND_SIZE  48
#define ID_KINDS      128
#define ID_BLOCK_SIZE 64

struct id_block {
	char kind[ID_KIND_SIZE];
	size_t kind_size;
	int64_t next, end; /* next is the first that is free; none is when they are equal */
	int64_t floor;     /* this process has taken all below */
	bool unsaved;      /* SQLite: not committed yet */
	bool ordered; /* SQLite: what is left is given back with each COMMIT, so that nobody else's ids are beyond it */
};

struct id_blocks {
	pthread_mutex_t lock; /* guards all */
	struct id_block list[ID_KINDS];
	size_t count;
	int64_t size; /* of a block */
};

void id_blocks_open(struct id_blocks *blocks, bool alone);
void id_blocks_close(struct id_blocks *blocks);

/* With the lock held: the block of that kind, empty when it is new; NULL when there are too many kinds. */
struct id_block *id_block_find(struct id_blocks *blocks, struct text kind);
/* With the lock held: the next id, 0 when the block is empty. */
int64_t id_block_take(struct id_block *block);
/* With the lock held: starts a block at `start`. */
void id_block_start(struct id_blocks *blocks, struct id_block *block, int64_t start);

/* Statements on id_blocks. */
extern const struct store_statement id_block_read;      /* kind → next */
extern const struct store_statement id_block_save;      /* kind, next */
extern const struct store_statement id_block_take_next; /* kind, size → first id of a block (PostgreSQL) */

#endif
