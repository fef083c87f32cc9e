/* Rows in their order, and what is kept of them. */
#include "features/imports/imports_step.h"

#include "features/audit/audit.h"
#include "features/imports/imports_claims.h"
#include "features/imports/imports_names.h"
#include "features/imports/imports_report.h"
#include "features/imports/imports_row.h"

static enum outcome make_attributes(struct context *ctx, const struct import_plan *plan, struct transfer_names *names)
{
	int64_t id;
	for (size_t i = 0; i < plan->head.header_count; i++)
		if (plan->shown[i].is_new &&
		    !transfer_name_find(ctx->arena, names, NAMED_ATTRIBUTE, plan->columns[i].column.name))
			TRY(import_name_add_attribute(ctx, names, plan->columns[i].column.name,
						      text_trim(plan->columns[i].column.header), &id));
	return DONE;
}

static enum outcome run_rows(struct context *ctx, struct import_step *step)
{
	const struct import_plan *plan = step->plan;
	struct import_claims claims;
	struct transfer_names names;
	TRY(transfer_names_load(ctx, &names));
	TRY(make_attributes(ctx, plan, &names));
	const struct import_rules rules = {
		.options = plan->options,
		.columns = plan->columns,
		.column_count = plan->column_count,
		.header_count = plan->head.header_count,
		.reading = {&names, plan->options->make_missing},
		.raw = plan->raw,
		.quotes = plan->preset.quotes,
		.corrected = plan->corrected,
		.appends = plan->preset.has_rows,
		.home = plan->home,
		.began = plan->began,
		.careful = step->careful,
		.ret_late = &step->late,
		.claims = step->careful ? NULL : &claims,
	};
	if (!step->careful)
		TRY(import_claims_read(ctx, &rules, step->rows, step->count, &claims));
	step->done = arena_take_array(ctx->arena, step->count, sizeof *step->done);
	step->done_count = 0;
	step->counts = (struct import_counts){{0}};
	step->late = false;
	while (step->done_count < step->count) {
		const struct import_source_row *row = &step->rows[step->done_count];
		struct import_row *done = &step->done[step->done_count++];
		done->row = row->row;
		TRY(import_row_run(ctx, &rules, row, done));
		if (step->late)
			return CONFLICT;
		step->counts.of[done->result]++;
		if (step->is_full && step->is_full(step->state))
			break;
	}
	return DONE;
}

enum outcome import_step_run(struct context *ctx, struct import_step *step)
{
	ctx->imported = true;
	enum outcome outcome = run_rows(ctx, step);
	ctx->imported = false;
	return outcome;
}

enum outcome import_step_keep_refused(struct context *ctx, const struct import_step *step, struct import_id import)
{
	for (size_t i = 0; i < step->done_count; i++)
		if (step->done[i].result == IMPORT_RESULT_REFUSED)
			TRY(import_refusal_keep(ctx, step->plan, &step->rows[i], &step->done[i], import));
	return DONE;
}

enum outcome imports_audit(struct context *ctx, struct import_id import, struct text file,
			   const struct import_counts *counts)
{
	struct text numbers[IMPORT_RESULT_COUNT];
	for (int i = 0; i < IMPORT_RESULT_COUNT; i++)
		numbers[i] = text_of_number(ctx->arena, counts->of[i]);
	const struct audit_change changes[] = {
		{"file", TEXT_NONE, file},
		{"created", TEXT_NONE, numbers[IMPORT_RESULT_CREATED]},
		{"updated", TEXT_NONE, numbers[IMPORT_RESULT_UPDATED]},
		{"unchanged", TEXT_NONE, numbers[IMPORT_RESULT_UNCHANGED]},
		{"refused", TEXT_NONE, numbers[IMPORT_RESULT_REFUSED]},
	};
	return audit_add(ctx, &(struct audit_record){"customers.imported", "import", import.value, changes, 5});
}
