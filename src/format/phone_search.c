/* Numbers as digits that can be found however they are written. */
#include "format/phone.h"
#include "format/phone_plan.h"
#include "format/phone_typed.h"

#define LEAST_QUERY_DIGITS 3

/* "+49 (0)151": a zero in brackets behind a calling code is dialled at home only. */
static struct text without_bracketed_zero(struct arena *arena, struct text typed)
{
	size_t at = text_find(typed, TEXT("(0)"), 0);
	if (at == SIZE_MAX || (!text_starts(text_trim(typed), TEXT("+")) && !text_starts(text_trim(typed), TEXT("00"))))
		return typed;
	return text_join(arena, text_slice(typed, 0, at), text_slice(typed, at + 3, typed.size));
}

struct text phone_search_query(struct arena *arena, struct text query)
{
	struct typed_phone parts;
	if (!phone_read_typed(without_bracketed_zero(arena, query), &parts) || parts.digits_count < LEAST_QUERY_DIGITS)
		return TEXT_NONE;
	struct text digits = {parts.digits, parts.digits_count};
	if (!parts.plus && text_starts(digits, TEXT("00")) && digits.size > 2)
		digits = text_slice(digits, 2, digits.size);
	return text_copy(arena, digits);
}

static struct text add_word(struct arena *arena, struct text words, struct text word)
{
	if (text_is_empty(word) || text_find(words, word, 0) != SIZE_MAX)
		return words;
	return text_is_empty(words) ? word : text_format(arena, "%.*s %.*s", TEXT_ARG(words), TEXT_ARG(word));
}

struct text phone_search_words(struct arena *arena, struct text typed, struct text e164, struct text extension)
{
	struct text words = TEXT(""), national;
	if (text_starts(e164, TEXT("+"))) {
		words = text_slice(e164, 1, e164.size);
		const struct phone_region *region = phone_region_by_code(words, &national);
		if (region && region->national_prefix)
			words = add_word(arena, words,
					 text_format(arena, "%s%.*s", region->national_prefix, TEXT_ARG(national)));
	}
	words = add_word(arena, words, phone_search_query(arena, typed));
	return add_word(arena, words, extension);
}
