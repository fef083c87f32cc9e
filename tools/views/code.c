/* What stands between braces: expressions, branches, loops, inclusions; sentences are in sentence.c.
 *
 * The one idea: the C between braces is passed on as it is, so the C compiler checks it; here only its shape counts.
 */
#include "view.h"

#include <stdio.h>
#include <string.h>

bool code_check_expression(struct view_reader *view, int line, struct text expression)
{
	if (expression.size == 0)
		return source_refuse(view->source, line, "nothing between braces; write a C expression");
	for (size_t i = 0; i < expression.size; i++) {
		char c = expression.at[i];
		if (c == ';' || c == '#')
			return source_refuse(view->source, line,
					     "'%c' in an expression; one expression stands between braces", c);
		if (c == '\'' && i + 2 < expression.size) {
			i += expression.at[i + 1] == '\\' ? 3 : 2;
		} else if (c == '"') {
			struct text before = text_slice(expression, 0, i);
			if (!text_ends(before, TEXT("TEXT(")) && !text_ends(before, TEXT("WORD(")))
				return source_refuse(
					view->source, line,
					"a bare string in an expression; write {{ \"…\" }} or WORD(\"…\") for "
					"words, TEXT(\"…\") for what is not translated");
			for (i++; i < expression.size && expression.at[i] != '"'; i++)
				i += expression.at[i] == '\\';
		}
	}
	return true;
}

struct text code_split_filter(struct text *expression)
{
	int depth = 0;
	for (size_t i = expression->size; i-- > 1;) {
		char c = expression->at[i];
		depth += (c == ')' || c == ']') - (c == '(' || c == '[');
		if (c != '|' || depth != 0)
			continue;
		struct text filter = text_trim(text_slice(*expression, i + 1, expression->size));
		if (expression->at[i - 1] == '|' || name_at_start(filter).size != filter.size || filter.size == 0)
			break;
		*expression = text_trim(text_slice(*expression, 0, i));
		return filter;
	}
	return TEXT("");
}

static const char *put_function(const struct spot *spot)
{
	if (spot->place == PLACE_TEXT)
		return "view_put";
	if ((spot->place != PLACE_LINK && spot->place != PLACE_ACTION) || spot->opaque)
		return "view_put_attribute";
	if (spot->begun)
		return "view_put_url_part";
	return spot->place == PLACE_LINK ? "view_put_url" : "view_put_path";
}

static bool read_value(struct view_reader *view, struct spot *spot, int line, struct text expression)
{
	struct text filter = code_split_filter(&expression);
	if (!code_check_expression(view, line, expression))
		return false;
	if (spot->place == PLACE_FIXED)
		return source_refuse(view->source, line, "a value in %.*s=; write it out, or use another attribute",
				     TEXT_ARG(spot->attribute));
	bool url = spot->place == PLACE_LINK || spot->place == PLACE_ACTION;
	if (filter.size > 0 && (url || (spot->place != PLACE_TEXT && !filter_is_plain(filter))))
		return source_refuse(view->source, line, "the filter %.*s may not stand in %.*s=; %s", TEXT_ARG(filter),
				     TEXT_ARG(spot->attribute),
				     url ? "a URL takes bare values" : "it may write markup");
	if (filter.size > 0)
		output_statement(view->output, line, "view_%.*s(view, %s(%.*s));", TEXT_ARG(filter),
				 filter_cast(filter), TEXT_ARG(expression));
	else if (url && !spot->begun && strchr("/{", source_peek(view->source, 0)))
		output_statement(view->output, line, "%s(view, view_url_base(%.*s));", put_function(spot),
				 TEXT_ARG(expression));
	else
		output_statement(view->output, line, "%s(view, (%.*s));", put_function(spot), TEXT_ARG(expression));
	spot->begun = true;
	return true;
}

static bool open_block(struct view_reader *view, enum block_kind kind, int line)
{
	if (view->block_count == DEPTH_MOST)
		return source_refuse(view->source, line, "more than %d blocks in each other; split the view",
				     DEPTH_MOST);
	view->blocks[view->block_count++] = (struct block){kind, line, view->element_count};
	return true;
}

/* The innermost block, when its elements are closed; `what` is the tag that ends a branch of it. */
static struct block *end_branch(struct view_reader *view, int line, const char *what)
{
	struct block *block = view->block_count > 0 ? &view->blocks[view->block_count - 1] : NULL;
	if (!block || (block->kind == BLOCK_FOR) != (strcmp(what, "/for") == 0)) {
		source_refuse(view->source, line, "{%s} without its beginning; remove it or open the block before",
			      what);
		return NULL;
	}
	if (block->elements != view->element_count) {
		source_refuse(
			view->source, line,
			"the branch of line %d ends with other elements open than it began with; open and close an "
			"element in the same branch",
			block->line);
		return NULL;
	}
	return block;
}

static bool read_else(struct view_reader *view, int line, struct text condition)
{
	struct block *block = end_branch(view, line, condition.at ? "elif" : "else");
	if (!block)
		return false;
	if (block->kind == BLOCK_ELSE)
		return source_refuse(view->source, line, "a branch behind {else} of line %d; {else} is the last one",
				     block->line);
	if (!condition.at) {
		block->kind = BLOCK_ELSE;
		output_line(view->output, "\t} else {");
		return true;
	}
	if (!code_check_expression(view, line, condition))
		return false;
	output_flush(view->output);
	output_line(view->output, "\t} else if (");
	output_statement(view->output, line, "%.*s) {", TEXT_ARG(condition));
	return true;
}

static bool read_end(struct view_reader *view, int line, const char *what)
{
	if (!end_branch(view, line, what))
		return false;
	view->block_count--;
	output_line(view->output, "\t}");
	return true;
}

/* `const struct row *row in rows, count` */
static bool read_for(struct view_reader *view, int line, struct text loop)
{
	size_t in = text_find(loop, TEXT(" in "), 0), comma = loop.size;
	int depth = 0;
	while (comma-- > 0 && (loop.at[comma] != ',' || depth != 0))
		depth += (loop.at[comma] == ')') - (loop.at[comma] == '(');
	if (in == SIZE_MAX || comma == SIZE_MAX || comma < in)
		return source_refuse(view->source, line,
				     "a loop without its parts; write {for const struct row *row in rows, count}");
	struct text element = text_trim(text_slice(loop, 0, in));
	struct text array = text_trim(text_slice(loop, in + 4, comma - in - 4));
	struct text count = text_trim(text_slice(loop, comma + 1, loop.size));
	if (!code_check_expression(view, line, element) || !code_check_expression(view, line, array) ||
	    !code_check_expression(view, line, count))
		return false;
	if (text_find(element, TEXT("*"), 0) == SIZE_MAX)
		return source_refuse(view->source, line,
				     "a loop's variable points at the element; write {for const T *x in …}");
	int i = view->loops++;
	output_statement(view->output, line, "for (size_t i%d_ = 0, n%d_ = (size_t)(%.*s); i%d_ < n%d_; i%d_++) {", i,
			 i, TEXT_ARG(count), i, i, i);
	output_statement(view->output, line, "%.*s = &(%.*s)[i%d_];", TEXT_ARG(element), TEXT_ARG(array), i);
	return open_block(view, BLOCK_FOR, line);
}

static bool read_include(struct view_reader *view, const struct spot *spot, int line, struct text call)
{
	struct text name = name_at_start(call);
	struct text rest = text_trim(text_slice(call, name.size, call.size));
	if (spot->place != PLACE_TEXT)
		return source_refuse(view->source, line,
				     "{include} in an attribute; views hold elements, put a value there");
	if (name.size == 0 || !text_starts(rest, TEXT("(")) || !text_ends(rest, TEXT(")")))
		return source_refuse(view->source, line,
				     "an inclusion without its parts; write {include view(arguments)}");
	if (!code_check_expression(view, line, call))
		return false;
	struct text arguments = text_trim(text_slice(rest, 1, rest.size - 2));
	output_statement(view->output, line, "view_%.*s(view%s%.*s);", TEXT_ARG(name), arguments.size > 0 ? ", " : "",
			 TEXT_ARG(arguments));
	return true;
}

static bool read_let(struct view_reader *view, const struct spot *spot, int line, struct text declaration)
{
	if (spot->place != PLACE_TEXT)
		return source_refuse(view->source, line, "{let} in an attribute; put it before the tag");
	if (text_find(declaration, TEXT("="), 0) == SIZE_MAX)
		return source_refuse(view->source, line, "a name without value; write {let T x = expression}");
	if (!code_check_expression(view, line, declaration))
		return false;
	output_statement(view->output, line, "%.*s;", TEXT_ARG(declaration));
	return true;
}

/* `"clientele.css"` behind ASSET_ is ASSET_CLIENTELE_CSS. */
static void output_named_macro(struct view_reader *view, const char *prefix, struct text literal)
{
	char macro[80];
	size_t size = (size_t)snprintf(macro, sizeof macro, "%s", prefix);
	for (size_t i = 1; i + 1 < literal.size && size + 1 < sizeof macro; i++) {
		char c = literal.at[i];
		macro[size++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : (c >= '0' && c <= '9') ? c : '_');
	}
	macro[size] = '\0';
	output_macro(view->output, macro);
}

static bool is_icon_name(struct text literal)
{
	for (size_t i = 1; i + 1 < literal.size; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", literal.at[i]))
			return false;
	return literal.size > 2 && literal.at[0] == '"' && text_ends(literal, TEXT("\""));
}

/* `"plus"`, `small "plus"`, `arrow expression` */
static bool read_icon(struct view_reader *view, const struct spot *spot, int line, struct text icon)
{
	const char *macro = "ICON";
	struct text size = name_at_start(icon), behind = text_trim(text_slice(icon, size.size, icon.size));
	bool small = text_equal(size, TEXT("small")), arrow = text_equal(size, TEXT("arrow"));
	if (spot->place != PLACE_TEXT)
		return source_refuse(view->source, line, "{icon} in an attribute; put it between tags");
	if ((small || arrow) && behind.size > 0) {
		macro = small ? "ICON_SMALL" : "ICON_ARROW";
		icon = behind;
	}
	output_macro(view->output, macro);
	if (is_icon_name(icon))
		output_named_macro(view, "SHAPE_", icon);
	else if (code_check_expression(view, line, icon))
		output_statement(view->output, line, "view_put_icon(view, (%.*s));", TEXT_ARG(icon));
	else
		return false;
	output_macro(view->output, "ICON_END");
	return true;
}

/* `"clientele.css"`: its address, which the build knows by a macro. */
static bool read_asset(struct view_reader *view, struct spot *spot, int line, struct text literal)
{
	if (spot->place == PLACE_TEXT || spot->begun)
		return source_refuse(view->source, line, "an asset's address is a whole attribute; write %s",
				     "href=\"{asset \"clientele.css\"}\"");
	output_named_macro(view, "ASSET_", literal);
	spot->begun = true;
	return true;
}

/* The rest behind `word` when the braces begin with it as a word of its own. */
static bool begins_with(struct text inside, const char *word, struct text *ret_rest)
{
	size_t size = strlen(word);
	if (!text_starts(inside, text_of(word)) ||
	    (inside.size > size && !is_blank(inside.at[size]) && inside.at[size] != '('))
		return false;
	*ret_rest = text_trim(text_slice(inside, size, inside.size));
	return true;
}

static bool read_block(struct view_reader *view, const struct spot *spot, int line, struct text inside)
{
	struct text rest = TEXT_NONE;
	if (spot->place == PLACE_LINK || spot->place == PLACE_ACTION)
		return source_refuse(view->source, line,
				     "a block in the URL %.*s=; choose by {condition ? one : other}",
				     TEXT_ARG(spot->attribute));
	if (begins_with(inside, "if", &rest)) {
		if (!code_check_expression(view, line, rest))
			return false;
		output_statement(view->output, line, "if (%.*s) {", TEXT_ARG(rest));
		return open_block(view, BLOCK_IF, line);
	}
	if (begins_with(inside, "elif", &rest))
		return read_else(view, line, rest);
	if (begins_with(inside, "else", &rest) && rest.size == 0)
		return read_else(view, line, TEXT_NONE);
	if (begins_with(inside, "for", &rest))
		return read_for(view, line, rest);
	if (begins_with(inside, "/for", &rest))
		return read_end(view, line, "/for");
	if (begins_with(inside, "/if", &rest))
		return read_end(view, line, "/if");
	return source_refuse(view->source, line,
			     "{%.*s} is not known; there are {if c} {elif c} {else} {/if} {for …} {/for}",
			     TEXT_ARG(inside));
}

bool code_read(struct view_reader *view, struct spot *spot)
{
	static const char *const blocks[] = {"if", "elif", "else", "for", NULL};
	struct source *source = view->source;
	int line = source->line;
	struct text inside, rest;
	if (source_sees(source, "{--"))
		return source_skip_comment(source);
	if (source_sees(source, "{{"))
		return sentence_read(view, spot);
	if (!source_take_braced(source, "{", &inside))
		return false;
	if (text_starts(inside, TEXT("/")) || text_is_any(name_at_start(inside), blocks))
		return read_block(view, spot, line, inside);
	if (begins_with(inside, "include", &rest))
		return read_include(view, spot, line, rest);
	if (begins_with(inside, "let", &rest))
		return read_let(view, spot, line, rest);
	if (begins_with(inside, "icon", &rest) && rest.size > 0 && rest.at[0] != '(')
		return read_icon(view, spot, line, rest);
	if (begins_with(inside, "asset", &rest) && text_starts(rest, TEXT("\"")))
		return read_asset(view, spot, line, rest);
	if (text_starts(inside, TEXT("?")))
		return source_refuse(source, line,
				     "{?…} stands at the beginning of an attribute's value: checked=\"{?expression}\"");
	return read_value(view, spot, line, inside);
}

bool code_check_closed(struct view_reader *view, size_t from)
{
	bool closed = view->block_count == from;
	for (; view->block_count > from; view->block_count--) {
		const struct block *block = &view->blocks[view->block_count - 1];
		source_refuse(view->source, block->line, "a block without end; close it with {/%s} in the same place",
			      block->kind == BLOCK_FOR ? "for" : "if");
	}
	return closed;
}
