/* Customers as JSON: the list, one, adding, changing, trash. Many at once: customers_bulk_api.c; what happened to them:
 * customers_events_api.c. */
#include "customers_api.routes.h"
#include "features/customers/customers_fields_api.h"
#include "features/customers/customers_json.h"
#include "service/lists.h"
#include "web/api.h"

/* Whoever may only write learns no more than what they wrote to. */
static void write_customer(struct request *request, struct json_writer *json, const struct customer_shown *shown)
{
	if (context_may(request->ctx, PERMISSION_CUSTOMERS_READ)) {
		customers_json_write(request->ctx, json, shown);
		return;
	}
	json_begin_object(json);
	json_pair_number(json, "id", shown->row.id.value);
	json_pair_number(json, "version", shown->row.version);
	json_end_object(json);
}

static enum outcome answer(struct request *request, struct customer_id customer)
{
	struct customer_shown shown;
	TRY(customers_show_one(request->ctx, customer, &shown));
	struct json_writer json = api_begin(request, 200);
	write_customer(request, &json, &shown);
	return api_end_tagged(request, shown.row.version);
}

enum outcome customers_show_api(struct request *request, const struct customers_show_api *in)
{
	return answer(request, in->customer);
}

enum outcome customers_discount_api(struct request *request, const struct customers_discount_api *in)
{
	struct context *ctx = request->ctx;
	struct customer_row row;
	struct customer_discount discount;
	TRY(customers_get(ctx, in->customer, &row));
	TRY(customers_discount(ctx, &row, &discount));
	struct json_writer json = api_begin(request, 200);
	bool tier = discount.source == DISCOUNT_SOURCE_TIER;
	json_begin_object(&json);
	json_pair_text(&json, "discount", discount_text(ctx->arena, discount.discount));
	json_pair_text(&json, "from", discount_source_key(discount.source));
	json_pair_text(&json, "name", discount.name);
	json_pair_text(&json, "spent", tier ? discount_amount_text(ctx->arena, discount.spent) : TEXT_NONE);
	json_end_object(&json);
	return DONE;
}

static enum outcome write_list(struct request *request, const struct list_answer *found)
{
	struct customer_id *ids = arena_take_array(request->ctx->arena, found->count, sizeof *ids);
	for (size_t i = 0; i < found->count; i++)
		ids[i] = found->rows[i].id;
	struct api_list list = api_list_begin(request);
	TRY(customers_json_write_many(request->ctx, &list.json, ids, found->count));
	return api_list_end(&list, found->total, found->next);
}

enum outcome customers_list_api(struct request *request, const struct customers_list_api *in)
{
	struct context *ctx = request->ctx;
	struct filter *filter;
	struct list_answer found;
	struct list_ask ask = {
		.cursor = in->cursor,
		.most = in->limit,
		.no_total = !in->total,
		.only_ids = true,
		.guests = in->guests,
		.trash = in->trash,
	};
	TRY(context_read_together(ctx));
	TRY(filter_parse(ctx, text_is_none(in->filter) ? TEXT("") : in->filter, &filter));
	ask.filter = filter;
	if (!list_sort_parse(in->sort, &ask.sort, &ask.descending))
		return context_invalid(ctx, TEXT("sort"), "unknown", N_("“{0}” is none of the choices."), in->sort,
				       TEXT_NONE);
	TRY(lists_run(ctx, &ask, &found));
	return write_list(request, &found);
}

struct adding {
	const struct customer_adding *ask;
	struct customer_shown *ret_shown;
};

/* Read where it was written: the writer's pages are warm, a reader's are void after each COMMIT. */
static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	struct customer_id customer;
	TRY(customers_add(ctx, adding->ask, &customer));
	return customers_show_one(ctx, customer, adding->ret_shown);
}

enum outcome customers_add_api(struct request *request, const struct customers_add_api *in)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	struct customer_shown shown;
	const struct customer_adding ask = {
		.changes = changes,
		.count = customers_read_changes(request->ctx, request->route, in, changes),
		.guest = in->guest,
		.external_system = text_is_empty(in->external_system) ? TEXT("external") : in->external_system,
		.external_id = in->external_id,
		.attributes = in->attributes,
	};
	TRY(context_transact(request->ctx, add, &(struct adding){&ask, &shown}));
	struct json_writer json = api_created(request, customers_show_api_url(request->ctx->arena, shown.row.id));
	write_customer(request, &json, &shown);
	return api_end_tagged(request, shown.row.version);
}

struct changing {
	struct request *request;
	struct customer_id customer;
	const struct customer_change *changes;
	size_t count;
	struct text attributes;
};

/* The condition is asked while the row is ours, so of two with the same If-Match one gets 412. */
static enum outcome change(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	struct customer_row row;
	TRY(customers_lock(ctx, changing->customer, &row));
	TRY(api_match(changing->request, row.version));
	enum outcome fields = customers_change(ctx, changing->customer, changing->changes, changing->count);
	if (text_is_none(changing->attributes) || (fields != DONE && fields != INVALID && fields != CONFLICT))
		return fields;
	enum outcome attributes = customer_attributes.set(ctx, changing->customer, changing->attributes);
	return fields == DONE ? attributes : fields;
}

enum outcome customers_change_api(struct request *request, const struct customers_change_api *in)
{
	struct customer_change changes[CUSTOMER_FIELD_COUNT];
	struct changing changing = {request, in->customer, changes, 0, in->attributes};
	changing.count = customers_read_changes(request->ctx, request->route, in, changes);
	TRY(context_transact(request->ctx, change, &changing));
	return answer(request, in->customer);
}

struct removing {
	struct request *request;
	const struct customers_remove_api *in;
};

static enum outcome take_away(struct context *ctx, void *state)
{
	const struct removing *removing = state;
	const struct customers_remove_api *in = removing->in;
	struct customer_row row;
	TRY(customers_lock(ctx, in->customer, &row));
	TRY(api_match(removing->request, row.version));
	return in->permanently ? customers_erase(ctx, in->customer, in->typed)
			       : customers_trash(ctx, in->customer, in->reason);
}

enum outcome customers_remove_api(struct request *request, const struct customers_remove_api *in)
{
	TRY(context_transact(request->ctx, take_away, &(struct removing){request, in}));
	return api_done(request);
}

enum outcome customers_restore_api(struct request *request, const struct customers_restore_api *in)
{
	TRY(customers_restore(request->ctx, in->customer));
	return answer(request, in->customer);
}
