/* Everything between HTTP and the slices: the journey of a request (architecture: "The journey of a request").
 *
 * The one idea: host, asset, route, who, token, permission, fields, handler, answer: in this order, for every address,
 * from the declared tables. A handler cannot be reached around a step.
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "http/http.h"
#include "store/store.h"
#include "web/route.h"

struct networks;
struct web_options {
	struct store *store;
	struct text base_url;           /* https://crm.example.com, without a slash at the end */
	struct text files;              /* folder of uploaded files */
	const struct networks *allowed; /* that calls may reach though they are not public; NULL: none */
};

struct web;
struct api_rates; /* web/api_admit.h */
struct live_web;  /* web/live.h */
/* FAULT when the routes are at odds with each other, or the database cannot be asked. */
enum outcome web_open(const struct web_options *options, struct web **ret_web) MUST_USE;
/* After the server has stopped, before the store closes. */
void web_close(struct web *web);

struct text web_base_url(const struct web *web);
const struct networks *web_allowed(const struct web *web);
bool web_is_secure(const struct web *web); /* base URL is https */
struct api_rates *web_api_rates(const struct web *web);
struct live_web *web_live(const struct web *web);
const unsigned char *web_pass_key(const struct web *web); /* see web/pass.h */

/* For http_options. */
void web_handle(void *web, struct http_request *request, struct http_response *response);
size_t web_body_limit(void *web, enum http_method method, struct text path);
enum http_spool web_body_spools(void *web, enum http_method method, struct text path);
/* Whether who asks may ask that route at all; see http_leave. */
unsigned web_leave(void *web, struct http_request *http);

#endif
