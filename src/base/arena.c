/* Blocks in a list, newest first; the oldest one is kept by a reset. Pieces larger than a block get one of their own.
 * Under AddressSanitizer every piece is a block of its own, so that its neighbours are poisoned. */
#include "base/arena.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define PIECE_PER_BLOCK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PIECE_PER_BLOCK 1
#endif
#endif
#ifndef PIECE_PER_BLOCK
#define PIECE_PER_BLOCK 0
#endif

#define FIRST_ROOM   ((size_t)16 << 10)
#define LARGEST_ROOM ((size_t)1 << 20)
#define ALIGNMENT    _Alignof(max_align_t)

struct block {
	struct block *older;
	size_t room;
	size_t used;
	_Alignas(max_align_t) unsigned char bytes[];
};

struct end {
	struct end *next;
	void (*end)(void *state);
	void *state;
};

struct arena {
	struct block *newest;
	struct end *ends; /* pieces of its own */
	size_t budget;
	size_t taken;
};

static void block_add(struct arena *arena, size_t room)
{
	if (room > SIZE_MAX - sizeof(struct block))
		memory_end();
	struct block *block = memory_resize(NULL, sizeof *block + room);
	block->older = arena->newest;
	block->room = room;
	block->used = 0;
	arena->newest = block;
}

struct arena *arena_open(size_t budget)
{
	struct arena *arena = memory_resize(NULL, sizeof *arena);
	*arena = (struct arena){.budget = budget};
	return arena;
}

/* Frees blocks until `last`, which becomes the newest. */
static void blocks_free(struct arena *arena, const struct block *last)
{
	while (arena->newest != last) {
		struct block *older = arena->newest->older;
		free(arena->newest);
		arena->newest = older;
	}
}

static void run_ends(struct arena *arena)
{
	for (const struct end *end = arena->ends; end; end = end->next)
		end->end(end->state);
	arena->ends = NULL;
}

void arena_close(struct arena *arena)
{
	if (!arena)
		return;
	run_ends(arena);
	blocks_free(arena, NULL);
	free(arena);
}

void arena_cleanup(struct arena **arena)
{
	arena_close(*arena);
}

void arena_reset(struct arena *arena)
{
	run_ends(arena);
	struct block *first = arena->newest;
	while (first && first->older)
		first = first->older;
	/* A first block that a large piece got for itself is not worth keeping for the next piece of work. */
	bool keep = first && !PIECE_PER_BLOCK && first->room <= FIRST_ROOM;
	blocks_free(arena, keep ? first : NULL);
	if (keep)
		first->used = 0;
	arena->taken = 0;
}

static size_t room_for(const struct arena *arena, size_t size)
{
	if (PIECE_PER_BLOCK)
		return size;
	size_t room = FIRST_ROOM;
	if (arena->newest)
		room = arena->newest->room < LARGEST_ROOM / 2 ? arena->newest->room * 2 : LARGEST_ROOM;
	return room < size ? size : room;
}

char *arena_take_bytes(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX / 2)
		memory_end();
	/* A sanitizer sees an overrun only when nothing is added for alignment. */
	size_t rounded = PIECE_PER_BLOCK ? size : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct block *block = arena->newest;
	if (PIECE_PER_BLOCK || !block || block->room - block->used < rounded) {
		block_add(arena, room_for(arena, rounded));
		block = arena->newest;
	}
	unsigned char *piece = block->bytes + block->used;
	block->used += rounded;
	arena->taken = arena->taken > SIZE_MAX - rounded ? SIZE_MAX : arena->taken + rounded;
	return (char *)piece;
}

void *arena_take(struct arena *arena, size_t size)
{
	return memset(arena_take_bytes(arena, size), 0, size);
}

void *arena_take_array(struct arena *arena, size_t count, size_t size)
{
	size_t whole;
	if (__builtin_mul_overflow(count, size, &whole))
		memory_end();
	return arena_take(arena, whole);
}

void arena_register(struct arena *arena, void (*end)(void *state), void *state)
{
	struct end *kept = arena_take(arena, sizeof *kept);
	*kept = (struct end){arena->ends, end, state};
	arena->ends = kept;
}

size_t arena_left(const struct arena *arena)
{
	return arena->taken < arena->budget ? arena->budget - arena->taken : 0;
}
