/* Security 3, 5, 16: what was refused changed nothing, reading changes nothing, and a form needs its token. */
#include "tests/defences/walk.h"

#define PEOPLE 60

static bool writes(const struct route *route)
{
	return route->method != HTTP_GET;
}

static bool ends_the_session(const struct route *route)
{
	return strcmp(route->name, "staff_sign_out") == 0 || strcmp(route->name, "accounts_logout") == 0;
}

/* A customer that is there still: the walk also deletes. Never the one who walks. */
static int64_t somebody(struct site *site)
{
	return engine_number(&site->engine, "SELECT max(id) FROM customers WHERE login <> 'walker@walk.example'");
}

struct walker {
	struct site site;
	struct visitor staff, key, customer;
	struct tables_print known; /* as things stand; looking at all there is, is dear */
	int64_t touched;           /* when they were looked at */
};

static void walker_open(struct walker *walker, const char *engine, const char *role)
{
	site_open(&walker->site, engine);
	walk_fill(&walker->site, PEOPLE);
	walker->staff = site_staff(&walker->site, role);
	walker->key = site_key(&walker->site, "*");
	walker->customer = site_account(&walker->site, "walker@walk.example");
	walker->known = walk_print(&walker->site);
	walk_watch(&walker->site);
	walker->touched = 0;
}

/* The first table that is not as it was known; all is known anew. */
static const char *look(struct walker *walker)
{
	int64_t touched = tables_touched(&walker->site.engine);
	if (touched == walker->touched)
		return NULL;
	struct tables_print now = walk_print(&walker->site);
	const char *changed = tables_changed(&walker->known, &now);
	walker->known = now;
	walker->touched = touched;
	return changed;
}

static void walker_close(struct walker *walker)
{
	look(walker);
	/* Nothing was written past the triggers. */
	assert_null(walk_changed(&walker->site, &walker->known));
	site_close(&walker->site);
}

static struct visitor *walker_for(struct walker *walker, const struct route *route)
{
	if (walk_is_portal(route))
		return &walker->customer;
	return route->audience == ROUTE_KEY ? &walker->key : &walker->staff;
}

/* Sends the body; when it was refused, nothing may have changed. The status. */
static int try_body(struct walker *walker, const struct route *route, const char *body)
{
	struct site *site = &walker->site;
	int64_t customer = somebody(site);
	struct text path = walk_path(site, route, customer, customer);
	int status = walk_send(walker_for(walker, route), route, path, body);
	const char *changed = look(walker);
	if (changed && status >= 400)
		fail_msg("%s answered %d and changed %s (%s)", route->name, status, changed, body);
	if (status >= 500)
		fail_msg("%s answered %d (%s)", route->name, status, body);
	return status;
}

static void walk_refusals(struct walker *walker)
{
	const struct route *route;
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!writes(route) || ends_the_session(route))
			continue;
		if (route->audience == ROUTE_KEY) {
			try_body(walker, route, "{}");
			try_body(walker, route, "[]");
			try_body(walker, route, "{\"a\":{\"b\":[null,1e308,-1]},\"id\":\"x\"}");
			try_body(walker, route, "{\"id\":1,");
		} else {
			try_body(walker, route, "");
			try_body(walker, route, "%%%=&&&=;\xc3\xa4[]=%00");
			try_body(walker, route, "name=&name=&id=-1&version=9223372036854775808&customer=1");
		}
	}
}

static void what_was_refused_to_an_auditor_changed_nothing__3(void **state)
{
	struct walker walker;
	walker_open(&walker, *state, "auditor");
	walk_refusals(&walker);
	walker_close(&walker);
}

static void what_was_refused_to_an_owner_changed_nothing__3(void **state)
{
	struct walker walker;
	walker_open(&walker, *state, "owner");
	walk_refusals(&walker);
	walker_close(&walker);
}

static bool declares(const struct route *route, const char *name)
{
	for (size_t i = 0; i < route->field_count; i++)
		if (strcmp(route->fields[i].name, name) == 0)
			return true;
	return false;
}

/* A body, or a query where there is no body, that is right but for one field more. */
static int send_more(struct walker *walker, const struct route *route, const char *name)
{
	struct arena *arena = walker->site.arena;
	if (route->method == HTTP_GET || !route->body_limit) {
		int64_t customer = somebody(&walker->site);
		struct text path = walk_path(&walker->site, route, customer, customer);
		path = text_format(arena, "%.*s?%s=1", TEXT_ARG(path), name);
		return visitor_send(walker_for(walker, route), http_method_name(route->method), path.at, NULL);
	}
	struct text body =
		route->audience == ROUTE_KEY ? walk_json(&walker->site, route) : walk_form(&walker->site, route);
	if (route->audience == ROUTE_KEY)
		body = text_format(arena, "{\"%s\":1%s%.*s", name, body.size > 2 ? "," : "",
				   TEXT_ARG(text_slice(body, 1, SIZE_MAX)));
	else
		body = text_format(arena, "%.*s%s%s=1", TEXT_ARG(body), body.size ? "&" : "", name);
	return try_body(walker, route, body.at);
}

/* What a body may not hold, a query beside it may not either. */
static void a_query_beside_a_body_is_refused_everywhere__5(void **state)
{
	struct walker walker;
	const struct route *route;
	walker_open(&walker, *state, "owner");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!writes(route) || !route->body_limit || ends_the_session(route) || route->raw_types)
			continue;
		int64_t customer = somebody(&walker.site);
		struct text path = walk_path(&walker.site, route, customer, customer);
		path = text_format(walker.site.arena, "%.*s?rank=1", TEXT_ARG(path));
		struct text body =
			route->audience == ROUTE_KEY ? walk_json(&walker.site, route) : walk_form(&walker.site, route);
		int status = walk_send(walker_for(&walker, route), route, path, body.at);
		if (status != 422)
			fail_msg("%s answered %d to a query", route->name, status);
	}
	assert_null(look(&walker));
	walker_close(&walker);
}

/* Others have written down how it is asked: what is not known there is left out, and changes nothing. */
static void assert_harmless(struct walker *walker, const struct route *route, const char *field)
{
	int status = send_more(walker, route, field);
	const char *changed = look(walker);
	if (status >= 500 || changed)
		fail_msg("%s answered %d to the field %s and changed %s", route->name, status, field,
			 changed ? changed : "nothing");
}

static void fields_that_are_not_asked_for_are_refused_everywhere__5(void **state)
{
	static const char *const more[] = {"rank",          "balance",         "credit",        "email_verified",
					   "customer_id",   "created_at",      "password_hash", "is_owner",
					   "permissions[]", "customer[status]"};
	struct walker walker;
	const struct route *route;
	walker_open(&walker, *state, "owner");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		for (size_t j = 0; j < sizeof more / sizeof *more; j++) {
			if (route->protocol)
				assert_harmless(&walker, route, more[j]);
			if (route->protocol || ends_the_session(route) || route->raw_types || declares(route, more[j]))
				continue;
			/* 404: of a token that is none. */
			int status = send_more(&walker, route, more[j]);
			if (status != 422 && status != 404)
				fail_msg("%s answered %d to the field %s", route->name, status, more[j]);
		}
	}
	walker_close(&walker);
}

static void reading_changes_nothing__16(void **state)
{
	struct walker walker;
	const struct route *route;
	walker_open(&walker, *state, "owner");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (route->method != HTTP_GET)
			continue;
		struct visitor *visitor = walker_for(&walker, route);
		int64_t customer = somebody(&walker.site);
		struct text path = walk_path(&walker.site, route, customer, customer);
		int got = visitor_send(visitor, "GET", path.at, NULL);
		int head = visitor_send(visitor, "HEAD", path.at, NULL);
		if (got != head || got >= 500)
			fail_msg("%.*s answered %d to GET and %d to HEAD", TEXT_ARG(path), got, head);
		const char *changed = look(&walker);
		if (changed)
			fail_msg("GET %.*s changed %s", TEXT_ARG(path), changed);
	}
	walker_close(&walker);
}

static void assert_unmoved(struct walker *walker, const struct route *route, const char *how, int wanted)
{
	struct visitor *visitor = walk_is_portal(route) ? &walker->customer : &walker->staff;
	int64_t customer = somebody(&walker->site);
	struct text path = walk_path(&walker->site, route, customer, customer);
	int status = walk_send(visitor, route, path,
			       route->audience == ROUTE_KEY ? walk_json(&walker->site, route).at
							    : walk_form(&walker->site, route).at);
	const char *changed = look(walker);
	if (status != wanted || changed)
		fail_msg("%s, %s, answered %d and changed %s", route->name, how, status, changed ? changed : "nothing");
}

/* They need no token, since they go by no cookie. */
static void who_speaks_a_protocol_changes_nothing_by_a_cookie__16(void **state)
{
	struct walker walker;
	const struct route *route;
	walker_open(&walker, *state, "owner");
	for (size_t i = 0; (route = walk_route(i)); i++)
		if (route->protocol)
			assert_harmless(&walker, route, "state");
	walker_close(&walker);
}

/* Also the API when it is a browser's cookie that opens it. */
static void every_change_needs_the_token_and_our_own_origin__16(void **state)
{
	static const char *const elsewhere[] = {"Origin: https://evil.example", "Sec-Fetch-Site: cross-site"};
	struct walker walker;
	const struct route *route;
	walker_open(&walker, *state, "owner");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!writes(route) || route->raw_types || route->protocol)
			continue;
		struct visitor *visitor = walk_is_portal(route) ? &walker.customer : &walker.staff;
		struct text right = visitor->csrf;
		visitor->csrf = TEXT("");
		assert_unmoved(&walker, route, "without token", 403);
		visitor->csrf = right;
		for (size_t j = 0; j < sizeof elsewhere / sizeof *elsewhere; j++) {
			visitor->headers = text_format(walker.site.arena, "%s\r\nX-CSRF-Token: %.*s\r\n", elsewhere[j],
						       TEXT_ARG(right));
			assert_unmoved(&walker, route, elsewhere[j], 403);
		}
		visitor->headers = TEXT("");
	}
	walker_close(&walker);
}

static void text_plain_is_no_way_to_send_json_or_a_form__16(void **state)
{
	struct walker walker;
	const struct route *route;
	walker_open(&walker, *state, "owner");
	for (size_t i = 0; (route = walk_route(i)); i++) {
		if (!writes(route) || !route->body_limit || route->raw_types)
			continue;
		struct visitor *visitor = walker_for(&walker, route);
		struct text path = walk_path(&walker.site, route, 1, 1);
		int status = visitor_send_raw(visitor, http_method_name(route->method), path.at, "text/plain",
					      walk_json(&walker.site, route));
		if (status != 415)
			fail_msg("%s answered %d to text/plain", route->name, status);
	}
	assert_null(look(&walker));
	walker_close(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(what_was_refused_to_an_auditor_changed_nothing__3),
		ON_BOTH(what_was_refused_to_an_owner_changed_nothing__3),
		ON_BOTH(a_query_beside_a_body_is_refused_everywhere__5),
		ON_BOTH(fields_that_are_not_asked_for_are_refused_everywhere__5),
		ON_BOTH(reading_changes_nothing__16),
		ON_BOTH(who_speaks_a_protocol_changes_nothing_by_a_cookie__16),
		ON_BOTH(every_change_needs_the_token_and_our_own_origin__16),
		ON_BOTH(text_plain_is_no_way_to_send_json_or_a_form__16),
	};
	return cmocka_run_group_tests_name("writes", tests, NULL, NULL);
}
