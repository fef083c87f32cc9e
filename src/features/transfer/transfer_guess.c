/* Which column a header means: by its own name however it is spelt, and by what people's programs call it. */
#include "features/transfer/transfer_column.h"

#include "format/name_fold.h"

#include <string.h>

static const struct {
	const char *folded, *name;
} aliases[] = {
#define ALIAS(folded, name) {folded, name},
#include "features/transfer/transfer_aliases.def"
#undef ALIAS
};

static bool find_alias(struct text folded, struct text system, struct transfer_column *ret_column)
{
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
		if (!text_equal(folded, text_of(aliases[i].folded)))
			continue;
		if (strcmp(aliases[i].name, "external.") == 0) {
			*ret_column = (struct transfer_column){.part = TRANSFER_EXTERNAL, .name = system};
			return true;
		}
		return transfer_column_parse(text_of(aliases[i].name), ret_column);
	}
	return false;
}

/* "First Name" is first_name by any spelling of the name itself. */
static bool find_own(struct text folded, struct transfer_column *ret_column)
{
	for (int f = 0; f < CUSTOMER_FIELD_COUNT; f++) {
		struct folded_name own;
		if (name_fold(text_of(customer_field_declared((enum customer_field)f)->word), &own) &&
		    text_equal(folded, text_of(own.at))) {
			*ret_column = (struct transfer_column){.part = TRANSFER_FIELD, .which = f};
			return true;
		}
	}
	return false;
}

/* "Address 1 City" is address_1_city; another system is called as it is written: Shopify is not shopify. */
static bool find_written(struct arena *arena, struct text header, struct transfer_column *ret_column)
{
	struct text lower = text_lower_ascii(arena, header);
	char *name = arena_take(arena, lower.size + 1);
	for (size_t i = 0; i < lower.size; i++)
		name[i] = lower.at[i] == ' ' || lower.at[i] == '-' ? '_' : lower.at[i];
	if (!transfer_column_parse((struct text){name, lower.size}, ret_column) || ret_column->part == TRANSFER_SKIP)
		return false;
	if (ret_column->part == TRANSFER_EXTERNAL)
		ret_column->name = text_slice(header, header.size - ret_column->name.size, SIZE_MAX);
	return true;
}

static bool set_number(struct transfer_column *column, int64_t number)
{
	if (number < 1 || number > TRANSFER_NUMBER)
		return false;
	bool email = column->part == TRANSFER_FIELD && column->which == CUSTOMER_FIELD_EMAIL;
	if (email && number > 1)
		*column = (struct transfer_column){.part = TRANSFER_EMAIL, .number = (size_t)number};
	else if (column->number)
		column->number = (size_t)number;
	return email || column->number;
}

bool transfer_column_guess(struct arena *arena, struct text header, struct text system,
			   struct transfer_column *ret_column)
{
	struct folded_name name;
	struct text trimmed = text_trim(header);
	int64_t number;
	if (find_written(arena, trimmed, ret_column))
		return true;
	if (!name_fold(trimmed, &name))
		return false;
	struct text folded = text_of(name.at);
	if (find_own(folded, ret_column) || find_alias(folded, system, ret_column))
		return true;
	size_t end = folded.size;
	while (end && folded.at[end - 1] >= '0' && folded.at[end - 1] <= '9')
		end--;
	struct text base = text_slice(folded, 0, end);
	return end && text_to_number(text_slice(folded, end, SIZE_MAX), &number) &&
	       (find_own(base, ret_column) || find_alias(base, system, ret_column)) && set_number(ret_column, number);
}
