/* Rows in their order, and what is kept of them. */
#include "features/transfer/transfer_step.h"

#include "features/transfer/transfer_claims.h"
#include "features/transfer/transfer_report.h"
#include "features/transfer/transfer_row.h"

static enum outcome make_attributes(struct context *ctx, const struct transfer_plan *plan, struct transfer_names *names)
{
	int64_t id;
	for (size_t i = 0; i < plan->head.header_count; i++)
		if (plan->shown[i].is_new &&
		    !transfer_name_find(ctx->arena, names, NAMED_ATTRIBUTE, plan->columns[i].column.name))
			TRY(transfer_name_add_attribute(ctx, names, plan->columns[i].column.name,
							text_trim(plan->columns[i].column.header), &id));
	return DONE;
}

enum outcome transfer_step_run(struct context *ctx, struct transfer_step *step)
{
	const struct transfer_plan *plan = step->plan;
	struct transfer_claims claims;
	struct transfer_names names;
	TRY(transfer_names_load(ctx, &names));
	TRY(make_attributes(ctx, plan, &names));
	const struct transfer_rules rules = {
		.options = plan->options,
		.columns = plan->columns,
		.column_count = plan->column_count,
		.header_count = plan->head.header_count,
		.reading = {&names, plan->options->make_missing},
		.home = plan->home,
		.careful = step->careful,
		.ret_late = &step->late,
		.claims = step->careful ? NULL : &claims,
	};
	if (!step->careful)
		TRY(transfer_claims_read(ctx, &rules, step->rows, step->count, &claims));
	step->done = arena_take_array(ctx->arena, step->count, sizeof *step->done);
	step->done_count = 0;
	step->counts = (struct import_counts){{0}};
	step->late = false;
	while (step->done_count < step->count) {
		const struct transfer_row *row = &step->rows[step->done_count];
		struct import_row *done = &step->done[step->done_count++];
		done->row = row->row;
		TRY(transfer_row_import(ctx, &rules, row->cells, row->count, done));
		if (step->late)
			return CONFLICT;
		step->counts.of[done->result]++;
		if (step->is_full && step->is_full(step->state))
			break;
	}
	return DONE;
}

enum outcome transfer_step_keep_refused(struct context *ctx, const struct transfer_step *step, struct import_id import)
{
	for (size_t i = 0; i < step->done_count; i++)
		if (step->done[i].result == IMPORT_RESULT_REFUSED)
			TRY(transfer_refusal_keep(ctx, step->plan, &step->rows[i], &step->done[i], import));
	return DONE;
}
