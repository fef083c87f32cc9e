/* All orders of a new index at once; see slot_index_sort().
 *
 * The one idea: slots stand in the order of ids already, so a stable sort by key alone gives (key, id). Keys of eight
 * bytes are sorted byte by byte (LSD radix sort), leaving out bytes in which all are the same; texts that begin with
 * the same eight bytes are then sorted by the next eight.
 */
#include "service/index/slot_index.h"

#include "base/memory.h"

#include <endian.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define RADIX 256
#define BYTES 8
#define FEW   64

struct entry {
	uint64_t key;
	uint32_t slot;
} __attribute__((packed, aligned(4)));

struct sorting {
	struct slot_index *index;
	atomic_size_t next;
};

/* The eight bytes from `from` on; behind the end zeros, which no text holds. */
static uint64_t some_bytes(struct text t, size_t from)
{
	uint64_t key = 0;
	struct text part = text_slice(t, from, BYTES);
	if (part.size)
		memcpy(&key, part.at, part.size);
	return be64toh(key);
}

static size_t gather(const struct slot_index *index, const struct slot_order *order, struct entry *entries)
{
	size_t count = 0;
	for (uint32_t slot = 0; slot < index->slots; slot++) {
		if (!slot_order_has_key(order, slot))
			continue;
		const struct slot_key key = slot_order_key(order, slot);
		entries[count++] = (struct entry){order->columns.numbers ? (uint64_t)key.number ^ (UINT64_C(1) << 63)
									 : some_bytes(key.text, 0),
						  slot};
	}
	return count;
}

/* Gives the array, of the two, in which the sorted entries are. */
static struct entry *sort_by_bytes(struct entry *from, struct entry *to, size_t count)
{
	size_t(*counts)[RADIX] = memory_resize(NULL, sizeof(size_t[BYTES][RADIX]));
	memset(counts, 0, sizeof(size_t[BYTES][RADIX]));
	for (size_t i = 0; i < count; i++)
		for (unsigned byte = 0; byte < BYTES; byte++)
			counts[byte][from[i].key >> byte * 8 & 0xff]++;
	for (unsigned byte = 0; byte < BYTES && count; byte++) {
		if (counts[byte][from[0].key >> byte * 8 & 0xff] == count)
			continue;
		size_t at = 0;
		for (size_t i = 0; i < RADIX; i++) {
			size_t many = counts[byte][i];
			counts[byte][i] = at;
			at += many;
		}
		for (size_t i = 0; i < count; i++)
			to[counts[byte][from[i].key >> byte * 8 & 0xff]++] = from[i];
		struct entry *sorted = to;
		to = from;
		from = sorted;
	}
	free(counts);
	return from;
}

/* The same of a few, without counting. */
static void sort_few(struct entry *entries, size_t count)
{
	for (size_t i = 1, at; i < count; i++) {
		const struct entry entry = entries[i];
		for (at = i; at > 0 && entries[at - 1].key > entry.key; at--)
			entries[at] = entries[at - 1];
		entries[at] = entry;
	}
}

static void sort_alike(struct slot_order *order, struct entry *entries, struct entry *room, size_t count, size_t depth);

/* All of them begin with the same `depth` bytes. */
static void sort_run(struct slot_order *order, struct entry *entries, struct entry *room, size_t count, size_t depth)
{
	for (size_t i = 0; i < count; i++)
		entries[i].key = some_bytes(slot_texts_get(order->columns.texts, entries[i].slot), depth);
	if (count <= FEW)
		sort_few(entries, count);
	else if (sort_by_bytes(entries, room, count) != entries)
		memcpy(entries, room, count * sizeof *entries);
	sort_alike(order, entries, room, count, depth);
}

/* Sorts within each run of equal keys, unless the texts end in it: then they are the same, and in order of id. */
static void sort_alike(struct slot_order *order, struct entry *entries, struct entry *room, size_t count, size_t depth)
{
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count && entries[to].key == entries[from].key;)
			to++;
		if (to - from > 1 && entries[from].key & 0xff)
			sort_run(order, entries + from, room + from, to - from, depth + BYTES);
	}
}

static void sort_order(const struct slot_index *index, struct slot_order *order)
{
	struct entry *entries = memory_resize(NULL, ((size_t)index->slots + 1) * sizeof *entries);
	size_t count = gather(index, order, entries);
	struct entry *other = memory_resize(NULL, (count + 1) * sizeof *other);
	struct entry *sorted = sort_by_bytes(entries, other, count);
	if (!order->columns.numbers)
		sort_alike(order, sorted, sorted == entries ? other : entries, count, 0);
	/* The other array, which is free now, takes the slots alone. */
	uint32_t *slots = (uint32_t *)(void *)(sorted == entries ? other : entries);
	for (size_t i = 0; i < count; i++)
		slots[i] = sorted[i].slot;
	slot_order_fill(order, slots, count);
	free(entries);
	free(other);
}

static void *sort_some(void *state)
{
	struct sorting *sorting = state;
	struct slot_index *index = sorting->index;
	size_t numbers = index->shape.numbers, all = 1 + numbers + index->shape.texts, i;
	while ((i = atomic_fetch_add(&sorting->next, 1)) < all)
		sort_order(index, i == 0         ? &index->by_id
				  : i <= numbers ? &index->by_number[i - 1]
						 : &index->by_text[i - 1 - numbers]);
	return NULL;
}

void slot_index_sort(struct slot_index *index, unsigned threads)
{
	struct sorting sorting = {.index = index};
	pthread_t others[8];
	unsigned started = 0;
	while (started + 1 < threads && started < 8 && pthread_create(&others[started], NULL, sort_some, &sorting) == 0)
		started++;
	sort_some(&sorting);
	for (unsigned i = 0; i < started; i++)
		pthread_join(others[i], NULL);
}
