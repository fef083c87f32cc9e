/* Finding an icon in the table that tools/assets makes (icons.c), which is sorted by name. */
#include "web/icon.h"

struct text icon_shape(struct text name)
{
	size_t low = 0, high = icon_table_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = text_compare(name, icon_table[middle].name);
		if (order == 0)
			return icon_table[middle].shape;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TEXT_NONE;
}
