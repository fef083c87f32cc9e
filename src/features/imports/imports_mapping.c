/* What was said wins, then the shop whose file it is, then the guess; what nobody has heard of becomes an attribute. */
#include "features/imports/imports_mapping.h"

#include "format/fold.h"
#include "format/foreign_hash.h"

/* "Shop size (m²)" → shop_size_m2; what has no letter of a to z → column_7. */
struct text import_word_of(struct arena *arena, struct text header, size_t place)
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
	struct text header = columns[place].header, word = import_word_of(arena, header, place);
	struct transfer_column column = {.part = TRANSFER_ATTRIBUTE, .name = word, .header = header};
	for (int n = 2; is_taken(columns, count, place, &column); n++)
		column.name = text_format(arena, "%.*s_%d", TEXT_ARG(word), n);
	return column;
}

static size_t find_header(const struct import_mapping_ask *ask, struct text header)
{
	for (size_t i = 0; i < ask->count; i++)
		if (text_equal(text_trim(ask->headers[i]), header))
			return i;
	return SIZE_MAX;
}

/* What the user said; `said` marks those columns. */
static enum outcome map_said(struct context *ctx, const struct import_mapping_ask *ask, struct transfer_column *columns,
			     bool *said)
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
static enum outcome map_places(struct context *ctx, const struct import_mapping_ask *ask,
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

/* What the shop is known to write there. */
static void map_preset(const struct import_mapping_ask *ask, struct transfer_column *columns, bool *known)
{
	for (size_t i = 0; i < ask->count; i++) {
		struct transfer_column column;
		if (known[i] || text_is_empty(ask->preset->places[i]) ||
		    !transfer_column_parse(ask->preset->places[i], &column) ||
		    (column.part != TRANSFER_SKIP && is_taken(columns, ask->count, i, &column)))
			continue;
		column.header = columns[i].header;
		columns[i] = column;
		known[i] = true;
	}
}

static void guess(struct context *ctx, const struct import_mapping_ask *ask, struct transfer_column *columns,
		  bool *known)
{
	for (size_t i = 0; i < ask->count; i++) {
		struct transfer_column column;
		if (known[i] || !transfer_column_guess(ctx->arena, ask->headers[i], ask->system, &column) ||
		    is_taken(columns, ask->count, i, &column))
			continue;
		column.header = columns[i].header;
		column.name = text_is_none(column.name) ? TEXT_NONE : text_copy(ctx->arena, column.name);
		columns[i] = column;
		known[i] = true;
	}
}

/* Numbers of another program are no numbers of ours. */
static void tell_ids_apart(const struct import_mapping_ask *ask, struct transfer_column *columns, const bool *said)
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

/* A column that nobody has heard of is known by the form of what stands in it. */
static void find_hashes(const struct import_mapping_ask *ask, struct transfer_column *columns, bool *known)
{
	const struct transfer_column password = {.part = TRANSFER_PASSWORD};
	for (size_t i = 0; i < ask->count && i < ask->first_count; i++)
		if (!known[i] && !text_is_empty(ask->first[i]) &&
		    foreign_hash_judge(text_trim(ask->first[i])) != FOREIGN_HASH_UNKNOWN &&
		    !has(columns, ask->count, password)) {
			columns[i].part = TRANSFER_PASSWORD;
			known[i] = true;
		}
}

enum outcome import_mapping_make(struct context *ctx, const struct import_mapping_ask *ask,
				 struct transfer_column **ret_columns)
{
	struct transfer_column *columns = arena_take_array(ctx->arena, ask->count, sizeof *columns);
	bool *said = arena_take_array(ctx->arena, ask->count, sizeof *said);
	bool *known = arena_take_array(ctx->arena, ask->count, sizeof *known);
	for (size_t i = 0; i < ask->count; i++)
		columns[i].header = text_copy(ctx->arena, ask->headers[i]);
	TRY(map_said(ctx, ask, columns, said));
	TRY(map_places(ctx, ask, columns, said));
	for (size_t i = 0; i < ask->count; i++)
		known[i] = said[i];
	map_preset(ask, columns, known);
	guess(ctx, ask, columns, known);
	find_hashes(ask, columns, known);
	for (size_t i = 0; i < ask->count; i++)
		if (!known[i] && !text_is_empty(text_trim(columns[i].header)))
			columns[i] = attribute_for(ctx->arena, columns, ask->count, i);
	tell_ids_apart(ask, columns, said);
	find_since(columns, ask->count, said);
	*ret_columns = columns;
	return DONE;
}
