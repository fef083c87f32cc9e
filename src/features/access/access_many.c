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
		{there.approval && activating->clear.approval, ACCESS_VERB_APPROVE},
		{there.inactive && activating->clear.inactive, ACCESS_VERB_SWITCH_ON},
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

/* A row that refuses is skipped, without a word; what is ours to mend ends it. */
static enum outcome count_one(struct context *ctx, enum outcome outcome, size_t problems, size_t *changed, size_t *skipped)
{
	if (outcome == DONE) {
		++*changed;
		return DONE;
	}
	if (outcome != CONFLICT && outcome != NOT_FOUND)
		return outcome;
	ctx->problems->count = problems;
	++*skipped;
	return DONE;
}

static enum outcome change_many(struct context *ctx, const struct customer_id *ids, size_t count, enum access_verb verb,
				const struct access_ask *ask, size_t *counts)
{
	size_t problems = ctx->problems->count;
	TRY(context_need(ctx, access_verb_declared(verb)->permission));
	for (size_t i = 0; i < count; i++)
		TRY(count_one(ctx, access_change(ctx, ids[i], verb, ask), problems, &counts[0], &counts[1]));
	return DONE;
}

static enum outcome activate_many(struct context *ctx, const struct customer_id *ids, size_t count, size_t *counts)
{
	static const struct access_obstacles all = {true, true, true};
	static const struct access_ask nothing = {.until = {INT64_MIN}};
	size_t problems = ctx->problems->count;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_APPROVE));
	for (size_t i = 0; i < count; i++)
		TRY(count_one(ctx, access_activate(ctx, ids[i], all, &nothing), problems, &counts[0], &counts[1]));
	return DONE;
}

enum outcome access_update_status(struct context *ctx, const struct customer_id *ids, size_t count, struct text word,
				  size_t *ret_changed, size_t *ret_skipped)
{
	static const struct access_ask nothing = {.until = {INT64_MIN}};
	enum access_verb verb;
	size_t counts[2] = {0};
	enum outcome outcome;
	if (text_equal(word, TEXT("activate")))
		outcome = activate_many(ctx, ids, count, counts);
	else if (access_verb_parse(word, &verb) && access_verb_declared(verb)->many)
		outcome = change_many(ctx, ids, count, verb, &nothing, counts);
	else
		outcome = context_invalid(ctx, TEXT("status"), "unknown", N_("“{0}” is none of the choices."), word, TEXT_NONE);
	*ret_changed = counts[0];
	*ret_skipped = counts[1];
	return outcome;
}

enum outcome access_set_approval_many(struct context *ctx, const struct customer_id *ids, size_t count, enum access_verb verb,
				      const struct access_ask *ask, size_t *ret_changed, size_t *ret_skipped)
{
	size_t counts[2] = {0};
	enum outcome outcome = change_many(ctx, ids, count, verb, ask, counts);
	*ret_changed = counts[0];
	*ret_skipped = counts[1];
	return outcome;
}

enum outcome access_lift_due(struct context *ctx, int64_t most, int64_t *ret_lifted)
{
	static const struct access_ask nothing = {.until = {INT64_MIN}};
	struct access_due *due;
	size_t count, counts[2] = {0};
	TRY(context_read(ctx));
	TRY(access_due(ctx->reader, context_now(ctx), CUSTOMER_STATUS_SUSPENDED, most, &due, &count));
	for (size_t i = 0; i < count; i++)
		TRY(change_many(ctx, &due[i].id, 1, ACCESS_VERB_LIFT, &nothing, counts));
	*ret_lifted = (int64_t)counts[0];
	return DONE;
}
