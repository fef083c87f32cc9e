/* One request on its way through the program: what came in, who is asking, where the answer goes.
 *
 * The one idea: a handler gets this and the struct of its declared fields, calls verbs of its slice with `ctx`, and
 * answers with the calls of web/answer.h. It never sees sockets, cookies or tokens.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "apikeys.schema.h"
#include "context/context.h"
#include "customers.schema.h"
#include "http/http.h"
#include "service/throttle.h"
#include "web/fields.h"
#include "web/sessions.h"
#include "web/view.h"

#define STAFF_COOKIE    "__Host-session"
#define CUSTOMER_COOKIE "__Host-account"

struct web;
struct page_face;

/* Where whoever asks was going before they had to sign in; see web/way.h, which reads it. */
struct request_way {
	bool read;
	struct text next;             /* none: nowhere */
	struct text channel;          /* as it was said; none */
	struct customer_id whose;     /* the link that they follow is theirs; none */
	bool said;                    /* the way itself says whose pages these are */
	const struct page_face *face; /* NULL: not looked up yet */
};

struct request {
	struct context *ctx;
	struct instant at; /* when it came: whatever it has read is as new as that */
	const struct http_request *http;
	struct http_response *response;
	const struct web *web;
	const struct route *route;
	struct fields fields;               /* as sent; for showing a form again */
	struct signed_in staff;             /* staff.staff is none when no member of staff is signed in */
	struct signed_in_customer customer; /* on the customers' side alone */
	struct api_key_id key;              /* none: no API key */
	struct secret token;                /* of the session, or of the visitor's CSRF cookie */
	struct text csrf;                   /* what posting forms must carry */
	struct request_way way;
	struct view view; /* writes into the response's body */
	int status;       /* of problems, when not the outcome's own; 0: that */
	bool answered;
};

/* The text that came under this name, for showing a form again; TEXT_NONE when absent or secret. */
struct text request_value(const struct request *request, const char *name);
/* A cookie's value, TEXT_NONE when absent. */
struct text request_cookie(const struct request *request, struct text name);
/* What stands behind Authorization: Bearer, the word in whatever case (RFC 9110 11.1); TEXT_NONE when nothing does. */
struct text request_bearer(const struct request *request);
/* Base URL + path, for links that leave the server. */
struct text request_absolute(const struct request *request, struct text path);
/* Whose side an address is on: /admin and /api are the office's, all else the customers'. The cookie of the one counts
 * nothing on the other. */
bool request_is_office(const struct request *request);
/* Where the visitor sits, for sessions and the audit log. */
struct session_place request_place(const struct request *request);
/* A try of the password of whoever is signed in as a customer. */
struct throttle_try request_password_try(const struct request *request);

#endif
