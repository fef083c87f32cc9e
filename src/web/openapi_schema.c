/* Types of fields and shapes as JSON Schema; see openapi_parts.h. */
#include "web/openapi_parts.h"

#include <stdio.h>

#define SAFE_MOST INT64_C(9007199254740991)

/* What JSON Schema says of a kind: its type, and the format of a string. */
static const struct {
	const char *type, *format;
} json_types[] = {
	[ROUTE_TEXT] = {"string", NULL},      [ROUTE_SECRET] = {"string", "password"},
	[ROUTE_COUNT] = {"integer", "int64"}, [ROUTE_MONEY] = {"object", NULL},
	[ROUTE_DATE] = {"string", "date"},    [ROUTE_INSTANT] = {"string", "date-time"},
	[ROUTE_FLAG] = {"boolean", NULL},     [ROUTE_ID] = {"integer", "int64"},
	[ROUTE_CHOICE] = {"string", NULL},    [ROUTE_EMAIL] = {"string", "email"},
	[ROUTE_FILE] = {"string", "binary"},  [ROUTE_JSON] = {NULL, NULL},
	[ROUTE_OBJECT] = {"object", NULL},    [ROUTE_SHAPE] = {NULL, NULL},
};

static void pair_number(struct json_writer *json, const char *key, int64_t value)
{
	json_add_key_text(json, text_of(key));
	json_add_number(json, value);
}

static void pair_flag(struct json_writer *json, const char *key, bool value)
{
	json_add_key_text(json, text_of(key));
	json_add_flag(json, value);
}

void openapi_pair(struct json_writer *json, const char *key, const char *value)
{
	json_add_key_text(json, text_of(key));
	json_add_text(json, text_of(value));
}

void openapi_reference(struct json_writer *json, const char *part, const char *name)
{
	char path[256];
	snprintf(path, sizeof(path), "#/components/%s/%s", part, name);
	json_begin_object(json);
	openapi_pair(json, "$ref", path);
	json_end_object(json);
}

static void write_kind(struct json_writer *json, enum route_kind kind, bool nullable)
{
	const char *type = json_types[kind].type;
	if (type && nullable) {
		json_add_key(json, "type");
		json_begin_array(json);
		json_add_text(json, text_of(type));
		json_add_text(json, TEXT("null"));
		json_end_array(json);
	} else if (type) {
		openapi_pair(json, "type", type);
	}
	if (json_types[kind].format)
		openapi_pair(json, "format", json_types[kind].format);
}

static void write_words(struct json_writer *json, const struct route_words *words, bool nullable)
{
	json_add_key(json, "enum");
	json_begin_array(json);
	for (size_t i = 0; i < words->count; i++)
		json_add_text(json, text_of(words->list[i]));
	if (nullable)
		json_add_null(json);
	json_end_array(json);
}

static void write_among(struct json_writer *json, const struct route_field *field, bool nullable)
{
	size_t count = 0;
	while (field->among[count])
		count++;
	write_words(json, &(struct route_words){field->among, count}, nullable);
}

static void write_money_members(struct json_writer *json)
{
	json_add_key(json, "properties");
	json_begin_object(json);
	json_add_key(json, "amount");
	json_begin_object(json);
	openapi_pair(json, "type", "integer");
	openapi_pair(json, "description", "In minor units of the currency.");
	json_end_object(json);
	json_add_key(json, "currency");
	json_begin_object(json);
	openapi_pair(json, "type", "string");
	openapi_pair(json, "pattern", "^[A-Z]{3}$");
	json_end_object(json);
	json_end_object(json);
	json_add_key(json, "required");
	json_begin_array(json);
	json_add_text(json, TEXT("amount"));
	json_add_text(json, TEXT("currency"));
	json_end_array(json);
	pair_flag(json, "additionalProperties", false);
}

static void write_default(struct json_writer *json, const struct route_field *field)
{
	json_add_key(json, "default");
	if (field->kind == ROUTE_COUNT || field->kind == ROUTE_FLAG)
		json_add_raw(json, text_of(field->given)); /* the compiler has checked it */
	else
		json_add_text(json, text_of(field->given));
}

static void write_limits(struct json_writer *json, const struct route_field *field)
{
	bool text = field->kind == ROUTE_TEXT || field->kind == ROUTE_SECRET;
	if (text || field->kind == ROUTE_COUNT) {
		pair_number(json, text ? "minLength" : "minimum", field->min);
		pair_number(json, text ? "maxLength" : "maximum", field->max);
	} else if (field->kind == ROUTE_ID) {
		pair_number(json, "minimum", 1);
		pair_number(json, "maximum", SAFE_MOST);
	}
}

/* By names that the handler knows. */
static void write_plain_members(struct json_writer *json)
{
	json_add_key(json, "additionalProperties");
	json_add_raw(json, TEXT("{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}"));
}

/* JSON of a shape, or of a list of them. */
static void write_shaped(struct json_writer *json, const struct route_field *field)
{
	if (!field->shape_many) {
		openapi_reference(json, "schemas", field->shape);
		return;
	}
	json_begin_object(json);
	openapi_pair(json, "type", "array");
	json_add_key(json, "items");
	openapi_reference(json, "schemas", field->shape);
	json_end_object(json);
}

static void write_null(struct json_writer *json)
{
	json_begin_object(json);
	openapi_pair(json, "type", "null");
	json_end_object(json);
}

static void write_shaped_or_null(struct json_writer *json, const struct route_field *field)
{
	json_begin_object(json);
	json_add_key(json, "anyOf");
	json_begin_array(json);
	write_shaped(json, field);
	write_null(json);
	json_end_array(json);
	json_end_object(json);
}

static void write_value(struct json_writer *json, const struct route_field *field, bool nullable)
{
	if (field->shape) {
		if (nullable)
			write_shaped_or_null(json, field);
		else
			write_shaped(json, field);
		return;
	}
	json_begin_object(json);
	write_kind(json, field->kind, nullable);
	if (field->kind == ROUTE_CHOICE)
		write_words(json, &field->words, nullable);
	if (field->among)
		write_among(json, field, nullable);
	if (field->kind == ROUTE_MONEY)
		write_money_members(json);
	if (field->kind == ROUTE_OBJECT)
		write_plain_members(json);
	write_limits(json, field);
	if (field->given)
		write_default(json, field);
	json_end_object(json);
}

void openapi_field(struct json_writer *json, const struct route_field *field, bool nullable)
{
	if (!(field->flags & ROUTE_MANY)) {
		write_value(json, field, nullable);
		return;
	}
	json_begin_object(json);
	openapi_pair(json, "type", "array");
	if (!(field->flags & ROUTE_OPTIONAL))
		pair_number(json, "minItems", 1);
	pair_number(json, "maxItems", (int64_t)field->most);
	json_add_key(json, "items");
	write_value(json, field, false);
	json_end_object(json);
}

/* `with_id`: the members have the number of what they are for beside them. */
static void write_properties(struct json_writer *json, const struct route *route, bool with_id)
{
	json_add_key(json, "properties");
	json_begin_object(json);
	if (with_id) {
		json_add_key(json, "id");
		openapi_field(json, &(struct route_field){.name = "id", .kind = ROUTE_ID}, false);
	}
	for (size_t i = route->path_count; i < route->field_count; i++) {
		const struct route_field *field = &route->fields[i];
		json_add_key_text(json, text_of(field->name));
		openapi_field(json, field, field->flags & ROUTE_OPTIONAL);
		if (!(field->flags & ROUTE_WATCHED))
			continue;
		char name[128];
		snprintf(name, sizeof(name), "was_%s", field->name);
		json_add_key_text(json, text_of(name));
		json_begin_object(json);
		write_kind(json, ROUTE_TEXT, true);
		openapi_pair(json, "description",
			     "The value that this change was made from; a conflict when it has changed.");
		json_end_object(json);
	}
	json_end_object(json);
}

static bool is_required(const struct route *route, const struct route_field *field)
{
	return !route->patch && !field->given && !(field->flags & ROUTE_OPTIONAL) && field->kind != ROUTE_FLAG;
}

static void write_body(struct json_writer *json, const struct route *route, bool with_id)
{
	json_begin_object(json);
	openapi_pair(json, "type", "object");
	write_properties(json, route, with_id);
	bool any = false;
	for (size_t i = route->path_count; i < route->field_count; i++) {
		if (!is_required(route, &route->fields[i]))
			continue;
		if (!any) {
			json_add_key(json, "required");
			json_begin_array(json);
		}
		json_add_text(json, text_of(route->fields[i].name));
		any = true;
	}
	if (any)
		json_end_array(json);
	pair_flag(json, "additionalProperties", false);
	json_end_object(json);
}

void openapi_body(struct json_writer *json, const struct route *route)
{
	write_body(json, route, false);
}

/* {"type": "object", "properties": {"data": {"type": "array", "items": …; one schema is still to be written. `most` 0:
 * nobody counts them. */
static void begin_data(struct json_writer *json, size_t most)
{
	json_begin_object(json);
	openapi_pair(json, "type", "object");
	json_add_key(json, "properties");
	json_begin_object(json);
	json_add_key(json, "data");
	json_begin_object(json);
	openapi_pair(json, "type", "array");
	if (most)
		pair_number(json, "maxItems", (int64_t)most);
	json_add_key(json, "items");
}

void openapi_items(struct json_writer *json, const struct route *route)
{
	begin_data(json, route->items_most);
	write_body(json, route->items, true);
	json_end_object(json);
	json_end_object(json);
	json_add_key(json, "required");
	json_add_raw(json, TEXT("[\"data\"]"));
	pair_flag(json, "additionalProperties", false);
	json_end_object(json);
}

void openapi_list(struct json_writer *json, const char *shape)
{
	begin_data(json, 0);
	openapi_reference(json, "schemas", shape);
	json_end_object(json);
	json_add_key(json, "total");
	json_add_raw(json,
		     TEXT("{\"type\":[\"integer\",\"null\"],\"description\":\"Of all pages; null when it was not asked "
			  "for.\"}"));
	json_add_key(json, "next");
	json_add_raw(json, TEXT("{\"type\":[\"string\",\"null\"],\"description\":\"The cursor of the next page.\"}"));
	json_end_object(json);
	json_add_key(json, "required");
	json_add_raw(json, TEXT("[\"data\",\"total\",\"next\"]"));
	json_end_object(json);
}

/* A member of a shape, array aside. */
static void write_shape_value(struct json_writer *json, const struct route_shape_field *field, bool nullable)
{
	if (field->kind == ROUTE_SHAPE && !nullable) {
		openapi_reference(json, "schemas", field->shape);
		return;
	}
	json_begin_object(json);
	if (field->kind == ROUTE_SHAPE) {
		json_add_key(json, "anyOf");
		json_begin_array(json);
		openapi_reference(json, "schemas", field->shape);
		write_null(json);
		json_end_array(json);
	} else {
		write_kind(json, field->kind, nullable);
	}
	if (field->kind == ROUTE_CHOICE)
		write_words(json, &field->words, nullable);
	if (field->kind == ROUTE_MONEY)
		write_money_members(json);
	json_end_object(json);
}

static void write_shape_field(struct json_writer *json, const struct route_shape_field *field)
{
	bool nullable = field->flags & ROUTE_OPTIONAL;
	json_add_key_text(json, text_of(field->name));
	if (!(field->flags & ROUTE_MANY)) {
		write_shape_value(json, field, nullable);
		return;
	}
	json_begin_object(json);
	openapi_pair(json, "type", "array");
	json_add_key(json, "items");
	write_shape_value(json, field, nullable);
	json_end_object(json);
}

static void write_members(struct json_writer *json, const struct route_shape *shape)
{
	json_add_key(json, "properties");
	json_begin_object(json);
	for (size_t i = 0; i < shape->field_count; i++)
		write_shape_field(json, &shape->fields[i]);
	json_end_object(json);
	json_add_key(json, "required");
	json_begin_array(json);
	for (size_t i = 0; i < shape->field_count; i++)
		if (!(shape->fields[i].flags & ROUTE_ABSENT))
			json_add_text(json, text_of(shape->fields[i].name));
	json_end_array(json);
}

void openapi_shapes(struct json_writer *json, const struct route_table *table)
{
	for (size_t i = 0; i < table->shape_count; i++) {
		const struct route_shape *shape = &table->shapes[i];
		json_add_key_text(json, text_of(shape->name));
		json_begin_object(json);
		openapi_pair(json, "type", "object");
		if (shape->field_count)
			write_members(json, shape);
		else
			write_plain_members(json);
		json_end_object(json);
	}
}

void openapi_problem(struct json_writer *json)
{
	static const char schema[] =
		"{\"type\":\"object\",\"description\":\"RFC 9457: what was wrong, field by field.\","
		"\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},"
		"\"status\":{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"},"
		"\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
		"\"field\":{\"type\":\"string\",\"description\":\"JSON pointer into the body.\"},"
		"\"code\":{\"type\":\"string\"},\"message\":{\"type\":\"string\"},"
		"\"values\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}}},"
		"\"required\":[\"title\",\"status\"]}";
	json_add_key(json, "Problem");
	json_add_raw(json, text_of(schema));
}
