/* What can be sent, with a sample each, for the description of the API; chosen in the form, written by the same hands.
 */
#include "features/webhooks/webhooks_pages.h"
#include "features/webhooks/webhooks_payload.h"

static enum outcome add(struct context *ctx, struct text event, struct openapi_webhook *list, size_t *count)
{
	struct openapi_webhook *hook = &list[*count];
	if (!event_is_told(event))
		return DONE;
	*hook = (struct openapi_webhook){event, text_of(event_label(event)), TEXT("WebhookEvent"), TEXT_NONE};
	TRY(webhook_write_sample(ctx, event, &hook->sample));
	(*count)++;
	return DONE;
}

enum outcome webhooks_list_samples(struct context *ctx, const struct openapi_webhook **ret_list, size_t *ret_count)
{
	size_t declared = 0, count = 0;
	while (event_name(declared))
		declared++;
	struct openapi_webhook *list = arena_take_array(ctx->arena, declared + 2, sizeof *list);
	for (size_t i = 0; i < declared; i++)
		TRY(add(ctx, text_of(event_name(i)), list, &count));
	list[count++] =
		(struct openapi_webhook){TEXT("customer.erased"), text_of(webhook_erased_label), TEXT("WebhookErased"),
					 webhook_write_erased(ctx, (struct customer_id){42})};
	list[count++] = (struct openapi_webhook){TEXT("webhook.test"), text_of(N_("What the test button sends")),
						 TEXT("WebhookTest"), webhook_write_test(ctx, (struct webhook_id){1})};
	*ret_list = list;
	*ret_count = count;
	return DONE;
}
