/* The whole program on a fresh database, in the test's own process, behind a real socket; and visitors of it.
 *
 * The one idea: a visitor is a cookie jar or an API key; visitor_get() and visitor_post() do what a browser or a shop
 * does, CSRF value included, and keep the last answer for the test to look at.
 *
 *	struct site site;
 *	site_open(&site, *state);
 *	struct visitor owner = site_staff(&site, "owner");
 *	assert_int_equal(visitor_get(&owner, "/admin/settings"), 200);
 *	struct visitor shop = site_key(&site, "customers.read");
 *	assert_int_equal(visitor_send(&shop, "POST", "/api/v1/customers", "{…}"), 403);
 *	site_close(&site);
 */
#ifndef TESTS_SITE_H
#define TESTS_SITE_H

#include "context/context.h"
#include "http/http.h"
#include "tests/engine.h"
#include "tests/http_client.h"
#include "tests/unit.h"

#define SITE_PASSWORD "batik-laterne-cometa"

struct web;

struct site {
	struct engine engine;
	struct context ctx; /* of the system, for preparing and looking */
	struct http_server *server;
	struct web *web;
	struct arena *arena;
	unsigned port;
	struct text files; /* folder of uploaded files */
	bool lent;         /* the database is somebody else's */
};

/* With bootstrap_basics(): roles, a type, a group, a channel. */
void site_open(struct site *site, const char *engine);
/* Over a database that is there and stays when the site closes; nothing is added to it. */
void site_open_on(struct site *site, const struct engine *engine);
void site_close(struct site *site);
/* The context with what is read next read anew, and no problems. */
struct context *site_fresh(struct site *site);

/* How many contents lie in the folder of files. */
int64_t site_count_contents(struct site *site);

/* Added by the system; see world_customer(). */
struct customer_id site_customer(struct site *site, const char *who);

struct visitor {
	struct site *site;
	struct text cookies; /* "a=b; c=d" */
	struct text csrf;    /* of the last page that had one */
	struct text key;     /* API key; none: a browser */
	struct text headers; /* further ones for every request, each with CRLF */
	struct text body;    /* of the last answer */
	struct text head;
	struct text location;
	int status;
};

/* Nobody yet. */
struct visitor site_visitor(struct site *site);
/* Signed in through the page, as <role>@site.example, who is added when missing. Roles: owner, administrator … */
struct visitor site_staff(struct site *site, const char *role);
/* The customer called `who` (added by the system when missing, see site_customer()), signed in through their own page.
 */
struct visitor site_account(struct site *site, const char *who);
/* Gives a customer the password SITE_PASSWORD. */
void site_give_password(struct site *site, struct customer_id customer);
/* Both: added by the system, with that password. */
struct customer_id site_customer_with_password(struct site *site, const char *who);
/* An API key with those permissions, made by the system. */
struct visitor site_key(struct site *site, const char *permissions);

/* The status; body, head and location stay in the visitor until the next request. */
int visitor_get(struct visitor *visitor, const char *path);
/* A form: "name=Ann&vip=yes", already encoded; the CSRF value is added. */
int visitor_post(struct visitor *visitor, const char *path, const char *form);
/* Name and password, already encoded, on the customers' own page. */
int visitor_sign_in(struct visitor *visitor, const char *name, const char *password);
/* Any method with a JSON body, or NULL for none. */
int visitor_send(struct visitor *visitor, const char *method, const char *path, const char *json);
/* Bytes as they are, with this content type (NULL: none) and what `visitor->headers` says. */
int visitor_send_raw(struct visitor *visitor, const char *method, const char *path, const char *type, struct text body);
/* A form of several parts as a browser sends it; the CSRF value is added. */
struct sent_part {
	const char *field, *file; /* file NULL: a plain value */
	struct bytes content;
};
int visitor_send_parts(struct visitor *visitor, const char *path, const struct sent_part *parts, size_t count);
/* A file in the form's field, alone. */
int visitor_send_file(struct visitor *visitor, const char *path, const char *field, const char *name,
		      struct bytes content);
bool visitor_sees(const struct visitor *visitor, const char *words);
/* A header of the last answer. */
struct text visitor_header(const struct visitor *visitor, const char *name);
/* The next page of a list, as the last answer's Link header says; fails the test when there is none. */
int visitor_get_next(struct visitor *visitor);

#endif
