/* Order of names, salutations and initials as the languages have them. */
#include "format/person_name.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unigbrk.h>

struct manners {
	char language[3];
	bool both; /* the salutation stays in front of a title */
	const char *salutations[4];
	const char *dear[4]; /* before the name, by salutation; PERSON_PLAIN: to a full name */
	const char *behind;  /* behind the name */
	const char *to_nobody;
};

static const struct manners manners[] = {
	{"en", false, {"", "Mr", "Ms", "Miss"}, {"Dear ", "Dear ", "Dear ", "Dear "}, ",", "Hello,"},
	{"ms", false, {"", "Encik", "Puan", "Cik"}, {"", "", "", ""}, " yang dihormati,", "Tuan/Puan,"},
	{"de",
	 true,
	 {"", "Herr", "Frau", "Frau"},
	 {"Guten Tag ", "Sehr geehrter ", "Sehr geehrte ", "Sehr geehrte "},
	 ",",
	 "Guten Tag,"},
};

static const struct manners *manners_of(struct text language)
{
	for (size_t i = 0; i < sizeof manners / sizeof manners[0]; i++) {
		if (text_equal(text_of(manners[i].language), language))
			return &manners[i];
	}
	return &manners[0];
}

enum person_order person_usual_order(struct text language)
{
	static const char *const family_first[] = {"zh", "ja", "ko", "vi", "hu"};
	for (size_t i = 0; i < sizeof family_first / sizeof family_first[0]; i++) {
		if (text_equal(language, text_of(family_first[i])))
			return PERSON_FAMILY_FIRST;
	}
	return PERSON_GIVEN_FIRST;
}

/* Han, Kana and Hangul: written without blanks, read by syllable. */
static bool is_east_asian(uint32_t point)
{
	return (point >= 0x3040 && point <= 0x30FF) || (point >= 0x3400 && point <= 0x9FFF) ||
	       (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0x20000 && point <= 0x323AF);
}

static bool is_arabic(uint32_t point)
{
	return point >= 0x0600 && point <= 0x06FF;
}

static uint32_t first_point(struct text t)
{
	size_t offset = 0;
	uint32_t point = 0;
	text_next_point(t, &offset, &point);
	return point;
}

/* Words that begin a patronymic. */
static bool is_patronymic(struct text last)
{
	static const char *const words[] = {"bin", "binti", "bt",  "bt.", "b.",  "a/l",
					    "a/p", "s/o",   "d/o", "ibn", "bint"};
	size_t blank = text_find(last, TEXT(" "), 0);
	if (blank == SIZE_MAX)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (blank == strlen(words[i]) && strncasecmp(last.at, words[i], blank) == 0)
			return true;
	}
	return false;
}

static struct text spaced(struct arena *arena, struct text a, struct text b)
{
	if (text_is_empty(a) || text_is_empty(b))
		return text_is_empty(a) ? b : a;
	return text_format(arena, "%.*s %.*s", TEXT_ARG(a), TEXT_ARG(b));
}

static struct text trimmed(struct text t)
{
	t = text_trim(t);
	return text_is_none(t) ? TEXT("") : t;
}

struct text person_display_name(struct arena *arena, const struct person_name *name)
{
	struct text first = trimmed(name->first), last = trimmed(name->last);
	if (name->order == PERSON_GIVEN_FIRST)
		return spaced(arena, first, last);
	if (is_east_asian(first_point(first)) && is_east_asian(first_point(last)))
		return text_join(arena, last, first);
	return spaced(arena, last, first);
}

/* "Frau Dr." or, where a title stands in place of the salutation, "Dr." */
static struct text form_of_address(struct arena *arena, const struct person_name *name, const struct manners *m)
{
	struct text salutation = text_of(m->salutations[name->salutation]), title = trimmed(name->title);
	return m->both || text_is_empty(title) ? spaced(arena, salutation, title) : title;
}

struct text person_full_name(struct arena *arena, const struct person_name *name, struct text language)
{
	struct text shown = person_display_name(arena, name);
	if (text_is_empty(shown))
		return shown;
	return spaced(arena, form_of_address(arena, name, manners_of(language)), shown);
}

struct text person_sort_name(struct arena *arena, const struct person_name *name)
{
	struct text first = trimmed(name->first), last = trimmed(name->last);
	return is_patronymic(last) ? spaced(arena, first, last) : spaced(arena, last, first);
}

/* Words in the middle of names that nobody is abbreviated by, also in front of a family name. */
static bool is_particle(struct text word)
{
	static const char *const particles[] = {"bin", "binti", "bt",  "bt.",  "b.",  "a/l", "a/p", "s/o", "d/o",
						"ibn", "bint",  "van", "von",  "der", "den", "de",  "del", "da",
						"dos", "al",    "el",  "bin.", "zu",  "la",  "di",  "بن",  "بنت"};
	for (size_t i = 0; i < sizeof particles / sizeof particles[0]; i++) {
		if (word.size == strlen(particles[i]) && strncasecmp(word.at, particles[i], word.size) == 0)
			return true;
	}
	return false;
}

static struct text without_article(struct text word)
{
	static const char *const articles[] = {"ال", "al-", "Al-", "el-", "El-"};
	for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
		if (word.size > strlen(articles[i]) && text_starts(word, text_of(articles[i])))
			return text_slice(word, strlen(articles[i]), word.size);
	}
	return word;
}

/* The first letter, with its marks, of the first word that is no particle; capital. */
static struct text initial(struct arena *arena, struct text name)
{
	struct text word = TEXT(""), rest = name;
	while (text_next(&rest, ' ', &word) && (is_particle(word) || text_is_empty(word)))
		;
	word = without_article(text_is_empty(word) ? name : word);
	if (text_is_empty(word))
		return TEXT("");
	const uint8_t *start = (const uint8_t *)word.at, *end = u8_grapheme_next(start, start + word.size);
	size_t size;
	uint8_t *upper = u8_toupper(start, (size_t)(end - start), NULL, NULL, NULL, &size);
	struct text letter = text_copy(arena, (struct text){(const char *)upper, upper ? size : 0});
	free(upper);
	return letter;
}

struct text person_initials(struct arena *arena, const struct person_name *name)
{
	struct text first = trimmed(name->first), last = trimmed(name->last);
	if (is_east_asian(first_point(last)))
		return initial(arena, last);
	if (is_east_asian(first_point(first)))
		return initial(arena, first);
	struct text a = initial(arena, first), b = initial(arena, last);
	/* Arabic letters would join into a word. */
	if (is_arabic(first_point(a)) && !text_is_empty(b))
		return spaced(arena, a, b);
	return name->order == PERSON_FAMILY_FIRST ? text_join(arena, b, a) : text_join(arena, a, b);
}

struct text person_greeting(struct arena *arena, const struct person_name *name, struct text language)
{
	const struct manners *m = manners_of(language);
	struct text first = trimmed(name->first), last = trimmed(name->last);
	struct text address = form_of_address(arena, name, m);
	struct text called = is_patronymic(last) || text_is_empty(last) ? first : last;
	if (text_is_empty(address))
		called = person_display_name(arena, name);
	if (text_is_empty(called))
		return text_of(m->to_nobody);
	called = spaced(arena, address, called);
	return text_format(arena, "%s%.*s%s", m->dear[name->salutation], TEXT_ARG(called), m->behind);
}
