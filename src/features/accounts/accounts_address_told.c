/* Staff give a customer another primary address: the old one is told, with the way back that customers have for their
 * own changes, and the new one is asked to be confirmed. So is an address that is to be confirmed anew. */
#include "features/accounts/accounts.h"

#include "features/contacts/contacts.h"
#include "service/jobs.h"

static bool is_of_one_address(const struct event *event)
{
	return text_starts(text_of(event->name), TEXT("email."));
}

static struct text old_of(const struct event *event, struct text field)
{
	struct text old = TEXT_NONE;
	for (size_t i = 0; i < event->change_count; i++)
		if (text_equal(text_of(event->changes[i].field), field) && !text_is_empty(event->changes[i].old))
			old = event->changes[i].old;
	return old;
}

/* The primary address before what happened; none: it was none, or is the same. Nothing is asked of whom nothing was
 * known before: each row of an import would send what waits (docs/decisions/0014). */
static enum outcome find_before(struct context *ctx, const struct event *event, struct text *ret_before)
{
	struct account_primary primary;
	bool had;
	*ret_before = old_of(event, is_of_one_address(event) ? TEXT("primary") : TEXT("email"));
	if (!is_of_one_address(event) || text_is_none(old_of(event, TEXT("address"))))
		return DONE;
	TRY(account_primary(ctx->reader, event->customer, &had, &primary));
	if (had && primary.id.value == event->object_id)
		*ret_before = old_of(event, TEXT("address"));
	return DONE;
}

/* Imports write to nobody and settle nothing; what customers do themselves stands in accounts_address.c. */
static bool is_followed(const struct context *ctx)
{
	return ctx->actor.kind != ACTOR_KIND_CUSTOMER && !text_starts(ctx->request_id, TEXT(JOB_REQUEST_BEGINS));
}

static bool asks_to_confirm(const struct event *event)
{
	bool asks = false;
	if (text_equal(text_of(event->name), TEXT("email.verification_changed")))
		for (size_t i = 0; i < event->change_count; i++)
			asks = asks || text_equal(event->changes[i].new, verification_key(VERIFICATION_PENDING));
	return asks;
}

/* Another primary address has had its letter by then. */
static enum outcome is_asked(struct context *ctx, struct customer_id customer, struct text address, bool *ret_asked)
{
	struct account_wanted wanted;
	TRY(account_wanted(ctx->reader, customer, context_now(ctx), ret_asked, &wanted));
	*ret_asked = *ret_asked && text_equal(wanted.wanted, address) && wanted.created.us == context_now(ctx).us;
	return DONE;
}

static enum outcome ask_to_confirm(struct context *ctx, const struct event *event)
{
	struct customer_row row;
	struct email_find email;
	bool found, asked;
	TRY(customers_get(ctx, event->customer, &row));
	TRY(email_find(ctx->reader, event->customer, (struct email_id){event->object_id}, &found, &email));
	if (!found || row.guest)
		return DONE;
	TRY(is_asked(ctx, row.id, email.address, &asked));
	if (asked)
		return DONE;
	return accounts_mail_link(
		ctx, &(struct account_link_ask){
			     .purpose = email.is_primary ? ACCOUNT_LINK_PURPOSE_ADDRESS
							 : ACCOUNT_LINK_PURPOSE_FURTHER_ADDRESS,
			     .mailing = email.is_primary ? MAILING_ACCOUNT_ADDRESS : MAILING_ACCOUNT_FURTHER_ADDRESS,
			     .row = &row,
			     .address = email.address,
			     .language = TEXT_NONE,
			     .wanted = email.address,
			     .further = true,
		     });
}

enum outcome accounts_follow_address(struct context *ctx, const struct event *event, struct event_id id)
{
	struct customer_row row;
	struct text before;
	bool back;
	(void)id;
	if (!event->customer.value || !is_followed(ctx))
		return DONE;
	if (asks_to_confirm(event))
		return ask_to_confirm(ctx, event);
	TRY(find_before(ctx, event, &before));
	if (text_is_none(before))
		return DONE;
	TRY(customers_get(ctx, event->customer, &row));
	if (row.guest || text_is_empty(row.email) || text_equal(row.email, before))
		return DONE;
	/* Programs know best what their own customers have asked for, and write to them. */
	if (ctx->actor.kind != ACTOR_KIND_STAFF)
		return accounts_return_address(ctx, &row, &back);
	TRY(accounts_leave_address(ctx, &row, before));
	return accounts_mail_link(ctx, &(struct account_link_ask){
					       .purpose = ACCOUNT_LINK_PURPOSE_ADDRESS,
					       .mailing = MAILING_ACCOUNT_ADDRESS,
					       .row = &row,
					       .address = row.email,
					       .language = TEXT_NONE,
					       .wanted = row.email,
				       });
}
