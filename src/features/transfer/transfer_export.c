/* An export: people by the hundred, a line each; nothing grows with their number. */
#include "base/buffer.h"
#include "features/audit/audit.h"
#include "features/transfer/transfer.h"
#include "features/transfer/transfer_person.h"
#include "format/csv_write.h"
#include "service/lists.h"

#define CHUNK 200

struct export
{
	struct context *ctx;
	const struct export_options *options;
	struct filter *filter;
	struct transfer_column *columns;
	size_t column_count;
	struct csv_writer csv;
	export_sink *sink;
	void *state;
	struct customer_id after;
	int64_t rows;
};

static enum outcome hand_over(struct export *export, struct buffer *out)
{
	if (buffer_failed(out))
		return FAULT;
	enum outcome outcome = export->sink(export->state, buffer_text(out));
	buffer_clear(out);
	export->csv.start = 0;
	return outcome;
}

static enum outcome write_header(struct export *export)
{
	for (size_t i = 0; i < export->column_count; i++)
		csv_add_cell(&export->csv, transfer_column_name(export->ctx->arena, &export->columns[i]));
	csv_end_row(&export->csv);
	return hand_over(export, export->csv.out);
}

static enum outcome write_person(struct export *export, struct arena *arena, const struct transfer_names *names,
				 const struct transfer_person *person)
{
	for (size_t i = 0; i < export->column_count; i++)
		csv_add_cell(&export->csv, transfer_cell(arena, names, person, &export->columns[i]));
	csv_end_row(&export->csv);
	export->rows++;
	return hand_over(export, export->csv.out);
}

static enum outcome write_chunk(struct export *export, struct context *ctx, size_t *ret_count)
{
	const struct list_ask ask = {.filter = export->filter, .most = CHUNK, .guests = true};
	struct customer_id *ids;
	struct transfer_person *persons;
	struct transfer_names names;
	size_t count;
	TRY(context_read_together(ctx));
	TRY(transfer_names_load(ctx, &names));
	TRY(lists_ids(ctx, &ask, export->after, &ids, ret_count));
	TRY(transfer_load(ctx, ids, *ret_count, &persons, &count));
	for (size_t i = 0; i < count; i++)
		TRY(write_person(export, ctx->arena, &names, &persons[i]));
	export->after = *ret_count ? ids[*ret_count - 1] : export->after;
	return DONE;
}

/* A slow reader of the file holds no snapshot: each chunk has one of its own. */
static enum outcome write_chunks(struct export *export)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	enum outcome outcome = DONE;
	for (size_t count = 1; outcome == DONE && count; arena_reset(arena)) {
		struct context chunk = *export->ctx;
		chunk.arena = arena;
		chunk.reader = NULL;
		outcome = write_chunk(export, &chunk, &count);
		context_close(&chunk);
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

static enum outcome run(struct export *export)
{
	struct context *ctx = export->ctx;
	struct text filter = export->options->filter;
	TRY(filter_parse(ctx, text_is_none(filter) ? TEXT("") : filter, &export->filter));
	if (text_is_empty(export->options->columns))
		TRY(transfer_all_columns(ctx, &export->columns, &export->column_count));
	else
		TRY(transfer_named_columns(ctx, export->options->columns, &export->columns, &export->column_count));
	TRY(write_header(export));
	TRY(write_chunks(export));
	return context_transact(ctx, note_export, export);
}

enum outcome transfer_export(struct context *ctx, const struct export_options *options, export_sink *sink, void *state,
			     int64_t *ret_rows)
{
	struct buffer out __attribute__((cleanup(buffer_free))) = buffer_make((size_t)64 << 20);
	struct export export = {.ctx = ctx, .options = options, .sink = sink, .state = state};
	export.csv = csv_writer_make(&out, options->delimiter ? options->delimiter : ',', options->raw);
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_EXPORT));
	enum outcome outcome = run(&export);
	*ret_rows = export.rows;
	return outcome;
}
