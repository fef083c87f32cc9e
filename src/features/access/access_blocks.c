/* The banner, the menu's entries and the fold about access on the page of a customer. */
#include "features/access/access_blocks.h"

#include "access.views.h"
#include "features/access/access_pages.h"
#include "web.views.h"
#include "web/language.h"

#define ITEMS_MOST (ACCESS_VERB_COUNT + 1)

static const char *headline(enum customer_status because)
{
	switch (because) {
	case CUSTOMER_STATUS_MERGED: return N_("Cannot sign in: merged into another customer.");
	case CUSTOMER_STATUS_TRASHED: return N_("Cannot sign in: in the trash.");
	case CUSTOMER_STATUS_BLOCKED: return N_("Cannot sign in: blocked.");
	case CUSTOMER_STATUS_SUSPENDED: return N_("Cannot sign in: suspended.");
	case CUSTOMER_STATUS_DISAPPROVED: return N_("Cannot sign in: disapproved.");
	case CUSTOMER_STATUS_PENDING: return N_("Cannot sign in: not approved yet.");
	case CUSTOMER_STATUS_AWAITING: return N_("Cannot sign in: the registration is not confirmed.");
	case CUSTOMER_STATUS_INACTIVE: return N_("Cannot sign in: the account is switched off.");
	case CUSTOMER_STATUS_GUEST: return N_("Cannot sign in: a guest has no account.");
	case CUSTOMER_STATUS_ACTIVE: break;
	}
	return N_("May sign in.");
}

struct text access_headline(struct view *view, const struct access_answer *answer)
{
	if (answer->may_sign_in && answer->status == CUSTOMER_STATUS_SUSPENDED)
		return view_tr(view, NULL, N_("May sign in, but some things are suspended."));
	return view_tr(view, NULL, headline(answer->because));
}

static const char *next_words(enum access_next next)
{
	switch (next) {
	case ACCESS_NEXT_LIFTS_ITSELF: return N_("It lifts itself on {0}.");
	case ACCESS_NEXT_STAFF_LIFT: return N_("It stays until somebody lifts it.");
	case ACCESS_NEXT_STAFF_UNBLOCK: return N_("It stays until somebody unblocks them.");
	case ACCESS_NEXT_STAFF_APPROVE: return N_("They wait for somebody here to approve them.");
	case ACCESS_NEXT_CUSTOMER_CONFIRMS:
		return N_("They have to follow their confirmation link, or you activate them.");
	case ACCESS_NEXT_STAFF_SWITCH_ON: return N_("It stays until somebody sets it active.");
	case ACCESS_NEXT_STAFF_GIVE_ACCOUNT: return N_("You can give them an account.");
	case ACCESS_NEXT_STAFF_RESTORE: return N_("They can be restored.");
	case ACCESS_NEXT_OTHER_RECORD: return N_("The other record counts.");
	case ACCESS_NEXT_NOTHING: break;
	}
	return "";
}

struct text access_next_words(struct view *view, const struct access_answer *answer)
{
	if (answer->next == ACCESS_NEXT_NOTHING)
		return TEXT("");
	struct text until = instant_is_none(answer->until) ? TEXT("") : view_instant_text(view, answer->until);
	return language_fill(view->arena, view_tr(view, NULL, next_words(answer->next)), &until, 1);
}

enum outcome access_banner_block(struct request *request, struct customer_id customer)
{
	struct access_answer answer;
	TRY(access_answer(request->ctx, customer, &answer));
	if (answer.status != CUSTOMER_STATUS_ACTIVE)
		view_access_banner(&request->view, &answer, status_mark(answer.status));
	return DONE;
}

static struct text url_of(struct arena *arena, struct customer_id customer, const char *word)
{
	return text_format(arena, "/admin/customers/%lld/%s", (long long)customer.value, word);
}

static struct menu_item item(struct request *request, const struct customer_row *row, enum access_verb verb)
{
	const struct access_verb_declared *declared = access_verb_declared(verb);
	return (struct menu_item){
		.label = page_words(request, declared->label, TEXT_NONE),
		.url = url_of(request->ctx->arena, row->id, declared->word),
		.icon = text_of(declared->icon),
		.window = true,
		.danger = verb == ACCESS_VERB_BLOCK,
	};
}

static bool offered(struct request *request, const struct customer_row *row, enum access_verb verb)
{
	return verb != ACCESS_VERB_CONFIRM && access_verb_fits(row, verb, context_now(request->ctx)) &&
	       context_may(request->ctx, access_verb_declared(verb)->permission);
}

static bool activatable(struct request *request, const struct customer_row *row)
{
	struct access_obstacles there = access_obstacles_of(row);
	bool gone = row->merged_into.value || !instant_is_none(row->trashed_at);
	return !gone && (there.confirmation || there.approval || there.inactive) &&
	       context_may(request->ctx, PERMISSION_CUSTOMERS_APPROVE);
}

static struct menu_item activate_item(struct request *request, const struct customer_row *row)
{
	return (struct menu_item){
		.label = page_words(request, N_("Activate"), TEXT_NONE),
		.url = url_of(request->ctx->arena, row->id, "activate"),
		.icon = TEXT("check"),
		.window = true,
	};
}

/* The four that staff reach for; the rest stands at its axis in the fold. */
enum outcome access_actions_block(struct request *request, struct customer_id customer)
{
	static const enum access_verb verbs[] = {ACCESS_VERB_SUSPEND, ACCESS_VERB_LIFT, ACCESS_VERB_BLOCK,
						 ACCESS_VERB_UNBLOCK};
	struct menu_item items[ITEMS_MOST];
	struct customer_row row;
	size_t count = 0;
	TRY(customers_get(request->ctx, customer, &row));
	if (activatable(request, &row))
		items[count++] = activate_item(request, &row);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (offered(request, &row, verbs[i]))
			items[count++] = item(request, &row, verbs[i]);
	/* Each asks something before it acts. */
	for (size_t i = 0; i < count; i++)
		items[i].label = page_words(request, N_("{0}…"), items[i].label, TEXT_NONE);
	if (count)
		view_menu_entries(&request->view, items, count);
	return DONE;
}

/* What the axis says now. */
static void describe(const struct customer_row *row, enum access_axis axis, struct instant now,
		     struct access_axis_row *ret_row)
{
	static const char *const approvals[] = {[APPROVAL_PENDING] = N_("Pending"),
						[APPROVAL_APPROVED] = N_("Approved"),
						[APPROVAL_DISAPPROVED] = N_("Disapproved")};
	static const enum mark marks[] = {
		[APPROVAL_PENDING] = MARK_WAIT, [APPROVAL_APPROVED] = MARK_OK, [APPROVAL_DISAPPROVED] = MARK_NO};
	bool good;
	switch (axis) {
	case ACCESS_AXIS_GUEST:
		*ret_row = (struct access_axis_row){N_("Account"), row->guest ? N_("Guest") : N_("Has an account"),
						    row->guest ? MARK_NONE : MARK_OK};
		break;
	case ACCESS_AXIS_ACTIVATION:
		good = row->activation == ACTIVATION_ACTIVATED;
		*ret_row =
			(struct access_axis_row){N_("Activation"), good ? N_("Activated") : N_("Awaiting confirmation"),
						 good ? MARK_OK : MARK_NEW};
		break;
	case ACCESS_AXIS_APPROVAL:
		*ret_row = (struct access_axis_row){N_("Approval"), approvals[row->approval], marks[row->approval]};
		break;
	case ACCESS_AXIS_ACTIVE:
		*ret_row = (struct access_axis_row){N_("Switch"), row->active ? N_("Active") : N_("Inactive"),
						    row->active ? MARK_OK : MARK_REST};
		break;
	case ACCESS_AXIS_BLOCK:
		*ret_row = (struct access_axis_row){N_("Blocking"), row->blocked ? N_("Blocked") : N_("Not blocked"),
						    row->blocked ? MARK_STOP : MARK_OK};
		break;
	case ACCESS_AXIS_SUSPENSION: {
		bool there = !text_is_none(row->suspended) &&
			     (instant_is_none(row->suspended_until) || row->suspended_until.us > now.us);
		*ret_row = (struct access_axis_row){N_("Suspension"), there ? N_("Suspended") : N_("Not suspended"),
						    there ? MARK_PART : MARK_OK};
		if (there)
			ret_row->functions = access_functions_parse(row->suspended);
		ret_row->until = there ? row->suspended_until : INSTANT_NONE;
		ret_row->at = INSTANT_NONE;
		return;
	}
	}
	ret_row->at = ret_row->until = INSTANT_NONE;
}

static void fill_axis(struct request *request, const struct customer_row *row, enum access_axis axis,
		      struct access_axis_row *ret_row)
{
	struct menu_item *items = arena_take_array(request->ctx->arena, ITEMS_MOST, sizeof *items);
	describe(row, axis, context_now(request->ctx), ret_row);
	for (enum access_verb verb = 0; verb < ACCESS_VERB_COUNT; verb++)
		if (access_verb_declared(verb)->axis == axis && offered(request, row, verb))
			items[ret_row->item_count++] = item(request, row, verb);
	ret_row->items = items;
}

enum outcome access_side_block(struct request *request, struct customer_id customer)
{
	struct access_axis_row axes[ACCESS_AXIS_COUNT];
	const struct access_axis_list *last;
	struct customer_row row;
	size_t count;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(access_list_axes(request->ctx, customer, &last, &count));
	for (enum access_axis axis = 0; (int)axis < ACCESS_AXIS_COUNT; axis++)
		fill_axis(request, &row, axis, &axes[axis]);
	for (size_t i = 0; i < count; i++) {
		struct access_axis_row *axis = &axes[last[i].axis];
		axis->at = last[i].at;
		axis->by = actor_words(&request->view, last[i].actor_kind, last[i].actor_name);
		axis->reason = last[i].reason;
		axis->message = last[i].message;
	}
	view_access_side(&request->view, axes, ACCESS_AXIS_COUNT);
	return DONE;
}
