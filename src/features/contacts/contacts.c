/* What all kinds of contacts share. E-mails, phones, addresses and tax numbers: contacts_<kind>.c. */
#include "features/contacts/contacts_write.h"

#define CHANGES_MOST (CONTACT_FIELD_COUNT + 4)

enum outcome contacts_begin(struct context *ctx, struct customer_id customer, struct customer_row *ret_row)
{
	struct customer_lock lock;
	bool found;
	TRY(customer_lock(ctx->reader, customer, &found, &lock));
	if (!found)
		return NOT_FOUND;
	TRY(customers_get(ctx, customer, ret_row));
	if (ret_row->merged_into.value)
		return context_conflict(ctx, TEXT_NONE, "merged", N_("This customer was merged into another."),
					TEXT_NONE);
	return DONE;
}

enum outcome contacts_end(struct context *ctx, struct customer_id customer, const struct event *event)
{
	struct event_change changes[CHANGES_MOST];
	struct event differing = *event;
	differing.customer = customer;
	differing.changes = changes;
	differing.change_count = 0;
	for (size_t i = 0; i < event->change_count && differing.change_count < CHANGES_MOST; i++) {
		struct text old = event->changes[i].old, new = event->changes[i].new;
		if (!text_equal(text_is_none(old) ? TEXT("") : old, text_is_none(new) ? TEXT("") : new))
			changes[differing.change_count++] = event->changes[i];
	}
	TRY(customer_touch(ctx->writer, context_now(ctx), customer));
	TRY(customers_derive(ctx, customer));
	return events_record(ctx, &differing);
}

enum outcome contacts_check_room(struct context *ctx, size_t count)
{
	if (count < CONTACTS_MOST)
		return DONE;
	return context_conflict(ctx, TEXT_NONE, "too_many", N_("There are {0} already; more are not kept."),
				text_of_number(ctx->arena, (int64_t)count), TEXT_NONE);
}

struct text contacts_given(struct text value)
{
	struct text trimmed = text_trim(value);
	return text_is_empty(trimmed) ? TEXT_NONE : trimmed;
}

enum outcome contacts_check_length(struct context *ctx, const char *field, struct text value, int64_t most)
{
	if (text_is_none(value) || text_length(value) <= (size_t)most)
		return DONE;
	return context_invalid(ctx, text_of(field), "too_long", N_("This is too long; {0} characters are the most."),
			       text_of_number(ctx->arena, most), TEXT_NONE);
}
