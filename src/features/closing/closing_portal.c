/* Closing one's account, and the way back. */
#include "closing.routes.h"
#include "closing.views.h"
#include "features/closing/closing_pages.h"
#include "features/mailings/mailings.h"
#include "service/throttle.h"
#include "web/way.h"

/* Whether the way back reaches them by mail. */
static enum outcome is_mailed(struct request *request, bool *ret_mailed)
{
	TRY(mailings_are_on(request->ctx, ret_mailed));
	*ret_mailed = *ret_mailed && !text_is_empty(request->customer.email);
	return DONE;
}

static enum outcome show(struct request *request)
{
	struct closing_form form = {.problems = request->ctx->problems, .email = request->customer.email};
	TRY(is_mailed(request, &form.mailed));
	struct page_frame *frame = page_frame(request, N_("Close my account"));
	view_closing_form(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome closing_show(struct request *request, const struct closing_show *in)
{
	(void)in;
	return show(request);
}

enum outcome closing_again(struct request *request, const struct closing_post *in)
{
	(void)in;
	return show(request);
}

/* With the channel whose pages they were on. */
static struct text done_url(struct request *request, bool mailed)
{
	struct text path = TEXT("/account-closed"), url = way_url(request, path);
	return mailed ? text_format(request->ctx->arena, "%.*s%cmailed=yes", TEXT_ARG(url),
				    text_equal(url, path) ? '?' : '&')
		      : url;
}

enum outcome closing_post(struct request *request, const struct closing_post *in)
{
	const struct throttle_try attempt = request_password_try(request);
	bool mailed;
	TRY(is_mailed(request, &mailed));
	TRY(throttle_take_try(request->ctx, &attempt));
	way_follow(request, TEXT_NONE, request->customer.customer);
	TRY(closing_close(request->ctx, in->old));
	TRY(throttle_forget_try(request->ctx, &attempt));
	answer_cookie(request, TEXT(CUSTOMER_COOKIE), TEXT(""), 0);
	return answer_redirect(request, done_url(request, mailed));
}

enum outcome closing_done_show(struct request *request, const struct closing_done_show *in)
{
	struct page_frame *frame = page_frame(request, N_("Your account is closed"));
	view_closing_done(answer_html(request, 200), frame, in->mailed);
	return DONE;
}

static enum outcome gone(struct request *request)
{
	struct page_frame *frame = page_frame(request, N_("Come back"));
	view_closing_gone(answer_html(request, 404), frame);
	return DONE;
}

enum outcome closing_return_show(struct request *request, const struct closing_return_show *in)
{
	struct account_link link;
	enum outcome outcome = closing_find(request->ctx, (struct secret){in->token}, &link);
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	way_follow(request, TEXT_NONE, link.customer);
	struct page_frame *frame = page_frame(request, N_("Come back"));
	view_closing_return(answer_html(request, 200), frame, text_copy(request->ctx->arena, request->http->path));
	return DONE;
}

enum outcome closing_return_post(struct request *request, const struct closing_return_post *in)
{
	struct account_link link;
	enum outcome outcome = closing_find(request->ctx, (struct secret){in->token}, &link);
	if (outcome == DONE)
		outcome = closing_return(request->ctx, (struct secret){in->token});
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	way_follow(request, TEXT_NONE, link.customer);
	return answer_redirect_saying(request, way_url(request, TEXT("/login")),
				      N_("Welcome back. Sign in, and all is as it was."), TEXT_NONE);
}
