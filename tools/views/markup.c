/* Views as a whole: their heads, the text between tags, and what is asked at their end.
 *
 * The one idea: outside tags there are only text, which is folded and may hold no words, and braces.
 */
#include "view.h"

#include <string.h>

static void write_head(struct view_reader *view, int line, struct text parameters)
{
	struct output *output = view->output;
	bool none = parameters.size == 0 || text_equal(parameters, TEXT("void"));
	struct text head =
		text_format(view->source->arena, "void view_%.*s(struct view *view%s%.*s)", TEXT_ARG(view->name),
			    none ? "" : ", ", none ? 0 : (int)parameters.size, parameters.at);
	output_place(&output->header, output->path, line);
	for (size_t i = 0; i < head.size; i++)
		buffer_add_char(&output->header, head.at[i] == '\n' ? ' ' : head.at[i]);
	buffer_add(&output->header, TEXT(";\n"));
	output_line(output, "%s", "");
	output_statement(output, line, "%.*s", TEXT_ARG(head));
	output_line(output, "{\n\t(void)view;");
}

static bool read_head(struct view_reader *view)
{
	struct source *source = view->source;
	struct text inside;
	int line = source->line;
	if (!source_take_braced(source, "{", &inside))
		return false;
	struct text head = text_trim(text_slice(inside, 4, inside.size));
	view->name = name_at_start(head);
	struct text rest = text_trim(text_slice(head, view->name.size, head.size));
	if (view->name.size == 0 || !text_starts(rest, TEXT("(")) || !text_ends(rest, TEXT(")")))
		return source_refuse(source, line,
				     "a view without its parts; write {view name(struct text parameter)}");
	write_head(view, line, text_trim(text_slice(rest, 1, rest.size - 2)));
	return true;
}

/* White space becomes one blank, as browsers do it, except where they do not. */
static void write_text(struct view_reader *view, struct text run)
{
	if (view_inside(view, "pre") || view_inside(view, "textarea")) {
		output_markup(view->output, run);
		return;
	}
	size_t i = 0;
	while (i < run.size) {
		size_t from = i;
		while (i < run.size && !is_blank(run.at[i]))
			i++;
		output_markup(view->output, text_slice(run, from, i - from));
		size_t blanks = i;
		while (i < run.size && is_blank(run.at[i]))
			i++;
		bool at_end = i == run.size && source_sees(view->source, "{/view}");
		if (i > blanks && !at_end)
			output_markup(view->output, TEXT(" "));
	}
}

static bool read_text(struct view_reader *view)
{
	struct source *source = view->source;
	size_t size = 0;
	while (source_peek(source, size) && !strchr("<{}", source_peek(source, size)))
		size++;
	int line = source->line;
	if (size == 0)
		return source_refuse(source, line,
				     "a closing brace without its opening; write {TEXT(\"}\")} for the character");
	struct text run = source_take(source, size);
	if (text_has_words(run)) {
		size_t blanks = 0;
		for (; is_blank(run.at[blanks]); blanks++)
			line += run.at[blanks] == '\n';
		struct text words = text_trim(run);
		source_refuse(
			source, line,
			"words without {{ }}: \"%.*s\"; write {{ \"…\" }}, or {TEXT(\"…\")} for what is not translated",
			TEXT_ARG(text_slice(words, 0, 40)));
	}
	write_text(view, run);
	return true;
}

static void check_end(struct view_reader *view)
{
	for (size_t i = 0; i < view->element_count && !text_ends(view->name, TEXT("_begin")); i++)
		source_refuse(
			view->source, view->elements[i].line,
			"<%.*s> is not closed in this view; close it (only views named …_begin leave elements open)",
			TEXT_ARG(view->elements[i].name));
	for (size_t i = 0; i < view->unlabelled_count; i++) {
		bool found = false;
		for (size_t j = 0; j < view->labelled_count; j++)
			found |= view->unlabelled[i].raw.at &&
				 text_equal(view->labelled[j].raw, view->unlabelled[i].raw);
		if (!found)
			source_refuse(view->source, view->unlabelled[i].line,
				      "an input without label; put <label> around it, or <label for=> with its id, or "
				      "aria-label=");
	}
}

static bool read_body(struct view_reader *view)
{
	struct source *source = view->source;
	struct spot spot = {.place = PLACE_TEXT, .attribute = TEXT("text")};
	int line = source->line;
	source_skip_blanks(source);
	while (!source_skip(source, "{/view}")) {
		char c = source_peek(source, 0);
		if (source_ended(source) || source_sees(source, "{view "))
			return source_refuse(source, line, "the view %.*s has no end; close it with {/view}",
					     TEXT_ARG(view->name));
		bool read = c == '{' ? code_read(view, &spot) : c == '<' ? tag_read(view) : read_text(view);
		if (!read)
			return false;
	}
	return code_check_closed(view, 0);
}

bool view_read(struct source *source, struct output *output, struct text *ret_name)
{
	struct view_reader *view = arena_take(source->arena, sizeof *view);
	view->source = source;
	view->output = output;
	if (!read_head(view))
		return false;
	*ret_name = view->name;
	bool read = read_body(view);
	if (read)
		check_end(view);
	output_line(output, "}");
	return read;
}
