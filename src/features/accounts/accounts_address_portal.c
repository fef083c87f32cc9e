/* A customer's own change of address. */
#include "accounts.routes.h"
#include "accounts.views.h"
#include "features/accounts/accounts_portal.h"
#include "web/throttle.h"

#define ASKS_OF_ONE 5

static enum outcome show_address(struct request *request, struct text typed)
{
	struct context *ctx = request->ctx;
	struct account_wanted wanted;
	bool found;
	TRY(context_read(ctx));
	TRY(account_wanted(ctx->reader, request->customer.customer, context_now(ctx), &found, &wanted));
	const struct account_address_form form = {
		.problems = ctx->problems,
		.address = request->customer.email,
		.typed = typed,
		.waiting = found ? wanted.wanted : TEXT(""),
	};
	struct page_frame *frame = page_frame(request, N_("E-mail"));
	view_accounts_address(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_address_show(struct request *request, const struct accounts_address_show *in)
{
	(void)in;
	return show_address(request, TEXT(""));
}

enum outcome accounts_address_again(struct request *request, const struct accounts_address_set *in)
{
	return show_address(request, in->address);
}

enum outcome accounts_address_set(struct request *request, const struct accounts_address_set *in)
{
	struct text self = text_of_number(request->ctx->arena, request->customer.customer.value);
	const struct throttle_try attempt = {"password", request->http->peer, self};
	const struct throttle asks = {text_join(request->ctx->arena, TEXT("address:"), self), ASKS_OF_ONE, HOUR_US};
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(throttle_take(request->ctx, &asks));
	TRY(accounts_ask_address(request->ctx, in->old, in->address));
	TRY(throttle_forget_try(request->ctx, &attempt));
	return answer_redirect_saying(request, TEXT("/account/address"),
				      N_("Look into the mail of the new address: a link there confirms it."),
				      TEXT_NONE);
}

/* ---- the links ---- */

static enum outcome show_click(struct request *request, enum outcome outcome, struct text address, bool undoes)
{
	if (outcome == NOT_FOUND)
		return accounts_answer_gone(request);
	TRY(outcome);
	const struct account_address_click click = {
		.problems = request->ctx->problems,
		.action = text_copy(request->ctx->arena, request->http->path),
		.address = address,
		.undoes = undoes,
	};
	struct page_frame *frame = page_frame(request, N_("E-mail"));
	view_accounts_address_click(answer_html(request, 200), frame, &click);
	return DONE;
}

enum outcome accounts_address_confirm_show(struct request *request, const struct accounts_address_confirm_show *in)
{
	struct account_link link = {.wanted = TEXT_NONE};
	enum outcome outcome =
		accounts_find_link(request->ctx, ACCOUNT_LINK_PURPOSE_ADDRESS, (struct secret){in->token}, &link);
	return show_click(request, outcome, link.wanted, false);
}

enum outcome accounts_address_undo_show(struct request *request, const struct accounts_address_undo_show *in)
{
	struct text address = TEXT_NONE;
	enum outcome outcome = accounts_find_undo(request->ctx, (struct secret){in->token}, &address);
	return show_click(request, outcome, address, true);
}

static enum outcome answer_clicked(struct request *request, enum outcome outcome, const char *page, const char *said)
{
	if (outcome == NOT_FOUND)
		return accounts_answer_gone(request);
	TRY(outcome);
	return answer_redirect_saying(request, text_of(page), said, TEXT_NONE);
}

enum outcome accounts_address_confirm(struct request *request, const struct accounts_address_confirm *in)
{
	return answer_clicked(request, accounts_use_address(request->ctx, (struct secret){in->token}), "/login",
			      N_("Your new address is confirmed."));
}

enum outcome accounts_address_undo(struct request *request, const struct accounts_address_undo *in)
{
	return answer_clicked(request, accounts_undo_address(request->ctx, (struct secret){in->token}),
			      "/login/forgotten",
			      N_("Your old address is back, and every session has ended. Now choose a new password."));
}
