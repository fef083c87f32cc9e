/* The outbox of letters as JSON, without their words: those stand on the page. */
#include "features/mailings/mailings.h"
#include "mailings.routes.h"
#include "web/api.h"

static void write(struct json_writer *json, const struct outbox_item *item)
{
	bool waits = item->state == OUTBOX_STATE_WAITING;
	json_begin_object(json);
	json_pair_id(json, "id", item->id.value);
	json_pair_text(json, "kind", item->what);
	json_pair_id(json, "customer", item->customer.value);
	json_pair_text(json, "recipient", item->recipient);
	json_pair_text(json, "subject", item->subject);
	json_pair_text(json, "state", outbox_state_key(item->state));
	json_pair_number(json, "attempts", item->attempts);
	json_pair_instant(json, "created", item->created);
	json_pair_instant(json, "due", waits ? item->due : INSTANT_NONE);
	json_pair_instant(json, "finished", item->finished);
	json_pair_id(json, "code", item->code);
	json_pair_text(json, "answer", item->answer);
	json_end_object(json);
}

/* What else leaves the house has its own address. */
static enum outcome find(struct request *request, struct outbox_item_id id, struct outbox_item *ret_item)
{
	TRY(outbox_get(request->ctx, id, ret_item));
	return text_equal(ret_item->kind, TEXT("mail")) ? DONE : NOT_FOUND;
}

static enum outcome show(struct request *request, struct outbox_item_id id)
{
	struct outbox_item item;
	TRY(find(request, id, &item));
	struct json_writer json = api_begin(request, 200);
	write(&json, &item);
	return DONE;
}

enum outcome outbox_list_api(struct request *request, const struct outbox_list_api *in)
{
	struct outbox_list_ask ask = {
		.kind = "mail",
		.all = !in->has_state,
		.state = in->state,
		.recipient = in->who,
		.most = in->limit + 1,
	};
	struct api_place place;
	struct outbox_item *items;
	struct text next = TEXT_NONE;
	int64_t total;
	size_t count;
	TRY(context_read_together(request->ctx));
	TRY(api_cursor_read(request, in->cursor, &place));
	ask.before = place.id;
	TRY(outbox_count_list(request->ctx, &ask, &total));
	TRY(outbox_list(request->ctx, &ask, &items, &count));
	if (count > (size_t)in->limit) {
		count = (size_t)in->limit;
		const struct outbox_item *last = &items[count - 1];
		TRY(api_cursor_write(request, (struct api_place){last->created, last->id.value}, &next));
	}
	struct api_list list = api_list_begin(request);
	for (size_t i = 0; i < count; i++)
		write(&list.json, &items[i]);
	return api_list_end(&list, total, next);
}

enum outcome outbox_item_api(struct request *request, const struct outbox_item_api *in)
{
	return show(request, in->item);
}

enum outcome outbox_again_api(struct request *request, const struct outbox_again_api *in)
{
	struct outbox_item item;
	TRY(find(request, in->item, &item));
	TRY(outbox_send_again(request->ctx, in->item));
	return show(request, in->item);
}

enum outcome outbox_cancel_api(struct request *request, const struct outbox_cancel_api *in)
{
	struct outbox_item item;
	TRY(find(request, in->item, &item));
	TRY(outbox_cancel(request->ctx, in->item));
	return show(request, in->item);
}
