/* Giving and withdrawing: by customers themselves, by links, and by staff for them. */
#include "consents.routes.h"
#include "consents.views.h"
#include "features/consents/consents_pages.h"
#include "service/settings.h"
#include "service/throttle.h"
#include "web/block.h"

#define LETTERS_OF_ONE 5

enum outcome consents_own_set(struct request *request, const struct consents_own_set *in)
{
	struct context *ctx = request->ctx;
	struct customer_id customer = request->customer.customer;
	struct text business, self = text_of_number(ctx->arena, customer.value);
	const struct throttle letters = {text_join(ctx->arena, TEXT("consent:"), self), LETTERS_OF_ONE, HOUR_US};
	struct consent_proof proof = {.source = CONSENT_SOURCE_PORTAL, .ip = request->http->peer};
	if (!in->given) {
		TRY(consents_withdraw(ctx, customer, CONSENT_SOURCE_PORTAL));
		return answer_redirect_saying(request, TEXT("/account/privacy"), N_("You get no more news."),
					      TEXT_NONE);
	}
	TRY(throttle_take(ctx, &letters));
	TRY(settings_get(ctx, SETTING_BUSINESS_NAME, &business));
	proof.wording = page_words(request, consent_wording, business, TEXT_NONE);
	TRY(consents_give(ctx, customer, &proof));
	return answer_redirect_saying(request, TEXT("/account/privacy"),
				      N_("Look into your mail: a link there confirms it."), TEXT_NONE);
}

enum outcome consents_set_post(struct request *request, const struct consents_set_post *in)
{
	const struct consent_proof proof = {CONSENT_SOURCE_STAFF, TEXT_NONE, TEXT_NONE};
	struct text back = block_url(request->ctx->arena, in->customer, TEXT("consents"));
	if (in->given)
		TRY(consents_give(request->ctx, in->customer, &proof));
	else
		TRY(consents_withdraw(request->ctx, in->customer, CONSENT_SOURCE_STAFF));
	return answer_redirect_saying(request, back,
				      in->given ? N_("A letter with a link was sent: it counts once that is followed.")
						: N_("Withdrawn."),
				      TEXT_NONE);
}

/* ---- links ---- */

static enum outcome begin_click(struct request *request, struct consent_click *click)
{
	click->action = text_copy(request->ctx->arena, request->http->path);
	return settings_get(request->ctx, SETTING_BUSINESS_NAME, &click->business);
}

static enum outcome gone(struct request *request)
{
	struct page_frame *frame = page_frame(request, N_("News by mail"));
	view_consents_gone(answer_html(request, 404), frame);
	return DONE;
}

static enum outcome show_confirm(struct request *request, const struct consent_click *click)
{
	struct page_frame *frame = page_frame(request, N_("News by mail"));
	view_consents_confirm(answer_html(request, 200), frame, click);
	return DONE;
}

enum outcome consents_confirm_show(struct request *request, const struct consents_confirm_show *in)
{
	struct consent_click click = {.done = false};
	enum outcome outcome = consents_find(request->ctx, (struct secret){in->token}, &click.address);
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	TRY(begin_click(request, &click));
	return show_confirm(request, &click);
}

enum outcome consents_confirm_post(struct request *request, const struct consents_confirm_post *in)
{
	struct consent_click click = {.done = true};
	enum outcome outcome = consents_confirm(request->ctx, (struct secret){in->token}, request->http->peer);
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	TRY(begin_click(request, &click));
	return show_confirm(request, &click);
}

static enum outcome show_withdraw(struct request *request, enum outcome outcome, bool done)
{
	struct consent_click click = {.done = done};
	if (outcome == NOT_FOUND)
		return gone(request);
	TRY(outcome);
	TRY(begin_click(request, &click));
	struct page_frame *frame = page_frame(request, N_("News by mail"));
	view_consents_withdraw(answer_html(request, 200), frame, &click);
	return DONE;
}

enum outcome consents_withdraw_show(struct request *request, const struct consents_withdraw_show *in)
{
	struct customer_id customer;
	return show_withdraw(request, consents_find_withdrawal(request->ctx, (struct secret){in->token}, &customer),
			     false);
}

enum outcome consents_withdraw_post(struct request *request, const struct consents_withdraw_post *in)
{
	return show_withdraw(request, consents_withdraw_by(request->ctx, (struct secret){in->token}), true);
}

enum outcome consents_withdraw_again(struct request *request, const struct consents_withdraw_post *in)
{
	(void)in;
	return gone(request);
}
