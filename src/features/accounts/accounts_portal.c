/* Customers' own pages: signing in and out, password, sessions. */
#include "features/accounts/accounts_portal.h"

#include "accounts.routes.h"
#include "accounts.views.h"
#include "format/url.h"
#include "service/throttle.h"
#include "web/language.h"
#include "web/way.h"

#define COOKIE         TEXT(CUSTOMER_COOKIE)
#define COOKIE_SECONDS (ACCOUNT_LIFE_US / SECOND_US)
#define YEAR_SECONDS   (365 * 24 * 3600)
#define PASSWORD_PAGE  TEXT("/account/password")
#define SESSIONS_PAGE  TEXT("/account/sessions")

enum outcome accounts_find_customer(struct context *ctx, struct secret token, struct signed_in_customer *ret_customer)
{
	struct account_session session;
	TRY(accounts_find_session(ctx, token, &session));
	*ret_customer = (struct signed_in_customer){
		.session = session.id,
		.customer = session.customer,
		.name = session.row.display_name,
		.email = session.row.email,
		.language = session.row.language,
		.zone = session.row.zone,
		.kept_at = session.must_change ? PASSWORD_PAGE : TEXT_NONE,
	};
	return DONE;
}

/* ---- signing in and out ---- */

static struct text own_path(struct text path)
{
	return !text_is_empty(path) && url_is_own_path(path) ? path : TEXT("/account");
}

static enum outcome show_login(struct request *request, struct text name)
{
	struct account_registration_open open;
	TRY(context_read(request->ctx));
	TRY(account_registration_open(request->ctx->reader, &open));
	const struct account_login_form form = {request->ctx->problems, name, open.types > 0};
	struct page_frame *frame = page_frame(request, N_("Sign in"));
	view_accounts_login(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_login_show(struct request *request, const struct accounts_login_show *in)
{
	if (request->customer.customer.value && !in->anew)
		return answer_redirect(request, own_path(in->next));
	return show_login(request, text_is_none(in->name) ? TEXT("") : in->name);
}

enum outcome accounts_login_again(struct request *request, const struct accounts_login *in)
{
	(void)in;
	return show_login(request, request_value(request, "name"));
}

enum outcome accounts_answer_closed(struct request *request, const char *title, const struct access_answer *answer)
{
	struct page_frame *frame = page_frame(request, title);
	view_accounts_closed(answer_html(request, 403), frame, answer);
	return DONE;
}

/* They have given the right password, so they are told, in their language, what closes their account. */
static enum outcome show_closed(struct request *request, const struct account_entry *entry)
{
	const struct language *language = language_find(entry->language);
	if (language)
		request->ctx->language = language;
	return accounts_answer_closed(request, N_("Sign in"), &entry->answer);
}

enum outcome accounts_login(struct request *request, const struct accounts_login *in)
{
	const struct session_place place = request_place(request);
	const struct account_ask ask = {
		.name = in->name,
		.password = in->password,
		.place = {place.address, place.agent, place.network},
		.replaced = {request_cookie(request, COOKIE)},
	};
	struct account_entry entry;
	TRY(accounts_sign_in(request->ctx, &ask, &entry));
	if (text_is_none(entry.token.value))
		return show_closed(request, &entry);
	answer_cookie(request, COOKIE, entry.token.value, COOKIE_SECONDS);
	return answer_redirect(request, own_path(in->next));
}

/* Who goes is still with the channel whose pages they were on. */
enum outcome accounts_logout(struct request *request, const struct accounts_logout *in)
{
	(void)in;
	struct secret token = {request_cookie(request, COOKIE)};
	way_follow(request, TEXT_NONE, request->customer.customer);
	if (!text_is_empty(token.value))
		TRY(accounts_sign_out(request->ctx, token));
	answer_cookie(request, COOKIE, TEXT(""), 0);
	return answer_redirect_saying(request, way_url(request, TEXT("/login")), N_("You have signed out."), TEXT_NONE);
}

enum outcome accounts_language_set(struct request *request, const struct accounts_language_set *in)
{
	if (!language_find(in->code))
		return context_invalid(request->ctx, TEXT("code"), "unknown", N_("There is no such language."),
				       TEXT_NONE);
	answer_cookie(request, TEXT("__Host-language"), in->code, YEAR_SECONDS);
	return answer_redirect(request, own_path(in->back));
}

/* ---- the password ---- */

static enum outcome show_password(struct request *request)
{
	const struct account_password_form form = {
		.problems = request->ctx->problems,
		.email = request->customer.email,
		.must_change = !text_is_none(request->customer.kept_at),
	};
	struct page_frame *frame = page_frame(request, N_("Password"));
	view_accounts_password(answer_html(request, 200), frame, &form);
	return DONE;
}

enum outcome accounts_password_show(struct request *request, const struct accounts_password_show *in)
{
	(void)in;
	return show_password(request);
}

enum outcome accounts_password_again(struct request *request, const struct accounts_password_set *in)
{
	(void)in;
	return show_password(request);
}

/* Who has found an open browser tries no more passwords than at the door. */
enum outcome accounts_password_set(struct request *request, const struct accounts_password_set *in)
{
	const struct throttle_try attempt = request_password_try(request);
	TRY(throttle_take_try(request->ctx, &attempt));
	TRY(accounts_change_password(request->ctx, in->old, in->password, request->customer.session));
	TRY(throttle_forget_try(request->ctx, &attempt));
	return answer_redirect_saying(request, TEXT("/account"),
				      N_("Your password is changed; you are signed out everywhere else."), TEXT_NONE);
}

/* ---- sessions ---- */

enum outcome accounts_sessions_show(struct request *request, const struct accounts_sessions_show *in)
{
	(void)in;
	struct account_session_list *rows;
	struct account_sessions data = {.current = request->customer.session};
	TRY(accounts_list_sessions(request->ctx, request->customer.customer, &rows, &data.count));
	struct account_session_line *lines = arena_take_array(request->ctx->arena, data.count, sizeof *lines);
	for (size_t i = 0; i < data.count; i++)
		lines[i] = (struct account_session_line){&rows[i], browser_words_of(request, rows[i].agent)};
	data.lines = lines;
	TRY(blocks_show(request, BLOCK_SESSIONS, request->customer.customer, &data.others, &data.other_count));
	struct page_frame *frame = page_frame(request, N_("Sessions"));
	view_accounts_sessions(answer_html(request, 200), frame, &data);
	return DONE;
}

enum outcome accounts_session_end(struct request *request, const struct accounts_session_end *in)
{
	TRY(accounts_end_session(request->ctx, request->customer.customer, in->session));
	return answer_redirect_saying(request, SESSIONS_PAGE, N_("That session has ended."), TEXT_NONE);
}

enum outcome accounts_session_end_others(struct request *request, const struct accounts_session_end_others *in)
{
	(void)in;
	TRY(accounts_end_sessions(request->ctx, request->customer.customer, request->customer.session));
	return answer_redirect_saying(request, SESSIONS_PAGE, N_("All other sessions have ended."), TEXT_NONE);
}
