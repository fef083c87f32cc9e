/* Webhooks on screen. */
#include "features/webhooks/webhooks_pages.h"

#include "features/webhooks/webhooks_payload.h"
#include "service/events.h"
#include "web/web.h"
#include "webhooks.routes.h"
#include "webhooks.views.h"

#define A_PAGE 50

static const struct {
	const char *label, *explained;
	enum mark mark;
} states[OUTBOX_STATE_COUNT] = {
	[OUTBOX_STATE_WAITING] = {N_("Waiting"), N_("It goes as soon as it is due."), MARK_REST},
	[OUTBOX_STATE_SENDING] = {N_("On its way"), N_("The receiver is being called."), MARK_INFO},
	[OUTBOX_STATE_SENT] = {N_("Delivered"), N_("The receiver has answered that it has it."), MARK_OK},
	[OUTBOX_STATE_REFUSED] = {N_("Refused"), N_("The receiver says that it is gone for good."), MARK_NO},
	[OUTBOX_STATE_GIVEN_UP] = {N_("Given up"), N_("It was tried for three days."), MARK_STOP},
	[OUTBOX_STATE_UNSURE] = {N_("Unsure"), N_("The receiver is being called."), MARK_PART},
	[OUTBOX_STATE_CANCELLED] = {N_("Cancelled"),
				    N_("It does not go: the webhook was off, or it was no longer its business."),
				    MARK_REST},
};

static struct text label_of(struct request *request, struct text name)
{
	const char *label = text_equal(name, TEXT("webhook.test")) ? N_("Test event") : event_label(name);
	return *label ? page_words(request, label, TEXT_NONE) : name;
}

static struct delivery_shown delivery_of(struct request *request, const struct outbox_item *item)
{
	return (struct delivery_shown){
		.item = item,
		.label = label_of(request, item->what),
		.url = webhooks_delivery_show_url(request->ctx->arena, (struct webhook_id){item->sent_to}, item->id),
		.state = page_words(request, states[item->state].label, TEXT_NONE),
		.explained = page_words(request, states[item->state].explained, TEXT_NONE),
		.mark = states[item->state].mark,
	};
}

static int64_t count_words(struct text words)
{
	struct text word;
	int64_t count = 0;
	while (text_next(&words, ' ', &word))
		count++;
	return count;
}

static struct webhook_line line_of(struct request *request, const struct webhook *webhook)
{
	struct webhook_line line = {.webhook = webhook, .mark = MARK_OK};
	const char *state = N_("Active");
	line.url = webhooks_one_show_url(request->ctx->arena, webhook->id);
	line.what = text_equal(webhook->events, TEXT("*"))
			    ? page_words(request, N_("Told of everything"), TEXT_NONE)
			    : page_words(request, N_("Kinds of events that it is told of: {0}"),
					 text_of_number(request->ctx->arena, count_words(webhook->events)), TEXT_NONE);
	if (!webhook->active && !instant_is_none(webhook->stopped)) {
		line.mark = MARK_STOP;
		state = text_equal(webhook->stopped_why, TEXT("gone")) ? N_("Off: its receiver is gone")
								       : N_("Off: failed for three days");
	} else if (!webhook->active) {
		line.mark = MARK_REST;
		state = N_("Off");
	} else if (!instant_is_none(webhook->failing_since)) {
		line.mark = MARK_WAIT;
		state = N_("Failing");
	}
	line.state = page_words(request, state, TEXT_NONE);
	return line;
}

enum outcome webhooks_list_show(struct request *request, const struct webhooks_list_show *in)
{
	struct webhook *list;
	size_t count;
	(void)in;
	TRY(webhooks_list(request->ctx, &list, &count));
	struct webhook_line *lines = arena_take_array(request->ctx->arena, count, sizeof *lines);
	for (size_t i = 0; i < count; i++)
		lines[i] = line_of(request, &list[i]);
	struct page_frame *frame = page_frame(request, N_("Webhooks"));
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	view_webhooks_list(answer_html(request, 200), frame, lines, count);
	return DONE;
}

static struct page_frame *frame_of(struct request *request, const char *title, struct text named)
{
	struct page_frame *frame = title ? page_frame(request, title) : page_frame_named(request, named);
	page_crumb(request, frame, N_("Settings"), TEXT("/admin/settings"));
	page_crumb(request, frame, N_("Webhooks"), TEXT("/admin/settings/webhooks"));
	return frame;
}

static enum outcome show_new(struct request *request, struct webhook_sent sent)
{
	struct webhook_form form;
	TRY(webhook_fill_form(request, NULL, sent, &form));
	form.action = TEXT("/admin/settings/webhooks/new");
	struct page_frame *frame = frame_of(request, N_("New webhook"), TEXT_NONE);
	view_webhooks_new(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome webhooks_new_show(struct request *request, const struct webhooks_new_show *in)
{
	(void)in;
	return show_new(request, (struct webhook_sent){0});
}

enum outcome webhooks_new_again(struct request *request, const struct webhooks_new_post *in)
{
	return show_new(request, (struct webhook_sent){true, in->events, in->events_count});
}

static enum outcome fill_deliveries(struct request *request, struct webhook_id id, int64_t before,
				    struct webhook_screen *screen)
{
	const struct outbox_list_ask ask = {.kind = "webhook", .all = true, .before = before, .most = A_PAGE + 1};
	struct outbox_item *items;
	size_t count;
	TRY(outbox_list_sent_to(request->ctx, &ask, id.value, &items, &count));
	if (count > A_PAGE) {
		count = A_PAGE;
		screen->next_url = text_format(request->ctx->arena, "%.*s?before=%lld", TEXT_ARG(screen->line.url),
					       (long long)items[A_PAGE - 1].id.value);
	}
	struct delivery_shown *list = arena_take_array(request->ctx->arena, count, sizeof *list);
	for (size_t i = 0; i < count; i++)
		list[i] = delivery_of(request, &items[i]);
	screen->deliveries = list;
	screen->delivery_count = count;
	return DONE;
}

struct showing {
	struct webhook_id id;
	int64_t before;
	struct text fresh;
	struct webhook_sent sent;
};

static enum outcome show_one(struct request *request, const struct showing *showing)
{
	struct webhook_screen screen = {.fresh = showing->fresh, .next_url = TEXT("")};
	struct webhook_id id = showing->id;
	struct arena *arena = request->ctx->arena;
	struct webhook webhook;
	TRY(webhooks_get(request->ctx, id, &webhook));
	TRY(webhook_fill_form(request, &webhook, showing->sent, &screen.form));
	screen.line = line_of(request, &webhook);
	screen.form.action = screen.line.url;
	screen.secret_url = webhooks_secret_post_url(arena, id);
	screen.test_url = webhooks_test_post_url(arena, id);
	screen.remove_url = webhooks_remove_post_url(arena, id);
	TRY(fill_deliveries(request, id, showing->before, &screen));
	struct page_frame *frame =
		frame_of(request, NULL, webhook.description.size ? webhook.description : webhook.url);
	view_webhooks_one(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome webhooks_one_show(struct request *request, const struct webhooks_one_show *in)
{
	return show_one(request, &(struct showing){.id = in->webhook, .before = in->before});
}

enum outcome webhooks_one_again(struct request *request, const struct webhooks_one_post *in)
{
	return show_one(request, &(struct showing){.id = in->webhook, .sent = {true, in->events, in->events_count}});
}

/* ---- changing ---- */

static const struct text everything[] = {{"*", 1}};

enum outcome webhooks_new_post(struct request *request, const struct webhooks_new_post *in)
{
	const struct webhook_ask ask = {
		.url = in->url,
		.description = in->description,
		.events = in->all ? everything : in->events,
		.event_count = in->all ? 1 : in->events_count,
		.channel = in->channel,
		.detailed = in->detailed,
		.active = in->active,
		.allowed = web_allowed(request->web),
	};
	struct webhook_id id;
	struct secret secret;
	TRY(webhooks_add(request->ctx, &ask, &id, &secret));
	return show_one(request, &(struct showing){.id = id, .fresh = secret.value});
}

enum outcome webhooks_one_post(struct request *request, const struct webhooks_one_post *in)
{
	const struct webhook_ask ask = {
		.url = in->url,
		.description = in->description,
		.events = in->all ? everything : in->events,
		.event_count = in->all ? 1 : in->events_count,
		.channel = in->channel,
		.detailed = in->detailed,
		.active = in->active,
		.allowed = web_allowed(request->web),
		.version = in->version,
	};
	TRY(webhooks_change(request->ctx, in->webhook, &ask));
	return answer_redirect_saying(request, webhooks_one_show_url(request->ctx->arena, in->webhook), N_("Saved."),
				      TEXT_NONE);
}

enum outcome webhooks_secret_post(struct request *request, const struct webhooks_secret_post *in)
{
	struct secret secret;
	TRY(webhooks_rotate(request->ctx, in->webhook, &secret));
	return show_one(request, &(struct showing){.id = in->webhook, .fresh = secret.value});
}

enum outcome webhooks_test_post(struct request *request, const struct webhooks_test_post *in)
{
	struct outbox_item_id item;
	TRY(webhooks_test(request->ctx, in->webhook, &item));
	return answer_redirect_saying(request, webhooks_delivery_show_url(request->ctx->arena, in->webhook, item),
				      N_("It is on its way. What the receiver answers stands here in a moment."),
				      TEXT_NONE);
}

enum outcome webhooks_remove_post(struct request *request, const struct webhooks_remove_post *in)
{
	TRY(webhooks_remove(request->ctx, in->webhook));
	return answer_redirect_saying(request, TEXT("/admin/settings/webhooks"), N_("The webhook was taken away."),
				      TEXT_NONE);
}

/* ---- one delivery ---- */

enum outcome webhooks_delivery_show(struct request *request, const struct webhooks_delivery_show *in)
{
	struct arena *arena = request->ctx->arena;
	struct webhook webhook;
	struct outbox_item item;
	TRY(webhooks_get(request->ctx, in->webhook, &webhook));
	TRY(webhooks_get_delivery(request->ctx, in->webhook, in->item, &item));
	const struct delivery_screen screen = {
		.shown = delivery_of(request, &item),
		.message = webhook_message_id(arena, item.id),
		.again_url = webhooks_again_post_url(arena, in->webhook, in->item),
		.can_again =
			item.state != OUTBOX_STATE_SENDING && (item.state != OUTBOX_STATE_WAITING || item.attempts > 0),
	};
	struct page_frame *frame = frame_of(request, NULL, screen.shown.label);
	page_crumb_named(request, frame, webhook.description.size ? webhook.description : webhook.url,
			 webhooks_one_show_url(arena, webhook.id));
	view_webhooks_delivery(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome webhooks_again_post(struct request *request, const struct webhooks_again_post *in)
{
	TRY(webhooks_send_again(request->ctx, in->webhook, in->item));
	return answer_redirect_saying(request, webhooks_delivery_show_url(request->ctx->arena, in->webhook, in->item),
				      N_("It is tried once more."), TEXT_NONE);
}
