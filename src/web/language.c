/* The languages of the program and their words; see language.h. The .mo reader is catalogue.c. */
#include "web/language.h"

#include "web/catalogue.h"

#include <string.h>

static const struct language languages[] = {
	{"en", "English", ',', '.', false, NULL},
	{"ms", "Bahasa Melayu", ',', '.', false, &catalogue_ms},
	{"de", "Deutsch", '.', ',', true, &catalogue_de},
};
#define LANGUAGE_COUNT (sizeof languages / sizeof *languages)

size_t language_list(const struct language **ret_languages)
{
	*ret_languages = languages;
	return LANGUAGE_COUNT;
}

const struct language *language_find(struct text code)
{
	for (size_t i = 0; i < LANGUAGE_COUNT; i++)
		if (text_equal(code, text_of(languages[i].code)))
			return &languages[i];
	return NULL;
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
	for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
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

/* Whether "{n}" stands at `at`, and which. */
static bool find_place(struct text sentence, size_t at, size_t *ret_place)
{
	if (sentence.at[at] != '{' || sentence.size - at < 3 || sentence.at[at + 2] != '}')
		return false;
	char digit = sentence.at[at + 1];
	*ret_place = (size_t)(digit - '0');
	return digit >= '0' && digit <= '9';
}

struct text language_fill(struct arena *arena, struct text sentence, const struct text *values, size_t count)
{
	size_t size = 0, place = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t at = 0; at < sentence.size; at++)
			size += find_place(sentence, at, &place) && place == i ? values[i].size : 0;
	char *filled = arena_take(arena, sentence.size + size + 1), *to = filled;
	for (size_t at = 0; at < sentence.size; at++) {
		if (!find_place(sentence, at, &place) || place >= count) {
			*to++ = sentence.at[at];
			continue;
		}
		if (values[place].size > 0)
			to = mempcpy(to, values[place].at, values[place].size);
		at += 2;
	}
	return (struct text){filled, (size_t)(to - filled)};
}
