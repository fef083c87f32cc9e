/* All, a filter's, those who were ticked, those who are new. */
#include "features/exports/exports_whom.h"

#include "exports.sql.h"
#include "service/id_ranges.h"
#include "service/lists.h"
#include "service/settings.h"

#include <stdlib.h>

static enum outcome nobody(struct context *ctx)
{
	return context_conflict(ctx, TEXT_NONE, "nobody", N_("There is nobody to export."), TEXT_NONE);
}

/* ---- by filter ---- */

static enum outcome find_match(struct context *ctx, struct text source, struct exports_whom *whom)
{
	struct list_ask ask = {.sort = LIST_SORT_ID, .descending = true, .most = 1, .only_ids = true};
	struct filter *filter;
	struct list_answer answer;
	TRY(filter_parse(ctx, text_is_none(source) ? TEXT("") : source, &filter));
	whom->filter = filter_print(ctx->arena, filter);
	ask.filter = filter;
	ask.guests = whom->guests;
	TRY(lists_run(ctx, &ask, &answer));
	whom->last = answer.count ? answer.rows[0].id.value : 0;
	whom->count = answer.total;
	return DONE;
}

/* ---- by number ---- */

static void take_chosen(struct exports_whom *whom, const struct id_ranges *ranges, int64_t count)
{
	whom->chosen = id_ranges_print(ranges);
	whom->last = INT64_MAX;
	whom->count = count;
}

static int compare(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static enum outcome find_selected(struct context *ctx, const struct export_ask *ask, struct exports_whom *whom)
{
	struct id_ranges ranges = id_ranges_make(ctx->arena);
	struct customer_id *ids = arena_take_array(ctx->arena, ask->selected_count, sizeof *ids);
	struct export_count_chosen there;
	_Static_assert(sizeof *ids == sizeof *ask->selected, "an id is its number");
	for (size_t i = 0; i < ask->selected_count; i++)
		ids[i].value = ask->selected[i];
	qsort(ids, ask->selected_count, sizeof *ids, compare);
	for (size_t i = 0; i < ask->selected_count; i++)
		id_ranges_add(&ranges, ids[i].value);
	TRY(export_count_chosen(ctx->reader, ids, ask->selected_count, &there));
	take_chosen(whom, &ranges, there.customers);
	return DONE;
}

struct new_ones {
	struct id_ranges known, found;
};

static enum outcome take_new(void *state, const struct export_new_ids *row)
{
	struct new_ones *new = state;
	if (!id_ranges_has(&new->known, row->id.value))
		id_ranges_add(&new->found, row->id.value);
	return DONE;
}

/* Everybody when there was no export before. */
static enum outcome find_new(struct context *ctx, struct exports_whom *whom)
{
	const struct job_asker asker = jobs_asker(ctx);
	struct new_ones new = {.found = id_ranges_make(ctx->arena)};
	struct export_last_mark mark;
	bool found;
	TRY(export_last_mark(ctx->reader, asker.staff, asker.key.value, EXPORT_WHOM_ALL, EXPORT_WHOM_NEW, &found,
			     &mark));
	if (!found)
		return find_match(ctx, TEXT(""), whom);
	if (!id_ranges_parse(ctx->arena, mark.known, &new.known))
		return FAULT;
	TRY(export_new_ids(ctx->reader, mark.marked, take_new, &new));
	take_chosen(whom, &new.found, id_ranges_total(&new.found));
	return DONE;
}

enum outcome exports_find_whom(struct context *ctx, const struct export_ask *ask, struct exports_whom *ret_whom)
{
	struct exports_whom *whom = ret_whom;
	enum outcome outcome = FAULT;
	*whom = (struct exports_whom){.filter = TEXT(""), .chosen = TEXT_NONE, .guests = true};
	TRY(context_read(ctx));
	switch (ask->whom) {
	case EXPORT_WHOM_ALL: outcome = find_match(ctx, TEXT(""), whom); break;
	case EXPORT_WHOM_NEW: outcome = find_new(ctx, whom); break;
	case EXPORT_WHOM_FILTER:
		TRY(settings_flag(ctx, SETTING_LIST_GUESTS, &whom->guests));
		outcome = find_match(ctx, ask->filter, whom);
		break;
	case EXPORT_WHOM_SELECTED: outcome = find_selected(ctx, ask, whom); break;
	}
	TRY(outcome);
	return whom->count ? DONE : nobody(ctx);
}

/* ---- the mark ---- */

static enum outcome take_known(void *state, const struct export_ids_since *row)
{
	id_ranges_add(state, row->id.value);
	return DONE;
}

enum outcome exports_find_mark(struct context *ctx, struct exports_mark *ret_mark)
{
	struct id_ranges known = id_ranges_make(ctx->arena);
	ret_mark->from = instant_add(context_now(ctx), -EXPORT_MARK_US);
	TRY(context_read(ctx));
	TRY(export_ids_since(ctx->reader, ret_mark->from, take_known, &known));
	ret_mark->known = id_ranges_print(&known);
	return DONE;
}
