/* Keeping refused rows, reading them, writing them to a file. */
#include "features/imports/imports_report.h"

#include "base/buffer.h"
#include "format/csv_write.h"
#include "format/json_read.h"
#include "format/json_write.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LINE_MOST     ((size_t)32 << 20)
#define PROBLEMS_MOST ((size_t)4 << 20)
#define VALUE_MOST    200 /* characters of a cell that are told */
#define A_BATCH       500

/* ---- keeping ---- */

/* Safe to open in a spreadsheet, without its end. */
static struct text line_of(struct arena *arena, const struct text *cells, size_t count, bool raw)
{
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make(LINE_MOST);
	struct csv_writer csv = csv_writer_make(&line, ',', raw);
	for (size_t i = 0; i < count; i++)
		csv_add_cell(&csv, raw ? cells[i] : csv_unguard(cells[i]));
	return text_copy(arena, buffer_text(&line));
}

/* As many cells as the header has, so that place and reason stand in columns of their own. */
static struct text row_line(struct arena *arena, const struct import_plan *plan, const struct import_source_row *row)
{
	size_t count = plan->head.header_count;
	if (!text_is_none(row->line))
		return row->line;
	struct text *cells = arena_take_array(arena, count, sizeof *cells);
	for (size_t i = 0; i < count; i++)
		cells[i] = i < row->count ? row->cells[i] : TEXT("");
	return line_of(arena, cells, count, plan->raw);
}

static struct text value_at(const struct import_plan *plan, const struct import_source_row *row, struct text header)
{
	for (size_t i = 0; i < plan->head.header_count && i < row->count; i++)
		if (!text_is_empty(header) && text_equal(plan->head.headers[i], header) &&
		    plan->columns[i].column.part != TRANSFER_PASSWORD)
			return text_cut(row->cells[i], VALUE_MOST);
	return TEXT("");
}

static void write_problem(struct json_writer *json, const struct problem *problem, struct text value)
{
	json_begin_array(json);
	json_add_text(json, text_is_none(problem->field) ? TEXT("") : problem->field);
	json_add_text(json, value);
	json_add_text(json, text_of(problem->code));
	json_add_text(json, text_of(problem->message));
	for (size_t i = 0; i < PROBLEM_VALUES && !text_is_none(problem->values[i]); i++)
		json_add_text(json, problem->values[i]);
	json_end_array(json);
}

enum outcome import_refusal_keep(struct context *ctx, const struct import_plan *plan,
				 const struct import_source_row *row, const struct import_row *done,
				 struct import_id import)
{
	struct buffer problems __attribute__((cleanup(buffer_free))) = buffer_make(PROBLEMS_MOST);
	struct json_writer json = json_writer_make(&problems);
	json_begin_array(&json);
	for (size_t i = 0; i < done->problem_count; i++)
		write_problem(&json, &done->problems[i],
			      text_is_none(row->fault.code) ? value_at(plan, row, done->problems[i].field)
							    : row->fault.value);
	json_end_array(&json);
	return import_refusal_add(ctx->writer, import, row->row, row_line(ctx->arena, plan, row),
				  buffer_failed(&problems) ? TEXT("[]") : buffer_text(&problems));
}

/* ---- reading ---- */

static struct text text_at(struct arena *arena, const struct json_value *list, size_t place)
{
	struct text value = TEXT_NONE;
	(void)json_as_text(json_at(list, place), &value);
	return text_copy(arena, value);
}

static struct problem problem_of(struct arena *arena, const struct json_value *kept)
{
	struct problem problem = {.field = text_at(arena, kept, 0),
				  .code = text_format(arena, "%.*s", TEXT_ARG(text_at(arena, kept, 2))).at,
				  .message = text_format(arena, "%.*s", TEXT_ARG(text_at(arena, kept, 3))).at};
	for (size_t i = 0; i < PROBLEM_VALUES; i++)
		problem.values[i] = text_at(arena, kept, 4 + i);
	return problem;
}

static enum outcome read_problems(struct context *ctx, struct text kept, struct import_refusal *refusal)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct json_fault fault;
	if (json_open((struct bytes){(const unsigned char *)kept.at, kept.size}, &document, &fault) != DONE)
		return FAULT;
	const struct json_value *list = json_root(document);
	refusal->count = json_count(list);
	struct problem *problems = arena_take_array(ctx->arena, refusal->count, sizeof *problems);
	struct text *values = arena_take_array(ctx->arena, refusal->count, sizeof *values);
	for (size_t i = 0; i < refusal->count; i++) {
		problems[i] = problem_of(ctx->arena, json_at(list, i));
		values[i] = text_at(ctx->arena, json_at(list, i), 1);
	}
	refusal->problems = problems;
	refusal->values = values;
	return DONE;
}

enum outcome import_refusals_read(struct context *ctx, struct import_id import, int64_t after, int64_t most,
				  struct import_refusals *ret_refusals)
{
	struct import_refusal_list *rows;
	size_t count;
	TRY(context_read(ctx));
	TRY(import_refusal_list(ctx->reader, import, after, most, &rows, &count));
	struct import_refusal *list = arena_take_array(ctx->arena, count, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		list[i] = (struct import_refusal){.row = rows[i].position, .cells = rows[i].cells};
		TRY(read_problems(ctx, rows[i].problems, &list[i]));
	}
	*ret_refusals = (struct import_refusals){list, count};
	return DONE;
}

/* ---- a file of them ---- */

static enum outcome refuse(struct context *ctx, struct text path)
{
	return context_invalid(ctx, TEXT("report"), "unwritable", N_("{0}: {1}"), path,
			       text_copy(ctx->arena, text_of(strerror(errno))), TEXT_NONE);
}

static void write_line(FILE *file, struct text cells, struct text row, struct text reasons)
{
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make(PROBLEMS_MOST);
	struct csv_writer csv = csv_writer_make(&line, ',', false);
	csv_add_cell(&csv, row);
	csv_add_cell(&csv, reasons);
	csv_end_row(&csv);
	fwrite(cells.at, 1, cells.size, file);
	fputc(',', file);
	fwrite(line.at, 1, line.size, file);
}

static bool is_of_report(struct text key)
{
	return text_equal(key, TEXT("import_row")) || text_equal(key, TEXT("import_reason"));
}

static void add_members(struct json_writer *json, struct arena *arena, const struct json_value *object)
{
	struct json_walk walk = {0};
	struct text key;
	const struct json_value *value;
	while (json_next(object, &walk, &key, &value)) {
		bool number = json_kind(value) == JSON_IS_NUMBER;
		if (is_of_report(key))
			continue;
		json_add_key_text(json, key);
		json_add_raw(json, number ? json_digits(arena, value) : json_source(arena, value));
	}
}

/* The object with its place and reason before it; what is none, in one. */
static void write_object(FILE *file, struct arena *arena, const struct import_refusal *refusal, struct text reasons)
{
	struct json_document *document __attribute__((cleanup(json_cleanup))) = NULL;
	struct buffer line __attribute__((cleanup(buffer_free))) = buffer_make(LINE_MOST);
	struct json_writer json = json_writer_make(&line);
	const struct bytes kept = {(const unsigned char *)refusal->cells.at, refusal->cells.size};
	struct json_fault fault;
	json_begin_object(&json);
	json_pair_number(&json, "import_row", refusal->row);
	json_pair_text(&json, "import_reason", reasons);
	if (json_open(kept, &document, &fault) == DONE && json_kind(json_root(document)) == JSON_IS_OBJECT)
		add_members(&json, arena, json_root(document));
	else
		json_pair_text(&json, "import_line", refusal->cells);
	json_end_object(&json);
	buffer_add_char(&line, '\n');
	fwrite(line.at, 1, line.size, file);
}

static struct text reasons_of(const struct import_report *report, struct arena *arena,
			      const struct import_refusal *refusal)
{
	struct text reasons = TEXT("");
	for (size_t i = 0; i < refusal->count; i++) {
		struct text sentence = report->sentence(report->state, arena, &refusal->problems[i]);
		reasons = i ? text_format(arena, "%.*s / %.*s", TEXT_ARG(reasons), TEXT_ARG(sentence)) : sentence;
	}
	return reasons;
}

/* Some of them in memory of their own; `ret_after` is the last one, or 0 when there are no more. */
static enum outcome write_some(struct context *ctx, const struct import_report *report, FILE *file, int64_t *after)
{
	struct import_refusals some;
	TRY(import_refusals_read(ctx, report->import, *after, A_BATCH, &some));
	for (size_t i = 0; i < some.count; i++) {
		struct text reasons = reasons_of(report, ctx->arena, &some.list[i]);
		if (report->lines)
			write_object(file, ctx->arena, &some.list[i], reasons);
		else
			write_line(file, some.list[i].cells, text_of_number(ctx->arena, some.list[i].row), reasons);
	}
	*after = some.count ? some.list[some.count - 1].row : 0;
	return DONE;
}

static enum outcome write_all(struct context *ctx, const struct import_report *report, FILE *file)
{
	struct arena *arena __attribute__((cleanup(arena_cleanup))) = arena_open(SIZE_MAX);
	enum outcome outcome = DONE;
	struct context part = *ctx;
	int64_t after = 0;
	if (!report->lines)
		write_line(file, line_of(ctx->arena, report->headers, report->header_count, report->raw),
			   TEXT("import_row"), TEXT("import_reason"));
	part.arena = arena;
	if (ctx->reader)
		reader_use_arena(ctx->reader, arena);
	do {
		outcome = write_some(&part, report, file, &after);
		arena_reset(arena);
	} while (outcome == DONE && after);
	if (ctx->reader)
		reader_use_arena(ctx->reader, ctx->arena);
	return outcome;
}

enum outcome import_report_write(struct context *ctx, const struct import_report *report, struct text path)
{
	struct text part = text_join(ctx->arena, path, TEXT(".part")), whole = text_copy(ctx->arena, path);
	TRY(context_read(ctx));
	FILE *file = fopen(part.at, "we");
	if (!file)
		return refuse(ctx, path);
	enum outcome outcome = write_all(ctx, report, file);
	bool failed = ferror(file);
	failed = fclose(file) != 0 || failed;
	if (outcome == DONE && (failed || rename(part.at, whole.at) != 0))
		outcome = refuse(ctx, path);
	if (outcome != DONE)
		remove(part.at);
	return outcome;
}
