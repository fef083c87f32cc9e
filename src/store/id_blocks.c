/* What is left of blocks of ids; the reasoning is in id_blocks.h. */
#include "store/id_blocks.h"

#include <string.h>

/* A load without a server beside it takes larger blocks: a gap costs nothing, a block a round trip. */
#define ID_BLOCK_SIZE_ALONE 4096

const struct store_statement id_block_read = {
	.name = "id_block_read", .sqlite = "SELECT next FROM id_blocks WHERE kind = ?1", .columns = 1};

const struct store_statement id_block_save = {.name = "id_block_save",
					      .sqlite = "INSERT INTO id_blocks (kind, next) VALUES (?1, ?2) "
							"ON CONFLICT (kind) DO UPDATE SET next = excluded.next",
					      .changes = true};

const struct store_statement id_block_take_next = {
	.name = "id_block_take_next",
	.postgres = "INSERT INTO id_blocks (kind, next) VALUES ($1, 1 + $2::bigint) "
		    "ON CONFLICT (kind) DO UPDATE SET next = id_blocks.next + $2::bigint RETURNING next - $2::bigint",
	.changes = true,
	.columns = 1};

void id_blocks_open(struct id_blocks *blocks, bool alone)
{
	*blocks = (struct id_blocks){.size = alone ? ID_BLOCK_SIZE_ALONE : ID_BLOCK_SIZE};
	pthread_mutex_init(&blocks->lock, NULL);
}

void id_blocks_close(struct id_blocks *blocks)
{
	pthread_mutex_destroy(&blocks->lock);
}

struct id_block *id_block_find(struct id_blocks *blocks, struct text kind)
{
	for (size_t i = 0; i < blocks->count; i++)
		if (text_equal(kind, (struct text){blocks->list[i].kind, blocks->list[i].kind_size}))
			return &blocks->list[i];
	if (blocks->count == ID_KINDS || kind.size >= ID_KIND_SIZE)
		return NULL;
	struct id_block *block = &blocks->list[blocks->count++];
	memcpy(block->kind, kind.at, kind.size);
	block->kind_size = kind.size;
	return block;
}

int64_t id_block_take(struct id_block *block)
{
	return block->next < block->end ? block->next++ : 0;
}

void id_block_start(struct id_blocks *blocks, struct id_block *block, int64_t start)
{
	block->next = start;
	block->end = start + blocks->size;
	block->floor = block->end;
}
