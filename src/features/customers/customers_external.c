/* Under which ids other systems know a customer. An id of a system is a claim: it leads to one customer only. */
#include "features/customers/customers.h"

#include "customers_api.sql.h"
#include "service/events.h"

struct naming {
	struct customer_id customer;
	struct text system, value;
};

struct text customers_external_claim(struct arena *arena, struct text system, struct text value)
{
	return text_format(arena, "%.*s:%.*s", TEXT_ARG(system), TEXT_ARG(value));
}

static enum outcome record(struct context *ctx, const struct naming *naming, bool added)
{
	struct text claim = customers_external_claim(ctx->arena, naming->system, naming->value);
	const struct event_change change = {"external_id", added ? TEXT_NONE : claim, added ? claim : TEXT_NONE};
	TRY(customer_touch(ctx->writer, context_now(ctx), naming->customer));
	TRY(customers_derive(ctx, naming->customer));
	return events_record(ctx, &(struct event){
					  .customer = naming->customer,
					  .name = "customer.updated",
					  .object_kind = "customer",
					  .object_id = naming->customer.value,
					  .changes = &change,
					  .change_count = 1,
				  });
}

static enum outcome add(struct context *ctx, void *state)
{
	const struct naming *naming = state;
	struct customer_row row;
	int64_t added;
	TRY(customers_lock(ctx, naming->customer, &row));
	struct text claim = customers_external_claim(ctx->arena, naming->system, naming->value);
	TRY(customers_take_claim(ctx, CLAIM_KIND_EXTERNAL, claim, naming->customer, TEXT("value")));
	TRY(external_id_add(ctx->writer, naming->customer, naming->system, naming->value, &added));
	if (!added)
		return context_conflict(ctx, TEXT("value"), "in_use", N_("This customer has this id already."),
					TEXT_NONE);
	return record(ctx, naming, true);
}

/* A colon ends it in a claim and in an event: with one of its own, two systems would give the same. */
enum outcome customers_check_system(struct context *ctx, struct text system, struct text field)
{
	if (text_find(system, TEXT(":"), 0) == SIZE_MAX)
		return DONE;
	return context_invalid(ctx, field, "colon", N_("The name of a system holds no colon."), system, TEXT_NONE);
}

enum outcome customers_add_external_id(struct context *ctx, struct customer_id customer, struct text system,
				       struct text value)
{
	TRY(customers_check_system(ctx, system, TEXT("system")));
	return context_transact(ctx, add, &(struct naming){customer, system, value});
}

static enum outcome remove_id(struct context *ctx, void *state)
{
	const struct naming *naming = state;
	struct customer_row row;
	int64_t removed;
	TRY(customers_lock(ctx, naming->customer, &row));
	TRY(external_id_remove(ctx->writer, naming->customer, naming->system, naming->value, &removed));
	if (!removed)
		return NOT_FOUND;
	TRY(customers_drop_claim(ctx, CLAIM_KIND_EXTERNAL,
				 customers_external_claim(ctx->arena, naming->system, naming->value),
				 naming->customer));
	return record(ctx, naming, false);
}

enum outcome customers_remove_external_id(struct context *ctx, struct customer_id customer, struct text system,
					  struct text value)
{
	return context_transact(ctx, remove_id, &(struct naming){customer, system, value});
}
