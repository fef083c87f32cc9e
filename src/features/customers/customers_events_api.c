/* What happened to a customer, as JSON. */
#include "customers_api.routes.h"
#include "events.sql.h"
#include "features/customers/customers.h"
#include "service/events.h"
#include "web/api.h"
#include "web/pages.h"

static void write_actor(struct json_writer *json, const struct event_list *event)
{
	json_add_key(json, "actor");
	json_begin_object(json);
	json_pair_text(json, "kind", actor_kind_key(event->actor_kind));
	json_pair_id(json, "id", event->actor_id);
	json_pair_text(json, "name", event->actor_name);
	json_pair_id(json, "acting_as", event->acting_as.value);
	json_end_object(json);
}

static void write_changes(struct json_writer *json, const struct event_list *event,
			  const struct event_values_of *values, size_t count)
{
	json_add_key(json, "changes");
	json_begin_array(json);
	for (size_t i = 0; i < count; i++) {
		if (values[i].event_id.value != event->id.value)
			continue;
		json_begin_object(json);
		json_pair_text(json, "field", values[i].field);
		json_pair_text(json, "old", values[i].old);
		json_pair_text(json, "new", values[i].new);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_event(struct json_writer *json, struct customer_id customer, const struct event_list *event,
			const struct event_values_of *values, size_t count)
{
	json_begin_object(json);
	json_pair_number(json, "id", event->id.value);
	json_pair_number(json, "customer_id", customer.value);
	json_pair_instant(json, "at", event->at);
	json_pair_text(json, "name", event->name);
	write_actor(json, event);
	json_pair_text(json, "object_kind", event->object_kind);
	json_pair_id(json, "object_id", event->object_id);
	json_pair_text(json, "request_id", event->request_id);
	write_changes(json, event, values, count);
	json_end_object(json);
}

struct values {
	struct event_values_of *list;
	size_t count;
};

static enum outcome find_values(struct context *ctx, struct customer_id customer, const struct event_list *events,
				size_t count, struct values *ret_values)
{
	struct event_id *ids = arena_take_array(ctx->arena, count, sizeof *ids);
	for (size_t i = 0; i < count; i++)
		ids[i] = events[i].id;
	return event_values_of(ctx->reader, ids, count, customer, &ret_values->list, &ret_values->count);
}

enum outcome customers_events_api(struct request *request, const struct customers_events_api *in)
{
	struct context *ctx = request->ctx;
	struct api_place from;
	struct event_list *events;
	struct values values;
	struct event_count total = {-1};
	struct text next = TEXT_NONE;
	size_t count;
	TRY(context_read_together(ctx));
	TRY(api_cursor_read(request, in->cursor, &from));
	/* One more than asked for tells whether there is another page. */
	TRY(event_list(ctx->reader, in->customer, from.at, (struct event_id){from.id}, in->limit + 1, &events, &count));
	if (count > (size_t)in->limit) {
		count = (size_t)in->limit;
		const struct event_list *last = &events[count - 1];
		TRY(api_cursor_write(request, (struct api_place){last->at, last->id.value}, &next));
	}
	TRY(find_values(ctx, in->customer, events, count, &values));
	if (in->total)
		TRY(event_count(ctx->reader, in->customer, &total));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_event(&list.json, in->customer, &events[i], values.list, values.count);
	return api_list_end(&list, total.total, next);
}

enum outcome customers_event_api(struct request *request, const struct customers_event_api *in)
{
	struct context *ctx = request->ctx;
	struct event_find row;
	struct values values;
	bool found;
	TRY(event_find(ctx->reader, in->customer, in->event, &found, &row));
	if (!found)
		return NOT_FOUND;
	const struct event_list event = {
		.id = row.id,
		.at = row.at,
		.name = row.name,
		.actor_kind = row.actor_kind,
		.actor_id = row.actor_id,
		.acting_as = row.acting_as,
		.object_kind = row.object_kind,
		.object_id = row.object_id,
		.request_id = row.request_id,
		.actor_name = row.actor_name,
	};
	TRY(find_values(ctx, in->customer, &event, 1, &values));
	struct json_writer json = api_begin(request, 200);
	write_event(&json, in->customer, &event, values.list, values.count);
	return DONE;
}

static enum outcome find_fed_values(struct context *ctx, const struct event_feed *rows, size_t count,
				    struct values *ret_values)
{
	struct event_id *ids = arena_take_array(ctx->arena, count, sizeof *ids);
	struct event_values_among *found;
	for (size_t i = 0; i < count; i++)
		ids[i] = rows[i].id;
	TRY(event_values_among(ctx->reader, ids, count, &found, &ret_values->count));
	ret_values->list = arena_take_array(ctx->arena, ret_values->count, sizeof *ret_values->list);
	for (size_t i = 0; i < ret_values->count; i++)
		ret_values->list[i] =
			(struct event_values_of){found[i].event_id, found[i].field, found[i].old, found[i].new};
	return DONE;
}

static void write_fed(struct json_writer *json, const struct event_feed *row, const struct values *values)
{
	const struct event_list event = {
		.id = row->id,
		.at = row->at,
		.name = row->name,
		.actor_kind = row->actor_kind,
		.actor_id = row->actor_id,
		.acting_as = row->acting_as,
		.object_kind = row->object_kind,
		.object_id = row->object_id,
		.request_id = row->request_id,
		.actor_name = row->actor_name,
	};
	write_event(json, row->customer_id, &event, values->list, values->count);
}

enum outcome customers_event_feed_api(struct request *request, const struct customers_event_feed_api *in)
{
	struct context *ctx = request->ctx;
	struct api_place from;
	struct event_feed *rows;
	struct values values;
	struct event_feed_count total = {-1};
	struct text next = TEXT_NONE;
	size_t count;
	TRY(context_read_together(ctx));
	TRY(api_cursor_read(request, in->cursor, &from));
	if (in->total)
		TRY(event_feed_count(ctx->reader, &total));
	TRY(event_feed(ctx->reader, (struct event_id){from.id}, in->limit + 1, &rows, &count));
	if (count > (size_t)in->limit) {
		count = (size_t)in->limit;
		TRY(api_cursor_write(request, (struct api_place){rows[count - 1].at, rows[count - 1].id.value}, &next));
	}
	TRY(find_fed_values(ctx, rows, count, &values));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_fed(&list.json, &rows[i], &values);
	return api_list_end(&list, total.total, next);
}

enum outcome customers_event_names_api(struct request *request, const struct customers_event_names_api *in)
{
	(void)in;
	size_t count = 0;
	struct api_list list = api_list_begin(request);
	for (const char *name; (name = event_name(count)); count++) {
		json_begin_object(&list.json);
		json_pair_text(&list.json, "name", text_of(name));
		json_pair_text(&list.json, "label", page_words(request, event_label(text_of(name)), TEXT_NONE));
		json_pair_flag(&list.json, "webhook", event_is_told(text_of(name)));
		json_end_object(&list.json);
	}
	return api_list_end(&list, (int64_t)count, TEXT_NONE);
}
