/* Finding an asset in the table that tools/assets makes (assets.c), which is sorted by path. */
#include "web/asset.h"

#include "assets.h"

const struct asset *asset_find(struct text path)
{
	size_t low = 0, high = asset_table_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = text_compare(path, asset_table[middle].path);
		if (order == 0)
			return &asset_table[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

size_t asset_list(const struct asset **ret_assets)
{
	*ret_assets = asset_table;
	return asset_table_count;
}
