/* Which column of a file is which: what people's programs call things, what the user said, and the rest. */
#include "features/transfer/transfer_column.h"

#include "format/fold.h"
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

/* "Address 1 City" is address_1_city. */
static bool find_written(struct arena *arena, struct text header, struct transfer_column *ret_column)
{
	struct text lower = text_lower_ascii(arena, header);
	char *name = arena_take(arena, lower.size + 1);
	for (size_t i = 0; i < lower.size; i++)
		name[i] = lower.at[i] == ' ' || lower.at[i] == '-' ? '_' : lower.at[i];
	return transfer_column_parse((struct text){name, lower.size}, ret_column) && ret_column->part != TRANSFER_SKIP;
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

/* "Shop size (m²)" → shop_size_m2; what has no letter of a to z → column_7. */
struct text transfer_word_of(struct arena *arena, struct text header, size_t place)
{
	struct text word = fold_word(arena, header);
	return text_is_none(word) ? text_format(arena, "column_%zu", place + 1) : word;
}

static bool is_taken(const struct transfer_column *columns, size_t count, size_t but,
		     const struct transfer_column *column)
{
	for (size_t i = 0; i < count; i++)
		if (i != but && columns[i].part != TRANSFER_SKIP && transfer_column_equal(&columns[i], column))
			return true;
	return false;
}

static bool has(const struct transfer_column *columns, size_t count, struct transfer_column wanted)
{
	return is_taken(columns, count, SIZE_MAX, &wanted);
}

static struct transfer_column attribute_for(struct arena *arena, const struct transfer_column *columns, size_t count,
					    size_t place)
{
	struct text header = columns[place].header, word = transfer_word_of(arena, header, place);
	struct transfer_column column = {.part = TRANSFER_ATTRIBUTE, .name = word, .header = header};
	for (int n = 2; is_taken(columns, count, place, &column); n++)
		column.name = text_format(arena, "%.*s_%d", TEXT_ARG(word), n);
	return column;
}

static size_t find_header(const struct transfer_mapping_ask *ask, struct text header)
{
	for (size_t i = 0; i < ask->count; i++)
		if (text_equal(text_trim(ask->headers[i]), header))
			return i;
	return SIZE_MAX;
}

/* What the user said; `said` marks those columns. */
static enum outcome map_said(struct context *ctx, const struct transfer_mapping_ask *ask,
			     struct transfer_column *columns, bool *said)
{
	struct text rest = ask->map, pair;
	while (!text_is_none(ask->map) && text_next(&rest, ',', &pair)) {
		struct text name = pair, header;
		struct transfer_column column;
		text_next(&name, '=', &header);
		size_t place = find_header(ask, text_trim(header));
		if (place == SIZE_MAX)
			return context_invalid(ctx, TEXT("map"), "unknown_header",
					       N_("The file has no column “{0}”; write it like Header=column."),
					       text_trim(header), TEXT_NONE);
		if (!transfer_column_parse(text_trim(name), &column))
			return context_invalid(ctx, TEXT("map"), "unknown_column",
					       N_("“{0}” is no column of a customer; “-” leaves it out."),
					       text_trim(name), TEXT_NONE);
		column.header = columns[place].header;
		if (is_taken(columns, ask->count, place, &column))
			return context_invalid(ctx, TEXT("map"), "twice", N_("Two columns are mapped to “{0}”."),
					       text_trim(name), TEXT_NONE);
		columns[place] = column;
		said[place] = true;
	}
	return DONE;
}

/* The same by place; who says nothing of a column leaves it to the guess. */
static enum outcome map_places(struct context *ctx, const struct transfer_mapping_ask *ask,
			       struct transfer_column *columns, bool *said)
{
	enum outcome outcome = DONE;
	for (size_t i = 0; i < ask->count && i < ask->place_count; i++) {
		struct transfer_column column;
		if (text_is_empty(ask->places[i]))
			continue;
		if (!transfer_column_parse(ask->places[i], &column))
			return context_invalid(ctx, TEXT("map"), "unknown_column",
					       N_("“{0}” is no column of a customer; “-” leaves it out."),
					       ask->places[i], TEXT_NONE);
		column.header = columns[i].header;
		if (column.part != TRANSFER_SKIP && is_taken(columns, ask->count, i, &column))
			outcome = context_invalid(ctx, text_format(ctx->arena, "map/%zu", i), "twice",
						  N_("Two columns are mapped to “{0}”."), ask->places[i], TEXT_NONE);
		columns[i] = column;
		said[i] = true;
	}
	return outcome;
}

/* Numbers of another program are no numbers of ours. */
static void tell_ids_apart(const struct transfer_mapping_ask *ask, struct transfer_column *columns, const bool *said)
{
	int64_t number;
	for (size_t i = 0; i < ask->count && i < ask->first_count; i++)
		if (columns[i].part == TRANSFER_ID && !said[i] && !text_is_empty(ask->first[i]) &&
		    !text_to_number(text_trim(ask->first[i]), &number)) {
			columns[i].part = TRANSFER_EXTERNAL;
			columns[i].name = ask->system;
		}
}

/* A column "created" fills "customer since" where nothing else does. */
static void find_since(struct transfer_column *columns, size_t count, const bool *said)
{
	const struct transfer_column since = {.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_SINCE};
	for (size_t i = 0; i < count; i++)
		if (columns[i].part == TRANSFER_SYSTEM && columns[i].which == SYSTEM_CREATED && !said[i] &&
		    !has(columns, count, since)) {
			columns[i].part = since.part;
			columns[i].which = since.which;
		}
}

enum outcome transfer_map(struct context *ctx, const struct transfer_mapping_ask *ask,
			  struct transfer_column **ret_columns)
{
	struct transfer_column *columns = arena_take_array(ctx->arena, ask->count, sizeof *columns);
	bool *said = arena_take_array(ctx->arena, ask->count, sizeof *said);
	bool *known = arena_take_array(ctx->arena, ask->count, sizeof *known);
	for (size_t i = 0; i < ask->count; i++)
		columns[i].header = text_copy(ctx->arena, ask->headers[i]);
	TRY(map_said(ctx, ask, columns, said));
	TRY(map_places(ctx, ask, columns, said));
	for (size_t i = 0; i < ask->count; i++) {
		struct transfer_column column;
		known[i] = said[i];
		if (said[i] || !transfer_column_guess(ctx->arena, ask->headers[i], ask->system, &column) ||
		    is_taken(columns, ask->count, i, &column))
			continue;
		column.header = columns[i].header;
		column.name = text_is_none(column.name) ? TEXT_NONE : text_copy(ctx->arena, column.name);
		columns[i] = column;
		known[i] = true;
	}
	for (size_t i = 0; i < ask->count; i++)
		if (!known[i] && !text_is_empty(text_trim(columns[i].header)))
			columns[i] = attribute_for(ctx->arena, columns, ask->count, i);
	tell_ids_apart(ask, columns, said);
	find_since(columns, ask->count, said);
	*ret_columns = columns;
	return DONE;
}
