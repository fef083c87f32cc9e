/* The job of an export: the next people into the file, then, in the transaction, how far it is. */
#include "exports.sql.h"
#include "features/audit/audit.h"
#include "features/exports/exports.h"
#include "features/exports/exports_chunk.h"
#include "features/exports/exports_file.h"
#include "format/json_read.h"
#include "service/lists.h"

#include <string.h>

#define STEP_NS     (200 * INT64_C(1000000)) /* nobody more is begun with after that */
#define STEP_CHUNKS 50

/* What a step has written, and where it leaves the file. */
struct export_step {
	struct export_find row;
	struct export_file *file;
	struct id_ranges chosen;
	struct export_people whom;
	struct export_layout layout;
	struct export_sheet sheet;
	struct export_chunk chunk;
	struct customer_id *ids; /* who was written */
	size_t count;
	int64_t bytes; /* of the file, with this step */
};

/* ---- where it goes on ---- */

static enum outcome find_row(struct context *ctx, const struct job *job, struct export_find *ret_row)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	struct export_id id;
	bool found;
	const struct bytes raw = {(const unsigned char *)job->arguments.at, job->arguments.size};
	if (json_open(raw, &document, &fault) != DONE ||
	    !json_as_number(json_member(json_root(document), TEXT("export")), &id.value))
		return FAULT;
	TRY(export_find(ctx->reader, id, &found, ret_row));
	return found ? DONE : NOT_FOUND;
}

static enum outcome tell_gone(struct context *ctx)
{
	return context_invalid(ctx, TEXT_NONE, "removed", N_("The file was removed while it was written."), TEXT_NONE);
}

/* The row is read again once the file is locked: nobody moves it on from then. */
static enum outcome open_file(struct context *ctx, const struct job *job, struct export_step *step)
{
	TRY(find_row(ctx, job, &step->row));
	if (text_is_none(step->row.token) || !instant_is_none(step->row.removed))
		return tell_gone(ctx);
	TRY(export_file_open(ctx, step->row.token, &step->file));
	TRY(store_reader_renew(ctx->reader));
	TRY(find_row(ctx, job, &step->row));
	if (!instant_is_none(step->row.removed))
		return tell_gone(ctx);
	enum outcome outcome = export_file_cut(step->file, step->row.bytes, step->row.rows);
	return outcome == NOT_FOUND ? tell_gone(ctx) : outcome;
}

static enum outcome read_whom(struct context *ctx, const struct job *job, struct export_step *step)
{
	struct filter *filter;
	TRY(filter_parse(ctx, step->row.filter, &filter));
	step->whom = (struct export_people){.filter = filter, .guests = step->row.guests, .last = step->row.last};
	step->chunk.after = (struct customer_id){job->place};
	if (text_is_none(step->row.chosen))
		return DONE;
	step->whom.chosen = &step->chosen;
	return id_ranges_parse(ctx->arena, step->row.chosen, &step->chosen) ? DONE : FAULT;
}

static enum outcome open_sheet(struct context *ctx, struct export_step *step)
{
	const struct export_find *row = &step->row;
	const struct export_options how = {
		.format = row->format,
		.encoding = row->encoding,
		.delimiter = row->delimiter.size ? row->delimiter.at[0] : ',',
		.raw = row->raw,
	};
	TRY(export_layout_parse(ctx, row->columns, &step->layout));
	export_sheet_open(&step->sheet, ctx, &how, &step->layout);
	if (!row->bytes)
		return export_sheet_begin(&step->sheet);
	/* The row of headers is one more. */
	export_sheet_resume(&step->sheet, (struct xlsx_state){row->rows + 1, row->plain, row->crc});
	return DONE;
}

/* ---- a step ---- */

static enum outcome write_chunks(struct context *ctx, struct export_step *step)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	int64_t until = monotonic_ns() + STEP_NS;
	enum outcome outcome = DONE;
	step->ids = arena_take_array(ctx->arena, (size_t)STEP_CHUNKS * EXPORT_CHUNK, sizeof *step->ids);
	for (int i = 0; i < STEP_CHUNKS && outcome == DONE && !step->chunk.ended && monotonic_ns() < until; i++) {
		struct context chunk = *ctx;
		chunk.arena = arena;
		chunk.reader = NULL;
		outcome = export_chunk_write(&chunk, &step->whom, &step->sheet, &step->chunk);
		context_close(&chunk);
		memcpy(step->ids + step->count, step->chunk.ids, step->chunk.count * sizeof *step->ids);
		step->count += step->chunk.count;
		arena_reset(arena);
	}
	return outcome;
}

static enum outcome append(struct export_step *step)
{
	struct bytes bytes;
	TRY(step->chunk.ended ? export_sheet_end(&step->sheet, step->row.bytes, &bytes)
			      : export_sheet_take(&step->sheet, &bytes));
	TRY(export_file_append(step->file, bytes, step->row.bytes));
	TRY(export_file_append_ids(step->file, step->ids, step->count, step->row.rows));
	step->bytes = step->row.bytes + (int64_t)bytes.size;
	return export_file_sync(step->file);
}

enum outcome exports_prepare(struct context *ctx, const struct job *job, void **ret_prepared)
{
	struct export_step *step = arena_take(ctx->arena, sizeof *step);
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_EXPORT));
	TRY(context_read(ctx));
	TRY(open_file(ctx, job, step));
	TRY(read_whom(ctx, job, step));
	enum outcome outcome = open_sheet(ctx, step);
	outcome = outcome == DONE ? write_chunks(ctx, step) : outcome;
	outcome = outcome == DONE ? append(step) : outcome;
	export_sheet_close(&step->sheet);
	*ret_prepared = step;
	return outcome;
}

/* ---- in the transaction ---- */

/* Somebody who is deleted permanently while their row is on its way must not stay in the file: the step is done again.
 */
static enum outcome check_there(struct context *ctx, const struct export_step *step)
{
	struct export_count_there there;
	TRY(export_count_there(ctx->reader, step->ids, step->count, &there));
	return there.customers == (int64_t)step->count ? DONE : TOO_MANY;
}

static enum outcome note_end(struct context *ctx, const struct export_step *step)
{
	int64_t rows = step->row.rows + (int64_t)step->count;
	const struct audit_change changes[] = {
		{"rows", TEXT_NONE, text_of_number(ctx->arena, rows)},
		{"whom", TEXT_NONE, export_whom_key(step->row.whom)},
		{"filter", TEXT_NONE, step->row.filter},
	};
	return audit_add(ctx, &(struct audit_record){"customers.exported", "export", step->row.id.value, changes, 3});
}

enum outcome exports_work(struct context *ctx, struct job_step *job_step, bool *ret_ended)
{
	const struct export_step *step = job_step_prepared(job_step);
	int64_t moved;
	TRY(check_there(ctx, step));
	job_step_move(job_step, step->chunk.after.value, (int64_t)step->count, 0);
	TRY(export_advance(ctx->writer,
			   &(struct export_advance_in){
				   .rows = (int64_t)step->count,
				   .bytes = step->bytes,
				   .plain = step->sheet.xlsx.state.plain,
				   .crc = step->sheet.xlsx.state.crc,
				   .finished = step->chunk.ended ? context_now(ctx) : INSTANT_NONE,
				   .id = step->row.id,
				   .from = step->row.bytes,
			   },
			   &moved));
	if (!moved)
		return tell_gone(ctx);
	*ret_ended = step->chunk.ended;
	return step->chunk.ended ? note_end(ctx, step) : DONE;
}
