/* The languages of the program and their words; see language.h. The .mo reader is catalogue.c. */
#include "web/language.h"

#include "base/buffer.h"
#include "web/catalogue.h"

#include <string.h>

static const struct language languages[LANGUAGE_COUNT] = {
	{0, "en", "English", ',', '.', false, NULL},
	{1, "ms", "Bahasa Melayu", ',', '.', false, &catalogue_ms},
	{2, "de", "Deutsch", '.', ',', true, &catalogue_de},
	{3, "de", "Deutsch", '.', ',', true, &catalogue_de_customers},
};

size_t language_list(const struct language **ret_languages)
{
	*ret_languages = languages;
	return LANGUAGE_CHOICES;
}

const struct language *language_find(struct text code)
{
	for (size_t i = 0; i < LANGUAGE_CHOICES; i++)
		if (text_equal(code, text_of(languages[i].code)))
			return &languages[i];
	return NULL;
}

const struct language *language_familiar(const struct language *language)
{
	return strcmp(language->code, "de") == 0 ? &languages[LANGUAGE_COUNT - 1] : language;
}

/* "q=0.75" as thousandths; 1000 when there is none, 0 when it is no number. */
static int read_weight(struct text parameters)
{
	struct text piece;
	while (text_next(&parameters, ';', &piece)) {
		piece = text_trim(piece);
		if (!text_starts(piece, TEXT("q=")))
			continue;
		int weight = 0, unit = 1000;
		for (size_t i = 2; i < piece.size && unit > 0; i++) {
			if (i == 3 && piece.at[i] == '.')
				continue;
			if (piece.at[i] < '0' || piece.at[i] > '9')
				return 0;
			weight += (piece.at[i] - '0') * unit;
			unit /= 10;
		}
		return weight > 1000 ? 1000 : weight;
	}
	return 1000;
}

/* "ms-MY" is "ms", and so is "MS". */
static const struct language *find_tag(struct text tag)
{
	for (size_t i = 0; i < LANGUAGE_CHOICES; i++) {
		struct text code = text_of(languages[i].code);
		if (tag.size >= code.size && strncasecmp(tag.at, code.at, code.size) == 0 &&
		    (tag.size == code.size || tag.at[code.size] == '-'))
			return &languages[i];
	}
	return NULL;
}

const struct language *language_accept(struct text header)
{
	const struct language *best = &languages[0];
	int best_weight = 0;
	struct text range;
	while (text_next(&header, ',', &range)) {
		struct text tag = TEXT_NONE;
		if (!text_next(&range, ';', &tag))
			continue;
		const struct language *language = find_tag(text_trim(tag));
		int weight = read_weight(range);
		if (language && weight > best_weight) {
			best = language;
			best_weight = weight;
		}
	}
	return best;
}

struct text language_text(const struct language *language, const char *context, const char *message)
{
	struct text found = TEXT_NONE;
	if (language->catalogue && message[0] != '\0')
		found = catalogue_find(language->catalogue, context, message);
	return text_is_empty(found) ? text_of(message) : found;
}

struct text language_plural(const struct language *language, const char *context, const char *one, const char *many,
			    int64_t n)
{
	uint64_t count = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	struct text forms = TEXT_NONE, form = TEXT_NONE;
	if (language->catalogue)
		forms = catalogue_find(language->catalogue, context, one);
	if (text_is_empty(forms))
		return text_of(count == 1 ? one : many);
	size_t wanted = catalogue_form(language->catalogue, count);
	for (size_t i = 0; i <= wanted; i++)
		if (!text_next(&forms, '\0', &form))
			break;
	return form;
}

bool language_next_place(struct text *rest, size_t count, struct text *ret_before, size_t *ret_place)
{
	const char *end = rest->at + rest->size, *at = rest->at;
	while (rest->size > 0 && (at = memchr(at, '{', (size_t)(end - at)))) {
		size_t place = end - at >= 3 && at[2] == '}' ? (size_t)(at[1] - '0') : SIZE_MAX;
		if (place < count && place <= 9) {
			*ret_before = (struct text){rest->at, (size_t)(at - rest->at)};
			*ret_place = place;
			*rest = (struct text){at + 3, (size_t)(end - at) - 3};
			return true;
		}
		at++;
	}
	return false;
}

struct text language_fill(struct arena *arena, struct text sentence, const struct text *values, size_t count)
{
	struct text rest = sentence, before;
	size_t size = sentence.size, place;
	if (count == 0)
		return sentence;
	while (language_next_place(&rest, count, &before, &place))
		size += values[place].size;
	struct buffer filled = {.at = arena_take(arena, size + 1), .room = size + 1, .most = size + 1};
	while (language_next_place(&sentence, count, &before, &place)) {
		buffer_add(&filled, before);
		buffer_add(&filled, values[place]);
	}
	buffer_add(&filled, sentence);
	return buffer_text(&filled);
}
