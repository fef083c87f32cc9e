/* Moving one axis of a customer's access. Several customers, and Activate: access_many.c. The answer: access_answer.c.
 */
#include "features/access/access_change.h"

#include "features/mailings/mailings.h"
#include "service/events.h"
#include "service/settings.h"

struct changing {
	struct customer_id customer;
	enum access_verb verb;
	const struct access_ask *ask;
};

/* What the verb makes of the row; the same row when it is so already. */
static void apply(struct context *ctx, const struct changing *changing, struct customer_row *row)
{
	switch (changing->verb) {
	case ACCESS_VERB_APPROVE: row->approval = APPROVAL_APPROVED; return;
	case ACCESS_VERB_DISAPPROVE: row->approval = APPROVAL_DISAPPROVED; return;
	case ACCESS_VERB_SET_PENDING: row->approval = APPROVAL_PENDING; return;
	case ACCESS_VERB_CONFIRM: row->activation = ACTIVATION_ACTIVATED; return;
	case ACCESS_VERB_WITHDRAW: row->activation = ACTIVATION_AWAITING; return;
	case ACCESS_VERB_SWITCH_ON: row->active = true; return;
	case ACCESS_VERB_SWITCH_OFF: row->active = false; return;
	case ACCESS_VERB_BLOCK: row->blocked = true; return;
	case ACCESS_VERB_UNBLOCK: row->blocked = false; return;
	case ACCESS_VERB_SUSPEND:
		row->suspended = access_functions_format(ctx->arena, changing->ask->functions);
		row->suspended_until = changing->ask->until;
		return;
	case ACCESS_VERB_LIFT:
		row->suspended = TEXT_NONE;
		row->suspended_until = INSTANT_NONE;
		return;
	case ACCESS_VERB_MAKE_GUEST:
		row->guest = true;
		row->login = TEXT_NONE;
		return;
	case ACCESS_VERB_MAKE_ACCOUNT:
		row->guest = false;
		row->login = text_is_empty(row->login) ? row->email : row->login;
		return;
	case ACCESS_VERB_COUNT: return;
	}
}

static struct text yes_or_no(bool value)
{
	return value ? TEXT("yes") : TEXT("no");
}

static const char *const fields[] = {"guest",   "activation", "approval",        "active",
				     "blocked", "suspended",  "suspended_until", "login"};
#define FIELDS (sizeof fields / sizeof *fields)

static struct text value_of(struct arena *arena, const struct customer_row *row, size_t field)
{
	const struct text all[FIELDS] = {
		yes_or_no(row->guest),
		activation_key(row->activation),
		approval_key(row->approval),
		yes_or_no(row->active),
		yes_or_no(row->blocked),
		row->suspended,
		instant_format(arena, row->suspended_until),
		row->login,
	};
	return all[field];
}

bool access_value(struct arena *arena, const struct customer_row *row, struct text field, struct text *ret_value)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (text_equal(field, text_of(fields[i]))) {
			*ret_value = value_of(arena, row, i);
			return true;
		}
	return false;
}

/* The fields that differ, for the event. */
static size_t compare(struct context *ctx, const struct customer_row *a, const struct customer_row *b,
		      struct event_change *changes)
{
	size_t count = 0;
	for (size_t i = 0; i < FIELDS; i++) {
		struct text old = value_of(ctx->arena, a, i), new = value_of(ctx->arena, b, i);
		if (!text_equal(old, new))
			changes[count++] = (struct event_change){fields[i], old, new};
	}
	return count;
}

#define MOST_CHANGES (FIELDS + 2) /* reason and message */

static enum outcome move_address(struct context *ctx, const struct customer_row *after, struct text folded)
{
	TRY(customers_drop_claim(ctx, customers_address_claim(!after->guest), folded, after->id));
	return customers_take_claim(ctx, customers_address_claim(after->guest), folded, after->id, TEXT("email"));
}

/* An account holds its login and every address; a guest holds addresses among guests. */
static enum outcome move_claims(struct context *ctx, const struct customer_row *before,
				const struct customer_row *after)
{
	struct access_emails *emails;
	size_t count;
	if (before->guest == after->guest)
		return DONE;
	TRY(access_emails(ctx->reader, after->id, &emails, &count));
	for (size_t i = 0; i < count; i++)
		TRY(move_address(ctx, after, emails[i].folded));
	struct text login = customers_fold_login(ctx->arena, after->guest ? before->login : after->login);
	if (text_is_empty(login))
		return DONE;
	return after->guest ? customers_drop_claim(ctx, CLAIM_KIND_LOGIN, login, after->id)
			    : customers_take_claim(ctx, CLAIM_KIND_LOGIN, login, after->id, TEXT("login"));
}

static enum outcome write_row(struct context *ctx, const struct customer_row *row)
{
	return access_set(ctx->writer, &(struct access_set_in){
					       .guest = row->guest,
					       .activation = row->activation,
					       .approval = row->approval,
					       .active = row->active,
					       .blocked = row->blocked,
					       .suspended = row->suspended,
					       .suspended_until = row->suspended_until,
					       .login = row->login,
					       .modified = context_now(ctx),
					       .id = row->id,
				       });
}

/* Words that were not given are none, so that an old message does not outlive its cause. */
static struct text given(struct text words)
{
	struct text trimmed = text_trim(words);
	return text_is_empty(trimmed) ? TEXT_NONE : trimmed;
}

static enum outcome write_axis(struct context *ctx, const struct changing *changing)
{
	const struct access_verb_declared *verb = access_verb_declared(changing->verb);
	return access_axis_set(ctx->writer, &(struct access_axis_set_in){
						    .customer_id = changing->customer,
						    .axis = verb->axis,
						    .at = context_now(ctx),
						    .actor_kind = ctx->actor.kind,
						    .actor_id = ctx->actor.id,
						    .reason = given(changing->ask->reason),
						    .message = verb->told ? given(changing->ask->message) : TEXT_NONE,
					    });
}

enum outcome access_check_suspension(struct context *ctx, struct access_functions functions, struct instant until)
{
	if (!functions.bits)
		return context_invalid(ctx, TEXT("functions"), "required", N_("Choose at least one thing to suspend."),
				       TEXT_NONE);
	if (!instant_is_none(until) && until.us <= context_now(ctx).us)
		return context_invalid(ctx, TEXT("until"), "past", N_("This date has passed."), TEXT_NONE);
	return DONE;
}

enum outcome access_suspension_end(struct context *ctx, struct date day, struct instant *ret_until)
{
	const struct zone *zone;
	TRY(settings_zone(ctx, &zone));
	*ret_until = date_is_none(day) ? INSTANT_NONE : zone_day_start(zone, day);
	return DONE;
}

static enum outcome tell(struct context *ctx, const struct changing *changing)
{
	bool approved = changing->verb == ACCESS_VERB_APPROVE;
	struct outbox_item_id item;
	struct access_answer answer;
	struct customer_row row;
	TRY(customers_get(ctx, changing->customer, &row));
	access_answer_of(&row, context_now(ctx), &answer);
	bool wanted = approved ? answer.may_sign_in : changing->verb == ACCESS_VERB_DISAPPROVE;
	if (!wanted || text_is_empty(row.email))
		return DONE;
	return mailings_send(ctx,
			     &(struct mailing_ask){
				     .kind = approved ? MAILING_ACCOUNT_APPROVED : MAILING_ACCOUNT_DISAPPROVED,
				     .name = row.display_name,
				     .address = row.email,
				     .language = row.language,
				     .customer = row.id,
				     .message = given(changing->ask->message),
				     .link = TEXT("/account"),
				     .enters = true,
				     .secret = {TEXT_NONE},
			     },
			     &item);
}

static enum outcome check_ask(struct context *ctx, const struct changing *changing)
{
	const struct access_ask *ask = changing->ask;
	return changing->verb == ACCESS_VERB_SUSPEND ? access_check_suspension(ctx, ask->functions, ask->until) : DONE;
}

static enum outcome change(struct context *ctx, void *state)
{
	const struct changing *changing = state;
	const struct access_verb_declared *verb = access_verb_declared(changing->verb);
	struct event_change changes[MOST_CHANGES];
	struct customer_lock lock;
	struct customer_row before;
	bool found;
	TRY(customer_lock(ctx->reader, changing->customer, &found, &lock));
	if (!found)
		return NOT_FOUND;
	TRY(customers_get(ctx, changing->customer, &before));
	if (before.merged_into.value || !instant_is_none(before.trashed_at))
		return context_conflict(
			ctx, TEXT_NONE, "gone",
			N_("This customer is in the trash or was merged; their access does not change."), TEXT_NONE);
	TRY(check_ask(ctx, changing));
	struct customer_row after = before;
	apply(ctx, changing, &after);
	size_t count = compare(ctx, &before, &after, changes);
	if (!count)
		return context_conflict(ctx, TEXT_NONE, "already", N_("Nothing to do: it is so already."), TEXT_NONE);
	TRY(move_claims(ctx, &before, &after));
	TRY(write_row(ctx, &after));
	TRY(write_axis(ctx, changing));
	TRY(customers_derive(ctx, changing->customer));
	if (!text_is_none(given(changing->ask->reason)))
		changes[count++] = (struct event_change){"reason", TEXT_NONE, given(changing->ask->reason)};
	if (verb->told && !text_is_none(given(changing->ask->message)))
		changes[count++] = (struct event_change){"message", TEXT_NONE, given(changing->ask->message)};
	if (changing->ask->mail)
		TRY(tell(ctx, changing));
	return events_record(ctx, &(struct event){
					  .customer = changing->customer,
					  .name = verb->event,
					  .object_kind = "customer",
					  .object_id = changing->customer.value,
					  .changes = changes,
					  .change_count = count,
				  });
}

enum outcome access_change_granted(struct context *ctx, struct customer_id customer, enum access_verb verb,
				   const struct access_ask *ask)
{
	return context_transact(ctx, change, &(struct changing){customer, verb, ask});
}

enum outcome access_change(struct context *ctx, struct customer_id customer, enum access_verb verb,
			   const struct access_ask *ask)
{
	TRY(context_need(ctx, access_verb_declared(verb)->permission));
	return access_change_granted(ctx, customer, verb, ask);
}

bool access_verb_fits(const struct customer_row *row, enum access_verb verb, struct instant now)
{
	bool suspended = !text_is_none(row->suspended) &&
			 (instant_is_none(row->suspended_until) || row->suspended_until.us > now.us);
	if (row->merged_into.value || !instant_is_none(row->trashed_at))
		return false;
	switch (verb) {
	case ACCESS_VERB_APPROVE: return row->approval != APPROVAL_APPROVED;
	case ACCESS_VERB_DISAPPROVE: return row->approval != APPROVAL_DISAPPROVED;
	case ACCESS_VERB_SET_PENDING: return row->approval != APPROVAL_PENDING;
	case ACCESS_VERB_CONFIRM: return row->activation != ACTIVATION_ACTIVATED;
	case ACCESS_VERB_WITHDRAW: return row->activation == ACTIVATION_ACTIVATED && !row->guest;
	case ACCESS_VERB_SWITCH_ON: return !row->active;
	case ACCESS_VERB_SWITCH_OFF: return row->active;
	case ACCESS_VERB_BLOCK: return !row->blocked;
	case ACCESS_VERB_UNBLOCK: return row->blocked;
	case ACCESS_VERB_SUSPEND: return true;
	case ACCESS_VERB_LIFT: return suspended;
	case ACCESS_VERB_MAKE_GUEST: return !row->guest;
	case ACCESS_VERB_MAKE_ACCOUNT: return row->guest;
	case ACCESS_VERB_COUNT: break;
	}
	return false;
}
