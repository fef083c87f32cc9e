/* The pages that ask why. Blocks on the customer's page: access_blocks.c. JSON: access_api.c. */
#include "features/access/access_pages.h"

#include "access.routes.h"
#include "access.views.h"
#include "features/mailings/mailings.h"
#include "service/events.h"
#include "service/settings.h"

/* Ticked until somebody has sent the form without it. */
static enum outcome offer_mail(struct request *request, enum access_verb verb, const struct customer_row *row,
			       struct access_form *form)
{
	bool tells = form->lets_in || verb == ACCESS_VERB_DISAPPROVE;
	bool sent = !text_is_none(request_value(request, "reason"));
	if (!tells || text_is_empty(row->email))
		return DONE;
	form->mail = !sent || !text_is_none(request_value(request, "mail"));
	return mailings_are_on(request->ctx, &form->may_mail);
}

static enum outcome show(struct request *request, struct customer_id customer, enum access_verb verb,
			 struct access_form *form)
{
	const struct access_verb_declared *declared = access_verb_declared(verb);
	struct customer_row row;
	TRY(customers_get(request->ctx, customer, &row));
	if (!form->label) {
		form->label = declared->label;
		form->what = declared->what;
		form->told = declared->told;
		form->lets_in = verb == ACCESS_VERB_APPROVE;
	}
	form->problems = request->ctx->problems;
	form->action = text_copy(request->ctx->arena, request->http->path);
	form->back = block_url(request->ctx->arena, customer, TEXT_NONE);
	form->name = row.display_name;
	form->reason = request_value(request, "reason");
	form->message = request_value(request, "message");
	TRY(offer_mail(request, verb, &row, form));
	form->danger = verb == ACCESS_VERB_BLOCK || verb == ACCESS_VERB_SUSPEND || verb == ACCESS_VERB_MAKE_GUEST;
	struct page_frame *frame = page_frame(request, form->label);
	page_crumb(request, frame, N_("Customers"), TEXT("/admin/customers"));
	page_crumb_named(request, frame, row.display_name, form->back);
	view_access_form(answer_html(request, 200), frame, form);
	return DONE;
}

static enum outcome show_plain(struct request *request, struct customer_id customer, enum access_verb verb)
{
	struct access_form form = {0};
	return show(request, customer, verb, &form);
}

/* `said` is the verb's, in the words of its event: "Set inactive". */
static enum outcome back_to(struct request *request, struct customer_id customer, const char *said)
{
	struct text url = block_url(request->ctx->arena, customer, TEXT_NONE);
	block_offer_undo(request, &customer, 1);
	return answer_redirect_saying(request, url, N_("Saved: {0}."), page_words(request, said, TEXT_NONE), TEXT_NONE);
}

static enum outcome act(struct request *request, struct customer_id customer, enum access_verb verb,
			const struct access_ask *ask)
{
	TRY(access_change(request->ctx, customer, verb, ask));
	return back_to(request, customer, event_label(text_of(access_verb_declared(verb)->event)));
}

/* Three pages a verb: GET, POST, and the form again with what is wrong. */
#define VERB(NAME, name, ...)                                                                                          \
	enum outcome access_##name##_show(struct request *request, const struct access_##name##_show *in)              \
	{                                                                                                              \
		return show_plain(request, in->customer, ACCESS_VERB_##NAME);                                          \
	}                                                                                                              \
	enum outcome access_##name##_again(struct request *request, const struct access_##name##_post *in)             \
	{                                                                                                              \
		return show_plain(request, in->customer, ACCESS_VERB_##NAME);                                          \
	}                                                                                                              \
	enum outcome access_##name##_post(struct request *request, const struct access_##name##_post *in)              \
	{                                                                                                              \
		return act(request, in->customer, ACCESS_VERB_##NAME,                                                  \
			   &(struct access_ask){.reason = in->reason, .message = in->message, .until = INSTANT_NONE}); \
	}
#define VERB_TELLING(NAME, name, ...)                                                                                  \
	enum outcome access_##name##_show(struct request *request, const struct access_##name##_show *in)              \
	{                                                                                                              \
		return show_plain(request, in->customer, ACCESS_VERB_##NAME);                                          \
	}                                                                                                              \
	enum outcome access_##name##_again(struct request *request, const struct access_##name##_post *in)             \
	{                                                                                                              \
		return show_plain(request, in->customer, ACCESS_VERB_##NAME);                                          \
	}                                                                                                              \
	enum outcome access_##name##_post(struct request *request, const struct access_##name##_post *in)              \
	{                                                                                                              \
		return act(request, in->customer, ACCESS_VERB_##NAME,                                                  \
			   &(struct access_ask){.reason = in->reason,                                                  \
						.message = in->message,                                                \
						.until = INSTANT_NONE,                                                 \
						.mail = in->mail});                                                    \
	}
#define VERB_OF_ITS_OWN(...)
#define VERB_WITHIN(...)
#include "features/access/access_verbs.def"
#undef VERB

/* ---- suspend ---- */

enum outcome access_suspend_show(struct request *request, const struct access_suspend_show *in)
{
	struct customer_row row;
	const struct zone *zone;
	struct access_form form = {.suspends = true, .functions = access_functions_usual()};
	TRY(customers_get(request->ctx, in->customer, &row));
	TRY(settings_zone(request->ctx, &zone));
	if (!text_is_none(row.suspended))
		form.functions = access_functions_parse(row.suspended);
	if (!instant_is_none(row.suspended_until))
		form.until = date_format(request->ctx->arena, zone_local(zone, row.suspended_until).date);
	return show(request, in->customer, ACCESS_VERB_SUSPEND, &form);
}

enum outcome access_suspend_again(struct request *request, const struct access_suspend_post *in)
{
	struct access_form form = {.suspends = true,
				   .functions = access_functions_of(in->functions, in->functions_count),
				   .until = request_value(request, "until")};
	return show(request, in->customer, ACCESS_VERB_SUSPEND, &form);
}

enum outcome access_suspend_post(struct request *request, const struct access_suspend_post *in)
{
	struct access_ask ask = {.reason = in->reason,
				 .message = in->message,
				 .functions = access_functions_of(in->functions, in->functions_count),
				 .until = INSTANT_NONE};
	TRY(access_suspension_end(request->ctx, in->until, &ask.until));
	return act(request, in->customer, ACCESS_VERB_SUSPEND, &ask);
}

/* ---- activate ---- */

static enum outcome show_activate(struct request *request, struct customer_id customer, struct access_obstacles ticked)
{
	struct customer_row row;
	struct access_obstacle list[3];
	struct access_answer answer;
	struct access_form form = {
		.activates = true,
		.label = N_("Activate"),
		.what = N_("Lets them sign in: clears what you tick."),
		.obstacles = list,
	};
	struct block_shown *others;
	TRY(customers_get(request->ctx, customer, &row));
	TRY(blocks_show(request, BLOCK_ACTIVATE, customer, &others, &form.other_count));
	form.others = others;
	access_answer_of(&row, context_now(request->ctx), &answer);
	struct access_obstacles there = access_obstacles_of(&row);
	form.lets_in = there.approval;
	form.blocked = row.blocked;
	form.suspended =
		!text_is_none(row.suspended) && access_verb_fits(&row, ACCESS_VERB_LIFT, context_now(request->ctx));
	if (there.confirmation)
		list[form.obstacle_count++] = (struct access_obstacle){
			TEXT("confirmation"), N_("They have not confirmed their registration."), ticked.confirmation};
	if (there.approval)
		list[form.obstacle_count++] = (struct access_obstacle){TEXT("approval"),
								       row.approval == APPROVAL_PENDING
									       ? N_("Nobody has approved them yet.")
									       : N_("Somebody has disapproved them."),
								       ticked.approval};
	if (there.inactive)
		list[form.obstacle_count++] =
			(struct access_obstacle){TEXT("inactive"), N_("The account is switched off."), ticked.inactive};
	return show(request, customer, ACCESS_VERB_CONFIRM, &form);
}

enum outcome access_activate_show(struct request *request, const struct access_activate_show *in)
{
	return show_activate(request, in->customer, (struct access_obstacles){true, true, true});
}

enum outcome access_activate_again(struct request *request, const struct access_activate_post *in)
{
	return show_activate(request, in->customer,
			     (struct access_obstacles){in->confirmation, in->approval, in->inactive});
}

enum outcome access_activate_post(struct request *request, const struct access_activate_post *in)
{
	const struct access_obstacles clear = {in->confirmation, in->approval, in->inactive};
	const struct access_ask ask = {
		.reason = in->reason, .message = in->message, .until = INSTANT_NONE, .mail = in->mail};
	TRY(access_activate(request->ctx, in->customer, clear, &ask));
	return back_to(request, in->customer, N_("Activated"));
}
