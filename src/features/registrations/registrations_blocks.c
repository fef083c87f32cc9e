/* Why somebody who registered is not in yet: what became of the letter, and sending it once more. */
#include "features/registrations/registrations_blocks.h"

#include "features/contacts/contacts.h"
#include "features/registrations/registrations_pages.h"
#include "features/registrations/registrations_write.h"
#include "registrations.routes.h"
#include "registrations.views.h"
#include "service/outbox.h"
#include "web/pages.h"

#define LETTERS_MOST 50

/* The newest letter with a link that confirms; false when it has left the outbox, or none was written. */
static enum outcome find_letter(struct request *request, const struct customer_row *row, bool registered,
				struct outbox_item *ret_item, bool *ret_found)
{
	const struct outbox_list_ask ask = {
		.all = true, .customer = row->id, .recipient = TEXT_NONE, .most = LETTERS_MOST};
	struct outbox_item *items;
	size_t count;
	*ret_found = false;
	TRY(outbox_list(request->ctx, &ask, &items, &count));
	for (size_t i = 0; i < count && !*ret_found; i++) {
		*ret_found = registered ? text_equal(items[i].what, TEXT("account_confirmation")) ||
						  text_equal(items[i].what, TEXT("account_reminder"))
					: text_equal(items[i].what, TEXT("account_activation"));
		*ret_item = items[i];
	}
	return DONE;
}

/* It had left before somebody learnt that it did not arrive. */
static enum outcome came_back(struct request *request, struct customer_id customer, const struct outbox_item *item,
			      bool *ret_back)
{
	struct email_list *emails;
	size_t count;
	*ret_back = false;
	TRY(email_list(request->ctx->reader, customer, &emails, &count));
	for (size_t i = 0; i < count; i++)
		if (text_equal(emails[i].address, item->recipient) && !instant_is_none(emails[i].bounced_at))
			*ret_back = emails[i].bounced_at.us >= item->created.us;
	return DONE;
}

static const char *said_of(struct request *request, const struct outbox_item *item, bool back)
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
	if (back)
		return N_("The letter with the link to {0} came back: the address does not work.");
	return context_now(request->ctx).us - item->created.us > ACCOUNT_CONFIRMATION_US
		       ? N_("The letter went to {0}, but its link was not followed in time and has ended.")
		       : N_("The letter went to {0}; its link has not been followed yet.");
}

/* What became of the letter; none: nothing waits for them. */
static enum outcome explain(struct request *request, struct customer_id customer, bool *ret_registered,
			    struct text *ret_why)
{
	struct registration_find registration;
	struct outbox_item item;
	struct customer_row row;
	bool mailed, back = false;
	*ret_why = TEXT_NONE;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(registration_find(request->ctx->reader, customer, ret_registered, &registration));
	if (!registration_may_confirm(&row))
		return DONE;
	TRY(find_letter(request, &row, *ret_registered, &item, &mailed));
	if (mailed)
		TRY(came_back(request, customer, &item, &back));
	if (mailed)
		*ret_why = page_words(request, said_of(request, &item, back), item.recipient, TEXT_NONE);
	else
		*ret_why = page_words(request,
				      *ret_registered ? N_("The letter with the link is in the outbox no more.")
						      : N_("No letter with a link is in the outbox."),
				      TEXT_NONE);
	return DONE;
}

enum outcome registrations_banner_block(struct request *request, struct customer_id customer)
{
	struct registration_banner banner = {.action = TEXT_NONE};
	bool registered;
	TRY(explain(request, customer, &registered, &banner.text));
	if (text_is_none(banner.text))
		return DONE;
	banner.title = page_words(request,
				  registered ? N_("They registered themselves and have not confirmed it")
					     : N_("They are to confirm their account"),
				  TEXT_NONE);
	if (context_may(request->ctx, PERMISSION_CUSTOMERS_WRITE))
		banner.action = registrations_link_url(request->ctx->arena, customer);
	view_registrations_banner(&request->view, &banner);
	return DONE;
}

enum outcome registrations_activate_block(struct request *request, struct customer_id customer)
{
	struct text why;
	bool registered;
	TRY(explain(request, customer, &registered, &why));
	if (!text_is_none(why))
		view_registrations_why(&request->view, why);
	return DONE;
}

enum outcome registrations_link(struct request *request, const struct registrations_link *in)
{
	TRY(registrations_resend_to(request->ctx, in->customer));
	return answer_redirect_saying(request, block_url(request->ctx->arena, in->customer, TEXT_NONE),
				      N_("The link is on its way once more."), TEXT_NONE);
}
