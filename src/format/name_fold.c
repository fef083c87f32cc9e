/* Letters and digits stay, all else goes. */
#include "format/name_fold.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

static bool is_kept(ucs4_t point)
{
	return uc_combining_class(point) == UC_CCC_NR && (uc_is_property_alphabetic(point) || uc_is_digit(point));
}

bool name_fold(struct text name, struct folded_name *ret_folded)
{
	if (name.size == 0 || name.size >= NAME_FOLD_ROOM)
		return false;
	uint8_t room[4 * NAME_FOLD_ROOM];
	size_t size = sizeof room;
	uint8_t *folded = u8_casefold((const uint8_t *)name.at, name.size, NULL, UNINORM_NFKD, room, &size);
	if (!folded)
		return false;
	size_t used = 0;
	for (size_t at = 0; at < size;) {
		ucs4_t point;
		int step = u8_mbtouc(&point, folded + at, size - at);
		if (is_kept(point) && used + (size_t)step < NAME_FOLD_ROOM) {
			u8_cpy((uint8_t *)ret_folded->at + used, folded + at, (size_t)step);
			used += (size_t)step;
		}
		at += (size_t)step;
	}
	ret_folded->at[used] = '\0';
	if (folded != room)
		free(folded);
	return used > 0;
}
