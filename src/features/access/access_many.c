/* Activate, several customers at once, and suspensions that end by themselves. */
#include "features/access/access_change.h"

struct access_obstacles access_obstacles_of(const struct customer_row *row)
{
	return (struct access_obstacles){
		.confirmation = row->activation == ACTIVATION_AWAITING,
		.approval = row->approval != APPROVAL_APPROVED,
		.inactive = !row->active,
	};
}

struct activating {
	struct customer_id customer;
	struct access_obstacles clear;
	const struct access_ask *ask;
};

static enum outcome activate(struct context *ctx, void *state)
{
	const struct activating *activating = state;
	struct customer_lock lock;
	struct customer_row row;
	bool found;
	TRY(customer_lock(ctx->reader, activating->customer, &found, &lock));
	if (!found)
		return NOT_FOUND;
	TRY(customers_get(ctx, activating->customer, &row));
	struct access_obstacles there = access_obstacles_of(&row);
	const struct {
		bool wanted;
		enum access_verb verb;
	} steps[] = {
		{there.confirmation && activating->clear.confirmation, ACCESS_VERB_CONFIRM},
		{there.inactive && activating->clear.inactive, ACCESS_VERB_SWITCH_ON},
		/* Last, since whoever may sign in by it is told. */
		{there.approval && activating->clear.approval, ACCESS_VERB_APPROVE},
	};
	bool any = false;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (steps[i].wanted)
			TRY(access_change_granted(ctx, activating->customer, steps[i].verb, activating->ask));
		any = any || steps[i].wanted;
	}
	return any ? DONE
		   : context_conflict(ctx, TEXT_NONE, "already", N_("Nothing of this stands in the way."), TEXT_NONE);
}

enum outcome access_activate(struct context *ctx, struct customer_id customer, struct access_obstacles clear,
			     const struct access_ask *ask)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_APPROVE));
	return context_transact(ctx, activate, &(struct activating){customer, clear, ask});
}

enum outcome access_confirm(struct context *ctx, struct customer_id customer)
{
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	if (row.activation == ACTIVATION_ACTIVATED)
		return DONE;
	return access_change_granted(ctx, customer, ACCESS_VERB_CONFIRM, &nothing);
}

/* A row that refuses is skipped, without a word; what is ours to mend ends it. */
static enum outcome count_one(struct context *ctx, enum outcome outcome, size_t problems, struct access_counts *counts)
{
	if (outcome == DONE) {
		counts->changed++;
		return DONE;
	}
	if (outcome != CONFLICT && outcome != NOT_FOUND)
		return outcome;
	ctx->problems->count = problems;
	counts->skipped++;
	return DONE;
}

enum outcome access_change_many(struct context *ctx, struct access_many many, enum access_verb verb,
				const struct access_ask *ask, struct access_counts *ret_counts)
{
	size_t problems = ctx->problems->count;
	*ret_counts = (struct access_counts){0};
	TRY(context_need(ctx, access_verb_declared(verb)->permission));
	for (size_t i = 0; i < many.count; i++)
		TRY(count_one(ctx, access_change(ctx, many.ids[i], verb, ask), problems, ret_counts));
	return DONE;
}

enum outcome access_lift_due(struct context *ctx, int64_t most, int64_t *ret_lifted)
{
	const struct access_ask nothing = {.until = INSTANT_NONE};
	struct access_due *due;
	size_t count;
	*ret_lifted = 0;
	TRY(context_read(ctx));
	TRY(access_due(ctx->reader, context_now(ctx), CUSTOMER_STATUS_SUSPENDED, most, &due, &count));
	for (size_t i = 0; i < count; i++) {
		struct access_counts counts;
		TRY(access_change_many(ctx, (struct access_many){&due[i].id, 1}, ACCESS_VERB_LIFT, &nothing, &counts));
		*ret_lifted += (int64_t)counts.changed;
	}
	return DONE;
}

enum outcome access_find_next_due(struct context *ctx, struct instant *ret_at)
{
	struct access_next_due row;
	TRY(context_read(ctx));
	TRY(access_next_due(ctx->reader, CUSTOMER_STATUS_SUSPENDED, &row));
	*ret_at = row.next;
	return DONE;
}
