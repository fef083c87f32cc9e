/* Splitting lines into words, and the small lists of the model. */
#include "tools/routes/routes.h"

#include <string.h>

void words_add(struct arena *arena, struct words *words, struct text word)
{
	words->list = array_more(arena, words->list, words->count, sizeof(*words->list));
	words->list[words->count++] = word;
}

bool words_have(const struct words *words, struct text word)
{
	for (size_t i = 0; i < words->count; i++)
		if (text_equal(words->list[i], word))
			return true;
	return false;
}

bool line_next(struct text *rest, struct text *ret_line)
{
	if (rest->size == 0)
		return false;
	size_t end = text_find(*rest, TEXT("\n"), 0);
	if (end == SIZE_MAX)
		end = rest->size;
	*ret_line = text_slice(*rest, 0, end);
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
	const char *keeper = word_reserved_by(word);
	return !keeper || strcmp(keeper, "C") != 0; /* what SQL keeps may well be a field */
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
