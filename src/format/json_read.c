/* jansson does the parsing. A value here is its json_t; only this file knows.
 * jansson's own limit of depth is fixed (2048) and its stack use bounded, so depth is counted in a pass before it. */
#include "format/json_read.h"

#include "base/ids.h"
#include "base/memory.h"

#include <jansson.h>
#include <stdlib.h>

struct json_document {
	json_t *root;
};

static json_t *inner(const struct json_value *value)
{
	return (json_t *)(uintptr_t)value;
}

static const struct json_value *outer(const json_t *value)
{
	return (const struct json_value *)value;
}

/* Brackets outside strings. Wrong nesting is left to the parser. */
static bool is_too_deep(struct bytes raw)
{
	size_t depth = 0;
	bool in_string = false;
	for (size_t i = 0; i < raw.size; i++) {
		unsigned char c = raw.at[i];
		if (in_string && c == '\\')
			i++;
		else if (c == '"')
			in_string = !in_string;
		else if (!in_string && (c == '[' || c == '{') && ++depth > JSON_DEPTH_MOST)
			return true;
		else if (!in_string && (c == ']' || c == '}') && depth > 0)
			depth--;
	}
	return false;
}

static const char *code_of(const json_error_t *error)
{
	enum json_error_code code = json_error_code(error);
	if (code == json_error_duplicate_key)
		return "json_duplicate_key";
	if (code == json_error_null_character || code == json_error_null_byte_in_key)
		return "json_nul";
	if (code == json_error_invalid_utf8)
		return "json_utf8";
	return code == json_error_numeric_overflow ? "json_number" : "json_syntax";
}

enum outcome json_open(struct bytes raw, struct json_document **ret_document, struct json_fault *ret_fault)
{
	*ret_fault = (struct json_fault){.code = "json_depth"};
	if (is_too_deep(raw))
		return INVALID;
	json_error_t error;
	/* Without JSON_ALLOW_NUL jansson refuses \u0000 itself. */
	json_t *root = json_loadb(raw.size ? (const char *)raw.at : "", raw.size,
				  JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (!root) {
		*ret_fault = (struct json_fault){code_of(&error), error.line > 0 ? error.line : 0,
						 error.column > 0 ? error.column : 0};
		return INVALID;
	}
	struct json_document *document = memory_resize(NULL, sizeof *document);
	document->root = root;
	*ret_document = document;
	return DONE;
}

static void json_close(struct json_document *document)
{
	if (!document)
		return;
	json_decref(document->root);
	free(document);
}

void json_cleanup(struct json_document **document)
{
	json_close(*document);
}

const struct json_value *json_root(const struct json_document *document)
{
	return outer(document->root);
}

enum json_kind json_kind(const struct json_value *value)
{
	if (!value)
		return JSON_IS_ABSENT;
	switch (json_typeof(inner(value))) {
	case JSON_OBJECT: return JSON_IS_OBJECT;
	case JSON_ARRAY: return JSON_IS_ARRAY;
	case JSON_STRING: return JSON_IS_TEXT;
	case JSON_INTEGER:
	case JSON_REAL: return JSON_IS_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE: return JSON_IS_FLAG;
	case JSON_NULL: return JSON_IS_NULL;
	}
	return JSON_IS_ABSENT;
}

bool json_as_text(const struct json_value *value, struct text *ret_text)
{
	if (!json_is_string(inner(value)))
		return false;
	*ret_text = (struct text){json_string_value(inner(value)), json_string_length(inner(value))};
	return true;
}

bool json_as_number(const struct json_value *value, int64_t *ret_number)
{
	if (!json_is_integer(inner(value)))
		return false;
	int64_t number = json_integer_value(inner(value));
	if (number > ID_MAX || number < -ID_MAX)
		return false;
	*ret_number = number;
	return true;
}

bool json_as_flag(const struct json_value *value, bool *ret_flag)
{
	if (!json_is_boolean(inner(value)))
		return false;
	*ret_flag = json_is_true(inner(value));
	return true;
}

struct text json_digits(struct arena *arena, const struct json_value *value)
{
	if (json_is_integer(inner(value)))
		return text_of_number(arena, json_integer_value(inner(value)));
	if (!json_is_real(inner(value)))
		return TEXT_NONE;
	double number = json_real_value(inner(value));
	struct text few = text_format(arena, "%.15g", number);
	return strtod(few.at, NULL) == number ? few : text_format(arena, "%.17g", number);
}

size_t json_count(const struct json_value *value)
{
	return json_is_object(inner(value)) ? json_object_size(inner(value)) : json_array_size(inner(value));
}

const struct json_value *json_at(const struct json_value *array, size_t index)
{
	return outer(json_array_get(inner(array), index));
}

const struct json_value *json_member(const struct json_value *object, struct text key)
{
	if (!json_is_object(inner(object)) || !key.at)
		return NULL;
	return outer(json_object_getn(inner(object), key.at, key.size));
}

bool json_next(const struct json_value *object, struct json_walk *walk, struct text *ret_key,
	       const struct json_value **ret_value)
{
	walk->place =
		walk->started ? json_object_iter_next(inner(object), walk->place) : json_object_iter(inner(object));
	walk->started = true;
	if (!walk->place)
		return false;
	*ret_key = (struct text){json_object_iter_key(walk->place), json_object_iter_key_len(walk->place)};
	*ret_value = outer(json_object_iter_value(walk->place));
	return true;
}

struct text json_source(struct arena *arena, const struct json_value *value)
{
	size_t flags = JSON_COMPACT | JSON_ENCODE_ANY;
	size_t size = value ? json_dumpb(inner(value), NULL, 0, flags) : 0;
	if (size == 0)
		return TEXT_NONE;
	char *at = arena_take(arena, size + 1);
	json_dumpb(inner(value), at, size, flags);
	return (struct text){at, size};
}
