/* Reading one compiled zone of tzdata: TZif by RFC 8536. Only zone.c uses this. */
#ifndef BASE_ZONE_FILE_H
#define BASE_ZONE_FILE_H

#include "base/zone_rule.h"

struct zone_table {
	size_t count;
	int64_t *at;      /* when a change happens, rising */
	int *offset_s;    /* east of UTC from then on */
	int first_offset; /* before the first change */
	bool has_rule;    /* after the last change */
	struct zone_rule rule;
};

/* False when the bytes are no TZif of version 2 or later. The arrays come from malloc and stay for ever. */
bool zone_table_parse(struct bytes raw, struct zone_table *ret_table);

#endif
