/* Who of some is on a list: for those who work on some at a time, and mostly while they write. Always by SQL. */
#include "service/lists_index_parts.h"

struct having {
	const struct customer_id *ids;
	size_t count;
	bool *has;
};

static enum outcome note_had(void *state, const struct store_row *row)
{
	const struct having *having = state;
	int64_t id = store_row_number(row, 0);
	for (size_t i = 0; i < having->count; i++)
		having->has[i] = having->has[i] || having->ids[i].value == id;
	return DONE;
}

enum outcome lists_have(struct context *ctx, const struct list_ask *ask, const struct customer_id *ids, size_t count,
			bool **ret_has)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	struct having having = {ids, count, arena_take_array(ctx->arena, count, sizeof *having.has)};
	int64_t *numbers = arena_take_array(ctx->arena, count, sizeof *numbers);
	for (size_t i = 0; i < count; i++)
		numbers[i] = ids[i].value;
	*ret_has = having.has;
	if (!count)
		return DONE;
	TRY(composed_open(ctx, &c));
	ADD(&c, "SELECT c.id FROM customers c LEFT JOIN customer_counters k ON k.customer_id = c.id");
	composed_where(&c, reader_session(ctx->reader), ask);
	ADD(&c, " AND ");
	composed_ids(&c, "c.id", numbers, count);
	if (buffer_failed(&c.sql))
		return TOO_MANY;
	return store_query_composed(ctx->reader, buffer_text(&c.sql), c.values, c.count, note_had, &having);
}
