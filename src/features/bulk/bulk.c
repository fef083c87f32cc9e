/* The verbs of bulk_verbs.def, each for one customer, and the walk over all. */
#include "features/bulk/bulk.h"

#include "features/accounts/accounts.h"
#include "features/customers/customers.h"
#include "features/labels/labels.h"

static const struct bulk_verb_declared declared[BULK_VERB_COUNT] = {
#define VERB(name, word, permission, asks, label, title)                                                               \
	[BULK_##name] = {word, PERMISSION_##permission, BULK_ASKS_##asks, label, title},
#include "features/bulk/bulk_verbs.def"
#undef VERB
};

const char *const bulk_verb_words[] = {
#define VERB(name, word, permission, asks, label, title) [BULK_##name] = word,
#include "features/bulk/bulk_verbs.def"
#undef VERB
	NULL,
};

const struct bulk_verb_declared *bulk_verb_declared(enum bulk_verb verb)
{
	return &declared[verb];
}

bool bulk_tells(enum bulk_verb verb)
{
	return verb == BULK_APPROVE || verb == BULK_ACTIVATE || verb == BULK_DISAPPROVE;
}

bool bulk_is_final(enum bulk_verb verb)
{
	return declared[verb].question == BULK_ASKS_NUMBER;
}

bool bulk_verb_parse(struct text word, enum bulk_verb *ret_verb)
{
	for (enum bulk_verb verb = 0; verb < BULK_VERB_COUNT; verb++)
		if (text_equal(word, text_of(bulk_verb_words[verb]))) {
			*ret_verb = verb;
			return true;
		}
	return false;
}

/* ---- one customer ---- */

static enum outcome already(struct context *ctx)
{
	return context_conflict(ctx, TEXT_NONE, "already", N_("It is so already."), TEXT_NONE);
}

static enum outcome set_field(struct context *ctx, struct customer_id customer, enum customer_field field,
			      struct text value)
{
	struct customer_row row;
	TRY(customers_get(ctx, customer, &row));
	struct text before = customers_field_text(ctx->arena, &row, field);
	if (text_equal(text_is_none(before) ? TEXT("") : before, value))
		return already(ctx);
	const struct customer_change change = {field, value, TEXT_NONE};
	return customers_change(ctx, customer, &change, 1);
}

static enum outcome set_id(struct context *ctx, struct customer_id customer, enum customer_field field, int64_t id)
{
	return set_field(ctx, customer, field, id ? text_of_number(ctx->arena, id) : TEXT(""));
}

static enum outcome change_access(struct context *ctx, struct customer_id customer, enum access_verb verb,
				  const struct bulk_ask *ask)
{
	return access_change(ctx, customer, verb,
			     &(struct access_ask){.reason = ask->reason,
						  .message = ask->message,
						  .functions = ask->functions,
						  .until = ask->until,
						  .mail = ask->mail});
}

static enum outcome activate(struct context *ctx, struct customer_id customer, const struct bulk_ask *ask)
{
	const struct access_obstacles all = {true, true, true};
	return access_activate(ctx, customer, all,
			       &(struct access_ask){.reason = ask->reason, .message = ask->message, .mail = ask->mail});
}

static enum outcome tag(struct context *ctx, struct customer_id customer, struct text name, bool add)
{
	int64_t changed;
	TRY(add ? labels_tag_many(ctx, &customer, 1, name, &changed)
		: labels_untag_many(ctx, &customer, 1, name, &changed));
	return changed ? DONE : already(ctx);
}

enum outcome bulk_run_one(struct context *ctx, struct customer_id customer, const struct bulk_ask *ask)
{
	switch (ask->verb) {
	case BULK_APPROVE: return change_access(ctx, customer, ACCESS_VERB_APPROVE, ask);
	case BULK_DISAPPROVE: return change_access(ctx, customer, ACCESS_VERB_DISAPPROVE, ask);
	case BULK_SET_PENDING: return change_access(ctx, customer, ACCESS_VERB_SET_PENDING, ask);
	case BULK_ACTIVATE: return activate(ctx, customer, ask);
	case BULK_SWITCH_ON: return change_access(ctx, customer, ACCESS_VERB_SWITCH_ON, ask);
	case BULK_SWITCH_OFF: return change_access(ctx, customer, ACCESS_VERB_SWITCH_OFF, ask);
	case BULK_BLOCK: return change_access(ctx, customer, ACCESS_VERB_BLOCK, ask);
	case BULK_UNBLOCK: return change_access(ctx, customer, ACCESS_VERB_UNBLOCK, ask);
	case BULK_SUSPEND: return change_access(ctx, customer, ACCESS_VERB_SUSPEND, ask);
	case BULK_LIFT: return change_access(ctx, customer, ACCESS_VERB_LIFT, ask);
	case BULK_INVITE: return accounts_invite(ctx, customer);
	case BULK_TRASH: return customers_trash(ctx, customer, ask->reason);
	case BULK_RESTORE: return customers_restore(ctx, customer);
	case BULK_ERASE: return customers_erase(ctx, customer, text_of_number(ctx->arena, customer.value));
	case BULK_SET_TYPE: return set_id(ctx, customer, CUSTOMER_FIELD_TYPE, ask->type.value);
	case BULK_SET_GROUP: return set_id(ctx, customer, CUSTOMER_FIELD_GROUP, ask->group.value);
	case BULK_SET_CHANNEL: return set_id(ctx, customer, CUSTOMER_FIELD_CHANNEL, ask->channel.value);
	case BULK_SET_REPRESENTATIVE:
		return set_id(ctx, customer, CUSTOMER_FIELD_REPRESENTATIVE, ask->representative.value);
	case BULK_VIP: return set_field(ctx, customer, CUSTOMER_FIELD_VIP, TEXT("yes"));
	case BULK_NOT_VIP: return set_field(ctx, customer, CUSTOMER_FIELD_VIP, TEXT("no"));
	case BULK_ADD_TAG: return tag(ctx, customer, ask->tag, true);
	case BULK_REMOVE_TAG: return tag(ctx, customer, ask->tag, false);
	case BULK_VERB_COUNT: break;
	}
	return FAULT;
}

/* ---- all of them ---- */

enum outcome bulk_check(struct context *ctx, const struct bulk_ask *ask)
{
	static const char *const message = N_("Choose what to set first.");
	TRY(context_need(ctx, declared[ask->verb].permission));
	if (ask->verb == BULK_SET_TYPE && !ask->type.value)
		return context_invalid(ctx, TEXT("type"), "required", message, TEXT_NONE);
	if (ask->verb == BULK_SET_GROUP && !ask->group.value)
		return context_invalid(ctx, TEXT("group"), "required", message, TEXT_NONE);
	if (ask->verb == BULK_SET_CHANNEL && !ask->channel.value)
		return context_invalid(ctx, TEXT("channel"), "required", message, TEXT_NONE);
	if ((ask->verb == BULK_ADD_TAG || ask->verb == BULK_REMOVE_TAG) && text_is_empty(ask->tag))
		return context_invalid(ctx, TEXT("tag"), "required", N_("Name a tag first."), TEXT_NONE);
	return ask->verb == BULK_SUSPEND ? access_check_suspension(ctx, ask->functions, ask->until) : DONE;
}

enum outcome bulk_check_typed(struct context *ctx, const struct bulk_ask *ask, int64_t count)
{
	struct text number = text_of_number(ctx->arena, count);
	if (!bulk_is_final(ask->verb) || text_equal(text_trim(ask->typed), number))
		return DONE;
	return context_invalid(ctx, TEXT("typed"), "not_typed", N_("Type the number {0} to confirm."), number,
			       TEXT_NONE);
}

/* What the verb said goes into the report, not to the page's own problems. */
static struct problem take_problem(struct problems *problems, size_t before)
{
	struct problem problem = {0};
	if (problems->count > before)
		problem = problems->list[before];
	problems->count = before;
	return problem;
}

enum outcome bulk_run(struct context *ctx, const struct customer_id *customers, size_t count,
		      const struct bulk_ask *ask, struct bulk_report *ret_report)
{
	TRY(bulk_check(ctx, ask));
	TRY(bulk_check_typed(ctx, ask, (int64_t)count));
	*ret_report = (struct bulk_report){0};
	ret_report->done = arena_take_array(ctx->arena, count, sizeof *ret_report->done);
	ret_report->skipped = arena_take_array(ctx->arena, count, sizeof *ret_report->skipped);
	for (size_t i = 0; i < count; i++) {
		size_t before = ctx->problems->count;
		enum outcome outcome = bulk_run_one(ctx, customers[i], ask);
		if (outcome == DONE) {
			ret_report->done[ret_report->changed++] = customers[i];
			continue;
		}
		if (outcome != CONFLICT && outcome != NOT_FOUND && outcome != INVALID)
			return outcome;
		ret_report->skipped[ret_report->skipped_count++] =
			(struct bulk_skipped){customers[i], take_problem(ctx->problems, before)};
	}
	return DONE;
}
