/* Counting and sorting; the contract is in stats.h. Elsewhere: how it is asked (stats_asked.c). */
#include "features/stats/stats.h"

#include "features/labels/labels.h"
#include "format/fold.h"
#include "service/lists.h"
#include "service/settings.h"

const struct stats_asked stats_usual = {
	.types = STATS_AS_SET, .periods = STATS_AS_SET, .from = DATE_NONE, .until = DATE_NONE};

/* ---- heads ---- */

static struct text range_filter(struct arena *arena, const struct stats_asked *asked)
{
	struct text from = date_format(arena, asked->from), until = date_format(arena, asked->until);
	return text_format(arena, "since:%.*s..%.*s", TEXT_ARG(from), TEXT_ARG(until));
}

static enum outcome parse(struct context *ctx, struct text source, const struct filter **ret_filter,
			  struct text *ret_source)
{
	struct filter *filter;
	TRY(filter_parse(ctx, source, &filter));
	*ret_filter = filter;
	*ret_source = filter_print(ctx->arena, filter);
	return DONE;
}

static enum outcome fill_columns(struct context *ctx, const struct stats_asked *asked, struct stats_table *table)
{
	static const char *const filters[STATS_OWN] = {[STATS_TODAY] = "since:today",
						       [STATS_YESTERDAY] = "since:yesterday",
						       [STATS_WEEK] = "since:last7d",
						       [STATS_MONTH] = "since:this-month"};
	const struct filter *unused;
	bool has_own = !date_is_none(asked->from) || !date_is_none(asked->until);
	for (enum stats_period period = 0; period < STATS_PERIOD_COUNT; period++) {
		struct stats_column *column = &table->columns[table->column_count];
		if (period == STATS_OWN && !has_own)
			continue;
		struct text source = period == STATS_OWN ? range_filter(ctx->arena, asked) : text_of(filters[period]);
		TRY(parse(ctx, source, &unused, &column->filter));
		column->period = period;
		table->column_count++;
	}
	return DONE;
}

/* The word stands in quotation marks: "none" may be a type's. */
static enum outcome fill_row(struct context *ctx, const struct label_rows *type, struct stats_row *row)
{
	const struct filter *unused;
	*row = (struct stats_row){.type = type->id, .name = type->name};
	return parse(ctx, text_format(ctx->arena, "type:\"%.*s\"", TEXT_ARG(type->word)), &unused, &row->filter);
}

/* ---- numbers ---- */

static enum outcome count_row(struct context *ctx, bool guests, const struct stats_table *table, struct stats_row *row)
{
	struct list_ask asks[STATS_PERIOD_COUNT] = {0};
	int64_t totals[STATS_PERIOD_COUNT];
	for (size_t i = 0; i < table->column_count; i++) {
		struct text source =
			text_format(ctx->arena, "%.*s %.*s", TEXT_ARG(row->filter), TEXT_ARG(table->columns[i].filter));
		TRY(parse(ctx, source, &asks[i].filter, &row->cells[i].filter));
		asks[i].guests = guests;
	}
	TRY(lists_count(ctx, asks, table->column_count, totals));
	for (size_t i = 0; i < table->column_count; i++)
		row->cells[i].count = totals[i];
	return DONE;
}

static bool has_customers(const struct stats_table *table, const struct stats_row *row)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (row->cells[i].count)
			return true;
	return false;
}

static enum outcome fill(struct context *ctx, const struct stats_asked *asked, struct stats_table *table)
{
	const struct label_rows *types;
	size_t count;
	bool guests;
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &guests));
	TRY(labels_list(ctx, LABEL_TYPE, &types, &count));
	TRY(fill_columns(ctx, asked, table));
	table->rows = arena_take_array(ctx->arena, count + 1, sizeof *table->rows);
	for (size_t i = 0; i < count; i++) {
		struct stats_row *row = &table->rows[table->row_count];
		TRY(fill_row(ctx, &types[i], row));
		if (table->is_counted)
			TRY(count_row(ctx, guests, table, row));
		table->row_count += types[i].active || has_customers(table, row);
	}
	table->total.filter = TEXT("");
	return table->is_counted ? count_row(ctx, guests, table, &table->total) : DONE;
}

/* ---- order: few of both, so what is equal keeps its place by moving one at a time ---- */

static bool stands_before(int64_t one, int64_t other, bool down)
{
	return down ? one > other : one < other;
}

static void swap_columns(struct stats_table *table, size_t left)
{
	struct stats_column column = table->columns[left];
	table->columns[left] = table->columns[left + 1];
	table->columns[left + 1] = column;
	for (size_t i = 0; i <= table->row_count; i++) {
		struct stats_row *row = i < table->row_count ? &table->rows[i] : &table->total;
		struct stats_cell cell = row->cells[left];
		row->cells[left] = row->cells[left + 1];
		row->cells[left + 1] = cell;
	}
}

static void sort_periods(const struct stats_asked *asked, struct stats_table *table)
{
	const struct stats_row *by = asked->periods == STATS_BY_TOTAL ? &table->total : NULL;
	for (size_t i = 0; i < table->row_count; i++)
		if (table->rows[i].type == asked->periods)
			by = &table->rows[i];
	for (size_t i = 1; by && i < table->column_count; i++)
		for (size_t k = i;
		     k > 0 && stands_before(by->cells[k].count, by->cells[k - 1].count, asked->periods_down); k--)
			swap_columns(table, k - 1);
}

/* How two rows compare: below 0 when the first is less. */
static int compare(struct arena *arena, const struct stats_row *a, const struct stats_row *b, size_t column)
{
	if (column == STATS_PERIOD_COUNT)
		return text_compare(fold_sort(arena, a->name), fold_sort(arena, b->name));
	return (a->cells[column].count > b->cells[column].count) - (a->cells[column].count < b->cells[column].count);
}

static void sort_types(struct arena *arena, const struct stats_asked *asked, struct stats_table *table)
{
	size_t column = asked->types == STATS_BY_NAME ? STATS_PERIOD_COUNT : SIZE_MAX;
	for (size_t i = 0; i < table->column_count; i++)
		if ((int)table->columns[i].period == asked->types)
			column = i;
	for (size_t i = 1; column != SIZE_MAX && i < table->row_count; i++)
		for (size_t k = i; k > 0; k--) {
			int compared = compare(arena, &table->rows[k], &table->rows[k - 1], column);
			if (!stands_before(compared, 0, asked->types_down))
				break;
			struct stats_row row = table->rows[k];
			table->rows[k] = table->rows[k - 1];
			table->rows[k - 1] = row;
		}
}

enum outcome stats_count(struct context *ctx, const struct stats_asked *asked, struct stats_table *ret_table)
{
	*ret_table = (struct stats_table){.is_counted = true};
	TRY(context_read_together(ctx));
	TRY(fill(ctx, asked, ret_table));
	sort_periods(asked, ret_table);
	sort_types(ctx->arena, asked, ret_table);
	return DONE;
}

enum outcome stats_outline(struct context *ctx, struct stats_table *ret_table)
{
	*ret_table = (struct stats_table){.is_counted = false};
	return fill(ctx, &stats_usual, ret_table);
}
