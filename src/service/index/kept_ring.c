/* Records in a mapping; see kept_ring.h.
 *
 * A record begins with its head, at a multiple of its alignment, and never goes around the ring's end: what is left
 * there is a record of nobody. A place leads to a record that stands; that is seen to when it is written over.
 */
#include "service/index/kept_ring.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ALIGNED      32
#define PLACES_LEAST 16
#define LARGEST_PART 16 /* of the ring */

struct record {
	int64_t number, mark;
	uint32_t size, span; /* of its bytes, and up to the next record */
	char bytes[];
};

static size_t align(size_t size)
{
	return (size + ALIGNED - 1) / ALIGNED * ALIGNED;
}

static struct record *record_at(const struct kept_ring *ring, uint64_t position)
{
	return (struct record *)(void *)(ring->bytes + position % ring->size);
}

static uint64_t *place_of(const struct kept_ring *ring, int64_t number)
{
	return &ring->places[(uint64_t)number & (ring->place_count - 1)];
}

/* ---- room ---- */

static void *map_file(const char *folder, size_t size)
{
	struct statvfs disk;
	int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (file < 0)
		return MAP_FAILED;
	/* All of it is taken now: a page that the disk has no room for would end the program. */
	bool has_room = fstatvfs(file, &disk) == 0 && disk.f_bavail / 2 > size / disk.f_frsize &&
			fallocate(file, 0, 0, (off_t)size) == 0;
	void *map = has_room ? mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) : MAP_FAILED;
	close(file);
	if (map != MAP_FAILED)
		(void)madvise(map, size, MADV_RANDOM);
	return map;
}

bool kept_ring_open(struct kept_ring *ring, size_t numbers, size_t bytes, const char *folder)
{
	struct kept_ring made = {.place_count = PLACES_LEAST, .size = bytes / ALIGNED * ALIGNED};
	while (made.place_count < numbers)
		made.place_count *= 2;
	made.map_size = made.place_count * sizeof *made.places + made.size;
	void *map = folder ? map_file(folder, made.map_size)
			   : mmap(NULL, made.map_size, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (map == MAP_FAILED) {
		*ring = (struct kept_ring){0};
		return !folder;
	}
	made.map = map;
	made.places = map;
	made.bytes = made.map + made.place_count * sizeof *made.places;
	*ring = made;
	return true;
}

void kept_ring_close(struct kept_ring *ring)
{
	if (ring->map)
		munmap(ring->map, ring->map_size);
	*ring = (struct kept_ring){0};
}

void kept_ring_clear(struct kept_ring *ring)
{
	if (ring->map)
		memset(ring->places, 0, ring->place_count * sizeof *ring->places);
	ring->head = ring->tail = ring->count = ring->kept = 0;
}

/* ---- records ---- */

static struct record *find(const struct kept_ring *ring, int64_t number)
{
	uint64_t place = ring->map ? *place_of(ring, number) : 0;
	struct record *record = place ? record_at(ring, place - 1) : NULL;
	return record && record->number == number ? record : NULL;
}

struct text kept_ring_find(const struct kept_ring *ring, int64_t number, int64_t *ret_mark)
{
	const struct record *record = find(ring, number);
	if (!record)
		return TEXT_NONE;
	*ret_mark = record->mark;
	return (struct text){record->bytes, record->size};
}

static void forget(struct kept_ring *ring, uint64_t *place)
{
	ring->count--;
	ring->kept -= record_at(ring, *place - 1)->span;
	*place = 0;
}

void kept_ring_drop(struct kept_ring *ring, int64_t number)
{
	if (find(ring, number))
		forget(ring, place_of(ring, number));
}

/* Takes so many bytes behind the last record, from whoever stands there. */
static struct record *take(struct kept_ring *ring, size_t span)
{
	struct record *record = record_at(ring, ring->head);
	while (ring->head + span - ring->tail > ring->size) {
		const struct record *oldest = record_at(ring, ring->tail);
		uint64_t *place = place_of(ring, oldest->number);
		if (*place == ring->tail + 1)
			forget(ring, place);
		ring->tail += oldest->span;
	}
	ring->head += span;
	record->span = (uint32_t)span;
	return record;
}

void kept_ring_put(struct kept_ring *ring, int64_t number, int64_t mark, struct text bytes)
{
	size_t span = align(sizeof(struct record) + bytes.size);
	if (!ring->map || span > ring->size / LARGEST_PART)
		return;
	uint64_t *place = place_of(ring, number);
	if (*place)
		forget(ring, place);
	size_t left = ring->size - ring->head % ring->size;
	if (left < span)
		take(ring, left)->number = 0;
	uint64_t position = ring->head;
	struct record *record = take(ring, span);
	record->number = number;
	record->mark = mark;
	record->size = (uint32_t)bytes.size;
	memcpy(record->bytes, bytes.at, bytes.size);
	*place = position + 1;
	ring->count++;
	ring->kept += span;
}
