/* Import on screen: the files that were sent, sending one, one file with everything. Its columns:
 * imports_columns_pages.c; what comes of it: imports_results_pages.c. */
#include "features/imports/imports_pages.h"

#include "imports.routes.h"
#include "imports.views.h"
#include "web/pass.h"

#define A_PAGE 50

/* ---- the list ---- */

static struct imports_line line_of(struct request *request, const struct import_file_list *row)
{
	struct arena *arena = request->ctx->arena;
	struct imports_line line = {
		.name = row->name,
		.staff = row->staff_name,
		.url = imports_one_show_url(arena, row->id),
		.at = row->uploaded,
		.rows = row->rows,
		.state = page_words(request, row->job_id.value ? N_("Imported") : N_("Not imported yet"), TEXT_NONE),
		.mark = row->job_id.value ? MARK_OK : MARK_REST,
		.counts = TEXT(""),
	};
	if (row->job_id.value)
		line.counts = page_words(request, N_("Added: {0}. Changed: {1}. Unchanged: {2}. Refused: {3}."),
					 text_of_number(arena, row->created), text_of_number(arena, row->updated),
					 text_of_number(arena, row->unchanged), text_of_number(arena, row->refused),
					 TEXT_NONE);
	return line;
}

static enum outcome show_list(struct request *request, int64_t before)
{
	struct context *ctx = request->ctx;
	struct imports_screen screen = {.problems = ctx->problems,
					.everybodys = imports_may_see_all(ctx),
					.action = imports_send_post_url(ctx->arena, web_pass(request))};
	struct staff_id only = {screen.everybodys ? 0 : ctx->actor.id}; /* theirs, and their keys' */
	struct import_file_list *rows;
	TRY(context_read(ctx));
	TRY(import_file_list(ctx->reader, only, before ? before : INT64_MAX, A_PAGE + 1, &rows, &screen.count));
	if (screen.count > A_PAGE) {
		screen.count = A_PAGE;
		screen.next_url =
			text_format(ctx->arena, "/admin/imports?before=%lld", (long long)rows[A_PAGE - 1].id.value);
	}
	struct imports_line *list = arena_take_array(ctx->arena, screen.count, sizeof *list);
	for (size_t i = 0; i < screen.count; i++)
		list[i] = line_of(request, &rows[i]);
	screen.list = list;
	view_imports_list(answer_html(request, 200), page_frame(request, N_("Import")), &screen);
	return DONE;
}

enum outcome imports_list_show(struct request *request, const struct imports_list_show *in)
{
	return show_list(request, in->has_before ? in->before : 0);
}

enum outcome imports_send_again(struct request *request, const struct imports_send_post *in)
{
	(void)in;
	return show_list(request, 0);
}

enum outcome imports_send_post(struct request *request, const struct imports_send_post *in)
{
	struct import_file_id file;
	TRY(imports_add_file(request->ctx, in->file.name, in->file.content, &file));
	return answer_redirect(request, imports_one_show_url(request->ctx->arena, file));
}

/* ---- one ---- */

static const char *delimiter_words(struct text delimiter)
{
	static const struct {
		char delimiter;
		const char *words;
	} names[] = {{',', N_("comma")}, {';', N_("semicolon")}, {'\t', N_("tab")}, {'|', N_("bar")}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (delimiter.size && delimiter.at[0] == names[i].delimiter)
			return names[i].words;
	return NULL;
}

/* "Delimiter: semicolon. Encoding: windows-1252. Rows: 1000. Columns: 9." */
static struct text facts_of(struct request *request, const struct import_file *file)
{
	static const char *const facts[IMPORT_PACKING_COUNT] = {
		[IMPORT_PACKING_PLAIN] = N_("Delimiter: {0}. Encoding: {1}. Rows: {2}. Columns: {3}."),
		[IMPORT_PACKING_GZIP] = N_("Delimiter: {0}. Encoding: {1}. Rows: {2}. Columns: {3}. Packed with gzip."),
		[IMPORT_PACKING_ZIP] = N_("Delimiter: {0}. Encoding: {1}. Rows: {2}. Columns: {3}. Packed with zip."),
		[IMPORT_PACKING_XLSX] = N_("The first sheet of a workbook. Rows: {2}. Columns: {3}."),
		[IMPORT_PACKING_LINES] = N_("JSON Lines. Rows: {2}. Keys: {3}."),
	};
	struct arena *arena = request->ctx->arena;
	const char *words = delimiter_words(file->delimiter);
	struct text delimiter = words ? page_words(request, words, TEXT_NONE) : file->delimiter;
	return page_words(request, facts[file->packing], delimiter, file->encoding, text_of_number(arena, file->rows),
			  text_of_number(arena, (int64_t)file->header_count), TEXT_NONE);
}

static struct page_frame *frame_of(struct request *request, struct text title)
{
	struct page_frame *frame = page_frame_named(request, title);
	page_crumb(request, frame, N_("Import"), TEXT("/admin/imports"));
	return frame;
}

/* `columns`: its columns again, though it has been imported. */
static enum outcome show_one(struct request *request, struct import_file_id id, bool columns,
			     const struct import_options *typed)
{
	struct context *ctx = request->ctx;
	struct import_file file;
	TRY(imports_get_file(ctx, id, &file));
	if (typed)
		file.options = *typed;
	struct import_screen screen = {
		.problems = ctx->problems,
		.file = &file,
		.url = imports_one_show_url(ctx->arena, id),
		.facts = facts_of(request, &file),
		.gone = file.state != IMPORT_FILE_STATE_HERE,
	};
	screen.columns_url = text_join(ctx->arena, screen.url, TEXT("?columns=true"));
	if (!text_is_none(file.shop))
		screen.recognised =
			page_words(request, N_("This looks like a customer export of {0}."), file.shop, TEXT_NONE);
	TRY(import_fill_results(request, &screen));
	bool report = (screen.imported || screen.gone) && !columns && !typed && !ctx->problems->count;
	if (!report && !screen.gone)
		TRY(import_fill_columns(request, &screen));
	struct page_frame *frame = frame_of(request, file.name);
	if (report || screen.gone)
		view_imports_report(answer_html(request, 200), frame, &screen);
	else
		view_imports_columns(answer_html(request, 200), frame, &screen);
	return DONE;
}

enum outcome imports_one_show(struct request *request, const struct imports_one_show *in)
{
	return show_one(request, in->file, in->columns, NULL);
}

/* ---- how it is imported ---- */

struct import_options import_options_of(struct arena *arena, const struct import_asked *asked)
{
	const struct import_default given[] = {
		{TEXT("type"), asked->type}, {TEXT("group"), asked->group},       {TEXT("channel"), asked->channel},
		{TEXT("tags"), asked->tags}, {TEXT("language"), asked->language}, {TEXT("country"), asked->country},
	};
	struct import_default *defaults = arena_take_array(arena, sizeof given / sizeof *given, sizeof *defaults);
	struct import_options options = asked->how;
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		if (!text_is_empty(given[i].value))
			defaults[options.default_count++] = given[i];
	options.defaults = defaults;
	options.system = text_is_empty(options.system) ? TEXT("") : text_lower_ascii(arena, options.system);
	return options;
}

static struct import_options options_of(struct arena *arena, const struct imports_one_post *in)
{
	const struct import_asked asked = {
		.how = {.places = in->place,
			.place_count = in->place_count,
			.system = in->system,
			.match = in->match,
			.mode = in->mode,
			.replace = in->replace,
			.make_missing = in->make_missing,
			.restore = in->restore,
			.raw = in->raw_cells},
		.type = in->type,
		.group = in->group,
		.channel = in->channel,
		.tags = in->tags,
		.language = in->language,
		.country = in->country,
	};
	return import_options_of(arena, &asked);
}

enum outcome imports_one_again(struct request *request, const struct imports_one_post *in)
{
	const struct import_options options = options_of(request->ctx->arena, in);
	return show_one(request, in->file, true, &options);
}

enum outcome imports_one_post(struct request *request, const struct imports_one_post *in)
{
	const struct import_options options = options_of(request->ctx->arena, in);
	bool dry = in->what == IMPORTS_ONE_POST_WHAT_CHECK;
	struct text url = imports_one_show_url(request->ctx->arena, in->file);
	struct job_id job;
	TRY(imports_set_options(request->ctx, in->file, &options));
	TRY(imports_start(request->ctx, in->file, dry, &job));
	if (dry)
		url = text_join(request->ctx->arena, url, TEXT("?columns=true"));
	return answer_redirect(request, url);
}

/* ---- how it is read ---- */

enum outcome imports_reading_again(struct request *request, const struct imports_reading_post *in)
{
	return show_one(request, in->file, true, NULL);
}

enum outcome imports_reading_post(struct request *request, const struct imports_reading_post *in)
{
	struct import_reading how;
	TRY(imports_make_reading(request->ctx, in->encoding, in->delimiter, &how));
	TRY(imports_read_anew(request->ctx, in->file, &how));
	struct text url = imports_one_show_url(request->ctx->arena, in->file);
	return answer_redirect_saying(request, text_join(request->ctx->arena, url, TEXT("?columns=true")),
				      N_("The file was read again."), TEXT_NONE);
}
