/* What a list is sorted by, as phases over the index; see lists_index_parts.h.
 *
 * The one idea: a phase is an order and who of it comes now. Keys that may be missing have two: those who have one,
 * then the others by number. Types, groups, channels and statuses have one for each name, in the order of the names.
 */
#include "service/lists_index_parts.h"

#include <stdlib.h>
#include <string.h>

#define SQL_MOST 1000

struct named {
	struct text name;
	int64_t id;
};

/* ---- names, by SQL, without the lock ---- */

static enum outcome add_named(void *state, const struct store_row *row)
{
	struct store_rows *rows = state;
	struct named *named = store_rows_add(rows);
	*named = (struct named){store_read_text(rows->arena, row, 1), store_row_number(row, 0)};
	return DONE;
}

/* The sort's own SQL for the key, asked for every row of the table that it names. */
static enum outcome read_names(struct context *ctx, enum list_sort sort, const char *id, const char *table,
			       struct store_rows *rows)
{
	struct composed c __attribute__((cleanup(composed_free))) = {.arena = ctx->arena, .sql = buffer_make(SQL_MOST)};
	ADD(&c, "SELECT c.");
	composed_add(&c, id);
	ADD(&c, ", ");
	composed_add(&c, list_sort_declared(sort)->sql);
	ADD(&c, " FROM (SELECT id AS ");
	composed_add(&c, id);
	ADD(&c, " FROM ");
	composed_add(&c, table);
	ADD(&c, ") c");
	return store_query_composed(ctx->reader, buffer_text(&c.sql), NULL, 0, add_named, rows);
}

static int compare_named(const void *left, const void *right)
{
	return text_compare(((const struct named *)left)->name, ((const struct named *)right)->name);
}

enum outcome list_sorting_begin(struct context *ctx, const struct list_index *index, const struct list_ask *ask,
				struct list_sorting *ret_sorting)
{
	struct store_rows rows = {.arena = ctx->arena, .size = sizeof(struct named)};
	*ret_sorting = (struct list_sorting){.sort = ask->sort, .descending = ask->descending};
	if (index->shape.family_of_sort[ask->sort] < 0)
		return DONE;
	ret_sorting->is_named = true;
	switch ((int)ask->sort) {
	case LIST_SORT_TYPE: TRY(read_names(ctx, ask->sort, "type_id", "types", &rows)); break;
	case LIST_SORT_GROUP: TRY(read_names(ctx, ask->sort, "group_id", "groups", &rows)); break;
	case LIST_SORT_CHANNEL: TRY(read_names(ctx, ask->sort, "channel_id", "channels", &rows)); break;
	default:
		for (int status = 0; status < CUSTOMER_STATUS_COUNT; status++)
			((struct named *)store_rows_add(&rows))->id = status;
		break;
	}
	if (ask->sort != LIST_SORT_STATUS)
		qsort(rows.rows, rows.count, sizeof(struct named), compare_named);
	ret_sorting->named = rows.rows;
	ret_sorting->named_count = rows.count;
	return DONE;
}

/* ---- phases, with the lock ---- */

/* Rows of one name, which several ids may have, are one phase. */
static void add_named_phase(const struct slot_family *family, const struct slot_order *order,
			    struct list_sorting *sorting, size_t first, size_t count)
{
	const struct slot_set **sets = arena_take_array(sorting->arena, count, sizeof *sets);
	size_t found = 0;
	for (size_t i = first; i < first + count; i++) {
		sets[found] = slot_family_find(family, sorting->named[i].id);
		found += sets[found] != NULL;
	}
	if (found == 0)
		return;
	sorting->keys[sorting->phase_count] = &sorting->named[first];
	sorting->phases[sorting->phase_count++] =
		(struct slot_phase){.order = order, .sets = (const struct slot_set *const *)sets, .set_count = found};
}

static size_t same_name(const struct list_sorting *sorting, size_t first)
{
	size_t count = 1;
	while (sorting->sort != LIST_SORT_STATUS && first + count < sorting->named_count &&
	       text_equal(sorting->named[first].name, sorting->named[first + count].name))
		count++;
	return count;
}

static void add_named_phases(struct list_sorting *sorting, const struct list_index *index)
{
	const struct slot_family *family = &index->slots.families[index->shape.family_of_sort[sorting->sort]];
	for (size_t first = 0, count; first < sorting->named_count; first += count) {
		count = same_name(sorting, first);
		add_named_phase(family, &index->slots.by_id, sorting, first, count);
	}
	for (size_t i = 0; sorting->descending && i < sorting->phase_count / 2; i++) {
		size_t other = sorting->phase_count - 1 - i;
		const struct slot_phase phase = sorting->phases[i];
		const struct named *key = sorting->keys[i];
		sorting->phases[i] = sorting->phases[other];
		sorting->keys[i] = sorting->keys[other];
		sorting->phases[other] = phase;
		sorting->keys[other] = key;
	}
}

void list_sorting_make(struct list_sorting *sorting, struct arena *arena, const struct list_index *index)
{
	int number = index->shape.number_of_sort[sorting->sort], text = index->shape.text_of_sort[sorting->sort];
	sorting->arena = arena;
	sorting->phase_count = 0;
	sorting->phases = arena_take_array(arena, sorting->named_count + 2, sizeof *sorting->phases);
	sorting->keys = arena_take_array(arena, sorting->named_count + 2, sizeof(*sorting->keys));
	if (sorting->is_named) {
		add_named_phases(sorting, index);
		return;
	}
	const struct slot_order *order = number == LIST_BY_ID ? &index->slots.by_id
					 : number >= 0        ? &index->slots.by_number[number]
							      : &index->slots.by_text[text];
	sorting->phases[sorting->phase_count++] = (struct slot_phase){.order = order};
	if (order->count < index->slots.alive_count)
		sorting->phases[sorting->phase_count++] =
			(struct slot_phase){.order = &index->slots.by_id, .without = slot_order_all(order)};
}

/* ---- a position ---- */

/* How the phase's name stands to the position's, seen in the direction of the list. */
static int compare_phase(const struct list_sorting *sorting, size_t phase, const struct list_position *position)
{
	const struct named *named = sorting->keys[phase];
	int way = sorting->sort == LIST_SORT_STATUS ? (named->id > position->number) - (named->id < position->number)
						    : text_compare(named->name, position->text);
	return sorting->descending ? -way : way;
}

void list_sorting_find(const struct list_sorting *sorting, const struct list_position *position, size_t *ret_phase,
		       struct slot_key *ret_key)
{
	*ret_key = (struct slot_key){.number = position->id, .id = position->id};
	if (!sorting->is_named) {
		*ret_phase = position->is_null;
		if (!position->is_null)
			*ret_key = (struct slot_key){position->number, position->text, position->id};
		return;
	}
	size_t phase = 0;
	while (phase < sorting->phase_count && compare_phase(sorting, phase, position) < 0)
		phase++;
	*ret_phase = phase;
	/* Nobody has that name any more: it stands before all who come behind it. */
	if (phase < sorting->phase_count && compare_phase(sorting, phase, position) > 0)
		ret_key->number = sorting->descending ? INT64_MAX : INT64_MIN;
}
