/* Customers as rows of the index, read by SQL; see lists_index_parts.h.
 *
 * The one idea: one statement gives the rows in order of id, one for each table with several values gives those in the
 * same order, and they are put together walking along both.
 */
#include "service/lists_index_parts.h"

#include <string.h>

#define SQL_MOST (1 << 16)

/* The values of one table for these customers. */
struct pairs {
	struct store_rows rows;
	size_t at; /* while walking */
};
struct pair {
	int64_t customer, value;
};

struct reading {
	const struct list_shape *shape;
	struct pairs pairs[INDEX_FAMILIES_MOST];
	int64_t *values; /* of the row at hand, of all families */
	size_t value_room;
	struct list_batch *batch;
};

/* " WHERE name BETWEEN …", or IN (…). */
static void add_which(struct composed *c, const char *name, const struct list_rows_ask *ask)
{
	ADD(c, " WHERE ");
	if (ask->ids) {
		composed_ids(c, name, ask->ids, ask->count);
		return;
	}
	composed_add(c, name);
	ADD(c, " BETWEEN ");
	composed_bind_number(c, ask->first);
	ADD(c, " AND ");
	composed_bind_number(c, ask->last);
}

static enum outcome ask_store(struct reader *reader, struct composed *c, store_row_fn *row, void *state)
{
	if (buffer_failed(&c->sql))
		return FAULT;
	return store_query_composed(reader, buffer_text(&c->sql), c->values, c->count, row, state);
}

static struct composed composed_for(struct reader *reader)
{
	return (struct composed){
		.arena = reader_arena(reader), .is_postgres = reader_is_postgres(reader), .sql = buffer_make(SQL_MOST)};
}

/* ---- several values ---- */

static enum outcome add_pair(void *state, const struct store_row *row)
{
	struct pair *pair = store_rows_add(&((struct pairs *)state)->rows);
	*pair = (struct pair){store_row_number(row, 0), store_row_number(row, 1)};
	return DONE;
}

static enum outcome read_pairs(struct reader *reader, const struct list_family *family, const struct list_rows_ask *ask,
			       struct pairs *pairs)
{
	struct composed c __attribute__((cleanup(composed_free))) = composed_for(reader);
	pairs->rows = (struct store_rows){.arena = reader_arena(reader), .size = sizeof(struct pair)};
	ADD(&c, "SELECT x.customer_id, x.");
	composed_add(&c, family->column);
	ADD(&c, " FROM ");
	composed_add(&c, family->table);
	ADD(&c, " x");
	add_which(&c, "x.customer_id", ask);
	ADD(&c, " ORDER BY x.customer_id");
	return ask_store(reader, &c, add_pair, pairs);
}

static void value_add(struct reading *reading, size_t at, int64_t value)
{
	if (at == reading->value_room) {
		int64_t *more = arena_take_array(reading->batch->arena, at * 2 + 16, sizeof *more);
		if (at)
			memcpy(more, reading->values, at * sizeof *more);
		reading->values = more;
		reading->value_room = at * 2 + 16;
	}
	reading->values[at] = value;
}

static size_t take_pairs(struct reading *reading, struct pairs *pairs, int64_t customer, size_t count)
{
	const struct pair *all = pairs->rows.rows;
	while (pairs->at < pairs->rows.count && all[pairs->at].customer < customer)
		pairs->at++;
	for (; pairs->at < pairs->rows.count && all[pairs->at].customer == customer; pairs->at++)
		value_add(reading, count++, all[pairs->at].value);
	return count;
}

/* ---- rows ---- */

/* NUMBER_NONE for null, as numbers are. */
static int64_t own_value(const struct reading *reading, const struct list_family *family, const struct store_row *row,
			 int column)
{
	if (!family->is_text)
		return store_row_number_or(row, column, NUMBER_NONE);
	struct text t = store_row_text(row, column);
	if (text_is_none(t))
		return NUMBER_NONE;
	return list_text_value(family->is_lower ? text_lower_ascii(reading->batch->arena, t) : t);
}

/* Values of all families stand one behind the other, so that they take one piece of memory. */
static void read_families(struct reading *reading, const struct store_row *row, int column, struct slot_row *to)
{
	const struct list_shape *shape = reading->shape;
	size_t starts[INDEX_FAMILIES_MOST + 1], count = 0;
	for (size_t i = 0; i < shape->slots.families; i++) {
		const struct list_family *family = &shape->families[i];
		starts[i] = count;
		int64_t own = family->sql ? own_value(reading, family, row, column++) : NUMBER_NONE;
		if (own != NUMBER_NONE)
			value_add(reading, count++, own);
		if (family->table)
			count = take_pairs(reading, &reading->pairs[i], to->id, count);
	}
	starts[shape->slots.families] = count;
	int64_t *values = (int64_t *)arena_take_bytes(reading->batch->arena, count * sizeof *values);
	if (count)
		memcpy(values, reading->values, count * sizeof *values);
	for (size_t i = 0; i < shape->slots.families; i++) {
		to->families[i].values = values + starts[i];
		to->families[i].count = starts[i + 1] - starts[i];
	}
}

static enum outcome read_row(void *state, const struct store_row *row)
{
	struct reading *reading = state;
	const struct slot_shape *shape = &reading->shape->slots;
	struct slot_row *to = &reading->batch->rows[reading->batch->count++];
	int column = 1;
	to->id = store_row_number(row, 0);
	for (size_t i = 0; i < shape->numbers; i++, column++)
		to->numbers[i] = store_row_number_or(row, column, NUMBER_NONE);
	for (size_t i = 0; i < shape->texts; i++, column++) {
		struct text t = store_row_text(row, column);
		to->texts[i] = text_is_none(t) ? TEXT_NONE : text_copy(reading->batch->arena, t);
	}
	read_families(reading, row, column, to);
	return DONE;
}

static void add_columns(struct composed *c, const struct list_shape *shape)
{
	ADD(c, "SELECT c.id");
	for (size_t i = 0; i < shape->slots.numbers; i++) {
		ADD(c, ", ");
		composed_add(c, shape->numbers[i]);
	}
	for (size_t i = 0; i < shape->slots.texts; i++) {
		ADD(c, ", ");
		composed_add(c, shape->texts[i]);
	}
	for (size_t i = 0; i < shape->slots.families; i++)
		if (shape->families[i].sql) {
			ADD(c, ", ");
			composed_add(c, shape->families[i].sql);
		}
	ADD(c, " FROM customers c LEFT JOIN customer_counters k ON k.customer_id = c.id");
}

enum outcome list_rows_read(struct reader *reader, const struct list_shape *shape, const struct list_rows_ask *ask,
			    struct list_batch *batch)
{
	struct reading reading = {.shape = shape, .batch = batch};
	struct composed c __attribute__((cleanup(composed_free))) = composed_for(reader);
	for (size_t i = 0; i < shape->slots.families; i++)
		if (shape->families[i].table)
			TRY(read_pairs(reader, &shape->families[i], ask, &reading.pairs[i]));
	add_columns(&c, shape);
	add_which(&c, "c.id", ask);
	ADD(&c, " ORDER BY c.id");
	return ask_store(reader, &c, read_row, &reading);
}

struct list_batch list_batch_make(struct arena *arena, size_t most)
{
	return (struct list_batch){.arena = arena, .rows = arena_take_array(arena, most, sizeof(struct slot_row))};
}
