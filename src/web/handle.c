/* The journey of a request; web/web.h says in what order. */
#include "web/web.h"

#include "base/log.h"
#include "format/url.h"
#include "service/secrets.h"
#include "service/settings.h"
#include "web/answer.h"
#include "web/api_admit.h"
#include "web/asset_answer.h"
#include "web/csrf.h"
#include "web/idempotency.h"
#include "web/language.h"
#include "web/live.h"
#include "web/pass.h"
#include "web/policy.h"

#define BODY_TO_NOWHERE (64u << 10)
#define PACE_MS         250

struct web {
	struct web_options options;
	struct router *router;
	struct arena *arena;
	struct api_rates *api_rates;
	struct live_web *live;
	unsigned char pass_key[PASS_KEY_BYTES];
};
_Static_assert(PASS_KEY_BYTES == SECRET_BYTES, "a pass is made with one of the installation's keys");

static enum outcome read_keys(struct web *web)
{
	struct context ctx;
	context_open(&ctx, web->arena, web->options.store);
	enum outcome outcome = secrets_get(&ctx, TEXT("pass"), web->pass_key);
	context_close(&ctx);
	return outcome;
}

enum outcome web_open(const struct web_options *options, struct web **ret_web)
{
	struct arena *arena = arena_open(SIZE_MAX);
	struct web *web = arena_take(arena, sizeof *web);
	web->options = *options;
	web->arena = arena;
	web->api_rates = api_rates_open(arena);
	*ret_web = web;
	TRY(router_open(arena, route_tables, &web->router));
	TRY(read_keys(web));
	web->live = live_web_open(options->store);
	return DONE;
}

void web_close(struct web *web)
{
	live_web_close(web->live);
	arena_close(web->arena);
}

struct live_web *web_live(const struct web *web)
{
	return web->live;
}

const struct networks *web_allowed(const struct web *web)
{
	return web->options.allowed;
}

struct text web_base_url(const struct web *web)
{
	return web->options.base_url;
}

bool web_is_secure(const struct web *web)
{
	return text_starts(web->options.base_url, TEXT("https://"));
}

const unsigned char *web_pass_key(const struct web *web)
{
	return web->pass_key;
}

static bool has_pass(const struct web *web, const struct route_match *match)
{
	for (size_t i = 0; i < match->route->path_count; i++)
		if (text_equal(text_of(match->route->fields[i].name), TEXT("pass")))
			return pass_fits(web->pass_key, match->parameters[i], clock_now(&clock_system));
	return false;
}

size_t web_body_limit(void *state, enum http_method method, struct text path)
{
	const struct web *web = state;
	struct route_match match;
	router_find(web->router, method, path, &match);
	/* Else 404 and 405 would be told as 413 to whoever sends a body there. */
	bool asks = match.route && match.route->audience == ROUTE_KEY;
	if (!match.route || (match.route->spooled && !asks && !has_pass(web, &match)))
		return BODY_TO_NOWHERE;
	return match.route->body_limit;
}

enum http_spool web_body_spools(void *state, enum http_method method, struct text path)
{
	const struct web *web = state;
	struct route_match match;
	router_find(web->router, method, path, &match);
	if (!match.route || !match.route->spooled)
		return HTTP_SPOOL_NEVER;
	if (match.route->audience == ROUTE_KEY)
		return HTTP_SPOOL_ASKS;
	return has_pass(web, &match) ? HTTP_SPOOL : HTTP_SPOOL_NEVER;
}

/* Only names that the operator chose lead here, so that no link or redirect can be made to say another (421). On
 * loopback the browser may say localhost or the address, with whatever port was forwarded. */
static bool host_is_known(const struct web *web, struct text host)
{
	struct text base = web->options.base_url;
	size_t start = text_find(base, TEXT("://"), 0);
	struct text own = start == SIZE_MAX ? base : text_slice(base, start + 3, SIZE_MAX);
	if (text_equal(host, own))
		return true;
	static const char *const loopback[] = {"localhost", "127.0.0.1", "[::1]"};
	for (size_t i = 0; i < 3; i++) {
		struct text name = text_of(loopback[i]);
		bool ours = text_starts(own, name) && (own.size == name.size || own.at[name.size] == ':');
		for (size_t j = 0; ours && j < 3; j++) {
			struct text other = text_of(loopback[j]);
			if (text_starts(host, other) && (host.size == other.size || host.at[other.size] == ':'))
				return true;
		}
	}
	return false;
}

static void add_headers(struct request *request)
{
	struct http_response *response = request->response;
	http_set_header(response, TEXT("Content-Security-Policy"), TEXT(STATIC_POLICY));
	http_set_header(response, TEXT("X-Content-Type-Options"), TEXT("nosniff"));
	http_set_header(response, TEXT("Referrer-Policy"), TEXT("same-origin"));
	http_set_header(response, TEXT("Cross-Origin-Opener-Policy"), TEXT("same-origin"));
	http_set_header(response, TEXT("Cache-Control"), TEXT("no-store"));
	if (web_is_secure(request->web))
		http_set_header(response, TEXT("Strict-Transport-Security"), TEXT("max-age=31536000"));
}

static enum outcome find_customer(struct request *request)
{
	struct context *ctx = request->ctx;
	TRY(sessions_customer_of(ctx, request->token, &request->customer));
	const struct language *language = language_find(request->customer.language);
	/* What was chosen in this browser goes before what is known of them. */
	if (language && !language_find(request_cookie(request, TEXT("__Host-language"))))
		ctx->language = language;
	return settings_use_zone(ctx, request->customer.zone);
}

static enum outcome find_session(struct request *request)
{
	bool office = request_is_office(request);
	request->token.value = request_cookie(request, office ? TEXT(STAFF_COOKIE) : TEXT(CUSTOMER_COOKIE));
	if (text_is_empty(request->token.value))
		return NOT_FOUND;
	return office ? sessions_find(request->ctx, request->token, &request->staff) : find_customer(request);
}

/* Who is it? A key only counts where keys are welcome; nobody being there is no failure yet. */
static enum outcome identify(struct request *request)
{
	struct secret key = {request_bearer(request)};
	if (request->route && request->route->audience == ROUTE_KEY && !text_is_none(key.value))
		return sessions_find_key(request->ctx, key, &request->key);
	enum outcome outcome = find_session(request);
	if (outcome == DONE)
		csrf_derive(request);
	if (outcome != NOT_FOUND)
		return outcome;
	csrf_visitor(request);
	return settings_use_zone(request->ctx, TEXT_NONE);
}

static enum outcome unknown_key(struct request *request)
{
	request->status = 401;
	http_set_header(request->response, TEXT("WWW-Authenticate"), TEXT("Bearer"));
	return problems_refuse(request->ctx->problems, FORBIDDEN,
			       (struct problem){.code = "unauthenticated",
						.message = N_("This needs a valid API key, or signing in.")});
}

/* Sends people to sign in, and back again when what they asked for can be asked again. */
static enum outcome ask_to_sign_in(struct request *request)
{
	struct arena *arena = request->ctx->arena;
	struct text here = request->http->path;
	if (request->http->query.size)
		here = text_format(arena, "%.*s?%.*s", TEXT_ARG(here), TEXT_ARG(request->http->query));
	struct text to = request_is_office(request) ? TEXT("/admin/sign-in") : TEXT("/login");
	if (request->http->method == HTTP_GET || request->http->method == HTTP_HEAD)
		to = text_format(arena, "%.*s?next=%.*s", TEXT_ARG(to), TEXT_ARG(url_encode(arena, here)));
	return answer_redirect(request, to);
}

static enum outcome admit_customer(struct request *request)
{
	const struct signed_in_customer *customer = &request->customer;
	if (!customer->customer.value)
		return ask_to_sign_in(request);
	if (text_is_none(customer->kept_at) || text_equal(customer->kept_at, request->http->path))
		return DONE;
	return answer_redirect(request, customer->kept_at);
}

/* Their settings of it, and the way out. */
static bool is_open_without_factor(struct text path)
{
	return text_starts(path, STAFF_FACTOR_PAGE) || text_equal(path, TEXT("/admin/sign-out"));
}

static enum outcome admit_staff(struct request *request)
{
	if (!request->staff.staff.value)
		return ask_to_sign_in(request);
	if (!request->staff.lacks_factor || is_open_without_factor(request->http->path))
		return DONE;
	return answer_redirect(request, STAFF_FACTOR_PAGE);
}

static enum outcome admit(struct request *request)
{
	const struct route *route = request->route;
	bool signed_in = request->staff.staff.value && !request->staff.lacks_factor;
	if (route->audience == ROUTE_KEY && !signed_in && !request->key.value)
		return unknown_key(request);
	if (route->audience == ROUTE_STAFF)
		return admit_staff(request);
	return route->audience == ROUTE_CUSTOMER ? admit_customer(request) : DONE;
}

static bool changes_state(const struct request *request)
{
	return request->http->method != HTTP_GET && request->http->method != HTTP_HEAD;
}

/* The form as it was sent, with what is wrong. When that is the machine, it says so in the same place: else what was
 * typed would be lost. */
static enum outcome show_again(struct request *request, const void *in, enum outcome refused)
{
	bool is_busy = !request->status && answer_status(request, refused) == 503;
	request->status = request->status ? request->status : answer_status(request, refused);
	if (is_busy)
		problems_add(request->ctx->problems,
			     (struct problem){.code = "busy",
					      .message = N_("This cannot be saved just now, and nothing was "
							    "changed. Try again in a few seconds.")});
	enum outcome outcome = request->route->again(request, in);
	if (is_busy && outcome == DONE)
		answer_retry_after(request);
	return outcome;
}

static enum outcome fill_and_run(struct request *request, const struct route_match *match)
{
	const struct route *route = request->route;
	struct context *ctx = request->ctx;
	void *in = arena_take(ctx->arena, route->in_size);
	request->response->pace_ms = route->paced ? PACE_MS : 0;
	TRY(fields_fill_path(ctx, match, in));
	enum outcome outcome = fields_fill(ctx, route, &request->fields, in);
	if (outcome == DONE)
		outcome = idempotency_run(request, in);
	if (outcome != DONE && route->refusals_paced)
		request->response->pace_ms = PACE_MS;
	bool shown = outcome == INVALID || outcome == CONFLICT || outcome == TOO_MANY;
	return shown && route->again && !request->answered ? show_again(request, in, outcome) : outcome;
}

/* Anew once it is known who asks: their language, zone and CSRF token are those of every view, blocks too. */
static void set_view(struct request *request)
{
	struct context *ctx = request->ctx;
	request->view = (struct view){
		.out = &request->response->body,
		.arena = ctx->arena,
		.language = ctx->language,
		.zone = ctx->zone,
		.now = request->at,
		.csrf = request->csrf,
	};
}

/* Staff who are there as the customer change what the route leaves to them, and nothing of whoever is not active. */
static enum outcome refuse_visitor(struct request *request)
{
	const struct signed_in_customer *customer = &request->customer;
	const struct route *route = request->route;
	if (!customer->visitor.value || route->audience != ROUTE_CUSTOMER || !changes_state(request) ||
	    (route->visitors && !customer->view_only))
		return DONE;
	return problems_refuse(
		request->ctx->problems, FORBIDDEN,
		(struct problem){.code = "visit",
				 .message = customer->view_only
						    ? N_("You are here as a member of staff, and this account is not "
							 "active: nothing of the customer’s is changed.")
						    : N_("You are here as a member of staff: this is left to the "
							 "customer.")});
}

/* Sie or du; staff are always told du. */
static enum outcome address_customer(struct request *request)
{
	struct context *ctx = request->ctx;
	const struct language *familiar = language_familiar(ctx->language);
	bool wanted;
	if (request_is_office(request) || familiar == ctx->language)
		return DONE;
	TRY(context_read(ctx));
	TRY(settings_flag(ctx, SETTING_CUSTOMERS_FAMILIAR, &wanted));
	if (wanted)
		ctx->language = familiar;
	return DONE;
}

static enum outcome pass(struct request *request, const struct route_match *match)
{
	struct context *ctx = request->ctx;
	enum outcome outcome = identify(request);
	if (outcome == NOT_FOUND)
		return unknown_key(request);
	TRY(outcome);
	TRY(address_customer(request));
	set_view(request);
	TRY(admit(request));
	if (request->answered)
		return DONE;
	if (request->route->audience == ROUTE_KEY)
		TRY(api_admit(request));
	request->status = fields_parse(ctx, request->route, request->http, &request->fields);
	if (request->status)
		return INVALID;
	if (changes_state(request) && !request->key.value && !request->route->protocol)
		TRY(csrf_check(request));
	TRY(refuse_visitor(request));
	if (request->route->permission != ROUTE_NO_PERMISSION)
		TRY(context_need(ctx, request->route->permission));
	return fill_and_run(request, match);
}

/* There is no such address. Who is signed in is told so inside their frame, from which they find on. */
static enum outcome go_astray(struct request *request)
{
	struct text path = request->http->path;
	if (text_starts(path, TEXT("/admin/")) || text_starts(path, TEXT("/account/"))) {
		enum outcome outcome = identify(request);
		if (outcome != DONE)
			return outcome;
		set_view(request);
	}
	return NOT_FOUND;
}

static enum outcome journey(struct request *request)
{
	struct route_match match;
	router_find(request->web->router, request->http->method, request->http->path, &match);
	if (!match.methods)
		return go_astray(request);
	if (request->http->method == HTTP_OPTIONS || !match.route) {
		http_set_header(request->response, TEXT("Allow"), route_allow(request->ctx->arena, match.methods));
		request->response->status = 204;
		if (request->http->method == HTTP_OPTIONS)
			return DONE;
		request->status = 405;
		return INVALID;
	}
	request->route = match.route;
	return pass(request, &match);
}

/* Before sign-in a language comes from a cookie that the switch sets, else from the browser. */
static const struct language *visitor_language(const struct request *request)
{
	const struct language *chosen = language_find(request_cookie(request, TEXT("__Host-language")));
	return chosen ? chosen : language_accept(http_header(request->http, TEXT("Accept-Language")));
}

struct api_rates *web_api_rates(const struct web *web)
{
	return web->api_rates;
}

/* Nobody yet, who may nothing. */
static struct request begin(const struct web *web, struct context *ctx, struct http_request *http,
			    struct http_response *response)
{
	context_open(ctx, http->arena, web->options.store);
	ctx->permissions = (struct permission_set){0};
	ctx->session.scope = STORE_SCOPE_NONE;
	ctx->request_id = token_make(http->arena).value;
	ctx->address = http->peer;
	ctx->files = web->options.files;
	struct request request = {.ctx = ctx, .at = context_now(ctx), .http = http, .response = response, .web = web};
	ctx->language = visitor_language(&request);
	return request;
}

unsigned web_leave(void *state, struct http_request *http)
{
	const struct web *web = state;
	struct http_response aside = {.body = buffer_make(BODY_TO_NOWHERE)};
	struct route_match match;
	struct context ctx;
	struct request request = begin(web, &ctx, http, &aside);
	router_find(web->router, http->method, http->path, &match);
	request.route = match.route;
	enum outcome outcome = identify(&request);
	outcome = outcome == NOT_FOUND ? unknown_key(&request) : outcome;
	outcome = outcome == DONE ? admit(&request) : outcome;
	if (outcome == DONE && request.route->permission != ROUTE_NO_PERMISSION)
		outcome = context_need(&ctx, request.route->permission);
	int status = request.status ? request.status : answer_status(&request, outcome);
	context_close(&ctx);
	buffer_free(&aside.body);
	return outcome == DONE ? 0 : (unsigned)status;
}

void web_handle(void *state, struct http_request *http, struct http_response *response)
{
	const struct web *web = state;
	if (text_starts(http->path, TEXT("/assets/")) && asset_answer(http, response))
		return;
	struct context ctx;
	struct request request = begin(web, &ctx, http, response);
	add_headers(&request);
	http_set_header(response, TEXT("X-Request-Id"), ctx.request_id);
	set_view(&request);
	if (changes_state(&request))
		context_keep_touched(&ctx);
	enum outcome outcome;
	if (host_is_known(web, http_header(http, TEXT("Host")))) {
		outcome = journey(&request);
	} else {
		outcome = NOT_FOUND;
		request.status = 421;
	}
	if (outcome == FAULT)
		log_line(LOG_ERROR, ctx.request_id, "fault in %s %s", http_method_name(http->method),
			 request.route ? request.route->path : "unknown path");
	if (outcome != DONE && !request.answered)
		answer_problems(&request, outcome, request.status ? request.status : answer_status(&request, outcome));
	live_tell_touched(web_live(request.web), request.ctx);
	context_close(&ctx);
}
