/* What the OpenAPI document says of every operation, and whether it is so: nothing is left open, lists have one form,
 * tags do what is said of them. New routes are looked at by themselves. */
#include "features/bulk/bulk.h"
#include "format/json_read.h"
#include "service/events.h"
#include "tests/settled.h"
#include "web/openapi.h"

#include <string.h>

static struct json_document *open_document(struct site *site)
{
	struct buffer out = buffer_make(16u << 20);
	struct openapi_ask ask = {.tables = route_tables, .base_url = TEXT_NONE};
	struct json_document *document;
	struct json_fault fault;
	assert_int_equal(openapi_webhooks(site_fresh(site), &ask.webhooks, &ask.webhook_count), DONE);
	openapi_write(&out, &ask);
	assert_int_equal(json_open((struct bytes){(const unsigned char *)out.at, out.size}, &document, &fault), DONE);
	buffer_free(&out);
	return document;
}

static const struct json_value *member(const struct json_value *object, const char *key)
{
	return object ? json_member(object, text_of(key)) : NULL;
}

/* ---- nothing is left open ---- */

/* What may be anything, and why. */
static const char *const open_by_reason[] = {
	"WebhookDelivery/payload", /* what was sent to a webhook, as it was: any of the document's webhooks */
};

static bool is_open_by_reason(struct text where)
{
	for (size_t i = 0; i < sizeof open_by_reason / sizeof *open_by_reason; i++)
		if (text_equal(where, text_of(open_by_reason[i])))
			return true;
	return false;
}

struct looking {
	struct arena *arena;
	const struct json_value *schemas;
	const char *operation;
	int depth;
};

static void look(const struct looking *from, const struct json_value *schema, struct text where);

static void look_at_all(const struct looking *looking, const struct json_value *list, struct text where)
{
	for (size_t i = 0; list && i < json_count(list); i++)
		look(looking, json_at(list, i), where);
}

static void look_at_members(const struct looking *looking, const struct json_value *schema, struct text where)
{
	const struct json_value *properties = member(schema, "properties"),
				*more = member(schema, "additionalProperties");
	struct json_walk walk = {0};
	const struct json_value *value;
	struct text key;
	bool typed = more && json_kind(more) == JSON_IS_OBJECT && member(more, "type");
	if (!typed && (!properties || json_count(properties) == 0))
		fail_msg("%s: %.*s is an object of anything", looking->operation, TEXT_ARG(where));
	while (properties && json_next(properties, &walk, &key, &value))
		look(looking, value, text_format(looking->arena, "%.*s/%.*s", TEXT_ARG(where), TEXT_ARG(key)));
}

/* Whether `type` is that word or a list that has it. */
static bool has_type(const struct json_value *type, const char *word)
{
	struct text one;
	if (json_as_text(type, &one))
		return text_equal(one, text_of(word));
	for (size_t i = 0; i < json_count(type); i++)
		if (json_as_text(json_at(type, i), &one) && text_equal(one, text_of(word)))
			return true;
	return false;
}

static void look(const struct looking *from, const struct json_value *schema, struct text where)
{
	struct looking looking = *from;
	const struct json_value *type = member(schema, "type"), *reference = member(schema, "$ref");
	struct text path;
	if (++looking.depth > 12 || is_open_by_reason(where)) /* shapes may hold themselves */
		return;
	if (reference && json_as_text(reference, &path)) {
		struct text name = text_slice(path, strlen("#/components/schemas/"), SIZE_MAX);
		look(&looking, json_member(looking.schemas, name), name);
		return;
	}
	look_at_all(&looking, member(schema, "anyOf"), where);
	look_at_all(&looking, member(schema, "allOf"), where);
	if (member(schema, "anyOf") || member(schema, "allOf"))
		return;
	if (!type)
		fail_msg("%s: %.*s may be anything", looking.operation, TEXT_ARG(where));
	if (has_type(type, "object"))
		look_at_members(&looking, schema, where);
	if (has_type(type, "array") && !member(schema, "items"))
		fail_msg("%s: %.*s is a list of anything", looking.operation, TEXT_ARG(where));
	if (has_type(type, "array"))
		look(&looking, member(schema, "items"), text_join(looking.arena, where, TEXT("[]")));
}

/* Every type of what is sent or answered. */
static void look_at_content(const struct looking *looking, const struct json_value *holder, const char *what)
{
	struct json_walk walk = {0};
	const struct json_value *content = member(holder, "content"), *value;
	struct text type;
	while (content && json_next(content, &walk, &type, &value))
		if (text_equal(type, TEXT("application/json")) || text_starts(type, TEXT("multipart/")))
			look(looking, member(value, "schema"), text_of(what));
}

/* What is read and answers nothing, and why. */
static bool answers_nothing_by_reason(const struct route *route)
{
	return strcmp(route->name, "api_openapi_show") == 0; /* the document itself: OpenAPI says what that is */
}

/* Calls `look_at` for every operation of the document, found by its route. */
typedef void operation_look(struct site *site, const struct json_value *document, const struct route *route,
			    const struct json_value *operation);
static size_t walk_operations(struct site *site, operation_look *look_at)
{
	struct json_document *document = open_document(site);
	size_t count = 0;
	for (const struct route_table *const *table = route_tables; *table; table++)
		for (size_t i = 0; i < (*table)->route_count; i++) {
			const struct route *route = &(*table)->routes[i];
			if (strncmp(route->path, "/api/v1/", 8) != 0)
				continue;
			struct text method = text_lower_ascii(site->arena, text_of(http_method_name(route->method)));
			const struct json_value *paths = member(json_root(document), "paths");
			const struct json_value *operation = json_member(member(paths, route->path), method);
			if (!operation)
				fail_msg("%s is not in the document", route->name);
			look_at(site, json_root(document), route, operation);
			count++;
		}
	json_cleanup(&document);
	return count;
}

static void look_at_operation(struct site *site, const struct json_value *document, const struct route *route,
			      const struct json_value *operation)
{
	const struct looking looking = {
		.arena = site->arena,
		.schemas = member(member(document, "components"), "schemas"),
		.operation = route->name,
	};
	const struct json_value *responses = member(operation, "responses");
	const struct json_value *good = member(responses, route->method == HTTP_GET ? "200" : "2XX");
	look_at_content(&looking, member(operation, "requestBody"), "body");
	look_at_content(&looking, good, "answer");
	if (route->method == HTTP_GET && !member(good, "content") && !answers_nothing_by_reason(route))
		fail_msg("%s: nobody says what it answers", route->name);
}

static void every_operation_says_all_that_is_sent_and_answered(void **state)
{
	struct site site;
	site_open(&site, *state);
	assert_true(walk_operations(&site, look_at_operation) > 100);
	site_close(&site);
}

/* ---- words to choose from ---- */

static struct visitor asker;

/* The words that a member of an operation's body may be, or be a list of. */
static const struct json_value *words_of(const struct json_value *document, const char *path, const char *name)
{
	const struct json_value *post = member(member(member(document, "paths"), path), "post");
	const struct json_value *content = member(member(post, "requestBody"), "content");
	const struct json_value *schema = member(member(content, "application/json"), "schema");
	const struct json_value *field = member(member(schema, "properties"), name);
	return member(member(field, "items") ? member(field, "items") : field, "enum");
}

/* Whether it is the word that is wrong with {"what": "word"}. */
static bool is_refused(const char *path, const char *form, struct text word, const char *pointer)
{
	struct arena *arena = asker.site->arena;
	size_t at = text_find(text_of(form), TEXT("@"), 0);
	struct text body = text_format(arena, "%.*s%.*s%s", (int)at, form, TEXT_ARG(word), form + at + 1);
	asker.headers = text_format(arena, "X-CSRF-Token: %.*s\r\n", TEXT_ARG(asker.csrf));
	int status = visitor_send(&asker, "POST", path, text_copy(arena, body).at);
	return status == 422 && visitor_sees(&asker, text_format(arena, "\"%s\"", pointer).at) &&
	       visitor_sees(&asker, "\"unknown\"");
}

static size_t expect_words(const char *path, const char *form, const char *name)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = open_document(asker.site);
	const struct json_value *words = words_of(json_root(document), path, name);
	const char *pointer = text_format(asker.site->arena, "/%s", name).at;
	struct text word;
	assert_non_null(words);
	for (size_t i = 0; i < json_count(words); i++) {
		assert_true(json_as_text(json_at(words, i), &word));
		if (is_refused(path, form, word, pointer))
			fail_msg("%s: %.*s stands in the document and is refused", path, TEXT_ARG(word));
	}
	assert_true(is_refused(path, form, TEXT("no_such_word"), pointer));
	return json_count(words);
}

static void words_of_the_document_are_those_that_are_taken(void **state)
{
	struct site site;
	size_t told = 0;
	site_open(&site, *state);
	asker = site_staff(&site, "owner");
	(void)visitor_get(&asker, "/admin/profile");
	for (size_t i = 0; event_name(i); i++)
		told += event_is_told(text_of(event_name(i)));
	assert_int_equal(expect_words("/api/v1/jobs", "{\"what\":\"@\"}", "what"), BULK_VERB_COUNT);
	assert_int_equal(expect_words("/api/v1/webhooks", "{\"url\":\"https://93.184.216.34/hook\",\"events\":[\"@\"]}",
				      "events"),
			 told + 2); /* all of them, and customers who are gone */
	site_close(&site);
}

/* ---- what stands behind it ---- */

/* One of everything that an address of a list or of what is tagged names. */
static void fill(struct visitor *owner)
{
	static const char *const posts[][2] = {
		{"/api/v1/customers/1/notes", "{\"body\":\"A note\"}"},
		{"/api/v1/customers/1/notes", "{\"body\":\"Another one\"}"},
		{"/api/v1/webhooks", "{\"url\":\"https://93.184.216.34/hook\",\"events\":[\"*\"]}"},
		{"/api/v1/jobs", "{\"what\":\"vip\"}"},
	};
	(void)visitor_get(owner, "/admin/profile");
	for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
		owner->headers = text_format(owner->site->arena, "X-CSRF-Token: %.*s\r\n", TEXT_ARG(owner->csrf));
		int status = visitor_send(owner, "POST", posts[i][0], posts[i][1]);
		if (status != 201 && status != 202)
			fail_msg("POST %s: %d %.*s", posts[i][0], status, TEXT_ARG(owner->body));
	}
	owner->headers = text_format(owner->site->arena, "X-CSRF-Token: %.*s\r\n", TEXT_ARG(owner->csrf));
	assert_int_equal(visitor_send_raw(owner, "POST", "/api/v1/imports?dry_run=yes", "text/csv",
					  TEXT("Email\nlena@x.example\n")),
			 202);
}

/* The address with 1 for every number. */
static const char *address(struct arena *arena, const struct route *route)
{
	struct text values[ROUTE_PARAMETERS];
	for (size_t i = 0; i < route->path_count; i++)
		values[i] = TEXT("1");
	return text_copy(arena, route_url(arena, route->path, values, route->path_count)).at;
}

static int ask(struct visitor *visitor, const struct route *route, const char *header)
{
	struct arena *arena = visitor->site->arena;
	const char *body = route->method == HTTP_GET || route->method == HTTP_DELETE ? NULL : "{}";
	visitor->headers = text_format(arena, "X-CSRF-Token: %.*s\r\n%s\r\n", TEXT_ARG(visitor->csrf), header);
	visitor->headers.size -= *header ? 0 : 2;
	int status = visitor_send(visitor, http_method_name(route->method), address(arena, route), body);
	visitor->headers = TEXT("");
	return status;
}

/* ---- lists ---- */

static void expect_envelope(const struct route *route, const struct json_value *schema, const struct json_value *answer)
{
	static const char *const names[] = {"data", "total", "next"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		bool required = false;
		struct text word;
		const struct json_value *list = member(schema, "required");
		for (size_t j = 0; list && j < json_count(list); j++)
			required |= json_as_text(json_at(list, j), &word) && text_equal(word, text_of(names[i]));
		if (!member(member(schema, "properties"), names[i]) || !required)
			fail_msg("%s: the document promises no %s", route->name, names[i]);
		if (answer && !member(answer, names[i]))
			fail_msg("%s: the answer has no %s", route->name, names[i]);
	}
}

/* Nobody answers a list in a form of its own. */
static void look_at_list(struct site *site, const struct json_value *document, const struct route *route,
			 const struct json_value *operation)
{
	(void)site;
	struct json_document *answer __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	if (route->method != HTTP_GET || !route->returns)
		return;
	const struct json_value *schemas = member(member(document, "components"), "schemas");
	const struct json_value *members = member(member(schemas, route->returns), "properties");
	if (member(members, "data") && member(members, "next"))
		fail_msg("%s answers a list and does not declare it as one", route->name);
	if (!route->returns_many)
		return;
	int status = ask(&asker, route, "");
	if (status != 200)
		fail_msg("GET %s: %d %.*s", route->path, status, TEXT_ARG(asker.body));
	assert_int_equal(
		json_open((struct bytes){(const unsigned char *)asker.body.at, asker.body.size}, &answer, &fault),
		DONE);
	const struct json_value *root = json_root(answer);
	const struct json_value *good = member(member(operation, "responses"), "200");
	const struct json_value *schema = member(member(member(good, "content"), "application/json"), "schema");
	expect_envelope(route, schema, root);
	int64_t total = -1;
	bool counted = json_as_number(member(root, "total"), &total);
	if (strcmp(route->name, "customers_event_feed_api") != 0 && !counted) /* counts only when asked to */
		fail_msg("%s does not say how many there are", route->name);
	if (counted && total < (int64_t)json_count(member(root, "data")))
		fail_msg("%s counts fewer than it shows", route->name);
}

static void every_list_has_data_total_and_next_in_the_document_and_in_its_answer(void **state)
{
	struct site site;
	site_open(&site, *state);
	(void)site_customer(&site, "Farah");
	asker = site_staff(&site, "owner");
	fill(&asker);
	walk_operations(&site, look_at_list);
	site_close(&site);
}

static void pages_of_lists_follow_each_other_by_their_cursor(void **state)
{
	struct site site;
	site_open(&site, *state);
	(void)site_customer(&site, "Farah");
	asker = site_staff(&site, "owner");
	fill(&asker);
	fill(&asker);
	static const char *const lists[] = {"/api/v1/customers/1/notes?limit=1", "/api/v1/jobs?limit=1",
					    "/api/v1/events?limit=1&total=yes", "/api/v1/customers/1/events?limit=1"};
	settle(&site);
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		assert_int_equal(visitor_get(&asker, lists[i]), 200);
		struct text link = visitor_header(&asker, "Link"), first = text_copy(site.arena, asker.body);
		size_t end = text_find(link, TEXT(">"), 0);
		if (end == SIZE_MAX || !visitor_sees(&asker, "\"total\":") || visitor_sees(&asker, "\"total\":null"))
			fail_msg("%s: no further page, or no total: %.*s", lists[i], TEXT_ARG(first));
		const char *next = text_copy(site.arena, text_slice(link, 1, end - 1)).at;
		assert_int_equal(visitor_get(&asker, next), 200);
		assert_false(text_equal(first, asker.body));
	}
	site_close(&site);
}

/* ---- tags ---- */

static bool names_parameter(const struct json_value *operation, const char *name)
{
	const struct json_value *list = member(operation, "parameters");
	struct text word;
	for (size_t i = 0; list && i < json_count(list); i++)
		if (json_as_text(member(json_at(list, i), "name"), &word) && text_equal(word, text_of(name)))
			return true;
	return false;
}

static void look_at_tags(struct site *site, const struct json_value *document, const struct route *route,
			 const struct json_value *operation)
{
	(void)document;
	const struct json_value *responses = member(operation, "responses");
	bool reads = route->tagged && route->method == HTTP_GET;
	bool changes = route->tagged && !reads && route->method != HTTP_POST;
	if (names_parameter(operation, "If-None-Match") != reads || !member(responses, "304") != !reads ||
	    names_parameter(operation, "If-Match") != changes || !member(responses, "412") != !changes)
		fail_msg("%s: conditions are not told as they are declared", route->name);
	if (!reads && !changes)
		return;
	const char *header = changes ? "If-Match: \"v999\"" : "";
	int status = ask(&asker, route, header);
	if (changes && status != 412)
		fail_msg("%s: %d instead of 412: %.*s", route->name, status, TEXT_ARG(asker.body));
	if (changes)
		return;
	struct text tag = text_copy(site->arena, visitor_header(&asker, "ETag"));
	if (status != 200 || text_is_empty(tag))
		fail_msg("%s: %d without a tag", route->name, status);
	status = ask(&asker, route, text_format(site->arena, "If-None-Match: %.*s", TEXT_ARG(tag)).at);
	if (status != 304)
		fail_msg("%s: %d instead of 304", route->name, status);
}

static void what_is_tagged_answers_304_and_412_and_the_document_says_so(void **state)
{
	struct site site;
	site_open(&site, *state);
	(void)site_customer(&site, "Farah");
	asker = site_staff(&site, "owner");
	fill(&asker);
	walk_operations(&site, look_at_tags);
	site_close(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SQLITE(every_operation_says_all_that_is_sent_and_answered),
		ON_SQLITE(words_of_the_document_are_those_that_are_taken),
		ON_BOTH(every_list_has_data_total_and_next_in_the_document_and_in_its_answer),
		ON_BOTH(pages_of_lists_follow_each_other_by_their_cursor),
		ON_BOTH(what_is_tagged_answers_304_and_412_and_the_document_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
