/* Version 2 of the file, with its 64-bit times; what is cut short or at odds with itself is refused. */
#include "base/zone_file.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_SIZE 44

struct header {
	uint32_t utc_count, standard_count, leap_count, change_count, type_count, name_size;
};

static uint32_t read_32(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static bool take_header(struct bytes *rest, struct header *ret_header)
{
	if (rest->size < HEADER_SIZE || memcmp(rest->at, "TZif", 4) != 0 || rest->at[4] < '2')
		return false;
	const unsigned char *at = rest->at + 20;
	*ret_header = (struct header){read_32(at),      read_32(at + 4),  read_32(at + 8),
				      read_32(at + 12), read_32(at + 16), read_32(at + 20)};
	*rest = (struct bytes){rest->at + HEADER_SIZE, rest->size - HEADER_SIZE};
	return true;
}

/* Bytes behind the header when times take `time_size` bytes. The counts are 32 bits, so this cannot overflow. */
static uint64_t body_size(const struct header *h, uint64_t time_size)
{
	return h->change_count * (time_size + 1) + h->type_count * UINT64_C(6) + h->name_size +
	       h->leap_count * (time_size + 4) + h->standard_count + h->utc_count;
}

static bool read_changes(const unsigned char *at, const struct header *h, struct zone_table *table)
{
	const unsigned char *kinds = at + (size_t)h->change_count * 8;
	const unsigned char *types = kinds + h->change_count;
	table->first_offset = (int)read_32(types);
	for (size_t i = 0; i < h->change_count; i++) {
		if (kinds[i] >= h->type_count)
			return false;
		table->at[i] = (int64_t)((uint64_t)read_32(at + i * 8) << 32 | read_32(at + i * 8 + 4));
		table->offset_s[i] = (int)read_32(types + (size_t)kinds[i] * 6);
		if (i > 0 && table->at[i] <= table->at[i - 1])
			return false;
	}
	return true;
}

bool zone_table_parse(struct bytes raw, struct zone_table *ret_table)
{
	struct header h;
	/* The first body holds 32-bit times for old readers. */
	if (!take_header(&raw, &h) || body_size(&h, 4) > raw.size)
		return false;
	raw = (struct bytes){raw.at + body_size(&h, 4), raw.size - body_size(&h, 4)};
	if (!take_header(&raw, &h) || body_size(&h, 8) > raw.size || h.type_count == 0)
		return false;
	struct zone_table table = {.count = h.change_count};
	table.at = memory_resize(NULL, h.change_count * sizeof *table.at);
	table.offset_s = memory_resize(NULL, h.change_count * sizeof *table.offset_s);
	struct text footer = {(const char *)raw.at + body_size(&h, 8), raw.size - body_size(&h, 8)};
	bool good =
		read_changes(raw.at, &h, &table) && text_starts(footer, TEXT("\n")) && text_ends(footer, TEXT("\n"));
	footer = footer.size > 1 ? text_slice(footer, 1, footer.size - 2) : TEXT("");
	table.has_rule = good && footer.size > 0;
	if (table.has_rule)
		good = zone_rule_parse(footer, &table.rule);
	if (!good) {
		free(table.at);
		free(table.offset_s);
		return false;
	}
	*ret_table = table;
	return true;
}
