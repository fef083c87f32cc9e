/* Which column of the index is which column of lists; see lists_index_parts.h.
 *
 * The one idea: the index has what list_columns.def and the sorts declare, by the same SQL, so that a column that is
 * declared anew is in the index without a word here. What is not "a value of the customer's row, compared" and not one
 * of the few tables below is asked of SQL (lists_index_asked.c).
 */
#include "service/lists_index_parts.h"

#include <string.h>

#define MANY_CUSTOMERS 4000000
#define SHORT          7 /* bytes of a text that stand in a number as they are */

/* Columns with several values a customer. */
static const struct {
	const char *key, *own, *table, *column;
} several[] = {
	{"group", "c.group_id", "customer_groups", "group_id"},
	{"seen_in", NULL, "customer_channels", "channel_id"},
	{"tag", NULL, "customer_tags", "tag_id"},
	{"verification", NULL, "emails", "verification"},
};

/* What the database would make lower case is made so here: there it costs more than giving the column. */
static bool is_lower(const struct list_column *column)
{
	return column->kind == LIST_KIND_code && text_starts(text_of(column->sql), TEXT("lower("));
}

/* NULL: it is none of the customer's own row. */
static const char *value_of(struct arena *arena, const struct list_column *column)
{
	struct text value = list_column_value(column);
	if (is_lower(column))
		value = text_slice(value, 6, value.size - 7);
	return text_is_none(value) ? NULL : text_copy(arena, value).at;
}

static bool is_number(enum list_kind kind)
{
	return list_kind_has_order((int)kind) || kind == LIST_KIND_online;
}

static bool is_family(enum list_kind kind)
{
	return kind == LIST_KIND_choice || kind == LIST_KIND_flag || kind == LIST_KIND_code ||
	       kind == LIST_KIND_country || (kind >= LIST_KIND_type && kind <= LIST_KIND_tag);
}

static int find_word(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return (int)i;
	return -1;
}

/* Groups of an order: what pages are read in has more of them, and millions of customers have fewer, for memory. */
static size_t groups(size_t expected, bool is_sorted)
{
	if (expected > MANY_CUSTOMERS)
		return is_sorted ? 32 : 8;
	return is_sorted ? 64 : 32;
}

static int number_add(struct list_shape *shape, const char *sql)
{
	if (strcmp(sql, "c.id") == 0)
		return LIST_BY_ID;
	int found = find_word(shape->numbers, shape->slots.numbers, sql);
	if (found >= 0 || shape->slots.numbers == INDEX_NUMBERS_MOST)
		return found;
	shape->numbers[shape->slots.numbers] = sql;
	return (int)shape->slots.numbers++;
}

static int family_add(struct list_shape *shape, struct list_family family)
{
	for (size_t i = 0; i < shape->slots.families; i++)
		if (!shape->families[i].table && !family.table && strcmp(shape->families[i].sql, family.sql) == 0)
			return (int)i;
	if (shape->slots.families == INDEX_FAMILIES_MOST)
		return -1;
	shape->families[shape->slots.families] = family;
	return (int)shape->slots.families++;
}

static void add_column(struct arena *arena, struct list_shape *shape, size_t i, const struct list_column *column)
{
	shape->number_of[i] = shape->family_of[i] = -1;
	for (size_t s = 0; s < sizeof several / sizeof *several; s++)
		if (strcmp(several[s].key, column->key) == 0) {
			shape->family_of[i] = family_add(shape, (struct list_family){.sql = several[s].own,
										     .table = several[s].table,
										     .column = several[s].column});
			return;
		}
	const char *value = value_of(arena, column);
	if (value && is_number(column->kind))
		shape->number_of[i] = number_add(shape, value);
	else if (value && is_family(column->kind))
		shape->family_of[i] =
			family_add(shape, (struct list_family){.sql = value,
							       .is_text = column->kind == LIST_KIND_code ||
									  column->kind == LIST_KIND_country,
							       .is_lower = is_lower(column)});
}

/* Types, groups and channels are sorted by their names, which may change: by the sets of their ids, in the order that
 * their names have when a list is asked. Statuses are sorted the same way. */
static void add_sort(struct list_shape *shape, enum list_sort sort)
{
	static const char *const few[LIST_SORT_COUNT] = {[LIST_SORT_TYPE] = "c.type_id",
							 [LIST_SORT_GROUP] = "c.group_id",
							 [LIST_SORT_CHANNEL] = "c.channel_id",
							 [LIST_SORT_STATUS] = "c.status"};
	const struct list_sort_declared *declared = list_sort_declared(sort);
	shape->number_of_sort[sort] = shape->text_of_sort[sort] = shape->family_of_sort[sort] = -1;
	if (few[sort]) {
		shape->family_of_sort[sort] = family_add(shape, (struct list_family){.sql = few[sort]});
	} else if (!declared->is_text) {
		shape->number_of_sort[sort] = number_add(shape, declared->sql);
	} else if (shape->slots.texts < INDEX_TEXTS_MOST) {
		shape->texts[shape->slots.texts] = declared->sql;
		shape->text_of_sort[sort] = (int)shape->slots.texts++;
	}
}

static int family_of_key(const struct list_shape *shape, const char *key)
{
	const struct list_column *columns;
	list_columns(&columns);
	return shape->family_of[list_column_find(text_of(key)) - columns];
}

void list_shape_make(struct arena *arena, size_t expected, struct list_shape *ret_shape)
{
	const struct list_column *columns;
	size_t count = list_columns(&columns);
	*ret_shape = (struct list_shape){0};
	for (size_t i = 0; i < count && i < LIST_COLUMNS_MOST; i++)
		add_column(arena, ret_shape, i, &columns[i]);
	for (enum list_sort sort = 0; sort < LIST_SORT_COUNT; sort++)
		add_sort(ret_shape, sort);
	struct slot_shape *slots = &ret_shape->slots;
	slots->id_groups = groups(expected, true);
	for (size_t i = 0; i < slots->numbers; i++)
		slots->number_groups[i] = groups(expected, false);
	for (enum list_sort sort = 0; sort < LIST_SORT_COUNT; sort++)
		if (ret_shape->number_of_sort[sort] >= 0)
			slots->number_groups[ret_shape->number_of_sort[sort]] = groups(expected, true);
	for (size_t i = 0; i < slots->texts; i++)
		slots->text_groups[i] = groups(expected, true);
	ret_shape->status = family_of_key(ret_shape, "status");
	ret_shape->guest = family_of_key(ret_shape, "guest");
	ret_shape->representative = family_of_key(ret_shape, "representative");
	ret_shape->seen_in = family_of_key(ret_shape, "seen_in");
}

bool list_text_of_value(struct arena *arena, int64_t value, struct text *ret_text)
{
	size_t size = (size_t)((uint64_t)value >> 56);
	if (size > SHORT)
		return false;
	char *at = arena_take(arena, size + 1);
	for (size_t i = 0; i < size; i++)
		at[i] = (char)((uint64_t)value >> (8 * (size - 1 - i)));
	*ret_text = (struct text){at, size};
	return true;
}

/* Its bytes, with its length in front, so that no two texts of up to seven bytes are alike; of longer ones (no code of
 * a country or language is) a hash of 56 bits. */
int64_t list_text_value(struct text t)
{
	uint64_t value = 0, mask = (UINT64_C(1) << 56) - 1;
	if (t.size <= SHORT) {
		for (size_t i = 0; i < t.size; i++)
			value = value << 8 | (unsigned char)t.at[i];
		return (int64_t)(value | (uint64_t)t.size << 56);
	}
	value = UINT64_C(0xCBF29CE484222325);
	for (size_t i = 0; i < t.size; i++)
		value = (value ^ (unsigned char)t.at[i]) * UINT64_C(0x100000001B3);
	return (int64_t)((value & mask) | (uint64_t)(SHORT + 1) << 56);
}
