/* A JSON object as a list of named values; see fields_parts.h.
 *
 * The one idea: two levels are enough. A member is a plain value, a list of plain values, or money; whatever is deeper
 * is kept only as the JSON it is, for fields that are declared json, and is refused by all others.
 */
#include "format/json_read.h"
#include "web/fields_parts.h"

#include <string.h>

#define MONEY_MEMBERS 2

static void set_plain(struct arena *arena, struct field *field, const struct json_value *value)
{
	bool flag = false;
	switch (json_kind(value)) {
	case JSON_IS_ABSENT:
	case JSON_IS_NULL: field->form = FIELD_NULL; break;
	case JSON_IS_FLAG:
		json_as_flag(value, &flag);
		field->form = flag ? FIELD_TRUE : FIELD_FALSE;
		break;
	case JSON_IS_NUMBER: field->form = FIELD_NUMBER; break;
	case JSON_IS_TEXT: field->form = FIELD_TEXT; break;
	case JSON_IS_ARRAY: field->form = FIELD_LIST; break;
	case JSON_IS_OBJECT: field->form = FIELD_OBJECT; break;
	}
	field->raw = json_source(arena, value);
	if (field->form == FIELD_NUMBER)
		field->text = field->raw;
	else if (json_as_text(value, &field->text))
		field->text = text_copy(arena, field->text);
}

static bool add_members(struct field_list *list, const struct json_value *object)
{
	struct json_walk walk = {0};
	struct text key;
	const struct json_value *value;
	while (json_next(object, &walk, &key, &value)) {
		struct field *member = field_list_add(list);
		if (!member)
			return false;
		member->name = text_copy(list->arena, key);
		set_plain(list->arena, member, value);
	}
	return true;
}

static bool add_items(struct field_list *list, const struct json_value *array)
{
	size_t count = json_count(array);
	for (size_t i = 0; i < count; i++) {
		struct field *item = field_list_add(list);
		if (!item)
			return false;
		set_plain(list->arena, item, json_at(array, i));
	}
	return true;
}

static bool add_level(struct field_list *outer, struct field *field, const struct json_value *value)
{
	struct field_list list = {.arena = outer->arena, .total = outer->total};
	bool fits = true;
	if (field->form == FIELD_LIST)
		fits = add_items(&list, value);
	else if (field->form == FIELD_OBJECT && json_count(value) == MONEY_MEMBERS)
		fits = add_members(&list, value);
	field->items = list.list;
	field->item_count = list.count;
	return fits;
}

static int refuse_fault(struct context *ctx, const struct json_fault *fault)
{
	if (strcmp(fault->code, "json_duplicate_key") == 0)
		return fields_refuse(ctx, 422, "duplicate", N_("A name stands twice in an object."));
	if (strcmp(fault->code, "json_number") == 0)
		return fields_refuse(ctx, 422, "out_of_range", N_("A number is too large."));
	if (strcmp(fault->code, "json_nul") == 0 || strcmp(fault->code, "json_utf8") == 0)
		return fields_refuse(ctx, 422, "not_text", N_("Some text is not valid UTF-8, or holds a NUL."));
	if (strcmp(fault->code, "json_depth") == 0)
		return fields_refuse(ctx, 422, "nested", N_("This is nested too deeply."));
	int64_t numbers[] = {fault->line, fault->column};
	problems_add(ctx->problems, (struct problem){.code = "malformed",
						     .message = N_("This is no JSON: line {0}, column {1}."),
						     .values = {text_of_number(ctx->arena, numbers[0]),
								text_of_number(ctx->arena, numbers[1])}});
	return 400;
}

int fields_parse_json(struct context *ctx, struct text source, struct field_list *list)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	if (json_open((struct bytes){(const unsigned char *)source.at, source.size}, &document, &fault) != DONE)
		return refuse_fault(ctx, &fault);
	const struct json_value *root = json_root(document), *value;
	if (json_kind(root) != JSON_IS_OBJECT)
		return fields_refuse(ctx, 422, "wrong_type", N_("The body needs to be a JSON object."));
	struct json_walk walk = {0};
	struct text key;
	while (json_next(root, &walk, &key, &value)) {
		struct field *field = field_list_add(list);
		if (!field)
			return fields_refuse_number(ctx);
		field->name = text_copy(ctx->arena, key);
		set_plain(ctx->arena, field, value);
		if (!add_level(list, field, value))
			return fields_refuse_number(ctx);
	}
	return 0;
}

bool fields_is_json(struct text source)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	return json_open((struct bytes){(const unsigned char *)source.at, source.size}, &document, &fault) == DONE;
}
