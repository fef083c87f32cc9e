/* Splitting lines into words, and the small lists of the model. */
#include "tools/routes/routes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void mistake(struct compiler *compiler, struct place place, const char *format, ...)
{
	va_list values;
	fprintf(stderr, "%s:%d: ", place.file, place.line);
	va_start(values, format);
	vfprintf(stderr, format, values);
	va_end(values);
	fputc('\n', stderr);
	compiler->mistakes++;
}

void *list_grow(struct arena *arena, void *list, size_t count, size_t size)
{
	/* Rooms are 8, 16, 32 …: only a count that fills one needs the next. */
	bool full = count == 0 || (count >= 8 && (count & (count - 1)) == 0);
	if (!full)
		return list;
	void *grown = arena_take_array(arena, count ? 2 * count : 8, size);
	if (count)
		memcpy(grown, list, count * size);
	return grown;
}

void words_add(struct arena *arena, struct words *words, struct text word)
{
	words->list = list_grow(arena, words->list, words->count, sizeof(*words->list));
	words->list[words->count++] = word;
}

bool words_have(const struct words *words, struct text word)
{
	for (size_t i = 0; i < words->count; i++)
		if (text_equal(words->list[i], word))
			return true;
	return false;
}

const struct choice *choice_find(const struct compiler *compiler, struct text name)
{
	for (size_t i = 0; i < compiler->choice_count; i++)
		if (text_equal(compiler->choices[i].name, name))
			return &compiler->choices[i];
	return NULL;
}

bool line_next(struct text *rest, struct text *ret_line)
{
	if (rest->size == 0)
		return false;
	size_t end = text_find(*rest, TEXT("\n"), 0);
	if (end == SIZE_MAX)
		end = rest->size;
	*ret_line = text_slice(*rest, 0, end);
	if (text_ends(*ret_line, TEXT("\r")))
		ret_line->size--;
	*rest = text_slice(*rest, end + 1, SIZE_MAX);
	return true;
}

struct text line_without_comment(struct text line)
{
	size_t at = text_find(line, TEXT("--"), 0);
	return at == SIZE_MAX ? line : text_slice(line, 0, at);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct text word_next(struct text *rest)
{
	size_t start = 0;
	while (start < rest->size && is_blank(rest->at[start]))
		start++;
	size_t end = start;
	int depth = 0;
	while (end < rest->size && (depth > 0 || !is_blank(rest->at[end]))) {
		depth += (rest->at[end] == '(') - (rest->at[end] == ')');
		end++;
	}
	struct text word = text_slice(*rest, start, end - start);
	*rest = text_slice(*rest, end, SIZE_MAX);
	return word.size ? word : TEXT_NONE;
}

bool word_call(struct text word, const char *name, struct text *ret_inside)
{
	struct text start = text_of(name);
	if (!text_starts(word, start) || word.size < start.size + 2 || word.at[start.size] != '(' ||
	    word.at[word.size - 1] != ')')
		return false;
	*ret_inside = text_trim(text_slice(word, start.size + 1, word.size - start.size - 2));
	return true;
}

static bool is_keyword(struct text word)
{
	static const char *const keywords[] = {
		"auto",	    "bool",   "break",  "case",	    "char",	"const",  "continue", "default",  "do",
		"double",   "else",   "enum",   "extern",   "float",	"for",	  "goto",     "if",	  "inline",
		"int",	    "long",   "register", "restrict", "return", "short",  "signed",   "sizeof",	  "static",
		"struct",   "switch", "true",   "false",    "typedef",	"typeof", "asm",      "union",	  "unsigned",
		"void",	    "volatile", "while",
	};
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (text_equal(word, text_of(keywords[i])))
			return true;
	return false;
}

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool is_name(struct text word)
{
	if (word.size == 0 || !is_small(word.at[0]))
		return false;
	for (size_t i = 0; i < word.size; i++)
		if (!is_small(word.at[i]) && !is_digit(word.at[i]) && word.at[i] != '_')
			return false;
	return !is_keyword(word);
}

bool is_shape_name(struct text word)
{
	if (word.size == 0 || word.at[0] < 'A' || word.at[0] > 'Z')
		return false;
	for (size_t i = 0; i < word.size; i++)
		if (!is_small(word.at[i]) && !is_digit(word.at[i]) && (word.at[i] < 'A' || word.at[i] > 'Z'))
			return false;
	return true;
}

bool parse_range(struct text word, int64_t *ret_min, int64_t *ret_max)
{
	size_t dots = text_find(word, TEXT(".."), 0);
	return dots != SIZE_MAX && text_to_number(text_slice(word, 0, dots), ret_min) &&
	       text_to_number(text_slice(word, dots + 2, SIZE_MAX), ret_max) && *ret_min <= *ret_max;
}
