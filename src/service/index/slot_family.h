/* A column of few values, or of several a customer (tags, groups): for each value the set of those who have it. */
#ifndef SERVICE_INDEX_SLOT_FAMILY_H
#define SERVICE_INDEX_SLOT_FAMILY_H

#include "service/index/slot_set.h"

struct slot_value {
	int64_t value;
	struct slot_set set;
};

struct slot_family {
	struct slot_value *values;
	size_t count, room;
	uint32_t *table; /* open addressing: places in `values` + 1; 0: free */
	size_t table_room;
	struct slot_set any; /* who has at least one value */
};

void slot_family_free(struct slot_family *family);
void slot_family_resize(struct slot_family *family, size_t words, size_t more);
/* NULL: nobody ever had it. */
const struct slot_set *slot_family_find(const struct slot_family *family, int64_t value);
/* From now on the slot has these values and no others. */
void slot_family_set(struct slot_family *family, uint32_t slot, const int64_t *values, size_t count, size_t words);
size_t slot_family_bytes(const struct slot_family *family, size_t words);

#endif
