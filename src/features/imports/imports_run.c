/* An import at once, which the command line asks for, from beginning to end: what the file is, rows step by step, going
 * on after it was cut off. In the browser it is a job (imports_jobs.c). */
#include "features/imports/imports_report.h"
#include "features/imports/imports_source.h"

#include <sodium.h>
#include <string.h>

/* Rows of a step: the more, the less often the disk is waited for; the fewer, the sooner others get to write. */
#define STEP_LEAST 100
#define STEP_MOST  1000
#define STEP_BYTES ((size_t)4 << 20)

struct import {
	struct context *ctx;
	const struct import_options *options;
	const struct import_watch *watch;
	struct import_source source;
	struct import_head head;
	struct import_plan plan;
	unsigned char fingerprint[crypto_hash_sha256_BYTES];
	struct import_id id;
	int64_t position; /* the last row that is done */
	struct import_counts counts;
	/* the step under way */
	struct arena *arena;
	struct import_source_row rows[STEP_MOST];
	size_t row_count, row_bytes, row_most;
	int64_t others; /* store_others_number() */
	bool careful;
	struct import_step step;
};

/* ---- before ---- */

static enum outcome take_head(void *state, const struct import_source_row *row)
{
	struct import *import = state;
	const struct text *cells = import_source_row_copy(import->ctx->arena, row).cells;
	if (row->row == import_source_header(&import->source)) {
		import->head.headers = cells;
		import->head.header_count = row->count;
		return DONE;
	}
	import->head.first = cells;
	import->head.first_count = row->count;
	return NOT_FOUND; /* enough */
}

/* The same file, read the same way, with the same rules. */
static void take_fingerprint(struct import *import)
{
	const struct import_options *o = import->options;
	struct arena *arena = import->ctx->arena;
	crypto_hash_sha256_state hash;
	crypto_hash_sha256_init(&hash);
	crypto_hash_sha256_update(&hash, import->source.hash, sizeof import->source.hash);
	struct text rules =
		text_format(arena, "%d %d %d %d %d %d %c %d\n", (int)o->match, (int)o->mode, o->raw, o->replace,
			    o->make_missing, o->dry_run, import->source.delimiter, (int)import->source.encoding);
	crypto_hash_sha256_update(&hash, (const unsigned char *)rules.at, rules.size);
	for (size_t i = 0; i < import->plan.column_count; i++) {
		struct text name =
			text_join(arena, transfer_column_name(arena, &import->plan.columns[i].column), TEXT("\n"));
		crypto_hash_sha256_update(&hash, (const unsigned char *)name.at, name.size);
	}
	crypto_hash_sha256_final(&hash, import->fingerprint);
}

static enum outcome prepare(struct import *import)
{
	const struct import_options *options = import->options;
	const struct import_source_ask ask = {
		.path = options->path, .encoding = options->encoding, .delimiter = options->delimiter};
	TRY(import_source_open(import->ctx, &ask, &import->source));
	enum outcome outcome = import_source_rows(import->ctx, &import->source, take_head, import);
	if (outcome != DONE && outcome != NOT_FOUND)
		return outcome;
	import->head.lines = import->source.lines;
	TRY(import_plan_make(import->ctx, options, &import->head, &import->plan));
	take_fingerprint(import);
	return DONE;
}

static void tell_found(const struct import *import)
{
	const struct import_found found = {
		.gzip = import->source.gzip,
		.zip = import->source.zip,
		.xlsx = import->source.xlsx,
		.lines = import->source.lines,
		.encoding = encoding_name(import->source.encoding),
		.delimiter = import->source.delimiter,
		.shop = import->plan.preset.shop,
		.is_headless = import->plan.is_headless,
		.rows = import->source.rows - 1,
		.resumed = import->position - import_source_header(&import->source),
		.columns = import->plan.shown,
		.column_count = import->head.header_count,
	};
	import->watch->found(import->watch->state, &found);
}

/* ---- a step ---- */

/* The rows and their place in one transaction: no row is done twice, none is left out. */
static enum outcome step(struct context *ctx, void *state)
{
	struct import *import = state;
	const struct import_counts *counts = &import->step.counts;
	int64_t advanced, others = import->others;
	TRY(store_others_number(ctx->writer, &import->others));
	import->row_most = import->others == others ? STEP_MOST : STEP_LEAST;
	import->step = (struct import_step){
		.plan = &import->plan, .rows = import->rows, .count = import->row_count, .careful = import->careful};
	TRY(import_step_run(ctx, &import->step));
	TRY(import_step_keep_refused(ctx, &import->step, import->id));
	TRY(import_advance(ctx->writer,
			   &(struct import_advance_in){
				   .position = import->rows[import->row_count - 1].row,
				   .created = counts->of[IMPORT_RESULT_CREATED],
				   .updated = counts->of[IMPORT_RESULT_UPDATED],
				   .unchanged = counts->of[IMPORT_RESULT_UNCHANGED],
				   .refused = counts->of[IMPORT_RESULT_REFUSED],
				   .id = import->id,
				   .from = import->position,
			   },
			   &advanced));
	if (!advanced)
		return context_conflict(ctx, TEXT("file"), "under_way",
					N_("Somebody else is importing this file right now."), TEXT_NONE);
	return DONE;
}

/* In memory of its own, so that nothing grows with the file; in a dry run inside the one transaction. */
static enum outcome run_step(struct import *import)
{
	struct context ctx = *import->ctx;
	if (!import->row_count)
		return DONE;
	ctx.arena = import->arena;
	ctx.problems = problems_open(import->arena);
	if (ctx.writer)
		reader_use_arena(ctx.reader, import->arena);
	/* Of a dry run's one transaction only attempts can be undone. */
	import->careful = import->options->dry_run;
	enum outcome outcome = context_transact(&ctx, step, import);
	if (outcome == CONFLICT && import->step.late) {
		import->careful = true;
		outcome = context_transact(&ctx, step, import);
	}
	for (size_t i = 0; outcome != DONE && i < ctx.problems->count; i++) {
		struct problem problem = ctx.problems->list[i];
		problem.field = text_copy(import->ctx->arena, problem.field);
		for (size_t k = 0; k < PROBLEM_VALUES && !text_is_none(problem.values[k]); k++)
			problem.values[k] = text_copy(import->ctx->arena, problem.values[k]);
		problems_add(import->ctx->problems, problem);
	}
	TRY(outcome);
	import->position = import->rows[import->row_count - 1].row;
	for (int i = 0; i < IMPORT_RESULT_COUNT; i++)
		import->counts.of[i] += import->step.counts.of[i];
	for (size_t i = 0; i < import->row_count; i++)
		import->watch->row(import->watch->state, &import->step.done[i]);
	import->row_count = import->row_bytes = 0;
	arena_reset(import->arena);
	return DONE;
}

static enum outcome take_row(void *state, const struct import_source_row *row)
{
	struct import *import = state;
	if (row->row <= import->position)
		return DONE;
	import->rows[import->row_count++] = import_source_row_copy(import->arena, row);
	import->row_bytes += row->line.size;
	for (size_t i = 0; i < row->count; i++)
		import->row_bytes += row->cells[i].size + sizeof *row->cells;
	return import->row_count >= import->row_most || import->row_bytes > STEP_BYTES ? run_step(import) : DONE;
}

/* ---- all of it ---- */

static enum outcome begin(struct context *ctx, void *state)
{
	struct import *import = state;
	const struct bytes fingerprint = {import->fingerprint, sizeof import->fingerprint};
	struct import_find row;
	bool found;
	TRY(import_find(ctx->reader, fingerprint, &found, &row));
	import->position = found ? row.position : import_source_header(&import->source);
	import->plan.began = found ? row.started : context_now(ctx);
	import->counts = (struct import_counts){{ 0 }};
	if (found) {
		import->id = row.id;
		import->counts = (struct import_counts){
			{ [IMPORT_RESULT_CREATED] = row.created,
			  [IMPORT_RESULT_UPDATED] = row.updated,
			  [IMPORT_RESULT_UNCHANGED] = row.unchanged,
			  [IMPORT_RESULT_REFUSED] = row.refused }};
		return DONE;
	}
	TRY(store_next_id(ctx->store, TEXT("import"), &import->id.value));
	return import_add(ctx->writer, &(struct import_add_in){
					       .id = import->id,
					       .fingerprint = fingerprint,
					       .dry = import->options->dry_run,
					       .name = import->options->path,
					       .started = import->plan.began,
					       .position = import->position,
				       });
}

static enum outcome end(struct context *ctx, void *state)
{
	const struct import *import = state;
	int64_t removed;
	TRY(import_refusal_remove_all(ctx->writer, import->id, &removed));
	TRY(import_finish(ctx->writer, context_now(ctx), import->id));
	return imports_audit(ctx, import->id, import->options->path, &import->counts);
}

static enum outcome write_report(struct import *import)
{
	const struct import_report report = {
		.import = import->id,
		.headers = import->head.headers,
		.header_count = import->head.header_count,
		.raw = import->plan.raw,
		.lines = import->source.lines,
		.sentence = import->watch->sentence,
		.state = import->watch->state,
	};
	return import_report_write(import->ctx, &report, import->options->report);
}

static enum outcome run(struct import *import)
{
	struct context *ctx = import->ctx;
	TRY(context_transact(ctx, begin, import));
	tell_found(import);
	TRY(import_source_rows(ctx, &import->source, take_row, import));
	TRY(run_step(import));
	if (ctx->writer)
		reader_use_arena(ctx->reader, ctx->arena);
	if (!text_is_empty(import->options->report))
		TRY(write_report(import));
	return context_transact(ctx, end, import);
}

/* All that an import does, to be undone. */
struct rehearsal {
	struct import *import;
	enum outcome outcome;
};

static enum outcome rehearse(struct context *ctx, void *state)
{
	struct rehearsal *rehearsal = state;
	(void)ctx;
	arena_reset(rehearsal->import->arena);
	rehearsal->import->row_count = rehearsal->import->row_bytes = 0;
	rehearsal->outcome = run(rehearsal->import);
	return rehearsal->outcome == DONE ? CONFLICT : rehearsal->outcome;
}

static enum outcome run_dry(struct import *import)
{
	struct rehearsal rehearsal = {import, FAULT};
	enum outcome outcome = context_transact(import->ctx, rehearse, &rehearsal);
	return rehearsal.outcome == DONE && outcome == CONFLICT ? DONE : outcome;
}

enum outcome imports_run(struct context *ctx, const struct import_options *options, const struct import_watch *watch,
			 struct import_counts *ret_counts)
{
	struct import *import = arena_take(ctx->arena, sizeof *import);
	*import = (struct import){
		.ctx = ctx, .options = options, .watch = watch, .source = {.file = -1}, .row_most = STEP_LEAST};
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	import->arena = arena_open(SIZE_MAX);
	enum outcome outcome = prepare(import);
	if (outcome == DONE)
		outcome = options->dry_run ? run_dry(import) : run(import);
	*ret_counts = import->counts;
	import_source_close(&import->source);
	arena_close(import->arena);
	return outcome;
}
