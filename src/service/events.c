/* Writing events down, and their words. */
#include "service/events.h"

#include "events.sql.h"

static const struct {
	const char *name;
	const char *label;
	const char *icon;
	bool told;
	const char *object, *fields;
} names[] = {
#define EVENT(name, label, icon, told, object, fields) {name, label, icon, told, object, fields},
#include "service/event_names.def"
#undef EVENT
};

enum outcome events_record(struct context *ctx, const struct event *event)
{
	int64_t id;
	context_touch(ctx, event->customer, event->name);
	TRY(store_next_ordered_id(ctx->store, TEXT("event"), &id));
	TRY(event_add(ctx->writer, &(struct event_add_in){
					   .customer_id = event->customer,
					   .at = context_now(ctx),
					   .id = {id},
					   .name = text_of(event->name),
					   .actor_kind = ctx->actor.kind,
					   .actor_id = ctx->actor.id,
					   .acting_as = ctx->actor.acting_as,
					   .object_kind = text_of(event->object_kind),
					   .object_id = event->object_id,
					   .request_id = ctx->request_id,
				   }));
	for (size_t i = 0; i < event->change_count; i++) {
		const struct event_change *change = &event->changes[i];
		TRY(event_value_add(ctx->writer, &(struct event_value_add_in){
							 .customer_id = event->customer,
							 .event_id = {id},
							 .field = text_of(change->field),
							 .old = change->old,
							 .new = change->new,
						 }));
	}
	for (event_reaction *const *react = event_reactions; *react; react++)
		TRY((*react)(ctx, event, (struct event_id){id}));
	return DONE;
}

static enum outcome order_anew(struct context *ctx, void *state)
{
	int64_t changed;
	(void)state;
	return event_order_anew(ctx->writer, &changed);
}

enum outcome events_keep_order(struct context *ctx)
{
	return context_transact(ctx, order_anew, NULL);
}

bool event_is_told(struct text name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_equal(name, text_of(names[i].name)))
			return names[i].told;
	return false;
}

struct event_sample event_sample(struct text name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_equal(name, text_of(names[i].name)))
			return (struct event_sample){text_of(names[i].object), text_of(names[i].fields)};
	return (struct event_sample){TEXT(""), TEXT("")};
}

const char *event_name(size_t position)
{
	return position < sizeof names / sizeof *names ? names[position].name : NULL;
}

const char *event_label(struct text name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_equal(name, text_of(names[i].name)))
			return names[i].label;
	return "";
}

const char *event_icon(struct text name)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_equal(name, text_of(names[i].name)))
			return names[i].icon;
	return "circle";
}
