/* Taking a change of access back: the verb that leads from what is to what was. */
#include "features/access/access_change.h"

struct taking_back {
	struct customer_id customer;
	const struct access_old *olds;
	size_t count;
};

static struct text old_of(const struct taking_back *back, const char *field)
{
	for (size_t i = 0; i < back->count; i++)
		if (text_equal(back->olds[i].field, text_of(field)))
			return back->olds[i].old;
	return TEXT_NONE;
}

static bool changed(const struct taking_back *back, const char *field)
{
	for (size_t i = 0; i < back->count; i++)
		if (text_equal(back->olds[i].field, text_of(field)))
			return true;
	return false;
}

static enum access_verb approval_verb(struct text old)
{
	if (text_equal(old, TEXT("approved")))
		return ACCESS_VERB_APPROVE;
	return text_equal(old, TEXT("pending")) ? ACCESS_VERB_SET_PENDING : ACCESS_VERB_DISAPPROVE;
}

/* One axis a change, so one verb; which way, the old value says. */
static bool verb_of(const struct taking_back *back, enum access_verb *ret_verb)
{
	struct text yes = TEXT("yes");
	if (changed(back, "approval"))
		*ret_verb = approval_verb(old_of(back, "approval"));
	else if (changed(back, "activation"))
		*ret_verb = text_equal(old_of(back, "activation"), TEXT("activated")) ? ACCESS_VERB_CONFIRM
										      : ACCESS_VERB_WITHDRAW;
	else if (changed(back, "active"))
		*ret_verb = text_equal(old_of(back, "active"), yes) ? ACCESS_VERB_SWITCH_ON : ACCESS_VERB_SWITCH_OFF;
	else if (changed(back, "blocked"))
		*ret_verb = text_equal(old_of(back, "blocked"), yes) ? ACCESS_VERB_BLOCK : ACCESS_VERB_UNBLOCK;
	else if (changed(back, "guest"))
		*ret_verb = text_equal(old_of(back, "guest"), yes) ? ACCESS_VERB_MAKE_GUEST : ACCESS_VERB_MAKE_ACCOUNT;
	else if (changed(back, "suspended") || changed(back, "suspended_until"))
		*ret_verb = ACCESS_VERB_SUSPEND;
	else
		return false;
	return true;
}

static enum outcome check_still_so(struct context *ctx, const struct taking_back *back, const struct customer_row *row)
{
	for (size_t i = 0; i < back->count; i++) {
		struct text now;
		if (access_value(ctx->arena, row, back->olds[i].field, &now) && !text_equal(now, back->olds[i].new))
			return context_conflict(
				ctx, TEXT_NONE, "changed_meanwhile",
				N_("Somebody else has changed this meanwhile; it stays as they left it."), TEXT_NONE);
	}
	return DONE;
}

/* What of a suspension did not change is as it is now. */
static enum access_verb fill_suspension(const struct taking_back *back, const struct customer_row *row,
					struct access_ask *ask)
{
	struct text functions = changed(back, "suspended") ? old_of(back, "suspended") : row->suspended;
	ask->until = row->suspended_until;
	if (changed(back, "suspended_until") && !instant_parse(old_of(back, "suspended_until"), &ask->until))
		ask->until = INSTANT_NONE;
	ask->functions = access_functions_parse(functions);
	return text_is_empty(functions) ? ACCESS_VERB_LIFT : ACCESS_VERB_SUSPEND;
}

static enum outcome give_login_back(struct context *ctx, const struct taking_back *back)
{
	struct text old = old_of(back, "login");
	if (text_is_empty(old))
		return DONE;
	const struct customer_change change = {CUSTOMER_FIELD_LOGIN, old, TEXT_NONE};
	return customers_change(ctx, back->customer, &change, 1);
}

static enum outcome take_back(struct context *ctx, void *state)
{
	const struct taking_back *back = state;
	struct access_ask ask = {.until = INSTANT_NONE};
	enum access_verb verb;
	struct customer_row row;
	TRY(customers_lock(ctx, back->customer, &row));
	if (!verb_of(back, &verb))
		return context_conflict(ctx, TEXT_NONE, "for_good", N_("This cannot be undone."), TEXT_NONE);
	TRY(check_still_so(ctx, back, &row));
	if (verb == ACCESS_VERB_SUSPEND)
		verb = fill_suspension(back, &row, &ask);
	TRY(access_change(ctx, back->customer, verb, &ask));
	return verb == ACCESS_VERB_MAKE_ACCOUNT ? give_login_back(ctx, back) : DONE;
}

enum outcome access_take_back(struct context *ctx, struct customer_id customer, const struct access_old *olds,
			      size_t count)
{
	return context_transact(ctx, take_back, &(struct taking_back){customer, olds, count});
}
