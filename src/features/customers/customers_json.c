/* Reading customers together and writing them as JSON.
 *
 * The one idea: many are written while the statement runs, row by row, so that none of their texts is copied but into
 * the answer. */
#include "features/customers/customers_json.h"

#include "features/customers/customers_derive.h"
#include "service/lists_kept.h"
#include "service/settings.h"

#include <string.h>

#define CUSTOMER_USUAL ((size_t)1024) /* bytes: memory is taken at once */

static enum outcome find_currency(struct context *ctx, struct currency *ret_currency)
{
	struct text word;
	TRY(settings_get(ctx, SETTING_BUSINESS_CURRENCY, &word));
	return currency_parse(word, ret_currency) ? DONE : FAULT;
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
	bool found;
	*ret_shown = (struct customer_shown){0};
	TRY(customers_get(ctx, customer, &ret_shown->row));
	TRY(find_currency(ctx, &ret_shown->currency));
	TRY(customer_counters_one(ctx->reader, customer, &found, &ret_shown->counters));
	if (!found)
		ret_shown->counters =
			(struct customer_counters_one){.last_order = INSTANT_NONE, .last_sign_in = INSTANT_NONE};
	struct customer_consent consent;
	TRY(customer_consent(ctx->reader, customer, CONSENT_PURPOSE_NEWSLETTER, &found, &consent));
	if (found)
		ret_shown->consent = consent.state;
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

static void write_business(struct context *ctx, struct json_writer *json, const struct customer_shown *shown)
{
	const struct customer_row *row = &shown->row;
	json_pair_id(json, "type", row->type_id.value);
	json_pair_id(json, "group", row->group_id.value);
	json_pair_id(json, "channel", row->channel_id.value);
	json_pair_id(json, "representative", row->representative_id.value);
	json_pair_flag(json, "vip", row->vip);
	json_pair_flag(json, "newsletter", row->newsletter);
	json_pair_text(json, "consent", consent_state_key(shown->consent));
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
	write_business(ctx, json, shown);
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

enum outcome customers_write_json(struct context *ctx, struct customer_id customer, struct json_writer *json)
{
	struct customer_shown shown;
	TRY(customers_show_one(ctx, customer, &shown));
	customers_json_write(ctx, json, &shown);
	return DONE;
}

enum outcome customers_write_sample(struct context *ctx, struct json_writer *json)
{
	static const struct external_ids_of ids[] = {{{42}, {"shop", 4}, {"10042", 5}}};
	struct customer_shown shown = {
		.row = {.id = {42},
			.version = 7,
			.email = TEXT("aisha@example.com"),
			.login = TEXT("aisha@example.com"),
			.first_name = TEXT("Aisha"),
			.last_name = TEXT("Rahman"),
			.display_name = TEXT("Aisha Rahman"),
			.salutation = SALUTATION_MS,
			.language = TEXT("ms"),
			.country = TEXT("MY"),
			.type_id = {1},
			.group_id = {1},
			.channel_id = {1},
			.discount = -1,
			.newsletter = true,
			.activation = ACTIVATION_ACTIVATED,
			.approval = APPROVAL_APPROVED,
			.active = true,
			.birth_date = DATE_NONE,
			.since = {20000},
			.created = {INT64_C(1727740800000000)},
			.modified = {INT64_C(1790000000000000)},
			.trashed_at = INSTANT_NONE,
			.suspended_until = INSTANT_NONE},
		.counters = {3, 12990, {INT64_C(1789000000000000)}, {INT64_C(1789900000000000)}},
		.consent = CONSENT_STATE_CONFIRMED,
		.external_ids = ids,
		.external_id_count = 1,
	};
	TRY(find_currency(ctx, &shown.currency));
	customers_json_write(ctx, json, &shown);
	return DONE;
}

/* ---- many ---- */

/* Where one stands in the buffer, or what was kept of him; of nobody whom the asker may see neither. */
struct piece {
	size_t start, size;
	struct text kept;
};

struct writing {
	struct context *ctx;
	struct json_writer *json;
	const struct customer_id *ids; /* who has to be read */
	size_t *places;                /* of these among all */
	size_t count;
	const struct external_ids_of *external; /* by customer */
	size_t external_count;
	struct currency currency;
	struct lists_kept kept;
	struct piece *pieces; /* of all */
	size_t next;          /* place of the id that is expected now */
	size_t start;         /* of all, in the buffer */
	bool out_of_order;
};

/* SQLite gives them in the order of the ids; where they come otherwise it is put right at the end. */
static size_t find_place(struct writing *writing, struct customer_id id)
{
	size_t place = writing->next;
	while (place < writing->count && writing->ids[place].value != id.value)
		place++;
	if (place == writing->count) {
		writing->out_of_order = true;
		for (place = 0; place < writing->count && writing->ids[place].value != id.value;)
			place++;
	}
	writing->next = place + 1;
	return place;
}

static void find_external_ids(const struct writing *writing, struct customer_shown *shown)
{
	const struct external_ids_of *all = writing->external;
	size_t low = 0, high = writing->external_count, end;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (all[middle].customer_id.value < shown->row.id.value)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < writing->external_count && all[end].customer_id.value == shown->row.id.value;)
		end++;
	shown->external_ids = all + low;
	shown->external_id_count = end - low;
}

#define ROW_SIZE (offsetof(struct customer_row, merged_into) + sizeof(struct customer_id))
_Static_assert(offsetof(struct customers_shown, merged_into) == offsetof(struct customer_row, merged_into),
	       "the statement begins with the columns of customer_row");

/* A suspension ends by itself; one that has ended stays so. */
static struct instant true_until(const struct customer_row *row, struct instant now)
{
	bool ends = !text_is_none(row->suspended) && !instant_is_none(row->suspended_until);
	return ends && row->suspended_until.us > now.us ? row->suspended_until : INSTANT_NONE;
}

static enum outcome write_one(void *state, const struct customers_shown *row)
{
	struct writing *writing = state;
	struct json_writer *json = writing->json;
	size_t place = find_place(writing, row->id), start = json->out->size + json->comma;
	struct customer_shown shown = {
		.counters = {row->orders, row->spent_base, row->last_order, row->last_sign_in},
		.consent = row->consent,
		.currency = writing->currency,
	};
	if (place == writing->count)
		return FAULT;
	memcpy(&shown.row, row, ROW_SIZE);
	find_external_ids(writing, &shown);
	customers_json_write(writing->ctx, json, &shown);
	struct piece piece = {.start = start, .size = json->out->size - start};
	if (!buffer_failed(json->out))
		lists_kept_add(&writing->kept, row->id, text_slice(buffer_text(json->out), start, SIZE_MAX),
			       true_until(&shown.row, context_now(writing->ctx)));
	writing->pieces[writing->places[place]] = piece;
	return DONE;
}

/* Writes all when all were kept; else copies those who were, and the others have to be read. */
static void take_kept(struct writing *writing, const struct customer_id *ids, size_t count)
{
	struct arena *arena = writing->ctx->arena;
	struct customer_id *others = arena_take_array(arena, count, sizeof *others);
	writing->ids = others;
	writing->places = arena_take_array(arena, count, sizeof *writing->places);
	lists_kept_hold(&writing->kept);
	for (size_t i = 0; i < count; i++) {
		writing->pieces[i].kept = lists_kept_find(&writing->kept, ids[i]);
		if (!text_is_none(writing->pieces[i].kept))
			continue;
		others[writing->count] = ids[i];
		writing->places[writing->count++] = i;
	}
	for (size_t i = 0; i < count; i++)
		if (writing->count == 0)
			json_add_raw(writing->json, writing->pieces[i].kept);
		else
			writing->pieces[i].kept = text_copy(arena, writing->pieces[i].kept);
	lists_kept_release(&writing->kept);
}

static enum outcome read_others(struct writing *writing)
{
	struct reader *reader = writing->ctx->reader;
	struct external_ids_of *external;
	TRY(external_ids_of(reader, writing->ids, writing->count, &external, &writing->external_count));
	writing->external = external;
	return customers_shown(reader, writing->ids, writing->count, write_one, writing);
}

static void put_in_order(struct writing *writing, struct json_writer before, size_t count)
{
	struct buffer *out = writing->json->out;
	struct text all = text_copy(writing->ctx->arena, buffer_text(out));
	out->size = writing->start;
	*writing->json = before;
	for (size_t i = 0; i < count; i++) {
		const struct piece *piece = &writing->pieces[i];
		if (!text_is_none(piece->kept))
			json_add_raw(writing->json, piece->kept);
		else if (piece->size)
			json_add_raw(writing->json, text_slice(all, piece->start, piece->size));
	}
}

enum outcome customers_json_write_many(struct context *ctx, struct json_writer *json, const struct customer_id *ids,
				       size_t count)
{
	const struct json_writer before = *json;
	struct writing writing = {.ctx = ctx, .json = json, .start = json->out->size};
	int64_t made_of = 0;
	TRY(context_read(ctx));
	TRY(find_currency(ctx, &writing.currency));
	memcpy(&made_of, writing.currency.code, sizeof writing.currency.code);
	TRY(lists_kept_begin(ctx, made_of, &writing.kept));
	writing.pieces = arena_take_array(ctx->arena, count, sizeof *writing.pieces);
	buffer_reserve(json->out, count * CUSTOMER_USUAL);
	take_kept(&writing, ids, count);
	if (writing.count == 0)
		return DONE;
	TRY(read_others(&writing));
	if (writing.count < count || writing.out_of_order)
		put_in_order(&writing, before, count);
	return DONE;
}
