/* Tags: elements, their attributes, and what each must have (a label, an alternative text, a CSRF field).
 *
 * The one idea: attributes are written as they are read, and kept as they stand in the file; what an element must have
 * is asked when its tag ends. Labels may come later in the view, so they are asked at its end (markup.c).
 */
#include "view.h"

#include <string.h>

#define ATTRIBUTES_MOST 64

struct attribute {
	struct text name;  /* lower case */
	struct text value; /* as written; none for an attribute without value */
};

struct tag {
	struct text name; /* lower case */
	int line;
	struct attribute attributes[ATTRIBUTES_MOST];
	size_t count;
};

static const struct attribute *find_named(const struct tag *tag, struct text name)
{
	for (size_t i = 0; i < tag->count; i++)
		if (text_equal(tag->attributes[i].name, name))
			return &tag->attributes[i];
	return NULL;
}

static const struct attribute *find_attribute(const struct tag *tag, const char *name)
{
	return find_named(tag, text_of(name));
}

bool view_inside(const struct view_reader *view, const char *element)
{
	for (size_t i = 0; i < view->element_count; i++)
		if (text_equal(view->elements[i].name, text_of(element)))
			return true;
	return false;
}

static struct text take_name(struct source *source)
{
	size_t size = 0;
	for (char c = source_peek(source, 0); c && !is_blank(c) && !strchr("=\"'<>/{}", c);
	     c = source_peek(source, size))
		size++;
	return source_take(source, size);
}

/* ---- an attribute's value */

static bool check_url(struct view_reader *view, const struct spot *spot, struct text literal)
{
	int line = view->source->line;
	if (spot->begun || url_begins_well(spot->place, literal))
		return true;
	return source_refuse(view->source, line, "%.*s= begins with \"%.*s\"; begin with /, ? or #%s",
			     TEXT_ARG(spot->attribute), TEXT_ARG(text_slice(literal, 0, 20)),
			     spot->place == PLACE_LINK ? ", or http://, https://, mailto:, tel:"
						       : " (only this server is asked here)");
}

/* The value up to its closing quote, which is taken too; written as it goes. */
static bool read_value(struct view_reader *view, struct spot *spot)
{
	struct source *source = view->source;
	int line = source->line;
	size_t blocks = view->block_count;
	while (source_peek(source, 0) != '"') {
		char c = source_peek(source, 0);
		if (source_ended(source) || c == '<' || c == '}')
			return source_refuse(source, line, "a value that begins here has %s; %s",
					     source_ended(source) ? "no end" : "a < or } in it",
					     source_ended(source) ? "close it with \""
								  : "write &lt; or {TEXT(\"}\")}, or close it with \"");
		if (c == '{') {
			if (!code_read(view, spot))
				return false;
			continue;
		}
		size_t size = 0;
		while (source_peek(source, size) && !strchr("\"{<}", source_peek(source, size)))
			size++;
		struct text literal = text_slice(source->all, source->at, size);
		if ((spot->place == PLACE_LINK || spot->place == PLACE_ACTION) && !check_url(view, spot, literal))
			return false;
		if (!spot->begun)
			spot->opaque = text_starts(literal, TEXT("tel:")) || text_starts(literal, TEXT("mailto:"));
		output_markup(view->output, source_take(source, size));
		spot->begun = true;
	}
	source_take(source, 1);
	return code_check_closed(view, blocks);
}

/* What may not be said even as a literal. */
static void check_literal(struct view_reader *view, const struct attribute *attribute, enum place place, int line)
{
	struct text value = text_lower_ascii(view->source->arena, attribute->value);
	if (place == PLACE_WORDS && text_has_words(value))
		source_refuse(view->source, line, "words in %.*s= without {{ }}; write %.*s=\"{{ \"…\" }}\"",
			      TEXT_ARG(attribute->name), TEXT_ARG(attribute->name));
	if (text_find(value, TEXT("javascript:"), 0) != SIZE_MAX || text_starts(text_trim(value), TEXT("js:")))
		source_refuse(view->source, line,
			      "a script in %.*s=; the page's policy runs none, listen in a file of assets/",
			      TEXT_ARG(attribute->name));
	if (text_equal(attribute->name, TEXT("hx-trigger")) && text_find(value, TEXT("["), 0) != SIZE_MAX)
		source_refuse(view->source, line,
			      "a filter in hx-trigger=; htmx would evaluate it, listen in a file of assets/");
}

/* ="…" of an attribute whose name has not been written yet. */
static bool read_attribute_value(struct view_reader *view, struct attribute *attribute, struct spot *spot, int line)
{
	struct source *source = view->source;
	struct text condition = TEXT_NONE;
	if (source_peek(source, 0) != '"')
		return source_refuse(source, line, "%.*s= without double quotes; write %.*s=\"…\"",
				     TEXT_ARG(attribute->name), TEXT_ARG(attribute->name));
	source_take(source, 1);
	size_t begin = source->at;
	if (source_sees(source, "{?")) {
		if (!source_take_braced(source, "{", &condition))
			return false;
		condition = text_trim(text_slice(condition, 1, condition.size));
		if (!code_check_expression(view, line, condition))
			return false;
		output_statement(view->output, line, "if (%.*s) {", TEXT_ARG(condition));
		begin = source->at;
	}
	output_markup(view->output, text_format(source->arena, " %.*s", TEXT_ARG(attribute->name)));
	bool bare = condition.at && source_peek(source, 0) == '"';
	if (bare && (spot->place != PLACE_ATTRIBUTE || text_starts(attribute->name, TEXT("aria-"))))
		return source_refuse(source, line, "%.*s= needs a value behind {?…}; write %.*s=\"{?expression}value\"",
				     TEXT_ARG(attribute->name), TEXT_ARG(attribute->name));
	output_markup(view->output, bare ? TEXT("") : TEXT("=\""));
	if (!read_value(view, spot))
		return false;
	output_markup(view->output, bare ? TEXT("") : TEXT("\""));
	if (condition.at)
		output_line(view->output, "\t}");
	attribute->value = text_slice(source->all, begin, source->at - 1 - begin);
	return true;
}

static bool has_value(const struct tag *tag, const char *name, const char *value)
{
	const struct attribute *attribute = find_attribute(tag, name);
	return attribute && text_equal(attribute->value, text_of(value));
}

/* A form that another server is to get: it leads there, and nothing of ours goes along. */
static bool is_external(const struct tag *tag)
{
	return text_equal(tag->name, TEXT("form")) && has_value(tag, "rel", "external");
}

static bool read_attribute(struct view_reader *view, struct tag *tag)
{
	struct source *source = view->source;
	int line = source->line;
	const char *hint = NULL;
	struct text written = take_name(source);
	if (written.size == 0)
		return source_refuse(source, line,
				     "'%c' where an attribute's name belongs; names are written out, and an "
				     "attribute that may be absent is name=\"{?expression}value\"",
				     source_peek(source, 0));
	if (tag->count == ATTRIBUTES_MOST)
		return source_refuse(source, line, "more than %d attributes", ATTRIBUTES_MOST);
	struct attribute *attribute = &tag->attributes[tag->count];
	attribute->name = text_lower_ascii(source->arena, written);
	attribute->value = TEXT_NONE;
	struct spot spot = {.place = place_of_attribute(tag->name, attribute->name, &hint), .attribute = written};
	if (text_equal(attribute->name, TEXT("action")) && is_external(tag))
		spot.place = PLACE_LINK;
	if (find_named(tag, attribute->name))
		return source_refuse(source, line, "%.*s= twice; a browser takes the first", TEXT_ARG(written));
	if (spot.place == PLACE_REFUSED)
		source_refuse(source, line, "the attribute %.*s is refused; %s", TEXT_ARG(written), hint);
	tag->count++;
	source_skip_blanks(source);
	if (!source_skip(source, "=")) {
		output_markup(view->output, text_format(source->arena, " %.*s", TEXT_ARG(written)));
		return true;
	}
	source_skip_blanks(source);
	struct text lower = attribute->name;
	attribute->name = written; /* viewBox keeps its case in what is sent */
	bool read = read_attribute_value(view, attribute, &spot, line);
	attribute->name = lower;
	if (read)
		check_literal(view, attribute, spot.place, line);
	return read;
}

/* ---- what an element must have */

static void remember(struct reference *list, size_t *count, struct text raw, int line)
{
	if (*count < NAMES_MOST)
		list[(*count)++] = (struct reference){raw, line};
}

static void check_label(struct view_reader *view, const struct tag *tag)
{
	static const char *const unseen[] = {"hidden", "submit", "button", "reset", "image", NULL};
	static const char *const inputs[] = {"input", "select", "textarea", NULL};
	const struct attribute *type = find_attribute(tag, "type"), *id = find_attribute(tag, "id");
	const struct attribute *labels = find_attribute(tag, "for");
	if (text_equal(tag->name, TEXT("label")) && labels)
		remember(view->labelled, &view->labelled_count, labels->value, tag->line);
	if (!text_is_any(tag->name, inputs) || (type && text_is_any(type->value, unseen)))
		return;
	if (!view_inside(view, "label") && !find_attribute(tag, "aria-label") &&
	    !find_attribute(tag, "aria-labelledby"))
		remember(view->unlabelled, &view->unlabelled_count, id ? id->value : TEXT_NONE, tag->line);
}

static void check_element(struct view_reader *view, const struct tag *tag)
{
	const char *hint = element_refusal(tag->name);
	const struct attribute *value = find_attribute(tag, "value");
	if (hint)
		source_refuse(view->source, tag->line, "<%.*s> is refused; %s", TEXT_ARG(tag->name), hint);
	if (text_equal(tag->name, TEXT("img")) && !find_attribute(tag, "alt"))
		source_refuse(view->source, tag->line,
			      "<img> without alt; say what it shows, or alt=\"\" when it only adorns");
	if (text_equal(tag->name, TEXT("script")) && !find_attribute(tag, "src"))
		source_refuse(view->source, tag->line,
			      "<script> without src; the page's policy runs files of assets/ only");
	if (text_equal(tag->name, TEXT("input")) && value && text_has_words(value->value) &&
	    (has_value(tag, "type", "submit") || has_value(tag, "type", "button") || has_value(tag, "type", "reset")))
		source_refuse(view->source, tag->line, "words in value= without {{ }}; write value=\"{{ \"…\" }}\"");
	check_label(view, tag);
}

/* ---- whole tags */

static bool read_script_end(struct view_reader *view, int line)
{
	struct source *source = view->source;
	source_skip_blanks(source);
	if (source_skip(source, "</script>")) {
		output_markup(view->output, TEXT("</script>"));
		return true;
	}
	size_t end = text_find(source->all, TEXT("</script>"), source->at);
	source_refuse(source, line, "<script> with content; the page's policy runs files of assets/ only");
	if (end == SIZE_MAX)
		return false;
	source_take(source, end + 9 - source->at);
	return true;
}

static bool open_element(struct view_reader *view, const struct tag *tag)
{
	struct source *source = view->source;
	if (view->element_count == DEPTH_MOST)
		return source_refuse(source, tag->line, "more than %d elements in each other; split the view",
				     DEPTH_MOST);
	view->elements[view->element_count++] = (struct element){tag->name, tag->line};
	if (text_equal(tag->name, TEXT("form")) && !is_external(tag) &&
	    (has_value(tag, "method", "post") || has_value(tag, "method", "POST")))
		output_line(view->output, "\tview_csrf(view);");
	/* browsers drop one line break here, which may be the value's own */
	if (text_equal(tag->name, TEXT("textarea")) || text_equal(tag->name, TEXT("pre")))
		output_markup(view->output, TEXT("\n"));
	return true;
}

static bool read_tag_end(struct view_reader *view, const struct tag *tag)
{
	struct source *source = view->source;
	bool closed = source_skip(source, "/");
	if (!source_skip(source, ">"))
		return source_refuse(source, source->line, "'/' in a tag; write /> at its end");
	check_element(view, tag);
	if (closed && !element_is_void(tag->name) && !view_inside(view, "svg"))
		return source_refuse(source, tag->line, "<%.*s/> is no element without content; write <%.*s></%.*s>",
				     TEXT_ARG(tag->name), TEXT_ARG(tag->name), TEXT_ARG(tag->name));
	output_markup(view->output, closed && !element_is_void(tag->name) ? TEXT("/>") : TEXT(">"));
	if (closed || element_is_void(tag->name))
		return true;
	if (text_equal(tag->name, TEXT("script")))
		return read_script_end(view, tag->line);
	return open_element(view, tag);
}

static bool read_open_tag(struct view_reader *view)
{
	struct source *source = view->source;
	struct tag tag = {.line = source->line};
	source_take(source, 1);
	struct text written = take_name(source);
	tag.name = text_lower_ascii(source->arena, written);
	output_markup(view->output, text_format(source->arena, "<%.*s", TEXT_ARG(written)));
	if (source_peek(source, 0) == '{')
		return source_refuse(source, tag.line, "a tag's name that varies; write both elements in an {if}");
	for (;;) {
		source_skip_blanks(source);
		char c = source_peek(source, 0);
		if (source_ended(source) || c == '<')
			return source_refuse(source, tag.line, "<%.*s without end; close the tag with >",
					     TEXT_ARG(tag.name));
		if (c == '>' || c == '/')
			return read_tag_end(view, &tag);
		if (source_sees(source, "{--")) {
			if (!source_skip_comment(source))
				return false;
		} else if (!read_attribute(view, &tag)) {
			return false;
		}
	}
}

static bool read_close_tag(struct view_reader *view)
{
	struct source *source = view->source;
	int line = source->line;
	source_take(source, 2);
	struct text written = take_name(source);
	struct text name = text_lower_ascii(source->arena, written);
	source_skip_blanks(source);
	if (!source_skip(source, ">"))
		return source_refuse(source, line, "</%.*s without end; close the tag with >", TEXT_ARG(name));
	size_t floor = view->block_count > 0 ? view->blocks[view->block_count - 1].elements : 0;
	if (view->element_count > floor) {
		const struct element *open = &view->elements[--view->element_count];
		if (!text_equal(open->name, name))
			return source_refuse(source, line,
					     "</%.*s> where </%.*s> of line %d belongs; close elements in order",
					     TEXT_ARG(name), TEXT_ARG(open->name), open->line);
	} else if (view->block_count > 0 || !text_ends(view->name, TEXT("_end"))) {
		return source_refuse(
			source, line, "</%.*s> without its beginning here; open it in the same %s", TEXT_ARG(name),
			view->block_count > 0 ? "branch" : "view (only views named …_end close what another opened)");
	}
	output_markup(view->output, text_format(source->arena, "</%.*s>", TEXT_ARG(written)));
	return true;
}

bool tag_read(struct view_reader *view)
{
	struct source *source = view->source;
	char next = source_peek(source, 1);
	if (source_sees(source, "<!--"))
		return source_refuse(source, source->line,
				     "an HTML comment, which readers would be sent; write {-- … --}");
	if (source_skip(source, "<!doctype html>")) {
		output_markup(view->output, TEXT("<!doctype html>"));
		return true;
	}
	if (next == '/')
		return read_close_tag(view);
	if (next == '{' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
		return read_open_tag(view);
	return source_refuse(source, source->line, "a bare <; write &lt;, or <!doctype html> in lower case");
}
