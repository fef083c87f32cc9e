/* An import from beginning to end: what the file is, rows by the hundred, going on after it was cut off. */
#include "features/audit/audit.h"
#include "features/transfer/transfer_report.h"
#include "features/transfer/transfer_row.h"
#include "features/transfer/transfer_source.h"
#include "service/settings.h"

#include <sodium.h>
#include <string.h>

#define STEP       100
#define STEP_BYTES ((size_t)4 << 20)

struct kept_row {
	int64_t row;
	const struct text *cells;
	size_t count;
};

struct import {
	struct context *ctx;
	const struct import_options *options;
	const struct import_watch *watch;
	struct transfer_source source;
	struct text *headers, *first; /* the first two rows */
	size_t header_count, first_count;
	struct text header_line;
	struct transfer_source_column *columns;
	struct import_column *shown;
	size_t column_count;
	struct text home;
	unsigned char fingerprint[crypto_hash_sha256_BYTES];
	struct import_id id;
	int64_t position; /* the last row that is done */
	struct import_counts counts;
	/* the step under way */
	struct arena *arena;
	struct kept_row rows[STEP];
	size_t row_count, row_bytes;
	struct import_row done[STEP];
	struct import_counts stepped; /* the counts when it is done */
};

/* ---- before ---- */

static const struct text *copy_cells(struct arena *arena, const struct text *cells, size_t count)
{
	struct text *copy = arena_take_array(arena, count, sizeof *copy);
	for (size_t i = 0; i < count; i++)
		copy[i] = text_copy(arena, cells[i]);
	return copy;
}

static enum outcome take_head(void *state, int64_t row, const struct text *cells, size_t count)
{
	struct import *import = state;
	struct arena *arena = import->ctx->arena;
	if (row == 1) {
		import->headers = (struct text *)(uintptr_t)copy_cells(arena, cells, count);
		import->header_count = count;
		return DONE;
	}
	import->first = (struct text *)(uintptr_t)copy_cells(arena, cells, count);
	import->first_count = count;
	return NOT_FOUND; /* enough */
}

static struct transfer_column country_column(void)
{
	return (struct transfer_column){.part = TRANSFER_FIELD, .which = CUSTOMER_FIELD_COUNTRY};
}

static size_t find_column(const struct import *import, enum transfer_part part, int which)
{
	for (size_t i = 0; i < import->column_count; i++)
		if (import->columns[i].column.part == part && import->columns[i].column.which == which &&
		    import->columns[i].column.number < 2)
			return i;
	return SIZE_MAX;
}

/* A file with one column "Country" and a city or a street means that of the address, too. */
static void share_country(struct import *import)
{
	const struct transfer_column country = country_column();
	size_t place = find_column(import, country.part, country.which);
	bool has_address = false;
	for (size_t i = 0; i < import->column_count; i++)
		has_address = has_address || (import->columns[i].column.part == TRANSFER_ADDRESS &&
					      import->columns[i].column.number == 1);
	if (place == SIZE_MAX || !has_address ||
	    find_column(import, TRANSFER_ADDRESS, ADDRESS_CELL_COUNTRY) != SIZE_MAX)
		return;
	import->columns[import->column_count++] =
		(struct transfer_source_column){{.part = TRANSFER_ADDRESS,
						 .which = ADDRESS_CELL_COUNTRY,
						 .number = 1,
						 .header = import->columns[place].column.header},
						import->columns[place].place};
}

/* An attribute that is called like the column is the column's; else one will be made. */
static enum outcome know_attributes(struct import *import)
{
	struct transfer_names names;
	struct arena *arena = import->ctx->arena;
	TRY(transfer_names_load(import->ctx, &names));
	for (size_t i = 0; i < import->header_count; i++) {
		struct transfer_column *column = &import->columns[i].column;
		const struct transfer_name *known = NULL;
		if (column->part == TRANSFER_ATTRIBUTE)
			known = transfer_name_find(arena, &names, NAMED_ATTRIBUTE, column->name);
		if (column->part == TRANSFER_ATTRIBUTE && !known)
			known = transfer_name_find(arena, &names, NAMED_ATTRIBUTE, text_trim(column->header));
		column->name = known ? known->word : column->name;
		import->shown[i] = (struct import_column){column->header, transfer_column_name(arena, column),
							  column->part == TRANSFER_ATTRIBUTE && !known,
							  known && known->kind == ATTRIBUTE_KIND_PICTURE};
		if (import->shown[i].is_picture)
			column->part = TRANSFER_SKIP;
	}
	return DONE;
}

static enum outcome map_columns(struct import *import)
{
	struct context *ctx = import->ctx;
	struct transfer_column *columns;
	const struct transfer_mapping_ask ask = {
		.headers = import->headers,
		.count = import->header_count,
		.first = import->first,
		.first_count = import->first_count,
		.map = import->options->map,
		.system = text_is_empty(import->options->system) ? TEXT("import") : import->options->system,
	};
	TRY(transfer_map(ctx, &ask, &columns));
	import->columns = arena_take_array(ctx->arena, ask.count + 1, sizeof *import->columns);
	import->shown = arena_take_array(ctx->arena, ask.count, sizeof *import->shown);
	import->column_count = ask.count;
	for (size_t i = 0; i < ask.count; i++)
		import->columns[i] = (struct transfer_source_column){columns[i], i};
	TRY(know_attributes(import));
	share_country(import);
	return settings_get(ctx, SETTING_BUSINESS_COUNTRY, &import->home);
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
	for (size_t i = 0; i < import->column_count; i++) {
		struct text name =
			text_join(arena, transfer_column_name(arena, &import->columns[i].column), TEXT("\n"));
		crypto_hash_sha256_update(&hash, (const unsigned char *)name.at, name.size);
	}
	crypto_hash_sha256_final(&hash, import->fingerprint);
}

static enum outcome prepare(struct import *import)
{
	const struct import_options *options = import->options;
	const struct transfer_source_ask ask = {options->path, options->encoding, options->delimiter};
	TRY(transfer_source_open(import->ctx, &ask, &import->source));
	enum outcome outcome = transfer_source_rows(import->ctx, &import->source, take_head, import);
	if (outcome != DONE && outcome != NOT_FOUND)
		return outcome;
	TRY(map_columns(import));
	import->header_line =
		transfer_report_line(import->ctx->arena, import->headers, import->header_count, options->raw);
	take_fingerprint(import);
	return DONE;
}

static void tell_found(const struct import *import)
{
	const struct import_found found = {
		.gzip = import->source.gzip,
		.zip = import->source.zip,
		.xlsx = import->source.xlsx,
		.encoding = encoding_name(import->source.encoding),
		.delimiter = import->source.delimiter,
		.rows = import->source.rows - 1,
		.resumed = import->position - 1,
		.columns = import->shown,
		.column_count = import->header_count,
	};
	import->watch->found(import->watch->state, &found);
}

/* ---- a step ---- */

static enum outcome make_attributes(struct context *ctx, const struct import *import, struct transfer_names *names)
{
	int64_t id;
	for (size_t i = 0; i < import->header_count; i++)
		if (import->shown[i].is_new &&
		    !transfer_name_find(ctx->arena, names, NAMED_ATTRIBUTE, import->columns[i].column.name))
			TRY(transfer_name_add_attribute(ctx, names, import->columns[i].column.name,
							text_trim(import->columns[i].column.header), &id));
	return DONE;
}

static enum outcome keep_refusal(struct context *ctx, const struct import *import, const struct kept_row *kept,
				 const struct import_row *row)
{
	struct text reasons = TEXT("");
	for (size_t i = 0; i < row->problem_count; i++) {
		struct text sentence = import->watch->sentence(ctx->arena, &row->problems[i]);
		reasons = i ? text_format(ctx->arena, "%.*s / %.*s", TEXT_ARG(reasons), TEXT_ARG(sentence)) : sentence;
	}
	struct text cells = transfer_report_line(ctx->arena, kept->cells, import->header_count, import->options->raw);
	return import_refusal_add(ctx->writer, import->id, kept->row, cells, reasons);
}

static enum outcome do_rows(struct context *ctx, struct import *import, const struct transfer_rules *rules)
{
	for (size_t i = 0; i < import->row_count; i++) {
		struct import_row *row = &import->done[i];
		*row = (struct import_row){.row = import->rows[i].row};
		TRY(transfer_row_import(ctx, rules, import->rows[i].cells, import->rows[i].count, row));
		import->stepped.of[row->result]++;
		if (row->result == IMPORT_REFUSED)
			TRY(keep_refusal(ctx, import, &import->rows[i], row));
	}
	return DONE;
}

/* The rows and their place in one transaction: no row is done twice, none is left out. */
static enum outcome step(struct context *ctx, void *state)
{
	struct import *import = state;
	struct transfer_names names;
	int64_t advanced;
	TRY(transfer_names_load(ctx, &names));
	TRY(make_attributes(ctx, import, &names));
	const struct transfer_rules rules = {
		.options = import->options,
		.columns = import->columns,
		.column_count = import->column_count,
		.header_count = import->header_count,
		.reading = {&names, import->options->make_missing},
		.home = import->home,
	};
	import->stepped = import->counts;
	TRY(do_rows(ctx, import, &rules));
	TRY(import_advance(ctx->writer,
			   &(struct import_advance_in){
				   .position = import->rows[import->row_count - 1].row,
				   .created = import->stepped.of[IMPORT_CREATED],
				   .updated = import->stepped.of[IMPORT_UPDATED],
				   .unchanged = import->stepped.of[IMPORT_UNCHANGED],
				   .refused = import->stepped.of[IMPORT_REFUSED],
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
	enum outcome outcome = context_transact(&ctx, step, import);
	for (size_t i = 0; outcome != DONE && i < ctx.problems->count; i++) {
		struct problem problem = ctx.problems->list[i];
		problem.field = text_copy(import->ctx->arena, problem.field);
		for (size_t k = 0; k < PROBLEM_VALUES && !text_is_none(problem.values[k]); k++)
			problem.values[k] = text_copy(import->ctx->arena, problem.values[k]);
		problems_add(import->ctx->problems, problem);
	}
	TRY(outcome);
	import->counts = import->stepped;
	import->position = import->rows[import->row_count - 1].row;
	for (size_t i = 0; i < import->row_count; i++)
		import->watch->row(import->watch->state, &import->done[i]);
	import->row_count = import->row_bytes = 0;
	arena_reset(import->arena);
	return DONE;
}

static enum outcome take_row(void *state, int64_t number, const struct text *cells, size_t count)
{
	struct import *import = state;
	if (number <= import->position)
		return DONE;
	import->rows[import->row_count++] = (struct kept_row){number, copy_cells(import->arena, cells, count), count};
	for (size_t i = 0; i < count; i++)
		import->row_bytes += cells[i].size + sizeof *cells;
	return import->row_count == STEP || import->row_bytes > STEP_BYTES ? run_step(import) : DONE;
}

/* ---- all of it ---- */

static enum outcome begin(struct context *ctx, void *state)
{
	struct import *import = state;
	const struct bytes fingerprint = {import->fingerprint, sizeof import->fingerprint};
	struct import_find row;
	bool found;
	TRY(import_find(ctx->reader, fingerprint, &found, &row));
	import->position = found ? row.position : 1;
	import->counts = (struct import_counts){{ 0 }};
	if (found) {
		import->id = row.id;
		import->counts = (struct import_counts){
			{ [IMPORT_CREATED] = row.created,
			  [IMPORT_UPDATED] = row.updated,
			  [IMPORT_UNCHANGED] = row.unchanged,
			  [IMPORT_REFUSED] = row.refused }};
		return DONE;
	}
	TRY(store_next_id(ctx->store, TEXT("import"), &import->id.value));
	return import_add(ctx->writer, import->id, fingerprint, import->options->path, context_now(ctx));
}

static enum outcome end(struct context *ctx, void *state)
{
	const struct import *import = state;
	struct text numbers[IMPORT_RESULTS];
	int64_t removed;
	for (int i = 0; i < IMPORT_RESULTS; i++)
		numbers[i] = text_of_number(ctx->arena, import->counts.of[i]);
	TRY(import_refusal_remove_all(ctx->writer, import->id, &removed));
	TRY(import_finish(ctx->writer, context_now(ctx), import->id));
	const struct audit_change changes[] = {
		{"file", TEXT_NONE, import->options->path},      {"created", TEXT_NONE, numbers[IMPORT_CREATED]},
		{"updated", TEXT_NONE, numbers[IMPORT_UPDATED]}, {"unchanged", TEXT_NONE, numbers[IMPORT_UNCHANGED]},
		{"refused", TEXT_NONE, numbers[IMPORT_REFUSED]},
	};
	return audit_add(ctx, &(struct audit_record){"customers.imported", "import", import->id.value, changes, 5});
}

static enum outcome run(struct import *import)
{
	struct context *ctx = import->ctx;
	TRY(context_transact(ctx, begin, import));
	tell_found(import);
	TRY(transfer_source_rows(ctx, &import->source, take_row, import));
	TRY(run_step(import));
	if (ctx->writer)
		reader_use_arena(ctx->reader, ctx->arena);
	if (!text_is_empty(import->options->report))
		TRY(transfer_report_write(ctx, import->options->report, import->id, import->header_line));
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

enum outcome transfer_import(struct context *ctx, const struct import_options *options,
			     const struct import_watch *watch, struct import_counts *ret_counts)
{
	struct import *import = arena_take(ctx->arena, sizeof *import);
	*import = (struct import){.ctx = ctx, .options = options, .watch = watch, .source = {.file = -1}};
	TRY(context_need(ctx, PERMISSION_CUSTOMERS_IMPORT));
	import->arena = arena_open(SIZE_MAX);
	enum outcome outcome = prepare(import);
	if (outcome == DONE)
		outcome = options->dry_run ? run_dry(import) : run(import);
	*ret_counts = import->counts;
	transfer_source_close(&import->source);
	arena_close(import->arena);
	return outcome;
}
