/* Objects within objects join their names by _; objects in a list are numbered from 1, and called by the list's name
 * without its plural. */
#include "features/transfer/transfer_json.h"

#include "features/transfer/transfer_column.h"
#include "features/transfer/transfer_list.h"

#define EXTERNAL_MOST 1000 /* each is compared with all others */

struct reading {
	struct arena *arena;
	transfer_json_cell *cell;
	void *state;
	const char *wrong; /* NULL: nothing yet */
	size_t count;      /* cells that were handed over */
};

static void give(struct reading *reading, struct text name, struct text cell)
{
	if (name.size > TRANSFER_NAME)
		reading->wrong = "json_key_size";
	else if (reading->count++ == TRANSFER_COLUMNS)
		reading->wrong = "json_keys";
	else if (!reading->wrong)
		reading->cell(reading->state, text_copy(reading->arena, name), cell);
}

static struct text scalar(struct arena *arena, const struct json_value *value)
{
	struct text text;
	bool flag;
	if (json_as_text(value, &text))
		return text_copy(arena, text);
	if (json_as_flag(value, &flag))
		return flag ? TEXT("yes") : TEXT("no");
	return json_kind(value) == JSON_IS_NUMBER ? json_digits(arena, value) : TEXT("");
}

/* Of lists that are ours: "addresses" → "address". */
static struct text one_of(struct text list)
{
	if (text_ends(list, TEXT("ses")))
		return text_slice(list, 0, list.size - 2);
	return text_ends(list, TEXT("s")) ? text_slice(list, 0, list.size - 1) : list;
}

/* What the API calls otherwise than an export does. */
static struct text inner_name(struct arena *arena, struct text outer, struct text key)
{
	static const struct {
		const char *begins, *key, *suffix;
	} own[] = {{"email_", "address", ""},
		   {"phone_", "number", ""},
		   {"address_", "is_shipping", "_shipping"},
		   {"address_", "is_billing", "_billing"}};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (text_starts(outer, text_of(own[i].begins)) && text_equal(key, text_of(own[i].key)))
			return text_join(arena, outer, text_of(own[i].suffix));
	return text_format(arena, "%.*s_%.*s", TEXT_ARG(outer), TEXT_ARG(key));
}

static void read_value(struct reading *reading, struct text name, const struct json_value *value);

static void read_object(struct reading *reading, struct text name, const struct json_value *object)
{
	struct json_walk walk = {0};
	struct text key;
	const struct json_value *value;
	while (!reading->wrong && json_next(object, &walk, &key, &value))
		read_value(reading, text_is_none(name) ? key : inner_name(reading->arena, name, key), value);
}

/* [{"system": "shop", "value": "1"}] is external.shop. */
static bool read_external(struct reading *reading, struct text name, const struct json_value *list)
{
	size_t count = json_count(list), found;
	struct text *pieces = arena_take_array(reading->arena, count, sizeof *pieces);
	struct text system, other;
	if (!text_equal(name, TEXT("external_ids")) || count > EXTERNAL_MOST)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!json_as_text(json_member(json_at(list, i), TEXT("system")), &system))
			return false;
	for (size_t i = 0; i < count; i++) {
		bool before = false;
		(void)json_as_text(json_member(json_at(list, i), TEXT("system")), &system);
		found = 0;
		for (size_t k = 0; k < count; k++)
			if (json_as_text(json_member(json_at(list, k), TEXT("system")), &other) &&
			    text_equal(other, system)) {
				before = before || k < i;
				pieces[found++] = scalar(reading->arena, json_member(json_at(list, k), TEXT("value")));
			}
		if (!before)
			give(reading, text_join(reading->arena, TEXT("external."), system),
			     transfer_list_write(reading->arena, pieces, found));
	}
	return count > 0;
}

static bool is_nested(enum json_kind kind)
{
	return kind == JSON_IS_ARRAY || kind == JSON_IS_OBJECT;
}

/* Texts and numbers make a cell that is a list; but each e-mail and phone has a column of its own. */
static void read_list(struct reading *reading, struct text name, const struct json_value *list)
{
	size_t count = json_count(list), kept = 0;
	struct text *pieces = arena_take_array(reading->arena, count, sizeof *pieces);
	bool apart = text_equal(name, TEXT("emails")) || text_equal(name, TEXT("phones"));
	if (read_external(reading, name, list))
		return;
	for (size_t i = 0; i < count; i++) {
		const struct json_value *value = json_at(list, i);
		apart = apart || is_nested(json_kind(value));
		if (json_kind(value) != JSON_IS_NULL)
			pieces[kept++] = scalar(reading->arena, value);
	}
	if (!apart || !count) {
		struct text cell = transfer_list_write(reading->arena, pieces, kept);
		give(reading, name, text_is_none(cell) ? TEXT("") : cell);
		return;
	}
	struct text one = one_of(name);
	for (size_t i = 0; i < count && !reading->wrong; i++)
		read_value(reading, text_format(reading->arena, "%.*s_%zu", TEXT_ARG(one), i + 1), json_at(list, i));
}

static void read_value(struct reading *reading, struct text name, const struct json_value *value)
{
	if (json_kind(value) == JSON_IS_ARRAY)
		read_list(reading, name, value);
	else if (json_kind(value) == JSON_IS_OBJECT && json_count(value))
		read_object(reading, name, value);
	else
		give(reading, name, scalar(reading->arena, value));
}

enum outcome transfer_json_read(struct arena *arena, struct text line, transfer_json_cell *cell, void *state,
				struct json_fault *ret_fault)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct reading reading = {.arena = arena, .cell = cell, .state = state};
	TRY(json_open((struct bytes){(const unsigned char *)line.at, line.size}, &document, ret_fault));
	const struct json_value *root = json_root(document);
	*ret_fault = (struct json_fault){.code = "json_object"};
	if (json_kind(root) != JSON_IS_OBJECT)
		return INVALID;
	read_object(&reading, TEXT_NONE, root);
	*ret_fault = (struct json_fault){.code = reading.wrong};
	return reading.wrong ? INVALID : DONE;
}
