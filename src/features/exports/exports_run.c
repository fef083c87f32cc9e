/* An export at once, which the command line asks for: chunk by chunk, so that nothing grows with their number. Into
 * files, by a job: exports.c. */
#include "features/audit/audit.h"
#include "features/exports/exports.h"
#include "features/exports/exports_chunk.h"
#include "service/lists.h"

#define TAKEN_AT ((size_t)256 << 10)

struct export
{
	struct context *ctx;
	const struct export_options *options;
	struct export_layout layout;
	struct export_people whom;
	struct export_sheet sheet;
	export_sink *sink;
	void *state;
	int64_t rows, bytes;
};

static enum outcome hand_over(struct export *export, bool last)
{
	struct bytes bytes;
	TRY(last ? export_sheet_end(&export->sheet, export->bytes, &bytes) : export_sheet_take(&export->sheet, &bytes));
	export->bytes += (int64_t)bytes.size;
	return export->sink(export->state, bytes);
}

static bool has_much(const struct export *export)
{
	return export->sheet.lines.size >= TAKEN_AT || export->sheet.xlsx.xml.size >= TAKEN_AT;
}

/* A slow reader of the file holds no snapshot: each chunk has one of its own. */
static enum outcome write_chunks(struct export *export)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	struct export_chunk chunk = {.ended = false};
	enum outcome outcome = DONE;
	for (; outcome == DONE && !chunk.ended; arena_reset(arena)) {
		struct context ctx = *export->ctx;
		ctx.arena = arena;
		ctx.reader = NULL;
		outcome = export_chunk_write(&ctx, &export->whom, &export->sheet, &chunk);
		context_close(&ctx);
		export->rows += (int64_t)chunk.count;
		if (outcome == DONE && has_much(export))
			outcome = hand_over(export, false);
	}
	return outcome;
}

static enum outcome note_export(struct context *ctx, void *state)
{
	const struct export *export = state;
	const struct audit_change changes[] = {
		{"rows", TEXT_NONE, text_of_number(ctx->arena, export->rows)},
		{"filter", TEXT_NONE, export->options->filter},
	};
	return audit_add(ctx, &(struct audit_record){"customers.exported", "customer", 0, changes, 2});
}

static enum outcome write(struct export *export)
{
	TRY(export_sheet_begin(&export->sheet));
	TRY(write_chunks(export));
	return hand_over(export, true);
}

static enum outcome run(struct export *export)
{
	struct context *ctx = export->ctx;
	struct text filter = export->options->filter;
	struct filter *parsed;
	TRY(filter_parse(ctx, text_is_none(filter) ? TEXT("") : filter, &parsed));
	TRY(export_layout_find(ctx, export->options->columns, &export->layout));
	export->whom = (struct export_people){.filter = parsed, .guests = true, .last = INT64_MAX};
	export_sheet_open(&export->sheet, ctx, export->options, &export->layout);
	enum outcome outcome = write(export);
	export_sheet_close(&export->sheet);
	TRY(outcome);
	return context_transact(ctx, note_export, export);
}

enum outcome exports_run(struct context *ctx, const struct export_options *options, export_sink *sink, void *state,
			 int64_t *ret_rows)
{
	struct export export = {.ctx = ctx, .options = options, .sink = sink, .state = state};
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_EXPORT));
	enum outcome outcome = run(&export);
	*ret_rows = export.rows;
	return outcome;
}
