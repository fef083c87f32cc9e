/* The form of an export: shown, arranged, sent. */
#include "exports.routes.h"
#include "exports.views.h"
#include "features/exports/exports_layout.h"
#include "features/exports/exports_pages.h"
#include "format/url.h"
#include "web/view.h"

/* What stands in the form. */
struct entered {
	enum export_whom whom;
	struct text filter;
	const int64_t *selected;
	size_t selected_count;
	struct export_options how; /* with the columns */
	struct text header, words;
};

/* ---- showing it ---- */

static enum outcome add_whom(struct request *request, const struct entered *entered, enum export_whom whom,
			     struct export_form *form)
{
	struct export_whom_choice *choice = (struct export_whom_choice *)(uintptr_t)&form->whom[form->whom_count++];
	struct instant last;
	*choice = (struct export_whom_choice){.whom = whom, .chosen = whom == entered->whom, .help = TEXT("")};
	choice->label = export_whom_words(request, whom);
	if (whom == EXPORT_WHOM_FILTER)
		choice->help = entered->filter;
	if (whom == EXPORT_WHOM_ALL)
		choice->help = page_words(request, N_("Guests too, but nobody in the trash."), TEXT_NONE);
	if (whom == EXPORT_WHOM_NEW) {
		TRY(exports_last(request->ctx, &last));
		choice->help =
			instant_is_none(last)
				? page_words(request, N_("You have never exported all: everybody is new."), TEXT_NONE)
				: page_words(request, N_("Your last export began: {0}."),
					     view_instant_text(&request->view, last), TEXT_NONE);
	}
	const struct export_ask ask = {.whom = whom,
				       .filter = entered->filter,
				       .selected = entered->selected,
				       .selected_count = entered->selected_count};
	size_t before = request->ctx->problems->count;
	enum outcome outcome = exports_count(request->ctx, &ask, &choice->count);
	/* A filter that nobody understands has been told of already. */
	if (outcome == INVALID && before)
		request->ctx->problems->count = before;
	return outcome == INVALID ? DONE : outcome;
}

static enum outcome fill_whom(struct request *request, const struct entered *entered, struct export_form *form)
{
	form->whom = arena_take_array(request->ctx->arena, EXPORT_WHOM_COUNT, sizeof *form->whom);
	if (entered->selected_count)
		TRY(add_whom(request, entered, EXPORT_WHOM_SELECTED, form));
	if (!text_is_empty(entered->filter))
		TRY(add_whom(request, entered, EXPORT_WHOM_FILTER, form));
	TRY(add_whom(request, entered, EXPORT_WHOM_ALL, form));
	return add_whom(request, entered, EXPORT_WHOM_NEW, form);
}

static struct option option_of(const struct request *request, struct text value, const char *label, bool selected)
{
	return (struct option){value, page_words(request, label, TEXT_NONE), selected};
}

static const struct {
	const char *word, *label;
	char delimiter;
} delimiters[] = {{"comma", N_("Comma"), ','}, {"semicolon", N_("Semicolon"), ';'}, {"tab", N_("Tab"), '\t'}};

static void fill_options(struct request *request, const struct entered *entered, struct export_form *form)
{
	static const char *const encodings[EXPORT_ENCODING_COUNT] = {
		[EXPORT_ENCODING_UTF8] = N_("UTF-8"),
		[EXPORT_ENCODING_UTF8_BOM] = N_("UTF-8 with a mark, for Excel"),
		[EXPORT_ENCODING_UTF16] = N_("UTF-16"),
	};
	static const char *const formats[EXPORT_FORMAT_COUNT] = {
		[EXPORT_FORMAT_CSV] = N_("CSV: for every program"),
		[EXPORT_FORMAT_XLSX] = N_("XLSX: for Excel and LibreOffice"),
		[EXPORT_FORMAT_JSONL] = N_("JSON Lines: for programmers"),
	};
	struct option *options = arena_take_array(request->ctx->arena, EXPORT_FORMAT_COUNT, sizeof *options);
	form->formats = options;
	for (int i = 0; i < EXPORT_FORMAT_COUNT; i++)
		options[i] = option_of(request, export_format_key((enum export_format)i), formats[i],
				       i == (int)entered->how.format);
	options = arena_take_array(request->ctx->arena, EXPORT_ENCODING_COUNT, sizeof *options);
	form->encodings = options;
	for (int i = 0; i < EXPORT_ENCODING_COUNT; i++)
		options[i] = option_of(request, export_encoding_key((enum export_encoding)i), encodings[i],
				       i == (int)entered->how.encoding);
	options = arena_take_array(request->ctx->arena, 3, sizeof *options);
	form->delimiters = options;
	for (size_t i = 0; i < 3; i++)
		options[i] = option_of(request, text_of(delimiters[i].word), delimiters[i].label,
				       delimiters[i].delimiter == entered->how.delimiter);
}

static enum outcome show(struct request *request, const struct entered *entered)
{
	struct export_form form = {
		.problems = request->ctx->problems,
		.filter = entered->filter,
		.selected = entered->selected,
		.selected_count = entered->selected_count,
		.formulas = entered->how.raw,
		.header = entered->header,
		.words = entered->words,
		.back = text_is_empty(entered->filter)
				? TEXT("/admin/exports")
				: text_join(request->ctx->arena, TEXT("/admin/customers?filter="),
					    url_encode(request->ctx->arena, entered->filter)),
	};
	request->view.language = request->ctx->language;
	request->view.zone = request->ctx->zone;
	TRY(fill_whom(request, entered, &form));
	fill_options(request, entered, &form);
	TRY(export_columns_fill(request, entered->how.columns, &form));
	struct page_frame *frame = page_frame(request, N_("New export"));
	page_crumb(request, frame, N_("Exports"), TEXT("/admin/exports"));
	view_exports_form(answer_html(request, 200), frame, &form);
	return DONE;
}

/* As the last time, else the usual. */
enum outcome exports_new_show(struct request *request, const struct exports_new_show *in)
{
	struct entered entered = {
		.whom = in->selected_count           ? EXPORT_WHOM_SELECTED
			: !text_is_empty(in->filter) ? EXPORT_WHOM_FILTER
						     : EXPORT_WHOM_ALL,
		.filter = in->filter,
		.selected = in->selected,
		.selected_count = in->selected_count,
		.header = TEXT(""),
		.words = TEXT(""),
	};
	bool found;
	TRY(exports_last_choice(request->ctx, &found, &entered.how));
	if (!found) {
		entered.how.delimiter = ',';
		TRY(export_columns_preset(request, false, &entered.how.columns));
	}
	return show(request, &entered);
}

/* ---- arranging ---- */

/* The place of the column called `word` changes with that of its neighbour. */
static void move(struct text *columns, size_t count, struct text word, bool front)
{
	for (size_t i = 0; i < count && !text_is_empty(word); i++) {
		size_t to = front ? i - 1 : i + 1;
		if (!text_equal(columns[i], word) || to >= count)
			continue;
		struct text one = columns[i];
		columns[i] = columns[to];
		columns[to] = one;
		return;
	}
}

static struct text columns_of(struct request *request, const struct exports_add_post *in)
{
	struct arena *arena = request->ctx->arena;
	struct text *columns = arena_take_array(arena, in->column_count, sizeof *columns);
	for (size_t i = 0; i < in->column_count; i++)
		columns[i] = in->column[i];
	move(columns, in->column_count, in->up, true);
	move(columns, in->column_count, in->down, false);
	return export_layout_join(arena, columns, in->column_count);
}

static struct entered entered_of(struct request *request, const struct exports_add_post *in)
{
	return (struct entered){
		.whom = in->whom,
		.filter = in->filter,
		.selected = in->selected,
		.selected_count = in->selected_count,
		.how = {.columns = columns_of(request, in),
			.format = in->format,
			.encoding = in->encoding,
			.delimiter = delimiters[in->delimiter].delimiter,
			.raw = in->formulas},
		.header = text_is_none(in->header) ? TEXT("") : in->header,
		.words = text_is_none(in->words) ? TEXT("") : in->words,
	};
}

/* A mistake in it is one of that field. */
static enum outcome add_column(struct request *request, struct entered *entered)
{
	struct context *ctx = request->ctx;
	struct export_layout layout;
	size_t before = ctx->problems->count;
	if (text_is_empty(entered->header))
		return context_invalid(ctx, TEXT("header"), "required", N_("A column of your own needs a header."),
				       TEXT_NONE);
	struct text declaration = export_layout_declare(ctx->arena, entered->header, entered->words);
	enum outcome outcome = export_layout_find(ctx, declaration, &layout);
	for (size_t i = before; i < ctx->problems->count; i++)
		ctx->problems->list[i].field = TEXT("words");
	if (outcome != DONE)
		return outcome;
	entered->how.columns = text_join(ctx->arena, entered->how.columns, declaration);
	entered->header = entered->words = TEXT("");
	return DONE;
}

/* ---- sent ---- */

enum outcome exports_add_again(struct request *request, const struct exports_add_post *in)
{
	struct entered entered = entered_of(request, in);
	return show(request, &entered);
}

enum outcome exports_add_post(struct request *request, const struct exports_add_post *in)
{
	struct entered entered = entered_of(request, in);
	struct export_id export;
	if (in->add) {
		TRY(add_column(request, &entered));
		return show(request, &entered);
	}
	if (in->preset != EXPORTS_ADD_POST_PRESET_NONE) {
		TRY(export_columns_preset(request, in->preset == EXPORTS_ADD_POST_PRESET_EVERY, &entered.how.columns));
		return show(request, &entered);
	}
	if (!text_is_empty(in->up) || !text_is_empty(in->down))
		return show(request, &entered);
	if (!in->column_count)
		return context_invalid(request->ctx, TEXT("columns"), "required", N_("Choose a column first."),
				       TEXT_NONE);
	TRY(exports_start(request->ctx,
			  &(struct export_ask){.whom = entered.whom,
					       .filter = entered.filter,
					       .selected = entered.selected,
					       .selected_count = entered.selected_count,
					       .how = entered.how},
			  &export));
	return answer_redirect_saying(request, exports_one_show_url(request->ctx->arena, export),
				      N_("The export has begun. You can leave this page."), TEXT_NONE);
}
