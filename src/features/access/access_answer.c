/* May they sign in, because …: what follows from all axes together. */
#include "features/access/access.h"
#include "features/customers/customers.h"

#define BIT(function) (1U << ACCESS_FUNCTION_##function)

/* The table of behaviour §2: what each state closes by itself. A suspension closes what was chosen. */
static unsigned closes(enum customer_status state, const struct customer_row *row)
{
	switch (state) {
	case CUSTOMER_STATUS_BLOCKED:
		return BIT(SIGN_IN) | BIT(CONVERSATIONS) | BIT(MAIL_IN) | BIT(ORDERS) | BIT(SPENDING);
	case CUSTOMER_STATUS_SUSPENDED: return access_functions_parse(row->suspended).bits;
	case CUSTOMER_STATUS_MERGED:
	case CUSTOMER_STATUS_TRASHED:
	case CUSTOMER_STATUS_DISAPPROVED:
	case CUSTOMER_STATUS_PENDING:
	case CUSTOMER_STATUS_AWAITING:
	case CUSTOMER_STATUS_INACTIVE: return BIT(SIGN_IN) | BIT(SPENDING);
	case CUSTOMER_STATUS_GUEST: return BIT(SIGN_IN);
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return 0;
}

static bool is_suspended(const struct customer_row *row, struct instant now)
{
	return !text_is_none(row->suspended) &&
	       (instant_is_none(row->suspended_until) || row->suspended_until.us > now.us);
}

/* Whether that state holds, whatever else does. */
static bool holds(enum customer_status state, const struct customer_row *row, struct instant now)
{
	switch (state) {
	case CUSTOMER_STATUS_MERGED: return row->merged_into.value != 0;
	case CUSTOMER_STATUS_TRASHED: return !instant_is_none(row->trashed_at);
	case CUSTOMER_STATUS_BLOCKED: return row->blocked;
	case CUSTOMER_STATUS_SUSPENDED: return is_suspended(row, now);
	case CUSTOMER_STATUS_DISAPPROVED: return row->approval == APPROVAL_DISAPPROVED;
	case CUSTOMER_STATUS_PENDING: return row->approval == APPROVAL_PENDING;
	case CUSTOMER_STATUS_AWAITING: return row->activation == ACTIVATION_AWAITING;
	case CUSTOMER_STATUS_INACTIVE: return !row->active;
	case CUSTOMER_STATUS_GUEST: return row->guest;
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return true;
}

static enum access_next next_of(enum customer_status state, const struct customer_row *row)
{
	switch (state) {
	case CUSTOMER_STATUS_MERGED: return ACCESS_NEXT_OTHER_RECORD;
	case CUSTOMER_STATUS_TRASHED: return ACCESS_NEXT_STAFF_RESTORE;
	case CUSTOMER_STATUS_BLOCKED: return ACCESS_NEXT_STAFF_UNBLOCK;
	case CUSTOMER_STATUS_SUSPENDED:
		return instant_is_none(row->suspended_until) ? ACCESS_NEXT_STAFF_LIFT : ACCESS_NEXT_LIFTS_ITSELF;
	case CUSTOMER_STATUS_DISAPPROVED:
	case CUSTOMER_STATUS_PENDING: return ACCESS_NEXT_STAFF_APPROVE;
	case CUSTOMER_STATUS_AWAITING: return ACCESS_NEXT_CUSTOMER_CONFIRMS;
	case CUSTOMER_STATUS_INACTIVE: return ACCESS_NEXT_STAFF_SWITCH_ON;
	case CUSTOMER_STATUS_GUEST: return ACCESS_NEXT_STAFF_GIVE_ACCOUNT;
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return ACCESS_NEXT_NOTHING;
}

struct text access_next_word(enum access_next next)
{
	static const char *const words[] = {
		[ACCESS_NEXT_NOTHING] = "nothing",
		[ACCESS_NEXT_LIFTS_ITSELF] = "lifts_itself",
		[ACCESS_NEXT_STAFF_LIFT] = "staff_lift",
		[ACCESS_NEXT_STAFF_UNBLOCK] = "staff_unblock",
		[ACCESS_NEXT_STAFF_APPROVE] = "staff_approve",
		[ACCESS_NEXT_CUSTOMER_CONFIRMS] = "customer_confirms",
		[ACCESS_NEXT_STAFF_SWITCH_ON] = "staff_switch_on",
		[ACCESS_NEXT_STAFF_GIVE_ACCOUNT] = "staff_give_account",
		[ACCESS_NEXT_STAFF_RESTORE] = "staff_restore",
		[ACCESS_NEXT_OTHER_RECORD] = "other_record",
	};
	return text_of(words[next]);
}

void access_answer_of(const struct customer_row *row, struct instant now, struct access_answer *ret_answer)
{
	struct access_answer answer = {
		.status = CUSTOMER_STATUS_ACTIVE,
		.because = CUSTOMER_STATUS_ACTIVE,
		.until = INSTANT_NONE,
		.at = INSTANT_NONE,
	};
	/* The order of the choice is the order of the spec: the first that holds is the status. */
	for (enum customer_status state = CUSTOMER_STATUS_MERGED; state < CUSTOMER_STATUS_ACTIVE; state++) {
		if (!holds(state, row, now))
			continue;
		unsigned closed = closes(state, row);
		if (answer.status == CUSTOMER_STATUS_ACTIVE)
			answer.status = state;
		if (answer.because == CUSTOMER_STATUS_ACTIVE && (closed & BIT(SIGN_IN)))
			answer.because = state;
		answer.closed.bits |= closed;
	}
	if (is_suspended(row, now))
		answer.until = row->suspended_until;
	answer.may_sign_in = !access_functions_have(answer.closed, ACCESS_FUNCTION_SIGN_IN);
	answer.next = next_of(answer.may_sign_in ? answer.status : answer.because, row);
	*ret_answer = answer;
}

/* Whose last change explains that state. */
static bool axis_of(enum customer_status state, enum access_axis *ret_axis)
{
	switch (state) {
	case CUSTOMER_STATUS_BLOCKED: *ret_axis = ACCESS_AXIS_BLOCK; return true;
	case CUSTOMER_STATUS_SUSPENDED: *ret_axis = ACCESS_AXIS_SUSPENSION; return true;
	case CUSTOMER_STATUS_DISAPPROVED:
	case CUSTOMER_STATUS_PENDING: *ret_axis = ACCESS_AXIS_APPROVAL; return true;
	case CUSTOMER_STATUS_AWAITING: *ret_axis = ACCESS_AXIS_ACTIVATION; return true;
	case CUSTOMER_STATUS_INACTIVE: *ret_axis = ACCESS_AXIS_ACTIVE; return true;
	case CUSTOMER_STATUS_GUEST: *ret_axis = ACCESS_AXIS_GUEST; return true;
	case CUSTOMER_STATUS_MERGED:
	case CUSTOMER_STATUS_TRASHED:
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return false;
}

struct known_axes {
	struct access_axis_list *rows;
	size_t count;
};

enum outcome access_list_axes(struct context *ctx, struct customer_id customer,
			      const struct access_axis_list **ret_rows, size_t *ret_count)
{
	static const char memo;
	const struct known_axes *known = context_recall(ctx, &memo, customer.value);
	if (!known) {
		struct known_axes *read = arena_take(ctx->arena, sizeof *read);
		TRY(context_read(ctx));
		TRY(access_axis_list(ctx->reader, customer, &read->rows, &read->count));
		context_remember(ctx, &memo, customer.value, read);
		known = read;
	}
	*ret_rows = known->rows;
	*ret_count = known->count;
	return DONE;
}

enum outcome access_explain(struct context *ctx, const struct customer_row *row, struct access_answer *ret_answer)
{
	const struct access_axis_list *axes;
	enum access_axis axis;
	size_t count;
	access_answer_of(row, context_now(ctx), ret_answer);
	if (ret_answer->because == CUSTOMER_STATUS_TRASHED) {
		struct access_trashed_by by;
		bool found;
		TRY(context_read(ctx));
		TRY(access_trashed_by(ctx->reader, row->id, &found, &by));
		ret_answer->reason = row->trash_reason;
		ret_answer->at = row->trashed_at;
		if (found) {
			ret_answer->actor_kind = by.actor_kind;
			ret_answer->actor_name = by.actor_name;
		}
	}
	if (!axis_of(ret_answer->may_sign_in ? ret_answer->status : ret_answer->because, &axis))
		return DONE;
	TRY(access_list_axes(ctx, row->id, &axes, &count));
	for (size_t i = 0; i < count; i++)
		if (axes[i].axis == axis) {
			ret_answer->reason = axes[i].reason;
			ret_answer->message = axes[i].message;
			ret_answer->at = axes[i].at;
			ret_answer->actor_kind = axes[i].actor_kind;
			ret_answer->actor_name = axes[i].actor_name;
		}
	return DONE;
}

enum outcome access_answer(struct context *ctx, struct customer_id customer, struct access_answer *ret_answer)
{
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	return access_explain(ctx, &row, ret_answer);
}
