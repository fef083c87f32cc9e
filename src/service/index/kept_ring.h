/* Bytes by number, in so much room: what customers look like (service/lists_kept.h). It knows no customers and no
 * locks; its owner changes it by one thread and reads it by many.
 *
 * The one idea: they stand one behind the other in a ring, and whoever comes writes over whoever came longest ago, so
 * nothing is looked for, moved or freed, and the whole may lie in a file as well as in memory. One number has one
 * place, which leads to its bytes; another with the same place takes it.
 */
#ifndef SERVICE_INDEX_KEPT_RING_H
#define SERVICE_INDEX_KEPT_RING_H

#include "base/text.h"

#include <stdint.h>

struct kept_ring {
	char *map; /* places and bytes; NULL: nothing is kept */
	size_t map_size;
	uint64_t *places;   /* where the bytes of the numbers begin, + 1 */
	size_t place_count; /* a power of two */
	char *bytes;
	size_t size;
	uint64_t head, tail; /* bytes that were ever written, and written over */
	size_t count, kept;  /* numbers that are found, and their bytes */
};

/* Room for that many bytes of that many numbers, which are near each other; where memory is not to be had, none is ever
 * found. With `folder` it is a file there, without a name and gone with the process; false: the folder gives no such
 * file, or has less than twice as much room, and nothing was done. */
bool kept_ring_open(struct kept_ring *ring, size_t numbers, size_t bytes, const char *folder);
void kept_ring_close(struct kept_ring *ring);
void kept_ring_clear(struct kept_ring *ring);

/* TEXT_NONE when there is none, else a view until the ring is changed; `*ret_mark` is what it was put with. */
struct text kept_ring_find(const struct kept_ring *ring, int64_t number, int64_t *ret_mark);
/* Bytes that would fill much of the ring are left out. */
void kept_ring_put(struct kept_ring *ring, int64_t number, int64_t mark, struct text bytes);
/* Does nothing when there is none. */
void kept_ring_drop(struct kept_ring *ring, int64_t number);

#endif
