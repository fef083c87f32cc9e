/* Exports into files asked for, listed and removed. Their job: exports_jobs.c; whom they are of: exports_whom.c; an
 * export at once: exports_run.c. */
#include "features/exports/exports.h"

#include "exports.sql.h"
#include "features/audit/audit.h"
#include "features/exports/exports_file.h"
#include "features/exports/exports_layout.h"
#include "features/exports/exports_whom.h"
#include "format/xlsx_write.h"

#define ARGUMENTS "{\"export\":%lld}"

/* ---- asking ---- */

static bool may_see(const struct context *ctx, struct job_asker asked)
{
	return context_may(ctx, PERMISSION_JOBS_MANAGE) || jobs_is_own(ctx, asked);
}

/* Somebody who sees fewer customers now than the asker did then gets nothing of them by an old file. */
static bool may_get(const struct context *ctx, struct job_asker asked, int64_t scope)
{
	enum store_scope now = ctx->session.scope;
	bool sees_enough = now == STORE_SCOPE_ALL || (jobs_is_own(ctx, asked) && (int64_t)now == scope);
	return may_see(ctx, asked) && sees_enough && context_may(ctx, PERMISSION_CUSTOMERS_EXPORT);
}

struct starting {
	const struct export_ask *ask;
	struct exports_whom whom;
	struct exports_mark mark;
	struct text columns;
	struct export_id *ret_export;
};

static enum outcome start(struct context *ctx, void *state)
{
	const struct starting *starting = state;
	const struct export_options *how = &starting->ask->how;
	const struct job_asker asker = jobs_asker(ctx);
	struct job_id job;
	TRY(store_next_id(ctx->store, TEXT("export"), &starting->ret_export->value));
	TRY(jobs_add(ctx,
		     &(struct job_ask){
			     .kind = "export",
			     .what = export_whom_key(starting->ask->whom),
			     .arguments = text_format(ctx->arena, ARGUMENTS, (long long)starting->ret_export->value),
			     .final = true,
			     .total = starting->whom.count,
		     },
		     &job));
	return export_add(ctx->writer, &(struct export_add_in){
					       .id = *starting->ret_export,
					       .job_id = job,
					       .staff_id = asker.staff,
					       .api_key_id = asker.key,
					       .scope = (int64_t)ctx->session.scope,
					       .whom = starting->ask->whom,
					       .filter = starting->whom.filter,
					       .guests = starting->whom.guests,
					       .chosen = starting->whom.chosen,
					       .last = starting->whom.last,
					       .columns = starting->columns,
					       .format = how->format,
					       .encoding = how->encoding,
					       .delimiter = {how->delimiter ? &how->delimiter : ",", 1},
					       .raw = how->raw,
					       .created = context_now(ctx),
					       .token = token_make(ctx->arena).value,
					       .marked = starting->mark.from,
					       .known = starting->mark.known,
				       });
}

static enum outcome check_format(struct context *ctx, const struct export_options *how, int64_t count)
{
	if (how->format != EXPORT_FORMAT_XLSX || count < XLSX_ROWS_MOST)
		return DONE;
	return context_invalid(ctx, TEXT("format"), "too_many",
			       N_("A sheet of XLSX holds {0} rows, the first with the headers. Choose CSV."),
			       text_of_number(ctx->arena, XLSX_ROWS_MOST), TEXT_NONE);
}

enum outcome exports_start(struct context *ctx, const struct export_ask *ask, struct export_id *ret_export)
{
	struct starting starting = {.ask = ask, .ret_export = ret_export};
	struct export_layout layout;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_EXPORT));
	enum outcome outcome = export_layout_find(ctx, ask->how.columns, &layout);
	if (outcome != DONE)
		return outcome;
	starting.columns = export_layout_print(ctx->arena, &layout);
	TRY(exports_find_mark(ctx, &starting.mark));
	TRY(exports_find_whom(ctx, ask, &starting.whom));
	TRY(check_format(ctx, &ask->how, starting.whom.count));
	return context_transact(ctx, start, &starting);
}

enum outcome exports_count(struct context *ctx, const struct export_ask *ask, int64_t *ret_count)
{
	struct exports_whom whom;
	size_t before = ctx->problems->count;
	enum outcome outcome = exports_find_whom(ctx, ask, &whom);
	*ret_count = outcome == DONE ? whom.count : 0;
	if (outcome != CONFLICT)
		return outcome;
	ctx->problems->count = before;
	return DONE;
}

enum outcome exports_last(struct context *ctx, struct instant *ret_last)
{
	const struct job_asker asker = jobs_asker(ctx);
	struct export_last_mark row;
	bool found;
	TRY(context_read(ctx));
	TRY(export_last_mark(ctx->reader, asker.staff, asker.key.value, EXPORT_WHOM_ALL, EXPORT_WHOM_NEW, &found,
			     &row));
	*ret_last = found ? row.created : INSTANT_NONE;
	return DONE;
}

enum outcome exports_last_choice(struct context *ctx, bool *ret_found, struct export_options *ret_how)
{
	struct export_last_choice row;
	TRY(context_read(ctx));
	TRY(export_last_choice(ctx->reader, (struct staff_id){ctx->actor.id}, ret_found, &row));
	*ret_how = (struct export_options){0};
	if (*ret_found)
		*ret_how = (struct export_options){.columns = row.columns,
						   .format = row.format,
						   .encoding = row.encoding,
						   .delimiter = row.delimiter.size ? row.delimiter.at[0] : ',',
						   .raw = row.raw};
	return DONE;
}

/* ---- those that are there ---- */

static struct job_asker only_whose(const struct context *ctx)
{
	return context_may(ctx, PERMISSION_JOBS_MANAGE) ? (struct job_asker){0} : jobs_asker(ctx);
}

enum outcome exports_total(struct context *ctx, int64_t *ret_total)
{
	const struct job_asker only = only_whose(ctx);
	struct export_count row;
	TRY(context_read(ctx));
	TRY(export_count(ctx->reader, only.staff, only.key, &row));
	*ret_total = row.total;
	return DONE;
}

enum outcome exports_list(struct context *ctx, int64_t before, int64_t most, struct export_made **ret_list,
			  size_t *ret_count)
{
	const struct job_asker only = only_whose(ctx);
	struct export_list *rows;
	TRY(context_read(ctx));
	TRY(export_list(ctx->reader, only.staff, only.key, before ? before : INT64_MAX, most, &rows, ret_count));
	struct export_made *list = arena_take_array(ctx->arena, *ret_count, sizeof *list);
	for (size_t i = 0; i < *ret_count; i++) {
		const struct export_list *row = &rows[i];
		bool there = !instant_is_none(row->finished) && instant_is_none(row->removed);
		list[i] = (struct export_made){
			.id = row->id,
			.job = row->job_id,
			.staff_name = row->staff_name,
			.whom = row->whom,
			.format = row->format,
			.filter = row->filter,
			.created = row->created,
			.finished = row->finished,
			.removed = row->removed,
			.erased = row->erased,
			.may_get =
				there && may_get(ctx, (struct job_asker){row->staff_id, row->api_key_id}, row->scope),
			.token = row->token,
			.state = row->state,
			.has_job = row->has_job,
			.rows = row->rows,
			.bytes = row->bytes,
			.total = row->total,
		};
	}
	*ret_list = list;
	return DONE;
}

enum outcome exports_get(struct context *ctx, struct export_id export, struct export_made *ret_export)
{
	struct export_made *list;
	struct export_find row;
	size_t count;
	bool found;
	TRY(context_read(ctx));
	TRY(export_find(ctx->reader, export, &found, &row));
	if (!found || !may_see(ctx, (struct job_asker){row.staff_id, row.api_key_id}))
		return NOT_FOUND;
	TRY(exports_list(ctx, export.value + 1, 1, &list, &count));
	if (!count || list[0].id.value != export.value)
		return NOT_FOUND;
	*ret_export = list[0];
	return DONE;
}

enum outcome exports_check_id(struct context *ctx, struct text kind, int64_t id)
{
	struct export_made made;
	(void)kind;
	return id > 0 && id <= ID_MAX ? exports_get(ctx, (struct export_id){id}, &made) : NOT_FOUND;
}

enum outcome exports_file(struct context *ctx, struct export_id export, struct export_made *ret_export,
			  struct text *ret_path)
{
	TRY(exports_get(ctx, export, ret_export));
	if (!ret_export->may_get || text_is_none(ret_export->token) || text_is_none(ctx->files))
		return NOT_FOUND;
	*ret_path = export_file_path(ctx->arena, ctx->files, ret_export->token);
	/* A backup holds the row without the file. */
	return export_file_is_there(*ret_path) ? DONE : NOT_FOUND;
}

static enum outcome note_download(struct context *ctx, void *state)
{
	const struct export_id *export = state;
	return audit_add(ctx, &(struct audit_record){"export.downloaded", "export", export->value, NULL, 0});
}

enum outcome exports_note_download(struct context *ctx, struct export_id export)
{
	return context_transact(ctx, note_download, &export);
}

/* ---- removing ---- */

static enum outcome forget_file(struct context *ctx, void *state)
{
	int64_t changed;
	return export_forget_file(ctx->writer, *(const struct export_id *)state, &changed);
}

/* Those that nobody gets any more. What a crash kept it from doing is found again by the next call. */
static enum outcome remove_files(struct context *ctx, void *state)
{
	struct export_list_removed *rows;
	size_t count;
	(void)state;
	if (text_is_none(ctx->files))
		return DONE;
	do {
		TRY(context_read(ctx));
		TRY(export_list_removed(ctx->reader, &rows, &count));
		for (size_t i = 0; i < count; i++) {
			TRY(export_file_remove(ctx, rows[i].token));
			TRY(context_transact(ctx, forget_file, &rows[i].id));
		}
		if (count)
			TRY(store_reader_renew(ctx->reader));
	} while (count);
	return DONE;
}

static enum outcome remove_one(struct context *ctx, void *state)
{
	const struct export_id *export = state;
	int64_t changed;
	TRY(export_remove(ctx->writer, context_now(ctx), false, *export, &changed));
	if (!changed)
		return context_conflict(ctx, TEXT_NONE, "removed", N_("The file has gone already."), TEXT_NONE);
	context_after(ctx, remove_files);
	return DONE;
}

enum outcome exports_remove(struct context *ctx, struct export_id export)
{
	struct export_made made;
	TRY(exports_get(ctx, export, &made));
	return context_transact(ctx, remove_one, &export);
}

static enum outcome remove_old(struct context *ctx, void *state)
{
	const struct instant before = {context_now(ctx).us - EXPORT_KEPT_US};
	int64_t changed;
	(void)state;
	return export_remove_old(ctx->writer, context_now(ctx), before, &changed);
}

enum outcome exports_remove_old(struct context *ctx)
{
	TRY(context_transact(ctx, remove_old, NULL));
	return remove_files(ctx, NULL);
}

enum outcome exports_forget(struct context *ctx, struct customer_id customer)
{
	struct export_list_kept *rows;
	size_t count;
	int64_t changed;
	TRY(export_list_kept(ctx->reader, &rows, &count));
	for (size_t i = 0; i < count; i++)
		if (export_file_has(ctx, rows[i].token, customer)) {
			TRY(export_remove(ctx->writer, context_now(ctx), true, rows[i].id, &changed));
			context_after(ctx, remove_files);
		}
	return DONE;
}
