/* Making and checking the value that forms carry. */
#include "web/csrf.h"

#include "format/url.h"
#include "web/answer.h"
#include "web/web.h"

#include <sodium.h>

#define VISITOR_SECONDS (24 * 3600)

void csrf_derive(struct request *request)
{
	struct arena *arena = request->ctx->arena;
	struct secret salted = {text_join(arena, TEXT("csrf:"), request->token.value)};
	struct bytes hash = token_hash(arena, salted);
	char *at = arena_take(arena, 44);
	sodium_bin2base64(at, 44, hash.at, 24, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	request->csrf = text_of(at);
	request->view.csrf = request->csrf;
}

void csrf_visitor(struct request *request)
{
	struct text cookie = request_cookie(request, TEXT("__Host-visitor"));
	if (cookie.size == 22) {
		request->token.value = cookie;
	} else {
		request->token = token_make(request->ctx->arena);
		answer_cookie(request, TEXT("__Host-visitor"), request->token.value, VISITOR_SECONDS);
	}
	csrf_derive(request);
}

static bool foreign(const struct request *request)
{
	struct text site = http_header(request->http, TEXT("Sec-Fetch-Site"));
	struct text origin = http_header(request->http, TEXT("Origin"));
	if (!text_is_empty(site) && !text_equal(site, TEXT("same-origin")) && !text_equal(site, TEXT("none")))
		return true;
	if (text_is_empty(origin))
		return false;
	/* Under the loopback the base URL may say localhost and the browser 127.0.0.1; the Host has been checked. */
	struct text host = http_header(request->http, TEXT("Host"));
	struct text scheme = web_is_secure(request->web) ? TEXT("https://") : TEXT("http://");
	return !text_equal(origin, text_join(request->ctx->arena, scheme, host)) &&
	       !text_equal(origin, web_base_url(request->web));
}

static bool same(struct text a, struct text b)
{
	return a.size == b.size && a.size > 0 && sodium_memcmp(a.at, b.at, a.size) == 0;
}

enum outcome csrf_check(struct request *request)
{
	struct text sent = http_header(request->http, TEXT("X-CSRF-Token"));
	if (text_is_empty(sent))
		sent = fields_sent(&request->fields, NULL, ROUTE_CSRF_FIELD);
	if (!foreign(request) && same(sent, request->csrf))
		return DONE;
	return problems_refuse(
		request->ctx->problems, FORBIDDEN,
		(struct problem){
			.code = "csrf",
			.message = N_("This form is out of date or came from another site. Go back, load "
				      "the page again and repeat."),
		});
}
