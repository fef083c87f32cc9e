/* Why somebody who registered is not in yet: what became of the letter, and sending it once more. */
#include "features/registrations/registrations_blocks.h"

#include "features/registrations/registrations_pages.h"
#include "registrations.routes.h"
#include "registrations.views.h"
#include "service/outbox.h"
#include "web/pages.h"

#define LETTERS_MOST 50

/* The newest letter with a link that confirms; false when it has left the outbox. */
static enum outcome find_letter(struct request *request, struct customer_id customer, struct outbox_item *ret_item,
				bool *ret_found)
{
	const struct outbox_list_ask ask = {
		.all = true, .customer = customer, .recipient = TEXT_NONE, .most = LETTERS_MOST};
	struct outbox_item *items;
	size_t count;
	*ret_found = false;
	TRY(outbox_list(request->ctx, &ask, &items, &count));
	for (size_t i = 0; i < count && !*ret_found; i++) {
		*ret_found = text_equal(items[i].what, TEXT("account_confirmation")) ||
			     text_equal(items[i].what, TEXT("account_reminder"));
		*ret_item = items[i];
	}
	return DONE;
}

static const char *said_of(struct request *request, const struct outbox_item *item)
{
	switch (item->state) {
	case OUTBOX_STATE_REFUSED:
	case OUTBOX_STATE_GIVEN_UP: return N_("The letter with the link could not be delivered to {0}.");
	case OUTBOX_STATE_CANCELLED: return N_("The letter with the link to {0} was cancelled.");
	case OUTBOX_STATE_WAITING:
	case OUTBOX_STATE_SENDING: return N_("The letter with the link to {0} has not left yet.");
	case OUTBOX_STATE_SENT:
	case OUTBOX_STATE_UNSURE: break;
	}
	return context_now(request->ctx).us - item->created.us > ACCOUNT_CONFIRMATION_US
		       ? N_("The letter went to {0}, but its link was not followed in time and has ended.")
		       : N_("The letter went to {0}; its link has not been followed yet.");
}

enum outcome registrations_banner_block(struct request *request, struct customer_id customer)
{
	struct registration_find registration;
	struct outbox_item item;
	struct customer_row row;
	bool registered, mailed;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(registration_find(request->ctx->reader, customer, &registered, &registration));
	if (!registered || row.activation == ACTIVATION_ACTIVATED)
		return DONE;
	TRY(find_letter(request, customer, &item, &mailed));
	const struct registration_banner banner = {
		.title = page_words(request, N_("They registered themselves and have not confirmed it"), TEXT_NONE),
		.text = mailed ? page_words(request, said_of(request, &item), item.recipient, TEXT_NONE)
			       : page_words(request, N_("The letter with the link is in the outbox no more."),
					    TEXT_NONE),
		.action = context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE)
				  ? registrations_link_url(request->ctx->arena, customer)
				  : TEXT_NONE,
	};
	view_registrations_banner(&request->view, &banner);
	return DONE;
}

enum outcome registrations_link(struct request *request, const struct registrations_link *in)
{
	TRY(registrations_resend_to(request->ctx, in->customer));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT_NONE),
				      N_("The link is on its way once more."), TEXT_NONE);
}
