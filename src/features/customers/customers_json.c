/* Reading customers together and writing them as JSON. */
#include "features/customers/customers_json.h"

#include "features/customers/customers_derive.h"
#include "service/settings.h"

#include <string.h>

_Static_assert(sizeof(struct customer_row) == sizeof(struct customer_rows), "two statements, one row");

static const struct customer_rows *row_of(const struct customer_rows *rows, size_t count, struct customer_id id)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].id.value == id.value)
			return &rows[i];
	return NULL;
}

/* Both come sorted by customer or are few; what belongs to this one. */
static void add_external_ids(struct customer_shown *shown, const struct external_ids_of *ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (ids[i].customer_id.value != shown->row.id.value)
			continue;
		if (!shown->external_id_count++)
			shown->external_ids = &ids[i];
	}
}

static void add_counters(struct customer_shown *shown, const struct customer_counters_of *counters, size_t count)
{
	shown->counters = (struct customer_counters_of){.last_order = INSTANT_NONE, .last_sign_in = INSTANT_NONE};
	for (size_t i = 0; i < count; i++)
		if (counters[i].customer_id.value == shown->row.id.value)
			shown->counters = counters[i];
}

static enum outcome find_currency(struct context *ctx, struct currency *ret_currency)
{
	struct text word;
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &word));
	return currency_parse(word, ret_currency) ? DONE : FAULT;
}

enum outcome customers_show_many(struct context *ctx, const struct customer_id *ids, size_t count,
				 struct customer_shown **ret_shown, size_t *ret_count)
{
	struct customer_rows *rows;
	struct customer_counters_of *counters;
	struct external_ids_of *external;
	struct currency currency;
	size_t row_count, counter_count, external_count;
	TRY(context_read(ctx));
	TRY(find_currency(ctx, &currency));
	TRY(customer_rows(ctx->reader, ids, count, &rows, &row_count));
	TRY(customer_counters_of(ctx->reader, ids, count, &counters, &counter_count));
	TRY(external_ids_of(ctx->reader, ids, count, &external, &external_count));
	*ret_shown = arena_take_array(ctx->arena, count, sizeof **ret_shown);
	*ret_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct customer_rows *row = row_of(rows, row_count, ids[i]);
		if (!row)
			continue;
		struct customer_shown *shown = &(*ret_shown)[(*ret_count)++];
		memcpy(&shown->row, row, sizeof shown->row);
		shown->currency = currency;
		add_counters(shown, counters, counter_count);
		add_external_ids(shown, external, external_count);
	}
	return DONE;
}

static enum outcome add_own_external_ids(struct context *ctx, struct customer_shown *shown)
{
	struct external_id_list *own;
	TRY(external_id_list(ctx->reader, shown->row.id, &own, &shown->external_id_count));
	struct external_ids_of *ids = arena_take_array(ctx->arena, shown->external_id_count, sizeof *ids);
	for (size_t i = 0; i < shown->external_id_count; i++)
		ids[i] = (struct external_ids_of){shown->row.id, own[i].system, own[i].value};
	shown->external_ids = ids;
	return DONE;
}

/* By statements of its own: SQLite makes a table of a list of ids before it looks anything up in it, even of one. */
enum outcome customers_show_one(struct context *ctx, struct customer_id customer, struct customer_shown *ret_shown)
{
	struct customer_counters_one own;
	bool found;
	*ret_shown = (struct customer_shown){0};
	TRY(customers_get(ctx, customer, &ret_shown->row));
	TRY(find_currency(ctx, &ret_shown->currency));
	TRY(customer_counters_one(ctx->reader, customer, &found, &own));
	const struct customer_counters_of counters = {customer, own.orders, own.spent_base, own.last_order,
						      own.last_sign_in};
	add_counters(ret_shown, &counters, found ? 1 : 0);
	return add_own_external_ids(ctx, ret_shown);
}

static void write_person(struct json_writer *json, const struct customer_row *row)
{
	json_pair_text(json, "login", row->login);
	json_pair_text(json, "email", row->email);
	json_pair_text(json, "salutation", salutation_key(row->salutation));
	json_pair_text(json, "title", row->title);
	json_pair_text(json, "first_name", row->first_name);
	json_pair_text(json, "last_name", row->last_name);
	json_pair_text(json, "name_order", name_order_key(row->name_order));
	json_pair_text(json, "display_name", row->display_name);
	json_pair_text(json, "company", row->company);
	json_pair_date(json, "birth_date", row->birth_date);
	json_pair_text(json, "language", row->language);
	json_pair_text(json, "zone", row->zone);
	json_pair_text(json, "country", row->country);
	json_pair_text(json, "currency", row->currency);
}

static void write_business(struct context *ctx, struct json_writer *json, const struct customer_row *row)
{
	json_pair_id(json, "type", row->type_id.value);
	json_pair_id(json, "group", row->group_id.value);
	json_pair_id(json, "channel", row->channel_id.value);
	json_pair_id(json, "representative", row->representative_id.value);
	json_pair_flag(json, "vip", row->vip);
	json_pair_flag(json, "newsletter", row->newsletter);
	json_pair_text(json, "discount", customers_field_text(ctx->arena, row, CUSTOMER_FIELD_DISCOUNT));
	json_pair_text(json, "billing_email", row->billing_email);
}

static void write_access(struct json_writer *json, const struct customer_row *row)
{
	struct text words = row->suspended, word;
	json_pair_flag(json, "guest", row->guest);
	json_pair_flag(json, "active", row->active);
	json_pair_flag(json, "blocked", row->blocked);
	json_pair_text(json, "activation", activation_key(row->activation));
	json_pair_text(json, "approval", approval_key(row->approval));
	json_add_key(json, "suspended");
	json_begin_array(json);
	while (text_next(&words, ' ', &word))
		if (!text_is_empty(word))
			json_add_text(json, word);
	json_end_array(json);
	json_pair_instant(json, "suspended_until", row->suspended_until);
}

static void write_history(struct json_writer *json, const struct customer_shown *shown)
{
	const struct customer_row *row = &shown->row;
	json_pair_date(json, "since", row->since);
	json_pair_instant(json, "created", row->created);
	json_pair_instant(json, "modified", row->modified);
	json_pair_instant(json, "trashed_at", row->trashed_at);
	json_pair_text(json, "trash_reason", row->trash_reason);
	json_pair_id(json, "merged_into", row->merged_into.value);
	json_pair_number(json, "orders", shown->counters.orders);
	json_add_key(json, "spent");
	json_add_money(json, (struct money){shown->counters.spent_base, shown->currency});
	json_pair_instant(json, "last_order", shown->counters.last_order);
	json_pair_instant(json, "last_sign_in", shown->counters.last_sign_in);
}

void customers_json_write(struct context *ctx, struct json_writer *json, const struct customer_shown *shown)
{
	json_begin_object(json);
	json_pair_number(json, "id", shown->row.id.value);
	json_pair_number(json, "version", shown->row.version);
	json_pair_text(json, "status", customer_status_key(derive_status(&shown->row, context_now(ctx))));
	write_person(json, &shown->row);
	write_business(ctx, json, &shown->row);
	write_access(json, &shown->row);
	write_history(json, shown);
	json_add_key(json, "external_ids");
	json_begin_array(json);
	for (size_t i = 0; i < shown->external_id_count; i++) {
		json_begin_object(json);
		json_pair_text(json, "system", shown->external_ids[i].system);
		json_pair_text(json, "value", shown->external_ids[i].value);
		json_end_object(json);
	}
	json_end_array(json);
	json_end_object(json);
}
