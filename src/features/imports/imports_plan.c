/* Columns by what was said or guessed, attributes that are there already, what a country means, what is given to
 * somebody new. */
#include "features/imports/imports_plan.h"

#include "features/imports/imports_mapping.h"
#include "format/email_address.h"
#include "service/settings.h"

static size_t find_column(const struct import_plan *plan, enum transfer_part part, int which)
{
	for (size_t i = 0; i < plan->column_count; i++)
		if (plan->columns[i].column.part == part && plan->columns[i].column.which == which &&
		    plan->columns[i].column.number < 2)
			return i;
	return SIZE_MAX;
}

/* A file with one column "Country" and a city or a street means that of the address, too. */
static void share_country(struct import_plan *plan)
{
	size_t place = find_column(plan, TRANSFER_FIELD, CUSTOMER_FIELD_COUNTRY);
	bool has_address = false;
	for (size_t i = 0; i < plan->column_count; i++)
		has_address = has_address ||
			      (plan->columns[i].column.part == TRANSFER_ADDRESS && plan->columns[i].column.number == 1);
	if (place == SIZE_MAX || !has_address || find_column(plan, TRANSFER_ADDRESS, ADDRESS_CELL_COUNTRY) != SIZE_MAX)
		return;
	plan->columns[plan->column_count++] =
		(struct import_source_column){.column = {.part = TRANSFER_ADDRESS,
							 .which = ADDRESS_CELL_COUNTRY,
							 .number = 1,
							 .header = plan->columns[place].column.header},
					      .place = plan->columns[place].place};
}

/* A file that has a country in addresses alone means the customer's, too, where nothing is known of it. */
static void fill_country(struct import_plan *plan)
{
	size_t place = find_column(plan, TRANSFER_ADDRESS, ADDRESS_CELL_COUNTRY);
	if (place == SIZE_MAX || find_column(plan, TRANSFER_FIELD, CUSTOMER_FIELD_COUNTRY) != SIZE_MAX)
		return;
	plan->columns[plan->column_count++] =
		(struct import_source_column){.column = {.part = TRANSFER_FIELD,
							 .which = CUSTOMER_FIELD_COUNTRY,
							 .header = plan->columns[place].column.header},
					      .place = plan->columns[place].place,
					      .fills = true};
}

/* What the file has a column for is no default. */
static void add_defaults(struct import_plan *plan)
{
	for (size_t i = 0; i < plan->options->default_count; i++) {
		const struct import_default *given = &plan->options->defaults[i];
		struct transfer_column column;
		if (text_is_empty(given->value) || !transfer_column_parse(given->column, &column) ||
		    find_column(plan, column.part, column.which) != SIZE_MAX)
			continue;
		column.header = given->column;
		plan->columns[plan->column_count++] =
			(struct import_source_column){.column = column, .place = SIZE_MAX, .given = given->value};
	}
}

/* An attribute that is called like the column is the column's; else one will be made. */
static enum outcome know_attributes(struct context *ctx, struct import_plan *plan)
{
	struct transfer_names names;
	TRY(transfer_names_load(ctx, &names));
	for (size_t i = 0; i < plan->head.header_count; i++) {
		struct transfer_column *column = &plan->columns[i].column;
		const struct transfer_name *known = NULL;
		if (column->part == TRANSFER_ATTRIBUTE)
			known = transfer_name_find(ctx->arena, &names, NAMED_ATTRIBUTE, column->name);
		if (column->part == TRANSFER_ATTRIBUTE && !known)
			known = transfer_name_find(ctx->arena, &names, NAMED_ATTRIBUTE, text_trim(column->header));
		column->name = known ? known->word : column->name;
		plan->shown[i] = (struct import_column){column->header, transfer_column_name(ctx->arena, column),
							column->part == TRANSFER_ATTRIBUTE && !known,
							known && known->kind == ATTRIBUTE_KIND_PICTURE};
		if (plan->shown[i].is_picture)
			column->part = TRANSFER_SKIP;
	}
	return DONE;
}

/* No column of it is known, or an address stands there: names of columns were forgotten. */
static bool is_headless(struct context *ctx, const struct import_plan *plan)
{
	struct email_address email;
	bool any_known = false, any_address = false;
	for (size_t i = 0; i < plan->head.header_count; i++) {
		any_known = any_known || !plan->shown[i].is_new;
		any_address = any_address || email_address_parse(ctx->arena, text_trim(plan->head.headers[i]), &email);
	}
	return any_address || !any_known;
}

enum outcome import_plan_make(struct context *ctx, const struct import_options *options, const struct import_head *head,
			      struct import_plan *ret_plan)
{
	struct transfer_column *columns;
	struct import_preset preset;
	(void)import_preset_find(ctx->arena, head->headers, head->header_count, &preset);
	TRY(customers_check_system(ctx, options->system, TEXT("system")));
	const struct import_mapping_ask ask = {
		.headers = head->headers,
		.count = head->header_count,
		.first = head->first,
		.first_count = head->first_count,
		.map = options->map,
		.places = options->places,
		.place_count = options->place_count,
		.preset = &preset,
		.system = text_is_empty(options->system) ? TEXT("import") : options->system,
	};
	TRY(import_mapping_make(ctx, &ask, &columns));
	*ret_plan =
		(struct import_plan){.options = options, .head = *head, .column_count = ask.count, .preset = preset};
	ret_plan->columns =
		arena_take_array(ctx->arena, ask.count + 2 + options->default_count, sizeof *ret_plan->columns);
	ret_plan->shown = arena_take_array(ctx->arena, ask.count, sizeof *ret_plan->shown);
	for (size_t i = 0; i < ask.count; i++)
		ret_plan->columns[i] = (struct import_source_column){.column = columns[i], .place = i};
	TRY(know_attributes(ctx, ret_plan));
	ret_plan->is_headless = !head->lines && is_headless(ctx, ret_plan);
	ret_plan->raw = options->raw || head->lines;
	ret_plan->corrected = find_column(ret_plan, TRANSFER_SYSTEM, SYSTEM_IMPORT_REASON) != SIZE_MAX;
	share_country(ret_plan);
	add_defaults(ret_plan);
	fill_country(ret_plan);
	return settings_get(ctx, SETTING_BUSINESS_COUNTRY, &ret_plan->home);
}
