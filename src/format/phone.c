/* Reading; showing is in phone_show.c, searching in phone_search.c. */
#include "format/phone.h"

#include "format/digit_pattern.h"
#include "format/phone_plan.h"
#include "format/phone_typed.h"

#include <string.h>

struct national {
	char digits[PHONE_DIGITS + 8];
	size_t size;
};

static struct text text_of_national(const struct national *n)
{
	return (struct text){n->digits, n->size};
}

static void append(struct national *n, struct text more)
{
	if (n->size + more.size > sizeof n->digits)
		more.size = sizeof n->digits - n->size;
	memcpy(n->digits + n->size, more.at, more.size);
	n->size += more.size;
}

/* Writes `layout` with its $1 $2 … filled in. False when a group that it names took no part in the match. */
static bool fill_groups(const char *layout, const struct digit_match *match, struct national *n)
{
	for (; *layout; layout++) {
		if (*layout != '$') {
			append(n, (struct text){layout, 1});
			continue;
		}
		struct text group = match->groups[(*++layout - '0') % DIGIT_GROUPS];
		if (text_is_none(group))
			return false;
		append(n, group);
	}
	return true;
}

/* Without what is dialled before the number only inside the country: 0 in Malaysia, 1 in America; in some countries
 * the plan puts something else in its place (an area code that neighbours leave out). */
static struct national without_prefix(const struct phone_region *region, struct text digits)
{
	struct national plain = {.size = 0}, stripped = {.size = 0};
	struct digit_match match;
	append(&plain, digits);
	if (!region->prefix_pattern || !digit_pattern_match(region->prefix_pattern, digits, false, &match))
		return plain;
	if (!region->prefix_becomes || !fill_groups(region->prefix_becomes, &match, &stripped))
		stripped.size = 0;
	append(&stripped, text_slice(digits, match.size, digits.size));
	bool loses = phone_region_has(region, digits) && !phone_region_has(region, text_of_national(&stripped));
	return loses ? plain : stripped;
}

/* The number if the region has it. */
static bool settle(struct arena *arena, const struct phone_region *region, struct text national,
		   struct phone *ret_phone)
{
	if (!phone_region_has(region, national) || strlen(region->calling_code) + national.size > PHONE_E164_DIGITS)
		return false;
	ret_phone->e164 = text_format(arena, "+%s%.*s", region->calling_code, TEXT_ARG(national));
	ret_phone->country = text_of(phone_region_of_number(region, national)->country);
	return true;
}

static bool settle_dialled(struct arena *arena, const struct phone_region *region, struct text digits,
			   struct phone *ret_phone)
{
	struct national n = without_prefix(region, digits);
	return settle(arena, region, text_of_national(&n), ret_phone);
}

/* Behind a calling code a number is whole. Only one that the region does not have is taken for what is dialled at home,
 * "+49 (0)151 …", so that what was read once is read again to the same number: in Brazil 90 begins numbers, and is
 * dialled before others. */
static bool settle_abroad(struct arena *arena, struct text digits, struct phone *ret_phone)
{
	struct text national;
	const struct phone_region *region = phone_region_by_code(digits, &national);
	return region &&
	       (settle(arena, region, national, ret_phone) || settle_dialled(arena, region, national, ret_phone));
}

static bool settle_at_home(struct arena *arena, struct text digits, struct text home, struct phone *ret_phone)
{
	struct digit_match idd;
	const struct phone_region *region = phone_region_of(home);
	if (!region)
		return false;
	if (region->idd && digit_pattern_match(region->idd, digits, false, &idd) &&
	    settle_abroad(arena, text_slice(digits, idd.size, digits.size), ret_phone))
		return true;
	if (settle_dialled(arena, region, digits, ret_phone))
		return true;
	/* The same for the neighbours that share the calling code, whose numbers are dialled alike. */
	struct text code = text_of(region->calling_code);
	if (settle_abroad(arena, text_join(arena, code, digits), ret_phone))
		return true;
	/* "60123456789": with the calling code of home, but no plus. */
	return text_starts(digits, code) && settle_abroad(arena, digits, ret_phone);
}

bool phone_parse(struct arena *arena, struct text typed, struct text home, struct phone *ret_phone)
{
	struct typed_phone parts;
	*ret_phone = (struct phone){0};
	if (!phone_read_typed(typed, &parts))
		return false;
	struct text digits = {parts.digits, parts.digits_count};
	bool found =
		parts.plus ? settle_abroad(arena, digits, ret_phone) : settle_at_home(arena, digits, home, ret_phone);
	/* 00 is understood even where people dial something else. */
	if (!found && !parts.plus && text_starts(digits, TEXT("00")))
		found = settle_abroad(arena, text_slice(digits, 2, digits.size), ret_phone);
	if (found && parts.extension_count > 0)
		ret_phone->extension = text_copy(arena, (struct text){parts.extension, parts.extension_count});
	return found;
}
