/* The form of a webhook, as it is stored or as it was sent. */
#include "features/webhooks/webhooks_pages.h"
#include "webhooks.sql.h"

const char *const webhook_erased_label = N_("Customer deleted permanently");

static struct text name_at(size_t i)
{
	const char *name = event_name(i);
	return name ? text_of(name) : TEXT_NONE;
}

/* Every event that is told, and the one that is no event of the log. */
static void fill_events(struct request *request, const struct webhook *webhook, struct webhook_form *form)
{
	size_t room = 1;
	while (event_name(room - 1))
		room++;
	form->events = arena_take_array(request->ctx->arena, room, sizeof *form->events);
	for (size_t i = 0; i + 1 < room; i++)
		if (event_is_told(name_at(i)))
			form->events[form->event_count++] =
				(struct webhook_tick){name_at(i), event_label(name_at(i)), false};
	form->events[form->event_count++] = (struct webhook_tick){TEXT("customer.erased"), webhook_erased_label, false};
	for (size_t i = 0; webhook && !form->all && i < form->event_count; i++)
		form->events[i].chosen = webhooks_wants(webhook, form->events[i].name);
}

static enum outcome fill_channels(struct request *request, struct text chosen, struct choices *ret_channels)
{
	const struct webhook_channels *rows;
	struct option *options;
	size_t count;
	TRY(context_read(request->ctx));
	TRY(webhook_channels(request->ctx->reader, &rows, &count));
	options = arena_take_array(request->ctx->arena, count, sizeof *options);
	for (size_t i = 0; i < count; i++) {
		struct text id = text_of_number(request->ctx->arena, rows[i].id.value);
		options[i] = (struct option){id, rows[i].name, text_equal(id, chosen)};
	}
	*ret_channels = choices_or_none(request, (struct choices){options, count},
					page_words(request, N_("Customers of all channels"), TEXT_NONE));
	return DONE;
}

static void fill_sent(struct request *request, struct webhook_form *form, struct webhook_sent sent)
{
	form->url = request_value(request, "url");
	form->description = request_value(request, "description");
	form->all = !text_is_none(request_value(request, "all"));
	form->detailed = !text_is_none(request_value(request, "detailed"));
	form->active = !text_is_none(request_value(request, "active"));
	for (size_t i = 0; i < form->event_count; i++) {
		form->events[i].chosen = false;
		for (size_t n = 0; n < sent.count; n++)
			form->events[i].chosen |= text_equal(sent.events[n], form->events[i].name);
	}
}

enum outcome webhook_fill_form(struct request *request, const struct webhook *webhook, struct webhook_sent sent,
			       struct webhook_form *form)
{
	struct text channel = TEXT("");
	*form = (struct webhook_form){
		.problems = request->ctx->problems,
		.url = webhook ? webhook->url : TEXT(""),
		.description = webhook ? webhook->description : TEXT(""),
		.all = !webhook || text_equal(webhook->events, TEXT("*")),
		.detailed = webhook && webhook->detailed,
		.active = !webhook || webhook->active,
		.version = webhook ? webhook->version : 0,
		.may_detail = context_may(request->ctx, PERMISSION_EVENTS_READ),
	};
	fill_events(request, webhook, form);
	if (webhook && webhook->channel.value)
		channel = text_of_number(request->ctx->arena, webhook->channel.value);
	if (sent.again) {
		fill_sent(request, form, sent);
		channel = request_value(request, "channel");
	}
	return fill_channels(request, channel, &form->channels);
}
