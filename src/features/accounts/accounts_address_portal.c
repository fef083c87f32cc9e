/* A customer's own e-mail addresses. */
#include "accounts.routes.h"
#include "accounts.views.h"
#include "features/accounts/accounts_portal.h"
#include "format/url.h"
#include "service/throttle.h"

#define ASKS_OF_ONE  5
#define ADDRESS_PAGE TEXT("/account/address")

static struct text form_url(struct request *request, struct text address, bool further)
{
	struct arena *arena = request->ctx->arena;
	return text_format(arena, "/account/address?address=%.*s%s#address", TEXT_ARG(url_encode(arena, address)),
			   further ? "&further=yes" : "");
}

static enum outcome read_lines(struct request *request, struct account_address_form *form)
{
	struct email_list *rows;
	TRY(email_list(request->ctx->reader, request->customer.customer, &rows, &form->count));
	struct account_address_line *lines = arena_take_array(request->ctx->arena, form->count, sizeof *lines);
	for (size_t i = 0; i < form->count; i++) {
		bool verified = rows[i].verification == VERIFICATION_VERIFIED;
		lines[i] = (struct account_address_line){
			&rows[i],
			rows[i].is_primary ? TEXT_NONE : form_url(request, rows[i].address, false),
			verified ? TEXT_NONE : form_url(request, rows[i].address, !rows[i].is_primary),
		};
	}
	form->lines = lines;
	return DONE;
}

static enum outcome show_address(struct request *request, struct text typed, bool further)
{
	struct context *ctx = request->ctx;
	struct account_wanted wanted;
	bool found;
	TRY(context_read(ctx));
	TRY(account_wanted(ctx->reader, request->customer.customer, context_now(ctx), &found, &wanted));
	struct account_address_form form = {
		.problems = ctx->problems,
		.typed = text_is_none(typed) ? TEXT("") : typed,
		.further = further,
		.waiting = found ? wanted.wanted : TEXT(""),
	};
	TRY(read_lines(request, &form));
	struct page_frame *frame = page_frame(request, N_("E-mail"));
	view_accounts_address(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_address_show(struct request *request, const struct accounts_address_show *in)
{
	return show_address(request, in->address, in->further);
}

enum outcome accounts_address_again(struct request *request, const struct accounts_address_set *in)
{
	return show_address(request, in->address, in->further);
}

enum outcome accounts_address_set(struct request *request, const struct accounts_address_set *in)
{
	struct text self = text_of_number(request->ctx->arena, request->customer.customer.value);
	const struct throttle_try attempt = request_password_try(request);
	const struct throttle asks = {text_join(request->ctx->arena, TEXT("address:"), self), ASKS_OF_ONE, HOUR_US};
	const struct account_address_ask ask = {in->old, in->address, in->further};
	bool changed;
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(throttle_take(request->ctx, &asks));
	TRY(accounts_ask_address(request->ctx, &ask, &changed));
	TRY(throttle_forget_try(request->ctx, &attempt));
	return answer_redirect_saying(request, ADDRESS_PAGE,
				      changed ? N_("Your primary address is another one now.")
					      : N_("Look into the mail of that address: a link there confirms it."),
				      TEXT_NONE);
}

enum outcome accounts_address_remove(struct request *request, const struct accounts_address_remove *in)
{
	TRY(contacts_remove_email(request->ctx, request->customer.customer, in->email));
	return answer_redirect_saying(request, ADDRESS_PAGE, N_("The address is removed."), TEXT_NONE);
}

enum outcome accounts_address_remove_again(struct request *request, const struct accounts_address_remove *in)
{
	(void)in;
	return show_address(request, TEXT(""), false);
}

/* ---- the links ---- */

static enum outcome show_click(struct request *request, enum outcome outcome, struct account_address_click *click)
{
	if (outcome == NOT_FOUND)
		return accounts_answer_gone(request);
	TRY(outcome);
	click->problems = request->ctx->problems;
	click->action = text_copy(request->ctx->arena, request->http->path);
	struct page_frame *frame = page_frame(request, N_("E-mail"));
	view_accounts_address_click(answer_html(request, 200), frame, click);
	return DONE;
}

enum outcome accounts_address_confirm_show(struct request *request, const struct accounts_address_confirm_show *in)
{
	struct account_link link = {.wanted = TEXT_NONE};
	struct account_address_click click = {.undoes = false};
	enum outcome outcome = accounts_find_address(request->ctx, (struct secret){in->token}, &link, &click.further);
	click.address = link.wanted;
	return show_click(request, outcome, &click);
}

enum outcome accounts_address_undo_show(struct request *request, const struct accounts_address_undo_show *in)
{
	struct account_address_click click = {.undoes = true};
	return show_click(request, accounts_find_undo(request->ctx, (struct secret){in->token}, &click.address),
			  &click);
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
	struct access_answer answer;
	bool refused = false;
	enum outcome outcome = accounts_use_address(request->ctx, (struct secret){in->token}, &refused, &answer);
	if (outcome == DONE && refused)
		return accounts_answer_closed(request, N_("E-mail"), &answer);
	return answer_clicked(request, outcome, "/login", N_("Your new address is confirmed."));
}

enum outcome accounts_address_undo(struct request *request, const struct accounts_address_undo *in)
{
	bool closed = false;
	enum outcome outcome = accounts_undo_address(request->ctx, (struct secret){in->token}, &closed);
	if (closed)
		return answer_clicked(request, outcome, "/login",
				      N_("Your old address is back. Your account was closed: the link that we have "
					 "just mailed to you opens it again."));
	return answer_clicked(request, outcome, "/login/forgotten",
			      N_("Your old address is back, and every session has ended. Now choose a new password."));
}
