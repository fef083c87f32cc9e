/* The list index itself: customers as slots, their columns, orders and sets. It knows no SQL, no filter language, no
 * locks; its owner (service/lists_index.h) reads it by many threads or changes it by one.
 *
 * The one idea: a row is put whole, as it is now. What it was before is known here, so feeding the index twice with the
 * same row is harmless, and whoever feeds it needs to know only whom to feed.
 *
 * Elsewhere: orders (slot_order.h), sets by value (slot_family.h), answers (slot_answer.h).
 */
#ifndef SERVICE_INDEX_SLOT_INDEX_H
#define SERVICE_INDEX_SLOT_INDEX_H

#include "service/index/slot_family.h"
#include "service/index/slot_order.h"

#define INDEX_NUMBERS_MOST  16
#define INDEX_TEXTS_MOST    8
#define INDEX_FAMILIES_MOST 32

/* How many columns of each kind there are. A number's order has that many groups: more make pages deep inside quicker,
 * fewer save memory; see slot_order.h. */
struct slot_shape {
	size_t numbers, texts, families;
	size_t id_groups;
	size_t number_groups[INDEX_NUMBERS_MOST], text_groups[INDEX_TEXTS_MOST];
};

struct slot_row {
	int64_t id;
	int64_t numbers[INDEX_NUMBERS_MOST]; /* NUMBER_NONE */
	struct text texts[INDEX_TEXTS_MOST]; /* TEXT_NONE */
	struct {
		const int64_t *values;
		size_t count;
	} families[INDEX_FAMILIES_MOST];
};

struct slot_index {
	struct slot_shape shape;
	size_t words;   /* of every set of bits */
	uint32_t slots; /* given so far; a customer who is gone leaves his behind */
	size_t alive_count;
	uint64_t *alive;
	struct slot_numbers ids, numbers[INDEX_NUMBERS_MOST];
	struct slot_texts texts[INDEX_TEXTS_MOST];
	struct slot_family families[INDEX_FAMILIES_MOST];
	struct slot_order by_id, by_number[INDEX_NUMBERS_MOST], by_text[INDEX_TEXTS_MOST];
	uint32_t **pages; /* from ids to slots + 1, in pages */
	size_t page_count;
};

/* `expected` customers fit without growing. It must not move afterwards, since its orders point into it. */
void slot_index_make(struct slot_index *index, const struct slot_shape *shape, size_t expected);
void slot_index_free(struct slot_index *index);
/* SLOT_NONE when there is none of that id. */
uint32_t slot_index_find(const struct slot_index *index, int64_t id);
/* Adds the row, or makes the one of its id like it. */
void slot_index_put(struct slot_index *index, const struct slot_row *row);
/* Does nothing when there is none. */
void slot_index_drop(struct slot_index *index, int64_t id);
size_t slot_index_bytes(const struct slot_index *index);

/* Building: rows in rising order of id into a new index, then one sort for all orders, by `threads` threads. Between
 * the two nothing else may be done. */
void slot_index_append(struct slot_index *index, const struct slot_row *row);
void slot_index_sort(struct slot_index *index, unsigned threads);

#endif
