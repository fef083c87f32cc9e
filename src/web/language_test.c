/* Words in three languages, plural rules, the .mo reader on broken files. */
#include "web/language.h"

#include "tests/unit.h"
#include "web/catalogue.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct language *language(const char *code)
{
	const struct language *found = language_find(text_of(code));
	assert_non_null(found);
	return found;
}

static void words_of_three_languages(void **state)
{
	(void)state;
	ASSERT_TEXT(language_text(language("en"), "month", "May"), TEXT("May"));
	ASSERT_TEXT(language_text(language("ms"), "month", "May"), TEXT("Mei"));
	ASSERT_TEXT(language_text(language("de"), "month", "May"), TEXT("Mai"));
	ASSERT_TEXT(language_text(language("de"), NULL, "yesterday"), TEXT("gestern"));
}

static void a_context_keeps_words_apart(void **state)
{
	(void)state;
	ASSERT_TEXT(language_text(language("de"), NULL, "October"), TEXT("October"));
	ASSERT_TEXT(language_text(language("de"), "mont", "May"), TEXT("May"));
	ASSERT_TEXT(language_text(language("de"), "month", "Ma"), TEXT("Ma"));
}

static void what_is_not_translated_stays_english(void **state)
{
	(void)state;
	ASSERT_TEXT(language_text(language("ms"), NULL, "no such sentence"), TEXT("no such sentence"));
	ASSERT_TEXT(language_text(language("ms"), NULL, ""), TEXT(""));
	ASSERT_TEXT(language_plural(language("de"), NULL, "{0} xx", "{0} xxs", 1), TEXT("{0} xx"));
	ASSERT_TEXT(language_plural(language("de"), NULL, "{0} xx", "{0} xxs", 0), TEXT("{0} xxs"));
}

static void plurals(void **state)
{
	(void)state;
	const char *one = "{0} hour ago", *many = "{0} hours ago";
	ASSERT_TEXT(language_plural(language("en"), NULL, one, many, 1), TEXT("{0} hour ago"));
	ASSERT_TEXT(language_plural(language("en"), NULL, one, many, 2), TEXT("{0} hours ago"));
	ASSERT_TEXT(language_plural(language("en"), NULL, one, many, 0), TEXT("{0} hours ago"));
	ASSERT_TEXT(language_plural(language("de"), NULL, one, many, 1), TEXT("vor {0} Stunde"));
	ASSERT_TEXT(language_plural(language("de"), NULL, one, many, 5), TEXT("vor {0} Stunden"));
	ASSERT_TEXT(language_plural(language("de"), NULL, one, many, -1), TEXT("vor {0} Stunde"));
	ASSERT_TEXT(language_plural(language("de"), NULL, one, many, INT64_MIN), TEXT("vor {0} Stunden"));
	ASSERT_TEXT(language_plural(language("ms"), NULL, one, many, 1), TEXT("{0} jam lalu"));
	ASSERT_TEXT(language_plural(language("ms"), NULL, one, many, 5), TEXT("{0} jam lalu"));
}

static void plural_rules(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		uint64_t n, form;
	} cases[] = {
		{"0", 7, 0},
		{"n != 1", 1, 0},
		{"(n!=1)", 2, 1},
		{"n>1", 1, 0},
		{"n == 1 ? 0 : n == 2 ? 1 : 2", 2, 1},
		/* Russian */
		{"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 21, 0},
		{"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 11, 2},
		{"n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2", 23, 1},
		/* Arabic */
		{"n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5", 111, 4},
		{"!n + 2 * 3 - 1", 0, 6},
	};
	uint64_t form = 0;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(plural_evaluate(text_of(cases[i].rule), cases[i].n, &form));
		assert_int_equal(form, cases[i].form);
	}
}

static void wrong_rules(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",   "n ==",        "n n",
		"(n", "n)",          "n ? 1",
		"m",  "n / 0",       "n % (n - n)",
		"1;", "99999999999", "((((((((((((((((((((((((((((((((((n))))))))))))))))))))))))))))))))))"};
	uint64_t form = 0;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(plural_evaluate(text_of(wrong[i]), 3, &form));
}

static void accept_language(void **state)
{
	(void)state;
	static const struct {
		const char *header, *code;
	} cases[] = {
		{"de", "de"},
		{"de-AT,de;q=0.9,en;q=0.8", "de"},
		{"fr,ms-MY;q=0.8,en;q=0.7", "ms"},
		{"en;q=0.1, DE;q=0.9", "de"},
		{"den", "en"},
		{"fr", "en"},
		{"*", "en"},
		{"", "en"},
		{"de;q=0", "en"},
		{"de;q=x,ms;q=0.5", "ms"},
		{";;;,,;q=1,=", "en"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(language_accept(text_of(cases[i].header))->code, cases[i].code);
	assert_string_equal(language_accept(TEXT_NONE)->code, "en");
	assert_null(language_find(TEXT("../de")));
}

static void filling(void **state)
{
	struct arena *arena = *state;
	const struct text values[] = {TEXT("A"), TEXT("{0}"), TEXT_NONE};
	ASSERT_TEXT(language_fill(arena, TEXT("{0} and {1}"), values, 3), TEXT("A and {0}"));
	ASSERT_TEXT(language_fill(arena, TEXT("{1}{0}{0}"), values, 3), TEXT("{0}AA"));
	ASSERT_TEXT(language_fill(arena, TEXT("[{2}]"), values, 3), TEXT("[]"));
	ASSERT_TEXT(language_fill(arena, TEXT("{3} {x} {0 } {"), values, 3), TEXT("{3} {x} {0 } {"));
	ASSERT_TEXT(language_fill(arena, TEXT("{0"), values, 3), TEXT("{0"));
	ASSERT_TEXT(language_fill(arena, TEXT(""), NULL, 0), TEXT(""));
}

/* Every cut and every changed byte of a real file is read without leaving it; ASan watches. */
static void broken_files(void **state)
{
	(void)state;
	struct text found;
	for (size_t size = 0; size < catalogue_de.size; size += size < 64 ? 1 : 97) {
		unsigned char *cut = malloc(size + 1);
		assert_non_null(cut);
		memcpy(cut, catalogue_de.at, size);
		struct catalogue broken = {cut, size};
		found = catalogue_find(&broken, "month", "May");
		assert_true(found.size < catalogue_de.size);
		assert_true(catalogue_form(&broken, 2) < 6);
		for (size_t i = 0; i < 64 && i < size; i++) {
			cut[i] ^= 0xff;
			found = catalogue_find(&broken, NULL, "{0} hour ago");
			assert_true(found.size < catalogue_de.size);
			cut[i] ^= 0xff;
		}
		free(cut);
	}
}

static int open_arena(void **state)
{
	*state = arena_open(1 << 20);
	return 0;
}

static int close_arena(void **state)
{
	arena_close(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_three_languages),
		cmocka_unit_test(a_context_keeps_words_apart),
		cmocka_unit_test(what_is_not_translated_stays_english),
		cmocka_unit_test(plurals),
		cmocka_unit_test(plural_rules),
		cmocka_unit_test(wrong_rules),
		cmocka_unit_test(accept_language),
		cmocka_unit_test(filling),
		cmocka_unit_test(broken_files),
	};
	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
