/* An operation of the OpenAPI document: what is sent, what comes back; see openapi_parts.h. */
#include "web/openapi_parts.h"

#include <string.h>

static const char *method_key(enum http_method method)
{
	switch (method) {
	case HTTP_GET: return "get";
	case HTTP_HEAD: return "head";
	case HTTP_POST: return "post";
	case HTTP_PUT: return "put";
	case HTTP_PATCH: return "patch";
	case HTTP_DELETE: return "delete";
	case HTTP_OPTIONS: return "options";
	}
	return "";
}

void openapi_header(struct json_writer *json, const char *name, bool required, const char *description)
{
	json_begin_object(json);
	openapi_pair(json, "name", name);
	openapi_pair(json, "in", "header");
	json_pair_flag(json, "required", required);
	openapi_pair(json, "description", description);
	json_add_key(json, "schema");
	json_add_raw(json, TEXT("{\"type\":\"string\",\"maxLength\":255}"));
	json_end_object(json);
}

/* Of what is tagged: it is read, or it is changed or removed. What a POST makes or does is tagged for what follows. */
static bool may_be_unchanged(const struct route *route)
{
	return route->tagged && route->method == HTTP_GET;
}

static bool may_have_changed(const struct route *route)
{
	return route->tagged && route->method != HTTP_GET && route->method != HTTP_POST;
}

static void write_parameters(struct json_writer *json, const struct route *route)
{
	bool query = route->method == HTTP_GET || route->method == HTTP_DELETE || route->raw_types;
	size_t count = query ? route->field_count : route->path_count;
	json_add_key(json, "parameters");
	json_begin_array(json);
	for (size_t i = 0; i < count; i++) {
		const struct route_field *field = &route->fields[i];
		bool in_path = i < route->path_count;
		bool free = field->flags & ROUTE_OPTIONAL || field->given || field->kind == ROUTE_FLAG;
		json_begin_object(json);
		openapi_pair(json, "name", field->name);
		openapi_pair(json, "in", in_path ? "path" : "query");
		json_pair_flag(json, "required", in_path || !free);
		json_add_key(json, "schema");
		openapi_field(json, field, false);
		json_end_object(json);
	}
	if (route->method == HTTP_POST && route->audience == ROUTE_KEY)
		openapi_header(json, "Idempotency-Key", false,
			       "The same key and body happen once, however often they are sent in a day.");
	if (may_be_unchanged(route))
		openapi_header(json, "If-None-Match", false,
			       "Tags of answers that you have: 304 without a body while one of them is what is so.");
	if (may_have_changed(route))
		openapi_header(json, "If-Match", false,
			       "The tag that you saw: 412, and nothing happens, when the version is another one now.");
	json_end_array(json);
}

void openapi_content(struct json_writer *json, const char *type)
{
	json_add_key_text(json, text_of(type));
	json_begin_object(json);
	json_add_key(json, "schema");
}

/* What is no JSON: bytes of that type. */
static void write_bytes(struct json_writer *json, const char *type)
{
	json_begin_object(json);
	openapi_pair(json, "contentMediaType", type);
	json_end_object(json);
}

static bool has_file(const struct route *route)
{
	for (size_t i = route->path_count; i < route->field_count; i++)
		if (route->fields[i].kind == ROUTE_FILE)
			return true;
	return false;
}

static void write_request_body(struct json_writer *json, const struct route *route)
{
	bool bodiless = route->method == HTTP_GET || route->method == HTTP_DELETE;
	if (bodiless || (!route->raw_types && route->field_count == route->path_count))
		return;
	json_add_key(json, "requestBody");
	json_begin_object(json);
	json_pair_flag(json, "required", true);
	json_add_key(json, "content");
	json_begin_object(json);
	if (!route->raw_types) {
		openapi_content(json, has_file(route) ? "multipart/form-data" : "application/json");
		openapi_body(json, route);
		json_end_object(json);
	}
	for (const char *const *type = route->raw_types; type && *type; type++) {
		openapi_content(json, *type);
		if (route->takes)
			openapi_reference(json, "schemas", route->takes);
		else if (route->items)
			openapi_items(json, route);
		else
			write_bytes(json, *type);
		json_end_object(json);
	}
	json_end_object(json);
	json_end_object(json);
}

static bool has_cursor(const struct route *route)
{
	for (size_t i = route->path_count; i < route->field_count; i++)
		if (strcmp(route->fields[i].name, "cursor") == 0)
			return true;
	return false;
}

static void write_response_headers(struct json_writer *json, const struct route *route)
{
	bool tag = route->tagged && route->returns, link = route->returns_many && has_cursor(route);
	if (!tag && !link)
		return;
	json_add_key(json, "headers");
	json_begin_object(json);
	json_add_key_text(json, tag ? TEXT("ETag") : TEXT("Link"));
	openapi_reference(json, "headers", tag ? "ETag" : "Link");
	json_end_object(json);
}

static void write_responses(struct json_writer *json, const struct route *route)
{
	json_add_key(json, "responses");
	json_begin_object(json);
	json_add_key_text(json, route->method == HTTP_GET ? TEXT("200") : TEXT("2XX"));
	json_begin_object(json);
	openapi_pair(json, "description", "Done.");
	write_response_headers(json, route);
	if (route->returns_types) {
		json_add_key(json, "content");
		json_begin_object(json);
		for (const char *const *type = route->returns_types; *type; type++) {
			openapi_content(json, *type);
			write_bytes(json, *type);
			json_end_object(json);
		}
		json_end_object(json);
	}
	if (route->returns) {
		json_add_key(json, "content");
		json_begin_object(json);
		openapi_content(json, "application/json");
		if (route->returns_many)
			openapi_list(json, route->returns);
		else
			openapi_reference(json, "schemas", route->returns);
		json_end_object(json);
		json_end_object(json);
	}
	json_end_object(json);
	if (may_be_unchanged(route)) {
		json_add_key(json, "304");
		json_add_raw(json, TEXT("{\"description\":\"What you have is what is so.\",\"headers\":{\"ETag\":{"
					"\"$ref\":\"#/components/headers/ETag\"}}}"));
	}
	if (may_have_changed(route)) {
		json_add_key(json, "412");
		openapi_reference(json, "responses", "Changed");
	}
	json_add_key(json, "4XX");
	openapi_reference(json, "responses", "Problem");
	json_end_object(json);
}

void openapi_operation(struct json_writer *json, const struct route_table *table, const struct route *route)
{
	json_add_key_text(json, text_of(method_key(route->method)));
	json_begin_object(json);
	openapi_pair(json, "operationId", route->name);
	openapi_pair(json, "summary", route->summary);
	json_add_key(json, "tags");
	json_begin_array(json);
	json_add_text(json, text_of(table->name));
	json_end_array(json);
	if (route->permission != ROUTE_NO_PERMISSION) {
		json_add_key(json, "x-permission");
		json_add_text(json, permission_word(route->permission));
	}
	if (route->audience == ROUTE_ANYONE) {
		json_add_key(json, "security");
		json_begin_array(json);
		json_end_array(json);
	}
	write_parameters(json, route);
	write_request_body(json, route);
	write_responses(json, route);
	json_end_object(json);
}
