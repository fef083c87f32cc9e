/* Files that were sent: taking them in, reading them, asking for jobs, letting them go. What the jobs do:
 * imports_jobs.c, imports_check.c; an import at once: imports_run.c. */
#include "features/imports/imports.h"

#include "features/imports/imports_folder.h"
#include "features/imports/imports_memory.h"
#include "features/imports/imports_options.h"
#include "features/imports/imports_presets.h"
#include "features/imports/imports_rows.h"
#include "features/imports/imports_source.h"

#define NAME_MOST   200
#define HEADER_MOST ((size_t)1 << 20)

/* ---- reading ---- */

/* What is found out about a file. */
struct facts {
	enum import_packing packing;
	struct text encoding, delimiter;
	int64_t rows;
	const struct text *headers;
	size_t header_count;
	struct text header; /* JSON */
	struct import_memory_key key;
};

struct reading {
	struct context *ctx;
	struct import_rows_writer *rows;
	const struct text *headers; /* NULL: they have not come yet */
	size_t header_count;
};

static enum outcome take_row(void *state, const struct import_source_row *row)
{
	struct reading *reading = state;
	struct arena *arena = reading->ctx->arena;
	bool header = !reading->headers;
	if (header && row->count > IMPORT_COLUMNS_MOST)
		return context_invalid(
			reading->ctx, TEXT("file"), "too_many_columns",
			N_("The file has {0} columns; at most {1} are taken here. The command line takes "
			   "more."),
			text_of_number(arena, (int64_t)row->count), text_of_number(arena, IMPORT_COLUMNS_MOST),
			TEXT_NONE);
	if (header) {
		reading->header_count = row->count;
		reading->headers = import_source_row_copy(arena, row).cells;
	}
	/* A cell costs its size, too: what is nothing but delimiters grows. */
	if (import_rows_size(reading->rows) > IMPORT_BYTES)
		return context_invalid(reading->ctx, TEXT("file"), "too_large",
				       N_("What comes out of the file is too large."), TEXT_NONE);
	return import_rows_add(reading->rows, row);
}

static void begin_again(void *state)
{
	struct reading *reading = state;
	import_rows_restart(reading->rows);
	reading->headers = NULL;
}

static enum outcome fill_facts(struct reading *reading, const struct import_source *source, struct facts *facts)
{
	struct arena *arena = reading->ctx->arena;
	*facts = (struct facts){
		.packing = source->lines  ? IMPORT_PACKING_LINES
			   : source->xlsx ? IMPORT_PACKING_XLSX
			   : source->zip  ? IMPORT_PACKING_ZIP
			   : source->gzip ? IMPORT_PACKING_GZIP
					  : IMPORT_PACKING_PLAIN,
		.encoding = encoding_name(source->encoding),
		.delimiter = text_copy(arena, (struct text){&source->delimiter, 1}),
		.rows = source->rows - 1,
		.headers = reading->headers,
		.header_count = reading->header_count,
		.header = import_texts_write(arena, reading->headers, reading->header_count, HEADER_MOST),
	};
	if (text_is_none(facts->header))
		return context_invalid(reading->ctx, TEXT("file"), "header_too_large",
				       N_("The first row is too large to be names of columns."), TEXT_NONE);
	facts->key = import_memory_key(arena, reading->headers, reading->header_count);
	return DONE;
}

static enum outcome read_source(struct reading *reading, struct text token, const struct import_reading *how,
				struct facts *ret_facts)
{
	struct import_source source;
	const struct import_source_ask ask = {
		.path = import_piece_path(reading->ctx, token, IMPORT_PIECE_SENT),
		.encoding = how->encoding,
		.delimiter = how->delimiter,
		.row = take_row,
		.again = begin_again,
		.state = reading,
	};
	enum outcome outcome = import_source_open(reading->ctx, &ask, &source);
	if (outcome == DONE)
		outcome = fill_facts(reading, &source, ret_facts);
	import_source_close(&source);
	return outcome;
}

/* Rows that are there stay until others are whole. */
static enum outcome read_file(struct context *ctx, struct text token, const struct import_reading *how,
			      struct facts *ret_facts)
{
	struct reading reading = {.ctx = ctx};
	struct text path = import_piece_path(ctx, token, IMPORT_PIECE_ROWS);
	struct text beside = text_join(ctx->arena, path, TEXT(".new"));
	TRY(import_rows_create(ctx->arena, beside, &reading.rows));
	enum outcome outcome = read_source(&reading, token, how, ret_facts);
	enum outcome closed = import_rows_close(reading.rows);
	outcome = outcome == DONE ? closed : outcome;
	if (outcome == DONE && rename(beside.at, path.at) == 0)
		return DONE;
	remove(beside.at);
	return outcome == DONE ? FAULT : outcome;
}

/* ---- how it is imported when nobody has said ---- */

static enum outcome first_options(struct context *ctx, const struct facts *facts, struct text *ret_options)
{
	struct import_options options;
	TRY(import_memory_recall(ctx, facts->headers, facts->header_count, &options));
	*ret_options = import_options_write(ctx->arena, &options);
	return DONE;
}

/* ---- taking one in ---- */

struct import_taken {
	struct text name, token, options;
	struct facts facts;
};

struct adding {
	const struct import_taken *taken;
	struct import_file_id *ret_file;
};

static enum outcome add(struct context *ctx, void *state)
{
	const struct adding *adding = state;
	const struct import_taken *taken = adding->taken;
	const struct facts *facts = &taken->facts;
	const struct job_asker asker = jobs_asker(ctx);
	TRY(store_next_id(ctx->store, TEXT("import_file"), &adding->ret_file->value));
	return import_file_add(ctx->writer, &(struct import_file_add_in){
						    .id = *adding->ret_file,
						    .staff_id = asker.staff,
						    .api_key_id = asker.key,
						    .name = taken->name,
						    .token = taken->token,
						    .uploaded = context_now(ctx),
						    .packing = facts->packing,
						    .encoding = facts->encoding,
						    .delimiter = facts->delimiter,
						    .rows = facts->rows,
						    .header = facts->header,
						    .header_hash = {facts->key.bytes, sizeof facts->key.bytes},
						    .options = taken->options,
					    });
}

/* Without folders before it, as some browsers send them, and of bounded length. */
static struct text clean_name(struct text name)
{
	struct text piece, rest = name;
	while (text_next(&rest, '/', &piece))
		name = piece;
	rest = name;
	while (text_next(&rest, '\\', &piece))
		name = piece;
	while (text_length(name) > NAME_MOST)
		name = text_slice(name, 1, SIZE_MAX);
	while (name.size && ((unsigned char)name.at[0] & 0xC0) == 0x80)
		name = text_slice(name, 1, SIZE_MAX);
	return text_is_empty(name) ? TEXT("customers.csv") : name;
}

enum outcome imports_make_reading(struct context *ctx, struct text encoding, struct text delimiter,
				  struct import_reading *ret_reading)
{
	struct text one = text_equal(delimiter, TEXT("tab")) ? TEXT("\t") : delimiter;
	*ret_reading = (struct import_reading){text_is_empty(encoding) ? TEXT_NONE : encoding,
					       text_is_empty(one) ? 0 : one.at[0]};
	if (one.size > 1 || ret_reading->delimiter == '"' || (ret_reading->delimiter & 0x80))
		return context_invalid(ctx, TEXT("delimiter"), "unfit", N_("The delimiter is one character."),
				       TEXT_NONE);
	return DONE;
}

enum outcome imports_take_file(struct context *ctx, struct text name, struct bytes content,
			       const struct import_reading *how, struct import_taken **ret_taken)
{
	struct import_taken *taken = arena_take(ctx->arena, sizeof *taken);
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	if (!jobs_asker(ctx).staff.value)
		return FORBIDDEN;
	if (!content.size)
		return context_invalid(ctx, TEXT("file"), "empty", N_("The file is empty."), TEXT_NONE);
	taken->name = clean_name(text_trim(name));
	TRY(import_folder_keep(ctx, content, &taken->token));
	enum outcome outcome = read_file(ctx, taken->token, how, &taken->facts);
	if (outcome == DONE)
		outcome = first_options(ctx, &taken->facts, &taken->options);
	if (outcome != DONE)
		imports_drop_taken(ctx, taken);
	*ret_taken = taken;
	return outcome;
}

enum outcome imports_add_taken(struct context *ctx, const struct import_taken *taken, struct import_file_id *ret_file)
{
	return context_transact(ctx, add, &(struct adding){taken, ret_file});
}

void imports_drop_taken(const struct context *ctx, const struct import_taken *taken)
{
	import_folder_remove(ctx, taken->token);
}

enum outcome imports_add_file(struct context *ctx, struct text name, struct bytes content,
			      struct import_file_id *ret_file)
{
	const struct import_reading how = {.encoding = TEXT_NONE};
	struct import_taken *taken;
	TRY(imports_take_file(ctx, name, content, &how, &taken));
	enum outcome outcome = imports_add_taken(ctx, taken, ret_file);
	if (outcome != DONE)
		imports_drop_taken(ctx, taken);
	return outcome;
}

/* ---- looking at it ---- */

/* Names in a file may be of customers whom others may not see. */
bool imports_may_see_all(const struct context *ctx)
{
	return context_may(ctx, PERMISSION_JOBS_MANAGE) && ctx->session.scope == STORE_SCOPE_ALL;
}

enum outcome imports_get_file(struct context *ctx, struct import_file_id file, struct import_file *ret_file)
{
	struct import_file_find row;
	bool found;
	TRY(context_read(ctx));
	TRY(import_file_find(ctx->reader, file, &found, &row));
	bool own = found && jobs_is_own(ctx, (struct job_asker){row.staff_id, row.api_key_id});
	if (!found || (!own && !imports_may_see_all(ctx)))
		return NOT_FOUND;
	*ret_file = (struct import_file){
		.id = row.id,
		.name = row.name,
		.staff_name = row.staff_name,
		.token = row.token,
		.uploaded = row.uploaded,
		.state = row.state,
		.packing = row.packing,
		.encoding = row.encoding,
		.delimiter = row.delimiter,
		.rows = row.rows,
		.header_hash = row.header_hash,
	};
	struct import_preset preset;
	TRY(import_texts_read(ctx->arena, row.header, &ret_file->headers, &ret_file->header_count));
	(void)import_preset_find(ctx->arena, ret_file->headers, ret_file->header_count, &preset);
	ret_file->shop = preset.shop;
	return import_options_read(ctx->arena, row.options, &ret_file->options);
}

enum outcome imports_check_id(struct context *ctx, struct text kind, int64_t id)
{
	struct import_file file;
	(void)kind;
	return imports_get_file(ctx, (struct import_file_id){id}, &file);
}

/* ---- changing how it is read, and how it is imported ---- */

static enum outcome check_here(struct context *ctx, const struct import_file *file)
{
	struct import_open_jobs open;
	if (file->state != IMPORT_FILE_STATE_HERE)
		return context_conflict(ctx, TEXT_NONE, "gone", N_("The file has been removed. Upload it again."),
					TEXT_NONE);
	TRY(import_open_jobs(ctx->reader, file->id, &open));
	if (open.jobs)
		return context_conflict(ctx, TEXT_NONE, "under_way",
					N_("A job goes through this file right now. Wait until it has ended."),
					TEXT_NONE);
	return DONE;
}

struct setting {
	const struct import_file *file;
	const struct facts *facts;
	const struct import_options *how;
	struct text options;
};

static enum outcome set_facts(struct context *ctx, void *state)
{
	const struct setting *setting = state;
	const struct facts *facts = setting->facts;
	TRY(check_here(ctx, setting->file));
	return import_file_set(ctx->writer, &(struct import_file_set_in){
						    .packing = facts->packing,
						    .encoding = facts->encoding,
						    .delimiter = facts->delimiter,
						    .rows = facts->rows,
						    .header = facts->header,
						    .header_hash = {facts->key.bytes, sizeof facts->key.bytes},
						    .options = setting->options,
						    .id = setting->file->id,
					    });
}

enum outcome imports_read_anew(struct context *ctx, struct import_file_id id, const struct import_reading *how)
{
	struct import_file file;
	struct facts facts;
	struct setting setting = {.file = &file, .facts = &facts};
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	TRY(imports_get_file(ctx, id, &file));
	TRY(check_here(ctx, &file));
	TRY(read_file(ctx, file.token, how, &facts));
	TRY(first_options(ctx, &facts, &setting.options));
	return context_transact(ctx, set_facts, &setting);
}

static enum outcome set_options(struct context *ctx, void *state)
{
	const struct setting *setting = state;
	TRY(import_file_set_options(ctx->writer, setting->options, setting->file->id));
	return import_memory_keep(ctx, setting->file->headers, setting->file->header_count, setting->how);
}

enum outcome imports_set_options(struct context *ctx, struct import_file_id id, const struct import_options *options)
{
	struct import_file file;
	struct import_plan plan;
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	TRY(imports_get_file(ctx, id, &file));
	TRY(check_here(ctx, &file));
	const struct import_head head = {.headers = file.headers, .header_count = file.header_count};
	TRY(import_plan_make(ctx, options, &head, &plan));
	return context_transact(
		ctx, set_options,
		&(struct setting){.file = &file, .how = options, .options = import_options_write(ctx->arena, options)});
}

/* ---- asking for a job ---- */

struct starting {
	struct import_file_id file;
	bool dry;
	struct job_id *ret_job;
};

static enum outcome start(struct context *ctx, void *state)
{
	const struct starting *starting = state;
	struct import_file file;
	int64_t removed, id;
	TRY(imports_get_file(ctx, starting->file, &file));
	struct text options = import_options_write(ctx->arena, &file.options);
	/* Whoever asks at the same time waits here. */
	TRY(import_file_set_options(ctx->writer, options, file.id));
	TRY(check_here(ctx, &file));
	if (!file.rows)
		return context_conflict(ctx, TEXT_NONE, "no_rows", N_("The file has a header and no row below it."),
					TEXT_NONE);
	TRY(import_previews_remove(ctx->writer, file.id, &removed));
	TRY(import_refusals_remove(ctx->writer, file.id, &removed));
	const struct job_ask ask = {.kind = starting->dry ? "import_check" : "import",
				    .what = file.name,
				    .arguments = TEXT("{}"),
				    .total = file.rows,
				    .final = starting->dry};
	TRY(jobs_add(ctx, &ask, starting->ret_job));
	TRY(store_next_id(ctx->store, TEXT("import"), &id));
	return import_add(ctx->writer, &(struct import_add_in){
					       .id = {id},
					       .file_id = file.id,
					       .job_id = *starting->ret_job,
					       .dry = starting->dry,
					       .options = options,
					       .name = file.name,
					       .started = context_now(ctx),
					       .position = 1,
				       });
}

enum outcome imports_start(struct context *ctx, struct import_file_id file, bool dry, struct job_id *ret_job)
{
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	return context_transact(ctx, start, &(struct starting){file, dry, ret_job});
}

enum outcome imports_file_of_job(struct context *ctx, struct job_id job, struct import_file_id *ret_file)
{
	struct import_file_of_job row;
	bool found;
	TRY(context_read(ctx));
	TRY(import_file_of_job(ctx->reader, job, &found, &row));
	*ret_file = found ? row.id : (struct import_file_id){0};
	return DONE;
}

/* ---- letting go ---- */

static enum outcome remove_rows(struct context *ctx)
{
	int64_t removed;
	TRY(import_previews_leave(ctx->writer, IMPORT_FILE_STATE_LEAVING, &removed));
	return import_refusals_leave(ctx->writer, IMPORT_FILE_STATE_LEAVING, &removed);
}

static enum outcome note_gone(struct context *ctx, void *state)
{
	return import_file_set_state(ctx->writer, IMPORT_FILE_STATE_GONE, *(struct import_file_id *)state);
}

/* What lies in the folder goes once it is sure that its rows have gone. */
static enum outcome remove_leaving(struct context *ctx, void *state)
{
	struct import_file_leaving *files;
	size_t count;
	(void)state;
	if (text_is_none(ctx->files))
		return DONE;
	TRY(context_read(ctx));
	TRY(import_file_leaving(ctx->reader, IMPORT_FILE_STATE_LEAVING, &files, &count));
	for (size_t i = 0; i < count; i++) {
		import_folder_remove(ctx, files[i].token);
		TRY(context_transact(ctx, note_gone, &files[i].id));
	}
	return DONE;
}

static enum outcome leave_old(struct context *ctx, void *state)
{
	int64_t left;
	(void)state;
	TRY(import_file_leave_old(ctx->writer, IMPORT_FILE_STATE_LEAVING, IMPORT_FILE_STATE_HERE,
				  (struct instant){context_now(ctx).us - IMPORT_KEPT_US}, &left));
	return left ? remove_rows(ctx) : DONE;
}

enum outcome imports_remove_old(struct context *ctx)
{
	TRY(context_transact(ctx, leave_old, NULL));
	return remove_leaving(ctx, NULL);
}

enum outcome imports_forget(struct context *ctx, struct customer_id customer)
{
	int64_t left;
	TRY(import_file_leave_of(ctx->writer, IMPORT_FILE_STATE_LEAVING, IMPORT_FILE_STATE_HERE, customer, &left));
	if (!left)
		return DONE;
	TRY(remove_rows(ctx));
	context_after(ctx, remove_leaving);
	return DONE;
}
