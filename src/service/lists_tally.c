/* Tables of totals: the face, and SQL's answer; the contract is in lists.h.
 *
 * The one idea: SQL groups by the column and counts each condition with CASE, so that it too reads the customers once.
 * Elsewhere: the index's answer (lists_index_tally.c).
 */
#include "service/lists_index_parts.h"

#include "base/log.h"

struct tallying {
	const struct list_tally_ask *ask;
	bool is_text;
	struct store_rows rows;
	int64_t *totals;
};

struct list_tally_row *list_tally_add(struct store_rows *rows, size_t within_count)
{
	struct list_tally_row *row = store_rows_add(rows);
	row->word = TEXT_NONE;
	row->counts = arena_take_array(rows->arena, within_count, sizeof *row->counts);
	return row;
}

static enum outcome add_row(void *state, const struct store_row *from)
{
	struct tallying *tallying = state;
	size_t count = tallying->ask->within_count;
	struct list_tally_row *row = list_tally_add(&tallying->rows, count);
	int64_t all = 0;
	row->is_none = store_row_is_null(from, 0);
	if (tallying->is_text)
		row->word = store_read_text(tallying->rows.arena, from, 0);
	else
		row->number = store_row_number(from, 0);
	for (size_t i = 0; i < count; i++) {
		row->counts[i] = store_row_number(from, (int)i + 1);
		tallying->totals[i] += row->counts[i];
		all += row->counts[i];
	}
	tallying->rows.count -= all == 0 || !tallying->ask->by;
	return DONE;
}

static enum outcome ask_store(struct context *ctx, struct tallying *tallying)
{
	struct composed c __attribute__((cleanup(composed_free))) = {0};
	const struct list_tally_ask *ask = tallying->ask;
	struct text value = ask->by ? list_column_value(ask->by) : TEXT("NULL");
	TRY(composed_open(ctx, &c));
	ADD(&c, "SELECT ");
	buffer_add(&c.sql, value);
	for (size_t i = 0; i < ask->within_count; i++) {
		ADD(&c, ", COUNT(CASE WHEN ");
		composed_node(&c, ask->within[i]->root);
		ADD(&c, " THEN 1 END)");
	}
	ADD(&c, " FROM customers c LEFT JOIN customer_counters k ON k.customer_id = c.id");
	composed_where(&c, reader_session(ctx->reader), ask->whom);
	if (ask->by) {
		ADD(&c, " GROUP BY ");
		buffer_add(&c.sql, value);
	}
	if (buffer_failed(&c.sql))
		return TOO_MANY;
	return store_query_composed(ctx->reader, buffer_text(&c.sql), c.values, c.count, add_row, tallying);
}

/* Else its numbers would not be the totals of the lists. */
static bool may_be_asked(const struct list_tally_ask *ask)
{
	bool may = ask->within_count >= 1 && ask->within_count <= LIST_TALLY_MOST &&
		   (!ask->by || list_column_tallies(ask->by));
	for (size_t i = 0; may && i < ask->within_count; i++)
		may = !ask->within[i]->names_guests && !ask->within[i]->names_trash && !ask->within[i]->has_words;
	return may;
}

enum outcome lists_tally(struct context *ctx, const struct list_tally_ask *ask, struct list_tally *ret_tally)
{
	bool answered = false;
	if (!may_be_asked(ask)) {
		log_line(LOG_ERROR, ctx->request_id, "lists: a table of totals that cannot be asked for");
		return FAULT;
	}
	struct list_index *index = list_index_find(ctx);
	if (index)
		TRY(list_index_tally(ctx, index, ask, ret_tally, &answered));
	if (answered)
		return DONE;
	struct tallying tallying = {
		.ask = ask,
		.is_text = ask->by && (ask->by->kind == LIST_KIND_country || ask->by->kind == LIST_KIND_code),
		.rows = {.arena = ctx->arena, .size = sizeof(struct list_tally_row)},
		.totals = arena_take_array(ctx->arena, ask->within_count, sizeof(int64_t)),
	};
	TRY(ask_store(ctx, &tallying));
	*ret_tally = (struct list_tally){tallying.totals, tallying.rows.rows, tallying.rows.count};
	return DONE;
}
