/* Many customers at once: each is added, changed, left alone or refused by itself.
 *
 * The one idea: an item is read by the declaration of POST /api/v1/customers, so it takes the same fields with the same
 * limits. Items are read outside of transactions and written in transactions of BULK_TOGETHER, each in a savepoint of
 * its own; so a large upsert never holds the database for long. With an Idempotency-Key there is one transaction around
 * all of them (web/idempotency.h), since the answer has to be kept together with the effect.
 */
#include "customers_api.routes.h"
#include "features/customers/customers_fields_api.h"
#include "features/customers/customers_json.h"
#include "format/email_address.h"
#include "format/json_read.h"
#include "web/api.h"

#define BULK_TOGETHER 50

struct item {
	struct customers_add_api *in;
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	size_t change_count;
	int64_t id; /* sent for match=id */
	struct problems *problems;
	size_t problem_count; /* of reading; the transaction may run twice and starts from here */
	enum outcome read;
	const char *became; /* "created" … */
	struct customer_id customer;
};

struct bulk {
	const struct customers_bulk_api *in;
	const struct route *item_route;
	struct item *items;
	size_t count;
};

/* With match=id an item has one member more than a customer that is added. */
static void take_id(struct item *item, struct fields *fields)
{
	struct field *list = (struct field *)fields->list;
	for (size_t i = 0; i < fields->count; i++) {
		if (!text_equal(list[i].name, TEXT("id")) || list[i].form != FIELD_NUMBER ||
		    !text_to_number(list[i].text, &item->id))
			continue;
		list[i] = list[--fields->count];
		return;
	}
}

/* Reads an item by the declared fields; what is wrong stays with the item. */
static enum outcome read_item(struct context *ctx, const struct bulk *bulk, const struct json_value *value,
			      struct item *item)
{
	struct fields fields;
	item->problems = problems_open(ctx->arena);
	item->in = arena_take(ctx->arena, bulk->item_route->in_size);
	ctx->problems = item->problems;
	item->read = fields_parse_item(ctx, json_source(ctx->arena, value), &fields) ? INVALID : DONE;
	if (item->read == DONE && bulk->in->match == CUSTOMERS_BULK_API_MATCH_ID)
		take_id(item, &fields);
	if (item->read == DONE)
		item->read = fields_fill(ctx, bulk->item_route, &fields, item->in);
	if (item->read == DONE)
		item->change_count = customers_read_changes(ctx, bulk->item_route, item->in, item->changes);
	item->problem_count = item->problems->count;
	return item->read == FAULT ? FAULT : DONE;
}

static struct text external_system(const struct item *item)
{
	return text_is_empty(item->in->external_system) ? TEXT("external") : item->in->external_system;
}

/* A guest is sent as one; their address may be an account's, too. */
static enum outcome find_claim(struct context *ctx, const struct item *item, enum customers_bulk_api_match match,
			       struct customer_id *ret_customer)
{
	const struct customers_add_api *in = item->in;
	struct email_address email;
	if (match == CUSTOMERS_BULK_API_MATCH_EMAIL && email_address_parse(ctx->arena, in->email, &email))
		return customers_find_claim(ctx, customers_address_claim(in->guest), email.folded, ret_customer);
	if (match == CUSTOMERS_BULK_API_MATCH_LOGIN && !text_is_empty(in->login))
		return customers_find_claim(ctx, CLAIM_KIND_LOGIN, customers_fold_login(ctx->arena, in->login),
					    ret_customer);
	if (match == CUSTOMERS_BULK_API_MATCH_EXTERNAL && !text_is_empty(in->external_id))
		return customers_find_claim(
			ctx, CLAIM_KIND_EXTERNAL,
			customers_external_claim(ctx->arena, external_system(item), in->external_id), ret_customer);
	if (match == CUSTOMERS_BULK_API_MATCH_ID && item->id > 0) {
		*ret_customer = (struct customer_id){item->id};
		return DONE;
	}
	static const char *const names[] = {"email", "id", "login", "external_id"};
	return context_invalid(ctx, text_of(names[match]), "required", N_("This is needed."), TEXT_NONE);
}

static enum outcome add(struct context *ctx, struct item *item)
{
	const struct customer_adding ask = {
		.changes = item->changes,
		.count = item->change_count,
		.guest = item->in->guest,
		.external_system = external_system(item),
		.external_id = item->in->external_id,
		.attributes = item->in->attributes,
	};
	item->became = "created";
	return customers_add(ctx, &ask, &item->customer);
}

static enum outcome add_external_id(struct context *ctx, const struct item *item)
{
	struct customer_id holder;
	struct text system = external_system(item), value = item->in->external_id;
	if (text_is_empty(value))
		return DONE;
	TRY(customers_find_claim(ctx, CLAIM_KIND_EXTERNAL, customers_external_claim(ctx->arena, system, value),
				 &holder));
	return holder.value == item->customer.value ? DONE
						    : customers_add_external_id(ctx, item->customer, system, value);
}

static enum outcome change(struct context *ctx, struct item *item)
{
	struct customer_row before, after;
	enum outcome found = customers_lock(ctx, item->customer, &before);
	if (found == NOT_FOUND)
		return context_invalid(ctx, TEXT_NONE, "not_found", N_("There is nothing with this number."),
				       TEXT_NONE);
	TRY(found);
	TRY(customers_change(ctx, item->customer, item->changes, item->change_count));
	TRY(add_external_id(ctx, item));
	if (!text_is_none(item->in->attributes))
		TRY(customer_attributes.set(ctx, item->customer, item->in->attributes));
	TRY(customers_get(ctx, item->customer, &after));
	item->became = before.version == after.version ? "unchanged" : "updated";
	return DONE;
}

struct doing {
	const struct bulk *bulk;
	struct item *item;
};

static enum outcome write_item(struct context *ctx, void *state)
{
	const struct doing *doing = state;
	struct item *item = doing->item;
	enum customers_bulk_api_mode mode = doing->bulk->in->mode;
	item->customer = (struct customer_id){0};
	TRY(find_claim(ctx, item, doing->bulk->in->match, &item->customer));
	if (item->customer.value && mode == CUSTOMERS_BULK_API_MODE_CREATE)
		return context_conflict(ctx, TEXT_NONE, "exists", N_("This customer is there already."), TEXT_NONE);
	if (!item->customer.value && mode == CUSTOMERS_BULK_API_MODE_UPDATE)
		return context_invalid(ctx, TEXT_NONE, "not_found", N_("There is no such customer."), TEXT_NONE);
	return item->customer.value ? change(ctx, item) : add(ctx, item);
}

/* Refusals are the item's own; only what is nobody's fault ends the transaction. */
static enum outcome write_items(struct context *ctx, void *state)
{
	const struct bulk *bulk = state;
	for (size_t i = 0; i < bulk->count; i++) {
		struct item *item = &bulk->items[i];
		struct doing doing = {bulk, item};
		if (item->read != DONE) {
			item->became = "refused";
			continue;
		}
		ctx->problems = item->problems;
		item->problems->count = item->problem_count;
		enum outcome outcome = context_attempt(ctx, write_item, &doing);
		if (outcome == FAULT || outcome == TOO_MANY)
			return outcome;
		if (outcome != DONE) {
			item->became = "refused";
			item->customer = (struct customer_id){0};
		}
	}
	return DONE;
}

static void answer_items(struct request *request, struct json_writer *json, const struct bulk *bulk, size_t first)
{
	for (size_t i = 0; i < bulk->count; i++) {
		const struct item *item = &bulk->items[i];
		json_begin_object(json);
		json_pair_number(json, "index", (int64_t)(first + i));
		json_pair_text(json, "outcome", text_of(item->became));
		json_pair_id(json, "id", item->customer.value);
		json_add_key(json, "errors");
		answer_write_problems(request, json, item->problems);
		json_end_object(json);
	}
}

/* Some items, with memory that is given back behind them. */
static enum outcome run_some(struct request *request, const struct json_value *data, size_t first,
			     const struct customers_bulk_api *in, struct json_writer *json)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct context ctx = *request->ctx;
	size_t count = json_count(data) - first;
	struct bulk bulk = {.in = in, .item_route = request->route->items};
	bulk.count = count < BULK_TOGETHER ? count : BULK_TOGETHER;
	bulk.items = arena_take_array(arena, bulk.count, sizeof *bulk.items);
	ctx.arena = arena;
	ctx.problems = problems_open(arena);
	ctx.reader = context_is_writing(request->ctx) ? request->ctx->reader : NULL;
	enum outcome outcome = context_read(&ctx);
	for (size_t i = 0; i < bulk.count && outcome == DONE; i++)
		outcome = read_item(&ctx, &bulk, json_at(data, first + i), &bulk.items[i]);
	if (outcome == DONE)
		outcome = context_transact(&ctx, write_items, &bulk);
	if (outcome == DONE)
		answer_items(request, json, &bulk, first);
	if (!context_is_writing(request->ctx))
		context_close(&ctx);
	return outcome;
}

static enum outcome check_data(struct request *request, const struct json_value *root,
			       const struct json_value **ret_data)
{
	*ret_data = json_member(root, TEXT("data"));
	if (json_kind(*ret_data) != JSON_IS_ARRAY || json_count(root) != 1)
		return context_invalid(request->ctx, TEXT("data"), "wrong_type", N_("This needs to be a list."),
				       TEXT_NONE);
	size_t most = request->route->items_most;
	if (json_count(*ret_data) > most)
		return context_invalid(request->ctx, TEXT("data"), "too_many", N_("At most {1} are taken here."),
				       TEXT("0"), text_of_number(request->ctx->arena, (int64_t)most), TEXT_NONE);
	return DONE;
}

enum outcome customers_bulk_api(struct request *request, const struct customers_bulk_api *in)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	const struct json_value *data;
	struct json_fault fault;
	if (json_open(in->raw, &document, &fault) != DONE) {
		request->status = 400;
		return context_invalid(request->ctx, TEXT_NONE, "malformed",
				       N_("This is no JSON: line {0}, column {1}."),
				       text_of_number(request->ctx->arena, fault.line),
				       text_of_number(request->ctx->arena, fault.column), TEXT_NONE);
	}
	TRY(check_data(request, json_root(document), &data));
	struct api_list list = api_list_begin(request);
	for (size_t first = 0; first < json_count(data); first += BULK_TOGETHER) {
		enum outcome outcome = run_some(request, data, first, in, &list.json);
		if (outcome != DONE) {
			request->answered = false;
			return outcome;
		}
	}
	return api_list_end(&list, (int64_t)json_count(data), TEXT_NONE);
}
