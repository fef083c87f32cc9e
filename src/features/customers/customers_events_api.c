/* What happened to a customer, as JSON. */
#include "customers_api.routes.h"
#include "events.sql.h"
#include "features/customers/customers.h"
#include "service/events.h"
#include "web/api.h"
#include "web/pages.h"

/* A row of a list as one that was found alone. */
#define FOUND(row)                                                                                                     \
	(&(const struct event_find){.customer_id = (row)->customer_id,                                                 \
				    .id = (row)->id,                                                                   \
				    .at = (row)->at,                                                                   \
				    .name = (row)->name,                                                               \
				    .actor_kind = (row)->actor_kind,                                                   \
				    .actor_id = (row)->actor_id,                                                       \
				    .acting_as = (row)->acting_as,                                                     \
				    .object_kind = (row)->object_kind,                                                 \
				    .object_id = (row)->object_id,                                                     \
				    .request_id = (row)->request_id,                                                   \
				    .actor_name = (row)->actor_name})

static void write_actor(struct json_writer *json, const struct event_find *event)
{
	json_add_key(json, "actor");
	json_begin_object(json);
	json_pair_text(json, "kind", actor_kind_key(event->actor_kind));
	json_pair_id(json, "id", event->actor_id);
	json_pair_text(json, "name", event->actor_name);
	json_pair_id(json, "acting_as", event->acting_as.value);
	json_end_object(json);
}

struct values {
	struct event_id *ids; /* of the events that are shown */
	struct event_values_of *list;
	size_t count;
};

static void write_changes(struct json_writer *json, const struct event_find *event, const struct values *values)
{
	json_add_key(json, "changes");
	json_begin_array(json);
	for (size_t i = 0; i < values->count; i++) {
		const struct event_values_of *value = &values->list[i];
		if (value->event_id.value != event->id.value)
			continue;
		json_begin_object(json);
		json_pair_text(json, "field", value->field);
		json_pair_text(json, "old", value->old);
		json_pair_text(json, "new", value->new);
		json_end_object(json);
	}
	json_end_array(json);
}

static void write_event(struct json_writer *json, const struct event_find *event, const struct values *values)
{
	json_begin_object(json);
	json_pair_number(json, "id", event->id.value);
	json_pair_number(json, "customer_id", event->customer_id.value);
	json_pair_instant(json, "at", event->at);
	json_pair_text(json, "name", event->name);
	write_actor(json, event);
	json_pair_text(json, "object_kind", event->object_kind);
	json_pair_id(json, "object_id", event->object_id);
	json_pair_text(json, "request_id", event->request_id);
	write_changes(json, event, values);
	json_end_object(json);
}

/* The caller fills the ids. */
static struct values values_for(struct context *ctx, size_t count)
{
	return (struct values){.ids = arena_take_array(ctx->arena, count, sizeof(struct event_id))};
}

static enum outcome find_values(struct context *ctx, struct values *values, size_t count)
{
	return event_values_of(ctx->reader, values->ids, count, &values->list, &values->count);
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
	values = values_for(ctx, count);
	for (size_t i = 0; i < count; i++)
		values.ids[i] = events[i].id;
	TRY(find_values(ctx, &values, count));
	if (in->total)
		TRY(event_count(ctx->reader, in->customer, &total));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_event(&list.json, FOUND(&events[i]), &values);
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
	values = values_for(ctx, 1);
	values.ids[0] = row.id;
	TRY(find_values(ctx, &values, 1));
	struct json_writer json = api_begin(request, 200);
	write_event(&json, &row, &values);
	return DONE;
}

/* The cursor of this list has the number of the transaction where others have a time. */
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
	TRY(event_feed(ctx->reader, from.at.us, (struct event_id){from.id}, in->limit + 1, &rows, &count));
	if (count > (size_t)in->limit) {
		count = (size_t)in->limit;
		const struct event_feed *last = &rows[count - 1];
		TRY(api_cursor_write(request, (struct api_place){{last->written}, last->id.value}, &next));
	}
	values = values_for(ctx, count);
	for (size_t i = 0; i < count; i++)
		values.ids[i] = rows[i].id;
	TRY(find_values(ctx, &values, count));
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write_event(&list.json, FOUND(&rows[i]), &values);
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
