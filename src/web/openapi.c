/* The OpenAPI document: info, paths, components; operations are in openapi_operation.c, types in openapi_schema.c. See
 * web/openapi.h. */
#include "web/openapi.h"

#include "web/openapi_parts.h"

#include <string.h>

static bool is_api(const struct route *route)
{
	return strncmp(route->path, "/api/v1/", 8) == 0;
}

/* Calls `write` for each route of the API until it says that it has seen enough. */
typedef bool visit(void *state, const struct route_table *table, const struct route *route);
static void visit_all(const struct route_table *const *tables, visit *write, void *state)
{
	for (; *tables; tables++)
		for (size_t i = 0; i < (*tables)->route_count; i++)
			if (is_api(&(*tables)->routes[i]) && !write(state, *tables, &(*tables)->routes[i]))
				return;
}

struct writing {
	struct json_writer *json;
	const struct route_table *const *tables;
	const struct route *first; /* of the path that is being written */
	bool seen_before;
};

static bool is_first_of_path(void *state, const struct route_table *table, const struct route *route)
{
	(void)table;
	struct writing *writing = state;
	if (route == writing->first)
		return false;
	writing->seen_before = writing->seen_before || strcmp(route->path, writing->first->path) == 0;
	return !writing->seen_before;
}

static bool write_same_path(void *state, const struct route_table *table, const struct route *route)
{
	struct writing *writing = state;
	if (strcmp(route->path, writing->first->path) == 0)
		openapi_operation(writing->json, table, route);
	return true;
}

static bool write_path(void *state, const struct route_table *table, const struct route *route)
{
	(void)table;
	struct writing *writing = state;
	writing->first = route;
	writing->seen_before = false;
	visit_all(writing->tables, is_first_of_path, writing);
	if (writing->seen_before)
		return true;
	json_add_key_text(writing->json, text_of(route->path));
	json_begin_object(writing->json);
	visit_all(writing->tables, write_same_path, writing);
	json_end_object(writing->json);
	return true;
}

static void write_info(struct json_writer *json, struct text base_url)
{
	openapi_pair(json, "openapi", "3.1.0");
	json_add_key(json, "info");
	json_begin_object(json);
	openapi_pair(json, "title", "Clientele");
	openapi_pair(json, "version", CLIENTELE_VERSION);
	openapi_pair(json, "description",
		     "Customers and everything about them. Numbers are never reused; instants are UTC.");
	json_add_key(json, "license");
	json_add_raw(json, TEXT("{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}"));
	json_end_object(json);
	json_add_key(json, "servers");
	json_begin_array(json);
	json_begin_object(json);
	json_pair_text(json, "url", text_is_empty(base_url) ? TEXT("/") : base_url);
	json_end_object(json);
	json_end_array(json);
	json_add_key(json, "security");
	json_add_raw(json, TEXT("[{\"key\":[]}]"));
}

static bool stop_at_first(void *state, const struct route_table *table, const struct route *route)
{
	(void)table, (void)route;
	*(bool *)state = true;
	return false;
}

static void write_tags(struct json_writer *json, const struct route_table *const *tables)
{
	json_add_key(json, "tags");
	json_begin_array(json);
	for (; *tables; tables++) {
		const struct route_table *only[] = {*tables, NULL};
		bool any = false;
		visit_all(only, stop_at_first, &any);
		if (!any)
			continue;
		json_begin_object(json);
		openapi_pair(json, "name", (*tables)->name);
		openapi_pair(json, "description", (*tables)->name);
		json_end_object(json);
	}
	json_end_array(json);
}

#define PROBLEM_CONTENT                                                                                                \
	"\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}"

static void write_components(struct json_writer *json, const struct route_table *const *tables)
{
	json_add_key(json, "components");
	json_begin_object(json);
	json_add_key(json, "securitySchemes");
	json_add_raw(json, TEXT("{\"key\":{\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"An API key.\"}}"));
	json_add_key(json, "headers");
	json_add_raw(
		json,
		TEXT("{\"ETag\":{\"description\":\"Version and content, for If-Match and If-None-Match.\","
		     "\"schema\":{\"type\":\"string\"}},\"Link\":{\"description\":\"The next page, when there is one"
		     " (RFC 8288).\",\"schema\":{\"type\":\"string\"}}}"));
	json_add_key(json, "responses");
	json_add_raw(json, TEXT("{\"Problem\":{\"description\":\"Refused; nothing was changed.\"," PROBLEM_CONTENT
				"},\"Changed\":{\"description\":\"It has been changed meanwhile; nothing "
				"happened.\"," PROBLEM_CONTENT "}}"));
	json_add_key(json, "schemas");
	json_begin_object(json);
	openapi_problem(json);
	for (; *tables; tables++)
		openapi_shapes(json, *tables);
	json_end_object(json);
	json_end_object(json);
}

/* The shape, and that the type is this one. */
static void write_event_schema(struct json_writer *json, const struct openapi_webhook *hook)
{
	json_begin_object(json);
	json_add_key(json, "allOf");
	json_begin_array(json);
	openapi_reference(json, "schemas", hook->shape.at);
	json_begin_object(json);
	json_add_key(json, "properties");
	json_begin_object(json);
	json_add_key(json, "type");
	json_begin_object(json);
	json_pair_text(json, "const", hook->name);
	json_end_object(json);
	json_end_object(json);
	json_end_object(json);
	json_end_array(json);
	json_end_object(json);
}

static void write_event_post(struct json_writer *json, const struct openapi_webhook *hook)
{
	json_begin_object(json);
	json_pair_text(json, "operationId", hook->name);
	json_pair_text(json, "summary", hook->label);
	json_add_key(json, "tags");
	json_add_raw(json, TEXT("[\"webhooks\"]"));
	json_add_key(json, "security");
	json_add_raw(json, TEXT("[]"));
	json_add_key(json, "parameters");
	json_begin_array(json);
	openapi_header(json, "webhook-id", true, "Of every attempt the same.");
	openapi_header(json, "webhook-timestamp", true, "When this attempt was made, in seconds.");
	openapi_header(json, "webhook-signature", true,
		       "As Standard Webhooks have it: v1, and a MAC by the webhook's secret.");
	json_end_array(json);
	json_add_key(json, "requestBody");
	json_begin_object(json);
	json_pair_flag(json, "required", true);
	json_add_key(json, "content");
	json_begin_object(json);
	openapi_content(json, "application/json");
	write_event_schema(json, hook);
	json_add_key(json, "example");
	json_add_raw(json, hook->sample);
	json_end_object(json);
	json_end_object(json);
	json_end_object(json);
	json_add_key(json, "responses");
	json_add_raw(json, TEXT("{\"2XX\":{\"description\":\"It has arrived.\"},\"4XX\":{\"description\":"
				"\"It is tried again for three days; after 410 nothing is sent any more.\"}}"));
	json_end_object(json);
}

static void write_webhooks(struct json_writer *json, const struct openapi_ask *ask)
{
	if (!ask->webhook_count)
		return;
	json_add_key(json, "webhooks");
	json_begin_object(json);
	for (size_t i = 0; i < ask->webhook_count; i++) {
		json_add_key_text(json, ask->webhooks[i].name);
		json_begin_object(json);
		json_add_key(json, "post");
		write_event_post(json, &ask->webhooks[i]);
		json_end_object(json);
	}
	json_end_object(json);
}

void openapi_write(struct buffer *out, const struct openapi_ask *ask)
{
	struct json_writer json = json_writer_make(out);
	struct writing writing = {.json = &json, .tables = ask->tables};
	json_begin_object(&json);
	write_info(&json, ask->base_url);
	write_tags(&json, ask->tables);
	json_add_key(&json, "paths");
	json_begin_object(&json);
	visit_all(ask->tables, write_path, &writing);
	json_end_object(&json);
	write_webhooks(&json, ask);
	write_components(&json, ask->tables);
	json_end_object(&json);
}
