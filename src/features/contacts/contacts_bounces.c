/* Addresses that letters came back from: marked, and cleared by staff. */
#include "features/contacts/contacts_write.h"
#include "format/email_address.h"

static struct text value_of(const struct event *event, const char *field)
{
	for (size_t i = 0; i < event->change_count; i++)
		if (text_equal(text_of(event->changes[i].field), text_of(field)))
			return event->changes[i].new;
	return TEXT_NONE;
}

enum outcome contacts_follow_bounce(struct context *ctx, const struct event *event, struct event_id id)
{
	struct email_address address;
	int64_t changed;
	(void)id;
	if (!text_equal(text_of(event->name), TEXT("mail.bounced")) ||
	    !email_address_parse(ctx->arena, value_of(event, "address"), &address))
		return DONE;
	return email_bounce_set(ctx->writer, event->customer, address.folded, context_now(ctx),
				value_of(event, "reason"), &changed);
}

struct bouncing {
	struct customer_id customer;
	struct email_id email;
	struct email_address address;
	struct text reason;
	size_t customers;
};

static enum outcome mark(struct context *ctx, void *state)
{
	struct bouncing *bouncing = state;
	struct email_holders *holders;
	const struct event_change changes[] = {{"address", TEXT_NONE, bouncing->address.shown},
					       {"reason", TEXT_NONE, bouncing->reason}};
	TRY(email_holders(ctx->reader, bouncing->address.folded, &holders, &bouncing->customers));
	for (size_t i = 0; i < bouncing->customers; i++)
		TRY(events_record(ctx, &(struct event){.customer = holders[i].customer_id,
						       .name = "mail.bounced",
						       .object_kind = "customer",
						       .object_id = holders[i].customer_id.value,
						       .changes = changes,
						       .change_count = text_is_empty(bouncing->reason) ? 1 : 2}));
	return DONE;
}

enum outcome contacts_bounced(struct context *ctx, struct text address, struct text reason, int64_t *ret_customers)
{
	struct bouncing bouncing = {.reason = reason};
	if (!email_address_parse(ctx->arena, address, &bouncing.address))
		return context_invalid(ctx, TEXT("address"), "not_an_address", N_("“{0}” is no e-mail address."),
				       address, TEXT_NONE);
	TRY(context_transact(ctx, mark, &bouncing));
	*ret_customers = (int64_t)bouncing.customers;
	return DONE;
}

static enum outcome clear(struct context *ctx, void *state)
{
	const struct bouncing *bouncing = state;
	struct customer_row customer;
	struct email_find row;
	int64_t removed;
	bool found;
	TRY(contacts_begin(ctx, bouncing->customer, &customer));
	TRY(email_find(ctx->reader, bouncing->customer, bouncing->email, &found, &row));
	if (!found)
		return NOT_FOUND;
	TRY(email_bounce_remove(ctx->writer, bouncing->customer, row.folded, &removed));
	if (!removed)
		return context_conflict(ctx, TEXT_NONE, "not_marked", N_("No letter has come back from this address."),
					TEXT_NONE);
	const struct event_change change = {"address", TEXT_NONE, row.address};
	return contacts_end(ctx, bouncing->customer,
			    &(struct event){.name = "email.works_again",
					    .object_kind = "email",
					    .object_id = row.id.value,
					    .changes = &change,
					    .change_count = 1});
}

enum outcome contacts_clear_bounce(struct context *ctx, struct customer_id customer, struct email_id email)
{
	return context_transact(ctx, clear, &(struct bouncing){.customer = customer, .email = email});
}
