/* Counting by channel and country; the contract is in stats_origins.h. */
#include "features/stats/stats_origins.h"

#include "features/labels/labels.h"
#include "service/lists.h"
#include "service/settings.h"

#include <stdlib.h>

const struct text stats_lately = {"since:last30d", 13};

static const char *const keys[STATS_ORIGIN_COUNT] = {[STATS_BY_CHANNEL] = "channel", [STATS_BY_COUNTRY] = "country"};

static enum outcome tally(struct context *ctx, enum stats_origin by, struct list_tally *ret_tally)
{
	struct filter *everybody, *lately;
	struct list_ask whom = {0};
	TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &whom.guests));
	TRY(filter_parse(ctx, TEXT(""), &everybody));
	TRY(filter_parse(ctx, stats_lately, &lately));
	whom.filter = everybody;
	const struct filter *const within[STATS_SPANS] = {[STATS_LATELY] = lately, [STATS_EVER] = everybody};
	const struct list_tally_ask ask = {&whom, list_column_find(text_of(keys[by])), within, STATS_SPANS};
	return lists_tally(ctx, &ask, ret_tally);
}

/* Those with most first, those without a value last. */
static int compare(const void *left, const void *right)
{
	const struct list_tally_row *a = left, *b = right;
	if (a->is_none != b->is_none)
		return a->is_none - b->is_none;
	for (int span = STATS_EVER; span >= STATS_LATELY; span--)
		if (a->counts[span] != b->counts[span])
			return a->counts[span] < b->counts[span] ? 1 : -1;
	int way = text_compare(a->word, b->word);
	return way ? way : (a->number > b->number) - (a->number < b->number);
}

static void add_counts(int64_t *to, const int64_t *counts)
{
	for (int span = 0; span < STATS_SPANS; span++)
		to[span] += counts[span];
}

/* "country:MY"; a channel by its word, in quotation marks because it may be "none". */
static void fill_value(struct context *ctx, const struct list_tally_row *from, const struct label_rows *channels,
		       size_t channel_count, struct stats_origin_row *row)
{
	row->name = from->word;
	row->filter = text_format(ctx->arena, "country:%.*s", TEXT_ARG(from->word));
	for (size_t i = 0; i < channel_count; i++)
		if (channels[i].id == from->number) {
			row->name = channels[i].name;
			row->filter = text_format(ctx->arena, "channel:\"%.*s\"", TEXT_ARG(channels[i].word));
		}
}

/* Everybody else who has one: "country:any -country:MY -country:DE …" */
static struct text others_filter(struct arena *arena, const char *key, const struct stats_origins *origins)
{
	struct text filter = text_format(arena, "%s:any", key);
	for (size_t i = 0; i < STATS_ORIGINS_SHOWN; i++)
		filter = text_format(arena, "%.*s -%.*s", TEXT_ARG(filter), TEXT_ARG(origins->rows[i].filter));
	return filter;
}

/* All others as one row, and those without a value. */
static void add_rest(struct context *ctx, const char *key, const struct list_tally *tally,
		     struct stats_origins *origins)
{
	for (size_t i = STATS_ORIGINS_SHOWN; i < tally->row_count && !tally->rows[i].is_none; i++) {
		struct stats_origin_row *others = &origins->rows[STATS_ORIGINS_SHOWN];
		if (origins->count == STATS_ORIGINS_SHOWN)
			*others = (struct stats_origin_row){.kind = STATS_ORIGIN_OTHERS,
							    .filter = others_filter(ctx->arena, key, origins)};
		origins->count = STATS_ORIGINS_SHOWN + 1;
		add_counts(others->counts, tally->rows[i].counts);
	}
	if (tally->row_count && tally->rows[tally->row_count - 1].is_none) {
		struct stats_origin_row *none = &origins->rows[origins->count++];
		*none = (struct stats_origin_row){.kind = STATS_ORIGIN_NONE,
						  .filter = text_format(ctx->arena, "%s:none", key)};
		add_counts(none->counts, tally->rows[tally->row_count - 1].counts);
	}
}

enum outcome stats_origins_count(struct context *ctx, enum stats_origin by, struct stats_origins *ret_origins)
{
	const struct label_rows *channels = NULL;
	size_t channel_count = 0;
	struct list_tally numbers;
	*ret_origins = (struct stats_origins){0};
	TRY(context_read_together(ctx));
	TRY(tally(ctx, by, &numbers));
	if (by == STATS_BY_CHANNEL)
		TRY(labels_list(ctx, LABEL_CHANNEL, &channels, &channel_count));
	if (numbers.row_count)
		qsort(numbers.rows, numbers.row_count, sizeof *numbers.rows, compare);
	add_counts(ret_origins->totals, numbers.totals);
	for (size_t i = 0; i < numbers.row_count && i < STATS_ORIGINS_SHOWN && !numbers.rows[i].is_none; i++) {
		struct stats_origin_row *row = &ret_origins->rows[ret_origins->count++];
		fill_value(ctx, &numbers.rows[i], channels, channel_count, row);
		add_counts(row->counts, numbers.rows[i].counts);
	}
	add_rest(ctx, keys[by], &numbers, ret_origins);
	return DONE;
}
