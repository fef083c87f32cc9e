/* Signing in and out, links, language and theme. */
#include "features/staff/staff_pages.h"

#include "format/url.h"
#include "service/throttle.h"
#include "staff.routes.h"
#include "staff.views.h"
#include "web/language.h"

#define COOKIE_SECONDS (SESSION_LIFE_US / SECOND_US)
#define YEAR_SECONDS   (365 * 24 * 3600)
#define HALF_COOKIE    TEXT("__Host-half")

static struct text where_next(struct text next)
{
	return !text_is_empty(next) && url_is_own_path(next) ? next : TEXT("/admin");
}

static enum outcome show_sign_in(struct request *request, struct text email, struct text next)
{
	struct page_frame *frame = page_frame(request, N_("Sign in"));
	view_staff_sign_in(answer_html(request, 200), frame, request->ctx->problems, email, next);
	return DONE;
}

enum outcome staff_sign_in_show(struct request *request, const struct staff_sign_in_show *in)
{
	if (request->staff.staff.value)
		return answer_redirect(request, where_next(in->next));
	return show_sign_in(request, TEXT(""), in->next);
}

enum outcome staff_sign_in_again(struct request *request, const struct staff_sign_in *in)
{
	return show_sign_in(request, request_value(request, "email"), in->next);
}

static enum outcome start_session(struct request *request, struct staff_id staff)
{
	struct secret token;
	struct session_place place = request_place(request);
	TRY(sessions_add(request->ctx, staff, &place, &token));
	TRY(staff_signed_in_now(request->ctx, &(struct staff_arrival){staff, place.address, place.agent}));
	answer_cookie(request, TEXT(STAFF_COOKIE), token.value, COOKIE_SECONDS);
	return DONE;
}

/* Whoever has a second factor is asked for its code before there is a session. */
static enum outcome let_in(struct request *request, struct staff_id staff, struct text next)
{
	struct arena *arena = request->ctx->arena;
	struct secret half;
	TRY(staff_begin_half(request->ctx, staff, &half));
	if (text_is_none(half.value)) {
		TRY(start_session(request, staff));
		return answer_redirect(request, where_next(next));
	}
	answer_cookie(request, HALF_COOKIE, half.value, STAFF_HALF_SIGN_IN_US / SECOND_US);
	return answer_redirect(
		request, text_join(arena, TEXT("/admin/sign-in/code?next="), url_encode(arena, where_next(next))));
}

enum outcome staff_sign_in(struct request *request, const struct staff_sign_in *in)
{
	const struct throttle_try attempt = {"sign-in", request->http->network, in->email};
	struct staff_id staff;
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(staff_check_password(request->ctx, in->email, in->password, &staff));
	TRY(throttle_forget_try(request->ctx, &attempt));
	return let_in(request, staff, in->next);
}

static enum outcome sign_in_anew(struct request *request)
{
	return answer_redirect_saying(request, TEXT("/admin/sign-in"),
				      N_("Signing in took too long, or has ended. Give your password again."),
				      TEXT_NONE);
}

static enum outcome find_half(struct request *request, struct secret *ret_token, struct staff_id *ret_staff)
{
	ret_token->value = request_cookie(request, HALF_COOKIE);
	return text_is_empty(ret_token->value) ? NOT_FOUND : staff_find_half(request->ctx, *ret_token, ret_staff);
}

static enum outcome show_code(struct request *request, struct text next)
{
	struct page_frame *frame = page_frame(request, N_("Sign in"));
	view_staff_code(answer_html(request, 200), frame, request->ctx->problems, where_next(next));
	return DONE;
}

enum outcome staff_code_show(struct request *request, const struct staff_code_show *in)
{
	struct secret token;
	struct staff_id staff;
	enum outcome outcome = find_half(request, &token, &staff);
	if (outcome == NOT_FOUND)
		return sign_in_anew(request);
	TRY(outcome);
	return show_code(request, in->next);
}

enum outcome staff_code_again(struct request *request, const struct staff_code *in)
{
	return show_code(request, in->next);
}

enum outcome staff_code(struct request *request, const struct staff_code *in)
{
	struct secret token;
	struct staff_id staff;
	enum outcome outcome = find_half(request, &token, &staff);
	if (outcome == DONE)
		TRY(staff_take_code_try(request, staff));
	if (outcome == DONE)
		outcome = staff_end_half(request->ctx, token, in->code, &staff);
	if (outcome == NOT_FOUND)
		return sign_in_anew(request);
	TRY(outcome);
	TRY(staff_forget_code_tries(request, staff));
	TRY(start_session(request, staff));
	answer_cookie(request, HALF_COOKIE, TEXT(""), 0);
	return answer_redirect(request, where_next(in->next));
}

enum outcome staff_sign_out(struct request *request, const struct staff_sign_out *in)
{
	(void)in;
	TRY(sessions_end(request->ctx, request->staff.staff, request->staff.session));
	answer_cookie(request, TEXT(STAFF_COOKIE), TEXT(""), 0);
	return answer_redirect(request, TEXT("/admin/sign-in"));
}

static enum outcome show_welcome(struct request *request, struct text token)
{
	struct staff_linked linked;
	TRY(staff_find_link(request->ctx, (struct secret){token}, &linked));
	struct page_frame *frame = page_frame(request, N_("Welcome"));
	struct text action =
		text_join(request->ctx->arena, TEXT("/admin/welcome/"), url_encode(request->ctx->arena, token));
	view_staff_welcome(answer_html(request, 200), frame, request->ctx->problems, &linked, action);
	return DONE;
}

enum outcome staff_welcome_show(struct request *request, const struct staff_welcome_show *in)
{
	return show_welcome(request, in->token);
}

enum outcome staff_welcome_again(struct request *request, const struct staff_welcome *in)
{
	return show_welcome(request, in->token);
}

enum outcome staff_welcome(struct request *request, const struct staff_welcome *in)
{
	struct staff_id staff;
	TRY(staff_use_link(request->ctx, (struct secret){in->token}, in->password, &staff));
	return let_in(request, staff, TEXT_NONE);
}

static struct text where_back(struct text back)
{
	return !text_is_empty(back) && url_is_own_path(back) ? back : TEXT("/admin");
}

enum outcome staff_language_set(struct request *request, const struct staff_language_set *in)
{
	if (!language_find(in->code))
		return context_invalid(request->ctx, TEXT("code"), "unknown", N_("There is no such language."),
				       TEXT_NONE);
	if (request->staff.staff.value)
		TRY(staff_set_own_language(request->ctx, in->code));
	answer_cookie(request, TEXT("__Host-language"), in->code, YEAR_SECONDS);
	return answer_redirect(request, where_back(in->back));
}

enum outcome staff_theme_set(struct request *request, const struct staff_theme_set *in)
{
	static const char *const themes[] = {"light", "dark", ""};
	TRY(staff_set_own_theme(request->ctx, text_of(themes[in->name])));
	return answer_redirect(request, where_back(in->back));
}
