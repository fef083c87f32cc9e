/* The authorization endpoint: a customer comes from a shop, signs in if need be, and goes back with a code.
 *
 * The one idea: until client and address are known to belong together, whatever is wrong is told to the customer, here;
 * from then on it is told to the shop, at that address (RFC 6749 4.1.2.1).
 */
#include "features/oidc/oidc_portal.h"

#include "features/oidc/oidc_asked_portal.h"
#include "format/url.h"
#include "oidc.routes.h"
#include "oidc.views.h"
#include "web/language.h"
#include "web/web.h"

#include <string.h>

#define CHALLENGE_SIZE   43 /* SHA-256 in base64url */
#define LANGUAGE_SECONDS 3600
#define JUST_NOW_SECONDS 60 /* who signs in for a question is back with it by then */

/* ---- refusing ---- */

static enum outcome refuse_here(struct request *request)
{
	struct page_frame *frame = page_frame(request, N_("Sign in"));
	request->status = 0;
	view_oidc_refused(answer_html(request, 400), frame);
	return DONE;
}

enum outcome oidc_authorize_refuse(struct request *request, const struct oidc_authorize *in)
{
	(void)in;
	return refuse_here(request);
}

enum outcome oidc_authorize_post_refuse(struct request *request, const struct oidc_authorize_post *in)
{
	(void)in;
	return refuse_here(request);
}

/* The address with what is said to the shop in its query. */
static enum outcome go_back(struct request *request, const struct oidc_authorize *in, const char *name,
			    struct text value)
{
	struct arena *arena = request->ctx->arena;
	const char *mark = text_find(in->redirect_uri, TEXT("?"), 0) == SIZE_MAX ? "?" : "&";
	struct text to = text_format(arena, "%.*s%s%s=%.*s&iss=%.*s", TEXT_ARG(in->redirect_uri), mark, name,
				     TEXT_ARG(url_encode(arena, value)),
				     TEXT_ARG(url_encode(arena, web_base_url(request->web))));
	if (!text_is_none(in->state))
		to = text_format(arena, "%.*s&state=%.*s", TEXT_ARG(to), TEXT_ARG(url_encode(arena, in->state)));
	return answer_leave(request, to);
}

static enum outcome refuse(struct request *request, const struct oidc_authorize *in, const char *error)
{
	return go_back(request, in, "error", text_of(error));
}

/* ---- what was asked ---- */

static bool is_challenge(struct text challenge)
{
	if (challenge.size != CHALLENGE_SIZE)
		return false;
	for (size_t i = 0; i < challenge.size; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", challenge.at[i]))
			return false;
	return true;
}

struct prompting {
	bool none, again; /* nobody may be asked; they give their password anew */
	bool create;      /* they may want to register (Initiating User Registration via OpenID Connect 1.0) */
};

/* False when it contradicts itself. A choice of accounts is signing in as whoever one likes. */
static bool read_prompt(struct text prompt, struct prompting *ret)
{
	*ret = (struct prompting){oidc_scope_has(prompt, TEXT("none")),
				  oidc_scope_has(prompt, TEXT("login")) ||
					  oidc_scope_has(prompt, TEXT("select_account")),
				  oidc_scope_has(prompt, TEXT("create"))};
	return !ret->none || text_equal(prompt, TEXT("none"));
}

static bool read_seconds(struct text value, int64_t *ret_seconds)
{
	return text_to_number(value, ret_seconds) && *ret_seconds >= 0 && *ret_seconds < INT32_MAX;
}

/* The error of RFC 6749 or OpenID Connect Core 3.1.2.6 that the request is refused with; NULL: it is in order. */
static const char *find_error(const struct oidc_authorize *in)
{
	struct prompting prompting;
	int64_t seconds;
	if (!text_is_empty(in->request))
		return "request_not_supported";
	if (!text_is_empty(in->request_uri))
		return "request_uri_not_supported";
	if (text_is_empty(in->response_type))
		return "invalid_request";
	if (!text_equal(in->response_type, TEXT("code")))
		return "unsupported_response_type";
	if (!text_is_empty(in->response_mode) && !text_equal(in->response_mode, TEXT("query")))
		return "invalid_request";
	if (!oidc_scope_has(in->scope, TEXT("openid")))
		return "invalid_scope";
	if (!text_equal(in->code_challenge_method, TEXT("S256")) || !is_challenge(in->code_challenge))
		return "invalid_request";
	if (!read_prompt(in->prompt, &prompting))
		return "invalid_request";
	return text_is_empty(in->max_age) || read_seconds(in->max_age, &seconds) ? NULL : "invalid_request";
}

/* Of the scopes that are asked for, those that there are. */
static struct text known_scope(struct arena *arena, struct text scope)
{
	struct text known = TEXT("openid");
	if (oidc_scope_has(scope, TEXT("profile")))
		known = text_join(arena, known, TEXT(" profile"));
	return oidc_scope_has(scope, TEXT("email")) ? text_join(arena, known, TEXT(" email")) : known;
}

/* ---- who is it ---- */

/* When they last gave the password; none when nobody is signed in. */
static enum outcome find_signed_in(struct request *request, struct instant *ret_at)
{
	const struct signed_in_customer *customer = &request->customer;
	struct oidc_session_find session;
	bool found = false;
	if (customer->customer.value)
		TRY(oidc_session_find(request->ctx->reader, customer->session, customer->customer,
				      context_now(request->ctx), &found, &session));
	*ret_at = found ? session.created : INSTANT_NONE;
	return DONE;
}

/* Whoever has signed in since this question was first asked has done what it wants. */
static bool is_too_old(const struct request *request, const struct oidc_authorize *in, struct instant signed_in)
{
	struct prompting prompting;
	int64_t most, asked, age = (context_now(request->ctx).us - signed_in.us) / SECOND_US;
	bool since = oidc_asked_read(request, in->asked, &asked) && signed_in.us / SECOND_US >= asked;
	if (read_prompt(in->prompt, &prompting) && prompting.again && !since)
		return true;
	return read_seconds(in->max_age, &most) && age > most && !(since && age <= JUST_NOW_SECONDS);
}

/* They sign in and come back to this very question. */
static enum outcome ask_to_sign_in(struct request *request, const struct oidc_authorize *in)
{
	struct arena *arena = request->ctx->arena;
	struct prompting prompting;
	bool again = read_prompt(in->prompt, &prompting) && prompting.again;
	bool timed = again || !text_is_empty(in->max_age);
	struct text query = timed ? oidc_asked_add(request, in->asked) : oidc_asked_question(request);
	struct text here = text_format(arena, "%.*s?%.*s", TEXT_ARG(request->http->path), TEXT_ARG(query));
	const char *door = prompting.create && !request->customer.customer.value ? "/register?" : "/login?anew=yes&";
	struct text to = text_format(arena, "%snext=%.*s", door, TEXT_ARG(url_encode(arena, here)));
	if (!prompting.create && !text_is_empty(in->login_hint))
		to = text_format(arena, "%.*s&name=%.*s", TEXT_ARG(to), TEXT_ARG(url_encode(arena, in->login_hint)));
	/* What is too long to be kept on the way would lead somewhere else. */
	return url_is_own_path(to) ? answer_redirect(request, to) : refuse(request, in, "invalid_request");
}

/* The shop's wish counts until somebody chooses a language here. */
static void follow_locales(struct request *request, struct text locales)
{
	struct text one, code;
	if (language_find(request_cookie(request, TEXT("__Host-language"))))
		return;
	while (text_next(&locales, ' ', &one)) {
		const struct language *language = text_next(&one, '-', &code) ? language_find(code) : NULL;
		if (!language)
			continue;
		answer_cookie(request, TEXT("__Host-language"), text_of(language->code), LANGUAGE_SECONDS);
		return;
	}
}

static enum outcome give(struct request *request, const struct oidc_authorize *in, const struct oidc_client *client)
{
	const struct oidc_code_ask ask = {
		.client = client,
		.customer = request->customer.customer,
		.session = request->customer.session,
		.redirect = in->redirect_uri,
		.challenge = in->code_challenge,
		.scope = known_scope(request->ctx->arena, in->scope),
		.nonce = text_is_empty(in->nonce) ? TEXT_NONE : in->nonce,
	};
	struct secret code;
	TRY(oidc_give_code(request->ctx, &ask, &code));
	if (text_is_none(code.value))
		return refuse(request, in, "access_denied");
	return go_back(request, in, "code", code.value);
}

enum outcome oidc_authorize(struct request *request, const struct oidc_authorize *in)
{
	struct oidc_client client;
	struct prompting prompting;
	struct instant signed_in;
	bool found;
	TRY(oidc_find_client(request->ctx, in->client_id, &found, &client));
	if (!found || !oidc_lines_have(client.redirects, in->redirect_uri))
		return refuse_here(request);
	const char *error = find_error(in);
	if (error)
		return refuse(request, in, error);
	read_prompt(in->prompt, &prompting);
	TRY(find_signed_in(request, &signed_in));
	if (instant_is_none(signed_in) || is_too_old(request, in, signed_in)) {
		follow_locales(request, in->ui_locales);
		return prompting.none ? refuse(request, in, "login_required") : ask_to_sign_in(request, in);
	}
	if (text_is_none(request->customer.kept_at))
		return give(request, in, &client);
	return prompting.none ? refuse(request, in, "interaction_required")
			      : answer_redirect(request, request->customer.kept_at);
}

/* ---- as a form ---- */

/* A form from another site comes without cookies, so it is asked once more as an address of this one. */
static enum outcome ask_again(struct request *request)
{
	struct arena *arena = request->ctx->arena;
	struct text to = request->http->path;
	for (size_t i = 0; i < request->fields.count; i++) {
		const struct field *sent = &request->fields.list[i];
		to = text_format(arena, "%.*s%s%.*s=%.*s", TEXT_ARG(to), i ? "&" : "?",
				 TEXT_ARG(url_encode(arena, sent->name)), TEXT_ARG(url_encode(arena, sent->text)));
	}
	return url_is_own_path(to) ? answer_redirect(request, to) : refuse_here(request);
}

enum outcome oidc_authorize_post(struct request *request, const struct oidc_authorize_post *in)
{
	(void)in;
	return ask_again(request);
}

enum outcome oidc_logout_post(struct request *request, const struct oidc_logout_post *in)
{
	(void)in;
	return ask_again(request);
}
