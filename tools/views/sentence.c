/* {{ "…" }}: sentences that are translated, with values and plurals.
 *
 * The one idea: a sentence without values is translated now and becomes markup; others are translated when they are
 * shown. Each reaches the C as a literal, so xgettext finds it there; the number of values is compared with the {0} {1}
 * … here, where it can still be mended by whoever writes the view.
 */
#include "view.h"

#include "format/html_escape.h"

#include <stdio.h>

struct sentence {
	int line;
	struct text one, many; /* literals with their quotes; many is none when there is no plural */
	struct text context;   /* name behind @ */
	struct text values;    /* behind ':' */
};

/* Takes a C string literal with its quotes off the front of `*rest`. */
static bool take_literal(struct view_reader *view, int line, struct text *rest, struct text *ret_literal)
{
	*rest = text_trim(*rest);
	if (!text_starts(*rest, TEXT("\"")))
		return source_refuse(view->source, line, "a sentence without its words; write {{ \"words\" }}");
	size_t end = 1;
	for (; rest->at[end] != '"'; end++) {
		char c = rest->at[end];
		if (c == '{' && (rest->at[end + 1] < '0' || rest->at[end + 1] > '9' || rest->at[end + 2] != '}'))
			return source_refuse(view->source, line,
					     "a brace in a sentence; places of values are {0} {1} …");
		if (c != '\\')
			continue;
		end++;
		if (rest->at[end] != '"' && rest->at[end] != '\\')
			return source_refuse(view->source, line, "\\%c in a sentence; only \\\" and \\\\ are known",
					     rest->at[end]);
	}
	*ret_literal = text_slice(*rest, 0, end + 1);
	*rest = text_trim(text_slice(*rest, end + 1, rest->size));
	return end > 1 || source_refuse(view->source, line, "an empty sentence; remove it");
}

static bool parse_sentence(struct view_reader *view, struct text inside, struct sentence *ret_sentence)
{
	struct sentence s = {.line = ret_sentence->line};
	struct text rest = inside;
	bool context = text_equal(name_at_start(rest), TEXT("context"));
	if (context)
		rest = text_slice(rest, 7, rest.size);
	if (!take_literal(view, s.line, &rest, &s.one))
		return false;
	if (text_starts(rest, TEXT("|"))) {
		rest = text_slice(rest, 1, rest.size);
		if (!take_literal(view, s.line, &rest, &s.many))
			return false;
	}
	if (text_starts(rest, TEXT("@"))) {
		rest = text_trim(text_slice(rest, 1, rest.size));
		s.context = name_at_start(rest);
		rest = text_trim(text_slice(rest, s.context.size, rest.size));
	}
	if (context != (s.context.size > 0))
		return source_refuse(view->source, s.line,
				     "a context needs both marks; write {{ context \"Open\" @ status }}");
	if (text_starts(rest, TEXT(":")))
		s.values = text_trim(text_slice(rest, 1, rest.size));
	else if (rest.size > 0)
		return source_refuse(view->source, s.line, "'%.*s' behind a sentence; values stand behind ':'",
				     TEXT_ARG(rest));
	*ret_sentence = s;
	return true;
}

/* One more than the highest {n} of a sentence. */
static int places_in(struct text literal)
{
	int highest = 0;
	for (size_t i = 0; i + 2 < literal.size; i++)
		if (literal.at[i] == '{' && literal.at[i + 2] == '}' && literal.at[i + 1] >= '0' &&
		    literal.at[i + 1] <= '9')
			highest = literal.at[i + 1] - '0' >= highest ? literal.at[i + 1] - '0' + 1 : highest;
	return highest;
}

/* Cuts the next value off at a comma that is in no parentheses and no string. */
static bool next_value(struct text *rest, struct text *ret_value)
{
	int depth = 0;
	size_t i = 0;
	if (text_is_none(*rest))
		return false;
	for (; i < rest->size; i++) {
		char c = rest->at[i];
		depth += (c == '(' || c == '[') - (c == ')' || c == ']');
		if (c == '"')
			for (i++; i < rest->size && rest->at[i] != '"'; i++)
				i += rest->at[i] == '\\';
		else if (c == ',' && depth == 0)
			break;
	}
	*ret_value = text_trim(text_slice(*rest, 0, i));
	*rest = i < rest->size ? text_slice(*rest, i + 1, rest->size) : TEXT_NONE;
	return true;
}

static bool write_values(struct view_reader *view, const struct sentence *s, int *ret_count, struct text *ret_first)
{
	struct text rest = s->values, value;
	output_line(view->output, "\t{");
	for (*ret_count = 0; next_value(&rest, &value); ++*ret_count) {
		struct text filter = code_split_filter(&value);
		if (!code_check_expression(view, s->line, value))
			return false;
		if (filter.size > 0 && !filter_gives_text(filter))
			return source_refuse(
				view->source, s->line,
				"the filter %.*s in a sentence; there are date, instant, ago, count, money, size",
				TEXT_ARG(filter));
		if (*ret_count == 0) {
			*ret_first = value;
			output_line(view->output, "\tstruct text values_[] = {");
		}
		if (filter.size > 0)
			output_statement(view->output, s->line, "view_%.*s_text(view, %s(%.*s)),", TEXT_ARG(filter),
					 filter_cast(filter), TEXT_ARG(value));
		else
			output_statement(view->output, s->line, "view_value(view, (%.*s)),", TEXT_ARG(value));
	}
	if (*ret_count > 0)
		output_line(view->output, "\t};");
	return true;
}

/* What a literal means: take_literal() let only \" and \\ pass. */
static const char *message_of(struct arena *arena, struct text literal)
{
	char *message = arena_take(arena, literal.size), *to = message;
	for (size_t i = 1; i + 1 < literal.size; i++) {
		i += literal.at[i] == '\\';
		*to++ = literal.at[i];
	}
	return message;
}

static void write_words(struct view_reader *view, const struct sentence *s, const char *context)
{
	struct output *output = view->output;
	struct arena *arena = view->source->arena;
	const char *message = message_of(arena, s->one);
	const char *in = s->context.size > 0 ? text_copy(arena, s->context).at : NULL;
	struct buffer escaped __attribute__((cleanup(buffer_free))) = buffer_make(1 << 20);
	for (size_t language = 0; language < output->languages; language++) {
		buffer_clear(&escaped);
		html_add_attribute(&escaped, translation_of(view->source->translations, language, in, message));
		output_translated(output, language, buffer_text(&escaped));
	}
	output_place(&output->words, output->path, s->line);
	buffer_add_format(&output->words, "view_tr(view, %s, %.*s)\n", context, TEXT_ARG(s->one));
}

static bool write_sentence(struct view_reader *view, const struct sentence *s)
{
	int count = 0, places = places_in(s->one);
	struct text first = TEXT_NONE;
	char context[80];
	snprintf(context, sizeof context, s->context.size > 0 ? "\"%.*s\"" : "NULL%.*s", TEXT_ARG(s->context));
	if (s->many.at && places_in(s->many) > places)
		places = places_in(s->many);
	if (!s->many.at && !s->values.at && places == 0) {
		write_words(view, s, context);
		return true;
	}
	if (!write_values(view, s, &count, &first))
		return false;
	if (count != places && !(s->many.at && count == 1 && places == 0))
		return source_refuse(view->source, s->line,
				     "%d values for %d places; number them {0} {1} … and give each a value", count,
				     places);
	if (s->many.at && count == 0)
		return source_refuse(view->source, s->line,
				     "a plural without its number; write {{ \"{0} note\" | \"{0} notes\" : n }}");
	if (s->many.at)
		output_statement(
			view->output, s->line,
			"view_put_sentence(view, view_trn(view, %s, %.*s, %.*s, (int64_t)(%.*s)), values_, %d);",
			context, TEXT_ARG(s->one), TEXT_ARG(s->many), TEXT_ARG(first), count);
	else
		output_statement(view->output, s->line,
				 "view_put_sentence(view, view_tr(view, %s, %.*s), values_, %d);", context,
				 TEXT_ARG(s->one), count);
	output_line(view->output, "\t}");
	return true;
}

bool sentence_read(struct view_reader *view, const struct spot *spot)
{
	struct sentence sentence = {.line = view->source->line};
	struct text inside;
	if (!source_take_braced(view->source, "{{", &inside))
		return false;
	if (spot->place == PLACE_LINK || spot->place == PLACE_ACTION || spot->place == PLACE_FIXED)
		return source_refuse(view->source, sentence.line, "a sentence in %.*s=; words do not stand there",
				     TEXT_ARG(spot->attribute));
	return parse_sentence(view, inside, &sentence) && write_sentence(view, &sentence);
}
