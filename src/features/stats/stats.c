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

static enum outcome fill_columns(struct context *ctx, const struct stats_asked *asked, struct stats_table *table)
{
	static const char *const filters[STATS_OWN] = {[STATS_TODAY] = "since:today",
						       [STATS_YESTERDAY] = "since:yesterday",
						       [STATS_WEEK] = "since:last7d",
						       [STATS_MONTH] = "since:this-month"};
	bool has_own = !date_is_none(asked->from) || !date_is_none(asked->until);
	for (enum stats_period period = 0; period < STATS_PERIOD_COUNT; period++) {
		struct stats_column *column = &table->columns[table->column_count];
		if (period == STATS_OWN && !has_own)
			continue;
		struct text source = period == STATS_OWN ? range_filter(ctx->arena, asked) : text_of(filters[period]);
		TRY(filter_parse(ctx, source, &column->within));
		column->filter = filter_print(ctx->arena, column->within);
		column->period = period;
		table->column_count++;
	}
	return DONE;
}

/* Two terms with a blank between are as canonical as each of them. */
static void fill_cells(struct arena *arena, const struct stats_table *table, struct stats_row *row)
{
	for (size_t i = 0; i < table->column_count; i++) {
		struct text column = table->columns[i].filter;
		row->cells[i].filter =
			row->filter.size ? text_format(arena, "%.*s %.*s", TEXT_ARG(row->filter), TEXT_ARG(column))
					 : column;
	}
}

/* The word stands in quotation marks: "none" may be a type's. */
static enum outcome fill_row(struct context *ctx, const struct label_rows *type, struct stats_row *row)
{
	struct filter *filter;
	*row = (struct stats_row){.type = type->id, .name = type->name};
	TRY(filter_parse(ctx, text_format(ctx->arena, "type:\"%.*s\"", TEXT_ARG(type->word)), &filter));
	row->filter = filter_print(ctx->arena, filter);
	return DONE;
}

static enum outcome fill_heads(struct context *ctx, const struct stats_asked *asked, struct stats_table *table)
{
	const struct label_rows *types;
	size_t count;
	TRY(labels_list(ctx, LABEL_TYPE, &types, &count));
	TRY(fill_columns(ctx, asked, table));
	table->rows = arena_take_array(ctx->arena, count + 1, sizeof *table->rows);
	for (size_t i = 0; i < count; i++) {
		TRY(fill_row(ctx, &types[i], &table->rows[i]));
		table->rows[i].active = types[i].active;
		fill_cells(ctx->arena, table, &table->rows[i]);
	}
	table->row_count = count;
	table->total.filter = TEXT("");
	fill_cells(ctx->arena, table, &table->total);
	return DONE;
}

/* ---- numbers ---- */

static enum outcome tally(struct context *ctx, const struct stats_table *table, struct list_tally *ret_tally)
{
	struct filter *everybody;
	const struct filter *within[STATS_PERIOD_COUNT];
	struct list_ask whom = {0};
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &whom.guests));
	TRY(filter_parse(ctx, TEXT(""), &everybody));
	whom.filter = everybody;
	for (size_t i = 0; i < table->column_count; i++)
		within[i] = table->columns[i].within;
	const struct list_tally_ask ask = {&whom, list_column_find(TEXT("type")), within, table->column_count};
	return lists_tally(ctx, &ask, ret_tally);
}

static void fill_counts(const int64_t *counts, const struct stats_table *table, struct stats_row *row)
{
	row->has_customers = true;
	for (size_t i = 0; i < table->column_count; i++)
		row->cells[i].count = counts[i];
}

static enum outcome fill_numbers(struct context *ctx, struct stats_table *table)
{
	struct list_tally numbers;
	TRY(tally(ctx, table, &numbers));
	for (size_t i = 0; i < numbers.row_count; i++)
		for (size_t t = 0; t < table->row_count; t++)
			if (!numbers.rows[i].is_none && numbers.rows[i].number == table->rows[t].type)
				fill_counts(numbers.rows[i].counts, table, &table->rows[t]);
	fill_counts(numbers.totals, table, &table->total);
	return DONE;
}

static void drop_unused_rows(struct stats_table *table)
{
	size_t kept = 0;
	for (size_t i = 0; i < table->row_count; i++)
		if (table->rows[i].active || table->rows[i].has_customers)
			table->rows[kept++] = table->rows[i];
	table->row_count = kept;
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
	TRY(fill_heads(ctx, asked, ret_table));
	TRY(fill_numbers(ctx, ret_table));
	drop_unused_rows(ret_table);
	sort_periods(asked, ret_table);
	sort_types(ctx->arena, asked, ret_table);
	return DONE;
}

enum outcome stats_outline(struct context *ctx, struct stats_table *ret_table)
{
	*ret_table = (struct stats_table){.is_counted = false};
	TRY(fill_heads(ctx, &stats_usual, ret_table));
	drop_unused_rows(ret_table);
	return DONE;
}
